"""Everything that is shipped is listed with its licence: frozen from the list made then, otherwise from what is installed."""

from __future__ import annotations

import json
import re
from fnmatch import fnmatch
from importlib import metadata
from pathlib import Path

import pytest

from qi_desktop import licences, paths
from qi_desktop.licences import Part


def test_an_unfrozen_program_lists_fonts_qt_python_and_its_packages() -> None:
    found = {part.name: part for part in licences.parts() if not part.within}
    assert {"NotoSansSC", "NotoSerifSC", "CPython", "pyside6-essentials", "lxml", "reportlab", "pypdfium2", "sqlite-utils"} <= set(found)
    assert not {"pip", "setuptools", "pytest", "qi-desktop"} & set(found)
    assert found["NotoSansSC"].licence == "OFL-1.1"
    words = licences.text(found["pyside6-essentials"])
    assert "GNU LESSER GENERAL PUBLIC LICENSE" in words
    assert "https://download.qt.io" in words, "where its source code is"


def test_every_part_has_a_licence_and_its_words() -> None:
    assert [part.title for part in licences.parts() if not part.licence or len(licences.text(part)) < 150] == []


def test_what_stands_within_a_package_is_listed_with_its_version_where_the_library_tells_it() -> None:
    found = {(part.within, part.name): part for part in licences.parts() if part.within}
    jpeg = found["pyside6-essentials", "libjpeg-turbo"]
    assert re.fullmatch(r"\d+\.\d+\.\d+", jpeg.version)
    assert "Independent JPEG Group" in licences.text(jpeg)
    assert found["pillow", "libwebp"].version
    assert "GNU LESSER GENERAL PUBLIC LICENSE" in licences.text(found["lxml", "libiconv"])
    assert jpeg.title == f"libjpeg-turbo {jpeg.version} (pyside6-essentials)"


def test_every_entry_names_a_package_of_the_lock_file_and_words_that_are_there(project: Path) -> None:
    packages = {name for name, _ in licences.pinned(project / "requirements.lock")} | {"CPython", "python3.11"}
    for entry in licences._entries(project / "resources"):
        assert entry["package"] in packages, entry
        assert entry.get("own_texts") or entry["copyright"], entry
        for text in entry.get("texts", ()):
            assert (project / "resources" / "licences" / "texts" / f"{text}.txt").is_file(), entry


def test_every_library_of_qt_that_others_built_into_is_named(project: Path) -> None:
    named = [entry["library"] for entry in licences._entries(project / "resources") if entry["package"] == "pyside6-essentials"]
    for library in ("Qt6Core", "Qt6Gui", "Qt6Svg", "qjpeg", "qtiff", "qwebp"):
        assert any(library in pattern for pattern in named)


def test_no_part_is_forgotten_that_pillow_s_own_bill_names() -> None:
    """Also when another version brings another part; what only tools need, or the wheel leaves out, is marked there."""
    bills = [json.loads(file.read_text()) for file in metadata.distribution("pillow").files or () if file.parent.name == "sboms"]
    listed = [component for bill in bills for component in bill["components"]]
    named = {str(entry["name"]).lower() for entry in licences._entries(paths.resources()) if entry["package"] == "pillow"}
    own = re.compile(r"pillow|PIL\.|fribidi", re.IGNORECASE)  # the last is loaded from the system where there is one
    known = named | {name.removesuffix("-ng") for name in named}
    components = [component for component in listed if component.get("scope") not in ("excluded", "optional")]
    assert components
    parts = [component["name"].lower().split(" / ") for component in components if not own.match(component["name"])]
    assert [part for part in parts if not known & set(part)] == []


def test_no_part_is_forgotten_of_which_pypdfium2_brings_a_licence() -> None:
    elsewhere = {"android", "v8_xfa", "cibw_musl", "pbin_musl", "BUILD_LICENSES/pdfium-binaries.txt"}  # other systems and builds; a set of scripts
    patterns = [pattern for entry in licences._entries(paths.resources()) if entry["package"] == "pypdfium2" for pattern in entry["own_texts"]]
    texts = [file for file in metadata.distribution("pypdfium2").files or () if "BUILD_LICENSES" in file.parts]
    wanted = [file for file in texts if file.parent.name not in elsewhere and "/".join(file.parts[-2:]) not in elsewhere]
    assert len(wanted) > 15
    assert [file.name for file in wanted if not any(fnmatch(file.name, pattern) for pattern in patterns)] == []


def test_a_frozen_program_lists_what_was_written_when_it_was_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.frozen", True, raising=False)
    monkeypatch.setattr("sys.executable", str(tmp_path / "qi-desktop"))
    (tmp_path / "licences" / "zlib").mkdir(parents=True)
    (tmp_path / "licences" / "zlib" / "copyright").write_text("words", "utf-8")
    parts = [(Part("zlib", "1.2", "Zlib"), ["zlib/copyright"]), (Part("Expat", "2.5", "MIT"), [])]
    (tmp_path / "licences" / "parts.json").write_text(licences.to_list(parts), "utf-8")
    found = licences.parts()
    assert [(part.name, part.version, part.licence, licences.text(part)) for part in found] == [
        ("Expat", "2.5", "MIT", ""),
        ("zlib", "1.2", "Zlib", "words"),
    ]
