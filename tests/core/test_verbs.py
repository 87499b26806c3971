"""The names of operations."""

from __future__ import annotations

import ast
from pathlib import Path

from qi_desktop.core import verbs


def verbs_in_use(project: Path) -> set[str]:
    """Every verb that a session hands to `operation`, directly or through a helper."""
    found = set()
    for file in (project / "qi_desktop" / "session").glob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Call):
                found |= {item.value for item in node.args if isinstance(item, ast.Constant) and isinstance(item.value, str)}
    groups = {verb.partition(".")[0] for verb in verbs.LABELS}
    return {text for text in found if text.partition(".")[0] in groups and text.partition(".")[2].replace("_", "").isalpha()}


def test_every_verb_of_a_session_has_a_name_and_every_name_is_used(project: Path) -> None:
    assert verbs_in_use(project) == set(verbs.LABELS)


def test_a_name_says_what_the_operation_was_about() -> None:
    assert str(verbs.label("chapter.rename", "质量理念")) == "Rename chapter “质量理念”"
    assert str(verbs.label("library.new", "")) == "New library"


def test_a_verb_of_a_newer_version_is_shown_as_it_is() -> None:
    assert str(verbs.label("chapter.{translate}", "x")) == "chapter.{translate}"
