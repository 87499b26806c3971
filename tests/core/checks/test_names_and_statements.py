"""Names, laws, certificates, days, lists and tables: each rule reports its bad examples and is silent at its good ones."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from qi_desktop.core.checks import check_chapter, check_register
from qi_desktop.core.model import Block, BlockKind
from tests.core.checks.examples import REPORT, block, chapter, found, found_in_rows, register_subject, table

ITEM = BlockKind.LIST_ITEM
PHRASES = [
    ("company-name", "甲仪表有限公司成立以来，质量稳定。", "甲仪表集团有限公司是乙控股股份有限公司旗下公司；甲科技有限公司是兄弟公司。"),
    ("company-name", "本报告由甲仪表集团有限责任公司编制。", "公司、本公司、甲仪表集团均指甲仪表集团有限公司。"),
    ("report-name", "本质量信用报告由品质部编制。", "本报告参照GB/T 31870《企业质量信用报告编写指南》编制，本质量诚信报告真实。"),
    ("report-name", "2017年度质量诚信报告", "公司上一份2017年度质量诚信报告已在网站公布，2018年度质量诚信报告如下。"),
    ("period-conflict", "本报告涵盖的时间范围为2017年1月1日至12月31日。", "报告时间：2018年1月1日至 12月31日，第 1 份。"),
    ("period-conflict", "报告期为2018年1月1日至2019年12月31日。", "合同期为2017年1月1日至2017年12月31日。"),
    ("period-conflict", "本报告为公司第二份质量诚信报告。", "本报告为公司第3份质量诚信报告，共印三份。"),
    ("product-name", "TBQZII 型流量计", "TBQZ II型、TBQZ IIB型、TBQZ流量计"),
    ("product-name", "Tbqz-II型流量计", "TBQZ III型"),
    ("product-name", "TBQZ-II G65", "ABC-TBQZ-II-G65、TBQZ-II-G65、TBQZ IIB-G65"),
    ("law-name", "遵守《中华人民共和国产品计量法》。", "遵守《中华人民共和国计量法》、《标准化法》、《浙江省计量条例》、《看法》。"),
    ("law-name", "遵守《安全生生产法》。", "依据《突发事件应对法》《某公司基本法》《合同法》。"),
    ("law-name", "依据《食品卫生法》。", "依据《食品安全法》（2015年修订）。"),
    ("law-name", "依据《标准化法》（1988年版）。", "依据《标准化法》（2017年修订）、《计量法》（2018年修正）。"),
    ("standard-in-text", "按GB/T 19001-2008建立体系。", "按GB/T 19001-2016建立体系；2009年通过GB/T 19001-2008认证。"),
    ("standard-in-text", "按照ISO 9001：2016建立体系。", "按ISO 9001:2015、ISO9001、GB/T 2624-2006、T/ZZB 0110-2016、OHSAS 18001:2007建立体系。"),
    ("date-impossible", "2018年2月30日发货。", "2018年2月28日、2016年2月29日、2018年12月发货。"),
    ("date-impossible", "2018年13月发货。", "电话20180230。"),
    ("date-after-period", "2019年1月8日，公司荣获质量奖。", "2018年12月8日荣获质量奖，有效期至2021年3月1日；计划于2019年3月1日完成了再启动。"),
    ("certificate-claim", "公司的质量管理体系认证在有效期内。", "公司的环境管理体系认证在有效期内。"),
    ("certificate-claim", "各类认证证书均在有效期内。", "证书有效期3年。质量管理体系有效运行，认证顺利。"),
    ("certificate-claim", "证书2011F117-33在有效期内。", "合同均在有效期内。"),
    ("guarantees-incomplete", "履行更换、退货“三包”等责任。", "公司依法实施三包。履行修理、更换、退货三包责任。"),
    ("phone-form", "投诉电话：0577-688580591。", "电话：0577-68858059、4009269922，手机13800138000，热线12315，传真（0577）68858059转801。"),
    ("phone-form", "联系电话：1380013800", "电话：400-926-9922；电话记录2018年12月31日前归档。"),
    ("department-in-text", "由技术研发部评审。", "全部由品质部、生产制造部、各部门、质量部审核。"),
    ("list-end-marks", tuple(block(n, t, ITEM) for n, t in enumerate(("甲；", "乙。", "丙；", "丁；"))),
     tuple(block(n, t, ITEM) for n, t in enumerate(("甲；", "乙；", "丙；", "丁。")))),
    ("list-end-marks", tuple(block(n, t, ITEM) for n, t in enumerate(("甲；", "乙；", "丙；"))),
     (*(block(n, t, ITEM) for n, t in enumerate(("甲。", "乙。", "丙；"))), "段", block(7, "一；", ITEM))),
    ("title-and-rows", (table(("甲", "2014.5.6"), labels=("名称", "发布时间"), caption="2015-2017年标准一览表"),),
     (table(("甲", "2016.5.6"), ("乙", "批准中"), labels=("名称", "发布时间"), caption="2015-2017年标准一览表"),)),
    ("title-and-rows", (table(("甲", "团体标准"), labels=("名称", "类别"), caption="国家标准和行业标准一览表"),),
     (table(("甲", "国家标准"), ("乙", ""), ("丙", "团体标准"), labels=("名称", "类别"), caption="标准一览表"),)),
    ("column-mixed", (table(*[("甲", "2016.5.6")] * 3, ("乙", "批准中"), labels=("名称", "发布时间")),),
     (table(*[("甲", "2016-5-6")] * 3, ("乙", "—"), ("丙", ""), labels=("名称", "发布时间")),)),
    ("column-mixed", (table(*[("甲", "GB/T 32201-2015")] * 4, ("乙", "20153565-T-604"), labels=("名称", "标准号")),),
     (table(("甲", "GB/T 32201-2015"), ("乙", "批准中"), labels=("名称", "标准号")),)),
    ("table-year-and-date", (table(("GB/T 34041.1-2017", "2018.4.1"), labels=("标准号", "发布时间")),),
     (table(("GB/T 34041.1-2017", "2017.12.29"), ("GB/T 34041.2-2017", "2018.4.1"), labels=("标准号", "实施日期")),)),
    ("marker-without-note", (table(("甲*", "1")),), (table(("甲*", "1"), ("乙", "*")), "* 试运行")),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "bad", "good"), PHRASES)
def test_a_rule_reports_the_bad_example_and_not_the_good_one(rule: str, bad: str | tuple[Block, ...], good: str | tuple[Any, ...]) -> None:
    report = replace(REPORT, ordinal=3)

    def told(example: str | tuple[Any, ...]) -> list[str]:
        made = replace(chapter(*((example,) if isinstance(example, str) else example)), report=report)
        return [finding.rule for finding in check_chapter(made)]

    assert rule in told(bad)
    assert rule not in told(good)


@pytest.mark.parametrize(
    ("rule", "text", "fix"),
    [
        ("company-name", "甲仪表有限公司成立。", "甲仪表集团有限公司"),
        ("report-name", "本质量信用报告由品质部编制。", "质量诚信报告"),
        ("product-name", "TBQZII 型流量计", "TBQZ II"),
        ("law-name", "遵守《中华人民共和国产品计量法》。", "计量法"),
        ("standard-in-text", "按GB/T 19001—2008建立体系。", "GB/T 19001-2016"),
        ("standard-in-text", "按照ISO 9001:2016建立体系。", None),
        ("certificate-claim", "各类认证证书均在有效期内。", None),
    ],
)
def test_what_can_be_corrected_in_one_step(rule: str, text: str, fix: str | None) -> None:
    assert next(finding.fix for finding in found(rule, text)) == fix


def test_laws_are_judged_as_of_the_end_of_the_period() -> None:
    def told(year: int) -> list[str | None]:
        made = replace(chapter("依据《合同法》《计量器具新产品管理办法》（总局令第74号）。"), report=replace(REPORT, period_end=f"{year}-12-31"))
        return [finding.fix for finding in check_chapter(made) if finding.rule == "law-name"]

    assert told(2018) == []
    assert told(2024) == ["民法典", None]


def test_each_certificate_is_told_once_and_one_without_a_date_is_a_note() -> None:
    told = found("certificate-claim", "各类认证证书均在有效期内。")
    assert [finding.severity for finding in told] == ["error", "info"]
    assert [spot.page for spot in told[0].places] == ["c", "system_certificates"]


def test_a_register_of_few_departments_is_not_held_against_the_text() -> None:
    made = chapter("由技术研发部评审。")
    few = replace(made, knowledge=replace(made.knowledge, departments=("品质部",)))
    assert "department-in-text" not in [finding.rule for finding in check_chapter(few)]


CELLS = [
    ("standard-category", "standards_drafted", {"number": "JJG 1121-2015", "category": "行业标准"},
     {"number": "JB/T 2274-2014", "category": "行业标准"}),
    ("row-outside-period", "training", {"topic": "诚信", "date": "2019-01-08"}, {"topic": "诚信", "date": "2018-01-08"}),
    ("target-missed", "quality_targets", {"product": "甲", "target": "98", "actual": "97.5"}, {"product": "甲", "target": "98", "actual": "98"}),
    ("duty-missing", "departments", {"name": "品质部"}, {"name": "品质部", "duty": "检验"}),
    ("department-unknown", "control_points", {"process": "装配", "responsible": "装配部"},
     {"process": "装配", "responsible": "品质部、生产制造部、王工"}),
    ("number-twice", "standards_drafted", {"number": "GB/T 32201-2015"}, {"number": "GB/T 32201-2015"}),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "register", "bad", "good"), CELLS)
def test_a_rule_for_rows_reports_the_bad_row_and_not_the_good_one(rule: str, register: str, bad: dict[str, str], good: dict[str, str]) -> None:
    (finding,) = found_in_rows(rule, register, good, bad)
    assert finding.places[0].place is not None
    assert finding.places[0].place.id == "row1"


def test_a_category_that_is_the_same_as_above_is_held_against_its_number_too() -> None:
    rows = ({"number": "JB/T 2274-2014", "category": "行业标准"}, {"number": "GB/T 32201-2015", "category": "〃"}, {"number": "20153565-T-604"})
    (finding,) = [finding for finding in check_register(register_subject("standards_drafted", *rows)) if finding.rule == "standard-category"]
    assert finding.fix == "国家标准"


def test_one_standard_may_hold_for_several_products() -> None:
    rows = [{"product": name, "number": "GB/T 32201-2015"} for name in ("甲", "乙")]
    assert found_in_rows("number-twice", "standards_executed", *rows) == []


def test_duties_that_nobody_began_to_enter_are_left_alone() -> None:
    assert found_in_rows("duty-missing", "departments", {"name": "品质部"}, {"name": "销售部"}) == []
