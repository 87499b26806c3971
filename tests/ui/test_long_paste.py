"""Pasting so much that it is read in another thread and put in part by part."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QMimeData
from PySide6.QtWidgets import QProgressDialog
from pytestqt.qtbot import QtBot

from qi_desktop.core.richtext import text_of
from qi_desktop.ui.editor import clipboard, html_blocks, structure
from tests.ui.editing import Desk, figure, paragraph

HTML = "<body><p>一</p><ul><li>二</li><li>三</li></ul><table><tr><td>四</td></tr></table>" + "<p>五<b>六</b></p>" * 20 + "<p>七</p></body>"


@pytest.fixture(autouse=True)
def short(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clipboard, "_LONG", 100)
    monkeypatch.setattr(structure, "_PART", 3)
    monkeypatch.setattr(html_blocks, "_TAGS", 1)


@pytest.fixture
def shown(desk: Desk) -> Iterator[Desk]:
    desk.editor.show()
    yield desk
    desk.editor.hide()


def html(source: str = HTML) -> QMimeData:
    made = QMimeData()
    made.setHtml(source)
    made.setText("甲\n乙\n")
    return made


def bar(desk: Desk) -> QProgressDialog | None:
    return desk.editor.window().findChild(QProgressDialog, "steps_dialog")


def wait(desk: Desk, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: bar(desk) is None)


def said(desk: Desk) -> list[tuple[object, ...]]:
    return [(draft.kind, text_of(draft.text), draft.attributes) for draft in desk.drafts]


PLACES: dict[str, tuple[list[str], tuple[int, int, int, int]]] = {
    "an empty chapter": ([""], (0, 0, 0, 0)),
    "inside a paragraph": (["甲乙"], (0, 1, 0, 1)),
    "before a figure": (["甲", "figure"], (1, 0, 1, 0)),
    "a selection": (["甲乙", "丙丁"], (0, 1, 1, 1)),
}


def begin(desk: Desk, place: str) -> None:
    texts, selection = PLACES[place]
    desk.show(*(figure() if text == "figure" else paragraph(text) for text in texts))
    desk.select(*selection)


@pytest.mark.parametrize("place", PLACES)
def test_what_is_long_stands_there_as_if_it_were_short(shown: Desk, place: str, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    begin(shown, place)
    before = shown.drafts
    shown.editor.area.insertFromMimeData(html())
    assert bar(shown) is not None
    assert shown.drafts == before
    wait(shown, qtbot)
    at_length, caret = said(shown), shown.editor.area.textCursor().position()
    shown.editor.undo()
    assert shown.drafts == before, "one step"
    monkeypatch.setattr(clipboard, "_LONG", 10**6)
    begin(shown, place)
    shown.editor.area.insertFromMimeData(html())
    assert bar(shown) is None
    assert (at_length, caret) == (said(shown), shown.editor.area.textCursor().position())


def test_what_was_pasted_is_saved_when_all_of_it_is_there(shown: Desk, qtbot: QtBot) -> None:
    shown.show(paragraph("甲"))
    shown.editor.area.insertFromMimeData(html())
    wait(shown, qtbot)
    assert shown.editor.dirty
    shown.editor.save()
    assert shown.stored == shown.drafts
    assert len(shown.stored) > 20


@pytest.mark.parametrize("parts", [0, 2])
def test_a_paste_that_is_cancelled_leaves_everything_as_it_was(shown: Desk, parts: int, qtbot: QtBot) -> None:
    shown.show(paragraph("甲"), paragraph("乙"))
    before = shown.drafts
    shown.editor.area.insertFromMimeData(html())
    if parts:
        qtbot.waitUntil(lambda: len(shown.drafts) > 3 * parts)
    dialog = bar(shown)
    assert dialog is not None
    dialog.cancel()
    wait(shown, qtbot)
    assert shown.drafts == before
    shown.editor.redo()
    assert shown.drafts == before
    assert shown.failures == []
    shown.editor.save()
    assert shown.stored == before


def test_long_plain_text_and_long_own_blocks_are_put_in_part_by_part(shown: Desk, qtbot: QtBot) -> None:
    shown.show(paragraph("甲"))
    shown.put_cursor(0, -1)
    text = QMimeData()
    text.setText("\n".join(f"第{number}行" for number in range(50)))
    shown.editor.area.insertFromMimeData(text)
    wait(shown, qtbot)
    assert shown.texts == ["甲第0行", *(f"第{number}行" for number in range(1, 50))]
    shown.editor.area.selectAll()
    copied = shown.editor.clipboard.copied()
    shown.put_cursor(49, -1)
    shown.editor.clipboard.insert(copied)
    assert bar(shown) is not None
    wait(shown, qtbot)
    assert len(shown.texts) == 100
    shown.put_cursor(0, 0)
    shown.editor.clipboard.insert_plain(text)
    assert bar(shown) is not None
    wait(shown, qtbot)
    assert len(shown.texts) == 149
    assert shown.texts[:2] == ["第0行", "第1行"]
    assert shown.texts[49] == "第49行甲第0行"


def test_the_clipboard_may_hold_something_else_before_all_was_read(shown: Desk, qtbot: QtBot) -> None:
    shown.show(paragraph("甲"))
    source = html()
    shown.editor.area.insertFromMimeData(source)
    source.clear()
    wait(shown, qtbot)
    assert len(shown.texts) > 20
