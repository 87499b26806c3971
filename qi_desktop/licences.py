"""What the program is shipped with, and under which licences.

Owns the form of the list `licences/parts.json`, which a frozen program has beside itself with the texts, made when it was frozen; and where the same
is found out in a program that is not frozen: the lock file says which packages, their own metadata say which licences, and
`resources/licences/within.toml` says what others' code was built into their libraries.
"""

from __future__ import annotations

import json
import mmap
import platform
import re
import sys
import sysconfig
import tomllib
from collections.abc import Collection, Iterable
from fnmatch import fnmatch
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import Any

from qi_desktop import paths
from qi_desktop.core.records import dataclass

LISTED = Path("licences", "parts.json")
"""Where the list lies in a frozen program; the texts are named from its folder on."""

NOT_SHIPPED = ("pip", "setuptools", "wheel")
"""Packages that others say they need and that the program never uses: a frozen one leaves them out."""

_PINNED = re.compile(r"^([A-Za-z0-9][A-Za-z0-9._-]*)==([^\s;\\]+)", re.MULTILINE)
_TEXT = re.compile(r"\.dist-info/(.*/)?(licen[cs]es?/.+|(licen[cs]e|copying|notice|authors|ofl)[^/]*)$", re.IGNORECASE)
_FONT_LICENCES = {"OFL": "OFL-1.1", "GPL": "GPL-3.0-only WITH Font-exception-2.0"}


@dataclass(frozen=True, slots=True)
class Part:
    """One thing that is shipped: its name, version and licence (SPDX where its author gave one), and the files with the licence's words.

    `within` is the package whose libraries it is a part of, empty for what stands by itself; `notice` are its copyright lines, where they do not
    stand in the texts.
    """

    name: str
    version: str
    licence: str
    kind: str = "generic"  # pypi, deb or generic, as in a package URL
    texts: tuple[Path, ...] = ()
    within: str = ""
    notice: str = ""

    @property
    def title(self) -> str:
        """The name and the version, as a list shows them."""
        return f"{self.name} {self.version}".strip() + (f" ({self.within})" if self.within else "")


def parts() -> list[Part]:
    """Everything that this program is shipped with, by name."""
    file = paths.program_folder() / LISTED
    found = read_list(file) if file.is_file() else _installed()
    return sorted(found, key=lambda part: (part.name.lower(), part.within))


def text(part: Part) -> str:
    """The licence in full; "" where its author ships no words with it."""
    words = [file.read_text("utf-8", errors="replace").strip() for file in part.texts]
    return "\n\n".join([part.notice, *words] if part.notice else words)


def to_list(shipped: list[tuple[Part, list[str]]]) -> str:
    """The list as JSON, of parts and the names of their texts beside it."""
    listed = [{"name": part.name, "version": part.version, "licence": part.licence, "within": part.within, "texts": names} for part, names in shipped]
    return json.dumps(listed, ensure_ascii=False, indent=1) + "\n"


def read_list(file: Path) -> list[Part]:
    """The parts of a list."""
    return [
        Part(part["name"], part["version"], part["licence"], texts=tuple(file.parent / name for name in part["texts"]), within=part["within"])
        for part in json.loads(file.read_text("utf-8"))
    ]


def _installed() -> list[Part]:
    """The packages of the lock file that are installed in that version, the interpreter, and what lies in `resources`."""
    lock = paths.resources().parent / "requirements.lock"
    found = [*of_resources(paths.resources()), of_interpreter(), *within_interpreter("CPython", paths.resources())]
    for name, version in pinned(lock):
        if name in NOT_SHIPPED:
            continue
        try:
            distribution = metadata.distribution(name)
        except metadata.PackageNotFoundError:
            continue  # another platform needs it
        if distribution.version == version:
            found.append(of_distribution(name, distribution, paths.resources()))
            found += within(name, distribution, paths.resources())
    return found


def pinned(lock: Path) -> list[tuple[str, str]]:
    """Names and versions in a lock file; none where there is no file."""
    return _PINNED.findall(lock.read_text("utf-8")) if lock.is_file() else []


def of_distribution(name: str, distribution: metadata.Distribution, resources: Path) -> Part:
    """An installed package. Qt's packages are the only ones that bring no text; theirs are in `resources`."""
    licence = _licence(distribution)
    texts = sorted(Path(str(file.locate())) for file in distribution.files or () if _TEXT.search(file.as_posix()))
    if not texts and "LGPL-3.0" in licence:
        texts = [resources / "licences" / f"{name}.txt" for name in ("Qt", "LGPL-3.0", "GPL-3.0")]  # the last is what the second builds on
    return Part(name, distribution.version, licence, "pypi", tuple(texts))


def _licence(distribution: metadata.Distribution) -> str:
    def said(field: str) -> list[str]:
        return distribution.metadata.get_all(field) or []

    if expression := said("License-Expression"):
        return expression[0]
    # Some packages put the whole text into "License"; the classifier is the short name then.
    classifiers = [line.rsplit("::", 1)[1].strip() for line in said("Classifier") if line.startswith("License ::")]
    short = [words for words in said("License") if words and len(words) < 80 and "\n" not in words]
    return short[0] if short else ", ".join(classifiers) or "see the texts"


def within(name: str, distribution: metadata.Distribution, resources: Path, shipped: Collection[str] | None = None) -> list[Part]:
    """What others' code the libraries of an installed package hold; with `shipped`, file names, only that of libraries among them."""
    return _within(name, {name}, [Path(str(file.locate())) for file in distribution.files or ()], resources, shipped)


def within_interpreter(name: str, resources: Path, shipped: Collection[str] | None = None) -> list[Part]:
    """The same of the interpreter that runs this, listed under `name`: the package that it was built from, or CPython."""
    places = {sysconfig.get_path("platstdlib"), sysconfig.get_config_var("LIBDIR"), str(Path(sys.base_prefix, "DLLs")), sys.base_prefix}
    folders = [folder for place in sorted(filter(None, places)) for folder in (Path(place), Path(place, "lib-dynload")) if folder.is_dir()]
    return _within(name, {name, "CPython"}, [file for folder in folders for file in sorted(folder.iterdir())], resources, shipped)


def _within(name: str, packages: Collection[str], files: list[Path], resources: Path, shipped: Collection[str] | None) -> list[Part]:
    own = [file for file in files if _TEXT.search(file.as_posix())]
    found = []
    for entry in _entries(resources):
        if entry["package"] not in packages or entry.get("system", sys.platform) != sys.platform:
            continue
        library = next((file for file in files if fnmatch(file.name, entry["library"]) and (shipped is None or file.name in shipped)), None)
        if library is None:
            continue
        if patterns := entry.get("own_texts"):
            texts = [file for file in own if any(fnmatch(file.name, pattern) for pattern in patterns)]
        else:
            texts = [resources / "licences" / "texts" / f"{text}.txt" for text in entry["texts"]]
        tellers = [file for file in files if fnmatch(file.name, entry["told_by"])] if "told_by" in entry else [library]
        version = next(filter(None, (_version(entry.get("version", ""), file) for file in tellers)), "") or _billed(entry["name"], files)
        notice = "\n".join(entry.get("copyright", ()))
        found.append(Part(entry["name"], version, entry["licence"], texts=tuple(texts), within=name, notice=notice))
    return found


@cache
def _entries(resources: Path) -> list[dict[str, Any]]:
    entries: list[dict[str, Any]] = tomllib.loads((resources / "licences" / "within.toml").read_text("utf-8"))["part"]
    return entries


def of_debian(name: str, resources: Path) -> str:
    """The licence of a Debian package. Raises `ValueError` for one that nobody has looked up, so that it is looked up before it is shipped."""
    known: dict[str, str] = tomllib.loads((resources / "licences" / "debian.toml").read_text("utf-8"))
    if name not in known:
        raise ValueError(f"the licence of the Debian package {name} is not in resources/licences/debian.toml")
    return known[name]


def _version(pattern: str, library: Path) -> str:
    """What a library says of its version, in its name or its bytes."""
    if not pattern:
        return ""
    if match := re.search(pattern, library.name):
        return match[1]
    with library.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        inside = re.search(pattern.encode(), data)
        return inside[1].decode() if inside else ""


def _billed(name: str, files: Iterable[Path]) -> str:
    """The version that a package's own bill of materials (PEP 770, CycloneDX) gives for one of its parts; "" without one."""
    for file in files:
        if file.parent.name == "sboms" and file.suffix == ".json":
            for component in json.loads(file.read_text("utf-8")).get("components", ()):
                if name.lower() in str(component["name"]).lower().split(" / ") or str(component["name"]).lower() == name.removesuffix("-ng").lower():
                    return str(component.get("version") or "")
    return ""


def of_resources(resources: Path) -> list[Part]:
    """The fonts: one part for each licence file, which is named after its family and its licence."""
    found = []
    for file in sorted((resources / "fonts").glob("*-*.txt")):
        family, _, licence = file.stem.partition("-")
        further = (resources / "licences" / "GPL-3.0.txt",) if licence == "GPL" else ()
        found.append(Part(family, "", _FONT_LICENCES[licence], texts=(file, *further)))
    return found


def of_interpreter() -> Part:
    """The Python that runs the program; its licence lies beside its library, on Windows beside the program, on Debian with its papers."""
    major, minor, _ = platform.python_version_tuple()
    stdlib = Path(sysconfig.get_path("stdlib"))
    places = [stdlib / "LICENSE.txt", stdlib.parent / "LICENSE.txt", *Path("/usr/share/doc").glob(f"python{major}.{minor}*/copyright")]
    return Part("CPython", platform.python_version(), "PSF-2.0", texts=tuple(place for place in places if place.is_file())[:1])
