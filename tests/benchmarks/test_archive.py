"""An archive of twenty years: 10,000 chapters, 200,000 rows, 2,000 pictures of 512 KiB (1 GB). `QI_TEST_ARCHIVE=1 pytest -s` makes it whole.

Times are told, not asserted; what is asserted is that everything is found, and that the memory does not grow with what is done.
"""

from __future__ import annotations

import hashlib
import os
import random
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from qi_desktop.core.identifiers import new_id
from qi_desktop.core.model import Asset, Block, BlockKind, Chapter, Report, Row
from qi_desktop.core.ranks import spread
from qi_desktop.core.richtext import plain
from qi_desktop.core.search import Query, Search
from qi_desktop.session import Session, exporting, portable

YEARS = 20
CHAPTERS, ROWS, PICTURES = 10_000, 200_000, 2_000
PICTURE = 512 * 1024  # bytes
SCALE = float(os.environ.get("QI_TEST_ARCHIVE", "0.02"))
_WORDS = [place + what for place in "质检标准企员培顾供应改目" for what in "量测业工训客满进标合格责"]


def make_archive(path: Path, scale: float) -> None:
    """A library of that part of the whole archive; chapters have three paragraphs of about 200 characters, texts and cells come from a seed."""
    chance = random.Random(20)
    with Session.create(path, company="某仪表有限公司") as session:
        for year in range(2006, 2006 + YEARS):
            with session.library.operation("library.load", fixed=True):
                report = Report(new_id(), year, "质量诚信报告", period_start=f"{year}-01-01", period_end=f"{year}-12-31")
                session.repository.insert(report)
                _fill(session, report.id, chance, scale / YEARS)


def _fill(session: Session, report: str, chance: random.Random, share: float) -> None:
    repository = session.repository
    ranks = spread(round(CHAPTERS * share))
    chapters = [Chapter(new_id(), report, "", rank, "".join(chance.choices(_WORDS, k=5))) for rank in ranks]
    repository.insert_many(chapters)
    places = spread(3)
    repository.insert_many(
        Block(new_id(), chapter.id, place, BlockKind.PARAGRAPH, plain("".join(chance.choices(_WORDS, k=100))))
        for chapter in chapters
        for place in places
    )
    repository.insert_many(
        Row(new_id(), "quality_targets", report, "", rank, {"indicator": f"{number} " + "".join(chance.choices(_WORDS, k=8))})
        for number, rank in enumerate(spread(round(ROWS * share)))
    )
    for number in range(round(PICTURES * share)):
        data = chance.randbytes(PICTURE)
        digest = hashlib.sha256(data).hexdigest()
        repository.keep_data(digest, data)
        repository.insert(Asset(new_id(), f"{number}.bin", "application/octet-stream", digest, len(data), 0, 0))


@contextmanager
def told(what: str) -> Iterator[None]:
    """Say how long something took, on standard output (pytest -s)."""
    begun = time.perf_counter()
    yield
    print(f"\n{what}: {(time.perf_counter() - begun) * 1000:.1f} ms", end="")


def resident() -> int:
    """The memory that this process holds, in bytes."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("archive") / "档案.qid"
    with told(f"make {SCALE:.0%} of the archive"):
        make_archive(path, SCALE)
    return path


@pytest.mark.slow
def test_an_archive_is_opened_edited_searched_backed_up_checked_and_exported(archive: Path, tmp_path: Path) -> None:
    print(f"\n{archive.stat().st_size / 1e6:.0f} MB", end="")
    with told("open"):
        session = Session.open(archive)
    with session:
        report = session.reports.of_year().id
        with told("tree of the year"):
            node = session.chapters.tree(report)[0]
        with told("first chapter"):
            blocks = session.blocks.of_chapter(node.chapter.id)
        with told("save one edit"):
            session.blocks.edit(blocks[0].id, plain("扫描电镜"))
        with told("add a row"):
            session.rows.add("quality_targets", [{"indicator": "一次交验合格率"}], report)
        with told("undo"):
            session.undo()
        texts = session.search.texts(report)
        with told("read the year's texts for searching"):
            for _ in texts.read():
                pass
        with told("search"):
            assert len([hit for hit in texts.hits(Search(Query("扫描电镜"))) if hit]) == 1
        with told("check the year"):
            session.checks.all(report)
        with told("back up"):
            session.library.copy_to(tmp_path / "copy.qid")
        with told("export the year as Word and PDF"):
            document = exporting.load_document(session, report)
            exporting.export_files(document, session.styles.sheet("book"), tmp_path / "a.docx", tmp_path / "a.pdf")
    with told("open the backup"), Session.open(tmp_path / "copy.qid") as copy:
        assert len(copy.reports.all()) == YEARS
        assert len(copy.rows.of("quality_targets", report)) == round(ROWS * SCALE / YEARS)


@pytest.mark.slow
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the memory is read from /proc")
def test_the_memory_does_not_grow_with_the_operations(tmp_path: Path) -> None:
    count = round(10_000 * max(SCALE, 0.1))
    with Session.create(tmp_path / "a.qid", template="blank", year=2025) as session:
        report = session.reports.of_year().id
        chapter = session.chapters.tree(report)[0].chapter.id
        block = session.blocks.add(chapter, text=plain("甲")).created

        def work(times: int) -> None:
            for number in range(times):
                session.blocks.edit(block, plain(f"{number} " + "文" * 500))
                if number % 10 == 0:
                    session.undo()

        work(count // 4)  # caches of SQLite and Python fill first
        before = resident()
        work(count)
        growth = resident() - before
        print(f"\n{count} operations: {growth / 1024:.0f} KiB more", end="")
        assert growth < 4 * 1024 * 1024, "less than the texts that were written"
        assert portable.problems(session) == []
