"""Proportions that Word and PDF share: how large a picture is shown, how much room a list's label takes."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from qi_desktop.export.style_sheet import TitlePageStyle

_PICTURE_HEIGHT = 0.8  # of the text's height, so that the caption finds room on the same page
PLACEHOLDER_WIDTH = 0.8
"""The width of the frame that holds a picture's place, as a share of the text's."""
_LABEL_WIDTHS = {"bullet": 1.5, "dash": 1.0, "circled": 1.5, "decimal-full-paren": 3.25, "decimal-paren": 2.0, "decimal-dot": 2.0}
_USUAL_LABEL_WIDTH = 2.25

Size = tuple[float, float]  # width, height in points


def picture_size(natural: Size, share: float, text: Size) -> Size:
    """The size of a figure's picture: `share` of the text's width, or its own size (share 0) as far as the text's width and height let it."""
    width, height = natural
    scale = text[0] * share / width if 0 < share <= 1 else min(1.0, text[0] / width)
    scale = min(scale, text[1] * _PICTURE_HEIGHT / height)
    return width * scale, height * scale


def logo_size(natural: Size, text: Size, cover: TitlePageStyle) -> Size:
    """The size of the cover's logo: as large as the style sheet lets it be."""
    width, height = natural
    scale = min(text[1] * cover.logo_height / 100 / height, text[0] * cover.logo_width / 100 / width)
    return width * scale, height * scale


def list_label_width(name: str) -> float:
    """The room for a label of up to two digits and the gap behind it, in characters, by list style."""
    return _LABEL_WIDTHS.get(name, _USUAL_LABEL_WIDTH)
