"""Snapshots (版本): keeping named states of a report, comparing them, and making documents of them again.

A snapshot holds everything that the report's pages are made of, in the form of `interchange.library_json`; only the bytes of pictures stay where they
are. A document of it is made through a passing library, so that it is loaded and assembled by the very code that the report is.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from qi_desktop.core.changes import Changes
from qi_desktop.core.errors import NotFoundError, UsageError
from qi_desktop.core.identifiers import new_id
from qi_desktop.core.messages import message
from qi_desktop.core.model import Asset, Block, Chapter, Company, Dismissal, Field, OwnRegister, Report, Row, Style
from qi_desktop.core.records import dataclass
from qi_desktop.core.snapshots import Difference, Side, Snapshot, SnapshotKind, differences
from qi_desktop.export.document import Document
from qi_desktop.export.style_sheet import StyleSheet
from qi_desktop.interchange import library_json
from qi_desktop.interchange.library_json import LibraryContents
from qi_desktop.store.snapshots import SnapshotRecords

if TYPE_CHECKING:
    from qi_desktop.session.session import Session

NOW = ""
"""Stands for the report as it is, where a snapshot's id is asked for."""
_IDENTIFIERS = re.compile(r'"([0-9a-z]{12})"')
_WATCHED = {
    "company": Company,
    "report": Report,
    "chapter": Chapter,
    "block": Block,
    "register_row": Row,
    "field": Field,
    "style": Style,
    "own_register": OwnRegister,
}


@dataclass(frozen=True, slots=True)
class Material:
    """What a document of a snapshot is made of; a plain value for a worker."""

    snapshot: Snapshot
    contents: LibraryContents


class SnapshotVerbs:
    """The snapshots of the session's library."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._records = SnapshotRecords(session.library)

    # --- keeping ---

    def take(self, report_id: str, name: str, kind: SnapshotKind = SnapshotKind.OTHER) -> Snapshot:
        """Keep the report as it is now under a name. Raises UsageError for an empty or taken name, NotFoundError, ReadOnlyError, WriteError."""
        name = self._free_name(report_id, name)
        text = library_json.make(self._contents(report_id), with_data=False)
        digest = hashlib.sha256(text.encode("utf-8")).hexdigest()
        time = datetime.now(UTC).isoformat(timespec="milliseconds")
        from importlib import metadata  # takes its time to load

        made = Snapshot(new_id(), report_id, name, kind, time, self._session.library.author, digest, metadata.version("qi-desktop"))
        self._records.add(made, text)
        return made

    def rename(self, snapshot_id: str, name: str) -> None:
        """Call a snapshot something else. Raises UsageError, NotFoundError, ReadOnlyError, WriteError."""
        snapshot = self._records.get(snapshot_id)
        if name.strip() != snapshot.name:
            self._records.rename(snapshot_id, self._free_name(snapshot.report_id, name))

    def remove(self, snapshot_id: str) -> None:
        """Drop a snapshot for good. Raises UsageError for an approved one, NotFoundError, ReadOnlyError, WriteError."""
        if self._records.get(snapshot_id).kind is SnapshotKind.APPROVED:
            raise UsageError(message("An approved version is kept for good; keep it, or drop a version that is not approved."))
        self._records.remove(snapshot_id)

    def _free_name(self, report_id: str, name: str) -> str:
        name = " ".join(name.split())
        if not name:
            raise UsageError(message("The version needs a name; enter one."))
        if any(snapshot.name == name for snapshot in self.of_report(report_id)):
            raise UsageError(message("There is a version “{name}” already; enter another name.", name=name))
        return name

    # --- looking ---

    def of_report(self, report_id: str) -> list[Snapshot]:
        """The snapshots of a report, the newest first."""
        return self._records.of_report(report_id)

    def named(self, report_id: str, name: str) -> Snapshot:
        """The snapshot of a report with that name. Raises NotFoundError."""
        found = next((snapshot for snapshot in self.of_report(report_id) if snapshot.name == name), None)
        if found is None:
            known = "、".join(snapshot.name for snapshot in self.of_report(report_id)) or "—"
            raise NotFoundError(message("There is no version “{name}” of this report; there are: {known}.", name=name, known=known))
        return found

    def approved(self, report_id: str) -> Snapshot | None:
        """The newest approved snapshot of a report; None if it has none."""
        return next((snapshot for snapshot in self.of_report(report_id) if snapshot.kind is SnapshotKind.APPROVED), None)

    def compare(self, report_id: str, old: str, new: str = NOW, language: str = "zh") -> list[Difference]:
        """What differs between two snapshots, or a snapshot and `NOW`. Raises NotFoundError, DamagedError, ContentError."""
        return self.comparer(report_id, old, new, language)()

    def comparer(self, report_id: str, old: str, new: str = NOW, language: str = "zh") -> Callable[[], list[Difference]]:
        """What does the work of `compare` in any thread. Raises NotFoundError, DamagedError; the work ContentError."""
        sides = [self._reader(report_id, name) for name in (old, new)]
        registers = dict(self._session.registers)
        return lambda: differences(sides[0](), sides[1](), registers, language)

    def _reader(self, report_id: str, snapshot_id: str) -> Callable[[], Side]:
        if snapshot_id != NOW:
            return self.reader(self._records.get(snapshot_id))
        contents = self._contents(report_id)
        return lambda: _side(contents, report_id)

    def reader(self, snapshot: Snapshot) -> Callable[[], Side]:
        """What reads a snapshot, which takes a while for a long report, in any thread. Raises NotFoundError, DamagedError; it ContentError."""
        text = self._records.content(snapshot.id)
        return lambda: _side(library_json.parse(text, with_data=False), snapshot.report_id)

    def since(self, snapshot: Snapshot, old: Side) -> Since:
        """What has changed since a snapshot that `reader` has read, to be followed. Raises NotFoundError."""
        return Since(self._session, snapshot.report_id, old, _side(self._contents(snapshot.report_id), snapshot.report_id))

    def _read(self, snapshot_id: str) -> LibraryContents:
        return library_json.parse(self._records.content(snapshot_id), with_data=False)

    def _contents(self, report_id: str) -> LibraryContents:
        """Everything that the pages of a report are made of, with the pictures that it names. Raises NotFoundError."""
        repository = self._session.repository
        report = repository.get(Report, report_id)
        blocks = [block for blocks in repository.blocks_of_report(report_id).values() for block in blocks]
        chapters, rows = repository.chapters(report_id), repository.rows_of_report(report_id)
        styles, own_fields, own_registers = repository.all(Style), repository.all(Field), repository.all(OwnRegister)
        others = self._session.fields.reports_asked(report)
        rows += [row for other in others for row in repository.rows_of_report(other.id) if row.report_id]
        made = LibraryContents(repository.company(), [report, *others], chapters, blocks, rows, [], {}, styles, own_fields, own_registers)
        made = replace(made, dismissals=[item for item in repository.all(Dismissal) if item.report_id == report_id])
        named = set(_IDENTIFIERS.findall(library_json.make(made, with_data=False)))
        return replace(made, assets=[asset for asset in repository.all(Asset) if asset.id in named])

    # --- documents ---

    def material(self, snapshot_id: str) -> Material:
        """A snapshot with its pictures, to be handed to a worker. Raises NotFoundError, DamagedError, ContentError."""
        contents = self._read(snapshot_id)
        data = {asset.sha256: self._session.repository.asset_data(asset.sha256) for asset in contents.assets}
        return Material(self._records.get(snapshot_id), replace(contents, data=data))


def load_document(material: Material, style_name: str = "", draft: bool = False) -> tuple[Document, StyleSheet]:
    """The assembled document of a snapshot and its style sheet; the same for ever. Raises WriteError where no passing file can be written."""
    from qi_desktop.session.exporting import load_document as load
    from qi_desktop.session.session import Session

    with TemporaryDirectory(prefix="qi-desktop-") as folder:
        path = Path(folder) / "snapshot.qid"
        with Session.of_contents(material.contents, path) as session:
            report = session.reports.get(material.snapshot.report_id)
            style = style_name or report.style
            return load(session, report.id, style, draft), session.styles.usable_sheet(style)[0]


def _side(contents: LibraryContents, report_id: str) -> Side:
    report = next((report for report in contents.reports if report.id == report_id), None)
    if report is None:
        raise NotFoundError(message("This report does not exist any more."))
    rows = [row for row in contents.rows if row.report_id in ("", report_id)]  # others are there for fields that ask for last year's
    return Side(contents.company, report, contents.chapters, contents.blocks, rows, contents.styles, contents.fields, contents.registers)


class Since:
    """How many things of a report are not as they were in a snapshot. Follows Changes by reading only what they name."""

    def __init__(self, session: Session, report_id: str, old: Side, new: Side) -> None:
        self._session = session
        self._report_id = report_id
        self._old = _by_id(old)
        now = _by_id(new)
        self._changed = {key for key in self._old.keys() | now.keys() if self._old.get(key) != now.get(key)}

    @property
    def count(self) -> int:
        """Chapters, paragraphs, tables, rows, fields and style sheets that came, went or changed; one each for company and report settings."""
        return len(self._changed)

    def take(self, changes: Changes) -> bool:
        """Follow an operation; True if the count may be another."""
        before = self.count
        for item in changes.items:
            kind = _WATCHED.get(item.table)
            if kind is None:
                continue
            key = (item.table, item.id)
            if self._now(item.table, item.id) == self._old.get(key):
                self._changed.discard(key)
            else:
                self._changed.add(key)
        return self.count != before

    def _now(self, table: str, identifier: str) -> object:
        try:
            found = self._session.repository.get(_WATCHED[table], identifier)
        except NotFoundError:
            return None
        return found if self._concerns(found) else None

    def _concerns(self, found: object) -> bool:
        match found:
            case Report():
                return found.id == self._report_id
            case Chapter():
                return found.report_id == self._report_id
            case Block():
                return self._session.repository.get(Chapter, found.chapter_id).report_id == self._report_id
            case Row():
                return found.report_id in ("", self._report_id)
        return True


def _by_id(side: Side) -> Mapping[tuple[str, str], object]:
    found: dict[tuple[str, str], object] = {("company", side.company.id): side.company, ("report", side.report.id): side.report}
    tables: dict[str, Sequence[Chapter | Block | Row | Field | Style | OwnRegister]] = {
        "chapter": side.chapters,
        "block": side.blocks,
        "register_row": side.rows,
        "field": side.fields,
        "style": side.styles,
        "own_register": side.registers,
    }
    for table, entities in tables.items():
        found.update({(table, entity.id): entity for entity in entities})
    return found
