"""What a check reports, and the list of all rules.

Owns `Finding` and the names of rules. A rule has a name in lower case with dashes, a severity, and a sentence that says what it looks for; the tests
hold for each an example that it must report and one that it must not.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import field
from enum import StrEnum
from typing import Any

from qi_desktop.core.messages import Message, message
from qi_desktop.core.records import dataclass
from qi_desktop.core.search import Part, Place


class Severity(StrEnum):
    """How sure and how grave: certain and grave; very likely; a matter of style or worth a look."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


NAMES = {Severity.ERROR: message("Error"), Severity.WARNING: message("Warning"), Severity.INFO: message("Note")}
"""What people call them."""

ORDER = {severity: number for number, severity in enumerate(Severity)}
"""Grave ones first."""


@dataclass(frozen=True, slots=True)
class Spot:
    """Where something is: in a chapter or a register (`page`), at a text of it, from character `start` to `end`; -1: the whole text."""

    page: str
    place: Place | None = None
    start: int = -1
    end: int = -1

    def as_json(self, chapters: Iterable[str]) -> dict[str, Any]:
        """The form that `check --json` promises (design §7). In a register, `row` is a row's id and `column` a column's name."""
        place = self.place
        values: dict[str, Any] = {"chapter": None, "block": None, "row": None, "column": None, "start": None, "end": None}
        if self.page in chapters:
            values["chapter"] = self.page
        else:
            values["register"] = self.page or None
        if not self.page:
            return values  # the report as a whole
        if place is not None and place.part is Part.VALUE:
            values |= {"row": place.id, "column": place.name or None}
        elif place is not None and place.part is not Part.TITLE:
            values["block"] = place.id
            if place.part is Part.CELL:
                values["row"] = place.row
            if place.part in (Part.CELL, Part.LABEL):
                values["column"] = place.column
        if self.start >= 0:
            values |= {"start": self.start, "end": self.end}
        return values


@dataclass(frozen=True, slots=True)
class Finding:
    """A slip: which rule found it, what is wrong, the words around it, and the places; the first is where it is to be mended.

    `fix` are the words that belong into the first place, None where a person must decide.
    """

    rule: str
    severity: Severity
    message: Message
    excerpt: str
    places: tuple[Spot, ...]
    fix: str | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: its name, how grave it is, and what it looks for."""

    name: str
    severity: Severity
    about: Message
    check: Callable[[Any], Iterator[Finding]] = field(repr=False)
    subject: str = "chapter"


def digest(finding: Finding) -> str:
    """What a finding is about, in short: the rule, the things it names and the words and values found there.

    Another digest is another finding. Neither the order of chapters nor the number of a row or a character counts, so that moving and renumbering,
    and writing elsewhere in the paragraph, leave it as it is. Of two places that disagree neither is the first one.
    """
    things = sorted({(spot.place.part.value, spot.place.id, spot.place.name) if spot.place else ("", spot.page, "") for spot in finding.places})
    words = finding.excerpt if len(finding.places) == 1 else ""
    values = sorted(str(value) for value in finding.message.values.values())
    about = [finding.rule, finding.severity, finding.message.template, values, things, words]
    return hashlib.sha256(json.dumps(about, ensure_ascii=False).encode("utf-8")).hexdigest()


_RULES: dict[str, Rule] = {}


def rules() -> Mapping[str, Rule]:
    """All rules by name."""
    return _RULES


@dataclass(frozen=True, slots=True)
class Slip:
    """What a rule yields: the message, where, and the words that would be right."""

    message: Message
    spots: tuple[Spot, ...]
    excerpt: str = ""
    fix: str | None = None
    severity: Severity | None = None  # another one than the rule's


def rule(
    name: str, severity: Severity, about: Message, subject: str = "chapter"
) -> Callable[[Callable[[Any], Iterator[Slip]]], Callable[[Any], Iterator[Slip]]]:
    """Make a function known as a rule for chapters, registers or the report's frame. It yields slips."""

    def take(function: Callable[[Any], Iterator[Slip]]) -> Callable[[Any], Iterator[Slip]]:
        def check(about_what: Any) -> Iterator[Finding]:
            for slip in function(about_what):
                yield Finding(name, slip.severity or severity, slip.message, slip.excerpt, slip.spots, slip.fix)

        if name in _RULES:
            raise ValueError(name)
        _RULES[name] = Rule(name, severity, about, check, subject)
        return function

    return take


_AROUND = 10  # characters


def around(text: str, start: int, end: int) -> str:
    """A stretch of a text with a few characters on either side."""
    first, last = max(0, start - _AROUND), min(len(text), end + _AROUND)
    return ("…" if first else "") + text[first:last].replace("\n", " ") + ("…" if last < len(text) else "")
