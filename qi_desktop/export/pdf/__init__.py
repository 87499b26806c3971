"""Reports as PDF files: the pages of `layout`, drawn.

Owns the file format and nothing of how a page looks. Text is written so that it copies out as itself: no shaping, no compatibility characters.
"""

from qi_desktop.export.pdf.writer import write_pdf

__all__ = ["write_pdf"]
