"""From a document to pages: lines, tables, page breaks, contents. Pure computing, nothing is drawn.

Owns how a report is typeset. Must not know PDF: whoever draws the pages gets words, rules and pictures at their places (see `page`).
"""

from qi_desktop.export.layout.engine import Anchor, Layout, OutlineEntry, lay_out
from qi_desktop.export.layout.page import Image, Page

__all__ = ["Anchor", "Image", "Layout", "OutlineEntry", "Page", "lay_out"]
