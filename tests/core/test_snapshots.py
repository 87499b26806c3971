"""How two states of a report differ, in words."""

from __future__ import annotations

from dataclasses import replace

import pytest

from qi_desktop.core.model import Block, BlockKind, Chapter, Company, Report, Row, Style
from qi_desktop.core.registers import declaration
from qi_desktop.core.richtext import plain
from qi_desktop.core.snapshots import Difference, Fate, Side, differences

HONOURS = declaration(
    {"name": "honours", "label": {"zh": "荣誉", "en": "Honours"}, "columns": [{"name": "name", "label": {"zh": "名称", "en": "Name"}}]}
)
FIRST = Chapter("c1", "r", "", "a", "质量方针")
SECOND = Chapter("c2", "r", "", "b", "质量目标")
WORDS = Block("b1", "c1", "a", BlockKind.PARAGRAPH, plain("质量第一。"))
TABLE = Block("b2", "c2", "a", BlockKind.TABLE, plain("目标"), {"columns": [{"label": "项"}, {"label": "值"}], "rows": [["合格率", "98"]]})
ROW = Row("w1", "honours", "", "", "a", {"name": "名牌"})
OLD = Side(Company("co", name="甲"), Report("r", 2018, "报告"), [FIRST, SECOND], [WORDS, TABLE], [ROW])


def found(new: Side, old: Side = OLD) -> list[Difference]:
    return differences(old, new, {"honours": HONOURS})


def said(new: Side) -> list[tuple[str, Fate, str, str, str]]:
    return [(item.title, item.fate, str(item.what), item.before, item.after) for item in found(new)]


def test_equal_states_do_not_differ() -> None:
    assert found(OLD) == []
    assert found(replace(OLD, chapters=[SECOND, FIRST], blocks=[TABLE, WORDS])) == []


@pytest.mark.parametrize(
    ("new", "expected"),
    [
        (replace(OLD, company=replace(OLD.company, name="乙")), ("", Fate.CHANGED, "Company: name", "甲", "乙")),
        (replace(OLD, report=replace(OLD.report, title="书")), ("", Fate.CHANGED, "Report settings: title", "报告", "书")),
        (replace(OLD, chapters=[replace(FIRST, title="方针"), SECOND]), ("方针", Fate.CHANGED, "Title of the chapter", "质量方针", "方针")),
        (replace(OLD, chapters=[replace(FIRST, rank="c"), SECOND]), ("质量方针", Fate.MOVED, "Chapter", "", "")),
        (replace(OLD, chapters=[FIRST], blocks=[WORDS]), ("质量目标", Fate.REMOVED, "Chapter", "质量目标\n目标\n项 | 值\n合格率 | 98", "")),
        (
            replace(OLD, chapters=[FIRST, replace(SECOND, deleted="2018")]),
            ("质量目标", Fate.REMOVED, "Chapter", "质量目标\n目标\n项 | 值\n合格率 | 98", ""),
        ),
        (replace(OLD, blocks=[replace(WORDS, text=plain("用户第一。")), TABLE]), ("质量方针", Fate.CHANGED, "Paragraph", "质量第一。", "用户第一。")),
        (replace(OLD, blocks=[TABLE]), ("质量方针", Fate.REMOVED, "Paragraph", "质量第一。", "")),
        (replace(OLD, blocks=[replace(WORDS, chapter_id="c2"), TABLE]), ("质量目标", Fate.MOVED, "Paragraph", "", "质量第一。")),
        (replace(OLD, rows=[]), ("荣誉", Fate.REMOVED, "Row “名牌”", "名称：名牌", "")),
        (replace(OLD, rows=[replace(ROW, values={"name": "金奖"})]), ("荣誉", Fate.CHANGED, "Row “金奖”, 名称", "名牌", "金奖")),
        (replace(OLD, rows=[replace(ROW, rank="b")]), ("荣誉", Fate.MOVED, "Row “名牌”", "", "")),
    ],
)
def test_each_change_is_told_once_with_its_place_and_both_words(new: Side, expected: tuple[str, Fate, str, str, str]) -> None:
    assert said(new) == [expected]


def test_what_comes_in_one_direction_goes_in_the_other() -> None:
    new = replace(
        OLD,
        chapters=[FIRST, SECOND, Chapter("c3", "r", "", "c", "结束语")],
        blocks=[*OLD.blocks, Block("b3", "c3", "a", BlockKind.PARAGRAPH, plain("谢谢。"))],
    )
    assert [(item.fate, item.after) for item in found(new)] == [(Fate.ADDED, "结束语"), (Fate.ADDED, "谢谢。")]
    assert [(item.fate, item.before) for item in found(OLD, new)] == [(Fate.REMOVED, "结束语\n谢谢。")]


def test_a_cell_of_a_table_is_told_with_its_table() -> None:
    changed = replace(TABLE, attributes={**TABLE.attributes, "rows": [["合格率", "99"]]})
    (difference,) = found(replace(OLD, blocks=[WORDS, changed]))
    assert (difference.before, difference.after) == ("目标\n项 | 值\n合格率 | 98", "目标\n项 | 值\n合格率 | 99")


def test_the_style_sheet_that_the_report_uses_is_told_and_others_are_not() -> None:
    used, other = Style("s1", "本司", "book", {}), Style("s2", "别的", "book", {})
    old = replace(OLD, report=replace(OLD.report, style="s1"), styles=[used, other])
    new = replace(old, styles=[replace(used, settings={"page": {"width": 200}}), replace(other, settings={"page": {"width": 200}})])
    assert [str(item.what) for item in found(new, old)] == ["Style sheet “本司”"]


def test_rows_of_a_register_that_is_not_known_are_told_by_its_name() -> None:
    assert [(item.page, item.title) for item in found(replace(OLD, rows=[ROW, Row("w2", "old", "", "", "a", {"x": "1"})]))] == [("old", "old")]
