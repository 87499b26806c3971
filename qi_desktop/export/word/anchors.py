"""Bookmarks: the hidden names by which a reviewed file is matched with the library, and the targets of contents and references.

Owns the names (Word allows 40 characters) and that no name and no number comes twice.
"""

from __future__ import annotations

from dataclasses import field

from qi_desktop.core.records import dataclass
from qi_desktop.export.word.plan import short_id

HEADER_ROW = "head"  # stands in place of a row's id


@dataclass(slots=True)
class Anchors:
    """Gives out bookmarks. Without an export key, blocks and cells get none."""

    key: str
    _number: int = 0
    _names: set[str] = field(default_factory=set)

    def named(self, name: str) -> tuple[str, str]:
        """Start and end of a bookmark."""
        self._number += 1
        return f'<w:bookmarkStart w:id="{self._number}" w:name="{name}"/>', f'<w:bookmarkEnd w:id="{self._number}"/>'

    def target(self, name: str) -> tuple[str, str]:
        """The bookmark that a reference leads to; only the first item of an id gets one."""
        if name in self._names:
            return "", ""
        self._names.add(name)
        return self.named(name)

    def block(self, item_id: str, part: str = "") -> tuple[str, str]:
        """The bookmark of a paragraph. An id that comes a second time gets none, so that a name always means one place."""
        if not self.key or not item_id:
            return "", ""
        return self.target(f"_QI{self.key}_{short_id(item_id)}{part}")

    def table(self, item_id: str) -> str:
        """What the names of a table's cells begin with; empty if its cells get none."""
        if not self.key:
            return ""
        name = f"_QI{self.key}_{short_id(item_id)}r"
        if name in self._names:
            return ""
        self._names.add(name)
        return name
