"""Blocks from what other programs put on the clipboard: HTML of Word, WPS, Excel and browsers, and plain text.

Owns what is kept (paragraphs, inner headings, lists, tables, bold, italic, underline, super- and subscript, web links) and that all else is
dropped: fonts, colours, scripts. Of pictures only the address is told, where the caller wants it. Nothing is ever loaded from anywhere. Knows
neither Qt nor the window.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from html.parser import HTMLParser
from typing import Any

from qi_desktop.core import lists, richtext
from qi_desktop.core.lists import LIST_STYLES, ItemInput
from qi_desktop.core.model import BlockKind, ParagraphRole
from qi_desktop.core.richtext import Run, Text
from qi_desktop.session import Draft

PICTURE_ADDRESS = "address"
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
_VOID = frozenset({"br", "img", "hr", "input", "meta", "link", "col", "area", "base", "embed", "source", "track", "wbr"})
_TAG_FLAGS: Mapping[str, Mapping[str, bool]] = {
    "b": {"bold": True},
    "strong": {"bold": True},
    "i": {"italic": True},
    "em": {"italic": True},
    "cite": {"italic": True},
    "u": {"underline": True},
    "ins": {"underline": True},
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
_SAFE_LINK = re.compile(r"(?:https?://|mailto:)\S+", re.IGNORECASE)
_CHINESE = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff"
# Programs break the lines of their HTML anywhere; between Chinese characters that is no blank.
_LINE_BREAK = re.compile(f"(?<=[{_CHINESE}])[ \t]*[\r\n]+[ \t]*(?=[{_CHINESE}])")
_BLANKS = re.compile("[ \t\r\n\f\u00a0]+")
_MAXIMUM_SPAN = 1000
_BREAK = "\x0b"  # a <br>, told from line ends of the source; clipboard text cannot hold this character


def from_html(source: str, before: Sequence[ItemInput] = (), wants_picture: Callable[[str], bool] = lambda address: False) -> list[Draft]:
    """The blocks of an HTML text, without ids.

    `before`: the list items that stand before the place, so that numbers go on or begin anew as they should. A picture that `wants_picture` says yes
    to is a figure whose only attributes are `PICTURE_ADDRESS` and its alternative text; others are left out, as are those in tables.
    """
    reader = _Reader(wants_picture)
    reader.feed(_fragment(source))
    reader.close()
    reader.flush()
    return _numbered(reader.found, before)


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
    lines = richtext.clean(source).replace("\u2028", "\n").replace("\u2029", "\n").removesuffix("\n").split("\n")
    if not recognise or len(lines) == 1:
        return [Draft("", BlockKind.PARAGRAPH, richtext.plain(line)) for line in lines]
    cells = [line.split("\t") for line in lines]
    if len(cells[0]) > 1 and len({len(row) for row in cells}) == 1:
        return [table(cells)]
    found: list[Draft | _Item] = []
    for line in lines:
        if line.strip():
            found.append(_recognised(line) or Draft("", BlockKind.PARAGRAPH, richtext.plain(line.strip(" \u3000\t"))))
    return _numbered(found, before)


def table(cells: Sequence[Sequence[str]]) -> Draft:
    """A table whose first line is the head."""
    columns = [{"label": label} for label in cells[0]]
    return Draft("", BlockKind.TABLE, (), {"columns": columns, "rows": [list(row) for row in cells[1:]]})


@dataclass(slots=True)
class _Item:
    """A list item with the number it had; None goes on counting."""

    style: str
    level: int
    number: int | None
    text: Text


def _recognised(line: str) -> _Item | None:
    text = line.lstrip(" \u3000\t")
    item = lists.recognise(text)
    if item is None or item[0] == lists.NESTED:  # 4.1 at a line's start is rather a heading's number
        return None
    return _Item(item[0], 0, item[1], richtext.plain(item[2]))


def _numbered(found: Sequence[Draft | _Item], before: Sequence[ItemInput]) -> list[Draft]:
    """The items with a wished number only where counting on would give another one."""
    inputs = list(before)
    result: list[Draft] = []
    for item in found:
        if isinstance(item, Draft):
            result.append(item)
            continue
        expected = lists.labels([*inputs, ItemInput(item.style, item.level)])[-1].value
        start = item.number if item.number is not None and item.number != expected and not LIST_STYLES[item.style].is_bullet else None
        inputs.append(ItemInput(item.style, item.level, start))
        result.append(Draft("", BlockKind.LIST_ITEM, item.text, lists.item_attributes(item.style, item.level, start)))
    return result


@dataclass(slots=True)
class _List:
    """An open ul or ol and the number of its next item."""

    ordered: bool
    next: int


@dataclass(slots=True)
class _Table:
    """An open table: its lines of cells, and whether the first one is a head."""

    lines: list[list[tuple[Text, int, int]]] = field(default_factory=list)
    headed: bool = False


class _Reader(HTMLParser):
    """Walks through the tags with a stack of formats. A paragraph's runs are gathered until something ends it."""

    def __init__(self, wants_picture: Callable[[str], bool]) -> None:
        super().__init__(convert_charrefs=True)
        self._wants_picture = wants_picture
        self.found: list[Draft | _Item] = []
        self._open: list[tuple[str, Run, str | None]] = []  # tag, format of the text in it, role of the paragraphs in it
        self._skipped = 0
        self._runs: list[Run] = []
        self._lists: list[_List] = []
        self._kind: tuple[str, Any] = ("paragraph", None)
        self._tables: list[_Table] = []
        self._outer: list[tuple[list[Draft | _Item], list[Run]]] = []  # what was being gathered around an open cell
        self._label: list[str] | None = None  # the printed label of a Word list item, while it is read
        self._label_depth = 0
        self._word_item: tuple[int, str] | None = None

    # --- tags ---

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._skipped or tag in _SKIPPED:
            self._skipped += tag in _SKIPPED
            return
        given = {name: value or "" for name, value in attrs}
        style = _style(given.get("style", ""))
        if tag == "br":
            self._runs.append(Run(_BREAK))
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

    def _picture(self, given: Mapping[str, str]) -> None:
        if self._outer or not self._wants_picture(given.get("src", "")):
            return
        self.flush()
        alternative = " ".join(given.get("alt", "").split())
        self.found.append(Draft("", BlockKind.FIGURE, (), {PICTURE_ADDRESS: given["src"]} | ({"alternative": alternative} if alternative else {})))

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
            self._lists.append(_List(tag == "ol", _number(given.get("start", ""), 1)))
        elif tag == "li" and self._lists:
            current = self._lists[-1]
            current.next = _number(given.get("value", ""), current.next)
            self._kind = ("item", current.next if current.ordered else None)
            current.next += 1
        elif tag in _HEADINGS:
            self._kind = ("heading", None)
        elif tag == "table":
            self._tables.append(_Table())
        elif tag == "tr" and self._tables:
            self._tables[-1].lines.append([])
        elif tag in ("td", "th") and self._tables:
            self._open_cell(tag, given)
        elif self._kind[0] == "paragraph":
            level = re.search(r"level(\d)", style.get("mso-list", ""))
            if level:
                self._word_item = (int(level[1]) - 1, "")

    def _format(self, tag: str, given: Mapping[str, str], style: Mapping[str, str]) -> Run:
        form = replace(self._current(), **_TAG_FLAGS.get(tag, {}))  # type: ignore[arg-type]
        if tag == "a" and _SAFE_LINK.fullmatch(given.get("href", "").strip()):
            form = replace(form, link=given["href"].strip())
        if tag in ("td", "th"):
            return replace(form, bold=False)
        return replace(form, **_style_flags(style))  # type: ignore[arg-type]

    def _role(self, tag: str, given: Mapping[str, str], style: Mapping[str, str]) -> str | None:
        align = style.get("text-align", given.get("align", "")).lower() if tag in _STRUCTURE else ""
        if tag == "center" or align == "center":
            return ParagraphRole.SLOGAN.value
        if align in ("right", "end"):
            return ParagraphRole.SIGNATURE.value
        if tag == "blockquote":
            return ParagraphRole.QUOTE.value
        return None if tag in ("td", "th") or align else self._open[-1][2] if self._open else None

    def _current(self) -> Run:
        return self._open[-1][1] if self._open else Run("")

    def handle_endtag(self, tag: str) -> None:
        if self._skipped:
            self._skipped -= tag in _SKIPPED
            return
        if not any(name == tag for name, _, _ in self._open):
            return
        if tag in _STRUCTURE:
            self.flush()
        while self._open:
            name, _, _ = self._open.pop()
            if self._label is not None and len(self._open) < self._label_depth:
                self._word_item = (self._word_item[0] if self._word_item else 0, "".join(self._label))
                self._label = None
            self._close(name)
            if name == tag:
                break

    def _close(self, tag: str) -> None:
        if tag in ("ul", "ol") and self._lists:
            self._lists.pop()
        elif tag in _HEADINGS or tag == "li":
            self._kind = ("paragraph", None)
        elif tag in ("td", "th") and self._outer:
            self._close_cell()
        elif tag == "table" and self._tables:
            self._close_table(self._tables.pop())

    def handle_data(self, data: str) -> None:
        if self._skipped:
            return
        if self._label is not None:
            self._label.append(data)
        elif not any(name == "table" for name, _, _ in self._open[-1:]) and not (
            self._open and self._open[-1][0] in ("tr", "tbody", "thead", "ul", "ol")
        ):
            self._runs.append(replace(self._current(), text=richtext.clean(data)))

    # --- paragraphs ---

    def flush(self) -> None:
        """End the paragraph that is being gathered."""
        text = _tidy(self._runs)
        self._runs = []
        word_item, self._word_item = self._word_item, None
        if not text:
            return
        kind, value = self._kind
        role = self._open[-1][2] if self._open else None
        if kind == "heading":
            self.found.append(Draft("", BlockKind.HEADING, richtext.normalise(replace(run, bold=False) for run in text)))
        elif kind == "item":
            depth = len(self._lists) - 1
            style = "decimal-comma" if value is not None else "bullet"
            self.found.append(_Item(style, min(max(depth, 0), lists.MAXIMUM_LEVEL), value, text))
            self._kind = ("paragraph", None)  # what follows in the same item is explanation
        elif word_item is not None and word_item[1].strip():
            self.found.append(_word_list_item(*word_item, text))
        else:
            typed = None if role else _recognised(richtext.text_of(text))
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
        if tag == "th" and len(current.lines) == 1:
            current.headed = True
        spans = tuple(min(max(_number(given.get(name, ""), 1), 1), _MAXIMUM_SPAN) for name in ("rowspan", "colspan"))
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
                line[-1] = (_flat(inside[0]), line[-1][1], line[-1][2])

    def _close_table(self, closed: _Table) -> None:
        lines = [line for line in closed.lines if line]
        if not lines:
            return
        if len(lines) == 1 and len(lines[0]) == 1:  # a frame for layout, no table
            if lines[0][0][0]:
                self.found.append(Draft("", BlockKind.PARAGRAPH, lines[0][0][0]))
            return
        self.found.append(_table_draft(lines))


def _table_draft(lines: Sequence[Sequence[tuple[Text, int, int]]]) -> Draft:
    """A table from lines of cells with their spans; the first line is the head."""
    grid: dict[tuple[int, int], Text] = {}
    covered: set[tuple[int, int]] = set()
    spans: list[list[int]] = []
    for row, line in enumerate(lines):
        column = 0
        for text, height, width in line:
            while (row, column) in covered:
                column += 1
            height = min(height, len(lines) - row)
            covered |= {(y, x) for y in range(row, row + height) for x in range(column, column + width)}
            grid[row, column] = text
            if height * width > 1 and row:
                spans.append([row - 1, column, height, width])
            column += width
    size = max(column for _, column in covered) + 1
    columns = [{"label": richtext.text_of(grid.get((0, column), ()))} for column in range(size)]
    rows = [[_cell(grid.get((row, column), ())) for column in range(size)] for row in range(1, len(lines))]
    attributes: dict[str, Any] = {"columns": columns, "rows": rows}
    if spans:
        attributes["spans"] = spans
    return Draft("", BlockKind.TABLE, (), attributes)


def _cell(text: Text) -> str | list[Any]:
    return richtext.text_of(text) if all(run.is_plain for run in text) else richtext.to_json(text)


def _flat(inner: Draft) -> Text:
    """A table inside a cell as lines of text."""
    rows = [[column["label"] for column in inner.attributes["columns"]], *inner.attributes["rows"]]
    lines = [" ".join(cell if isinstance(cell, str) else richtext.text_of(richtext.from_json(cell)) for cell in row) for row in rows]
    return richtext.plain("\n".join(line.strip() for line in lines if line.strip()))


def _word_list_item(level: int, label: str, text: Text) -> _Item:
    """A list item of Word or WPS: its label is printed text, Wingdings letters for bullets."""
    label = _BLANKS.sub("", label)
    read = lists.recognise(f"{label} x") or lists.recognise(label.translate(str.maketrans("()", "（）")) + " x")
    if read is None:
        return _Item("bullet", min(level, lists.MAXIMUM_LEVEL), None, text)
    return _Item(read[0], min(level, lists.MAXIMUM_LEVEL), read[1], text)


# --- styles ----------------------------------------------------------------------------------------------------------------------------------


def _style(source: str) -> dict[str, str]:
    pairs = (part.partition(":") for part in source.split(";"))
    return {name.strip().lower(): value.strip() for name, _, value in pairs if value.strip()}


def _style_flags(style: Mapping[str, str]) -> dict[str, bool]:
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


def _number(source: str, default: int) -> int:
    return int(source) if re.fullmatch(r"\d{1,4}", source.strip()) else default


def _tidy(runs: Sequence[Run]) -> Text:
    """The runs of a paragraph with blanks as a browser would show them: collapsed, none at its ends."""
    text = "".join(run.text for run in runs)
    if not text.strip(" \t\r\n\f\u00a0\u3000" + _BREAK):
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
        text = _BLANKS.sub(" ", kept).replace(_BREAK, "\n")
        if result and result[-1].text.endswith((" ", "\n")) and text.startswith(" "):
            text = text[1:]
        if text:
            result.append(replace(run, text=text))
    while result and not result[0].text.strip(" \n\u3000"):
        result.pop(0)
    while result and not result[-1].text.strip(" \n"):
        result.pop()
    if result:
        result[0] = replace(result[0], text=result[0].text.lstrip(" \n\u3000"))
        result[-1] = replace(result[-1], text=result[-1].text.rstrip(" \n"))
    return result
