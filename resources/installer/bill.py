"""What is shipped and under which licences: the texts beside the program, and the bill of materials (SBOM).

Owns both, made at build time from what is really in the environment that was frozen: the lock file says which packages, their own metadata say
which licences. Must not know how an installer is made.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from importlib import metadata
from pathlib import Path

from cyclonedx.model.bom import Bom, BomMetaData
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.model.license import DisjunctiveLicense
from cyclonedx.output.json import JsonV1Dot6
from packageurl import PackageURL
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

_PINNED = re.compile(r"^([A-Za-z0-9][A-Za-z0-9._-]*)==([^\s;\\]+)", re.MULTILINE)
_LICENCE_FILE = re.compile(r"(^|/)(licen[cs]e|copying|notice|authors|ofl)[^/]*$", re.IGNORECASE)
_SPACE = uuid.UUID("6d2ff1c6-8f0e-4ed5-9a0f-6a1e7d3f2b10")  # of our own names, for serial numbers that follow from the content


@dataclass(frozen=True, slots=True)
class Part:
    """One thing that is shipped: its name, version and licence (SPDX where its author gave one), and the files with the licence's words."""

    name: str
    version: str
    licence: str
    kind: str  # pypi, deb or generic, as in a package URL
    texts: tuple[Path, ...] = ()


def python_parts(project: str, lock: Path) -> list[Part]:
    """The packages that the project needs to run on this platform, as they are installed here.

    Raises `ValueError` when one has another version than the lock file: what is shipped must be what was checked.
    """
    locked = {(canonicalize_name(name), version) for name, version in _PINNED.findall(lock.read_text("utf-8"))}
    parts = []
    for name in needed_distributions(project):
        distribution = metadata.distribution(name)
        if (name, distribution.version) not in locked:
            raise ValueError(f"{name} {distribution.version} is installed, which is not in {lock.name}")
        texts = [
            Path(str(file.locate())) for file in distribution.files or () if _LICENCE_FILE.search(file.as_posix()) and ".dist-info" in file.as_posix()
        ]
        parts.append(Part(name, distribution.version, _licence(distribution), "pypi", tuple(sorted(texts))))
    return parts


def needed_distributions(project: str) -> list[str]:
    """The names of all packages that an installed project needs here, directly or not, without its extras."""
    found: set[str] = set()
    waiting = [project]
    while waiting:
        for text in metadata.distribution(waiting.pop()).requires or ():
            requirement = Requirement(text)
            name = canonicalize_name(requirement.name)
            if name not in found and (requirement.marker is None or requirement.marker.evaluate({"extra": ""})):
                found.add(name)
                waiting.append(name)
    return sorted(found)


def _licence(distribution: metadata.Distribution) -> str:
    def said(field: str) -> list[str]:
        return distribution.metadata.get_all(field) or []

    if expression := said("License-Expression"):
        return expression[0]
    # Some packages put the whole text into "License"; the classifier is the short name then.
    classifiers = [line.rsplit("::", 1)[1].strip() for line in said("Classifier") if line.startswith("License ::")]
    short = [text for text in said("License") if text and len(text) < 80 and "\n" not in text]
    return short[0] if short else ", ".join(classifiers) or "see the texts"


def font_parts(fonts: Path) -> list[Part]:
    """The fonts in `resources/fonts`: one part for each licence file, which is named after its family."""
    return [Part(text.name.removesuffix("-OFL.txt"), "", "OFL-1.1", "generic", (text,)) for text in sorted(fonts.glob("*-OFL.txt"))]


def interpreter_part(version: str, text: Path | None) -> Part:
    """The Python that runs the program."""
    return Part("CPython", version, "PSF-2.0", "generic", (text,) if text else ())


def system_parts(libraries: Iterable[Path]) -> list[Part]:
    """The Debian packages that these libraries of this machine belong to, each once; a library that dpkg does not know is left out."""
    # The interpreter is a part of its own, whoever built it.
    packages = {package for library in libraries if not library.name.startswith("libpython") for package in owners(library)}
    parts = []
    for package in sorted(packages):
        shown = subprocess.run(["dpkg-query", "-W", "-f", "${Version}", package], capture_output=True, text=True)
        copyright_file = Path("/usr/share/doc", package.split(":")[0], "copyright")
        parts.append(Part(package.split(":")[0], shown.stdout.strip(), "see the texts", "deb", (copyright_file,) if copyright_file.is_file() else ()))
    return parts


def owners(library: Path) -> list[str]:
    """The Debian packages that own a file, found also where /lib is a link to /usr/lib."""
    real = library.resolve()
    for place in (str(library), str(real), str(real).removeprefix("/usr")):
        found = subprocess.run(["dpkg-query", "-S", place], capture_output=True, text=True)
        if found.returncode == 0:
            return [line.rsplit(": ", 1)[0] for line in found.stdout.splitlines() if not line.startswith("diversion")]
    return []


def write_licences(parts: Iterable[Part], folder: Path) -> None:
    """Put the licence texts of all parts under `folder`, and a list of the parts as `parts.json`, which the window's About shows."""
    listed = []
    for part in parts:
        names = []
        for text in part.texts:
            target = folder / part.name / text.name
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(text, target)
            names.append(target.relative_to(folder).as_posix())
        listed.append({"name": part.name, "version": part.version, "licence": part.licence, "texts": names})
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "parts.json").write_text(json.dumps(listed, ensure_ascii=False, indent=1) + "\n", "utf-8")


def write_bill(parts: Iterable[Part], name: str, version: str, built: datetime, file: Path) -> None:
    """Write the bill of materials as CycloneDX 1.6 JSON. The same parts and time give the same bytes."""
    program = Component(name=name, version=version, type=ComponentType.APPLICATION, bom_ref=name)
    listed = [
        Component(
            name=part.name,
            version=part.version or None,
            type=ComponentType.LIBRARY,
            bom_ref=f"{part.kind}:{part.name}",
            purl=PackageURL(part.kind, "debian" if part.kind == "deb" else None, part.name, part.version or None),
            licenses=[DisjunctiveLicense(name=part.licence)],
        )
        for part in parts
    ]
    identity = uuid.uuid5(_SPACE, json.dumps([name, version, [[part.name, part.version] for part in parts]]))
    bill = Bom(components=listed, metadata=BomMetaData(component=program, timestamp=built), serial_number=identity)
    bill.register_dependency(program, listed)
    file.write_text(JsonV1Dot6(bill).output_as_string(indent=1) + "\n", "utf-8")
