"""The zip of a Word file: its parts as XML, its relationships, its pictures.

Owns the guards. The file may come from anywhere: nothing is written to the disk, no link is followed, no entity is resolved, and what unpacks to too
much is refused before it is unpacked (`MOST_UNPACKED`, `HIGHEST_RATIO`). The strict form (ISO/IEC 29500) is read by the transitional one's names.
"""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from types import TracebackType
from typing import Any, Self, cast

from lxml import etree

from qi_desktop.core.errors import ContentError
from qi_desktop.core.messages import message
from qi_desktop.core.records import dataclass

MOST_BYTES = 200 * 2**20
"""A larger file is refused before it is opened."""
MOST_UNPACKED = 300 * 2**20
"""The parts of a file may be so large together."""
HIGHEST_RATIO = 200
"""A part of more than `_SMALL` bytes may unpack to so many times its size; tables of equal rows reach 60."""
_SMALL = 2**20
_COMPOUND = bytes.fromhex("d0cf11e0a1b11ae1")  # [MS-CFB] §2.2
_STRICT = {
    b"http://purl.oclc.org/ooxml/wordprocessingml/main": b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    b"http://purl.oclc.org/ooxml/officeDocument/relationships": b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    b"http://purl.oclc.org/ooxml/drawingml/": b"http://schemas.openxmlformats.org/drawingml/2006/",
    b"http://purl.oclc.org/ooxml/officeDocument/math": b"http://schemas.openxmlformats.org/officeDocument/2006/math",
}
_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_DOCUMENT, _PACKAGE = "/officeDocument", "_rels/.rels"


@dataclass(frozen=True, slots=True)
class Relationship:
    """What a part refers to: the last word of the kind (`image`, `hyperlink` …), the part or address, and whether that lies outside the file."""

    kind: str
    target: str
    is_external: bool


class WordPackage:
    """An open Word file. All methods raise ContentError for what cannot be read."""

    def __init__(self, path: Path) -> None:
        """Open the file. Raises ContentError, with the next step, for what is no Word file or unpacks to too much."""
        self._name = path.name
        try:
            if path.stat().st_size > MOST_BYTES:
                raise self._too_large()
            self._zip = zipfile.ZipFile(path)
        except (OSError, zipfile.BadZipFile, ValueError, NotImplementedError) as error:
            raise self._refusal(path) from error
        try:
            self._names = {item.filename.casefold(): item for item in self._zip.infolist()}
            sizes = [(item.file_size, item.compress_size) for item in self._names.values()]
            if sum(size for size, _ in sizes) > MOST_UNPACKED or any(size > _SMALL and size > HIGHEST_RATIO * packed for size, packed in sizes):
                raise self._too_large()
            main = [item.target for item in self.relationships("").values() if item.kind == "officeDocument"]
            self.main = main[0] if main else "word/document.xml"
            if self.xml(self.main) is None:
                raise self._no_word()
        except BaseException:
            self._zip.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._zip.close()

    def data(self, part: str) -> bytes | None:
        """The bytes of a part; None if the file has no such part or it is damaged."""
        item = self._names.get(part.casefold())
        if item is None:
            return None
        try:
            return self._zip.read(item)
        except Exception as error:  # whatever a broken zip or a foreign compression leads to
            if part.endswith(".xml"):
                raise self._damaged() from error
            return None

    def xml(self, part: str) -> Any:
        """The root element of a part; None if there is no such part."""
        data = self.data(part)
        if data is None:
            return None
        for strict, transitional in _STRICT.items():
            data = data.replace(strict, transitional)
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True)
        try:
            root = etree.fromstring(data, parser)
        except (etree.XMLSyntaxError, ValueError) as error:
            raise self._damaged() from error
        if cast(Any, root.getroottree().docinfo).doctype:  # no program writes one; it is the way of entities that grow without end
            raise self._damaged()
        return root

    def relationships(self, part: str) -> Mapping[str, Relationship]:
        """What a part ("" for the file itself) refers to, by id."""
        place = PurePosixPath(part)
        root = self.xml(str(place.parent / "_rels" / f"{place.name}.rels") if part else _PACKAGE)
        result: dict[str, Relationship] = {}
        for item in root.iter(_RELATIONSHIP) if root is not None else ():
            external = item.get("TargetMode") == "External"
            target = item.get("Target", "")
            kind = item.get("Type", "").rpartition("/")[2]
            result[item.get("Id", "")] = Relationship(kind, target if external else _resolved(place.parent, target), external)
        return result

    def part_of_kind(self, kind: str) -> str:
        """The part that the main one refers to as that kind; empty if there is none."""
        return next((item.target for item in self.relationships(self.main).values() if item.kind == kind and not item.is_external), "")

    # --- refusals ---

    def _refusal(self, path: Path) -> ContentError:
        try:
            with path.open("rb") as file:
                begin = file.read(8)
                if begin == _COMPOUND:
                    rest = file.read(MOST_BYTES)
                    if "EncryptedPackage".encode("utf-16-le") in rest:
                        return ContentError(
                            message(
                                "“{name}” is protected by a password; open it in Word or WPS and save a copy without the password.", name=self._name
                            )
                        )
                    return self._old()
        except OSError as error:
            return ContentError(
                message(
                    "“{name}” could not be read ({detail}); close it elsewhere and try again.",
                    name=self._name,
                    detail=error.strerror or error,
                )
            )
        return self._old() if begin.startswith((b"{\\rtf", b"<", b"\xef\xbb\xbf<", b"MIME-Ver")) else self._no_word()

    def _locked(self) -> ContentError:
        return ContentError(
            message("“{name}” is protected by a password; open it in Word or WPS and save a copy without the password.", name=self._name)
        )

    def _old(self) -> ContentError:
        return ContentError(message("“{name}” has an old format; open it in Word or WPS and save it as .docx.", name=self._name))

    def _no_word(self) -> ContentError:
        return ContentError(message("“{name}” is no Word file that can be read; open it in Word or WPS and save it as .docx.", name=self._name))

    def _damaged(self) -> ContentError:
        return ContentError(message("“{name}” is damaged; open it in Word or WPS, let it be repaired, and save it as .docx.", name=self._name))

    def _too_large(self) -> ContentError:
        return ContentError(message("“{name}” is too large to be read; divide it into several files in Word or WPS.", name=self._name))


def _resolved(folder: PurePosixPath, target: str) -> str:
    """The name of a part that another refers to, without `..` and a leading stroke."""
    if target.startswith("/"):
        return target.lstrip("/")
    parts: list[str] = list(folder.parts)
    for piece in PurePosixPath(target).parts:
        if piece == "..":
            del parts[-1:]
        else:
            parts.append(piece)
    return "/".join(parts)
