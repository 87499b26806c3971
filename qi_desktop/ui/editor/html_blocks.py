"""Blocks from what other programs put on the clipboard: HTML of Word, WPS, Excel and browsers, and plain text.

Owns what is kept (paragraphs, inner headings, lists, tables and their captions, bold, italic, underline, super- and subscript, web links, footnotes,
page breaks) and that all else is dropped: fonts, colours, scripts, deleted words. Of pictures only the address is told, where the caller wants it.
Nothing is ever loaded from anywhere. Knows neither Qt nor the window.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import field, replace
from html.parser import HTMLParser
from typing import Any

from qi_desktop.core import drafts, lists, richtext
from qi_desktop.core.drafts import CAPTION, Draft, DraftItem
from qi_desktop.core.lists import ItemInput
from qi_desktop.core.model import BlockKind, ParagraphRole
from qi_desktop.core.records import dataclass
from qi_desktop.core.richtext import Run, Text
from qi_desktop.ui.editor import html_notes
from qi_desktop.ui.editor.html_text import BLANKS, BREAK, declarations, is_hidden, number, style_flags, tidy, visible

PICTURE_ADDRESS, PICTURE_WIDTH = "address", "pixels"
_TAGS = 1000  # between two calls of `progress`
_SKIPPED = frozenset({"head", "style", "script", "title", "xml", "template", "noscript", "select", "textarea", "svg", "math"})
_BLOCKS = frozenset(
    {
        "p",
        "div",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "li",
        "ul",
        "ol",
        "blockquote",
        "pre",
        "article",
        "section",
        "header",
        "footer",
        "main",
        "dl",
        "dt",
        "dd",
    }
    | {"address", "figure", "figcaption", "form", "hr", "center", "body", "html", "caption"}
)
_STRUCTURE = _BLOCKS | {"table", "tr", "td", "th", "thead", "tbody", "tfoot"}
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_CAPTION_TAGS = frozenset({"caption", "figcaption"})
_VOID = frozenset({"br", "img", "hr", "input", "meta", "link", "col", "area", "base", "embed", "source", "track", "wbr"})
_TAG_FLAGS: Mapping[str, Mapping[str, bool]] = {
    "b": {"bold": True},
    "strong": {"bold": True},
    "i": {"italic": True},
    "em": {"italic": True},
    "cite": {"italic": True},
    "u": {"underline": True},
    "sup": {"superscript": True},
    "sub": {"subscript": True},
}
_PARAGRAPH = frozenset({"p"})
_PARAGRAPH_BORDER = frozenset({"td", "th", "li", "table"})
# Tag → what it ends if that is still open, and how far out that may stand.
_IMPLIED = {
    "td": (frozenset({"td", "th", "p"}), frozenset({"table", "tr"})),
    "th": (frozenset({"td", "th", "p"}), frozenset({"table", "tr"})),
    "tr": (frozenset({"td", "th", "tr", "p"}), frozenset({"table"})),
    "li": (frozenset({"li", "p"}), frozenset({"ul", "ol", "table"})),
}
_PLAIN = Run("")
_BETWEEN = frozenset({"table", "tr", "tbody", "thead", "ul", "ol"})  # what stands right in them is no text
_SAFE_LINK = re.compile(r"(?:https?://|mailto:)\S+", re.IGNORECASE)
_MAXIMUM_SPAN = 1000


def from_html(
    source: str,
    before: Sequence[ItemInput] = (),
    wants_picture: Callable[[str], bool] = lambda address: False,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> list[Draft]:
    """The blocks of an HTML text, without ids.

    `before`: the list items that stand before the place, so that numbers go on or begin anew as they should. A picture that `wants_picture` says yes
    to is a figure whose attributes are `PICTURE_ADDRESS`, `PICTURE_WIDTH` in CSS pixels (1/96 inch) where it is told, and its alternative text;
    others are left out, as are those in tables. `progress(done, total)` is called now and then; what it raises ends the reading.
    """
    reader = _Reader(wants_picture, html_notes.notes_of(source))
    fragment = _fragment(source)
    tags = fragment.count("<") - fragment.count("</")
    reader.on_tags = lambda done: progress(min(done, tags), tags)
    reader.feed(fragment)
    reader.close()
    reader.flush()
    return drafts.numbered(drafts.captioned(reader.found), before)


def _fragment(source: str) -> str:
    """What stands between the marks that Windows programs put around the copied part; all of it where there are none."""
    start, end = source.find("<!--StartFragment-->"), source.rfind("<!--EndFragment-->")
    if 0 <= start < end:
        # Excel puts the marks inside the table: without its tag the rows would be lost.
        inner = source[start + 20 : end]
        return f"<table>{inner}</table>" if re.match(r"\s*<(?:col|tr|thead|tbody)\b", inner, re.IGNORECASE) else inner
    return source


def from_text(source: str, before: Sequence[ItemInput] = (), recognise: bool = True) -> list[Draft]:
    """The blocks of a plain text: a line is a paragraph, a list item where it begins like one, and lines with tabs are a table.

    `recognise` False takes every line as it stands.
    """
    lines = visible(source).replace("\u2028", "\n").replace("\u2029", "\n").removesuffix("\n").split("\n")
    if not recognise or len(lines) == 1:
        return [Draft("", BlockKind.PARAGRAPH, richtext.plain(line)) for line in lines]
    cells = [line.split("\t") for line in lines]
    if len(cells[0]) > 1 and len({len(row) for row in cells}) == 1:
        return [drafts.table(cells)]
    found: list[Draft | DraftItem] = []
    for line in lines:
        if line.strip():
            found.append(drafts.recognised(line) or Draft("", BlockKind.PARAGRAPH, richtext.plain(line.strip(" \u3000\t"))))
    return drafts.numbered(found, before)


@dataclass(slots=True)
class _Table:
    """An open table: its lines of cells with the rows and columns that each one takes."""

    lines: list[list[tuple[Text, int, int]]] = field(default_factory=list)
    unseen: set[int] = field(default_factory=set)


@dataclass(slots=True)
class _List:
    """An open ul or ol and the number of its next item."""

    ordered: bool
    next: int


class _Reader(HTMLParser):
    """Walks through the tags with a stack of formats. A paragraph's runs are gathered until something ends it."""

    def __init__(self, wants_picture: Callable[[str], bool], notes: Mapping[str, str]) -> None:
        super().__init__(convert_charrefs=True)
        self._wants_picture = wants_picture
        self._notes = notes
        self.on_tags: Callable[[int], None] = lambda done: None  # told now and then how many tags were opened
        self._tags = 0
        self._silent_depth = 0  # how deep the tag stands whose text is left out; 0 for none
        self.found: list[Draft | DraftItem] = []
        self._open: list[tuple[str, Run, str | None]] = []  # tag, format of the text in it, role of the paragraphs in it
        self._skipped = 0
        self._runs: list[Run] = []
        self._lists: list[_List] = []
        self._kind: tuple[str, Any] = ("paragraph", None)
        self._tables: list[_Table] = []
        self._outer: list[tuple[list[Draft | DraftItem], list[Run]]] = []  # what was being gathered around an open cell
        self._label: list[str] | None = None  # the printed label of a Word list item, while it is read
        self._label_depth = 0
        self._word_item: tuple[int, str] | None = None

    # --- tags ---

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._tags += 1
        if self._tags % _TAGS == 0:
            self.on_tags(self._tags)
        if self._skipped or tag in _SKIPPED:
            self._skipped += tag in _SKIPPED
            return
        given = {name: value or "" for name, value in attrs}
        style = declarations(given.get("style", ""))
        if style.get("page-break-before") == "always":
            self._break_page()
        if tag == "br":
            self._runs.append(Run(BREAK))
            return
        if tag == "img":
            self._picture(given)
            return
        if tag in _STRUCTURE:
            self.flush()
            self._end_implied(tag)
            self._open_block(tag, given, style)
        if tag not in _VOID:
            self._open.append((tag, self._format(tag, given, style), self._role(tag, given, style)))
            if "ignore" in style.get("mso-list", "").lower() and self._label is None:
                self._label, self._label_depth = [], len(self._open)
            elif not self._silent_depth and (is_hidden(style) or self._is_silent(tag, given)):
                self._silent_depth = len(self._open)

    def _is_silent(self, tag: str, given: Mapping[str, str]) -> bool:
        """True for what is not read on here: deleted words, a note's words at the end, and a note's mark, in whose place the note stands."""
        note = self._notes.get(html_notes.target(given.get("href", ""))) if tag == "a" else None
        if note and not self._silent_depth:
            self._runs.append(Run("", footnote=note))
        return bool(note) or tag == "del" or (tag == "div" and given.get("id", "") in self._notes)

    def _break_page(self) -> None:
        if not self._outer and not self._silent_depth:
            self.flush()
            self.found.append(Draft("", BlockKind.PAGE_BREAK))

    def _picture(self, given: Mapping[str, str]) -> None:
        if self._outer or not self._wants_picture(given.get("src", "")):
            return
        self.flush()
        alternative = " ".join(given.get("alt", "").split())
        width = number(given.get("width", ""), 0)
        attributes = {PICTURE_ADDRESS: given["src"], PICTURE_WIDTH: width, "alternative": alternative}
        self.found.append(Draft("", BlockKind.FIGURE, (), {name: value for name, value in attributes.items() if value}))

    def _end_implied(self, tag: str) -> None:
        """Close what HTML lets authors leave open: a cell before the next one, a line before the next, an item before the next, a paragraph."""
        ended, border = _IMPLIED.get(tag, (_PARAGRAPH, _PARAGRAPH_BORDER))
        inner = [name for name, _, _ in self._open]
        for place in range(len(inner) - 1, -1, -1):
            if inner[place] in border:
                return
            if inner[place] in ended:
                self.handle_endtag(inner[place])
                return self._end_implied(tag)

    def _open_block(self, tag: str, given: Mapping[str, str], style: Mapping[str, str]) -> None:
        if tag in ("ul", "ol"):
            self._lists.append(_List(tag == "ol", number(given.get("start", ""), 1)))
        elif tag == "li" and self._lists:
            current = self._lists[-1]
            current.next = number(given.get("value", ""), current.next)
            self._kind = ("item", current.next if current.ordered else None)
            current.next += 1
        elif tag in _HEADINGS:
            self._kind = ("heading", None)
        elif tag in _CAPTION_TAGS or given.get("class", "") == "MsoCaption":
            self._kind = (CAPTION, tag)
        elif tag == "table":
            self._tables.append(_Table())
        elif tag == "tr" and self._tables:
            self._tables[-1].lines.append([])
            if given.get("height") == "0" or is_hidden(style):  # Word ends a table of uneven columns with a line that nobody sees
                self._tables[-1].unseen.add(len(self._tables[-1].lines) - 1)
        elif tag in ("td", "th") and self._tables:
            self._open_cell(tag, given)
        elif self._kind[0] == "paragraph":
            level = re.search(r"level(\d)", style.get("mso-list", ""))
            if level:
                self._word_item = (int(level[1]) - 1, "")

    def _format(self, tag: str, given: Mapping[str, str], style: Mapping[str, str]) -> Run:
        form = _with(self._current(), _TAG_FLAGS.get(tag, {}))
        if tag == "a" and _SAFE_LINK.fullmatch(given.get("href", "").strip()):
            form = replace(form, link=given["href"].strip())
        if tag in ("td", "th"):
            return _with(form, {"bold": False})
        return _with(form, style_flags(style))

    def _role(self, tag: str, given: Mapping[str, str], style: Mapping[str, str]) -> str | None:
        align = style.get("text-align", given.get("align", "")).lower() if tag in _STRUCTURE else ""
        if tag == "center" or align == "center":
            return ParagraphRole.SLOGAN.value
        if align in ("right", "end"):
            return ParagraphRole.SIGNATURE.value
        if tag == "blockquote" or given.get("class", "") in ("MsoQuote", "MsoIntenseQuote"):
            return ParagraphRole.QUOTE.value
        return None if tag in ("td", "th") or align else self._open[-1][2] if self._open else None

    def _current(self) -> Run:
        return self._open[-1][1] if self._open else _PLAIN

    def handle_endtag(self, tag: str) -> None:
        if self._skipped:
            self._skipped -= tag in _SKIPPED
            return
        if not self._open or (self._open[-1][0] != tag and not any(name == tag for name, _, _ in self._open)):
            return
        if tag in _STRUCTURE:
            self.flush()
        while self._open:
            name, _, _ = self._open.pop()
            if self._label is not None and len(self._open) < self._label_depth:
                self._word_item = (self._word_item[0] if self._word_item else 0, "".join(self._label))
                self._label = None
            if len(self._open) < self._silent_depth:
                self._silent_depth = 0
            self._close(name)
            if name == tag:
                break

    def _close(self, tag: str) -> None:
        if tag in ("ul", "ol") and self._lists:
            self._lists.pop()
        elif tag in _HEADINGS or tag == "li" or self._kind == (CAPTION, tag):
            self._kind = ("paragraph", None)
        elif tag in ("td", "th") and self._outer:
            self._close_cell()
        elif tag == "table" and self._tables:
            self._close_table(self._tables.pop())

    def handle_data(self, data: str) -> None:
        if self._skipped or self._silent_depth:
            return
        if self._label is not None:
            self._label.append(data)
        elif not self._open or self._open[-1][0] not in _BETWEEN:
            text, form = visible(data), self._current()
            if "\n" in text and any(name == "pre" for name, _, _ in self._open):
                text = text.replace("\n", BREAK)
            self._runs.append(Run(text) if form is _PLAIN else replace(form, text=text))

    # --- paragraphs ---

    def flush(self) -> None:
        """End the paragraph that is being gathered."""
        if not self._runs:
            self._word_item = None
            return
        text = tidy(self._runs)
        self._runs = []
        word_item, self._word_item = self._word_item, None
        if not text:
            return
        kind, value = self._kind
        role = self._open[-1][2] if self._open else None
        if kind == "heading":
            self.found.append(Draft("", BlockKind.HEADING, richtext.normalise(replace(run, bold=False) for run in text)))
        elif kind == CAPTION:
            self.found.append(Draft("", BlockKind.PARAGRAPH, text, {CAPTION: True}))
        elif kind == "item":
            depth = len(self._lists) - 1
            style = "decimal-comma" if value is not None else "bullet"
            self.found.append(DraftItem(style, min(max(depth, 0), lists.MAXIMUM_LEVEL), value, text))
            self._kind = ("paragraph", None)  # what follows in the same item is explanation
        elif word_item is not None and word_item[1].strip():
            self.found.append(drafts.labelled(word_item[0], BLANKS.sub("", word_item[1]), text))
        else:
            typed = None if role or self._outer else drafts.recognised(richtext.text_of(text))
            if typed is not None:
                cut = len(richtext.text_of(text)) - len(richtext.text_of(typed.text))
                self.found.append(replace(typed, text=richtext.split(text, cut)[1]))
            else:
                self.found.append(Draft("", BlockKind.PARAGRAPH, text, {"role": role} if role else {}))

    # --- tables ---

    def _open_cell(self, tag: str, given: Mapping[str, str]) -> None:
        current = self._tables[-1]
        if not current.lines:
            current.lines.append([])
        spans = tuple(min(max(number(given.get(name, ""), 1), 1), _MAXIMUM_SPAN) for name in ("rowspan", "colspan"))
        current.lines[-1].append(((), spans[0], spans[1]))
        self._outer.append((self.found, self._runs))
        self.found, self._runs = [], []
        self._kind = ("paragraph", None)

    def _close_cell(self) -> None:
        inside = self.found
        self.found, self._runs = self._outer.pop()
        text: list[Run] = []
        for item in inside:
            if text:
                text.append(Run("\n"))
            text += item.text
        if self._tables and self._tables[-1].lines and self._tables[-1].lines[-1]:
            line = self._tables[-1].lines[-1]
            line[-1] = (richtext.normalise(text), line[-1][1], line[-1][2])
            if len(inside) == 1 and isinstance(inside[0], Draft) and inside[0].kind is BlockKind.TABLE:
                line[-1] = (drafts.flat(inside[0]), line[-1][1], line[-1][2])

    def _close_table(self, closed: _Table) -> None:
        lines = [line for place, line in enumerate(closed.lines) if line and place not in closed.unseen]
        if not lines:
            return
        if len(lines) == 1 and len(lines[0]) == 1:  # a frame for layout, no table
            if lines[0][0][0]:
                self.found.append(Draft("", BlockKind.PARAGRAPH, lines[0][0][0]))
            return
        self.found.append(drafts.spanned_table(lines))


def _with(form: Run, flags: Mapping[str, bool]) -> Run:
    """The same format with other flags; most tags of a page change nothing, and of a long page a copy for each would be half of the time."""
    changed = {name: on for name, on in flags.items() if getattr(form, name) != on}
    return replace(form, **changed) if changed else form  # type: ignore[arg-type]
