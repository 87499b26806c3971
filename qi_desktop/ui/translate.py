"""The window's words: `tr` for its own texts, `render` for messages of the layers below.

The only place in the window that knows which language is in use. Qt's own texts (buttons of dialogs, context menus) are translated by Qt's catalogue,
which `app` installs.
"""

from __future__ import annotations

from qi_desktop import translations
from qi_desktop.core.messages import Message

_language = translations.user_language()


def set_language(language: str) -> None:
    """Use another language from now on; windows that are open must be built anew or call their own retranslation."""
    global _language
    _language = language


def language() -> str:
    """The language in use: zh_CN or en."""
    return _language


def language_key() -> str:
    """The language in use as data files name it: zh or en."""
    return "zh" if _language.startswith("zh") else "en"


def tr(text: str, /, **values: object) -> str:
    """An English text in the user's language. Translators find every call by this name, so `text` must be a literal."""
    return translations.translate(text, _language, **values)


def render(message: Message) -> str:
    """A message of the core, the store or an exporter in the user's language."""
    return translations.render(message, _language)
