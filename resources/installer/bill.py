"""What is shipped and under which licences: the texts beside the program, and the bill of materials (SBOM).

Owns both, made at build time from what is really in the environment that was frozen: the lock file says which packages, their own metadata say
which licences. Must not know how an installer is made.
"""

from __future__ import annotations

import dataclasses
import json
import re
import shutil
import subprocess
import sys
import sysconfig
import uuid
from collections.abc import Iterable
from datetime import datetime
from importlib import metadata
from pathlib import Path

from cyclonedx.contrib.license.factories import LicenseFactory
from cyclonedx.model.bom import Bom, BomMetaData
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.output.json import JsonV1Dot6
from packageurl import PackageURL
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from PyInstaller.archive.readers import CArchiveReader

from qi_desktop import licences
from qi_desktop.licences import Part

_LIBRARY = re.compile(r"\.(?:so(?:\.[\d.]+)?|dll|pyd)$")
_SPACE = uuid.UUID("6d2ff1c6-8f0e-4ed5-9a0f-6a1e7d3f2b10")  # of our own names, for serial numbers that follow from the content


def python_parts(project: str, lock: Path, tree: Path) -> list[Part]:
    """The packages that the project needs to run on this platform, as they are installed here, and what is in those of their libraries that lie in
    `tree`, the frozen program.

    Raises `ValueError` when one has another version than the lock file: what is shipped must be what was checked.
    """
    locked = {(canonicalize_name(name), version) for name, version in licences.pinned(lock)}
    shipped = {file.name for file in tree.rglob("*")}
    parts = []
    for name in needed_distributions(project):
        distribution = metadata.distribution(name)
        if (name, distribution.version) not in locked:
            raise ValueError(f"{name} {distribution.version} is installed, which is not in {lock.name}")
        if name not in licences.NOT_SHIPPED:
            parts.append(licences.of_distribution(name, distribution, lock.parent / "resources"))
            parts += licences.within(name, distribution, lock.parent / "resources", shipped)
    return parts


def unknown_libraries(project: str, tree: Path) -> list[Path]:
    """Libraries in the frozen program that come from nowhere we know: neither from a package that is needed, nor from the interpreter, nor from the
    system. What they are and under which licence, nobody could say."""
    named = {Path(sys.executable).name, "base_library.zip"}
    for name in needed_distributions(project):
        named |= {Path(str(file)).name for file in metadata.distribution(name).files or ()}
    for place in (sysconfig.get_path("platstdlib"), sysconfig.get_config_var("LIBDIR"), str(Path(sys.base_prefix, "DLLs")), sys.base_prefix):
        if place and Path(place).is_dir():
            named |= {file.name for file in Path(place).rglob("*") if _LIBRARY.search(file.name)}
    return [file for file in sorted(tree.rglob("*")) if _LIBRARY.search(file.name) and file.name not in named and not _is_of_system(file)]


def unknown_modules(project: str, program: Path) -> list[str]:
    """Modules of Python, by the name of their package, in the archive of a frozen program that belong to no package that is needed: what only tools
    for building need was found beside them and taken along."""
    modules = CArchiveReader(str(program)).open_embedded_archive("PYZ.pyz").toc
    needed, owners_of = {project, *needed_distributions(project)}, metadata.packages_distributions()
    return [
        name
        for name in sorted({module.partition(".")[0] for module in modules})
        # PyInstaller's own are its part; the interpreter writes down how it was built in a module named after the machine.
        if name not in sys.stdlib_module_names and not name.startswith(("_pyi_", "pyi", "_sysconfigdata_"))
        if name != project.replace("-", "_") and not needed & {canonicalize_name(owner) for owner in owners_of.get(name, ())}
    ]


def _is_of_system(file: Path) -> bool:
    """True if the file was copied from a package of this system; Windows' own libraries are known by their names."""
    if sys.platform == "win32":
        return file.name.lower().startswith(("api-ms-win-", "ucrtbase", "vcruntime", "msvcp", "concrt"))
    found = subprocess.run(["dpkg-query", "-S", f"*/{file.name}"], capture_output=True, text=True)
    return found.returncode == 0


def needed_distributions(project: str, extras: Iterable[str] = ("",)) -> list[str]:
    """The names of all packages that an installed project needs here, directly or not; of its extras, only those that are named."""
    found: set[str] = set()
    waiting = [project]
    while waiting:
        for text in metadata.distribution(waiting.pop()).requires or ():
            requirement = Requirement(text)
            name = canonicalize_name(requirement.name)
            if name not in found and (requirement.marker is None or any(requirement.marker.evaluate({"extra": extra}) for extra in extras)):
                found.add(name)
                waiting.append(name)
    return sorted(found)


def freezer_part() -> Part:
    """PyInstaller: the programs begin with its loader, which may be shipped with any program (its licence's exception)."""
    part = licences.of_distribution("pyinstaller", metadata.distribution("pyinstaller"), Path())
    return dataclasses.replace(part, licence="GPL-2.0-or-later WITH Bootloader-exception")


def system_parts(libraries: Iterable[Path], resources: Path) -> list[Part]:
    """The Debian packages that these libraries of this machine belong to, each once; a library that dpkg does not know is left out.

    Raises `ValueError` for a package whose licence is not in `resources`.
    """
    # The interpreter is a part of its own, whoever built it.
    packages = {package for library in libraries if not library.name.startswith("libpython") for package in owners(library)}
    parts = []
    for package in sorted(packages):
        shown = subprocess.run(["dpkg-query", "-W", "-f", "${Version}", package], capture_output=True, text=True)
        copyright_file = Path("/usr/share/doc", package.split(":")[0], "copyright")
        name, texts = package.split(":")[0], (copyright_file,) if copyright_file.is_file() else ()
        parts.append(Part(name, shown.stdout.strip(), licences.of_debian(name, resources), "deb", texts))
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
    listed: list[tuple[Part, list[str]]] = []
    copied: dict[Path, str] = {}  # what stands within a package has its words there, for some dozen parts the same file
    for part in parts:
        names: list[str] = []
        place = folder / part.within / part.name
        if part.notice:
            place.mkdir(parents=True, exist_ok=True)
            (place / "copyright.txt").write_text(part.notice + "\n", "utf-8")
            names.append((place / "copyright.txt").relative_to(folder).as_posix())
        for text in part.texts:
            if text not in copied:
                target = place / (text.name if text.name not in [Path(name).name for name in names] else f"{len(names)}-{text.name}")
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(text, target)
                copied[text] = target.relative_to(folder).as_posix()
            names.append(copied[text])
        listed.append((part, names))
    folder.mkdir(parents=True, exist_ok=True)
    (folder / licences.LISTED.name).write_text(licences.to_list(listed), "utf-8")


def write_bill(parts: Iterable[Part], name: str, version: str, built: datetime, file: Path) -> None:
    """Write the bill of materials as CycloneDX 1.6 JSON. The same parts and time give the same bytes."""
    parts = list(parts)
    program = Component(name=name, version=version, type=ComponentType.APPLICATION, bom_ref=name)
    listed = [
        Component(
            name=part.name,
            version=part.version or None,
            type=ComponentType.LIBRARY,
            bom_ref=f"{part.kind}:{part.within}/{part.name}" if part.within else f"{part.kind}:{part.name}",
            purl=PackageURL(part.kind, "debian" if part.kind == "deb" else None, part.name, part.version or None),
            licenses=[LicenseFactory().make_from_string(part.licence)],
        )
        for part in parts
    ]
    identity = uuid.uuid5(_SPACE, json.dumps([name, version, [[part.name, part.version, part.within] for part in parts]]))
    bill = Bom(components=listed, metadata=BomMetaData(component=program, timestamp=built), serial_number=identity)
    bill.register_dependency(program, [component for component, part in zip(listed, parts, strict=True) if not part.within])
    for carrier, whole in zip(listed, parts, strict=True):
        if inside := [component for component, part in zip(listed, parts, strict=True) if part.within and part.within == whole.name]:
            bill.register_dependency(carrier, inside)
    file.write_text(JsonV1Dot6(bill).output_as_string(indent=1) + "\n", "utf-8")
