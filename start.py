"""Sets the project up and runs it: `python3 start.py` opens the sample, `python3 start.py test` runs every check.

Owns the virtual environment `.venv` (made from the lock files), the folder `out/`, and the request for system libraries. Uses the
standard library only, and must not import the package: it runs before anything is installed. Down to the version check it is
written for older Pythons too (3.7), so that they answer with a sentence and not with a SyntaxError.
"""

from __future__ import annotations

import contextlib
import ctypes
import hashlib
import importlib.util
import json
import os
import shutil
import subprocess
import sys
import time
from collections import namedtuple
from pathlib import Path
from typing import Any, Callable, Iterable, Iterator, Mapping, Sequence  # noqa: UP035  Python 3.7 must get past this line

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
OUT = ROOT / "out"
SAMPLE_NAME = "样例报告"
LOCKS = {"run": ROOT / "requirements.lock", "test": ROOT / "requirements-test.lock"}
OLDEST_PYTHON = (3, 11)

# A thing that the system must have: how to find it, and the Debian package that brings it.
# kind: "library" (loadable under this name) or "program" (found on the path).
# needed: "offscreen" (Qt does not load without it), "window" (no window without it), "tests" (tests skip without it), "installer" (none is made).
Need = namedtuple("Need", "kind name package needed")

NEEDS = [
    Need("library", "libglib-2.0.so.0", "libglib2.0-0", "offscreen"),
    Need("library", "libEGL.so.1", "libegl1", "offscreen"),
    Need("library", "libGL.so.1", "libgl1", "offscreen"),
    Need("library", "libX11.so.6", "libx11-6", "offscreen"),
    Need("library", "libfontconfig.so.1", "libfontconfig1", "offscreen"),
    Need("library", "libfreetype.so.6", "libfreetype6", "offscreen"),
    Need("library", "libxkbcommon.so.0", "libxkbcommon0", "offscreen"),
    Need("library", "libdbus-1.so.3", "libdbus-1-3", "offscreen"),
    Need("library", "libX11-xcb.so.1", "libx11-xcb1", "window"),
    Need("library", "libxcb-cursor.so.0", "libxcb-cursor0", "window"),
    Need("library", "libxcb-icccm.so.4", "libxcb-icccm4", "window"),
    Need("library", "libxcb-image.so.0", "libxcb-image0", "window"),
    Need("library", "libxcb-keysyms.so.1", "libxcb-keysyms1", "window"),
    Need("library", "libxcb-randr.so.0", "libxcb-randr0", "window"),
    Need("library", "libxcb-render.so.0", "libxcb-render0", "window"),
    Need("library", "libxcb-render-util.so.0", "libxcb-render-util0", "window"),
    Need("library", "libxcb-shape.so.0", "libxcb-shape0", "window"),
    Need("library", "libxcb-shm.so.0", "libxcb-shm0", "window"),
    Need("library", "libxcb-sync.so.1", "libxcb-sync1", "window"),
    Need("library", "libxcb-util.so.1", "libxcb-util1", "window"),
    Need("library", "libxcb-xfixes.so.0", "libxcb-xfixes0", "window"),
    Need("library", "libxcb-xkb.so.1", "libxcb-xkb1", "window"),
    Need("library", "libxkbcommon-x11.so.0", "libxkbcommon-x11-0", "window"),
    Need("program", "soffice", "libreoffice-writer-nogui", "tests"),
    Need("program", "soffice", "libreoffice-calc-nogui", "tests"),
    Need("program", "pdftotext", "poppler-utils", "tests"),
    Need("program", "qpdf", "qpdf", "tests"),
    Need("program", "objdump", "binutils", "tests"),
    Need("program", "objdump", "binutils", "installer"),
    Need("program", "dpkg-deb", "dpkg", "installer"),
    Need("program", "dpkg-source", "dpkg-dev", "installer"),
    Need("program", "make", "make", "installer"),
]
# What each purpose wants beside Qt itself. An installer packs the window's libraries, so they must be here.
ALSO_NEEDED = {"run": ["window"], "test": ["tests"], "installer": ["window", "installer"]}


class SetupProblem(Exception):
    """Something outside the project stands in the way; the text is one sentence with the next step."""


def main(arguments: Sequence[str]) -> int:
    """Do what the command line says; return the exit code."""
    command, rest = parse(arguments)
    if command == "help":
        print(usage())
        return 0
    if command == "wrong":
        print(usage(), file=sys.stderr)
        return 2
    try:
        require_python(sys.version_info[:2])
        if command == "test":
            return run_checks(rest)
        if command == "run":
            return run_program(rest)
        if command == "installer":
            return make_installer(rest)
        return start_sample()
    except SetupProblem as problem:
        print(problem, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


def parse(arguments: Sequence[str]) -> tuple[str, list[str]]:
    """The command (sample, run, test, installer, help, wrong) and the arguments that it passes on."""
    if not arguments:
        return "sample", []
    first, rest = arguments[0], list(arguments[1:])
    if first in ("run", "--"):
        return "run", rest
    if first in ("test", "installer"):
        return first, rest
    return ("help" if first in ("-h", "--help", "help") else "wrong"), rest


def usage() -> str:
    """The ways to call this file."""
    return say(
        "python3 start.py               set up, open the window on the sample (without a screen: export it to out/)\n"
        "python3 start.py test [ARGS]   set up, run all checks and tests; ARGS go to pytest\n"
        "python3 start.py run ARGS      set up, pass ARGS to qi-desktop, for example: run --help\n"
        "python3 start.py installer     set up, make the installer of this platform in dist/",
        "python3 start.py               安装并打开样例窗口（没有屏幕时导出到 out/）\n"
        "python3 start.py test [参数]   安装并运行全部检查和测试；参数传给 pytest\n"
        "python3 start.py run 参数      安装并把参数传给 qi-desktop，例如：run --help\n"
        "python3 start.py installer     安装所需的一切，并在 dist/ 里制作本平台的安装包",
    )


# --- language ---------------------------------------------------------------------------------------------------------


def say(english: str, chinese: str) -> str:
    """The text in the language of the person at the machine."""
    return chinese if is_chinese(os.environ, windows_language()) else english


def is_chinese(environment: Mapping[str, str], windows_language_id: int = 0) -> bool:
    """Whether the locale is a Chinese one: from Windows' language number, else from the variables that POSIX names."""
    if windows_language_id:
        return windows_language_id & 0x3FF == 0x04  # the low ten bits are the language without its country
    locale = next((environment[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if environment.get(name)), "")
    if environment.get("LANGUAGE") and locale.split(".")[0] not in ("", "C", "POSIX"):
        locale = environment["LANGUAGE"]  # gettext's rule: a list of languages, ignored in the C locale
    return locale.lower().startswith("zh")


def windows_language() -> int:
    """The number of the language of Windows' own windows; 0 elsewhere."""
    if sys.platform == "win32":
        return int(ctypes.windll.kernel32.GetUserDefaultUILanguage())
    return 0


# --- Python and the system --------------------------------------------------------------------------------------------


def require_python(version: tuple[int, ...]) -> None:
    """Raise SetupProblem when Python is too old."""
    if version < OLDEST_PYTHON:
        have = ".".join(map(str, version))
        raise SetupProblem(
            say(
                f"QI Desktop needs Python 3.11 or newer and this is {have}: install a newer Python and start again with it.",
                f"QI Desktop 需要 Python 3.11 或更高版本，当前是 {have}：请安装较新的 Python 后用它重新运行。",
            )
        )


def is_present(need: Need) -> bool:
    """Whether the system has it; asks the loader and the path, so it is right on every distribution and needs no network."""
    if need.kind == "program":
        return shutil.which(need.name) is not None
    try:
        ctypes.CDLL(need.name)
    except OSError:
        return False
    return True


def missing_needs(purposes: Iterable[str], present: Callable[[Need], bool] = is_present) -> list[Need]:
    """What the system lacks for these purposes."""
    wanted = set(purposes)
    return [need for need in NEEDS if need.needed in wanted and not present(need)]


def venv_package(version: tuple[int, ...] = sys.version_info[:2]) -> str:
    """The Debian package without which this Python cannot make virtual environments."""
    return "python{}.{}-venv".format(*version)


def has_ensurepip() -> bool:
    """Whether this Python can make a virtual environment with pip in it."""
    importlib.invalidate_caches()
    return importlib.util.find_spec("ensurepip") is not None and importlib.util.find_spec("venv") is not None


def apt_prefix(is_root: bool, which: Callable[[str], str | None] = shutil.which, sudo_works: Callable[[], bool] | None = None) -> list[str] | None:
    """The words before `apt-get` with which this user may install packages without a question, or None."""
    if which("apt-get") is None:
        return None
    if is_root:
        return []
    if which("sudo") is not None and (sudo_works or passwordless_sudo)():
        return ["sudo", "-n"]
    return None


def passwordless_sudo() -> bool:
    """Whether sudo asks this user for nothing."""
    return subprocess.run(["sudo", "-n", "true"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode == 0


def apt_command(packages: Iterable[str]) -> str:
    """What to type where this program may not install packages itself."""
    return "sudo apt-get install --no-install-recommends " + " ".join(sorted(set(packages)))


def install_packages(packages: Sequence[str]) -> bool:
    """Install Debian packages where that is allowed; tell whether it was done."""
    prefix = apt_prefix(is_root=sys.platform != "win32" and os.geteuid() == 0)
    if prefix is None:
        return False
    print(say("Installing system packages: ", "正在安装系统软件包：") + " ".join(packages), flush=True)
    # env passes the variable on through sudo, which drops it; a lock held by another apt is waited for.
    apt = [*prefix, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-q", "-y", "-o", "DPkg::Lock::Timeout=300"]
    install = [*apt, "--no-install-recommends", "install", *packages]
    # The lists of a fresh or old system name packages that are not there (any more): fetch them only then.
    if run_quietly([*install, "--simulate"], tell=False) == 0 and run_installer(install) == 0:
        return True
    return run_installer([*apt, "update"]) == 0 and run_installer(install) == 0


def prepare_system(purpose: str) -> None:
    """Bring what the system lacks for the purpose; SetupProblem only for what the purpose cannot do without."""
    if sys.platform != "linux":
        return

    def missing_packages() -> tuple[list[str], bool]:
        """All of them, and whether the purpose fails without them."""
        needs = missing_needs(["offscreen", *ALSO_NEEDED[purpose]])
        packages = [need.package for need in needs]
        vital = any(is_vital(need, purpose, has_screen()) for need in needs)
        return (packages, vital) if has_ensurepip() else ([venv_package(), *packages], True)

    packages, vital = missing_packages()
    if packages and install_packages(packages):
        packages, vital = missing_packages()
    if packages and vital:
        raise SetupProblem(
            say(
                "System packages are missing; install them and start again (on Debian, Ubuntu, UOS, Kylin): ",
                "缺少系统软件包，请安装后重新运行（Debian、Ubuntu、统信 UOS、麒麟）：",
            )
            + apt_command(packages)
        )
    if packages:
        going_on = say("Going on without these system packages; to install them: ", "以下系统软件包未安装，继续运行；安装命令：")
        print(going_on + apt_command(packages), flush=True)


def is_vital(need: Need, purpose: str, screen: bool) -> bool:
    """Whether the purpose fails without it: tests skip what they lack, and an export without a screen needs no Qt."""
    if purpose == "test":
        return bool(need.needed == "offscreen")
    return screen or purpose == "installer"


def has_screen() -> bool:
    """Whether a window can be shown."""
    return sys.platform != "linux" or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


# --- the virtual environment ------------------------------------------------------------------------------------------


def environment_python(venv: Path = VENV) -> Path:
    """The Python of the virtual environment."""
    return venv / "Scripts" / "python.exe" if sys.platform == "win32" else venv / "bin" / "python"


def environment_variables(environment: Mapping[str, str] = os.environ) -> dict[str, str]:
    """The variables for programs of the virtual environment: without those that would let them look elsewhere.

    Compiled modules are kept in `__pycache__` as those of installed packages are: without them each start takes half as long again.
    """
    leading_astray = ("PYTHONHOME", "PYTHONPATH", "PIP_TARGET", "PIP_PREFIX", "PIP_ROOT", "__PYVENV_LAUNCHER__")
    kept = {name: value for name, value in environment.items() if name not in (*leading_astray, "PYTHONDONTWRITEBYTECODE")}
    return {**kept, "PIP_USER": "0", "PIP_NO_INPUT": "1", "PIP_DISABLE_PIP_VERSION_CHECK": "1"}


def wanted_stamp(purpose: str, python_version: str) -> dict[str, str]:
    """What must be true of a virtual environment that serves the purpose: the locks, the project's own entry, place, Python."""
    import tomllib  # not at the top: older Pythons, which get a sentence, do not have it

    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    stamp = {"python": python_version, "place": str(ROOT), "project": digest(json.dumps(project, sort_keys=True).encode())}
    # The lock for tests holds everything of the lock for running, at the same versions.
    for name in ("run",) if purpose == "run" else ("run", "test"):
        stamp[LOCKS[name].name] = digest(LOCKS[name].read_bytes())
    return stamp


def digest(data: bytes) -> str:
    """A short name for these bytes."""
    return hashlib.sha256(data).hexdigest()[:16]


def stamp_file(venv: Path = VENV) -> Path:
    """Where the virtual environment says what it was made from. Without it, the making was interrupted."""
    return venv / "qi-desktop.json"


def read_stamp(venv: Path = VENV) -> dict[str, str] | None:
    """What the virtual environment was made from, or None when it was not finished."""
    try:
        stamp = json.loads(stamp_file(venv).read_text("utf-8"))
    except (OSError, ValueError):
        return None
    return stamp if isinstance(stamp, dict) else None


def write_stamp(stamp: Mapping[str, str], venv: Path = VENV) -> None:
    """Say what the virtual environment was made from, all or nothing."""
    new = stamp_file(venv).with_suffix(".new")
    new.write_text(json.dumps(stamp, indent=1), "utf-8")
    os.replace(str(new), str(stamp_file(venv)))


def next_step(stamp: Mapping[str, str] | None, wanted: Mapping[str, str], python_works: bool) -> str:
    """What to do with the virtual environment: nothing, install (over what is there), or create (from nothing)."""
    if stamp is None or not python_works or any(stamp.get(key) != wanted[key] for key in ("python", "place")):
        return "create"
    return "nothing" if all(stamp.get(key) == value for key, value in wanted.items()) else "install"


def python_version_of(python: Path) -> str | None:
    """The version (major.minor) that this Python reports, or None when it does not run."""
    code = "import sys; print('%d.%d' % sys.version_info[:2])"
    try:
        answer = subprocess.run([str(python), "-I", "-c", code], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, timeout=60)
    except (OSError, subprocess.SubprocessError):
        return None
    return answer.stdout.decode().strip() if answer.returncode == 0 else None


def prepare_environment(purpose: str, held: Sequence[int] = ()) -> None:
    """Make or repair the virtual environment for the purpose. `held`: file numbers that installers keep open with us."""
    own_version = "{}.{}".format(*sys.version_info[:2])
    found = python_version_of(environment_python())
    # An environment made by another Python is as good, if that one is not too old: nothing is made anew for it.
    usable = found is not None and tuple(map(int, found.split("."))) >= OLDEST_PYTHON
    wanted = wanted_stamp(purpose, found if usable and found else own_version)
    stamp = read_stamp()
    step = next_step(stamp, wanted, usable)
    if step == "nothing":
        return
    with contextlib.suppress(FileNotFoundError):
        stamp_file().unlink()
    if step == "create":
        wanted["python"] = own_version
        print(say("Making the virtual environment .venv …", "正在创建虚拟环境 .venv ……"), flush=True)
        if run_installer([sys.executable, "-m", "venv", "--clear", str(VENV)], held) != 0:
            raise SetupProblem(
                say(
                    f"The folder {VENV} could not be made (see above): close programs that use it, or delete it, and start again.",
                    f"无法创建文件夹 {VENV}（原因见上）：请关闭正在使用它的程序或删除它，然后重新运行。",
                )
            )
    print(say("Installing Python packages, up to 200 MB …", "正在安装 Python 软件包，最多约 200 MB ……"), flush=True)
    pip = [str(environment_python()), "-m", "pip", "install"]
    lock = [*pip, "--require-hashes", "--only-binary", ":all:", "-r", str(LOCKS["run" if purpose == "run" else "test"])]
    itself = [*pip, "--no-deps", "--no-build-isolation", "--no-index", "--editable", str(ROOT)]
    if run_installer(lock, held) != 0 or run_installer(itself, held) != 0:
        raise SetupProblem(
            say(
                "The Python packages could not be installed (see above): check the network, or name a mirror in the variable "
                "PIP_INDEX_URL, and start again.",
                "Python 软件包安装失败（原因见上）：请检查网络，或用环境变量 PIP_INDEX_URL 指定镜像，然后重新运行。",
            )
        )
    # An installed package is compiled by pip, an editable one is not. A folder that takes no files costs time at each start, nothing else.
    run_quietly([str(environment_python()), "-m", "compileall", "-q", str(ROOT / "qi_desktop")], held, tell=False)
    # What another run installed for its purpose is still there, unless its lock has changed since.
    write_stamp({**(stamp or {}), **wanted} if step == "install" else wanted)


@contextlib.contextmanager
def only_one(path: Path) -> Iterator[int]:
    """Hold the file `path` alone; a second run waits. The system lets go when the process and its installers have ended."""
    with path.open("a+b") as file:
        told = False
        while not try_lock(file.fileno()):
            if not told:
                print(say("Another set-up is under way, waiting for it …", "另一个安装正在进行，等待其完成……"), flush=True)
                told = True
            time.sleep(0.2)
        yield file.fileno()


def try_lock(number: int) -> bool:
    """Take the system's lock on an open file, if it is free; closing the file lets go."""
    try:
        if sys.platform == "win32":
            import msvcrt

            os.lseek(number, 0, os.SEEK_SET)
            msvcrt.locking(number, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def set_up(purpose: str, finish: Callable[[], None] | None = None) -> None:
    """Everything that the purpose needs, then `finish`, alone: other runs wait meanwhile."""
    try:
        with only_one(ROOT / ".start.lock") as held:
            prepare_system(purpose)
            prepare_environment(purpose, [held])
            if finish is not None:
                finish()
    except PermissionError as error:
        raise SetupProblem(
            say(
                f"{error.filename or ROOT} may not be written: give yourself the right to write in {ROOT}, and start again.",
                f"无法写入 {error.filename or ROOT}：请取得 {ROOT} 的写入权限后重新运行。",
            )
        ) from error


def run_installer(command: Sequence[str], held: Sequence[int] = ()) -> int:
    """Run an installer; return its exit code. A person sees how it gets on, a log gets its words only when it fails."""
    return run(command, held).returncode if sys.stdout.isatty() else run_quietly(command, held)


def run_quietly(command: Sequence[str], held: Sequence[int] = (), tell: bool = True) -> int:
    """Run a program; return its exit code. Its words are shown when it fails, if we are to tell."""
    done = run(command, held, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    if tell and done.returncode != 0:
        print(done.stdout.decode(errors="replace"), end="", flush=True)
    return done.returncode


def run(command: Sequence[str], held: Sequence[int] = (), **options: Any) -> subprocess.CompletedProcess[bytes]:
    """Run a program to its end with the variables of the environment; `held` are file numbers that it keeps open."""
    if sys.platform != "win32":
        options["pass_fds"] = held
    return subprocess.run(list(command), env=environment_variables(), **options)


# --- the commands -----------------------------------------------------------------------------------------------------


def qi_desktop(arguments: Sequence[str], quiet: bool = False) -> int:
    """Run the program itself; return its exit code. When quiet, its words are shown only if it fails."""
    command = [str(environment_python()), "-m", "qi_desktop", *arguments]
    return run_quietly(command) if quiet else run(command).returncode


def run_program(arguments: Sequence[str]) -> int:
    """Set up, then hand everything to the program."""
    set_up("run")
    return qi_desktop(arguments)


def start_sample() -> int:
    """Set up, then show the sample: in the window, or without a screen as Word and PDF."""
    library = OUT / (SAMPLE_NAME + ".qid")
    set_up("run", lambda: make_sample(library))
    if has_screen():
        print(say("Opening ", "正在打开 ") + str(library), flush=True)
        return qi_desktop([str(library)])
    word, pdf = library.with_suffix(".docx"), library.with_suffix(".pdf")
    code = qi_desktop(["export", str(library), "--word", str(word), "--pdf", str(pdf)])
    if code == 0:
        print(say("There is no screen, so the sample was exported.", "没有屏幕，已导出样例报告。"))
        print("Word: " + str(word))
        print("PDF:  " + str(pdf))
    return code


def make_sample(library: Path) -> None:
    """Make the sample library unless it is there; an interrupted attempt leaves nothing under its name."""
    if library.exists():
        return
    attempt = library.parent / ".new"
    shutil.rmtree(str(attempt), ignore_errors=True)
    attempt.mkdir(parents=True)
    fresh = attempt / library.name
    if qi_desktop(["new", str(fresh), "--template", "sample"], quiet=True) != 0:
        raise SetupProblem(say("The sample could not be made, see above.", "无法创建样例，原因见上。"))
    os.replace(str(fresh), str(library))
    shutil.rmtree(str(attempt), ignore_errors=True)


def make_installer(arguments: Sequence[str]) -> int:
    """Set up, then freeze the program and pack it for this platform."""
    set_up("installer")
    return run([str(environment_python()), "-m", "resources.installer.package", *arguments], cwd=str(ROOT)).returncode


def run_checks(pytest_arguments: Sequence[str]) -> int:
    """Set up, then run all checks and the tests, the tests last; 1 when any of them fails."""
    set_up("test")
    python = str(environment_python())
    lint_imports = environment_python().with_name("lint-imports" + (".exe" if sys.platform == "win32" else ""))
    checks = [
        ("ruff check", [python, "-m", "ruff", "check", "--quiet", "."]),
        ("ruff format", [python, "-m", "ruff", "format", "--check", "."]),
        ("mypy", [python, "-m", "mypy", "--no-error-summary"]),
        ("import-linter", [str(lint_imports), "--no-logo"]),
    ]
    failed = []
    for name, command in checks:
        print("== " + name, flush=True)
        if run(command, cwd=str(ROOT)).returncode != 0:
            failed.append(name)
    print("== " + (say("failed: ", "未通过：") + ", ".join(failed) if failed else say("all passed", "全部通过")))
    print("== pytest", flush=True)
    tests = run([python, "-m", "pytest", *pytest_arguments], cwd=str(ROOT)).returncode
    return 1 if failed or tests != 0 else 0


if __name__ == "__main__":
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")  # a console that lacks a character shows "?" and goes on
    sys.exit(main(sys.argv[1:]))
