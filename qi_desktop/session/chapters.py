"""Verbs on chapters: add, rename, change, move, promote, demote, delete, restore."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

from qi_desktop.core import outline
from qi_desktop.core.changes import Changes
from qi_desktop.core.errors import RefusedError
from qi_desktop.core.identifiers import new_id
from qi_desktop.core.messages import message
from qi_desktop.core.model import Chapter, ChapterStatus, Matter, Report, Requirement
from qi_desktop.core.outline import Node
from qi_desktop.core.richtext import clean
from qi_desktop.session.access import Access, ranks_after, ranks_of_moved


class ChapterVerbs:
    """One method per act on the chapter tree; each is one undo step. All raise NotFoundError for an unknown id."""

    def __init__(self, access: Access) -> None:
        self._library = access.library
        self._repository = access.repository

    # --- reading ---

    def get(self, chapter_id: str) -> Chapter:
        """The chapter of that id."""
        return self._repository.get(Chapter, chapter_id)

    def tree(self, report_id: str) -> list[Node]:
        """The chapters in use as trees in reading order."""
        return outline.build(self._repository.chapters(report_id))

    def bin(self, report_id: str) -> list[Chapter]:
        """The deleted chapters that can be restored, the last deleted first. Chapters deleted together with their parent are not listed."""
        deleted = [chapter for chapter in self._repository.chapters(report_id) if chapter.deleted]
        return sorted(deleted, key=lambda chapter: (chapter.deleted, chapter.id), reverse=True)

    # --- writing ---

    def add(
        self, report_id: str, title: str, parent_id: str = "", after: str | None = None, matter: Matter | None = None, guidance: str = ""
    ) -> Changes:
        """A new chapter under `parent_id` ("" for the top), behind the sibling `after` ("" for the front, None for the end).

        At the top its matter is `matter`, else that of `after`, else the body's; `created` of the result is its id.
        """
        self._repository.get(Report, report_id)
        self._check_parent(report_id, parent_id)
        siblings = self._repository.siblings(report_id, parent_id)
        if matter is None:
            matter = self._matter_beside(parent_id, siblings, after)
        with self._library.operation("chapter.add", _line(title)) as running:
            running.created = new_id()
            (rank,) = ranks_after(siblings, after)
            self._repository.insert(Chapter(running.created, report_id, parent_id, rank, _line(title), matter, guidance=guidance))
        return running.changes

    def _check_parent(self, report_id: str, parent_id: str) -> None:
        if parent_id and self.get(parent_id).report_id != report_id:
            raise RefusedError(message("A chapter cannot be placed in another report; choose a place in its own."))

    def _matter_beside(self, parent_id: str, siblings: Sequence[Chapter], after: str | None) -> Matter:
        if parent_id:
            return self._matter_of(self.get(parent_id))
        return next((sibling.matter for sibling in siblings if sibling.id == after), Matter.BODY)

    def _matter_of(self, chapter: Chapter) -> Matter:
        """The matter of the top chapter that the chapter stands under: what is stored below the top may be older."""
        seen: set[str] = set()
        while chapter.id not in seen and self._repository.exists(Chapter, chapter.parent_id):
            seen.add(chapter.id)
            chapter = self.get(chapter.parent_id)
        return chapter.matter

    def rename(self, chapter_id: str, title: str) -> Changes:
        """Give a chapter another title. Raises RefusedError for a final one."""
        chapter = self.get(chapter_id)
        _check_open([chapter])
        with self._library.operation("chapter.rename", chapter.title) as running:
            self._repository.update(replace(chapter, title=_line(title)))
        return running.changes

    def change(
        self,
        chapter_id: str,
        *,
        status: ChapterStatus | None = None,
        department: str | None = None,
        due_date: str | None = None,
        requirement: Requirement | None = None,
        guidance: str | None = None,
        matter: Matter | None = None,
    ) -> Changes:
        """Change what is known of a chapter; what is None stays."""
        chapter = self.get(chapter_id)
        given = {
            "status": status,
            "department": department,
            "due_date": due_date,
            "requirement": requirement,
            "guidance": guidance,
            "matter": matter,
        }
        changed = replace(chapter, **{name: value for name, value in given.items() if value is not None})  # type: ignore[arg-type]
        with self._library.operation("chapter.change", chapter.title) as running:
            self._repository.update(changed)
        return running.changes

    def move(self, chapter_ids: Sequence[str], parent_id: str, after: str | None = None, matter: Matter | None = None) -> Changes:
        """Place chapters, with all below them, under `parent_id` behind `after`.

        Raises RefusedError for a move into a chapter itself, and of final ones.
        """
        return self._place("chapter.move", chapter_ids, parent_id, after, matter)

    def promote(self, chapter_id: str) -> Changes:
        """One level up: behind its parent. Raises RefusedError at the top."""
        chapter = self.get(chapter_id)
        if not chapter.parent_id:
            raise RefusedError(message("“{title}” already stands at the highest level.", title=chapter.title))
        parent = self.get(chapter.parent_id)
        return self._place("chapter.promote", [chapter_id], parent.parent_id, parent.id, None)

    def demote(self, chapter_id: str) -> Changes:
        """One level down: the last one below the chapter before it. Raises RefusedError if there is none."""
        chapter = self.get(chapter_id)
        siblings = [
            sibling
            for sibling in self._repository.siblings(chapter.report_id, chapter.parent_id)
            if not sibling.deleted and (chapter.parent_id or sibling.matter is chapter.matter)
        ]
        position = next((index for index, sibling in enumerate(siblings) if sibling.id == chapter_id), 0)
        if position == 0:
            raise RefusedError(message("There is no chapter before “{title}” that it could belong to.", title=chapter.title))
        return self._place("chapter.demote", [chapter_id], siblings[position - 1].id, None, None)

    def _place(self, verb: str, chapter_ids: Sequence[str], parent_id: str, after: str | None, matter: Matter | None) -> Changes:
        moving = [self.get(chapter_id) for chapter_id in dict.fromkeys(chapter_ids)]
        if not moving:
            return Changes()
        report_id = moving[0].report_id
        if any(chapter.report_id != report_id for chapter in moving):
            raise RefusedError(message("Chapters of several reports cannot be moved together; move those of one report."))
        _check_open(moving)
        self._check_parent(report_id, parent_id)
        everything = self._repository.chapters(report_id)
        parents = {chapter.id: chapter.parent_id for chapter in everything}
        chosen = {chapter.id for chapter in moving}
        # A chapter chosen together with one above it travels inside that one.
        moving = [chapter for chapter in moving if chosen.isdisjoint(outline.path_up(parents, chapter.parent_id))]
        above = set(outline.path_up(parents, parent_id))
        for chapter in moving:
            if chapter.id in above:
                raise RefusedError(message("“{title}” cannot be moved into itself; choose another place.", title=chapter.title))
        siblings = self._repository.siblings(report_id, parent_id)
        if matter is None:
            matter = self._matter_beside(parent_id, siblings, after) if parent_id or after else self._matter_of(moving[0])
        with self._library.operation(verb, _titles(moving)) as running:
            places = ranks_of_moved(siblings, moving, after)
            for chapter, rank in zip(moving, places, strict=True):
                self._repository.update(replace(chapter, parent_id=parent_id, rank=rank, matter=matter))
        return running.changes

    def delete(self, chapter_ids: Sequence[str]) -> Changes:
        """Put chapters, with all below them, into the bin. Raises RefusedError when one of them is final."""
        chapters = [chapter for chapter_id in dict.fromkeys(chapter_ids) if not (chapter := self.get(chapter_id)).deleted]
        for report_id in dict.fromkeys(chapter.report_id for chapter in chapters):
            _check_open(self._with_all_below(chapters, report_id))
        now = datetime.now(UTC).isoformat(timespec="milliseconds")
        with self._library.operation("chapter.delete", _titles(chapters)) as running:
            for chapter in chapters:
                self._repository.update(replace(chapter, deleted=now))
        return running.changes

    def _with_all_below(self, chapters: Sequence[Chapter], report_id: str) -> list[Chapter]:
        """The chapters in use that are these or stand below them."""
        chosen = {chapter.id for chapter in chapters}
        everything = self._repository.chapters(report_id)
        parents = {chapter.id: chapter.parent_id for chapter in everything}
        return [chapter for chapter in everything if not chapter.deleted and not chosen.isdisjoint(outline.path_up(parents, chapter.id))]

    def restore(self, chapter_id: str) -> Changes:
        """Bring a chapter and all below it back from the bin to its place; at the top if its parent is in the bin itself."""
        chapter = self.get(chapter_id)
        everything = self._repository.chapters(chapter.report_id)
        above = outline.path_up({other.id: other.parent_id for other in everything}, chapter_id)[1:]
        changed = replace(chapter, deleted="")
        with self._library.operation("chapter.restore", chapter.title) as running:
            if any(other.deleted for other in everything if other.id in above):
                (rank,) = ranks_after(self._repository.siblings(chapter.report_id, ""), None)
                changed = replace(changed, parent_id="", rank=rank, matter=self._matter_of(chapter))
            self._repository.update(changed)
        return running.changes


def _check_open(chapters: Sequence[Chapter]) -> None:
    for chapter in chapters:
        if chapter.status is ChapterStatus.FINAL:
            raise RefusedError(message("“{title}” is final; set it back to draft first.", title=chapter.title))


def _titles(chapters: Sequence[Chapter]) -> str:
    """What the history calls several chapters: the first, and how many others."""
    others = f" (+{len(chapters) - 1})" if len(chapters) > 1 else ""
    return f"{chapters[0].title}{others}" if chapters else ""


def _line(title: str) -> str:
    """A title is one line."""
    return " ".join(clean(title).split())
