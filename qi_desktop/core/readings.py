"""What the text of a cell says: dates and numbers in the forms people write them.

Owns the forms that are accepted; `registers` decides which column is read as what. Full-width digits and signs count as their ASCII twins.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

_DATE = re.compile(r"(\d{4})\s*[-./年]\s*(\d{1,2})\s*[-./月]\s*(\d{1,2})\s*[日号]?(?:[ T]+0{1,2}:00(?::00(?:\.0+)?)?)?")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_CHINESE_DATE = re.compile(r"([〇○零一二三四五六七八九]{4})年([一二三四五六七八九十]{1,2})月([一二三四五六七八九十]{1,3})[日号]")
_CHINESE_DIGITS = "〇一二三四五六七八九"
_FULL_WIDTH = str.maketrans({**{chr(0xFF01 + i): chr(0x21 + i) for i in range(94)}, "\u3000": " "})
_ISO_LENGTH = 10
TRUE = frozenset({"true", "yes", "y", "1", "是", "√", "对"})
FALSE = frozenset({"false", "no", "n", "0", "否", "×", "错"})


def half_width(text: str) -> str:
    """The text with full-width letters, digits, signs and blanks as their ASCII twins."""
    return text if text.isascii() else text.translate(_FULL_WIDTH)


def read_date(text: str) -> date | None:
    """The date of `2017-07-12`, `2017.7.12`, `2017/7/12`, `20170712`, `2017年7月12日`, `二〇一七年七月十二日`; None for anything else.

    Blanks, full-width digits and a midnight behind the day, as spreadsheets write it, do no harm.
    """
    if len(text) == _ISO_LENGTH and text.isascii() and text[4] == text[7] == "-" and text[8:].isdigit():
        try:
            return date.fromisoformat(text)  # what is stored has this form already, and a hundred thousand cells are read so
        except ValueError:
            return None
    plain = half_width(text).strip()
    match = _DATE.fullmatch(plain) or _COMPACT.fullmatch(plain)
    if not match:
        return _read_chinese_date("".join(text.split()))
    try:
        return date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        return None


def _read_chinese_date(text: str) -> date | None:
    """The date of 二〇一七年七月十二日; the nought is also written ○ and 零."""
    match = _CHINESE_DATE.fullmatch(text)
    if not match:
        return None
    year = "".join(str(_CHINESE_DIGITS.index(sign)) for sign in re.sub("[○零]", "〇", match[1]))
    try:
        return date(int(year), _below_hundred(match[2]), _below_hundred(match[3]))
    except ValueError:
        return None


def _below_hundred(text: str) -> int:
    """The value of 七, 十, 十二, 二十, 三十一. Raises ValueError."""
    tens, ten, ones = text.rpartition("十")
    if len(tens) > 1 or len(ones) > 1 or "十" in tens:
        raise ValueError(text)
    return (10 * (_CHINESE_DIGITS.index(tens) if tens else 1) if ten else 0) + (_CHINESE_DIGITS.index(ones) if ones else 0)


def read_number(text: str) -> Decimal | None:
    """The number of `11585`, `11,585`, `11 585`, `97.7%`, `９７．７`; None for anything else. A percent sign is dropped: 97.7% is 97.7."""
    text = half_width(text).strip()
    if not (text.isdigit() and text.isascii() and len(text) <= _LONGEST):
        text = re.sub(r"(?<=\d)[ ,\u00a0\u202f](?=\d{3}(?!\d))", "", text).removesuffix("%").strip()
        if not re.fullmatch(r"[+-]?(\d{1,30}(\.\d{0,20})?|\.\d{1,20})", text):
            return None
    try:
        return Decimal(text)
    except InvalidOperation:
        return None


def is_plain_number(text: str) -> bool:
    """True for a whole number as it is stored: digits alone, as most cells of a long table are; it needs no reading."""
    return text.isdigit() and text.isascii() and len(text) <= _LONGEST and (text[0] != "0" or text == "0")


def are_short_numbers(texts: Sequence[str]) -> bool:
    """True for whole numbers of few digits, which `int` reads; told of many at once."""
    digits = "".join(texts)
    # Bytes are looked at ten times as quickly as letters.
    return digits.isascii() and digits.encode("ascii").isdigit() and "" not in texts and max(map(len, texts)) <= _SHORT


_LONGEST = 30
_SHORT = 15


def rounded(value: Decimal, decimals: int) -> Decimal:
    """The value rounded half up to so many digits after the point."""
    return value.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
