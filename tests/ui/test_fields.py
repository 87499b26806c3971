"""Fields in the window: typed with {, shown as their value, explained, listed, changed and deleted."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel, QLineEdit, QListWidget, QMenu, QPushButton, QTreeWidget
from pytestqt.qtbot import QtBot

from qi_desktop.core import fields
from qi_desktop.core.quantities import NumberForm, NumberFormat, Rounding
from qi_desktop.core.queries import Comparison, Condition, Query, What
from qi_desktop.core.richtext import Run
from qi_desktop.session import CellChange
from qi_desktop.ui.dialogs.entered_dialog import EnteredDialog
from qi_desktop.ui.dialogs.field_conditions import Conditions
from qi_desktop.ui.dialogs.field_dialog import FieldDialog
from qi_desktop.ui.dialogs.fields_dialog import FieldsDialog
from tests.ui.editing import Desk, child, paragraph

RAW = (Condition("category", Comparison.IS, "原料"),)
RATE = Query("inspections", What.RATIO, "passed", "inspected", RAW, format=NumberFormat(1, form=NumberForm.PERCENT))


@pytest.fixture
def row(desk: Desk) -> str:
    """A row of inspections."""
    return desk.session.rows.add("inspections", [{"category": "原料", "inspected": "11585", "passed": "11319"}], desk.report_id).created


@pytest.fixture
def rate(desk: Desk, row: str) -> str:
    """A field that shows the rate of the row."""
    return desk.hub.perform(lambda: desk.session.fields.add("原料合格率", RATE)).created


def screen(desk: Desk) -> str:
    return desk.editor.area.toPlainText()


def test_a_brace_opens_the_fields_with_their_values_and_puts_one_in(desk: Desk, rate: str) -> None:
    desk.show(paragraph("合格率为"))
    desk.put_cursor(0, -1)
    QTest.keyClicks(desk.editor.area, "{")
    menu = desk.editor.field_menu
    assert menu.isVisible()
    assert menu.item(0).text() == "原料合格率 = 97.7%"
    QTest.keyClicks(desk.editor.area, "ylhgl")
    assert [menu.item(number).text() for number in range(menu.count())] == ["原料合格率 = 97.7%"]
    desk.key(Qt.Key.Key_Return)
    assert not menu.isVisible()
    assert screen(desk) == "合格率为97.7%"
    assert desk.drafts[0].text[-1].field == fields.key(rate)


def test_the_fields_of_every_library_are_offered_too_and_escape_leaves_the_brace(desk: Desk) -> None:
    desk.show(paragraph("甲"))
    desk.put_cursor(0, -1)
    QTest.keyClicks(desk.editor.area, "{")
    menu = desk.editor.field_menu
    assert "Company name = 甲公司" in [menu.item(number).text() for number in range(menu.count())]
    desk.key(Qt.Key.Key_Escape)
    assert not menu.isVisible()
    assert screen(desk) == "甲{"


def test_a_changed_count_is_seen_at_once_and_so_is_its_undoing(desk: Desk, row: str, rate: str) -> None:
    desk.show(paragraph((Run("合格率为"), Run("", field=fields.key(rate)))))
    assert screen(desk) == "合格率为97.7%"
    desk.hub.perform(lambda: desk.session.rows.change([CellChange(row, "passed", "11000")]))
    assert screen(desk) == "合格率为95.0%"
    desk.hub.undo()
    assert screen(desk) == "合格率为97.7%"


def test_a_new_question_and_a_new_name_are_seen_at_once(desk: Desk, rate: str) -> None:
    desk.show(paragraph((Run("有"), Run("", field=fields.key(rate)))))
    desk.hub.perform(lambda: desk.session.fields.change(rate, "检验数", Query("inspections", What.SUM, "weight")))
    assert screen(desk) == "有【？检验数】"
    desk.hub.perform(lambda: desk.session.fields.change(rate, "数"))
    assert screen(desk) == "有【？数】"


def test_a_field_explains_itself(desk: Desk, rate: str) -> None:
    desk.show(paragraph((Run("", field=fields.key(rate)),)))
    hint = desk.editor.commands.inline.hint(Run("", field=fields.key(rate)))
    assert hint == "原料合格率 = 97.7%\n11319 ÷ 11585, Inspections, Category = 原料, report of 2018"
    assert "does not exist" in desk.editor.commands.inline.hint(Run("", field="field.x"))


def test_the_context_menu_changes_an_own_field_or_makes_it_text(desk: Desk, rate: str) -> None:
    desk.show(paragraph((Run("", field=fields.key(rate)), Run(" "), Run("", field="company.name"))))
    menu = QMenu()
    desk.put_cursor(0, 1)
    desk.editor.commands.inline.add_to_menu(menu)
    assert [action.text() for action in menu.actions()][:2] == ["Change field…", "Turn into text"]
    menu.actions()[1].trigger()
    assert desk.drafts[0].text[0] == Run("97.7% ")


# --- the picker ---


def test_the_picker_shows_value_and_reason_while_one_chooses(desk: Desk, row: str, qtbot: QtBot) -> None:
    dialog = FieldDialog(desk.hub)
    qtbot.addWidget(dialog)
    register, what = child(dialog, QComboBox, "field_register"), child(dialog, QComboBox, "field_what")
    value, why = child(dialog, QLabel, "field_value"), child(dialog, QLabel, "field_explanation")
    assert not dialog.accept_button.isEnabled()
    register.setCurrentIndex(register.findData("inspections"))
    assert (value.text(), why.text()) == ("1", "1 rows, Inspections, report of 2018")
    what.setCurrentIndex(what.findData("ratio"))
    column, whole = child(dialog, QComboBox, "field_column"), child(dialog, QComboBox, "field_whole")
    column.setCurrentIndex(column.findData("passed"))
    whole.setCurrentIndex(whole.findData("inspected"))
    assert (value.text(), why.text()) == ("97.70%", "11319 ÷ 11585, Inspections, report of 2018")
    child(dialog, QPushButton, "field_conditions_add").click()
    text = child(dialog, QComboBox, "field_conditions_text_0")
    assert [text.itemText(number) for number in range(text.count())] == ["原料"]
    text.setCurrentText("无")
    assert value.text() == "–"
    assert "divided by nothing" in why.text()
    text.setCurrentText("原料")
    decimals = child(dialog, QComboBox, "field_decimals")
    decimals.setCurrentIndex(decimals.findData(1))
    child(dialog, QLineEdit, "field_name").setText("合格率")
    dialog.accept()
    (field,) = desk.session.fields.all()
    assert (field.id, field.name) == (dialog.result_id, "合格率")
    assert desk.session.fields.answers(desk.report_id)[fields.key(field.id)][1].text == "97.7%"


@pytest.mark.parametrize(
    "query",
    [
        RATE,
        Query("inspections", What.COUNT, conditions=(Condition("category", Comparison.FILLED), Condition("inspected", Comparison.AT_LEAST, "5"))),
        Query("inspections", What.RATIO, part=(Condition("passed", Comparison.AT_MOST, "{year}"),), format=NumberFormat(form=NumberForm.PERMILLE)),
        Query("inspections", What.LIST, "category", separator="，", year=-1),
        Query("facts", What.VALUE, "value", conditions=(Condition("name", Comparison.IS, "员工"),), format=NumberFormat(unit="人")),
        Query("standards_drafted", What.MAXIMUM, "published"),
        Query("inspections", What.AVERAGE, "rate", format=NumberFormat(9, Rounding.HALF_EVEN, NumberForm.PLAIN, True, "点")),
        Query("gone", What.COUNT),
        Query("inspections", What.SUM, "gone", conditions=(Condition("gone", Comparison.IS, "x"),)),
    ],
)
def test_what_a_field_asks_is_shown_and_kept(desk: Desk, query: Query, qtbot: QtBot) -> None:
    field_id = desk.session.fields.add("数", query).created
    dialog = FieldDialog(desk.hub, field_id)
    qtbot.addWidget(dialog)
    assert dialog.query() == query
    dialog.accept()
    assert not desk.failures
    assert dialog.result_id == field_id


def test_a_name_that_is_taken_is_told_and_the_picker_stays_open(desk: Desk, rate: str, qtbot: QtBot) -> None:
    dialog = FieldDialog(desk.hub)
    qtbot.addWidget(dialog)
    dialog.show()
    child(dialog, QLineEdit, "field_name").setText("原料合格率")
    dialog.accept()
    assert len(desk.failures) == 1
    assert dialog.isVisible()
    dialog.close()


def test_conditions_come_and_go(desk: Desk, qtbot: QtBot) -> None:
    conditions = Conditions("conditions", "Only", lambda column: [column])
    qtbot.addWidget(conditions)
    conditions.set_register(desk.session.registers["inspections"])
    some = (Condition("category", Comparison.IS, "a"), Condition("passed", Comparison.EMPTY), Condition("inspected", Comparison.AT_LEAST, "3"))
    conditions.set_conditions(some)
    assert conditions.conditions() == some
    conditions._lines[1][3].click()
    assert conditions.conditions() == (some[0], some[2])


# --- the list ---


def test_the_list_shows_values_reasons_and_uses_and_refuses_to_delete_what_is_used(desk: Desk, rate: str, qtbot: QtBot) -> None:
    desk.show(paragraph((Run("", field=fields.key(rate)),)))
    desk.hub.perform(lambda: desk.session.fields.add("闲置", Query("inspections")))
    dialog = FieldsDialog(desk.hub, True)
    qtbot.addWidget(dialog)
    listed, uses, delete = (
        child(dialog, QTreeWidget, "fields_list"),
        child(dialog, QListWidget, "fields_uses"),
        child(dialog, QPushButton, "fields_delete"),
    )
    dialog.choose(rate)
    item = listed.currentItem()
    assert item is not None
    assert [item.text(column) for column in range(3)] == ["原料合格率", "97.7%", "11319 ÷ 11585, Inspections, Category = 原料, report of 2018"]
    assert [uses.item(number).text() for number in range(uses.count())] == ["2018: 质量管理"]
    assert not delete.isEnabled()
    with qtbot.waitSignal(dialog.place_chosen) as chosen:
        uses.itemActivated.emit(uses.item(0))
    assert chosen.args == [desk.chapter_id, desk.drafts[0].id]
    dialog.choose(next(field.id for field in desk.session.fields.all() if field.name == "闲置"))
    assert delete.isEnabled()
    delete.click()
    assert listed.topLevelItemCount() == 1
    desk.hub.undo()
    assert listed.topLevelItemCount() == 2


def test_values_that_changed_while_the_grid_was_shown_are_there_when_the_text_is_shown_again(desk: Desk, row: str, rate: str) -> None:
    desk.show(paragraph((Run("合格率为"), Run("", field=fields.key(rate)))))
    desk.editor.hide()
    desk.hub.perform(lambda: desk.session.rows.change([CellChange(row, "passed", "11000")]))
    desk.editor.show()
    assert screen(desk) == "合格率为95.0%"


def test_a_value_is_entered_by_hand_with_what_is_known_of_it(desk: Desk, qtbot: QtBot) -> None:
    desk.session.rows.add("departments", [{"name": "行政部"}])
    dialog = EnteredDialog(desk.hub)
    qtbot.addWidget(dialog)
    assert not dialog.accept_button.isEnabled()
    child(dialog, QLineEdit, "entered_name").setText("员工人数")
    child(dialog, QLineEdit, "entered_value").setText("480")
    child(dialog, QLineEdit, "entered_source").setText("人力资源台账")
    department = child(dialog, QComboBox, "entered_department")
    assert department.findText("行政部") > 0
    department.setCurrentText("行政部")
    child(dialog, QCheckBox, "entered_confirmed").setChecked(True)
    dialog.accept()
    answer = desk.session.fields.answers(desk.report_id)[fields.key(dialog.result_id)][1]
    assert (answer.text, answer.confirmed) == ("480", True)
    again = EnteredDialog(desk.hub)
    qtbot.addWidget(again)
    child(again, QLineEdit, "entered_name").setText("员工人数")
    child(again, QLineEdit, "entered_value").setText("1")
    again.show()
    again.accept()
    assert again.isVisible()
    assert len(desk.failures) == 1
    again.close()
