"""Certificates on pages of their own: typeset, as scans, or both; a missing scan is seen."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image

from qi_desktop.core.model import BlockKind, ViewForm
from qi_desktop.core.richtext import Run, plain, text_of
from qi_desktop.export.document import Document, Figure, Item, PageBreak, Paragraph, SectionStart, Table
from qi_desktop.export.pdf import write_pdf
from qi_desktop.export.word import write_word
from qi_desktop.session import Draft, Session, exporting
from qi_desktop.session.rows import CellChange


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    """The sample, with a chapter at the end that shows its product certificates; the first has a scan."""
    with Session.create(tmp_path / "样例.qid", template="sample") as session:
        yield session


def scan(session: Session) -> str:
    picture = io.BytesIO()
    Image.new("RGB", (600, 3000), "#CCDDEE").save(picture, "PNG")
    asset = session.assets.add("证书.png", picture.getvalue()).created
    row = session.rows.of("product_certificates")[0]
    session.rows.change([CellChange(row.id, "scan", asset)])
    return asset


def shown(session: Session, form: str, caption: str = "") -> tuple[list[Item], Document]:
    """The items of a chapter that holds nothing but the view, and the whole document."""
    report = session.reports.of_year().id
    chapter = session.chapters.add(report, "证书页").created
    text = (Run(caption),) if caption else ()
    session.blocks.write(chapter, [Draft("", BlockKind.REGISTER_VIEW, text, {"register": "product_certificates", "show": form, "note": "以下空白"})])
    document = exporting.load_document(session, report)
    start = next(place for place, item in enumerate(document.items) if getattr(item, "id", "") == chapter)
    rest = document.items[start + 1 :]
    end = next((place for place, item in enumerate(rest) if isinstance(item, SectionStart)), len(rest))
    return list(rest[:end]), document


def test_a_typeset_certificate_has_title_holder_dates_signatory_and_models(session: Session) -> None:
    items, _ = shown(session, ViewForm.FACSIMILE)
    title, facts, models, *rest = items
    assert isinstance(title, Paragraph)
    assert text_of(title.text) == "计量器具型式批准证书"
    assert title.keep_next, "no page ends between the title and what it is the title of"
    assert isinstance(facts, Table)
    company = session.company.get().name
    assert {("持证单位", company), ("产品", "气体涡轮流量计"), ("批准日期", "2011年6月3日"), ("批准人", "杨琰宁")} <= set(facts.rows)
    assert not facts.has_header
    assert isinstance(models, Table)
    assert (len(models.rows), models.note) == (8, plain("以下空白"))
    assert models.spans, "names and accuracy classes are merged as on the certificate"
    assert [type(item) for item in rest] == [PageBreak, Paragraph, Table, Table], "the second certificate begins a page"


def test_columns_without_any_value_are_not_shown(session: Session) -> None:
    items, _ = shown(session, ViewForm.FACSIMILE)
    models = [item for item in items if isinstance(item, Table) and item.has_header]
    assert [[column.label for column in table.columns] for table in models] == [
        ["名称", "型号", "规格", "准确度等级"],
        ["名称", "型号", "流量范围（m³/h）", "公称压力（MPa）", "准确度等级"],
    ]


def test_a_scan_is_shown_with_its_caption_and_a_missing_one_leaves_a_visible_place(session: Session) -> None:
    asset = scan(session)
    items, document = shown(session, ViewForm.SCAN, "型式批准证书")
    first, page_break, second = items
    assert isinstance(first, Figure)
    assert (first.asset, text_of(first.caption), first.label) == (asset, "型式批准证书", "图 7-1")
    assert asset in document.pictures
    assert isinstance(page_break, PageBreak)
    assert isinstance(second, Figure)
    assert (second.asset, second.label) == ("", "")
    assert "计量器具型式批准证书扫描件" in second.placeholder
    (remark,) = [remark for remark in document.remarks if remark.place == second.id]
    assert "still missing" in str(remark.message)


def test_both_are_shown_one_after_the_other(session: Session) -> None:
    scan(session)
    items, _ = shown(session, ViewForm.BOTH, "型式批准证书")
    assert [type(item).__name__[0] for item in items] == list("PTTPF" + "P" + "PTTPF")
    assert [item.label for item in items if isinstance(item, Table) and item.label] == ["表 7-1"]


def test_every_item_has_an_id_of_its_own(session: Session) -> None:
    items, _ = shown(session, ViewForm.BOTH)
    ids = [item.id for item in items if not isinstance(item, PageBreak)]  # type: ignore[union-attr]
    assert len(set(ids)) == len(ids)


def test_the_scan_fits_the_page_with_its_caption_in_both_formats(session: Session) -> None:
    scan(session)
    _, document = shown(session, ViewForm.SCAN, "型式批准证书")
    style = session.styles.sheet("book")
    pdf_file, word_file = io.BytesIO(), io.BytesIO()
    written = write_pdf(document, style, pdf_file)
    write_word(document, style, word_file, written)
    pdf = pypdfium2.PdfDocument(pdf_file.getvalue())  # type: ignore[no-untyped-call]
    pages = [page for page in pdf if "图 7-1" in page.get_textpage().get_text_range() and "证书页" in page.get_textpage().get_text_range()]
    assert len(pages) == 1, "title, picture and caption stand on one page"
    pdf.close()  # type: ignore[no-untyped-call]
    assert [name for name in zipfile.ZipFile(word_file).namelist() if name.startswith("word/media/")] != []


def test_a_register_without_scans_is_a_table_whatever_is_asked(session: Session) -> None:
    report = session.reports.of_year().id
    chapter = session.chapters.add(report, "标准").created
    session.blocks.write(chapter, [Draft("", BlockKind.REGISTER_VIEW, (), {"register": "standards_drafted", "show": ViewForm.SCAN})])
    document = exporting.load_document(session, report)
    start = next(place for place, item in enumerate(document.items) if getattr(item, "id", "") == chapter)
    assert isinstance(document.items[start + 1], Table)
