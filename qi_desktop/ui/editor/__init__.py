"""The editor of a chapter's text.

`ChapterEditor` is all that the window needs; the other modules are its parts. Must not know SQL, nor which other views there are.
"""

from qi_desktop.ui.editor.chapter_editor import ChapterEditor

__all__ = ["ChapterEditor"]
