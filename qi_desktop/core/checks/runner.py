"""Letting rules look at their subjects."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Any

from qi_desktop.core.checks.findings import ORDER, Finding, rules
from qi_desktop.core.checks.subjects import AcrossSubject, ChapterSubject, FrameSubject, RegisterSubject


def check_chapter(subject: ChapterSubject) -> list[Finding]:
    """What is wrong in a chapter, in the order of its texts."""
    return in_order(subject, chain.from_iterable(by_rule(subject)))


def by_rule(subject: ChapterSubject) -> Iterator[list[Finding]]:
    """What each rule finds in a chapter, one rule after the other, for those who cannot wait for all of them at once."""
    return ([*rule.check(subject)] for rule in rules().values() if rule.subject == "chapter")


def in_order(subject: ChapterSubject, found: Iterable[Finding]) -> list[Finding]:
    """Findings of a chapter in the order of its texts."""
    places = {passage.place: number for number, passage in enumerate(subject.passages)}

    def order(finding: Finding) -> tuple[int, int, int]:
        spot = finding.places[0]
        return places.get(spot.place, -1) if spot.place else -1, spot.start, ORDER[finding.severity]

    return sorted(found, key=order)


def check_register(subject: RegisterSubject) -> list[Finding]:
    """What is wrong in a register, row by row."""
    places = {row.id: number for number, row in enumerate(subject.rows)}
    return sorted(_found("register", subject), key=lambda finding: places.get(finding.places[0].place.id, -1) if finding.places[0].place else -1)


def check_frame(subject: FrameSubject) -> list[Finding]:
    """What is wrong with the report as a whole."""
    return _found("frame", subject)


def check_across(subject: AcrossSubject) -> list[Finding]:
    """What chapters and registers say against each other."""
    return _found("across", subject)


def _found(kind: str, subject: Any) -> list[Finding]:
    return [finding for rule in rules().values() if rule.subject == kind for finding in rule.check(subject)]
