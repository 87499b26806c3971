"""Which backups are kept: all of today's, then one a day, a week, a month.

Owns the numbers of design §4. A period counts only if there is a backup of it, so that a library that is opened once a year keeps its old ones.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from datetime import datetime

_PERIODS: tuple[tuple[int, Callable[[datetime], Hashable]], ...] = (
    (7, lambda time: time.date()),
    (4, lambda time: time.isocalendar()[:2]),
    (12, lambda time: (time.year, time.month)),
)


def kept(times: Iterable[datetime], now: datetime) -> set[datetime]:
    """The times of those to keep, of each period its newest one. What seems to come from the future is kept: the clock was put back."""
    ordered = sorted(times, reverse=True)
    result = {time for time in ordered if time.date() >= now.date()}
    older = [time for time in ordered if time.date() < now.date()]
    for count, period in _PERIODS:
        newest: dict[Hashable, datetime] = {}
        for time in older:
            newest.setdefault(period(time), time)
        result.update(list(newest.values())[:count])
    return result
