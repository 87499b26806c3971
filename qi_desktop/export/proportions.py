"""Proportions that Word and PDF share: how large a picture is shown, where the cover's lines stand, how much room a list's label takes."""

from __future__ import annotations

# The cover from top to bottom: the share of the text's height left free above each of these.
COVER_SPACES = {"logo": 0.04, "title": 0.18, "organisation": 0.3}

_PICTURE_HEIGHT = 0.8  # of the text's height, so that the caption finds room on the same page
_LOGO_HEIGHT, _LOGO_WIDTH = 0.12, 0.5  # of the text's height and width
_LABEL_WIDTHS = {"bullet": 1.5, "dash": 1.0, "circled": 1.5, "decimal-full-paren": 3.25, "decimal-paren": 2.0, "decimal-dot": 2.0}
_USUAL_LABEL_WIDTH = 2.25

Size = tuple[float, float]  # width, height in points


def picture_size(natural: Size, share: float, text: Size) -> Size:
    """The size of a figure's picture: `share` of the text's width, or its own size (share 0) as far as the text's width and height let it."""
    width, height = natural
    scale = text[0] * share / width if 0 < share <= 1 else min(1.0, text[0] / width)
    scale = min(scale, text[1] * _PICTURE_HEIGHT / height)
    return width * scale, height * scale


def logo_size(natural: Size, text: Size) -> Size:
    """The size of the cover's logo."""
    width, height = natural
    scale = min(text[1] * _LOGO_HEIGHT / height, text[0] * _LOGO_WIDTH / width)
    return width * scale, height * scale


def list_label_width(name: str) -> float:
    """The room for a label of up to two digits and the gap behind it, in characters, by list style."""
    return _LABEL_WIDTHS.get(name, _USUAL_LABEL_WIDTH)
