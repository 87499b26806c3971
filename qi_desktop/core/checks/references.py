"""What stands for something else: references, fields, register views that lead nowhere."""

from __future__ import annotations

from collections.abc import Iterator

from qi_desktop.core import richtext
from qi_desktop.core.checks.findings import Severity, Slip, rule
from qi_desktop.core.checks.subjects import ChapterSubject
from qi_desktop.core.fields import OWN
from qi_desktop.core.messages import message
from qi_desktop.core.model import Block, BlockKind
from qi_desktop.core.richtext import Run


@rule("reference-broken", Severity.ERROR, message("A cross-reference leads to something that is not in the report."))
def reference_broken(subject: ChapterSubject) -> Iterator[Slip]:
    """Its number would be the one it had when it was last seen."""
    for block in subject.blocks:
        for run in _runs(block):
            if run.reference and run.reference not in subject.targets:
                text = message("The cross-reference “{words}” leads to nothing in this report; choose another target.", words=run.text)
                yield subject.at_block(text, block.id, run.text)


@rule("field-unknown", Severity.ERROR, message("A field has no value of that name."))
def field_unknown(subject: ChapterSubject) -> Iterator[Slip]:
    """It shows what it showed last, which may be wrong by now."""
    for block in subject.blocks:
        for run in _runs(block):
            if run.field and run.field not in subject.fields:
                own = run.field.startswith(OWN)
                gone = message("A field stands here that does not exist any more; put another one, or a text, in its place.")
                text = gone if own else message("There is no value called “{name}”; insert another field.", name=run.field)
                yield subject.at_block(text, block.id, run.text)
            elif run.field in subject.unanswered:
                name, why = subject.unanswered[run.field]
                yield subject.at_block(message("The field “{name}” has no value: {why}", name=name, why=why), block.id, name)


@rule("register-missing", Severity.ERROR, message("A chapter shows a register that the library has not."))
def register_missing(subject: ChapterSubject) -> Iterator[Slip]:
    """Nothing is printed at its place."""
    for block in subject.blocks:
        name = str(block.attributes.get("register", ""))
        if block.kind is BlockKind.REGISTER_VIEW and name not in subject.registers:
            yield subject.at_block(message("There is no register “{name}” in this library.", name=name), block.id)


def _runs(block: Block) -> Iterator[Run]:
    yield from block.text
    for row in block.attributes.get("rows", ()) if block.kind is BlockKind.TABLE else ():
        for cell in row:
            if not isinstance(cell, str):
                yield from richtext.from_json(cell)
