"""Addresses that a link in a file may lead to."""

from __future__ import annotations

from urllib.parse import quote, urlsplit

from qi_desktop.core.richtext import clean

_SCHEMES = ("http", "https", "mailto", "ftp", "tel")
_ADDRESS_SAFE = "/:?#[]@!$&'()*+,;=%-._~"


def link_address(link: str) -> str:
    """The address as a file may hold it; empty if nothing sensible can be made of it (Word refuses a file with a wrong address)."""
    address = clean(link).strip()
    if not address:
        return ""
    try:
        parts = urlsplit(address)
        if not parts.scheme or ("." in parts.scheme and not address.startswith("http")):
            address = f"mailto:{address}" if "@" in address and "/" not in address else f"http://{address}"
            parts = urlsplit(address)
        host = parts.hostname or ""
    except ValueError:
        return ""
    local = parts.scheme in ("mailto", "tel")
    if parts.scheme not in _SCHEMES or not (parts.path if local else host) or any(character.isspace() for character in parts.netloc):
        return ""
    return quote(address, safe=_ADDRESS_SAFE) if len(address) <= 2000 else ""
