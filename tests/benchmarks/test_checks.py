"""Checking a long report: following one edit beside looking at everything again, in one run.

Target: an edit is followed in a twentieth of the time of a whole reading, with what 200 chapters claim held against each other anew.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

import pytest

from qi_desktop.core.model import BlockKind
from qi_desktop.core.richtext import plain
from qi_desktop.session import Draft, Session
from qi_desktop.session.checking import Findings

Benchmark = Any  # pytest-benchmark ships no types for its fixture

CHAPTERS, PARAGRAPHS = 200, 8
TEXTS = (
    "2018年，公司共检验原料11585批，合格11319批，合格率为97.7%，其中外协件检验3583批，合格3498批，合格率为97.63%。",
    "接到顾客投诉后2小时内答复，24小时内技术服务人员到达现场，产品保修期为2年。",
    "公司遵守《中华人民共和国产品质量法》，按GB/T 19001-2016建立质量管理体系，各项证书均在有效期内。",
)


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    with Session.create(tmp_path_factory.mktemp("checks") / "a.qid", company="某仪表集团有限公司", template="blank", year=2018) as opened:
        report = opened.reports.of_year().id
        for number in range(CHAPTERS):
            chapter = opened.chapters.add(report, f"第{number}节").created
            texts = [f"{place}、{TEXTS[place % len(TEXTS)]}" for place in range(PARAGRAPHS)]
            opened.blocks.write(chapter, [Draft("", BlockKind.PARAGRAPH, plain(text)) for text in texts])
        opened.rows.add("certificate_models", [{"name": "流量计", "model": f"TBQ {number}-G65"} for number in range(2000)])
        yield opened


def steps(findings: Findings) -> list[float]:
    """How long each step of a reading takes, in seconds."""
    taken, last = [], time.perf_counter()
    for _ in findings.read():
        taken.append(time.perf_counter() - last)
        last = time.perf_counter()
    return taken


def test_an_edit_is_followed_in_a_fraction_of_a_whole_reading(benchmark: Benchmark, session: Session) -> None:
    report = session.reports.of_year().id
    findings = session.checks.findings(report)
    whole = min(sum(steps(session.checks.findings(report))) for _ in range(2))
    for _ in findings.read():
        pass
    block = session.blocks.of_chapter(session.chapters.tree(report)[3].chapter.id)[0]
    texts = iter(range(1_000_000))

    def edit() -> list[float]:
        findings.take(session.blocks.edit(block.id, plain(f"接到通知后{next(texts)}小时内到达现场。")))
        return steps(findings)

    benchmark.pedantic(edit, rounds=10)
    followed = min(sum(edit()) for _ in range(5))
    assert followed < whole / 20
    assert findings.is_complete
