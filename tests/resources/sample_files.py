"""Reads the sample report's files with the standard library alone, so that these tests judge the data and not the program's reader of it."""

from __future__ import annotations

import csv
import re
import tomllib
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

RESOURCES = Path(__file__).resolve().parents[2] / "resources"
SAMPLE = RESOURCES / "sample"
# The report the sample is made after; tests that compare with it skip where it is missing.
REFERENCE = RESOURCES.parents[1] / "shared" / "reference" / "000_7713c70ef2a46c97.txt"
SAME_AS_ABOVE = "〃"

_HEADING = re.compile(r"(?P<marks>#+) (?P<title>[^|]+?)(?: \| (?P<matter>front|back))?")
_SLOT = re.compile(r"\[\[(?P<kind>figure|register|page break)(?P<rest>.*)\]\]")
_ITEM = re.compile(r"(?P<indent>(?:  )*)(?P<marker>\d+、|\d+\)|（\d+）|[①-⑳]|\d+\.\d+ |- |● )(?P<text>.+)")
_FIELD = re.compile(r"\{([^{}]+)\}")


@dataclass(frozen=True)
class Line:
    """One block of the outline markup: `kind` is heading, paragraph, slogan, signature, item, figure or register."""

    kind: str
    text: str
    level: int = 0
    marker: str = ""
    matter: str = ""


def chapters() -> list[Line]:
    """All blocks of the sample in order, as they were written; page breaks are left out."""
    return [_line(line) for line in (SAMPLE / "chapters.txt").read_text("utf-8").splitlines() if line.strip() not in ("", "[[page break]]")]


def _line(line: str) -> Line:
    if heading := _HEADING.fullmatch(line):
        return Line("heading", heading["title"], len(heading["marks"]), matter=heading["matter"] or "")
    if slot := _SLOT.fullmatch(line):
        return Line(slot["kind"], slot["rest"])
    if line.startswith("^ "):
        return Line("slogan", line[2:])
    if line.startswith("> "):
        return Line("signature", line[2:])
    if item := _ITEM.fullmatch(line):
        return Line("item", item["text"], len(item["indent"]) // 2, item["marker"].strip())
    return Line("paragraph", line)


def options(line: Line) -> dict[str, str]:
    """The `key=value` parts of a figure slot or register view; a bare word counts as itself."""
    parts = [part.strip() for part in line.text.split("|") if part.strip()]
    return {key: value or key for key, _, value in (part.partition("=") for part in parts)}


def report() -> dict[str, Any]:
    """The company and the settings of the report."""
    return tomllib.loads((SAMPLE / "report.toml").read_text("utf-8"))


def rows(register: str) -> list[dict[str, str]]:
    """The rows of a register."""
    with (SAMPLE / f"{register}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


def own_fields() -> dict[str, dict[str, Any]]:
    """What the sample's own fields ask, by name."""
    data = tomllib.loads((SAMPLE / "fields.toml").read_text("utf-8"))
    return {item["name"]: item["query"] for item in data["fields"]}


def _own_value(query: dict[str, Any]) -> str:
    """What one of these fields shows, as far as the sample's questions go."""
    table = rows(query["register"])
    for above, row in pairwise(table):
        row.update({column: above[column] for column, text in row.items() if text == SAME_AS_ABOVE})
    chosen = [row for row in table if all(_holds(condition, row) for condition in query.get("conditions", ()))]
    cells = [row[query["column"]] for row in chosen] if "column" in query else []
    form = query.get("format", {})
    match query["what"]:
        case "count":
            return str(len(chosen))
        case "sum":
            return str(sum(map(int, cells)))
        case "ratio":
            tenths = sum(map(int, cells)) * 10 ** (form["decimals"] + 2) * 2 // sum(int(row[query["whole"]]) for row in chosen)
            digits = str((tenths + 1) // 2)
            return f"{digits[: -form['decimals']]}.{digits[-form['decimals'] :]}%"
        case "list":
            return "、".join(dict.fromkeys(cells))
    (row,) = chosen
    return f"{cells[0]}{row.get('vagueness', '')}{form.get('unit', '')}"


def _holds(condition: dict[str, str], row: dict[str, str]) -> bool:
    cell, text = row[condition["column"]], condition["text"]
    match condition.get("test", "is"):
        case "contains":
            return text in cell
        case "one_of":
            return cell in text.split("、")
    return cell == text


def shown(text: str) -> str:
    """The text of a block as a reader sees it: fields filled in, without the marks of bold and italic."""
    data = report()
    own = own_fields()
    period = "2018年1月1日至12月31日"  # the spoken form of period_start and period_end

    def value(match: re.Match[str]) -> str:
        if match[1] in own:
            return _own_value(own[match[1]])
        table, _, name = match[1].partition(".")
        return period if match[1] == "report.period" else str(data[table][name])

    return _FIELD.sub(value, text).replace("**", "")


def section(title: str, below: str = "") -> list[Line]:
    """The blocks under the heading of that title, down to the next heading; with `below`, the first such heading after that one."""
    lines = chapters()
    start = next(i for i, line in enumerate(lines) if line.kind == "heading" and line.text == below) if below else 0
    start = next(i for i, line in enumerate(lines) if i >= start and line.kind == "heading" and line.text == title) + 1
    end = next((i for i, line in enumerate(lines) if i >= start and line.kind == "heading"), len(lines))
    return lines[start:end]
