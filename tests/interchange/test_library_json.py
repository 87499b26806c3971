"""A library as JSON: a faithful form, and a strict reader."""

from __future__ import annotations

import base64
import copy
import hashlib
import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qi_desktop.core.errors import ContentError
from qi_desktop.core.model import Asset, Block, BlockKind, Chapter, Company, Report, Row
from qi_desktop.core.richtext import Run
from qi_desktop.interchange import library_json
from qi_desktop.interchange.library_json import LibraryContents
from tests.strategies import json_values, libraries

PICTURE = b"\x89PNG picture"
DIGEST = hashlib.sha256(PICTURE).hexdigest()
GOOD = LibraryContents(
    Company("c" * 12, name="某仪表有限公司", logo="f" * 12),
    [Report("r" * 12, 2025, "质量诚信报告")],
    [Chapter("a" * 12, "r" * 12, "", "V", "一"), Chapter("b" * 12, "r" * 12, "a" * 12, "V", "二", deleted="2025-01-01")],
    [Block("d" * 12, "a" * 12, "V", BlockKind.TABLE, (Run("表"), Run("m", superscript=True)), {"rows": [["x"]], "labels": {"b": "1", "a": "2"}})],
    [Row("e" * 12, "facts", "r" * 12, "", "V", {"name": "产值"}), Row("g" * 12, "facts", "", "e" * 12, "W")],
    [Asset("f" * 12, "标志.png", "image/png", DIGEST, len(PICTURE), 1, 1)],
    {DIGEST: PICTURE},
)


def whole() -> Any:
    return json.loads(library_json.make(GOOD))


def normal(contents: LibraryContents) -> LibraryContents:
    """The contents with everything in the order of a dump."""
    return replace(
        contents,
        reports=sorted(contents.reports, key=lambda item: item.id),
        chapters=sorted(contents.chapters, key=lambda item: item.id),
        blocks=sorted(contents.blocks, key=lambda item: item.id),
        rows=sorted(contents.rows, key=lambda item: item.id),
        assets=sorted(contents.assets, key=lambda item: item.id),
        styles=sorted(contents.styles, key=lambda item: item.id),
        fields=sorted(contents.fields, key=lambda item: item.id),
        registers=sorted(contents.registers, key=lambda item: item.id),
        dismissals=sorted(contents.dismissals, key=lambda item: item.id),
    )


@given(libraries())
def test_reading_gives_back_what_was_written(contents: LibraryContents) -> None:
    text = library_json.make(contents)
    assert library_json.parse(text) == normal(contents)
    assert library_json.make(library_json.parse(text)) == text


@given(libraries(), st.randoms())
def test_two_equal_libraries_give_the_same_text_whatever_their_order(contents: LibraryContents, random: Any) -> None:
    def shuffled(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: shuffled(item) for key, item in random.sample(list(value.items()), len(value))}
        return [shuffled(item) for item in value] if isinstance(value, list) else value

    other = replace(
        contents,
        chapters=random.sample(list(contents.chapters), len(contents.chapters)),
        blocks=[replace(block, attributes=shuffled(dict(block.attributes))) for block in reversed(contents.blocks)],
        rows=[replace(row, values=shuffled(dict(row.values))) for row in reversed(contents.rows)],
    )
    assert library_json.make(other) == library_json.make(contents)


@given(libraries())
def test_the_text_is_json_that_other_programs_can_read(contents: LibraryContents) -> None:
    text = library_json.make(contents)
    text.encode("utf-8")

    def refuse(name: str) -> None:
        raise AssertionError(name)

    value = json.loads(text, parse_constant=refuse)
    assert list(value) == [
        "format",
        "version",
        "company",
        "reports",
        "chapters",
        "blocks",
        "rows",
        "assets",
        *(["styles"] if contents.styles else []),
        *(["fields"] if contents.fields else []),
        *(["registers"] if contents.registers else []),
        *(["dismissals"] if contents.dismissals else []),
    ]


def test_the_form_is_as_documented() -> None:
    value = whole()
    assert (value["format"], value["version"]) == ("qi-desktop library", 1)
    assert value["blocks"][0]["text"] == ["表", {"text": "m", "superscript": True}]
    assert list(value["blocks"][0]["attributes"]["labels"]) == ["a", "b"]
    assert value["rows"][0]["values"] == {"name": "产值"}
    assert base64.b64decode(value["assets"][0]["data"]) == PICTURE


def paths(value: Any, place: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The places of all values inside a JSON value."""
    found = [place]
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, item in items:
        found += paths(item, (*place, key))
    return found


PATHS = [place for place in paths(whole()) if place]
odd_values = st.one_of(
    json_values,
    st.sampled_from([[], {}, "", "0" * 12, "a" * 12, "V", "V0", 2**70, -1, True, "\ud800", "\x00", [[]], {"text": "x"}, float("nan"), float("inf")]),
)


@given(st.lists(st.tuples(st.sampled_from(PATHS), st.sampled_from(["set", "delete", "double", "rename"]), odd_values), min_size=1, max_size=3))
def test_a_dump_that_was_tampered_with_is_read_or_refused_but_nothing_else(changes: list[tuple[tuple[Any, ...], str, Any]]) -> None:
    value = whole()
    for place, act, odd in changes:
        target: Any = value
        try:
            for key in place[:-1]:
                target = target[key]
            tamper(target, place[-1], act, odd)
        except (KeyError, IndexError, TypeError):
            continue  # an earlier change took the place away
    contents = accepted(json.dumps(value))
    if contents is not None:
        assert library_json.parse(library_json.make(contents)) == normal(contents), "what is taken over can be written again"


def accepted(text: str) -> LibraryContents | None:
    """The contents of a text, or None if it was refused as it may be; any other error goes on."""
    try:
        return library_json.parse(text)
    except ContentError:
        return None


def tamper(target: Any, key: Any, act: str, odd: Any) -> None:
    if act == "set":
        target[key] = odd
    elif act == "delete":
        del target[key]
    elif act == "double" and isinstance(target, list):
        target.append(copy.deepcopy(target[key]))
    elif isinstance(target, dict):
        target[f"{key}x"] = target.pop(key)


def change(*place: Any, to: Any) -> Callable[[Any], None]:
    def act(value: Any) -> None:
        for key in place[:-1]:
            value = value[key]
        value[place[-1]] = to

    return act


@pytest.mark.parametrize(
    ("act", "place"),
    [
        (change("version", to=True), "/version"),
        (change("version", to="1"), "/version"),
        (change("version", to=0), "/version"),
        (change("extra", to=1), "/"),
        (change("company", to=[]), "/company"),
        (change("company", "id", to="x"), "/company/id"),
        (change("company", "name", to=None), "/company/name"),
        (change("reports", to={}), "/reports"),
        (change("reports", 0, "year", to=True), "/reports/0/year"),
        (change("reports", 0, "year", to=2**60), "/reports/0/year"),
        (change("reports", 0, "status", to="secret"), "/reports/0/status"),
        (change("reports", 0, "status", to=[]), "/reports/0/status"),
        (change("chapters", 0, "rank", to="一"), "/chapters/0/rank"),
        (change("chapters", 0, "rank", to=""), "/chapters/0/rank"),
        (change("chapters", 0, "report_id", to="0" * 12), f"/chapters/{'a' * 12}/report_id"),
        (change("chapters", 0, "parent_id", to="0" * 12), f"/chapters/{'a' * 12}/parent_id"),
        (change("chapters", 0, "parent_id", to="b" * 12), f"/chapters/{'a' * 12}/parent_id"),
        (change("chapters", 1, "id", to="a" * 12), "/chapters/id"),
        (change("blocks", 0, "text", to="x"), "/blocks/0/text"),
        (change("blocks", 0, "attributes", to=[]), "/blocks/0/attributes"),
        (change("blocks", 0, "attributes", "rows", to=[1]), "/blocks/0/attributes"),
        (change("blocks", 0, "chapter_id", to=""), f"/blocks/{'d' * 12}/chapter_id"),
        (change("rows", 0, "values", "name", to=1), "/rows/0/values"),
        (change("rows", 0, "report_id", to="x"), f"/rows/{'e' * 12}/report_id"),
        (change("rows", 0, "parent_id", to="g" * 12), f"/rows/{'e' * 12}/parent_id"),
        (change("assets", 0, "data", to="***"), f"/assets/{'f' * 12}/data"),
        (change("assets", 0, "data", to="图"), f"/assets/{'f' * 12}/data"),
        (change("assets", 0, "data", to=""), f"/assets/{'f' * 12}/sha256"),
        (change("assets", 0, "size", to=3), f"/assets/{'f' * 12}/sha256"),
    ],
)
def test_what_is_wrong_is_told_by_its_place(act: Callable[[Any], None], place: str) -> None:
    value = whole()
    act(value)
    with pytest.raises(ContentError) as caught:
        library_json.parse(json.dumps(value))
    assert f" {place};" in str(caught.value)


def test_a_chapter_of_one_report_never_stands_below_a_chapter_of_another() -> None:
    value = whole()
    value["reports"].append({**value["reports"][0], "id": "s" * 12, "year": 2024})
    value["chapters"][1]["report_id"] = "s" * 12
    with pytest.raises(ContentError, match="parent_id"):
        library_json.parse(json.dumps(value))


def test_a_newer_form_is_told_as_one() -> None:
    value = whole()
    value["version"] = 2
    with pytest.raises(ContentError, match="newer version"):
        library_json.parse(json.dumps(value))


@pytest.mark.parametrize(
    "text", ["", "x", "[]", "1", "null", '{"format": 1}', "{" * 10_000, "[" * 100_000, '{"a": NaN}', '{"a": ' + "9" * 5000 + "}"]
)
def test_what_is_no_library_is_told_as_such(text: str) -> None:
    with pytest.raises(ContentError) as caught:
        library_json.parse(text)
    assert "\n" not in str(caught.value)


def test_texts_are_cleaned_on_the_way_in() -> None:
    value = whole()
    value["company"]["name"] = "a\x00b\ud800"
    value["rows"][0]["values"] = {"n\x00": "\ufffe1\r\n"}
    value["blocks"][0]["attributes"]["note"] = "\x0b注"
    contents = library_json.parse(json.dumps(value))
    assert contents.company.name == "ab"
    assert contents.rows[0].values == {"n": "1\n"}
    assert contents.blocks[0].attributes["note"] == "注"


def test_a_deep_tree_is_read_quickly() -> None:
    names = [f"{index:012d}" for index in range(10_000)]
    deep = [Chapter(name, "r" * 12, names[index + 1] if index + 1 < len(names) else "", "V", "") for index, name in enumerate(names)]
    contents = replace(GOOD, chapters=deep, blocks=[])
    assert len(library_json.parse(library_json.make(contents)).chapters) == 10_000
