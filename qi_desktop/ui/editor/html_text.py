"""The words and styles of an HTML text: blanks as a browser shows them, and the formats that a style attribute gives.

Knows neither blocks nor Qt.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from qi_desktop.core import richtext
from qi_desktop.core.richtext import Run, Text

# Signs that nobody sees (soft hyphen, zero width space, word joiner, byte order mark): a search would stumble over them.
_UNSEEN = dict.fromkeys(map(ord, "\u00ad\u200b\u2060\ufeff"))
BREAK = "\x0b"  # a <br>, told from line ends of the source; clipboard text cannot hold this character
_CHINESE = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff"
# Programs break the lines of their HTML anywhere; between Chinese characters that is no blank.
_LINE_BREAK = re.compile(f"(?<=[{_CHINESE}])[ \t]*[\r\n]+[ \t]*(?=[{_CHINESE}])")
BLANKS = re.compile("[ \t\r\n\f\u00a0]+")
_STYLES_KEPT = 512  # style attributes that are read once: a page of many thousand tags has a few dozen


def visible(text: str) -> str:
    """The text as far as a reader sees it, and as far as the library can hold it."""
    return richtext.clean(text).translate(_UNSEEN)


def is_hidden(style: Mapping[str, str]) -> bool:
    """True if these declarations hide a text, on a page or in Word."""
    return style.get("display", "").lower() == "none" or style.get("mso-hide", "").lower() == "all"


@lru_cache(_STYLES_KEPT)
def declarations(source: str) -> Mapping[str, str]:
    """What a style attribute declares, by its name in small letters."""
    pairs = (part.partition(":") for part in source.split(";"))
    return {name.strip().lower(): value.strip() for name, _, value in pairs if value.strip()}


def style_flags(style: Mapping[str, str]) -> dict[str, bool]:
    result: dict[str, bool] = {}
    weight = style.get("font-weight", "").lower()
    if weight:
        result["bold"] = weight in ("bold", "bolder") or (weight.isdigit() and int(weight) >= 600)
    if "font-style" in style:
        result["italic"] = style["font-style"].lower().startswith(("italic", "oblique"))
    decoration = style.get("text-decoration", style.get("text-decoration-line", "")).lower()
    if decoration:
        result["underline"] = "underline" in decoration
    align = style.get("vertical-align", "").lower()
    if align in ("super", "sub"):
        result |= {"superscript": align == "super", "subscript": align == "sub"}
    return result


def number(source: str, default: int) -> int:
    return int(source) if source and re.fullmatch(r"\d{1,4}", source.strip()) else default


def tidy(runs: Sequence[Run]) -> Text:
    """The runs of a paragraph with blanks as a browser would show them: collapsed, none at its ends."""
    if len(runs) == 1 and runs[0].text and runs[0].text.isprintable() and " " not in runs[0].text:
        return tuple(runs)  # most cells of a table; of all blanks only this one is printable
    text = "".join(run.text for run in runs)
    if not text.strip():
        return ()
    return richtext.normalise(_collapsed(runs))


def _collapsed(runs: Sequence[Run]) -> list[Run]:
    whole = "".join(run.text for run in runs)
    dropped = {place for match in _LINE_BREAK.finditer(whole) for place in range(*match.span())}
    result: list[Run] = []
    at = 0
    for run in runs:
        kept = "".join(character for place, character in enumerate(run.text, at) if place not in dropped) if dropped else run.text
        at += len(run.text)
        text = BLANKS.sub(" ", kept).replace(BREAK, "\n")
        if result and result[-1].text.endswith((" ", "\n")) and text.startswith(" "):
            text = text[1:]
        if text or run.is_atom:
            result.append(_with_text(run, text))
    while result and not result[0].is_atom and not result[0].text.strip():
        result.pop(0)
    while result and not result[-1].is_atom and not result[-1].text.strip():
        result.pop()
    if result:
        result[0] = _with_text(result[0], result[0].text.lstrip())
        result[-1] = _with_text(result[-1], result[-1].text.rstrip())
    return result


def _with_text(run: Run, text: str) -> Run:
    return run if text == run.text else replace(run, text=text)
