"""Lists in the editor: typed markers, labels, levels, numbers."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from qi_desktop.core.model import BlockKind
from qi_desktop.core.richtext import Run
from qi_desktop.session import Draft
from qi_desktop.ui.editor.dialogs import NumberDialog
from tests.ui.editing import Desk, figure, item, paragraph


@pytest.mark.parametrize(
    ("typed", "style", "label"),
    [
        ("1、", "decimal-comma", "1、"),
        ("1)", "decimal-paren", "1)"),
        ("1）", "decimal-paren", "1)"),
        ("（1）", "decimal-full-paren", "（1）"),
        ("①", "circled", "①"),
        ("- ", "dash", "-"),
        ("● ", "bullet", "●"),
        ("1. ", "decimal-dot", "1."),
    ],
)
def test_a_typed_marker_makes_a_list_item(desk: Desk, typed: str, style: str, label: str) -> None:
    draft = paragraph()
    desk.show(draft)
    for character in typed:
        desk.commit(character)
    desk.commit("质量")
    assert desk.drafts == [Draft(draft.id, BlockKind.LIST_ITEM, (Run("质量"),), {"style": style})]
    assert desk.labels == [label]


def test_a_marker_committed_in_one_word_counts_too(desk: Desk) -> None:
    desk.show(paragraph())
    desk.commit("（1）")
    assert desk.labels == ["（1）"]


def test_a_marker_before_a_text_makes_it_an_item_and_keeps_its_formats(desk: Desk) -> None:
    desk.show(paragraph((Run("质量", bold=True), Run("第一"))))
    desk.commit("1、")
    assert desk.runs(0) == (Run("质量", bold=True), Run("第一"))
    assert desk.labels == ["1、"]


@pytest.mark.parametrize("typed", ["2018、", "第1、", "-", "●", "4.1 ", "1.5"])
def test_what_only_looks_a_little_like_a_marker_stays_text(desk: Desk, typed: str) -> None:
    desk.show(paragraph())
    for character in typed:
        desk.commit(character)
    assert desk.texts == [typed]
    assert desk.labels == []


def test_a_marker_is_not_read_inside_a_list_item_or_another_role(desk: Desk) -> None:
    desk.show(item(""), paragraph("", role="slogan"))
    desk.put_cursor(0, 0)
    desk.commit("1、")
    desk.put_cursor(1, 0)
    desk.commit("1、")
    assert desk.texts == ["1、", "1、"]


def test_one_undo_gives_back_what_was_typed(desk: Desk) -> None:
    draft = paragraph()
    desk.show(draft)
    desk.commit("1、")
    desk.control(Qt.Key.Key_Z)
    assert desk.drafts == [Draft(draft.id, BlockKind.PARAGRAPH, (Run("1、"),))]


def test_a_number_that_is_not_the_next_is_kept(desk: Desk) -> None:
    desk.show(item("一"), item("二"), paragraph(), item("四"))
    desk.put_cursor(2, 0)
    desk.commit("7、")
    assert desk.drafts[2].attributes == {"style": "decimal-comma", "start": 7}
    assert desk.labels == ["1、", "2、", "7、", "8、"]


def test_the_number_one_begins_a_new_list(desk: Desk) -> None:
    desk.show(item("一"), item("二"), paragraph())
    desk.put_cursor(2, 0)
    desk.commit("1、")
    assert desk.labels == ["1、", "2、", "1、"]


def test_a_nested_number_counts_where_its_parent_stands(desk: Desk) -> None:
    desk.show(item("一"), paragraph())
    desk.put_cursor(1, 0)
    for character in "1.1 ":
        desk.commit(character)
    assert desk.drafts[1].attributes == {"style": "decimal-nested", "level": 1}
    assert desk.labels == ["1、", "1.1"]


def test_enter_makes_the_next_item_and_labels_follow(desk: Desk) -> None:
    desk.show(item("一", start=3), paragraph("说明"), item("二"))
    assert desk.labels == ["3、", "4、"]
    desk.put_cursor(0, -1)
    desk.enter()
    assert [draft.attributes for draft in desk.drafts[:2]] == [{"style": "decimal-comma", "start": 3}, {"style": "decimal-comma"}]
    assert desk.labels == ["3、", "4、", "5、"]


def test_enter_before_the_first_item_leaves_the_wished_number_on_top(desk: Desk) -> None:
    draft = item("一", start=3)
    desk.show(draft)
    desk.enter()
    assert desk.labels == ["3、", "4、"]
    assert desk.ids[1] == draft.id


def test_enter_on_an_empty_item_ends_the_list(desk: Desk) -> None:
    desk.show(item("一"))
    desk.put_cursor(0, -1)
    desk.enter()
    desk.enter()
    assert [draft.kind for draft in desk.drafts] == [BlockKind.LIST_ITEM, BlockKind.PARAGRAPH]


def test_enter_on_an_empty_deeper_item_goes_one_level_up_first(desk: Desk) -> None:
    desk.show(item("一"), item("", level=1))
    desk.put_cursor(1, 0)
    desk.enter()
    assert desk.drafts[1].attributes == {"style": "decimal-comma"}
    desk.enter()
    assert desk.drafts[1].kind is BlockKind.PARAGRAPH


def test_backspace_at_an_items_start_makes_it_a_paragraph(desk: Desk) -> None:
    draft = item("一")
    desk.show(paragraph("前"), draft)
    desk.put_cursor(1, 0)
    desk.backspace()
    assert desk.drafts[1] == Draft(draft.id, BlockKind.PARAGRAPH, (Run("一"),))


def test_tab_and_shift_tab_change_the_level_of_all_selected_items(desk: Desk) -> None:
    desk.show(item("一"), figure(), paragraph("说明"), item("二"))
    desk.select(0, 0, 3, -1)
    desk.key(Qt.Key.Key_Tab)
    assert [draft.attributes.get("level") for draft in desk.drafts] == [1, None, None, 1]
    desk.key(Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    assert [draft.attributes.get("level") for draft in desk.drafts] == [None] * 4
    desk.key(Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    assert desk.drafts[0].attributes == {"style": "decimal-comma"}


def test_tab_writes_nothing_into_a_paragraph(desk: Desk) -> None:
    desk.show(paragraph("文"))
    desk.key(Qt.Key.Key_Tab)
    assert desk.texts == ["文"]
    assert desk.editor.area.hasFocus()


def test_the_wished_number_is_set_and_taken_back_in_the_dialog(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.show(item("一"), item("二"))
    desk.put_cursor(1, 0)
    monkeypatch.setattr(NumberDialog, "ask", lambda *arguments: (11,))
    desk.action("list_number")
    assert desk.labels == ["1、", "11、"]
    monkeypatch.setattr(NumberDialog, "ask", lambda *arguments: (None,))
    desk.action("list_number")
    assert desk.drafts[1].attributes == {"style": "decimal-comma"}


def test_the_number_dialog_gives_the_number_or_none_to_count_on(desk: Desk) -> None:
    assert NumberDialog(4, False).value() == 4
    assert NumberDialog(4, True).value() is None


def test_choosing_a_list_style_again_takes_the_list_away(desk: Desk) -> None:
    desk.show(paragraph("一"), paragraph("二"))
    desk.select(0, 0, 1, -1)
    desk.action("list_circled")
    assert desk.labels == ["①", "②"]
    desk.action("list_circled")
    assert [draft.kind for draft in desk.drafts] == [BlockKind.PARAGRAPH] * 2


def test_labels_follow_undo(desk: Desk) -> None:
    desk.show(item("一"), item("二"), item("三"))
    desk.put_cursor(1, 0)
    desk.backspace()
    assert desk.labels == ["1、", "2、"]
    desk.control(Qt.Key.Key_Z)
    assert desk.labels == ["1、", "2、", "3、"]


def test_labels_are_painted_at_the_left_of_their_items(desk: Desk) -> None:
    desk.show(item("质量"))
    area = desk.editor.area
    line = area.cursorRect()
    with_label = area.viewport().grab().toImage()
    desk.action("paragraph_signature")
    without = area.viewport().grab().toImage()

    def ink(image: object) -> int:
        base = area.palette().base().color()
        scale = image.devicePixelRatio()  # type: ignore[attr-defined]
        columns = range(int((line.left() - 40) * scale), int((line.left() - 4) * scale))
        rows = range(int(line.top() * scale), int(line.bottom() * scale))
        return sum(image.pixelColor(x, y) != base for x in columns for y in rows)  # type: ignore[attr-defined]

    assert ink(with_label) > 20
    assert ink(without) == 0


def test_a_list_is_begun_anew_and_continued_from_its_menu(desk: Desk) -> None:
    desk.show(item("甲"), item("乙"), item("丙"))
    desk.put_cursor(1, 0)
    names = [action.text() for action in desk.editor.commands.context_menu().actions()]
    assert {"Restart at 1", "Continue numbering"} <= set(names)
    desk.action("list_restart")
    assert desk.labels == ["1、", "1、", "2、"]
    desk.action("list_continue")
    assert desk.labels == ["1、", "2、", "3、"]
    desk.editor.undo()
    assert desk.labels == ["1、", "1、", "2、"]


@pytest.mark.parametrize("marker", ["1) ", "（1） ", "① ", "- ", "1. "])
def test_the_blank_behind_a_typed_marker_is_no_part_of_the_item(desk: Desk, marker: str) -> None:
    desk.show(paragraph())
    desk.put_cursor(0, 0)
    for sign in marker + "甲 乙":
        desk.commit(sign)
    assert desk.drafts[0].kind is BlockKind.LIST_ITEM
    assert desk.texts == ["甲 乙"]
