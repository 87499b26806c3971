"""Two versions of a text, compared."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from qi_desktop.core.text_difference import Kind, Piece, compare, compare_texts


def test_a_changed_word_is_shown_deleted_and_inserted_and_the_rest_stays() -> None:
    assert compare_texts("合格率为97.7%，较上年", "合格率为98.1%，较上年") == (
        Piece(Kind.SAME, "合格率为"),
        Piece(Kind.DELETED, "97.7%"),
        Piece(Kind.INSERTED, "98.1%"),
        Piece(Kind.SAME, "，较上年"),
    )


def test_paragraphs_that_came_and_went_stand_where_they_belong() -> None:
    compared = compare([("a", "甲"), ("b", "乙"), ("c", "丙")], [("a", "甲"), ("d", "丁"), ("c", "丙丙")])
    assert compared == [
        (Piece(Kind.SAME, "甲"),),
        (Piece(Kind.DELETED, "乙"),),
        (Piece(Kind.INSERTED, "丁"),),
        (Piece(Kind.SAME, "丙"), Piece(Kind.INSERTED, "丙")),
    ]


def test_a_very_long_paragraph_is_shown_as_replaced_at_once() -> None:
    old, new = "字" * 3000, "文" * 3000
    assert compare_texts(old, new) == (Piece(Kind.DELETED, old), Piece(Kind.INSERTED, new))


@given(st.text(max_size=60), st.text(max_size=60))
def test_both_texts_can_be_read_out_of_the_comparison(old: str, new: str) -> None:
    pieces = compare_texts(old, new)
    assert "".join(piece.text for piece in pieces if piece.kind is not Kind.INSERTED) == old
    assert "".join(piece.text for piece in pieces if piece.kind is not Kind.DELETED) == new
