"""Verbs on the automatic backups of a library that is open, and on those of one that is not."""

from __future__ import annotations

from pathlib import Path

from qi_desktop.session.access import Access
from qi_desktop.store import archive
from qi_desktop.store.archive import Backup, Distance

__all__ = ["Backup", "BackupVerbs", "Distance", "listed", "restore"]


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

    def distance(self, backup: Backup) -> Distance:
        """How many things of the library are otherwise than in a backup. Raises OpenError for one that cannot be read."""
        return archive.distance(self._library, backup.path)


def listed(library: Path) -> list[Backup]:
    """The backups of a library that need not be open, nor sound, nor even there; the newest first."""
    return archive.listed(library)


def restore(library: Path, backup: Path) -> Path | None:
    """Put a backup in a closed library's place; returns where its replaced state is kept. Raises OpenError, WriteError; nothing has changed then."""
    return archive.restore(library, backup)
