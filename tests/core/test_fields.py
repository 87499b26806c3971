"""Fields: named values in prose."""

from __future__ import annotations

import pytest

from qi_desktop.core import fields
from qi_desktop.core.model import Company, Report
from qi_desktop.core.richtext import Run

COMPANY = Company("c", name="某仪表有限公司", website="www.example.com")
REPORT = Report("r", 2018, "质量诚信报告", period_start="2018-01-01", period_end="2018-12-31", cycle="一年", ordinal=0)


def test_every_promised_field_has_a_value() -> None:
    known = fields.values(COMPANY, REPORT)
    assert set(known) == set(fields.names())
    promised = "company.name company.english_name company.short_name company.website company.phone report.year report.title report.period "
    assert set((promised + "report.ordinal report.cycle report.scope report.access").split()) <= set(known)


def test_fields_show_what_the_report_says_and_nothing_for_the_unknown() -> None:
    known = fields.values(COMPANY, REPORT)
    assert known["company.name"] == "某仪表有限公司"
    assert known["report.year"] == "2018"
    assert known["report.ordinal"] == ""
    assert known["report.period_end"] == "2018年12月31日"


@pytest.mark.parametrize(
    ("start", "end", "shown"),
    [
        ("2018-01-01", "2018-12-31", "2018年1月1日至12月31日"),
        ("2017-07-01", "2018-06-30", "2017年7月1日至2018年6月30日"),
        ("2018-01-01", "", "2018年1月1日"),
        ("", "2018-12-31", "2018年12月31日"),
        ("", "", ""),
        ("去年", "今年", "去年至今年"),
    ],
)
def test_the_period_says_its_year_once_if_both_ends_share_it(start: str, end: str, shown: str) -> None:
    assert fields.period(Report("r", 2018, period_start=start, period_end=end)) == shown


def test_a_date_that_is_none_stays_as_it_is() -> None:
    assert fields.chinese_date("批准中") == "批准中"


def test_fields_in_a_text_show_their_values_and_keep_their_format() -> None:
    text = (Run("本公司"), Run("旧名", bold=True, field="company.name"), Run("？", field="company.unknown"))
    assert fields.resolve(text, {"company.name": "新名"}) == (Run("本公司"), Run("新名", bold=True), Run("？"))


def test_a_text_without_fields_is_left_alone() -> None:
    text = (Run("质量"),)
    assert fields.resolve(text, {}) is text


def test_a_style_sheets_line_is_filled_and_keeps_other_places() -> None:
    assert fields.fill("{company.name} · {page} · {x.y}", {"company.name": "某公司 {page}"}) == "某公司 {page} · {page} · {x.y}"
