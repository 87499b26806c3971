"""A library as JSON: everything it holds, for other programs, for safe keeping, and for comparing two libraries.

Owns the form and its checking. The object has these members, and no others:

    "format": "qi-desktop library", "version": 1
    "company": {…}                    the fields of core.model.Company
    "reports", "chapters", "blocks"   lists of objects with the fields of Report, Chapter, Block, sorted by id;
                                      a block's "text" is the list of core.richtext, its "attributes" an object
    "rows"                            register rows: Row, "values" an object of column → text
    "assets"                          Asset, and "data": the bytes in base64
    "styles"                          Style; the member is missing when there are none, as in files of versions that had no own style sheets
    "fields"                          Field, "query" an object (see core.queries); missing as well when there are none
    "registers"                       OwnRegister, "declaration" an object (see core.registers); missing as well when there are none
    "dismissals"                      Dismissal: findings of the checks that stand for a reason; missing as well when there are none

The history, the records of exports and the snapshots are not part of it: they belong to the one file in which they were written.
`parse(make(x)) == x`. A snapshot's content has the same form without the bytes of assets, which stay in the library.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields
from enum import StrEnum
from typing import Any, TypeVar

from qi_desktop.core import attributes, identifiers, outline, ranks, richtext
from qi_desktop.core.errors import ContentError
from qi_desktop.core.messages import Message, message
from qi_desktop.core.model import (
    Asset,
    Block,
    BlockKind,
    Chapter,
    ChapterStatus,
    Company,
    Dismissal,
    Field,
    Matter,
    OwnRegister,
    Report,
    ReportStatus,
    Requirement,
    Row,
    Style,
)
from qi_desktop.core.records import dataclass

FORMAT = "qi-desktop library"
VERSION = 1

_ENUMS: Mapping[tuple[type[Any], str], type[StrEnum]] = {
    (Report, "status"): ReportStatus,
    (Chapter, "matter"): Matter,
    (Chapter, "status"): ChapterStatus,
    (Chapter, "requirement"): Requirement,
    (Block, "kind"): BlockKind,
}
_LISTS: Mapping[str, type[Any]] = {
    "reports": Report,
    "chapters": Chapter,
    "blocks": Block,
    "rows": Row,
    "assets": Asset,
    "styles": Style,
    "fields": Field,
    "registers": OwnRegister,
    "dismissals": Dismissal,
}
_LATER = frozenset({"styles", "fields", "registers", "dismissals"})
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class LibraryContents:
    """Everything a library holds. `data` is the bytes of each asset by its SHA-256."""

    company: Company
    reports: Sequence[Report]
    chapters: Sequence[Chapter]
    blocks: Sequence[Block]
    rows: Sequence[Row]
    assets: Sequence[Asset]
    data: Mapping[str, bytes]
    styles: Sequence[Style] = ()
    fields: Sequence[Field] = ()
    registers: Sequence[OwnRegister] = ()
    dismissals: Sequence[Dismissal] = ()


# --- writing ---------------------------------------------------------------------------------------------------------------------------------


def make(contents: LibraryContents, with_data: bool = True) -> str:
    """The JSON text of a library: two equal libraries give the same text. `with_data` False leaves out the bytes of assets."""
    lists = {name: sorted((_object(item) for item in getattr(contents, name)), key=lambda item: str(item["id"])) for name in _LISTS}
    for name in _LATER:
        if not lists[name]:
            del lists[name]
    for asset in lists["assets"] if with_data else ():
        asset["data"] = base64.b64encode(contents.data[asset["sha256"]]).decode("ascii")
    whole = {"format": FORMAT, "version": VERSION, "company": _object(contents.company), **lists}
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


def _object(entity: Any) -> dict[str, Any]:
    result: dict[str, Any] = {}
    for item in fields(entity):
        value = getattr(entity, item.name)
        if item.name == "text":
            value = richtext.to_json(value)
        elif isinstance(value, Mapping):
            value = _sorted(value)
        result[item.name] = value
    return result


def _sorted(value: Any) -> Any:
    """The value with the members of every object in order."""
    if isinstance(value, Mapping):
        return {key: _sorted(value[key]) for key in sorted(value)}
    return [_sorted(item) for item in value] if isinstance(value, list | tuple) else value


# --- reading ---------------------------------------------------------------------------------------------------------------------------------


def parse(text: str, with_data: bool = True) -> LibraryContents:
    """The contents of a JSON text; `with_data` as for `make`. Raises ContentError, saying where, for anything of another shape."""
    try:
        whole = json.loads(text, parse_constant=_refuse_constant)
    except (ValueError, RecursionError) as error:
        raise ContentError(message("The file is not JSON ({detail}); choose a file that “dump” wrote.", detail=error)) from error
    if not isinstance(whole, dict) or whole.get("format") != FORMAT:
        raise ContentError(message("The file does not hold a library; choose a file that “dump” wrote."))
    version = whole.get("version")
    _expect(type(version) is int and version > 0, "/version")
    if version != VERSION:
        raise ContentError(message("The file was written by a newer version of this program; install that version to load it."))
    _expect(whole.keys() | _LATER == {"format", "version", "company", *_LISTS}, "/")
    lists = {name: _entities(whole.get(name, []), kind, f"/{name}", with_data) for name, kind in _LISTS.items()}
    data = {}
    for asset, item in zip(lists["assets"], whole["assets"], strict=True) if with_data else ():
        content = _bytes(item["data"], f"/assets/{asset.id}/data")
        _expect(fits(asset, content), f"/assets/{asset.id}/sha256")
        data[asset.sha256] = content
    contents = LibraryContents(_entity(whole["company"], Company, "/company"), **lists, data=data)
    _check_references(contents)
    return contents


def fits(asset: Asset, data: bytes) -> bool:
    """True if the bytes are those that the asset was made of."""
    return len(data) == asset.size and hashlib.sha256(data).hexdigest() == asset.sha256


def _refuse_constant(name: str) -> float:
    raise ValueError(name)  # NaN and infinities are Python's, not JSON's


def _entities(items: Any, kind: type[_T], place: str, with_data: bool) -> list[_T]:
    _expect(isinstance(items, list), place)
    extra = frozenset({"data"}) if kind is Asset and with_data else frozenset()
    found = [_entity(item, kind, f"{place}/{index}", extra) for index, item in enumerate(items)]
    _expect(len({item.id for item in found}) == len(found), f"{place}/id")  # type: ignore[attr-defined]
    return found


def _entity(item: Any, kind: type[_T], place: str, extra: frozenset[str] = frozenset()) -> _T:
    names = {field.name: str(field.type) for field in fields(kind)}  # type: ignore[arg-type]
    _expect(isinstance(item, dict) and item.keys() == names.keys() | extra, place)
    values: dict[str, Any] = {}
    for name, type_name in names.items():
        value = item[name]
        if name == "text":
            values[name] = _text(value, f"{place}/text")
        elif (kind, name) in _ENUMS:
            enum = _ENUMS[kind, name]
            _expect(isinstance(value, str) and value in set(enum), f"{place}/{name}")
            values[name] = enum(value)
        elif name in _OBJECTS:
            values[name] = _plain_object(value, _OBJECTS[name], f"{place}/{name}")
        elif name == "values":
            _expect(isinstance(value, dict) and all(isinstance(cell, str) for cell in value.values()), f"{place}/{name}")
            values[name] = {richtext.clean(column): richtext.clean(cell) for column, cell in value.items()}
        else:
            _expect(type(value) is (int if type_name == "int" else str), f"{place}/{name}")
            _expect(type(value) is not int or abs(value) < 2**53, f"{place}/{name}")
            _expect(name != "id" or identifiers.is_id(value), f"{place}/id")
            _expect(name != "rank" or ranks.is_rank(value), f"{place}/rank")
            values[name] = richtext.clean(value) if isinstance(value, str) else value
    return kind(**values)


def _text(value: Any, place: str) -> richtext.Text:
    try:
        return richtext.from_json(value)
    except ContentError as error:
        raise ContentError(_wrong(place)) from error


_OBJECTS = {"attributes": attributes.checked, **dict.fromkeys(("settings", "query", "declaration"), attributes.plain_object)}


def _plain_object(value: Any, check: Callable[[Any], dict[str, Any]], place: str) -> dict[str, Any]:
    try:
        return check(value)
    except ContentError as error:
        raise ContentError(_wrong(place)) from error


def _bytes(value: Any, place: str) -> bytes:
    _expect(isinstance(value, str), place)
    try:
        return base64.b64decode(value, validate=True)
    except (binascii.Error, ValueError) as error:
        raise ContentError(_wrong(place)) from error


def _check_references(contents: LibraryContents) -> None:
    reports = {report.id for report in contents.reports}
    chapters = {chapter.id: chapter for chapter in contents.chapters}
    rows = {row.id: row for row in contents.rows}
    for chapter in contents.chapters:
        _expect(chapter.report_id in reports, f"/chapters/{chapter.id}/report_id")
        if chapter.parent_id:
            parent = chapters.get(chapter.parent_id)
            _expect(parent is not None and parent.report_id == chapter.report_id, f"/chapters/{chapter.id}/parent_id")
    for block in contents.blocks:
        _expect(block.chapter_id in chapters, f"/blocks/{block.id}/chapter_id")
    for row in contents.rows:
        _expect(not row.report_id or row.report_id in reports, f"/rows/{row.id}/report_id")
        _expect(not row.parent_id or row.parent_id in rows, f"/rows/{row.id}/parent_id")
    for dismissal in contents.dismissals:
        _expect(dismissal.report_id in reports, f"/dismissals/{dismissal.id}/report_id")
    for name, parents in (
        ("chapters", {chapter.id: chapter.parent_id for chapter in contents.chapters}),
        ("rows", {row.id: row.parent_id for row in contents.rows}),
    ):
        for identifier in sorted(outline.rings(parents)):
            raise ContentError(_wrong(f"/{name}/{identifier}/parent_id"))


def _expect(condition: bool, place: str) -> None:
    if not condition:
        raise ContentError(_wrong(place))


def _wrong(place: str) -> Message:
    return message("The file's data have a wrong form at {place}; export them again with “dump” and load that file.", place=place)
