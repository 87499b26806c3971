"""Lines that lead over to what follows, and must not be left behind at the foot of a page.

Owns the rule, the same for Word and PDF: a short paragraph or item that ends in a colon, and one straight before a table that has no caption.
Headings and captions stay with what follows by their styles.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from qi_desktop.core.richtext import text_of
from qi_desktop.export.document import Figure, Item, ListItem, Paragraph, Table

_LONGEST = 80  # characters; what is longer fills a line or two by itself, and moving it would leave a gap
_COLONS = ("：", ":")


def kept(items: Iterable[Item]) -> Iterator[Item]:
    """The items, with those marked that stay with the next one."""
    before: Item | None = None
    for item in items:
        if before is not None:
            yield _marked(before, item)
        before = item
    if before is not None:
        yield before


def _marked(item: Item, following: Item) -> Item:
    if not isinstance(item, Paragraph | ListItem) or not isinstance(following, Paragraph | ListItem | Table | Figure):
        return item
    text = text_of(item.text).strip()
    bare = isinstance(following, Table) and not following.label and not text_of(following.caption).strip()
    leads = len(text) <= _LONGEST and (text.endswith(_COLONS) or bare)
    return replace(item, keep_next=True) if leads else item
