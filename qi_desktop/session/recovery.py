"""Making a new library of what can be read of a damaged one, and telling plainly what was lost.

Owns the mending of references: nothing that was read is dropped because what it hung on is gone. How rows are read is the store's business.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields, replace
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from qi_desktop.core import outline, ranks
from qi_desktop.core.errors import MissingFileError, NotALibraryError
from qi_desktop.core.identifiers import is_id, new_id
from qi_desktop.core.messages import Message, message
from qi_desktop.core.model import Asset, Block, Chapter, Company, Dismissal, Field, OwnRegister, Report, Row, Style
from qi_desktop.core.records import dataclass
from qi_desktop.interchange import library_json
from qi_desktop.interchange.library_json import LibraryContents
from qi_desktop.session.session import Session
from qi_desktop.store import recovery
from qi_desktop.store.recovery import Salvage, damage
from qi_desktop.store.snapshots import SnapshotRecords

__all__ = ["Recovered", "damage", "recover"]

_LARGEST = 2**53  # what JSON's readers keep exactly
# What a chapter is called whose own row is lost; content, so in the language of reports.
_TITLE = "恢复的内容"
_T = TypeVar("_T", Company, Report, Chapter, Block, Row, Asset, Style, Field, OwnRegister, Dismissal)


@dataclass(frozen=True, slots=True)
class Recovered:
    """What came of it: how much stands in the new file, and what does not."""

    kept: Message
    lost: tuple[Message, ...]


def recover(source: Path, target: Path, progress: recovery.Progress = lambda done, total: None) -> Recovered:
    """Make the library `target`, which must not exist, of what can be read of `source`, which is only read.

    Raises NotALibraryError when nothing of a library can be read, MissingFileError, WriteError, CancelledError; there is no `target` then.
    """
    try:
        found = recovery.salvage(source, progress)
    except OSError as error:
        raise MissingFileError(message("“{name}” cannot be read; check the name and the folder.", name=source.name)) from error
    if not any(found.entities.values()):
        raise NotALibraryError(message("Nothing of a report library can be read in “{name}”; open one of its backups.", name=source.name))
    contents, lost = _mended(found)
    library_json.parse(library_json.make(contents, with_data=False), with_data=False)
    with Session.of_contents(contents, target) as session:
        for snapshot, text in found.snapshots.values():
            SnapshotRecords(session.library).add(snapshot, text)
    progress(10, 10)
    kept = message(
        "Recovered: {reports} reports, {chapters} chapters, {blocks} paragraphs, tables and pictures in them, {rows} rows of registers, "
        "{files} stored files, {versions} versions.",
        reports=len(contents.reports),
        chapters=len(contents.chapters),
        blocks=len(contents.blocks),
        rows=len(contents.rows),
        files=len(contents.assets),
        versions=len(found.snapshots),
    )
    return Recovered(kept, tuple(lost))


def _mended(found: Salvage) -> tuple[LibraryContents, list[Message]]:
    """A library in which everything hangs on something, and the sentences on what could not be kept."""
    lost = _gaps(found)
    company = next(iter(_all(found, "company", Company)), None)
    if company is None:
        company = Company(new_id())
        lost.append(message("The company's data are lost; enter them again."))
    whole = _References()
    chapters = [replace(chapter, report_id=whole.reference(chapter.report_id)) for chapter in _all(found, "chapter", Chapter)]
    blocks = [replace(block, chapter_id=whole.reference(block.chapter_id)) for block in _all(found, "block", Block)]
    rows = [replace(row, report_id=row.report_id and whole.reference(row.report_id)) for row in _all(found, "register_row", Row)]
    reports = _reports(found, chapters, blocks, rows, lost)
    chapters = _chapters(reports, chapters, blocks, lost)
    rows = _rows(rows, lost)
    assets = []
    for asset in _all(found, "asset", Asset):
        if asset.sha256 in found.data and len(found.data[asset.sha256]) == asset.size:
            assets.append(asset)
        else:
            lost.append(message("The file “{name}” is lost; add it again.", name=asset.name))
    data = {asset.sha256: found.data[asset.sha256] for asset in assets}
    styles = _all(found, "style", Style)
    # Rows of these two tables look alike where only bare pages are left.
    asked = [item for item in _all(found, "field", Field) if "columns" not in item.query]
    made = [item for item in _all(found, "own_register", OwnRegister) if isinstance(item.declaration.get("columns"), list)]
    known = {report.id for report in reports}
    dismissed = [item for item in _all(found, "dismissal", Dismissal) if item.report_id in known]
    return LibraryContents(company, reports, chapters, blocks, rows, assets, data, styles, asked, made, dismissed), lost


class _References:
    """References that are ids: one that was spoiled leads to a new id, the same for the same."""

    def __init__(self) -> None:
        self._new: dict[str, str] = {}

    def reference(self, text: str) -> str:
        """The id itself, or the one that stands for it."""
        return text if is_id(text) else self._new.setdefault(text, new_id())


def _all(found: Salvage, table: str, kind: type[_T]) -> list[_T]:
    """The values of a kind; numbers that nothing can be are 0."""
    result = []
    for entity in found.entities.get(table, {}).values():
        if isinstance(entity, kind):
            spoiled = [item.name for item in fields(entity) if item.type == "int" and not abs(getattr(entity, item.name)) < _LARGEST]
            changes: dict[str, Any] = dict.fromkeys(spoiled, 0)
            result.append(replace(entity, **changes))
    return result


_GAPS = {
    "company": message("the company"),
    "report": message("reports"),
    "chapter": message("chapters"),
    "block": message("paragraphs"),
    "register_row": message("rows of registers"),
    "asset": message("stored files"),
    "asset_data": message("pictures"),
    "style": message("style sheets"),
    "field": message("fields"),
    "own_register": message("registers of your own"),
    "dismissal": message("dismissed findings"),
    "snapshot": message("versions"),
}


def _gaps(found: Salvage) -> list[Message]:
    lost = []
    for table, words in _GAPS.items():
        if table not in found.broken:
            continue
        if count := found.from_history.get(table, 0):
            lost.append(message("Damaged places among: {what}. {count} were brought back from the history.", what=words, count=count))
        elif "journal" in found.broken:
            lost.append(message("Damaged places among: {what}. Some may be missing that the history does not name any more.", what=words))
        else:
            lost.append(message("Damaged places among: {what}. Everything that the history names is there.", what=words))
    lost.append(message("The list of changes ({count} steps) and the records of what was sent out begin anew.", count=found.operations))
    return lost


def _reports(found: Salvage, chapters: Sequence[Chapter], blocks: Sequence[Block], rows: Sequence[Row], lost: list[Message]) -> list[Report]:
    """The reports that were read, and a new one for each that is only referred to, or if there is none for paragraphs to stand in."""
    reports = _all(found, "report", Report)
    known = {report.id for report in reports}
    wanted = dict.fromkeys([*(chapter.report_id for chapter in chapters), *(row.report_id for row in rows if row.report_id)])
    missing = [identifier for identifier in wanted if identifier not in known]
    if blocks and not reports and not missing:
        missing = [new_id()]
    for identifier in missing:
        years = {report.year for report in reports}
        year = next(year for year in range(date.today().year, 9999) if year not in years)
        reports.append(Report(identifier, year, title=_TITLE))
        lost.append(message("The settings of a report are lost; what it held stands in the report of {year} now.", year=year))
    return reports


def _chapters(reports: Sequence[Report], chapters: Sequence[Chapter], blocks: Sequence[Block], lost: list[Message]) -> list[Chapter]:
    by_id = {chapter.id: chapter for chapter in chapters}

    def fits(chapter: Chapter) -> bool:
        return not chapter.parent_id or (chapter.parent_id in by_id and by_id[chapter.parent_id].report_id == chapter.report_id)

    rings = outline.rings({chapter.id: chapter.parent_id for chapter in chapters})
    mended = []
    for chapter in chapters:
        if not fits(chapter) or chapter.id in rings:
            lost.append(message("The chapter over “{title}” is lost; it stands at the top now.", title=chapter.title))
            chapter = replace(chapter, parent_id="")
        mended.append(chapter)
    orphans: dict[str, int] = {}
    for block in blocks:
        if block.chapter_id not in by_id:
            orphans[block.chapter_id] = orphans.get(block.chapter_id, 0) + 1
    if orphans:
        newest = max(reports, key=lambda report: report.year)
        last = max((chapter.rank for chapter in mended if chapter.report_id == newest.id and not chapter.parent_id), default="")
        for (identifier, count), rank in zip(orphans.items(), ranks.spread(len(orphans), last), strict=True):
            mended.append(Chapter(identifier, newest.id, "", rank, _TITLE))
            lost.append(message("The title of a chapter is lost; its {count} paragraphs stand in “{title}” now.", count=count, title=_TITLE))
    return mended


def _rows(rows: Sequence[Row], lost: list[Message]) -> list[Row]:
    known = {row.id for row in rows}
    loose = {row.id for row in rows if row.parent_id and row.parent_id not in known} | outline.rings({row.id: row.parent_id for row in rows})
    if loose:
        lost.append(message("{count} rows belonged to rows that are lost; they stand by themselves now.", count=len(loose)))
    return [replace(row, parent_id="") if row.id in loose else row for row in rows]
