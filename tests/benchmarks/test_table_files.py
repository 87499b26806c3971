"""How quickly registers come in from files and go out."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from qi_desktop.session import Session

Benchmark = Any  # pytest-benchmark ships no types for its fixture
_ROWS = 20_000


@pytest.mark.parametrize("ending", [".csv", ".xlsx"])
def test_previewing_a_file_of_20000_rows(benchmark: Benchmark, tmp_path: Path, ending: str) -> None:
    with Session.create(tmp_path / "a.qid", template="blank") as session:
        report = session.reports.of_year().id
        session.rows.add(
            "inspections", [{"category": f"类别{index}", "inspected": str(index + 10), "passed": str(index)} for index in range(_ROWS)], report
        )
        path = tmp_path / f"a{ending}"
        session.tables.export("inspections", path, report)
        found = benchmark.pedantic(lambda: session.tables.preview("inspections", path, report), rounds=3)
        assert len(found.rows) == _ROWS
        assert not found.writes


def test_loading_20000_new_rows_from_csv(benchmark: Benchmark, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("类别,检验数,合格数\n" + "".join(f"类别{index},{index + 10},{index}\n" for index in range(_ROWS)), "utf-8")
    with Session.create(tmp_path / "a.qid", template="blank") as session:
        report = session.reports.of_year().id

        def load() -> None:
            session.tables.load(session.tables.preview("inspections", path, report), report)

        def take_back() -> None:
            session.undo()

        benchmark.pedantic(load, setup=take_back, rounds=3)
        assert len(session.rows.of("inspections", report)) == _ROWS
