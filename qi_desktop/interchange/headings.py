"""Which lines of a text are headings, and what a heading's number and words are.

Owns the guess for files that do not say it themselves: plain text, and Word files whose headings are only painted. A line counts as a heading if the
file's own contents list names it, if it carries a number that goes on from the ones before, or if it is one of the titles that such reports have
(`resources/import_words.toml`). Source of the patterns and their limits: 37 Chinese documents with and without heading styles.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from qi_desktop.core import numerals
from qi_desktop.core.model import Matter
from qi_desktop.core.patterns import pattern
from qi_desktop.core.records import dataclass
from qi_desktop.interchange.incoming import import_words

LONGEST = 40  # characters of a line that may be a heading without saying so
_CHINESE_NUMBER = "[一二三四五六七八九十百零〇]{1,5}"
_NUMBER = pattern(
    rf"(?P<part>第\s*(?:{_CHINESE_NUMBER}|\d{{1,3}})\s*(?:部分|[章篇编]))[\s、.．:：]*"
    rf"|(?P<section>第\s*(?:{_CHINESE_NUMBER}|\d{{1,3}})\s*节)[\s、.．:：]*"
    r"|(?P<dotted>\d{1,2}(?:[.．]\d{1,2}){1,8})(?![\d%％])[\s、.．]*"
    r"|(?P<plain>\d{1,2})(?:[.．、]\s*|\s+)(?!\d)"
    rf"|(?P<comma>{_CHINESE_NUMBER})、\s*"
    rf"|(?P<paren>[（(]{_CHINESE_NUMBER}[）)])\s*"
)
_CONTENTS_LINE = pattern(r"(?P<title>.*?\S)[\s.·…⋯．]*(?:\t|\.{2,}|…+|·{2,}|\s{2,}|(?<=[^\d\s])\s)\s*(?:\d{1,4}|[ivxlc]{1,6})")
_SENTENCE_END = "。；：，、;:,！？!?"


@dataclass(frozen=True, slots=True)
class Guess:
    """A line that is a heading: its level from 1, its typed number and the words behind it."""

    level: int
    label: str
    title: str


def cut_number(title: str, dotless: bool = True) -> tuple[str, str]:
    """The number that is typed before a title, and the title; `dotless`: a single number such as `3 ` counts too."""
    match = _NUMBER.match(title)
    if match is None or match.end() == len(title) or (match["plain"] and not dotless):
        return "", title
    return title[: match.end()].strip(" \u3000\t、.．:："), title[match.end() :]


def matter(title: str, is_numbered: bool, before_numbered: bool, behind_numbered: bool) -> Matter:
    """The part of the book that a chapter of the first level belongs to, by its number, its words and where it stands among numbered ones."""
    if is_numbered:
        return Matter.BODY
    if _begins_like(title, "back"):
        return Matter.BACK
    if _begins_like(title, "front"):
        return Matter.FRONT
    return Matter.FRONT if before_numbered else Matter.BACK if behind_numbered else Matter.BODY


def is_contents_title(line: str) -> bool:
    """True for the title of a list of contents, tables or figures."""
    return _close(line) in import_words()["contents"]


def contents_title(line: str) -> str | None:
    """The words of a line of a contents list, without its page number; None for any other line."""
    match = _CONTENTS_LINE.fullmatch(line.strip())
    return match["title"].strip(" .·…⋯．\t") if match and len(match["title"]) <= 2 * LONGEST else None


def guess(lines: Sequence[str], listed: Mapping[str, str]) -> dict[int, Guess]:
    """The headings among these lines by place; `listed` are the titles that the file's contents list names (see `contents`).

    An empty line stands for what cannot be a heading.
    """
    found: dict[int, Guess] = {}
    counter = _Counter(any(_kind(title) == "part" for title in listed.values()) or any(_kind(line) == "part" for line in lines))
    for place, line in enumerate(lines):
        line = line.strip()
        if not line or len(line) > LONGEST:
            continue
        is_listed = _close(line) in listed
        if not is_listed and line[-1] in _SENTENCE_END:
            continue
        label, title = cut_number(line)
        level = counter.level(line, label, is_listed)
        if level is None and not label and (is_listed or _close(line) in {*import_words()["front"], *import_words()["back"]}):
            level = 1
        if level is not None:
            found[place] = Guess(level, label, title)
    return found


def contents(lines: Sequence[str]) -> tuple[dict[str, str], set[int]]:
    """The titles that the file's own contents lists name, by their words without blanks, and the lines that those lists take."""
    titles: dict[str, str] = {}
    places: set[int] = set()
    for place, line in enumerate(lines):
        if not is_contents_title(line):
            continue
        held = {place}
        for at in range(place + 1, len(lines)):
            if lines[at].strip():
                title = contents_title(lines[at])
                if title is None:
                    break
                titles[_close(title)] = title
                held.add(at)
        if len(held) > 1:
            places |= held
    return titles, places


class _Counter:
    """Tells a number that goes on from the headings before from one that only looks like it."""

    def __init__(self, has_parts: bool) -> None:
        self._has_parts = has_parts  # then 一、 is no chapter
        self._now: list[int] = []  # the numbers of the open headings by level
        self._chinese = [0, 0]  # the last 一、 and the last （一） below it

    def level(self, line: str, label: str, is_listed: bool) -> int | None:
        """The level of a heading with that number; None if it does not go on from the one before."""
        kind = _kind(line) if label else ""
        if kind == "part":
            return self._open([_value(label)])
        if kind == "section":
            return self._open([*self._now[:1], _value(label)])
        if kind == "dotted":
            numbers = [int(part) for part in re.split("[.．]", label)]
            if is_listed or self._goes_on(numbers):
                return self._open(numbers)
        if kind == "plain" and (is_listed or self._is_next_chapter(line, label)):
            return self._open([int(label)])
        if kind == "comma" and not self._has_parts and (is_listed or _value(label) in (1, self._chinese[0] + 1)):
            self._chinese = [_value(label), 0]
            return self._open([_value(label)])
        if kind == "paren" and self._chinese[0] and not self._has_parts and (is_listed or _value(label) in (1, self._chinese[1] + 1)):
            self._chinese[1] = _value(label)
            return 2
        return None

    def _open(self, numbers: list[int]) -> int:
        self._now = numbers
        return len(numbers)

    def _goes_on(self, numbers: Sequence[int]) -> bool:
        """True if the number is the first below an open one or the next after an open one."""
        above, last = list(numbers[:-1]), numbers[-1]
        if self._now[: len(above)] != above:
            return False
        return last == (self._now[len(above)] + 1 if len(self._now) > len(above) else 1)

    def _is_next_chapter(self, line: str, label: str) -> bool:
        """True for `2 范围` behind `1 总则`; `2、` is rather a list item."""
        behind = line[len(label) :]
        return not self._has_parts and behind[:1].isspace() and not self._chinese[0] and self._goes_on([int(label)])


def _kind(line: str) -> str:
    match = _NUMBER.match(line.strip())
    return match.lastgroup or "" if match else ""


def _value(label: str) -> int:
    """What a number such as 第三章, 十二、 or （四） counts."""
    digits = re.sub(r"\D", "", label)
    if digits:
        return int(digits)
    words = "".join(re.findall("[一二三四五六七八九十百零〇]", label))
    return next((value for value in range(1, 1000) if numerals.chinese(value) == words), 0)


def _close(line: str) -> str:
    """A title without blanks, in small letters: 结 束 语 is 结束语."""
    return "".join(line.split()).casefold()


def _begins_like(title: str, kind: str) -> bool:
    return any(_close(title).startswith(word) for word in import_words()[kind] if len(word) > 1) or _close(title) in import_words()[kind]
