"""Makes the installers of the platform it runs on: `python -m resources.installer.package`, which `python3 start.py installer` calls.

Owns the order of the steps: freeze (build.spec), licences and bill of materials, installer, checksums. What an installer looks like is said in
`debian` and `windows`.
"""

from __future__ import annotations

import argparse
import dataclasses
import hashlib
import os
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from qi_desktop import licences
from qi_desktop.licences import Part
from resources.installer import bill, debian, interpreter, windows

ROOT = Path(__file__).resolve().parent.parent.parent
NAME = "qi-desktop"


def main(arguments: Sequence[str] | None = None) -> int:
    """Freeze, pack and write checksums; returns the exit code."""
    parser = argparse.ArgumentParser(description="Make the installers of this platform.")
    parser.add_argument("--out", type=Path, default=ROOT / "dist", help="the folder for installers, checksums and bill of materials")
    parser.add_argument("--tree", type=Path, help="a frozen program that is there already; nothing is frozen anew")
    options = parser.parse_args(arguments)
    if sys.platform == "linux" and not Path(sys.prefix, "complete").is_file():
        return in_older_interpreter(sys.argv[1:] if arguments is None else arguments)
    out: Path = options.out
    out.mkdir(parents=True, exist_ok=True)
    version = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]
    built = build_time()
    tree = options.tree or freeze(ROOT / "build")
    if sys.platform == "linux" and (reasons := debian.too_new(tree)):
        print("The program would not run on the oldest systems that it is meant for:", *reasons, sep="\n  ", file=sys.stderr)
        return 1
    try:
        parts = shipped_parts(tree)
    except ValueError as error:
        print(f"The installer was not made: {error}.", file=sys.stderr)
        return 1
    bill.write_licences(parts, (tree / licences.LISTED).parent)
    sbom = out / f"{NAME}-{version}.cdx.json"
    bill.write_bill(parts, NAME, version, built, sbom)
    try:
        made = [windows.make(tree, version, out)] if sys.platform == "win32" else [debian.make(tree, version, built, out)]
    except (FileNotFoundError, subprocess.CalledProcessError) as error:
        print(f"The installer could not be made: {error}", file=sys.stderr)
        return 1
    sums = write_checksums([*made, sbom], out / "SHA256SUMS")
    for file in (*made, sbom, sums):
        print(f"{file.stat().st_size / 1e6:8.1f} MB  {file}")
    return 0


def in_older_interpreter(arguments: Sequence[str]) -> int:
    """Do the same with an interpreter that runs on older systems than this one."""
    try:
        python = interpreter.executable(ROOT / "build", ROOT)
    except (FileNotFoundError, subprocess.CalledProcessError) as error:
        print(f"No interpreter for older systems could be made: {error}", file=sys.stderr)
        return 1
    return subprocess.run([str(python), "-m", "resources.installer.package", *arguments], cwd=ROOT).returncode


def build_time() -> datetime:
    """The time that stands in packages: of the last commit, so that the same source gives the same package; SOURCE_DATE_EPOCH overrides it."""
    seconds = os.environ.get("SOURCE_DATE_EPOCH")
    if not seconds:
        answer = subprocess.run(["git", "log", "-1", "--format=%ct"], cwd=ROOT, capture_output=True, text=True)
        seconds = answer.stdout.strip() or "0"
    return datetime.fromtimestamp(int(seconds), UTC)


def freeze(work: Path) -> Path:
    """Run build.spec; returns the folder of the frozen program. The same source gives the same files, whatever was frozen here before."""
    target = work / "frozen"
    for folder in (target, work / "work"):
        shutil.rmtree(folder, ignore_errors=True)
    command = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN", "--distpath", str(target), "--workpath", str(work / "work")]
    # The order of names in an archive is that of a set.
    subprocess.run([*command, str(ROOT / "build.spec")], check=True, cwd=ROOT, env={**os.environ, "PYTHONHASHSEED": "0"})
    return target / NAME


def shipped_parts(tree: Path) -> list[Part]:
    """Everything in the frozen program that others made."""
    if unknown := bill.unknown_libraries(NAME, tree):
        raise ValueError(f"nobody knows whose these libraries are, nor their licences: {', '.join(file.name for file in unknown)}")
    if modules := bill.unknown_modules(NAME, tree / (NAME + (".exe" if sys.platform == "win32" else ""))):
        raise ValueError(f"these packages are in the program and not among those that it needs: {', '.join(modules)}")
    resources = ROOT / "resources"
    parts = [*bill.python_parts(NAME, ROOT / "requirements.lock", tree), *licences.of_resources(resources), bill.freezer_part()]
    built = [dataclasses.replace(part, licence=licences.of_debian(part.name, resources)) for part in interpreter.parts(Path(sys.prefix))]
    parts += built or [licences.of_interpreter()]
    parts += licences.within_interpreter(parts[-1].name, resources, {file.name for file in tree.rglob("*")})
    if sys.platform == "linux":
        parts += bill.system_parts(debian.libraries_of_the_system(tree), resources)
    if sys.platform == "win32":
        parts.append(windows.installer_part())
    return parts


def write_checksums(files: Iterable[Path], target: Path) -> Path:
    """Write SHA-256 sums in the form that `sha256sum -c` reads; returns the file."""
    lines = [f"{hashlib.sha256(file.read_bytes()).hexdigest()}  {file.name}\n" for file in files]
    target.write_text("".join(lines), "utf-8")
    return target


if __name__ == "__main__":
    sys.exit(main())
