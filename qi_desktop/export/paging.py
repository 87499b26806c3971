"""The pages of a document for both writers: its pictures made fit, the layout run, its findings in the form of a report.

Owns what an export tells about pages and pictures, the same whether a PDF is drawn or only Word's contents need its page numbers.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from qi_desktop.core.messages import Message, message
from qi_desktop.export.document import Document, ExportResult, Figure, Item, Remark, TitlePage
from qi_desktop.export.layout import Layout, lay_out
from qi_desktop.export.style_sheet import StyleSheet

if TYPE_CHECKING:
    from qi_desktop.export.pictures import PreparedPicture


def page_labels(document: Document, style: StyleSheet, progress: Callable[[int, int], None] | None = None) -> ExportResult:
    """What `write_pdf` would report, without writing anything; but for remarks on characters in headers and footers."""
    pictures, remarks = prepared(document)
    return found(lay_out(document, style, None, sizes(pictures), progress), remarks + substitutes(style))


def found(layout: Layout, remarks: list[Remark]) -> ExportResult:
    """The layout's findings, behind the remarks made before."""
    labels = {item: anchor.label for item, anchor in layout.anchors.items() if anchor.label}
    return ExportResult(layout.pages, labels, tuple(remarks + layout.remarks), layout.places, layout.tables)


def substitutes(style: StyleSheet) -> list[Remark]:
    """Which fonts of the style sheet a PDF shows in the face of another one, because there is no free font of their kind."""
    shown: dict[str, str] = {}
    missing: dict[str, list[str]] = {}
    used = {role.font for role in style.roles.values()}
    for name, font in style.fonts.items():
        other = shown.setdefault(font.regular, font.word)
        if name in used and font.word != other:
            missing.setdefault(other, []).append(font.word)
    return [
        Remark(
            "",
            message("The PDF shows {fonts} in the face of {other}; the Word file names the fonts themselves.", fonts="、".join(names), other=other),
        )
        for other, names in missing.items()
    ]


def prepared(document: Document) -> tuple[dict[str, PreparedPicture], list[Remark]]:
    """The pictures that can be shown, and what is the matter with the others."""
    made: dict[str, PreparedPicture] = {}
    failed: dict[str, Message] = {}
    remarks = []
    for item in document.items:
        asset = _asset(item)
        if not asset:
            continue
        if asset not in made and asset not in failed:
            from qi_desktop.export.pictures import prepare  # Pillow takes its time to load, and many reports have no pictures

            picture = document.pictures.get(asset)
            result = prepare(picture) if picture else message("The picture is missing; choose the picture file again.")
            if isinstance(result, Message):
                failed[asset] = result
            else:
                made[asset] = result
        trouble = failed.get(asset) or made[asset].remark
        if trouble:
            remarks.append(Remark(item.id if isinstance(item, Figure) else "", trouble))
    return made, remarks


def _asset(item: Item) -> str:
    return item.asset if isinstance(item, Figure) else item.logo if isinstance(item, TitlePage) else ""


def sizes(pictures: Mapping[str, PreparedPicture]) -> dict[str, tuple[float, float]]:
    """The natural sizes of pictures in points, by asset."""
    return {asset: (picture.width, picture.height) for asset, picture in pictures.items()}
