"""Formatted text: what a paragraph, a list item or a caption is made of.

Owns `Run` and its JSON. A text is a tuple of runs in reading order; neighbours never have the same format (see `normalise`), no run is empty.
Knows nothing of Qt, Word or PDF: those translate runs, each in its own module.

JSON: a list; a run without format is a plain string, any other an object such as `{"text": "m", "superscript": true}`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields, replace
from operator import attrgetter
from typing import Any

from qi_desktop.core.errors import ContentError
from qi_desktop.core.messages import message
from qi_desktop.core.records import dataclass

WITH_TITLE, PAGE = "title", "page"
FLAGS = ("bold", "italic", "underline", "superscript", "subscript")

# XML 1.0 (fifth edition) §2.2 allows none of these, so they may not enter a text that becomes a Word file; lone surrogates cannot be stored as UTF-8.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text with one format.

    `link` is a web or mail address the text leads to. `field` names a value (see `core.fields`); `text` then holds what was last shown.
    `reference` is the id of the chapter, table or figure whose number stands here; `text` then holds what was last shown. `shows` is `WITH_TITLE` if
    its title follows the number, `PAGE` if its page stands here instead.
    `footnote` is the text of a note; such a run has an empty `text`.
    """

    text: str
    bold: bool = False
    italic: bool = False
    underline: bool = False
    superscript: bool = False
    subscript: bool = False
    link: str = ""
    field: str = ""
    reference: str = ""
    shows: str = ""
    footnote: str = ""

    @property
    def is_plain(self) -> bool:
        """True if the run has no format and stands for nothing but its text."""
        return not any(_FORMAT_OF(self))

    @property
    def is_atom(self) -> bool:
        """True if the run stands for one thing and must not be split: a field, a reference or a footnote."""
        return bool(self.field or self.reference or self.footnote)

    def same_format(self, other: Run) -> bool:
        """True if both runs look the same, so that they can be one."""
        return bool(_FORMAT_OF(self) == _FORMAT_OF(other))


Text = tuple[Run, ...]

_FORMAT_OF = attrgetter(*(item.name for item in fields(Run) if item.name != "text"))

_NAMES = ("link", "field", "reference", "shows", "footnote")


def clean(text: str) -> str:
    """The text without characters that neither the library nor a Word file can hold; line ends become `\\n`."""
    if text.isprintable():  # most texts, told at once: none of the forbidden characters is printable
        return text
    return _FORBIDDEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def are_clean(values: Sequence[Any]) -> bool:
    """True if all values are texts that `clean` leaves as they are: told at once, as it is so for nearly all lines of tables."""
    try:
        return "".join(values).isprintable()
    except TypeError:
        return False


def plain(text: str) -> Text:
    """A text of one run without format."""
    text = clean(text)
    return (Run(text),) if text else ()


def text_of(runs: Iterable[Run]) -> str:
    """The characters of the runs, without their formats."""
    return "".join(run.text for run in runs)


def count_notes(value: Any) -> int:
    """How many footnotes a text has; also in the JSON of texts that stand anywhere inside a block's attributes."""
    if isinstance(value, Run):
        return 1 if value.footnote else 0
    if isinstance(value, Mapping):
        return (1 if value.get("footnote") else 0) + sum(count_notes(part) for part in value.values())
    return sum(count_notes(part) for part in value) if isinstance(value, list | tuple) else 0


def normalise(runs: Iterable[Run]) -> Text:
    """Join neighbours of one format and drop empty runs. Atoms stay apart, even two equal ones."""
    result: list[Run] = []
    for run in runs:
        run = _clean_run(run)
        if not run.text and not run.is_atom:
            continue
        if result and not run.is_atom and not result[-1].is_atom and result[-1].same_format(run):
            result[-1] = replace(result[-1], text=result[-1].text + run.text)
        else:
            result.append(run)
    return tuple(result)


def _clean_run(run: Run) -> Run:
    whole = run.text + run.link + run.field + run.reference + run.shows + run.footnote
    if clean(whole) == whole:
        return run
    return replace(run, text=clean(run.text), **{name: clean(getattr(run, name)) for name in _NAMES})  # type: ignore[arg-type]


def split(runs: Text, position: int) -> tuple[Text, Text]:
    """Cut a text in two at a character position (0 … length). A cut inside an atom falls behind it."""
    head: list[Run] = []
    tail: list[Run] = []
    at = 0
    for run in runs:
        end = at + len(run.text)
        if end <= position or (at < position and run.is_atom):
            head.append(run)
        elif at >= position:
            tail.append(run)
        else:
            head.append(replace(run, text=run.text[: position - at]))
            tail.append(replace(run, text=run.text[position - at :]))
        at = end
    return normalise(head), normalise(tail)


def join(first: Text, second: Text) -> Text:
    """One text out of two."""
    return normalise((*first, *second))


def to_json(runs: Text) -> list[Any]:
    """The JSON value of a text."""
    return [_run_to_json(run) for run in runs]


def _run_to_json(run: Run) -> str | dict[str, Any]:
    if run.is_plain:
        return run.text
    value: dict[str, Any] = {"text": run.text}
    value.update({flag: True for flag in FLAGS if getattr(run, flag)})
    value.update({name: getattr(run, name) for name in _NAMES if getattr(run, name)})
    return value


def from_json(value: Any) -> Text:
    """The text of a JSON value. Raises ContentError if its shape is wrong."""
    if not isinstance(value, list):
        raise ContentError(message("A text in the file has the wrong form; export the data again and load that file."))
    return normalise(_run_from_json(item) for item in value)


def of_cell(value: Any) -> Text:
    """The text of a table's cell or note, which may be kept as a plain string. Raises ContentError if its shape is wrong."""
    return plain(value) if isinstance(value, str) else from_json(value)


def to_cell(text: Text) -> str | list[Any]:
    """What a cell or note keeps of a text: a plain string where it has neither formats nor fields."""
    return text_of(text) if all(run.is_plain for run in text) else to_json(text)


def _run_from_json(item: Any) -> Run:
    if isinstance(item, str):
        return Run(item)
    known = isinstance(item, dict) and isinstance(item.get("text"), str) and item.keys() <= {"text", *FLAGS, *_NAMES}
    if known and all(item.get(flag, True) is True for flag in FLAGS) and all(isinstance(item.get(name, ""), str) for name in _NAMES):
        return Run(**item)
    raise ContentError(message("A text in the file has the wrong form; export the data again and load that file."))
