"""Sessions for the tests of the verbs."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from qi_desktop.core.identifiers import new_id
from qi_desktop.core.model import Report
from qi_desktop.session import Session
from tests.disks import read_only_disk, small_disk

__all__ = ["read_only_disk", "small_disk"]


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    """An open library with a report that has no chapters yet."""
    with Session.create(tmp_path / "报告.qid", author="李工", company="某仪表有限公司") as opened:
        with opened.library.operation("library.load", fixed=True):
            opened.repository.insert(Report(new_id(), 2025, "质量诚信报告"))
        yield opened


@pytest.fixture
def report(session: Session) -> str:
    """The id of the report."""
    return session.reports.of_year().id


@pytest.fixture
def filled(session: Session, report: str) -> Session:
    """The session with a chapter, an empty paragraph and a version of the report."""
    chapter = session.chapters.add(report, "质量方针").created
    session.blocks.add(chapter)
    session.reports.change(report, version="V2")
    return session
