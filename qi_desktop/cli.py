"""The command line: every job without a window, and the way to the window.

Owns arguments, exit codes and what is printed: 0 done · 1 refused content or findings · 2 wrong usage · 3 cannot be opened · 4 cannot be written. The
jobs themselves are verbs of `session`. Machine-readable output goes to standard output and nothing else does; sentences go to standard error.
"""

from __future__ import annotations

import gc
import json
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from qi_desktop import crash, paths, translations
from qi_desktop.cli_help import TranslatedGroup, words
from qi_desktop.core import outline
from qi_desktop.core.errors import CancelledError, DamagedError, QiError, UsageError, WriteError
from qi_desktop.core.messages import Message, message
from qi_desktop.core.outline import Node
from qi_desktop.session import Session

if TYPE_CHECKING:
    from qi_desktop.core.checks import Finding
    from qi_desktop.export.document import Remark
    from qi_desktop.interchange.incoming import IncomingReport
    from qi_desktop.interchange.table_import import Preview

_PATH = click.Path(path_type=Path)
_MOST_TOLD = 50  # refused rows; --json tells all of them
_CONTINUE_AFTER_INTERRUPT = 130  # what shells expect of a program that Ctrl+C ended


def _tell(item: Message) -> None:
    click.echo(words(item), err=True)


@click.group(
    cls=TranslatedGroup, invoke_without_command=True, help=words(message("Draft the quality integrity report; without a command the window opens."))
)
@click.version_option(package_name="qi-desktop", message="%(version)s", help=words(message("Show the version.")))
@click.pass_context
def commands(context: click.Context) -> None:
    """Open the window when no command is given."""
    if context.invoked_subcommand is None:
        context.exit(_window(None))


@commands.command(hidden=True)
@click.argument("library", type=_PATH)
def window(library: Path) -> None:
    """Open the window on a library."""
    raise SystemExit(_window(library))


@contextmanager
def _without_collector() -> Iterator[None]:
    """For work that keeps what it makes until it is done: searching that for garbage again and again costs a tenth of its time."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


@_without_collector()
def _window(library: Path | None) -> int:
    from qi_desktop.app import run  # Qt is needed by the window only

    return run(library)


@commands.command(help=words(message("Make a library, with a report from an outline template or the sample.")))
@click.argument("library", type=_PATH)
@click.option("--template", default="", metavar="NAME", help="outline-2013 | outline-31870 | blank | sample")
@click.option("--company", default="", metavar="NAME", help=words(message("The company's full name.")))
@click.option("--year", type=click.IntRange(1900, 9999), metavar="YYYY", help=words(message("The report's year.")))
def new(library: Path, template: str, company: str, year: int | None) -> None:
    """Make a library."""
    from qi_desktop.session import roll_out, templates

    Session.create(library, company=company, template=template or templates.preferred(), year=year).close()
    for problem in roll_out.problems():
        _tell(problem)
    _tell(message("“{path}” was made.", path=library))


@commands.command(help=words(message("Write a report as Word, PDF or both.")))
@click.argument("library", type=_PATH)
@click.option("--year", type=int, metavar="YYYY", help=words(message("The report's year; the newest if left out.")))
@click.option("--word", type=_PATH, metavar="OUT.docx", help=words(message("The Word file to write.")))
@click.option("--pdf", type=_PATH, metavar="OUT.pdf", help=words(message("The PDF file to write.")))
@click.option("--style", default="", metavar="NAME", help=words(message("The style sheet; the report's own if left out.")))
@click.option("--draft", is_flag=True, help=words(message("Mark every page as a draft.")))
@click.option(
    "--review", is_flag=True, help=words(message("Make a review copy: Word records what is changed, and the library remembers what was sent out."))
)
@click.option("--snapshot", default="", metavar="NAME", help=words(message("The version to write; the report as it is now if left out.")))
@_without_collector()
def export(library: Path, year: int | None, word: Path | None, pdf: Path | None, style: str, draft: bool, review: bool, snapshot: str) -> None:
    """Write a report as Word, PDF or both."""
    from qi_desktop.session import exporting

    if snapshot and review:
        raise UsageError(message("A review copy is made of the report as it is now; leave out --snapshot or --review."))
    if word is None and pdf is None:
        word, pdf = library.with_suffix(".docx"), library.with_suffix(".pdf")
    # A review copy is remembered in the library, which therefore stays locked until its files are written; any other export works beside the window.
    with Session.open(library, read_only=not review) as session:
        report = session.reports.of_year(year)
        remarks: tuple[Remark, ...] = ()
        if snapshot:
            from qi_desktop.session import snapshots

            kept = session.snapshots.named(report.id, snapshot)
            document, sheet = snapshots.load_document(session.snapshots.material(kept.id), style, draft)
        else:
            style = style or report.style
            sheet, remarks = session.styles.usable_sheet(style)
            document = exporting.load_document(session, report.id, style, draft, review)
        key = exporting.new_review_key(session) if review else ""
        with _Bar(words(message("Exporting"))) as bar:
            result = exporting.export_files(document, sheet, word, pdf, bar.update, key, remarks)
        if review:
            exporting.record_export(session, report.id, style, document, result)
    for remark in result.remarks:
        _tell(remark.message)
    for file in result.files:
        _tell(message("“{path}” was written ({pages} pages).", path=file, pages=result.pages))


@commands.command(help=words(message("Report what is wrong in a report: wrong rates, empty chapters, expired certificates, slips of the keys.")))
@click.argument("library", type=_PATH)
@click.option("--year", type=int, metavar="YYYY", help=words(message("The report's year; the newest if left out.")))
@click.option("--json", "as_json", is_flag=True, help=words(message("Print JSON.")))
def check(library: Path, year: int | None, as_json: bool) -> None:
    """Report what is wrong; the exit code is 1 if one of it is an error."""
    from qi_desktop.core.checks import NAMES, Severity

    with Session.open(library, read_only=True) as session:
        report = session.reports.of_year(year)
        read = session.checks.read(report.id)
        found, dismissed = read.in_order(), read.dismissed()
        titles = {node.chapter.id: node.chapter.title for node in outline.walk(session.chapters.tree(report.id))}
        language = translations.user_language().partition("_")[0]
        titles_of_all = titles | {name: register.label.get(language, register.label["en"]) for name, register in session.registers.items()}
    if as_json:
        listed = [_finding(finding, titles) for finding in found]
        for finding, why in dismissed:
            listed.append(_finding(finding, titles) | {"dismissed": {"reason": why.reason, "author": why.author, "time": why.time}})
        click.echo(json.dumps(listed, ensure_ascii=False, indent=1))
    else:
        for finding in found:
            place = titles_of_all.get(finding.places[0].page, "")
            parts = (words(NAMES[finding.severity]), place, words(finding.message), finding.excerpt, f"[{finding.rule}]")
            click.echo("  ".join(part for part in parts if part))
        errors = sum(finding.severity == Severity.ERROR for finding in found)
        _tell(
            message(
                "{count} findings, {errors} of them errors; {dismissed} were dismissed.", count=len(found), errors=errors, dismissed=len(dismissed)
            )
            if dismissed
            else message("{count} findings, {errors} of them errors.", count=len(found), errors=errors)
        )
    if any(finding.severity == Severity.ERROR for finding in found):
        raise click.exceptions.Exit(1)


def _finding(finding: Finding, chapters: Mapping[str, str]) -> dict[str, Any]:
    """The JSON of a finding (design §7)."""
    places = [place.as_json(chapters) for place in finding.places]
    return {
        "rule": finding.rule,
        "severity": finding.severity.value,
        "message": words(finding.message),
        "excerpt": finding.excerpt,
        "places": places,
        "fix": finding.fix,
    }


@commands.command("outline", help=words(message("Show a report's chapters with their numbers.")))
@click.argument("library", type=_PATH)
@click.option("--year", type=int, metavar="YYYY", help=words(message("The report's year; the newest if left out.")))
@click.option("--json", "as_json", is_flag=True, help=words(message("Print JSON.")))
def show_outline(library: Path, year: int | None, as_json: bool) -> None:
    """Show a report's chapters."""
    with Session.open(library, read_only=True) as session:
        report = session.reports.of_year(year)
        roots = session.chapters.tree(report.id)
        patterns = session.styles.usable_sheet(report.style)[0].numbering.levels
    if as_json:
        click.echo(json.dumps(_branches(roots, patterns), ensure_ascii=False, indent=1))
        return
    for node in outline.walk(roots):
        number = outline.number_label(node.counter, patterns)
        click.echo("  " * (node.level - 1) + " ".join(part for part in (number, node.chapter.title) if part))


def _branches(roots: Sequence[Node], patterns: Sequence[str]) -> list[dict[str, Any]]:
    """The JSON of trees of any depth, built without recursion."""
    made: dict[str, dict[str, Any]] = {}
    top: list[dict[str, Any]] = []
    for node in outline.walk(roots):
        chapter = node.chapter
        made[chapter.id] = {
            "id": chapter.id,
            "number": outline.number_label(node.counter, patterns),
            "title": chapter.title,
            "matter": outline.matter_of(node).value,
            "level": node.level,
            "status": chapter.status.value,
            "children": [],
        }
        (made[node.parent.chapter.id]["children"] if node.parent else top).append(made[chapter.id])
    return top


@commands.command(help=words(message("Write a register into an Excel or CSV file, or load such a file into it.")))
@click.argument("library", type=_PATH)
@click.argument("name")
@click.option("--out", type=_PATH, metavar="FILE.xlsx|.csv", help=words(message("The file to write.")))
@click.option(
    "--load", "source", type=_PATH, metavar="FILE.xlsx|.csv", help=words(message("The file to load; rows that do not fit are refused and told."))
)
@click.option("--year", type=int, metavar="YYYY", help=words(message("The report's year; the newest if left out.")))
@click.option("--blank", is_flag=True, help=words(message("Write a blank form to be filled in.")))
@click.option("--merge", is_flag=True, help=words(message("Merge the cells of a workbook that are the same as the one above.")))
@click.option("--json", "as_json", is_flag=True, help=words(message("Print JSON.")))
def table(library: Path, name: str, out: Path | None, source: Path | None, year: int | None, blank: bool, merge: bool, as_json: bool) -> int:
    """Write a register into a file, or load a file into it."""
    if (out is None) == (source is None):
        raise UsageError(message("Give either --out or --load."))
    with Session.open(library, read_only=source is None) as session:
        report_id = session.reports.of_year(year).id if year is not None or session.reports.all() else ""
        if out is not None:
            count = session.tables.export(name, out, report_id, merge, blank)
            if as_json:
                click.echo(json.dumps({"file": str(out), "rows": count}, ensure_ascii=False))
            _tell(message("“{path}” was written ({count} rows).", path=out, count=count))
        if source is None:
            return 0
        found = session.tables.preview(name, source, report_id)
        session.tables.load(found, report_id)
    return _tell_loaded(found, as_json)


def _tell_loaded(found: Preview, as_json: bool) -> int:
    """Print what was loaded and what was refused; returns the exit code."""
    from qi_desktop.interchange.table_import import RowState

    labels = {column.name: column.label["zh"] for column in found.register.columns}
    counts = {state.value: found.count(state) for state in RowState}
    refused = [
        {"line": row.line, "cells": [{"column": column, "reason": words(why)} for column, why in row.problems.items()]}
        for row in found.rows
        if row.state is RowState.REFUSED
    ]
    remarks = list(found.remarks)
    if found.shares:
        headings = "、".join(found.shares)
        remarks.append(message("“{headings}”: nothing above 1 stands there; 0.915 was read as 91.5 %. Else write 0.915% there.", headings=headings))
    if as_json:
        click.echo(
            json.dumps(
                {
                    "register": found.register.name,
                    **counts,
                    "refused": refused,
                    "ignored": found.ignored,
                    "remarks": [words(remark) for remark in remarks],
                },
                ensure_ascii=False,
                indent=1,
            )
        )
    for remark in remarks:
        _tell(remark)
    if found.ignored:
        _tell(message("No column of the register is meant by: {headings}.", headings="、".join(found.ignored[:_MOST_TOLD])))
    for row in [row for row in found.rows if row.state is RowState.REFUSED][:_MOST_TOLD]:
        for column, why in row.problems.items():
            _tell(message("Line {line}, {column}: {reason}", line=row.line, column=labels.get(column, column), reason=words(why)))
    _tell(message("{new} rows are new, {changed} were changed, {unchanged} were there already, {refused} were refused.", **counts))
    return 1 if counts["refused"] else 0


@commands.command("import", help=words(message("Take the chapters of a Word or text file over into a report; a library that is not there is made.")))
@click.argument("source", type=_PATH, metavar="SOURCE.docx|.txt")
@click.argument("library", type=_PATH)
@click.option("--year", type=click.IntRange(1900, 9999), metavar="YYYY", help=words(message("The report's year; the newest if left out.")))
@click.option("--json", "as_json", is_flag=True, help=words(message("Print JSON.")))
@_without_collector()
def import_report(source: Path, library: Path, year: int | None, as_json: bool) -> int:
    """Take a Word or text file over."""
    from qi_desktop.session import importing

    with _Bar(words(message("Reading the file"))) as bar:
        incoming = importing.read(source, bar.update)
    with Session.open(library) if library.exists() else Session.create(library) as session:
        years = [report.year for report in session.reports.all()]
        if not years or (year is not None and year not in years):
            session.reports.new(year or date.today().year, with_chapters=False)
        importing.take(session, session.reports.of_year(year).id, incoming)
    return _tell_imported(incoming, as_json)


def _tell_imported(incoming: IncomingReport, as_json: bool) -> int:
    """Print what was taken over, what is simpler than it was, and what is missing; returns the exit code."""
    told = [{"kind": remark.kind, "place": remark.place, "why": words(remark.why)} for remark in incoming.remarks]
    lost = [remark.lost for remark in incoming.remarks]
    if as_json:
        lists = {"simplified": [one for one, is_lost in zip(told, lost, strict=True) if not is_lost]}
        lists["skipped"] = [one for one, is_lost in zip(told, lost, strict=True) if is_lost]
        click.echo(json.dumps({"found": dict(incoming.found), "imported": dict(incoming.imported), **lists}, ensure_ascii=False, indent=1))
    for remark in incoming.remarks:
        _tell(message("{place}: {why}", place=remark.place, why=remark.why) if remark.place else remark.why)
    _tell(message("{chapters} chapters were taken over from “{name}”.", chapters=len(incoming.chapters), name=incoming.name))
    return 1 if any(lost) else 0


@commands.command(help=words(message("Write everything a library holds as JSON.")))
@click.argument("library", type=_PATH)
@click.option("--out", type=_PATH, metavar="FILE.json", help=words(message("The file to write; standard output if left out.")))
def dump(library: Path, out: Path | None) -> None:
    """Write everything a library holds as JSON."""
    from qi_desktop.session import portable

    with Session.open(library, read_only=True) as session:
        if out is None:
            click.echo(portable.dump(session), nl=False)
        else:
            portable.write_dump(session, out)
            _tell(message("“{path}” was written.", path=out))
        count = sum(len(session.snapshots.of_report(report.id)) for report in session.reports.all())
    if count:
        _tell(message("The versions kept in the library ({count}) do not go into the JSON; to keep them too, copy the library's file.", count=count))


@commands.command(help=words(message("Make a library from the JSON of “dump”.")))
@click.argument("source", type=_PATH, metavar="FILE.json")
@click.argument("library", type=_PATH)
def load(source: Path, library: Path) -> None:
    """Make a library from JSON."""
    Session.load(source, library).close()
    _tell(message("“{path}” was made.", path=library))


@commands.command(help=words(message("Make a report of another year from one: its chapters and texts, and the facts to be confirmed.")))
@click.argument("library", type=_PATH)
@click.option("--from", "before", type=int, metavar="YYYY", help=words(message("The report to begin from; the newest if left out.")))
@click.option(
    "--to", "year", type=click.IntRange(1900, 9999), metavar="YYYY", help=words(message("The new report's year; the next one if left out."))
)
def rollover(library: Path, before: int | None, year: int | None) -> None:
    """Make next year's report from last year's."""
    with Session.open(library) as session:
        old = session.reports.of_year(before)
        made = session.reports.get(session.reports.roll_over(old.id, year or old.year + 1).created)
    _tell(message("The report of {year} was made from that of {before}; its facts are to be confirmed.", year=made.year, before=old.year))


@commands.command(help=words(message("Check that a library is sound.")))
@click.argument("library", type=_PATH)
def verify(library: Path) -> None:
    """Check that a library is sound."""
    from qi_desktop.session import portable

    try:
        with Session.open(library, read_only=True) as session:
            problems = portable.problems(session)
    except DamagedError as error:
        from qi_desktop.session import recovery

        problems = [recovery.damage(library) or error.message]
    for problem in problems:
        _tell(problem)
    if problems:
        raise DamagedError(
            message(
                "“{name}” is damaged; open one of its backups, or make a new library of what can be read with “qi-desktop recover {name} NEW.qid”. "
                "The damaged file is left as it is.",
                name=library.name,
            )
        )
    _tell(message("“{path}” is sound.", path=library))


@commands.command(help=words(message("Make a new library of what can be read of a damaged one, and tell what is lost.")))
@click.argument("damaged", type=_PATH, metavar="DAMAGED.qid")
@click.argument("library", type=_PATH, metavar="NEW.qid")
def recover(damaged: Path, library: Path) -> None:
    """Make a library of a damaged one."""
    from qi_desktop.session import recovery

    with _Bar(words(message("Recovering"))) as bar:
        result = recovery.recover(damaged, library, bar.update)
    for sentence in (result.kept, *result.lost):
        _tell(sentence)
    _tell(message("“{path}” was made.", path=library))


@commands.command(help=words(message("Write a sound copy of a library, also while it is open.")))
@click.argument("library", type=_PATH)
@click.argument("out", type=_PATH, metavar="OUT.qid")
def backup(library: Path, out: Path) -> None:
    """Write a sound copy of a library."""
    with Session.open(library, read_only=True) as session:
        session.library.copy_to(out)
    _tell(message("“{path}” was written.", path=out))


class _Bar:
    """A progress bar on a terminal, nothing elsewhere."""

    def __init__(self, label: str) -> None:
        self._bar = click.progressbar(length=1000, label=label, file=sys.stderr, hidden=not sys.stderr.isatty())
        self._done = 0

    def __enter__(self) -> _Bar:
        self._bar.__enter__()
        return self

    def __exit__(self, *details: object) -> None:
        self._bar.render_finish()

    def update(self, done: int, total: int) -> None:
        """Show how much is done."""
        share = 1000 * done // max(total, 1)
        self._bar.update(share - self._done)
        self._done = share


# --- errors ----------------------------------------------------------------------------------------------------------------------------------


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code. Never raises: what is unforeseen is written to a crash report and told in one sentence."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure: Callable[..., None] | None = getattr(stream, "reconfigure", None)
        if reconfigure:  # JSON is UTF-8 everywhere; a console that cannot show a character shows a stand-in
            reconfigure(encoding="utf-8" if not stream.isatty() else None, errors="backslashreplace")
    try:
        result = commands.main(args=list(arguments) if arguments is not None else None, prog_name="qi-desktop", standalone_mode=False)
    except QiError as error:
        _tell(error.message)
        return error.exit_code
    except click.UsageError as error:
        _tell(_usage(error))
        return 2
    except (click.Abort, KeyboardInterrupt):
        _tell(CancelledError(message("Cancelled; nothing was changed.")).message)
        return _CONTINUE_AFTER_INTERRUPT
    except BrokenPipeError:
        sys.stderr.close()  # the reader went away: there is nobody left to tell
        return WriteError.exit_code
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else 1
    except Exception as error:
        return _crash(error)
    return result if isinstance(result, int) else 0


def _usage(error: click.UsageError) -> Message:
    """What is wrong with the arguments, and where help is."""
    command = error.ctx.command_path if error.ctx else "qi-desktop"
    match error:
        case click.NoSuchOption():
            return message("There is no option “{name}”; “{command} --help” lists them.", name=error.option_name, command=command)
        case click.MissingParameter() if error.param is not None:
            name = error.param.make_metavar(error.ctx) if error.ctx else error.param.name
            return message("“{name}” is missing; “{command} --help” shows how to call it.", name=name, command=command)
        case click.BadParameter() if error.param is not None:
            name = error.param.opts[0] if error.param.opts else error.param.name
            return message("The value of “{name}” does not fit; “{command} --help” shows what it may be.", name=name, command=command)
    return message("The command has arguments that do not fit; “{command} --help” shows how to call it.", command=command)


def _crash(error: Exception) -> int:
    """A bug: keep the details for those who can mend it, and tell the user where they are."""
    place = paths.logs() / "crash.log"
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        with place.open("a", encoding="utf-8") as file:
            file.write(crash.describe(type(error), error.__traceback__) + "\n")
    except OSError:
        _tell(message("The program made a mistake and stopped; your library is as it was. Please report it."))
    else:
        _tell(message("The program made a mistake and stopped; your library is as it was. Please report it with the file “{path}”.", path=place))
    return 1
