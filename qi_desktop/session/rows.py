"""Verbs on register rows: add, change, paste, move, delete, fill down."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from qi_desktop.core import registers
from qi_desktop.core.changes import Changes
from qi_desktop.core.errors import NotFoundError, RefusedError
from qi_desktop.core.identifiers import new_id
from qi_desktop.core.messages import message
from qi_desktop.core.model import Report, Row
from qi_desktop.core.registers import Register
from qi_desktop.core.richtext import clean
from qi_desktop.session.access import Access, ranks_after, ranks_of_moved


@dataclass(frozen=True, slots=True)
class CellChange:
    """A new text for one cell."""

    row_id: str
    column: str
    text: str


class RowVerbs:
    """One method per act on a register's rows; each is one undo step. Cells are kept in canonical form, unreadable ones as they were typed."""

    def __init__(self, access: Access) -> None:
        self._library = access.library
        self._repository = access.repository
        self._registers = access.registers

    # --- reading ---

    def register(self, name: str) -> Register:
        """The declaration of a register. Raises NotFoundError."""
        if name not in self._registers:
            raise NotFoundError(message("There is no register “{name}”; choose one of: {names}.", name=name, names=", ".join(self._registers)))
        return self._registers[name]

    def get(self, row_id: str) -> Row:
        """The row of that id."""
        return self._repository.get(Row, row_id)

    def of(self, register: str, report_id: str = "", parent_id: str | None = None) -> list[Row]:
        """The rows of a register in order; `report_id` counts for yearly registers only."""
        yearly = self.register(register).yearly
        return self._repository.rows(register, report_id if yearly else "", parent_id)

    # --- writing ---

    def add(
        self,
        register: str,
        cells: Sequence[Mapping[str, str]],
        report_id: str = "",
        parent_id: str = "",
        after: str | None = None,
    ) -> Changes:
        """New rows behind the row `after` ("" for the front, None for the end), one for each mapping of column to text.

        `created` of the result is the last one's id. Raises NotFoundError for an unknown register, report (of a yearly register) or parent:
        such rows would never be seen again.
        """
        declared = self.register(register)
        report_id = self._repository.get(Report, report_id).id if declared.yearly else ""
        if parent_id:
            self.get(parent_id)
        with self._library.operation("row.add", declared.label["zh"]) as running:
            siblings = self._repository.rows(register, report_id, parent_id)
            places = ranks_after(siblings, after, len(cells))
            rows = [
                Row(new_id(), register, report_id, parent_id, rank, self._cells(declared, values)) for rank, values in zip(places, cells, strict=True)
            ]
            self._repository.insert_many(rows)
            running.created = rows[-1].id if rows else ""
        return running.changes

    def _cells(self, register: Register, values: Mapping[str, str]) -> dict[str, str]:
        result = {}
        for name, text in values.items():
            column = register.column(name)
            text = clean(text)
            stored = registers.canonical(column, text) if column else text.strip()
            if stored and not (column and column.derived):
                result[name] = stored
        return result

    def change(self, cells: Sequence[CellChange]) -> Changes:
        """Write cells, also of several rows. An empty text empties the cell."""
        by_row: dict[str, dict[str, str]] = {}
        for cell in cells:
            by_row.setdefault(cell.row_id, {})[cell.column] = cell.text
        rows = {row_id: self.get(row_id) for row_id in by_row}
        subject = self.register(next(iter(rows.values())).register).label["zh"] if rows else ""
        with self._library.operation("row.change", subject) as running:
            for row_id, texts in by_row.items():
                row = rows[row_id]
                kept = {name: text for name, text in row.values.items() if name not in texts}
                self._repository.update(replace(row, values={**kept, **self._cells(self.register(row.register), texts)}))
        return running.changes

    def paste(
        self,
        register: str,
        cells: Sequence[CellChange],
        new_rows: Sequence[Mapping[str, str]],
        report_id: str = "",
        parent_id: str = "",
    ) -> Changes:
        """Write a block of cells over rows that are there and add the rows that it has beyond them, as one step."""
        with self._library.operation("row.paste", self.register(register).label["zh"]) as running:
            self.change(cells)
            if new_rows:
                running.created = self.add(register, new_rows, report_id, parent_id).created
        return running.changes

    def move(self, row_ids: Sequence[str], after: str | None) -> Changes:
        """Place rows, in the order given, behind the row `after` of the same table. Raises RefusedError for rows of several registers or reports."""
        moving = [self.get(row_id) for row_id in dict.fromkeys(row_ids)]
        if not moving:
            return Changes()
        first = moving[0]
        if any((row.register, row.report_id) != (first.register, first.report_id) for row in moving):
            raise RefusedError(message("Rows of several tables cannot be moved together; move those of one table."))
        siblings = self._repository.rows(first.register, first.report_id, first.parent_id)
        with self._library.operation("row.move", self.register(first.register).label["zh"]) as running:
            places = ranks_of_moved(siblings, moving, after)
            for row, rank in zip(moving, places, strict=True):
                self._repository.update(replace(row, rank=rank, parent_id=first.parent_id))
        return running.changes

    def delete(self, row_ids: Sequence[str]) -> Changes:
        """Take rows out, with the rows that belong to them."""
        rows = [self.get(row_id) for row_id in dict.fromkeys(row_ids)]
        subject = self.register(rows[0].register).label["zh"] if rows else ""
        with self._library.operation("row.delete", subject) as running:
            seen: set[str] = set()
            while rows:
                row = rows.pop()
                if row.id not in seen:  # chosen beside its parent, or a row that damaged data place below itself
                    seen.add(row.id)
                    rows += self._repository.children(row.id)
                    self._repository.delete(row)
        return running.changes

    def fill_down(self, row_ids: Sequence[str], column: str) -> Changes:
        """Give the column's cell of the first row to all the others."""
        rows = [self.get(row_id) for row_id in dict.fromkeys(row_ids)]
        subject = self.register(rows[0].register).label["zh"] if rows else ""
        with self._library.operation("row.fill_down", subject) as running:
            for row in rows[1:]:
                kept = {name: text for name, text in row.values.items() if name != column}
                text = rows[0].values.get(column, "")
                self._repository.update(replace(row, values={**kept, column: text} if text else kept))
        return running.changes
