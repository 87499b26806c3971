"""How wide the columns of a table are, from what stands in them; the same for Word and PDF.

Owns the measure of a text's width without a font: a Chinese character is one em, a Latin letter or digit half of one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from qi_desktop.core.richtext import text_of
from qi_desktop.export.document import Table

_SAMPLE = 200  # rows that are measured; a longer table is sampled evenly
_UNBREAKABLE = re.compile("[^\\s\u2e80-\uffff]+")
_GREEDY = 24.0  # em; a column longer than this gives way to the others first
_LEAST = 2.0  # em; no column with words is narrower


def em_width(text: str) -> float:
    """The width of a text in em: bytes of UTF-8 tell wide (3) from narrow (1) characters quickly enough for tables of 60,000 rows."""
    return (len(text.encode("utf-8", "replace")) + len(text)) / 4


def column_widths(table: Table, width: float, size: float, padding: float) -> list[float]:
    """The widths of the columns in points; their sum is `width`.

    `size` is the font's size and `padding` the room on either side of a cell, all in points. A column's own `weight` (characters) wins over what
    is measured.
    """
    count = len(table.columns)
    if not count:
        return []
    room = max(width - 2 * padding * count, count * 1.0) / size
    wishes = [_wish(table, place) for place in range(count)]
    least = [least for least, _ in wishes]
    natural = [natural for _, natural in wishes]
    if sum(natural) <= room:
        # Short columns stay as they are; what is left goes to those that hold sentences, in proportion.
        shares = _spread(natural, room)
    elif sum(least) >= room:
        shares = [value * room / sum(least) for value in least]
    else:
        free = room - sum(least)
        desire = [min(value, _GREEDY) - low if value > low else 0.0 for value, low in zip(natural, least, strict=True)]
        total = sum(desire) or 1.0
        shares = [low + free * wish / total for low, wish in zip(least, desire, strict=True)]
    return [share * size + 2 * padding + (width - room * size - 2 * padding * count) / count for share in shares]


def _spread(natural: list[float], room: float) -> list[float]:
    """All columns at their natural width plus a share of the rest by the root of it, so that 序号 does not become as wide as a sentence."""
    weights = [value**0.75 for value in natural]
    rest = room - sum(natural)
    return [value + rest * weight / sum(weights) for value, weight in zip(natural, weights, strict=True)]


def _wish(table: Table, place: int) -> tuple[float, float]:
    """The least and the natural width of a column in em."""
    column = table.columns[place]
    label = em_width(column.label)
    if column.weight > 0:
        return column.weight, column.weight
    step = max(1, len(table.rows) // _SAMPLE)
    least, natural = _LEAST, min(label, 6.0)
    covered = {(span.row, span.column) for span in table.spans if span.columns > 1}
    for number in range(0, len(table.rows), step):
        row: Sequence[object] = table.rows[number]
        cell = row[place] if place < len(row) else ""
        if not cell or (number, place) in covered:
            continue
        text = cell if isinstance(cell, str) else text_of(cell)  # type: ignore[arg-type]
        wide = em_width(text)
        if wide > natural:
            natural = max(em_width(line) for line in text.split("\n")) if "\n" in text else wide
        if wide > least:
            least = max([least, *(min(em_width(word), _GREEDY / 2) for word in _UNBREAKABLE.findall(text))])
    least = max(least, min(label, 3.0))
    return least + 0.25, max(least, natural) + 0.5
