"""Values for property tests: texts of every kind, formatted texts, and whole libraries."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st

from qi_desktop.core import richtext
from qi_desktop.core.identifiers import ALPHABET, LENGTH
from qi_desktop.core.model import (
    Asset,
    Block,
    BlockKind,
    Chapter,
    ChapterStatus,
    Company,
    Dismissal,
    Field,
    Matter,
    OwnRegister,
    ParagraphRole,
    Report,
    ReportStatus,
    Requirement,
    Row,
    Style,
)
from qi_desktop.core.richtext import Run
from qi_desktop.interchange.library_json import LibraryContents

ODD = "\x00\x08\t\n\x0b\r\x1f\x7f\x85\u200b\u2028\ud800\udfff\ufeff\ufffe\uffff😀质𠮷e\u0301\"'\\{}[]<>&=+@"
any_text = st.text(st.one_of(st.sampled_from(ODD), st.characters()), max_size=20)
"""Texts as a hostile file holds them, also such that no file can hold."""
texts = any_text.map(richtext.clean)
lines = texts.map(lambda text: " ".join(text.split()))
ids = st.text(ALPHABET, min_size=LENGTH, max_size=LENGTH)
rank_texts = st.from_regex(r"[0-9A-Za-z]{0,6}[1-9A-Za-z]", fullmatch=True)


def runs(characters: st.SearchStrategy[str] = any_text) -> st.SearchStrategy[Run]:
    """A run of any format; atoms too."""
    flags = {name: st.booleans() for name in richtext.FLAGS}
    names = {name: st.one_of(st.just(""), characters) for name in ("link", "field", "reference", "shows", "footnote")}
    return st.builds(Run, characters, **flags, **names)


formatted = st.lists(runs(), max_size=6).map(richtext.normalise)

json_values: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**40), 2**40) | st.floats(allow_nan=False, allow_infinity=False) | texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=8,
)
cells = st.one_of(texts, formatted.map(richtext.to_json))
attributes = st.fixed_dictionaries(
    {},
    optional={
        "role": st.sampled_from(list(ParagraphRole)).map(str),
        "style": texts,
        "level": st.integers(0, 9),
        "start": st.integers(-5, 500),
        "columns": st.lists(texts, max_size=3) | st.lists(st.dictionaries(texts, json_values, max_size=2), max_size=2),
        "rows": st.lists(st.lists(cells, max_size=3), max_size=3),
        "spans": st.lists(st.lists(st.integers(0, 5), min_size=4, max_size=4), max_size=2),
        "labels": st.dictionaries(texts, texts, max_size=2),
        "required": st.booleans(),
        "width": st.floats(0, 1),
        "of a newer version": json_values,
    },
)


@st.composite
def libraries(draw: Callable[..., Any]) -> LibraryContents:
    """Everything a library can hold, its references right: deleted chapters, pictures, odd texts."""
    used: set[str] = set()

    def fresh() -> str:
        identifier: str = draw(ids.filter(lambda text: text not in used))
        used.add(identifier)
        return identifier

    def some(maximum: int) -> range:
        return range(draw(st.integers(0, maximum)))

    data = draw(st.lists(st.binary(max_size=40), max_size=2, unique=True))
    assets = [
        Asset(fresh(), draw(texts), draw(st.sampled_from(["image/png", "application/pdf"])), hashlib.sha256(item).hexdigest(), len(item), 3, 4)
        for item in data
    ]
    company = Company(fresh(), draw(texts), address=draw(texts), founded=draw(texts), logo=assets[0].id if assets else "")
    reports = [
        Report(fresh(), 2000 + index, draw(texts), draw(texts), ordinal=draw(st.integers(0, 99)), status=draw(st.sampled_from(ReportStatus)))
        for index in some(2)
    ]
    chapters: list[Chapter] = []
    for _ in some(5) if reports else ():
        report = draw(st.sampled_from(reports))
        parents = [""] + [chapter.id for chapter in chapters if chapter.report_id == report.id]
        chapters.append(
            Chapter(
                fresh(),
                report.id,
                draw(st.sampled_from(parents)),
                draw(rank_texts),
                draw(texts),
                draw(st.sampled_from(Matter)),
                draw(st.sampled_from(ChapterStatus)),
                requirement=draw(st.sampled_from(Requirement)),
                guidance=draw(texts),
                deleted=draw(st.sampled_from(["", "2025-01-02T03:04:05.678+00:00"])),
            )
        )
    blocks = [
        Block(fresh(), draw(st.sampled_from(chapters)).id, draw(rank_texts), draw(st.sampled_from(BlockKind)), draw(formatted), draw(attributes))
        for _ in (some(6) if chapters else ())
    ]
    rows: list[Row] = []
    for _ in some(4):
        parent = draw(st.sampled_from(["", *(row.id for row in rows)]))
        owner = draw(st.sampled_from(["", *(report.id for report in reports)]))
        rows.append(Row(fresh(), draw(texts), owner, parent, draw(rank_texts), draw(st.dictionaries(texts, texts, max_size=3))))
    styles = [Style(fresh(), draw(texts), "book", draw(st.dictionaries(texts, json_values, max_size=3))) for _ in some(2)]
    own_fields = [Field(fresh(), draw(texts), draw(st.dictionaries(texts, json_values, max_size=3))) for _ in some(2)]
    own_registers = [OwnRegister(fresh(), draw(texts), draw(st.dictionaries(texts, json_values, max_size=3))) for _ in some(2)]
    dismissals = [Dismissal(fresh(), draw(st.sampled_from(reports)).id, *(draw(texts) for _ in range(6))) for _ in (some(2) if reports else ())]
    stored = dict(zip((asset.sha256 for asset in assets), data, strict=True))
    return LibraryContents(company, reports, chapters, blocks, rows, assets, stored, styles, own_fields, own_registers, dismissals)


def rank_pairs() -> st.SearchStrategy[tuple[str, str]]:
    """Two ranks in order, either of which may be the open end."""
    end = st.one_of(st.just(""), rank_texts)
    return st.tuples(end, end).filter(lambda pair: not pair[1] or pair[0] < pair[1])
