"""How two versions of a chapter's text differ, in words a reader sees: a Han character, a Latin word, a number, a stretch of space."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from enum import StrEnum

from qi_desktop.core.records import dataclass

_WORDS = re.compile(r"[A-Za-z]+|\d+(?:[.,]\d+)*%?|\s+|.", re.DOTALL)
_MOST_COMPARISONS = 4_000_000  # words of one times words of the other; beyond, a paragraph is shown as replaced: comparing it would take seconds


class Kind(StrEnum):
    """What became of a piece of text."""

    SAME = "same"
    DELETED = "deleted"
    INSERTED = "inserted"


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text with one fate."""

    kind: Kind
    text: str


Compared = tuple[Piece, ...]
"""One paragraph, old and new in one; the old one is what is same or deleted, the new one what is same or inserted."""


def compare(old: Sequence[tuple[str, str]], new: Sequence[tuple[str, str]]) -> list[Compared]:
    """Compare paragraphs, each an id and its text. Paragraphs of one id are compared word by word, in the order of the new text."""
    before, after = dict(old), dict(new)
    matcher = SequenceMatcher(None, [key for key, _ in old], [key for key, _ in new], autojunk=False)
    result: list[Compared] = []
    for kind, first, last, start, end in matcher.get_opcodes():
        if kind == "equal":
            result += [compare_texts(before[key], after[key]) for key, _ in new[start:end]]
        else:
            result += [(Piece(Kind.DELETED, text),) for _, text in old[first:last]]
            result += [(Piece(Kind.INSERTED, text),) for _, text in new[start:end]]
    return result


def compare_texts(old: str, new: str) -> Compared:
    """Compare one paragraph's words."""
    if old == new:
        return (Piece(Kind.SAME, new),)
    former, latter = _WORDS.findall(old), _WORDS.findall(new)
    if len(former) * len(latter) > _MOST_COMPARISONS:
        return (Piece(Kind.DELETED, old), Piece(Kind.INSERTED, new))
    pieces: list[Piece] = []
    for kind, first, last, start, end in SequenceMatcher(None, former, latter, autojunk=False).get_opcodes():
        if kind == "equal":
            pieces.append(Piece(Kind.SAME, "".join(latter[start:end])))
            continue
        if last > first:
            pieces.append(Piece(Kind.DELETED, "".join(former[first:last])))
        if end > start:
            pieces.append(Piece(Kind.INSERTED, "".join(latter[start:end])))
    return tuple(pieces)
