"""The footnotes and endnotes of an HTML text as Word, WPS and LibreOffice write them: a mark in the text, the words at the end of the text.

Owns which ids those are. Knows neither blocks nor Qt.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from html.parser import HTMLParser

from qi_desktop.ui.editor.html_text import BLANKS

# <div id=ftn1> of Word and WPS, whose mark leads to #_ftn1; <div id="sdfootnote1"> of LibreOffice, whose mark leads to #sdfootnote1sym.
_BODY = re.compile(r"(?:ftn|edn|sdfootnote|sdendnote)\d+")


def is_body(identifier: str) -> bool:
    """True for the id of the element that holds a note's words."""
    return bool(_BODY.fullmatch(identifier))


def target(address: str) -> str:
    """The id of the note that a mark's address leads to; empty for any other address."""
    name = address.removeprefix("#").removeprefix("_").removesuffix("sym") if address.startswith("#") else ""
    return name if is_body(name) else ""


def notes_of(source: str) -> Mapping[str, str]:
    """The words of each note by its id."""
    if not re.search(r"id\s*=\s*[\"']?(?:ftn|edn|sdfootnote|sdendnote)\d", source):
        return {}
    reader = _Reader()
    reader.feed(source)
    reader.close()
    return {name: text for name, words in reader.found.items() if (text := BLANKS.sub(" ", "".join(words)).strip())}


class _Reader(HTMLParser):
    """Gathers what stands inside the notes, without the links back into the text."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: dict[str, list[str]] = {}
        self._words: list[str] | None = None
        self._depth = 0  # open <div>s inside the note
        self._in_mark = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "div":
            if is_body(given.get("id", "")):
                self._words, self._depth = self.found.setdefault(given["id"], []), 0
            self._depth += 1
        elif tag == "a":
            self._in_mark = given.get("href", "").startswith("#")
        elif tag == "br" and self._words is not None:
            self._words.append(" ")

    def handle_endtag(self, tag: str) -> None:
        if tag == "div":
            self._depth -= 1
            if self._depth <= 0:
                self._words = None
        elif tag == "a":
            self._in_mark = False
        elif tag == "p" and self._words is not None:
            self._words.append(" ")

    def handle_data(self, data: str) -> None:
        if self._words is not None and not self._in_mark:
            self._words.append(data)
