"""Answering the queries of fields."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qi_desktop.core import answers
from qi_desktop.core.answers import Answer, Table
from qi_desktop.core.model import Row
from qi_desktop.core.quantities import NumberForm, NumberFormat, Rounding
from qi_desktop.core.queries import Comparison, Condition, Query, What
from qi_desktop.core.registers import SAME_AS_ABOVE, Column, ColumnType, Register


def label(text: str) -> dict[str, str]:
    return {"zh": text, "en": text}


INSPECTIONS = Register(
    "inspections",
    label("检验台账"),
    (
        Column("category", label("类别")),
        Column("inspected", label("检验数"), ColumnType.INTEGER),
        Column("passed", label("合格数"), ColumnType.INTEGER),
        Column("rate", label("合格率"), ColumnType.PERCENT, derived="ratio(passed, inspected)"),
        Column("day", label("日期"), ColumnType.DATE),
        Column("done", label("完成"), ColumnType.BOOLEAN),
    ),
    yearly=True,
)
FACTS = Register(
    "facts",
    label("事实数据"),
    (
        *(Column(name, label(name)) for name in ("name", "value", "vagueness", "source", "department", "as_of")),
        Column("confirmed", label("已确认"), ColumnType.BOOLEAN),
    ),
)
RAW = Condition("category", Comparison.IS, "原料")
PERCENT = NumberFormat(1, form=NumberForm.PERCENT)


def ask(query: Query, *rows: Mapping[str, str], register: Register = INSPECTIONS) -> Answer:
    entities = [Row(f"r{index}", register.name, "", "", "a", cells) for index, cells in enumerate(rows)]
    return answers.answer("某数", query, Table.of(register, entities, 2018, 2017))


def said(answer: Answer) -> str:
    return ", ".join(map(str, answer.explanation))


ROWS = (
    {"category": "原料", "inspected": "11585", "passed": "11319", "day": "2017-07-12", "done": "true"},
    {"category": "成品", "inspected": "37037", "passed": "34635", "day": "2017-01-02"},
    {"category": SAME_AS_ABOVE, "inspected": "9672", "passed": "9404"},
)


def test_a_ratio_is_computed_from_its_counts_and_says_so() -> None:
    answer = ask(Query("inspections", What.RATIO, "passed", "inspected", (RAW,), format=PERCENT), *ROWS)
    assert (answer.text, answer.problem) == ("97.7%", None)
    assert said(answer) == "11319 ÷ 11585, 检验台账, 类别 = 原料, report of 2017"


@pytest.mark.parametrize(
    ("query", "text"),
    [
        (Query("inspections", What.COUNT), "3"),
        (Query("inspections", What.COUNT, conditions=(Condition("category", Comparison.IS, "成品"),)), "2"),
        (Query("inspections", What.COUNT, conditions=(Condition("category", Comparison.IS_NOT, "成品"),)), "1"),
        (Query("inspections", What.COUNT, conditions=(Condition("day", Comparison.FILLED),)), "2"),
        (Query("inspections", What.COUNT, conditions=(Condition("day", Comparison.EMPTY),)), "1"),
        (Query("inspections", What.COUNT, conditions=(Condition("day", Comparison.AT_LEAST, "{year-1}年7月1日"),)), "1"),
        (Query("inspections", What.COUNT, conditions=(Condition("day", Comparison.AT_MOST, "2017-06-30"),)), "1"),
        (Query("inspections", What.COUNT, conditions=(Condition("inspected", Comparison.AT_LEAST, "11,585"),)), "2"),
        (Query("inspections", What.COUNT, conditions=(Condition("inspected", Comparison.IS, "9672.0"),)), "1"),
        (Query("inspections", What.COUNT, conditions=(Condition("category", Comparison.CONTAINS, "料"),)), "1"),
        (Query("inspections", What.SUM, "passed", conditions=(Condition("category", Comparison.ONE_OF, "原料、成品"),)), "55358"),
        (Query("inspections", What.COUNT, conditions=(Condition("inspected", Comparison.ONE_OF, "9,672、37037、1"),)), "2"),
        (Query("inspections", What.SUM, "inspected", format=NumberFormat(thousands=True, unit="台")), "58,294台"),
        (Query("inspections", What.MINIMUM, "passed"), "9404"),
        (Query("inspections", What.MAXIMUM, "passed"), "34635"),
        (Query("inspections", What.AVERAGE, "passed", format=NumberFormat(0)), "18453"),
        (Query("inspections", What.MINIMUM, "day"), "2017年1月2日"),
        (Query("inspections", What.MAXIMUM, "day"), "2017年7月12日"),
        (Query("inspections", What.LIST, "category"), "原料、成品"),
        (Query("inspections", What.LIST, "category", separator="和"), "原料和成品"),
        (Query("inspections", What.VALUE, "day", conditions=(RAW,)), "2017年7月12日"),
        (Query("inspections", What.VALUE, "done", conditions=(RAW,)), "是"),
        (Query("inspections", What.VALUE, "rate", conditions=(RAW,), format=PERCENT), "97.7%"),
        (Query("inspections", What.VALUE, "inspected", conditions=(RAW,), format=NumberFormat(unit="批")), "11585批"),
        (Query("inspections", What.RATIO, part=(Condition("category", Comparison.IS, "原料"),), format=PERCENT), "33.3%"),
    ],
)
def test_every_kind_of_question_has_its_answer(query: Query, text: str) -> None:
    answer = ask(query, *ROWS)
    assert answer.problem is None
    assert answer.text == text


@pytest.mark.parametrize(
    ("query", "rows", "why"),
    [
        (Query("inspections", What.RATIO, "passed", "inspected"), [], "cannot be divided by nothing"),
        (Query("inspections", What.RATIO, "passed", "inspected"), [{"passed": "0", "inspected": "0"}], "cannot be divided"),
        (Query("inspections", What.RATIO, "passed", "inspected"), [{"passed": "5"}], "no number in “检验数”"),
        (Query("inspections", What.RATIO, "passed", "inspected"), [{"inspected": "5"}], "no number in “合格数”"),
        (Query("inspections", What.SUM, "passed"), [{"passed": "许多"}], "“许多” in “合格数” of “检验台账” is not a number"),
        (Query("inspections", What.SUM, "passed"), [{"category": "原料"}], "No row"),
        (Query("inspections", What.VALUE, "passed"), [], "No row"),
        (Query("inspections", What.VALUE, "passed"), ROWS, "3 rows"),
        (Query("inspections", What.VALUE, "passed"), [{"category": "原料"}], "“合格数” is empty"),
        (Query("inspections", What.VALUE, "passed"), [{"passed": "许多"}], "is not a number"),
        (Query("inspections", What.LIST, "category"), [], "No row"),
        (Query("inspections", What.MAXIMUM, "day"), [{"day": "批准中"}], "is not a date"),
        (Query("inspections", What.MAXIMUM, "day"), [], "No row"),
        (Query("inspections", What.SUM, "weight"), ROWS, "no column “weight”"),
        (Query("inspections", What.COUNT, conditions=(Condition("weight"),)), ROWS, "no column “weight”"),
        (Query("inspections", What.SUM), ROWS, "no column"),
        (Query("inspections", What.RATIO, "passed"), ROWS, "no column"),
    ],
)
def test_what_cannot_be_answered_shows_a_mark_and_says_why(query: Query, rows: list[Mapping[str, str]], why: str) -> None:
    answer = ask(query, *rows)
    assert answer.text == "【？某数】"
    assert why in str(answer.problem)


def test_an_entered_fact_tells_where_it_is_from_and_that_nobody_confirmed_it() -> None:
    fact = {"name": "专利", "value": "30", "vagueness": "多", "source": "研发中心台账", "department": "总工办", "as_of": "2017-12-31"}
    query = Query("facts", What.VALUE, "value", conditions=(Condition("name", Comparison.IS, "专利"),), format=NumberFormat(unit="项"))
    answer = ask(query, fact, register=FACTS)
    assert answer.text == "30多项"
    assert not answer.confirmed
    assert said(answer).endswith("source: 研发中心台账, department: 总工办, as of 2017-12-31, not confirmed")
    sure = ask(query, {**fact, "vagueness": "约", "confirmed": "true"}, register=FACTS)
    assert (sure.text, sure.confirmed) == ("约30项", True)


@pytest.mark.parametrize(
    ("condition", "words"),
    [
        (Condition("category", Comparison.IS_NOT, "原料"), "类别 ≠ 原料"),
        (Condition("category", Comparison.ONE_OF, "原料、成品"), "类别 is one of 原料、成品"),
        (Condition("category", Comparison.CONTAINS, "料"), "类别 contains “料”"),
        (Condition("day", Comparison.AT_LEAST, "{year}-01-01"), "日期 ≥ 2018-01-01"),
        (Condition("passed", Comparison.AT_MOST, "5"), "合格数 ≤ 5"),
        (Condition("day", Comparison.FILLED), "日期 is filled in"),
        (Condition("day", Comparison.EMPTY), "日期 is empty"),
    ],
)
def test_an_explanation_names_the_conditions(condition: Condition, words: str) -> None:
    assert said(ask(Query("inspections", conditions=(condition,)), *ROWS)).split(", ")[2] == words


def test_rows_that_tell_their_period_are_of_that_one() -> None:
    register = Register("inspections", label("检验台账"), (*INSPECTIONS.columns, Column("period", label("期间"))), yearly=True)
    query = Query("inspections", What.RATIO, "passed", "inspected", format=PERCENT)
    rows = [{**ROWS[0], "period": "2017"}]
    assert said(ask(query, *rows, register=register)) == "11319 ÷ 11585, 检验台账, 2017"
    mixed = ask(query, *rows, {**ROWS[1], "period": "2016"}, register=register)
    assert said(mixed).endswith("检验台账, report of 2017")


def test_a_cell_like_the_one_above_is_that_of_its_own_parent() -> None:
    rows = [
        Row("1", "inspections", "", "p", "a", {"category": "原料"}),
        Row("2", "inspections", "", "q", "b", {"category": "成品"}),
        Row("3", "inspections", "", "p", "c", {"category": SAME_AS_ABOVE}),
    ]
    table = Table.of(INSPECTIONS, rows, 2018)
    assert answers.answer("数", Query("inspections", conditions=(RAW,)), table).text == "2"


counts = st.tuples(st.integers(0, 10**6), st.integers(1, 10**6)).map(sorted)


@given(st.lists(counts, min_size=1, max_size=8), st.sampled_from(Rounding), st.integers(0, 4))
def test_a_ratio_lies_between_nothing_and_all_and_no_order_of_rows_changes_it(pairs: list[list[int]], rounding: Rounding, decimals: int) -> None:
    query = Query("inspections", What.RATIO, "passed", "inspected", format=NumberFormat(decimals, rounding, NumberForm.PERCENT))
    rows = [{"passed": str(part), "inspected": str(whole)} for part, whole in pairs]
    answer = ask(query, *rows)
    assert answer.text == ask(query, *reversed(rows)).text
    exact = sum(part for part, _ in pairs) * 100 / sum(whole for _, whole in pairs)
    shown = float(answer.text.removesuffix("%"))
    assert 0 <= shown <= 100
    assert abs(shown - exact) <= 0.5 * 10**-decimals + 1e-9
