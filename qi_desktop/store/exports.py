"""Records of exports: what was sent out, so that a reviewed copy can be compared with what it was made from.

Owns the rows of `export` and `export_block`. They are written once and never changed; undo does not know them, and a dump leaves them out.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import astuple, fields
from typing import Any

from qi_desktop.core.errors import DamagedError, NotFoundError
from qi_desktop.core.exports import Export, ExportedBlock, ExportKind, TableShape
from qi_desktop.core.messages import message
from qi_desktop.core.richtext import clean
from qi_desktop.store.failures import plain_failures, unreadable
from qi_desktop.store.library import Library

_NAMES = tuple(item.name for item in fields(Export))
_COLUMNS = ", ".join(f'"{name}"' for name in _NAMES)
_BLOCK_COLUMNS = '"export_id", "position", "place", "kind", "chapter_id", "text", "hash", "headers", "shape"'


class ExportRecords:
    """The exports that an open library remembers."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._connection = library.connection

    def add(self, export: Export, blocks: Iterable[ExportedBlock]) -> None:
        """Remember an export with its blocks, both or none. Raises ReadOnlyError, WriteError, MissingFileError."""
        rows = [_block_row(export.id, block) for block in blocks]
        with self._library.recording():
            values = [clean(value) for value in astuple(export)]
            self._connection.execute(f"INSERT INTO export ({_COLUMNS}) VALUES ({', '.join('?' * len(values))})", values)
            self._connection.executemany(f"INSERT INTO export_block ({_BLOCK_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)

    def of_report(self, report_id: str) -> list[Export]:
        """The exports of a report, the newest first."""
        return self._exports("report_id = ? ORDER BY time DESC, id", report_id)

    def has_key(self, key: str) -> bool:
        """True if an export of this library has that key."""
        return bool(self._exports("key = ?", key))

    def of_key(self, key: str) -> Export:
        """The export whose key stands in a file's bookmarks. Raises NotFoundError."""
        found = self._exports("key = ?", key)
        if not found:
            raise NotFoundError(message("This library knows nothing of the export “{key}”; open the library that the file was made from.", key=key))
        return found[0]

    def blocks(self, export_id: str) -> list[ExportedBlock]:
        """What stood in an export, in order."""
        query = "SELECT place, kind, chapter_id, position, text, headers, shape FROM export_block WHERE export_id = ? ORDER BY position"
        with plain_failures(self._library.shown):
            rows = self._connection.execute(query, (export_id,)).fetchall()
        try:
            return [
                ExportedBlock(place, kind, chapter, position, text, _shape(headers, shape))
                for place, kind, chapter, position, text, headers, shape in rows
            ]
        except (ValueError, TypeError, KeyError, RecursionError) as error:
            raise self._damaged("export_block") from error

    def _exports(self, where: str, value: str) -> list[Export]:
        with plain_failures(self._library.shown):
            rows = self._connection.execute(f"SELECT {_COLUMNS} FROM export WHERE {where}", (value,)).fetchall()
        try:
            return [Export(**{**dict(zip(_NAMES, row, strict=True)), "kind": ExportKind(row[_NAMES.index("kind")])}) for row in rows]
        except ValueError as error:
            raise self._damaged("export") from error

    def _damaged(self, table: str) -> DamagedError:
        return unreadable(self._library.shown.name, table)


def _block_row(export_id: str, block: ExportedBlock) -> Sequence[Any]:
    headers = shape = None
    if block.shape is not None:
        headers = _json(block.shape.headers)
        shape = _json({"rows": block.shape.row_ids, "columns": block.shape.column_keys, "cells": block.shape.cells})
    return (export_id, block.position, block.place, block.kind, block.chapter_id, block.text, block.digest, headers, shape)


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _shape(headers: str | None, shape: str | None) -> TableShape | None:
    if headers is None or shape is None:
        return None
    whole = json.loads(shape)
    cells = tuple(_texts(row) for row in whole["cells"])
    return TableShape(_texts(json.loads(headers)), _texts(whole["rows"]), _texts(whole["columns"]), cells)


def _texts(values: Any) -> tuple[str, ...]:
    if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
        raise TypeError("texts")
    return tuple(values)
