"""What is said about the parts that the program is shipped with."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from qi_desktop import licences
from qi_desktop.licences import Part
from resources.installer import bill

PARTS = [Part("lxml", "6.1", "BSD-3-Clause", "pypi"), Part("libxcb-cursor0", "0.1", "see the texts", "deb")]


def test_every_package_that_the_program_needs_is_listed_with_its_licence(project: Path) -> None:
    parts = {part.name: part for part in bill.python_parts("qi-desktop", project / "requirements.lock")}
    assert {"pyside6-essentials", "shiboken6", "sqlite-utils", "python-docx", "lxml", "reportlab", "pypdfium2", "pillow", "click"} <= set(parts)
    assert all(part.version and part.licence for part in parts.values())


def test_tools_for_tests_and_building_are_not_listed(project: Path) -> None:
    names = {part.name for part in bill.python_parts("qi-desktop", project / "requirements.lock")}
    assert not names & {"pytest", "hypothesis", "pyinstaller", "setuptools", "mypy", "qi-desktop"}


def test_a_package_that_is_not_the_locked_one_is_refused(tmp_path: Path) -> None:
    lock = tmp_path / "requirements.lock"
    lock.write_text("lxml==0.1 \\\n    --hash=sha256:00\n", "utf-8")
    with pytest.raises(ValueError, match="which is not in"):
        bill.python_parts("qi-desktop", lock)


def test_each_font_family_is_listed_with_its_licence_text(project: Path) -> None:
    parts = licences.of_resources(project / "resources")
    assert [part.name for part in parts] == ["FandolFang", "LXGWWenKai", "NotoSansSC", "NotoSerifSC"]
    assert all("SIL OPEN FONT LICENSE" in part.texts[0].read_text("utf-8") for part in parts[1:])
    exception, whole = (text.read_text("utf-8") for text in parts[0].texts)
    assert "As a special exception" in exception
    assert "GNU GENERAL PUBLIC LICENSE" in whole


def test_licence_texts_lie_beside_a_list_of_the_parts(project: Path, tmp_path: Path) -> None:
    bill.write_licences(licences.of_resources(project / "resources"), tmp_path)
    listed = json.loads((tmp_path / "parts.json").read_text("utf-8"))
    assert [part["licence"] for part in listed] == ["GPL-3.0-only WITH Font-exception-2.0", *["OFL-1.1"] * 3]
    assert all((tmp_path / name).is_file() for part in listed for name in part["texts"])


def test_the_bill_of_materials_is_the_same_for_the_same_parts(tmp_path: Path) -> None:
    built = datetime(2026, 1, 2, tzinfo=UTC)
    for name in ("a.json", "b.json"):
        bill.write_bill(PARTS, "qi-desktop", "1.2.3", built, tmp_path / name)
    assert (tmp_path / "a.json").read_bytes() == (tmp_path / "b.json").read_bytes()
    written = json.loads((tmp_path / "a.json").read_text("utf-8"))
    assert written["bomFormat"] == "CycloneDX"
    assert written["metadata"]["component"]["version"] == "1.2.3"
    assert {part["purl"] for part in written["components"]} == {"pkg:pypi/lxml@6.1", "pkg:deb/debian/libxcb-cursor0@0.1"}
