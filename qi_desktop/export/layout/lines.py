"""Lines: where a text is broken, and how wide each line comes out.

Owns the filling of lines. Knows nothing of pages; asks `typography` what may not be cut and `faces` how wide it is.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import field
from functools import cache
from itertools import accumulate

from qi_desktop.core.records import dataclass
from qi_desktop.export.layout import typography
from qi_desktop.export.layout.faces import TextStyle

_TOLERANCE = 1e-6
_LOOSE = 0.15  # of a line; rather than leave more than this empty, an address is cut
_UNEVEN, _SHARED = 0.1, 4  # of a line; a line with more than this empty shares it with so many lines above
_FEW = 8  # pieces; a line with fewer shares nothing, since it is a narrow cell's
_LONELY = 2  # characters, a mark included, that may not be a last line
_NARROWEST = 2.5  # characters an em; a text with more of them in its room is not tried as one line
_MANY = 12  # pieces; a line with fewer would show that it lost one

Piece = tuple[TextStyle, str, float, str]  # style, spaced text, width in points, where it leads to ("#id", an address, or nothing)


@dataclass(slots=True)
class Note:
    """A footnote: its mark and its words."""

    mark: str
    text: str


@dataclass(slots=True)
class Line:
    """A line. `width` is its natural width in points, `notes` belong to its page's foot. `last` says that it ends a paragraph: it is never spread."""

    pieces: list[Piece]
    width: float
    last: bool = False
    notes: list[Note] = field(default_factory=list)


_COUNTED = Line([], 0.0, last=True)  # a line that nobody draws


@dataclass(slots=True)
class Span:
    """A stretch of a text in one style: characters `start` … `end`."""

    start: int
    end: int
    style: TextStyle
    target: str = ""
    note: Note | None = None


def fill(
    pieces: list[str],
    widths: list[float],
    trim: Callable[[int], float],
    measure: Callable[[int, Sequence[str]], list[float]],
    first: float,
    room: float,
) -> list[tuple[int, int]]:
    """Distribute pieces over lines: the index of each line's first piece and of the one behind its last.

    `first` is the room of the first line, `room` that of the others, in the unit of `widths`. `trim(i)` is what piece i loses at a line's end.
    A piece that is wider than a whole line is replaced in both lists by smaller ones; `measure(i, parts)` gives the widths of the parts of piece i.
    """
    ends = list(accumulate(widths))
    lines: list[tuple[int, int]] = []
    start, base, limit = 0, 0.0, first
    while start < len(pieces):
        reach = base + limit + _TOLERANCE
        stop = bisect_right(ends, reach, start)
        if stop < len(pieces):
            lost = trim(stop)
            if lost and ends[stop] - lost <= reach:
                stop += 1
        if stop < len(pieces):
            parts: list[str] = []
            if stop == start or widths[stop] - trim(stop) > room + _TOLERANCE:
                parts = _cut(pieces[stop])
            elif stop > start and reach - ends[stop - 1] > _LOOSE * limit:
                parts = typography.address_parts(pieces[stop])
            if len(parts) > 1:
                begin = ends[stop] - widths[stop]
                widths[stop : stop + 1] = measure(stop, parts)
                pieces[stop : stop + 1] = parts
                ends[stop:] = [begin + end for end in accumulate(widths[stop:])]
                continue
            if stop == start:
                stop += 1  # one character in less room than it needs
        lines.append((start, stop))
        base, start, limit = ends[stop - 1], stop, room
    for number in range(1, len(lines) - 1):
        start, stop = lines[number]
        if stop - start >= _FEW and room - (ends[stop - 1] - ends[start - 1]) > _UNEVEN * room:
            _even(lines, number, ends, trim, first, room)
    if len(lines) > 1 and lines[-1][1] - lines[-1][0] == 1 and len(pieces[-1].rstrip(" ")) <= _LONELY and lines[-2][1] - lines[-2][0] > _MANY:
        # 单字不成行: no character ends a paragraph alone; the line above spares it company.
        cut = lines[-2][1] - 1
        lines[-2:] = [(lines[-2][0], cut), (cut, lines[-1][1])]
    return lines


def _even(lines: list[tuple[int, int]], loose: int, ends: Sequence[float], trim: Callable[[int], float], first: float, room: float) -> None:
    """Let a loose line share its empty room with those above: the least sum of squares over all ways to end them, of as many lines as before.

    A number that may not be cut leaves a gap as long as itself. Spread over one line it is seen; over five it is not.
    """
    top = max(0, loose - _SHARED)
    stop = lines[loose][1]
    # For each place where the line at hand may begin: the cost of the lines above it, and where they end.
    ways: dict[int, tuple[float, list[int]]] = {lines[top][0]: (0.0, [])}
    lost = cache(trim)
    for number in range(top, loose + 1):
        limit = room if number else first
        further: dict[int, tuple[float, list[int]]] = {}
        latest = lines[number][1]
        for begin, (cost, taken) in ways.items():
            base = ends[begin - 1] if begin else 0.0
            for end in range(latest, begin, -1) if number < loose else (stop,):
                empty = limit - (ends[end - 1] - base - lost(end - 1))
                if empty > 2 * _UNEVEN * limit and end < latest:
                    break
                whole = cost + empty * empty
                if empty >= -_TOLERANCE and (end not in further or whole < further[end][0]):
                    further[end] = (whole, [*taken, end])
        ways = further
    if stop in ways:
        begin = lines[top][0]
        for number, end in enumerate(ways[stop][1], top):
            lines[number] = (begin, end)
            begin = end


def _cut(piece: str) -> list[str]:
    """A piece in smaller ones: an address at its joints, another by the rules as long as they give any, else by character."""
    if len(piece) < 2:
        return [piece]
    if len(address := typography.address_parts(piece)) > 1:
        return address
    parts, at = [], 0
    for atom in typography.atoms(typography.original_text(piece)):
        parts.append(piece[at : at + len(atom)])
        at += len(atom)
    return parts if len(parts) > 1 else list(piece)


def trimmed(text: str) -> str:
    """A line's text without what it loses at its end: blanks, the blank half of a closing mark, a quarter space."""
    text = text.rstrip(" ")
    if not text:
        return text
    mark = text[-1]
    if mark in typography.closing_marks():
        return text[:-1] + typography.narrow(mark)
    return text[:-1] + typography.original(mark) if typography.WIDE <= ord(mark) < typography.NARROW else text


def plain_lines(text: str, style: TextStyle, first: float, room: float, drawn: bool = True) -> list[Line]:
    """The lines of a text in one style, in `room` points, the first in `first`. A line end in the text ends a line.

    If they are not to be `drawn`, they hold nothing as soon as there are two of them.
    """
    words, characters, size = style.face.words, style.face.characters, style.size
    result: list[Line] = []
    for part in text.split("\n"):
        shown = typography.spaced(part)
        if len(part) <= first / size * _NARROWEST:
            width = sum(map(characters.__getitem__, shown)) * size
            if width <= first:
                result.append(Line([(style, shown.rstrip(" "), width, "")], width, last=True))
                first = room
                continue
        pieces = typography.clusters(part, shown)
        widths = list(map(words.__getitem__, pieces))

        def trim(index: int, pieces: list[str] = pieces) -> float:
            return words[pieces[index]] - words[trimmed(pieces[index])]

        lines = fill(pieces, widths, trim, lambda _, parts: [words[part] for part in parts], first / size, room / size)
        if not drawn and len(lines) > 1:
            result += [_COUNTED] * len(lines)
            first = room
            continue
        for start, stop in lines[:-1]:
            line = trimmed("".join(pieces[start:stop]))
            width = (sum(widths[start:stop]) - trim(stop - 1)) * size
            result.append(Line([(style, line, width, "")], width))
        start, stop = lines[-1] if lines else (0, 0)
        line, width = "".join(pieces[start:stop]).rstrip(" "), sum(widths[start:stop]) * size
        if width > (room if len(lines) > 1 else first):
            line, width = trimmed(line), width - trim(stop - 1) * size
        result.append(Line([(style, line, width, "")], width, last=True))
        first = room
    return result


def rich_lines(text: str, spans: Sequence[Span], first: float, room: float) -> list[Line]:
    """The lines of a text whose stretches have different styles. `spans` cover the text without gaps."""
    result: list[Line] = []
    offset = 0
    for part in text.split("\n"):
        inside = [
            Span(max(span.start - offset, 0), min(span.end - offset, len(part)), span.style, span.target, span.note)
            for span in spans
            if span.start < offset + len(part) and span.end > offset
        ]
        result += _rich_part(part, inside, first, room)
        offset += len(part) + 1
        first = room
    return result


# Stands in for a footnote's mark while lines are broken: a character that clings to the one before it and asks for no room beside it.
_MARK = "¨"


def _rich_part(text: str, spans: Sequence[Span], first: float, room: float) -> list[Line]:
    shadow = text
    for span in spans:
        if span.note:
            shadow = shadow[: span.start] + _MARK * (span.end - span.start) + shadow[span.end :]
    pieces = typography.clusters(shadow)
    shown = "".join(pieces)
    for span in spans:
        if span.note:
            shown = shown[: span.start] + text[span.start : span.end] + shown[span.end :]
    pieces = _resliced(shown, pieces)
    starts = list(accumulate(map(len, pieces), initial=0))
    cursor = _Cursor(spans)
    widths = [cursor.width(start, piece) for start, piece in zip(starts, pieces, strict=False)]

    def place(index: int) -> int:
        nonlocal starts
        if len(starts) != len(pieces) + 1:  # a piece that is wider than the line was cut
            starts = list(accumulate(map(len, pieces), initial=0))
        return starts[index]

    def trim(index: int) -> float:
        start, piece = place(index), pieces[index]
        return max(0.0, cursor.width(start, piece) - cursor.width(start, trimmed(piece)))

    def measure(index: int, parts: Sequence[str]) -> list[float]:
        start = place(index)
        result = []
        for part in parts:
            result.append(cursor.width(start, part))
            start += len(part)
        return result

    lines = fill(pieces, widths, trim, measure, first, room)
    result, at = [], 0
    for number, (start, stop) in enumerate(lines):
        line = "".join(pieces[start:stop])
        last = number == len(lines) - 1
        natural = sum(widths[start:stop])
        limit = room if number else first
        kept = line.rstrip(" ") if last and natural <= limit else trimmed(line)
        result.append(_rich_line(kept, at, spans, last))
        at += len(line)
    return result or [Line([], 0.0, last=True)]


def _resliced(text: str, pieces: Sequence[str]) -> list[str]:
    at, result = 0, []
    for piece in pieces:
        result.append(text[at : at + len(piece)])
        at += len(piece)
    return result


def _rich_line(text: str, offset: int, spans: Sequence[Span], last: bool) -> Line:
    pieces: list[Piece] = []
    notes = []
    stop = offset + len(text)
    for span in spans:
        if span.end <= offset:
            continue
        if span.start >= stop:
            break
        start, end = max(span.start, offset), min(span.end, stop)
        if start >= end:
            continue
        words = text[start - offset : end - offset]
        pieces.append((span.style, words, span.style.face.width(words) * span.style.size, span.target))
        if span.note and start == span.start:
            notes.append(span.note)
    return Line(pieces, sum(piece[2] for piece in pieces), last, notes)


class _Cursor:
    """Measures pieces of a text; remembers the stretch of the last one, as the next is mostly in the same."""

    def __init__(self, spans: Sequence[Span]) -> None:
        self._spans, self._place = spans, 0
        self._ends = [span.end for span in spans]

    def width(self, start: int, piece: str) -> float:
        """The width in points of a piece that begins at character `start`."""
        spans = self._spans
        end = start + len(piece)
        span = spans[self._place]
        if not span.start <= start < span.end:
            self._place = min(bisect_right(self._ends, start), len(spans) - 1)
            span = spans[self._place]
        if end <= span.end:
            return span.style.face.words[piece] * span.style.size
        total, place = 0.0, self._place
        while start < end and place < len(spans):
            span = spans[place]
            words = piece[len(piece) - (end - start) : len(piece) - max(0, end - span.end)]
            total += span.style.face.words[words] * span.style.size
            start, place = min(span.end, end), place + 1
        return total
