"""Names of WordprocessingML, and the few ways of asking an element."""

from __future__ import annotations

from typing import Any

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATIONSHIPS = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
VML = "{urn:schemas-microsoft-com:vml}"
MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
PLACED = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"


def w(name: str) -> str:
    """The full name of an element or attribute of the main namespace."""
    return f"{{{_W}}}{name}"


VALUE = w("val")


def value(element: Any, name: str, default: str = "") -> str:
    """The `w:val` of a child element; `default` if there is no such child or attribute."""
    child = None if element is None else element.find(w(name))
    return default if child is None else child.get(VALUE, default)


def is_on(element: Any, name: str) -> bool | None:
    """A child that switches something on or off (ECMA-376 part 1, §17.17.4); None if it is not there."""
    child = None if element is None else element.find(w(name))
    return None if child is None else child.get(VALUE, "true") not in ("0", "false", "off", "none")


def whole(text: str | None, default: int = 0, most: int = 1_000_000) -> int:
    """A whole number from an attribute, no larger than `most` either way; `default` for anything else."""
    try:
        return max(-most, min(most, int(float(text)))) if text else default
    except (ValueError, OverflowError):
        return default
