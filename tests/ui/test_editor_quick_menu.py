"""The list that opens on / and 、."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from qi_desktop.core.model import BlockKind
from qi_desktop.core.richtext import Run
from qi_desktop.ui import translate
from qi_desktop.ui.editor.dialogs import FootnoteDialog
from tests.ui.editing import Desk, paragraph


@pytest.fixture(autouse=True)
def chinese() -> Iterator[None]:
    """The names are looked for in Chinese."""
    before = translate.language()
    translate.set_language("zh_CN")
    yield
    translate.set_language(before)


def _names(desk: Desk) -> list[str]:
    menu = desk.editor.quick_menu
    return [menu.item(row).text().partition("\u3000")[0] for row in range(menu.count())] if menu.isVisible() else []


def _type(desk: Desk, text: str) -> None:
    QTest.keyClicks(desk.editor.area, text)


@pytest.mark.parametrize("opening", ["/", "、"])
def test_it_opens_in_an_empty_paragraph_and_escape_leaves_the_character(desk: Desk, opening: str) -> None:
    desk.show(paragraph())
    desk.commit(opening)
    assert len(_names(desk)) > 30
    desk.key(Qt.Key.Key_Escape)
    assert _names(desk) == []
    _type(desk, "a")
    assert desk.texts == [f"{opening}a"]
    assert _names(desk) == []


@pytest.mark.parametrize(("before", "opens"), [("如下：", True), ("see ", True), ("GB", False), ("合格", False), ("5", False)])
def test_behind_words_a_slash_is_a_slash(desk: Desk, before: str, opens: bool) -> None:
    desk.show(paragraph(before))
    desk.put_cursor(0, -1)
    _type(desk, "/")
    assert bool(_names(desk)) is opens
    desk.key(Qt.Key.Key_Escape)


def test_a_comma_opens_nothing_behind_words(desk: Desk) -> None:
    desk.show(paragraph("甲"))
    desk.put_cursor(0, -1)
    desk.commit("、")
    assert _names(desk) == []


@pytest.mark.parametrize(("typed", "first"), [("fyf", "分页符"), ("table", "表格"), ("yy", "引用"), ("jc", "交叉引用"), ("1)", "编号列表 1)")])
def test_what_is_typed_finds_by_initials_names_and_examples(desk: Desk, typed: str, first: str) -> None:
    desk.show(paragraph())
    _type(desk, "/" + typed)
    assert _names(desk)[:1] == [first]
    desk.key(Qt.Key.Key_Escape)


def test_an_input_method_narrows_it_and_enter_chooses(desk: Desk) -> None:
    draft = paragraph()
    desk.show(draft)
    _type(desk, "/")
    desk.commit("标题")
    assert _names(desk) == ["文内标题", "数据域：标题", "数据域：副标题"]
    desk.enter()
    assert [(made.id, made.kind, made.text) for made in desk.drafts] == [(draft.id, BlockKind.HEADING, ())]


def test_arrows_and_tab_choose_another(desk: Desk) -> None:
    desk.show(paragraph())
    _type(desk, "/bhlb")
    desk.key(Qt.Key.Key_Down)
    desk.key(Qt.Key.Key_Tab)
    assert desk.drafts[0].kind is BlockKind.LIST_ITEM
    assert desk.texts == [""]


def test_a_click_chooses_and_a_dialog_puts_its_answer_there(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(FootnoteDialog, "ask", lambda *arguments, **options: "注")
    desk.show(paragraph("据统计，"))
    desk.put_cursor(0, -1)
    _type(desk, "/jz")
    menu = desk.editor.quick_menu
    QTest.mouseClick(menu.viewport(), Qt.MouseButton.LeftButton, pos=menu.visualItemRect(menu.item(0)).center())
    assert desk.runs(0) == (Run("据统计，"), Run("", footnote="注"))


@pytest.mark.parametrize("key", [Qt.Key.Key_Backspace, Qt.Key.Key_Left, Qt.Key.Key_Home])
def test_it_closes_when_the_cursor_leaves(desk: Desk, key: Qt.Key) -> None:
    desk.show(paragraph())
    _type(desk, "/")
    desk.key(key)
    assert _names(desk) == []


def test_what_fits_nothing_closes_it(desk: Desk) -> None:
    desk.show(paragraph())
    _type(desk, "/q9")
    assert _names(desk) == []
    desk.enter()
    assert desk.texts == ["/q9", ""]


def test_undo_gives_back_what_was_typed(desk: Desk) -> None:
    desk.show(paragraph())
    _type(desk, "/fyf")
    desk.enter()
    assert desk.drafts[0].kind is BlockKind.PAGE_BREAK
    desk.editor.undo()
    desk.editor.undo()
    assert desk.texts[0] == "/fyf"
