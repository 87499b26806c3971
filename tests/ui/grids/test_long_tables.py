"""Tables of more rows than are read at once: shown, sorted, filtered and written to before the others have come."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from qi_desktop.session import CellChange, Session
from qi_desktop.ui.grids import RegisterPanel
from qi_desktop.ui.grids.register_grid import RegisterGrid
from qi_desktop.ui.grids.register_model import RegisterModel
from qi_desktop.ui.hub import Hub

ROWS = 1_600


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[Hub]:
    with Session.create(tmp_path / "a.qid", template="blank") as session:
        report = session.reports.of_year().id
        cells = [{"category": f"类别{row % 50}", "inspected": str(row * 7919 % ROWS), "passed": str(row)} for row in range(ROWS)]
        session.rows.add("inspections", cells, report)
        yield Hub(session, report)


@pytest.fixture
def model(hub: Hub, qtbot: QtBot) -> Iterator[RegisterModel]:
    model = RegisterModel(hub, hub.session.registers["inspections"])
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal, model)
    assert tester.model() is model
    yield model
    model.stop()


def column(model: RegisterModel, name: str, lines: int = 5) -> list[str]:
    return [str(model.index(line, model.section_of(name)).data()) for line in range(lines)]


def write_from_outside(hub: Hub, row: int, text: str, column: str = "values") -> None:
    """What another program may have put into the file."""
    connection = hub.session.library.connection
    row_id = hub.session.rows.of("inspections", hub.report_id)[row].id
    connection.execute("UPDATE journal_state SET recording = 0")
    connection.execute(f'UPDATE register_row SET "{column}" = ? WHERE id = ?', (text, row_id))
    connection.execute("UPDATE journal_state SET recording = 1")


def test_the_first_rows_are_there_at_once_and_the_others_while_nothing_else_is_done(hub: Hub, qtbot: QtBot) -> None:
    model = RegisterModel(hub, hub.session.registers["inspections"])
    assert model.count() == (200, 200)
    assert not model.complete
    qtbot.waitUntil(lambda: model.complete)
    assert model.count() == (ROWS, ROWS)
    assert column(model, "passed") == ["0", "1", "2", "3", "4"]
    assert model.data(model.index(ROWS - 1, model.section_of("passed"))) == str(ROWS - 1)
    assert [row.values["passed"] for row in model.shown_rows()] == [str(row) for row in range(ROWS)]
    model.stop()


def test_sorting_does_not_wait_until_all_cells_were_read(hub: Hub) -> None:
    model = RegisterModel(hub, hub.session.registers["inspections"])
    model.sort(model.section_of("inspected"))
    assert model.count() == (ROWS, ROWS)
    assert not model.complete
    assert column(model, "inspected") == ["0", "1", "2", "3", "4"]
    model.stop()


@pytest.mark.parametrize(
    ("wanted", "shown"),
    [
        (lambda model: model.set_filter("类别17"), 32),
        (lambda model: model.set_filter("1599"), 2),
        (lambda model: model.set_accepted("category", frozenset({"类别1", "类别2"})), 64),
        (lambda model: model.set_only_problems(True), 0),
    ],
)
def test_filtering_at_once_finds_what_it_finds_later(model: RegisterModel, wanted: Callable[[RegisterModel], None], shown: int, qtbot: QtBot) -> None:
    wanted(model)
    assert model.count() == (shown, ROWS)
    at_once = [row.id for row in model.shown_rows()]
    qtbot.waitUntil(lambda: model.complete)
    model.show_all()
    model.set_filter("")
    assert model.count() == (ROWS, ROWS)
    wanted(model)
    assert [row.id for row in model.shown_rows()] == at_once


def test_all_values_of_a_column_can_be_chosen_from_at_once(model: RegisterModel) -> None:
    assert model.distinct("category")[:3] == ["类别0", "类别1", "类别2"]
    assert len(model.distinct("inspected")) == ROWS
    assert model.count() == (ROWS, ROWS)


@pytest.mark.parametrize("act", [RegisterModel.read_all, lambda model: model.distinct("passed")])
def test_what_takes_all_rows_shows_them_too(model: RegisterModel, act: Callable[[RegisterModel], object], qtbot: QtBot) -> None:
    act(model)
    assert model.rowCount() == ROWS + 1
    qtbot.waitUntil(lambda: model.complete)
    assert column(model, "passed", ROWS) == [str(row) for row in range(ROWS)]


@pytest.mark.parametrize("row", [3, 1400])
def test_a_cell_that_is_written_before_the_others_have_come_is_shown(model: RegisterModel, hub: Hub, row: int, qtbot: QtBot) -> None:
    row_id = hub.session.rows.of("inspections", hub.report_id)[row].id
    hub.perform(lambda: hub.session.rows.change([CellChange(row_id, "passed", "777777")]))
    qtbot.waitUntil(lambda: model.complete)
    assert model.count() == (ROWS, ROWS)
    assert model.data(model.index(row, model.section_of("passed"))) == "777777"


def test_rows_that_come_and_go_before_the_others_have_come_are_taken_over(model: RegisterModel, hub: Hub, qtbot: QtBot) -> None:
    hub.perform(lambda: hub.session.rows.add("inspections", [{"category": "最前"}], hub.report_id, after=""))
    hub.perform(lambda: hub.session.rows.delete([hub.session.rows.of("inspections", hub.report_id)[1300].id]))
    qtbot.waitUntil(lambda: model.complete)
    assert [row.id for row in model.shown_rows()] == [row.id for row in hub.session.rows.of("inspections", hub.report_id)]
    hub.undo()
    hub.undo()
    assert column(model, "passed", ROWS) == [str(row) for row in range(ROWS)]


def test_the_cursor_stays_on_its_row_when_a_long_table_is_sorted(hub: Hub, qtbot: QtBot) -> None:
    grid = RegisterGrid(RegisterModel(hub, hub.session.registers["inspections"]))
    qtbot.addWidget(grid)
    grid.setCurrentIndex(grid.rows.index(7, grid.rows.section_of("passed")))
    grid.rows.sort(grid.rows.section_of("inspected"))
    assert grid.currentIndex().data() == "7"
    grid.rows.sort(-1)
    assert grid.currentIndex().row() == 7
    grid.rows.stop()


@pytest.mark.parametrize("value", ['{"passed":3}', '{"passed":"', '["passed"]'])
def test_rows_behind_damage_are_left_out_and_the_damage_is_told(hub: Hub, value: str, qtbot: QtBot) -> None:
    write_from_outside(hub, 1400, value)
    model = RegisterModel(hub, hub.session.registers["inspections"])
    with qtbot.waitSignal(hub.failed) as told:
        pass
    assert "a.qid" in str(told.args[0])
    qtbot.waitUntil(lambda: model.complete)
    assert model.count() == (1400, 1400)
    model.stop()


def test_sorting_by_a_damaged_column_shows_what_can_be_read(hub: Hub, qtbot: QtBot) -> None:
    write_from_outside(hub, 1400, '{"passed":3}')
    model = RegisterModel(hub, hub.session.registers["inspections"])
    with qtbot.waitSignal(hub.failed):
        model.sort(model.section_of("passed"))
    assert model.count() == (1400, 1400)
    assert column(model, "passed", 3) == ["0", "1", "2"]
    model.stop()


def test_rows_that_another_program_wrote_are_read_one_by_one(hub: Hub) -> None:
    write_from_outside(hub, 1400, '{ "passed" : "x" }')
    model = RegisterModel(hub, hub.session.registers["inspections"])
    model.sort(model.section_of("passed"))
    assert model.count() == (ROWS, ROWS)
    assert model.data(model.index(ROWS - 1, model.section_of("passed"))) == "x"
    model.stop()


@pytest.mark.parametrize(
    "act", [lambda model: None, lambda model: model.sort(model.section_of("passed")), lambda model: model.distinct("passed"), RegisterModel.read_all]
)
def test_rows_whose_order_is_not_plain_are_read_one_by_one(hub: Hub, act: Callable[[RegisterModel], object], qtbot: QtBot) -> None:
    stored = hub.session.rows.of("inspections", hub.report_id)
    write_from_outside(hub, 1400, stored[1300].rank, "rank")
    wanted = hub.session.rows.of("inspections", hub.report_id)
    model = RegisterModel(hub, hub.session.registers["inspections"])
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal, model)
    act(model)
    qtbot.waitUntil(lambda: model.complete)
    model.sort(-1)
    assert model.shown_rows() == wanted
    assert model.line_of(wanted[1301].id) == 1301
    hub.perform(lambda: hub.session.rows.change([CellChange(wanted[1301].id, "passed", "777777")]))
    assert model.data(model.index(1301, model.section_of("passed"))) == "777777"
    assert tester.model() is model
    model.stop()


def test_a_cell_is_written_right_after_a_sort(model: RegisterModel, hub: Hub) -> None:
    section = model.section_of("inspected")
    model.sort(section)
    line = next(line for line in range(ROWS) if int(model.row_at(line).values["passed"]) == 1400)  # type: ignore[union-attr]
    assert model.setData(model.index(line, section), "777777")
    assert hub.session.rows.of("inspections", hub.report_id)[1400].values["inspected"] == "777777"


def test_a_panel_that_shows_another_register_leaves_off_reading(hub: Hub, qtbot: QtBot) -> None:
    panel = RegisterPanel(hub)
    qtbot.addWidget(panel)
    for register in ("inspections", "patents", "inspections"):
        panel.show_register(register)
    grid = panel.findChild(RegisterGrid, "grid_inspections")
    assert grid is not None
    qtbot.waitUntil(lambda: grid.rows.complete)
    panel.show_register("")
