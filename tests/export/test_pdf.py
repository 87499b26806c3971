"""The written file: its text copies out as itself, its fonts are inside, its contents are true, and readers find their way."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from PIL import Image as PillowImage
from pypdf import PdfReader

from qi_desktop.core.errors import CancelledError
from qi_desktop.core.messages import message
from qi_desktop.core.richtext import Run, plain
from qi_desktop.export import style_sheet
from qi_desktop.export.document import Contents, Document, Figure, Item, Picture, SectionStart, TitlePage
from qi_desktop.export.kinds import NumberFormat
from qi_desktop.export.paging import page_labels
from qi_desktop.export.pdf import write_pdf
from tests.export.pdf_files import STYLE, PdfBytes, chinese, picture, squeezed, write
from tests.export.word_files import BODY, COVER, FRONT, document, heading, paragraph, sample, table


@pytest.fixture(scope="module")
def report() -> PdfBytes:
    """A small report of one of everything."""
    return write(sample())


def chapters(count: int) -> list[Item]:
    made: list[Item] = []
    for number in range(1, count + 1):
        made += [heading(f"h{number}", f"章题{number}号", (number,)), heading(f"s{number}", f"节题{number}号", (number, 1))]
        made += [paragraph(f"p{number}", chinese(60 * number, number))]
    return made


def test_text_copies_out_as_itself() -> None:
    words = [chinese(700, seed) for seed in range(4)]
    texts = write(document(replace(BODY, header="", footer=""), *[paragraph(f"p{number}", text) for number, text in enumerate(words)])).texts()
    assert squeezed("".join(texts).replace("\ufffe", "")) == squeezed("".join(words))
    assert not [character for character in "".join(texts) if "\u2e80" <= character <= "\u2fdf"]


def test_room_between_chinese_and_latin_is_no_blank() -> None:
    (text,) = write(document(replace(BODY, footer=""), paragraph("p", "截至2017年底执行ISO9001体系与GB/T 34041.1-2017标准。"))).texts()
    assert "截至2017年底执行ISO9001体系与GB/T 34041.1-2017标准。" in text.replace("\n", "").replace("甲公司质量诚信报告", "")


def test_a_character_without_glyph_copies_out_as_itself() -> None:
    (text,) = write(document(BODY, paragraph("p", "希伯来שלום字"))).texts()
    assert set("שלום") <= set(text)


def test_every_font_is_embedded_as_a_subset(report: PdfBytes) -> None:
    names = set()
    for page in report.reader().pages:
        for font in page["/Resources"]["/Font"].values():
            names.add(font["/BaseFont"])
            assert font["/Subtype"] == "/Type0"
            assert "/ToUnicode" in font
            descriptor = font["/DescendantFonts"][0]["/FontDescriptor"]
            assert len(descriptor["/FontFile2"].get_data()) < 200_000
    assert {name[8:] for name in names} >= {"NotoSerifSC-Regular", "NotoSansSC-Bold"}
    assert all(re.fullmatch(r"/[A-Z]{6}\+Noto\w+-\w+", name) for name in names)
    assert b"Helvetica" not in report.data


def test_pdffonts_sees_all_fonts_embedded(report: PdfBytes, tmp_path: Path) -> None:
    lines = report.tool(tmp_path, "pdffonts", "FILE").splitlines()[2:]
    assert lines
    assert all(re.search(r"CID TrueType\s+Identity-H\s+yes yes yes", line) for line in lines)


def test_qpdf_finds_no_fault(report: PdfBytes, tmp_path: Path) -> None:
    assert "No syntax or stream encoding errors" in report.tool(tmp_path, "qpdf", "--check", "FILE")


def test_contents_name_the_pages_that_readers_see() -> None:
    made = write(document(*COVER, FRONT, Contents("c", "目录", 2), BODY, *chapters(40)))
    texts = made.texts()
    reader = made.reader()
    entries = re.findall(r"(章题\d+号|节题\d+号) ?\.{3,} ?(\d+)", "\n".join(texts))
    assert len(entries) == 80
    for title, label in entries:
        pages = [number for number, text in enumerate(texts) if re.search(rf"{title}$", text, re.MULTILINE)]
        assert [reader.page_labels[number] for number in pages] == [label]
        assert made.result.page_labels[("h" if title[0] == "章" else "s") + title[2:-1]] == label


def test_contents_and_references_lead_to_their_aims() -> None:
    reference = (Run("见"), Run("表 1-1", reference="t"), Run("与"), Run("无处", reference="none"))
    items = [
        Contents("c", "目录", 2),
        BODY,
        *chapters(3),
        paragraph("r", reference),
        table("t", [("甲",)], "列", label="表 1-1", caption=plain("题")),
    ]
    made = write(document(FRONT, *items))
    reader = made.reader()
    aims = []
    for page in reader.pages:
        for note in page.get("/Annots", ()):
            target = note.get_object()["/Dest"][0]
            aims.append(reader.get_page_number(target.get_object()))
    labels = [made.result.page_labels[name] for name in ("h1", "s1", "h2", "s2", "h3", "s3", "t")]
    assert sorted(reader.page_labels[aim] for aim in aims) == sorted(labels[:-1] * 2 + labels[-1:])
    assert len(aims) == 13  # each entry of the contents has its words and its number, the reference is one


def test_links_lead_out_and_strange_addresses_nowhere() -> None:
    runs = (Run("网站", link="www.example.com/质量"), Run("坏", link="javascript:alert(1)"), Run("信", link="a@example.com"))
    notes = write(document(BODY, paragraph("p", runs))).reader().pages[0]["/Annots"]
    assert [note.get_object()["/A"]["/URI"] for note in notes] == ["http://www.example.com/%E8%B4%A8%E9%87%8F", "mailto:a@example.com"]


def test_pages_are_labelled_as_printed(report: PdfBytes) -> None:
    assert list(report.reader().page_labels) == ["", "i", "1", "2"]


def test_the_outline_holds_all_headings_and_is_shown() -> None:
    reader = write(document(*COVER, FRONT, heading("f", "郑重声明", matter="front"), Contents("c", "目录", 2), BODY, *chapters(2))).reader()

    def titles(entries: Any) -> list[Any]:
        return [titles(entry) if isinstance(entry, list) else entry.title for entry in entries]

    assert titles(reader.outline) == ["郑重声明", "目录", "第一章 章题1号", ["1.1 节题1号"], "第二章 章题2号", ["2.1 节题2号"]]
    assert reader.root_object["/PageMode"] == "/UseOutlines"
    assert reader.root_object["/Outlines"]["/Count"] == 6


def test_properties_language_and_title_bar(report: PdfBytes) -> None:
    reader = report.reader()
    found = reader.metadata
    assert found is not None
    assert (found.title, found.author, found.subject) == ("质量诚信报告", "甲公司", "甲公司2025")
    assert found["/Keywords"] == "质量, 诚信"
    assert reader.root_object["/Lang"] == "zh-CN"
    assert reader.root_object["/ViewerPreferences"]["/DisplayDocTitle"]
    assert found.creation_date is None


def test_the_same_document_gives_the_same_bytes() -> None:
    assert write(sample()).data == write(sample()).data


def test_a_date_is_written_when_given() -> None:
    target = io.BytesIO()
    write_pdf(sample(), STYLE, target, created=datetime(2026, 3, 1, 12, 30))
    found = PdfReader(target).metadata
    assert found is not None
    assert found.creation_date == datetime(2026, 3, 1, 12, 30)


def test_a_draft_bears_its_mark_on_every_page() -> None:
    made = write(replace(sample(), draft=True))
    assert all("草稿" in text for text in made.texts())
    assert all("送审稿" in text for text in write(replace(sample(), draft=True, watermark="送审稿")).texts())
    assert not any("草稿" in text for text in write(sample()).texts())


def test_labels_without_a_file_are_those_of_the_file(report: PdfBytes) -> None:
    assert page_labels(sample(), STYLE) == report.result


def test_cancelling_passes_through() -> None:
    def stop(done: int, total: int) -> None:
        if done:
            raise CancelledError(message("Cancelled."))

    with pytest.raises(CancelledError):
        write_pdf(document(BODY, *[paragraph(f"p{number}", "文") for number in range(300)]), STYLE, io.BytesIO(), stop)


@pytest.mark.parametrize("name", style_sheet.names())
def test_every_style_sheet_makes_a_sound_file(name: str, tmp_path: Path) -> None:
    made = write(sample(), style_sheet.load(name))
    assert len(made.reader().pages) == made.result.pages
    assert "No syntax" in made.tool(tmp_path, "qpdf", "--check", "FILE")


# Pictures ---------------------------------------------------------------------------------------------------------------------------------------


def figures(*pictures: Picture) -> Document:
    return document(BODY, *[Figure(f"f{item.id}", "图 1-1", plain("题"), "替代", item.id, "占位") for item in pictures], pictures=pictures)


@pytest.mark.parametrize(
    ("mode", "kind"), [("RGB", "PNG"), ("L", "PNG"), ("RGBA", "PNG"), ("P", "PNG"), ("RGB", "JPEG"), ("CMYK", "JPEG"), ("RGB", "BMP")]
)
def test_pictures_of_every_kind_are_shown(mode: str, kind: str) -> None:
    made = write(figures(picture("a", mode, kind=kind)))
    (image,) = made.reader().pages[0].images
    assert image.image is not None
    assert image.image.size == (60, 40)
    assert made.result.remarks == ()


def test_a_jpeg_goes_in_as_it_is() -> None:
    original = picture("a", kind="JPEG")
    assert original.data in write(figures(original)).data


def test_transparency_shows_the_paper() -> None:
    made = write(figures(picture("a", "RGBA", (200, 200))))
    page = pypdfium2.PdfDocument(made.data)[0]  # type: ignore[no-untyped-call]
    drawn: PillowImage.Image = page.render(scale=1).to_pil().convert("RGB")
    assert (0, 0, 0) not in {drawn.getpixel((298, y)) for y in range(90, 100)}


def test_more_pixels_than_paper_shows_are_left_out() -> None:
    huge = picture("a", size=(3900, 1300))
    (image,) = write(figures(huge)).reader().pages[0].images
    assert image.image is not None
    assert 1500 < image.image.width < 2000


def test_a_broken_picture_leaves_its_placeholder_and_a_remark() -> None:
    made = write(figures(Picture("a", "image/png", b"\x89PNG broken", 4, 4), Picture("b", "image/png", b"", 0, 0), picture("c")))
    assert [remark.place for remark in made.result.remarks] == ["fa", "fb"]
    assert made.texts()[0].count("占位") == 2


def test_a_picture_that_breaks_when_it_is_drawn_leaves_its_place_and_a_remark(monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks(*_: object) -> int:
        raise OSError("broken data stream")

    monkeypatch.setattr("qi_desktop.export.pdf.writer.write_image", breaks)
    made = write(figures(picture("a")))
    assert [(remark.place, "OSError" in str(remark.message)) for remark in made.result.remarks] == [("fa", True)]
    assert not made.reader().pages[0].images


def test_a_font_that_another_one_stands_in_for_is_named() -> None:
    official = style_sheet.load("official")
    fang = replace(official.fonts["fang"], regular=official.fonts["song"].regular)
    (remark,) = write(sample(), replace(official, fonts={**official.fonts, "fang": fang})).result.remarks
    assert "仿宋" in str(remark.message)
    assert all(write(sample(), style_sheet.load(name)).result.remarks == () for name in style_sheet.names())


def test_a_logo_stands_on_the_cover() -> None:
    cover = TitlePage("质量诚信报告", "", "甲公司", "", "", "", "logo")
    made = write(document(SectionStart("title", NumberFormat.NONE, None, "", ""), cover, pictures=[picture("logo", "RGBA")]))
    assert len(made.reader().pages[0].images) == 1
