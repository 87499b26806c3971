"""What a worker does to write a report, or a version of it, and what is to be remembered of it afterwards."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from qi_desktop.session import Session, exporting, snapshots
from qi_desktop.session.exporting import ExportReport
from qi_desktop.ui.dialogs.export_dialog import ExportChoice
from qi_desktop.ui.tasks import Progress

Job = Callable[[Progress], ExportReport]
Remember = Callable[[ExportReport], Any]


def export_job(session: Session, report_id: str, choice: ExportChoice) -> tuple[Job, Remember | None]:
    """The job, made of what is loaded now, and what the window's thread has to do with its result. Raises QiError."""
    if choice.version:
        material = session.snapshots.material(choice.version)

        def write(progress: Progress) -> ExportReport:
            document, sheet = snapshots.load_document(material, choice.style, choice.draft)
            return exporting.export_files(document, sheet, choice.word, choice.pdf, progress)

        return write, None
    sheet, remarks = session.styles.usable_sheet(choice.style)
    document = exporting.load_document(session, report_id, choice.style, choice.draft, choice.review)
    key = exporting.new_review_key(session) if choice.review else ""
    remember = partial(exporting.record_export, session, report_id, choice.style, document)
    return lambda progress: exporting.export_files(document, sheet, choice.word, choice.pdf, progress, key, remarks), remember
