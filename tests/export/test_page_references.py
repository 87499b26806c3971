"""References that print a page: the same one in the PDF, in Word, and in truth."""

from __future__ import annotations

from dataclasses import replace

from qi_desktop.core.richtext import PAGE, Run, plain
from qi_desktop.export.document import Item
from qi_desktop.export.page_references import refers_to_pages, with_pages
from tests.export import pdf_files, word_files
from tests.export.pdf_files import chinese
from tests.export.word_files import BODY, document, heading, paragraph, table


def _page(target: str, words: str = "章") -> Run:
    return Run(words, reference=target, shows=PAGE)


def _report() -> list[Item]:
    items: list[Item] = [BODY, paragraph("r", (Run("见第"), _page("h30"), Run("页和第"), _page("t"), Run("页。")))]
    for number in range(1, 31):
        items += [heading(f"h{number}", f"章题{number}号", (number,)), paragraph(f"p{number}", chinese(900, number))]
    return [*items, table("t", [("甲",)], "列", label="表 1-1", caption=plain("题"))]


def test_the_pdf_prints_the_page_that_the_target_stands_on() -> None:
    made = pdf_files.write(document(*_report()))
    labels = made.result.page_labels
    assert int(labels["h30"]) >= 30
    assert f"见第{labels['h30']}页和第{labels['t']}页。" in made.texts()[0].replace("\n", "")
    there = next(number for number, text in enumerate(made.texts()) if "章题30号" in text)
    assert made.reader().page_labels[there] == labels["h30"]


def test_word_stores_the_page_in_a_field_that_it_can_compute_anew() -> None:
    file = word_files.write(document(*_report()), pages={"h30": "31", "t": "32"})
    instructions = [element.text.strip() for element in file.find("//w:instrText")]
    assert sum(text.startswith("PAGEREF") for text in instructions) == 2
    (shown,) = (word_files.text_of(element) for element in file.paragraphs() if "见第" in word_files.text_of(element))
    assert shown == "见第31页和第32页。"


def test_a_page_that_has_no_label_keeps_the_number_of_the_target() -> None:
    made = document(BODY, paragraph("r", (_page("h", "声明"),)))
    assert with_pages(made, {}) == made


def test_pages_are_filled_in_everywhere_and_other_references_stay() -> None:
    text = (_page("h"), Run("第一章", reference="h"))
    made = document(BODY, paragraph("r", text), table("t", [(text, "甲")], "列", "乙", caption=text))
    filled = with_pages(made, {"h": "7"})
    wanted = (replace(text[0], text="7"), text[1])
    assert filled.items[1] == paragraph("r", wanted)
    assert filled.items[2] == table("t", [(wanted, "甲")], "列", "乙", caption=wanted)
    assert refers_to_pages(made)
    assert not refers_to_pages(document(BODY, paragraph("r", text[1:])))
