"""How much room the labels of lists take; the same for Word and PDF."""

from __future__ import annotations

_WIDTHS = {"bullet": 1.5, "dash": 1.0, "circled": 1.5, "decimal-full-paren": 3.25, "decimal-paren": 2.0, "decimal-dot": 2.0}
_USUAL = 2.25


def list_label_width(name: str) -> float:
    """The room for a label of up to two digits and the gap behind it, in characters."""
    return _WIDTHS.get(name, _USUAL)
