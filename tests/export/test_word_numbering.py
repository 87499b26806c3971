"""Numbers of headings and lists in Word files: real numbering that prints the labels of the document."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from qi_desktop.core.outline import number_label
from qi_desktop.export.document import Document, Heading, ListItem
from qi_desktop.export.style_sheet import StyleSheet
from tests.export.word_files import BODY, STYLE, document, heading, items, printed_labels, style_of, write

TREE = [(1,), (1, 1), (1, 1, 1), (1, 1, 2), (1, 2), (2,), (2, 1), (2, 1, 1), (3,), *((chapter,) for chapter in range(4, 13)), (12, 1), (12, 1, 1, 1)]


def tree(style: StyleSheet = STYLE) -> Document:
    return document(
        BODY, *(heading(str(counter), f"标题{counter}", counter, label=number_label(counter, style.numbering.levels)) for counter in TREE)
    )


def labels_of(made: Document) -> list[str]:
    return [item.label for item in made.items if isinstance(item, Heading | ListItem)]


def with_levels(*levels: str) -> StyleSheet:
    return replace(STYLE, numbering=replace(STYLE.numbering, levels=levels))


@pytest.mark.parametrize(
    "style",
    [
        STYLE,
        with_levels("{1:chinese}、", "（{2:chinese}）", "{3}."),
        with_levels("{1}", "{1}.{2}", "{1}.{2}.{3}"),
        with_levels("第{1:chinese}章", "第{2:chinese}节", "{1}.{2}.{3}"),
        with_levels("{1:roman}", "{1}-{2}"),
    ],
)
def test_headings_print_the_numbers_that_the_document_computed(style: StyleSheet) -> None:
    made = tree(style)
    assert [label.rstrip(style.numbering.separator) for label, _ in printed_labels(write(made, style))] == labels_of(made)


def test_every_heading_takes_its_number_from_its_style() -> None:
    file = write(tree())
    assert not file.find("//w:body//w:numPr")
    assert {style_of(element) for element in file.paragraphs()} == {"Heading1", "Heading2", "Heading3", "Heading4"}


def test_no_number_is_typed_into_a_heading() -> None:
    assert [text for _, text in printed_labels(write(tree()))] == [f"标题{counter}" for counter in TREE]


def test_a_heading_without_label_has_no_number_and_does_not_count() -> None:
    made = document(BODY, heading("a", "前言"), heading("b", "一", (1,)), heading("c", "附录"), heading("d", "二", (2,)))
    assert printed_labels(write(made)) == [("", "前言"), ("第一章", "一"), ("", "附录"), ("第二章", "二")]


def test_a_chapter_that_jumps_starts_its_own_numbering() -> None:
    made = document(BODY, heading("a", "三", (3,)), heading("b", "三一", (3, 1)), heading("c", "四", (4,)))
    assert [label for label, _ in printed_labels(write(made))] == ["第三章", "3.1", "第四章"]


def test_a_label_that_no_pattern_gives_is_printed_as_it_stands() -> None:
    made = document(BODY, heading("a", "一", (1,)), heading("b", "附", (2,), label="附录 100%1"), heading("c", "三", (3,)))
    found = [label for label, _ in printed_labels(write(made))]
    assert (found[0], found[1].replace("\u200b", ""), found[2]) == ("第一章", "附录 100%1", "第三章")


def test_headings_deeper_than_word_allows_keep_their_number_as_text() -> None:
    deep = tuple([1] * 12)
    file = write(document(BODY, *(heading(str(depth), "深", deep[:depth]) for depth in range(1, 13))))
    assert printed_labels(file)[8] == ("1.1.1.1.1.1.1.1.1", "深")
    assert printed_labels(file)[11] == ("", f"{'.'.join(['1'] * 12)} 深")


LISTS: dict[str, list[tuple[str, int, int | None]]] = {
    "every style": [
        (style, 0, None) for style in ("decimal-comma", "decimal-paren", "decimal-full-paren", "decimal-dot", "circled", "bullet", "dash")
    ],
    "a jump as in the reference report": [("decimal-comma", 0, value) for value in (1, 2, 4, 5, 6, 11)],
    "nested numbers under their item": [
        ("decimal-comma", 0, 3),
        ("decimal-comma", 0, None),
        *[("decimal-nested", 1, None)] * 2,
        ("decimal-comma", 0, None),
    ],
    "nested numbers under two items": [
        ("decimal-comma", 0, None),
        ("decimal-nested", 1, None),
        ("decimal-comma", 0, None),
        ("decimal-nested", 1, None),
    ],
    "a list inside another": [("decimal-comma", 0, 1), ("decimal-paren", 1, None), ("decimal-paren", 1, None), ("decimal-comma", 0, None)],
    "one style on two levels": [("decimal-paren", 0, None), ("decimal-paren", 1, None), ("decimal-paren", 1, None), ("decimal-paren", 0, None)],
    "starting again": [("decimal-paren", 0, None), ("decimal-paren", 0, None), ("decimal-paren", 0, 1), ("decimal-paren", 0, None)],
    "circles beyond twenty": [("circled", 0, 19), *[("circled", 0, None)] * 3],
    "a list that begins at zero": [("decimal-dot", 0, 0), ("decimal-dot", 0, None)],
}


@pytest.mark.parametrize("entries", LISTS.values(), ids=LISTS.keys())
def test_lists_print_the_labels_that_the_document_computed(entries: list[tuple[str, int, int | None]]) -> None:
    made = document(BODY, *items(*entries))
    assert [label for label, _ in printed_labels(write(made))] == labels_of(made)


def test_two_lists_side_by_side_count_apart() -> None:
    first, second = items(("decimal-comma", 0, None), ("decimal-comma", 0, None)), items(("decimal-comma", 0, None))
    made = document(BODY, *first, *(replace(item, id="x", list_key="other") for item in second))
    assert [label for label, _ in printed_labels(write(made))] == ["1、", "2、", "1、"]


def test_labels_are_never_part_of_an_items_text() -> None:
    assert [text for _, text in printed_labels(write(document(BODY, *items(*LISTS["every style"]))))] == [f"第{place}项" for place in range(7)]


def test_libreoffice_prints_the_same_numbers(tmp_path: Path) -> None:
    soffice = shutil.which("soffice")
    if not soffice:
        pytest.skip("LibreOffice is not on this machine")
    made = document(*tree().items, *(item for entries in LISTS.values() for item in _apart(entries)))
    (tmp_path / "numbers.docx").write_bytes(write(made).data)
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = [soffice, profile, "--headless", "--convert-to", "txt:Text (encoded):UTF8", "--outdir", str(tmp_path), str(tmp_path / "numbers.docx")]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    lines = [line.strip() for line in (tmp_path / "numbers.txt").read_text("utf-8-sig").splitlines() if line.strip()]
    expected = [label.replace("●", "•").replace("-", "•") if len(label) == 1 else label for label in labels_of(made)]  # its own bullet in plain text
    assert [line for line, label in zip(lines, expected, strict=True) if not line.startswith(label)] == []


def _apart(entries: list[tuple[str, int, int | None]]) -> list[ListItem]:
    return [replace(item, list_key=f"{id(entries)}-{item.list_key}") for item in items(*entries)]
