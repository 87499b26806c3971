"""What comes due: certificates, verifications, audits of all registers, as a list and as a calendar file."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from qi_desktop.core import certificates, registers
from qi_desktop.core.certificates import Due
from qi_desktop.core.errors import NotFoundError
from qi_desktop.core.messages import message
from qi_desktop.export.files import replacing
from qi_desktop.interchange import calendar_file
from qi_desktop.interchange.calendar_file import Event

if TYPE_CHECKING:
    from qi_desktop.session.session import Session


def due_list(session: Session, report_id: str = "") -> list[Due]:
    """All deadlines of the library, the earliest first."""
    found: list[Due] = []
    for register in session.registers.values():
        if any(column.reminders for column in register.columns) and (report_id or not register.yearly):
            rows = session.rows.of(register.name, report_id)
            names = [column.name for column in register.stored]
            resolved = {name: registers.resolve_same([row.values for row in rows], name) for name in names}
            found += certificates.due_of(register, {row.id: {name: resolved[name][place] for name in names} for place, row in enumerate(rows)})
    return sorted(found, key=lambda due: (due.day, due.register, due.title))


def write_calendar(session: Session, target: Path, today: date, report_id: str = "") -> int:
    """Write the deadlines from `today` on as an .ics file; returns how many. Raises NotFoundError if there are none, WriteError."""
    events = []
    for due in due_list(session, report_id):
        if due.day >= today:
            register = session.registers[due.register]
            column = register.column(due.column)
            label = column.label["zh"] if column else due.column
            events.append(Event(f"{due.row_id}-{due.column}", due.day, f"{label}：{due.title}", register.label["zh"], due.reminders))
    if not events:
        raise NotFoundError(message("Nothing comes due; enter dates of expiry in the registers of certificates first."))
    with replacing(target) as file:
        file.write(calendar_file.make(events, datetime.now().astimezone()).encode("utf-8"))
    return len(events)
