"""Backups grow thinner with age, and the newest is always there."""

from __future__ import annotations

from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from qi_desktop.core.retention import kept

NOW = datetime(2026, 6, 15, 12)
TIMES = st.sets(st.datetimes(datetime(2023, 1, 1), datetime(2026, 6, 16)), max_size=60)


def test_all_of_today_are_kept() -> None:
    times = [NOW - timedelta(minutes=30 * step) for step in range(20)]
    assert kept(times, NOW) == set(times)


def test_one_a_day_a_week_and_a_month_are_kept() -> None:
    times = {NOW - timedelta(days=day, hours=hour) for day in range(1, 500) for hour in range(3)}
    found = kept(times, NOW)
    assert len(found) == 7 + 4 + 12 - 3, (
        "the newest of a day is the newest of its week or month, too: days and weeks, days and months, weeks and months"
    )
    assert all(datetime(2026, 6, day, 12) in found for day in range(8, 15))


def test_a_library_that_is_opened_once_a_year_keeps_its_old_ones() -> None:
    times = {datetime(year, 3, 1) for year in range(2019, 2026)}
    assert kept(times, NOW) == times


@given(times=TIMES)
def test_thinning_again_removes_nothing_and_the_newest_stays(times: set[datetime]) -> None:
    found = kept(times, NOW)
    assert found <= times
    assert kept(found, NOW) == found
    assert not times or max(times) in found
    assert len([time for time in found if time.date() < NOW.date()]) <= 7 + 4 + 12
