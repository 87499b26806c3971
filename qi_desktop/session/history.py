"""What was done: the operations, the texts of a chapter as they were, and the way back to one of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from qi_desktop.core import richtext
from qi_desktop.core.changes import Changes, Operation
from qi_desktop.core.drafts import Draft
from qi_desktop.core.model import Block, BlockKind, Chapter
from qi_desktop.session.access import Access
from qi_desktop.session.blocks import BlockVerbs

if TYPE_CHECKING:
    from qi_desktop.core.text_difference import Compared


class HistoryVerbs:
    """Reading the history, and restoring a chapter's text from it."""

    def __init__(self, access: Access, blocks: BlockVerbs) -> None:
        self._library = access.library
        self._repository = access.repository
        self._blocks = blocks

    def operations(self, limit: int = 100, before: int = 0, chapter_id: str = "") -> list[Operation]:
        """The operations, newest first: what is older than operation `before` (0: all); of a chapter's text only what is in force."""
        return self._library.operations(limit, before, chapter_id)

    def text_after(self, chapter_id: str, operation: int) -> list[Block]:
        """A chapter's blocks as they were after an operation. Raises DamagedError."""
        return self._repository.blocks_at(chapter_id, operation)

    def changed_by(self, chapter_id: str, operation: int) -> list[Compared]:
        """What an operation did to a chapter's text."""
        return _compared(self.text_after(chapter_id, operation - 1), self.text_after(chapter_id, operation))

    def changed_since(self, chapter_id: str, operation: int) -> list[Compared]:
        """What became of a chapter's text since an operation."""
        return _compared(self.text_after(chapter_id, operation), self._repository.blocks(chapter_id))

    def restore(self, chapter_id: str, operation: int) -> Changes:
        """Give a chapter the text that it had after an operation. Raises NotFoundError, DamagedError, RefusedError for a final chapter."""
        chapter = self._repository.get(Chapter, chapter_id)
        drafts = [Draft(block.id, block.kind, block.text, block.attributes) for block in self.text_after(chapter_id, operation)]
        with self._library.operation("chapter.restore_text", chapter.title) as running:
            self._blocks.write(chapter_id, drafts, merge=False)
        return running.changes


def _compared(old: Sequence[Block], new: Sequence[Block]) -> list[Compared]:
    from qi_desktop.core import text_difference  # only the history compares texts; the start does not wait for it

    return text_difference.compare([(block.id, words_of(block)) for block in old], [(block.id, words_of(block)) for block in new])


def words_of(block: Block) -> str:
    """A block's words on lines: its text or caption, the cells of a table a line a row, and the note below."""
    lines = [richtext.text_of(block.text)]
    if block.kind is BlockKind.TABLE:
        columns = block.attributes.get("columns", [])
        lines.append("\t".join(str(column.get("label", "")) for column in columns if isinstance(column, dict)))
        lines += ["\t".join(richtext.text_of(richtext.of_cell(cell)) for cell in row) for row in block.attributes.get("rows", [])]
    lines.append(richtext.text_of(richtext.of_cell(block.attributes.get("note", ""))))
    return "\n".join(line for line in lines if line.strip())
