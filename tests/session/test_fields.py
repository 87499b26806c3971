"""The library's own fields: what they show, where they stand, and that a number stands in one place."""

from __future__ import annotations

from pathlib import Path

import pytest

from qi_desktop.core import fields, richtext, search
from qi_desktop.core.errors import NotFoundError, RefusedError
from qi_desktop.core.identifiers import new_id
from qi_desktop.core.model import BlockKind, Field
from qi_desktop.core.quantities import NumberForm, NumberFormat
from qi_desktop.core.queries import Comparison, Condition, Query, What
from qi_desktop.core.richtext import Run
from qi_desktop.export import style_sheet
from qi_desktop.export.assemble import as_text, assemble
from qi_desktop.export.document import Document
from qi_desktop.session import CellChange, Session, exporting, portable, previewing

RATE = Query(
    "inspections",
    What.RATIO,
    "passed",
    "inspected",
    (Condition("category", Comparison.IS, "原料"),),
    format=NumberFormat(1, form=NumberForm.PERCENT),
)


@pytest.fixture
def row(session: Session, report: str) -> str:
    """A row of inspections."""
    return session.rows.add("inspections", [{"category": "原料", "inspected": "11585", "passed": "11319"}], report).created


@pytest.fixture
def rate(session: Session, row: str) -> str:
    """A field that shows a rate."""
    return session.fields.add("原料合格率", RATE).created


@pytest.fixture
def chapter(session: Session, report: str, rate: str) -> str:
    """A chapter that shows the rate in a paragraph, in a caption and in a cell."""
    chapter = session.chapters.add(report, "检验情况").created
    run = Run("旧值", field=fields.key(rate))
    session.blocks.add(chapter, text=(Run("合格率为"), run))
    session.blocks.add(chapter, BlockKind.REGISTER_VIEW, (Run("检验表，合格率"), run), {"register": "inspections"})
    cell = richtext.to_json((run,))
    session.blocks.add(chapter, BlockKind.TABLE, (), {"columns": [{"label": "率"}], "rows": [[cell]]})
    return chapter


def document(session: Session, report: str) -> Document:
    return assemble(exporting.load_content(session, report), style_sheet.load("book"))


def shown(session: Session, report: str) -> str:
    return as_text(document(session, report))


def test_a_field_shows_its_value_in_prose_captions_and_cells(session: Session, report: str, chapter: str) -> None:
    text = shown(session, report)
    assert text.count("合格率为97.7%") == 1
    assert "检验表，合格率97.7%" in text
    assert "\n| 97.7%\n" in text
    assert "旧值" not in text
    assert document(session, report).remarks == ()


def test_a_changed_count_changes_every_place_at_once(session: Session, report: str, row: str, chapter: str) -> None:
    preview = previewing.Source(session, report)
    preview.read("", [])
    changes = session.rows.change([CellChange(row, "passed", "11000")])
    assert shown(session, report).count("95.0%") == 3
    preview.changed(changes)
    content, style = preview.read("", [])
    assert as_text(assemble(content, style)).count("95.0%") == 3
    session.undo()
    assert shown(session, report).count("97.7%") == 3


def test_search_finds_what_a_field_shows_now(session: Session, report: str, row: str, chapter: str) -> None:
    texts = session.search.texts(report)
    for _ in texts.read():
        pass
    assert sum(hit is not None for hit in texts.hits(search.Search(search.Query("97.7%")))) == 3
    assert texts.take(session.rows.change([CellChange(row, "passed", "11000")]))
    for _ in texts.read():
        pass
    assert not any(texts.hits(search.Search(search.Query("97.7%"))))
    assert sum(hit is not None for hit in texts.hits(search.Search(search.Query("95.0%")))) == 3


def test_a_line_of_a_style_sheet_shows_a_field_by_its_name_and_follows_a_new_one(session: Session, report: str, rate: str) -> None:
    style = session.styles.add("book", "本公司版式").created
    settings = session.styles.settings(style)
    sections = {**settings["sections"], "body": {**settings["sections"]["body"], "header": "合格率 {原料合格率}"}}
    session.styles.change(style, settings={**settings, "sections": sections})
    session.chapters.add(report, "检验情况")
    assert session.fields.uses(rate)[0].title == "本公司版式"
    with pytest.raises(RefusedError, match="本公司版式"):
        session.fields.remove(rate)
    session.fields.change(rate, "进货合格率")
    assert session.styles.sheet(style).sections["body"].header == "合格率 {进货合格率}"
    content = exporting.load_content(session, report)
    assert "合格率 97.7%" in as_text(assemble(content, session.styles.sheet(style)))
    session.undo()
    assert session.styles.sheet(style).sections["body"].header == "合格率 {原料合格率}"


def test_where_a_field_is_used_is_told_and_it_is_not_removed_there(session: Session, report: str, rate: str, chapter: str) -> None:
    uses = session.fields.uses(rate)
    assert [(use.title, use.chapter_id, use.year, use.deleted) for use in uses] == [("检验情况", chapter, 2025, False)] * 3
    with pytest.raises(RefusedError, match="检验情况"):
        session.fields.remove(rate)
    session.chapters.delete([chapter])
    assert all(use.deleted for use in session.fields.uses(rate))


def test_a_field_that_stands_nowhere_is_removed_and_comes_back(session: Session, rate: str) -> None:
    session.fields.remove(rate)
    assert session.fields.all() == []
    session.undo()
    assert session.fields.get(rate).name == "原料合格率"


@pytest.mark.parametrize("act", ["rename", "ask", "both"])
def test_changing_a_field_is_one_step_that_can_be_undone(session: Session, report: str, rate: str, chapter: str, act: str) -> None:
    before = portable.dump(session)
    name = "合格率" if act != "ask" else None
    query = Query("inspections", What.SUM, "inspected") if act != "rename" else None
    session.fields.change(rate, name, query)
    assert session.fields.get(rate).name == (name or "原料合格率")
    assert ("11585" in shown(session, report).split("合格率为")[1].splitlines()[0]) == (query is not None)
    session.undo()
    assert portable.dump(session) == before


@pytest.mark.parametrize("name", ["", "  ", "a{b", "a.b", "a|b", "长" * 61, "原料合格率", " 原料合格率 "])
def test_a_name_that_cannot_be_is_refused(session: Session, rate: str, name: str) -> None:
    with pytest.raises(RefusedError):
        session.fields.add(name, RATE)
    other = session.fields.add("另一个", RATE).created
    with pytest.raises(RefusedError):
        session.fields.change(other, name)


def test_fields_travel_with_a_dump(session: Session, report: str, chapter: str, tmp_path: Path) -> None:
    portable.write_dump(session, tmp_path / "a.json")
    with Session.load(tmp_path / "a.json", tmp_path / "b.qid") as loaded:
        assert portable.dump(loaded) == portable.dump(session)
        assert shown(loaded, report) == shown(session, report)


@pytest.mark.parametrize(
    ("query", "why"),
    [
        (Query("no_register"), "no register “no_register”"),
        (Query("inspections", What.SUM, "passed", year=-1), "no report of 2024"),
        (Query("inspections", What.VALUE, "weight"), "no column “weight”"),
        (Query("inspections", What.RATIO, "passed", "inspected", (Condition("category", Comparison.IS, "无"),)), "divided by nothing"),
    ],
)
def test_a_field_without_a_value_is_marked_and_named_in_the_remarks(
    session: Session, report: str, rate: str, chapter: str, query: Query, why: str, tmp_path: Path
) -> None:
    session.fields.change(rate, query=query)
    made = document(session, report)
    assert as_text(made).count("【？原料合格率】") == 3
    (remark,) = made.remarks
    assert "原料合格率" in str(remark.message)
    assert why in str(remark.message)
    written = exporting.export_files(made, style_sheet.load("book"), tmp_path / "a.docx", tmp_path / "a.pdf")
    (told,) = [item for item in written.remarks if item.place == remark.place]
    assert str(told.message).endswith(str(remark.message))


def test_a_field_that_is_gone_or_of_a_newer_version_shows_no_old_number(session: Session, report: str, chapter: str, rate: str) -> None:
    with session.library.operation("field.change", ""):
        session.repository.update(Field(rate, "原料合格率", {"what": "guess", "register": "inspections"}))
    assert "【？原料合格率】" in shown(session, report)
    with session.library.operation("field.remove", ""):
        session.repository.delete(session.fields.get(rate))
    made = document(session, report)
    assert "旧值" not in as_text(made)
    assert "合格率为【？】" in as_text(made)
    assert len(made.remarks) == 1


def test_a_field_that_stands_nowhere_makes_no_remark(session: Session, report: str) -> None:
    session.fields.add("无", Query("no_register"))
    assert document(session, report).remarks == ()


def test_last_years_rows_are_asked_in_last_years_report(session: Session, report: str, rate: str) -> None:
    before = session.reports.new(2024).created
    session.rows.add("inspections", [{"category": "原料", "inspected": "10", "passed": "9"}], before)
    session.fields.change(rate, query=Query("inspections", What.SUM, "inspected", year=-1))
    answer = session.fields.answers(report)[fields.key(rate)][1]
    assert answer.text == "10"
    assert [str(part) for part in answer.explanation] == ["10", "检验统计", "report of 2024"]


def test_only_what_a_field_asks_for_concerns_fields(session: Session, report: str, row: str, rate: str) -> None:
    assert session.fields.concerned(session.rows.change([CellChange(row, "passed", "1")]))
    assert not session.fields.concerned(session.rows.add("honours", [{"title": "奖"}]))
    assert session.fields.concerned(session.fields.change(rate, "率"))
    assert not session.fields.concerned(session.chapters.add(report, "章"))


def test_unknown_ids_are_refused(session: Session) -> None:
    for act in (session.fields.get, session.fields.remove, session.fields.uses):
        with pytest.raises(NotFoundError):
            act(new_id())


def test_an_entered_value_is_a_fact_and_its_field_in_one_step(session: Session, report: str) -> None:
    before = portable.dump(session)
    made = session.fields.enter(report, "员工人数", "480", source="人力资源台账", department="行政部", as_of="2025-12-31", vagueness="约")
    answer = session.fields.answers(report)[fields.key(made.created)][1]
    assert (answer.text, answer.confirmed) == ("约480", False)
    assert [str(part) for part in answer.explanation][-4:] == ["source: 人力资源台账", "department: 行政部", "as of 2025-12-31", "not confirmed"]
    (row,) = session.rows.of("facts", report)
    session.rows.change([CellChange(row.id, "confirmed", "true")])
    assert session.fields.answers(report)[fields.key(made.created)][1].confirmed
    session.undo()
    session.undo()
    assert portable.dump(session) == before


def test_a_value_without_words_or_of_a_fact_there_is_is_not_entered(session: Session, report: str) -> None:
    session.rows.add("facts", [{"name": "员工人数", "value": "1"}], report)
    for name, value in (("员工人数", "2"), ("专利数", " "), ("", "3")):
        with pytest.raises(RefusedError):
            session.fields.enter(report, name, value)
    assert session.fields.all() == []


def test_a_field_in_a_note_is_shown_told_where_it_is_used_and_kept_when_words_beside_it_are_replaced(
    session: Session, report: str, rate: str
) -> None:
    run = Run("旧值", field=fields.key(rate))
    note = richtext.to_cell((Run("注：合格率 "), run, Run("，见附件。")))
    place = session.chapters.add(report, "说明").created
    session.blocks.add(place, BlockKind.TABLE, (), {"columns": [{"label": "项目"}], "rows": [["一"]], "note": note})
    session.blocks.add(place, BlockKind.REGISTER_VIEW, (), {"register": "inspections", "note": note})
    assert shown(session, report).count("[注 注：合格率 97.7%，见附件。]") == 2
    assert len(session.fields.uses(rate)) == 2
    texts = session.search.texts(report)
    for _ in texts.read():
        pass
    found = texts.hits(search.Search(search.Query("见附件"), "详见附件"))
    hits = [hit for hit in found if hit is not None and hit.place.part is search.Part.NOTE]
    assert session.search.replace(report, hits).count == len(hits) == 2
    assert shown(session, report).count("[注 注：合格率 97.7%，详见附件。]") == 2
