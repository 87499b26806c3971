"""Verbs on register rows: each is one step, and cells are kept in canonical form or as they were typed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

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


def test_fill_down_gives_the_first_cell_to_the_others(session: Session) -> None:
    one, two, three = add(session, "甲", "乙", "丙")
    session.rows.fill_down([one, two, three], "title")
    assert titles(session) == ["甲", "甲", "甲"]
    session.rows.fill_down([one, two], "role")
    assert "role" not in session.rows.get(two).values


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
