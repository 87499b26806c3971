"""Libraries for the tests of the store."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from qi_desktop.session import Session
from tests.disks import read_only_disk, small_disk

__all__ = ["read_only_disk", "small_disk"]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A library with one chapter, closed."""
    place = tmp_path / "报告 1.qid"
    with Session.create(place, author="李工", company="某仪表有限公司", template="blank", year=2025) as session:
        session.chapters.add(session.reports.of_year().id, "质量方针")
    return place


def bytes_of(folder: Path) -> dict[str, bytes]:
    """Every file of a folder, to see whether something was changed or left behind."""
    return {name: (folder / name).read_bytes() for name in sorted(os.listdir(folder)) if (folder / name).is_file()}
