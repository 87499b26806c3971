"""Numbers of standards in the grid: doubtful ones are kept and marked, without being called wrong."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt

from qi_desktop.session import Session
from qi_desktop.ui.grids.register_model import RegisterModel
from qi_desktop.ui.hub import Hub


def test_a_doubtful_number_says_why_in_its_tip(tmp_path: Path) -> None:
    with Session.create(tmp_path / "a.qid", template="blank") as session:
        numbers = ["GB/T19001—2016", "KX/T 1-2020", "GB/T 28001-2011", "没有编号", ""]
        session.rows.add("standards_executed", [{"product": "流量计", "number": number} for number in numbers])
        model = RegisterModel(Hub(session, session.reports.of_year().id), session.registers["standards_executed"])
        column = [declared.name for declared in model.register.columns].index("number")
        cells = [model.index(line, column) for line in range(len(numbers))]
        assert model.data(cells[0]) == "GB/T 19001-2016"
        assert model.doubt_at(cells[0]) == model.doubt_at(cells[4]) == ""
        assert "KX" in model.data(cells[1], Qt.ItemDataRole.ToolTipRole)
        assert "GB/T 45001-2020" in model.data(cells[2], Qt.ItemDataRole.ToolTipRole)
        assert "没有编号" in model.data(cells[3], Qt.ItemDataRole.ToolTipRole)
        assert model.data(cells[1], Qt.ItemDataRole.ForegroundRole) != model.data(cells[0], Qt.ItemDataRole.ForegroundRole)
        assert not model.problem_at(cells[1])
