"""Word files made by hand for the tests: a body in WordprocessingML, and the parts that it needs."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from pathlib import Path

from qi_desktop.core import richtext
from qi_desktop.core.drafts import Draft
from qi_desktop.interchange.incoming import IncomingReport

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)
_KINDS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELATIONSHIPS = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
HEADINGS = "".join(
    f'<w:style w:type="paragraph" w:styleId="H{level}"><w:name w:val="heading {level}"/><w:pPr><w:outlineLvl w:val="{level - 1}"/></w:pPr></w:style>'
    for level in (1, 2, 3)
)


def word(
    folder: Path,
    body: str,
    styles: str = HEADINGS,
    numbering: str = "",
    parts: Mapping[str, bytes | str] | None = None,
    relations: str = "",
    name: str = "报告.docx",
) -> Path:
    """A Word file with that body. `parts` are further parts by name, `relations` further relationships of the body."""
    path = folder / name
    own = "".join(
        f'<Relationship Id="{kind}" Type="{_KINDS}/{kind}" Target="{kind}.xml"/>'
        for kind in ("styles", "numbering", "footnotes", "comments")
        if kind in ("styles", "numbering") or f"word/{kind}.xml" in (parts or {})
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("_rels/.rels", _RELATIONSHIPS.format(f'<Relationship Id="a" Type="{_KINDS}/officeDocument" Target="word/document.xml"/>'))
        package.writestr("word/_rels/document.xml.rels", _RELATIONSHIPS.format(own + relations))
        package.writestr("word/document.xml", f"<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>")
        package.writestr("word/styles.xml", f"<w:styles {NAMESPACES}>{styles}</w:styles>")
        package.writestr("word/numbering.xml", f"<w:numbering {NAMESPACES}>{numbering}</w:numbering>")
        for part, data in (parts or {}).items():
            package.writestr(part, data)
    return path


def relation(identifier: str, kind: str, target: str, external: bool = False) -> str:
    """A relationship of the body."""
    outside = ' TargetMode="External"' if external else ""
    return f'<Relationship Id="{identifier}" Type="{_KINDS}/{kind}" Target="{target}"{outside}/>'


def paragraph(text: str, properties: str = "", run: str = "") -> str:
    """A paragraph of one run."""
    return f'<w:p><w:pPr>{properties}</w:pPr><w:r><w:rPr>{run}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


def heading(text: str, level: int = 1) -> str:
    """A paragraph with a heading's style."""
    return paragraph(text, f'<w:pStyle w:val="H{level}"/>')


def table(*rows: str) -> str:
    """A table of such rows."""
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>"


def cell(text: str = "", properties: str = "") -> str:
    """A cell with one paragraph."""
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraph(text)}</w:tc>"


def titles(incoming: IncomingReport) -> list[tuple[int, str]]:
    """The chapters as (level, title)."""
    return [(chapter.level, chapter.title) for chapter in incoming.chapters]


def blocks(incoming: IncomingReport) -> list[Draft]:
    """All blocks in order."""
    return [block for chapter in incoming.chapters for block in chapter.blocks]


def texts(incoming: IncomingReport) -> list[str]:
    """The words of all blocks in order."""
    return [richtext.text_of(block.text) for block in blocks(incoming)]


def kinds(incoming: IncomingReport) -> list[str]:
    """What the remarks are about."""
    return [remark.kind for remark in incoming.remarks]
