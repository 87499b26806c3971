"""Turning messages into the user's language, for the command line and the window alike.

Owns the reading of `resources/translations/<language>.ts` (Qt Linguist's format, so that translators have a tool) and the choice of a language.
English is the language of the code and needs no file. Knows no Qt: the window takes the same catalogue through `ui.translate`.
"""

from __future__ import annotations

import locale
import os
import sys
from collections.abc import Mapping
from functools import cache
from xml.etree import ElementTree

from qi_desktop import paths, presets
from qi_desktop.core.messages import Message, fill

ENGLISH = "en"
CHINESE = "zh_CN"
LANGUAGES = (CHINESE, ENGLISH)
LANGUAGE_VARIABLE = "QI_DESKTOP_LANGUAGE"


@cache
def catalogue(language: str) -> Mapping[str, str]:
    """English text → text in the language; empty for English."""
    file = paths.resources() / "translations" / f"{language}.ts"
    if language == ENGLISH or language not in LANGUAGES or not file.is_file():
        return {}
    result = {}
    for entry in ElementTree.parse(file).iterfind("./context/message"):
        translation = entry.find("translation")
        if translation is not None and translation.text and translation.get("type") != "unfinished":
            result[entry.findtext("source", "")] = translation.text
    return result


def translate(text: str, language: str, /, **values: object) -> str:
    """An English template in a language, with its values in place; the English one where the catalogue has none."""
    shown = {name: render(value, language) if isinstance(value, Message) else value for name, value in values.items()}
    return fill(catalogue(language).get(text, text), shown)


def render(message: Message, language: str) -> str:
    """A message in a language."""
    return translate(message.template, language, **message.values)


def user_language() -> str:
    """The language of the user's system: zh_CN for any kind of Chinese, else en. The variable QI_DESKTOP_LANGUAGE wins, then what is preset."""
    for wished in (os.environ.get(LANGUAGE_VARIABLE, ""), presets.read().language):
        if wished in LANGUAGES:
            return wished
    named = next((os.environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(name)), "")
    if not named and sys.platform == "win32":
        named = locale.getlocale()[0] or ""
    return CHINESE if named.lower().startswith(("zh", "chinese")) else ENGLISH
