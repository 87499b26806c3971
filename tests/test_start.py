"""The set-up script: what it decides. That it installs is seen by running it on a bare system, see README."""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import start


def pins(lock: Path) -> set[str]:
    """The pinned requirements of a lock file, without their hashes."""
    return {match.group(1).strip() for match in re.finditer(r"^([a-z0-9][^\\\n]*?==[^\\\n]*)", lock.read_text("utf-8"), re.MULTILINE)}


class TestCommandLine:
    @pytest.mark.parametrize(
        ("arguments", "expected"),
        [
            ([], ("sample", [])),
            (["test"], ("test", [])),
            (["test", "-k", "outline"], ("test", ["-k", "outline"])),
            (["run", "export", "--help"], ("run", ["export", "--help"])),
            (["--", "a.qid"], ("run", ["a.qid"])),
            (["installer", "--out", "x"], ("installer", ["--out", "x"])),
            (["--help"], ("help", [])),
            (["a.qid"], ("wrong", [])),
        ],
    )
    def test_the_first_word_is_the_command_and_the_rest_is_passed_on(self, arguments: list[str], expected: tuple[str, list[str]]) -> None:
        assert start.parse(arguments) == expected

    def test_an_unknown_word_is_answered_with_the_usage_and_code_2(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert start.main(["nonsense"]) == 2
        assert "start.py test" in capsys.readouterr().err

    def test_help_needs_no_set_up(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert start.main(["--help"]) == 0
        assert "start.py run" in capsys.readouterr().out


class TestLanguage:
    @pytest.mark.parametrize(
        ("environment", "chinese"),
        [
            ({"LANG": "zh_CN.UTF-8"}, True),
            ({"LANG": "en_US.UTF-8", "LC_ALL": "zh_CN.UTF-8"}, True),
            ({"LANG": "zh_CN.UTF-8", "LC_ALL": "C.UTF-8"}, False),
            ({"LANG": "zh_CN.UTF-8", "LC_MESSAGES": "en_GB.UTF-8"}, False),
            ({"LANG": "en_US.UTF-8", "LANGUAGE": "zh_CN:en"}, True),
            ({"LANG": "C.UTF-8", "LANGUAGE": "zh_CN"}, False),
            ({"LANG": ""}, False),
            ({}, False),
        ],
    )
    def test_the_locale_decides_as_gettext_does(self, environment: dict[str, str], chinese: bool) -> None:
        assert start.is_chinese(environment) is chinese

    @pytest.mark.parametrize(("language_id", "chinese"), [(0x0804, True), (0x0404, True), (0x0409, False)])
    def test_on_windows_the_language_of_its_windows_decides(self, language_id: int, chinese: bool) -> None:
        assert start.is_chinese({"LANG": "en_US.UTF-8"}, language_id) is chinese

    def test_a_message_is_said_in_the_language_of_the_person(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(start, "windows_language", lambda: 0)
        assert start.say("word", "词") == "word"
        monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
        assert start.say("word", "词") == "词"


class TestPython:
    def test_an_old_python_is_refused_with_the_version_that_is_needed(self) -> None:
        with pytest.raises(start.SetupProblem, match=r"3\.11 or newer and this is 3\.9"):
            start.require_python((3, 9))

    @pytest.mark.parametrize("version", [(3, 11), (3, 14), (4, 0)])
    def test_a_new_python_is_accepted(self, version: tuple[int, int]) -> None:
        start.require_python(version)

    def test_python_3_7_can_read_the_file_up_to_the_sentence(self, project: Path) -> None:
        ast.parse((project / "start.py").read_text("utf-8"), feature_version=(3, 7))

    def test_the_oldest_python_is_the_one_of_the_package(self, project: Path) -> None:
        wanted = tomllib.loads((project / "pyproject.toml").read_text("utf-8"))["project"]["requires-python"]
        assert wanted == ">=" + ".".join(map(str, start.OLDEST_PYTHON))


class TestSystemPackages:
    def test_only_what_the_purpose_needs_is_asked_for(self) -> None:
        lacking = start.missing_needs(["tests"], present=lambda need: False)
        assert [need.package for need in lacking] == ["libreoffice-writer-nogui", "libreoffice-calc-nogui", "poppler-utils", "qpdf", "binutils"]

    def test_what_is_there_is_not_asked_for(self) -> None:
        lacking = start.missing_needs(["tests", "window"], present=lambda need: need.name != "qpdf")
        assert [need.package for need in lacking] == ["qpdf"]

    def test_a_library_that_nobody_has_is_missing(self) -> None:
        assert not start.is_present(start.Need("library", "libno-such-thing.so.77", "x", "window"))

    def test_a_program_is_looked_for_on_the_path(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        need = start.Need("program", "qi-probe", "x", "tests")
        monkeypatch.setenv("PATH", str(tmp_path))
        assert not start.is_present(need)
        program = tmp_path / ("qi-probe.exe" if sys.platform == "win32" else "qi-probe")
        program.write_text("#!/bin/sh\n")
        program.chmod(0o755)
        assert start.is_present(need)

    @pytest.mark.parametrize(
        ("is_root", "programs", "sudo_works", "expected"),
        [
            (True, {"apt-get"}, False, []),
            (False, {"apt-get", "sudo"}, True, ["sudo", "-n"]),
            (False, {"apt-get", "sudo"}, False, None),
            (False, {"apt-get"}, True, None),
            (True, set(), True, None),
        ],
    )
    def test_apt_is_called_by_root_or_through_a_sudo_that_does_not_ask(
        self, is_root: bool, programs: set[str], sudo_works: bool, expected: list[str] | None
    ) -> None:
        def which(name: str) -> str | None:
            return name if name in programs else None

        assert start.apt_prefix(is_root, which, lambda: sudo_works) == expected

    def test_the_command_to_type_names_every_package_once(self) -> None:
        assert start.apt_command(["b", "a", "b"]) == "sudo apt-get install --no-install-recommends a b"

    def test_an_export_without_a_screen_goes_on_without_libraries_of_the_window(self) -> None:
        library = start.Need("library", "libGL.so.1", "libgl1", "offscreen")
        assert not start.is_vital(library, "run", screen=False)
        assert start.is_vital(library, "run", screen=True)

    def test_tests_go_on_without_other_programs_but_not_without_qt(self) -> None:
        vital = {need.needed for need in start.NEEDS if start.is_vital(need, "test", screen=False)}
        assert vital == {"offscreen"}

    @pytest.mark.skipif(sys.platform != "linux", reason="apt and system libraries are a matter of Linux")
    def test_where_apt_may_not_the_sentence_has_the_exact_command(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(start, "missing_needs", lambda wanted: [start.Need("library", "libGL.so.1", "libgl1", "offscreen")])
        monkeypatch.setattr(start, "install_packages", lambda packages: False)
        monkeypatch.setattr(start, "has_ensurepip", lambda: True)
        with pytest.raises(start.SetupProblem, match=r"sudo apt-get install --no-install-recommends libgl1$"):
            start.prepare_system("test")

    @pytest.mark.skipif(sys.platform != "linux", reason="apt and system libraries are a matter of Linux")
    def test_a_python_that_cannot_make_environments_is_told_everything_at_once(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(start, "missing_needs", lambda wanted: [start.Need("program", "qpdf", "qpdf", "tests")])
        monkeypatch.setattr(start, "install_packages", lambda packages: False)
        monkeypatch.setattr(start, "has_ensurepip", lambda: False)
        with pytest.raises(start.SetupProblem, match=re.escape(start.apt_command([start.venv_package(), "qpdf"])) + "$"):
            start.prepare_system("test")

    @pytest.mark.skipif(sys.platform != "linux", reason="apt and system libraries are a matter of Linux")
    def test_what_the_tests_can_skip_is_named_and_does_not_stop_them(
        self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        monkeypatch.setattr(start, "missing_needs", lambda wanted: [start.Need("program", "qpdf", "qpdf", "tests")])
        monkeypatch.setattr(start, "install_packages", lambda packages: False)
        monkeypatch.setattr(start, "has_ensurepip", lambda: True)
        start.prepare_system("test")
        assert capsys.readouterr().out.endswith("install --no-install-recommends qpdf\n")


class TestScreen:
    @pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there is always a screen")
    @pytest.mark.parametrize(("name", "value", "screen"), [("DISPLAY", ":0", True), ("WAYLAND_DISPLAY", "w", True), ("DISPLAY", "", False)])
    def test_a_display_variable_means_a_screen(self, monkeypatch: pytest.MonkeyPatch, name: str, value: str, screen: bool) -> None:
        monkeypatch.delenv("DISPLAY", raising=False)
        monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
        monkeypatch.setenv(name, value)
        assert start.has_screen() is screen


class TestStamp:
    WANTED = {"python": "3.11", "place": "/p", "project": "1", "requirements.lock": "2"}  # noqa: RUF012  read only

    @pytest.mark.parametrize(
        ("stamp", "works", "step"),
        [
            (dict(WANTED), True, "nothing"),
            ({**WANTED, "requirements-test.lock": "9"}, True, "nothing"),
            ({**WANTED, "requirements.lock": "old"}, True, "install"),
            ({**WANTED, "project": "old"}, True, "install"),
            ({**WANTED, "place": "/moved"}, True, "create"),
            ({**WANTED, "python": "3.12"}, True, "create"),
            (dict(WANTED), False, "create"),
            (None, True, "create"),
        ],
    )
    def test_the_environment_is_made_again_only_as_far_as_needed(self, stamp: dict[str, str] | None, works: bool, step: str) -> None:
        assert start.next_step(stamp, self.WANTED, works) == step

    def test_what_serves_the_tests_serves_running_too(self) -> None:
        assert start.next_step(start.wanted_stamp("test", "3.11"), start.wanted_stamp("run", "3.11"), True) == "nothing"

    def test_what_serves_running_is_completed_for_the_tests(self) -> None:
        assert start.next_step(start.wanted_stamp("run", "3.11"), start.wanted_stamp("test", "3.11"), True) == "install"

    def test_a_stamp_is_read_as_it_was_written(self, tmp_path: Path) -> None:
        start.write_stamp(self.WANTED, tmp_path)
        assert start.read_stamp(tmp_path) == self.WANTED
        assert [entry.name for entry in tmp_path.iterdir()] == ["qi-desktop.json"]

    @pytest.mark.parametrize("text", ["", "{", "[]", "\x00"])
    def test_a_damaged_stamp_counts_as_none(self, tmp_path: Path, text: str) -> None:
        start.stamp_file(tmp_path).write_text(text, "utf-8")
        assert start.read_stamp(tmp_path) is None

    def test_no_stamp_counts_as_an_interrupted_set_up(self, tmp_path: Path) -> None:
        assert start.read_stamp(tmp_path) is None

    def test_the_own_python_tells_its_version(self) -> None:
        assert start.python_version_of(Path(sys.executable)) == "{}.{}".format(*sys.version_info[:2])

    def test_a_python_that_is_gone_has_no_version(self, tmp_path: Path) -> None:
        assert start.python_version_of(tmp_path / "python") is None


class TestEnvironment:
    def test_variables_that_would_lead_elsewhere_are_dropped(self) -> None:
        variables = start.environment_variables({"PYTHONPATH": "/x", "PIP_TARGET": "/y", "HOME": "/h", "PIP_INDEX_URL": "u"})
        assert "PYTHONPATH" not in variables
        assert "PIP_TARGET" not in variables
        assert (variables["HOME"], variables["PIP_INDEX_URL"], variables["PIP_USER"]) == ("/h", "u", "0")

    def test_compiled_modules_are_kept_whatever_the_user_set_for_his_own_programs(self) -> None:
        assert "PYTHONDONTWRITEBYTECODE" not in start.environment_variables({"PYTHONDONTWRITEBYTECODE": "1"})

    def test_a_failed_installation_leaves_no_stamp_and_says_what_to_do(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        start.write_stamp({"python": "3.11"}, tmp_path)
        monkeypatch.setattr(start, "VENV", tmp_path)
        monkeypatch.setattr(start, "stamp_file", lambda venv=tmp_path: tmp_path / "qi-desktop.json")
        monkeypatch.setattr(start, "run_installer", lambda command, held=(): 0 if "venv" in command else 1)
        with pytest.raises(start.SetupProblem, match="PIP_INDEX_URL"):
            start.prepare_environment("run")
        assert start.read_stamp(tmp_path) is None

    def test_a_log_gets_the_words_of_an_installer_only_when_it_fails(self, capfd: pytest.CaptureFixture[str]) -> None:
        assert start.run_installer([sys.executable, "-c", "print('progress')"]) == 0
        assert capfd.readouterr().out == ""
        assert start.run_installer([sys.executable, "-c", "raise SystemExit('reason')"]) == 1
        assert capfd.readouterr().out.strip() == "reason"


class TestLock:
    def test_the_lock_is_free_again_when_the_run_has_ended(self, tmp_path: Path) -> None:
        for _ in range(2):
            with start.only_one(tmp_path / "lock") as number:
                assert number > 0

    def test_a_second_run_finds_it_taken_and_gets_it_when_the_first_is_killed(self, tmp_path: Path, project: Path) -> None:
        holder = "import pathlib, start, sys\nwith start.only_one(pathlib.Path(sys.argv[1])):\n  print('held', flush=True); sys.stdin.read()"
        command = [sys.executable, "-c", holder, str(tmp_path / "lock")]
        with subprocess.Popen(command, cwd=project, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as first:
            assert first.stdout is not None
            assert first.stdout.readline().strip() == b"held"
            with (tmp_path / "lock").open("a+b") as file:
                assert not start.try_lock(file.fileno())
                first.kill()
                first.wait(30)
                assert start.try_lock(file.fileno())


class TestSample:
    def test_a_sample_that_is_there_is_left_alone(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        library = tmp_path / "sample.qid"
        library.write_bytes(b"mine")
        monkeypatch.setattr(start, "qi_desktop", lambda arguments, quiet: pytest.fail("nothing was to be made"))
        start.make_sample(library)
        assert library.read_bytes() == b"mine"

    def test_a_new_sample_appears_only_when_it_is_complete(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        library = tmp_path / "out" / "sample.qid"

        def make(arguments: list[str], quiet: bool) -> int:
            assert not library.exists()
            assert arguments[0] == "new"
            assert arguments[2:] == ["--template", "sample"]
            Path(arguments[1]).write_bytes(b"whole")
            return 0

        monkeypatch.setattr(start, "qi_desktop", make)
        start.make_sample(library)
        assert library.read_bytes() == b"whole"
        assert [entry.name for entry in library.parent.iterdir()] == ["sample.qid"]

    def test_a_failed_attempt_leaves_no_library_and_the_next_one_succeeds(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        library = tmp_path / "sample.qid"

        def fail(arguments: list[str], quiet: bool) -> int:
            Path(arguments[1]).write_bytes(b"half")
            return 4

        monkeypatch.setattr(start, "qi_desktop", fail)
        with pytest.raises(start.SetupProblem):
            start.make_sample(library)
        assert not library.exists()
        monkeypatch.setattr(start, "qi_desktop", lambda arguments, quiet: Path(arguments[1]).write_bytes(b"whole") and 0)
        start.make_sample(library)
        assert library.read_bytes() == b"whole"


class TestLockFiles:
    def test_the_lock_for_tests_holds_all_of_the_lock_for_running(self) -> None:
        assert pins(start.LOCKS["run"]) <= pins(start.LOCKS["test"])

    @pytest.mark.parametrize("purpose", ["run", "test"])
    def test_every_requirement_has_a_hash_and_no_index_is_named(self, purpose: str) -> None:
        text = start.LOCKS[purpose].read_text("utf-8")
        requirements = [part for part in re.split(r"\n(?=[a-z0-9])", text) if "==" in part.splitlines()[0]]
        assert len(requirements) == len(pins(start.LOCKS[purpose])) > 10
        assert all("--hash=sha256:" in part for part in requirements)
        assert "http" not in text

    def test_every_direct_dependency_is_locked(self, project: Path) -> None:
        declared = tomllib.loads((project / "pyproject.toml").read_text("utf-8"))["project"]
        names = {re.split(r"[<>=; ]", text)[0].lower() for text in declared["dependencies"] + declared["optional-dependencies"]["test"]}
        assert names <= {pin.split("==")[0] for pin in pins(start.LOCKS["test"])}

    def test_the_stamp_is_plain_json_that_a_person_can_read(self, tmp_path: Path) -> None:
        start.write_stamp({"python": "3.11"}, tmp_path)
        assert json.loads(start.stamp_file(tmp_path).read_text("utf-8")) == {"python": "3.11"}
