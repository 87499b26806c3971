"""Makes small documents, writes them as Word files, and reads those back for the tests of the Word writer.

`printed_labels` counts numbered paragraphs the way Word does (ECMA-376 17.9: the count belongs to the abstract list, an instance's start holds at its
first use), so that labels can be checked without Word.
"""

from __future__ import annotations

import importlib.util
import io
import zipfile
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from docx import Document as open_word
from lxml import etree

from qi_desktop.core import numerals
from qi_desktop.core.lists import ItemInput, labels
from qi_desktop.core.outline import number_label
from qi_desktop.core.richtext import Text, plain
from qi_desktop.export import style_sheet
from qi_desktop.export.document import (
    Contents,
    Document,
    ExportResult,
    Heading,
    Item,
    ListItem,
    Paragraph,
    Picture,
    Properties,
    SectionStart,
    Table,
    TableColumn,
    TitlePage,
)
from qi_desktop.export.kinds import NumberFormat
from qi_desktop.export.style_sheet import StyleSheet
from qi_desktop.export.word import write_word

Element = Any  # the stubs of lxml make every attribute optional, which only hides what a test says
STYLE = style_sheet.load("book")
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
NAMES = {
    "w": W[1:-1],
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
}
FRONT = SectionStart("front", NumberFormat.ROMAN_LOWER, 1, "甲公司质量诚信报告", "{page}")
BODY = SectionStart("body", NumberFormat.DECIMAL, 1, "甲公司质量诚信报告", "{page}")
COVER = (SectionStart("title", NumberFormat.NONE, None, "", ""), TitlePage("质量诚信报告", "", "甲公司", "Jia Co., Ltd.", "2025年度"))


def document(*items: Item, pictures: Iterable[Picture] = (), draft: bool = False, watermark: str = "") -> Document:
    properties = Properties("质量诚信报告", "甲公司", "甲公司2025", ("质量", "诚信"), "zh-CN", 2025)
    return Document(properties, items, {picture.id: picture for picture in pictures}, draft, watermark)


def heading(number: str, title: str = "标题", counter: tuple[int, ...] = (), **changes: Any) -> Heading:
    """A heading of the body; `number` is its id, too. Without a counter it stands in the back matter."""
    level = changes.pop("level", max(len(counter), 1))
    label = changes.pop("label", number_label(counter, STYLE.numbering.levels))
    values = {"new_page": level == 1, "in_contents": True, "matter": "body" if counter else "back"} | changes
    return Heading(number, level, label, title, counter, **values)


def paragraph(number: str, text: str | Text, role: str = "body") -> Paragraph:
    return Paragraph(number, role, plain(text) if isinstance(text, str) else text)


def items(*entries: tuple[str, int, int | None]) -> list[ListItem]:
    """List items of (style, level, wished number) with the labels that the program computes."""
    found = labels(ItemInput(*entry) for entry in entries)
    return [
        ListItem(f"item{place}", style, level, str(label.key), label.label, label.value, plain(f"第{place}项"))
        for place, ((style, level, _), label) in enumerate(zip(entries, found, strict=True))
    ]


def table(number: str, rows: Iterable[tuple[str | Text, ...]], *columns: TableColumn | str, **values: Any) -> Table:
    rows = tuple(rows)
    made = tuple(column if isinstance(column, TableColumn) else TableColumn(column) for column in columns)
    keys = {"label": "", "caption": (), "row_ids": tuple(f"row{place}" for place in range(len(rows)))} | values
    return Table(number, keys.pop("label"), keys.pop("caption"), made, rows, **keys)


def sample() -> Document:
    """A small document with one of everything that is not a picture."""
    return document(
        *COVER,
        FRONT,
        heading("front", "郑重声明", in_contents=False, matter="front"),
        paragraph("declaration", "本公司对报告内容的客观性负责。"),
        Contents("contents", "目录", 2),
        BODY,
        heading("one", "质量理念", (1,)),
        heading("two", "企业使命", (1, 1)),
        paragraph("text", "为用户提供“天然气”应用系统解决方案。"),
        *items(("decimal-comma", 0, None), ("decimal-comma", 0, None), ("bullet", 0, None)),
        table(
            "table",
            [("气体流量计", "98")],
            "产品",
            TableColumn("目标（%）", "number"),
            label="表 1-1",
            caption=plain("质量目标"),
            note=plain("注：年度值。"),
        ),
        SectionStart("back", NumberFormat.DECIMAL, None, "{chapter}", "{page}/{pages}"),
        heading("back", "结束语", matter="back"),
        paragraph("end", "谢谢。", "signature"),
    )


class WordFile:
    """A written file, opened again."""

    def __init__(self, data: bytes, result: ExportResult) -> None:
        self.data, self.result = data, result
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            self.names = package.namelist()
            self._parts = {name: package.read(name) for name in self.names}

    def xml(self, name: str) -> Element:
        """A part, parsed anew."""
        return etree.fromstring(self._parts[name])

    def bytes(self, name: str) -> bytes:
        return self._parts[name]

    @property
    def body(self) -> Element:
        return self.xml("word/document.xml")[0]

    def find(self, path: str, part: str = "word/document.xml") -> list[Any]:
        """Elements or attributes by XPath."""
        return list(self.xml(part).xpath(path, namespaces=NAMES))

    def paragraphs(self) -> list[Element]:
        return self.find("//w:body//w:p")

    def paragraph(self, text: str) -> Element:
        """The one paragraph with exactly this text."""
        (found,) = [element for element in self.paragraphs() if text_of(element) == text]
        return found

    def python_docx(self) -> Any:
        return open_word(io.BytesIO(self.data))


def write(made: Document, style: StyleSheet = STYLE, pages: ExportResult | Mapping[str, str] | None = None, **options: Any) -> WordFile:
    target = io.BytesIO()
    result = write_word(made, style, target, pages if isinstance(pages, ExportResult) else ExportResult(0, pages or {}), **options)
    return WordFile(target.getvalue(), result)


def text_of(element: Element) -> str:
    """The text of an element as a reader sees it: results of fields, not their instructions."""
    return "".join(
        piece.text or "" if piece.tag == f"{W}t" else "\n" if piece.tag == f"{W}br" else "\t"
        for piece in element.iter(f"{W}t", f"{W}br", f"{W}tab")
        if piece.getparent().tag == f"{W}r"
    )


def style_of(element: Element) -> str:
    found: list[str] = element.xpath("w:pPr/w:pStyle/@w:val", namespaces=NAMES)
    return found[0] if found else ""


@cache
def _checker(folder: Path) -> tuple[Any, etree.XMLSchema]:
    """The checker beside the schema, and the schema, read once because that takes a second."""
    spec = importlib.util.spec_from_file_location("docx_validate", folder / "docx_validate.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module, etree.XMLSchema(etree.parse(str(folder / "wml.xsd")))


def validate(file: WordFile, shared: Path) -> list[str]:
    """What the transitional schema of ECMA-376 has against the WordprocessingML parts of the file."""
    module, schema = _checker(shared / "ooxml-xsd")
    complaints = []
    for name in file.names:
        root = module.consumed(file.xml(name)) if name.startswith("word/") and name.endswith(".xml") else None
        if root is not None and etree.QName(root).namespace == W[1:-1] and not schema.validate(etree.fromstring(etree.tostring(root))):
            complaints.append(f"{name}: {schema.error_log}")
    return complaints


_FORMATS: Mapping[str, Callable[[int], str]] = {
    "decimal": str,
    "chineseCountingThousand": numerals.chinese,
    "lowerRoman": numerals.roman,
    "decimalEnclosedCircle": numerals.circled,
    "bullet": lambda value: "",
}


def printed_labels(file: WordFile) -> list[tuple[str, str]]:
    """(label, text) of each paragraph, counted as Word counts."""
    numbering, styles = file.xml("word/numbering.xml"), file.xml("word/styles.xml")
    abstract = {
        one.get(f"{W}abstractNumId"): {int(level.get(f"{W}ilvl")): level for level in one.iter(f"{W}lvl")}
        for one in numbering.iter(f"{W}abstractNum")
    }
    instances = {one.get(f"{W}numId"): one for one in numbering.iter(f"{W}num")}
    by_style = {one.get(f"{W}styleId"): one for one in styles.iter(f"{W}style")}
    counts: dict[str, dict[int, int]] = {}
    used: set[tuple[str, int]] = set()
    result = []
    for element in file.paragraphs():
        number = _numbering_of(element, by_style)
        label = ""
        if number and number[0] != "0":
            number_id, place = number
            instance = instances[number_id]
            list_id = instance.find(f"{W}abstractNumId").get(f"{W}val")
            levels = abstract[list_id] | {int(level.get(f"{W}ilvl")): level for level in instance.iter(f"{W}lvl")}
            count = counts.setdefault(list_id, {})
            start = instance.xpath(f"w:lvlOverride[@w:ilvl='{place}']/w:startOverride/@w:val", namespaces=NAMES)
            if start and (number_id, place) not in used:
                count[place] = int(start[0]) - 1
            used.add((number_id, place))
            count[place] = count.get(place, 0) + 1
            for above in range(place):
                count.setdefault(above, 1)
            for below in [level for level in count if level > place]:
                del count[below]
            label = levels[place].find(f"{W}lvlText").get(f"{W}val")
            for level in range(place + 1):
                form = levels[level].find(f"{W}numFmt").get(f"{W}val")
                label = label.replace(f"%{level + 1}", _FORMATS[form](count.get(level, 0)))
        result.append((label, text_of(element)))
    return result


def _numbering_of(element: Element, styles: Mapping[str, Element]) -> tuple[str, int] | None:
    """Instance and level of a paragraph: its own, or those of its style or the styles that is based on."""
    number = level = None
    place: Element | None = element
    name = style_of(element)
    while place is not None:
        found = place.find(f"{W}pPr/{W}numPr")
        if found is not None:
            if number is None and found.find(f"{W}numId") is not None:
                number = found.find(f"{W}numId").get(f"{W}val")
            if level is None and found.find(f"{W}ilvl") is not None:
                level = int(found.find(f"{W}ilvl").get(f"{W}val"))
        if number is not None and level is not None:
            break
        if place is not element:
            based = place.find(f"{W}basedOn")
            name = based.get(f"{W}val") if based is not None else ""
        place = styles.get(name)
    return (number, level or 0) if number is not None else None
