"""What the program is shipped with, and under which licences.

Owns the form of the list `licences/parts.json`, which a frozen program has beside itself with the texts, made when it was frozen; and where the same
is found out in a program that is not frozen: the lock file says which packages, their own metadata say which licences.
"""

from __future__ import annotations

import json
import platform
import re
import sysconfig
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from qi_desktop import paths

LISTED = Path("licences", "parts.json")
"""Where the list lies in a frozen program; the texts are named from its folder on."""

NOT_SHIPPED = ("pip", "setuptools", "wheel")
"""Packages that others say they need and that the program never uses: a frozen one leaves them out."""

_PINNED = re.compile(r"^([A-Za-z0-9][A-Za-z0-9._-]*)==([^\s;\\]+)", re.MULTILINE)
_TEXT = re.compile(r"\.dist-info/(.*/)?(licen[cs]es?/.+|(licen[cs]e|copying|notice|authors|ofl)[^/]*)$", re.IGNORECASE)
_FONT_LICENCES = {"OFL": "OFL-1.1", "GPL": "GPL-3.0-only WITH Font-exception-2.0"}


@dataclass(frozen=True, slots=True)
class Part:
    """One thing that is shipped: its name, version and licence (SPDX where its author gave one), and the files with the licence's words."""

    name: str
    version: str
    licence: str
    kind: str = "generic"  # pypi, deb or generic, as in a package URL
    texts: tuple[Path, ...] = ()


def parts() -> list[Part]:
    """Everything that this program is shipped with, by name."""
    file = paths.program_folder() / LISTED
    found = read_list(file) if file.is_file() else _installed()
    return sorted(found, key=lambda part: part.name.lower())


def text(part: Part) -> str:
    """The licence in full; "" where its author ships no words with it."""
    return "\n\n".join(file.read_text("utf-8", errors="replace").strip() for file in part.texts)


def to_list(shipped: list[tuple[Part, list[str]]]) -> str:
    """The list as JSON, of parts and the names of their texts beside it."""
    listed = [{"name": part.name, "version": part.version, "licence": part.licence, "texts": names} for part, names in shipped]
    return json.dumps(listed, ensure_ascii=False, indent=1) + "\n"


def read_list(file: Path) -> list[Part]:
    """The parts of a list."""
    return [
        Part(part["name"], part["version"], part["licence"], texts=tuple(file.parent / name for name in part["texts"]))
        for part in json.loads(file.read_text("utf-8"))
    ]


def _installed() -> list[Part]:
    """The packages of the lock file that are installed in that version, the interpreter, and what lies in `resources`."""
    lock = paths.resources().parent / "requirements.lock"
    found = [*of_resources(paths.resources()), of_interpreter()]
    for name, version in pinned(lock):
        if name in NOT_SHIPPED:
            continue
        try:
            distribution = metadata.distribution(name)
        except metadata.PackageNotFoundError:
            continue  # another platform needs it
        if distribution.version == version:
            found.append(of_distribution(name, distribution, paths.resources()))
    return found


def pinned(lock: Path) -> list[tuple[str, str]]:
    """Names and versions in a lock file; none where there is no file."""
    return _PINNED.findall(lock.read_text("utf-8")) if lock.is_file() else []


def of_distribution(name: str, distribution: metadata.Distribution, resources: Path) -> Part:
    """An installed package. Qt's packages are the only ones that bring no text; theirs are in `resources`."""
    licence = _licence(distribution)
    texts = sorted(Path(str(file.locate())) for file in distribution.files or () if _TEXT.search(file.as_posix()))
    if not texts and "LGPL-3.0" in licence:
        texts = [resources / "licences" / f"{name}-3.0.txt" for name in ("LGPL", "GPL")]  # the first builds on the second
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
