"""The neutral workloads of ../shared/bench as libraries, made through the verbs a user's acts go through."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from typing import Any

from qi_desktop.core.model import BlockKind
from qi_desktop.core.richtext import plain
from qi_desktop.session import Draft, Session


def write_workload(shared: Path, size: str, folder: Path) -> dict[str, Any]:
    """Make a workload (S, M or L), keep it where the peers look for it, and return it."""
    specification = importlib.util.spec_from_file_location("workload", shared / "bench" / "workload.py")
    assert specification is not None
    assert specification.loader is not None
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    data: dict[str, Any] = module.build(size)
    (folder / f"workload-{size}.json").write_text(json.dumps(data, ensure_ascii=False), "utf-8")
    return data


def fill(session: Session, data: dict[str, Any]) -> str:
    """Write a workload into a library as a report; returns the report's id."""
    report_id = session.reports.new(data["year"], "blank").created
    for node in session.chapters.tree(report_id):
        session.chapters.delete([node.chapter.id])
    for chapter in data["chapters"]:
        path: list[str] = []
        drafts: list[Draft] = []
        for block in chapter["blocks"]:
            if block["t"] == "h":
                if path:
                    session.blocks.write(path[-1], drafts)
                drafts = []
                del path[block["level"] - 1 :]
                path.append(session.chapters.add(report_id, block["text"], path[-1] if path else "").created)
            else:
                drafts += _drafts(block)
        session.blocks.write(path[-1], drafts)
    return report_id


def _drafts(block: dict[str, Any]) -> list[Draft]:
    if block["t"] == "p":
        return [Draft("", BlockKind.PARAGRAPH, plain(block["text"]))]
    if block["t"] == "ul":
        return [Draft("", BlockKind.LIST_ITEM, plain(item), {"style": "bullet"}) for item in block["items"]]
    columns = [{"label": label, "weight": round(width * 80, 2)} for label, width in zip(block["head"], block["w"], strict=True)]
    spans = [[first, block["vcol"], count, 1] for first, count in block["spans"] if count > 1]
    caption = block["caption"].split("  ", 1)[-1]
    return [Draft("", BlockKind.TABLE, plain(caption), {"columns": columns, "rows": block["rows"], "spans": spans})]
