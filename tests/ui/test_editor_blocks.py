"""Typing in the editor: what becomes of blocks and their ids."""

from __future__ import annotations

from typing import cast

import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from qi_desktop.core.identifiers import is_id
from qi_desktop.core.model import BlockKind
from qi_desktop.core.richtext import Run, text_of
from qi_desktop.session import Draft
from tests.ui.editing import Desk, figure, item, paragraph


def test_enter_inside_a_paragraph_keeps_the_id_on_the_first_half(desk: Desk) -> None:
    draft = paragraph("质量第一诚信为本")
    desk.show(draft)
    desk.put_cursor(0, 4)
    desk.enter()
    assert desk.texts == ["质量第一", "诚信为本"]
    assert desk.ids[0] == draft.id
    assert is_id(desk.ids[1])
    assert desk.ids[1] != draft.id


def test_enter_at_the_start_puts_a_new_paragraph_before_the_text_which_keeps_its_id(desk: Desk) -> None:
    draft = paragraph("质量第一")
    desk.show(draft)
    desk.put_cursor(0, 0)
    desk.enter()
    assert desk.texts == ["", "质量第一"]
    assert desk.ids[1] == draft.id
    assert desk.ids[0] != draft.id


def test_backspace_after_enter_at_the_start_restores_the_chapter(desk: Desk) -> None:
    draft = paragraph("质量第一")
    desk.show(draft)
    desk.enter()
    desk.backspace()
    assert desk.drafts == [draft]


def test_enter_at_the_end_goes_on_with_the_same_role(desk: Desk) -> None:
    desk.show(paragraph("口号", role="slogan"))
    desk.put_cursor(0, -1)
    desk.enter()
    assert [draft.attributes for draft in desk.drafts] == [{"role": "slogan"}, {"role": "slogan"}]


def test_after_a_heading_comes_a_paragraph(desk: Desk) -> None:
    desk.show(Draft("", BlockKind.HEADING, (Run("小标题"),)))
    desk.put_cursor(0, -1)
    desk.enter()
    assert [draft.kind for draft in desk.drafts] == [BlockKind.HEADING, BlockKind.PARAGRAPH]


def test_shift_enter_breaks_the_line_inside_the_paragraph(desk: Desk) -> None:
    desk.show(paragraph("地址邮编"))
    desk.put_cursor(0, 2)
    desk.key(Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert desk.texts == ["地址\n邮编"]


def test_backspace_at_the_start_joins_and_the_first_keeps_its_id(desk: Desk) -> None:
    first, second = paragraph("甲", role="quote"), paragraph("乙")
    desk.show(first, second)
    desk.put_cursor(1, 0)
    desk.backspace()
    assert desk.texts == ["甲乙"]
    assert desk.ids == [first.id]
    assert desk.drafts[0].attributes == {"role": "quote"}


def test_delete_at_the_end_joins_and_the_first_keeps_its_id(desk: Desk) -> None:
    first, second = paragraph("甲"), paragraph("乙", role="quote")
    desk.show(first, second)
    desk.put_cursor(0, -1)
    desk.key(Qt.Key.Key_Delete)
    assert (desk.texts, desk.ids) == (["甲乙"], [first.id])


@pytest.mark.parametrize("number", [0, 1])
def test_an_empty_paragraph_that_is_joined_goes_and_the_text_keeps_its_id(desk: Desk, number: int) -> None:
    empty, text = paragraph(), paragraph("乙", role="quote")
    desk.show(empty, text)
    desk.put_cursor(number, 0)
    desk.key(Qt.Key.Key_Backspace if number else Qt.Key.Key_Delete)
    assert desk.drafts == [text]


def test_a_selection_over_several_paragraphs_leaves_the_first_id(desk: Desk) -> None:
    first, second, third = paragraph("甲乙"), item("丙"), paragraph("丁戊")
    desk.show(first, second, third)
    desk.select(0, 1, 2, 1)
    desk.backspace()
    assert (desk.texts, desk.ids) == (["甲戊"], [first.id])


def test_whole_paragraphs_that_are_deleted_leave_the_next_one_as_it_was(desk: Desk) -> None:
    first, second, third = paragraph("甲乙"), item("丙"), paragraph("丁戊", role="quote")
    desk.show(first, second, third)
    desk.select(0, 0, 2, 0)
    desk.backspace()
    assert desk.drafts == [third]


def test_typing_over_a_selection_replaces_it(desk: Desk) -> None:
    first, second = paragraph("甲乙"), paragraph("丙丁")
    desk.show(first, second)
    desk.select(0, 1, 1, 1)
    desk.commit("质量")
    assert (desk.texts, desk.ids) == (["甲质量丁"], [first.id])


def test_undo_and_redo_restore_ids(desk: Desk) -> None:
    drafts = [paragraph("甲乙"), item("丙"), figure(), paragraph("丁")]
    desk.show(*drafts)
    desk.put_cursor(0, 1)
    desk.enter()
    split = desk.drafts
    desk.select(0, 0, 4, 1)
    desk.key(Qt.Key.Key_Delete)
    joined = desk.drafts
    desk.control(Qt.Key.Key_Z)
    assert desk.drafts == split
    desk.control(Qt.Key.Key_Z)
    assert desk.drafts == drafts
    desk.editor.redo()
    desk.editor.redo()
    assert desk.drafts == joined


def test_a_word_is_deleted_with_control_backspace_and_at_the_start_paragraphs_join(desk: Desk) -> None:
    first, second = paragraph("one two"), paragraph("three")
    desk.show(first, second)
    desk.put_cursor(0, -1)
    desk.control(Qt.Key.Key_Backspace)
    assert desk.texts == ["one ", "three"]
    desk.put_cursor(1, 0)
    desk.control(Qt.Key.Key_Backspace)
    assert (desk.texts, desk.ids) == (["one three"], [first.id])


# --- objects ---


def test_an_object_is_never_joined_with_a_text(desk: Desk) -> None:
    drafts = [paragraph("甲"), figure(), paragraph("乙")]
    desk.show(*drafts)
    desk.put_cursor(2, 0)
    desk.backspace()
    assert desk.drafts == drafts
    assert desk.editor.area.textCursor().hasSelection()
    desk.backspace()
    assert desk.texts == ["甲", "", "乙"]
    assert [draft.kind for draft in desk.drafts] == [BlockKind.PARAGRAPH] * 3
    assert drafts[1].id not in desk.ids


def test_typing_at_an_object_begins_a_paragraph_beside_it(desk: Desk) -> None:
    drafts = [figure(), paragraph("乙")]
    desk.show(*drafts)
    desk.put_cursor(0, 1)
    desk.commit("后")
    assert desk.texts == ["图", "后", "乙"]
    desk.put_cursor(0, 0)
    desk.commit("前")
    assert desk.texts == ["前", "图", "后", "乙"]
    assert desk.ids[1] == drafts[0].id
    assert len(set(desk.ids)) == 4


def test_composing_at_an_object_begins_a_paragraph_beside_it(desk: Desk) -> None:
    desk.show(figure())
    desk.put_cursor(0, 1)
    desk.commit("质量")
    assert [draft.kind for draft in desk.drafts] == [BlockKind.FIGURE, BlockKind.PARAGRAPH]
    assert desk.texts == ["图", "质量"]


@pytest.mark.parametrize(
    ("selection", "texts"),
    [
        ((0, 1, 1, 0), ["甲", "图", "丙丁", "表"]),
        ((0, 1, 1, 1), ["甲", "丙丁", "表"]),
        ((1, 1, 2, 1), ["甲乙", "图", "丁", "表"]),
        ((1, 0, 2, 1), ["甲乙", "丁", "表"]),
        ((0, 0, 1, 0), ["图", "丙丁", "表"]),
        ((1, 1, 3, 0), ["甲乙", "图", "表"]),
        ((1, 1, 3, 1), ["甲乙", "图"]),
        ((0, 0, 3, 1), [""]),
        ((0, 1, 2, 1), ["甲丁", "表"]),
    ],
)
def test_a_selection_takes_the_objects_inside_it_and_no_other(desk: Desk, selection: tuple[int, int, int, int], texts: list[str]) -> None:
    drafts = [
        paragraph("甲乙"),
        figure("图"),
        paragraph("丙丁"),
        Draft("", BlockKind.TABLE, (Run("表"),), {"columns": [{"label": "列"}], "rows": []}),
    ]
    desk.show(*drafts)
    before = {draft.id: draft for draft in desk.drafts}
    desk.select(*selection)
    desk.key(Qt.Key.Key_Delete)
    assert desk.texts == texts
    assert len(set(desk.ids)) == len(texts)
    for draft in desk.drafts:
        if draft.kind in (BlockKind.FIGURE, BlockKind.TABLE):
            assert draft == before[draft.id]
    desk.control(Qt.Key.Key_Z)
    assert desk.drafts == list(before.values())


def test_enter_on_an_object_opens_it_and_double_click_too(desk: Desk, qtbot: QtBot) -> None:
    view = Draft("", BlockKind.REGISTER_VIEW, (Run("标准"),), {"register": "standards_drafted", "parent": "0123456789ab"})
    desk.show(view, paragraph("后"))
    desk.put_cursor(0, 0)
    with qtbot.waitSignal(desk.editor.register_requested) as caught:
        desk.enter()
    assert caught.args == ["standards_drafted", "0123456789ab"]
    area = desk.editor.area
    with qtbot.waitSignal(desk.editor.register_requested):
        qtbot.mouseDClick(area.viewport(), Qt.MouseButton.LeftButton, pos=area.viewport().rect().center() * 0 + area.cursorRect().center())
    assert desk.texts == ["标准", "后"]


def test_enter_behind_an_object_goes_on_writing_below_it(desk: Desk) -> None:
    desk.show(figure(), paragraph("后"))
    desk.put_cursor(0, 1)
    desk.enter()
    desk.commit("新")
    assert [(draft.kind, text_of(draft.text)) for draft in desk.drafts] == [
        (BlockKind.FIGURE, "图"),
        (BlockKind.PARAGRAPH, "新"),
        (BlockKind.PARAGRAPH, "后"),
    ]


def test_a_click_on_a_picture_chooses_it(desk: Desk, qtbot: QtBot) -> None:
    desk.show(paragraph("前"), figure(), paragraph("后"))
    area = desk.editor.area
    block = area.document().findBlockByNumber(1)
    centre = area.document().documentLayout().blockBoundingRect(block).center().toPoint()
    qtbot.mouseClick(area.viewport(), Qt.MouseButton.LeftButton, pos=centre)
    assert (area.textCursor().selectionStart(), area.textCursor().selectionEnd()) == (block.position(), block.position() + 1)
    desk.key(Qt.Key.Key_Delete)
    assert BlockKind.FIGURE not in [draft.kind for draft in desk.drafts]


@pytest.mark.parametrize("left", [True, False])
def test_a_click_below_a_picture_that_ends_the_chapter_goes_on_writing_there(desk: Desk, qtbot: QtBot, left: bool) -> None:
    desk.show(paragraph("前"), figure())
    desk.editor.resize(700, 700)
    desk.editor.show()
    area = desk.editor.area
    bottom = area.document().documentLayout().blockBoundingRect(area.document().lastBlock()).bottom()
    qtbot.mouseClick(area.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(5 if left else area.viewport().width() - 5, round(bottom) + 60))
    desk.enter()
    desk.commit("后")
    assert desk.texts == ["前", "图", "后"]


def test_enter_at_a_page_break_begins_a_paragraph(desk: Desk) -> None:
    desk.show(Draft("", BlockKind.PAGE_BREAK))
    desk.put_cursor(0, 1)
    desk.enter()
    assert [draft.kind for draft in desk.drafts] == [BlockKind.PAGE_BREAK, BlockKind.PARAGRAPH]


# --- atoms ---


def _field() -> tuple[Run, ...]:
    return (Run("由"), Run("甲公司", field="company.name"), Run("负责"))


def test_the_cursor_jumps_over_a_field(desk: Desk) -> None:
    desk.show(paragraph(_field()))
    desk.put_cursor(0, 1)
    desk.key(Qt.Key.Key_Right)
    assert desk.editor.area.textCursor().position() == 4
    desk.key(Qt.Key.Key_Left)
    assert desk.editor.area.textCursor().position() == 1


def test_a_selection_takes_a_field_whole(desk: Desk) -> None:
    desk.show(paragraph(_field()))
    desk.put_cursor(0, 0)
    desk.key(Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    desk.key(Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert desk.editor.area.textCursor().selectedText() == "由甲公司"


def test_backspace_and_delete_take_a_field_whole(desk: Desk) -> None:
    desk.show(paragraph(_field()), paragraph(_field()))
    desk.put_cursor(0, 4)
    desk.backspace()
    desk.put_cursor(1, 1)
    desk.key(Qt.Key.Key_Delete)
    assert desk.texts == ["由负责", "由负责"]


def test_what_is_typed_beside_a_field_does_not_belong_to_it(desk: Desk) -> None:
    desk.show(paragraph((Run("甲公司", field="company.name"),)))
    desk.put_cursor(0, -1)
    desk.commit("后")
    desk.put_cursor(0, 0)
    desk.commit("前")
    assert desk.runs(0) == (Run("前"), Run("甲公司", field="company.name"), Run("后"))


def test_what_is_typed_behind_a_link_does_not_belong_to_it_but_inside_it_does(desk: Desk) -> None:
    desk.show(paragraph((Run("公司网站", link="https://example.com"),)))
    desk.put_cursor(0, 2)
    desk.commit("的")
    desk.put_cursor(0, -1)
    desk.commit("上")
    assert desk.runs(0) == (Run("公司的网站", link="https://example.com"), Run("上"))


def test_a_field_shows_its_value_and_follows_it(desk: Desk) -> None:
    desk.show(paragraph(_field()))
    assert desk.editor.area.document().begin().text() == "由甲公司负责"
    desk.hub.perform(lambda: desk.session.company.change(name="乙公司"))
    assert desk.editor.area.document().begin().text() == "由乙公司负责"
    assert not desk.editor.dirty


# --- repairs ---


def test_an_edit_that_comes_past_the_keys_is_put_right(desk: Desk, qtbot: QtBot) -> None:
    drafts = [paragraph("甲乙"), figure(), paragraph(_field())]
    desk.show(*drafts)
    cursor = desk.editor.area.textCursor()
    cursor.setPosition(1)
    cursor.insertBlock()
    cursor.setPosition(4)
    cursor.insertText("混")
    qtbot.waitUntil(lambda: len(set(desk.ids)) == 5)
    assert desk.texts[:2] == ["甲", "乙"]
    assert desk.ids[0] == drafts[0].id
    kinds = [draft.kind for draft in desk.drafts]
    assert kinds.count(BlockKind.FIGURE) == 1
    assert "混" in desk.texts


def test_a_blank_is_no_wider_in_a_line_that_ends_before_a_long_word(desk: Desk) -> None:
    desk.show(paragraph("公司主起草T/ZZB 0110的" + "X" * 40 + "并参与起草其他各项标准"))
    desk.editor.resize(600, 500)
    desk.editor.grab()
    block = desk.editor.area.document().firstBlock()
    line, blank = block.layout().lineAt(0), block.text().rindex(" ")

    def width(place: int) -> float:
        left, right = (cast(tuple[float, int], line.cursorToX(at))[0] for at in (place, place + 1))
        return right - left

    assert line.textLength() < block.length() - 1
    assert width(blank) < width(blank - 1)


def test_the_cursor_stays_in_sight_when_the_window_becomes_narrower(desk: Desk, qtbot: QtBot) -> None:
    desk.show(*(paragraph("质量第一" * 40) for _ in range(12)))
    desk.editor.resize(900, 500)
    area = desk.editor.area
    desk.put_cursor(11, -1)

    def is_in_sight() -> bool:
        return bool(area.viewport().rect().contains(area.cursorRect().center()))

    area.ensureCursorVisible()
    qtbot.waitUntil(is_in_sight)
    desk.editor.resize(420, 500)
    qtbot.waitUntil(lambda: area.width() < 430 and is_in_sight())


def test_shift_and_f10_ask_for_the_menu(desk: Desk, qtbot: QtBot) -> None:
    desk.show(paragraph("质量"))
    desk.editor.area.menu_requested.disconnect()
    with qtbot.waitSignal(desk.editor.area.menu_requested):
        desk.key(Qt.Key.Key_F10, Qt.KeyboardModifier.ShiftModifier)
