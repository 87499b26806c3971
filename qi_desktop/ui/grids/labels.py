"""What registers and columns are called, and how people read canonical cell texts; they are read back by `core.registers.canonical`."""

from __future__ import annotations

from collections.abc import Mapping

from qi_desktop.core.registers import Column, ColumnType
from qi_desktop.ui.translate import language, tr

TRUE, FALSE = "true", "false"


def label(labels: Mapping[str, str]) -> str:
    """The label in the user's language."""
    return labels.get("zh" if language().startswith("zh") else "en") or next(iter(labels.values()), "")


def column_label(column: Column) -> str:
    """A column's label with its unit."""
    return f"{label(column.label)} ({column.unit})" if column.unit else label(column.label)


def shown_text(column: Column, text: str) -> str:
    """A cell's canonical text as people read it."""
    return yes_or_no(text) if column.type is ColumnType.BOOLEAN else text


def yes_or_no(text: str) -> str:
    """The text of a cell that is true or false as people read it."""
    return {TRUE: tr("yes"), FALSE: tr("no")}.get(text, text)
