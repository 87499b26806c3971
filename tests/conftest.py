"""What every test gets: no screen, no settings of the person who runs them, one language, a modest number of examples.

Owns the surroundings of the tests. Must not import the package: a broken module shall fail its own tests, not all of them.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# Before anything imports Qt: the platform is read once, when the application object is made.
os.environ["QT_QPA_PLATFORM"] = "offscreen"
# Messages are compared in English; a test of the Chinese ones says so itself.
for _name in ("LANGUAGE", "LC_MESSAGES", "LANG"):
    os.environ.pop(_name, None)
os.environ["LC_ALL"] = "C.UTF-8"

settings.register_profile(
    "quick",
    max_examples=40,
    deadline=None,  # the first example pays for imports, and the machine may be busy
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile("thorough", settings.get_profile("quick"), max_examples=1000)
# The same examples on every run, so that a red build means a change and not a new guess.
settings.register_profile("ci", settings.get_profile("quick"), derandomize=True, database=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE") or ("ci" if os.environ.get("CI") else "quick"))


@pytest.fixture(autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of this test in which the program keeps settings, logs, backups and documents."""
    folder = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("QI_DESKTOP_HOME", str(folder))
    monkeypatch.setenv("QI_DESKTOP_PRESETS", str(folder / "computer"))  # not what an administrator preset on the computer of whoever runs the tests
    return folder


@pytest.fixture(scope="session")
def project() -> Path:
    """The top folder of the project."""
    return Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def shared(project: Path) -> Path:
    """The folder beside the project with reference reports and workloads; a test that needs it skips where it is missing."""
    folder = project.parent / "shared"
    if not folder.is_dir():
        pytest.skip("the folder ../shared (reference reports, workloads) is not on this machine")
    return folder
