"""Checking whole reports: what is looked at again after a change, and what it comes to."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from qi_desktop.core.changes import Changes
from qi_desktop.core.checks import Finding, Severity
from qi_desktop.core.model import BlockKind
from qi_desktop.core.richtext import Run, plain
from qi_desktop.session import Session
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


def test_pages_tell_their_own_findings_and_the_gravest(session: Session, report_id: str) -> None:
    chapter = session.chapters.add(report_id, "检验").created
    session.blocks.add(chapter, BlockKind.PARAGRAPH, plain("今年,检验10批，合格9批，合格率80%。"))
    findings = session.checks.findings(report_id)
    assert findings.worst(chapter) is None
    read(findings)
    assert findings.worst(chapter) is Severity.ERROR
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
