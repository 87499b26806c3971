"""The Python that a program for Linux is frozen with, made so that it runs on older systems than the one that makes it.

Owns the base (`C_LIBRARY`) and how an interpreter for it is built. A frozen program brings its interpreter along, and the one of a system asks for
that system's C library. So CPython and the libraries that it is linked with are built anew from Debian's source packages, whose signatures apt
checks, with a compiler that links against an older C library than the machine's (`linux/toolchain.lock`).
What only networks need (ssl) and what only terminals need (readline, curses) is left out.
"""

from __future__ import annotations

import hashlib
import os
import platform
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from packaging.utils import canonicalize_name

from qi_desktop.licences import Part
from resources.installer import bill

C_LIBRARY = (2, 28)
"""The oldest C library that the program shall run with: UOS 20, Kylin V10, Debian 10."""

CXX_LIBRARY = 25
"""The same of the C++ library, as the last number of its symbols GLIBCXX_3.4.N: that of GCC 8."""

RELEASE = "bookworm"
SOURCES = ("zlib", "bzip2", "xz-utils", "libffi", "sqlite3", "python3.11")
"""Debian's source packages in the order in which they are built; each but the last is linked into the interpreter."""

_VERSION = "3.11"
_KEYS = Path("/usr/share/keyrings/debian-archive-keyring.gpg")
_DATA = Path(__file__).resolve().parent / "linux"
_LOCK_ENTRY = re.compile(r"^([A-Za-z0-9][A-Za-z0-9._-]*)==(?:.*\\\n)*.*\n", re.MULTILINE)
_SQLITE = ("FTS3", "FTS3_PARENTHESIS", "FTS4", "FTS5", "RTREE", "COLUMN_METADATA", "DBSTAT_VTAB", "MATH_FUNCTIONS", "JSON1")


def executable(work: Path, root: Path) -> Path:
    """The interpreter with the packages of the project at `root`, made in `work` unless it is there.

    Raises `FileNotFoundError` when a tool or Debian's keys are missing, `subprocess.CalledProcessError` when a step fails.
    """
    recipe = b"".join(file.read_bytes() for file in (Path(__file__), _DATA / "toolchain.lock", root / "requirements-test.lock"))
    place = os.fsencode(work.resolve())  # is written into what is built: it cannot be moved
    folder = (work / f"interpreter-{hashlib.sha256(recipe + place).hexdigest()[:12]}").resolve()
    python = folder / "bin" / f"python{_VERSION}"
    done = folder / "complete"
    if not done.is_file():
        for tool in ("apt-get", "dpkg-source", "make"):
            if shutil.which(tool) is None:
                raise FileNotFoundError(f"{tool} is missing: install the packages apt, dpkg-dev and make, and start again")
        if not _KEYS.is_file():
            raise FileNotFoundError(f"{_KEYS} is missing: install the package debian-archive-keyring, and start again")
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        _build(folder, _unpacked_sources(folder / "sources"), _compiler(folder))
        _install_packages(folder, root)
        for name in ("sources", "toolchain", "toolchain-cache", "tools"):  # a gigabyte
            shutil.rmtree(folder / name)
        done.touch()
    _copy_metadata(folder, root)
    return python


# --- sources and compiler ---


def _unpacked_sources(folder: Path) -> dict[str, Path]:
    """The folders of the source packages by name, fetched by an apt of their own that leaves the machine's as it is."""
    state = folder / "apt"
    for place in ("lists/partial", "cache/archives/partial"):
        (state / place).mkdir(parents=True)
    sources = state / "sources.list"
    sources.write_text(f"deb-src [signed-by={_KEYS}] http://deb.debian.org/debian {RELEASE} main\n", "utf-8")
    settings = {
        "Dir::Etc::SourceList": sources,
        "Dir::Etc::SourceParts": "-",
        "Dir::State::Lists": state / "lists",
        "Dir::Cache": state / "cache",
        "APT::Sandbox::User": "",  # the folder need not be open to others
    }
    apt = ["apt-get", "-q", *(word for name, value in settings.items() for word in ("-o", f"{name}={value}"))]
    _run([*apt, "update"], folder)
    _run([*apt, "source", "--download-only", *SOURCES], folder)
    found = {}
    for name in SOURCES:
        description = next(folder.glob(f"{name}_*.dsc"))
        _run(["dpkg-source", "--no-check", "-x", description.name, name], folder)  # apt checked it
        found[name] = folder / name
    return found


def _compiler(folder: Path) -> dict[str, str]:
    """The environment in which the sources are built: a compiler for the base, and one time for all that asks for it."""
    place = folder / "toolchain"
    _run([sys.executable, "-m", "pip", "install", "-q", "--require-hashes", "--target", str(place), "-r", str(_DATA / "toolchain.lock")], folder)
    zig = place / "ziglang" / "zig"
    tools = folder / "tools"
    tools.mkdir()
    target = f"{platform.machine()}-linux-gnu." + ".".join(map(str, C_LIBRARY))
    # Python's own build names the folders of the machine, whose headers belong to a newer C library.
    ours = 'for word do shift; case "$word" in -I/usr/*|-L/usr/*|-L/lib/*) ;; *) set -- "$@" "$word" ;; esac; done'
    for name, words in {"cc": f"cc -target {target}", "c++": f"c++ -target {target}", "ar": "ar", "ranlib": "ranlib"}.items():
        script = tools / name
        script.write_text(f'#!/bin/sh\n{ours}\nexec "{zig}" {words} "$@"\n', "utf-8")
        script.chmod(0o755)
    return {
        **{key: value for key, value in os.environ.items() if not key.startswith(("PYTHON", "VIRTUAL_ENV", "LD_"))},
        **{name: str(tools / tool) for name, tool in {"CC": "cc", "CXX": "c++", "AR": "ar", "RANLIB": "ranlib"}.items()},
        "CFLAGS": "-O2 -fPIC -g0 -fno-sanitize=all -Wno-date-time",
        "PKG_CONFIG": "false",  # nothing of the machine's libraries
        "SOURCE_DATE_EPOCH": "0",
        "LC_ALL": "C.UTF-8",
        "ZIG_GLOBAL_CACHE_DIR": str(folder / "toolchain-cache"),
        "ZIG_LOCAL_CACHE_DIR": str(folder / "toolchain-cache"),
    }


# --- building ---


def _build(folder: Path, sources: Mapping[str, Path], environment: Mapping[str, str]) -> None:
    """Build the libraries as archives into `folder`, and the interpreter with them; their licences are kept beside."""
    jobs = f"-j{os.cpu_count() or 1}"
    library = [f"--prefix={folder}", "--disable-shared", "--enable-static"]

    def build(name: str, configure: Sequence[str], *make: str, extra: str = "") -> None:
        changed = {**environment, "CFLAGS": environment["CFLAGS"] + extra}
        if configure:
            _run(["./configure", *configure], sources[name], changed)
        _run(["make", jobs, *make], sources[name], changed)

    build("zlib", [f"--prefix={folder}", "--static"], "libz.a", "install")
    build("bzip2", [], "libbz2.a", f"CC={environment['CC']}", f"AR={environment['AR']}", f"CFLAGS={environment['CFLAGS']} -D_FILE_OFFSET_BITS=64")
    shutil.copy(sources["bzip2"] / "libbz2.a", folder / "lib")
    shutil.copy(sources["bzip2"] / "bzlib.h", folder / "include")
    parts = ("xz", "xzdec", "lzmadec", "lzmainfo", "lzma-links", "scripts", "doc", "nls")
    build("xz-utils", [*library, *(f"--disable-{part}" for part in parts)], "install")
    build("libffi", [*library, "--disable-docs", "--disable-exec-static-tramp"], "install")
    options = "".join(f" -DSQLITE_ENABLE_{name}" for name in _SQLITE) + " -DSQLITE_SECURE_DELETE"
    build("sqlite3", [*library, "--disable-tcl", "--disable-readline"], "libsqlite3.la", "sqlite3.h", extra=options)
    shutil.copy(sources["sqlite3"] / ".libs/libsqlite3.a", folder / "lib")
    shutil.copy(sources["sqlite3"] / "sqlite3.h", folder / "include")
    _build_python(folder, sources[SOURCES[-1]], environment, jobs)
    for name in SOURCES:
        (folder / "licences" / name).mkdir(parents=True)
        shutil.copy(sources[name] / "debian/copyright", folder / "licences" / name)
        version = next(sources[name].parent.glob(f"{name}_*.dsc")).name.removesuffix(".dsc").partition("_")[2]
        (folder / "licences" / name / "version").write_text(version, "utf-8")


def _build_python(folder: Path, source: Path, environment: Mapping[str, str], jobs: str) -> None:
    pyexpat = source / "Modules/pyexpat.c"  # Debian's correction of it asks for inner headers, which a system's expat brings
    pyexpat.write_text("#define Py_BUILD_CORE_MODULE 1\n" + pyexpat.read_text("utf-8"), "utf-8")
    places = {"CPPFLAGS": f"-I{folder}/include", "LDFLAGS": f"-L{folder}/lib -Wl,-rpath,{folder}/lib"}
    options = ["--enable-shared", "--with-ensurepip=no", "--without-static-libpython", "--disable-test-modules"]
    # Python chooses its own optimisation where none is given.
    ours = {**environment, **places, "CFLAGS": environment["CFLAGS"].replace("-O2 ", "")}
    _run(["./configure", f"--prefix={folder}", *options], source, ours)
    makefile = source / "Makefile"
    makefile.write_text(makefile.read_text("utf-8").replace("-Wl,-h", "-Wl,-soname="), "utf-8")  # the compiler knows the long name only
    _run(["make", jobs, "PY3LIBRARY=", "all", "install"], source, ours)
    needed = "import bz2, ctypes, decimal, hashlib, lzma, sqlite3, zlib, xml.parsers.expat, multiprocessing"
    _run([str(folder / "bin" / f"python{_VERSION}"), "-I", "-c", needed], folder)


# --- the project's packages ---


def _install_packages(folder: Path, root: Path) -> None:
    """Install what the program and its freezing need, the locked versions, and only files that are made for the base."""
    needed = bill.needed_distributions("qi-desktop", ("", "installer"))
    entries = _LOCK_ENTRY.finditer((root / "requirements-test.lock").read_text("utf-8"))  # one for each version that some platform needs
    wanted = folder / "packages.lock"
    wanted.write_text("".join(entry[0] for entry in entries if canonicalize_name(entry[1]) in needed), "utf-8")
    platforms = [f"manylinux_2_{minor}_{platform.machine()}" for minor in range(C_LIBRARY[1], 4, -1)]
    platforms += [f"{name}_{platform.machine()}" for name in ("manylinux2014", "manylinux2010", "manylinux1")]  # the older names of 2_17, 2_12, 2_5
    command = [sys.executable, "-m", "pip", "install", "-q", "--require-hashes", "--no-deps", "--only-binary", ":all:", "--no-compile"]
    command += ["--target", str(_site(folder)), "--python-version", _VERSION, "--implementation", "cp", "--upgrade"]
    _run([*command, *(word for name in platforms for word in ("--platform", name)), "-r", str(wanted)], root)


def _site(folder: Path) -> Path:
    return folder / "lib" / f"python{_VERSION}" / "dist-packages"  # as Debian's Python calls it


def _copy_metadata(folder: Path, root: Path) -> None:
    """Let the interpreter know the project's version, which may have changed since it was made."""
    from importlib import metadata

    for old in _site(folder).glob("qi_desktop-*.dist-info"):
        shutil.rmtree(old)
    known = metadata.distribution("qi-desktop")
    target = _site(folder) / f"qi_desktop-{known.version}.dist-info"
    target.mkdir()
    (target / "METADATA").write_text(known.read_text("METADATA") or "", "utf-8")
    (_site(folder) / "project.pth").write_text(f"{root}\n", "utf-8")


def parts(prefix: Path) -> Iterable[Part]:
    """What the interpreter in `prefix` is made of, if it was made here."""
    for name in SOURCES:
        place = prefix / "licences" / name
        if place.is_dir():
            yield Part(name, (place / "version").read_text("utf-8"), "see the texts", "deb", (place / "copyright",))


def _run(command: Sequence[str], folder: Path, environment: Mapping[str, str] | None = None) -> None:
    """Run a step; its words are shown when it fails."""
    print("  " + " ".join(Path(word).name if "/" in word else word for word in command[:3]), flush=True)
    done = subprocess.run(command, cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace")
    if done.returncode:
        print(done.stdout[-6000:], file=sys.stderr)
        done.check_returncode()
