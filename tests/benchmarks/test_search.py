"""Search over 10,000 chapters: the window's way beside SQLite's FTS5 over pairs of characters, in one run.

Target: the first 200 hits within 5 ms, whatever the word's length. FTS5 is the bound: it answers with numbers of chapters only.
"""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Sequence
from itertools import islice
from typing import Any

import pytest

from qi_desktop.core.search import Page, Part, Place, Query, Search

Benchmark = Any  # pytest-benchmark ships no types for its fixture

WORDS = ["镜", "电镜", "扫描电镜", "质", "质量", "质量管理体系", "没有这个词"]
_VOCABULARY = [
    *("质量诚信管理体系认证产品检验标准企业员工培训顾客满意供应改进目标方针合格责任追溯"[place : place + 2] for place in range(0, 40, 2)),
    "GB/T19001",
    "ISO",
]


@pytest.fixture(scope="module")
def texts() -> list[str]:
    """10,000 chapters of about 570 characters, one of which names an instrument."""
    dice = random.Random(3)
    made = ["".join(dice.choices(_VOCABULARY, k=240)) for _ in range(10_000)]
    made[7_777] += "扫描电镜"
    return made


@pytest.fixture(scope="module")
def pages(texts: Sequence[str]) -> list[Page]:
    return [Page(str(number), [(Place(Part.TEXT, str(number)), text, ())]) for number, text in enumerate(texts)]


@pytest.fixture(scope="module")
def index(texts: Sequence[str]) -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE VIRTUAL TABLE words USING fts5(text, content='', tokenize='unicode61')")
    connection.executemany("INSERT INTO words (rowid, text) VALUES (?, ?)", ((number, pairs(text)) for number, text in enumerate(texts)))
    return connection


def pairs(text: str) -> str:
    """The text as words of two characters."""
    return " ".join(text[place : place + 2] for place in range(len(text) - 1) if text[place : place + 2].isalnum())


@pytest.mark.parametrize("word", WORDS)
def test_finding_a_word(benchmark: Benchmark, pages: Sequence[Page], texts: Sequence[str], word: str) -> None:
    def find() -> int:
        wanted = Search(Query(word))
        return len(list(islice((hit for page in wanted.candidates(pages) for hit in wanted.hits(page)), 200)))

    assert benchmark(find) == min(200, sum(text.count(word) for text in texts))


@pytest.mark.parametrize("word", [word for word in WORDS if len(word) > 1])
def test_bound_asking_fts5(benchmark: Benchmark, index: sqlite3.Connection, texts: Sequence[str], word: str) -> None:
    query = ('"' + pairs(word) + '"',)
    found = benchmark(lambda: index.execute("SELECT rowid FROM words WHERE words MATCH ? LIMIT 200", query).fetchall())
    assert len(found) == min(200, sum(word in text for text in texts))


def test_reading_the_chapters(benchmark: Benchmark, texts: Sequence[str]) -> None:
    made = benchmark.pedantic(lambda: [Page(str(number), [(Place(Part.TEXT, "b"), text, ())]) for number, text in enumerate(texts)], rounds=2)
    assert len(made) == len(texts)
