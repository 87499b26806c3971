"""Exporting a report: loading it in the session's thread, writing its files in any thread, remembering a review edition in the session's again.

Owns the order of the two formats: the PDF's layout comes first, since Word's table of contents takes its page numbers from there.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from qi_desktop.core.errors import MissingFileError
from qi_desktop.core.exports import KEY_LENGTH, Export, ExportKind
from qi_desktop.core.identifiers import new_id
from qi_desktop.core.messages import message
from qi_desktop.core.model import Asset, Block, BlockKind, Row
from qi_desktop.core.records import dataclass
from qi_desktop.core.registers import ColumnType, Register
from qi_desktop.export import review_edition
from qi_desktop.export.assemble import assemble
from qi_desktop.export.content import Content
from qi_desktop.export.document import Document, ExportResult, Remark
from qi_desktop.export.files import replacing
from qi_desktop.export.remark_places import located
from qi_desktop.export.style_sheet import StyleSheet
from qi_desktop.store.exports import ExportRecords

if TYPE_CHECKING:
    from qi_desktop.session.session import Session

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class ExportReport:
    """What was written: the files, the pages of the layout, and what could not be shown as it stands.

    A review edition has a `review_key`, and the `sha256` of its first file.
    """

    files: tuple[Path, ...]
    pages: int
    remarks: tuple[Remark, ...]
    review_key: str = ""
    sha256: str = ""


def load_content(session: Session, report_id: str) -> Content:
    """Everything of a report that a document needs, read in one go."""
    repository = session.repository
    report = session.reports.get(report_id)
    company = session.company.get()
    blocks = repository.blocks_of_report(report_id)
    shown = [block for blocks_of_chapter in blocks.values() for block in blocks_of_chapter]
    names = {str(block.attributes.get("register", "")) for block in shown if block.kind is BlockKind.REGISTER_VIEW}
    # What belongs to a row that is shown on a page of its own, such as the models of a certificate, is shown there too.
    registers = {name: register for name, register in session.registers.items() if name in names or register.parent in names}
    rows = {name: session.rows.of(name, report_id) for name in registers}
    wanted = _pictures(shown) | _scans(registers, rows) | {company.logo}
    assets = {asset.id: asset for asset in repository.all(Asset) if asset.id in wanted}
    data = {asset.id: repository.asset_data(asset.sha256) for asset in assets.values()}
    return Content(company, report, repository.chapters(report_id), blocks, registers, rows, assets, data, session.fields.answers(report_id))


def _pictures(blocks: list[Block]) -> set[str]:
    return {str(block.attributes.get("asset", "")) for block in blocks if block.kind is BlockKind.FIGURE}


def _scans(registers: Mapping[str, Register], rows: Mapping[str, Sequence[Row]]) -> set[str]:
    """The stored files that rows name."""
    places = [(name, column.name) for name, register in registers.items() for column in register.stored if column.type is ColumnType.ASSET]
    return {row.values.get(column, "") for name, column in places for row in rows[name]}


def load_document(session: Session, report_id: str, style_name: str = "", draft: bool = False, review: bool = False) -> Document:
    """The assembled document of a report; of a review edition, with its marks.

    Raises NotFoundError, ContentError for an unknown style sheet, and for a review edition ReadOnlyError if it could not be recorded afterwards.
    """
    if review:
        session.library.check_writable()
    content = load_content(session, report_id)
    style, _ = session.styles.usable_sheet(style_name or content.report.style)
    document = assemble(content, style, draft and not review)
    return review_edition.marked(document, style, content.values, date.today()) if review else document


def new_review_key(session: Session) -> str:
    """A key for a review edition that none before it in this library has."""
    records = ExportRecords(session.library)
    while True:
        key = new_id()[:KEY_LENGTH]
        if not records.has_key(key):
            return key


def record_export(session: Session, report_id: str, style_name: str, document: Document, written: ExportReport) -> Export:
    """Remember a review edition after its files were written; to be called in the session's thread. Raises ReadOnlyError, WriteError."""
    from importlib import metadata  # takes longer to load than most reports to write

    report = session.reports.get(report_id)
    export = Export(
        new_id(),
        report_id,
        written.review_key,
        datetime.now(UTC).isoformat(timespec="milliseconds"),
        session.library.author,
        style_name or report.style,
        ExportKind.REVIEW,
        report.version,
        written.files[0].name,
        written.sha256,
        metadata.version("qi-desktop"),
    )
    ExportRecords(session.library).add(export, review_edition.exported_blocks(document))
    return export


def export_files(
    document: Document,
    style: StyleSheet,
    word: Path | None,
    pdf: Path | None,
    progress: Progress | None = None,
    review_key: str = "",
    known: tuple[Remark, ...] = (),
) -> ExportReport:
    """Write a document as Word, PDF or both; to be called in a worker. `progress(done, total)` may raise CancelledError to stop.

    With the key of a review edition, Word records what reviewers change, and every paragraph and cell has a bookmark; `record_export` must follow.
    `known` are remarks made before, which the report lists first. Raises WriteError; a file that was there before then is as it was.
    """
    # The writers are imported here: the window must be painted before they and their libraries are needed, and one format needs not the other's.
    steps = _Steps(progress, 2 if word and pdf else 1)
    result = ExportResult(0)
    remarks: tuple[Remark, ...] = ()
    if pdf:
        from qi_desktop.export.pdf import write_pdf

        with replacing(pdf) as file:
            result = write_pdf(document, style, file, steps.next())
        remarks = result.remarks
    if word:
        from qi_desktop.export.word import write_word

        if not pdf:
            from qi_desktop.export.paging import page_labels

            result = page_labels(document, style)
        with replacing(word) as file:
            written = write_word(document, style, file, result, review_key, track_changes=bool(review_key), progress=steps.next())
        remarks = remarks + tuple(remark for remark in written.remarks if remark not in remarks)
    files = tuple(path for path in (word, pdf) if path)
    told = known + located(document, document.remarks + remarks)
    return ExportReport(files, result.pages, told, review_key, _sha256(files[0]) if review_key and files else "")


def _sha256(path: Path) -> str:
    """The SHA-256 of a file that was written just now. Raises MissingFileError if somebody took it away at once."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise MissingFileError(
            message("“{name}” could not be read after it was written, so it is not known as a review copy; export it again.", name=path.name)
        ) from error


class _Steps:
    """Shares one progress bar among the formats, each an equal part of it."""

    _PARTS = 1000

    def __init__(self, progress: Progress | None, count: int) -> None:
        self._progress = progress
        self._count = count
        self._begun = 0

    def next(self) -> Progress:
        """The progress function of the next format."""
        index = self._begun
        self._begun += 1

        def report(done: int, total: int) -> None:
            if self._progress:
                share = min(done, total) * self._PARTS // total if total > 0 else self._PARTS
                self._progress(index * self._PARTS + share, self._count * self._PARTS)

        return report
