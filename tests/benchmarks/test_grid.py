"""A register of 100,000 rows in the window: shown, sorted and filtered, and fields that are answered from it.

Bounds are ratios to what Python itself needs for the same list in the same run.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from qi_desktop.core.queries import Comparison, Condition, Query, What
from qi_desktop.session import CellChange, Session
from qi_desktop.ui.grids import RegisterPanel
from qi_desktop.ui.grids.register_grid import RegisterGrid
from qi_desktop.ui.grids.register_model import RegisterModel
from qi_desktop.ui.hub import Hub

Benchmark = Any  # pytest-benchmark ships no types for its fixture
_ROWS = 100_000
_QUERIES = {
    "批次": Query("inspections"),
    "第17类": Query("inspections", What.SUM, "passed", conditions=(Condition("category", Comparison.IS, "类别17"),)),
    "合格率": Query("inspections", What.RATIO, "passed", "inspected"),
}


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("grid") / "a.qid"
    with Session.create(path, template="blank") as session:
        chance = Random(1)
        cells = [{"category": f"类别{row % 500}", "inspected": str(chance.randrange(10**6)), "passed": str(row)} for row in range(_ROWS)]
        session.rows.add("inspections", cells, session.reports.of_year().id)
    return path


@pytest.fixture
def panel(library: Path, qtbot: QtBot) -> Iterator[RegisterPanel]:
    with Session.open(library) as session:
        panel = RegisterPanel(Hub(session, session.reports.of_year().id))
        qtbot.addWidget(panel)
        panel.resize(1000, 700)
        panel.show()
        yield panel
        panel.show_register("")


def model_of(panel: RegisterPanel) -> RegisterModel:
    grid = panel.findChild(RegisterGrid, "grid_inspections")
    assert grid is not None
    model = grid.model()
    assert isinstance(model, RegisterModel)
    return model


def seconds(act: Callable[[], object]) -> float:
    """The quickest of three."""
    times = []
    for _ in range(3):
        begin = time.perf_counter()
        act()
        times.append(time.perf_counter() - begin)
    return min(times)


def test_the_first_rows_are_painted_without_reading_the_others(panel: RegisterPanel, benchmark: Benchmark) -> None:
    def show() -> None:
        panel.show_register("inspections")
        panel.grab()

    benchmark.pedantic(show, setup=lambda: panel.show_register(""), rounds=3)
    model = model_of(panel)
    assert not model.complete
    assert benchmark.stats is not None
    assert benchmark.stats["min"] < seconds(lambda: model.hub.session.rows.of("inspections", model.hub.report_id)) / 3


@pytest.mark.parametrize("what", ["sort", "filter", "values"])
def test_a_register_that_was_just_opened_is_sorted_and_filtered_before_it_is_read(panel: RegisterPanel, benchmark: Benchmark, what: str) -> None:
    """In less than half of the time that it takes to read the rows, at the very moment at which the first are painted."""

    def show() -> None:
        panel.show_register("")
        panel.show_register("inspections")
        panel.grab()

    def act() -> None:
        model = model_of(panel)
        if what == "sort":
            model.sort(model.section_of("inspected"))
        elif what == "filter":
            model.set_filter("类别17")
        else:
            model.distinct("category")
        panel.grab()

    benchmark.pedantic(act, setup=show, rounds=7)
    model = model_of(panel)
    assert benchmark.stats is not None
    assert benchmark.stats["min"] < seconds(lambda: model.hub.session.rows.of("inspections", model.hub.report_id)) / 2


@pytest.mark.parametrize("what", ["sort", "filter"])
def test_sorting_and_filtering_what_was_read(panel: RegisterPanel, benchmark: Benchmark, what: str) -> None:
    panel.show_register("inspections")
    model = model_of(panel)
    model.read_all()
    assert model.table.prepare()
    section = model.section_of("inspected")

    def act() -> None:
        if what == "sort":
            model.sort(section)
        else:
            model.set_filter("类别17")
        panel.grab()

    def undo() -> None:
        model.sort(-1)
        model.set_filter("")

    benchmark.pedantic(act, setup=undo, rounds=5)
    assert model.count()[0] == (_ROWS if what == "sort" else 2_200)
    chance = Random(1)
    numbers = [float(chance.randrange(10**6)) for _ in range(_ROWS)]
    texts = [f"类别{row % 500}\n{numbers[row]:.0f}\n{row}" for row in range(_ROWS)]
    order = list(range(_ROWS))
    plain = seconds((lambda: sorted(order, key=numbers.__getitem__)) if what == "sort" else (lambda: [text for text in texts if "类别17" in text]))
    assert benchmark.stats is not None
    assert benchmark.stats["min"] < (8 if what == "sort" else 20) * plain


def test_a_field_follows_an_edit_of_one_of_its_100000_rows(library: Path) -> None:
    """Asked anew after an edit, three fields take less than a tenth of the time that reading the rows takes."""
    with Session.open(library) as session:
        report = session.reports.of_year().id
        for name, query in _QUERIES.items():
            session.fields.add(name, query)
        rows = session.rows.of("inspections", report)
        reading = seconds(lambda: session.rows.of("inspections", report))
        sums = [session.fields.answers(report)]
        times = []
        for text in ("1000000", "2000000", "3000000"):
            session.rows.change([CellChange(rows[517].id, "passed", text)])
            begin = time.perf_counter()
            sums.append(session.fields.answers(report))
            times.append(time.perf_counter() - begin)
        shown = [[answer.text for _, answer in answers.values()] for answers in sums]
        assert len(set(map(tuple, shown))) == len(sums)
        assert min(times) < reading / 10


@pytest.mark.parametrize("act", ["delete", "duplicate"])
def test_an_act_on_a_thousand_rows_does_not_look_through_all_of_them_for_each(library: Path, act: str) -> None:
    with Session.open(library) as session:
        report = session.reports.of_year().id
        rows = [row.id for row in session.rows.of("inspections", report)[500:1500]]
        reading = seconds(lambda: session.rows.of("inspections", report))
        begin = time.perf_counter()
        getattr(session.rows, act)(rows)
        assert time.perf_counter() - begin < 5 * reading
        session.undo()
