"""Reading a report from plain text: what a person copied out of Word, WPS or a web page and saved as .txt.

Owns what lines mean where nothing is marked: a line is a paragraph, lines that a program broke are one again, lines with tabs are a table. Headings
are told by `headings`. A `#` before a line and `[words](address)`, as Markdown writes them, are understood.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from qi_desktop.core import drafts, richtext
from qi_desktop.core.drafts import CAPTION, Draft, DraftItem
from qi_desktop.core.errors import ContentError
from qi_desktop.core.messages import message
from qi_desktop.core.model import BlockKind
from qi_desktop.core.patterns import pattern
from qi_desktop.core.richtext import Run, Text
from qi_desktop.interchange import headings
from qi_desktop.interchange.chapters import arrange
from qi_desktop.interchange.csv_file import decoded
from qi_desktop.interchange.incoming import FoundHeading, ImportRemark, IncomingReport, Reading

MOST_BYTES = 50 * 2**20
"""A larger file is refused before it is read."""
_LONGEST_CAPTION = 80
_BROKEN_FROM = 12  # characters of a line that may go on in the next
_ENDS = "。；：！？.;:!?”）)"
_HEADING = pattern(r"(#{1,9})\s+(\S.*?)[\s#]*")
_FIGURE = pattern(r"[≥≤＞＜<>约]?\s*[-+]?\d[\d.,/\s-]*\s*[%％‰]?")  # a cell that is no column's name
_LINK = pattern(r"\[([^\]\n]+)\]\(((?:https?://|mailto:)[^)\s]+)\)")


def read_text(path: Path, progress: Callable[[int, int], None] = lambda done, total: None) -> IncomingReport:
    """The report of a text file in UTF-8, UTF-16 or GB18030. Raises ContentError for what is no text."""
    try:
        if path.stat().st_size > MOST_BYTES:
            raise ContentError(message("“{name}” is too large to be read; divide it into several files.", name=path.name))
        text = richtext.clean(decoded(path.read_bytes()))
    except (OSError, UnicodeDecodeError) as error:
        raise ContentError(message("“{name}” is no text that can be read; save it as text in UTF-8 and try again.", name=path.name)) from error
    progress(1, 2)
    return arrange(path.name, _reading(_lines(text)))


def _lines(text: str) -> list[str]:
    return [line.rstrip(" \u3000\r") for line in text.replace("\x0c", "\n").replace("\u2028", "\n").replace("\u2029", "\n").split("\n")]


def _pieces(lines: Sequence[str]) -> list[list[str]]:
    """The lines of the text, those together that one paragraph or table was broken into."""
    filled = sum(1 for line in lines if line.strip())
    is_spaced = len(lines) - filled > filled / 3  # blank lines stand between paragraphs: those without are one
    result: list[list[str]] = []
    is_open = False
    for line in lines:
        if not line.strip():
            is_open = False
        elif is_open and _goes_on(result[-1], line, is_spaced):
            result[-1].append(line)
        else:
            result.append([line])
            is_open = True
    return result


def _goes_on(piece: Sequence[str], line: str, is_spaced: bool) -> bool:
    if "\t" in piece[0].strip():  # a table: its first line has words on both sides of a tab, a further one may begin with empty cells
        return "\t" in line
    before = piece[-1]
    begins = drafts.recognised(line) or headings.cut_number(line.strip())[0] or drafts.caption_number(line.strip()) or line.startswith("#")
    return is_spaced and "\t" not in line and len(before) >= _BROKEN_FROM and before[-1] not in _ENDS and not begins


def _reading(lines: Sequence[str]) -> Reading:
    result = Reading()
    listed, contents = headings.contents(lines)
    pieces = _pieces(["" if place in contents else line for place, line in enumerate(lines)])
    # A table's lines and a broken paragraph cannot be headings.
    first = [piece[0].strip() if len(piece) == 1 else "" for piece in pieces]
    guesses = headings.guess(["" if line.startswith("#") else line for line in first], listed)
    for place, piece in enumerate(pieces):
        marked, guess = _HEADING.fullmatch(first[place]), guesses.get(place)
        if marked:
            label, title = headings.cut_number(marked[2])
            result.content.append(FoundHeading(len(marked[1]), label, richtext.plain(title)))
        elif guess:
            result.content.append(FoundHeading(guess.level, guess.label, richtext.plain(guess.title)))
        else:
            result.content += _block(piece)
    told = sum(isinstance(item, FoundHeading) for item in result.content)
    if told:
        why = message("Headings ({count}) were told by numbers and words; look through the chapters.", count=told)
        result.remarks.append(ImportRemark("guessed headings", "", why))
    if contents:
        why = message("The list of contents is left out ({count} lines); the program makes its own.", count=len(contents))
        result.remarks.append(ImportRemark("contents", "", why))
    filled = sum(1 for line in lines if line.strip())
    result.found = Counter({name: count for name, count in (("lines", filled), ("headings", told), ("contents_lines", len(contents))) if count})
    return result


def _block(piece: list[str]) -> Iterator[Draft | DraftItem]:
    if "\t" in piece[0].strip():
        if len(piece) > 1:
            rows = [[cell.strip() for cell in line.split("\t")] for line in piece]
            width = max(map(len, rows))
            whole = [[*row, *[""] * (width - len(row))] for row in rows]
            has_head = not any(_FIGURE.fullmatch(cell) for cell in whole[0])
            yield drafts.table(whole if has_head else [[""] * width, *whole])
            return
        piece = [" ".join(piece[0].split())]
    line = "".join(_joint(before, after) + after.strip() for before, after in zip(["", *piece], piece, strict=False))
    words = line.strip(" \u3000\t")
    item = drafts.recognised(words)
    caption = drafts.caption_number(words)
    if item:
        item.text = _linked(richtext.text_of(item.text))
        yield item
    elif caption and caption.end() < len(words) <= _LONGEST_CAPTION and words[-1] not in "。；：":
        yield Draft("", BlockKind.PARAGRAPH, richtext.plain(words), {CAPTION: True})
    else:
        yield Draft("", BlockKind.PARAGRAPH, _linked(words))


def _joint(before: str, after: str) -> str:
    """A blank where two Latin words meet at a line's break; Chinese needs none."""
    first, second = before.strip()[-1:], after.strip()[:1]
    return " " if first.isascii() and second.isascii() and first.isalnum() and second.isalnum() else ""


def _linked(words: str) -> Text:
    runs: list[Run] = []
    at = 0
    for match in _LINK.finditer(words):
        runs += [Run(words[at : match.start()]), Run(match[1], link=match[2])]
        at = match.end()
    return richtext.normalise((*runs, Run(words[at:])))
