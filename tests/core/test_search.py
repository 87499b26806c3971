"""Searching and replacing in texts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qi_desktop.core import search
from qi_desktop.core.errors import UsageError
from qi_desktop.core.model import Block, BlockKind
from qi_desktop.core.richtext import Run, Text, normalise, plain, text_of
from qi_desktop.core.search import Hit, Page, Part, Place, Query, Search


def page(*texts: str) -> Page:
    return Page("chapter", [(Place(Part.TEXT, f"block{number}"), text, ()) for number, text in enumerate(texts)])


def found(query: Query, *texts: str) -> list[tuple[str, int]]:
    return [(hit.found, hit.start) for hit in Search(query).hits(page(*texts))]


def test_one_two_and_more_characters_are_found_with_what_stands_around_them() -> None:
    (hit,) = Search(Query("方针")).hits(page("质量管理", "本公司的质量方针是精益求精。"))
    assert (hit.page, hit.place.id, hit.start, hit.before, hit.found, hit.behind) == ("chapter", "block1", 6, "本公司的质量", "方针", "是精益求精。")
    assert found(Query("质"), "质量质") == [("质", 0), ("质", 2)]
    assert found(Query("质量方针"), "质量方针") == [("质量方针", 0)]
    assert found(Query(""), "质量") == []


def test_long_surroundings_are_cut_with_an_ellipsis() -> None:
    (hit,) = Search(Query("方针")).hits(page("前" * 40 + "方针" + "后" * 40))
    assert (hit.before, hit.behind) == ("…" + "前" * 24, "后" * 24 + "…")


def test_a_hit_does_not_reach_into_the_next_paragraph() -> None:
    assert found(Query("质量\0方针"), "质量", "方针") == []
    assert found(Query("量方"), "质量", "方针") == []


def test_capitals_count_only_when_asked_for() -> None:
    assert found(Query("iso"), "ISO iso") == [("ISO", 0), ("iso", 4)]
    assert found(Query("ISO", match_case=True), "ISO iso") == [("ISO", 0)]
    assert found(Query("x"), "İx") == [("x", 1)]


def test_whole_words_are_latin_while_chinese_is_found_anywhere() -> None:
    assert found(Query("ISO", whole_word=True), "ISO9001 符合ISO要求 MISO") == [("ISO", 10)]
    assert found(Query("质量", whole_word=True), "本质量度") == [("质量", 1)]


def test_full_width_letters_are_the_same_only_when_asked_for() -> None:
    assert found(Query("(a1)"), "（ａ１）") == []
    assert found(Query("(a1)", any_width=True), "（ａ１）") == [("（ａ１）", 0)]
    assert found(Query("（Ａ", any_width=True, match_case=True), "(a(A") == [("(A", 2)]


@given(st.lists(st.text("质量管理aAＡ 。"), max_size=4), st.text("质量管理aAＡ", min_size=1, max_size=3))
def test_a_plain_search_finds_what_a_look_at_every_place_finds(texts: list[str], wanted: str) -> None:
    expected = []
    for number, text in enumerate(texts):
        at = 0
        while (at := text.find(wanted, at)) >= 0:
            expected.append((f"block{number}", at))
            at += len(wanted)
    wish = Search(Query(wanted, match_case=True))
    assert [(hit.place.id, hit.start) for one in wish.candidates([page(*texts)]) for hit in wish.hits(one)] == expected


def test_pages_that_cannot_hold_a_word_are_not_read() -> None:
    pages = [page("质量方针"), page("企业简介")]
    assert list(Search(Query("方针")).candidates(pages)) == pages[:1]


# --- replacing ---


def hit_of(text: Text, start: int, end: int, new: str) -> Text:
    return search.replaced(text, start, end, new, {})


def test_what_is_replaced_takes_the_format_of_its_first_character() -> None:
    text = (Run("质"), Run("量管", bold=True), Run("理"))
    assert hit_of(text, 1, 3, "优品") == (Run("质"), Run("优品", bold=True), Run("理"))
    assert hit_of(text, 0, 4, "方针") == (Run("方针"),)


def test_what_old_and_new_have_in_common_keeps_its_format() -> None:
    text = (Run("质量"), Run("管理", bold=True))
    assert hit_of(text, 0, 4, "质量新管理") == (Run("质量新"), Run("管理", bold=True))
    assert hit_of(text, 0, 4, "质管理") == (Run("质"), Run("管理", bold=True))


def test_words_between_two_values_are_replaced_and_the_values_stay() -> None:
    text = (Run("甲", field="company.name"), Run("的"), Run("乙", field="report.title"))
    assert hit_of(text, 1, 2, "之") == (text[0], Run("之"), text[2])
    assert search.replaced(text, 3, 4, "之", {"company.name": "甲公司"}) == (text[0], Run("之"), text[2])


RUNS = st.lists(
    st.builds(Run, st.text("质量ab", min_size=1, max_size=4), bold=st.booleans(), field=st.sampled_from(["", "", "company.name"])), max_size=5
)


@given(RUNS, st.data())
def test_replacing_changes_just_the_stretch(runs: list[Run], data: st.DataObject) -> None:
    text = normalise(runs)
    known = {"company.name": "某公司"}
    whole = "".join(search.shown(run, known) for run in text)
    start = data.draw(st.integers(0, len(whole)))
    end = data.draw(st.integers(start, len(whole)))
    new = data.draw(st.text("质新b", max_size=4))
    block = Block("b", "c", "m", BlockKind.PARAGRAPH, text)
    _, shown, fixed = next(iter(search.pieces(block, known)))
    if start == end or any(start < high and end > low for low, high in fixed):
        return
    result = search.replaced(text, start, end, new, known)
    assert "".join(search.shown(run, known) for run in result) == shown[:start] + new + shown[end:]
    assert [run for run in result if run.is_atom] == [run for run in text if run.is_atom]


def test_groups_of_an_expression_go_into_the_replacement() -> None:
    groups: dict[int | str, str] = {0: "2024年", 1: "2024", "year": "2024"}
    assert search.expand(r"\1-\g<year>-\g<1>-\\1\n", groups) == r"2024-2024-2024-\1\n"
    with pytest.raises(UsageError, match="group"):
        search.expand(r"\2", groups)


# --- blocks ---

TABLE = Block(
    "t",
    "c",
    "m",
    BlockKind.TABLE,
    plain("质量表"),
    {"columns": [{"label": "质量"}], "rows": [["质量"], [["质", {"text": "量", "bold": True}]]], "note": "质量"},
)


def hits_in(block: Block, word: str, new: str, known: dict[str, str] | None = None) -> list[Hit]:
    return list(Search(Query(word), new).hits(Page("c", search.pieces(block, known or {}))))


def test_tables_are_searched_in_caption_head_cells_and_note() -> None:
    assert [hit.place.part for hit in hits_in(TABLE, "质量", "")] == [Part.TEXT, Part.LABEL, Part.CELL, Part.CELL, Part.NOTE]


def test_tables_are_replaced_in_wherever_it_was_found() -> None:
    block, count = search.with_hits(TABLE, hits_in(TABLE, "质量", "品质"), {})
    assert count == 5
    assert text_of(block.text) == "品质表"
    assert block.attributes == {"columns": [{"label": "品质"}], "rows": [["品质"], [["品质"]]], "note": "品质"}


def test_notes_at_the_foot_are_found_and_replaced() -> None:
    block = Block("b", "c", "m", BlockKind.PARAGRAPH, (Run("正文"), Run("", footnote="见附录")))
    done, count = search.with_hits(block, hits_in(block, "附录", "附件"), {})
    assert (count, done.text[1].footnote) == (1, "见附件")


def test_a_value_is_found_as_it_is_shown_and_cannot_be_replaced() -> None:
    known = {"company.name": "甲公司"}
    block = Block("b", "c", "m", BlockKind.PARAGRAPH, (Run("旧名", field="company.name"), Run("的公司")))
    hits = hits_in(block, "公司", "厂", known)
    assert [(hit.start, hit.replaceable) for hit in hits] == [(1, False), (4, True)]
    done, count = search.with_hits(block, hits, known)
    assert (count, done.text) == (1, (block.text[0], Run("的厂")))


def test_a_hit_in_a_text_that_was_changed_since_is_left() -> None:
    block = Block("b", "c", "m", BlockKind.PARAGRAPH, plain("质量方针"))
    hits = hits_in(block, "方针", "目标")
    changed = Block("b", "c", "m", BlockKind.PARAGRAPH, plain("方针质量"))
    assert search.with_hits(changed, hits, {}) == (changed, 0)


def test_all_hits_of_one_text_are_replaced_whatever_their_new_length() -> None:
    block = Block("b", "c", "m", BlockKind.PARAGRAPH, plain("质量、质量和质量"))
    done, count = search.with_hits(block, hits_in(block, "质量", "品质保证"), {})
    assert (count, text_of(done.text)) == (3, "品质保证、品质保证和品质保证")
