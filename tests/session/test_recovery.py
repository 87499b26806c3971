"""A damaged library gives back what can be read of it, says what is lost, and is itself never written."""

from __future__ import annotations

import hashlib
import json
import random
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qi_desktop.core.errors import CancelledError, NotALibraryError, WriteError
from qi_desktop.core.messages import message
from qi_desktop.core.model import BlockKind
from qi_desktop.core.richtext import plain
from qi_desktop.core.snapshots import SnapshotKind
from qi_desktop.session import Session, portable
from qi_desktop.session.recovery import Recovered, damage, recover
from qi_desktop.store import version
from qi_desktop.store.repository import columns

PAGE = 4096


class Sound(tuple[bytes, str]):
    """The bytes of a library that has been worked in, and its dump."""

    def __repr__(self) -> str:
        return "Sound()"


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Sound:
    """A library that has been worked in."""
    path = tmp_path_factory.mktemp("sound") / "a.qid"
    with Session.create(path, template="sample") as session:
        report = session.reports.of_year()
        chapter = session.chapters.tree(report.id)[0].chapter.id
        added = session.blocks.add(chapter, BlockKind.PARAGRAPH, plain("后来写的一段。")).created
        session.blocks.edit(added, plain("又改过的一段。"))
        gone = session.blocks.add(chapter, BlockKind.PARAGRAPH, plain("已经删掉的一段。")).created
        session.blocks.delete([gone])
        session.blocks.add(chapter, BlockKind.PARAGRAPH, plain("撤销了的一段。"))
        session.undo()
        session.own_registers.add("供应商", [{"label": "名称"}])
        session.checks.dismiss(report.id, session.checks.all(report.id)[:2], "已与销售部核对")
        session.snapshots.take(report.id, "批准稿", SnapshotKind.APPROVED)
        dump = portable.dump(session)
    return Sound((path.read_bytes(), dump))


def recovered(tmp_path: Path, data: bytes) -> tuple[Recovered, str]:
    """Recover a file of these bytes; what came of it, and the dump of the new library, which is sound."""
    source, target = tmp_path / "damaged.qid", tmp_path / "new.qid"
    source.write_bytes(data)
    result = recover(source, target)
    assert source.read_bytes() == data
    assert sorted(item.name for item in tmp_path.iterdir()) == ["damaged.qid", "new.qid"]
    with Session.open(target) as session:
        assert portable.problems(session) == []
        return result, portable.dump(session)


def pages_of(data: bytes, table: str, tmp_path: Path) -> list[int]:
    """The numbers, from 0, of a table's pages with rows."""
    path = tmp_path / "pages.db"
    path.write_bytes(data)
    with closing(sqlite3.connect(path)) as connection:
        root = connection.execute("SELECT rootpage FROM sqlite_schema WHERE name = ?", (table,)).fetchone()[0]
    path.unlink()
    found, waiting = [], [root]
    while waiting:
        number = waiting.pop()
        page = data[(number - 1) * PAGE : number * PAGE]
        if page[0] == 0x0D:
            found.append(number - 1)
        else:
            places = [int.from_bytes(page[12 + 2 * item : 14 + 2 * item], "big") for item in range(int.from_bytes(page[3:5], "big"))]
            waiting += [int.from_bytes(page[place : place + 4], "big") for place in places] + [int.from_bytes(page[8:12], "big")]
    return sorted(found)


def without(data: bytes, *pages: int) -> bytes:
    """The bytes with some pages overwritten."""
    result = bytearray(data)
    for page in pages:
        result[page * PAGE : (page + 1) * PAGE] = b"\xee" * PAGE
    return bytes(result)


def test_a_sound_library_comes_back_whole(sound: Sound, tmp_path: Path) -> None:
    result, dump = recovered(tmp_path, sound[0])
    assert dump == sound[1]
    assert len(result.lost) == 1, "only that the history begins anew"
    with Session.open(tmp_path / "new.qid", read_only=True) as session:
        (snapshot,) = session.snapshots.of_report(session.reports.of_year().id)
        assert session.snapshots.compare(snapshot.report_id, snapshot.id) == []


@pytest.mark.parametrize("table", ["block", "chapter", "register_row", "report", "company"])
def test_rows_of_a_broken_table_come_back_from_the_history(sound: Sound, tmp_path: Path, table: str) -> None:
    pages = pages_of(sound[0], table, tmp_path)
    _, dump = recovered(tmp_path, without(sound[0], *pages))
    assert dump == sound[1]


@pytest.mark.parametrize("spoil", [lambda data: b"\xee" * PAGE + data[PAGE:], lambda data: b"\0" * 100 + data[100:]], ids=["page", "header"])
def test_without_its_first_page_a_library_comes_back_from_its_other_pages(sound: Sound, tmp_path: Path, spoil: Callable[[bytes], bytes]) -> None:
    _, dump = recovered(tmp_path, spoil(sound[0]))
    assert json.loads(dump) == json.loads(sound[1])


def test_without_its_history_only_what_stood_on_broken_pages_is_lost(sound: Sound, tmp_path: Path) -> None:
    pages = pages_of(sound[0], "block", tmp_path)
    assert len(pages) > 6
    broken = without(sound[0], pages[2], pages[4], *pages_of(sound[0], "journal", tmp_path))
    result, dump = recovered(tmp_path, broken)
    before, after = (json.loads(text)["blocks"] for text in (sound[1], dump))
    assert len(before) * (len(pages) - 4) / len(pages) < len(after) < len(before)
    assert all(block in before for block in after)
    assert any("paragraphs" in str(words.values.get("what", "")) or "paragraphs" in str(words) for words in result.lost)


def test_what_hung_on_a_lost_chapter_is_kept(sound: Sound, tmp_path: Path) -> None:
    lost = [*pages_of(sound[0], "chapter", tmp_path), *pages_of(sound[0], "report", tmp_path), *pages_of(sound[0], "journal", tmp_path)]
    result, dump = recovered(tmp_path, without(sound[0], *lost))
    before, after = json.loads(sound[1]), json.loads(dump)
    assert after["blocks"] == before["blocks"]
    assert after["rows"] == before["rows"]
    assert {chapter["title"] for chapter in after["chapters"]} == {"恢复的内容"}
    assert any("The title of a chapter is lost" in str(words) for words in result.lost)


def test_a_file_that_was_cut_off_gives_what_is_there(sound: Sound, tmp_path: Path) -> None:
    _, dump = recovered(tmp_path, sound[0][: len(sound[0]) * 2 // 3 // PAGE * PAGE + 77])
    whole = json.loads(sound[1])
    part = json.loads(dump)
    assert part["blocks"]
    assert all(block in whole["blocks"] for block in part["blocks"])


def test_a_picture_whose_bytes_are_lost_is_told(sound: Sound, tmp_path: Path) -> None:
    path = tmp_path / "a.qid"
    path.write_bytes(sound[0])
    with Session.open(path) as session:
        session.assets.add("说明.txt", "内容".encode())
        session.library.connection.execute("DELETE FROM asset_data")
    data = path.read_bytes()
    path.unlink()
    result, _ = recovered(tmp_path, data)
    assert any("is lost; add it again" in str(words) for words in result.lost)


@pytest.mark.parametrize("data", [b"", b"x" * 50, b"SQLite format 3\0" * 600, random.Random(1).randbytes(3 * PAGE)])
def test_what_was_never_a_library_gives_none(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "a.qid").write_bytes(data)
    with pytest.raises(NotALibraryError):
        recover(tmp_path / "a.qid", tmp_path / "new.qid")
    assert [item.name for item in tmp_path.iterdir()] == ["a.qid"]


def test_a_file_that_is_there_is_not_replaced(sound: Sound, tmp_path: Path) -> None:
    (tmp_path / "a.qid").write_bytes(sound[0])
    (tmp_path / "new.qid").write_text("mine")
    with pytest.raises(WriteError):
        recover(tmp_path / "a.qid", tmp_path / "new.qid")
    assert (tmp_path / "new.qid").read_text() == "mine"


def test_recovering_can_be_cancelled(sound: Sound, tmp_path: Path) -> None:
    def cancel(done: int, total: int) -> None:
        if done > 2:
            raise CancelledError(message("Cancelled; nothing was changed."))

    (tmp_path / "a.qid").write_bytes(sound[0])
    with pytest.raises(CancelledError):
        recover(tmp_path / "a.qid", tmp_path / "new.qid", cancel)
    assert [item.name for item in tmp_path.iterdir()] == ["a.qid"]


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (lambda data: b"", "0 bytes"),
        (lambda data: b"PK" + data[2:], "beginning"),
        (lambda data: data[: len(data) // 2], "cut off"),
        (lambda data: without(data, 5), "damaged"),
        (lambda data: without(data, 0)[:100].replace(b"\xee" * 100, data[:100]) + without(data, 0)[100:], "damaged"),
    ],
)
def test_the_damage_is_named(sound: Sound, tmp_path: Path, spoil: Callable[[bytes], bytes], words: str) -> None:
    path = tmp_path / "a.qid"
    path.write_bytes(sound[0])
    assert damage(path) is None
    path.write_bytes(spoil(sound[0]))
    found = damage(path)
    assert found is not None
    assert words in str(found)


def test_every_table_of_content_can_be_recovered() -> None:
    assert all("id" in columns(table) for table in version.CONTENT)


@settings(max_examples=15)
@given(seed=st.integers(0, 10**6), noise=st.integers(1, 12))
def test_whatever_is_broken_recovering_ends_in_a_sound_library_or_a_sentence(
    sound: Sound, tmp_path_factory: pytest.TempPathFactory, seed: int, noise: int
) -> None:
    folder = tmp_path_factory.mktemp("noise")
    chooser = random.Random(seed)
    data = bytearray(sound[0])
    for _ in range(noise):
        place = chooser.randrange(len(data))
        part = chooser.choice((chooser.randbytes(chooser.choice((1, 8, 300, PAGE))), b"\0" * chooser.choice((4, 700, 3 * PAGE))))
        data[place : place + len(part)] = part[: len(data) - place]
    if chooser.random() < 0.3:
        del data[chooser.randrange(len(data)) :]
    try:
        recovered(folder, bytes(data))
    except NotALibraryError:
        assert not (folder / "new.qid").exists()
    assert hashlib.sha256((folder / "damaged.qid").read_bytes()).digest() == hashlib.sha256(data).digest()
