"""Pages as content streams (ISO 32000-1 §7.8.2).

Owns the operators. A page of a long table holds a thousand words, so the common case is short and the rest apart.
"""

from __future__ import annotations

import math
from collections.abc import Callable

from qi_desktop.export.layout import Page
from qi_desktop.export.layout.faces import Face, TextStyle
from qi_desktop.export.layout.page import Words
from qi_desktop.export.layout.typography import STRETCHES
from qi_desktop.export.pdf.fonts import EmbeddedFace

_SLANT = math.tan(math.radians(12))  # there is no italic face; Chinese is slanted by about that much
_WATERMARK_COLOUR = "#E4E4E4"
_WATERMARK_ANGLE = math.radians(45)
_WATERMARK_LENGTH, _WATERMARK_SIZE = 0.75, 160.0  # share of the page's diagonal, largest size in points
_DASHES = "[3 2] 0 d"
_BLACK = "#000000"


def page_content(page: Page, embedded: Callable[[Face], EmbeddedFace], image_name: Callable[[str], str], watermark: TextStyle) -> bytes:
    """The content stream of a page. `image_name` gives the resource name of a picture, if it can be drawn."""
    out: list[str] = []
    if page.watermark:
        out.append(_watermark(page, embedded(watermark.face), watermark))
    for x, y, width, height, colour in page.fills:
        out.append(f"{_colour(colour)} rg {x:.2f} {y:.2f} {width:.2f} {height:.2f} re f")
    for image in page.images:
        if name := image_name(image.asset):
            out.append(f"q {image.width:.2f} 0 0 {image.height:.2f} {image.x:.2f} {image.y:.2f} cm /{name} Do Q")
    for (width, colour, dashed), rules in page.rules.items():
        out.append(f"q {width:g} w {_colour(colour)} RG" + (f" {_DASHES}" if dashed else ""))
        out += [f"{x1:.2f} {y1:.2f} m {x2:.2f} {y2:.2f} l" for x1, y1, x2, y2 in rules]
        out.append("S Q")
    if page.words:
        out.append("BT 0 g")
        _words(page.words, embedded, out)
        out.append("ET")
    return "\n".join(out).encode("ascii")


def _words(words: list[Words], embedded: Callable[[Face], EmbeddedFace], out: list[str]) -> None:
    current: TextStyle | None = None
    colour, spacing, slant = _BLACK, 0.0, "1 0 0 1"
    code: Callable[[str], str] = str
    add = out.append
    for x, y, style, text, added in words:
        if style is not current:
            font = embedded(style.face)
            code = font.codes.__getitem__
            if current is None or style.face is not current.face or style.size != current.size:
                add(f"/{font.name} {style.size:g} Tf")
            if style.colour != colour:
                colour = style.colour
                add(f"{_colour(colour)} rg")
            slant = f"1 0 {_SLANT:.4f} 1" if style.slanted else "1 0 0 1"
            current = style
        if not added:
            if spacing:
                add("0 Tc")
                spacing = 0.0
            add(f"{slant} {x:.2f} {y:.2f} Tm<{''.join(map(code, text))}>Tj")
            continue
        add(f"{slant} {x:.2f} {y:.2f} Tm")
        back = 1000 * added / style.size
        for latin, other in STRETCHES.findall(text):
            if other:
                if spacing != added:
                    add(f"{added:.3f} Tc")
                    spacing = added
                add(f"<{''.join(map(code, other))}>Tj")
            else:
                if spacing:
                    add("0 Tc")
                    spacing = 0.0
                # Blanks take the room in Latin text; behind its last letter it stands as a step.
                pieces = "".join(f"<{''.join(map(code, piece))}>{-back:.0f}" for piece in _with_blanks(latin))
                add(f"[{pieces}]TJ")
    if spacing:
        add("0 Tc")


def _with_blanks(latin: str) -> list[str]:
    """A Latin stretch cut behind its blanks."""
    head, blank, _ = latin.partition(" ")
    return [head + " " * (len(latin) - len(head))] if blank else [latin]


def _watermark(page: Page, font: EmbeddedFace, style: TextStyle) -> str:
    """The mark of a draft across the page, behind everything."""
    text = page.watermark
    em = max(font.face.width(text), 1.0)
    size = min(_WATERMARK_SIZE, math.hypot(page.width, page.height) * _WATERMARK_LENGTH / em)
    cosine, sine = math.cos(_WATERMARK_ANGLE), math.sin(_WATERMARK_ANGLE)
    along, up = em * size / 2, size * 0.38
    x = page.width / 2 - along * cosine + up * sine
    y = page.height / 2 - along * sine - up * cosine
    return (
        f"/Artifact<</Type/Pagination/Subtype/Watermark>>BDC BT {_colour(_WATERMARK_COLOUR)} rg /{font.name} {size:.1f} Tf "
        f"{cosine:.4f} {sine:.4f} {-sine:.4f} {cosine:.4f} {x:.2f} {y:.2f} Tm<{font.encode(text)}>Tj ET EMC"
    )


def _colour(colour: str) -> str:
    """`#RRGGBB` as three numbers; black for anything else."""
    digits = colour.lstrip("#")
    try:
        red, green, blue = (int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4))
    except ValueError:
        return "0 0 0"
    return f"{red:.3g} {green:.3g} {blue:.3g}"
