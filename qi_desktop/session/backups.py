"""Verbs on the automatic backups of a library that is open, and on those of one that is not."""

from __future__ import annotations

from pathlib import Path

from qi_desktop.session.access import Access
from qi_desktop.store import archive
from qi_desktop.store.archive import Backup, Distance
from qi_desktop.store.library import Library

__all__ = ["Backup", "BackupVerbs", "Distance", "keep_beside", "listed", "restore"]

_LONG = 64 * 1024 * 1024
"""Bytes of a library whose backup takes a noticeable time: it is copied, checked, and compared with the last one."""


class BackupVerbs:
    """The backups of the session's library."""

    def __init__(self, access: Access) -> None:
        self._library = access.library

    def listed(self) -> list[Backup]:
        """The backups, the newest first."""
        return archive.listed(self._library.path)

    def keep(self) -> Path | None:
        """Back the library up if it has changed since its newest backup. Raises WriteError."""
        return archive.keep(self._library)

    def is_long(self) -> bool:
        """True if backing up is long enough to be felt, and may be done beside the window: see `keep_beside`."""
        return self._library.is_in_place() and self._library.path.stat().st_size > _LONG

    def distance(self, backup: Backup) -> Distance:
        """How many things of the library are otherwise than in a backup. Raises OpenError for one that cannot be read."""
        return archive.distance(self._library, backup.path)


def keep_beside(library: Path) -> Path | None:
    """`BackupVerbs.keep` for a library that is open in another thread, which must not write meanwhile. Raises WriteError, OpenError."""
    with Library.open(library, "", read_only=True) as opened:
        return archive.keep(opened)


def listed(library: Path) -> list[Backup]:
    """The backups of a library that need not be open, nor sound, nor even there; the newest first."""
    return archive.listed(library)


def restore(library: Path, backup: Path) -> Path | None:
    """Put a backup in a closed library's place; returns where its replaced state is kept. Raises OpenError, WriteError; nothing has changed then."""
    return archive.restore(library, backup)
