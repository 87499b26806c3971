"""A final chapter is locked; the text can be shown larger."""

from __future__ import annotations

import copy
from functools import partial

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from qi_desktop.core.model import ChapterStatus
from qi_desktop.core.richtext import Run
from qi_desktop.ui import qtext
from tests.ui.editing import Desk, child, item, paragraph


def _finish(desk: Desk) -> None:
    desk.hub.perform(lambda: desk.session.chapters.change(desk.chapter_id, status=ChapterStatus.FINAL))


def _wheel(desk: Desk, up: bool) -> None:
    area = desk.editor.area
    place = QPointF(50, 50)
    turn = QPoint(0, 120 if up else -120)
    no_buttons, control = Qt.MouseButton.NoButton, Qt.KeyboardModifier.ControlModifier
    event = QWheelEvent(place, area.viewport().mapToGlobal(place), QPoint(), turn, no_buttons, control, Qt.ScrollPhase.NoScrollPhase, False)
    QApplication.sendEvent(area.viewport(), event)


def test_a_final_chapter_can_only_be_read_until_it_is_reopened(desk: Desk) -> None:
    draft = paragraph("质量")
    desk.show(draft)
    desk.put_cursor(0, -1)
    desk.commit("第一")
    _finish(desk)
    assert desk.stored[0].text == (Run("质量第一"),)
    assert desk.editor.area.isReadOnly()
    assert desk.editor.head.lock_bar.isVisible()
    assert "final" in child(desk.editor, QLabel, "lock_reason").text()
    desk.commit("甲")
    QTest.keyClicks(desk.editor.area, "x")
    desk.paste("乙")
    assert desk.texts == ["质量第一"]
    child(desk.editor, QPushButton, "chapter_reopen").click()
    assert not desk.editor.head.lock_bar.isVisible()
    assert desk.session.chapters.get(desk.chapter_id).status is ChapterStatus.DRAFT
    desk.put_cursor(0, -1)
    desk.commit("！")
    desk.editor.save()
    assert desk.stored[0].text == (Run("质量第一！"),)
    assert not desk.failures


def test_undo_in_a_final_chapter_takes_back_that_it_is_final(desk: Desk) -> None:
    desk.show(paragraph("质量"))
    _finish(desk)
    desk.editor.undo()
    assert not desk.editor.area.isReadOnly()


def test_a_library_opened_for_reading_offers_no_reopening(desk: Desk) -> None:
    desk.show(paragraph("质量"))
    _finish(desk)
    desk.editor.set_read_only(True)
    assert desk.editor.head.lock_bar.isVisible()
    assert not child(desk.editor, QPushButton, "chapter_reopen").isVisible()


def test_the_wheel_and_the_keys_change_the_size_and_nothing_of_the_text(desk: Desk, qtbot: QtBot) -> None:
    draft = paragraph((Run("质量"), Run("第一", bold=True)))
    desk.show(draft)
    desk.editor.activateWindow()
    qtbot.waitUntil(desk.editor.area.hasFocus)
    desk.put_cursor(0, 2)
    before = desk.editor.area.document().documentLayout().documentSize().height()
    with qtbot.waitSignal(desk.editor.zoom_changed) as told:
        _wheel(desk, up=True)
    assert told.args == [110]
    _wheel(desk, up=True)
    assert desk.editor.zoom == 120
    assert desk.editor.area.document().documentLayout().documentSize().height() > before
    assert desk.editor.area.textCursor().position() == 2
    _wheel(desk, up=False)
    desk.control(Qt.Key.Key_0)
    assert desk.editor.zoom == 100
    assert desk.editor.area.document().documentLayout().documentSize().height() == pytest.approx(before)
    assert desk.drafts == [draft]
    assert not desk.editor.dirty


def test_the_size_has_limits(desk: Desk) -> None:
    desk.editor.set_zoom(1000)
    assert desk.editor.zoom == 300
    desk.editor.set_zoom(1)
    assert desk.editor.zoom == 50


def test_zooming_is_no_step_of_undo_and_ends_none(desk: Desk) -> None:
    desk.show(paragraph((Run("质量"), Run("为", bold=True), Run("", field="company.name"))), item("一"))
    states = [desk.drafts]
    desk.put_cursor(0, 1)
    for act in (
        partial(desk.commit, "一"),
        partial(desk.commit, "二"),
        desk.enter,
        partial(desk.commit, "三"),
        partial(desk.action, "insert_page_break"),
        desk.backspace,
    ):
        desk.editor.save()
        act()
        states.append(desk.drafts)
    desk.editor.set_zoom(150)
    assert desk.drafts == states[-1]
    for state in reversed(states[2:-1]):
        desk.editor.undo()
        assert desk.drafts == state
    desk.editor.set_zoom(80)
    assert desk.drafts == states[2]
    for state in states[3:]:
        desk.editor.redo()
        assert desk.drafts == state
    desk.editor.set_zoom(100)
    for state in reversed(states[:-1]):
        desk.editor.undo()
        assert desk.drafts == state
    assert not desk.editor.area.document().isUndoAvailable()


def test_undo_after_zooming_leaves_the_cursor_where_the_words_were(desk: Desk) -> None:
    desk.show(paragraph("质量"))
    desk.put_cursor(0, 1)
    desk.commit("第一")
    desk.editor.set_zoom(150)
    assert desk.editor.area.textCursor().position() == 3
    desk.editor.undo()
    assert desk.texts == ["质量"]
    assert desk.editor.area.textCursor().position() == 1


def test_what_could_not_be_saved_survives_zooming(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.show(paragraph("质量"))
    monkeypatch.setattr(desk.editor._saving, "_write", lambda *arguments: False)
    desk.put_cursor(0, -1)
    desk.commit("第一")
    desk.editor.set_zoom(150)
    assert desk.texts == ["质量第一"]
    assert desk.editor.dirty


@pytest.mark.parametrize(("before", "after"), [([], ["甲"]), (["甲"], []), (["甲"], ["乙", "丙"]), (["甲", "乙"], ["乙"]), (["甲", "乙"], ["甲"])])
def test_blocks_are_exchanged_as_one_step(desk: Desk, before: list[str], after: list[str]) -> None:
    drafts = {words: paragraph(words) for words in (*before, *after)}
    old, new = [drafts[words] for words in before], [drafts[words] for words in after]
    desk.show(*old)
    document, look = desk.editor.area.document(), desk.editor.area.structure.look
    qtext.exchange(document, old, new, look)
    assert desk.drafts == new
    document.undo()
    assert desk.drafts == old
    assert not document.isUndoAvailable()


def test_the_text_looks_as_the_style_sheet_says_also_after_that_changes_or_another_report_is_shown(desk: Desk) -> None:
    desk.show(paragraph("质量"))
    area = desk.editor.area
    before = area.document().defaultFont().pointSizeF()
    settings = copy.deepcopy(dict(desk.session.styles.settings("book")))
    settings["roles"]["body"]["size"] = 20
    desk.hub.perform(lambda: desk.session.styles.use(desk.report_id, "book", settings, "大字"))
    assert area.document().defaultFont().pointSizeF() == 20 != before
    settings["roles"]["body"]["size"] = 18
    own = desk.session.styles.own()[0].id
    desk.hub.perform(lambda: desk.session.styles.change(own, settings=settings))
    assert area.document().defaultFont().pointSizeF() == 18
    assert desk.texts == ["质量"]
    other = desk.session.reports.new(2019, "blank").created
    chapter = desk.session.chapters.add(other, "次年").created
    desk.editor.show_chapter("")
    desk.hub.report_id = other
    desk.editor.show_chapter(chapter)
    assert area.document().defaultFont().pointSizeF() == before


def test_a_press_on_title_or_guidance_is_one_on_the_page(desk: Desk, qtbot: QtBot) -> None:
    qtbot.addWidget(desk.editor)
    desk.show(paragraph("质量"))
    desk.editor.show()
    for name in ("chapter_title", "chapter_guidance"):
        desk.editor.area.clearFocus()
        QTest.mouseClick(child(desk.editor, QLabel, name), Qt.MouseButton.LeftButton)
        assert desk.editor.area.hasFocus()


def test_where_all_chapters_are_in_the_bin_the_page_says_how_they_come_back(desk: Desk) -> None:
    desk.show(paragraph("质量"))
    chapters = [node.chapter.id for node in desk.session.chapters.tree(desk.report_id)]
    desk.hub.perform(lambda: desk.session.chapters.delete(chapters))
    assert "in the bin" in child(desk.editor, QLabel, "chapter_empty").text()
    desk.hub.undo()
    assert desk.editor.area.isVisibleTo(desk.editor)
