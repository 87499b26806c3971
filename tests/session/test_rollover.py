"""Next year's report from last year's."""

from __future__ import annotations

from pathlib import Path

import pytest

from qi_desktop.core import outline
from qi_desktop.core.errors import RefusedError
from qi_desktop.core.model import BlockKind, ChapterStatus, ReportStatus
from qi_desktop.core.richtext import Run, of_cell, plain, to_cell
from qi_desktop.session import CellChange, Draft, Session, exporting, portable


@pytest.fixture
def old(session: Session, report: str) -> str:
    """A report of 2025 with two chapters that refer to each other, a table and figures of its year."""
    period = {"period_start": "2025-01-01", "period_end": "2025-12-31"}
    session.reports.change(report, subtitle="2025年度（二〇二五）", ordinal=3, version="2.0", scope="本公司", status=ReportStatus.APPROVED, **period)
    for chapter in session.chapters.tree(report):
        session.chapters.delete([chapter.chapter.id])
    first = session.chapters.add(report, "承诺").created
    second = session.chapters.add(report, "目标", first).created
    session.chapters.change(first, department="品质部", due_date="2026-01-31")
    session.blocks.write(first, [Draft("", BlockKind.PARAGRAPH, (Run("见"), Run("", reference=second), Run("，2025年。")))])
    cell = to_cell((Run("见"), Run("", reference=first)))
    table = {"columns": [{"label": "项"}], "rows": [[cell]], "note": cell}
    session.blocks.write(second, [Draft("", BlockKind.TABLE, plain("表"), table)])
    session.rows.add("facts", [{"name": "员工", "value": "1024", "as_of": "2025-12-31", "source": "人力资源部", "confirmed": "是"}], report)
    session.rows.add("quality_targets", [{"product": "流量计", "target": "98", "actual": "99"}], report)
    session.rows.add("inspections", [{"category": "原料", "inspected": "100", "passed": "97", "counting_unit": "批"}], report)
    session.rows.add("supervision_tests", [{"product": "流量计"}], report)
    session.chapters.change(second, status=ChapterStatus.FINAL)
    return report


def titles(session: Session, report: str) -> list[str]:
    return [node.chapter.title for node in outline.walk(session.chapters.tree(report))]


def test_chapters_and_texts_are_taken_over_as_drafts_without_due_dates(session: Session, old: str) -> None:
    first = session.chapters.tree(old)[0].chapter.id
    session.chapters.change(first, status=ChapterStatus.NOT_STARTED)  # its text is the outline's
    new = session.reports.roll_over(old, 2026).created
    assert titles(session, new) == titles(session, old) == ["承诺", "目标"]
    chapters = [node.chapter for node in outline.walk(session.chapters.tree(new))]
    assert [(chapter.status, chapter.due_date) for chapter in chapters] == [(ChapterStatus.NOT_STARTED, ""), (ChapterStatus.DRAFT, "")]
    assert chapters[0].department == "品质部"
    assert session.blocks.of_chapter(chapters[0].id)[0].text[-1].text == "，2025年。", "a year in a text is found by the checks"


def test_references_lead_into_the_new_report(session: Session, old: str) -> None:
    new = session.reports.roll_over(old, 2026).created
    first, second = (node.chapter.id for node in outline.walk(session.chapters.tree(new)))
    assert session.blocks.of_chapter(first)[0].text[1].reference == second
    table = session.blocks.of_chapter(second)[0].attributes
    assert of_cell(table["rows"][0][0])[1].reference == of_cell(table["note"])[1].reference == first


def test_the_settings_are_those_of_the_new_year(session: Session, old: str) -> None:
    made = session.reports.get(session.reports.roll_over(old, 2026).created)
    assert (made.year, made.period_start, made.period_end, made.ordinal) == (2026, "2026-01-01", "2026-12-31", 4)
    assert (made.subtitle, made.version, made.status, made.scope) == ("2026年度（二〇二六）", "", ReportStatus.DRAFTING, "本公司")


def test_facts_are_to_be_confirmed_targets_stay_and_figures_are_to_be_entered(session: Session, old: str) -> None:
    new = session.reports.roll_over(old, 2026).created
    (fact,) = session.rows.of("facts", new)
    assert fact.values == {"name": "员工", "value": "1024", "source": "人力资源部"}
    assert session.rows.of("quality_targets", new)[0].values == {"product": "流量计", "target": "98"}
    assert session.rows.of("inspections", new)[0].values == {"category": "原料", "counting_unit": "批", "previous_rate": "97.00"}
    assert session.rows.of("supervision_tests", new) == []
    assert len(session.rows.of("facts", old)) == 1


def test_own_registers_take_over_what_names_their_rows(session: Session, old: str) -> None:
    register = session.own_registers.add("审核", [{"label": "项目"}, {"label": "结果"}], yearly=True).created
    name, result = (column.name for column in session.registers[register].columns)
    row = session.rows.add(register, [{name: "内审", result: "符合"}], old).created
    new = session.reports.roll_over(old, 2026).created
    assert [row.values for row in session.rows.of(register, new)] == [{name: "内审"}]
    session.rows.change([CellChange(row, result, "不符合")])
    assert session.rows.of(register, new)[0].values == {name: "内审"}, "the years are apart"


def test_a_year_that_has_a_report_is_refused(session: Session, old: str) -> None:
    with pytest.raises(RefusedError, match="2025"):
        session.reports.roll_over(old, 2025)


def test_one_undo_takes_all_of_it_back(session: Session, old: str) -> None:
    before = portable.dump(session)
    session.reports.roll_over(old, 2026)
    session.undo()
    assert portable.dump(session) == before


def test_the_sample_is_taken_over_whole(tmp_path: Path) -> None:
    with Session.create(tmp_path / "a.qid", template="sample") as session:
        old = session.reports.of_year()
        new = session.reports.roll_over(old.id, old.year + 1).created
        assert titles(session, new) == titles(session, old.id)
        before, after = (exporting.load_document(session, report) for report in (old.id, new))
        assert [type(item) for item in before.items] == [type(item) for item in after.items]
        told = [str(remark.message.values.get("name")) for remark in after.remarks]
        assert "原料合格率" in told, "a field over figures that are not entered yet says so"
