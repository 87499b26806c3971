"""Sessions: making, opening, loading and closing a library."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qi_desktop.core.errors import ContentError, LockedError, MissingFileError, QiError, ReadOnlyError, UsageError, WriteError
from qi_desktop.export.files import replacing
from qi_desktop.interchange import library_json
from qi_desktop.interchange.library_json import LibraryContents
from qi_desktop.session import Session, portable, sample
from qi_desktop.store import backup
from qi_desktop.store.lock import user_name
from tests.disks import fill_up
from tests.strategies import json_values, libraries


def test_a_new_library_has_the_company_and_nothing_to_undo(tmp_path: Path) -> None:
    with Session.create(tmp_path / "a.qid", company="某仪表有限公司") as session:
        assert session.company.get().name == "某仪表有限公司"
        assert session.reports.all() == []
        assert [operation.verb for operation in session.history()] == ["library.new"]
        assert session.history()[0].author == user_name()
        assert not session.undo()
        assert portable.problems(session) == []
        assert not session.read_only
    assert os.listdir(tmp_path) == ["a.qid"]


@pytest.mark.parametrize("template", ["outline-2013", "outline-31870", "blank", "sample"])
def test_a_new_library_from_a_template_holds_a_report(tmp_path: Path, template: str) -> None:
    with Session.create(tmp_path / "a.qid", company="某公司", template=template, year=2024) as session:
        assert [report.year for report in session.reports.all()] == [2024]
        assert session.chapters.tree(session.reports.of_year().id)
        assert session.company.get().name == "某公司"
        assert len(session.history()) == 1, "the making is one step"
        assert portable.problems(session) == []


def test_a_relative_path_is_made_where_the_program_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with Session.create(Path("a.qid")) as session:
        assert session.path == tmp_path / "a.qid"
    monkeypatch.chdir("/")
    Session.open(tmp_path / "a.qid").close()


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("there.qid", "exists already"),
        ("link.qid", "exists already"),
        ("folder", "exists already"),
        ("none/a.qid", "no folder"),
        ("x" * 300, "too long"),
    ],
)
def test_a_library_that_cannot_be_made_is_told_and_nothing_is_left(tmp_path: Path, name: str, words: str) -> None:
    (tmp_path / "there.qid").write_text("mine")
    (tmp_path / "folder").mkdir()
    (tmp_path / "link.qid").symlink_to(tmp_path / "nowhere")
    with pytest.raises(WriteError, match=words) as caught:
        Session.create(tmp_path / name)
    assert ";" in str(caught.value)
    assert "partial" not in str(caught.value)
    assert sorted(os.listdir(tmp_path)) == ["folder", "link.qid", "there.qid"]
    assert (tmp_path / "there.qid").read_text() == "mine"


def test_the_longest_name_that_a_file_may_have_is_made(tmp_path: Path) -> None:
    path = tmp_path / ("质" * 80 + ".qid")
    Session.create(path).close()
    assert path.is_file()


def test_an_unknown_template_is_wrong_usage_and_leaves_nothing(tmp_path: Path) -> None:
    for name in ("nonsense", "../templates/blank", ""):
        if name:
            with pytest.raises(UsageError, match="outline-2013"):
                Session.create(tmp_path / "a.qid", template=name)
    assert os.listdir(tmp_path) == []


def test_a_making_that_fails_half_way_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(sample, "fill", broken)
    with pytest.raises(ZeroDivisionError):
        Session.create(tmp_path / "a.qid", template="sample")
    assert os.listdir(tmp_path) == []


def test_a_file_that_appears_while_a_library_is_made_is_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    publish = backup.publish

    def late(partial: Path, target: Path) -> None:
        target.write_text("theirs")
        publish(partial, target)

    monkeypatch.setattr(backup, "publish", late)
    with pytest.raises(WriteError, match="exists already"):
        Session.create(tmp_path / "a.qid")
    assert {item.name: item.read_text() for item in tmp_path.iterdir()} == {"a.qid": "theirs"}


def test_while_a_library_is_made_only_one_passing_file_is_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[list[str]] = []
    publish = backup.publish

    def look(partial: Path, target: Path) -> None:
        seen.append(os.listdir(tmp_path))
        publish(partial, target)

    monkeypatch.setattr(backup, "publish", look)
    Session.create(tmp_path / "a.qid").close()
    ((name,),) = seen
    assert name.endswith(".partial")


@pytest.mark.parametrize("size", [8, 64, 200])
def test_a_full_disk_while_making_or_loading_is_told_and_leaves_nothing(tmp_path: Path, small_disk: Callable[[int], Path], size: int) -> None:
    with Session.create(tmp_path / "a.qid", template="sample") as session:
        portable.write_dump(session, tmp_path / "a.json")
    folder = small_disk(size)
    acts: tuple[Callable[[], object], ...] = (
        lambda: Session.create(folder / "报告.qid", template="sample"),
        lambda: Session.load(tmp_path / "a.json", folder / "报告.qid"),
    )
    for act in acts:
        with pytest.raises(WriteError, match="full") as caught:
            act()
        assert "“报告.qid”" in str(caught.value)
        assert os.listdir(folder) == []


def test_a_full_disk_while_working_is_told_and_work_goes_on_when_there_is_room(tmp_path: Path, small_disk: Callable[[int], Path]) -> None:
    folder = small_disk(3000)
    with Session.create(folder / "a.qid", template="sample") as session:
        report = session.reports.of_year().id
        before, history = portable.dump(session), session.history()
        filler = fill_up(folder)
        acts: tuple[Callable[[], object], ...] = (
            lambda: session.assets.add("a.png", bytes(range(256)) * 2000),
            lambda: session.rows.add("standards_drafted", [{"number": "x" * 2000}] * 300, report),
            lambda: session.blocks.add(session.chapters.tree(report)[0].chapter.id, attributes={"note": "长" * 200_000}),
        )
        for act in acts:
            with pytest.raises(WriteError, match="full"):
                act()
            assert portable.dump(session) == before
            assert session.history() == history
        with pytest.raises(WriteError, match="full"):
            session.library.copy_to(folder / "copy.qid")
        with pytest.raises(WriteError, match="full"):
            portable.write_dump(session, folder / "dump.json")
        assert sorted(os.listdir(folder)) == ["a.qid", "a.qid.lock", "filler"]
        filler.unlink()
        session.assets.add("a.png", bytes(range(256)) * 2000)
        session.undo()
        assert portable.dump(session) == before
        assert portable.problems(session) == []


def test_a_folder_that_takes_no_writing_is_told(tmp_path: Path, read_only_disk: Callable[[Path], Path]) -> None:
    Session.create(tmp_path / "a.qid").close()
    view = read_only_disk(tmp_path)
    with pytest.raises(WriteError, match="choose another folder"):
        Session.create(view / "b.qid")
    with pytest.raises(ReadOnlyError):
        Session.open(view / "a.qid")
    with Session.open(view / "a.qid", read_only=True) as session:
        assert session.read_only
        with pytest.raises(ReadOnlyError):
            session.company.change(name="x")


def test_a_session_holds_its_library_until_it_is_closed(session: Session) -> None:
    with pytest.raises(LockedError):
        Session.open(session.path)
    session.close()
    with Session.open(session.path, author="王工") as other:
        other.company.change(name="新名")
        assert other.history()[0].author == "王工"


def test_the_history_is_told_newest_first_and_as_long_as_asked(session: Session) -> None:
    for index in range(5):
        session.company.change(name=str(index))
    assert len(session.history(3)) == 3
    assert session.history(1)[0].subject == "4"
    times = [operation.time for operation in session.history()]
    assert times == sorted(times, reverse=True)


# --- load and dump -------------------------------------------------------------------------------------------------------------------------------


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large])
@given(contents=libraries())
def test_loading_a_dump_gives_the_same_library(tmp_path: Path, contents: LibraryContents) -> None:
    for item in tmp_path.iterdir():
        item.unlink()
    text = library_json.make(contents)
    (tmp_path / "a.json").write_text(text, "utf-8")
    with Session.load(tmp_path / "a.json", tmp_path / "b.qid") as session:
        assert portable.dump(session) == text
        assert portable.problems(session) == []
        assert [operation.verb for operation in session.history()] == ["library.load"]
        assert not session.undo()
        portable.write_dump(session, tmp_path / "c.json")
    assert (tmp_path / "c.json").read_bytes() == (tmp_path / "a.json").read_bytes()


def test_the_sample_comes_back_from_its_dump(tmp_path: Path) -> None:
    with Session.create(tmp_path / "a.qid", template="sample") as session:
        session.assets.add("图.png", bytes(range(256)))
        session.chapters.delete([session.chapters.tree(session.reports.of_year().id)[4].chapter.id])
        portable.write_dump(session, tmp_path / "a.json")
    with Session.load(tmp_path / "a.json", tmp_path / "b.qid") as session:
        assert portable.dump(session) == (tmp_path / "a.json").read_text("utf-8")


@pytest.mark.parametrize("data", [b"", b"\xff\xfe{}", b"{", b"[]", b"null", b"[" * 100_000, b'{"format": "qi-desktop library", "version": 1}'])
def test_json_of_another_shape_is_refused_and_no_file_is_left(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "a.json").write_bytes(data)
    with pytest.raises(ContentError) as caught:
        Session.load(tmp_path / "a.json", tmp_path / "b.qid")
    assert "\n" not in str(caught.value)
    assert os.listdir(tmp_path) == ["a.json"]


def test_a_byte_order_mark_of_an_editor_does_no_harm(session: Session, tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text("\ufeff" + portable.dump(session), "utf-8")
    with Session.load(tmp_path / "a.json", tmp_path / "b.qid") as loaded:
        assert portable.dump(loaded) == portable.dump(session)


@pytest.fixture(scope="module")
def dumped(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A dump with something of every kind."""
    with Session.create(tmp_path_factory.mktemp("dumped") / "a.qid", template="sample") as session:
        session.assets.add("a.png", b"picture")
        value = json.loads(portable.dump(session))
    for name in ("reports", "chapters", "blocks", "rows", "assets"):
        value[name] = value[name][:6]
    chapters = {chapter["id"] for chapter in value["chapters"]}
    for chapter in value["chapters"]:
        chapter["parent_id"] = chapter["parent_id"] if chapter["parent_id"] in chapters else ""
    for block, chapter in zip(value["blocks"], sorted(chapters), strict=True):
        block["chapter_id"] = chapter
    for row in value["rows"]:
        row["parent_id"] = ""
    return json.dumps(value)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_dump_that_was_tampered_with_is_loaded_soundly_or_refused(tmp_path: Path, dumped: str, data: st.DataObject) -> None:
    for item in tmp_path.iterdir():
        item.unlink()
    value: Any = json.loads(dumped)
    target = value
    for _ in range(4):
        if not isinstance(target, dict | list) or not target:
            break
        key = data.draw(st.sampled_from(sorted(target) if isinstance(target, dict) else range(len(target))))
        parent, target = target, target[key]
        if data.draw(st.booleans()):
            break
    parent[key] = data.draw(json_values)
    (tmp_path / "a.json").write_text(json.dumps(value), "utf-8")
    try:
        session = Session.load(tmp_path / "a.json", tmp_path / "b.qid")
    except ContentError:
        assert os.listdir(tmp_path) == ["a.json"]
        return
    with session:
        assert portable.problems(session) == []
        for report in session.reports.all():
            session.chapters.add(report.id, "新的一章")
        session.undo()


def test_loading_never_replaces_a_file(session: Session, tmp_path: Path) -> None:
    portable.write_dump(session, tmp_path / "a.json")
    with pytest.raises(WriteError, match="exists already"):
        Session.load(tmp_path / "a.json", session.path)
    with pytest.raises(MissingFileError):
        Session.load(tmp_path / "none.json", tmp_path / "b.qid")
    with pytest.raises(QiError):
        Session.load(tmp_path, tmp_path / "b.qid")
    assert not (tmp_path / "b.qid").exists()


def test_a_dump_can_replace_an_older_dump_but_never_half(session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    portable.write_dump(session, tmp_path / "a.json")
    before = (tmp_path / "a.json").read_bytes()

    def refused(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", refused)
    session.company.change(name="x")
    with pytest.raises(WriteError, match="full"):
        portable.write_dump(session, tmp_path / "a.json")
    assert (tmp_path / "a.json").read_bytes() == before
    monkeypatch.undo()
    with replacing(tmp_path / "a.json") as file:
        file.write(b"{}")
    shutil.copy(tmp_path / "a.json", tmp_path / "b.json")
    assert sorted(item for item in os.listdir(tmp_path) if item.endswith(".partial")) == []
