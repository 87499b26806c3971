"""Certificates: how long they hold, and what comes due."""

from __future__ import annotations

from datetime import date

import pytest

from qi_desktop.core import certificates
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
    register = Register("certs", names, tuple(Column(name, names, kind) for name, kind in kinds), title_column="title")
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
