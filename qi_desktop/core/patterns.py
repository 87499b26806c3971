"""Patterns that are compiled when they are first used.

Compiling a pattern with many characters takes up to a millisecond, and most runs of the program need few of those that its modules declare.
"""

from __future__ import annotations

import re
from typing import Any, cast


def pattern(text: str, flags: int = 0) -> re.Pattern[str]:
    """What `re.compile` gives, made at its first use; for patterns that stand in modules."""
    return cast("re.Pattern[str]", _Waiting(text, flags))


class _Waiting:
    def __init__(self, text: str, flags: int) -> None:
        self._given = text, flags

    def __getattr__(self, name: str) -> Any:
        found = getattr(re.compile(*self._given), name)
        setattr(self, name, found)  # so that it is at hand the next time
        return found
