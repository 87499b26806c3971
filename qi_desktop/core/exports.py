"""What is kept of a report that was sent out for review: the export and each block as it stood in it.

Owns the values of that record and the form in which texts are compared when the file comes back. A record is like the history: it is no content of
the library, cannot be undone, and changes no chapter.
"""

from __future__ import annotations

import hashlib
import json
import unicodedata
from enum import StrEnum

from qi_desktop.core.records import dataclass
from qi_desktop.core.richtext import clean

KEY_LENGTH = 5
"""Letters and digits of an export's key: every bookmark of the file carries it, and Word allows 40 characters for a bookmark's name."""


class ExportKind(StrEnum):
    """For what a file was made."""

    PLAIN = "plain"
    DRAFT = "draft"
    REVIEW = "review"


@dataclass(frozen=True, slots=True)
class Export:
    """One export of a report. `time` is UTC in ISO form; `file_name` and `sha256` are those of the file at the moment it was written."""

    id: str
    report_id: str
    key: str
    time: str
    author: str
    style: str
    kind: ExportKind
    version: str
    file_name: str
    sha256: str
    program_version: str


@dataclass(frozen=True, slots=True)
class TableShape:
    """What a table was like: its header row, the ids of its rows, the keys of its columns, and the cells' texts row by row."""

    headers: tuple[str, ...]
    row_ids: tuple[str, ...]
    column_keys: tuple[str, ...]
    cells: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class ExportedBlock:
    """One item of an exported document.

    `place` is the item's id, `position` its number from the front; `chapter_id` is empty before the first chapter. `text` is normalised (see
    `normalised`); a table's and a figure's is the caption. Only tables have a `shape`.
    """

    place: str
    kind: str
    chapter_id: str
    position: int
    text: str
    shape: TableShape | None = None

    @property
    def digest(self) -> str:
        """The SHA-256 of everything that can be changed in the block by a reviewer: two blocks that read the same have the same."""
        parts = [self.text] if self.shape is None else [self.text, self.shape.headers, self.shape.cells]
        return hashlib.sha256(json.dumps(parts, ensure_ascii=False).encode("utf-8")).hexdigest()


def normalised(text: str) -> str:
    """The text as it is compared with a returned one: blanks, which programs add and drop on their own, count as one, none at the ends.

    Letters are composed (Unicode NFC), but full-width ones stay: whether a bracket is Chinese or Latin is a reviewer's business.
    """
    return " ".join(unicodedata.normalize("NFC", clean(text)).split())
