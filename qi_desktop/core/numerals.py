"""Numbers written as headings, lists and page counts write them."""

from __future__ import annotations

_DIGITS = "零一二三四五六七八九"
_BY_DIGIT = str.maketrans("0123456789", "〇一二三四五六七八九")
_ROMAN = (
    (1000, "m"),
    (900, "cm"),
    (500, "d"),
    (400, "cd"),
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
    (9, "ix"),
    (5, "v"),
    (4, "iv"),
    (1, "i"),
)


def chinese(value: int) -> str:
    """一, 十二, 二十, 一百零三 … for 0 … 9999; digits beyond."""
    if not 0 <= value <= 9999:
        return str(value)
    if value < 10:
        return _DIGITS[value]
    result, gap = "", False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, value = divmod(value, unit)
        if digit:
            result += ("零" if gap else "") + _DIGITS[digit] + name
            gap = False
        elif result and value:
            gap = True
    return result.removeprefix("一") if result.startswith("一十") else result


def digits(value: int) -> str:
    """二〇一八 for 2018: digit by digit, as years are written (GB/T 15835-2011, 5.1.3)."""
    return str(value).translate(_BY_DIGIT)


def roman(value: int) -> str:
    """i, ii, iii, iv … for 1 … 3999; digits beyond."""
    if not 1 <= value <= 3999:
        return str(value)
    result = ""
    for unit, name in _ROMAN:
        count, value = divmod(value, unit)
        result += name * count
    return result


def circled(value: int) -> str:
    """① … ⑳, ㉑ … ㊿; digits beyond."""
    if 1 <= value <= 20:
        return chr(0x2460 + value - 1)
    if 21 <= value <= 35:
        return chr(0x3251 + value - 21)
    if 36 <= value <= 50:
        return chr(0x32B1 + value - 36)
    return str(value)
