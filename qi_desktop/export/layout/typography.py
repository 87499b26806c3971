"""How Chinese text falls into pieces that no line's end may cut, and how wide its signs stand.

Owns the rules of `resources/typography.toml` as patterns. Knows characters only: neither fonts nor lines.

A narrower or wider form of a character (a closing mark without its blank half; a character with a quarter of an em of room behind it) is written as
a character of its own on one of the two private planes of Unicode, so that a text with spacing is still a plain string, character for character as
long as the original. `original` takes them back.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from typing import Any

from qi_desktop import paths
from qi_desktop.core.patterns import pattern

WIDE = 0xF0000  # + a character of the basic plane: the same with a quarter space behind it
NARROW = 0x100000  # + a character of the basic plane: the same with half an em less behind it
_LAST_PLAIN = 0xEFFFF

SEPARATOR = "\x1e"
_FIRST_IDEOGRAPH = "\u4e00"
_IDEOGRAPHS = f"{_FIRST_IDEOGRAPH}-\u9fff"
_CHINESE = "\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3041-\u30fa\u30fc-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_LETTERS = "0-9A-Za-z\u00aa\u00b2\u00b3\u00b9\u00ba\u2070-\u209c\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u0370-\u03ff\u0400-\u04ff\u1e00-\u1eff"
# Signs that hold two halves of a Latin word, a number or an address together.
_JOINTS = r"\-./:&+#_@%'*=~^\\,?;$!|·×²³\u2010-\u2013\u2019\u2212"
_INVISIBLE = pattern(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff9-\ufffb\U000e0000-\U000e0fff]"
)
_UNWRITABLE = pattern("[\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff\ue000-\uf8ff\U000f0000-\U0010ffff]")
_REPLACEMENT = "\ufffd"


@cache
def rules() -> dict[str, Any]:
    """The file of rules."""
    return tomllib.loads((paths.resources() / "typography.toml").read_text("utf-8"))


def _one_of(characters: str) -> str:
    return "[" + re.escape(characters) + "]"


def _any_of(words: Iterable[str]) -> str:
    return "(?:" + "|".join(map(re.escape, sorted(words, key=len, reverse=True))) + ")"


def _glued(core: str) -> str:
    """What matches `core`, the marks that may not be parted from it, and the blanks behind it; or a line break."""
    start, end = rules()["no_line_start"], rules()["no_line_end"]
    return f"\n|(?:{_one_of(end)} *)*{core}(?: *{_one_of(start)})* *"


@cache
def _holding() -> frozenset[str]:
    """The marks that hold together what is on either side of them (甲·乙)."""
    return frozenset(rules()["no_line_start"]) & frozenset(rules()["no_line_end"])


def _held(pieces: list[str]) -> list[str]:
    """The pieces, with those in one that a mark between them holds together."""
    result = pieces[:1]
    for piece in pieces[1:]:
        if result[-1].rstrip(" ")[-1:] in _holding() and piece != "\n":
            result[-1] += piece
        else:
            result.append(piece)
    return result


@cache
def _atoms() -> re.Pattern[str]:
    """One character with the marks that may not be parted from it."""
    return re.compile(_glued("(?:—+|…+|.)"), re.DOTALL)


@cache
def _clusters() -> re.Pattern[str]:
    data = rules()
    word = f"[{_LETTERS}](?:[{_LETTERS}]|[{_JOINTS}]+(?=[{_LETTERS}]))*"
    # The prefix of a standard, a certificate or a licence, a blank, and its number: GB/T 34041.1-2017, OIML R 137-1&2:2012, CPA 99-F166.
    standard = rf"[A-Z]{{1,6}}\d{{0,4}}(?:/[A-Z]{{1,8}}\d{{0,4}})*(?:[(（][\u4e00-\u9fff]{{1,3}}[)）])?(?: [A-Z])? (?=[A-Z]?\d)(?:{word})"
    signs, quantities, units, latin = (data["number_signs"], _any_of(data["quantities"]), _any_of(data["units"]), _any_of(data["latin_units"]))
    counted = rf"(?<=\d) {latin}(?![{_LETTERS}])|(?<=\d) ?(?:{quantities}{units}?|{units})"
    number = f"{_one_of(signs)}?(?:{word})(?:{counted})?"
    core = f"(?:{standard}|{number}|—+|…+|.)"
    # Most characters stand between two of their kind, and may be parted from both. They are found together, which is quicker.
    return re.compile(f"[{_IDEOGRAPHS}]+(?=[{_IDEOGRAPHS}])|{_glued(core)}", re.DOTALL)


@cache
def _spaced() -> re.Pattern[str]:
    data = rules()
    closing, opening = re.escape(data["closing"]), re.escape(data["opening"])
    between = f"{SEPARATOR}?"
    return re.compile(
        f"[{_CHINESE}](?={between}[{_LETTERS}])|[{_LETTERS}](?={between}[{_CHINESE}])"
        f"|[{closing}](?={between}[{closing}{opening}])|[{opening}](?={between}[{opening}])"
    )


class _Forms(dict[str, str]):
    """Character → its narrow form if it is punctuation, its wide form otherwise."""

    def __missing__(self, character: str) -> str:
        data = rules()
        marks = data["closing"] + data["opening"]
        form = self[character] = chr(ord(character) + (NARROW if character in marks else WIDE))
        return form


_FORMS = _Forms()


def _form(match: re.Match[str]) -> str:
    return _FORMS[match[0]]


@cache
def closing_marks() -> frozenset[str]:
    """Full-width marks with a blank half behind them."""
    return frozenset(rules()["closing"])


@cache
def quarter_space() -> float:
    """The room in em between a Chinese and a Latin character."""
    return float(rules()["quarter_space"])


def narrow(character: str) -> str:
    """The form of a full-width mark without its blank half."""
    return chr(ord(character) + NARROW)


def spaced(text: str) -> str:
    """The text with the forms that its neighbours ask for: quarter spaces between Chinese and Latin, one blank half between two marks."""
    return text if text.isascii() else _spaced().sub(_form, text)


def clusters(text: str, shown: str = "") -> list[str]:
    """The text in pieces that no line's end may cut, spaced (see `spaced`). A line break is a piece of its own. Joined they are `spaced(text)`,
    which `shown` may be if it is known already."""
    shown, at = shown or spaced(text), 0
    pieces: list[str] = []
    for found in _clusters().findall(text):
        end = at + len(found)
        if end - at > 1 and found[0] >= _FIRST_IDEOGRAPH <= found[1] and found.isalpha():  # each character for itself
            pieces += shown[at:end]
        else:
            pieces.append(shown[at:end])
        at = end
    return pieces if _holding().isdisjoint(text) else _held(pieces)


def atoms(cluster: str) -> list[str]:
    """A piece that is wider than a line, in the smallest pieces that keep the rules of line starts and ends."""
    return _held(_atoms().findall(cluster))


_ADDRESS = pattern(r"://|www\.", re.IGNORECASE)
_ADDRESS_PARTS = pattern(r"[^/.?&=_\-]*[/.?&=_\-]+(?=.)|.+")


def address_parts(piece: str) -> list[str]:
    """A web address in pieces that may stand on different lines; nothing for any other piece."""
    return _ADDRESS_PARTS.findall(piece) if _ADDRESS.search(piece) else []


def plain(text: str) -> str:
    """A text in which every character is one that a page can hold, or one that stands for it: tabulators become blanks, invisible marks go."""
    if text.isprintable():  # most texts, told at once: nothing that has to go is printable
        return text
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ").replace("\u2028", "\n").replace("\u2029", "\n").replace("\xa0", " ")
    return _UNWRITABLE.sub(_REPLACEMENT, _INVISIBLE.sub("", text))


@cache
def _stand_ins() -> tuple[re.Pattern[str], dict[int, str]]:
    table = rules()["stand_ins"]
    return re.compile(_one_of("".join(table))), str.maketrans(table)


def with_stand_ins(text: str) -> str:
    """The text with signs that no font has as others of the same meaning."""
    signs, table = _stand_ins()
    return text.translate(table) if not text.isascii() and signs.search(text) else text


def lost(text: str) -> set[str]:
    """The characters of a text that `plain` leaves out or replaces."""
    return set(_INVISIBLE.findall(text)) | set(_UNWRITABLE.findall(text))


def original(character: str) -> str:
    """The character that a form stands for."""
    code = ord(character)
    return chr(code & 0xFFFF) if code > _LAST_PLAIN else character


def original_text(text: str) -> str:
    """The text without forms."""
    return "".join(map(original, text))


# A stretch of Latin text, forms included, with the blanks behind it: spreading a line leaves its inside alone.
_WIDE_LETTERS = "\U000f0030-\U000f0039\U000f0041-\U000f005a\U000f0061-\U000f007a\U000f00c0-\U000f024f\U000f0370-\U000f04ff\U000f1e00-\U000f1eff"
LATIN = f'{_LETTERS}{_JOINTS}()\\[\\]{{}}<>"`{_WIDE_LETTERS}'
STRETCHES = pattern(f"([{LATIN}]+ *)|([^{LATIN}]+)")
_UNITS = pattern(f"[{LATIN}]+ *|.", re.DOTALL)
_HAS_LATIN = pattern(f"[{LATIN}][{LATIN} ]")


_LATIN_CHARACTER = pattern(f"[{LATIN}]")


def is_one_word(before: str, after: str) -> bool:
    """True if a Latin word goes on from one text to the next."""
    return bool(_LATIN_CHARACTER.match(before[-1:]) and _LATIN_CHARACTER.match(after[:1]))


def gaps(text: str) -> int:
    """How many places there are in a text, the end included, where room may be added."""
    return len(_UNITS.findall(text)) if _HAS_LATIN.search(text) else len(text)
