"""The due list of a library, and its calendar file."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from qi_desktop.core.errors import ContentError, NotFoundError
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


def test_what_is_prepared_for_long_is_told_long_before(session: Session, report: str, tmp_path: Path) -> None:
    session.rows.add("product_certificates", [{"title": "生产许可", "kind": "特种设备生产许可", "valid_to": "2027-03-01"}])
    reminders.write_calendar(session, tmp_path / "a.ics", date(2026, 1, 1), report)
    alarms = [line for line in (tmp_path / "a.ics").read_text("utf-8").splitlines() if line.startswith("TRIGGER")]
    assert alarms == ["TRIGGER:-P270D", "TRIGGER:-P210D", "TRIGGER:-P180D"]


def test_dates_of_a_register_of_ones_own_come_due_when_they_have_reminders(session: Session, report: str, tmp_path: Path) -> None:
    columns: list[dict[str, object]] = [
        {"label": "合同"},
        {"label": "到期", "type": "date", "reminders": [60, 14]},
        {"label": "签订", "type": "date"},
    ]
    register = session.own_registers.add("外包合同", columns).created
    title, end, signed = (column.name for column in session.registers[register].columns)
    session.rows.add(register, [{title: "运输", end: "2026-08-01", signed: "2026-01-01"}])
    assert [(due.title, due.column, due.reminders) for due in reminders.due_list(session, report)] == [("运输", end, (60, 14))]
    session.own_registers.change_column(register, end, {"label": "到期", "type": "date"})
    assert reminders.due_list(session, report) == []


def test_reminders_that_make_no_sense_are_refused(session: Session) -> None:
    with pytest.raises(ContentError):
        session.own_registers.add("外包合同", [{"label": "合同"}, {"label": "到期", "type": "date", "reminders": [-5]}])


def test_an_empty_calendar_is_not_written(session: Session, tmp_path: Path) -> None:
    with pytest.raises(NotFoundError):
        reminders.write_calendar(session, tmp_path / "x.ics", date(2026, 1, 1))
    assert not (tmp_path / "x.ics").exists()
