"""How long certificates, licences and verifications hold.

Owns the status of a certificate at a day and which ones come due. Which columns hold the dates is said by the registers' declarations: a register
has certificates if it has a column `valid_to`, and a column `perpetual` if some of them hold without end (长期).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from qi_desktop.core.readings import TRUE, read_date
from qi_desktop.core.records import dataclass

if TYPE_CHECKING:
    from qi_desktop.core.registers import Register

SOON = timedelta(days=90)
"""A certificate is told to come due so long before its end."""


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

    def days_left(self, today: date) -> int:
        """Days until it is due; negative when it is overdue."""
        return (self.day - today).days


DUE_COLUMNS = ("valid_to", "next_audit")
"""The columns whose dates are deadlines."""


def due_of(register: Register, rows: Mapping[str, Mapping[str, str]]) -> list[Due]:
    """All deadlines of a register; `rows` maps a row's id to its cells with "same as above" resolved. Sorted by day."""
    found = []
    for row_id, cells in rows.items():
        endless = cells.get("perpetual", "").strip().lower() in TRUE
        for name in DUE_COLUMNS:
            day = read_date(cells.get(name, "")) if register.column(name) else None
            if day is not None and not (endless and name == "valid_to"):
                found.append(Due(register.name, row_id, cells.get(register.title_column, ""), name, day))
    return sorted(found, key=lambda due: (due.day, due.title))
