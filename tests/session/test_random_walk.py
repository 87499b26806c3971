"""A random walk over all verbs: undoing everything gives back the beginning byte for byte, redoing everything the end."""

from __future__ import annotations

import inspect
import random
import shutil
import tempfile
from collections.abc import Generator
from pathlib import Path
from typing import Any, ClassVar
from unittest.mock import patch

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from qi_desktop.core import identifiers
from qi_desktop.core.errors import ContentError, NotFoundError, RefusedError
from qi_desktop.core.model import Block, BlockKind, Chapter, ChapterStatus, Field, Matter, OwnRegister, ReportStatus, Requirement, Row, Style
from qi_desktop.core.queries import Query, What
from qi_desktop.core.search import Query as Wanted
from qi_desktop.core.search import Search
from qi_desktop.session import CellChange, Draft, Session, portable
from tests.strategies import attributes, formatted, texts

picks = st.lists(st.integers(0, 10**6), min_size=1, max_size=3)
pick = st.integers(0, 10**6)
places = st.one_of(st.sampled_from([None, ""]), pick)
REGISTERS = ("standards_drafted", "product_certificates", "quality_targets", "facts")


class Walk(RuleBasedStateMachine):
    """One library, and whatever a user may do to it. What makes no sense at the moment is refused, and changes nothing."""

    start: ClassVar[Path]

    @initialize()
    def open(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="qi-walk-"))
        self.path = self.folder / "a.qid"
        shutil.copy(self.start, self.path)
        # Names of rows come in the same order on every run: things are picked by their place among the names.
        self.names = patch.object(identifiers, "urandom", random.Random(0).randbytes)
        self.names.start()
        self.session = Session.open(self.path, author="李工")
        while self.session.undo():
            pass
        self.first = portable.dump(self.session)
        while self.session.redo():
            pass

    def act(self, verb: str, *arguments: Any, **named: Any) -> None:
        """Carry out a verb such as `chapters.move`."""
        group, _, name = verb.partition(".")
        before = self.session.library.next_to_undo()
        try:
            answer = getattr(getattr(self.session, group), name)(*arguments, **named)
            if isinstance(answer, Generator):
                answer = self.end_of(answer)
        except (RefusedError, NotFoundError, ContentError):
            assert self.session.library.next_to_undo() == before
            return
        changes = getattr(answer, "changes", answer)
        after = self.session.library.next_to_undo()
        assert bool(changes) == bool(changes.operation)
        if changes.operation in [operation.id for operation in self.session.history(5)]:  # typing back to the beginning removes its step
            assert after is not None
            assert after.id == changes.operation

    @staticmethod
    def end_of(steps: Generator[Any, None, Any]) -> Any:
        """What a verb that works step by step returns in the end."""
        while True:
            try:
                next(steps)
            except StopIteration as end:
                return end.value

    def ids(self, kind: type[Any]) -> list[str]:
        return [item.id for item in self.session.repository.all(kind)] or ["0" * 12]

    def some(self, kind: type[Any], numbers: list[int]) -> list[str]:
        known = self.ids(kind)
        return [known[number % len(known)] for number in numbers]

    def one(self, kind: type[Any], number: int | str | None) -> Any:
        return self.some(kind, [number])[0] if isinstance(number, int) else number

    def report(self, number: int) -> str:
        reports = self.session.reports.all()
        return reports[number % len(reports)].id

    # --- company, reports, files ---

    @rule(name=texts, phone=texts)
    def change_company(self, name: str, phone: str) -> None:
        self.act("company.change", name=name, phone=phone)

    @rule(year=st.integers(2023, 2027), template=st.sampled_from(["blank", "outline-2013"]), title=texts)
    def new_report(self, year: int, template: str, title: str) -> None:
        self.act("reports.new", year, template, title=title)

    @rule(number=pick, year=st.integers(2023, 2027))
    def roll_over_report(self, number: int, year: int) -> None:
        self.act("reports.roll_over", self.report(number), year)

    @rule(number=pick, year=st.integers(2023, 2027), scope=texts, status=st.sampled_from(ReportStatus))
    def change_report(self, number: int, year: int, scope: str, status: ReportStatus) -> None:
        self.act("reports.change", self.report(number), year=year, scope=scope, status=status)

    @rule(name=texts, data=st.binary(max_size=30))
    def add_asset(self, name: str, data: bytes) -> None:
        self.act("assets.add", name, data)

    # --- style sheets ---

    @rule(base=st.sampled_from(["book", "official", "screen"]), name=texts)
    def copy_style(self, base: str, name: str) -> None:
        self.act("styles.add", base, name)

    @rule(number=pick, name=texts, margin=st.floats(0, 100))
    def change_style(self, number: int, name: str, margin: float) -> None:
        self.act("styles.change", self.one(Style, number), name, {"page": {"margin_left": margin}})

    @rule(number=pick)
    def remove_style(self, number: int) -> None:
        self.act("styles.remove", self.one(Style, number))

    @rule(number=pick, style=pick)
    def set_in_style(self, number: int, style: int) -> None:
        self.act("reports.change", self.report(number), style=self.one(Style, style))

    # --- fields ---

    @rule(name=texts, what=st.sampled_from(What), column=texts)
    def add_field(self, name: str, what: What, column: str) -> None:
        self.act("fields.add", name, Query("facts", what, column))

    @rule(number=pick, name=texts, value=texts, source=texts)
    def enter_value(self, number: int, name: str, value: str, source: str) -> None:
        self.act("fields.enter", self.report(number), name, value, source=source)

    @rule(number=pick, name=texts)
    def rename_field(self, number: int, name: str) -> None:
        self.act("fields.change", self.one(Field, number), name)

    @rule(number=pick)
    def remove_field(self, number: int) -> None:
        self.act("fields.remove", self.one(Field, number))

    # --- chapters ---

    @rule(number=pick, title=texts, parent=st.one_of(st.just(""), pick), after=places, matter=st.sampled_from([None, *Matter]))
    def add_chapter(self, number: int, title: str, parent: int | str, after: int | str | None, matter: Matter | None) -> None:
        self.act("chapters.add", self.report(number), title, self.one(Chapter, parent), self.one(Chapter, after), matter)

    @rule(number=pick, title=texts)
    def rename_chapter(self, number: int, title: str) -> None:
        self.act("chapters.rename", self.one(Chapter, number), title)

    @rule(
        number=pick, status=st.sampled_from(ChapterStatus), requirement=st.sampled_from(Requirement), guidance=texts, matter=st.sampled_from(Matter)
    )
    def change_chapter(self, number: int, status: ChapterStatus, requirement: Requirement, guidance: str, matter: Matter) -> None:
        self.act("chapters.change", self.one(Chapter, number), status=status, requirement=requirement, guidance=guidance, matter=matter)

    @rule(numbers=picks, parent=st.one_of(st.just(""), pick), after=places, matter=st.sampled_from([None, *Matter]))
    def move_chapters(self, numbers: list[int], parent: int | str, after: int | str | None, matter: Matter | None) -> None:
        self.act("chapters.move", self.some(Chapter, numbers), self.one(Chapter, parent), self.one(Chapter, after), matter)

    @rule(number=pick, verb=st.sampled_from(["chapters.promote", "chapters.demote", "chapters.restore"]))
    def shift_chapter(self, number: int, verb: str) -> None:
        self.act(verb, self.one(Chapter, number))

    @rule(numbers=picks)
    def delete_chapters(self, numbers: list[int]) -> None:
        self.act("chapters.delete", self.some(Chapter, numbers))

    # --- blocks ---

    @rule(number=pick, kind=st.sampled_from(BlockKind), text=formatted, values=attributes, after=places)
    def add_block(self, number: int, kind: BlockKind, text: Any, values: dict[str, Any], after: int | str | None) -> None:
        self.act("blocks.add", self.one(Chapter, number), kind, text, values, self.one(Block, after))

    @rule(number=pick, text=formatted)
    def edit_block(self, number: int, text: Any) -> None:
        self.act("blocks.edit", self.one(Block, number), text)

    @rule(number=pick, position=st.integers(0, 20))
    def split_block(self, number: int, position: int) -> None:
        self.act("blocks.split", self.one(Block, number), position)

    @rule(number=pick)
    def join_block(self, number: int) -> None:
        self.act("blocks.join", self.one(Block, number))

    @rule(numbers=picks, chapter=pick, after=places)
    def move_blocks(self, numbers: list[int], chapter: int, after: int | str | None) -> None:
        self.act("blocks.move", self.some(Block, numbers), self.one(Chapter, chapter), self.one(Block, after))

    @rule(numbers=picks)
    def delete_blocks(self, numbers: list[int]) -> None:
        self.act("blocks.delete", self.some(Block, numbers))

    @rule(number=pick, order=st.randoms(), text=formatted, merge=st.booleans())
    def write_chapter(self, number: int, order: Any, text: Any, merge: bool) -> None:
        chapter = self.one(Chapter, number)
        drafts = [Draft(block.id, block.kind, block.text, block.attributes) for block in self.session.blocks.of_chapter(chapter)]
        wanted = [*order.sample(drafts, order.randint(0, len(drafts))), Draft("", BlockKind.PARAGRAPH, text)]
        self.act("blocks.write", chapter, wanted, merge)

    @rule(numbers=picks, text=formatted)
    def rewrite_blocks(self, numbers: list[int], text: Any) -> None:
        blocks = [self.session.blocks.get(block) for block in self.some(Block, numbers) if block != "0" * 12]
        if blocks:
            drafts = [Draft(block.id, block.kind, text, block.attributes) for block in blocks]
            self.act("blocks.rewrite", blocks[0].chapter_id, drafts)

    # --- rows ---

    @rule(
        register=st.sampled_from(REGISTERS),
        cells=st.lists(st.dictionaries(st.sampled_from(["number", "title", "name"]), texts), max_size=3),
        after=places,
    )
    def add_rows(self, register: str, cells: list[dict[str, str]], after: int | str | None) -> None:
        self.act("rows.add", register, cells, self.report(0), after=self.one(Row, after))

    @rule(parent=pick, number=texts)
    def add_child_row(self, parent: int, number: str) -> None:
        self.act("rows.add", "certificate_models", [{"number": number}], parent_id=self.one(Row, parent))

    @rule(numbers=picks, column=st.sampled_from(["number", "title"]), text=texts)
    def change_rows(self, numbers: list[int], column: str, text: str) -> None:
        self.act("rows.change", [CellChange(row, column, text) for row in self.some(Row, numbers)])

    @rule(numbers=picks, after=places)
    def move_rows(self, numbers: list[int], after: int | str | None) -> None:
        self.act("rows.move", self.some(Row, numbers), self.one(Row, after))

    @rule(numbers=picks)
    def delete_rows(self, numbers: list[int]) -> None:
        self.act("rows.delete", self.some(Row, numbers))

    @rule(numbers=picks)
    def fill_down(self, numbers: list[int]) -> None:
        self.act("rows.fill_down", self.some(Row, numbers), "number")

    @rule(numbers=picks, cells=st.lists(st.dictionaries(st.sampled_from(["number", "title"]), texts), max_size=2), text=texts)
    def paste_rows(self, numbers: list[int], cells: list[dict[str, str]], text: str) -> None:
        row = self.some(Row, numbers)[0]
        register = next((found.register for found in self.session.repository.all(Row) if found.id == row), REGISTERS[0])
        self.act("rows.paste", register, [CellChange(row, "title", text)], cells, self.report(0))

    @rule(numbers=picks)
    def duplicate_rows(self, numbers: list[int]) -> None:
        self.act("rows.duplicate", self.some(Row, numbers))

    @rule(number=pick, name=texts, data=st.binary(max_size=30))
    def attach_to_row(self, number: int, name: str, data: bytes) -> None:
        self.act("rows.attach", self.one(Row, number), "scan", name, data)

    @rule(register=st.sampled_from(REGISTERS), cells=st.lists(st.sampled_from(["GB/T 1", "甲", "2024-01-02", "", "同上"]), min_size=1, max_size=6))
    def load_table(self, register: str, cells: list[str]) -> None:
        report = self.report(0)
        columns = [column.label["zh"] for column in self.session.registers[register].stored][: len(cells)]
        source = self.folder / "table.csv"
        source.write_text(",".join(columns) + "\n" + ",".join(cells[: len(columns)]) + "\n", "utf-8-sig")
        for verb in ("tables.load", "tables.loading"):
            preview = self.session.tables.preview(register, source, report)
            self.act(verb, preview, report)

    # --- registers and columns of one's own ---

    @rule(name=texts, labels=st.lists(texts, max_size=3), yearly=st.booleans())
    def add_register(self, name: str, labels: list[str], yearly: bool) -> None:
        self.act("own_registers.add", name, [{"label": label} for label in labels], yearly)

    @rule(number=pick, name=texts)
    def rename_register(self, number: int, name: str) -> None:
        self.act("own_registers.rename", self.one(OwnRegister, number), name)

    @rule(number=pick)
    def remove_register(self, number: int) -> None:
        self.act("own_registers.remove", self.one(OwnRegister, number))

    @rule(number=pick, label=texts, kind=st.sampled_from(["text", "date", "choice", "number"]), change=st.booleans(), shipped=st.booleans())
    def write_column(self, number: int, label: str, kind: str, change: bool, shipped: bool) -> None:
        register = REGISTERS[0] if shipped else self.one(OwnRegister, number)
        column = {"label": label, "type": kind, "choices": ["甲"]}
        if change:
            self.act("own_registers.change_column", register, self.own_column(register, number), column)
        else:
            self.act("own_registers.add_column", register, column)

    @rule(number=pick, steps=st.integers(-3, 3), shipped=st.booleans())
    def move_column(self, number: int, steps: int, shipped: bool) -> None:
        register = REGISTERS[0] if shipped else self.one(OwnRegister, number)
        self.act("own_registers.move_column", register, self.own_column(register, number), steps)

    @rule(number=pick, shipped=st.booleans())
    def remove_column(self, number: int, shipped: bool) -> None:
        register = REGISTERS[0] if shipped else self.one(OwnRegister, number)
        self.act("own_registers.remove_column", register, self.own_column(register, number))

    def own_column(self, register: str, number: int) -> str:
        declared = self.session.registers.get(register)
        names = [column.name for column in declared.columns if column.name.startswith("own_")] if declared else []
        return names[number % len(names)] if names else "own_"

    # --- all over the report ---

    @rule(number=pick, word=st.sampled_from(["甲", "a", "1", "标准"]), new=texts)
    def replace_text(self, number: int, word: str, new: str) -> None:
        report = self.report(number)
        pages = self.session.search.texts(report)
        for _ in pages.read():
            pass
        hits = [hit for hit in pages.hits(Search(Wanted(word), new)) if hit]
        self.act("search.replace", report, hits)

    @rule(number=pick, back=st.integers(0, 6))
    def restore_text(self, number: int, back: int) -> None:
        history = self.session.history(10)
        self.act("past.restore", self.one(Chapter, number), history[min(back, len(history) - 1)].id)

    @rule(number=pick, key=st.sampled_from(["book", "official", "own"]), margin=st.integers(10, 40), name=texts)
    def use_style(self, number: int, key: str, margin: int, name: str) -> None:
        key = self.one(Style, 0) if key == "own" else key
        try:
            settings = dict(self.session.styles.settings(key))
        except (NotFoundError, ContentError):
            return
        settings["page"] = {**settings.get("page", {}), "margin_left": float(margin)}
        self.act("styles.use", self.report(number), key, settings, name)

    # --- findings ---

    @rule(number=pick, count=st.integers(1, 4), reason=texts)
    def dismiss_findings(self, number: int, count: int, reason: str) -> None:
        report = self.report(number)
        self.act("checks.dismiss", report, self.session.checks.all(report)[:count], reason)

    @rule(number=pick, count=st.integers(1, 4))
    def restore_findings(self, number: int, count: int) -> None:
        report = self.report(number)
        self.act("checks.restore", report, [finding for finding, _ in self.session.checks.read(report).dismissed()[:count]])

    # --- back, forth, and out of the door ---

    @rule(count=st.integers(1, 4))
    def undo(self, count: int) -> None:
        for _ in range(count):
            self.session.undo()

    @rule(count=st.integers(1, 4))
    def redo(self, count: int) -> None:
        for _ in range(count):
            self.session.redo()

    @rule()
    def reopen(self) -> None:
        self.session.close()
        self.session = Session.open(self.path, author="李工")

    def teardown(self) -> None:
        if not hasattr(self, "session"):
            return
        try:
            self.check()
        finally:
            self.names.stop()
            self.session.close()
            shutil.rmtree(self.folder)

    def check(self) -> None:
        while self.session.redo():
            pass
        last = portable.dump(self.session)
        assert [str(problem) for problem in portable.problems(self.session)] == []
        while self.session.undo():
            pass
        assert portable.dump(self.session) == self.first
        self.reopen()
        while self.session.redo():
            pass
        assert portable.dump(self.session) == last
        assert [str(problem) for problem in portable.problems(self.session)] == []
        self.reopen()
        while self.session.undo():
            pass
        assert portable.dump(self.session) == self.first


def verbs_that_change() -> set[str]:
    """Every public function of a session's groups of verbs that answers with Changes, or with a value that holds them."""
    found = set()
    with tempfile.TemporaryDirectory() as folder, Session.create(Path(folder) / "a.qid") as session:
        groups = {name for name in (*vars(session), *vars(Session)) if type(getattr(session, name, None)).__name__.endswith("Verbs")}
        for group in groups:
            kind = type(getattr(session, group))
            for name, function in inspect.getmembers(kind, inspect.isfunction):
                answer = str(inspect.signature(function).return_annotation)
                value = vars(inspect.getmodule(kind)).get(answer)
                if not name.startswith("_") and (answer.endswith(("Changes", "Changes]")) or "changes" in getattr(value, "__annotations__", ())):
                    found.add(f"{group}.{name}")
    return found


def test_no_verb_is_left_out_of_the_walk() -> None:
    verbs = verbs_that_change()
    assert {"chapters.move", "search.replace", "tables.load", "past.restore"} < verbs
    walked = inspect.getsource(Walk)
    assert [verb for verb in sorted(verbs) if f'"{verb}"' not in walked] == []


def test_undoing_everything_gives_back_the_beginning_and_redoing_everything_the_end(tmp_path_factory: Any) -> None:
    Walk.start = tmp_path_factory.mktemp("walk") / "start.qid"
    with Session.create(Walk.start, company="某仪表有限公司", template="blank", year=2025) as session:
        report = session.reports.of_year().id
        chapter = session.chapters.add(report, "一").created
        for text in ("甲乙丙", "丁"):
            session.blocks.add(chapter, text=())
            session.rows.add("standards_drafted", [{"number": text}], report)
    # Without shrinking, which takes minutes here: the steps that are printed are enough to walk the way again.
    phases = [phase for phase in Phase if phase is not Phase.shrink]
    quick = settings(max_examples=20, stateful_step_count=40, deadline=None, suppress_health_check=list(HealthCheck), phases=phases)
    Walk.TestCase.settings = settings(quick, max_examples=400) if settings().max_examples >= 1000 else quick
    Walk.TestCase("runTest").runTest()
