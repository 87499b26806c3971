"""Pictures in the line, as DrawingML.

Owns the markup of an inline picture with its alternative text.
"""

from __future__ import annotations

from qi_desktop.export.word.markup import EMU_PER_POINT, escape


def drawing(number: int, relation: str, width: float, height: float, alternative: str) -> str:
    """A run with a picture. `number` is unique in the file; the size is in points."""
    extent = f'cx="{max(1, round(width * EMU_PER_POINT))}" cy="{max(1, round(height * EMU_PER_POINT))}"'
    properties = f'id="{number}" name="Picture {number}" descr="{escape(alternative)}"'
    return (
        f'<w:r><w:rPr><w:noProof/></w:rPr><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent {extent}/><wp:docPr {properties}/>'
        '<wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect="1"/></wp:cNvGraphicFramePr>'
        '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic>'
        f"<pic:nvPicPr><pic:cNvPr {properties}/><pic:cNvPicPr/></pic:nvPicPr>"
        f'<pic:blipFill><a:blip r:embed="{relation}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {extent}/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr>'
        "</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )
