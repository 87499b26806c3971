"""Verbs on the company, reports and stored files."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable

import pytest
from PIL import Image

from qi_desktop.core.errors import NotFoundError, RefusedError, UsageError
from qi_desktop.core.model import Matter, ReportStatus
from qi_desktop.session import Session


def picture(width: int = 3, height: int = 2, form: str = "PNG") -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (width, height)).save(file, form)
    return file.getvalue()


def refuses(error: type[Exception], act: Callable[[], object]) -> None:
    with pytest.raises(error):
        act()


def test_the_company_is_changed_field_by_field(session: Session) -> None:
    before = session.company.get()
    session.company.change(phone="0755-1", address="一\r\n二\x00")
    after = session.company.get()
    assert (after.id, after.name, after.phone, after.address) == (before.id, before.name, "0755-1", "一\n二")
    assert not session.company.change(phone="0755-1")
    session.undo()
    assert session.company.get() == before


def test_unknown_fields_and_ids_are_no_settings(session: Session, report: str) -> None:
    for act in (
        lambda: session.company.change(colour="red"),
        lambda: session.company.change(id="x"),
        lambda: session.reports.change(report, colour="red"),
        lambda: session.reports.change(report, id="x"),
        lambda: session.reports.new(2030, colour="red"),
    ):
        refuses(TypeError, act)
    assert [operation.verb for operation in session.history()] == ["library.load", "library.new"]


def test_a_new_report_has_the_chapters_of_its_template(session: Session) -> None:
    changes = session.reports.new(2026, "outline-2013", title="质量信用报告", status=ReportStatus.REVIEW)
    made = session.reports.get(changes.created)
    assert (made.year, made.title, made.template, made.status) == (2026, "质量信用报告", "outline-2013", ReportStatus.REVIEW)
    assert (made.period_start, made.period_end) == ("2026-01-01", "2026-12-31")
    tree = session.chapters.tree(made.id)
    assert [node.chapter.matter for node in tree] == sorted((node.chapter.matter for node in tree), key=list(Matter).index)
    assert session.reports.chapters(made.id)
    session.undo()
    assert not session.repository.exists(type(made), made.id)
    assert session.reports.chapters(made.id) == []


def test_a_year_has_one_report(session: Session, report: str) -> None:
    other = session.reports.new(2026).created
    refuses(RefusedError, lambda: session.reports.new(2025))
    refuses(RefusedError, lambda: session.reports.change(other, year=2025))
    session.reports.change(other, year=2027)
    assert [item.year for item in session.reports.all()] == [2027, 2025]
    refuses(UsageError, lambda: session.reports.new(2030, "nonsense"))


def test_a_report_is_found_by_its_year(session: Session, report: str) -> None:
    session.reports.new(2020)
    assert session.reports.of_year().year == 2025
    assert session.reports.of_year(2020).year == 2020
    with pytest.raises(NotFoundError, match="2025, 2020"):
        session.reports.of_year(1999)
    refuses(NotFoundError, lambda: session.reports.get("x"))
    refuses(NotFoundError, lambda: session.reports.change("x", title="y"))


@pytest.mark.parametrize("year", [None, 2025])
def test_a_library_without_reports_says_how_to_make_one(session: Session, report: str, year: int | None) -> None:
    with session.library.operation("test"):
        session.repository.delete(session.reports.get(report))
    with pytest.raises(NotFoundError, match="no report yet"):
        session.reports.of_year(year)


def test_a_picture_is_known_by_its_bytes_not_by_its_name(session: Session) -> None:
    data = picture()
    asset = session.assets.get(session.assets.add("合同\x00.doc", data).created)
    assert (asset.name, asset.mime, asset.width, asset.height, asset.size) == ("合同.doc", "image/png", 3, 2, len(data))
    assert asset.sha256 == hashlib.sha256(data).hexdigest()
    assert session.assets.data(asset.id) == data


def test_the_same_bytes_take_up_room_once(session: Session) -> None:
    first, second = (session.assets.add(name, picture()).created for name in ("a.png", "b.png"))
    assert first != second
    assert session.library.connection.execute("SELECT count(*) FROM asset_data").fetchone() == (1,)


def test_a_picture_that_was_taken_back_can_be_had_again(session: Session) -> None:
    asset = session.assets.add("a.png", picture()).created
    session.undo()
    refuses(NotFoundError, lambda: session.assets.data(asset))
    session.redo()
    assert session.assets.data(asset) == picture()
