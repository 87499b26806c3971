"""What fields show follows every act on the rows they ask for, and is what a library that was just opened would show."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from unittest.mock import patch

import pytest

from qi_desktop.core.answers import Table
from qi_desktop.core.changes import Changes
from qi_desktop.core.queries import Comparison, Condition, Query, What
from qi_desktop.core.registers import SAME_AS_ABOVE
from qi_desktop.session import CellChange, Session
from qi_desktop.session.fields import FieldVerbs
from qi_desktop.store.repository import Repository

QUERIES = {
    "批次": Query("inspections"),
    "原料": Query("inspections", What.SUM, "passed", conditions=(Condition("category", Comparison.IS, "原料"),)),
    "合格率": Query("inspections", What.RATIO, "passed", "inspected"),
    "最低": Query("inspections", What.MINIMUM, "rate"),
    "类别": Query("inspections", What.LIST, "category"),
    "有效": Query("standards_executed", What.COUNT, conditions=(Condition("number", Comparison.FILLED),)),
}


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    with Session.create(tmp_path / "a.qid", template="blank", year=2017) as session:
        for name, query in QUERIES.items():
            session.fields.add(name, query)
        yield session


def shown(session: Session) -> dict[str, str]:
    report = session.reports.of_year().id
    return {field.name: answer.text for field, answer in session.fields.answers(report).values()}


def shown_afresh(session: Session) -> dict[str, str]:
    report = session.reports.of_year().id
    return {field.name: answer.text for field, answer in FieldVerbs(session._access).answers(report).values()}


def cells(chance: random.Random) -> dict[str, str]:
    passed = chance.randint(0, 9)
    category = chance.choice(["原料", "成品", SAME_AS_ABOVE])
    return {
        "category": category,
        "inspected": str(passed + chance.randint(1, 5)),
        "passed": chance.choice([str(passed), f"{passed}.5", SAME_AS_ABOVE]),
    }


@pytest.mark.parametrize("seed", range(4))
def test_fields_show_after_any_acts_what_a_fresh_look_shows(session: Session, seed: int) -> None:
    chance = random.Random(seed)
    report = session.reports.of_year().id
    session.rows.add("inspections", [{**cells(chance), "category": "原料", "passed": "1"}, *(cells(chance) for _ in range(12))], report)

    def one() -> str:
        return chance.choice(session.rows.of("inspections", report)).id

    acts: list[Callable[[], Changes]] = [
        lambda: session.rows.change([CellChange(one(), name, text) for name, text in cells(chance).items()]),
        lambda: session.rows.change([CellChange(one(), "passed", chance.choice(["", "不详", "7"]))]),
        lambda: session.rows.add("inspections", [cells(chance)], report, after=one()),
        lambda: session.rows.duplicate([one()]),
        lambda: session.rows.move([one()], one()),
        lambda: session.rows.delete([one()]),
        lambda: session.rows.add("standards_executed", [{"number": "GB/T 1-2020"}]),
        session.undo,
        session.undo,
        session.redo,
    ]
    assert shown(session) == shown_afresh(session)
    for _ in range(60):
        if len(session.rows.of("inspections", report)) < 3:
            session.rows.add("inspections", [cells(chance), cells(chance)], report)
        chance.choice(acts)()
        assert shown(session) == shown_afresh(session)


def test_a_row_that_is_edited_is_all_that_is_read_again(session: Session) -> None:
    report = session.reports.of_year().id
    row = session.rows.add("inspections", [{"category": "原料", "inspected": "10", "passed": "9"}], report).created
    assert shown(session)["合格率"] == "0.9"
    session.rows.change([CellChange(row, "passed", "8")])
    with patch.object(Repository, "row_cells", side_effect=AssertionError), patch.object(Repository, "rows", side_effect=AssertionError):
        assert shown(session)["合格率"] == "0.8"
        session.undo()
        assert shown(session)["合格率"] == "0.9"


def test_what_another_window_wrote_is_shown(session: Session) -> None:
    report = session.reports.of_year().id
    session.rows.add("inspections", [{"inspected": "10", "passed": "9"}], report)
    with Session.open(session.path, read_only=True) as reader:
        assert shown(reader)["批次"] == "1"
        session.rows.add("inspections", [{"inspected": "10", "passed": "10"}], report)
        assert shown(reader)["批次"] == "2"
        assert shown(reader)["合格率"] == "0.95"


def test_an_act_that_failed_leaves_what_fields_show(session: Session) -> None:
    report = session.reports.of_year().id
    row = session.rows.add("inspections", [{"inspected": "10", "passed": "9"}], report).created
    assert shown(session)["批次"] == "1"
    with suppress(RuntimeError), session.library.operation("row.add"):
        session.rows.add("inspections", [{"inspected": "10", "passed": "1"}], report)
        session.rows.change([CellChange(row, "passed", "1")])
        assert shown(session)["批次"] == "2"
        raise RuntimeError
    assert shown(session) == shown_afresh(session)
    assert shown(session)["合格率"] == "0.9"


def test_rows_of_several_parents_stand_as_rows_read_whole_do(session: Session, report: str) -> None:
    parents = [session.rows.add("product_certificates", [{"title": name}]).created for name in ("甲", "乙", "丙")]
    for number, parent in enumerate([parents[2], parents[0], parents[2], parents[1], parents[0]]):
        session.rows.add("certificate_models", [{"name": f"型号{number}"}], parent_id=parent)
    register = session.registers["certificate_models"]
    kept = session.fields.table(register.name, session.reports.get(report), 2025)
    whole = Table.of(register, session.rows.of(register.name), 2025, 2025)
    column = register.column("name")
    assert column is not None
    assert kept.cells(column) == whole.cells(column)
