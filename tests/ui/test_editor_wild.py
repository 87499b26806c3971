"""Wild typing: whatever is pressed in whatever order, the blocks stay sound, undo leads back, and a killed program has lost at most a second."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor

from qi_desktop.core import attributes, richtext
from qi_desktop.core.identifiers import is_id, new_id
from qi_desktop.core.model import BlockKind
from qi_desktop.core.richtext import Run, normalise
from qi_desktop.session import Draft, Session
from qi_desktop.ui import qtext
from tests.ui.editing import Desk, figure, item, paragraph

_KEYS = [
    Qt.Key.Key_Return,
    Qt.Key.Key_Backspace,
    Qt.Key.Key_Delete,
    Qt.Key.Key_Tab,
    Qt.Key.Key_Backtab,
    Qt.Key.Key_Left,
    Qt.Key.Key_Right,
    Qt.Key.Key_Up,
]
_CONTROL = [Qt.Key.Key_X, Qt.Key.Key_C, Qt.Key.Key_V, Qt.Key.Key_V, Qt.Key.Key_Backspace, Qt.Key.Key_Delete, Qt.Key.Key_Return]
_WORDS = ["质量", "1、", "（1）", "- ", "a b", "𠀀", "①"]
_ACTIONS = ["format_bold", "format_clear", "paragraph_heading", "paragraph_quote", "paragraph_body", "list_circled", "field_company_name"]
_HTML = ["<p>一<b>二</b></p><p>三</p>", "<ul><li>甲<li>乙</ul>", "<table><tr><th>年<tr><td>2017</table>", "<span>行内</span>"]


def _chapter() -> list[Draft]:
    view = Draft(new_id(), BlockKind.REGISTER_VIEW, (Run("台账"),), {"register": "standards_drafted"})
    fields = (Run("由"), Run("甲公司", field="company.name"), Run("甲公司", field="company.name"), Run("负责", bold=True), Run("", footnote="注"))
    return [
        paragraph(fields),
        figure(),
        item("项目"),
        item("", "circled", level=1),
        Draft(new_id(), BlockKind.PAGE_BREAK),
        paragraph("口号", role="slogan"),
        paragraph(),
        view,
    ]


def _assert_sound(desk: Desk) -> None:
    drafts = desk.drafts
    assert len({draft.id for draft in drafts}) == len(drafts)
    for draft, block in zip(drafts, qtext.blocks(desk.editor.area.document()), strict=False):
        assert is_id(draft.id)
        assert draft == qtext.draft_of(block)  # what is remembered is what stands there
        assert draft.text == normalise(draft.text)
        assert attributes.checked(draft.attributes) == draft.attributes
        assert (block.text() == qtext.OBJECT) == (draft.kind in qtext.OBJECT_KINDS)
        for run in draft.text:
            assert not run.field or run == Run("甲公司", field="company.name", bold=run.bold, italic=run.italic, underline=run.underline)
    area = desk.editor.area
    assert qtext.atom_around(area.textCursor().block(), area.textCursor().positionInBlock()) is None
    assert len(area.labels()) == sum(draft.kind is BlockKind.LIST_ITEM for draft in drafts)


def _act(desk: Desk, chance: random.Random) -> None:
    area = desk.editor.area
    match chance.randrange(12):
        case 0 | 1:
            cursor = QTextCursor(area.document())
            size = area.document().characterCount()
            cursor.setPosition(chance.randrange(size))
            if chance.random() < 0.6:
                cursor.setPosition(chance.randrange(size), QTextCursor.MoveMode.KeepAnchor)
            area.setTextCursor(cursor)
        case 2 | 3 | 4:
            desk.commit(chance.choice(_WORDS))
        case 5 | 6 | 7:
            shift = Qt.KeyboardModifier.ShiftModifier if chance.random() < 0.2 else Qt.KeyboardModifier.NoModifier
            desk.key(chance.choice(_KEYS), shift)
        case 8:
            desk.control(chance.choice(_CONTROL))
        case 9:
            desk.action(chance.choice(_ACTIONS))
        case 10:
            desk.paste("x", chance.choice(_HTML))
        case 11:
            desk.editor.save()
            assert desk.stored == desk.drafts


@pytest.mark.parametrize("seed", range(15))
def test_whatever_is_pressed_the_blocks_stay_sound_and_undo_leads_back(desk: Desk, seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(desk.editor.commands, "edit_object", lambda block_id: None)  # its dialogs would wait
    chance = random.Random(seed)
    drafts = _chapter()
    desk.show(*drafts)
    for _ in range(60):
        _act(desk, chance)
        _assert_sound(desk)
    desk.editor.save()
    assert desk.stored == desk.drafts
    last = desk.drafts
    document = desk.editor.area.document()
    while document.isUndoAvailable():
        desk.editor.undo()
    assert desk.drafts == drafts
    while document.isRedoAvailable():
        desk.editor.redo()
    assert desk.drafts == last
    desk.editor.save()
    assert desk.stored == last


_PROGRAM = """
import json, os, sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from qi_desktop.core import richtext
from qi_desktop.session import Session
from tests.ui.editing import Desk, paragraph

application = QApplication([])
desk = Desk(Session.create(Path(sys.argv[1]), company="甲公司"))
desk.show(paragraph())
desk.editor.show()
for word in ("质量第一", "诚信为本"):
    desk.commit(word)
    desk.enter()
desk.backspace()
desk.paste("x", "<ol><li>承诺一<li>承诺二</ol>")
desk.editor.undo()
desk.editor.redo()

def die():
    shown = [[draft.id, draft.kind.value, richtext.to_json(draft.text), dict(draft.attributes)] for draft in desk.drafts]
    print(json.dumps([desk.chapter_id, shown]), flush=True)
    os.kill(os.getpid(), 9)

QTimer.singleShot(1500, die)
application.exec()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="a process cannot kill itself without a trace there")
def test_a_killed_program_has_lost_no_more_than_the_last_second(tmp_path: Path, project: Path) -> None:
    file = tmp_path / "killed.qid"
    done = subprocess.run([sys.executable, "-c", _PROGRAM, str(file)], cwd=project, capture_output=True, text=True, timeout=60)
    assert done.returncode == -9, done.stderr
    chapter_id, shown = json.loads(done.stdout)
    assert len(shown) == 4
    with Session.open(file) as session:
        blocks = session.blocks.of_chapter(chapter_id)
        assert [[block.id, block.kind.value, _json(block.text), dict(block.attributes)] for block in blocks] == shown
        assert session.library.problems() == []


def _json(text: tuple[Run, ...]) -> object:
    return richtext.to_json(text)
