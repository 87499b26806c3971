"""Find and replace across a report's chapters and the registers: the texts in memory, kept up to date by Changes, and one verb that replaces.

Measured (tests/benchmarks/test_search.py): `str.find` over the chapters whose signature fits answers within 5 ms for 10,000 chapters, for one
character as for many. SQLite's FTS5 over pairs of characters is quicker still, but would cost a table in the file and work at every save, and knows
neither single characters nor places. So there is no index on the disk.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from qi_desktop.core import outline, registers, search
from qi_desktop.core.changes import Changes
from qi_desktop.core.errors import NotFoundError
from qi_desktop.core.model import Block, Chapter, ChapterStatus, Row
from qi_desktop.core.records import dataclass
from qi_desktop.core.registers import Column, ColumnType, Register
from qi_desktop.core.search import Hit, Page, Part, Place, Search
from qi_desktop.session.access import Access
from qi_desktop.session.fields import FieldVerbs

_ROWS_AT_ONCE = 250
_FEW_PARTS = 4  # so many parts of a register are read anew at once when one of its rows has changed
_FREE = frozenset({ColumnType.TEXT, ColumnType.LONG_TEXT, ColumnType.STANDARD_NUMBER})
"""Cells whose words are written freely; others are numbers, dates or choices, which a replaced character would spoil."""


@dataclass(frozen=True, slots=True)
class Replaced:
    """What a replacement did. `locked`: hits left in final chapters; `changed`: hits left because the text is another one by now."""

    changes: Changes
    count: int
    locked: int
    changed: int


class SearchVerbs:
    """Reading texts to be searched, and replacing what was found."""

    def __init__(self, access: Access) -> None:
        self._library = access.library
        self._repository = access.repository
        self._registers = access.registers
        self._fields = FieldVerbs(access)

    def texts(self, report_id: str) -> Texts:
        """The texts of a report and of the registers; they are read by `Texts.read`."""
        return Texts(self, report_id)

    def page_names(self, report_id: str) -> list[str]:
        """The chapters in reading order, then the registers."""
        nodes = outline.walk(outline.build(self._repository.chapters(report_id))) if report_id else ()
        return [*(node.chapter.id for node in nodes), *self._registers]

    def titles(self, report_id: str) -> dict[str, str]:
        """The titles of a report's chapters."""
        return {chapter.id: chapter.title for chapter in self._repository.chapters(report_id)} if report_id else {}

    def known(self, report_id: str) -> dict[str, str]:
        """The values of fields in a report."""
        try:
            return self._fields.values(report_id)
        except NotFoundError:
            return {}

    def may_change_fields(self, changes: Changes) -> bool:
        """True if an operation may have changed what a field of the library's own shows."""
        return self._fields.concerned(changes)

    def pages(self, name: str, report_id: str, known: dict[str, str]) -> Iterator[Page]:
        """The texts of a chapter or a register, those of a long register in parts. Raises NotFoundError for a chapter that is gone."""
        if name in self._registers:
            register = self._registers[name]
            for rows in self._parts(register, report_id if register.yearly else ""):
                yield Page(name, self._register_pieces(register, rows))
            return
        chapter = self._repository.get(Chapter, name)
        title = (Place(Part.TITLE, chapter.id), chapter.title, ())
        yield Page(name, [title, *(piece for block in self._repository.blocks(name) for piece in search.pieces(block, known))])

    def _parts(self, register: Register, report_id: str) -> Iterator[list[Row]]:
        """The rows of a register; so many at once as are read while nobody waits."""
        if register.parent:
            yield self._repository.rows(register.name, report_id)
            return
        last: Row | None = None
        while part := self._repository.row_page(register.name, report_id, "", last, _ROWS_AT_ONCE):
            yield part
            last = part[-1]

    def _register_pieces(self, register: Register, rows: Sequence[Row]) -> Iterator[tuple[Place, str, Sequence[tuple[int, int]]]]:
        columns = [column for column in register.stored if column.type not in (ColumnType.ASSET, ColumnType.BOOLEAN)]
        for row in rows:
            for column in columns:
                text = row.values.get(column.name, "")
                if text != registers.SAME_AS_ABOVE:
                    yield Place(Part.VALUE, row.id, name=column.name, fixed=column.type not in _FREE), text, ()

    # --- replacing ---

    def replace(self, report_id: str, hits: Sequence[Hit]) -> Replaced:
        """Replace hits by their `new` as one undo step. Hits whose text is not as it was found, and those in final chapters, are left and counted."""
        known = self.known(report_id)
        by_thing: dict[tuple[str, str], list[Hit]] = {}
        for hit in hits:
            kind = str(hit.place.part) if hit.place.part in (Part.TITLE, Part.VALUE) else ""
            by_thing.setdefault((kind, hit.place.id), []).append(hit)
        count = locked = 0
        with self._library.operation("text.replace", hits[0].found if hits else "") as running:
            for (kind, identifier), group in by_thing.items():
                try:
                    if self._is_final(kind, identifier):
                        locked += len(group)
                    else:
                        count += self._write(kind, identifier, group, known)
                except NotFoundError:
                    continue  # deleted since: counted as changed below
        return Replaced(running.changes, count, locked, len(hits) - count - locked)

    def _is_final(self, kind: str, identifier: str) -> bool:
        if kind == Part.VALUE:
            return False
        chapter_id = identifier if kind == Part.TITLE else self._repository.get(Block, identifier).chapter_id
        return self._repository.get(Chapter, chapter_id).status is ChapterStatus.FINAL

    def _write(self, kind: str, identifier: str, hits: Sequence[Hit], known: dict[str, str]) -> int:
        if kind == Part.TITLE:
            chapter = self._repository.get(Chapter, identifier)
            title, count = _exchanged(chapter.title, hits)
            self._repository.update(replace(chapter, title=" ".join(title.split())))
            return count
        if kind == Part.VALUE:
            return self._write_row(self._repository.get(Row, identifier), hits)
        block, count = search.with_hits(self._repository.get(Block, identifier), hits, known)
        self._repository.update(block)
        return count

    def _write_row(self, row: Row, hits: Sequence[Hit]) -> int:
        values = dict(row.values)
        total = 0
        for name in dict.fromkeys(hit.place.name for hit in hits):
            column = self._column(row.register, name)
            if column is None or column.type not in _FREE:
                continue
            text, count = _exchanged(values.get(name, ""), [hit for hit in hits if hit.place.name == name])
            values[name] = registers.canonical(column, text)
            total += count
        self._repository.update(replace(row, values={name: value for name, value in values.items() if value}))
        return total

    def _column(self, register: str, name: str) -> Column | None:
        declared = self._registers.get(register)
        return declared.column(name) if declared else None


def _exchanged(text: str, hits: Sequence[Hit]) -> tuple[str, int]:
    count = 0
    for hit in sorted(hits, key=lambda hit: -hit.start):
        if text[hit.start : hit.end] == hit.found:
            text = search.exchange(text, hit)
            count += 1
    return text, count


class Texts:
    """The texts of a report and of the registers in memory. `read` goes on page by page, so that a window stays awake meanwhile."""

    def __init__(self, verbs: SearchVerbs, report_id: str) -> None:
        self._verbs = verbs
        self._report_id = report_id
        self._known = verbs.known(report_id)
        self._names = verbs.page_names(report_id)
        self._pages: dict[str, list[Page]] = {}
        self._in_order: list[Page] | None = None  # all pages as they are read, made when they are searched

    def read(self) -> Iterator[None]:
        """Read the pages that are missing, a part at each step. Once `take` says that something has changed, reading is to begin anew."""
        for name in list(self._names):
            if name in self._pages:
                continue
            parts: list[Page] = []
            try:
                for part in self._verbs.pages(name, self._report_id, self._known):
                    parts.append(part)
                    yield
            except NotFoundError:
                continue
            if name not in self._pages:  # read meanwhile, because of a change
                self._pages[name] = parts
                self._in_order = None
            yield

    def _read_page(self, name: str) -> None:
        try:
            self._pages[name] = list(self._verbs.pages(name, self._report_id, self._known))
        except NotFoundError:
            self._pages.pop(name, None)

    @property
    def is_complete(self) -> bool:
        """True when all pages are read."""
        return len(self._pages) >= len(self._names)

    def take(self, changes: Changes) -> bool:
        """Follow what was written; True if a text may have changed. What is read anew is only what the changes name."""
        self._in_order = None
        known = self._known
        if changes.ids("company") or self._verbs.may_change_fields(changes):
            known = self._verbs.known(self._report_id)
        other = known != self._known
        if other or changes.ids("company") or changes.ids("report"):
            self._known = known
            self._pages.clear()
        stale = set(changes.owners("block")) | set(changes.owners("register_row")) | set(changes.ids("chapter"))
        if changes.ids("chapter") or changes.ids("report"):
            self._names = self._verbs.page_names(self._report_id)
            kept = set(self._names)
            for name in [name for name in self._pages if name not in kept]:
                del self._pages[name]
        for name in stale & set(self._names):
            if len(self._pages.get(name, ())) > _FEW_PARTS:
                del self._pages[name]  # `read` reads it again
            else:
                self._read_page(name)
        return bool(stale or other or changes.ids("company") or changes.ids("report"))

    def hits(self, wanted: Search, only: str = "") -> Iterator[Hit | None]:
        """The hits in reading order, with None after each page so that the caller can pause. `only`: one chapter or register."""
        if self._in_order is None:
            self._in_order = [page for name in self._names for page in self._pages.get(name, ())]
        for page in wanted.candidates(self._pages.get(only, ()) if only else self._in_order):
            yield from wanted.hits(page)
            yield None
