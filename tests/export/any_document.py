"""Documents of any content and shape, as hypothesis makes them: what both writers must survive."""

from __future__ import annotations

from hypothesis import strategies as st

from qi_desktop.core.lists import LIST_STYLES
from qi_desktop.core.richtext import Run
from qi_desktop.export.document import (
    Contents,
    Figure,
    Heading,
    Item,
    ListItem,
    PageBreak,
    Paragraph,
    SectionStart,
    Span,
    Table,
    TableColumn,
    TitlePage,
)
from qi_desktop.export.kinds import NumberFormat, TargetKind
from tests.export.word_files import document

TEXTS = st.text(st.characters(), max_size=12) | st.sampled_from(
    ["<w:p>", "&amp;", '"', "a\x00b", "\ud800", "\ufffe", "👨‍👩‍👧", "\u202eabc", " ", "\n\n", "\t", "%1", "{page}", "]]>", "长" * 400]
)
IDS = st.text(st.characters(), max_size=8) | st.sampled_from(["a", "b", "0123456789ab"])
RUNS = st.builds(Run, TEXTS, st.booleans(), st.booleans(), st.booleans(), st.booleans(), st.booleans(), TEXTS, st.just(""), IDS, TEXTS)
RICH = st.lists(RUNS, max_size=3).map(tuple)
SMALL = st.integers(-2, 5)
ITEMS: st.SearchStrategy[Item] = st.one_of(
    st.builds(TitlePage, TEXTS, TEXTS, TEXTS, TEXTS, TEXTS, TEXTS, IDS),
    st.builds(SectionStart, st.just("body"), st.sampled_from(list(NumberFormat)), st.none() | SMALL, TEXTS, TEXTS, st.booleans()),
    st.builds(
        Heading,
        IDS,
        st.integers(1, 12),
        TEXTS,
        TEXTS,
        st.lists(st.integers(0, 30), max_size=12).map(tuple),
        st.booleans(),
        st.booleans(),
        st.just("body"),
    ),
    st.builds(Paragraph, IDS, TEXTS, RICH),
    st.builds(ListItem, IDS, st.sampled_from([*LIST_STYLES, "unknown"]), SMALL, IDS, TEXTS, st.integers(0, 100), RICH),
    st.builds(
        Table,
        IDS,
        TEXTS,
        RICH,
        st.lists(st.builds(TableColumn, TEXTS, st.sampled_from(["text", "number", "date"])), max_size=3).map(tuple),
        st.lists(st.lists(TEXTS | RICH, max_size=4).map(tuple), max_size=4).map(tuple),
        st.lists(st.builds(Span, SMALL, SMALL, SMALL, SMALL), max_size=3).map(tuple),
        RICH,
        st.lists(IDS, max_size=3).map(tuple),
    ),
    st.builds(Figure, IDS, TEXTS, RICH, TEXTS, IDS, TEXTS, st.floats(-1, 2)),
    st.builds(Contents, IDS, TEXTS, st.integers(1, 12), st.sampled_from(list(TargetKind))),
    st.builds(PageBreak, IDS),
)
DOCUMENTS = st.lists(ITEMS, max_size=8).map(lambda items: document(*items))
