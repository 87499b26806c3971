"""Searching and replacing in texts: what counts as a hit, and what a text becomes when a hit is replaced.

Owns the places a text can stand at (`Place`), the pages that are searched (`Page`: a chapter, or one register), the query and the replacing inside
runs. Where texts come from and how they are written is the session's business. Positions count characters of the text as it is shown: a field counts
with its value. Hits never overlap and never reach from one paragraph or cell into the next.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from enum import StrEnum
from itertools import pairwise
from typing import Any, Protocol

from qi_desktop.core import fields, richtext
from qi_desktop.core.errors import UsageError
from qi_desktop.core.messages import message
from qi_desktop.core.model import Block
from qi_desktop.core.records import dataclass
from qi_desktop.core.richtext import Run, Text

# Full-width forms of ASCII and the ideographic space (Unicode's block "Halfwidth and Fullwidth Forms"); one character for one, so that places stay.
_WIDE = {0xFF01 + offset: 0x21 + offset for offset in range(94)} | {0x3000: 0x20}


class Part(StrEnum):
    """What of a thing a text is."""

    TITLE = "title"  # a chapter's
    TEXT = "text"  # a paragraph's words, a caption
    FOOTNOTE = "footnote"  # `row` is the number of its run
    LABEL = "label"  # a table's head: `column`
    CELL = "cell"  # a table's: `row`, `column`
    NOTE = "note"  # below a table
    VALUE = "value"  # a register row's: `name`


@dataclass(frozen=True, slots=True)
class Place:
    """Where a text stands; `id` is a chapter's, block's or row's. `fixed`: it can be found, but is not written by hand."""

    part: Part
    id: str
    row: int = 0
    column: int = 0
    name: str = ""
    fixed: bool = False


@dataclass(frozen=True, slots=True)
class Hit:
    """A stretch of a text that was found. `page` is the chapter or register it is in, `new` what a replacement would make of it."""

    page: str
    place: Place
    start: int
    end: int
    found: str
    before: str
    behind: str
    replaceable: bool
    new: str = ""


@dataclass(frozen=True, slots=True)
class Query:
    """What is looked for. `whole_word` concerns Latin letters and digits: Chinese has no blanks between words. `any_width`: １ is 1, （ is (."""

    text: str
    match_case: bool = False
    whole_word: bool = False
    expression: bool = False
    any_width: bool = False


_CONTEXT = 24  # characters shown on either side of a hit


class Page:
    """The texts of one chapter or register, joined so that one search goes through all of them."""

    __slots__ = ("_fixed", "_folded", "_places", "_starts", "_text", "id", "signature")

    def __init__(self, identifier: str, pieces: Iterable[tuple[Place, str, Sequence[tuple[int, int]]]]) -> None:
        """`pieces`: each text with its place and the stretches of it that stand for a value and cannot be replaced."""
        self.id = identifier
        self._places: list[Place] = []
        self._starts: list[int] = []
        self._fixed: dict[int, tuple[tuple[int, int], ...]] = {}
        texts: list[str] = []
        at = 0
        for place, text, fixed in pieces:
            if not text:
                continue
            if fixed:
                self._fixed[len(texts)] = tuple(fixed)
            self._places.append(place)
            self._starts.append(at)
            texts.append(text)
            at += len(text) + 1
        self._text = "\0".join(texts)
        folded = _folded(self._text)
        self._folded = self._text if folded == self._text else folded
        self.signature = _signature(folded)

    def texts(self) -> Iterator[tuple[Place, str]]:
        """Each text with its place, in reading order."""
        return zip(self._places, self._text.split("\0") if self._places else (), strict=True)

    def find(self, needle: str, start: int) -> int:
        """Where a folded word stands in the joined text from `start` on; -1 if nowhere."""
        return self._folded.find(needle, start)

    def text(self, start: int, end: int) -> str:
        """A stretch of the joined text as it is written."""
        return self._text[start:end]

    def neighbours(self, start: int, end: int) -> tuple[str, str]:
        """The characters before and behind a stretch; empty at the ends."""
        return self._text[max(start - 1, 0) : start], self._text[end : end + 1]

    def hit(self, start: int, end: int, new: str = "") -> Hit:
        """The hit at a stretch of the joined text."""
        number = bisect_right(self._starts, start) - 1
        origin = self._starts[number]
        last = self._starts[number + 1] - 1 if number + 1 < len(self._starts) else len(self._text)
        place = self._places[number]
        first, behind = start - origin, end - origin
        free = not place.fixed and all(behind <= low or first >= high for low, high in self._fixed.get(number, ()))
        left, right = max(origin, start - _CONTEXT), min(last, end + _CONTEXT)
        before = ("…" if left > origin else "") + self._text[left:start]
        rest = self._text[end:right] + ("…" if right < last else "")
        return Hit(self.id, place, first, behind, self._text[start:end], before, rest, free, new)

    def start_of(self, number: int) -> int:
        """Where the text of that number begins in the joined text."""
        return self._starts[number]


_BITS = 8192  # of a signature: a chapter of 600 characters sets an eighth of them
_LONGEST = 3
_ENOUGH = 4  # stretches of a word that are looked up


def _signature(text: str) -> bytes:
    """Bits for each character and each two or three neighbours: one text can only be in another if its bits are (a Bloom filter).

    With it a word that is nowhere costs 0.1 µs a chapter; reading the chapter's text costs ten times that.
    """
    bits = bytearray(b"0") * _BITS
    for part in {*text, *zip(text, strict=True), *pairwise(text), *zip(text, text[1:], text[2:], strict=False)}:
        bits[hash(part) % _BITS] = 49  # "1"
    return int(bits, 2).to_bytes(_BITS // 8, "big")


def _probes(needle: str) -> list[tuple[int, int]]:
    """The byte and the bit in a signature of the longest stretches of a word."""
    if len(needle) == 1:
        stretches: list[Any] = [needle, (needle,)]  # two bits, as it has but one stretch
    elif len(needle) < _LONGEST:
        stretches = [*pairwise(needle), *needle]
    else:
        stretches = list(zip(needle, needle[1:], needle[2:], strict=False))[:_ENOUGH]
    return [(hash(part) % _BITS // 8, 128 >> hash(part) % _BITS % 8) for part in stretches]


def _folded(text: str) -> str:
    lower = text.translate(_WIDE).lower()
    # İ becomes two characters; such a text is folded one by one, so that places stay.
    return lower if len(lower) == len(text) else "".join(low if len(low := char.lower()) == 1 else char for char in text.translate(_WIDE))


@dataclass(frozen=True, slots=True)
class Match:
    """A match of an expression: where, and what each group holds (number 0: the whole)."""

    start: int
    end: int
    groups: Mapping[int | str, str]


class Matcher(Protocol):
    """An expression made ready by an engine that stops by itself. Python's own `re` does not: `(a+)+$` on forty letters takes it hours."""

    def matches(self, text: str) -> Iterator[Match]:
        """The matches in order. Raises UsageError when the engine had to stop."""
        ...


Engine = Callable[[str, bool], Matcher]
"""Makes an expression ready; the second value is whether capitals count. Raises UsageError for one that cannot be read."""


class Search:
    """A query made ready. `engine` is needed for expressions. Raises UsageError for one that cannot be read."""

    def __init__(self, query: Query, replacement: str = "", engine: Engine | None = None) -> None:
        self.query = query = replace(query, text=richtext.clean(query.text))
        self._replacement = richtext.clean(replacement)
        self._needle = _folded(query.text)
        self._expression = engine(query.text, query.match_case) if engine and query.expression and query.text else None

    def candidates(self, pages: Sequence[Page]) -> Iterator[Page]:
        """The pages that can hold a hit; told by their signatures, without a look at their texts."""
        probes = [] if self._expression is not None else _probes(self._needle)
        for first in range(0, len(pages), 500):  # a list is quicker than one step at a time, but the first hits shall not wait for all
            some = pages[first : first + 500]
            for byte, bit in probes:
                some = [page for page in some if page.signature[byte] & bit]
            yield from some

    def hits(self, page: Page) -> Iterator[Hit]:
        """The hits of a page in reading order. Raises UsageError if an expression takes too long or its replacement names no group."""
        if not self.query.text:
            return
        if self._expression is not None:
            yield from self._expression_hits(page, self._expression)
            return
        query = self.query
        exact = query.match_case or not query.any_width
        length = len(self._needle)
        start = page.find(self._needle, 0)
        while start >= 0:
            end = start + length
            if (exact and not self._same(page.text(start, end))) or (query.whole_word and not _is_whole(page, start, end)):
                end = start + 1
            else:
                yield page.hit(start, end, self._replacement)
            start = page.find(self._needle, end)

    def _same(self, found: str) -> bool:
        wanted = self.query.text
        if self.query.any_width:
            found, wanted = found.translate(_WIDE), wanted.translate(_WIDE)
        return found == wanted if self.query.match_case else found.lower() == wanted.lower()

    def _expression_hits(self, page: Page, expression: Matcher) -> Iterator[Hit]:
        for number, (_, text) in enumerate(page.texts()):
            origin = page.start_of(number)
            for match in expression.matches(text):
                start, end = origin + match.start, origin + match.end
                if end > start and (not self.query.whole_word or _is_whole(page, start, end)):
                    yield page.hit(start, end, expand(self._replacement, match.groups))


def _is_whole(page: Page, start: int, end: int) -> bool:
    before, behind = page.neighbours(start, end)
    found = page.text(start, end)
    return not (_is_latin(before) and _is_latin(found[:1])) and not (_is_latin(behind) and _is_latin(found[-1:]))


def _is_latin(char: str) -> bool:
    """A letter or digit of a script that puts blanks between its words: below the first CJK block (U+2E80)."""
    return bool(char) and ord(char) < 0x2E80 and (char.isalnum() or char == "_")


# --- replacing -------------------------------------------------------------------------------------------------------------------------------

_GROUP = re.compile(r"\\(?:(\d)|g<(\w+)>|(\\))")


def expand(template: str, groups: Mapping[int | str, str]) -> str:
    r"""The replacement with `\1` and `\g<name>` filled in; `\0` is the whole match, `\\` a backslash. Raises UsageError for a missing group."""

    def value(found: re.Match[str]) -> str:
        if found[3]:
            return found[3]
        key: int | str = int(found[1]) if found[1] else int(found[2]) if found[2].isdecimal() else found[2]
        if key not in groups:
            raise UsageError(message("The replacement names a group that the expression does not have; \\1 is the first group in brackets."))
        return groups[key]

    return _GROUP.sub(value, template)


def replaced(text: Text, start: int, end: int, new: str, known: Mapping[str, str]) -> Text:
    """The text with a stretch of what is shown replaced. What old and new have in common at the ends keeps its runs, the rest takes the format
    of the first character it replaces. The stretch must not touch an atom."""
    runs: list[tuple[Run, int, int]] = []
    at = 0
    for run in text:
        length = len(shown(run, known))
        runs.append((run, at, at + length))
        at += length
    old = "".join(run.text[max(start - low, 0) : end - low] for run, low, high in runs if low < end and high > start)
    head = _common(old, new)
    tail = _common(old[head:][::-1], new[head:][::-1])
    start, end, new = start + head, end - tail, new[head : len(new) - tail]
    result: list[Run] = []
    for run, low, high in runs:
        if run.is_atom or high < start or low > end or (low == high):
            result.append(run)
            continue
        first, last = max(start - low, 0), min(end - low, len(run.text))
        takes = bool(new) and ((low <= start < high) if end > start else (low < start <= high or start == low == 0))
        result.append(replace(run, text=run.text[:first] + (new if takes else "") + run.text[last:]))
        new = "" if takes else new
    if new:  # between two atoms: no run beside it could take the words
        result = _inserted(result, start, new, known)
    return richtext.normalise(result)


def _inserted(runs: Sequence[Run], position: int, new: str, known: Mapping[str, str]) -> list[Run]:
    at = 0
    for number, run in enumerate(runs):
        if at >= position:
            return [*runs[:number], Run(new), *runs[number:]]
        at += len(shown(run, known))
    return [*runs, Run(new)]


def _common(first: str, second: str) -> int:
    length = 0
    for one, other in zip(first, second, strict=False):
        if one != other:
            break
        length += 1
    return length


# --- the texts of a block --------------------------------------------------------------------------------------------------------------------


def shown(run: Run, known: Mapping[str, str]) -> str:
    """What a run shows: a field its value."""
    return fields.shown(run, known) if run.field else run.text


def pieces(block: Block, known: Mapping[str, str]) -> Iterator[tuple[Place, str, Sequence[tuple[int, int]]]]:
    """The texts of a block in reading order, as `Page` takes them. `known`: the values of fields."""
    yield from _text_pieces(Place(Part.TEXT, block.id), block.text, known)
    for number, run in enumerate(block.text):
        if run.footnote:
            yield Place(Part.FOOTNOTE, block.id, number), run.footnote, ()
    attributes = block.attributes
    if "rows" in attributes:
        for column, head in enumerate(attributes.get("columns", ())):
            if isinstance(head, dict):
                yield Place(Part.LABEL, block.id, 0, column), str(head.get("label", "")), ()
        for row, cells in enumerate(attributes["rows"]):
            for column, cell in enumerate(cells):
                yield from _text_pieces(Place(Part.CELL, block.id, row, column), richtext.of_cell(cell), known)
    if "note" in attributes:
        yield from _text_pieces(Place(Part.NOTE, block.id), richtext.of_cell(attributes["note"]), known)


def _text_pieces(place: Place, text: Text, known: Mapping[str, str]) -> Iterator[tuple[Place, str, Sequence[tuple[int, int]]]]:
    if len(text) == 1 and not text[0].is_atom:
        yield place, text[0].text, ()
        return
    words: list[str] = []
    fixed: list[tuple[int, int]] = []
    at = 0
    for run in text:
        words.append(shown(run, known))
        if run.is_atom:
            fixed.append((at, at + len(words[-1])))
        at += len(words[-1])
    yield place, "".join(words), fixed


def with_hits(block: Block, hits: Sequence[Hit], known: Mapping[str, str]) -> tuple[Block, int]:
    """The block with hits of it replaced that are still as they were found, and how many those are."""
    present = {place: (text, fixed) for place, text, fixed in pieces(block, known)}
    count = 0
    for hit in sorted(hits, key=lambda hit: -hit.start):  # from the end: what is replaced moves nothing that is still to do
        text, fixed = present.get(hit.place, ("", ()))
        if text[hit.start : hit.end] == hit.found and all(hit.end <= low or hit.start >= high for low, high in fixed):
            block = _with_hit(block, hit, known)
            count += 1
    return block, count


def _with_hit(block: Block, hit: Hit, known: Mapping[str, str]) -> Block:
    place, attributes = hit.place, dict(block.attributes)
    match place.part:
        case Part.TEXT:
            return replace(block, text=replaced(block.text, hit.start, hit.end, hit.new, known))
        case Part.FOOTNOTE:
            runs = list(block.text)
            runs[place.row] = replace(runs[place.row], footnote=exchange(runs[place.row].footnote, hit))
            return replace(block, text=tuple(runs))
        case Part.LABEL:
            heads = list(attributes["columns"])
            heads[place.column] = {**heads[place.column], "label": exchange(heads[place.column]["label"], hit)}
            attributes["columns"] = heads
        case Part.CELL:
            rows = [list(row) for row in attributes["rows"]]
            rows[place.row][place.column] = _cell_with_hit(rows[place.row][place.column], hit, known)
            attributes["rows"] = rows
        case _:
            attributes["note"] = _cell_with_hit(attributes["note"], hit, known)
    return replace(block, attributes=attributes)


def _cell_with_hit(cell: Any, hit: Hit, known: Mapping[str, str]) -> Any:
    if isinstance(cell, str):
        return exchange(cell, hit)
    return richtext.to_json(replaced(richtext.of_cell(cell), hit.start, hit.end, hit.new, known))


def exchange(text: str, hit: Hit) -> str:
    """A text without formats with the hit replaced."""
    return text[: hit.start] + hit.new + text[hit.end :]
