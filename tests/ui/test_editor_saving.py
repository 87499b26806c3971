"""Nothing typed is lost: when the editor saves, what it does when that fails, and how it follows changes by others."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from qi_desktop.core.errors import WriteError
from qi_desktop.core.identifiers import new_id
from qi_desktop.core.messages import message
from qi_desktop.core.model import BlockKind
from qi_desktop.core.richtext import Run
from qi_desktop.session import Draft, Session
from qi_desktop.ui.editor import chapter_editor, saving
from tests.ui.editing import Desk, child, figure, item, paragraph


def test_loading_a_chapter_makes_nothing_dirty_and_writes_nothing(desk: Desk) -> None:
    history = len(desk.session.history())
    desk.show(paragraph("甲"), figure(), item("乙"))
    desk.editor.save()
    assert not desk.editor.dirty
    assert len(desk.session.history()) == history + 1  # the test's own writing


def test_an_empty_chapter_stays_without_blocks_until_something_is_typed(desk: Desk) -> None:
    desk.show()
    desk.editor.save()
    assert desk.stored == []
    desk.commit("第一句")
    desk.editor.save()
    assert [draft.text for draft in desk.stored] == [(Run("第一句"),)]
    assert desk.stored == desk.drafts


def test_typing_is_saved_within_a_second_though_it_never_pauses(desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(saving, "SAVE_AFTER", 60)
    desk.show(paragraph())
    with qtbot.waitSignal(desk.editor.dirty_changed, timeout=50) as caught:
        desk.commit("字")
    assert caught.args == [True]
    for _ in range(12):  # a timer that every key restarts would never fire
        desk.commit("字")
        qtbot.wait(10)
        if len(desk.stored[0].text):
            break
    assert desk.stored[0].text[0].text.startswith("字")
    qtbot.waitUntil(lambda: not desk.editor.dirty)
    assert desk.stored == desk.drafts


def test_the_save_timer_is_one_second(desk: Desk) -> None:
    assert saving.SAVE_AFTER == 1000


def test_typing_is_saved_when_the_focus_leaves(desk: Desk, qtbot: QtBot) -> None:
    desk.show(paragraph())
    other = QLineEdit()
    layout = desk.editor.layout()
    assert layout is not None
    layout.addWidget(other)
    other.show()
    desk.editor.activateWindow()
    qtbot.waitUntil(desk.editor.area.hasFocus)
    desk.commit("质量")
    other.setFocus()
    assert desk.stored == desk.drafts
    assert not desk.editor.dirty


def test_typing_is_saved_before_another_chapter_is_shown_and_before_another_operation(desk: Desk) -> None:
    desk.show(paragraph())
    desk.commit("质量")
    desk.hub.perform(lambda: desk.session.chapters.rename(desk.chapter_id, "质量控制"))
    assert [operation.verb for operation in desk.session.history(2)] == ["chapter.rename", "block.write"]
    desk.commit("第一")
    other = desk.session.chapters.add(desk.report_id, "别的").created
    desk.editor.show_chapter(other)
    assert desk.stored[0].text == (Run("质量第一"),)


def test_what_is_composed_is_no_text_yet(desk: Desk) -> None:
    from PySide6.QtGui import QInputMethodEvent
    from PySide6.QtWidgets import QApplication

    desk.show(paragraph("甲"))
    QApplication.sendEvent(desk.editor.area, QInputMethodEvent("zhi liang", []))
    desk.editor.save()
    assert desk.stored[0].text == (Run("甲"),)
    desk.put_cursor(0, -1)
    desk.commit("质量")
    desk.editor.save()
    assert desk.stored[0].text == (Run("甲质量"),)


# --- failing ---


@pytest.fixture
def full_disk(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Callable[[bool], None]:
    """Switches a full disk on and off."""
    real = desk.session.library.operation
    full = [False]

    def operation(*arguments: Any, **options: Any) -> Any:
        if full[0]:
            raise WriteError(message("The disk is full; free some space."))
        return real(*arguments, **options)

    monkeypatch.setattr(desk.session.library, "operation", operation)

    def switch(on: bool) -> None:
        full[0] = on

    return switch


def test_a_save_that_fails_keeps_the_text_and_is_told_once_and_tried_again(
    desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, full_disk: Callable[[bool], None]
) -> None:
    monkeypatch.setattr(saving, "RETRY_AFTER", 20)
    desk.show(paragraph())
    full_disk(True)
    desk.commit("质量")
    desk.editor.save()
    desk.editor.save()
    qtbot.wait(70)
    assert desk.editor.dirty
    assert desk.texts == ["质量"]
    assert isinstance(desk.editor.failure, WriteError)
    assert len(desk.failures) == 1
    full_disk(False)
    qtbot.waitUntil(lambda: not desk.editor.dirty)
    assert desk.stored == desk.drafts
    assert desk.editor.failure is None


def test_a_chapter_that_could_not_be_saved_is_kept_when_another_is_shown(desk: Desk, full_disk: Callable[[bool], None]) -> None:
    desk.show(paragraph())
    other = desk.session.chapters.add(desk.report_id, "别的").created
    full_disk(True)
    desk.commit("质量")
    desk.editor.show_chapter(other)
    assert desk.editor.dirty
    desk.editor.show_chapter(desk.chapter_id)
    assert desk.texts == ["质量"]
    desk.editor.show_chapter(other)
    full_disk(False)
    desk.editor.save()
    assert not desk.editor.dirty
    assert desk.stored[0].text == (Run("质量"),)


def test_a_library_deleted_under_the_editor_loses_no_text(desk: Desk) -> None:
    desk.show(paragraph())
    away = desk.session.path.with_suffix(".away")
    os.rename(desk.session.path, away)
    desk.commit("质量")
    desk.editor.save()
    assert desk.editor.dirty
    assert desk.texts == ["质量"]
    assert len(desk.failures) == 1
    os.rename(away, desk.session.path)
    desk.editor.save()
    assert not desk.editor.dirty
    assert desk.stored == desk.drafts


def test_what_could_not_be_saved_is_given_up_only_on_demand(desk: Desk, full_disk: Callable[[bool], None]) -> None:
    desk.show(paragraph())
    full_disk(True)
    desk.commit("质量")
    desk.editor.save()
    desk.editor.discard()
    assert not desk.editor.dirty


def test_a_save_that_finds_a_block_gone_writes_the_whole_chapter(desk: Desk) -> None:
    drafts = [paragraph("甲"), paragraph("乙")]
    desk.show(*drafts)
    desk.session.blocks.delete([drafts[0].id])  # past the hub, so that the editor cannot know
    desk.commit("新")
    desk.editor.save()
    assert desk.stored == desk.drafts
    assert desk.texts == ["新甲", "乙"]


# --- changes by others ---


def test_undo_without_typing_takes_back_the_librarys_last_operation(desk: Desk) -> None:
    desk.show(paragraph("甲"))
    desk.hub.perform(lambda: desk.session.blocks.add(desk.chapter_id, BlockKind.PARAGRAPH, (Run("乙"),)))
    assert desk.texts == ["甲", "乙"]
    desk.control(Qt.Key.Key_Z)
    assert desk.texts == ["甲"]
    desk.editor.redo()
    assert desk.texts == ["甲", "乙"]


def test_a_change_by_others_keeps_the_cursor_in_its_block(desk: Desk) -> None:
    first, second = paragraph("甲"), paragraph("乙丙丁")
    desk.show(first, second)
    desk.put_cursor(1, 2)
    desk.hub.perform(lambda: desk.session.blocks.add(desk.chapter_id, BlockKind.PARAGRAPH, (Run("新"),), after=""))
    cursor = desk.editor.area.textCursor()
    assert (cursor.blockNumber(), cursor.positionInBlock()) == (2, 2)
    desk.hub.perform(lambda: desk.session.blocks.delete([second.id]))
    assert desk.editor.area.textCursor().blockNumber() == 1


def test_own_saving_does_not_reload_the_text_under_the_cursor(desk: Desk) -> None:
    desk.show(paragraph("甲"))
    desk.put_cursor(0, -1)
    desk.commit("乙")
    desk.editor.save()
    assert desk.editor.area.document().isUndoAvailable()
    assert desk.editor.area.textCursor().position() == 2


def test_a_change_elsewhere_leaves_the_text_alone(desk: Desk) -> None:
    desk.show(paragraph("甲"))
    desk.put_cursor(0, -1)
    desk.commit("乙")
    other = desk.hub.perform(lambda: desk.session.chapters.add(desk.report_id, "别的")).created
    desk.hub.perform(lambda: desk.session.blocks.add(other, BlockKind.PARAGRAPH, (Run("丙"),)))
    assert desk.editor.area.document().isUndoAvailable()


def test_each_pause_of_typing_is_an_undo_step_of_its_own(desk: Desk) -> None:
    desk.show(paragraph())
    desk.commit("质量")
    desk.editor.save()
    desk.commit("第一")
    desk.control(Qt.Key.Key_Z)
    assert desk.texts == ["质量"]
    desk.control(Qt.Key.Key_Z)
    assert desk.texts == [""]


def test_what_was_typed_in_one_go_is_one_undo_step_though_it_was_saved_meanwhile(desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(saving, "SAVE_AFTER", 20)
    desk.show(paragraph("甲"))
    desk.put_cursor(0, -1)
    for text in ("质", "量", "第", "一"):
        desk.commit(text)
        qtbot.waitUntil(lambda: not desk.editor.dirty)
    desk.control(Qt.Key.Key_Z)
    assert desk.texts == ["甲"]
    desk.editor.redo()
    assert desk.texts == ["甲质量第一"]


def test_undo_takes_back_a_word_or_a_clause_at_a_time(desk: Desk) -> None:
    desk.show(paragraph())
    desk.put_cursor(0, 0)
    for words in ("质量", "方针", "，", "持续", "改进", "。", "I", "S", "O", " ", "9", "0"):
        desk.commit(words)
    seen = []
    for _ in range(4):
        seen.append(desk.texts[0])
        desk.control(Qt.Key.Key_Z)
    assert seen == ["质量方针，持续改进。ISO 90", "质量方针，持续改进。ISO ", "质量方针，持续改进。", "质量方针，"]
    assert desk.texts == [""]


def test_what_is_typed_behind_a_paste_or_in_another_format_is_a_step_of_its_own(desk: Desk) -> None:
    desk.show(paragraph("甲"))
    desk.put_cursor(0, 1)
    desk.paste("乙")
    desk.commit("丙")
    desk.control(Qt.Key.Key_B)
    desk.commit("丁")
    seen = []
    while desk.editor.area.document().isUndoAvailable():
        seen.append(desk.texts[0])
        desk.control(Qt.Key.Key_Z)
    assert seen == ["甲乙丙丁", "甲乙丙", "甲乙"]


def test_undo_of_a_list_that_was_typed_leaves_the_typed_number(desk: Desk) -> None:
    desk.show(paragraph())
    desk.put_cursor(0, 0)
    for sign in "1、":
        desk.commit(sign)
    assert desk.drafts[0].kind is BlockKind.LIST_ITEM
    desk.control(Qt.Key.Key_Z)
    assert (desk.drafts[0].kind, desk.texts) == (BlockKind.PARAGRAPH, ["1、"])


def test_a_pause_ends_an_undo_step(desk: Desk, qtbot: QtBot) -> None:
    desk.show(paragraph())
    desk.commit("质量")
    qtbot.waitUntil(lambda: not desk.editor.area.document().isModified(), timeout=5 * chapter_editor.PAUSE)
    desk.commit("第一")
    desk.control(Qt.Key.Key_Z)
    assert desk.texts == ["质量"]


# --- states ---


def test_a_deleted_chapter_and_one_of_another_report_show_an_empty_page_that_says_why(desk: Desk) -> None:
    desk.show(paragraph("甲"))
    area = desk.editor.area
    desk.hub.perform(lambda: desk.session.chapters.delete([desk.chapter_id]))
    assert not area.isVisible()
    assert "no longer in the report" in child(desk.editor, QLabel, "chapter_empty").text()
    desk.hub.undo()
    assert area.isVisible()
    assert desk.texts == ["甲"]
    other_report = desk.session.reports.new(2019, "blank").created
    desk.editor.show_chapter(desk.session.chapters.add(other_report, "别的").created)
    assert not area.isVisible()
    desk.editor.show_chapter("")
    assert not area.isVisible()


def test_the_title_has_its_printed_number_and_follows_a_renaming(desk: Desk) -> None:
    desk.show(paragraph("甲"))
    title = child(desk.editor, QLabel, "chapter_title")
    assert title.text() == "第二章 质量管理"
    desk.hub.perform(lambda: desk.session.chapters.rename(desk.chapter_id, "质量控制"))
    assert title.text() == "第二章 质量控制"


def test_reading_only_lets_nothing_be_typed(desk: Desk) -> None:
    desk.show(paragraph("甲"))
    desk.editor.set_read_only(True)
    desk.commit("乙")
    desk.key(Qt.Key.Key_Return)
    desk.paste("丙")
    desk.action("insert_page_break")
    assert desk.texts == ["甲"]
    assert not desk.editor.dirty
    desk.editor.set_read_only(False)
    desk.commit("乙")
    assert desk.texts == ["乙甲"]


def test_a_second_window_on_the_library_reads_only(desk: Desk, qtbot: QtBot) -> None:
    desk.show(paragraph("甲"))
    from qi_desktop.ui.editor import ChapterEditor
    from qi_desktop.ui.hub import Hub

    with Session.open(desk.session.path, read_only=True) as session:
        editor = ChapterEditor(Hub(session, desk.report_id))
        qtbot.addWidget(editor)
        editor.show_chapter(desk.chapter_id)
        assert editor.area.isReadOnly()


def test_a_block_is_brought_into_view_and_gets_the_cursor(desk: Desk) -> None:
    drafts = [paragraph(f"第{number}段") for number in range(100)]
    desk.show(*drafts)
    desk.editor.focus_block(drafts[80].id)
    area = desk.editor.area
    assert area.textCursor().blockNumber() == 80
    assert area.viewport().rect().contains(area.cursorRect())
    desk.editor.focus_block("000000000000")
    assert area.textCursor().blockNumber() == 80


def test_another_style_sheet_changes_the_look_and_not_the_blocks(desk: Desk) -> None:
    drafts = [paragraph("甲"), item("乙"), Draft(new_id(), BlockKind.HEADING, (Run("丙"),))]
    desk.show(*drafts)
    before = desk.editor.area.document().begin().blockFormat().lineHeight()
    desk.hub.perform(lambda: desk.session.reports.change(desk.report_id, style="official"))
    assert desk.editor.area.document().begin().blockFormat().lineHeight() != before
    assert desk.drafts == drafts
    assert not desk.editor.dirty


def test_a_chapters_number_is_told_without_reading_the_captions_of_the_others(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    sources = desk.editor.sources
    numbers = {target.id: target.label for target in sources.targets.values()}
    sources._targets = None
    monkeypatch.setattr(sources, "_read_targets", lambda: pytest.fail("all captions are read"))
    assert sources.number_of(desk.chapter_id) == numbers[desk.chapter_id]
    assert sources.number_of("nowhere") == ""
