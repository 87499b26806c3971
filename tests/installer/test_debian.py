"""The layout and the dependencies of the .deb, on a small tree that stands for the frozen program."""

from __future__ import annotations

import gzip
import shutil
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from xml.etree import ElementTree

import pytest

from qi_desktop import licences
from qi_desktop.licences import Part
from resources.installer import bill, debian

BUILT = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
pytestmark = pytest.mark.skipif(
    sys.platform != "linux" or not (shutil.which("dpkg-deb") and shutil.which("objdump")), reason="a .deb is made on Debian only, with binutils"
)


@pytest.fixture
def tree(tmp_path: Path, project: Path) -> Path:
    """A folder as PyInstaller leaves it, with a real program of the system in the place of ours."""
    tree = tmp_path / "frozen" / "qi-desktop"
    icons = tree / "_internal/resources/icons"
    icons.mkdir(parents=True)
    shutil.copy(project / "resources/icons/qi-desktop.svg", icons)
    shutil.copy(Path("/bin/ls").resolve(), tree / "qi-desktop")
    words = project / "resources/licences/GPL-3.0.txt"
    parts = [
        Part("pyside6-essentials", "6.9.3", "LGPL-3.0-only", texts=(words,)),
        Part("PCRE2", "10.46", "BSD-3-Clause", within="pyside6-essentials"),
    ]
    bill.write_licences(parts, (tree / licences.LISTED).parent)
    return tree


@pytest.fixture
def root(tree: Path, tmp_path: Path) -> Path:
    root = tmp_path / "root"
    debian.lay_out(tree, root, "1.2.3", BUILT)
    return root


def test_the_command_leads_to_the_program(root: Path) -> None:
    assert (root / "usr/bin/qi-desktop").resolve() == (root / "usr/lib/qi-desktop/qi-desktop").resolve()


def test_the_menu_entry_names_the_program_and_its_picture_in_both_languages(root: Path) -> None:
    entry = (root / "usr/share/applications/qi-desktop.desktop").read_text("utf-8").splitlines()
    assert {"Exec=qi-desktop %f", "Icon=qi-desktop", "MimeType=application/x-qi-library;", "Name[zh_CN]=质量诚信报告"} <= set(entry)
    assert (root / "usr/share/icons/hicolor/48x48/apps/qi-desktop.png").read_bytes().startswith(b"\x89PNG")


def test_libraries_are_known_by_name_and_by_their_mark(root: Path) -> None:
    tree = ElementTree.parse(root / "usr/share/mime/packages/qi-desktop.xml")
    names = {"m": "http://www.freedesktop.org/standards/shared-mime-info"}
    glob, match = tree.find(".//m:glob", names), tree.find(".//m:match", names)
    assert glob is not None
    assert glob.get("pattern") == "*.qid"
    assert match is not None
    assert (match.get("offset"), match.get("value")) == ("68", "QIDL")


def test_the_store_entry_carries_the_version(root: Path) -> None:
    entry = ElementTree.parse(root / f"usr/share/metainfo/{debian.COMPONENT}.metainfo.xml")
    assert entry.findtext("id") == debian.COMPONENT
    release = entry.find(".//release")
    assert release is not None
    assert (release.get("version"), release.get("date")) == ("1.2.3", "2026-01-02")


def test_the_copyright_file_names_every_part_with_its_licence_and_where_its_words_are(root: Path) -> None:
    text = (root / "usr/share/doc/qi-desktop/copyright").read_text("utf-8")
    listed = text[text.index("License: various") :].splitlines()
    assert listed[-4:] == [
        " pyside6-essentials 6.9.3: LGPL-3.0-only",
        "   /usr/lib/qi-desktop/licences/pyside6-essentials/GPL-3.0.txt",
        " .",
        " PCRE2 10.46 (pyside6-essentials): BSD-3-Clause",
    ]
    assert all(line.startswith(" ") for line in listed[1:]), "one field of Debian's format"
    for line in listed:
        if line.startswith("   /"):
            assert (root / line.strip().removeprefix("/")).is_file()


def test_only_programs_may_be_executed(tree: Path, tmp_path: Path) -> None:
    library = tree / "_internal" / "libx.so.1"
    library.write_bytes(b"")
    library.chmod(0o755)
    debian.lay_out(tree, tmp_path / "root", "1.2.3", BUILT)
    placed = tmp_path / "root/usr/lib/qi-desktop"
    assert placed.joinpath("_internal/libx.so.1").stat().st_mode & 0o777 == 0o644
    assert placed.joinpath("qi-desktop").stat().st_mode & 0o777 == 0o755


@pytest.mark.parametrize(
    "command",
    [
        ["desktop-file-validate", "usr/share/applications/qi-desktop.desktop"],
        ["appstreamcli", "validate", "--no-net", f"usr/share/metainfo/{debian.COMPONENT}.metainfo.xml"],
    ],
)
def test_desktops_have_nothing_to_say_against_it(root: Path, command: list[str]) -> None:
    if shutil.which(command[0]) is None:
        pytest.skip(f"{command[0]} (package desktop-file-utils or appstream) is not installed")
    told = subprocess.run(command, cwd=root, capture_output=True, text=True)
    assert told.returncode == 0, told.stdout + told.stderr


@pytest.mark.parametrize("language", ["", "zh_CN/"])
def test_there_is_a_manual_page(root: Path, language: str) -> None:
    text = gzip.decompress((root / f"usr/share/man/{language}man1/qi-desktop.1.gz").read_bytes()).decode()
    assert text.startswith(".TH QI-DESKTOP 1")


def test_what_the_program_needs_of_the_system_is_read_off_its_files(tree: Path) -> None:
    needed = debian.dependencies(tree)
    assert needed[0].startswith("libc6 (>= 2.")
    assert {"libegl1", "libgl1"} <= set(needed) or not Path("/usr/share/doc/libegl1").exists()
    assert any(package.startswith("libselinux1") for package in needed)  # ls is linked with it


def test_a_library_in_the_tree_is_not_asked_of_the_system(tree: Path) -> None:
    (tree / "_internal" / "libselinux.so.1").write_bytes(b"")
    assert not any(package.startswith("libselinux1") for package in debian.dependencies(tree))


def test_the_same_program_gives_the_same_package(tree: Path, tmp_path: Path) -> None:
    made = []
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        made.append(debian.make(tree, "1.2.3", BUILT, tmp_path / name).read_bytes())
    assert made[0] == made[1]


def test_an_older_package_refuses_to_replace_a_newer_one(tree: Path, tmp_path: Path) -> None:
    package = debian.make(tree, "1.0.0", BUILT, tmp_path)
    subprocess.run(["dpkg-deb", "--control", str(package), str(tmp_path / "control")], check=True)

    def install_over(old: str) -> int:
        return subprocess.run(["sh", str(tmp_path / "control" / "preinst"), "upgrade", old], capture_output=True).returncode

    assert install_over("1.0.1") == 1
    assert install_over("1.0.0") == 0
    assert install_over("0.9.0") == 0
