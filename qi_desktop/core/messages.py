"""Text for people, before it is translated.

Owns `Message`: an English sentence with named places and the values that go there. Core, store, session and the exporters make messages and
pass them on; only the edges (`cli`, `ui`) turn them into the user's language. This module must not know which language is in use.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from qi_desktop.core.records import dataclass


@dataclass(frozen=True, slots=True)
class Message:
    """An English template and its values. `template` is the key of the translation catalogue.

    A value may itself be a `Message`; it is then translated before it is put in place.
    """

    template: str
    values: Mapping[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        """The English text."""
        return fill(self.template, self.values)


def message(template: str, /, **values: object) -> Message:
    """Mark an English text as one that users see. Translators find every call of this function by its name."""
    return Message(template, values)


def fill(template: str, values: Mapping[str, object]) -> str:
    """Put the values into the template's `{name}` places.

    Values are inserted as they are: braces inside a value are text, never a place.
    """
    if not values:
        return template
    return template.format_map({name: str(value) for name, value in values.items()})
