"""Deadlines as a calendar file (.ics), which Outlook, phones and WPS take over.

Owns the form: RFC 5545, one all-day event for each deadline with alarms before it. Texts are escaped (§3.3.11) and lines folded at 75 octets (§3.1).
The identity of an event follows from the row, so that a file taken over again replaces what it brought before.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta

from qi_desktop.core.records import dataclass

_WIDEST = 75


@dataclass(frozen=True, slots=True)
class Event:
    """A deadline: `key` identifies it for good, `alarms` are days before it."""

    key: str
    day: date
    summary: str
    description: str = ""
    alarms: tuple[int, ...] = ()


def make(events: Iterable[Event], now: datetime) -> str:
    """The text of a calendar file; `now` is when it is made."""
    stamp = now.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//QI Desktop//due list//ZH", "CALSCALE:GREGORIAN", "METHOD:PUBLISH"]
    for event in events:
        lines += [
            "BEGIN:VEVENT",
            f"UID:{event.key}@qi-desktop",
            f"DTSTAMP:{stamp}",
            f"DTSTART;VALUE=DATE:{event.day:%Y%m%d}",
            f"DTEND;VALUE=DATE:{event.day + timedelta(days=1):%Y%m%d}",
            f"SUMMARY:{_escaped(event.summary)}",
            "TRANSP:TRANSPARENT",
        ]
        if event.description:
            lines.append(f"DESCRIPTION:{_escaped(event.description)}")
        for days in event.alarms:
            lines += ["BEGIN:VALARM", "ACTION:DISPLAY", f"TRIGGER:-P{days}D", f"DESCRIPTION:{_escaped(event.summary)}", "END:VALARM"]
        lines.append("END:VEVENT")
    lines.append("END:VCALENDAR")
    return "".join(f"{folded(line)}\r\n" for line in lines)


def _escaped(text: str) -> str:
    for sign in ("\\", ";", ","):
        text = text.replace(sign, f"\\{sign}")
    return "".join(text.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\\n").splitlines())


def folded(line: str) -> str:
    """The line broken so that none of its parts has more than 75 octets; no character is split."""
    parts, used = [""], 0
    for sign in line:
        size = len(sign.encode("utf-8", "replace"))
        if used + size > _WIDEST:
            parts.append(" ")
            used = 1
        parts[-1] += sign
        used += size
    return "\r\n".join(parts)
