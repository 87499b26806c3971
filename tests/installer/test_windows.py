"""The installer for Windows, compiled here; installed, upgraded and removed under Wine where there is one."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from qi_desktop import licences
from resources.installer import windows

_UNINSTALL = r"Software\Microsoft\Windows\CurrentVersion\Uninstall\QI Desktop"
needs_compiler = pytest.mark.skipif(shutil.which("makensis") is None, reason="NSIS (package nsis) is not installed")


@pytest.mark.parametrize(("version", "expected"), [("0.1.0", "0.1.0.0"), ("1.2.3.4.5", "1.2.3.4"), ("2.0-rc1", "2.0.0.0"), ("1.0+5", "1.0.5.0")])
def test_a_version_has_four_numbers_on_windows(version: str, expected: str) -> None:
    assert windows.four_numbers(version) == expected


def test_the_programs_carry_product_and_version_in_both_languages() -> None:
    """Read as PyInstaller reads it: an expression of its own classes, for which simple ones stand here."""

    def node(*arguments: object, **named: object) -> tuple[object, ...]:
        return (*arguments, named) if named else arguments

    names = ("VSVersionInfo", "FixedFileInfo", "StringFileInfo", "StringTable", "StringStruct", "VarFileInfo", "VarStruct")
    fields = eval(windows.version_information("1.2.3", "qi-desktop-window"), {"__builtins__": {}}, dict.fromkeys(names, node))[0]
    assert fields["ffi"][0]["filevers"] == fields["ffi"][0]["prodvers"] == (1, 2, 3, 0)
    ((strings,), (variables,)) = fields["kids"]
    shown = {code: dict(entries) for code, entries in strings}
    assert shown["040904b0"]["ProductName"] == "QI Desktop"
    assert shown["080404b0"]["ProductName"] == "质量诚信报告"
    assert {table["OriginalFilename"] for table in shown.values()} == {"qi-desktop-window.exe"}
    assert {table["ProductVersion"] for table in shown.values()} == {"1.2.3"}
    assert variables == [("Translation", [0x409, 1200, 0x804, 1200])]


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory, project: Path) -> Path:
    """A folder as PyInstaller leaves it on Windows; the programs are stand-ins, since none can be frozen for Windows elsewhere."""
    tree = tmp_path_factory.mktemp("frozen")
    (tree / "_internal/resources/icons").mkdir(parents=True)
    shutil.copy(project / "resources/icons/qi-desktop.svg", tree / "_internal/resources/icons")
    (tree / "licences").mkdir()
    for name in ("qi-desktop.exe", "qi-desktop-window.exe", "licences/parts.json"):
        (tree / name).write_text(name)
    return tree


@needs_compiler
def test_the_script_compiles_without_a_warning(tree: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    installer = windows.make(tree, "1.2.3", tmp_path)
    assert installer.read_bytes().startswith(b"MZ")
    assert "warning" not in capfd.readouterr().out.lower()


@needs_compiler
def test_the_installer_s_own_program_is_a_part_with_its_licence() -> None:
    part = windows.installer_part()
    assert part.version.startswith("3.")
    assert "zlib" in licences.text(part).lower()


class Machine:
    """A Windows machine of its own, by Wine, on an invisible screen."""

    def __init__(self, folder: Path, display: int) -> None:
        self.drive = folder / "drive_c"
        self._environment = {
            **os.environ,
            "WINEPREFIX": str(folder),
            "WINEARCH": "win64",
            "WINEDEBUG": "-all",
            "WINEDLLOVERRIDES": "mscoree,mshtml=",  # it would offer to download them
            "DISPLAY": f":{display}",
            "LC_ALL": "C.UTF-8",  # else arguments lose their Chinese
        }

    def run(self, *command: str) -> subprocess.CompletedProcess[str]:
        """Run a program to its end."""
        wine = shutil.which("wine64") or "/usr/lib/wine/wine64"
        return subprocess.run([wine, *command], env=self._environment, capture_output=True, text=True, errors="replace", timeout=150)

    def registered(self, key: str, value: str = "DisplayVersion") -> bool:
        """Whether the registry has the value."""
        return self.run("reg", "query", key, "/v", value).returncode == 0

    def shortcuts(self) -> list[str]:
        """The names of all shortcuts in the menus."""
        return sorted(path.stem for path in self.drive.rglob("*.lnk") if "QI Desktop" in path.parts)

    def uninstall(self, folder: Path) -> None:
        """Run the uninstaller and wait until the copy of itself that does the work has ended."""
        self.run(str(folder / "uninstall.exe"), "/S")
        deadline = time.monotonic() + 60
        while (folder / "uninstall.exe").exists() and time.monotonic() < deadline:
            time.sleep(0.2)
        subprocess.run(["wineserver", "-w"], env=self._environment, timeout=60, check=False)


@pytest.fixture(scope="module")
def machine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Machine]:
    wine = Path("/usr/lib/wine/wine64")
    if sys.platform != "linux" or not (shutil.which("wine64") or wine.exists()) or shutil.which("Xvfb") is None or shutil.which("makensis") is None:
        pytest.skip("NSIS, 64-bit Wine and Xvfb (packages nsis, wine64, xvfb) are not all installed")
    read, write = os.pipe()
    screen = subprocess.Popen(["Xvfb", "-displayfd", str(write), "-screen", "0", "1024x768x24"], pass_fds=[write], stderr=subprocess.DEVNULL)
    os.close(write)
    with os.fdopen(read) as answer:
        machine = Machine(tmp_path_factory.mktemp("wine"), int(answer.readline()))
    machine.run("wineboot", "-i")
    yield machine
    machine.run("wineboot", "-e", "-f")
    screen.terminate()
    screen.wait()


class TestUnderWine:
    @pytest.fixture
    def installers(self, tree: Path, tmp_path: Path) -> dict[str, str]:
        return {version: str(windows.make(tree, version, tmp_path)) for version in ("1.2.2", "1.2.3")}

    def test_a_user_installs_upgrades_and_removes_it_without_rights(self, machine: Machine, installers: dict[str, str]) -> None:
        folder = next(machine.drive.glob("users/[!P]*")) / "AppData/Local/Programs/QI Desktop"
        assert machine.run(installers["1.2.2"], "/S", "/LANG=2052").returncode == 0
        assert (folder / "qi-desktop-window.exe").is_file()
        assert machine.shortcuts() == ["质量诚信报告"]
        assert machine.registered("HKCU\\" + _UNINSTALL)
        opened = machine.run("reg", "query", r"HKCU\Software\Classes\QIDesktop.Library\shell\open\command").stdout
        assert 'qi-desktop-window.exe" "%1"' in opened

        (folder / "_internal" / "of the old version.dll").write_text("x")
        assert machine.run(installers["1.2.3"], "/S", "/LANG=1033").returncode == 0
        assert not (folder / "_internal" / "of the old version.dll").exists()
        assert machine.shortcuts() == ["QI Desktop"]
        assert machine.run(installers["1.2.2"], "/S").returncode == 3, "an older installer refuses"

        (folder / "我的报告.qid").write_text("mine")
        machine.uninstall(folder)
        assert [path.name for path in folder.iterdir()] == ["我的报告.qid"], "a library of the user stays"
        assert machine.shortcuts() == []
        assert not machine.registered("HKCU\\" + _UNINSTALL)
        assert machine.run("reg", "query", r"HKCU\Software\Classes\.qid").returncode != 0

    def test_an_administrator_installs_it_for_all_users_into_a_folder_of_choice(self, machine: Machine, installers: dict[str, str]) -> None:
        presets = Path(installers["1.2.3"]).parent / "presets"
        (presets / "templates").mkdir(parents=True)
        (presets / "settings.toml").write_text('template = "group"', "utf-8")
        (presets / "templates" / "group.toml").write_text("nodes = []", "utf-8")
        assert machine.run(installers["1.2.3"], "/S", "/ALLUSERS", "/NODESKTOP", "/D=C:\\质量软件").returncode == 0
        folder = machine.drive / "质量软件"
        assert (folder / "qi-desktop.exe").is_file()
        assert machine.registered("HKLM\\" + _UNINSTALL)
        assert machine.run(installers["1.2.2"], "/S").returncode == 3, "an older one refuses also for one user"
        placed = machine.drive / "ProgramData/QI Desktop"
        assert sorted(path.relative_to(placed).as_posix() for path in placed.rglob("*.toml")) == ["settings.toml", "templates/group.toml"]
        machine.uninstall(folder)
        assert not folder.exists()
        assert not machine.registered("HKLM\\" + _UNINSTALL)
