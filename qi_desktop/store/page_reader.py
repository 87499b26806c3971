"""Rows straight from the pages of a database file that SQLite cannot read any more.

Owns the reading of table leaves (sqlite.org/fileformat2.html §1.5, §1.6, §2.1). It follows no tree: every page that looks like a leaf is read, so
that a broken page costs only what stands on it. Which table a row is of, and whether it was deleted long ago, is for others to tell. Trusts no
number that stands in the file.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

_HEADER = 100  # bytes before the first page's own
_LEAF = 0x0D
_PAGE = 4096  # bytes; what every library of this program has
_LARGEST = 2**29  # bytes of one row
_INTEGERS = {1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 8}
_Buffer = bytes | memoryview


class RawRow(NamedTuple):
    """A row as it stands on a page; a column that is the rowid itself is None in `values`."""

    rowid: int
    values: tuple[int | float | str | bytes | None, ...]


def rows(data: _Buffer) -> Iterator[RawRow]:
    """Every row on every leaf, free pages left out where the file still tells which they are."""
    size = page_size(data)
    usable = size - (data[20] if len(data) > _HEADER and size == int.from_bytes(data[16:18], "big") else 0)
    free = _free_pages(data, size)
    for number in range(1, len(data) // size + 1):
        if number not in free:
            yield from _rows_of(data, number, size, usable)


def page_size(data: _Buffer) -> int:
    """The bytes of a page: what the header says if it can be, else what this program writes."""
    said = int.from_bytes(data[16:18], "big")
    return said if 512 <= said <= 32768 and said & (said - 1) == 0 else _PAGE


def _free_pages(data: _Buffer, size: int) -> set[int]:
    found: set[int] = set()
    trunk = int.from_bytes(data[32:36], "big")
    while trunk and trunk not in found and trunk * size <= len(data):
        found.add(trunk)
        start = (trunk - 1) * size
        count = min(int.from_bytes(data[start + 4 : start + 8], "big"), size // 4 - 2)
        found.update(int.from_bytes(data[start + 8 + 4 * item : start + 12 + 4 * item], "big") for item in range(count))
        trunk = int.from_bytes(data[start : start + 4], "big")
    return found


def _rows_of(data: _Buffer, number: int, size: int, usable: int) -> Iterator[RawRow]:
    page = data[(number - 1) * size : number * size]
    top = _HEADER if number == 1 else 0
    if page[top] != _LEAF:
        return
    count = int.from_bytes(page[top + 3 : top + 5], "big")
    for item in range(min(count, (size - top - 8) // 2)):
        place = top + 8 + 2 * item
        try:
            yield _row(data, page, int.from_bytes(page[place : place + 2], "big"), size, usable)
        except (ValueError, IndexError):  # nonsense on this page; the next row may be sound
            continue


def _row(data: _Buffer, page: _Buffer, place: int, size: int, usable: int) -> RawRow:
    length, place = _varint(page, place)
    rowid, place = _varint(page, place)
    if not 0 < length <= min(_LARGEST, len(data)):
        raise ValueError(length)
    return RawRow(_signed(rowid, 8), _record(_payload(data, page, place, length, size, usable)))


def _payload(data: _Buffer, page: _Buffer, place: int, length: int, size: int, usable: int) -> bytes:
    local = length
    if length > usable - 35:
        least = (usable - 12) * 32 // 255 - 23
        local = least + (length - least) % (usable - 4)
        if local > usable - 35:
            local = least
    parts = [bytes(page[place : place + local])]
    missing = length - local
    following = int.from_bytes(page[place + local : place + local + 4], "big") if missing else 0
    while missing:
        start = (following - 1) * size
        if following < 1 or start + size > len(data):
            raise ValueError(following)
        part = bytes(data[start + 4 : start + 4 + min(missing, usable - 4)])
        parts.append(part)
        missing -= len(part)
        following = int.from_bytes(data[start : start + 4], "big")
    return b"".join(parts)


def _record(payload: bytes) -> tuple[int | float | str | bytes | None, ...]:
    end, place = _varint(payload, 0)
    if not place <= end <= len(payload):
        raise ValueError(end)
    kinds: list[int] = []
    while place < end:
        kind, place = _varint(payload, place)
        kinds.append(kind)
    values: list[int | float | str | bytes | None] = []
    place = end
    for kind in kinds:
        length = _INTEGERS.get(kind, 8 if kind == 7 else max(0, (kind - 12) // 2))
        part = payload[place : place + length]
        if len(part) != length or kind in (7, 10, 11):  # a library holds no fractions; 10 and 11 are never written
            raise ValueError(kind)
        place += length
        match kind:
            case 0:
                values.append(None)
            case 8 | 9:
                values.append(kind - 8)
            case _ if kind in _INTEGERS:
                values.append(int.from_bytes(part, "big", signed=True))
            case _:
                values.append(part.decode("utf-8") if kind % 2 else part)
    if place != len(payload):
        raise ValueError(place)
    return tuple(values)


def _varint(data: _Buffer, place: int) -> tuple[int, int]:
    value = 0
    for step in range(8):
        byte = data[place + step]
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            return value, place + step + 1
    return value << 8 | data[place + 8], place + 9


def _signed(value: int, size: int) -> int:
    return value - (1 << 8 * size) if value >> (8 * size - 1) else value
