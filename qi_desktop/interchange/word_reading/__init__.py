"""Reading a Word file that another program may have written, by an own walk through its XML.

python-docx is for writing: its readers leave out inserted text, content controls and text boxes, and refuse a whole file for one missing picture.
Source of the format: ECMA-376 part 1, §17 (WordprocessingML).
"""

from qi_desktop.interchange.word_reading.body import read_word

__all__ = ["read_word"]
