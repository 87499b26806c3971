"""What the preview shows: a report's content kept up to date piece by piece, and its pages as bytes.

Reading a whole report for every pause in typing would make the window wait on long ones; so only what changed is read again. Reading belongs to the
session's thread, `make_pages` to any.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from qi_desktop.core.changes import Changes
from qi_desktop.core.model import Block, BlockKind
from qi_desktop.core.records import dataclass
from qi_desktop.export.assemble import assemble
from qi_desktop.export.content import Content
from qi_desktop.export.document import Place
from qi_desktop.export.style_sheet import StyleSheet
from qi_desktop.session.exporting import load_content

if TYPE_CHECKING:
    from qi_desktop.core.drafts import Draft
    from qi_desktop.session.session import Session

Progress = Callable[[int, int], None]
_WITH_SOURCES = frozenset({BlockKind.FIGURE, BlockKind.REGISTER_VIEW})


@dataclass(frozen=True, slots=True)
class Pages:
    """A PDF file and where its items begin, by id, in the order of the pages."""

    data: bytes
    places: dict[str, Place]


class Source:
    """The content of one report for its preview; `changed` tells it what was written since."""

    def __init__(self, session: Session, report_id: str) -> None:
        self._session = session
        self.report_id = report_id
        self._content: Content | None = None
        self._stale: set[str] = set()  # chapters whose blocks are to be read again
        self._tree_is_stale = False

    def changed(self, changes: Changes) -> None:
        """Forget what an operation changed."""
        if all(item.table in ("block", "chapter") for item in changes.items):
            self._stale |= changes.owners("block")
            self._tree_is_stale = self._tree_is_stale or bool(changes.ids("chapter"))
        else:
            self._content = None

    def read(self, chapter_id: str, drafts: Sequence[Draft]) -> tuple[Content, StyleSheet]:
        """The report as it stands, with a chapter's blocks as the editor holds them. Raises NotFoundError, ContentError."""
        content = self._content or load_content(self._session, self.report_id)
        if self._content is not None and self._tree_is_stale:
            content = replace(content, chapters=self._session.repository.chapters(self.report_id))
        if self._content is not None and self._stale:
            known = {chapter.id for chapter in content.chapters}
            fresh = {chapter: self._session.blocks.of_chapter(chapter) for chapter in self._stale & known}
            content = self._with(content, fresh)
        if chapter_id in {chapter.id for chapter in content.chapters}:
            blocks = [Block(draft.id, chapter_id, "", draft.kind, draft.text, draft.attributes) for draft in drafts]
            content = self._with(content, {chapter_id: blocks})
        self._content, self._stale, self._tree_is_stale = content, set(), False
        style, _ = self._session.styles.usable_sheet(content.report.style)
        return content, style

    def chapter_of(self, item_id: str) -> str:
        """The chapter that a heading, block or table of the pages belongs to; empty if the report has it no more."""
        content = self._content
        if content is None:
            return ""
        if any(chapter.id == item_id for chapter in content.chapters):
            return item_id
        return next((chapter for chapter, blocks in content.blocks.items() if any(block.id == item_id for block in blocks)), "")

    def _with(self, content: Content, fresh: dict[str, list[Block]]) -> Content:
        """The content with other blocks in some chapters; read as a whole where they show pictures or registers that it does not hold."""
        if any(block.kind in _WITH_SOURCES and not _held(block, content) for blocks in fresh.values() for block in blocks):
            content = load_content(self._session, self.report_id)
        return replace(content, blocks={**content.blocks, **fresh})


def _held(block: Block, content: Content) -> bool:
    if block.kind is BlockKind.FIGURE:
        return str(block.attributes.get("asset", "")) in {*content.assets, ""}
    return str(block.attributes.get("register", "")) in content.registers


def make_pages(content: Content, style: StyleSheet, progress: Progress | None = None) -> Pages:
    """The report's PDF in memory. `progress(done, total)` may raise CancelledError to stop."""
    from qi_desktop.export.pdf import write_pdf  # the window must be painted before the writers and their libraries are needed

    target = io.BytesIO()
    result = write_pdf(assemble(content, style), style, target, progress)
    return Pages(target.getvalue(), dict(result.places))


def place_before(places: dict[str, Place], page: int, top: float) -> str:
    """The id of the item that stands at a height of a page: the last one that begins at or above it; empty if there is none."""
    before = ""
    for item, place in places.items():
        if (place.page, place.top) <= (page, top) and (not before or (place.page, place.top) >= (places[before].page, places[before].top)):
            before = item
    return before
