"""The editor's commands: formats, kinds, what is inserted, and the dialogs that ask."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QColor, QImage
from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox, QLineEdit, QListWidget, QMenu, QPushButton, QSpinBox, QTableWidget, QTableWidgetItem
from pytestqt.qtbot import QtBot

from qi_desktop.core import fields
from qi_desktop.core.model import BlockKind
from qi_desktop.core.richtext import Run
from qi_desktop.session import Draft
from qi_desktop.ui.editor import dialogs
from qi_desktop.ui.editor.dialogs import FigureAnswer, FigureDialog, FootnoteDialog, LinkDialog
from qi_desktop.ui.editor.sources import png_of
from qi_desktop.ui.editor.table_dialog import TableDialog, TableSizeDialog
from qi_desktop.ui.editor.table_grid import Grid
from qi_desktop.ui.editor.view_dialog import RegisterViewDialog
from qi_desktop.ui.field_names import field_label
from tests.ui.editing import Desk, child, figure, item, paragraph


def _answer(monkeypatch: pytest.MonkeyPatch, dialog: type, value: Any) -> None:
    monkeypatch.setattr(dialog, "ask", lambda *arguments, **options: value)


def _flags(flag: str) -> dict[str, Any]:
    return {flag: True}


def _png(folder: Path) -> Path:
    image = QImage(40, 30, QImage.Format.Format_RGB32)
    image.fill(QColor("blue"))
    file = folder / "厂区.png"
    file.write_bytes(png_of(image))
    return file


# --- formats ---


@pytest.mark.parametrize(
    ("flag", "key", "shift"),
    [
        ("bold", Qt.Key.Key_B, False),
        ("italic", Qt.Key.Key_I, False),
        ("underline", Qt.Key.Key_U, False),
        ("subscript", Qt.Key.Key_Equal, False),
        ("superscript", Qt.Key.Key_Equal, True),
    ],
)
def test_keys_format_the_selection_and_take_the_format_back(desk: Desk, qtbot: QtBot, flag: str, key: Qt.Key, shift: bool) -> None:
    desk.show(paragraph("质量第一"))
    desk.editor.activateWindow()
    qtbot.waitUntil(desk.editor.area.hasFocus)
    desk.select(0, 1, 0, 3)
    desk.control(key, shift)
    assert desk.runs(0) == (Run("质"), Run("量第", **_flags(flag)), Run("一"))
    desk.control(key, shift)
    assert desk.runs(0) == (Run("质量第一"),)


def test_a_format_set_without_selection_is_that_of_what_an_input_method_commits_next(desk: Desk) -> None:
    desk.show(paragraph("质量"))
    desk.put_cursor(0, -1)
    desk.action("format_bold")
    desk.commit("第一")
    desk.commit("诚信")
    desk.action("format_bold")
    desk.commit("平")
    assert desk.runs(0) == (Run("质量"), Run("第一诚信", bold=True), Run("平"))


def test_superscript_and_subscript_exclude_one_another(desk: Desk) -> None:
    desk.show(paragraph((Run("2", superscript=True),)))
    desk.control(Qt.Key.Key_A)
    desk.action("format_subscript")
    assert desk.runs(0) == (Run("2", subscript=True),)


def test_a_mixed_selection_becomes_all_bold_first(desk: Desk) -> None:
    desk.show(paragraph((Run("a", bold=True), Run("甲公司", field="company.name"), Run("b"))), figure(), item("c"))
    desk.control(Qt.Key.Key_A)
    desk.action("format_bold")
    assert [run.bold for draft in desk.drafts if draft.kind is not BlockKind.FIGURE for run in draft.text] == [True] * 4
    assert desk.runs(0)[1] == Run("甲公司", field="company.name", bold=True)


def test_clearing_formats_keeps_words_and_fields(desk: Desk) -> None:
    desk.show(paragraph((Run("a", bold=True, link="https://example.com"), Run("甲公司", field="company.name", italic=True))))
    desk.control(Qt.Key.Key_A)
    desk.action("format_clear")
    assert desk.runs(0) == (Run("a"), Run("甲公司", field="company.name"))


def test_the_actions_show_the_format_at_the_cursor(desk: Desk) -> None:
    desk.show(paragraph((Run("粗", bold=True), Run("平"))), item("项", "circled"))
    by_name = {action.objectName(): action for action in desk.editor.area.actions()}
    desk.put_cursor(0, 1)
    assert by_name["format_bold"].isChecked()
    assert by_name["paragraph_body"].isChecked()
    desk.put_cursor(0, 2)
    assert not by_name["format_bold"].isChecked()
    desk.put_cursor(1, 0)
    assert by_name["list_circled"].isChecked()
    assert not by_name["paragraph_body"].isChecked()
    assert by_name["list_number"].isEnabled()


def test_a_link_is_made_changed_and_taken_away(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.show(paragraph("见公司网站"))
    desk.select(0, 1, 0, 5)
    _answer(monkeypatch, LinkDialog, ("公司网站", "https://example.com"))
    desk.action("format_link")
    assert desk.runs(0) == (Run("见"), Run("公司网站", link="https://example.com"))
    desk.put_cursor(0, 3)
    _answer(monkeypatch, LinkDialog, ("官网", "https://example.org"))
    desk.action("format_link")
    assert desk.runs(0) == (Run("见"), Run("官网", link="https://example.org"))
    _answer(monkeypatch, LinkDialog, ("官网", ""))
    desk.put_cursor(0, 2)
    desk.action("format_link")
    assert desk.runs(0) == (Run("见官网"),)
    _answer(monkeypatch, LinkDialog, None)
    desk.action("format_link")
    assert desk.runs(0) == (Run("见官网"),)


@pytest.mark.parametrize(
    ("typed", "address"),
    [("example.com", "https://example.com"), ("a@example.com", "mailto:a@example.com"), ("http://example.com", "http://example.com"), ("", "")],
)
def test_the_link_dialog_completes_the_address(qtbot: QtBot, typed: str, address: str) -> None:
    dialog = LinkDialog("文", "")
    qtbot.addWidget(dialog)
    child(dialog, QLineEdit, "link_address").setText(typed)
    assert dialog.value() == ("文", address)


# --- kinds ---


def test_paragraph_styles_change_the_kind_and_keep_ids_and_words(desk: Desk) -> None:
    drafts = [paragraph((Run("甲", bold=True),)), figure(), item("乙")]
    desk.show(*drafts)
    desk.control(Qt.Key.Key_A)
    desk.action("paragraph_heading")
    assert [draft.kind for draft in desk.drafts] == [BlockKind.HEADING, BlockKind.FIGURE, BlockKind.HEADING]
    desk.action("paragraph_slogan")
    assert desk.drafts[2] == Draft(drafts[2].id, BlockKind.PARAGRAPH, (Run("乙"),), {"role": "slogan"})
    desk.action("paragraph_body")
    assert desk.drafts[0] == drafts[0]


# --- inserting ---


def test_a_field_is_inserted_with_its_value(desk: Desk) -> None:
    desk.show(paragraph("由负责"))
    desk.put_cursor(0, 1)
    desk.action("field_company_name")
    assert desk.runs(0) == (Run("由"), Run("甲公司", field="company.name"), Run("负责"))


def test_a_field_without_value_shows_its_name(desk: Desk) -> None:
    desk.show(paragraph())
    desk.action("field_company_website")
    assert desk.editor.area.toPlainText() == "{Website}"
    assert desk.runs(0) == (Run("", field="company.website"),)


def test_every_field_has_a_name_for_people() -> None:
    assert all(field_label(name) != name for name in fields.names())


def test_a_page_break_parts_the_paragraph(desk: Desk) -> None:
    draft = paragraph("前后")
    desk.show(draft)
    desk.put_cursor(0, 1)
    desk.control(Qt.Key.Key_Return)
    assert [made.kind for made in desk.drafts] == [BlockKind.PARAGRAPH, BlockKind.PAGE_BREAK, BlockKind.PARAGRAPH]
    assert desk.ids[0] == draft.id
    desk.control(Qt.Key.Key_Z)
    assert desk.drafts == [draft]


def test_a_footnote_stands_as_a_mark(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.show(paragraph("据统计"))
    desk.put_cursor(0, -1)
    _answer(monkeypatch, FootnoteDialog, "来源：统计局")
    desk.action("insert_footnote")
    assert desk.runs(0) == (Run("据统计"), Run("", footnote="来源：统计局"))
    assert desk.editor.area.toPlainText() == "据统计note"


def test_a_picture_file_becomes_a_figure_and_a_wrong_one_is_told(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.show(paragraph("甲"))
    desk.put_cursor(0, -1)
    file = _png(tmp_path)
    monkeypatch.setattr(dialogs, "choose_picture", lambda parent: str(file))
    monkeypatch.setattr(FigureDialog, "ask", lambda draft, *rest: FigureAnswer(replace(draft, text=(Run("厂区"),))))
    desk.action("insert_picture")
    assert [draft.kind for draft in desk.drafts] == [BlockKind.PARAGRAPH, BlockKind.FIGURE]
    assert desk.texts == ["甲", "厂区"]
    assert desk.session.assets.data(str(desk.drafts[1].attributes["asset"])) == file.read_bytes()
    file.write_bytes(b"no picture")
    desk.action("insert_picture")
    assert len(desk.drafts) == 2
    assert "is not a picture" in str(desk.failures[0])


def test_objects_are_inserted_by_their_dialogs(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.show(paragraph())
    _answer(monkeypatch, FigureDialog, FigureAnswer(Draft("", BlockKind.FIGURE, (Run("厂区"),), {"required": True})))
    desk.action("insert_figure")
    view = Draft("", BlockKind.REGISTER_VIEW, (Run("标准"),), {"register": "standards_drafted"})
    _answer(monkeypatch, RegisterViewDialog, view)
    desk.action("insert_register_view")
    _answer(monkeypatch, TableSizeDialog, TableSizeDialog().value())
    desk.action("insert_table")
    assert [draft.kind for draft in desk.drafts] == [BlockKind.FIGURE, BlockKind.REGISTER_VIEW, BlockKind.TABLE]
    desk.editor.save()
    assert desk.stored == desk.drafts


def test_an_object_is_changed_by_its_dialog_and_undo_brings_it_back(desk: Desk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    draft = figure("旧")
    desk.show(draft)
    asset = desk.session.assets.add("厂区.png", _png(tmp_path).read_bytes()).created
    changed = Draft(draft.id, BlockKind.FIGURE, (Run("新"),), {"asset": asset, "width": 0.5})
    _answer(monkeypatch, FigureDialog, FigureAnswer(changed))
    desk.enter()
    assert desk.drafts == [changed]
    _answer(monkeypatch, FigureDialog, FigureAnswer(changed, removed=True))
    desk.editor.commands.edit_object(draft.id)
    assert "asset" not in desk.drafts[0].attributes
    desk.editor.undo()
    desk.editor.undo()
    assert desk.drafts == [draft]


def test_a_card_grows_when_its_rows_do(desk: Desk) -> None:
    desk.show(Draft("", BlockKind.REGISTER_VIEW, (), {"register": "quality_targets"}), paragraph("后"))
    layout = desk.editor.area.document().documentLayout()
    before = layout.documentSize().height()
    desk.hub.perform(lambda: desk.session.rows.add("quality_targets", [{}, {}], desk.report_id))
    assert layout.documentSize().height() > before
    assert not desk.editor.dirty


# --- dialogs ---


def test_the_figure_dialog_gives_back_what_was_filled_in_and_keeps_the_rest(qtbot: QtBot) -> None:
    draft = Draft("x", BlockKind.FIGURE, (Run("旧", bold=True),), {"asset": "0123456789ab", "other": 1, "alternative": "旧文"})
    dialog = FigureDialog(draft, "厂区.png")
    qtbot.addWidget(dialog)
    assert dialog.value() == FigureAnswer(draft)
    child(dialog, QLineEdit, "figure_caption").setText("新")
    child(dialog, QLineEdit, "figure_alternative").clear()
    child(dialog, QSpinBox, "figure_width").setValue(60)
    child(dialog, QCheckBox, "figure_required").setChecked(True)
    child(dialog, QPushButton, "figure_remove").click()
    attributes = {"asset": "0123456789ab", "other": 1, "width": 0.6, "required": True}
    assert dialog.value() == FigureAnswer(Draft("x", BlockKind.FIGURE, (Run("新"),), attributes), removed=True)


def test_the_register_dialog_chooses_columns_and_their_order(desk: Desk, qtbot: QtBot) -> None:
    draft = Draft("x", BlockKind.REGISTER_VIEW, (), {"register": "standards_drafted", "columns": ["number", "title"], "where": {"status": "现行"}})
    dialog = RegisterViewDialog(draft, desk.session.registers, {}, lambda *_: [])
    qtbot.addWidget(dialog)
    assert dialog.value() == draft
    columns = child(dialog, QListWidget, "view_columns")
    assert [columns.item(row).data(Qt.ItemDataRole.UserRole) for row in range(2)] == ["number", "title"]
    columns.setCurrentRow(0)
    qtbot.keyClick(dialog, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert dialog.value().attributes["columns"] == ["title", "number"]
    register = child(dialog, QComboBox, "view_register")
    register.setCurrentIndex(register.findData("quality_targets"))
    assert dialog.value().attributes == {"register": "quality_targets"}


def test_the_register_dialog_offers_parent_rows_of_a_register_that_has_them(desk: Desk, qtbot: QtBot) -> None:
    draft = Draft("x", BlockKind.REGISTER_VIEW, (), {"register": "certificate_models"})
    dialog = RegisterViewDialog(draft, desk.session.registers, {"certificate_models": [("0123456789ab", "证书一")]}, lambda *_: [])
    qtbot.addWidget(dialog)
    parent = child(dialog, QComboBox, "view_parent")
    parent.setCurrentIndex(1)
    assert dialog.value().attributes["parent"] == "0123456789ab"


def test_the_register_dialog_asks_for_order_conditions_and_last_lines(desk: Desk, qtbot: QtBot) -> None:
    conditions = [{"column": "category", "test": "contains", "text": "原料"}]
    whole = {
        "register": "inspections",
        "conditions": conditions,
        "sort": "-inspected",
        "group": ["category"],
        "total": "总计",
        "end_mark": "以下空白",
    }
    draft = Draft("x", BlockKind.REGISTER_VIEW, (), whole)
    dialog = RegisterViewDialog(draft, desk.session.registers, {}, lambda *_: ["原料", "成品"])
    qtbot.addWidget(dialog)
    assert dialog.value() == draft
    for name in ("view_total", "view_end"):
        child(dialog, QCheckBox, name).setChecked(False)
    for name in ("view_sort", "view_group"):
        child(dialog, QComboBox, name).setCurrentIndex(0)
    dialog._conditions.set_conditions(())
    assert dialog.value().attributes == {"register": "inspections"}
    child(dialog, QCheckBox, "view_total").setChecked(True)
    assert dialog.value().attributes == {"register": "inspections", "total": "总计"}


def test_the_table_dialog_edits_cells_and_keeps_formats_of_the_others(qtbot: QtBot) -> None:
    rows = [[[{"text": "粗", "bold": True}], "平"], ["x", "y"]]
    draft = Draft(
        "x", BlockKind.TABLE, (Run("表"),), {"columns": [{"label": "甲", "align": "center"}, {"label": "乙"}], "rows": rows, "spans": [[0, 0, 2, 1]]}
    )
    dialog = TableDialog(draft)
    qtbot.addWidget(dialog)
    assert dialog.value() == draft
    cells = child(dialog, QTableWidget, "table_cells")
    for line, text in enumerate(("丙", "新")):
        cells.setItem(line, 1, QTableWidgetItem(text))
    cells.setCurrentCell(1, 1)
    child(dialog, QPushButton, "table_insert_row").click()
    child(dialog, QPushButton, "table_insert_column").click()
    value = dialog.value().attributes
    assert value["columns"] == [{"label": "甲", "align": "center"}, {"label": "丙"}, {"label": ""}]
    assert value["rows"] == [[[{"text": "粗", "bold": True}], "新", ""], ["", "", ""], ["x", "y", ""]]
    assert value["spans"] == [[0, 0, 3, 1]]
    child(dialog, QPushButton, "table_delete_column").click()
    cells.setCurrentCell(1, 0)
    child(dialog, QPushButton, "table_delete_row").click()
    assert dialog.value().attributes["spans"] == [[0, 0, 2, 1]]


def test_cells_of_a_spreadsheet_are_pasted_into_the_grid_which_grows(qtbot: QtBot) -> None:
    dialog = TableDialog(Draft("x", BlockKind.TABLE, (), Grid.empty(1, 1).attributes(Draft("", BlockKind.TABLE))))
    qtbot.addWidget(dialog)
    QApplication.clipboard().setText("年\t率\n2017\t99%\n2018\t100%\n")
    cells = child(dialog, QTableWidget, "table_cells")
    cells.setCurrentCell(0, 0)
    qtbot.keyClick(cells, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(cells, Qt.Key.Key_Return)
    assert cells.currentRow() == 1
    assert dialog.value().attributes == {"columns": [{"label": "年"}, {"label": "率"}], "rows": [["2017", "99%"], ["2018", "100%"]]}


def test_the_only_column_stays() -> None:
    grid = Grid.empty(2, 1)
    grid.remove_column(0)
    assert len(grid.columns) == 1


# --- menus ---


def test_every_action_has_a_name_a_group_and_a_text_and_no_two_share_a_key(desk: Desk) -> None:
    actions = desk.editor.area.actions()
    names = [action.objectName() for action in actions]
    assert all(names)
    assert len(set(names)) == len(names)
    assert all(action.text() for action in actions)
    assert {str(action.property("group")) for action in desk.editor.actions()} == {"edit", "format", "paragraph", "insert", "view"}
    keys = [key.toString() for action in actions for key in action.shortcuts()]
    assert len(set(keys)) == len(keys)


@pytest.mark.parametrize(("text", "first"), [("官网", "link_address"), ("", "link_text")])
def test_the_link_dialog_begins_where_something_is_missing(qtbot: QtBot, text: str, first: str) -> None:
    dialog = LinkDialog(text, "")
    qtbot.addWidget(dialog)
    dialog.show()
    focused = dialog.focusWidget()
    assert focused is not None
    assert focused.objectName() == first


def test_the_context_menu_offers_what_fits_the_place(desk: Desk) -> None:
    desk.show(paragraph("甲"), figure(), item("乙"))

    def texts(menu: QMenu) -> list[str]:
        return [action.text() for action in menu.actions() if not action.isSeparator()]

    assert "Properties…" not in texts(desk.editor.commands.context_menu())
    desk.put_cursor(1, 0)
    assert "Properties…" in texts(desk.editor.commands.context_menu())
    desk.put_cursor(2, 0)
    assert "Set numbering value…" in texts(desk.editor.commands.context_menu())


def test_actions_are_closed_while_reading_only(desk: Desk) -> None:
    desk.show(paragraph("甲"))
    desk.editor.set_read_only(True)
    open_ones = {action.objectName() for action in desk.editor.actions() if isinstance(action, QAction) and action.isEnabled()}
    assert open_ones == {"edit_select_all", "view_larger", "view_smaller", "view_actual"}
