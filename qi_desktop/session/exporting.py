"""Exporting a report: loading it in the session's thread, writing its files in any thread.

Owns the order of the two formats: the PDF's layout comes first, since Word's table of contents takes its page numbers from there.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from qi_desktop.core.model import Asset, Block, BlockKind
from qi_desktop.export import style_sheet
from qi_desktop.export.assemble import assemble
from qi_desktop.export.content import Content
from qi_desktop.export.document import Document, ExportResult, Remark
from qi_desktop.export.files import replacing

if TYPE_CHECKING:
    from qi_desktop.session.session import Session

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class ExportReport:
    """What was written: the files, the pages of the layout, and what could not be shown as it stands."""

    files: tuple[Path, ...]
    pages: int
    remarks: tuple[Remark, ...]


def load_content(session: Session, report_id: str) -> Content:
    """Everything of a report that a document needs, read in one go."""
    repository = session.repository
    report = session.reports.get(report_id)
    company = session.company.get()
    blocks = repository.blocks_of_report(report_id)
    shown = [block for blocks_of_chapter in blocks.values() for block in blocks_of_chapter]
    names = {str(block.attributes.get("register", "")) for block in shown if block.kind is BlockKind.REGISTER_VIEW}
    registers = {name: register for name, register in session.registers.items() if name in names}
    rows = {name: session.rows.of(name, report_id) for name in registers}
    wanted = _pictures(shown) | {company.logo}
    assets = {asset.id: asset for asset in repository.all(Asset) if asset.id in wanted}
    data = {asset.id: repository.asset_data(asset.sha256) for asset in assets.values()}
    return Content(company, report, repository.chapters(report_id), blocks, registers, rows, assets, data)


def _pictures(blocks: list[Block]) -> set[str]:
    return {str(block.attributes.get("asset", "")) for block in blocks if block.kind is BlockKind.FIGURE}


def load_document(session: Session, report_id: str, style_name: str = "", draft: bool = False) -> Document:
    """The assembled document of a report. Raises NotFoundError, ContentError for an unknown style sheet."""
    content = load_content(session, report_id)
    return assemble(content, style_sheet.load(style_name or content.report.style), draft)


def export_files(
    document: Document,
    style_name: str,
    word: Path | None,
    pdf: Path | None,
    progress: Progress | None = None,
) -> ExportReport:
    """Write a document as Word, PDF or both; to be called in a worker. `progress(done, total)` may raise CancelledError to stop.

    Raises WriteError; a file that was there before then is as it was.
    """
    # Imported here: the window must be painted before the writers and their libraries are needed.
    from qi_desktop.export.pdf import page_labels, write_pdf
    from qi_desktop.export.word import write_word

    style = style_sheet.load(style_name)
    steps = _Steps(progress, 2 if word and pdf else 1)
    result = ExportResult(0)
    remarks: tuple[Remark, ...] = ()
    if pdf:
        with replacing(pdf) as file:
            result = write_pdf(document, style, file, steps.next())
        remarks = result.remarks
    if word:
        if not pdf:
            result = page_labels(document, style)
        with replacing(word) as file:
            written = write_word(document, style, file, result.page_labels, progress=steps.next())
        remarks = remarks + tuple(remark for remark in written.remarks if remark not in remarks)
    return ExportReport(tuple(path for path in (word, pdf) if path), result.pages, remarks)


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
