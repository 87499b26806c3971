"""What the status bar tells about the last act."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QStatusBar
from pytestqt.qtbot import QtBot

from qi_desktop.session import Session
from qi_desktop.ui.hub import Hub
from qi_desktop.ui.last_act import LastAct


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[Hub]:
    with Session.create(tmp_path / "a.qid", template="sample") as session:
        yield Hub(session, session.reports.of_year().id)


@pytest.fixture
def status(hub: Hub, qtbot: QtBot) -> QStatusBar:
    status = QStatusBar()
    qtbot.addWidget(status)
    assert LastAct(hub, status).parent() is hub
    return status


def test_what_was_deleted_is_told_and_how_it_comes_back(hub: Hub, status: QStatusBar) -> None:
    chapters = hub.session.chapters
    top = [node.chapter for node in chapters.tree(hub.report_id)]
    hub.perform(lambda: chapters.delete([top[3].id]))
    assert status.currentMessage() == "Delete chapter “质量理念”: “Undo” or “Chapter – Bin …” brings it back."
    hub.undo()
    assert status.currentMessage() == "Undone: Delete chapter “质量理念”"
    hub.redo()
    assert status.currentMessage() == "Done again: Delete chapter “质量理念”"
    hub.perform(lambda: chapters.delete([chapter.id for chapter in top]))
    assert f"“{top[0].title} (+{len(top) - 2})”" in status.currentMessage()


def test_another_act_takes_the_words_away_but_not_those_of_others(hub: Hub, status: QStatusBar) -> None:
    row = hub.session.rows.of("standards_drafted")[0]
    hub.perform(lambda: hub.session.rows.delete([row.id]))
    assert "brings it back" in status.currentMessage()
    hub.perform(lambda: hub.session.rows.add("standards_drafted", [{}]))
    assert not status.currentMessage()
    status.showMessage("Exporting …")
    hub.perform(lambda: hub.session.rows.add("standards_drafted", [{}]))
    assert status.currentMessage() == "Exporting …"


def test_nothing_is_told_where_there_is_nothing_to_take_back(hub: Hub, status: QStatusBar) -> None:
    hub.redo()
    assert not status.currentMessage()
