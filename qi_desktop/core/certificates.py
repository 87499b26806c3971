"""How long certificates, licences and verifications hold.

Owns the status of a certificate at a day and which ones come due. Which columns hold deadlines, and how long before people are reminded, is said by
the registers' declarations; a column `perpetual` marks rows whose `valid_to` is none, as they hold without end (长期).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from qi_desktop.core.readings import TRUE, read_date
from qi_desktop.core.records import dataclass

if TYPE_CHECKING:
    from qi_desktop.core.registers import Register

SOON = timedelta(days=90)
"""The status of a certificate is that it comes due, so long before its end."""


@dataclass(frozen=True, slots=True)
class Reminders:
    """How many days before a deadline people are reminded, the longest time first. `by` names other days for what another `column` says."""

    days: tuple[int, ...] = ()
    column: str = ""
    by: Mapping[str, tuple[int, ...]] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.days)

    def of(self, cells: Mapping[str, str]) -> tuple[int, ...]:
        """The days for a row."""
        return self.by.get(cells.get(self.column, ""), self.days)

    @classmethod
    def declared(cls, data: object) -> Reminders:
        """What a declaration says: a list of days, or a table with `days`, `column` and `by`. Raises ValueError, TypeError or KeyError."""
        if isinstance(data, Mapping):
            return cls(_days(data["days"]), str(data["column"]), {str(text): _days(days) for text, days in data["by"].items()})
        return cls(_days(data))


LONGEST = 3650
"""Days: nobody is reminded earlier than ten years before."""


def _days(data: object) -> tuple[int, ...]:
    if not isinstance(data, list) or not all(type(day) is int and 0 <= day <= LONGEST for day in data):
        raise ValueError(data)
    return tuple(sorted(set(data), reverse=True))


class Validity(StrEnum):
    """The status of a certificate at a day, as registers show it."""

    PERPETUAL = "长期有效"
    VALID = "有效"
    SOON = "即将到期"
    EXPIRED = "已过期"


def validity(valid_to: str, perpetual: str, at: date) -> str:
    """The status at a day; empty when neither an end nor 长期 is entered, and then nothing may be claimed. The last day counts as valid."""
    if perpetual.strip().lower() in TRUE or valid_to.strip() in ("长期", "长期有效"):
        return Validity.PERPETUAL.value
    end = read_date(valid_to)
    if end is None:
        return ""
    return (Validity.EXPIRED if end < at else Validity.SOON if end - at <= SOON else Validity.VALID).value


@dataclass(frozen=True, slots=True)
class Due:
    """Something that comes due: the row, what it is called, which date of it, and when."""

    register: str
    row_id: str
    title: str
    column: str
    day: date
    reminders: tuple[int, ...] = ()

    def is_soon(self, today: date) -> bool:
        """True from the first day on which people are reminded."""
        return self.days_left(today) <= max(self.reminders, default=0)

    def days_left(self, today: date) -> int:
        """Days until it is due; negative when it is overdue."""
        return (self.day - today).days


def due_of(register: Register, rows: Mapping[str, Mapping[str, str]]) -> list[Due]:
    """All deadlines of a register; `rows` maps a row's id to its cells with "same as above" resolved. Sorted by day."""
    found = []
    deadlines = [column for column in register.columns if column.reminders]
    for row_id, cells in rows.items():
        endless = cells.get("perpetual", "").strip().lower() in TRUE
        for column in deadlines:
            day = read_date(cells.get(column.name, ""))
            if day is not None and not (endless and column.name == "valid_to"):
                found.append(Due(register.name, row_id, cells.get(register.title_column, ""), column.name, day, column.reminders.of(cells)))
    return sorted(found, key=lambda due: (due.day, due.title))
