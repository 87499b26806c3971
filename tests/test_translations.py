"""Every text that users see has a Chinese translation, and no translation lost its place for a value."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from qi_desktop import translations
from qi_desktop.core.messages import message

PLACE = re.compile(r"\{\w+\}")


def texts(project: Path) -> Iterator[tuple[str, str]]:
    """(place, text) of every literal handed to `message` or `tr`."""
    for file in sorted((project / "qi_desktop").rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("message", "tr") and node.args:
                text = node.args[0].value if isinstance(node.args[0], ast.Constant) else None
                if isinstance(text, str):
                    yield f"{file.relative_to(project)}:{node.lineno}", text


def test_every_text_has_a_chinese_translation(project: Path) -> None:
    known = translations.catalogue(translations.CHINESE)
    missing = sorted({f"{place}: {text}" for place, text in texts(project) if text not in known and PLACE.sub("", text).strip()})
    assert missing == []


def test_no_translation_is_left_over(project: Path) -> None:
    used = {text for _, text in texts(project)}
    assert sorted(set(translations.catalogue(translations.CHINESE)) - used) == []


def test_translations_keep_the_places_of_their_texts() -> None:
    for english, chinese in translations.catalogue(translations.CHINESE).items():
        assert set(PLACE.findall(chinese)) == set(PLACE.findall(english)), english


def test_only_literals_are_handed_to_the_translation(project: Path) -> None:
    """A text put together at run time could not be found by translators; passing on another message's template is the one exception."""
    for file in sorted((project / "qi_desktop").rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("message", "tr") and node.args:
                first = node.args[0]
                assert isinstance(first, ast.Constant) or (isinstance(first, ast.Attribute) and first.attr == "template"), f"{file}:{node.lineno}"


def test_values_are_put_in_as_they_are() -> None:
    assert str(message("“{name}” is here.", name="{name} <b>")) == "“{name} <b>” is here."


def test_a_message_inside_a_message_is_translated_too() -> None:
    outer = message("{detail}", detail=message("Exporting"))
    assert translations.render(outer, translations.CHINESE) == translations.translate("Exporting", translations.CHINESE)


def test_any_kind_of_chinese_system_gets_chinese(monkeypatch: object) -> None:
    import os
    from unittest.mock import patch

    for variable, expected in (("zh_CN.UTF-8", "zh_CN"), ("zh_TW", "zh_CN"), ("de_DE.UTF-8", "en"), ("C.UTF-8", "en")):
        with patch.dict(os.environ, {"LC_ALL": variable}):
            os.environ.pop(translations.LANGUAGE_VARIABLE, None)
            assert translations.user_language() == expected
