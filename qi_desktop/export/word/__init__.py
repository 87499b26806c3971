"""The Word writer: from the assembled document to a .docx file.

Owns everything that is WordprocessingML: styles and numbering from the style sheet, fields, bookmarks, sections, the package. Decides how a thing
looks, never what it says. Must not know the library or the PDF writer; page labels come in from outside.
"""

from qi_desktop.export.word.writer import write_word

__all__ = ["write_word"]
