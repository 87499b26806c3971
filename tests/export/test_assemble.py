"""Assembling: the sample against its golden file, and each thing that is resolved on the way."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from qi_desktop.core.model import Block, BlockKind, Chapter, Company, Matter, Report, Row
from qi_desktop.core.registers import SAME_AS_ABOVE, Column, ColumnType, Register
from qi_desktop.core.richtext import PAGE, WITH_TITLE, Run, Text, plain, text_of
from qi_desktop.export import style_sheet
from qi_desktop.export.assemble import as_text, assemble
from qi_desktop.export.content import Content
from qi_desktop.export.document import Contents, Document, Figure, Heading, ListItem, Paragraph, SectionStart, Span, Table, listed
from qi_desktop.export.kinds import NumberFormat, TargetKind
from qi_desktop.session import Session, exporting

STYLE = style_sheet.load("book")
REPORT = Report("r", 2025, title="质量诚信报告", period_start="2025-01-01", period_end="2025-12-31")
COMPANY = Company("c", name="甲公司")
REGISTER = Register(
    "targets",
    {"zh": "目标", "en": "Targets"},
    (
        Column("kind", {"zh": "类别", "en": "Kind"}, merge_down=True),
        Column("name", {"zh": "名称", "en": "Name"}),
        Column("rate", {"zh": "目标值", "en": "Target"}, ColumnType.PERCENT, unit="%"),
        Column("range", {"zh": "流量范围", "en": "Range"}, unit="m³/h"),
        Column("day", {"zh": "日期", "en": "Day"}, ColumnType.DATE),
    ),
)


def chapter(identifier: str, title: str = "章", parent: str = "", matter: Matter = Matter.BODY, rank: str = "a") -> Chapter:
    return Chapter(identifier, "r", parent, rank, title, matter)


def block(identifier: str, kind: BlockKind = BlockKind.PARAGRAPH, text: Text | str = "", **attributes: Any) -> Block:
    return Block(identifier, "1", "a", kind, plain(text) if isinstance(text, str) else text, attributes)


def document(*blocks: Block, chapters: list[Chapter] | None = None, rows: list[dict[str, str]] | None = None) -> Document:
    content = Content(
        COMPANY,
        REPORT,
        chapters or [chapter("1")],
        {"1": blocks},
        {"targets": REGISTER},
        {"targets": [Row(f"row{number}", "targets", "", "", str(number), values) for number, values in enumerate(rows or [])]},
    )
    return assemble(content, STYLE)


def only(document: Document, kind: type[Any]) -> Any:
    (found,) = [item for item in document.items if isinstance(item, kind)]
    return found


def test_the_sample_is_assembled_as_the_golden_file_says(tmp_path: Path, project: Path) -> None:
    with Session.create(tmp_path / "a.qid", template="sample") as session:
        text = as_text(exporting.load_document(session, session.reports.of_year().id))
    golden = project / "tests" / "golden" / "sample.txt"
    if os.environ.get("QI_DESKTOP_WRITE_GOLDEN"):
        golden.write_text(text, "utf-8")
    assert text == golden.read_text("utf-8")


def test_front_matter_closes_with_the_contents_and_body_counts_from_one() -> None:
    chapters = [
        chapter("f", "声明", matter=Matter.FRONT),
        chapter("1", "理念"),
        chapter("2", "使命", parent="1"),
        chapter("b", "结语", matter=Matter.BACK),
    ]
    items = document(chapters=chapters).items
    sections = [item for item in items if isinstance(item, SectionStart)]
    assert [(section.matter, section.number_format, section.first_number) for section in sections] == [
        ("title", NumberFormat.NONE, None),
        ("front", NumberFormat.ROMAN_LOWER, 1),
        ("body", NumberFormat.DECIMAL, 1),
        ("back", NumberFormat.DECIMAL, None),
    ]
    headings = [(item.label, item.text, item.in_contents) for item in items if isinstance(item, Heading)]
    assert headings == [("", "声明", False), ("第一章", "理念", True), ("1.1", "使命", True), ("", "结语", True)]
    kinds = [type(item) for item in items]
    assert kinds.index(Contents) == kinds.index(SectionStart, 3) - 1


def test_guidance_and_deleted_chapters_never_reach_a_document() -> None:
    hidden = Chapter("2", "r", "", "b", "隐藏章", guidance="写作提示", deleted="2025-01-01")
    shown = Chapter("1", "r", "", "a", "显示章", guidance="写作提示")
    text = as_text(document(chapters=[shown, hidden]))
    assert "显示章" in text
    assert "隐藏章" not in text
    assert "写作提示" not in text


def test_fields_show_their_present_value_and_unknown_ones_what_they_showed_last() -> None:
    text = (Run("旧名", field="company.name", bold=True), Run("旧值", field="no.such"))
    assert only(document(block("p", text=text)), Paragraph).text == (Run("甲公司", bold=True), Run("旧值"))


def test_captions_count_within_their_chapter_and_references_follow() -> None:
    reference = (Run("见"), Run("?", reference="t2"), Run("和"), Run("?", reference="1"))
    made = document(
        block("t1", BlockKind.TABLE, "甲", rows=[["x"]]),
        block("t0", BlockKind.TABLE, "", rows=[["x"]]),
        block("t2", BlockKind.TABLE, "乙", rows=[["x"]]),
        block("f1", BlockKind.FIGURE, "图甲"),
        block("p", text=reference),
    )
    assert [item.label for item in made.items if isinstance(item, Table)] == ["表 1-1", "", "表 1-2"]
    assert only(made, Figure).label == "图 1-1"
    assert text_of(only(made, Paragraph).text) == "见表 1-2和第一章"


def test_a_reference_prints_the_title_of_an_unnumbered_chapter_and_its_last_words_when_the_target_is_gone() -> None:
    chapters = [chapter("1", "理念"), chapter("z", "结束语", matter=Matter.BACK)]
    made = document(block("p", text=(Run("旧", reference="z"), Run("，表 9", reference="gone"))), chapters=chapters)
    assert text_of(only(made, Paragraph).text) == "结束语，表 9"


def test_a_reference_may_print_the_title_behind_the_number() -> None:
    chapters = [chapter("z", "声明", matter=Matter.FRONT, rank="0"), chapter("1", "质量管理")]
    both = [Run("旧", bold=True, reference=name, shows=WITH_TITLE, footnote=note) for name, note in (("1", "注"), ("z", ""), ("gone", ""))]
    made = document(block("p", text=tuple(both)), chapters=chapters)
    assert only(made, Paragraph).text == (
        Run("第一章", bold=True, reference="1"),
        Run(" 质量管理", bold=True, footnote="注"),
        Run("声明", bold=True, reference="z"),
        Run("旧", bold=True, reference="gone"),
    )
    page = Run("旧", reference="1", shows=PAGE)
    assert only(document(block("p", text=(page,)), chapters=chapters), Paragraph).text == (replace(page, text="第一章"),)


def test_lists_of_tables_and_of_figures_follow_the_contents_where_there_are_enough_captions() -> None:
    number = STYLE.contents.lists_from
    tables = [block(f"t{place}", BlockKind.TABLE, f"表题{place}", rows=[["x"]]) for place in range(number)]
    figures = [block(f"f{place}", BlockKind.FIGURE, f"图题{place}") for place in range(number - 1)]
    assert [item.title for item in document(*tables, *figures).items if isinstance(item, Contents)] == ["目录", "表目录"]
    made = document(*tables, *figures, block("f", BlockKind.FIGURE, "又一图"), block("g", BlockKind.FIGURE))
    assert [item.title for item in made.items if isinstance(item, Contents)] == ["目录", "表目录", "图目录"]
    assert "[目录: 2]\n[表目录]\n[图目录]\n" in as_text(made)
    figure_list = next(item for item in made.items if isinstance(item, Contents) and item.kind is TargetKind.FIGURE)
    assert [item.id for item in listed(figure_list, made.items)] == ["f0", "f1", "f2", "f3", "f"]


def test_a_style_sheet_can_do_without_lists_of_tables() -> None:
    style = replace(STYLE, contents=replace(STYLE.contents, lists_from=0))
    content = Content(COMPANY, REPORT, [chapter("1")], {"1": [block(f"t{place}", BlockKind.TABLE, "题", rows=[["x"]]) for place in range(9)]})
    assert [item.title for item in assemble(content, style).items if isinstance(item, Contents)] == ["目录"]


def test_a_figure_without_a_picture_is_a_visible_placeholder() -> None:
    figure = only(document(block("f", BlockKind.FIGURE, "组织架构图", asset="gone")), Figure)
    assert figure.asset == ""
    assert "组织架构图" in figure.placeholder


def test_list_items_carry_label_level_and_list() -> None:
    made = document(
        block("a", BlockKind.LIST_ITEM, "甲", style="decimal-comma"),
        block("b", BlockKind.LIST_ITEM, "乙", style="decimal-nested", level=1),
        block("p", text="说明"),
        block("c", BlockKind.LIST_ITEM, "丙", style="decimal-comma", start=4),
        block("d", BlockKind.LIST_ITEM, "丁", style="no such style", level=-3),
    )
    items = [item for item in made.items if isinstance(item, ListItem)]
    assert [(item.label, item.level) for item in items] == [("1、", 0), ("1.1", 1), ("4、", 0), ("●", 0)]
    assert items[0].list_key == items[2].list_key


ROWS = [
    {"kind": "涡轮", "name": "甲", "rate": "98", "day": "2017-07-12"},
    {"kind": SAME_AS_ABOVE, "name": "乙", "rate": "批准中", "day": "批准中"},
    {"kind": "罗茨", "name": "丙", "rate": "97.50"},
    {"kind": SAME_AS_ABOVE, "name": "丁"},
]


def test_a_register_view_shows_the_chosen_columns_with_units_and_merged_cells() -> None:
    view = block("v", BlockKind.REGISTER_VIEW, "目标", register="targets", columns=["kind", "name", "rate", "range"], note="以下空白")
    table = only(document(view, rows=ROWS), Table)
    assert [column.label for column in table.columns] == ["类别", "名称", "目标值", "流量范围（m³/h）"]
    assert table.rows == (("涡轮", "甲", "98%", ""), ("", "乙", "批准中", ""), ("罗茨", "丙", "97.50%", ""), ("", "丁", "", ""))
    assert table.spans == (Span(0, 0, 2), Span(2, 0, 2))
    assert table.note == plain("以下空白")
    assert table.row_ids == ("row0", "row1", "row2", "row3")


def test_a_filtered_view_repeats_a_merged_value_whose_origin_is_left_out() -> None:
    view = block("v", BlockKind.REGISTER_VIEW, register="targets", columns=["kind", "name"], where={"name": "乙"})
    assert only(document(view, rows=ROWS), Table).rows == (("涡轮", "乙"),)


@pytest.mark.parametrize(("form", "printed"), [("", "2017-07-12"), ("dotted", "2017.7.12"), ("chinese", "2017年7月12日"), ("month", "2017年7月")])
def test_dates_are_printed_in_the_form_of_the_view(form: str, printed: str) -> None:
    view = block("v", BlockKind.REGISTER_VIEW, register="targets", columns=["day"], date_format=form)
    assert [row[0] for row in only(document(view, rows=ROWS[:2]), Table).rows] == [printed, "批准中"]


def test_a_view_of_an_unknown_register_is_left_out() -> None:
    assert not [item for item in document(block("v", BlockKind.REGISTER_VIEW, register="nothing")).items if isinstance(item, Table)]


def test_a_typed_table_of_any_shape_becomes_a_rectangle() -> None:
    odd = block(
        "t",
        BlockKind.TABLE,
        columns=[{"label": "一", "weight": "wide"}, "no column"],
        rows=[["甲"], [["乙", {"text": "丙", "bold": True}], "丁", {"no": "cell"}], "no line"],
        spans=[[0, 0, 2, 1], [0, 0, 9, 9], [7, 7, 1, 1], "no span", [0, 1, 1, 99]],
    )
    table = only(document(odd), Table)
    assert len(table.columns) == 3
    assert table.rows == (("甲", "", ""), ("", "丁", ""))
    assert table.spans == (Span(0, 0, 2, 1), Span(0, 1, 1, 2))


def test_a_tree_of_any_depth_is_numbered() -> None:
    chapters = [chapter("1")] + [chapter(str(level), parent=str(level - 1)) for level in range(2, 3001)]
    headings = list(document(chapters=chapters).headings())
    assert headings[-1].level == 3000
    assert headings[6].label == "1.1.1.1.1.1.1"


@pytest.mark.parametrize(("page", "lies"), [("lying", True), ("", False), ("upright", False), ("sideways", False), (7, False)])
def test_a_table_or_picture_stands_on_the_page_that_a_person_chose(page: object, lies: bool) -> None:
    made = (
        block("t", BlockKind.TABLE, "表", columns=[{"label": "甲"}], rows=[["1"]], page=page),
        block("v", BlockKind.REGISTER_VIEW, "台账", register="targets", columns=["kind"], page=page),
        block("f", BlockKind.FIGURE, "图", page=page),
    )
    for one in made:
        assert any(isinstance(item, SectionStart) and item.landscape for item in document(one).items) is lies


def test_a_page_break_may_make_the_pages_behind_it_lie() -> None:
    made = document(block("a", text="前"), block("b", BlockKind.PAGE_BREAK, page="lying"), block("c", text="中"), block("d", BlockKind.PAGE_BREAK))
    lies, found = False, {}
    for item in made.items:
        if isinstance(item, SectionStart):
            lies = item.landscape
        elif isinstance(item, Paragraph):
            found[text_of(item.text)] = lies
    assert found == {"前": False, "中": True}
