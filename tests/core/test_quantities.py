"""Numbers as they are printed."""

from __future__ import annotations

from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qi_desktop.core.quantities import NumberForm, NumberFormat, Rounding, rounded, shown
from qi_desktop.core.readings import read_number

decimals = st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**12), max_value=10**12, places=6)


@pytest.mark.parametrize(
    ("value", "places", "up", "even"),
    [
        ("12.65", 1, "12.7", "12.6"),
        ("12.75", 1, "12.8", "12.8"),
        ("0.5", 0, "1", "0"),
        ("1.5", 0, "2", "2"),
        ("2.5", 0, "3", "2"),
        ("-2.5", 0, "-3", "-2"),
        ("-0.4", 0, "0", "0"),
        ("2.4999999999", 0, "2", "2"),
    ],
)
def test_a_half_goes_up_or_to_the_even_digit(value: str, places: int, up: str, even: str) -> None:
    number = Fraction(value)
    assert str(rounded(number, places, Rounding.HALF_UP)) == up
    assert str(rounded(number, places, Rounding.HALF_EVEN)) == even


@given(decimals, st.integers(0, 6))
def test_rounding_is_that_of_decimals(value: Decimal, places: int) -> None:
    step = Decimal(1).scaleb(-places)
    assert rounded(Fraction(value), places, Rounding.HALF_UP) == value.quantize(step, rounding=ROUND_HALF_UP)
    assert rounded(Fraction(value), places, Rounding.HALF_EVEN) == value.quantize(step, rounding=ROUND_HALF_EVEN)


def test_what_only_looks_like_a_half_is_none() -> None:
    almost = Fraction(25 * 10**40 - 1, 10**41)
    assert str(rounded(almost, 0, Rounding.HALF_UP)) == "2"


@given(decimals, st.booleans(), st.none() | st.integers(6, 10))
def test_a_number_that_is_read_back_is_the_same(value: Decimal, thousands: bool, places: int | None) -> None:
    assert read_number(shown(Fraction(value), NumberFormat(places, thousands=thousands))) == value


def test_forms_have_their_signs() -> None:
    share = Fraction(11319, 11585)
    assert shown(share, NumberFormat(1, form=NumberForm.PERCENT)) == "97.7%"
    assert shown(share, NumberFormat(1, form=NumberForm.PERMILLE)) == "977.0‰"
    assert shown(Fraction(11585), NumberFormat(thousands=True)) == "11,585"
    assert shown(Fraction(1, 3), NumberFormat()) == "0.33"
    assert shown(Fraction("0.125"), NumberFormat()) == "0.125"
