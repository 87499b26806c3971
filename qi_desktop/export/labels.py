"""What a cross-reference may lead to, and what it then prints.

Owns the labels of a report's chapters (第一章, 1.1) and captions (表 4-1, 图 2-1): the one place where they are computed, for the exported document
and the editor alike. Knows no writer and no window.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from qi_desktop.core import fields, outline
from qi_desktop.core.model import Block, BlockKind, ViewForm
from qi_desktop.core.outline import Node
from qi_desktop.core.records import dataclass
from qi_desktop.core.richtext import WITH_TITLE, text_of
from qi_desktop.export.kinds import TargetKind
from qi_desktop.export.style_sheet import StyleSheet

CAPTIONED = {BlockKind.TABLE: TargetKind.TABLE, BlockKind.REGISTER_VIEW: TargetKind.TABLE, BlockKind.FIGURE: TargetKind.FIGURE}


@dataclass(frozen=True, slots=True)
class Target:
    """A chapter, or a table or figure with a caption. `label` is empty for a chapter without number; `title` is its title or caption."""

    id: str
    kind: TargetKind
    label: str
    title: str
    level: int

    @property
    def reference(self) -> str:
        """What a reference to it prints: the number, or the title where there is none."""
        return self.label or self.title

    def shown(self, shows: str) -> str:
        """The words of a reference of this form: the number, or number and title."""
        return outline.numbered(self.label, self.title) if shows == WITH_TITLE and self.label and self.title else self.reference


def targets(nodes: Iterable[Node], blocks: Mapping[str, Sequence[Block]], style: StyleSheet, values: Mapping[str, str]) -> Iterator[Target]:
    """The targets in the order of the report. `blocks` is by chapter, `values` are those of the fields.

    Captions count within a numbered top chapter, or through all unnumbered ones.
    """
    captions = style.captions
    patterns = {
        (TargetKind.TABLE, True): captions.table,
        (TargetKind.TABLE, False): captions.table_unnumbered_chapter,
        (TargetKind.FIGURE, True): captions.figure,
        (TargetKind.FIGURE, False): captions.figure_unnumbered_chapter,
    }
    counts: dict[tuple[TargetKind, int], int] = {}
    for node in nodes:
        label = outline.number_label(node.counter, style.numbering.levels)
        yield Target(node.chapter.id, TargetKind.CHAPTER, label, node.chapter.title, node.level)
        chapter = node.counter[0] if node.counter else 0
        for block in blocks.get(node.chapter.id, ()):
            kind = CAPTIONED.get(block.kind)
            if block.attributes.get("show") == ViewForm.SCAN:
                kind = TargetKind.FIGURE  # a view of scans alone is a figure, whatever the register
            if kind and text_of(block.text).strip():
                counts[kind, chapter] = counts.get((kind, chapter), 0) + 1
                label = patterns[kind, chapter > 0].format(chapter=chapter, number=counts[kind, chapter])
                yield Target(block.id, kind, label, text_of(fields.resolve(block.text, values)), node.level)
