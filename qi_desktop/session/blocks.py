"""Verbs on blocks: add, edit, split, join, move, delete, and writing a whole chapter from the editor."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Container, Mapping, Sequence
from dataclasses import replace
from typing import Any

from qi_desktop.core import identifiers, ranks, richtext
from qi_desktop.core.changes import Changes
from qi_desktop.core.drafts import Draft
from qi_desktop.core.errors import NotFoundError, RefusedError
from qi_desktop.core.identifiers import new_id
from qi_desktop.core.messages import message
from qi_desktop.core.model import Block, BlockKind, Chapter, ChapterStatus
from qi_desktop.core.richtext import Text
from qi_desktop.session.access import Access, ranks_after, ranks_of_moved

_WITH_TEXT = frozenset({BlockKind.PARAGRAPH, BlockKind.HEADING, BlockKind.LIST_ITEM})


class BlockVerbs:
    """One method per act on a chapter's blocks; each is one undo step. All raise NotFoundError for an unknown id.

    Those that write raise RefusedError for a chapter whose status is final.
    """

    def __init__(self, access: Access) -> None:
        self._library = access.library
        self._repository = access.repository

    # --- reading ---

    def get(self, block_id: str) -> Block:
        """The block of that id."""
        return self._repository.get(Block, block_id)

    def of_chapter(self, chapter_id: str) -> list[Block]:
        """A chapter's blocks in order."""
        return self._repository.blocks(chapter_id)

    def of_report(self, report_id: str, kinds: Collection[BlockKind] = ()) -> dict[str, list[Block]]:
        """The blocks of a report by chapter, each list in order; `kinds` are those that are wanted, none means all."""
        return self._repository.blocks_of_report(report_id, kinds)

    def footnotes(self, report_id: str) -> dict[str, int]:
        """How many footnotes each chapter of a report has; chapters without any are left out."""
        result: dict[str, int] = {}
        for block in self._repository.blocks_with_notes(report_id):
            if count := richtext.count_notes((block.text, block.attributes)):
                result[block.chapter_id] = result.get(block.chapter_id, 0) + count
        return result

    # --- writing ---

    def add(
        self,
        chapter_id: str,
        kind: BlockKind = BlockKind.PARAGRAPH,
        text: Text = (),
        attributes: Mapping[str, Any] | None = None,
        after: str | None = None,
    ) -> Changes:
        """A new block behind the block `after` ("" for the front, None for the end); `created` of the result is its id."""
        chapter = self._open(chapter_id)
        with self._library.operation("block.add", chapter.title) as running:
            running.created = new_id()
            (rank,) = ranks_after(self._repository.blocks(chapter_id), after)
            self._repository.insert(Block(running.created, chapter_id, rank, kind, richtext.normalise(text), dict(attributes or {})))
        return running.changes

    def edit(self, block_id: str, text: Text | None = None, attributes: Mapping[str, Any] | None = None, kind: BlockKind | None = None) -> Changes:
        """Change a block's text, attributes (as a whole) or kind; what is None stays. Edits that follow one another closely are one undo step."""
        block = self.get(block_id)
        changed = replace(
            block,
            text=block.text if text is None else richtext.normalise(text),
            attributes=block.attributes if attributes is None else dict(attributes),
            kind=kind or block.kind,
        )
        chapter = self._open(block.chapter_id)
        with self._library.operation("block.edit", chapter.title, merge_key=block_id) as running:
            self._repository.update(changed)
        return running.changes

    def split(self, block_id: str, position: int) -> Changes:
        """Cut a text block at a character position: the first half keeps the id, `created` is the second half's."""
        block = self._with_text(block_id)
        head, tail = richtext.split(block.text, position)
        chapter = self._open(block.chapter_id)
        with self._library.operation("block.split", chapter.title) as running:
            running.created = new_id()
            (rank,) = ranks_after(self._repository.blocks(block.chapter_id), block_id)
            self._repository.update(replace(block, text=head))
            kind = BlockKind.PARAGRAPH if block.kind is BlockKind.HEADING else block.kind
            attributes = {name: value for name, value in block.attributes.items() if name != "start"}
            self._repository.insert(Block(running.created, block.chapter_id, rank, kind, tail, attributes))
        return running.changes

    def join(self, block_id: str) -> Changes:
        """Join a text block with the one behind it; the first keeps its id and kind. Raises RefusedError if that one is missing or has no text."""
        block = self._with_text(block_id)
        blocks = self._repository.blocks(block.chapter_id)
        position = next(index for index, other in enumerate(blocks) if other.id == block_id)
        if position + 1 == len(blocks):
            raise RefusedError(message("There is no paragraph behind this one to join it with."))
        following = self._with_text(blocks[position + 1].id)
        chapter = self._open(block.chapter_id)
        with self._library.operation("block.join", chapter.title) as running:
            self._repository.update(replace(block, text=richtext.join(block.text, following.text)))
            self._repository.delete(following)
        return running.changes

    def _with_text(self, block_id: str) -> Block:
        block = self.get(block_id)
        if block.kind not in _WITH_TEXT:
            raise RefusedError(message("Only paragraphs and list items can be split or joined."))
        return block

    def move(self, block_ids: Sequence[str], chapter_id: str, after: str | None = None) -> Changes:
        """Place blocks, in the order given, into a chapter behind the block `after`."""
        moving = [self.get(block_id) for block_id in dict.fromkeys(block_ids)]
        chapter = self._open(chapter_id)
        for origin in {block.chapter_id for block in moving}:
            self._open(origin)
        with self._library.operation("block.move", chapter.title) as running:
            places = ranks_of_moved(self._repository.blocks(chapter_id), moving, after)
            for block, rank in zip(moving, places, strict=True):
                self._repository.update(replace(block, chapter_id=chapter_id, rank=rank))
        return running.changes

    def delete(self, block_ids: Sequence[str]) -> Changes:
        """Take blocks out."""
        blocks = [self.get(block_id) for block_id in dict.fromkeys(block_ids)]
        titles = [self._open(chapter_id).title for chapter_id in dict.fromkeys(block.chapter_id for block in blocks)]
        subject = titles[0] if titles else ""
        with self._library.operation("block.delete", subject) as running:
            for block in blocks:
                self._repository.delete(block)
        return running.changes

    def write(self, chapter_id: str, drafts: Sequence[Draft], merge: bool = True) -> Changes:
        """Make the chapter consist of just these blocks: those that are the same stay untouched, so only real changes enter the history.

        The first of two drafts with one id keeps it; the other gets a new one, as does a draft with the id of another chapter's block or with none.
        `created` is the last new block's id. `merge`: a save that follows the last one closely belongs to the same undo step.
        """
        chapter = self._open(chapter_id)
        present = {block.id: block for block in self._repository.blocks(chapter_id)}
        with self._library.operation("block.write", chapter.title, merge_key=chapter_id if merge else "") as running:
            used: set[str] = set()
            wanted: list[Block] = []
            for draft in drafts:
                identifier = draft.id if self._is_free(draft.id, used, present) else new_id()
                used.add(identifier)
                rank = present[identifier].rank if identifier in present else ""
                wanted.append(Block(identifier, chapter_id, rank, draft.kind, richtext.normalise(draft.text), dict(draft.attributes)))
            for block in present.values():
                if block.id not in used:
                    self._repository.delete(block)
            placed = _with_ranks(wanted)
            for block in placed:
                if block.id not in present:
                    running.created = block.id
                    self._repository.insert(block)
                elif block != present[block.id]:
                    self._repository.update(block)
            if any(block != present.get(block.id) for block in placed):
                self._begin(chapter)
        return running.changes

    def rewrite(self, chapter_id: str, drafts: Sequence[Draft]) -> Changes:
        """Write blocks of a chapter anew whose order stays: what `write` does, but without reading the others.

        Raises NotFoundError if one of them is no block of the chapter (any more); nothing is written then.
        """
        chapter = self._open(chapter_id)
        with self._library.operation("block.write", chapter.title, merge_key=chapter_id) as running:
            for draft in drafts:
                block = self.get(draft.id)
                if block.chapter_id != chapter_id:
                    raise NotFoundError(message("This paragraph does not exist any more."))
                self._repository.update(replace(block, kind=draft.kind, text=richtext.normalise(draft.text), attributes=dict(draft.attributes)))
            self._begin(chapter)
        return running.changes

    def _begin(self, chapter: Chapter) -> None:
        """A chapter that is written in is a draft, no longer one that was not started; its writer need not say so."""
        if chapter.status is ChapterStatus.NOT_STARTED:
            self._repository.update(replace(chapter, status=ChapterStatus.DRAFT))

    def _open(self, chapter_id: str) -> Chapter:
        """The chapter, if its text may be changed."""
        chapter = self._repository.get(Chapter, chapter_id)
        if chapter.status is ChapterStatus.FINAL:
            raise RefusedError(message("“{title}” is final; reopen the chapter before you change its text.", title=chapter.title))
        return chapter

    def _is_free(self, identifier: str, used: Container[str], present: Container[str]) -> bool:
        if identifier in used or not identifiers.is_id(identifier):
            return False
        return identifier in present or not self._repository.exists(Block, identifier)


def _with_ranks(blocks: list[Block]) -> list[Block]:
    """The blocks in their order with ranks that rise; as many as can keep the rank they have (the longest rising subsequence)."""
    keep = _longest_rising([block.rank for block in blocks])
    result: list[Block] = []
    index = 0
    while index < len(blocks):
        if index in keep:
            result.append(blocks[index])
            index += 1
            continue
        end = next((place for place in range(index, len(blocks)) if place in keep), len(blocks))
        before = result[-1].rank if result else ""
        behind = blocks[end].rank if end < len(blocks) else ""
        places = ranks.spread(end - index, before, behind)
        result += [replace(block, rank=rank) for block, rank in zip(blocks[index:end], places, strict=True)]
        index = end
    return result


def _longest_rising(values: Sequence[str]) -> set[int]:
    """The places of a longest strictly rising subsequence of the non-empty ranks (patience sorting)."""
    tops: list[int] = []  # tops[n]: the place that ends the best subsequence of length n + 1, highest[n]: its rank
    highest: list[str] = []
    previous: dict[int, int] = {}
    for place, rank in enumerate(values):
        if not rank:
            continue
        length = bisect_left(highest, rank)
        previous[place] = tops[length - 1] if length else -1
        tops[length : length + 1] = [place]
        highest[length : length + 1] = [rank]
    result: set[int] = set()
    place = tops[-1] if tops else -1
    while place >= 0:
        result.add(place)
        place = previous[place]
    return result
