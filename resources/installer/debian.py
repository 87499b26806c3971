"""The .deb for Debian, Ubuntu, deepin, UOS and Kylin.

Owns the layout of the package (Debian Policy 4.6, Filesystem Hierarchy) and its dependencies, which are read off the frozen files. Its texts for
desktops lie in `linux/`. Nothing of a user is touched: no file outside /usr, no setting, no library.
"""

from __future__ import annotations

import functools
import gzip
import hashlib
import os
import re
import shutil
import subprocess
from collections.abc import Iterable, Iterator
from datetime import datetime
from email.utils import format_datetime
from pathlib import Path

from qi_desktop import licences
from resources.installer import bill, interpreter
from resources.installer.icons import render

NAME = "qi-desktop"
MAINTAINER = "QI Desktop maintainers <qi-desktop@home.arpa>"  # of RFC 8375
COMPONENT = "arpa.home.qi_desktop"  # its name in software centres (AppStream), which must read like a domain; this one nobody can register
DATA = Path(__file__).resolve().parent / "linux"
ICON_SIZES = (16, 32, 48, 64, 128, 256)  # for desktops whose menus do not draw SVG
_LINK = ("usr/bin/qi-desktop", "../lib/qi-desktop/qi-desktop")
_OURS = re.compile(r"NEEDED\s+(\S+)")
# Names that packages had in the older systems which the program reaches.
_OTHER_NAMES = {"libgcc-s1": "libgcc1", "libglib2.0-0t64": "libglib2.0-0"}
# Loaded by Qt when it draws with OpenGL or opens a window, not linked, so that no file asks for them.
_LOADED_LATER = ("libEGL.so.1", "libGL.so.1")


def make(tree: Path, version: str, built: datetime, out: Path) -> Path:
    """Pack the frozen program `tree`; returns the .deb in `out`.

    Raises `FileNotFoundError` without dpkg-deb (package dpkg), `subprocess.CalledProcessError` when it refuses.
    """
    architecture = subprocess.run(["dpkg", "--print-architecture"], capture_output=True, text=True, check=True).stdout.strip()
    root = out / f".{NAME}-deb"
    shutil.rmtree(root, ignore_errors=True)
    lay_out(tree, root, version, built)
    size = sum(file.stat().st_size for file in files(root)) // 1024
    (root / "DEBIAN").mkdir()
    (root / "DEBIAN" / "control").write_text(control(version, architecture, size, dependencies(tree)), "utf-8")
    (root / "DEBIAN" / "md5sums").write_text(md5sums(root), "utf-8")
    preinst = root / "DEBIAN" / "preinst"
    preinst.write_text((DATA / "preinst").read_text("utf-8").replace("@VERSION@", version), "utf-8")
    preinst.chmod(0o755)
    for path in root.rglob("*"):  # one time for all files: the same source gives the same package
        os.utime(path, (built.timestamp(), built.timestamp()), follow_symlinks=False)
    package = out / f"{NAME}_{version}_{architecture}.deb"
    subprocess.run(
        ["dpkg-deb", "--root-owner-group", "-Zxz", "--build", str(root), str(package)],
        check=True,
        stdout=subprocess.DEVNULL,
        env={**os.environ, "SOURCE_DATE_EPOCH": str(int(built.timestamp()))},
    )
    shutil.rmtree(root)
    return package


def lay_out(tree: Path, root: Path, version: str, built: datetime) -> None:
    """Put the program and the files for desktops where they belong under `root`."""
    program = root / "usr/lib" / NAME
    shutil.copytree(tree, program, symlinks=True)
    link = root / _LINK[0]
    link.parent.mkdir(parents=True)
    link.symlink_to(_LINK[1])
    share = root / "usr/share"
    for source, place in (
        ("qi-desktop.desktop", f"applications/{NAME}.desktop"),
        ("qi-desktop.mime.xml", f"mime/packages/{NAME}.xml"),
        ("qi-desktop.metainfo.xml", f"metainfo/{COMPONENT}.metainfo.xml"),
        ("../administrators.md", f"doc/{NAME}/administrators.md"),
        ("lintian-overrides", f"lintian/overrides/{NAME}"),
    ):
        put(share / place, (DATA / source).read_text("utf-8").replace("@VERSION@", version).replace("@DATE@", built.date().isoformat()).encode())
    put(share / f"doc/{NAME}/copyright", copyright_file(tree).encode())
    for language, source in (("", "qi-desktop.1"), ("zh_CN/", "qi-desktop.zh_CN.1")):
        put(share / f"man/{language}man1/{NAME}.1.gz", packed((DATA / source).read_bytes()))
    entry = f"{NAME} ({version}) unstable; urgency=medium\n\n  * Version {version}.\n\n -- {MAINTAINER}  {format_datetime(built)}\n"
    put(share / f"doc/{NAME}/changelog.gz", packed(entry.encode()))
    (share / f"doc/{NAME}/licences").symlink_to(f"../../../lib/{NAME}/licences")
    icon = tree / "_internal/resources/icons/qi-desktop.svg"
    for folder, name in (("apps", NAME), ("mimetypes", "application-x-qi-library")):
        put(share / f"icons/hicolor/scalable/{folder}/{name}.svg", icon.read_bytes())
        for size in ICON_SIZES:
            put(share / f"icons/hicolor/{size}x{size}/{folder}/{name}.png", render(icon, size))
    for path in root.rglob("*"):  # whatever the mask of the person who builds
        if not path.is_symlink():
            is_program = os.access(path, os.X_OK) and ".so" not in path.name  # a library is not one, whatever its wheel says
            path.chmod(0o755 if path.is_dir() or is_program else 0o644)
    root.chmod(0o755)


def copyright_file(tree: Path) -> str:
    """Debian's copyright file: our own licence, and below it every part of the frozen program with its licence and where its words are installed."""
    folder = (tree / licences.LISTED).parent
    lines = []
    for part in licences.read_list(tree / licences.LISTED):
        lines += [" .", f" {part.title}: {part.licence}"]
        lines += [f"   /usr/lib/{NAME}/licences/{text.relative_to(folder).as_posix()}" for text in part.texts]
    return (DATA / "copyright").read_text("utf-8") + "\n".join(lines) + "\n"


def put(file: Path, content: bytes) -> None:
    """Write a file and the folders above it."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)


def packed(content: bytes) -> bytes:
    """gzip without a time in it."""
    return gzip.compress(content, 9, mtime=0)


def files(root: Path) -> Iterator[Path]:
    """The regular files under a folder, in order."""
    return (path for path in sorted(root.rglob("*")) if path.is_file() and not path.is_symlink())


def md5sums(root: Path) -> str:
    """What `dpkg --verify` compares the installed files with."""
    shipped = (path for path in files(root) if path.relative_to(root).parts[0] != "DEBIAN")
    return "".join(f"{hashlib.md5(path.read_bytes(), usedforsecurity=False).hexdigest()}  {path.relative_to(root).as_posix()}\n" for path in shipped)


def control(version: str, architecture: str, size: int, depends: Iterable[str]) -> str:
    """The control file; `size` in KiB."""
    return f"""Package: {NAME}
Version: {version}
Section: editors
Priority: optional
Architecture: {architecture}
Maintainer: {MAINTAINER}
Installed-Size: {size}
Depends: {", ".join(depends)}
Recommends: ibus | fcitx5
Description: 质量诚信报告编写工具 (quality integrity reports, offline)
 管理者代表在自己的电脑上离线编写每年一次的质量诚信报告：按章节起草正文，在台账里维护
 标准、证书、质量目标等表格，导出排版一致的 Word 和 PDF。
 .
 Drafts the yearly quality integrity report of a manufacturing company from one
 local file and exports it to Word and PDF. It never uses the network.
"""


# --- what the program needs of the system ---


def dependencies(tree: Path) -> list[str]:
    """The packages that must be there: what the frozen files ask for and do not bring along, and the C library that they were linked against."""
    own, needed = own_names(tree), {*_LOADED_LATER, *needed_names(tree)}
    packages = {package.split(":")[0] for name in needed - own for path in [system_library(name)] if path for package in bill.owners(path)}
    packages.discard("libc6")
    return [f"libc6 (>= {c_library(tree)})", *(" | ".join(filter(None, (name, _OTHER_NAMES.get(name)))) for name in sorted(packages))]


def libraries_of_the_system(tree: Path) -> list[Path]:
    """The libraries of this machine of which the frozen program has a copy."""
    return [path for name in sorted(own_names(tree)) for path in [system_library(name)] if path]


def own_names(tree: Path) -> set[str]:
    """The names under which libraries in the tree are asked for."""
    return {path.name for path in tree.rglob("*.so*")}


@functools.lru_cache(maxsize=4)
def _headers(tree: Path) -> dict[str, str]:
    """What binutils tells of every program and library in the tree, by its place there."""
    binaries = [path for path in files(tree) if ".so" in path.name or path.parent == tree]
    told = subprocess.run(["objdump", "-p", *map(str, binaries)], capture_output=True, text=True).stdout
    pieces = re.split(r"^(\S.*):\s+file format .*$", told, flags=re.MULTILINE)[1:]
    return {str(Path(name).relative_to(tree)): headers for name, headers in zip(pieces[::2], pieces[1::2], strict=True)}


def needed_names(tree: Path) -> set[str]:
    """The libraries that files in the tree are linked with."""
    return {name for headers in _headers(tree).values() for name in _OURS.findall(headers)}


def c_library(tree: Path) -> str:
    """The oldest version of the C library that has every symbol that the tree asks for."""
    return ".".join(map(str, max(version for versions in _asked(tree).values() for version in versions)))


def too_new(tree: Path) -> list[str]:
    """The files that ask for a newer C or C++ library than the declared bases, each with what it asks for."""
    found = []
    for name, versions in _asked(tree).items():
        if max(versions, default=interpreter.C_LIBRARY) > interpreter.C_LIBRARY:
            found.append(f"{name}: GLIBC_{'.'.join(map(str, max(versions)))}")
    for name, headers in _headers(tree).items():
        newest = max((int(version) for version in re.findall(r"GLIBCXX_3\.4\.(\d+)", headers)), default=0)
        if newest > interpreter.CXX_LIBRARY:
            found.append(f"{name}: GLIBCXX_3.4.{newest}")
    return found


def _asked(tree: Path) -> dict[str, set[tuple[int, ...]]]:
    return {name: {(2, int(version)) for version in re.findall(r"GLIBC_2\.(\d+)", headers)} for name, headers in _headers(tree).items()}


@functools.lru_cache(maxsize=1)
def _loadable() -> dict[str, Path]:
    listed = subprocess.run(["/sbin/ldconfig", "-p"], capture_output=True, text=True).stdout
    return {match[1]: Path(match[2]) for match in re.finditer(r"^\s+(\S+) \([^)]*x86-64[^)]*\) => (\S+)$", listed, re.MULTILINE)} or {
        match[1]: Path(match[2]) for match in re.finditer(r"^\s+(\S+) \([^)]*\) => (\S+)$", listed, re.MULTILINE)
    }


def system_library(name: str) -> Path | None:
    """Where the dynamic linker finds a library on this machine."""
    return _loadable().get(name)
