"""A bare Debian system in a folder, with a screen, a keyboard and input methods: what the tests of an installed program run in."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Release:
    """A release of a distribution, and where its packages are. `script` is the recipe of debootstrap for one that it does not know by name."""

    name: str
    mirror: str
    parts: str = "main"
    script: str = ""


DEBIAN, UBUNTU = "http://deb.debian.org/debian", "http://archive.ubuntu.com/ubuntu"
BOOKWORM = Release("bookworm", DEBIAN)
OTHERS = {
    "Debian 11": Release("bullseye", DEBIAN),
    "Debian 13": Release("trixie", DEBIAN),
    "Ubuntu 20.04": Release("focal", UBUNTU, "main,universe"),  # what Kylin V10 SP1 is made of
    "Ubuntu 22.04": Release("jammy", UBUNTU, "main,universe"),
    "Ubuntu 24.04": Release("noble", UBUNTU, "main,universe", "/usr/share/debootstrap/scripts/gutsy"),
}
# What a person's desktop has and the program must not rely on: a screen, a window manager, a message bus, keys, and input methods.
DESKTOP = ["xvfb", "openbox", "dbus", "dbus-x11", "xdotool", "procps"]
INPUT_METHODS = ["ibus", "ibus-libpinyin", "libglib2.0-bin", "dconf-gsettings-backend", "fcitx5", "fcitx5-modules", "fcitx5-chinese-addons"]


class BareSystem:
    """A system of its own; every command sees its files and its processes only, and leaves none behind."""

    def __init__(self, root: Path) -> None:
        self.root = root

    @classmethod
    def make(cls, root: Path, release: Release = BOOKWORM) -> BareSystem:
        """Lay the system out. Raises `subprocess.CalledProcessError` when the packages cannot be had."""
        # The keys of another distribution are not here; inside, its own apt checks what it installs.
        command = ["debootstrap", "--variant=minbase", *([] if release == BOOKWORM else ["--no-check-gpg"]), f"--components={release.parts}"]
        _run([*command, release.name, str(root), release.mirror, *filter(None, [release.script])])
        system = cls(root)
        resolver = Path("/etc/resolv.conf")
        if resolver.is_file():
            shutil.copyfile(resolver, root / "etc/resolv.conf")
        (root / "home/writer").mkdir()
        system.run("apt-get update -q")
        return system

    def try_run(self, script: str, *, timeout: int = 300, **variables: str) -> subprocess.CompletedProcess[str]:
        """Run a shell script inside, as root, in the home of a user; when it ends, so does whatever it started."""
        unshare = ["unshare", "--mount", "--pid", "--fork", "--kill-child", f"--mount-proc={self.root}/proc"]
        environment = {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "HOME": "/home/writer", "LANG": "C.UTF-8", "DEBIAN_FRONTEND": "noninteractive"}
        command = [*unshare, "chroot", str(self.root), "bash", "-c", f"cd; {script}"]
        return subprocess.run(command, env={**environment, **variables}, capture_output=True, text=True, errors="replace", timeout=timeout)

    def run(self, script: str, *, timeout: int = 300, **variables: str) -> str:
        """The same; what it prints. Raises `AssertionError` with its words when it fails."""
        done = self.try_run(script, timeout=timeout, **variables)
        assert done.returncode == 0, f"{script}\n{done.stdout[-2000:]}\n{done.stderr[-2000:]}"
        return done.stdout

    def install(self, packages: Iterable[str]) -> str:
        """Install packages, or a file inside, with what they depend on and nothing else."""
        return self.run(f"apt-get install -y -q --no-install-recommends {' '.join(packages)}", timeout=900)

    def home(self, name: str) -> Path:
        """A file in the user's home."""
        return self.root / "home/writer" / name


def _run(command: list[str]) -> None:
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def missing() -> str:
    """Why no bare system can be made here; "" if one can."""
    if not hasattr(os, "geteuid") or os.geteuid() != 0:
        return "only root may make a bare system"
    absent = [program for program in ("debootstrap", "unshare", "chroot", "dpkg-deb") if shutil.which(program) is None]
    return f"not installed: {', '.join(absent)}" if absent else ""
