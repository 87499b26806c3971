"""Lines that lead over to what follows do not stay behind at the foot of a page."""

from __future__ import annotations

import pytest

from qi_desktop.core.richtext import Run
from qi_desktop.export.document import Item, ListItem, PageBreak, Paragraph, Table, TableColumn
from qi_desktop.export.keeping import kept
from tests.export import pdf_files, word_files

BARE = Table("t", "", (), (TableColumn("甲"),), (("1",), ("2",)))
CAPTIONED = Table("u", "表 1", (Run("题"),), (TableColumn("甲"),), (("1",),))


def paragraph(text: str) -> Paragraph:
    return Paragraph("p", "body", (Run(text),))


def item(text: str) -> ListItem:
    return ListItem("i", "decimal", 0, "k", "1、", 1, (Run(text),))


@pytest.mark.parametrize(
    ("first", "following", "stays"),
    [
        (item("保修："), paragraph("质保期内免费维修。"), True),
        (paragraph("内容如下:"), item("包退"), True),
        (paragraph("质量目标"), BARE, True),
        (item("送检合格率"), BARE, True),
        (paragraph("质量目标"), CAPTIONED, False),
        (paragraph("一句话。"), paragraph("另一句。"), False),
        (paragraph("很长的段落" * 30 + "："), BARE, False),
        (paragraph("如下："), PageBreak("b"), False),
    ],
)
def test_short_lines_that_lead_over_stay_with_what_follows(first: Paragraph | ListItem, following: Item, stays: bool) -> None:
    marked, last = kept([first, following])
    assert isinstance(marked, Paragraph | ListItem)
    assert marked.keep_next is stays
    assert last == following


def test_no_page_ends_behind_such_a_line_in_the_pdf() -> None:
    for count in range(25, 45):  # the line comes to stand at every place of the page's foot
        items = [Paragraph(f"x{number}", "body", (Run("正文"),)) for number in range(count)]
        made = pdf_files.lay(word_files.document(*kept([word_files.BODY, *items, paragraph("内容如下："), Paragraph("y", "body", (Run("之后"),))])))
        assert made.page_with("内容如下") == made.page_with("之后")


def test_word_is_told_and_the_schema_is_obeyed() -> None:
    file = word_files.write(word_files.document(*kept([word_files.BODY, item("包修："), paragraph("如下："), BARE])))
    assert len(file.find("//w:body/w:p/w:pPr[w:keepNext][w:pStyle/@w:val!='Spacer']")) == 2
