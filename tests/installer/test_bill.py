"""What is said about the parts that the program is shipped with."""

from __future__ import annotations

import json
import sys
import sysconfig
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path
from xml.parsers import expat as pyexpat

import pytest
from PyInstaller.archive.writers import CArchiveWriter, ZlibArchiveWriter

from qi_desktop import licences
from qi_desktop.licences import Part
from resources.installer import bill, interpreter

PARTS = [Part("lxml", "6.1", "BSD-3-Clause", "pypi"), Part("libxcb-cursor0", "0.1", "X11", "deb")]


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A frozen program with the libraries of a few packages, by name."""
    folder = tmp_path / "tree" / "_internal"
    folder.mkdir(parents=True)
    for package in ("pyside6-essentials", "lxml", "pypdfium2"):
        for file in metadata.distribution(package).files or ():
            if file.suffix in (".so", ".dll", ".pyd") or ".so." in file.name:
                (folder / file.name).touch()
    return folder.parent


def test_every_package_that_the_program_needs_is_listed_with_its_licence(project: Path, tree: Path) -> None:
    parts = {part.name: part for part in bill.python_parts("qi-desktop", project / "requirements.lock", tree) if not part.within}
    assert {"pyside6-essentials", "shiboken6", "sqlite-utils", "python-docx", "lxml", "reportlab", "pypdfium2", "pillow", "click"} <= set(parts)
    assert all(part.version and part.licence for part in parts.values())


def test_what_is_built_into_a_library_is_listed_when_the_library_is_shipped(project: Path, tree: Path) -> None:
    def inside() -> set[tuple[str, str]]:
        return {(part.within, part.name) for part in bill.python_parts("qi-desktop", project / "requirements.lock", tree) if part.within}

    assert {("pyside6-essentials", "PCRE2"), ("pyside6-essentials", "HarfBuzz"), ("lxml", "libxml2"), ("pypdfium2", "PDFium")} <= inside()
    for file in tree.rglob("*Qt6Gui*"):
        file.unlink()
    left = inside()
    assert ("pyside6-essentials", "HarfBuzz") not in left
    assert ("pyside6-essentials", "PCRE2") in left


def test_a_library_that_nobody_knows_is_found(tree: Path) -> None:
    assert bill.unknown_libraries("qi-desktop", tree) == []
    (tree / "_internal" / "libstranger.so.3").touch()
    (tree / "_internal" / "words.txt").touch()
    assert [file.name for file in bill.unknown_libraries("qi-desktop", tree)] == ["libstranger.so.3"]


def test_tools_for_tests_and_building_are_not_listed(project: Path, tree: Path) -> None:
    names = {part.name for part in bill.python_parts("qi-desktop", project / "requirements.lock", tree)}
    assert not names & {"pytest", "hypothesis", "pyinstaller", "setuptools", "mypy", "qi-desktop"}


def test_a_package_that_is_not_the_locked_one_is_refused(tmp_path: Path) -> None:
    lock = tmp_path / "requirements.lock"
    lock.write_text("lxml==0.1 \\\n    --hash=sha256:00\n", "utf-8")
    with pytest.raises(ValueError, match="which is not in"):
        bill.python_parts("qi-desktop", lock, tmp_path)


def test_each_font_family_is_listed_with_its_licence_text(project: Path) -> None:
    parts = licences.of_resources(project / "resources")
    assert [part.name for part in parts] == ["FandolFang", "LXGWWenKai", "LiberationSerif", "NotoSansSC", "NotoSerifSC"]
    assert all("SIL OPEN FONT LICENSE" in part.texts[0].read_text("utf-8") for part in parts[1:])
    exception, whole = (text.read_text("utf-8") for text in parts[0].texts)
    assert "As a special exception" in exception
    assert "GNU GENERAL PUBLIC LICENSE" in whole


def test_licence_texts_lie_beside_a_list_of_the_parts(project: Path, tmp_path: Path) -> None:
    bill.write_licences(licences.of_resources(project / "resources"), tmp_path)
    listed = json.loads((tmp_path / "parts.json").read_text("utf-8"))
    assert [part["licence"] for part in listed] == ["GPL-3.0-only WITH Font-exception-2.0", *["OFL-1.1"] * 4]
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


def test_parts_within_a_package_hang_on_it_in_the_bill_and_share_its_words(tmp_path: Path) -> None:
    words = tmp_path / "LICENSE"
    words.write_text("words", "utf-8")
    parts = [Part("lxml", "6.1", "BSD-3-Clause", "pypi", (words,)), Part("zlib", "1.3", "Zlib", texts=(words,), within="lxml", notice="(C) 1995")]
    bill.write_bill(parts, "qi-desktop", "1.2.3", datetime(2026, 1, 2, tzinfo=UTC), tmp_path / "bill.json")
    hanging = {entry["ref"]: entry.get("dependsOn") for entry in json.loads((tmp_path / "bill.json").read_text("utf-8"))["dependencies"]}
    assert hanging["qi-desktop"] == ["pypi:lxml"]
    assert hanging["pypi:lxml"] == ["generic:lxml/zlib"]
    bill.write_licences(parts, tmp_path / "licences")
    found = licences.read_list(tmp_path / "licences" / "parts.json")
    assert [licences.text(part) for part in found] == ["words", "(C) 1995\n\nwords"]
    assert len(list((tmp_path / "licences").rglob("LICENSE"))) == 1


def test_licences_stand_in_the_bill_as_identifiers_expressions_or_names(tmp_path: Path) -> None:
    given = ("MIT", "IJG AND Zlib", "Public Domain")
    parts = [Part(str(number), "1", licence) for number, licence in enumerate(given)]
    bill.write_bill(parts, "qi-desktop", "1.2.3", datetime(2026, 1, 2, tzinfo=UTC), tmp_path / "bill.json")
    written = [part["licenses"][0] for part in json.loads((tmp_path / "bill.json").read_text("utf-8"))["components"]]
    assert [written[0]["license"]["id"], written[1]["expression"], written[2]["license"]["name"]] == list(given)


def test_a_module_that_no_needed_package_brings_is_found_in_the_program(tmp_path: Path) -> None:
    names = ["json", "lxml.etree", "qi_desktop.cli", "pytest.collect", "stranger"]
    code = {name: compile("", name, "exec") for name in names}
    ZlibArchiveWriter(str(tmp_path / "PYZ.pyz"), [(name, "", "PYMODULE") for name in names], code)
    CArchiveWriter(str(tmp_path / "program"), [("PYZ.pyz", str(tmp_path / "PYZ.pyz"), False, "z")], "libpython3.11.so")
    assert bill.unknown_modules("qi-desktop", tmp_path / "program") == ["pytest", "stranger"]


def test_a_debian_package_without_a_known_licence_is_refused(project: Path) -> None:
    assert licences.of_debian("libxcb-cursor0", project / "resources") == "X11"
    with pytest.raises(ValueError, match="libstranger1"):
        licences.of_debian("libstranger1", project / "resources")


@pytest.mark.skipif(sys.platform != "linux", reason="Debian's packages are part of the program for Linux only")
def test_every_debian_package_of_which_the_program_has_a_part_is_known(project: Path) -> None:
    for package in interpreter.SOURCES:
        assert licences.of_debian(package, project / "resources")


def test_the_loader_of_the_programs_is_listed_with_its_exception() -> None:
    part = bill.freezer_part()
    assert part.licence == "GPL-2.0-or-later WITH Bootloader-exception"
    assert "Bootloader Exception" in licences.text(part)


def test_what_was_built_into_the_interpreter_is_listed_with_its_version(project: Path) -> None:
    parts = {part.name: part for part in licences.within_interpreter("python3.11", project / "resources")}
    if any(Path(sysconfig.get_path("platstdlib"), "lib-dynload").glob("pyexpat*")):
        assert parts["Expat"].version == pyexpat.EXPAT_VERSION.removeprefix("expat_")
    assert all(part.within == "python3.11" and len(licences.text(part)) > 200 for part in parts.values())
    none = licences.within_interpreter("python3.11", project / "resources", shipped=set())
    assert none == []
