"""List styles and the labels of list items.

Owns the names of the styles that reports use (1、 1) （1） ① ● - and the nested 4.1) and the counting of items. The typed number is never part of an
item's text: labels are computed here for the editor and the exporters alike.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from qi_desktop.core import numerals
from qi_desktop.core.records import dataclass


@dataclass(frozen=True, slots=True)
class ListStyle:
    """A style: its name, its label pattern with `{n}` for the item's number (none: a bullet), and how people type it at a line's start."""

    name: str
    pattern: str
    typed: str  # regular expression with a group "n" for the typed number

    @property
    def is_bullet(self) -> bool:
        """True if items have no number."""
        return "{" not in self.pattern


NESTED = "decimal-nested"

LIST_STYLES: dict[str, ListStyle] = {
    style.name: style
    for style in (
        ListStyle("decimal-comma", "{n}、", r"(?P<n>\d{1,3})、\s*"),
        ListStyle(NESTED, "{parent}.{n}", r"(?P<parent>\d{1,3})\.(?P<n>\d{1,3})\s+"),
        ListStyle("decimal-dot", "{n}.", r"(?P<n>\d{1,3})[.．]\s+"),
        ListStyle("decimal-full-paren", "（{n}）", r"（(?P<n>\d{1,3})）\s*"),
        ListStyle("decimal-paren", "{n})", r"(?P<n>\d{1,3})[)）]\s*"),
        ListStyle("circled", "{circled}", r"(?P<n>[①-⑳㉑-㉟㊱-㊿])\s*"),
        ListStyle("bullet", "●", r"[●•·]\s*"),
        ListStyle("dash", "-", r"[-–—]\s+"),
    )
}
_TYPED = {name: re.compile(style.typed) for name, style in LIST_STYLES.items()}
MAXIMUM_LEVEL = 8


@dataclass(frozen=True, slots=True)
class ItemInput:
    """What decides a label: the style, the depth from 0, and the wished number (None: the next one)."""

    style: str
    level: int
    start: int | None = None


@dataclass(frozen=True, slots=True)
class ItemLabel:
    """A computed label; items with one `key` belong to one list."""

    label: str
    value: int
    key: int


def labels(items: Iterable[ItemInput]) -> list[ItemLabel]:
    """The labels of a chapter's list items in order.

    Items of one style and level count on, also across paragraphs and other lists between them. An item of a higher level (smaller number) begins
    the lists below it anew; an item that asks for number 1 begins its own.
    """
    result: list[ItemLabel] = []
    open_lists: dict[tuple[int, str], tuple[int, int]] = {}  # (level, style) → (last value, key)
    last: dict[int, int] = {}  # level → the number of its last item
    next_key = 0
    for item in items:
        style = LIST_STYLES.get(item.style, LIST_STYLES["bullet"])
        for place in [place for place in open_lists if place[0] > item.level]:
            del open_lists[place]
        for level in [level for level in last if level > item.level]:
            del last[level]
        value, key = open_lists.get((item.level, style.name), (0, 0))
        if not key or item.start == 1:
            next_key += 1
            value, key = 0, next_key
        value = item.start if item.start is not None else value + 1
        open_lists[item.level, style.name] = (value, key)
        parent = next((last[level] for level in range(item.level - 1, -1, -1) if level in last), 0)
        last[item.level] = value
        label = style.pattern.format(n=value, circled=numerals.circled(value), parent=parent)
        result.append(ItemLabel(label, 0 if style.is_bullet else value, key))
    return result


def item_attributes(style: str, level: int = 0, start: int | None = None) -> dict[str, Any]:
    """The attributes of a list item, without those that say nothing."""
    return {"style": style} | ({"level": level} if level else {}) | ({"start": start} if start is not None else {})


def recognise(line: str) -> tuple[str, int | None, str] | None:
    """The style, the typed number and the rest of a line that begins like a list item; None for any other line."""
    for name, pattern in _TYPED.items():
        match = pattern.match(line)
        if match and match.end() < len(line):
            number = match.groupdict().get("n")
            return name, _value(number) if number else None, line[match.end() :]
    return None


def _value(number: str) -> int:
    if number.isdecimal():
        return int(number)
    return next(value for value in range(1, 51) if numerals.circled(value) == number)
