"""What the program exported comes back as it was: the strongest test of both directions."""

from __future__ import annotations

from pathlib import Path

import pytest

from qi_desktop.core import outline, richtext
from qi_desktop.core.model import BlockKind
from qi_desktop.interchange.word_reading import read_word
from qi_desktop.session import Session, exporting


@pytest.mark.parametrize(("style", "is_review"), [("book", False), ("official", False), ("screen", False), ("book", True)])
def test_the_sample_comes_back(tmp_path: Path, style: str, is_review: bool) -> None:
    with Session.create(tmp_path / "a.qid", template="sample") as session:
        report = session.reports.of_year()
        key = exporting.new_review_key(session) if is_review else ""
        document = exporting.load_document(session, report.id, style, review=is_review)
        exporting.export_files(document, session.styles.sheet(style), tmp_path / "a.docx", None, review_key=key)
        nodes = list(outline.walk(session.chapters.tree(report.id)))
        kept = {node.chapter.id: session.blocks.of_chapter(node.chapter.id) for node in nodes}
    found = read_word(tmp_path / "a.docx")
    assert [(chapter.level, chapter.title) for chapter in found.chapters] == [(node.level, node.chapter.title) for node in nodes]
    assert [chapter.matter for chapter in found.chapters] == [node.chapter.matter for node in nodes]
    for node, chapter in zip(nodes, found.chapters, strict=True):
        same = [block for block in kept[node.chapter.id] if block.kind in (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM)]
        back = [block for block in chapter.blocks if block.kind in (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM)]
        assert [(block.kind, richtext.text_of(block.text)) for block in back][: len(same)] == [
            (block.kind, richtext.text_of(block.text)) for block in same
        ], node.chapter.title
    tables = [block for chapter in found.chapters for block in chapter.blocks if block.kind is BlockKind.TABLE]
    assert sorted(len(table.attributes["rows"]) for table in tables) == [8, 8, 18, 20]
    figures = [block for chapter in found.chapters for block in chapter.blocks if block.kind is BlockKind.FIGURE]
    assert len(figures) == 10
    assert [remark.kind for remark in found.remarks if remark.lost] == []
