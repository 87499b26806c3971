"""The pages of a Word file, as LibreOffice makes them, are those of the PDF: a table goes on where it does there, so no page is left almost empty."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from qi_desktop.core.richtext import plain
from qi_desktop.export import style_sheet
from qi_desktop.export.document import Item, SectionStart, Table, TableColumn
from qi_desktop.export.kinds import NumberFormat
from tests.export import pdf_files
from tests.export.pdf_files import chinese, squeezed
from tests.export.word_files import BODY, document, heading, paragraph, table, write

LYING = SectionStart("body", NumberFormat.DECIMAL, None, "页眉", "{page}", landscape=True)
NUMBER = TableColumn("数值", "number")


def long_table(number: int, count: int = 70) -> Table:
    rows = [(f"{number}.{row}", chinese(6, row), f"{row / 7:.2f}") for row in range(count)]
    return table(f"t{number}", rows, "序号", "名称", NUMBER, label=f"表 1-{number}", caption=plain(f"第{number}张表"))


def report() -> list[Item]:
    """Long tables that begin at every height of a page, standing and lying."""
    made: list[Item] = [BODY]
    for number in range(1, 9):
        text = [paragraph(f"p{number}-{line}", chinese(60, line)) for line in range(2 * number)]
        made += [heading(f"h{number}", f"第{number}节", (1, number)), *text, long_table(number)]
    return [*made, LYING, long_table(9, 60), replace(BODY, first_number=None), paragraph("end", chinese(90))]


def shown_by_libreoffice(data: bytes, folder: Path) -> list[str]:
    """The words of each page."""
    soffice, reader = shutil.which("soffice"), shutil.which("pdftotext")
    if not soffice or not reader:
        pytest.skip("LibreOffice or poppler is not on this machine")
    (folder / "made.docx").write_bytes(data)
    profile = f"-env:UserInstallation=file://{folder}/profile"
    convert = [soffice, profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(folder / "made.docx")]
    subprocess.run(convert, check=True, capture_output=True, timeout=120)
    text = subprocess.run([reader, "-layout", str(folder / "made.pdf"), "-"], check=True, capture_output=True).stdout.decode()
    return [squeezed(page) for page in text.split("\f")[:-1]]


def rows_of(page: str) -> list[str]:
    return [f"{number}.{row}" for number in range(1, 10) for row in range(70) if f"{number}.{row}{chinese(6, row)}" in page]


@pytest.mark.parametrize("name", style_sheet.names())
def test_a_table_goes_on_with_the_same_row_on_the_same_page_as_in_the_pdf(name: str, tmp_path: Path) -> None:
    style, made = style_sheet.load(name), document(*report())
    pdf = pdf_files.write(made, style)
    pages = shown_by_libreoffice(write(made, style, pages=pdf.result).data, tmp_path)
    printed = [squeezed(page) for page in pdf.texts()]
    assert len(pages) == len(printed)
    assert ["续表" in page for page in pages] == ["续表" in page for page in printed]
    begins = [[rows_of(page)[0] for page in made if "续表" in page] for made in (pages, printed)]
    assert begins[0] == begins[1]
    assert len(begins[0]) >= 9
