"""Snapshots: a state that stays as it was, whatever is done to the report afterwards."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from qi_desktop.core import fields
from qi_desktop.core.errors import DamagedError, NotFoundError, ReadOnlyError, UsageError
from qi_desktop.core.model import BlockKind
from qi_desktop.core.queries import Query, What
from qi_desktop.core.richtext import Run, plain
from qi_desktop.core.snapshots import Fate, SnapshotKind
from qi_desktop.export.assemble import as_text
from qi_desktop.session import Session, snapshots
from qi_desktop.session.exporting import export_files, load_document
from qi_desktop.session.snapshots import NOW


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    with Session.create(tmp_path / "a.qid", template="sample") as opened:
        yield opened


@pytest.fixture
def report_id(session: Session) -> str:
    return session.reports.of_year().id


def pages(session: Session, snapshot_id: str, folder: Path) -> tuple[bytes, bytes]:
    """The Word file and the PDF of a snapshot."""
    folder.mkdir()
    document, style = snapshots.load_document(session.snapshots.material(snapshot_id))
    export_files(document, style, folder / "a.docx", folder / "a.pdf")
    return (folder / "a.docx").read_bytes(), (folder / "a.pdf").read_bytes()


def spoil(session: Session, report_id: str) -> None:
    """Change everything that pages are made of."""
    nodes = session.chapters.tree(report_id)
    session.company.change(name="乙公司")
    session.reports.change(report_id, title="另一份", style="official")
    session.chapters.delete([nodes[0].chapter.id])
    chapter = session.chapters.add(report_id, "新章").created
    session.blocks.add(chapter, BlockKind.PARAGRAPH, plain("新的一段。"))
    for name in session.registers:
        rows = session.rows.of(name, report_id if session.registers[name].yearly else "")
        session.rows.delete([row.id for row in rows if not row.parent_id][:2])


def test_a_snapshot_gives_the_pages_of_its_day_however_the_report_goes_on(session: Session, report_id: str, tmp_path: Path) -> None:
    style = session.styles.usable_sheet(session.reports.get(report_id).style)[0]
    export_files(load_document(session, report_id), style, tmp_path / "now.docx", tmp_path / "now.pdf")
    kept = session.snapshots.take(report_id, "批准稿", SnapshotKind.APPROVED)
    assert pages(session, kept.id, tmp_path / "1") == ((tmp_path / "now.docx").read_bytes(), (tmp_path / "now.pdf").read_bytes())
    spoil(session, report_id)
    assert pages(session, kept.id, tmp_path / "2") == ((tmp_path / "now.docx").read_bytes(), (tmp_path / "now.pdf").read_bytes())


def test_a_field_that_asks_for_last_years_rows_shows_them_in_a_snapshot_too(session: Session, report_id: str) -> None:
    last = session.reports.new(2017, "blank").created
    row = session.rows.add("inspections", [{"category": "原料", "inspected": "4711"}], last).created
    field_id = session.fields.add("上年原料检验数", Query("inspections", What.SUM, "inspected", year=-1)).created
    chapter = session.chapters.add(report_id, "上年").created
    session.blocks.add(chapter, text=(Run("上年检验"), Run("", field=fields.key(field_id)), Run("批。")))
    kept = session.snapshots.take(report_id, "送审稿")
    session.rows.delete([row])
    document, _ = snapshots.load_document(session.snapshots.material(kept.id))
    assert "上年检验4711批。" in as_text(document)
    assert session.snapshots.compare(report_id, kept.id) == []


def test_two_snapshots_of_one_state_have_one_digest(session: Session, report_id: str) -> None:
    first, second = session.snapshots.take(report_id, "一"), session.snapshots.take(report_id, "二")
    assert first.sha256 == second.sha256
    session.company.change(name="乙公司")
    assert session.snapshots.take(report_id, "三").sha256 != first.sha256


def test_comparing_tells_just_what_was_done(session: Session, report_id: str) -> None:
    kept = session.snapshots.take(report_id, "送审稿", SnapshotKind.REVIEW)
    assert session.snapshots.compare(report_id, kept.id) == []
    node = next(node for node in session.chapters.tree(report_id) if session.blocks.of_chapter(node.chapter.id))
    block = next(block for block in session.blocks.of_chapter(node.chapter.id) if block.kind is BlockKind.PARAGRAPH)
    session.blocks.edit(block.id, plain("改过的话。"))
    (difference,) = session.snapshots.compare(report_id, kept.id)
    assert (difference.page, difference.fate, difference.after) == (node.chapter.id, Fate.CHANGED, "改过的话。")
    later = session.snapshots.take(report_id, "第二稿")
    assert session.snapshots.compare(report_id, kept.id, later.id) == [difference]
    session.undo()
    assert session.snapshots.compare(report_id, kept.id) == []
    assert [item.after for item in session.snapshots.compare(report_id, later.id, kept.id)] == [difference.before]


def test_the_count_of_changes_follows_as_if_all_were_compared_again(session: Session, report_id: str) -> None:
    kept = session.snapshots.take(report_id, "批准稿", SnapshotKind.APPROVED)
    old = session.snapshots.reader(kept)()
    since = session.snapshots.since(kept, old)
    assert since.count == 0
    chooser = random.Random(7)
    other = session.reports.new(2030, "blank").created
    for _ in range(60):
        chapters = [node.chapter for root in session.chapters.tree(report_id) for node in root.walk()]
        blocks = [block for chapter in chapters for block in session.blocks.of_chapter(chapter.id)]
        act = chooser.choice(("edit", "add", "delete", "rename", "row", "column", "company", "elsewhere", "undo", "redo"))
        match act:
            case "edit":
                texts = [block for block in blocks if block.kind is BlockKind.PARAGRAPH]
                changes = session.blocks.edit(chooser.choice(texts).id, plain(f"第{chooser.random()}句。"))
            case "add":
                changes = session.blocks.add(chooser.choice(chapters).id, BlockKind.PARAGRAPH, plain("加的。"))
            case "delete":
                changes = session.blocks.delete([chooser.choice(blocks).id])
            case "rename":
                changes = session.chapters.rename(chooser.choice(chapters).id, f"章{chooser.random()}")
            case "row":
                changes = session.rows.add("honours", [{"name": f"奖{chooser.random()}"}])
            case "column":
                changes = session.own_registers.add_column("honours", {"label": f"列{chooser.random()}"})
            case "company":
                changes = session.company.change(phone=str(chooser.random()))
            case "elsewhere":
                changes = session.chapters.add(other, "别处的章")
            case "undo":
                changes = session.undo()
            case _:
                changes = session.redo()
        since.take(changes)
        assert since.count == session.snapshots.since(kept, old).count, act
    while changes := session.undo():
        since.take(changes)
    assert since.count == 0


def test_undo_does_not_reach_a_snapshot(session: Session, report_id: str) -> None:
    session.company.change(phone="1")
    kept = session.snapshots.take(report_id, "送审稿")
    assert session.undo().verb == "company.change"
    assert session.snapshots.of_report(report_id) == [kept]


def test_names_are_free_and_not_empty(session: Session, report_id: str) -> None:
    first = session.snapshots.take(report_id, "  送审  稿 ")
    assert first.name == "送审 稿"
    for name in ("送审 稿", "  "):
        with pytest.raises(UsageError):
            session.snapshots.take(report_id, name)
    session.snapshots.rename(first.id, "送审稿一")
    session.snapshots.rename(first.id, "送审稿一")
    assert session.snapshots.named(report_id, "送审稿一") == replace(first, name="送审稿一")
    with pytest.raises(NotFoundError, match="送审稿一"):
        session.snapshots.named(report_id, "别的")


def test_an_approved_snapshot_cannot_be_dropped_and_others_can(session: Session, report_id: str) -> None:
    approved = session.snapshots.take(report_id, "批准稿", SnapshotKind.APPROVED)
    other = session.snapshots.take(report_id, "草稿")
    with pytest.raises(UsageError, match="kept for good"):
        session.snapshots.remove(approved.id)
    session.snapshots.remove(other.id)
    assert session.snapshots.of_report(report_id) == [approved]
    assert session.snapshots.approved(report_id) == approved
    with pytest.raises(NotFoundError):
        session.snapshots.remove(other.id)


def test_the_newest_approved_one_counts(session: Session, report_id: str) -> None:
    session.snapshots.take(report_id, "一", SnapshotKind.APPROVED)
    second = session.snapshots.take(report_id, "二", SnapshotKind.APPROVED)
    session.snapshots.take(report_id, "三", SnapshotKind.REVIEW)
    assert session.snapshots.approved(report_id) == second
    assert [snapshot.name for snapshot in session.snapshots.of_report(report_id)] == ["三", "二", "一"]


def test_a_library_that_can_only_be_read_keeps_none_and_shows_those_it_has(session: Session, report_id: str) -> None:
    kept = session.snapshots.take(report_id, "送审稿")
    path = session.library.path
    session.close()
    with Session.open(path, read_only=True) as reader:
        assert reader.snapshots.compare(report_id, kept.id) == []
        with pytest.raises(ReadOnlyError):
            reader.snapshots.take(report_id, "别的")


@pytest.mark.parametrize("content", [b"", b"no zlib", b"x\x9cK\xcc\x04\x00\x00\xca\x00\xcb"])
def test_a_damaged_snapshot_is_told_and_the_others_stay(session: Session, report_id: str, content: bytes) -> None:
    kept, sound = session.snapshots.take(report_id, "一"), session.snapshots.take(report_id, "二")
    with session.library.recording():
        session.library.connection.execute("UPDATE snapshot SET content = ? WHERE id = ?", (content, kept.id))
    with pytest.raises(DamagedError, match="一"):
        session.snapshots.compare(report_id, kept.id, NOW)
    assert session.snapshots.compare(report_id, sound.id) == []


def test_a_snapshot_names_the_pictures_of_its_report_only(session: Session, report_id: str) -> None:
    kept = session.snapshots.take(report_id, "一")
    material = session.snapshots.material(kept.id)
    used = {asset.id for asset in material.contents.assets}
    assert {asset.sha256 for asset in material.contents.assets} == material.contents.data.keys()
    other = session.reports.new(2030, "blank").created
    empty = session.snapshots.material(session.snapshots.take(other, "空").id)
    assert {asset.id for asset in empty.contents.assets} <= used | {session.company.get().logo}


def test_a_snapshot_keeps_what_was_dismissed_and_dismissing_changes_no_page(session: Session, report_id: str) -> None:
    finding = session.checks.all(report_id)[0]
    session.checks.dismiss(report_id, [finding], "已核对")
    kept = session.snapshots.take(report_id, "送审稿")
    assert [item.reason for item in session.snapshots.material(kept.id).contents.dismissals] == ["已核对"]
    session.checks.restore(report_id, [finding])
    assert session.snapshots.compare(report_id, kept.id, NOW) == []
