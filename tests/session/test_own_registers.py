"""Registers and columns of the library's own: they do what those that ship do, and undo brings back all of them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import load_workbook

from qi_desktop.core.errors import ContentError, NotFoundError, RefusedError
from qi_desktop.core.model import BlockKind, OwnRegister
from qi_desktop.core.registers import ColumnType
from qi_desktop.core.richtext import plain
from qi_desktop.export.document import Table
from qi_desktop.session import Session, portable
from qi_desktop.session.exporting import load_document

COLUMNS = (
    {"label": "名称", "required": True},
    {"label": "等级", "type": "choice", "choices": ["甲", "乙", "甲", " "]},
    {"label": "评分", "type": "number", "unit": "分"},
    {"label": "日期", "type": "date"},
)


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    with Session.create(tmp_path / "a.qid", company="甲公司", template="blank", year=2018) as opened:
        yield opened


@pytest.fixture
def suppliers(session: Session) -> str:
    return session.own_registers.add("供应商", COLUMNS).created


def row(session: Session, register: str, *cells: str) -> dict[str, str]:
    return dict(zip((column.name for column in session.registers[register].columns), cells, strict=False))


def test_an_own_register_is_one_like_the_others(session: Session, suppliers: str) -> None:
    register = session.registers[suppliers]
    assert register.label == {"zh": "供应商", "en": "供应商"}
    assert [column.type for column in register.columns] == [ColumnType.TEXT, ColumnType.CHOICE, ColumnType.NUMBER, ColumnType.DATE]
    assert register.columns[1].choices == ("甲", "乙")
    assert register.title_column == register.columns[0].name
    session.rows.add(suppliers, [row(session, suppliers, "某铸造厂", "甲", "九十", "2018年3月2日")])
    (stored,) = session.rows.of(suppliers)
    assert stored.values == row(session, suppliers, "某铸造厂", "甲", "九十", "2018-03-02")
    report_id = session.reports.of_year().id
    assert [finding.rule for finding in session.checks.all(report_id) if finding.places[0].page == suppliers] == ["cell-unfit"]


def test_an_own_register_stands_in_documents_and_search(session: Session, suppliers: str) -> None:
    session.rows.add(suppliers, [row(session, suppliers, "某铸造厂", "甲", "92.5")])
    report_id = session.reports.of_year().id
    chapter = session.chapters.add(report_id, "供方").created
    session.blocks.add(chapter, BlockKind.REGISTER_VIEW, plain("供应商一览表"), {"register": suppliers})
    (table,) = [item for item in load_document(session, report_id).items if isinstance(item, Table)]
    assert [column.label for column in table.columns][:3] == ["名称", "等级", "评分（分）"]
    assert table.rows[0][:3] == ("某铸造厂", "甲", "92.5")
    pages = session.search.pages(suppliers, report_id, session.search.known(report_id))
    assert "某铸造厂" in [text for page in pages for _, text in page.texts()]


def test_an_own_register_goes_out_to_excel_and_comes_back(session: Session, suppliers: str, tmp_path: Path) -> None:
    session.rows.add(suppliers, [row(session, suppliers, "某铸造厂", "甲", "92.5", "2018-03-02")])
    session.tables.export(suppliers, tmp_path / "a.xlsx")
    book = load_workbook(tmp_path / "a.xlsx")
    sheet = book[book.sheetnames[0]]
    assert [cell.value for cell in sheet[2]][:2] == ["某铸造厂", "甲"]
    preview = session.tables.preview(suppliers, tmp_path / "a.xlsx")
    assert not session.tables.load(preview)
    sheet.append(["某锻造厂", "乙", 88, None])
    book.save(tmp_path / "a.xlsx")
    session.tables.load(session.tables.preview(suppliers, tmp_path / "a.xlsx"))
    assert [row.values[session.registers[suppliers].title_column] for row in session.rows.of(suppliers)] == ["某铸造厂", "某锻造厂"]


def test_a_shipped_register_takes_columns_and_keeps_its_own(session: Session) -> None:
    before = session.registers["honours"].columns
    column = session.own_registers.add_column("honours", {"label": "备注", "type": "long_text"}).created
    assert session.registers["honours"].columns[:-1] == before
    session.rows.add("honours", [{"name": "质量奖", column: "连续三年"}])
    session.own_registers.remove_column("honours", column)
    assert session.registers["honours"].columns == before
    session.undo()
    assert session.registers["honours"].column(column) is not None
    assert session.rows.of("honours")[0].values[column] == "连续三年"
    session.redo()
    assert session.registers["honours"].columns == before


def test_everything_can_be_undone_to_the_beginning_and_done_again(session: Session) -> None:
    start = portable.dump(session)
    verbs = session.own_registers
    register = verbs.add("供应商", COLUMNS, yearly=True).created
    verbs.rename(register, "合格供应商")
    column = verbs.add_column(register, {"label": "备注"}).created
    verbs.change_column(register, column, {"label": "说明", "type": "long_text"})
    verbs.remove_column(register, column)
    extra = verbs.add_column("patents", {"label": "发明人"}).created
    verbs.change_column("patents", extra, {"label": "主要发明人"})
    end, registers = portable.dump(session), dict(session.registers)
    steps = 0
    while session.undo():
        steps += 1
    assert steps == 7
    assert portable.dump(session) == start
    assert register not in session.registers
    while session.redo():
        pass
    assert portable.dump(session) == end
    assert session.registers == registers


def test_a_dump_carries_them(session: Session, suppliers: str, tmp_path: Path) -> None:
    session.own_registers.add_column("honours", {"label": "备注"})
    session.rows.add(suppliers, [row(session, suppliers, "某铸造厂")])
    portable.write_dump(session, tmp_path / "a.json")
    with Session.load(tmp_path / "a.json", tmp_path / "b.qid") as other:
        assert portable.dump(other) == portable.dump(session)
        assert other.registers == session.registers


def test_a_snapshot_shows_a_register_that_was_deleted_since(session: Session, suppliers: str) -> None:
    report_id = session.reports.of_year().id
    kept = session.snapshots.take(report_id, "送审稿")
    session.own_registers.remove(suppliers)
    assert suppliers in {register.id for register in session.snapshots.material(kept.id).contents.registers}


@pytest.mark.parametrize("name", ["", "  ", "荣誉", "供应商"])
def test_a_register_needs_a_free_name(session: Session, suppliers: str, name: str) -> None:
    with pytest.raises(RefusedError):
        session.own_registers.add(name, COLUMNS)


@pytest.mark.parametrize("column", [{}, {"label": " "}, {"label": "名称"}, {"label": "级别", "type": "choice"}])
def test_a_column_needs_a_free_name_and_a_choice_needs_choices(session: Session, suppliers: str, column: dict[str, str]) -> None:
    before = session.registers[suppliers]
    with pytest.raises(RefusedError):
        session.own_registers.add_column(suppliers, column)
    assert session.registers[suppliers] == before


def test_a_register_without_columns_is_refused(session: Session) -> None:
    with pytest.raises(RefusedError, match="needs a column"):
        session.own_registers.add("空", [])


def test_a_register_in_use_is_not_deleted(session: Session, suppliers: str) -> None:
    report_id = session.reports.of_year().id
    added = session.rows.add(suppliers, [row(session, suppliers, "某铸造厂")]).created
    with pytest.raises(RefusedError, match="still has rows"):
        session.own_registers.remove(suppliers)
    session.rows.delete([added])
    chapter = session.chapters.add(report_id, "供方").created
    view = session.blocks.add(chapter, BlockKind.REGISTER_VIEW, (), {"register": suppliers}).created
    with pytest.raises(RefusedError, match="shown in a chapter"):
        session.own_registers.remove(suppliers)
    session.blocks.delete([view])
    session.own_registers.remove(suppliers)
    assert suppliers not in session.registers


def test_the_column_that_names_rows_stays_and_shipped_ones_are_not_touched(session: Session, suppliers: str) -> None:
    with pytest.raises(RefusedError, match="names the rows"):
        session.own_registers.remove_column(suppliers, session.registers[suppliers].title_column)
    with pytest.raises(NotFoundError):
        session.own_registers.remove_column("honours", "name")
    with pytest.raises(NotFoundError):
        session.own_registers.rename("honours", "奖项")
    with pytest.raises(NotFoundError):
        session.own_registers.add_column("nothing", {"label": "甲"})


def labels(session: Session, register: str) -> list[str]:
    return [column.label["zh"] for column in session.registers[register].columns]


def test_own_columns_change_their_places_and_undo_brings_them_back(session: Session, suppliers: str) -> None:
    moved = session.registers[suppliers].columns[1].name
    assert session.own_registers.room_of(suppliers, moved) == (False, True)
    session.own_registers.move_column(suppliers, moved, 2)
    assert labels(session, suppliers) == ["名称", "评分", "日期", "等级"]
    assert session.own_registers.room_of(suppliers, moved) == (True, False)
    session.own_registers.move_column(suppliers, moved, -1)
    assert labels(session, suppliers) == ["名称", "评分", "等级", "日期"]
    session.undo()
    session.undo()
    assert labels(session, suppliers) == ["名称", "等级", "评分", "日期"]
    assert not session.own_registers.move_column(suppliers, session.registers[suppliers].columns[3].name, 5)


def test_no_other_column_comes_before_the_one_that_names_the_rows(session: Session, suppliers: str) -> None:
    names, level = (column.name for column in session.registers[suppliers].columns[:2])
    for column, steps in ((level, -1), (names, 1)):
        with pytest.raises(RefusedError, match="“名称” names the rows"):
            session.own_registers.move_column(suppliers, column, steps)


def test_own_columns_of_a_shipped_register_stay_behind_its_own(session: Session) -> None:
    shipped = labels(session, "honours")
    first, second = (session.own_registers.add_column("honours", {"label": label}).created for label in ("甲", "乙"))
    session.own_registers.move_column("honours", second, -9)
    assert labels(session, "honours") == [*shipped, "乙", "甲"]
    assert session.own_registers.room_of("honours", first) == (True, False)
    with pytest.raises(NotFoundError):
        session.own_registers.move_column("honours", "name", 1)


def test_changing_a_type_keeps_what_was_entered(session: Session, suppliers: str) -> None:
    column = session.registers[suppliers].columns[2].name
    session.rows.add(suppliers, [row(session, suppliers, "某铸造厂", "甲", "92.5")])
    session.own_registers.change_column(suppliers, column, {"label": "评分", "type": "date"})
    assert session.rows.of(suppliers)[0].values[column] == "92.5"
    assert session.registers[suppliers].columns[2].type is ColumnType.DATE


@pytest.mark.parametrize(
    "declaration",
    [
        {},
        {"columns": 5},
        {"columns": [{"name": "x"}]},
        {"columns": [{"name": "x", "label": {"zh": "甲"}}]},
        {"columns": [{"name": "x", "label": {"zh": "甲", "en": "A"}, "pattern": "("}]},
    ],
)
def test_a_declaration_that_makes_no_sense_is_left_out_and_the_rest_works(session: Session, declaration: dict[str, object]) -> None:
    shipped = dict(session.registers)
    with session.library.operation("register.add", "x"):
        session.repository.insert(OwnRegister("aaaaaaaaaaaa", "", declaration), OwnRegister("bbbbbbbbbbbb", "honours", declaration))
    path = session.path
    session.close()
    with Session.open(path) as again:
        assert again.registers == shipped


def test_a_pattern_or_computation_cannot_be_smuggled_in(session: Session) -> None:
    made = session.own_registers.add("甲", [{"label": "乙", "pattern": "(", "derived": "row_number()", "name": "x"}]).created
    (column,) = session.registers[made].columns
    assert (column.pattern, column.derived) == ("", "")
    with pytest.raises((ContentError, ValueError)):
        session.own_registers.add("丙", [{"label": "丁", "type": "nonsense"}])
