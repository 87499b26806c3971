"""Regular expressions that a person types: a bad one is told in a sentence, and none can hold the window up.

Qt's engine (PCRE2) does the matching: it counts its steps and gives up after a tenth of a second at most, while Python's `re` would go on for hours.
"""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QRegularExpression, QRegularExpressionMatch

from qi_desktop.core.errors import UsageError
from qi_desktop.core.messages import message
from qi_desktop.core.search import Match
from qi_desktop.ui.qtext import utf16_length


class Expression:
    """An expression made ready. Raises UsageError for one that cannot be read."""

    def __init__(self, pattern: str, match_case: bool) -> None:
        options = QRegularExpression.PatternOption.UseUnicodePropertiesOption
        if not match_case:
            options |= QRegularExpression.PatternOption.CaseInsensitiveOption
        self._expression = QRegularExpression(pattern, options)
        if not self._expression.isValid():
            raise UsageError(
                message(
                    "This regular expression cannot be read at character {place} ({detail}); correct it, or turn the option off.",
                    place=self._expression.patternErrorOffset(),
                    detail=self._expression.errorString(),
                )
            )
        self._names = [(number, name) for number, name in enumerate(self._expression.namedCaptureGroups()) if name]

    def matches(self, text: str) -> Iterator[Match]:
        """The matches in order, empty ones left out. Raises UsageError when the engine gave up."""
        wide = utf16_length(text) != len(text)
        at, end = 0, utf16_length(text)
        while at <= end:
            match = self._expression.match(text, at)
            if not match.isValid():
                raise UsageError(message("This regular expression takes too long; write it with fewer + and * inside each other."))
            if not match.hasMatch():
                return
            if match.capturedLength():
                start, behind = match.capturedStart(), match.capturedEnd()
                if wide:
                    start, behind = (_characters(text, place) for place in (start, behind))
                yield Match(start, behind, self._groups(match))
            at = max(match.capturedEnd(), at + 1)

    def _groups(self, match: QRegularExpressionMatch) -> dict[int | str, str]:
        groups: dict[int | str, str] = {number: match.captured(number) for number in range(self._expression.captureCount() + 1)}
        groups.update({name: groups[number] for number, name in self._names})
        return groups


def _characters(text: str, units: int) -> int:
    """How many characters so many UTF-16 units are."""
    return len(text.encode("utf-16-le", "surrogatepass")[: 2 * units].decode("utf-16-le", "ignore"))
