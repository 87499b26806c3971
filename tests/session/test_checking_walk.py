"""Whatever is done, in whatever order and however readings are broken off: what is followed is what a fresh look finds."""

from __future__ import annotations

import random
from collections.abc import Callable
from itertools import islice
from pathlib import Path

import pytest

from qi_desktop.core.changes import Changes
from qi_desktop.core.model import BlockKind
from qi_desktop.core.richtext import plain
from qi_desktop.session import Session

TEXTS = (
    *("24小时内到达现场。", "48小时内到达现场。", "公司现有员工480人。", "公司现有员工500人。", "共检验原料100批，合格99批。", "由技术研发部评审。"),
    *("售后部记录。", "售后服务部记录。", "各类证书均在有效期内。", "TBQZII型", "全年无质量投诉。", "各项质量目标全部达成。", "甲仪表有限公司成立。"),
)
ROWS = (
    *[("departments", {"name": name}) for name in ("品质部", "技术研发部", "售后部", "生产部")],
    *[("inspections", {"category": "原料", "inspected": number, "passed": "99"}) for number in ("100", "90")],
    *[("system_certificates", {"system": "质量管理体系", "valid_to": day}) for day in ("2018-01-01", "2020-01-01")],
    ("certificate_models", {"model": "TBQZ II"}),
    ("service_promises", {"action": "到达现场", "limit": "24", "limit_unit": "小时"}),
    ("complaints", {"category": "质量", "received": "1"}),
    ("quality_targets", {"product": "甲", "target": "98", "actual": "97"}),
    ("facts", {"name": "员工人数", "value": "480"}),
)
STEPS = 30


@pytest.mark.parametrize("seed", range(2))
def test_following_is_looking_again(tmp_path: Path, seed: int) -> None:
    dice = random.Random(seed)
    with Session.create(tmp_path / "a.qid", company="甲仪表集团有限公司", template="blank", year=2018) as session:
        report = session.reports.of_year().id
        for number in range(4):
            chapter = session.chapters.add(report, f"章{number}").created
            for _ in range(3):
                session.blocks.add(chapter, BlockKind.PARAGRAPH, plain(dice.choice(TEXTS)))
        findings = session.checks.findings(report)
        for _ in range(STEPS):
            findings.take(dice.choice(acts(session, report, dice))())
            if dice.random() < 0.3:
                list(islice(findings.read(), dice.randrange(6)))  # broken off by the next act
                continue
            list(findings.read())
            fresh = session.checks.read(report)
            assert findings.is_complete
            assert (findings.in_order(), findings.dismissed()) == (fresh.in_order(), fresh.dismissed())


def acts(session: Session, report: str, dice: random.Random) -> list[Callable[[], Changes]]:
    """What may be done next."""
    chapters = [node.chapter.id for root in session.chapters.tree(report) for node in root.walk()]
    blocks = [block.id for chapter in chapters for block in session.blocks.of_chapter(chapter)]
    found = session.checks.all(report)
    register, row = dice.choice(ROWS)
    possible: list[Callable[[], Changes]] = [
        lambda: session.chapters.move(chapters[-1:], "", ""),
        lambda: session.rows.add(register, [row], report),
        lambda: session.checks.dismiss(report, found[-2:], "见附件"),
        lambda: session.company.change(name=dice.choice(["甲仪表集团有限公司", "乙公司"])),
        session.undo,
        session.redo,
    ]
    if blocks:
        possible += [lambda: session.blocks.edit(dice.choice(blocks), plain(dice.choice(TEXTS)))] * 3
        possible.append(lambda: session.blocks.delete([dice.choice(blocks)]))
    return possible
