"""Putting a PDF file together: pages as they come from the layout, then what needs all of them.

Owns the structure around the pages: resources, links, outline, labels, properties.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import BinaryIO

from qi_desktop.core.messages import message
from qi_desktop.export.addresses import link_address
from qi_desktop.export.document import Document, ExportResult, Figure, Remark
from qi_desktop.export.kinds import NumberFormat
from qi_desktop.export.layout import Layout, OutlineEntry, Page, lay_out
from qi_desktop.export.layout.faces import Face, TextStyle, face
from qi_desktop.export.paging import found, prepared, sizes, substitutes
from qi_desktop.export.pdf.content import page_content
from qi_desktop.export.pdf.file import PdfFile, text_string
from qi_desktop.export.pdf.fonts import EmbeddedFace
from qi_desktop.export.pdf.images import write_image
from qi_desktop.export.pictures import PreparedPicture
from qi_desktop.export.style_sheet import StyleSheet

_PRODUCER = "QI Desktop"
_LABEL_STYLES = {NumberFormat.DECIMAL: "/S/D", NumberFormat.ROMAN_LOWER: "/S/r", NumberFormat.ROMAN_UPPER: "/S/R"}
_OPEN_LEVELS = 1  # outline entries down to this level show what is below them
_KIDS = 64  # pages per node of the page tree

Progress = Callable[[int, int], None]


def write_pdf(
    document: Document, style: StyleSheet, target: BinaryIO, progress: Progress | None = None, created: datetime | None = None
) -> ExportResult:
    """Write the document as a PDF file.

    `progress(done, total)` may raise CancelledError, which passes through. `created` is the date that the file names; without one it names none, so
    that the same document always gives the same bytes.
    """
    pictures, remarks = prepared(document)
    writer = _Writer(document, style, PdfFile(target), pictures)
    layout = lay_out(document, style, writer.page, sizes(pictures), progress)
    writer.close(layout, created)
    return found(layout, remarks + writer.remarks)


class _Writer:
    def __init__(self, document: Document, style: StyleSheet, file: PdfFile, pictures: dict[str, PreparedPicture]) -> None:
        self._document, self._file, self._pictures = document, file, pictures
        self._root, self._resources = file.reserve(), file.reserve()
        self._faces: dict[Face, tuple[EmbeddedFace, int]] = {}
        self._images: dict[str, tuple[str, int]] = {}
        self._pages: dict[int, int] = {}  # index → object number
        self._parents: dict[int, int] = {}
        self.remarks = substitutes(style)
        self._waiting: list[tuple[int, str, str]] = []  # object number, rectangle, id: links whose aim may still be to come
        font = style.fonts[style.role("title").font]
        self._watermark = TextStyle(face(font.bold), 1.0)

    # Pages ----------------------------------------------------------------------------------------------------------------------------------

    def page(self, page: Page) -> None:
        """Write a page."""
        file = self._file
        for image in page.images:
            self._image(image.asset, image.width, image.height)
        content = file.stream(page_content(page, self._embedded, lambda asset: self._images[asset][0], self._watermark))
        node = page.index // _KIDS
        if node not in self._parents:
            self._parents[node] = file.reserve()
        links = [link for link in (self._link(*link) for link in page.links) if link]
        notes = f"/Annots[{' '.join(links)}]" if links else ""
        self._pages[page.index] = file.add(
            f"<</Type/Page/Parent {self._parents[node]} 0 R/MediaBox[0 0 {page.width:.2f} {page.height:.2f}]/Resources {self._resources} 0 R"
            f"/Contents {content} 0 R{notes}>>"
        )

    def _embedded(self, used: Face) -> EmbeddedFace:
        found = self._faces.get(used)
        if found is None:
            found = self._faces[used] = (EmbeddedFace(used, f"F{len(self._faces) + 1}"), self._file.reserve())
        return found[0]

    def _image(self, asset: str, width: float, height: float) -> None:
        if asset in self._images:
            return
        try:
            self._images[asset] = (f"I{len(self._images) + 1}", write_image(self._file, self._pictures[asset], width, height))
        except Exception as error:  # Pillow's decoders raise whatever the broken bytes lead to, some of it only when all pixels are read
            self._images[asset] = ("", 0)
            trouble = message("The picture cannot be drawn ({detail}); save it as PNG or JPEG and choose it again.", detail=type(error).__name__)
            self.remarks += [Remark(item.id, trouble) for item in self._document.items if isinstance(item, Figure) and item.asset == asset]

    def _link(self, left: float, bottom: float, right: float, top: float, target: str) -> str:
        """An annotation that leads somewhere; empty if the address leads nowhere."""
        rectangle = f"[{left:.2f} {bottom:.2f} {right:.2f} {top:.2f}]"
        if target.startswith("#"):
            number = self._file.reserve()
            self._waiting.append((number, rectangle, target[1:]))
            return f"{number} 0 R"
        address = link_address(target)
        if not address:
            return ""
        return f"<</Type/Annot/Subtype/Link/Border[0 0 0]/Rect{rectangle}/A<</S/URI/URI{text_string(address)}>>>>"

    # Everything else ------------------------------------------------------------------------------------------------------------------------

    def close(self, layout: Layout, created: datetime | None) -> None:
        """Write what needs all pages."""
        file = self._file
        for number, rectangle, item in self._waiting:
            anchor = layout.anchors.get(item)
            aim = f"/Dest{self._destination(anchor.page, anchor.y)}" if anchor else ""
            file.put(number, f"<</Type/Annot/Subtype/Link/Border[0 0 0]/Rect{rectangle}{aim}>>")
        tree = self._page_tree(layout.pages)
        outline = self._outline(layout.outline)
        # One dictionary for all pages: the faces and pictures of a report are few.
        for count, (font, number) in enumerate(self._faces.values()):
            font.write(file, number, "QIDES" + chr(ord("A") + count))
        fonts = "".join(f"/{font.name} {number} 0 R" for font, number in self._faces.values())
        images = "".join(f"/{name} {number} 0 R" for name, number in self._images.values() if name)
        file.put(self._resources, f"<</ProcSet[/PDF/Text/ImageB/ImageC]/Font<<{fonts}>>/XObject<<{images}>>>>")
        properties = self._document.properties
        language = f"/Lang{text_string(properties.language)}" if properties.language else ""
        bookmarks = f"/Outlines {outline} 0 R/PageMode/UseOutlines" if outline else ""
        file.put(
            self._root,
            f"<</Type/Catalog/Pages {tree} 0 R{bookmarks}{language}/PageLabels<</Nums[{_page_labels(layout)}]>>"
            "/ViewerPreferences<</DisplayDocTitle true>>>>",
        )
        file.close(self._root, self._information(created))

    def _page_tree(self, count: int) -> int:
        file = self._file
        root = file.reserve()
        for node, number in sorted(self._parents.items()):
            kids = [self._pages[index] for index in range(node * _KIDS, min(count, (node + 1) * _KIDS))]
            file.put(number, f"<</Type/Pages/Parent {root} 0 R/Count {len(kids)}/Kids[{' '.join(f'{kid} 0 R' for kid in kids)}]>>")
        nodes = " ".join(f"{number} 0 R" for _, number in sorted(self._parents.items()))
        file.put(root, f"<</Type/Pages/Count {count}/Kids[{nodes}]>>")
        return root

    def _destination(self, page: int, y: float) -> str:
        return f"[{self._pages[page]} 0 R/XYZ null {y:.0f} null]"

    def _outline(self, entries: list[OutlineEntry]) -> int:
        """The outline as a tree of linked objects (§12.3.3); 0 without entries."""
        if not entries:
            return 0
        file = self._file
        root = file.reserve()
        numbers = [file.reserve() for _ in entries]
        children: dict[int, list[int]] = {}
        parents: list[int] = []
        path: list[tuple[int, int]] = []  # (level, index)
        for index, entry in enumerate(entries):
            while path and path[-1][0] >= entry.level:
                path.pop()
            parent = path[-1][1] if path else -1
            parents.append(parent)
            children.setdefault(parent, []).append(index)
            path.append((entry.level, index))
        for index, entry in enumerate(entries):
            siblings, below = children[parents[index]], children.get(index)
            place = siblings.index(index) if len(siblings) < 8 else _place(siblings, index)
            parts = [f"/Title{text_string(entry.title)}/Parent {numbers[parents[index]] if parents[index] >= 0 else root} 0 R"]
            parts.append(f"/Dest{self._destination(entry.anchor.page, entry.anchor.y)}")
            if place:
                parts.append(f"/Prev {numbers[siblings[place - 1]]} 0 R")
            if place < len(siblings) - 1:
                parts.append(f"/Next {numbers[siblings[place + 1]]} 0 R")
            if below:
                sign = "" if entry.level <= _OPEN_LEVELS else "-"
                parts.append(f"/First {numbers[below[0]]} 0 R/Last {numbers[below[-1]]} 0 R/Count {sign}{len(below)}")
            file.put(numbers[index], f"<<{''.join(parts)}>>")
        top = children[-1]
        shown = len(top) + sum(len(children.get(index, ())) for index in top if entries[index].level <= _OPEN_LEVELS)
        file.put(root, f"<</Type/Outlines/First {numbers[top[0]]} 0 R/Last {numbers[top[-1]]} 0 R/Count {shown}>>")
        return root

    def _information(self, created: datetime | None) -> int:
        properties = self._document.properties
        entries = {
            "Title": properties.title,
            "Author": properties.author,
            "Subject": properties.subject,
            "Keywords": ", ".join(properties.keywords),
            "Creator": _PRODUCER,
            "Producer": _PRODUCER,
        }
        date = f"/CreationDate(D:{created:%Y%m%d%H%M%S})" if created else ""
        return self._file.add("<<" + "".join(f"/{name}{text_string(value)}" for name, value in entries.items() if value) + date + ">>")


def _place(ordered: list[int], value: int) -> int:
    """Where a value stands in an ordered list."""
    from bisect import bisect_left

    return bisect_left(ordered, value)


def _page_labels(layout: Layout) -> str:
    """The entries of the number tree by which readers name pages (§12.4.2)."""
    starts = {label.index: label for label in layout.labels if label.index < max(layout.pages, 1)}
    entries = []
    for index, label in sorted(starts.items()):
        form = _LABEL_STYLES.get(label.form)
        entries.append(f"{index}<<{form}/St {max(1, label.first)}>>" if form else f"{index}<<>>")
    return " ".join(entries)
