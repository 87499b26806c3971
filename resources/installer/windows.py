"""The installer for Windows, by NSIS.

Owns how `windows/qi-desktop.nsi` is compiled. The script is compiled on Linux too (Debian package nsis), which is how it is tested, but the frozen
program it packs can only be made on Windows.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

from qi_desktop.licences import Part
from resources.installer.icons import windows_icon

# By the number of the language; the first is shown where a Windows speaks neither.
_WORDS = {
    "0409": {"FileDescription": "Quality integrity reports", "ProductName": "QI Desktop"},
    "0804": {"FileDescription": "质量诚信报告编写工具", "ProductName": "质量诚信报告"},
}
SCRIPT = Path(__file__).resolve().parent / "windows" / "qi-desktop.nsi"


def make(tree: Path, version: str, out: Path) -> Path:
    """Pack the frozen program `tree`; returns the installer in `out`.

    Raises `FileNotFoundError` when NSIS is not installed, `subprocess.CalledProcessError` when the script does not compile.
    """
    compiler = compiler_path()
    icon = out / "qi-desktop.ico"
    icon.write_bytes(windows_icon(tree / "_internal/resources/icons/qi-desktop.svg"))
    installer = out / f"qi-desktop-{version}-setup.exe"
    size = sum(file.stat().st_size for file in tree.rglob("*") if file.is_file()) // 1024
    defined = {"VERSION": version, "VERSION_NUMBERS": four_numbers(version), "TREE": tree, "ICON": icon, "OUT": installer, "SIZE": size}
    mark = "/" if os.name == "nt" else "-"
    definitions = [f"{mark}D{name}={value}" for name, value in defined.items()]
    subprocess.run([compiler, f"{mark}V2", f"{mark}INPUTCHARSET", "UTF8", *definitions, str(SCRIPT)], check=True)
    icon.unlink()
    return installer


def installer_part() -> Part:
    """NSIS: every installer and uninstaller begins with a program of its own."""
    compiler = Path(compiler_path())
    version = subprocess.run([str(compiler), "/VERSION" if os.name == "nt" else "-VERSION"], capture_output=True, text=True, check=True).stdout
    places = [compiler.parent / "COPYING", compiler.parent.parent / "COPYING", Path("/usr/share/doc/nsis/copyright")]
    texts = tuple(place for place in places if place.is_file())[:1]
    licence = "Zlib AND bzip2-1.0.6 AND LicenseRef-CPL-1.0-with-NSIS-exception"
    return Part("NSIS", version.strip().removeprefix("v").partition("-")[0], licence, texts=texts)


def compiler_path() -> str:
    """Where makensis is: on the path, or where its own installer puts it on Windows."""
    places = [
        shutil.which("makensis"),
        *(str(Path(os.environ.get(name, "C:/"), "NSIS/makensis.exe")) for name in ("ProgramFiles(x86)", "ProgramFiles")),
    ]
    for place in places:
        if place and Path(place).is_file():
            return place
    raise FileNotFoundError("makensis is missing: install NSIS 3.08 or newer (on Debian the package nsis) and start again")


def four_numbers(version: str) -> str:
    """A version as Windows counts: 0.1.0 → 0.1.0.0; what follows a letter or a sign is left out."""
    numbers = [part for part in version.replace("-", ".").replace("+", ".").split(".") if part.isdigit()][:4]
    return ".".join([*numbers, "0", "0", "0", "0"][:4])


def version_information(version: str, program: str) -> str:
    """What Windows shows among the properties of a program, as PyInstaller reads it from a file: a version resource."""
    numbers = tuple(int(part) for part in four_numbers(version).split("."))
    common = {
        "CompanyName": "QI Desktop",
        "FileVersion": version,
        "InternalName": program,
        "LegalCopyright": "Apache-2.0",
        "OriginalFilename": f"{program}.exe",
        "ProductVersion": version,
    }
    tables = []
    for code, words in _WORDS.items():
        entries = ", ".join(f"StringStruct({key!r}, {value!r})" for key, value in {**common, **words}.items())
        tables.append(f"StringTable({code + '04b0'!r}, [{entries}])")  # 04b0: Unicode
    translations = [number for code in _WORDS for number in (int(code, 16), 1200)]
    return (
        f"VSVersionInfo(ffi=FixedFileInfo(filevers={numbers}, prodvers={numbers}, mask=0x3f, flags=0x0, OS=0x40004, fileType=0x1, subtype=0x0, "
        f"date=(0, 0)), kids=[StringFileInfo([{', '.join(tables)}]), VarFileInfo([VarStruct('Translation', {translations})])])"
    )
