"""Outline markup: what each line becomes."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qi_desktop.core.drafts import Draft, DraftChapter
from qi_desktop.core.errors import ContentError
from qi_desktop.core.model import BlockKind, Matter
from qi_desktop.core.richtext import Run, Text, clean, normalise, text_of
from qi_desktop.interchange import outline_markup
from tests.strategies import any_text

PLAIN = "质量诚信报告 abc123，。：“”（甲）%"
plain_lines = st.text(PLAIN, min_size=1, max_size=20).map(str.strip).filter(lambda line: line and line[0] not in "123（")
SIGNS = {"bold": "**{}**", "italic": "*{}*", "underline": "__{}__", "superscript": "^{{{}}}", "subscript": "_{{{}}}"}


def accepted(source: str) -> list[DraftChapter]:
    """The chapters of a text, none if it was refused as it may be; any other error goes on."""
    try:
        return outline_markup.parse(source)
    except ContentError:
        return []


def block(line: str) -> Draft:
    (chapter,) = outline_markup.parse(f"# 一\n{line}\n")
    (found,) = chapter.blocks
    return found


@given(st.lists(st.tuples(st.sampled_from(["", *SIGNS, "link", "field"]), st.text(PLAIN, min_size=1, max_size=8)), min_size=1, max_size=6))
def test_formatted_text_is_read_as_it_was_written(parts: list[tuple[str, str]]) -> None:
    source, wanted = "", []
    for kind, text in parts:
        if kind == "link":
            source += f"[{text}](http://www.example.com/a?b)"
            wanted.append(Run(text, link="http://www.example.com/a?b"))
        elif kind == "field":
            source += "{company.name}"
            wanted.append(Run("{company.name}", field="company.name"))
        else:
            source += SIGNS.get(kind, "{}").format(text) + "、"
            wanted += [replace(Run(text), **({kind: True} if kind else {})), Run("、")]  # type: ignore[arg-type]
    assert outline_markup.inline(source) == normalise(wanted)


@given(st.lists(st.tuples(st.integers(1, 5), plain_lines, st.lists(plain_lines, max_size=3)), max_size=6))
def test_chapters_and_paragraphs_are_read_in_their_order(chapters: list[tuple[int, str, list[str]]]) -> None:
    source = "\n\n".join("\n".join(["#" * level + " " + title, *lines]) for level, title, lines in chapters)
    found = outline_markup.parse(source)
    assert [(chapter.level, chapter.title, [text_of(item.text) for item in chapter.blocks]) for chapter in found] == chapters


@given(any_text.map(lambda text: f"# 一\n{text}"))
def test_any_text_is_read_or_refused_but_nothing_else(source: str) -> None:
    for chapter in accepted(source):
        for item in chapter.blocks:
            assert normalise(item.text) == item.text


@given(
    st.lists(
        st.sampled_from(["#", " ", "|", "front", "[[", "]]", "figure", "=", "**", "*", "__", "^{", "_{", "}", "{a.b}", "](", ")", "1、", "\n", "字"]),
        max_size=25,
    )
)
def test_any_mixture_of_signs_is_read_or_refused_but_nothing_else(signs: list[str]) -> None:
    for chapter in accepted("# 一\n" + "".join(signs)):
        assert chapter.level >= 1


@given(any_text.map(clean))
def test_no_character_but_signs_is_lost_in_a_line(line: str) -> None:
    shown = text_of(outline_markup.inline(line))
    assert [sign for sign in shown if sign not in "*_^{}[]()"] == [sign for sign in line if sign not in "*_^{}[]()"] or "](" in line


@pytest.mark.parametrize("sign", ["*", "**", "__", "[", "^{", "_{", "{a.", "[a](", "# ", "|", "[["])
def test_a_long_line_of_signs_is_read_to_its_end(sign: str) -> None:
    assert text_of(outline_markup.inline(sign * 5000 + "末")).endswith("末")


def test_headings_give_level_title_and_matter() -> None:
    source = "# 郑重声明 | front\n# 第一\n## 甲 | 乙\n### 丙\n# 后记 | back\n## 附"
    assert [(chapter.level, chapter.title, chapter.matter) for chapter in outline_markup.parse(source)] == [
        (1, "郑重声明", Matter.FRONT),
        (1, "第一", Matter.BODY),
        (2, "甲 | 乙", Matter.BODY),
        (3, "丙", Matter.BODY),
        (1, "后记", Matter.BACK),
        (2, "附", Matter.BACK),
    ]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_kind_of_line_end_is_read(end: str) -> None:
    (chapter,) = outline_markup.parse(f"# 一{end}甲{end}{end}乙{end}")
    assert [text_of(item.text) for item in chapter.blocks] == ["甲", "乙"]


def test_text_before_the_first_heading_is_refused_by_its_line() -> None:
    with pytest.raises(ContentError, match="Line 3"):
        outline_markup.parse("\n\n正文\n# 一")


def test_an_unknown_object_is_refused_by_its_line() -> None:
    with pytest.raises(ContentError, match=r"Line 2 .*chart"):
        outline_markup.parse("# 一\n[[chart | caption=x]]")


@pytest.mark.parametrize(
    ("line", "kind", "text", "attributes"),
    [
        ("普通文字", BlockKind.PARAGRAPH, "普通文字", {}),
        ("^ 居中", BlockKind.PARAGRAPH, "居中", {"role": "slogan"}),
        ("> 右对齐", BlockKind.PARAGRAPH, "右对齐", {"role": "signature"}),
        ("1、一", BlockKind.LIST_ITEM, "一", {"style": "decimal-comma"}),
        ("4、四", BlockKind.LIST_ITEM, "四", {"style": "decimal-comma", "start": 4}),
        ("    - 深", BlockKind.LIST_ITEM, "深", {"style": "dash", "level": 2}),
        (" " * 60 + "- 很深", BlockKind.LIST_ITEM, "很深", {"style": "dash", "level": 8}),
        ("[[page break]]", BlockKind.PAGE_BREAK, "", {}),
        ("[[figure | caption=图 | alt=说明 | required]]", BlockKind.FIGURE, "图", {"alternative": "说明", "required": True}),
        ("[[figure]]", BlockKind.FIGURE, "", {}),
        (
            "[[register | name=facts | columns=a, b | where=a:1 | labels=a:甲,b:乙 | parent=K | note=以下空白]]",
            BlockKind.REGISTER_VIEW,
            "",
            {"register": "facts", "columns": ["a", "b"], "where": {"a": "1"}, "labels": {"a": "甲", "b": "乙"}, "parent": "K", "note": "以下空白"},
        ),
    ],
)
def test_each_kind_of_line(line: str, kind: BlockKind, text: str, attributes: dict[str, object]) -> None:
    found = block(line)
    assert (found.kind, text_of(found.text), found.attributes) == (kind, text, attributes)


def test_numbers_of_lists_are_kept_where_they_are_not_the_next_ones() -> None:
    (chapter,) = outline_markup.parse("# 一\n1、a\n2、b\n说明\n4、d\n5、e\n1、新")
    assert [item.attributes.get("start") for item in chapter.blocks] == [None, None, None, 4, None, 1]


def test_formats_may_stand_inside_one_another() -> None:
    expected: Text = (Run("a", bold=True), Run("b", bold=True, italic=True), Run("c", bold=True))
    assert outline_markup.inline("**a*b*c**") == expected
