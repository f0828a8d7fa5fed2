"""Fields whose text is stored as it is written."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QMenu, QPlainTextEdit

from facilitator.domain import anonymity
from facilitator.domain.content import Attachment
from facilitator.edits import agenda
from facilitator.language import N_
from facilitator.store.rows import Session
from facilitator.ui import theme
from facilitator.ui.content.field import FieldDesk, FieldWidget, Shown, text_of
from facilitator.ui.content.sorts import FieldRow, SortRow, Thing
from facilitator.ui.parts import button, label, set_tone
from facilitator.ui.parts.growing_text import GrowingText
from facilitator.ui.text_binding import TextBinding

_TALLEST = 260


class _Paragraphs(GrowingText):
    """Enter begins a new line; from some height on it scrolls."""

    breaks_lines = True

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)

    def _tall(self) -> int:
        least = 2 * self.fontMetrics().lineSpacing() + theme.px(16)
        return min(max(super()._tall(), least), theme.px(_TALLEST))


class Written(FieldWidget):
    """Text that is stored as it is written."""

    def __init__(self, desk: FieldDesk, row: FieldRow) -> None:
        super().__init__(desk, row)
        self.editor = self._editor()
        self.frame = self.field(self.editor, row.hint)
        self.binding: TextBinding | None = None

    def _editor(self) -> QLineEdit | QPlainTextEdit:
        if self.row.kind == "line":
            return QLineEdit()
        if self.row.kind in ("text", "title"):
            made = GrowingText(self.title)
            made.done.connect(lambda: made.focusNextChild())
            return made
        return _Paragraphs(self.title)

    def show_thing(self, shown: Shown) -> None:
        super().show_thing(shown)
        if self.binding is None:
            self.binding = self._bound(shown.row)
        self.binding.bind((shown.thing.id,), self._stored(shown.thing))

    def _bound(self, row: SortRow) -> TextBinding:
        return TextBinding(self.bridge, self.editor, row.step, row.change, self.row.column)

    def _stored(self, thing: Thing) -> str:
        return str(self.row.of(thing))


class TitleField(Written):
    """A text that may not be empty: while it is, what was stored is kept."""

    def __init__(self, desk: FieldDesk, row: FieldRow) -> None:
        super().__init__(desk, row)
        assert isinstance(self.editor, QPlainTextEdit)
        self.editor.textChanged.connect(self._tell)

    def _bound(self, row: SortRow) -> TextBinding:
        def change(session: Session, key: str, **values: str) -> None:
            if all(text.strip() for text in values.values()):
                row.change(session, key, **values)

        return TextBinding(self.bridge, self.editor, row.step, change, self.row.column)

    def _stored(self, thing: Thing) -> str:
        # One that was emptied stays so while it is written anew.
        emptied = self.editor.hasFocus() and not text_of(self.editor).strip()
        return text_of(self.editor) if emptied else super()._stored(thing)

    def _tell(self) -> None:
        empty = self.shown is not None and not text_of(self.editor).strip()
        self.frame.set_error(self.lang.text(N_("Write a title.")) if empty else "")


class Stem(FieldWidget):
    """The name of an attachment; the ending of a file, which says how it opens, stays."""

    def __init__(self, desk: FieldDesk, row: FieldRow) -> None:
        super().__init__(desk, row)
        self.editor = QLineEdit()
        self.frame = self.field(self.editor)
        self.binding = TextBinding(
            desk.bridge, self.editor, N_("Rename the attachment"), self._rename
        )

    def show_thing(self, shown: Shown) -> None:
        super().show_thing(shown)
        assert isinstance(shown.thing, Attachment)
        stem, ending = _split(shown.thing)
        self.binding.bind((shown.thing.id, ending), stem)
        self.editor.setReadOnly(shown.is_read_only)

    def _rename(self, session: Session, key: str, ending: str, stem: str) -> None:
        if stem.strip() and self.shown is not None:
            self.shown.row.change(session, key, f"{stem.strip()}{ending}")


class Anonymous(Written):
    """Text about a patient: how long it is, and what in it may lead back to somebody."""

    def __init__(self, desk: FieldDesk, row: FieldRow) -> None:
        super().__init__(desk, row)
        self._said = label("", "small", tone="warn")
        self._count = label("", "small", wrap=False)
        self.column.addWidget(self._said)
        self.column.addWidget(self._count, 0, Qt.AlignmentFlag.AlignRight)
        assert isinstance(self.editor, QPlainTextEdit)
        self.editor.textChanged.connect(self._tell)
        self._tell()

    @property
    def hints(self) -> str:
        """What is said of the text as it stands."""
        return self._said.text()

    def _tell(self) -> None:
        text = text_of(self.editor)
        said = "\n".join(map(self.lang.text, anonymity.hints(text)))
        self._said.setText(said)
        self._said.setVisible(bool(said))
        count = self.lang.plural("{n} character", "{n} characters", len(text))
        self._count.setText(count)
        self._count.setVisible(len(text) > anonymity.LONG // 2)
        set_tone(self._count, "warn" if len(text) > anonymity.LONG else "")


class OfNumber(Written):
    """A line about a number; a share has none."""

    of = "number"

    def _editor(self) -> QLineEdit | QPlainTextEdit:
        return QLineEdit()

    def show_thing(self, shown: Shown) -> None:
        super().show_thing(shown)
        self.setVisible(getattr(shown.thing, "kind", "") == self.of)


class OfShare(OfNumber):
    """A line about a share; a number has none."""

    of = "share"


class Questions(Written):
    """Questions, one in each line, and a button that asks the group one of them or all."""

    def __init__(self, desk: FieldDesk, row: FieldRow) -> None:
        super().__init__(desk, row)
        self.use_button = button(
            self.lang.text(N_("Use as question to the group")), self._use, small=True
        )
        self.column.addWidget(self.use_button, 0, Qt.AlignmentFlag.AlignLeft)

    def show_thing(self, shown: Shown) -> None:
        super().show_thing(shown)
        self.use_button.setVisible(bool(self.row.of(shown.thing)) and shown.item is not None)
        self.use_button.setEnabled(not shown.is_read_only)

    def _stored(self, thing: Thing) -> str:
        kept = tuple(self.row.of(thing))
        typed = text_of(self.editor)
        # The empty line a person has just begun is not stored, but not taken away either.
        lines = tuple(line.strip() for line in typed.splitlines() if line.strip())
        return typed if self.editor.hasFocus() and lines == kept else "\n".join(kept)

    def _use(self) -> None:
        if self.binding is not None:
            self.binding.flush()
        questions = self.questions()
        if len(questions) == 1:
            self._ask(questions[0])
            return
        self.menu(questions).popup(self.use_button.mapToGlobal(self.use_button.rect().bottomLeft()))

    def menu(self, questions: Sequence[str]) -> QMenu:
        """Each question by itself, and all together."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        together = self.lang.text(N_("All of them"))
        for words, question in (
            *((one, one) for one in questions),
            (together, " ".join(questions)),
        ):
            action = menu.addAction(words.replace("&", "&&"))
            action.triggered.connect(partial(self._ask, question))
        return menu

    def questions(self) -> tuple[str, ...]:
        """The questions as they are written now."""
        lines = text_of(self.editor).splitlines()
        return tuple(line.strip() for line in lines if line.strip())

    def _ask(self, question: str, _checked: bool = False) -> None:
        if self.shown is not None and self.shown.item is not None:
            step, item = N_("Use a question of the package"), self.shown.item.id
            self.bridge.do(step, agenda.change_item, item, question=question)


def _split(one: Attachment) -> tuple[str, str]:
    """The name of an attachment without its ending, and the ending of a file."""
    stem, dot, ending = one.name.rpartition(".")
    if one.link or not stem or not re.fullmatch(r"\w{1,8}", ending):
        return one.name, ""
    return stem, dot + ending
