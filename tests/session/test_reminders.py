"""The due list of a library, and its calendar file."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from qi_desktop.core.errors import NotFoundError
from qi_desktop.session import Session, reminders


def test_deadlines_of_all_registers_come_in_order_and_go_into_a_calendar(session: Session, report: str, tmp_path: Path) -> None:
    session.rows.add("system_certificates", [{"system": "质量管理体系", "valid_to": "2027-03-01", "next_audit": "2026-03-01"}])
    session.rows.add(
        "product_certificates", [{"title": "型式批准", "valid_to": "2020-01-01", "perpetual": "是"}, {"title": "防爆", "valid_to": "2025-01-01"}]
    )
    session.rows.add("special_equipment", [{"name": "叉车", "valid_to": "2026-07-01"}])
    found = reminders.due_list(session, report)
    assert [(due.title, due.day.year) for due in found] == [("防爆", 2025), ("质量管理体系", 2026), ("叉车", 2026), ("质量管理体系", 2027)]
    target = tmp_path / "到期.ics"
    assert reminders.write_calendar(session, target, date(2026, 1, 1), report) == 3
    text = target.read_bytes().decode()
    assert text.count("BEGIN:VEVENT") == 3
    assert "防爆" not in text


def test_an_empty_calendar_is_not_written(session: Session, tmp_path: Path) -> None:
    with pytest.raises(NotFoundError):
        reminders.write_calendar(session, tmp_path / "x.ics", date(2026, 1, 1))
    assert not (tmp_path / "x.ics").exists()
