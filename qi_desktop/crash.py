"""The report of a bug: what broke and where, for those who can mend it.

Owns what such a report may hold. The failure's own words are left out, since they may quote what the user wrote.
"""

from __future__ import annotations

import platform
import traceback
from datetime import datetime
from types import TracebackType


def describe(kind: type[BaseException], trace: TracebackType | None) -> str:
    """Time, versions, kind of failure, and the places in the code that led to it."""
    system = f"Python {platform.python_version()}, {platform.system()} {platform.release()}"
    frames = "".join(traceback.format_tb(trace))
    return f"{datetime.now():%Y-%m-%d %H:%M:%S}\n{system}\n{kind.__module__}.{kind.__qualname__}\n{frames}"
