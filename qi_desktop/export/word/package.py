"""The package of a Word file: python-docx makes its parts and relationships, the big ones are streamed in while it is written.

Owns which parts there are and how they are called. Two exports of one document give the same bytes, so a file carries no time of its own.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from typing import BinaryIO

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.opc.parts.coreprops import CorePropertiesPart
from docx.package import Package
from docx.parts.document import DocumentPart
from docx.parts.hdrftr import FooterPart, HeaderPart
from docx.parts.numbering import NumberingPart
from docx.parts.settings import SettingsPart
from docx.parts.styles import StylesPart

from qi_desktop.core.richtext import clean
from qi_desktop.export.document import Properties
from qi_desktop.export.word.markup import HEADER, NAMESPACES, escape

_PROPERTY_LIMIT = 255  # python-docx refuses longer core properties
_MOMENT = (1980, 1, 1, 0, 0, 0)  # the earliest a zip can say; every export has the same
_STORED = (".png", ".jpg", ".jpeg", ".gif")  # compressed already
_CORE = (
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    ' xmlns:dcterms="http://purl.org/dc/terms/" xmlns:dcmitype="http://purl.org/dc/dcmitype/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"/>'
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


class _Streamed(Part):
    """A part whose contents never lie in memory as a whole: they are written when its turn in the zip comes."""


class WordPackage:
    """A Word file in the making. Parts are added, then `save` writes all of them, and the body last."""

    def __init__(self) -> None:
        self._package = Package()
        empty = f"<w:document {NAMESPACES}><w:body/></w:document>".encode()
        self._document = DocumentPart.load(PackURI("/word/document.xml"), CONTENT_TYPE.WML_DOCUMENT_MAIN, empty, self._package)
        self._package.relate_to(self._document, RELATIONSHIP_TYPE.OFFICE_DOCUMENT)
        self._bytes: dict[str, bytes] = {}
        self._count = 0

    def add_text_parts(self, styles: str, fonts: str, numbering: str, track_changes: bool) -> None:
        """The parts that every Word file has; the text of the footnotes follows in `save`."""
        settings = f"{HEADER}<w:settings {NAMESPACES}>{_SETTINGS % ('<w:trackRevisions/>' if track_changes else '')}</w:settings>"
        # (class, name, type, relationship, contents)
        self._relate(StylesPart.load, "styles", CONTENT_TYPE.WML_STYLES, RELATIONSHIP_TYPE.STYLES, styles)
        self._relate(NumberingPart.load, "numbering", CONTENT_TYPE.WML_NUMBERING, RELATIONSHIP_TYPE.NUMBERING, numbering)
        self._relate(SettingsPart.load, "settings", CONTENT_TYPE.WML_SETTINGS, RELATIONSHIP_TYPE.SETTINGS, settings)
        self._relate(Part.load, "fontTable", CONTENT_TYPE.WML_FONT_TABLE, RELATIONSHIP_TYPE.FONT_TABLE, fonts)
        self._relate(Part.load, "footnotes", CONTENT_TYPE.WML_FOOTNOTES, RELATIONSHIP_TYPE.FOOTNOTES, "")

    def add_properties(self, properties: Properties, export_key: str) -> None:
        """What the file says about itself; `export_key` lets a reviewed copy be recognised after renaming."""
        part = CorePropertiesPart.load(PackURI("/docProps/core.xml"), CONTENT_TYPE.OPC_CORE_PROPERTIES, (HEADER + _CORE).encode(), self._package)
        self._package.relate_to(part, RELATIONSHIP_TYPE.CORE_PROPERTIES)
        core = part.core_properties
        values = {
            "title": properties.title,
            "author": properties.author,
            "last_modified_by": properties.author,
            "subject": properties.subject,
            "keywords": ", ".join(properties.keywords),
            "language": properties.language,
            "identifier": export_key,
        }
        for name, value in values.items():
            if value:
                setattr(core, name, _plain(value)[:_PROPERTY_LIMIT])
        application = HEADER + _APPLICATION % escape(properties.author)
        self._relate_to_package("app", CONTENT_TYPE.OFC_EXTENDED_PROPERTIES, RELATIONSHIP_TYPE.EXTENDED_PROPERTIES, application)
        if export_key:
            custom = HEADER + _CUSTOM % escape(export_key)
            self._relate_to_package("custom", CONTENT_TYPE.OFC_CUSTOM_PROPERTIES, RELATIONSHIP_TYPE.CUSTOM_PROPERTIES, custom)

    def add_header(self, xml: str) -> str:
        """A header; its relationship id."""
        self._count += 1
        return self._relate(HeaderPart.load, f"header{self._count}", CONTENT_TYPE.WML_HEADER, RELATIONSHIP_TYPE.HEADER, xml)

    def add_footer(self, xml: str) -> str:
        """A footer; its relationship id."""
        self._count += 1
        return self._relate(FooterPart.load, f"footer{self._count}", CONTENT_TYPE.WML_FOOTER, RELATIONSHIP_TYPE.FOOTER, xml)

    def add_picture(self, data: bytes, extension: str, content_type: str) -> str:
        """A picture; its relationship id."""
        name = PackURI(f"/word/media/image{len(self._bytes) + 1}.{extension}")
        self._bytes[name.membername] = data
        return self._relation(_Streamed(name, content_type, package=self._package), RELATIONSHIP_TYPE.IMAGE)

    def add_link(self, address: str, number: int) -> str:
        """A target outside the file; its relationship id."""
        relation = f"rIdLink{number}"
        self._document.load_rel(RELATIONSHIP_TYPE.HYPERLINK, address, relation, is_external=True)
        return relation

    def save(self, target: BinaryIO, body: Callable[[Callable[[str], object]], None], footnotes: Callable[[], str]) -> None:
        """Write the file.

        `body` gets a function and calls it with one piece of `word/document.xml` after the other; `footnotes` is asked for its part when the body
        is done.
        """
        skeleton = io.BytesIO()
        self._package.save(skeleton)
        with zipfile.ZipFile(skeleton) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as result:
            for name in source.namelist():
                if name == "word/document.xml":
                    entry = zipfile.ZipInfo(name, _MOMENT)
                    entry.compress_type = zipfile.ZIP_DEFLATED
                    with result.open(entry, "w") as stream:
                        body(lambda piece, stream=stream: stream.write(piece.encode()))  # type: ignore[misc]
                elif name != "word/footnotes.xml":
                    kind = zipfile.ZIP_STORED if name.endswith(_STORED) else zipfile.ZIP_DEFLATED
                    result.writestr(zipfile.ZipInfo(name, _MOMENT), self._bytes.get(name) or source.read(name), kind)
            result.writestr(zipfile.ZipInfo("word/footnotes.xml", _MOMENT), footnotes(), zipfile.ZIP_DEFLATED)

    def _relate(self, load: Callable[..., Part], name: str, content_type: str, relationship: str, xml: str) -> str:
        part = load(PackURI(f"/word/{name}.xml"), content_type, xml.encode(), self._package)
        return self._relation(part, relationship)

    def _relation(self, part: Part, relationship: str) -> str:
        return str(self._document.relate_to(part, relationship))

    def _relate_to_package(self, name: str, content_type: str, relationship: str, xml: str) -> None:
        self._package.relate_to(Part.load(PackURI(f"/docProps/{name}.xml"), content_type, xml.encode(), self._package), relationship)


def _plain(text: str) -> str:
    """A property's text on one line, without what XML cannot hold."""
    return clean(text).replace("\n", " ")
