"""Paragraphs, headings, lists and what stands in them."""

from __future__ import annotations

from pathlib import Path

import pytest

from qi_desktop.core.model import BlockKind, Matter
from qi_desktop.core.richtext import Run, text_of
from qi_desktop.interchange.word_reading import read_word
from tests.interchange.word_reading.files import (
    HEADINGS,
    NAMESPACES,
    blocks,
    heading,
    kinds,
    paragraph,
    relation,
    texts,
    titles,
    word,
)


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def field(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def instruction(text: str) -> str:
    return f"<w:r><w:instrText>{text}</w:instrText></w:r>"


def numbering(*levels: tuple[str, str]) -> str:
    """A list whose levels have these formats and texts."""
    inner = "".join(
        f'<w:lvl w:ilvl="{place}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for place, (form, text) in enumerate(levels)
    )
    return f'<w:abstractNum w:abstractNumId="5">{inner}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="5"/></w:num>'


def item(text: str, level: int = 0, number: int = 1) -> str:
    return paragraph(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')


class TestHeadings:
    def test_the_style_the_chain_of_styles_its_name_and_the_paragraph_tell_the_level(self, tmp_path: Path) -> None:
        styles = (
            HEADINGS + '<w:style w:type="paragraph" w:styleId="Mine"><w:name w:val="我的"/><w:basedOn w:val="H2"/></w:style>'
            '<w:style w:type="paragraph" w:styleId="L"><w:name w:val="标题 3"/></w:style>'
        )
        body = heading("甲") + paragraph("乙", '<w:pStyle w:val="Mine"/>') + paragraph("丙", '<w:pStyle w:val="L"/>')
        found = read_word(word(tmp_path, body + paragraph("丁", '<w:outlineLvl w:val="0"/>'), styles))
        assert titles(found) == [(1, "甲"), (2, "乙"), (3, "丙"), (1, "丁")]

    def test_a_level_that_was_left_out_is_the_next_one(self, tmp_path: Path) -> None:
        assert titles(read_word(word(tmp_path, heading("甲", 2) + heading("乙", 1) + heading("丙", 3)))) == [(1, "甲"), (1, "乙"), (2, "丙")]

    def test_a_typed_number_is_no_part_of_the_title(self, tmp_path: Path) -> None:
        typed = ["第一章 总则", "1.1　目的", "1.2.3节点", "一、概况", "（二）机构", "3 结果", "2017年大事", "100%合格", "附录A 证书"]
        found = read_word(word(tmp_path, "".join(map(heading, typed))))
        assert [title for _, title in titles(found)] == ["总则", "目的", "节点", "概况", "机构", "结果", "2017年大事", "100%合格", "附录A 证书"]

    def test_beside_an_automatic_number_typed_digits_belong_to_the_title(self, tmp_path: Path) -> None:
        body = paragraph("5 S 管理", '<w:pStyle w:val="H1"/><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>')
        assert titles(read_word(word(tmp_path, body, numbering=numbering(("decimal", "%1"))))) == [(1, "5 S 管理")]

    def test_what_has_no_number_before_the_first_one_is_front_matter_and_behind_the_last_one_back_matter(self, tmp_path: Path) -> None:
        found = read_word(word(tmp_path, "".join(map(heading, ["写在前面", "企业简介", "第一章 甲", "公司大事", "第二章 乙", "尾声", "结 束 语"]))))
        assert [chapter.matter for chapter in found.chapters] == [
            Matter.FRONT,
            Matter.FRONT,
            Matter.BODY,
            Matter.BODY,
            Matter.BODY,
            Matter.BACK,
            Matter.BACK,
        ]
        assert found.chapters[-1].title == "结束语"

    def test_painted_headings_are_told_by_their_numbers_and_it_is_said(self, tmp_path: Path) -> None:
        lines = ["前言", "话在前。", "第一章 总则", "1.1 目的", "写明目的。", "4.1 这不是标题", "1.2 范围", "第二章 质量", "质量好。"]
        found = read_word(word(tmp_path, "".join(map(paragraph, lines))))
        assert titles(found) == [(1, "前言"), (1, "总则"), (2, "目的"), (2, "范围"), (1, "质量")]
        assert "4.1 这不是标题" in texts(found)
        assert "guessed headings" in kinds(found)

    def test_a_file_without_any_heading_is_one_chapter_with_the_files_name(self, tmp_path: Path) -> None:
        found = read_word(word(tmp_path, paragraph("一段很长的话。") + paragraph("又一段。")))
        assert titles(found) == [(1, "报告")]
        assert texts(found) == ["一段很长的话。", "又一段。"]

    def test_an_empty_file_has_no_chapter(self, tmp_path: Path) -> None:
        assert read_word(word(tmp_path, "<w:p/>")).chapters == []


class TestOpening:
    def test_a_cover_is_left_out_and_told(self, tmp_path: Path) -> None:
        found = read_word(word(tmp_path, paragraph("质量诚信报告") + paragraph("某公司") + heading("声明") + paragraph("真。")))
        assert texts(found) == ["真。"]
        assert next(remark for remark in found.remarks if remark.kind == "cover").place == "质量诚信报告 / 某公司"

    def test_a_text_before_the_first_heading_is_kept_in_a_chapter(self, tmp_path: Path) -> None:
        found = read_word(word(tmp_path, paragraph("本报告由质量部编写，数据截至年底。") + heading("声明")))
        assert titles(found) == [(1, "卷首内容"), (1, "声明")]
        assert texts(found) == ["本报告由质量部编写，数据截至年底。"]

    def test_the_list_of_contents_is_left_out_and_counted(self, tmp_path: Path) -> None:
        styles = HEADINGS + '<w:style w:type="paragraph" w:styleId="T1"><w:name w:val="toc 1"/></w:style>'
        by_style = paragraph("总则	1", '<w:pStyle w:val="T1"/>')
        properties = '<w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr>'
        control = f"<w:sdt>{properties}<w:sdtContent>{by_style}</w:sdtContent></w:sdt>"
        found = read_word(word(tmp_path, by_style + control + heading("总则") + paragraph("话。"), styles))
        assert (titles(found), texts(found)) == ([(1, "总则")], ["话。"])
        assert found.found["contents_lines"] == 2

    def test_a_contents_field_that_never_ends_takes_nothing_of_the_text_along(self, tmp_path: Path) -> None:
        begun = f"<w:p>{field('begin')}{instruction('TOC')}{field('separate')}{run('总则..........1')}</w:p>"
        found = read_word(word(tmp_path, begun + heading("总则") + paragraph("话。") + paragraph("再一句。")))
        assert texts(found) == ["话。", "再一句。"]


class TestRuns:
    def text(self, folder: Path, inner: str, **more: object) -> tuple[Run, ...]:
        (block,) = blocks(read_word(word(folder, heading("章") + f"<w:p>{inner}</w:p>", **more)))  # type: ignore[arg-type]
        return block.text

    def test_formats_are_kept(self, tmp_path: Path) -> None:
        inner = run("粗", "<w:b/>") + run("斜", "<w:i/>") + run("线", '<w:u w:val="single"/>') + run("平", '<w:b w:val="0"/><w:u w:val="none"/>')
        inner += run("m") + run("3", '<w:vertAlign w:val="superscript"/>')
        assert self.text(tmp_path, inner) == (
            Run("粗", bold=True),
            Run("斜", italic=True),
            Run("线", underline=True),
            Run("平m"),
            Run("3", superscript=True),
        )

    def test_a_character_style_gives_its_format(self, tmp_path: Path) -> None:
        styles = HEADINGS + '<w:style w:type="character" w:styleId="S"><w:name w:val="Strong"/><w:rPr><w:b/></w:rPr></w:style>'
        assert self.text(tmp_path, run("要", '<w:rStyle w:val="S"/>'), styles=styles) == (Run("要", bold=True),)

    def test_hidden_words_are_left_out(self, tmp_path: Path) -> None:
        assert self.text(tmp_path, run("看得见") + run("看不见", "<w:vanish/>")) == (Run("看得见"),)

    def test_changes_of_a_review_are_as_if_accepted_and_counted(self, tmp_path: Path) -> None:
        changed = f"<w:del>{run('旧')}</w:del><w:ins>{run('新')}</w:ins><w:moveFrom>{run('走')}</w:moveFrom>{run('。')}"
        found = read_word(word(tmp_path, heading("章") + f"<w:p>{changed}</w:p>"))
        assert texts(found) == ["新。"]
        assert found.found["revisions"] == 3

    def test_a_paragraph_whose_end_was_deleted_goes_on_in_the_next(self, tmp_path: Path) -> None:
        first = f"<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>{run('前半')}</w:p>"
        assert texts(read_word(word(tmp_path, heading("章") + first + paragraph("后半。")))) == ["前半后半。"]
        assert texts(read_word(word(tmp_path, heading("章") + first))) == ["前半"]

    def test_of_a_field_the_result_is_kept(self, tmp_path: Path) -> None:
        inner = run("见第") + field("begin") + instruction(" REF a ") + field("separate") + run("3") + field("end") + run("章")
        assert self.text(tmp_path, inner) == (Run("见第3章"),)

    def test_links_lead_where_they_led(self, tmp_path: Path) -> None:
        relations = relation("l", "hyperlink", "https://a.cn/", external=True) + relation("f", "hyperlink", "file:///c:/a", external=True)
        inner = f'<w:hyperlink r:id="l">{run("网", "<w:u/>")}</w:hyperlink><w:hyperlink r:id="f">{run("盘")}</w:hyperlink>'
        inner += field("begin") + instruction('HYPERLINK "mailto:a@b.cn"') + field("separate") + run("信") + field("end")
        assert self.text(tmp_path, inner, relations=relations) == (
            Run("网", link="https://a.cn/"),
            Run("盘"),
            Run("信", link="mailto:a@b.cn"),
        )

    def test_notes_stand_in_the_place_of_their_marks(self, tmp_path: Path) -> None:
        note = f'<w:footnotes {NAMESPACES}><w:footnote w:id="2">{paragraph("截至年底")}</w:footnote></w:footnotes>'
        inner = run("合格率") + '<w:r><w:footnoteReference w:id="2"/></w:r>'
        assert self.text(tmp_path, inner, parts={"word/footnotes.xml": note}) == (Run("合格率"), Run("", footnote="截至年底"))

    def test_of_alternatives_only_one_is_read(self, tmp_path: Path) -> None:
        inner = f"<mc:AlternateContent><mc:Choice>{run('甲')}</mc:Choice><mc:Fallback>{run('乙')}</mc:Fallback></mc:AlternateContent>"
        assert self.text(tmp_path, inner) == (Run("甲"),)

    def test_signs_of_symbol_fonts_are_the_characters_they_show(self, tmp_path: Path) -> None:
        inner = '<w:r><w:sym w:font="Wingdings" w:char="F0FE"/><w:sym w:font="Symbol" w:char="F061"/><w:sym w:font="Wingdings" w:char="F021"/></w:r>'
        assert self.text(tmp_path, inner) == (Run("☑α□"),)

    def test_a_formula_is_text_and_told(self, tmp_path: Path) -> None:
        found = read_word(word(tmp_path, heading("章") + "<w:p><m:oMath><m:r><m:t>E=mc</m:t></m:r></m:oMath></w:p>"))
        assert texts(found) == ["E=mc"]
        assert "formulas" in kinds(found)

    def test_a_text_box_is_paragraphs_behind_its_own(self, tmp_path: Path) -> None:
        box = f"<w:pict><v:shape><v:textbox><w:txbxContent>{paragraph('框内')}</w:txbxContent></v:textbox></v:shape></w:pict>"
        found = read_word(word(tmp_path, heading("章") + f"<w:p>{run('文')}<w:r>{box}</w:r></w:p>"))
        assert texts(found) == ["文", "框内"]
        assert "text boxes" in kinds(found)


class TestParagraphs:
    @pytest.mark.parametrize(("align", "role"), [("center", "slogan"), ("right", "signature"), ("both", None)])
    def test_the_alignment_tells_the_role(self, tmp_path: Path, align: str, role: str | None) -> None:
        (block,) = blocks(read_word(word(tmp_path, heading("章") + paragraph("话", f'<w:jc w:val="{align}"/>'))))
        assert block.attributes.get("role") == role

    def test_a_page_break_is_kept_inside_a_chapter_only(self, tmp_path: Path) -> None:
        page = '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'
        found = read_word(word(tmp_path, page + heading("章") + page + paragraph("一") + page + page + paragraph("二") + page))
        assert [block.kind for block in blocks(found)] == [BlockKind.PARAGRAPH, BlockKind.PAGE_BREAK, BlockKind.PARAGRAPH]

    def test_list_items_have_the_style_of_their_label(self, tmp_path: Path) -> None:
        levels = numbering(("decimal", "%1、"), ("decimalEnclosedCircle", "%2"), ("bullet", ""))
        found = read_word(word(tmp_path, heading("章") + item("甲") + item("乙", 1) + item("丙", 2) + item("丁"), numbering=levels))
        assert [(block.attributes["style"], block.attributes.get("level", 0)) for block in blocks(found)] == [
            ("decimal-comma", 0),
            ("circled", 1),
            ("bullet", 2),
            ("decimal-comma", 0),
        ]
        assert all("start" not in block.attributes for block in blocks(found))

    def test_a_label_that_no_list_prints_stays_as_text(self, tmp_path: Path) -> None:
        body = heading("章") + heading("节", 2) + heading("目", 3) + item("甲") + item("乙")
        found = read_word(word(tmp_path, body, numbering=numbering(("chineseCounting", "%1、"))))
        assert texts(found) == ["一、甲", "二、乙"]

    def test_a_list_that_begins_at_another_number_says_so(self, tmp_path: Path) -> None:
        again = '<w:num w:numId="2"><w:abstractNumId w:val="5"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="4"/></w:lvlOverride></w:num>'
        body = heading("章") + item("甲") + item("乙", number=2)
        found = blocks(read_word(word(tmp_path, body, numbering=numbering(("decimal", "%1."), ("decimal", "%2.")) + again)))
        assert [block.attributes.get("start") for block in found] == [None, 4]

    def test_list_zero_is_no_list(self, tmp_path: Path) -> None:
        (block,) = blocks(read_word(word(tmp_path, heading("章") + item("话", number=0))))
        assert block.kind is BlockKind.PARAGRAPH

    def test_captions_go_to_their_table_and_lose_the_number(self, tmp_path: Path) -> None:
        grid = "<w:tbl><w:tr><w:tc><w:p/></w:tc><w:tc><w:p/></w:tc></w:tr><w:tr><w:tc><w:p/></w:tc><w:tc><w:p/></w:tc></w:tr></w:tbl>"
        found = blocks(read_word(word(tmp_path, heading("章") + paragraph("表 2-1　合格率") + grid + paragraph("表 2 说明了这一点。"))))
        assert [(block.kind, text_of(block.text)) for block in found] == [
            (BlockKind.TABLE, "合格率"),
            (BlockKind.PARAGRAPH, "表 2 说明了这一点。"),
        ]

    def test_comments_are_counted_and_told(self, tmp_path: Path) -> None:
        comments = f'<w:comments {NAMESPACES}><w:comment w:id="0"/></w:comments>'
        found = read_word(word(tmp_path, heading("章"), parts={"word/comments.xml": comments}))
        assert found.found["comments"] == 1
        assert "comments" in kinds(found)
