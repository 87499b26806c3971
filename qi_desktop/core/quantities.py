"""Numbers as they are printed: exact until they are rounded once, and then in the form that a field asks for.

Owns rounding and number formats. Quantities are fractions, never floats: a quotient has all its digits when it is rounded, so a half is told from
what only looks like one. Half to even is the rule of GB/T 8170-2008, 3.2; half up is the everyday one.
"""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from qi_desktop.core.records import dataclass

MOST_DECIMALS = 10


class Rounding(StrEnum):
    """What becomes of a half: away from zero, or to the even digit (GB/T 8170)."""

    HALF_UP = "half_up"
    HALF_EVEN = "half_even"


class NumberForm(StrEnum):
    """A number as it is, or a share in hundredths or thousandths."""

    PLAIN = "plain"
    PERCENT = "percent"
    PERMILLE = "permille"


SIGNS = {NumberForm.PLAIN: "", NumberForm.PERCENT: "%", NumberForm.PERMILLE: "‰"}
_SCALES = {NumberForm.PLAIN: 1, NumberForm.PERCENT: 100, NumberForm.PERMILLE: 1000}


@dataclass(frozen=True, slots=True)
class NumberFormat:
    """How a quantity is printed. `decimals`: digits after the point, None for as many as the number has; `unit` follows the number."""

    decimals: int | None = None
    rounding: Rounding = Rounding.HALF_UP
    form: NumberForm = NumberForm.PLAIN
    thousands: bool = False
    unit: str = ""


def rounded(value: Fraction, decimals: int, rounding: Rounding) -> Decimal:
    """The value with so many digits after the point."""
    scaled = abs(value) * 10**decimals
    whole, rest = divmod(scaled.numerator, scaled.denominator)
    half = rest * 2 - scaled.denominator
    if half > 0 or (half == 0 and (rounding is Rounding.HALF_UP or whole % 2)):
        whole += 1
    digits = tuple(map(int, str(whole)))
    return Decimal((int(value < 0 and whole > 0), digits, -decimals))


def shown(value: Fraction, form: NumberFormat, default_decimals: int = 2) -> str:
    """The quantity as it is printed, without its unit; a number that no decimal fraction equals gets `default_decimals`."""
    value *= _SCALES[form.form]
    decimals = form.decimals if form.decimals is not None else _own_decimals(value, default_decimals)
    return format(rounded(value, decimals, form.rounding), ",f" if form.thousands else "f") + SIGNS[form.form]


def _own_decimals(value: Fraction, default: int) -> int:
    """The digits after the point that the number has; the default for one that has no end or too many."""
    return next((count for count in range(MOST_DECIMALS + 1) if (value * 10**count).denominator == 1), default)
