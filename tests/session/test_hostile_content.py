"""Rows that no program of ours wrote: whoever opens, reads, checks and exports them gets a result or a sentence, soon, and nothing runs."""

from __future__ import annotations

import json
import signal
import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from io import BytesIO
from pathlib import Path

import pytest

from qi_desktop.core.errors import QiError
from qi_desktop.core.model import BlockKind
from qi_desktop.core.richtext import plain
from qi_desktop.session import Session, exporting, portable

SECONDS = 60


class Late(BaseException):
    """Nobody catches this one."""


@contextmanager
def in_time() -> Iterator[None]:
    """Fails what hangs (where the system can interrupt it)."""

    def late(*_: object) -> None:
        raise Late(f"not done in {SECONDS} seconds")

    if sys.platform == "win32":
        yield
        return
    former = signal.signal(signal.SIGALRM, late)
    signal.alarm(SECONDS)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, former)


def use_everything(path: Path, out: Path) -> None:
    """What a window and a command line do with a library. Anything but a QiError is raised."""
    with suppress(QiError), Session.open(path) as session:
        acts: list[Callable[[], object]] = [
            lambda: portable.problems(session),
            lambda: portable.dump(session),
            session.company.get,
            session.history,
        ]
        for report in session.reports.all():
            acts += [
                lambda report=report.id: session.chapters.tree(report),  # type: ignore[misc]
                lambda report=report.id: session.chapters.bin(report),  # type: ignore[misc]
                lambda report=report.id: session.blocks.of_report(report),  # type: ignore[misc]
                lambda report=report.id: list(session.search.texts(report).read()),  # type: ignore[misc]
                lambda report=report.id: session.checks.all(report),  # type: ignore[misc]
                lambda report=report.id: export(session, report, out),  # type: ignore[misc]
                lambda report=report.id: session.snapshots.take(report, "送审稿"),  # type: ignore[misc]
                lambda report=report.id: session.chapters.add(report, "新的一章"),  # type: ignore[misc]
            ]
            for register in session.registers:
                acts += [
                    lambda name=register, report=report.id: session.rows.of(name, report),  # type: ignore[misc]
                    lambda name=register, report=report.id: session.tables.export(name, out / "a.csv", report),  # type: ignore[misc]
                ]
        acts += [session.undo, session.undo, session.redo]
        for act in acts:
            with suppress(QiError):
                act()
        check_outputs(out)


def export(session: Session, report: str, out: Path) -> None:
    document = exporting.load_document(session, report)
    exporting.export_files(document, session.styles.sheet("book"), out / "a.docx", out / "a.pdf")


def check_outputs(out: Path) -> None:
    """Whatever was exported can be read by others."""
    import docx
    import pypdf

    if (out / "a.docx").exists():
        docx.Document(str(out / "a.docx"))
        assert len(pypdf.PdfReader(BytesIO((out / "a.pdf").read_bytes())).pages) > 0


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library that has something of everything, closed."""
    path = tmp_path_factory.mktemp("whole") / "a.qid"
    with Session.create(path, company="某仪表有限公司", template="blank", year=2025) as session:
        report = session.reports.of_year().id
        chapter = session.chapters.add(report, "一").created
        session.chapters.add(report, "二", chapter)
        session.blocks.add(chapter, text=plain("正文"))
        asset = session.assets.add("a.png", _picture()).created
        session.blocks.add(chapter, BlockKind.FIGURE, attributes={"asset": asset})
        session.blocks.add(chapter, BlockKind.TABLE, attributes={"columns": [{"label": "年"}], "rows": [["1"], ["合计"]]})
        session.blocks.add(chapter, BlockKind.REGISTER_VIEW, attributes={"register": "standards_drafted"})
        session.rows.add("standards_drafted", [{"number": "GB/T 1", "title": "甲"}], report)
        style = session.styles.add("book", "本公司").created
        session.reports.change(report, style=style)
    return path


def _picture() -> bytes:
    from PIL import Image

    stream = BytesIO()
    Image.new("RGB", (20, 10), "red").save(stream, "PNG")
    return stream.getvalue()


DEEP = "[" * 50_000 + "]" * 50_000
DEEP_OBJECT = '{"a":' * 20_000 + "1" + "}" * 20_000
HOSTILE_JSON = [
    DEEP,
    DEEP_OBJECT,
    "[" + "1," * 200_000 + "1]",
    '[{"text":"\\ud800\\u0000\\u001b[31m"}]',
    '[{"text":"<b onclick=x>&amp;</b>"}]',
    '[{"text":"x","link":"javascript:alert(1)"}]',
    '[{"text":"x","link":"file:///etc/passwd"}]',
    '[{"field":"x"}]',
    '{"asset":"../../etc/passwd"}',
    '{"register":"sqlite_schema"}',
    '{"level":99999999999999999999999}',
    '{"width":1e999,"level":-1,"columns":[1e308,-1,0]}',
    '{"rows":[[{"text":"x","span":1000000000}]]}',
    '{"columns":["a","b"],"rows":[["合计","1"],["1","2"],["3","4"]]}',
    '{"rows":[["1","2"],["合计","4"]],"columns":[{"label":"a"}],"spans":[[0,0,1000000000,1000000000],[-1000000000,-5,2000000000,9]]}',
    "NaN",
    "Infinity",
    "1" * 100_000,
    '"' + "x" * 3_000_000 + '"',
    "null",
    "",
    "{",
]


@pytest.mark.parametrize("column", ["block.text", "block.attributes", 'register_row."values"', "style.settings"])
@pytest.mark.parametrize("number", range(len(HOSTILE_JSON)))
def test_any_json_is_read_or_refused(whole: Path, tmp_path: Path, column: str, number: int) -> None:
    table, _, name = column.partition(".")
    try_with(whole, tmp_path, f"UPDATE {table} SET {name} = ?", HOSTILE_JSON[number])


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE chapter SET parent_id = id",
        "UPDATE chapter SET parent_id = (SELECT c.id FROM chapter c WHERE c.id <> chapter.id LIMIT 1)",
        "UPDATE chapter SET parent_id = 'nowhere'",
        "UPDATE chapter SET rank = ''",
        "UPDATE chapter SET rank = printf('%.*c', 1000000, 'z')",
        "UPDATE chapter SET title = printf('%.*c', 300000, 'x')",
        "UPDATE chapter SET title = char(0, 7, 27, 55296, 65535, 8238, 1114111)",
        "UPDATE chapter SET due_date = '=1+1', department = '@SUM(A1)'",
        "UPDATE report SET year = 9223372036854775807, ordinal = -9223372036854775807",
        "UPDATE report SET title = '<w:p/>', period_start = '0000-00-00', period_end = '9999999-12-31', style = '../../x'",
        "UPDATE company SET name = char(10) || '=cmd|''/c calc''!A1', website = 'javascript:x', logo = 'nowhere'",
        "UPDATE register_row SET parent_id = id",
        "UPDATE register_row SET register = 'no such'",
        "UPDATE asset SET mime = 'image/svg+xml', width = -1, height = 9223372036854775807, size = -1",
        "UPDATE asset_data SET data = zeroblob(100000)",
        "UPDATE asset_data SET data = CAST('%PDF-1.4' AS BLOB)",
        'UPDATE asset_data SET data = CAST(\'<svg xmlns="http://www.w3.org/2000/svg"><image href="http://x/"/></svg>\' AS BLOB)',
        "DELETE FROM asset_data",
        "UPDATE operation SET state = 'undone', verb = '<b>', subject = char(27), time = 'yesterday'",
        "UPDATE journal SET before = after, after = '{}'",
        "UPDATE journal SET row_id = '../x', table_name = 'sqlite_schema'",
        "INSERT INTO chapter SELECT lower(hex(randomblob(6))), report_id, id, rank, title, matter, status, department, due_date, requirement, "
        "template_key, guidance, deleted FROM chapter, "
        "(WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 500) SELECT i FROM n)",
    ],
)
def test_any_values_are_read_or_refused(whole: Path, tmp_path: Path, statement: str) -> None:
    try_with(whole, tmp_path, statement)


def test_a_chain_of_chapters_that_is_thousands_deep_is_read_or_refused(whole: Path, tmp_path: Path) -> None:
    with closing(sqlite3.connect(whole)) as connection:
        (report,) = connection.execute("SELECT id FROM report").fetchone()
    chain = ", ".join(
        f"('{number:012}', '{report}', '{number - 1:012}', 'a', '章', 'body', 'empty', '', '', 'optional', '', '', '')" for number in range(3000)
    )
    try_with(whole, tmp_path, f"INSERT INTO chapter VALUES {chain}")


def try_with(whole: Path, folder: Path, statement: str, *values: str) -> None:
    path = folder / "b.qid"
    path.write_bytes(whole.read_bytes())
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("UPDATE journal_state SET recording = 0")
        connection.execute(statement, values)
        connection.execute("UPDATE journal_state SET recording = 1")
    out = folder / "out"
    out.mkdir()
    with in_time():
        use_everything(path, out)
    assert {item.name for item in folder.iterdir()} == {"b.qid", "out"}
    assert {item.suffix for item in out.iterdir()} <= {".docx", ".pdf", ".csv"}


def test_the_hostile_json_is_what_it_claims() -> None:
    with pytest.raises(RecursionError):
        json.loads(DEEP)


def test_an_untouched_library_gives_all_its_files(whole: Path, tmp_path: Path) -> None:
    try_with(whole, tmp_path, "UPDATE company SET phone = '1'")
    assert sorted(item.name for item in (tmp_path / "out").iterdir()) == ["a.csv", "a.docx", "a.pdf"]
