"""How wide the columns of a table are, from what stands in them; the same for Word and PDF.

Owns the measure of a text's width without a font: a Chinese character is one em, a Latin letter or digit half of one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from qi_desktop.core.richtext import text_of
from qi_desktop.export.document import HEAD, Measure, Table, TableColumn
from qi_desktop.export.style_sheet import sizes

LEAST_SIZE = 4.0
"""Points; a table with so many columns that smaller letters would be needed breaks its words instead."""
SHORT = 6.0  # em; a column with nothing longer holds words, not sentences, and keeps them on one line
_ALIGNMENTS = ("left", "center", "right")
_SAMPLE = 100  # rows that are measured; a longer table is sampled evenly
# What must not be cut at a line's end: a Latin word or number, and the two halves of a standard's number (GB/T 34041.1-2017).
_UNBREAKABLE = re.compile("(?:[A-Z][A-Z/]* )?[!-\u2e7f]+")
# Mean widths of a serif face's characters in em, rounded up, so that a model's or a standard's number fits in any font.
_WIDTHS = {
    **dict.fromkeys("ABCDEFGHIJKLMNOPQRSTUVWXYZ%@&", 0.72),
    **dict.fromkeys("MW", 0.95),
    **dict.fromkeys("./-,:;'()[] Iijlt|", 0.35),
    **dict.fromkeys("（）", 1.0),
}
_DIGIT = 0.56  # em; the width of digits and of most small letters
_QUARTER = 0.25  # em; between a Chinese and a Latin character
_LATIN = re.compile("[0-9A-Za-z%]+(?:[ -~]*[0-9A-Za-z%])?")
_LABEL_WORD = re.compile("[（(]?[!-\u2e7f]+[）)]?")  # a unit in its brackets
_WORD_LIMIT = 12.0  # em; longer words are cut rather than starving the other columns
_LEAST = 2.0  # em; no column with words is narrower
_SENTENCES = 6.0  # em; a column of sentences is no narrower: two characters to a line are not read
_LINES = 3  # a column may be so narrow that its longest text takes so many lines, before that limit holds
_HEAD = 3.0  # em; a longer label is broken rather than its column kept wide where room is scarce


def em_width(text: str) -> float:
    """The width of a text in em: bytes of UTF-8 tell wide (3) from narrow (1) characters quickly enough for tables of 60,000 rows."""
    return (len(text.encode("utf-8", "replace")) + len(text)) / 4


def measure(table: Table) -> tuple[Measure, ...]:
    """The columns of a table, measured on an even sample of its rows; the same however pages cut it."""
    if table.measures:
        return table.measures
    step = max(1, len(table.rows) // _SAMPLE)
    wide = {(span.row, span.column) for span in table.spans if span.columns > 1} | table.repeated
    sample = table.rows[::step]
    if wide:
        sample = tuple(tuple("" if (number * step, place) in wide else cell for place, cell in enumerate(row)) for number, row in enumerate(sample))
    cells = [[row[place] for row in sample if place < len(row) and row[place]] for place in range(len(table.columns))]
    lines = [[cell if isinstance(cell, str) else text_of(cell) for cell in found] for found in cells]
    labels = ("" if (HEAD, place) in wide else column.label for place, column in enumerate(table.columns))
    return tuple(_measure(label, found) for label, found in zip(labels, lines, strict=True))


def _measure(label: str, lines: Sequence[str]) -> Measure:
    everything = "\n".join(lines)
    word = min(_widest(_UNBREAKABLE.findall(everything)), _WORD_LIMIT)
    # The longest by count of characters is not always the widest, so the widest of a few is taken.
    candidates = sorted(everything.split("\n"), key=len)[-5:]
    longest = max(map(_line_width, candidates))
    head = em_width(label)
    text = longest if longest <= SHORT else max(_LEAST, min(longest / _LINES, _SENTENCES))
    least = max(text, word, min(head, _HEAD), min(_widest(_LABEL_WORD.findall(label)), SHORT))
    return Measure(least + 0.25, max(least, longest) + 0.25, min(head, SHORT) + 0.25, longest)


def _line_width(line: str) -> float:
    """The width of a line as it is set: with the space between Chinese and Latin characters, which is blank that nobody typed."""
    if line.isascii():
        return em_width(line)
    latin = [word for word in _LATIN.findall(line) if word]
    joints = 2 * len(latin) - line.startswith(latin[0]) - line.endswith(latin[-1]) if latin else 0
    return em_width(line) + sum(map(len, latin)) * (_DIGIT - 0.5) + joints * _QUARTER


def _widest(words: list[str]) -> float:
    """The width of the widest word; only the longest are looked at."""
    candidates = sorted(set(words), key=len)[-5:]
    return max((sum(_WIDTHS.get(character, _DIGIT) for character in word) for word in candidates), default=0.0)


def alignment(column: TableColumn, found: Measure) -> str:
    """How the cells of a column stand: numbers to the right, short words in the middle, sentences to the left, unless the column says otherwise."""
    if column.align in _ALIGNMENTS:
        return column.align
    if column.kind == "number":
        return "right"
    return "center" if column.kind in ("date", "choice") or found.longest <= SHORT else "left"


def column_widths(table: Table, width: float, size: float, padding: float, measures: Sequence[Measure] = ()) -> list[float]:
    """The widths of the columns in points; their sum is `width`.

    `size` is the font's size and `padding` the room on either side of a cell, all in points. A column's own `weight` (characters) wins over what
    is measured. `measures` saves the measuring where it is done already.
    """
    count = len(table.columns)
    if not count:
        return []
    room = max(width - 2 * padding * count, count * 1.0) / size
    measures = measures or measure(table)
    least = [column.weight or found.least for column, found in zip(table.columns, measures, strict=True)]
    natural = [column.weight or found.natural for column, found in zip(table.columns, measures, strict=True)]
    single = [max(wish, 0.0 if column.weight else found.label) for wish, column, found in zip(natural, table.columns, measures, strict=True)]
    if sum(single) <= room:
        shares = _spread(single, room)
    elif sum(natural) <= room:
        shares = _fill(natural, single, room)
    elif sum(least) >= room:
        shares = [value * room / sum(least) for value in least]
    else:
        shares = _fill(least, natural, room)
    given = room * size + 2 * padding * count
    return [(share * size + 2 * padding) * width / given for share in shares]


def fitting_size(table: Table, width: float, size: float, padding: float, measures: Sequence[Measure]) -> float:
    """The font size in points, `size` or a smaller one, in which no number and no word of the table is cut; its padding shrinks with it.

    The smaller ones are the sizes that have a name (小五, 六号 …), and below the least of them whatever fits, but none below LEAST_SIZE.
    """
    need = sum(column.weight or found.least for column, found in zip(table.columns, measures, strict=True)) * size + 2 * padding * len(measures)
    if need <= width:
        return size
    most = size * width / need
    return next((points for points in sorted(sizes().values(), reverse=True) if points <= min(most, size)), max(most, LEAST_SIZE))


def least_width(table: Table, size: float, padding: float) -> float:
    """The width in points below which words of the table would be cut; `size` and `padding` as for `column_widths`."""
    needs = (column.weight or found.least for column, found in zip(table.columns, measure(table), strict=True))
    return sum(needs) * size + 2 * padding * len(table.columns)


def _spread(natural: list[float], room: float) -> list[float]:
    """All columns at their natural width plus a share of the rest; the root keeps a long column from taking all of it."""
    weights = [value**0.75 for value in natural]
    rest = room - sum(natural)
    return [value + rest * weight / sum(weights) for value, weight in zip(natural, weights, strict=True)]


def _fill(least: Sequence[float], natural: Sequence[float], room: float) -> list[float]:
    """Short columns at their natural width; those that would be wider than a common limit share what is left."""
    low, high = 0.0, room
    for _ in range(40):
        limit = (low + high) / 2
        if sum(max(small, min(wish, limit)) for small, wish in zip(least, natural, strict=True)) > room:
            high = limit
        else:
            low = limit
    return [max(small, min(wish, low)) for small, wish in zip(least, natural, strict=True)]
