"""The smallest pieces of WordprocessingML, as strings: texts, runs, fields, paragraphs.

Strings and not element trees, because a report's body is streamed into the file and must not lie in memory as a whole. Everything that comes from a
user passes `escape` or `run_text`; both drop what XML cannot hold.
"""

from __future__ import annotations

import re

from qi_desktop.core.richtext import clean

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NAMESPACES = (
    f'xmlns:w="{W}" xmlns:r="{R}" xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
    ' xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:w10="urn:schemas-microsoft-com:office:word"'
)
HEADER = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

TWIPS_PER_POINT = 20
TWIPS_PER_MILLIMETRE = 1440 / 25.4
EMU_PER_POINT = 12700

# Whatever needs more than copying: markup, control characters, what XML 1.0 (fifth edition) §2.2 forbids, ends that would lose a blank.
_SPECIAL = re.compile('[&<>"\x00-\x1f\ud800-\udfff\ufffe\uffff]')
_PIECES = re.compile("([\n\t])")
_ENTITIES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"})
# Word takes these from the Latin font unless told that they belong to a Chinese text; “” and … would then be half as wide.
_AMBIGUOUS = re.compile("[\u00b7\u00d7\u00f7\u2014\u2018-\u201d\u2026\u2030\u2032\u2033\u2103\u2160-\u217f\u2190-\u2193\u2460-\u249b\u25a0-\u25cf]")
_CHINESE = re.compile("[\u2e80-\u9fff\uff00-\uffef]")
EAST_ASIAN_HINT = '<w:rFonts w:hint="eastAsia"/>'


def escape(text: str) -> str:
    """The text for an attribute or an element: on one line, with entities, without what XML cannot hold."""
    if not _SPECIAL.search(text):
        return text
    return clean(text).replace("\n", " ").replace("\t", " ").translate(_ENTITIES)


def run_text(text: str) -> str:
    """The contents of a run: line ends become breaks, tabs become tabs."""
    if not text:
        return ""
    if not _SPECIAL.search(text):
        return f"<w:t>{text}</w:t>" if text.strip() == text else f'<w:t xml:space="preserve">{text}</w:t>'
    result = []
    for piece in _PIECES.split(clean(text)):
        if piece == "\n":
            result.append("<w:br/>")
        elif piece == "\t":
            result.append("<w:tab/>")
        elif piece:
            result.append(f'<w:t xml:space="preserve">{piece.translate(_ENTITIES)}</w:t>')
    return "".join(result)


def run(text: str, properties: str = "", style: str = "") -> str:
    """A run of this text; empty when nothing of the text is left.

    `style` is the id of a character style, `properties` are further elements of `w:rPr` in the order of the schema.
    """
    content = run_text(text)
    if not content:
        return ""
    hint = EAST_ASIAN_HINT if _AMBIGUOUS.search(text) and _CHINESE.search(text) else ""
    return f"<w:r>{run_properties(properties, style, hint)}{content}</w:r>"


def run_properties(properties: str = "", style: str = "", hint: str = "") -> str:
    """The `w:rPr` of a run, empty if there is nothing to say."""
    if style:
        hint = f'<w:rStyle w:val="{style}"/>{hint}'
    return f"<w:rPr>{hint}{properties}</w:rPr>" if hint or properties else ""


def field(instruction: str, result: str, properties: str = "", style: str = "") -> str:
    """A field with its stored result; `instruction` is plain text, `result` the text that is shown until a program computes it anew."""
    shown = run(result, properties, style) or run(" ", properties, style)
    return f"{field_begin(instruction, properties, style)}{shown}{field_end(properties, style)}"


def field_begin(instruction: str, properties: str = "", style: str = "") -> str:
    """The runs of a field up to its result."""
    marks = run_properties(properties, style)
    return (
        f'<w:r>{marks}<w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r>{marks}<w:instrText xml:space="preserve"> {escape(instruction)} </w:instrText></w:r>'
        f'<w:r>{marks}<w:fldChar w:fldCharType="separate"/></w:r>'
    )


def field_end(properties: str = "", style: str = "") -> str:
    """The run behind a field's result."""
    return f'<w:r>{run_properties(properties, style)}<w:fldChar w:fldCharType="end"/></w:r>'


def paragraph(style: str, content: str, properties: str = "") -> str:
    """A paragraph. `properties` are the elements of `w:pPr` behind the style. Its `w:pPr` always comes first, so that a section's end
    fits in later."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{properties}</w:pPr>{content}</w:p>'


def twips(points: float) -> int:
    """Points in twentieths of a point."""
    return round(points * TWIPS_PER_POINT)
