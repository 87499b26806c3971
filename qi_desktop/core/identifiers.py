"""Names of rows: 12 random characters that are never reused, so that copies edited apart can be merged and exported paragraphs found again."""

from __future__ import annotations

from os import urandom

LENGTH = 12
# Digits and small letters only (bookmark names allow no others), without those that are mistaken for one another.
ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
_LETTERS = bytes(ord(ALPHABET[byte & 31]) for byte in range(256))


def new_id() -> str:
    """A new name: 60 random bits, so two of a million rows are alike with a chance of one in two million."""
    return urandom(LENGTH).translate(_LETTERS).decode("ascii")


def is_id(text: str) -> bool:
    """True if the text has the form of a row's name."""
    return len(text) == LENGTH and all(character in ALPHABET for character in text)
