"""Kinds that both a style sheet and a document speak of.

Owns how pages are counted and what can be referred to. They stand apart from `document` so that the window, painted with the style sheet alone,
does without everything else that a document is made of.
"""

from __future__ import annotations

from enum import StrEnum


class NumberFormat(StrEnum):
    """How a section counts its pages."""

    NONE = "none"
    ROMAN_LOWER = "roman-lower"
    ROMAN_UPPER = "roman-upper"
    DECIMAL = "decimal"


class TargetKind(StrEnum):
    """What a cross-reference leads to, and what a list of contents lists."""

    CHAPTER = "chapter"
    TABLE = "table"
    FIGURE = "figure"
