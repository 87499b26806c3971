"""Lays documents out and reads pages and files back, for the tests of the layout and of the PDF writer."""

from __future__ import annotations

import io
import random
import re
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from PIL import Image as PillowImage
from pypdf import PdfReader

from qi_desktop.export import style_sheet
from qi_desktop.export.document import Document, ExportResult, Picture
from qi_desktop.export.layout import Layout, Page, lay_out
from qi_desktop.export.layout.page import Words
from qi_desktop.export.layout.typography import original_text
from qi_desktop.export.pdf import write_pdf
from qi_desktop.export.style_sheet import StyleSheet

STYLE = style_sheet.load("book")
BODY_WIDTH = (210 - 2 * 31.7) * 72 / 25.4
LEFT = 31.7 * 72 / 25.4
TOP, BOTTOM = (297 - 25.4) * 72 / 25.4, 25.4 * 72 / 25.4


@dataclass
class LaidOut:
    """Pages in order, and what the layout says about them."""

    layout: Layout
    pages: list[Page] = field(default_factory=list)

    def lines(self, page: int) -> list[str]:
        """The text of a page without header and footer, by base line from top to bottom, each from left to right."""
        return lines_of(self.pages[page])

    @property
    def text(self) -> str:
        """All text in the order of pages and lines."""
        return "\n".join(line for page in self.pages for line in lines_of(page))

    def page_with(self, words: str) -> int:
        """The index of the only page with these words."""
        (found,) = [page.index for page in self.pages if any(words in line for line in lines_of(page))]
        return found


def body_words(page: Page) -> list[Words]:
    """The words between the margins."""
    return [words for words in page.words if BOTTOM - 1 <= words[1] <= TOP]


def lines_of(page: Page) -> list[str]:
    rows: dict[float, list[Words]] = {}
    for words in body_words(page):
        rows.setdefault(round(words[1] - words[2].rise, 1), []).append(words)
    return ["".join(original_text(words[3]) for words in sorted(row, key=lambda words: words[0])) for _, row in sorted(rows.items(), reverse=True)]


def lay(document: Document, style: StyleSheet = STYLE, **sizes: tuple[float, float]) -> LaidOut:
    """Lay a document out; the keywords are natural sizes of pictures by asset."""
    pages: list[Page] = []
    made = LaidOut(lay_out(document, style, pages.append, sizes))
    made.pages = sorted(pages, key=lambda page: page.index)
    assert [page.index for page in made.pages] == list(range(made.layout.pages))
    return made


class PdfBytes:
    """A written file, and its readers."""

    def __init__(self, data: bytes, result: ExportResult) -> None:
        self.data, self.result = data, result

    def reader(self) -> Any:
        """The file as pypdf sees it; its types make every entry of a dictionary a bare object."""
        return PdfReader(io.BytesIO(self.data), strict=True)

    def texts(self) -> list[str]:
        """The text of each page as a viewer copies it."""
        opened: Any = pypdfium2.PdfDocument(self.data)  # type: ignore[no-untyped-call]
        result = []
        for number in range(len(opened)):
            page = opened[number]
            text_page = page.get_textpage()
            result.append(text_page.get_text_range().replace("\r\n", "\n"))
            text_page.close()
            page.close()
        opened.close()
        return result

    def tool(self, tmp_path: Path, name: str, *arguments: str) -> str:
        """What a program says about the file; skips where it is not installed. `FILE` among the arguments stands for the file."""
        program = shutil.which(name)
        if program is None:
            pytest.skip(f"{name} is not on this machine")
        path = tmp_path / "report.pdf"
        path.write_bytes(self.data)
        done = subprocess.run([program, *(str(path) if argument == "FILE" else argument for argument in arguments)], capture_output=True, check=True)
        return (done.stdout + done.stderr).decode("utf-8")


def write(document: Document, style: StyleSheet = STYLE, progress: Callable[[int, int], None] | None = None) -> PdfBytes:
    target = io.BytesIO()
    result = write_pdf(document, style, target, progress)
    return PdfBytes(target.getvalue(), result)


def squeezed(text: str) -> str:
    """The text without blanks and line ends, which a page may place anew."""
    return re.sub(r"\s", "", text)


def chinese(length: int, seed: int = 1) -> str:
    """Some Chinese text with marks and numbers of about that length; the same for the same seed."""
    dice = random.Random(seed)
    result = ""
    while len(result) < length:
        result += "".join(dice.choice("质量诚信报告管理体系运行检验计量标准产品顾客服务改进培训供方公司") for _ in range(dice.randint(3, 14)))
        result += dice.choice(["，", "。", "；", "、", "（例）", "GB/T 34041.1-2017", "2018年", "97.7%，", "“引文”", "ISO9001"])
    return result[:length]


def picture(identifier: str, mode: str = "RGB", size: tuple[int, int] = (60, 40), kind: str = "PNG") -> Picture:
    """A picture that can be shown."""
    data = io.BytesIO()
    image = PillowImage.linear_gradient("L").resize(size).convert(mode)
    if mode == "RGBA":
        image.putalpha(PillowImage.linear_gradient("L").resize(size))
    image.save(data, kind)
    return Picture(identifier, f"image/{kind.lower()}", data.getvalue(), *size)
