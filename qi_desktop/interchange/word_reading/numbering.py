"""The numbers that Word prints before headings and list items, worked out from `numbering.xml` (ECMA-376 part 1, §17.9)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from qi_desktop.core import numerals
from qi_desktop.core.patterns import pattern
from qi_desktop.core.records import dataclass
from qi_desktop.interchange.word_reading.markup import is_on, value, w, whole
from qi_desktop.interchange.word_reading.styles import Styles

_LEVELS = 9
_MOST = 9999
_PLACE = pattern(r"%([1-9])")


def _letters(number: int) -> str:
    """a … z, aa, bb … (§17.18.59, lowerLetter)."""
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1) if 0 < number <= _MOST else str(number)


_FORMATS: Mapping[str, Callable[[int], str]] = {
    "decimalZero": lambda number: f"{number:02d}",
    "upperRoman": lambda number: numerals.roman(number).upper(),
    "lowerRoman": numerals.roman,
    "upperLetter": lambda number: _letters(number).upper(),
    "lowerLetter": _letters,
    "decimalEnclosedCircle": numerals.circled,
    "decimalEnclosedCircleChinese": numerals.circled,
    "decimalFullWidth": lambda number: str(number).translate({ord("0") + digit: 0xFF10 + digit for digit in range(10)}),
    "ideographDigital": numerals.digits,
    "none": lambda number: "",
    **dict.fromkeys(("chineseCounting", "chineseCountingThousand", "japaneseCounting", "taiwaneseCounting"), numerals.chinese),
    **dict.fromkeys(("taiwaneseCountingThousand", "japaneseDigitalTenThousand"), numerals.chinese),
}


@dataclass(frozen=True, slots=True)
class _Level:
    start: int
    format: str
    text: str
    is_decimal: bool  # all numbers of its label are digits, also those of levels with Chinese ones


class Numbering:
    """Counts the paragraphs of each list as they come."""

    def __init__(self, root: Any, styles: Styles) -> None:
        self._abstract: dict[str, dict[int, _Level]] = {}
        self._lists: dict[str, tuple[str, dict[int, _Level], dict[int, int]]] = {}
        self._counters: dict[str, dict[int, int]] = {}
        self._begun: set[str] = set()
        if root is None:
            return
        linked: dict[str, str] = {}
        for item in root.iter(w("abstractNum")):
            identifier = item.get(w("abstractNumId"), "")
            self._abstract[identifier] = {whole(level.get(w("ilvl"))): _level(level) for level in item.findall(w("lvl"))}
            if value(item, "numStyleLink"):
                linked[identifier] = value(item, "numStyleLink")
        for item in root.findall(w("num")):
            levels: dict[int, _Level] = {}
            starts: dict[int, int] = {}
            for change in item.findall(w("lvlOverride")):
                place = whole(change.get(w("ilvl")))
                inner = change.find(w("lvl"))
                if inner is not None:
                    levels[place] = _level(inner)
                if change.find(w("startOverride")) is not None:
                    starts[place] = whole(value(change, "startOverride"), 1, _MOST)
            self._lists[item.get(w("numId"), "")] = (value(item, "abstractNumId"), levels, starts)
        for identifier, style in linked.items():
            number = styles.number(style)
            if number is not None and number[0] in self._lists and self._lists[number[0]][0] != identifier:
                self._abstract[identifier] = self._abstract.get(self._lists[number[0]][0], {})

    def label(self, identifier: str, level: int) -> str | None:
        """The label of the list's next paragraph of that level; a bullet is the sign `•`. None if there is no such list."""
        if identifier not in self._lists or not 0 <= level < _LEVELS:
            return None
        abstract, changed, starts = self._lists[identifier]
        levels = {**self._abstract.get(abstract, {}), **changed}
        if level not in levels:
            return None
        counters = self._counters.setdefault(abstract, {})
        if identifier not in self._begun:
            self._begun.add(identifier)
            for place in starts:
                counters.pop(place, None)
        counters[level] = counters[level] + 1 if level in counters else starts.get(level, levels[level].start)
        for deeper in [place for place in counters if place > level]:
            del counters[deeper]
        for higher in range(level):  # a level that was never counted stands at its start
            if higher in levels:
                counters.setdefault(higher, starts.get(higher, levels[higher].start))
        own = levels[level]
        if own.format == "bullet":
            return "•"

        def number(place: int) -> str:
            told = levels.get(place)
            if told is None:
                return ""
            count = min(counters.get(place, told.start), _MOST)
            return str(count) if own.is_decimal else _FORMATS.get(told.format, str)(count)

        return _PLACE.sub(lambda match: number(int(match[1]) - 1), own.text).strip()


def _level(item: Any) -> _Level:
    decimal = bool(is_on(item, "isLgl"))
    return _Level(whole(value(item, "start", "1"), 1, _MOST), value(item, "numFmt", "decimal"), value(item, "lvlText")[:64], decimal)
