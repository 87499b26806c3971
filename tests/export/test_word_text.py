"""Text in Word files: formats, links, references, footnotes, captions."""

from __future__ import annotations

from typing import Any

import pytest
from lxml import etree

from qi_desktop.core.richtext import Run, plain
from qi_desktop.export.document import Figure
from tests.export.word_files import BODY, NAMES, W, WordFile, document, heading, paragraph, table, text_of, write


def written(*runs: Run) -> WordFile:
    return write(document(BODY, paragraph("a", runs)))


def properties(file: WordFile, text: str) -> set[str]:
    """What the run with this text says of its look."""
    (run,) = [run for run in file.find("//w:body//w:r") if text_of(run) == text]
    return {etree.QName(element).localname for element in run.xpath("w:rPr/*", namespaces=NAMES)}


def instructions(file: WordFile) -> list[str]:
    return [element.text.strip() for element in file.find("//w:instrText")]


@pytest.mark.parametrize(
    ("run", "expected"),
    [
        (Run("字", bold=True), {"b", "bCs"}),
        (Run("字", italic=True), {"i", "iCs"}),
        (Run("字", underline=True), {"u"}),
        (Run("字", superscript=True), {"vertAlign"}),
        (Run("字", subscript=True), {"vertAlign"}),
        (Run("字", subscript=True, superscript=True), {"vertAlign"}),
        (Run("字", bold=True, underline=True), {"b", "bCs", "u"}),
        (Run("字"), set()),
    ],
)
def test_formats(run: Run, expected: set[str]) -> None:
    assert properties(written(run), "字") == expected


def test_a_line_end_is_a_break_and_a_tab_a_tab() -> None:
    file = written(Run("一\n二\t三"))
    assert [text_of(element) for element in file.paragraphs()] == ["一\n二\t三"]


def test_a_field_of_the_library_is_plain_text() -> None:
    assert [text_of(element) for element in written(Run("甲公司", field="company.name")).paragraphs()] == ["甲公司"]


def test_a_link_leads_out_of_the_file() -> None:
    file = written(Run("官网", link="http://www.tancy.com.cn/报告"), Run("、"), Run("再次", link="http://www.tancy.com.cn/报告"))
    first, second = file.find("//w:hyperlink/@r:id")
    relations = {one.get("Id"): one for one in file.xml("word/_rels/document.xml.rels")}
    assert first == second
    assert relations[first].get("Target") == "http://www.tancy.com.cn/%E6%8A%A5%E5%91%8A"
    assert relations[first].get("TargetMode") == "External"
    assert properties(file, "官网") == {"rStyle"}


def test_text_with_a_wrong_address_stays_as_text() -> None:
    file = written(Run("链接", link="http://["))
    assert text_of(file.paragraphs()[0]) == "链接"
    assert not file.find("//w:hyperlink")


def test_a_footnote_is_a_real_one() -> None:
    file = written(Run("合格率"), Run("", footnote="按批计算，见“数据说明”。"), Run("高"), Run("。", footnote="第二注"))
    notes = {note.get(f"{W}id"): text_of(note).strip() for note in file.xml("word/footnotes.xml")}
    assert [notes[number] for number in file.find("//w:footnoteReference/@w:id")] == ["按批计算，见“数据说明”。", "第二注"]
    assert text_of(file.paragraphs()[0]) == "合格率高。"
    assert file.find("//w:footnotePr/w:footnote/@w:id", "word/settings.xml") == ["-1", "0"]


def test_footnotes_count_on_through_captions_and_cells() -> None:
    def note(text: str) -> tuple[Run, ...]:
        return (Run("文"), Run("", footnote=text))

    file = write(
        document(BODY, paragraph("a", note("一")), table("t", [(note("三"), "x")], "甲", "乙", caption=note("二")), paragraph("b", note("四")))
    )
    notes = {note.get(f"{W}id"): text_of(note).strip() for note in file.xml("word/footnotes.xml")}
    assert [notes[number] for number in file.find("//w:footnoteReference/@w:id")] == ["一", "二", "三", "四"]


def test_a_note_in_a_cell_that_is_not_shown_does_not_shift_the_others() -> None:
    hidden = (Run("文"), Run("", footnote="不见"))
    made = table("t", [("1", "2", hidden), ("3", "4")], "甲", "乙")  # a cell without a column
    file = write(document(BODY, made, paragraph("a", (Run("文"), Run("", footnote="脚注")))))
    assert [text_of(note).strip() for note in file.xml("word/footnotes.xml")] == ["", "", "脚注"]
    assert file.find("//w:footnoteReference/@w:id") == ["1"]


def referring(label: str, target: str) -> WordFile:
    return write(
        document(
            BODY,
            heading("chapter", "质量基础", (1,)),
            paragraph("a", (Run("见"), Run(label, reference=target), Run("。"))),
            table("table", [("1",)], "列", label="表 1-1", caption=plain("目标")),
            Figure("figure", "图 1-1", plain("流程"), "流程", "", "（此处插入）"),
            heading("back", "结束语"),
        )
    )


@pytest.mark.parametrize(
    ("label", "target", "switches", "marked"),
    [
        ("第一章", "chapter", "\\r \\h", "质量基础"),
        ("表 1-1", "table", "\\h", "表 1-1"),
        ("图 1-1", "figure", "\\h", "图 1-1"),
        ("结束语", "back", "\\h", "结束语"),
    ],
)
def test_a_reference_is_a_field_to_its_target(label: str, target: str, switches: str, marked: str) -> None:
    file = referring(label, target)
    (command,) = [text for text in instructions(file) if text.startswith("REF")]
    _, name, rest = command.split(" ", 2)
    assert rest == switches
    assert text_of(file.paragraphs()[1]) == f"见{label}。"
    (start,) = file.find(f"//w:bookmarkStart[@w:name='{name}']")
    covered = start.xpath(f"following-sibling::*[following-sibling::w:bookmarkEnd[@w:id='{start.get(f'{W}id')}']]", namespaces=NAMES)
    assert "".join(text_of(element) for element in covered) == marked


def test_a_reference_to_nothing_stays_as_text() -> None:
    file = written(Run("第九章", reference="gone"))
    assert text_of(file.paragraphs()[0]) == "第九章"
    assert not [text for text in instructions(file) if text.startswith("REF")]


def captions(*figures: tuple[str, str]) -> list[str]:
    made: list[Any] = [BODY]
    for number, label in figures:
        if number:
            made.append(heading(number, "章", (int(number),)))
        made.append(Figure(f"f{label}", label, plain("题"), "", "", "（此处插入）"))
    return [text for text in instructions(write(document(*made))) if text.startswith("SEQ")]


def test_captions_count_by_fields_that_begin_anew_in_each_chapter() -> None:
    assert captions(("1", "图 1-1"), ("", "图 1-2"), ("2", "图 2-1")) == [
        "SEQ 图 \\* ARABIC \\s 1 \\r 1",
        "SEQ 图 \\* ARABIC \\s 1",
        "SEQ 图 \\* ARABIC \\s 1 \\r 1",
    ]


def test_captions_of_unnumbered_chapters_count_through() -> None:
    assert captions(("", "图 1"), ("", "图 2"), ("", "图 7")) == ["SEQ 图 \\* ARABIC", "SEQ 图 \\* ARABIC", "SEQ 图 \\* ARABIC \\r 7"]


def test_a_label_that_no_pattern_gives_is_text() -> None:
    assert captions(("", "附图 甲")) == []


def test_the_number_that_is_stored_is_the_number_of_the_document() -> None:
    file = write(document(BODY, heading("1", "章", (1,)), table("t", [("1",)], "列", label="表 1-3", caption=plain("目标"))))
    assert file.paragraph("表 1-3  目标") is not None


def test_a_caption_without_words_or_number() -> None:
    file = write(document(BODY, table("t", [("1",)], "列", label="表 2"), table("u", [("1",)], "列", caption=plain("无号"))))
    assert [text_of(element) for element in file.find("//w:p[w:pPr/w:pStyle/@w:val='TableCaption']")] == ["表 2", "无号"]
