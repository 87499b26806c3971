"""Finding Chinese names by the first letters of their pinyin, as every Chinese list lets people do: `bg` finds 表格.

Source of the rule: GB 2312-80 puts the 3,755 characters of its first level in the order of their pinyin, so the first letter follows from the code.
Characters outside that level have no letter here; they are found as they stand.
"""

from __future__ import annotations

from bisect import bisect_right

_FIRST = "啊芭擦搭蛾发噶哈击喀垃妈拿哦啪期然撒塌挖昔压匝"  # the first character of each letter's part, in order
_LETTERS = "abcdefghjklmnopqrstwxyz"
_STARTS = [character.encode("gb2312") for character in _FIRST]
_END = "座".encode("gb2312")  # the last character of the first level


def initials(text: str) -> str:
    """The first letters of the text's characters; letters and digits stand for themselves, anything else is left out."""
    return "".join(filter(None, map(_initial, text)))


def _initial(character: str) -> str:
    if character.isascii():
        return character.lower() if character.isalnum() else ""
    try:
        code = character.encode("gb2312")
    except UnicodeEncodeError:
        return ""
    return _LETTERS[bisect_right(_STARTS, code) - 1] if _STARTS[0] <= code <= _END else ""


def matches(wanted: str, text: str) -> bool:
    """True if the text, written without blanks, or the initials of its characters hold what was typed; upper and lower case are one."""
    wanted = "".join(wanted.split()).casefold()
    return wanted in "".join(text.split()).casefold() or (wanted.isascii() and wanted in initials(text))
