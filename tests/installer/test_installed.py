"""The package as users get it: installed into a bare system, worked with by real keys, upgraded, removed.

Tests the package in `dist/`, or the one that `QI_DESKTOP_DEB` names; it is not made here, since that takes longer than all other tests.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from qi_desktop import licences
from qi_desktop.cli import main
from tests.installer import bare_system
from tests.installer.bare_system import BareSystem

pytestmark = pytest.mark.slow

# Starts the window on a library, puts the cursor into the text, types, and waits until it is saved.
TYPING = """
mkdir -p -m 700 /run/writer; export XDG_RUNTIME_DIR=/run/writer DISPLAY=:5 QI_DESKTOP_LANGUAGE=zh_CN
dbus-uuidgen --ensure
rm -rf /tmp/.X5-lock /tmp/.X11-unix/X5  # of the screen before, which ended with all else
Xvfb $DISPLAY -screen 0 1366x768x24 2>/dev/null &
for i in $(seq 50); do xdotool getdisplaygeometry >/dev/null 2>&1 && break; sleep 0.2; done
openbox 2>/dev/null &
{start}
qi-desktop report.qid 2>&1 &
for i in $(seq 100); do window=$(xdotool search --onlyvisible --name '^report' | tail -1); [ -n "$window" ] && break; sleep 0.2; done
xdotool windowactivate --sync $window; sleep 2
xdotool mousemove 640 400 click 1; sleep 1
{switch}
xdotool key --delay 150 {keys}; sleep 2
xdotool key {accept}; sleep 3
qi-desktop dump report.qid
"""
IBUS = """
gsettings set org.freedesktop.ibus.general preload-engines "['libpinyin']"
ibus-daemon --panel disable >/dev/null 2>&1 &
for i in $(seq 50); do ibus engine libpinyin 2>/dev/null && break; sleep 0.2; done
"""
FCITX_PROFILE = """[Groups/0]
Name=Default
Default Layout=us
DefaultIM=pinyin
[Groups/0/Items/0]
Name=keyboard-us
[Groups/0/Items/1]
Name=pinyin
[GroupOrder]
0=Default
"""


@pytest.fixture(scope="module")
def package(project: Path) -> Path:
    named = os.environ.get("QI_DESKTOP_DEB")
    found = [Path(named)] if named else sorted((project / "dist").glob("qi-desktop_*.deb"), key=lambda path: path.stat().st_mtime)
    if not found:
        pytest.skip("there is no package in dist/: make one with “python3 start.py installer”")
    return found[-1]


@pytest.fixture(scope="module")
def system(package: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[BareSystem]:
    """A bare system with the package installed."""
    if reason := bare_system.missing():
        pytest.skip(reason)
    root = tmp_path_factory.mktemp("bare") / "root"
    try:
        system = BareSystem.make(root)
    except subprocess.CalledProcessError:
        pytest.skip("Debian's packages cannot be reached")
    shutil.copy(package, root / "tmp/qi-desktop.deb")
    system.install(["/tmp/qi-desktop.deb"])
    yield system
    shutil.rmtree(root)


@pytest.fixture
def library(system: BareSystem, tmp_path: Path) -> Path:
    """The sample as the program that is not installed makes it, also in the user's home."""
    path = tmp_path / "report.qid"
    assert main(["new", str(path), "--template", "sample"]) == 0
    shutil.copy(path, system.home("report.qid"))
    return path


def test_nothing_is_missing_of_what_the_program_is_linked_with(system: BareSystem) -> None:
    told = system.run(
        "find /usr/lib/qi-desktop -type f \\( -name '*.so*' -o -name qi-desktop \\) -exec ldd {} + 2>&1",
        LD_LIBRARY_PATH="/usr/lib/qi-desktop/_internal",
    )
    assert [line for line in told.splitlines() if "not found" in line] == []


def test_no_library_is_looked_for_outside_the_program_and_the_system(system: BareSystem) -> None:
    files = [
        file for file in system.root.joinpath("usr/lib/qi-desktop").rglob("*") if file.is_file() and (".so" in file.name or file.name == "qi-desktop")
    ]
    told = subprocess.run(["objdump", "-p", *map(str, files)], capture_output=True, text=True).stdout
    places = {place for line in told.splitlines() if line.split()[:1] in (["RUNPATH"], ["RPATH"]) for place in line.split()[1].split(":")}
    assert [place for place in sorted(places) if not place.startswith(("$ORIGIN", "/usr/"))] == []


def test_every_part_is_installed_with_the_words_of_its_licence(system: BareSystem) -> None:
    parts = licences.read_list(system.root / "usr/lib/qi-desktop" / licences.LISTED)
    assert {"pyside6-essentials", "PCRE2", "Expat", "PDFium", "libxcb-cursor0", "pyinstaller", "NotoSansSC"} <= {part.name for part in parts}
    assert [part.title for part in parts if part.licence == "see the texts" or len(licences.text(part)) < 150] == []
    told = system.root.joinpath("usr/share/doc/qi-desktop/copyright").read_text("utf-8")
    assert [part.title for part in parts if f" {part.title}: {part.licence}\n" not in told] == []


def test_the_installed_program_writes_the_same_word_and_pdf_byte_by_byte(system: BareSystem, library: Path) -> None:
    for kind in ("word", "pdf"):
        assert main(["export", str(library), f"--{kind}", str(library.with_name(f"out.{kind}"))]) == 0
    system.run("qi-desktop export report.qid --word out.word --pdf out.pdf")
    assert [kind for kind in ("word", "pdf") if system.home(f"out.{kind}").read_bytes() != library.with_name(f"out.{kind}").read_bytes()] == []


@pytest.fixture(scope="module")
def desktop(system: BareSystem) -> BareSystem:
    """The same system with a screen, a keyboard and input methods."""
    system.install([*bare_system.DESKTOP, *bare_system.INPUT_METHODS])
    profile = system.home(".config/fcitx5/profile")
    profile.parent.mkdir(parents=True)
    profile.write_text(FCITX_PROFILE, "utf-8")
    return system


@pytest.mark.parametrize(
    ("method", "start", "switch", "keys", "accept", "expected"),
    [
        ("", "", "", "q w e r t y", "1", "qwerty1"),
        ("ibus", IBUS, "", "n i h a o", "space", "你好"),
        ("fcitx", "fcitx5 >/dev/null 2>&1 & sleep 3", "xdotool key ctrl+space; sleep 1", "n i h a o", "space", "你好"),
    ],
    ids=["plain keys", "IBus", "Fcitx 5"],
)
def test_what_is_typed_is_in_the_chapter(
    desktop: BareSystem, library: Path, method: str, start: str, switch: str, keys: str, accept: str, expected: str
) -> None:
    """Real keys in the window of the installed program, and what is in the library afterwards."""
    script = TYPING
    for name, words in {"start": start, "switch": switch, "keys": keys, "accept": accept}.items():
        script = script.replace(f"{{{name}}}", words)
    desktop.home("typing.sh").write_text(script, "utf-8")
    told = desktop.run("dbus-run-session -- bash typing.sh 2>errors.txt", timeout=120, QT_IM_MODULE=method or "compose", XMODIFIERS=f"@im={method}")
    assert told.count(expected) == 1


def repacked(system: BareSystem, version: str) -> str:
    """The package under another version; its place inside."""
    system.run(
        f"""
        set -e
        rm -rf /tmp/other; dpkg-deb -R /tmp/qi-desktop.deb /tmp/other
        old=$(dpkg-deb -f /tmp/qi-desktop.deb Version)
        sed -i s/$old/{version}/ /tmp/other/DEBIAN/control /tmp/other/DEBIAN/preinst
        dpkg-deb -Zgzip -z1 --build /tmp/other /tmp/qi-desktop-{version}.deb
        """
    )
    return f"/tmp/qi-desktop-{version}.deb"


def test_a_newer_package_upgrades_an_older_one_refuses_and_removal_leaves_the_user_s_files(system: BareSystem, library: Path) -> None:
    settings = system.home(".config/QI Desktop/settings.json")
    settings.parent.mkdir(parents=True, exist_ok=True)
    settings.write_text('{"language": "zh_CN"}', "utf-8")
    preset = system.root / "etc/qi-desktop/settings.toml"
    preset.parent.mkdir(exist_ok=True)
    preset.write_text('template = "blank"', "utf-8")
    kept = {path: path.read_bytes() for path in (settings, preset, system.home("report.qid"))}

    system.install([repacked(system, "9.9.9")])
    assert system.run("dpkg-query -W -f '${Version}' qi-desktop") == "9.9.9"
    assert system.try_run(f"dpkg -i {repacked(system, '9.9.8')}").returncode != 0
    assert system.run("dpkg-query -W -f '${Status} ${Version}' qi-desktop") == "install ok installed 9.9.9"
    assert system.run("dpkg --verify qi-desktop") == ""
    system.run("qi-desktop verify report.qid")

    system.run("apt-get purge -y -q qi-desktop")
    left = system.run("find / -xdev -path '*qi-desktop*' -not -path '/tmp/*' -not -path '/proc/*' -not -path '/home/*' -not -path '/var/*'").split()
    assert left == ["/etc/qi-desktop", "/etc/qi-desktop/settings.toml"]
    assert {path: path.read_bytes() for path in kept} == kept


LOOKING = """
export DISPLAY=:5 XDG_RUNTIME_DIR=/tmp QI_DESKTOP_LANGUAGE=zh_CN
Xvfb $DISPLAY -screen 0 1366x768x24 2>/dev/null &
for i in $(seq 50); do xdotool getdisplaygeometry >/dev/null 2>&1 && break; sleep 0.2; done
qi-desktop report.qid >/dev/null 2>&1 &
for i in $(seq 150); do xdotool search --onlyvisible --name report && break; sleep 0.2; done
"""


@pytest.mark.parametrize("name", bare_system.OTHERS)
def test_it_works_the_same_on_other_systems(package: Path, name: str, tmp_path: Path) -> None:
    """Installed with nothing but what it asks for, it writes the same files, opens its window, and goes."""
    if reason := bare_system.missing():
        pytest.skip(reason)
    root = tmp_path / "root"
    try:
        system = BareSystem.make(root, bare_system.OTHERS[name])
    except subprocess.CalledProcessError:
        pytest.skip(f"the packages of {name} cannot be reached")
    try:
        shutil.copy(package, root / "tmp/qi-desktop.deb")
        system.install(["/tmp/qi-desktop.deb"])
        library = tmp_path / "report.qid"
        assert main(["new", str(library), "--template", "sample"]) == 0
        shutil.copy(library, system.home("report.qid"))
        assert main(["export", str(library), "--word", str(tmp_path / "out.word"), "--pdf", str(tmp_path / "out.pdf")]) == 0
        system.run("qi-desktop export report.qid --word out.word --pdf out.pdf")
        assert [kind for kind in ("word", "pdf") if system.home(f"out.{kind}").read_bytes() != (tmp_path / f"out.{kind}").read_bytes()] == []
        system.install(["xvfb", "xdotool"])
        assert system.run(LOOKING, timeout=120).strip(), "the window is there"
        system.run("apt-get purge -y -q qi-desktop && test ! -e /usr/lib/qi-desktop && test -e report.qid")
    finally:
        shutil.rmtree(root)
