"""Checking whole reports: what is looked at again after a change, and what it comes to."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from qi_desktop.core import fields
from qi_desktop.core.changes import Changes
from qi_desktop.core.checks import Finding, Severity
from qi_desktop.core.errors import RefusedError
from qi_desktop.core.model import BlockKind
from qi_desktop.core.queries import Query, What
from qi_desktop.core.richtext import Run, plain, text_of
from qi_desktop.session import CellChange, Session
from qi_desktop.session.checking import FRAME, Findings


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    with Session.create(tmp_path / "a.qid", company="甲公司", template="blank", year=2018) as opened:
        yield opened


@pytest.fixture
def report_id(session: Session) -> str:
    report_id = session.reports.of_year().id
    session.reports.change(report_id, title="质量诚信报告", period_start="2018-01-01", period_end="2018-12-31", cycle="一年", access="公司网站")
    for node in session.chapters.tree(report_id):
        session.chapters.delete([node.chapter.id])
    return report_id


def read(findings: Findings) -> list[Finding]:
    for _ in findings.read():
        pass
    assert findings.is_complete
    return findings.in_order()


def rules(findings: list[Finding]) -> list[str]:
    return [finding.rule for finding in findings]


def followed(session: Session, report_id: str, findings: Findings, changes: Changes) -> list[str]:
    """What is found after a change; it must be what a fresh look finds."""
    findings.take(changes)
    found = read(findings)
    assert found == session.checks.all(report_id)
    return rules(found)


def test_a_change_is_followed_as_if_all_were_looked_at_again(session: Session, report_id: str) -> None:
    findings = session.checks.findings(report_id)
    assert rules(read(findings)) == []

    def after(changes: Changes) -> list[str]:
        return followed(session, report_id, findings, changes)

    first = session.chapters.add(report_id, "质量承诺")
    assert after(first) == ["empty-section"]
    block = session.blocks.add(first.created, BlockKind.PARAGRAPH, plain("甲,乙。"))
    assert after(block) == ["halfwidth-punctuation"]
    assert after(session.blocks.edit(block.created, plain("甲，乙。"))) == []
    child = session.chapters.add(report_id, "子章", first.created)
    assert after(child) == ["empty-section"]
    assert after(session.blocks.delete([block.created])) == ["empty-section"]
    assert after(session.chapters.move([child.created], "")) == ["empty-section", "empty-section"]
    assert after(session.chapters.rename(child.created, "质量承诺")) == ["duplicate-title", "empty-section", "empty-section"]
    assert after(session.chapters.delete([child.created])) == ["empty-section"]
    assert after(session.undo()) == ["duplicate-title", "empty-section", "empty-section"]
    assert "metadata-missing" in after(session.company.change(name=""))
    row = session.rows.add("product_certificates", [{"title": "证书", "valid_to": "2017-01-01"}])
    assert "certificate-expired" in after(row)


def test_a_reference_breaks_when_its_target_goes_and_heals_when_it_comes_back(session: Session, report_id: str) -> None:
    chapters = [session.chapters.add(report_id, title).created for title in ("甲", "乙")]
    session.blocks.add(chapters[1], BlockKind.PARAGRAPH, plain("字。"))
    table = session.blocks.add(chapters[1], BlockKind.TABLE, plain("题"), {"columns": [{"label": "列"}], "rows": [["1"]]}).created
    session.blocks.add(chapters[0], BlockKind.PARAGRAPH, (Run("见"), Run("表 2-1", reference=table)))
    findings = session.checks.findings(report_id)
    assert rules(read(findings)) == []
    assert followed(session, report_id, findings, session.blocks.delete([table])) == ["reference-broken"]
    assert followed(session, report_id, findings, session.undo()) == []
    assert followed(session, report_id, findings, session.chapters.delete([chapters[1]])) == ["reference-broken"]


def test_pages_tell_their_own_findings(session: Session, report_id: str) -> None:
    chapter = session.chapters.add(report_id, "检验").created
    session.blocks.add(chapter, BlockKind.PARAGRAPH, plain("今年,检验10批，合格9批，合格率80%。"))
    findings = session.checks.findings(report_id)
    assert findings.of(chapter) == []
    read(findings)
    assert {finding.severity for finding in findings.of(chapter)} == set(Severity)
    assert len(findings.of(chapter)) == 3
    assert findings.of(FRAME) == []
    assert findings.chapter(chapter).title == "检验"  # type: ignore[union-attr]
    assert findings.chapter("honours") is None


def test_a_long_register_is_looked_at_in_steps(session: Session, report_id: str) -> None:
    session.rows.paste("honours", [], [{"year": f"{number}"} for number in range(1200)])
    findings = session.checks.findings(report_id)
    steps = sum(1 for _ in findings.read())
    assert steps >= len(session.registers) + 3
    assert rules(findings.of("honours")) == ["cell-unfit"] * 1200


def test_no_report_has_no_findings(session: Session) -> None:
    assert read(session.checks.findings("")) == []


def test_the_sample_has_no_error_since_its_rates_are_computed(tmp_path: Path) -> None:
    with Session.create(tmp_path / "s.qid", template="sample") as session:
        found = session.checks.all(session.reports.of_year().id)
    assert [finding for finding in found if finding.severity is Severity.ERROR] == []


def test_a_field_without_a_value_or_that_is_gone_is_found_until_it_has_one(session: Session, report_id: str) -> None:
    field_id = session.fields.add("荣誉最早年份", Query("honours", What.MINIMUM, "year")).created
    chapter = session.chapters.add(report_id, "检验").created
    session.blocks.add(chapter, text=(Run("始于"), Run("1999", field=fields.key(field_id)), Run("年。")))
    findings = session.checks.findings(report_id)
    (finding,) = [finding for finding in read(findings) if finding.rule == "field-unknown"]
    assert "荣誉最早年份" in str(finding.message)
    row = session.rows.add("honours", [{"year": "2001"}])
    assert "field-unknown" not in followed(session, report_id, findings, row)
    with session.library.operation("field.remove", ""):
        session.repository.delete(session.fields.get(field_id))
    assert "field-unknown" in rules(session.checks.all(report_id))


def test_what_a_changed_count_says_elsewhere_is_looked_at_again(session: Session, report_id: str) -> None:
    row = session.rows.add("inspections", [{"category": "原料", "inspected": "968", "passed": "961"}], report_id).created
    inspected, passed = (session.fields.add(name, Query("inspections", What.SUM, name)).created for name in ("inspected", "passed"))
    chapter = session.chapters.add(report_id, "检验").created
    whole, part = (Run("", field=fields.key(field_id)) for field_id in (inspected, passed))
    session.blocks.add(chapter, text=(Run("2018年，公司检验原料"), whole, Run("批，合格"), part, Run("批，合格率99.28%。")))
    findings = session.checks.findings(report_id)
    assert "ratio-mismatch" not in rules(read(findings))
    assert "ratio-mismatch" in followed(session, report_id, findings, session.rows.change([CellChange(row, "passed", "900")]))


# --- dismissing ---


@pytest.fixture
def wrong(session: Session, report_id: str) -> str:
    """The block of a wrong rate, in a chapter with another slip."""
    chapter = session.chapters.add(report_id, "检验").created
    session.blocks.add(chapter, BlockKind.PARAGRAPH, plain("质量第一，，用户至上。"))
    return session.blocks.add(chapter, BlockKind.PARAGRAPH, plain("2018年，公司检验原料968批，合格961批，合格率99.27%。另有若干批待检。")).created


def test_a_dismissed_finding_does_not_count_and_tells_who_let_it_stand_and_why(session: Session, report_id: str, wrong: str) -> None:
    findings = session.checks.findings(report_id)
    slip, doubled = (finding for rule in ("ratio-mismatch", "doubled-mark") for finding in read(findings) if finding.rule == rule)
    changes = session.checks.dismiss(report_id, [slip], " 客户的\n数 ")
    assert findings.take(changes)
    assert findings.is_complete
    assert findings.in_order() == session.checks.all(report_id) == [doubled]
    ((finding, why),) = findings.dismissed()
    assert (finding, why.reason, why.author, why.rule, why.place) == (slip, "客户的 数", session.library.author, "ratio-mismatch", wrong)
    findings.take(session.checks.restore(report_id, [slip]))
    assert findings.in_order() == [doubled, slip]
    assert not session.checks.restore(report_id, [slip])


def test_dismissing_needs_a_reason_and_a_second_reason_takes_the_place_of_the_first(session: Session, report_id: str, wrong: str) -> None:
    slip = session.checks.all(report_id)[-1]
    with pytest.raises(RefusedError, match="Say why"):
        session.checks.dismiss(report_id, [slip], " \n")
    for reason in ("甲", "乙"):
        session.checks.dismiss(report_id, [slip], reason)
    assert [why.reason for _, why in session.checks.read(report_id).dismissed()] == ["乙"]
    session.undo()
    assert [why.reason for _, why in session.checks.read(report_id).dismissed()] == ["甲"]


def test_a_dismissal_outlives_moving_and_writing_elsewhere_and_ends_when_what_was_found_changes(session: Session, report_id: str, wrong: str) -> None:
    findings = session.checks.findings(report_id)
    slip = read(findings)[-1]
    chapter = session.blocks.get(wrong).chapter_id

    def after(changes: Changes) -> list[str]:
        return followed(session, report_id, findings, changes)

    assert after(session.checks.dismiss(report_id, [slip], "见附件")) == ["doubled-mark"]
    first = session.chapters.add(report_id, "概况").created
    after(session.blocks.add(first, BlockKind.PARAGRAPH, plain("公司概况。")))
    assert after(session.chapters.move([chapter], "", first)) == ["doubled-mark"]
    assert after(session.blocks.move([wrong], chapter, "")) == ["doubled-mark"]
    assert after(session.blocks.edit(wrong, plain("据统计，2018年，公司检验原料968批，合格961批，合格率99.27%。另有若干批待检。"))) == [
        "doubled-mark"
    ]
    assert sorted(after(session.blocks.edit(wrong, plain("2018年，公司检验原料968批，合格960批，合格率99.27%。")))) == [
        "doubled-mark",
        "ratio-mismatch",
    ]
    assert after(session.undo()) == ["doubled-mark"]


def test_a_dismissal_belongs_to_one_report(session: Session, report_id: str) -> None:
    session.rows.add("product_certificates", [{"name": "型式批准证书", "valid_to": "2018-01-01"}], report_id)
    other = session.reports.new(2019).created
    (expired,) = [finding for finding in session.checks.all(report_id) if finding.rule == "certificate-expired"]
    session.checks.dismiss(report_id, [expired], "已经换证")
    assert "certificate-expired" not in rules(session.checks.all(report_id))
    assert "certificate-expired" in rules(session.checks.all(other))


# --- what chapters and registers say against each other ---


def chapter_with(session: Session, report_id: str, title: str, text: str) -> str:
    """The block of a chapter with one paragraph."""
    return session.blocks.add(session.chapters.add(report_id, title).created, BlockKind.PARAGRAPH, plain(text)).created


def test_a_contradiction_follows_the_writing_in_either_chapter_and_their_order(session: Session, report_id: str) -> None:
    first = chapter_with(session, report_id, "承诺", "接到通知后24小时内到达现场。")
    second = chapter_with(session, report_id, "投诉", "48小时内到达现场。")
    findings = session.checks.findings(report_id)
    (conflict,) = read(findings)
    assert conflict.rule == "promise-conflict"
    assert findings.of(session.blocks.get(second).chapter_id) == [conflict], "the tree marks the chapter"

    def after(changes: Changes) -> list[str]:
        return followed(session, report_id, findings, changes)

    assert after(session.checks.dismiss(report_id, [conflict], "市内与外地")) == []
    assert after(session.chapters.move([session.blocks.get(second).chapter_id], "", "")) == [], "dismissed in whichever order they stand"
    assert after(session.blocks.edit(first, plain("接到通知后36小时内到达现场。"))) == ["promise-conflict"]
    assert after(session.blocks.edit(first, plain("接到通知后48小时内到达现场。"))) == []
    assert after(session.blocks.edit(second, plain("72小时内到达现场。"))) == ["promise-conflict"]
    assert after(session.chapters.delete([session.blocks.get(second).chapter_id])) == []


def test_figures_follow_the_registers(session: Session, report_id: str) -> None:
    chapter_with(session, report_id, "检验", "2018年，公司共检验原料100批，合格99批，合格率为99%。")
    findings = session.checks.findings(report_id)
    assert rules(read(findings)) == []

    def after(changes: Changes) -> list[str]:
        return followed(session, report_id, findings, changes)

    assert after(session.rows.add("inspections", [{"category": "原料", "inspected": "100", "passed": "98"}], report_id)) == ["register-mismatch"] * 2
    row = session.repository.rows("inspections", report_id)[0]
    assert after(session.rows.change([CellChange(row.id, "passed", "99")])) == []
    assert after(session.rows.change([CellChange(row.id, "category", "外协件")])) == []


def test_names_in_the_text_follow_the_registers_and_the_company(session: Session, report_id: str) -> None:
    chapter_with(session, report_id, "机构", "由技术研发部评审。乙仪表有限公司的质量管理体系认证在有效期内。")
    findings = session.checks.findings(report_id)
    assert rules(read(findings)) == []

    def after(changes: Changes) -> list[str]:
        return followed(session, report_id, findings, changes)

    departments = [{"name": name} for name in ("品质部", "生产部", "销售部")]
    assert after(session.rows.add("departments", departments)) == ["department-in-text"]
    assert after(session.rows.add("departments", [{"name": "技术研发部"}])) == []
    assert after(session.company.change(name="乙仪表集团有限公司")) == ["company-name"]
    expired = {"system": "质量管理体系", "number": "Q31", "valid_to": "2018-06-30"}
    assert after(session.rows.add("system_certificates", [expired])) == ["company-name", "certificate-claim", "certificate-expired"]
    assert after(session.undo()) == ["company-name"]


def test_what_a_register_says_against_the_text_can_be_corrected(session: Session, report_id: str) -> None:
    block = chapter_with(session, report_id, "投诉", "全年共受理顾客投诉13件。")
    session.rows.add("complaints", [{"category": "质量", "received": "12"}], report_id)
    (finding,) = session.checks.all(report_id)
    spot = finding.places[0]
    assert (finding.rule, finding.fix, spot.page) == ("register-mismatch", "12", session.blocks.get(block).chapter_id)
    assert text_of(session.blocks.get(block).text)[spot.start : spot.end] == "13"


def test_last_years_report_is_read_for_what_it_promised(session: Session, report_id: str) -> None:
    block = chapter_with(session, report_id, "承诺", "接到通知后36小时内到达现场。")
    findings = session.checks.findings(report_id)
    assert rules(read(findings)) == []
    last = session.reports.new(2017).created
    chapter_with(session, last, "承诺", "接到通知后24小时内到达现场。")
    findings = session.checks.findings(report_id)
    assert rules(read(findings)) == ["changed-since-last-year"]
    assert followed(session, report_id, findings, session.blocks.edit(block, plain("24小时内到达现场。"))) == []
    assert followed(session, report_id, findings, session.reports.change(report_id, year=2020)) == []
