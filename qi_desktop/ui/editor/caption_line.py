"""A caption or note in a form: one line, in which a field stands as its name in braces."""

from __future__ import annotations

import re
from collections.abc import Mapping

from PySide6.QtWidgets import QLineEdit

from qi_desktop.core import richtext
from qi_desktop.core.richtext import Run, Text
from qi_desktop.ui.translate import tr

_FIELD = re.compile(r"(\{[^{}]+\})")


class CaptionLine(QLineEdit):
    """Shows a caption and reads it back. `names` says what each field is called; {one of these names} becomes the field, any other text stays text.

    A caption that is not touched keeps its formats.
    """

    def __init__(self, caption: Text, names: Mapping[str, str] | None = None) -> None:
        self._caption, self._names = caption, names or {}
        self._first = "".join(self._shown(run) for run in caption)
        super().__init__(self._first)
        if self._names:
            self.setToolTip(tr("A field is written as its name in braces, such as {example}", example="{" + next(iter(self._names.values())) + "}"))

    def _shown(self, run: Run) -> str:
        return "{" + self._names.get(run.field, run.text or run.field) + "}" if run.field else run.text

    def value(self) -> Text:
        """The caption as it is written now."""
        words = self.text().strip()
        if words == self._first.strip():
            return self._caption
        known = {"{" + name + "}": key for key, name in self._names.items()}
        known |= {self._shown(run): run.field for run in self._caption if run.field}  # one that is gone since stays what it was
        return richtext.normalise(Run("", field=known[piece]) if piece in known else Run(piece) for piece in _FIELD.split(words))
