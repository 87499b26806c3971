"""Order among siblings: strings that sort as the siblings stand, so that a move changes one row only.

A rank is a fraction between 0 and 1 written in digits of base 62 without the leading "0." and without trailing zeros. Between two ranks
there is always another one.
"""

from __future__ import annotations

import re

DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"  # in the order in which SQLite compares text
_VALUE = {digit: value for value, digit in enumerate(DIGITS)}
_BASE = len(DIGITS)
_RANK = re.compile(r"[0-9A-Za-z]*[1-9A-Za-z]", re.ASCII)
_RANKS = re.compile(rf"(?:{_RANK.pattern}\n)*", re.ASCII)
# Rows are mostly added one after the other. At an open end a step therefore is this many digits small, not half of the room that is left:
# seven million rows can then be added at either end before ranks grow longer.
_WIDTH = 4
_FIRST = DIGITS[_BASE // 2]


def is_rank(text: str) -> bool:
    """True if the text has the form of a rank."""
    return _RANK.fullmatch(text) is not None


def are_ranks(lines: str) -> bool:
    """True if each line of a text has the form of a rank."""
    return _RANKS.fullmatch(lines + "\n") is not None


def between(before: str, after: str) -> str:
    """A rank after `before` and before `after`; an empty string means the open end. Raises ValueError unless before < after."""
    before, after = _ends(before, after)
    if not after:
        return _above(before)
    common = 0
    while common < len(after) and (before[common] if common < len(before) else DIGITS[0]) == after[common]:
        common += 1
    prefix, before, after = after[:common], before[common:], after[common:]
    if not before:
        return prefix + _below(after)
    low, high = _VALUE[before[0]], _VALUE[after[0]]
    if high - low > 1:
        return prefix + DIGITS[(low + high) // 2]
    if len(after) > 1:
        return prefix + after[0]
    return prefix + before[0] + _above(before[1:])


def _ends(before: str, after: str) -> tuple[str, str]:
    """Both ends without zeros behind, which mean nothing but would make two ends of one value look like two."""
    plain = before.rstrip(DIGITS[0]), after.rstrip(DIGITS[0])
    if after and plain[0] >= plain[1]:
        raise ValueError(f"no rank between {before!r} and {after!r}")
    return plain


def _above(before: str) -> str:
    """A rank a small step above another one."""
    if not before:
        return _FIRST
    at = 0
    while before[at : at + _WIDTH] == DIGITS[-1] * _WIDTH:
        at += _WIDTH
    return before[:at] + _digits(_number(before[at:], _WIDTH) + 1, _WIDTH)


def _below(after: str) -> str:
    """A rank a small step below another one, which is not 0."""
    at = 0
    while after[at : at + _WIDTH] == DIGITS[0] * _WIDTH:
        at += _WIDTH
    number = _number(after[at:], _WIDTH) - (len(after) - at <= _WIDTH)
    return after[:at] + (_digits(number, _WIDTH) if number else DIGITS[0] * _WIDTH + _FIRST)


def spread(count: int, before: str = "", after: str = "") -> list[str]:
    """`count` ranks in order between two others, all of nearly one length. Raises ValueError unless before < after."""
    if count <= 0:
        return []
    if count == 1 and (before or after):
        return [between(before, after)]
    before, after = _ends(before, after)
    if before and not after:
        return _chain(count, before)
    width = 1
    while _room(before, after, width) < 2 * (count + 1):
        width += 1
    first, step = _number(before, width), _room(before, after, width) // (count + 1)
    return [_digits(first + step * (index + 1), width) for index in range(count)]


def _chain(count: int, before: str) -> list[str]:
    result: list[str] = []
    for _ in range(count):
        before = _above(before)
        result.append(before)
    return result


def _room(before: str, after: str, width: int) -> int:
    """How many ranks of that many digits there are between two others, at least."""
    return (_number(after, width) if after else _BASE**width) - _number(before, width) - 1


def _number(rank: str, width: int) -> int:
    """The first `width` digits as a number."""
    value = 0
    for digit in rank[:width].ljust(width, DIGITS[0]):
        value = value * _BASE + _VALUE[digit]
    return value


def _digits(value: int, width: int) -> str:
    result = ""
    for _ in range(width):
        value, digit = divmod(value, _BASE)
        result = DIGITS[digit] + result
    return result.rstrip(DIGITS[0])
