"""A report from a Word or text file: reading it, choosing what its headings are, and taking it over into a report of the library.

Reading knows no library and may run in a worker; taking over is one operation, so that one undo takes all of it back.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Generator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from qi_desktop.core.changes import Changes
from qi_desktop.core.drafts import Draft, DraftChapter
from qi_desktop.core.errors import ContentError, MissingFileError
from qi_desktop.core.identifiers import new_id
from qi_desktop.core.messages import message
from qi_desktop.core.model import Asset, Block, BlockKind, Chapter, ChapterStatus
from qi_desktop.core.ranks import spread
from qi_desktop.core.richtext import clean
from qi_desktop.interchange.chapters import Choice, rearranged
from qi_desktop.interchange.incoming import ImportRemark, IncomingReport
from qi_desktop.session import pictures
from qi_desktop.session.access import ranks_after
from qi_desktop.store import archive

if TYPE_CHECKING:
    from qi_desktop.session.session import Session

__all__ = ["TEXT_ENDINGS", "WORD_ENDINGS", "Choice", "ImportRemark", "IncomingReport", "read", "rearranged", "take", "taking", "taking_as_new"]

WORD_ENDINGS = (".docx", ".docm", ".dotx")
TEXT_ENDINGS = (".txt", ".md")
_ZIP = b"PK"


def read(path: Path, progress: Callable[[int, int], None] = lambda done, total: None) -> IncomingReport:
    """The report of a Word or text file, told by its bytes and not by its name. Raises MissingFileError, ContentError."""
    try:
        with path.open("rb") as file:
            begin = file.read(2)
    except FileNotFoundError as error:
        raise MissingFileError(message("There is no file “{path}”; check the name.", path=path)) from error
    except OSError as error:
        detail = error.strerror or error
        raise ContentError(
            message("“{name}” could not be read ({detail}); close it elsewhere and try again.", name=path.name, detail=detail)
        ) from error
    if begin == _ZIP or path.suffix.casefold() not in TEXT_ENDINGS:
        from qi_desktop.interchange.word_reading import read_word

        return read_word(path, progress)
    from qi_desktop.interchange.plain_report import read_text

    return read_text(path, progress)


def take(session: Session, report_id: str, incoming: IncomingReport) -> Changes:
    """Take a report's chapters over into a report of the library; see `taking`."""
    steps = taking(session, report_id, incoming)
    while True:
        try:
            next(steps)
        except StopIteration as end:
            return end.value if isinstance(end.value, Changes) else Changes()


def taking(session: Session, report_id: str, incoming: IncomingReport) -> Generator[tuple[int, int], None, Changes]:
    """`take` step by step, for a window that is to stay alive meanwhile: tells the chapters that are written, and all; returns what changed.

    A chapter goes into one of the same title in the same place that has no text yet, so that an outline's guidance and departments stay; else it is a
    new one behind those that came before it. What is there already is never changed. `created` is the first chapter's id. The library is backed up
    first. It is one operation: closing the generator before its end takes everything back. Raises NotFoundError, ReadOnlyError, WriteError.
    """
    report = session.reports.get(report_id)
    if not incoming.chapters:
        return Changes()
    session.library.check_writable()
    archive.keep(session.library)
    with session.library.operation("report.import", incoming.name) as running:
        running.created = yield from _written(session, report.id, incoming)
    return running.changes


def taking_as_new(session: Session, year: int, incoming: IncomingReport) -> Generator[tuple[int, int], None, Changes]:
    """`taking` into a new report of that year, which has no other chapters; `created` is its id. Raises RefusedError if the year has a report."""
    session.library.check_writable()
    archive.keep(session.library)
    with session.library.operation("report.import", incoming.name) as running:
        running.created = session.reports.new(year, with_chapters=False).created
        yield from _written(session, running.created, incoming)
    return running.changes


def _written(session: Session, report_id: str, incoming: IncomingReport) -> Generator[tuple[int, int], None, str]:
    """Write the chapters inside an operation; returns the first one's id."""
    assets = _Assets(session, incoming.pictures)
    places = _Places(session, report_id)
    first = ""
    for done, chapter in enumerate(incoming.chapters):
        yield done, len(incoming.chapters)
        identifier = places.chapter(chapter)
        first = first or identifier
        ranks = spread(len(chapter.blocks))
        session.repository.insert_many([_block(identifier, rank, draft, assets) for rank, draft in zip(ranks, chapter.blocks, strict=True)])
    return first


def _block(chapter_id: str, rank: str, draft: Draft, assets: _Assets) -> Block:
    attributes = dict(draft.attributes)
    if draft.kind is BlockKind.FIGURE and attributes.get("asset"):
        attributes["asset"] = assets.id_of(str(attributes["asset"]))
    return Block(new_id(), chapter_id, rank, draft.kind, draft.text, attributes)


class _Assets:
    """The pictures of the file as files of the library, each stored once and only if it is shown."""

    def __init__(self, session: Session, found: Mapping[str, bytes]) -> None:
        self._repository = session.repository
        self._found = found
        self._stored: dict[str, str] = {}

    def id_of(self, key: str) -> str:
        """The id of the stored picture."""
        if key not in self._stored:
            data, name = self._found[key], clean(key.rpartition("/")[2])
            mime, width, height = pictures.recognise(data)
            digest = hashlib.sha256(data).hexdigest()
            self._repository.keep_data(digest, data)
            self._stored[key] = new_id()
            self._repository.insert(Asset(self._stored[key], name, mime, digest, len(data), width, height))
        return self._stored[key]


class _Places:
    """Finds or makes the chapter of the library for each chapter that comes."""

    def __init__(self, session: Session, report_id: str) -> None:
        self._repository = session.repository
        self._report_id = report_id
        self._with_text = {chapter_id for chapter_id, blocks in session.blocks.of_report(report_id).items() if blocks}
        self._path: list[str] = []  # the open chapters' ids from the top
        self._last: dict[str, str | None] = {}  # parent → the sibling that came last

    def chapter(self, draft: DraftChapter) -> str:
        """The id of the chapter that takes the draft's blocks."""
        del self._path[draft.level - 1 :]
        parent = self._path[-1] if self._path else ""
        siblings = self._repository.siblings(self._report_id, parent)
        found = next((sibling for sibling in siblings if self._is_free(sibling) and _close(sibling.title) == _close(draft.title)), None)
        if found is not None:
            identifier = found.id
            if draft.blocks and found.status is ChapterStatus.NOT_STARTED:
                self._repository.update(replace(found, status=ChapterStatus.DRAFT))
        else:
            identifier = new_id()
            (rank,) = ranks_after(siblings, self._last.get(parent))
            status = ChapterStatus.DRAFT if draft.blocks else ChapterStatus.NOT_STARTED
            self._repository.insert(Chapter(identifier, self._report_id, parent, rank, _title(draft.title), draft.matter, status))
        self._with_text.add(identifier)  # a second chapter of that title is a chapter of its own
        self._last[parent] = identifier
        self._path.append(identifier)
        return identifier

    def _is_free(self, chapter: Chapter) -> bool:
        return chapter.id not in self._with_text and not chapter.deleted and chapter.status is not ChapterStatus.FINAL


def _title(title: str) -> str:
    return " ".join(clean(title).split())


def _close(title: str) -> str:
    return "".join(title.split()).casefold()
