"""The package of a Word file: its parts, their types and their relationships (ECMA-376 part 2), the big ones streamed in while it is written.

Owns which parts there are and how they are called. Two exports of one document give the same bytes, so a file carries no time of its own.
"""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from typing import BinaryIO

from qi_desktop.core.richtext import clean
from qi_desktop.export.document import Properties
from qi_desktop.export.word.markup import HEADER, NAMESPACES, escape

_PROPERTY_LIMIT = 255  # characters; python-docx, by which many read Word files, takes no longer ones
_MOMENT = (1980, 1, 1, 0, 0, 0)  # the earliest a zip can say; every export has the same
_STORED = (".png", ".jpg", ".jpeg", ".gif")  # compressed already
_DOCUMENT = "word/document.xml"
_FOOTNOTES = "word/footnotes.xml"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_OFFICE = "application/vnd.openxmlformats-officedocument."
_RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_PACKAGE_RELATED = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/"
_TYPES = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">%s</Types>'
_RELATIONS = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">%s</Relationships>'
_CORE = (
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    ' xmlns:dcterms="http://purl.org/dc/terms/" xmlns:dcmitype="http://purl.org/dc/dcmitype/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
    "%s</cp:coreProperties>"
)
_CUSTOM = (
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"'
    ' xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">'
    '<property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="2" name="QIExport"><vt:lpwstr>%s</vt:lpwstr></property></Properties>'
)
_APPLICATION = (
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"><Application>QI Desktop</Application>'
    "<Company>%s</Company></Properties>"
)
_SETTINGS = (
    '<w:zoom w:percent="100"/>%s<w:defaultTabStop w:val="420"/><w:characterSpacingControl w:val="compressPunctuation"/>'
    '<w:footnotePr><w:footnote w:id="-1"/><w:footnote w:id="0"/></w:footnotePr>'
    "<w:compat><w:spaceForUL/><w:balanceSingleByteDoubleByteWidth/><w:doNotLeaveBackslashAlone/><w:ulTrailSpace/><w:doNotExpandShiftReturn/>"
    "<w:adjustLineHeightInTable/><w:useFELayout/>"
    '<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>'
    '<w:compatSetting w:name="overrideTableStyleFontSizeAndJustification" w:uri="http://schemas.microsoft.com/office/word" w:val="1"/>'
    '<w:compatSetting w:name="enableOpenTypeFeatures" w:uri="http://schemas.microsoft.com/office/word" w:val="1"/>'
    '<w:compatSetting w:name="doNotFlipMirrorIndents" w:uri="http://schemas.microsoft.com/office/word" w:val="1"/>'
    '<w:compatSetting w:name="differentiateMultirowTableHeaders" w:uri="http://schemas.microsoft.com/office/word" w:val="1"/></w:compat>'
    '<w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/><w:decimalSymbol w:val="."/><w:listSeparator w:val=","/>'
)


class WordPackage:
    """A Word file in the making. Parts are added, then `save` writes all of them, the body among the first and the footnotes last."""

    def __init__(self) -> None:
        self._parts: dict[str, str | bytes] = {}
        self._types = [
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>',
            '<Default Extension="xml" ContentType="application/xml"/>',
        ]
        self._relations: list[str] = []  # of the document
        self._package_relations: list[str] = []
        self._related = 0
        self._margins = self._pictures = 0
        self._relate_to_package(_DOCUMENT, _WORD + "document.main+xml", _RELATED + "officeDocument")

    def add_text_parts(self, styles: str, fonts: str, numbering: str, track_changes: bool) -> None:
        """The parts that every Word file has; the text of the footnotes follows in `save`."""
        settings = f"{HEADER}<w:settings {NAMESPACES}>{_SETTINGS % ('<w:trackRevisions/>' if track_changes else '')}</w:settings>"
        self._add("styles", "styles", styles)
        self._add("numbering", "numbering", numbering)
        self._add("settings", "settings", settings)
        self._add("fontTable", "fontTable", fonts)
        self._add("footnotes", "footnotes", "")

    def add_properties(self, properties: Properties, export_key: str) -> None:
        """What the file says about itself; `export_key` lets a reviewed copy be recognised after renaming."""
        values = {
            "dc:title": properties.title,
            "dc:creator": properties.author,
            "cp:lastModifiedBy": properties.author,
            "dc:subject": properties.subject,
            "cp:keywords": ", ".join(properties.keywords),
            "dc:language": properties.language,
            "dc:identifier": export_key,
        }
        core = "".join(f"<{name}>{escape(clean(value)[:_PROPERTY_LIMIT])}</{name}>" for name, value in values.items() if value)
        self._add_properties("core", "application/vnd.openxmlformats-package.core-properties+xml", _PACKAGE_RELATED + "core-properties", _CORE % core)
        application = _APPLICATION % escape(properties.author)
        self._add_properties("app", _OFFICE + "extended-properties+xml", _RELATED + "extended-properties", application)
        if export_key:
            custom = _CUSTOM % escape(export_key)
            self._add_properties("custom", _OFFICE + "custom-properties+xml", _RELATED + "custom-properties", custom)

    def add_header(self, xml: str) -> str:
        """A header; its relationship id."""
        self._margins += 1
        return self._add(f"header{self._margins}", "header", xml)

    def add_footer(self, xml: str) -> str:
        """A footer; its relationship id."""
        self._margins += 1
        return self._add(f"footer{self._margins}", "footer", xml)

    def add_picture(self, data: bytes, extension: str, content_type: str) -> str:
        """A picture; its relationship id."""
        self._pictures += 1
        name = f"media/image{self._pictures}.{extension}"
        self._parts[f"word/{name}"] = data
        kind = f'<Default Extension="{extension}" ContentType="{content_type}"/>'
        if kind not in self._types:
            self._types.append(kind)
        return self._relation("image", name)

    def add_link(self, address: str, number: int) -> str:
        """A target outside the file; its relationship id."""
        relation = f"rIdLink{number}"
        self._relations.append(f'<Relationship Id="{relation}" Type="{_RELATED}hyperlink" Target="{escape(address)}" TargetMode="External"/>')
        return relation

    def save(self, target: BinaryIO, body: Callable[[Callable[[str], object]], None], footnotes: Callable[[], str]) -> None:
        """Write the file.

        `body` gets a function and calls it with one piece of `word/document.xml` after the other; `footnotes` is asked for its part when the body
        is done.
        """
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as result:
            _write(result, "[Content_Types].xml", HEADER + _TYPES % "".join(sorted(self._types)))
            _write(result, "_rels/.rels", HEADER + _RELATIONS % "".join(self._package_relations))
            entry = zipfile.ZipInfo(_DOCUMENT, _MOMENT)
            entry.compress_type = zipfile.ZIP_DEFLATED
            with result.open(entry, "w") as stream:
                body(lambda piece: stream.write(piece.encode()))
            _write(result, "word/_rels/document.xml.rels", HEADER + _RELATIONS % "".join(self._relations))
            for name, data in self._parts.items():
                _write(result, name, footnotes() if name == _FOOTNOTES else data)

    def _add(self, name: str, kind: str, xml: str) -> str:
        """A part beside the document; its relationship id."""
        self._parts[f"word/{name}.xml"] = xml
        self._type(f"word/{name}.xml", f"{_WORD}{kind}+xml")
        return self._relation(kind, f"{name}.xml")

    def _relation(self, kind: str, place: str) -> str:
        self._related += 1
        self._relations.append(f'<Relationship Id="rId{self._related}" Type="{_RELATED}{kind}" Target="{place}"/>')
        return f"rId{self._related}"

    def _add_properties(self, name: str, content_type: str, relationship: str, xml: str) -> None:
        self._parts[f"docProps/{name}.xml"] = HEADER + xml
        self._relate_to_package(f"docProps/{name}.xml", content_type, relationship)

    def _relate_to_package(self, name: str, content_type: str, relationship: str) -> None:
        self._type(name, content_type)
        number = len(self._package_relations) + 1
        self._package_relations.append(f'<Relationship Id="rId{number}" Type="{relationship}" Target="{name}"/>')

    def _type(self, name: str, content_type: str) -> None:
        self._types.append(f'<Override PartName="/{name}" ContentType="{content_type}"/>')


def _write(file: zipfile.ZipFile, name: str, data: str | bytes) -> None:
    file.writestr(zipfile.ZipInfo(name, _MOMENT), data, zipfile.ZIP_STORED if name.endswith(_STORED) else zipfile.ZIP_DEFLATED)
