"""Order among siblings: strings that sort as the siblings stand, so that a move changes one row only.

A rank is a fraction between 0 and 1 written in digits of base 62 without the leading "0." and without trailing zeros. Between two ranks
there is always another one.
"""

from __future__ import annotations

DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"  # in the order in which SQLite compares text
_VALUE = {digit: value for value, digit in enumerate(DIGITS)}
_BASE = len(DIGITS)


def between(before: str, after: str) -> str:
    """A rank after `before` and before `after`; an empty string means the open end. Raises ValueError unless before < after."""
    if after and before >= after:
        raise ValueError(f"no rank between {before!r} and {after!r}")
    common = 0
    while after and common < len(after) and (before[common] if common < len(before) else DIGITS[0]) == after[common]:
        common += 1
    prefix, before, after = after[:common], before[common:], after[common:]
    low = _VALUE[before[0]] if before else 0
    high = _VALUE[after[0]] if after else _BASE
    if high - low > 1:
        # At the open ends a small step is taken instead of the middle: rows are mostly added one after the other, and ranks would grow fast.
        step = (low + high) // 2 if before and after else (low + 1 if before or not after else high - 1)
        return prefix + DIGITS[step if step > low else (low + high) // 2]
    if len(after) > 1:
        return prefix + after[0]
    return prefix + DIGITS[low] + between(before[1:], "")


def spread(count: int, before: str = "", after: str = "") -> list[str]:
    """`count` ranks in order between two others, all of nearly one length."""
    if count <= 0:
        return []
    if not before and not after:
        width = 1
        while _BASE**width < 2 * (count + 1):
            width += 1
        step = _BASE**width // (count + 1)
        return [_digits(step * (index + 1), width) for index in range(count)]
    middle = between(before, after)
    left = spread((count - 1) // 2, before, middle)
    return [*left, middle, *spread(count - 1 - len(left), middle, after)]


def _digits(value: int, width: int) -> str:
    result = ""
    for _ in range(width):
        value, digit = divmod(value, _BASE)
        result = DIGITS[digit] + result
    return result.rstrip(DIGITS[0])
