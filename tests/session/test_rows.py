"""Verbs on register rows: each is one step, and cells are kept in canonical form or as they were typed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qi_desktop.core import registers
from qi_desktop.core.errors import NotFoundError, RefusedError
from qi_desktop.session import CellChange, Session, portable

NAME = "standards_drafted"


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    with Session.create(tmp_path / "a.qid", company="甲公司", template="blank", year=2025) as session:
        yield session


def titles(session: Session) -> list[str]:
    return [row.values.get("title", "") for row in session.rows.of(NAME)]


def add(session: Session, *names: str, after: str | None = None) -> list[str]:
    changes = session.rows.add(NAME, [{"title": name} for name in names], after=after)
    return list(changes.ids("register_row"))


def test_rows_are_added_at_the_end_at_the_front_and_behind_a_row(session: Session) -> None:
    first, _ = add(session, "甲", "乙")
    add(session, "丙", after=first)
    add(session, "丁", after="")
    assert titles(session) == ["丁", "甲", "丙", "乙"]


def test_cells_are_canonical_and_what_cannot_be_read_stays(session: Session) -> None:
    session.rows.add(NAME, [{"title": " 甲 ", "published": "2017年7月12日", "implemented": "批准中", "serial": "99", "position": "１２"}])
    (row,) = session.rows.of(NAME)
    assert dict(row.values) == {"title": "甲", "published": "2017-07-12", "implemented": "批准中", "position": "12"}


def test_a_changed_cell_that_is_emptied_is_gone(session: Session) -> None:
    (row,) = add(session, "甲")
    session.rows.change([CellChange(row, "title", ""), CellChange(row, "number", "GB/T 1-2020")])
    assert dict(session.rows.get(row).values) == {"number": "GB/T 1-2020"}


def test_several_cells_of_several_rows_are_one_step(session: Session) -> None:
    one, two = add(session, "甲", "乙")
    before = portable.dump(session)
    session.rows.change([CellChange(one, "title", "丙"), CellChange(two, "title", "丁"), CellChange(one, "role", "主持")])
    assert titles(session) == ["丙", "丁"]
    session.undo()
    assert portable.dump(session) == before


def test_a_pasted_block_changes_rows_and_adds_rows_as_one_step(session: Session) -> None:
    (row,) = add(session, "甲")
    before = portable.dump(session)
    changes = session.rows.paste(NAME, [CellChange(row, "title", "乙")], [{"title": "丙"}, {"title": "丁"}])
    assert titles(session) == ["乙", "丙", "丁"]
    assert changes.created == session.rows.of(NAME)[2].id
    session.undo()
    assert portable.dump(session) == before


def test_rows_move_in_the_order_given(session: Session) -> None:
    one, two, three = add(session, "甲", "乙", "丙")
    session.rows.move([three, one], two)
    assert titles(session) == ["乙", "丙", "甲"]
    assert not session.rows.move([three, one], two), "rows that stand so already are not written"


def test_rows_of_several_registers_do_not_move_together(session: Session) -> None:
    (one,) = add(session, "甲")
    other = session.rows.add("service_promises", [{"action": "包退"}]).created
    with pytest.raises(RefusedError):
        session.rows.move([one, other], None)


def test_deleting_a_certificate_deletes_its_models_and_undo_brings_all_back(session: Session) -> None:
    certificate = session.rows.add("product_certificates", [{"title": "型式批准证书"}]).created
    session.rows.add("certificate_models", [{"model": "A"}, {"model": "B"}], parent_id=certificate)
    before = portable.dump(session)
    session.rows.delete([certificate])
    assert session.rows.of("certificate_models") == []
    session.undo()
    assert portable.dump(session) == before


def test_pages_tell_every_row_once_and_in_order(session: Session) -> None:
    add(session, *[f"标准{number}" for number in range(25)])
    other = session.rows.add("product_certificates", [{"title": "证书"}]).created
    session.rows.add("certificate_models", [{"model": "A"}], parent_id=other)
    pages = list(session.rows.pages(NAME, size=10))
    assert [len(page) for page in pages] == [10, 10, 5]
    assert [row for page in pages for row in page] == session.rows.of(NAME)
    assert [row.values["model"] for page in session.rows.pages("certificate_models", parent_id=other) for row in page] == ["A"]


def test_a_certificate_is_duplicated_with_its_models(session: Session) -> None:
    certificate = session.rows.add("product_certificates", [{"title": "型式批准证书"}]).created
    session.rows.add("certificate_models", [{"model": "A"}, {"model": "B"}], parent_id=certificate)
    before = portable.dump(session)
    copy = session.rows.duplicate([certificate]).created
    assert [row.id for row in session.rows.of("product_certificates")] == [certificate, copy]
    assert [row.values["model"] for row in session.rows.of("certificate_models", parent_id=copy)] == ["A", "B"]
    session.undo()
    assert portable.dump(session) == before


def test_copies_of_rows_say_what_the_rows_say(session: Session) -> None:
    rows = session.rows.add(NAME, [{"category": "国家标准"}, {"category": "〃"}, {"category": "行业标准"}, {"category": "〃"}]).ids("register_row")
    session.rows.duplicate([rows[3], rows[1]])
    assert [row.values["category"] for row in session.rows.of(NAME)] == ["国家标准", "〃", "行业标准", "〃", "国家标准", "行业标准"]


def test_a_file_and_the_cell_that_names_it_are_one_step(session: Session) -> None:
    row = session.rows.add("product_certificates", [{"title": "证书"}]).created
    before = portable.dump(session)
    scan = session.rows.attach(row, "scan", "证书.pdf", b"%PDF-1.4").created
    assert dict(session.rows.get(row).values) == {"title": "证书", "scan": scan}
    assert session.assets.data(scan) == b"%PDF-1.4"
    session.undo()
    assert portable.dump(session) == before


def said(session: Session) -> dict[str, str]:
    """What each row's category is when "same as above" is followed."""
    rows = session.rows.of(NAME)
    return dict(zip([row.id for row in rows], registers.resolve_same([row.values for row in rows], "category"), strict=True))


def test_deleting_the_first_of_merged_cells_leaves_their_value_to_the_next(session: Session) -> None:
    rows = session.rows.add(NAME, [{"category": "国家标准"}, {"category": "行业标准"}, {"category": "〃"}, {"category": "〃"}]).ids("register_row")
    session.rows.delete([rows[1]])
    assert [row.values["category"] for row in session.rows.of(NAME)] == ["国家标准", "行业标准", "〃"]


def test_a_row_put_between_merged_cells_does_not_change_them(session: Session) -> None:
    first, second = session.rows.add(NAME, [{"category": "国家标准"}, {"category": "〃"}]).ids("register_row")
    session.rows.add(NAME, [{"category": "地方标准"}], after=first)
    assert said(session)[second] == "国家标准"


@given(
    st.lists(st.sampled_from(["甲", "乙", "", "〃"]), min_size=1, max_size=7),
    st.lists(st.tuples(st.sampled_from(["add", "move", "delete", "duplicate"]), st.lists(st.integers(0, 9), min_size=1, max_size=3)), max_size=5),
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_row_says_anything_else_because_rows_come_go_or_move(session: Session, cells: list[str], acts: list[tuple[str, list[int]]]) -> None:
    session.rows.delete([row.id for row in session.rows.of(NAME)])
    session.rows.add(NAME, [{"category": cell} for cell in cells])
    for act, numbers in acts:
        before = said(session)
        names = list(before)
        chosen = [names[number % len(names)] for number in numbers if names]
        match act:
            case "add":
                session.rows.add(NAME, [{"category": "丙"}], after=chosen[0] if chosen else "")
            case "move":
                session.rows.move(chosen[1:], chosen[0] if chosen else "")
            case "delete":
                session.rows.delete(chosen)
            case "duplicate":
                session.rows.duplicate(chosen)
        after = said(session)
        assert {name: text for name, text in before.items() if name in after} == {name: text for name, text in after.items() if name in before}


def test_fill_down_gives_the_first_cell_to_the_others(session: Session) -> None:
    one, two, three = add(session, "甲", "乙", "丙")
    session.rows.fill_down([one, two, three], "title")
    assert titles(session) == ["甲", "甲", "甲"]
    session.rows.fill_down([one, two], "role")
    assert "role" not in session.rows.get(two).values
    session.rows.change([CellChange(one, "role", "主持"), CellChange(one, "status", "现行")])
    before = portable.dump(session)
    session.rows.fill_down([one, two, three], "role", "status")
    assert [(row.values["role"], row.values["status"]) for row in session.rows.of(NAME)] == [("主持", "现行")] * 3
    session.undo()
    assert portable.dump(session) == before, "several columns are one step"


def test_yearly_rows_belong_to_their_report(session: Session) -> None:
    report = session.reports.of_year(2025).id
    other = session.reports.new(2026).created
    session.rows.add("inspections", [{"category": "原料", "inspected": "11585", "passed": "11319"}], report)
    assert [row.values["category"] for row in session.rows.of("inspections", report)] == ["原料"]
    assert session.rows.of("inspections", other) == []


def test_an_unknown_register_row_or_parent_is_told(session: Session) -> None:
    with pytest.raises(NotFoundError, match="standards_drafted"):
        session.rows.of("nonsense")
    with pytest.raises(NotFoundError):
        session.rows.change([CellChange("0" * 12, "title", "x")])
    with pytest.raises(NotFoundError):
        session.rows.add("certificate_models", [{"model": "A"}], parent_id="0" * 12)
