"""Certificates: how long they hold, and what comes due."""

from __future__ import annotations

from datetime import date

import pytest

from qi_desktop.core import certificates
from qi_desktop.core.certificates import Due, Reminders
from qi_desktop.core.registers import Column, ColumnType, Register

_AT = date(2018, 12, 31)


@pytest.mark.parametrize(
    ("valid_to", "perpetual", "status"),
    [
        ("2020-01-01", "", "有效"),
        ("2018-12-31", "", "即将到期"),
        ("2019-03-31", "", "即将到期"),
        ("2019-04-01", "", "有效"),
        ("2018-12-30", "", "已过期"),
        ("", "true", "长期有效"),
        ("2017-01-01", "true", "长期有效"),
        ("长期", "", "长期有效"),
        ("", "", ""),
        ("明年", "", ""),
    ],
)
def test_the_status_at_a_day_follows_from_the_end(valid_to: str, perpetual: str, status: str) -> None:
    assert certificates.validity(valid_to, perpetual, _AT) == status


def test_the_due_list_holds_ends_and_audits_but_no_end_of_what_holds_for_ever() -> None:
    names = {"zh": "x", "en": "x"}
    kinds = [("title", ColumnType.TEXT), ("valid_to", ColumnType.DATE), ("perpetual", ColumnType.BOOLEAN), ("next_audit", ColumnType.DATE)]
    when = Reminders((90, 30))
    columns = tuple(Column(name, names, kind, reminders=when if kind is ColumnType.DATE else Reminders()) for name, kind in kinds)
    register = Register("certs", names, columns, title_column="title")
    found = certificates.due_of(
        register,
        {
            "a": {"title": "质量", "valid_to": "2019-05-01", "next_audit": "2019-02-01"},
            "b": {"title": "环境", "valid_to": "2019-01-01", "perpetual": "true"},
            "c": {"title": "测量", "valid_to": "2018-12-01"},
            "d": {"title": "未填", "valid_to": "待定"},
        },
    )
    assert [(due.title, due.column, due.days_left(_AT)) for due in found] == [
        ("测量", "valid_to", -30),
        ("质量", "next_audit", 32),
        ("质量", "valid_to", 121),
    ]


def test_reminders_depend_on_what_another_column_says() -> None:
    reminders = Reminders.declared({"days": [30, 90], "column": "kind", "by": {"许可": [180, 270, 210]}})
    assert reminders.of({"kind": "许可"}) == (270, 210, 180)
    assert reminders.of({"kind": "其他"}) == reminders.of({}) == (90, 30)


@pytest.mark.parametrize("data", [90, "90", [-1], [4000], [True], ["90"], {"days": [90]}, {"days": [90], "column": "kind", "by": {"x": 1}}])
def test_reminders_that_are_no_days_are_refused(data: object) -> None:
    with pytest.raises((ValueError, TypeError, KeyError)):
        Reminders.declared(data)


def test_a_deadline_is_soon_from_its_first_reminder_on() -> None:
    due = Due("certs", "a", "许可", "valid_to", date(2019, 6, 1), (270, 180))
    assert due.is_soon(date(2018, 9, 4))
    assert not due.is_soon(date(2018, 9, 3))
    assert Due("certs", "a", "许可", "valid_to", date(2019, 6, 1)).is_soon(date(2019, 6, 1))
