"""Outline markup: a report's chapters and blocks as plain text that people can read and write.

Owns the form of `resources/sample/chapters.txt`. One line is one block; blank lines mean nothing. `#` signs give a chapter's level, `| front` and
`| back` its matter. `^ ` centres a line, `> ` sets it right; list markers (1、 1) （1） ① - ● 4.1) make list items, two blanks a level.
`[[figure | …]]`, `[[register | …]]` and `[[page break]]` stand for objects. In a line: **bold**, *italic*, __underline__, ^{superscript},
_{subscript}, [text](address), {company.name}, {原料合格率} for a field of the
library's own, whose name begins with a letter beyond ASCII.

Knows nothing of a library: rows and ids are the reader's business.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from qi_desktop.core import lists
from qi_desktop.core.drafts import Draft, DraftChapter
from qi_desktop.core.errors import ContentError
from qi_desktop.core.lists import ItemInput
from qi_desktop.core.messages import message
from qi_desktop.core.model import BlockKind, Matter, ParagraphRole
from qi_desktop.core.richtext import Run, Text, clean, normalise, to_cell

_HEADING = re.compile(r"(#+)\s+(.*?)(?:\s+\|\s*(front|body|back))?")
_DIRECTIVE = re.compile(r"\[\[(.*)\]\]")
_INLINE = re.compile(
    r"\*\*(?P<bold>.+?)\*\*|__(?P<underline>.+?)__|\*(?P<italic>.+?)\*|\^\{(?P<superscript>.+?)\}|_\{(?P<subscript>.+?)\}"
    r"|\[(?P<label>[^\]]+)\]\((?P<link>[^)\s]+)\)|\{(?P<field>[a-z_]+\.[a-z_]+|[^\x00-\x7f][^{}|\[\].]*)\}"
)
_INDENT = 2


def parse(source: str) -> list[DraftChapter]:
    """The chapters of a text in order. Raises ContentError, naming the line, for text before the first heading or an unknown directive."""
    chapters: list[DraftChapter] = []
    items: list[ItemInput] = []
    matter = Matter.BODY
    for number, line in enumerate(clean(source).split("\n"), 1):
        if not line.strip():
            continue
        if heading := _HEADING.fullmatch(line.strip()):
            level = len(heading[1])
            if level == 1:
                matter = Matter(heading[3] or "body")
            chapters.append(DraftChapter(level, heading[2], matter))
            items = []
        elif not chapters:
            raise ContentError(message("Line {number} stands before the first heading; begin the text with a line such as “# Title”.", number=number))
        else:
            chapters[-1].blocks.append(_block(line.rstrip(), number, items))
    return chapters


def _block(line: str, number: int, items: list[ItemInput]) -> Draft:
    text = line.lstrip(" ")
    if directive := _DIRECTIVE.fullmatch(text):
        return _object(directive[1], number)
    for sign, role in (("^ ", ParagraphRole.SLOGAN), ("> ", ParagraphRole.SIGNATURE)):
        if text.startswith(sign):
            return Draft("", BlockKind.PARAGRAPH, inline(text[len(sign) :]), {"role": role.value})
    if item := lists.recognise(text):
        return _list_item(item, min((len(line) - len(text)) // _INDENT, lists.MAXIMUM_LEVEL), items)
    return Draft("", BlockKind.PARAGRAPH, inline(text))


def _list_item(item: tuple[str, int | None, str], level: int, items: list[ItemInput]) -> Draft:
    style, typed, text = item
    expected = lists.labels([*items, ItemInput(style, level)])[-1].value
    start = typed if typed is not None and typed != expected else None
    items.append(ItemInput(style, level, start))
    attributes: dict[str, Any] = {"style": style}
    if level:
        attributes["level"] = level
    if start is not None:
        attributes["start"] = start
    return Draft("", BlockKind.LIST_ITEM, inline(text), attributes)


def _object(directive: str, number: int) -> Draft:
    name, *parts = (part.strip() for part in directive.split("|"))
    options = {key.strip(): value.strip() for key, _, value in (part.partition("=") for part in parts)}
    if name == "page break":
        return Draft("", BlockKind.PAGE_BREAK)
    caption = inline(options.get("caption", ""))
    if name == "figure":
        attributes: dict[str, Any] = {"alternative": options["alt"]} if options.get("alt") else {}
        if "required" in options:
            attributes["required"] = True
        return Draft("", BlockKind.FIGURE, caption, attributes)
    if name == "register" and options.get("name"):
        attributes = {"register": options["name"]}
        if options.get("columns"):
            attributes["columns"] = [column.strip() for column in options["columns"].split(",")]
        attributes |= {key: options[key] for key in ("parent", "date_format", "show") if options.get(key)}
        if options.get("note"):
            attributes["note"] = to_cell(inline(options["note"]))
        attributes |= {key: dict(_pairs(options[key])) for key in ("where", "labels") if options.get(key)}
        return Draft("", BlockKind.REGISTER_VIEW, caption, attributes)
    raise ContentError(message("Line {number} holds an unknown object “{name}”; use figure, register or page break.", number=number, name=name))


def _pairs(text: str) -> Iterator[tuple[str, str]]:
    for part in text.split(","):
        key, _, value = part.partition(":")
        yield key.strip(), value.strip()


def inline(source: str) -> Text:
    """The runs of a line."""
    return normalise(_runs(source, Run("")))


def _runs(source: str, form: Run) -> Iterator[Run]:
    at = 0
    for match in _INLINE.finditer(source):
        yield replace(form, text=source[at : match.start()])
        at = match.end()
        kind = match.lastgroup or ""
        if kind == "field":
            yield replace(form, text=match[0], field=match["field"])
        elif kind == "link":
            yield from _runs(match["label"], replace(form, link=match["link"]))
        else:
            yield from _runs(match[kind], replace(form, **{kind: True}))  # type: ignore[arg-type]
    yield replace(form, text=source[at:])
