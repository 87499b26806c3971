"""What could not be shown is named with its place: the chapter, and the table, figure or text in it."""

from __future__ import annotations

from qi_desktop.core.messages import message
from qi_desktop.core.richtext import plain
from qi_desktop.export.document import Figure, Item, Remark
from qi_desktop.export.remark_places import located
from tests.export.word_files import BODY, document, heading, paragraph, table

WHY = message("The picture is empty; choose the picture file again.")


def told(item: Item, place: str) -> str:
    made = document(BODY, heading("h", "质量理念", (1,)), item)
    (remark,) = located(made, [Remark(place, WHY)])
    assert remark.place == place
    return str(remark.message).partition(": ")[0]


def test_a_figure_and_a_table_are_named_by_their_number_and_caption() -> None:
    assert told(Figure("f", "图 1-2", plain("组织架构"), "", "", ""), "f") == "第一章 质量理念 / 图 1-2 组织架构"
    assert told(table("t", [("甲",)], "列", label="表 1-1", caption=plain("标准")), "t") == "第一章 质量理念 / 表 1-1 标准"


def test_a_text_is_named_by_its_beginning() -> None:
    assert told(paragraph("p", "短文"), "p") == "第一章 质量理念 / “短文”"
    assert told(paragraph("p", "为用户提供天然气应用系统解决方案"), "p") == "第一章 质量理念 / “为用户提供天然气应用系统…”"


def test_a_table_without_a_name_is_found_by_its_chapter() -> None:
    assert told(table("t", [("甲",)], "列"), "t") == "第一章 质量理念"


def test_a_remark_on_no_item_stays_as_it_is() -> None:
    made = document(BODY, paragraph("p", "文"))
    remarks = (Remark("", WHY), Remark("gone", WHY), Remark("p", WHY))
    assert located(made, remarks)[:2] == remarks[:2]
