"""What is taken over from the clipboard of other programs."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qi_desktop.core import attributes
from qi_desktop.core.lists import ItemInput
from qi_desktop.core.model import BlockKind
from qi_desktop.core.richtext import Run, normalise, text_of
from qi_desktop.session import Draft
from qi_desktop.ui.editor.html_blocks import from_html, from_text


def _paragraph(*runs: Run, **given: object) -> Draft:
    return Draft("", BlockKind.PARAGRAPH, runs, given)


def _item(text: str, style: str = "decimal-comma", **given: object) -> Draft:
    return Draft("", BlockKind.LIST_ITEM, (Run(text),), {"style": style, **given})


def test_formats_stay_and_fonts_and_colours_go() -> None:
    source = '<p style="font-family:Arial;color:red"><font color=blue>面积</font>100<i>m</i><sup>2</sup>，<b>加粗</b><u>下划线</u>H<sub>2</sub>O</p>'
    assert from_html(source) == [
        _paragraph(
            Run("面积100"),
            Run("m", italic=True),
            Run("2", superscript=True),
            Run("，"),
            Run("加粗", bold=True),
            Run("下划线", underline=True),
            Run("H"),
            Run("2", subscript=True),
            Run("O"),
        )
    ]


def test_formats_given_by_style_count_and_can_take_one_away() -> None:
    source = '<b style="font-weight:normal"><span style="font-weight:700">粗</span>'
    source += '<span style="font-style:italic;text-decoration:underline">斜</span>平</b>'
    assert from_html(source) == [_paragraph(Run("粗", bold=True), Run("斜", italic=True, underline=True), Run("平"))]


@pytest.mark.parametrize("address", ["javascript:alert(1)", "file:///etc/passwd", "data:text/html,x", "#top", "http://a b"])
def test_only_web_and_mail_addresses_become_links(address: str) -> None:
    assert from_html(f'<a href="{address}">点此</a>') == [_paragraph(Run("点此"))]
    assert from_html('<a href="https://example.com/?a=1&amp;b=2">点此</a>') == [_paragraph(Run("点此", link="https://example.com/?a=1&b=2"))]


def test_headings_and_the_place_of_a_paragraph_stay() -> None:
    source = "<h2><b>概况</b></h2><p align=center>口号</p><p style='text-align:right'>签名</p><blockquote><p>引文</p></blockquote>"
    assert from_html(source) == [
        Draft("", BlockKind.HEADING, (Run("概况"),)),
        _paragraph(Run("口号"), role="slogan"),
        _paragraph(Run("签名"), role="signature"),
        _paragraph(Run("引文"), role="quote"),
    ]


def test_lists_keep_levels_kinds_and_numbers() -> None:
    source = "<ol><li>一<ul><li>甲</li></ul></li><li>二</li></ol><p>文</p><ol start=5><li>五<li>六</ol><ol><li>新</li></ol>"
    assert from_html(source) == [
        _item("一"),
        _item("甲", "bullet", level=1),
        _item("二"),
        _paragraph(Run("文")),
        _item("五", start=5),
        _item("六"),
        _item("新", start=1),
    ]


def test_numbers_go_on_from_the_items_before_the_place() -> None:
    before = [ItemInput("decimal-comma", 0), ItemInput("decimal-comma", 0)]
    assert from_html("<ol start=3><li>三</li></ol>", before) == [_item("三")]
    assert from_html("<ol><li>一</li></ol>", before) == [_item("一", start=1)]


@pytest.mark.parametrize(
    ("label", "style"),
    [("1、", "decimal-comma"), ("(1)", "decimal-full-paren"), ("①", "circled"), ("1)", "decimal-paren"), ("l", "bullet"), ("Ø", "bullet")],
)
def test_lists_of_word_are_read_from_their_labels(label: str, style: str) -> None:
    source = f"""<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style>p {{color:red}}</style></head><body lang=ZH-CN>
        <!--StartFragment--><p class=MsoListParagraph style='margin-left:18.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]><span
        style='font-family:Wingdings'><span
        style='mso-list:Ignore'>{label}<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;</span></span></span>
        <![endif]><span style='font-family:宋体'>质量<b>第一</b><o:p></o:p></span></p><!--EndFragment--></body></html>"""
    assert from_html(source) == [Draft("", BlockKind.LIST_ITEM, (Run("质量"), Run("第一", bold=True)), {"style": style})]


def test_typed_numbers_of_paragraphs_become_lists() -> None:
    assert from_html("<p>1、<b>甲</b></p><p>2、乙</p>") == [
        Draft("", BlockKind.LIST_ITEM, (Run("甲", bold=True),), {"style": "decimal-comma"}),
        _item("乙"),
    ]


def test_line_ends_of_the_source_are_no_blanks_between_chinese_characters() -> None:
    assert from_html("<p>质量\n  管理\n体系 and\nmore</p>") == [_paragraph(Run("质量管理体系 and more"))]
    assert from_html("<p><b>质量</b>\n管理</p>") == [_paragraph(Run("质量", bold=True), Run("管理"))]
    assert from_html("<p>地址<br>邮编<br></p>") == [_paragraph(Run("地址\n邮编"))]


def test_a_table_keeps_cells_formats_and_merged_cells() -> None:
    source = """<table><thead><tr><th>名称<th>标准号</thead><tr><td rowspan=2>气体<td>GB/T 1<tr><td><b>GB/T 2</b><tr><td colspan=2>合计</table>"""
    assert from_html(source) == [
        Draft(
            "",
            BlockKind.TABLE,
            (),
            {
                "columns": [{"label": "名称"}, {"label": "标准号"}],
                "rows": [["气体", "GB/T 1"], ["", [{"text": "GB/T 2", "bold": True}]], ["合计", ""]],
                "spans": [[0, 0, 2, 1], [2, 0, 1, 2]],
            },
        )
    ]


def test_a_part_of_a_table_that_excel_copies_is_a_table() -> None:
    source = "<html><body><table><!--StartFragment--><col width=64><tr height=19><td class=xl65>年</td><td>率</td></tr>"
    source += "<tr><td>2017</td><td>99%</td></tr><!--EndFragment--></table>"
    (draft,) = from_html(source)
    assert draft.attributes == {"columns": [{"label": "年"}, {"label": "率"}], "rows": [["2017", "99%"]]}


def test_a_label_across_columns_stays_one_though_it_began_above_the_head() -> None:
    (draft,) = from_html("<table><tr><td rowspan=2>项目<td colspan=2>合格率<tr><td>2024<td>2025<tr><td>原料<td>98<td>99</table>")
    assert draft.attributes == {
        "columns": [{"label": "项目"}, {"label": "合格率"}, {"label": ""}],
        "rows": [["", "2024", "2025"], ["原料", "98", "99"]],
        "spans": [[-1, 1, 1, 2]],
    }


def test_a_cell_keeps_the_number_it_begins_with() -> None:
    (draft,) = from_html("<table><tr><td>项目<td>说明<tr><td>1、检查<td>（1）巡检</table>")
    assert draft.attributes["rows"] == [["1、检查", "（1）巡检"]]


@pytest.mark.parametrize("blank", ["\x85", "\u2003", "\u3000", "&nbsp;"])
def test_a_line_of_blanks_of_any_kind_is_no_paragraph(blank: str) -> None:
    assert from_html(f"<p>{blank}</p><p>{blank}甲{blank}</p>") == [_paragraph(Run("甲"))]


def test_a_frame_of_one_cell_is_no_table_and_a_table_in_a_cell_becomes_lines() -> None:
    assert from_html("<table><tr><td>只是<b>边框</b></td></tr></table>") == [_paragraph(Run("只是"), Run("边框", bold=True))]
    (draft,) = from_html("<table><tr><td>头<td>二<tr><td><table><tr><td>a<td>b<tr><td>c<td>d</table><td>x</table>")
    assert draft.attributes["rows"] == [["a b\nc d", "x"]]


def test_scripts_styles_and_pictures_leave_nothing() -> None:
    assert from_html(
        '<style>p{}</style><script>alert("x")</script><p>文<img src="http://example.com/x.png" alt="图"></p><svg><text>y</text></svg>'
    ) == [_paragraph(Run("文"))]


def test_lines_of_text_are_paragraphs_or_items_and_tabs_make_a_table() -> None:
    assert from_text("　　第一段\r\n\n（1）甲\n（2）乙\n第二段\n") == [
        _paragraph(Run("第一段")),
        _item("甲", "decimal-full-paren"),
        _item("乙", "decimal-full-paren"),
        _paragraph(Run("第二段")),
    ]
    (table,) = from_text("年\t率\n2017\t99%\n")
    assert table.attributes["rows"] == [["2017", "99%"]]


def test_plain_text_is_taken_as_it_stands_when_asked() -> None:
    assert from_text("1、甲\n\n- 乙", recognise=False) == [_paragraph(Run("1、甲")), _paragraph(), _paragraph(Run("- 乙"))]


_TAGS = ["p", "b", "table", "tr", "td", "th", "ul", "ol", "li", "div", "h1", "br", "a", "span", "style", "sup", "blockquote", "o:p"]
_pieces = st.one_of(
    st.sampled_from(_TAGS).map("<{}>".format),
    st.sampled_from(_TAGS).map("</{}>".format),
    st.sampled_from(
        ['<td rowspan="999999" colspan=7>', '<li value="-3">', "<!--StartFragment-->", "<!--EndFragment-->", "<![if x]>", "&#0;", "&#xD800;", "1、"]
    ),
    st.sampled_from(["<span style='mso-list:Ignore'>", "<p style='mso-list:l0 level9 lfo1'>"]),
    st.text(max_size=8),
)


@given(st.lists(_pieces, max_size=30))
def test_whatever_html_comes_gives_blocks_that_can_be_stored(pieces: list[str]) -> None:
    for draft in from_html("".join(pieces)):
        assert draft.text == normalise(draft.text)
        assert attributes.checked(draft.attributes) == draft.attributes
        if draft.kind is not BlockKind.TABLE:
            assert text_of(draft.text).strip() == text_of(draft.text) != ""


def test_a_long_page_is_read_whole() -> None:
    source = "<div>" * 200 + "<p>质量<b>管理</b>体系</p>" * 3000 + "<table>" + "<tr><td>1<td>2" * 2000 + "</table>"
    assert len(from_html(source)) == 3001


WORD_NOTE = """<p class=MsoNormal>已获证书<a style='mso-footnote-id:ftn1' href="#_ftn1" name="_ftnref1"><span class=MsoFootnoteReference><span
style='mso-special-character:footnote'><![if !supportFootnotes]><span class=MsoFootnoteReference>[1]</span><![endif]></span></span></a>。</p>
<div style='mso-element:footnote-list'><![if !supportFootnotes]><br clear=all><hr align=left size=1 width="33%"><![endif]>
<div style='mso-element:footnote' id=ftn1><p class=MsoFootnoteText><a style='mso-footnote-id:ftn1' href="#_ftnref1" name="_ftn1" title=""><span
class=MsoFootnoteReference>[1]</span></a><span lang=EN-US> </span>编号见<b>附件</b></p></div></div>"""
WRITER_NOTE = """<p>已获证书<a class="sdfootnoteanc" name="sdfootnote1anc" href="#sdfootnote1sym"><sup>1</sup></a>。</p>
<div id="sdfootnote1"><p class="sdfootnote"><a class="sdfootnotesym" name="sdfootnote1sym" href="#sdfootnote1anc">1</a>编号见附件</p></div>"""


@pytest.mark.parametrize("source", [WORD_NOTE, WRITER_NOTE])
def test_footnotes_of_word_and_of_libreoffice_are_footnotes(source: str) -> None:
    assert from_html(source) == [_paragraph(Run("已获证书"), Run("", footnote="编号见附件"), Run("。"))]


def test_a_note_stays_at_the_end_of_a_paragraph_and_in_a_cell() -> None:
    body = "<div id=ftn1><p>注</p></div>"
    assert from_html(f"<p>甲<a href='#_ftn1'>[1]</a></p>{body}") == [_paragraph(Run("甲"), Run("", footnote="注"))]
    (draft,) = from_html(f"<table><tr><td>头<td>二<tr><td>甲<a href='#_ftn1'>[1]</a><td>乙</table>{body}")
    assert draft.attributes["rows"] == [[["甲", {"text": "", "footnote": "注"}], "乙"]]


def test_a_link_inside_the_page_that_leads_to_no_note_keeps_its_words() -> None:
    assert from_html("<p>见<a href='#_ftn7'>[7]</a><sup><a href='#cite_note-1'>[1]</a></sup></p>") == [
        _paragraph(Run("见[7]"), Run("[1]", superscript=True))
    ]


def test_deleted_words_go_and_inserted_ones_are_like_any_other() -> None:
    assert from_html("<p>甲<del cite='mailto:a'>旧<b>的</b></del><ins cite='mailto:a'>新的</ins></p>") == [_paragraph(Run("甲新的"))]


def test_lines_of_a_text_that_stands_as_it_was_typed_stay_lines() -> None:
    assert from_html("<pre>第一行\n<b>第二</b>行\n</pre>") == [_paragraph(Run("第一行\n"), Run("第二", bold=True), Run("行"))]


def test_what_nobody_sees_is_left_out() -> None:
    source = "<p>甲<span style='display:none'>隐<b>藏</b></span>乙<span style='mso-hide:all'>域代码</span>丙</p><p>质\u200b量&shy;管理\ufeff</p>"
    assert from_html(source) == [_paragraph(Run("甲乙丙")), _paragraph(Run("质量管理"))]
    assert [text_of(draft.text) for draft in from_text("\ufeff质\u200b量", recognise=False)] == ["质量"]
    (table,) = from_html("<table><tr><td>头<td>二<tr style='display:none'><td>1<td>2<tr><td>3<td>4</table>")
    assert table.attributes["rows"] == [["3", "4"]]


def test_a_page_break_stays_one() -> None:
    source = "<p>甲</p><span lang=EN-US><br clear=all style='mso-special-character:line-break;page-break-before:always'></span><p>乙</p>"
    assert from_html(source) == [_paragraph(Run("甲")), Draft("", BlockKind.PAGE_BREAK), _paragraph(Run("乙"))]
    assert [draft.kind for draft in from_html('<p style="page-break-before: always">丙</p>')] == [BlockKind.PAGE_BREAK, BlockKind.PARAGRAPH]


@pytest.mark.parametrize(("label", "text"), [("一、", "一、质量"), ("a)", "a) 质量"), ("1.1.2", "1.1.2 质量")])
def test_a_number_of_word_that_no_list_prints_stays_in_the_text(label: str, text: str) -> None:
    source = f"<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>{label}<span>&nbsp; </span></span>质量</p>"
    assert from_html(source) == [_paragraph(Run(text))]


def test_a_caption_goes_to_its_table_or_picture_without_its_number() -> None:
    table = "<table><tr><td>头<td>二<tr><td>a<td>b</table>"
    (draft,) = from_html(f"<p class=MsoCaption>表 1-2 <b>合格率</b></p>{table}")
    assert (draft.kind, draft.text) == (BlockKind.TABLE, (Run("合格率", bold=True),))
    (draft,) = from_html(f"<p class=MsoCaption>合格率</p>{table}")
    assert draft.text == (Run("合格率"),)
    figure, *_ = from_html("<figure><img src='a'><figcaption>图2 车间</figcaption></figure>", (), lambda address: True)
    assert (figure.kind, figure.text) == (BlockKind.FIGURE, (Run("车间"),))
    assert from_html("<p class=MsoCaption>图 1 车间</p><p>正文</p>") == [_paragraph(Run("图 1 车间")), _paragraph(Run("正文"))]


def test_a_line_that_word_shows_to_nobody_is_no_row() -> None:
    source = "<table><tr><td>头<td>二<tr><td>a<td>b<![if !supportMisalignedColumns]><tr height=0><td width=1><td width=2></tr><![endif]></table>"
    (draft,) = from_html(source)
    assert draft.attributes["rows"] == [["a", "b"]]
