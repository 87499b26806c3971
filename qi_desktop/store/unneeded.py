"""Bytes of pictures that nothing can show any more: neither a stored file, nor a step that can be undone or done again, nor a snapshot.

They are left when the storing of a picture is undone and something else is done then. Owns the finding and the removal; where in doubt, bytes stay.
"""

from __future__ import annotations

import zlib

from qi_desktop.store.failures import plain_failures
from qi_desktop.store.library import Library

_LARGEST = 64 * 1024 * 1024
"""Bytes of a snapshot that are looked through: a stranger's may unfold without an end."""

# Operations that were undone and followed by others are never done again; all others may be, or may be taken back.
_CANDIDATES = """
SELECT sha256 FROM asset_data WHERE sha256 NOT IN (SELECT sha256 FROM asset WHERE sha256 IS NOT NULL) AND NOT EXISTS (
    SELECT 1 FROM journal JOIN operation ON operation.id = journal.operation
    WHERE journal.table_name = 'asset' AND operation.state <> 'superseded' AND (instr(before, sha256) OR instr(after, sha256))
)
"""


def find(library: Library) -> list[str]:
    """The digests of bytes that are not needed. Raises QiError where the library cannot be read."""
    with plain_failures(library.shown):
        found = {str(digest) for (digest,) in library.connection.execute(_CANDIDATES)}
        if not found:
            return []
        for (content,) in library.connection.execute("SELECT content FROM snapshot"):
            unpacking = zlib.decompressobj()
            try:
                kept = unpacking.decompress(content, _LARGEST).decode("utf-8")
            except (zlib.error, UnicodeDecodeError):
                return []  # what a damaged snapshot needs, nobody can tell
            if not unpacking.eof:  # cut off, or longer than any of ours
                return []
            found = {digest for digest in found if digest not in kept}
    return sorted(found)


def remove(library: Library) -> int:
    """Take them out; returns how many they were. Raises ReadOnlyError, WriteError, MissingFileError."""
    found = find(library)
    if found:
        with library.recording():
            library.connection.executemany("DELETE FROM asset_data WHERE sha256 = ?", [(digest,) for digest in found])
    return len(found)
