"""The names of all operations, as the history and the undo menu show them.

Owns the way from a verb (`chapter.rename`) to its words. The journal keeps the verb and its subject, so the words follow the user's language.
"""

from __future__ import annotations

from qi_desktop.core.messages import Message, message

LABELS: dict[str, Message] = {
    "library.new": message("New library"),
    "library.load": message("Load data"),
    "company.change": message("Change the company's data"),
    "report.new": message("New report “{subject}”"),
    "report.import": message("Import “{subject}”"),
    "report.roll_over": message("Report {subject} from the year before"),
    "report.change": message("Change the report's settings"),
    "chapter.add": message("Add chapter “{subject}”"),
    "chapter.rename": message("Rename chapter “{subject}”"),
    "chapter.change": message("Change the properties of “{subject}”"),
    "chapter.move": message("Move chapter “{subject}”"),
    "chapter.promote": message("Promote chapter “{subject}”"),
    "chapter.demote": message("Demote chapter “{subject}”"),
    "chapter.delete": message("Delete chapter “{subject}”"),
    "chapter.restore_text": message("Restore an earlier text of “{subject}”"),
    "chapter.restore": message("Restore chapter “{subject}”"),
    "block.add": message("Add to “{subject}”"),
    "block.edit": message("Edit “{subject}”"),
    "block.split": message("Split a paragraph in “{subject}”"),
    "block.join": message("Join paragraphs in “{subject}”"),
    "block.move": message("Move paragraphs to “{subject}”"),
    "block.delete": message("Delete from “{subject}”"),
    "block.write": message("Write in “{subject}”"),
    "text.replace": message("Replace “{subject}”"),
    "row.add": message("Add rows to “{subject}”"),
    "row.change": message("Change cells of “{subject}”"),
    "row.paste": message("Paste into “{subject}”"),
    "row.duplicate": message("Duplicate rows of “{subject}”"),
    "row.attach": message("Attach file “{subject}”"),
    "row.move": message("Move rows of “{subject}”"),
    "row.delete": message("Delete rows of “{subject}”"),
    "row.fill_down": message("Fill down in “{subject}”"),
    "row.load": message("Load “{subject}” from a file"),
    "asset.add": message("Add file “{subject}”"),
    "field.add": message("Make the field “{subject}”"),
    "field.change": message("Change the field “{subject}”"),
    "field.remove": message("Remove the field “{subject}”"),
    "register.add": message("Make the register “{subject}”"),
    "register.change": message("Rename the register “{subject}”"),
    "register.remove": message("Delete the register “{subject}”"),
    "column.add": message("Add the column “{subject}”"),
    "column.change": message("Change the column “{subject}”"),
    "column.move": message("Move the column “{subject}”"),
    "column.remove": message("Delete the column “{subject}”"),
    "finding.dismiss": message("Dismiss a finding: {subject}"),
    "finding.restore": message("Let a dismissed finding count again: {subject}"),
    "style.add": message("Copy a style sheet as “{subject}”"),
    "style.change": message("Change the style sheet “{subject}”"),
    "style.use": message("Set the report in the style sheet “{subject}”"),
    "style.remove": message("Remove the style sheet “{subject}”"),
}


def label(verb: str, subject: str) -> Message:
    """What the history calls an operation; the bare verb for one that this version does not know."""
    known = LABELS.get(verb)
    return message(known.template, subject=subject) if known else message("{verb}", verb=verb)
