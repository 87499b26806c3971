"""The tree of chapters: order, numbers, and which moves make sense.

Owns `Node` (a chapter with its place) and everything that can be said of a tree without a database. Numbers are counters here; what they look like
(第一章, 1.1) is the style sheet's business.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import field

from qi_desktop.core import numerals
from qi_desktop.core.model import Chapter, Matter
from qi_desktop.core.records import dataclass

_ORDER = {Matter.FRONT: 0, Matter.BODY: 1, Matter.BACK: 2}
_PLACE = re.compile(r"\{(\d)(?::(\w+))?\}")


_FULL_WIDTH = ("、", "）", "．", "。")


@dataclass(slots=True)
class Node:
    """A chapter in its tree. `level` counts from 1; `counter` holds the numbers of all levels down to this one, empty outside the body."""

    chapter: Chapter
    level: int
    counter: tuple[int, ...]
    parent: Node | None = None
    children: list[Node] = field(default_factory=list)

    def walk(self) -> Iterator[Node]:
        """This node and all below it, as they are read."""
        waiting = [self]
        while waiting:
            node = waiting.pop()
            yield node
            waiting.extend(reversed(node.children))


def build(chapters: Iterable[Chapter]) -> list[Node]:
    """The trees of a report's chapters in reading order: front matter, body, back matter, each by rank. Deleted chapters are left out with all below.

    The matter of a top chapter holds for everything below it. A chapter whose parent is missing, or which stands below itself, stands at the top, so
    none is ever invisible.
    """
    chapters = list(chapters)
    parents = {chapter.id: chapter.parent_id for chapter in chapters}
    lost = rings(parents)
    below: dict[str, list[Chapter]] = defaultdict(list)
    for chapter in chapters:
        below[chapter.parent_id if chapter.parent_id in parents and chapter.id not in lost else ""].append(chapter)
    for siblings in below.values():
        siblings.sort(key=lambda chapter: (chapter.rank, chapter.id))
    top = sorted(below[""], key=lambda chapter: _ORDER[chapter.matter])
    roots: list[Node] = []
    waiting: list[tuple[Node | None, list[Chapter]]] = [(None, top)]
    while waiting:  # a loop, since a tree may be deeper than Python's stack
        parent, siblings = waiting.pop()
        count = 0
        for chapter in siblings:
            if chapter.deleted:
                continue
            if parent is None:
                numbered = chapter.matter is Matter.BODY
                base: tuple[int, ...] = ()
            else:
                numbered, base = bool(parent.counter), parent.counter
            count += numbered
            node = Node(chapter, parent.level + 1 if parent else 1, (*base, count) if numbered else (), parent)
            (parent.children if parent else roots).append(node)
            waiting.append((node, below[chapter.id]))
    return roots


def walk(roots: Sequence[Node]) -> Iterator[Node]:
    """All nodes of all trees in reading order."""
    for root in roots:
        yield from root.walk()


def matter_of(node: Node) -> Matter:
    """The matter of the node's top chapter."""
    while node.parent is not None:
        node = node.parent
    return node.chapter.matter


def number_label(counter: Sequence[int], patterns: Sequence[str]) -> str:
    """A chapter's printed number: the pattern of its level filled with its counters; empty for an unnumbered chapter.

    `{1}` is the counter of level 1 in digits, `{1:chinese}` in Chinese numerals, `{1:roman}` in Roman ones. Levels deeper than the patterns
    take the last one and append their own counters.
    """
    if not counter or not patterns:
        return ""
    pattern = patterns[min(len(counter), len(patterns)) - 1]

    def place(match: re.Match[str]) -> str:
        level, form = int(match[1]), match[2]
        value = counter[level - 1] if 0 < level <= len(counter) else 0
        if form == "chinese":
            return numerals.chinese(value)
        return numerals.roman(value) if form == "roman" else str(value)

    return _PLACE.sub(place, pattern) + "".join(f".{value}" for value in counter[len(patterns) :])


def numbered(label: str, title: str) -> str:
    """A number and a title in one line. A number that ends with a full-width mark, such as 一、 or （一）, has room behind it already."""
    return f"{label}{title}" if label.endswith(_FULL_WIDTH) else f"{label} {title}".strip()


def path_up(parents: Mapping[str, str], inner: str) -> list[str]:
    """The ids from `inner` to the top; `parents` gives each id its parent's. Ends also where a damaged tree leads in a ring."""
    seen: dict[str, None] = {}
    while inner and inner not in seen and inner in parents:
        seen[inner] = None
        inner = parents[inner]
    return list(seen)


def is_within(chapters: Iterable[Chapter], inner: str, outer: str) -> bool:
    """True if `inner` is `outer` or stands somewhere below it."""
    return outer in path_up({chapter.id: chapter.parent_id for chapter in chapters}, inner)


def rings(parents: Mapping[str, str]) -> set[str]:
    """The ids that stand below themselves, as only damaged data say."""
    found: set[str] = set()
    safe: set[str] = set()
    for start in parents:
        path: dict[str, None] = {}
        at = start
        while at in parents and at not in safe:
            if at in path:
                ids = list(path)
                found.update(ids[ids.index(at) :])
                break
            path[at] = None
            at = parents[at]
        safe.update(path)
    return found
