"""Checking a report: its chapters and registers as the rules of `core.checks` want them, page by page, kept up to date by Changes."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Container, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cache
from typing import Any

from qi_desktop import paths
from qi_desktop.core import checks, fields, outline, search
from qi_desktop.core.changes import Changes
from qi_desktop.core.checks import AcrossSubject, ChapterSubject, Claim, Finding, FrameSubject, Passage, RegisterSubject, Words
from qi_desktop.core.checks.knowledge import NAMED, Knowledge, Laws, knowledge, names
from qi_desktop.core.checks.knowledge import laws as read_laws
from qi_desktop.core.errors import NotFoundError, RefusedError
from qi_desktop.core.identifiers import new_id
from qi_desktop.core.messages import Message, message
from qi_desktop.core.model import Block, BlockKind, Chapter, Dismissal, Report, Row
from qi_desktop.core.outline import Node
from qi_desktop.core.readings import read_date
from qi_desktop.core.richtext import clean
from qi_desktop.core.search import Part, Place
from qi_desktop.core.standard_numbers import Known
from qi_desktop.session.access import Access
from qi_desktop.session.fields import FieldVerbs

FRAME = ""
"""The page that stands for the report as a whole."""
_ROWS = 500  # of a register that are looked at in one go


@cache
def words() -> Words:
    """The words that the rules know."""
    return Words.of(tomllib.loads((paths.resources() / "checks.toml").read_text("utf-8")))


@cache
def laws() -> Laws:
    """The laws that the rules know."""
    return read_laws(tomllib.loads((paths.resources() / "laws.toml").read_text("utf-8")))


class CheckVerbs:
    """Reading a report for the rules."""

    def __init__(self, access: Access, known: Callable[[], Known]) -> None:
        """`known` reads the data about standards when they are first needed."""
        self._library = access.library
        self.repository = access.repository
        self.registers = access.registers
        self.known = known
        self.fields = FieldVerbs(access)

    def findings(self, report_id: str) -> Findings:
        """What is wrong in a report; nothing is looked at before `Findings.read`."""
        return Findings(self, report_id)

    def read(self, report_id: str) -> Findings:
        """Everything that is wrong in a report. Raises NotFoundError."""
        self.repository.get(Report, report_id)
        found = self.findings(report_id)
        for _ in found.read():
            pass
        return found

    def all(self, report_id: str) -> list[Finding]:
        """Everything that is wrong in a report and was not dismissed, in reading order. Raises NotFoundError."""
        return self.read(report_id).in_order()

    def dismiss(self, report_id: str, findings: Sequence[Finding], reason: str) -> Changes:
        """Let findings of a report stand for a reason; they count again when what was found changes. One that was dismissed gets the new reason.

        Raises RefusedError without a reason, NotFoundError, ReadOnlyError, WriteError.
        """
        reason = " ".join(clean(reason).split())
        if not reason:
            raise RefusedError(message("Say why this may stand; the reason is kept beside it."))
        self.repository.get(Report, report_id)
        wanted = {checks.digest(finding): finding for finding in findings}
        author, now = self._library.author, datetime.now(UTC).isoformat(timespec="milliseconds")
        made = [Dismissal(new_id(), report_id, finding.rule, _thing(finding), key, reason, author, now) for key, finding in wanted.items()]
        if not made:
            return Changes()
        with self._library.operation("finding.dismiss", reason) as running:
            for former in self._dismissals(report_id, wanted):
                self.repository.delete(former)
            self.repository.insert_many(made)
        return running.changes

    def restore(self, report_id: str, findings: Sequence[Finding]) -> Changes:
        """Let dismissed findings count again. Raises ReadOnlyError, WriteError."""
        former = self._dismissals(report_id, {checks.digest(finding) for finding in findings})
        if not former:
            return Changes()
        with self._library.operation("finding.restore", former[0].reason) as running:
            for dismissal in former:
                self.repository.delete(dismissal)
        return running.changes

    def _dismissals(self, report_id: str, digests: Container[str]) -> list[Dismissal]:
        return [item for item in self.repository.dismissals(report_id) if item.digest in digests]


class Findings:
    """The findings of a report, by chapter and register. `read` goes on page by page, so that a window stays awake meanwhile."""

    def __init__(self, verbs: CheckVerbs, report_id: str) -> None:
        self._verbs = verbs
        self._repository = verbs.repository
        self._report_id = report_id
        self._found: dict[str, list[Finding]] = {}
        self._claims: dict[str, list[Claim]] = {}
        self._across: dict[str, list[Finding]] | None = None  # what chapters say against each other, by page; None: to be compared again
        self._before: list[Claim] | None = None  # what last year's report claimed; None: to be read again
        self._knowledge = Knowledge()
        self._named: dict[str, tuple[Any, ...]] = {}  # the names in registers
        self._names_old = set(NAMED)  # registers whose names are to be read again
        self._dismissed: dict[str, Dismissal] = {}  # by digest
        self._read_dismissals()
        self._with_references: set[str] = set()
        self._targets: frozenset[str] = frozenset()
        self._parents: set[str] = set()
        self._known: dict[str, str] = {}
        self._names: list[str] = []
        self._unanswered: dict[str, tuple[str, Message]] = {}  # own fields without a value, by key: name and reason
        self._prepare()

    def _prepare(self) -> None:
        """Read what all pages share."""
        self._values_old = False  # a field may show something else than when the pages were looked at
        repository = self._repository
        try:
            self._company, self._report = repository.company(), repository.get(Report, self._report_id)
        except NotFoundError:
            self._nodes: dict[str, Node] = {}
            self._names = []
            self._known = {}
            return
        self._nodes = {node.chapter.id: node for node in outline.walk(outline.build(repository.chapters(self._report_id)))}
        pages = [FRAME, *self._nodes, *self._verbs.registers]
        if pages != self._names:
            self._names, self._across = pages, None
        self._targets = frozenset(repository.target_ids(self._report_id) | self._nodes.keys())
        self._parents = {name for name, node in self._nodes.items() if node.children}
        own = self._verbs.fields.answers(self._report_id)
        self._unanswered = {key: (field.name, told.problem) for key, (field, told) in own.items() if told.problem is not None}
        known = fields.values(self._company, self._report) | fields.own_values(own)
        if known != self._known:
            self._found.clear()
        self._known = known

    def _read_dismissals(self) -> None:
        self._dismissed = {item.digest: item for item in self._repository.dismissals(self._report_id)}
        self._rules = {item.rule for item in self._dismissed.values()}

    def read(self) -> Iterator[None]:
        """Look at the pages that were not looked at yet, one step at a time."""
        if self._values_old:
            self._prepare()
            yield
        if self._names_old and self._names:
            yield from self._read_names()
        for name in list(self._names):
            if name not in self._found:
                self._across = None
                yield from self._look_at(name)
        if self._before is None and self._names:
            self._across = None
            yield from self._read_year_before()
        if self._across is None and self._names:
            self._compare()
            yield

    def _read_names(self) -> Iterator[None]:
        for name in sorted(self._names_old):
            self._named[name] = names(name, self._rows(name), self._end())
            yield
        known = knowledge(self._company, self._named, self._verbs.known(), laws())
        if known != self._knowledge:
            self._found.clear()
        self._knowledge = known
        self._names_old.clear()

    def _read_year_before(self) -> Iterator[None]:
        """What last year's report claimed, if the library has it."""
        claims: list[Claim] = []
        for report in self._repository.reports():
            if report.year != self._report.year - 1:
                continue
            known = self._verbs.fields.values(report.id)
            for node in outline.walk(outline.build(self._repository.chapters(report.id))):
                blocks = self._repository.blocks(node.chapter.id)
                passages = [Passage(place, text, fixed) for block in blocks for place, text, fixed in search.pieces(block, known) if text]
                claims += checks.of_chapter(ChapterSubject(node.chapter, blocks, passages, report, words(), knowledge=self._knowledge))
                yield
        self._before = claims

    def _compare(self) -> None:
        """Hold what the pages claim against each other."""
        claims = [claim for name in self._names for claim in self._claims.get(name, ())]
        self._across = {}
        for finding in checks.check_across(AcrossSubject(claims, self._knowledge.departments, self._before or (), words())):
            self._across.setdefault(finding.places[0].page, []).append(finding)

    def _rows(self, name: str) -> list[Row]:
        register = self._verbs.registers.get(name)
        return self._repository.rows(name, self._report_id if register.yearly else "") if register else []

    def _end(self) -> date:
        return read_date(self._report.period_end) or date(self._report.year, 12, 31)

    def _look_at(self, name: str) -> Iterator[None]:
        if name == FRAME:
            frame = FrameSubject(self._company, self._report, [node.chapter for node in self._nodes.values()])
            self._found[FRAME] = checks.check_frame(frame)
        elif name in self._nodes:
            subject = self._chapter(self._nodes[name])
            yield
            found: list[Finding] = []
            for some in checks.by_rule(subject):
                found += some
                yield
            self._found[name], self._claims[name] = checks.in_order(subject, found), checks.of_chapter(subject)
        else:
            yield from self._look_at_rows(name)
            return
        yield

    def _look_at_rows(self, name: str) -> Iterator[None]:
        register = self._verbs.registers[name]
        rows = self._rows(name)
        start = read_date(self._report.period_start)
        subject = RegisterSubject(register, rows, self._end(), date.today(), self._verbs.known(), start, words(), self._knowledge.departments)
        found: list[Finding] = []
        for first in range(0, len(rows), _ROWS):
            found += checks.check_register(replace(subject, rows=rows[first : first + _ROWS]))
            yield
        self._found[name], self._claims[name] = found, checks.of_rows(subject)
        yield

    def _chapter(self, node: Node) -> ChapterSubject:
        chapter = node.chapter
        blocks = self._repository.blocks(chapter.id)
        passages = [Passage(Place(Part.TITLE, chapter.id), chapter.title)] if chapter.title else []
        passages += [Passage(place, text, fixed) for block in blocks for place, text, fixed in search.pieces(block, self._known) if text]
        if any(_refers(block) for block in blocks):
            self._with_references.add(chapter.id)
        return ChapterSubject(
            chapter,
            blocks,
            passages,
            self._report,
            words(),
            bool(node.children),
            self._targets,
            frozenset(self._known),
            frozenset(self._verbs.registers),
            self._unanswered,
            self._knowledge,
        )

    @property
    def is_complete(self) -> bool:
        """True when all pages were looked at."""
        whole = (self._across is not None and self._before is not None) or not self._names
        return whole and not self._values_old and not (self._names_old and self._names) and all(name in self._found for name in self._names)

    def take(self, changes: Changes) -> bool:
        """Follow what was written: forget what was found on the pages that the changes name. True if there may be other findings."""
        if changes.ids("dismissal"):
            self._read_dismissals()
            if all(item.table == "dismissal" for item in changes.items):
                return True
        stale = set(changes.owners("block")) | set(changes.owners("register_row")) | set(changes.ids("chapter"))
        framed = bool(changes.ids("company") or changes.ids("report"))
        self._values_old = self._values_old or self._verbs.fields.concerned(changes)
        if framed or changes.ids("chapter") or any(item.table == "block" and item.action != "update" for item in changes.items):
            parents, targets = self._parents, self._targets
            self._prepare()
            stale |= self._parents ^ parents
            if self._targets != targets:
                stale |= self._with_references
        if changes.ids("chapter"):
            stale.add(FRAME)
        if framed:
            self._found.clear()
            self._before = None
        self._names_old |= set(NAMED) if framed else stale.intersection(NAMED)
        for name in [name for name in self._found if name in stale or (name and name not in self._nodes and name not in self._verbs.registers)]:
            del self._found[name]
            self._across = None
        return not self.is_complete

    def of(self, name: str) -> list[Finding]:
        """The findings of a chapter, a register, or the report as a whole (`FRAME`) as far as they are known, without those that were dismissed."""
        return [finding for finding in self._all_of(name) if self.dismissal(finding) is None]

    def in_order(self) -> list[Finding]:
        """All findings that are known, in reading order, without those that were dismissed."""
        return [finding for name in self._names for finding in self.of(name)]

    def dismissed(self) -> list[tuple[Finding, Dismissal]]:
        """The findings that were dismissed, with who did it, when and why, in reading order."""
        pairs = ((finding, self.dismissal(finding)) for name in self._names for finding in self._all_of(name))
        return [(finding, why) for finding, why in pairs if why is not None]

    def _all_of(self, name: str) -> list[Finding]:
        found = self._found.get(name, [])
        return [*found, *self._across[name]] if self._across and name in self._across else found

    def dismissal(self, finding: Finding) -> Dismissal | None:
        """Who let a finding stand, when and why; None if it counts."""
        return self._dismissed.get(checks.digest(finding)) if finding.rule in self._rules else None

    def chapter(self, name: str) -> Chapter | None:
        """The chapter that a page is; None for a register and for the report as a whole."""
        node = self._nodes.get(name)
        return node.chapter if node else None


def _thing(finding: Finding) -> str:
    """The id of what a finding is about."""
    place = finding.places[0].place
    return place.id if place is not None else ""


def _refers(block: Block) -> bool:
    if any(run.reference for run in block.text):
        return True
    return block.kind is BlockKind.TABLE and any(not isinstance(cell, str) for row in block.attributes.get("rows", ()) for cell in row)
