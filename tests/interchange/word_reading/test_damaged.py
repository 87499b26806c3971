"""Whatever a Word file holds: it is read, or refused in a sentence."""

from __future__ import annotations

import copy
import random
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from qi_desktop.core.errors import ContentError
from qi_desktop.interchange.word_reading import read_word
from qi_desktop.session import Session, exporting


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample as a Word file."""
    folder = tmp_path_factory.mktemp("exported")
    with Session.create(folder / "a.qid", template="sample") as session:
        report = session.reports.of_year()
        document = exporting.load_document(session, report.id, "book")
        exporting.export_files(document, session.styles.sheet("book"), folder / "a.docx", None)
    return folder / "a.docx"


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)
@given(seed=st.integers(0, 2**32))
def test_a_file_whose_elements_are_mixed_up_is_read_or_refused(exported: Path, tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    path = tmp_path / "mixed.docx"
    with zipfile.ZipFile(exported) as whole, zipfile.ZipFile(path, "w") as made:
        for item in whole.infolist():
            data = whole.read(item)
            if item.filename in ("word/document.xml", "word/styles.xml", "word/numbering.xml", "word/footnotes.xml", "word/_rels/document.xml.rels"):
                data = _mixed(data, chance)
            made.writestr(item.filename, data)
    try:
        found = read_word(path)
    except ContentError:
        return
    assert all(chapter.level >= 1 for chapter in found.chapters)


def _mixed(data: bytes, chance: random.Random) -> bytes:
    """Some elements gone, doubled, put elsewhere, or with other values."""
    root = etree.fromstring(data)
    elements = [element for element in root.iter() if element is not root]
    for element in chance.sample(elements, min(30, len(elements))):
        parent = element.getparent()
        if parent is None:
            continue
        act, other = chance.randrange(4), chance.choice(elements)
        is_above = other is element or element in other.iterancestors()
        if act == 0:
            parent.remove(element)
        elif act == 1:
            parent.append(copy.deepcopy(element))
        elif act == 2 and not is_above:
            other.append(element)
        else:
            for name in element.attrib:
                element.set(name, chance.choice(["", "-1", "9" * 20, "x", "true", "1.5"]))
    return etree.tostring(root)
