"""Each rule reports its bad example and is silent at its good one."""

from __future__ import annotations

from pathlib import Path

import pytest

from qi_desktop.core import checks
from qi_desktop.core.checks import Severity
from qi_desktop.core.messages import message
from qi_desktop.core.model import BlockKind, Requirement
from qi_desktop.core.richtext import Run
from tests.core.checks import test_claims
from tests.core.checks.examples import block, chapter, found, found_in_rows, reference, table
from tests.core.checks.test_names_and_statements import CELLS, PHRASES

LONG = "公司对照燃气流量仪表标准设置质量关键点，检测项目一项不漏，生产过程逐层"
ITEM = BlockKind.LIST_ITEM

# rule, what it must report (chapter texts), what it must not
PROSE = [
    ("ratio-mismatch", "原料968批，合格961批，合格率99.27%。", "共检验原料11585批，合格11319批，合格率为97.7%。"),
    ("ratio-mismatch", "检验产品37037台，其中合格34635台，成品一次合格率为95%。", "检验产品37037台，其中合格34635台，成品一次合格率为93.5%。"),
    ("ratio-mismatch", "抽查40件，合格38件，合格率96%。", "气体腰轮流量计检验9672台，合格9404台，合格率97.2%。另有200台待检，合格率99%。"),
    ("period-mismatch", "2017年，公司共检验原料若干。", "2018年，公司共检验原料若干；公司于2017年10月通过认证，执行GB/T 19001-2016。"),
    ("period-mismatch", "技术先进。截至2017年底，已完成若干项目。", "自2011年，公司已连续获得表彰。"),
    (
        "period-mismatch",
        ("2019年，公司完成了技术改造。", "截至2017年底，已完成火炬计划1项。"),
        "2019年，公司将继续努力。2019年公司计划完成技术改造。",
    ),
    ("period-mismatch", "2017年，公司荣获质量奖；2018年平稳。", "2003年，公司通过认证。2017年，公司投诉15件，2018年降到12件。"),
    ("relative-time", "过去一年，公司稳步发展。", "2018年，公司稳步发展，年年如此。"),
    ("precision-mixed", "合格率为97.7%，其中外协件97.63%。", "目标为98%，合格率为97.63%，外协件97.60%。"),
    ("list-gap", ("1、甲", "2、乙", "4、丁"), ("1、甲", "2、乙", "3、丙", "1、又一组", "2、乙")),
    ("list-gap", ("1）甲", "1）乙", "1）丙", "3）丁"), ("1.5倍的余量", "3.5倍的余量")),
    ("template-residue", "××公司成立于____年。", "DN×2 的仪表，型号 TXX-1，3×5。"),
    ("template-residue", "联系人：（请填写姓名）", "联系人请填写登记表。"),
    ("halfwidth-punctuation", "认证,并整合体系。", "执行ISO 9001,ISO 14001等标准，比例为1:2。"),
    ("halfwidth-punctuation", "公司质量目标为:", "网址为http://www.example.com:80"),
    (
        "space-in-chinese",
        "公司 长期坚持质量管理体系建设，致力于满足市场需求的研发项目。",
        "按照《质量管理体系 要求》标准建设和完善公司质量管理体系，提升管理水平。",
    ),
    ("space-in-chinese", "公司长期坚持质量管理体系建设，致力于满足市场　需求的研发项目。", "批准部门（盖章）　　日期"),
    ("doubled-mark", "质量第一，，用户至上。", "他说：“好！”……质量第一——永远。"),
    ("doubled-mark", "质量第一、。", "《标准》、《规范》"),
    ("doubled-word", "公司的的产品。", "信息信息化建设；产品的的确确可靠。"),
    ("markup-residue", "通过[网站](http://www.example.com)下载", "见表[3]，（注）"),
    ("markup-residue", "第一行<br/>第二行", "流量<50且>20"),
    ("address-broken", "通过http:// www.example.com下载", "通过http://www.example.com下载"),
    ("paragraph-broken", (LONG, "把关到位。"), (LONG + "把关。", "另起一段。")),
    ("paragraph-broken", (LONG, "把关到位。"), ("报告获取方式：" + LONG, "另起一段。")),
    (
        "paragraph-broken",
        ("长期坚持质量管理体系建设，持续吸纳先进管理方法，公司于1999", "年通过认证。"),
        ("型号：" + "G16-FCM、G25-FCM、G40-FCM、G65-FCM、G100", "G16-CFCM"),
    ),
    ("heading-end-mark", (block(0, "质量承诺。", BlockKind.HEADING),), (block(0, "质量承诺", BlockKind.HEADING),)),
    ("caption-missing", (table(*[("甲", "1")] * 5, caption=""),), (table(*[("甲", "1")] * 5),)),
    (
        "single-item-list",
        (block(0, "甲", ITEM, style="decimal"),),
        (block(0, "甲", ITEM, style="decimal"), "段", block(1, "乙", ITEM, style="decimal")),
    ),
    ("figure-missing", (block(0, "组织架构图", BlockKind.FIGURE),), (block(0, "组织架构图", BlockKind.FIGURE, asset="a"),)),
    ("sum-mismatch", (table(("甲", "3"), ("乙", "4"), ("合计", "8")),), (table(("甲", "3"), ("乙", "4"), ("合计", "7")),)),
    (
        "sum-mismatch",
        (table(("甲", "3"), ("乙", "4"), ("小计", "7"), ("丙", "1"), ("丁", "1"), ("小计", "3")),),
        (table(("甲", "98%"), ("合 计", "97%")),),
    ),
    ("reference-broken", (block(0, reference("gone")),), (block(0, (Run("见"), Run("表 1-1", reference="t"))),)),
    ("field-unknown", (block(0, (Run("甲", field="company.motto"),)),), (block(0, (Run("甲", field="company.name"),)),)),
    ("register-missing", (block(0, "", BlockKind.REGISTER_VIEW, register="gone"),), (block(0, "", BlockKind.REGISTER_VIEW, register="honours"),)),
]


@pytest.mark.parametrize(("rule", "bad", "good"), PROSE)
def test_a_rule_reports_the_bad_example_and_not_the_good_one(rule: str, bad: object, good: object) -> None:
    def blocks(example: object) -> tuple[object, ...]:
        return (example,) if isinstance(example, str) else tuple(example)  # type: ignore[arg-type]

    assert found(rule, *blocks(bad), targets=["t"])  # type: ignore[arg-type]
    assert not found(rule, *blocks(good), targets=["t"])  # type: ignore[arg-type]


ROWS = [
    ("cell-unfit", "standards_drafted", {"title": "计", "published": "批准中"}, {"title": "计", "published": "2017-07-12"}),
    ("standard-doubtful", "standards_drafted", {"number": "GB/T 19001-2008"}, {"number": "GB/T 19001-2016"}),
    ("standard-doubtful", "standards_drafted", {"number": "标准一"}, {"number": "〃"}),
    ("standard-year-and-date", "standards_drafted", {"number": "GB/T 34041.1-2017", "published": "2018-04-01"},
     {"number": "GB/T 34041.1-2017", "published": "2017-12-29"}),
    ("certificate-expired", "product_certificates", {"valid_to": "2018-12-30"}, {"valid_to": "2018-12-31", "perpetual": "true"}),
    ("certificate-without-end", "product_certificates", {"title": "证"}, {"title": "证", "perpetual": "true"}),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "register", "bad", "good"), ROWS)
def test_a_rule_for_rows_reports_the_bad_row_and_not_the_good_one(rule: str, register: str, bad: dict[str, str], good: dict[str, str]) -> None:
    (finding,) = found_in_rows(rule, register, good, bad)
    assert finding.places[0].place is not None
    assert finding.places[0].place.id == "row1"


def test_every_rule_has_an_example_here_or_in_the_tests_of_the_frame() -> None:
    frame = {rule.name for rule in checks.rules().values() if rule.subject == "frame"}
    across = {rule.name for rule in checks.rules().values() if rule.subject == "across"}
    told = Path(test_claims.__file__).read_text("utf-8")
    assert [name for name in across if f'"{name}"' not in told] == []
    others = {"empty-section", "guide-text-left"}
    examples = {example[0] for group in (PROSE, ROWS, PHRASES, CELLS) for example in group}
    assert examples | frame | across | others == set(checks.rules())


def test_an_empty_chapter_is_as_grave_as_its_outline_says() -> None:
    def severity(requirement: Requirement) -> Severity:
        (finding,) = found("empty-section", requirement=requirement)
        return finding.severity

    assert [severity(requirement) for requirement in (Requirement.REQUIRED, Requirement.RECOMMENDED, Requirement.OPTIONAL)] == list(Severity)
    assert not found("empty-section", "有字。")
    assert not found("empty-section", children=True)
    assert found("empty-section", "  ")


def test_guidance_left_in_the_text_is_an_error() -> None:
    hint = "写明公司的名称和所在地。"
    assert found("guide-text-left", "甲。" + hint, guidance=hint)
    assert not found("guide-text-left", "甲公司在杭州。", guidance=hint)


def test_a_certificate_that_ran_out_after_the_period_is_a_warning() -> None:
    (finding,) = found_in_rows("certificate-expired", "product_certificates", {"valid_to": "2019-01-31"})
    assert finding.severity is Severity.WARNING


def test_a_rate_that_was_cut_off_is_told_from_one_that_is_wrong() -> None:
    (cut,) = found("ratio-mismatch", "原料968批，合格961批，合格率99.27%。")
    (wrong,) = found("ratio-mismatch", "原料968批，合格961批，合格率98.27%。")
    assert "cut off" in str(cut.message)
    assert "cut off" not in str(wrong.message)
    assert (cut.fix, wrong.fix) == ("99.28", "99.28")
    assert cut.excerpt == "…合格961批，合格率99.27%。"


def test_a_fix_is_the_text_that_belongs_into_the_place() -> None:
    text = "认证,并整合体系。"
    (finding,) = found("halfwidth-punctuation", text)
    spot = finding.places[0]
    assert text[: spot.start] + str(finding.fix) + text[spot.end :] == "认证，并整合体系。"


def test_what_stands_for_a_value_is_never_to_be_mended_in_the_text() -> None:
    subject = chapter(block(0, (Run("位于"), Run("甲公司", field="company.name"), Run("总部"))))
    (passage,) = [passage for passage in subject.passages if passage.place.part == "text"]
    at = passage.text.index("甲")
    assert subject.slip(message("Wrong."), passage, at, at + 1, "乙").fix is None
    assert subject.slip(message("Wrong."), passage, 0, 1, "乙").fix == "乙"


def test_findings_come_in_the_order_of_the_text() -> None:
    rules = [finding.rule for finding in checks.check_chapter(chapter("甲,乙。", "过去一年，，丙。"))]
    assert rules == ["halfwidth-punctuation", "relative-time", "doubled-mark"]
