"""What a report says twice and differently."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import pytest

from qi_desktop.core.checks import AcrossSubject, Finding, check_across, claims, of_chapter, of_rows
from qi_desktop.core.checks.knowledge import Knowledge
from tests.core.checks.examples import WORDS, chapter, register_subject

KNOWN = Knowledge(categories=("原料", "原材料", "成品一次检验"), models=("TBQZ II",))
PROMISES = [{"action": "到达现场", "limit": "24", "limit_unit": "小时"}, {"action": "保修", "limit": "2", "limit_unit": "年"}]
INSPECTED = [{"category": "原料", "inspected": "11585", "passed": "11319"}, {"category": "原材料", "inspected": "968", "passed": "961"}]


def found(*texts: str, title: str = "质量检验", departments: Sequence[str] = (), **rows: Sequence[dict[str, str]]) -> list[Finding]:
    """What the rules have against chapters of one paragraph each, and rows of registers."""
    claimed = []
    for number, text in enumerate(texts):
        claimed += of_chapter(chapter(text, title=title if number else "x", name=f"c{number}", knowledge=KNOWN))
    for register, values in rows.items():
        claimed += of_rows(register_subject(register, *values))
    return check_across(AcrossSubject(claimed, tuple(departments)))


def rules(findings: Sequence[Finding]) -> list[str]:
    return [finding.rule for finding in findings]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("公司现有员工480人。", "公司现有员工500余人。"),
        ("全国共有38个办事处和售后服务中心。", "设有40余个售后服务网点。"),
        ("公司创建于1995年。", "企业成立于1996年，是老企业。"),
        ("注册资本为1.2亿元。", "公司注册资本8000万元。"),
        ("至2018年底拥有发明专利5项。", "公司拥有12项发明专利。"),
    ],
)
def test_a_fact_with_two_values_is_told_with_both_places(first: str, second: str) -> None:
    (finding,) = found(first, second)
    assert finding.rule == "fact-conflict"
    assert [spot.page for spot in finding.places] == ["c1", "c0"]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("公司现有员工480人。", "公司现有员工近500人，在职职工480人。"),
        ("公司拥有30多项发明专利。", "拥有发明专利35项。"),
        ("2016年拥有发明专利3项。", "拥有发明专利35项。"),
        ("注册资本为1.2亿元。", "公司注册资本12000万元。"),
        ("公司现有员工480人。", "全年培训员工1200人次，其中新员工30人。"),
        ("公司创建于1995年。", "子公司成立于2003年。"),
        ("华东设有12个办事处，华北设有8个办事处。", "公司设有12个办事处。"),
    ],
)
def test_facts_that_may_both_be_true_are_silent(first: str, second: str) -> None:
    assert "fact-conflict" not in rules(found(first, second))


def test_a_fact_is_held_against_the_register_of_facts() -> None:
    entered = [{"name": "员工人数", "value": "480"}]
    assert rules(found("公司现有员工500人。", facts=entered)) == ["fact-conflict"]
    assert rules(found("公司现有员工490人。", facts=[{"name": "员工人数", "value": "480", "vagueness": "余"}])) == ["fact-conflict"]
    assert found("公司现有员工480余人。", facts=[{"name": "员工人数", "value": "485"}]) == []


@pytest.mark.parametrize(
    ("number", "before", "behind", "low", "high"),
    [(30, "", "多", 31, 39), (40, "", "余", 41, 49), (500, "近", "", 450, 500), (100, "约", "", 95, 105), (35, "", "多", 35, 36), (7, "", "", 7, 7)],
)
def test_vague_numbers_are_intervals(number: int, before: str, behind: str, low: int, high: int) -> None:
    assert claims.interval(Decimal(number), before, behind) == (Decimal(low), Decimal(high))


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("接到通知后2小时内答复，24小时内技术服务人员到达现场。", "48 小时内派人到达现场。"),
        ("产品自发货之日起1年内为质保期。", "产品质保期为18个月。"),
        ("接到报修后2小时内作出答复。", "公司承诺4小时内回复顾客。"),
    ],
)
def test_a_promise_with_two_deadlines_is_an_error(first: str, second: str) -> None:
    (finding,) = found(first, second)
    assert (finding.rule, finding.severity) == ("promise-conflict", "error")


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("保修期为2年。", "产品自发货之日起24个月内为保修期。"),
        ("市内2小时到达现场，市内4小时内到达现场以上门为准。", "外地24小时内到达现场。"),
        ("市区4小时内到达现场。", "省外24小时内到达现场，海外72小时内到达现场。"),
        ("24小时内答复。", "24小时内到达现场。"),
        ("整机保修期为2年。", "电池保修期为1年。"),
        ("TBQZ II型的保修期为3年。", "保修期为2年。"),
    ],
)
def test_promises_for_different_cases_are_silent(first: str, second: str) -> None:
    assert "promise-conflict" not in rules(found(first, second))


def test_a_promise_is_held_against_the_register_of_promises() -> None:
    assert rules(found("36小时内到达现场。", service_promises=PROMISES)) == ["promise-conflict"]
    assert found("24小时内到达现场，保修期为24个月。", service_promises=PROMISES) == []


def test_figures_in_the_text_are_those_of_the_registers() -> None:
    (finding,) = found("2018年，公司共检验原料11595批，合格11319批，合格率为97.7%。", inspections=INSPECTED)
    assert (finding.rule, finding.fix) == ("register-mismatch", "11585")
    assert [spot.page for spot in finding.places] == ["c0", "inspections"]
    assert found("共检验原料11585批，合格11319批，合格率为97.7%，其中原材料检验968批，合格961批，合格率99.28%。", inspections=INSPECTED) == []
    assert rules(found("原材料合格率为99.3%，原料合格率为98.0%。", inspections=INSPECTED)) == ["register-mismatch"]
    (finding,) = found("2018年，原材料合格率为99.37%。", inspections=INSPECTED)
    assert finding.fix == "99.28", "as many decimals as are printed"
    assert found("2017年原料检验9000批，2018年11585批。", inspections=INSPECTED) == [], "the text compares years"
    assert found("原料11585批，其中进口件检验20批。", inspections=INSPECTED) == [], "a part that has no row"
    quarters = [{"category": "原料", "period": "一季度", "inspected": "100", "passed": "99"}]
    assert found("原料检验11585批。", inspections=quarters) == []


def test_complaints_in_the_text_are_those_of_the_register() -> None:
    received = [{"category": "质量", "received": "7"}, {"category": "服务", "received": "5"}]
    assert rules(found("全年共受理顾客投诉13件。", complaints=received)) == ["register-mismatch"]
    assert found("全年共受理顾客投诉12件。", complaints=received) == []


def test_two_names_of_one_department_are_told_once_at_the_rarer_one() -> None:
    (finding,) = found("售后服务部负责收集，售后服务部反馈。", "由售后部接听，售后部记录。", "售后服务部存档。")
    assert (finding.rule, finding.fix, finding.places[0].page) == ("name-variants", "售后服务部", "c1")
    assert found("品质部检验。", "质量部审核。", departments=("品质部", "质量部")) == [], "two departments that there are"
    (finding,) = found("质检部检验，质检部判定。", "品质部审核。", departments=("品质部",))
    assert finding.fix == "品质部"


def test_a_motto_is_called_what_the_chapter_that_is_the_motto_calls_it() -> None:
    motto = "为用户提供天然气应用系统解决方案。"
    conflict = found("“为用户提供天然气应用系统解决方案”既是公司的愿景，更是动力。", motto, title="企业使命")
    assert rules(conflict) == ["slogan-conflict"]
    assert found("以“为用户提供天然气应用系统解决方案”为使命。", motto, title="企业使命") == []


def test_a_product_that_one_register_has_and_another_lacks_is_a_note() -> None:
    targets = [{"product": name} for name in ("TDS型智能旋进流量计", "TBQZ型气体涡轮流量计", "TYL型气体罗茨流量计")]
    models = [{"name": "气体涡轮流量计", "model": "TBQZ-G65"}, {"name": "气体罗茨流量计", "model": "TYL"}]
    (finding,) = found(quality_targets=targets, certificate_models=models)
    assert (finding.rule, finding.excerpt) == ("coverage-gap", "TDS型智能旋进流量计")
    assert found(quality_targets=targets, certificate_models=models[:1]) == [], "a register that is hardly begun"
    assert found(quality_targets=targets, certificate_models=[*models, {"name": "旋进流量计", "model": "TDS"}]) == []


@pytest.mark.parametrize(
    ("text", "good", "register", "row"),
    [
        ("2018年，各项质量目标全部达成。", "2017年，各项质量目标全部达成。", "quality_targets", {"product": "甲", "target": "98", "actual": "97"}),
        ("全年无质量投诉。", "全年无投诉积压。", "complaints", {"category": "质量", "received": "1"}),
        ("产品在监督抽查中全部合格。", "接受监督抽查3次。", "supervision_tests", {"product": "甲", "conclusion": "不合格"}),
    ],
)
def test_what_is_said_of_all_is_undone_by_one_row(text: str, good: str, register: str, row: dict[str, str]) -> None:
    rows: dict[str, Any] = {register: [row]}
    (finding,) = found(text, **rows)
    assert (finding.rule, [spot.page for spot in finding.places]) == ("absolute-claim", ["c0", register])
    assert found(good, **rows) == []
    assert found(text) == []
    assert found(text, quality_targets=[{"product": "甲", "target": "98", "actual": "98"}], complaints=[{"category": "质量", "received": "0"}]) == []


@pytest.mark.parametrize(
    ("now", "then", "is_told"),
    [
        ("36小时内到达现场。", "24小时内到达现场。", True),
        ("公司成立于1996年。", "公司成立于1995年。", True),
        ("24小时内到达现场。", "24小时内到达现场，省外48小时内到达现场。", False),
        ("公司现有员工500人。", "公司现有员工480人。", False),
        ("48小时内到达现场。", "保修期为2年。", False),
    ],
)
def test_what_was_otherwise_in_last_years_report_is_a_note(now: str, then: str, is_told: bool) -> None:
    claimed, before = of_chapter(chapter(now)), of_chapter(chapter(then))
    told = rules(check_across(AcrossSubject(claimed, before=before, words=WORDS)))
    assert told == (["changed-since-last-year"] if is_told else [])
