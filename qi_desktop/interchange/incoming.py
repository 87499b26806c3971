"""A report that came from another program: its chapters without a place yet, its pictures, and what was found and done with it.

Owns the form in which every reader (Word, plain text) hands over. Knows no file format and no library.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import field
from functools import cache
from typing import Any

from qi_desktop import paths
from qi_desktop.core.drafts import Draft, DraftChapter, DraftItem
from qi_desktop.core.messages import Message
from qi_desktop.core.records import dataclass
from qi_desktop.core.richtext import Text


@dataclass(frozen=True, slots=True)
class FoundHeading:
    """A heading as it stood in the file: its level from 1, its printed number (empty without one), its words without that number."""

    level: int
    label: str
    text: Text


@dataclass(frozen=True, slots=True)
class ImportRemark:
    """Something that is not as it was: `kind` names it for programs, `place` is the heading it stands below, `why` a sentence.

    `lost`: content of the file that is not in the report; else it is there in a simpler form, or the program makes its own.
    """

    kind: str
    place: str
    why: Message
    lost: bool = False


@dataclass(slots=True)
class Reading:
    """What a reader has found: the content in order, the pictures by the key that figures name as `asset`, what there was and what became of it."""

    content: list[Draft | DraftItem | FoundHeading] = field(default_factory=list)
    pictures: dict[str, bytes] = field(default_factory=dict)
    found: Counter[str] = field(default_factory=Counter)
    remarks: list[ImportRemark] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class IncomingReport:
    """A report to be taken over. `found` and `imported` count by kind; figures name their picture by its key in `pictures` as `asset`."""

    name: str
    chapters: Sequence[DraftChapter]
    pictures: Mapping[str, bytes]
    found: Mapping[str, int]
    imported: Mapping[str, int]
    remarks: Sequence[ImportRemark]


@cache
def import_words() -> Mapping[str, Any]:
    """The words by which headings are told, see `resources/import_words.toml`."""
    return tomllib.loads((paths.resources() / "import_words.toml").read_text("utf-8"))
