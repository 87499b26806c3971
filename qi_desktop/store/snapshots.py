"""Records of snapshots: named states of reports, as compressed text.

Owns the rows of `snapshot`. They are no content: undo does not know them, and what they hold is never changed, only their names are.
"""

from __future__ import annotations

import hashlib
import zlib
from dataclasses import astuple, fields
from typing import Any

from qi_desktop.core.errors import DamagedError, NotFoundError
from qi_desktop.core.messages import message
from qi_desktop.core.richtext import clean
from qi_desktop.core.snapshots import Snapshot, SnapshotKind
from qi_desktop.store.failures import plain_failures
from qi_desktop.store.library import Library

_NAMES = tuple(item.name for item in fields(Snapshot))
_COLUMNS = ", ".join(f'"{name}"' for name in _NAMES)
_LARGEST = 2**30  # bytes of text; a stranger's file may claim to hold more than memory does


class SnapshotRecords:
    """The snapshots that an open library holds."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._connection = library.connection

    def add(self, snapshot: Snapshot, content: str) -> None:
        """Keep a state. Raises ReadOnlyError, WriteError, MissingFileError."""
        data = zlib.compress(content.encode("utf-8"), 6)
        with self._library.recording():
            values = [clean(str(value)) for value in astuple(snapshot)]
            places = ", ".join("?" * (len(values) + 1))
            self._connection.execute(f'INSERT INTO snapshot ({_COLUMNS}, "content") VALUES ({places})', [*values, data])

    def rename(self, identifier: str, name: str) -> None:
        """Call a snapshot something else. Raises NotFoundError, ReadOnlyError, WriteError."""
        self.get(identifier)
        with self._library.recording():
            self._connection.execute("UPDATE snapshot SET name = ? WHERE id = ?", (clean(name), identifier))

    def remove(self, identifier: str) -> None:
        """Drop a snapshot. Raises NotFoundError, ReadOnlyError, WriteError."""
        self.get(identifier)
        with self._library.recording():
            self._connection.execute("DELETE FROM snapshot WHERE id = ?", (identifier,))

    def of_report(self, report_id: str) -> list[Snapshot]:
        """The snapshots of a report, the newest first."""
        return self._select("report_id = ? ORDER BY time DESC, rowid DESC", report_id)

    def get(self, identifier: str) -> Snapshot:
        """The snapshot of that id. Raises NotFoundError."""
        found = self._select("id = ?", identifier)
        if not found:
            raise NotFoundError(message("This version does not exist any more."))
        return found[0]

    def content(self, identifier: str) -> str:
        """What a snapshot holds. Raises NotFoundError, and DamagedError when it is not what its digest says."""
        snapshot = self.get(identifier)
        with plain_failures(self._library.shown):
            row = self._connection.execute("SELECT content FROM snapshot WHERE id = ?", (identifier,)).fetchone()
        try:
            unpacking = zlib.decompressobj()
            data = unpacking.decompress(bytes(row[0]), _LARGEST)
            if unpacking.unconsumed_tail or hashlib.sha256(data).hexdigest() != snapshot.sha256:
                raise ValueError(identifier)
            return data.decode("utf-8")
        except (zlib.error, ValueError) as error:
            raise DamagedError(message("The version “{name}” is damaged; open a backup that still holds it.", name=snapshot.name)) from error

    def _select(self, where: str, value: str) -> list[Snapshot]:
        with plain_failures(self._library.shown):
            rows: list[tuple[Any, ...]] = self._connection.execute(f"SELECT {_COLUMNS} FROM snapshot WHERE {where}", (value,)).fetchall()
        try:
            return [Snapshot(**{**dict(zip(_NAMES, map(clean, row), strict=True)), "kind": SnapshotKind(row[3])}) for row in rows]  # type: ignore[arg-type]
        except (TypeError, ValueError, AttributeError) as error:
            raise DamagedError(message("The versions in this library cannot be read; open one of its backups.")) from error
