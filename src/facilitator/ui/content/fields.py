"""The fields of a thing, one widget per kind of field; each stores what is written by itself."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from types import MappingProxyType
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from facilitator.charts.indicator_words import say_target
from facilitator.domain import anonymity
from facilitator.domain.agenda import AgendaItem, Meeting
from facilitator.domain.content import Attachment, Case, Topic, Usage, YearFees
from facilitator.domain.indicators import Indicator
from facilitator.domain.number_words import Mark
from facilitator.domain.overview import HELD
from facilitator.domain.refusal import PatientNumber, Refusal
from facilitator.domain.target_words import read_target
from facilitator.domain.topics import is_due_again
from facilitator.edits import agenda, content
from facilitator.language import N_, Language, parse_date
from facilitator.store import queries
from facilitator.store.rows import Session
from facilitator.ui import theme
from facilitator.ui.bridge import Bridge
from facilitator.ui.content.attached_files import AttachedFiles, may_open
from facilitator.ui.content.material import attached_note
from facilitator.ui.content.sorts import FieldKind, FieldRow, SortRow, Thing, age_words
from facilitator.ui.number_bar import Unstored
from facilitator.ui.parts import ChoiceChips, Elided, Field, button, label, set_tone
from facilitator.ui.parts.growing_text import GrowingText
from facilitator.ui.text_binding import TextBinding

_TALLEST = 260


@dataclass(frozen=True, slots=True)
class Shown:
    """A thing, beside the item and the meeting it was opened from, if there are any."""

    row: SortRow
    thing: Thing
    item: AgendaItem | None
    meeting: Meeting | None
    use: Usage | None

    @property
    def is_read_only(self) -> bool:
        """Whether the meeting may no longer change."""
        return self.meeting is not None and self.meeting.is_read_only


class FieldWidget(QWidget):
    """One field. `show_thing` shows what is stored and leaves alone what is being written."""

    def __init__(self, desk: FieldDesk, row: FieldRow) -> None:
        super().__init__()
        self.row, self.desk = row, desk
        self.bridge, self.lang = desk.bridge, desk.bridge.lang
        self.shown: Shown | None = None
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(4)

    @property
    def title(self) -> str:
        return self.lang.text(self.row.title)

    def field(self, editor: QWidget, hint: str = "") -> Field:
        """The editor under its title, put below what is there."""
        made = Field(self.title, editor, self.lang.text(hint) if hint else "")
        self.column.addWidget(made)
        return made

    def show_thing(self, shown: Shown) -> None:
        """Show what a thing says here."""
        self.shown = shown
        deleted = isinstance(shown.thing, Case) and shown.thing.text_deleted is not None
        self.setVisible(not (deleted and self.row.of_patient))

    def change(self, value: Any) -> None:
        """Store a value. Raises Refusal."""
        if self.shown is not None:
            row = self.shown.row
            self.attempt(row.step, row.change, self.shown.thing.id, **{self.row.column: value})

    def attempt(self, step: str, verb: Callable[..., object], *args: Any, **kw: Any) -> None:
        """As `Bridge.attempt`."""
        self.bridge.attempt(step, verb, *args, **kw)

    def change_said(self, value: Any) -> None:
        """Store a value; a refusal is said above the page."""
        self.bridge.leaving.emit()
        self.bridge.guarded(partial(self.change, value))


@dataclass(frozen=True, slots=True)
class FieldDesk:
    """What every field is given."""

    bridge: Bridge
    files: AttachedFiles


class _Paragraphs(GrowingText):
    """Enter begins a new line; from some height on it scrolls."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        QPlainTextEdit.keyPressEvent(self, event)

    def _tall(self) -> int:
        least = 2 * self.fontMetrics().lineSpacing() + theme.px(16)
        return min(max(super()._tall(), least), theme.px(_TALLEST))


class _Written(FieldWidget):
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


class _Title(_Written):
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
        emptied = self.editor.hasFocus() and not _text(self.editor).strip()
        return _text(self.editor) if emptied else super()._stored(thing)

    def _tell(self) -> None:
        empty = self.shown is not None and not _text(self.editor).strip()
        self.frame.set_error(self.lang.text(N_("Write a title.")) if empty else "")


class _Stem(FieldWidget):
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


class _Anonymous(_Written):
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
        text = _text(self.editor)
        said = "\n".join(map(self.lang.text, anonymity.hints(text)))
        self._said.setText(said)
        self._said.setVisible(bool(said))
        count = self.lang.plural("{n} character", "{n} characters", len(text))
        self._count.setText(count)
        self._count.setVisible(len(text) > anonymity.LONG // 2)
        set_tone(self._count, "warn" if len(text) > anonymity.LONG else "")


class _Committed(FieldWidget):
    """One line that is stored when it is left, if it is understood."""

    def __init__(self, desk: FieldDesk, row: FieldRow) -> None:
        super().__init__(desk, row)
        self.editor = QLineEdit()
        self.editor.editingFinished.connect(self.commit)
        self._unstored = Unstored(self.bridge, self._commit_again, self.editor)
        self.frame = self.field(self.editor, row.hint)
        desk.bridge.leaving.connect(self.commit)

    def show_thing(self, shown: Shown) -> None:
        other = self.shown is None or self.shown.thing.id != shown.thing.id
        if other:
            self.commit()
            self._unstored.forget()
        super().show_thing(shown)
        if other or not self.editor.isModified():
            self._write(self._words(shown))

    def attempt(self, step: str, verb: Callable[..., object], *args: Any, **kw: Any) -> None:
        self._unstored.attempt(step, verb, *args, **kw)

    def _write(self, words: str) -> None:
        if self.editor.text() != words:
            self.editor.setText(words)
        self.editor.setModified(False)
        self.frame.set_error("")

    def commit(self) -> None:
        """Store what is written; what is not understood, or refused, stays and is said."""
        if not self.editor.isModified() or self.shown is None:
            return
        # Marked first: storing it tells everybody, who may ask for it again.
        self.editor.setModified(False)
        try:
            self._store(self.editor.text().strip())
        except PatientNumber:
            self.editor.setModified(True)
            self.frame.set_error("")
        except Refusal as refusal:
            self.editor.setModified(True)
            self.frame.set_error(refusal.in_words(self.lang))
        else:
            self.frame.set_error("")

    def _commit_again(self) -> None:
        self.editor.setModified(True)
        self.commit()

    def _store(self, typed: str) -> None:
        self.change(typed)

    def _words(self, shown: Shown) -> str:
        return str(self.row.of(shown.thing))


class _Day(_Committed):
    """A day, and below it what it is time for when it has come."""

    def __init__(self, desk: FieldDesk, row: FieldRow) -> None:
        super().__init__(desk, row)
        self.editor.setPlaceholderText(self.lang.text(N_("No day")))
        self._due = label(self.lang.text(row.due) if row.due else "", "small", tone="warn")
        self.column.addWidget(self._due)

    @property
    def is_due(self) -> bool:
        """Whether it says that it is time."""
        return not self._due.isHidden()

    def show_thing(self, shown: Shown) -> None:
        super().show_thing(shown)
        self._due.setVisible(bool(self.row.due) and self._has_come(shown.thing))

    def _has_come(self, thing: Thing) -> bool:
        today, day = self.bridge.today(), self.row.of(thing)
        if isinstance(thing, Topic):
            return is_due_again(thing, today, self.lang.zone)
        return day is not None and day <= today

    def _store(self, typed: str) -> None:
        day = parse_date(typed, self.bridge.today()) if typed else None
        if typed and day is None:
            raise Refusal(N_("Write a day, for example 9.12.2026."))
        self.change(day)
        self._write(self.lang.date_short(day) if day else "")

    def _words(self, shown: Shown) -> str:
        day = self.row.of(shown.thing)
        return self.lang.date_short(day) if day else ""


class _Link(_Committed):
    """An address on the web, and a button that goes there."""

    def __init__(self, desk: FieldDesk, row: FieldRow) -> None:
        super().__init__(desk, row)
        self.opener = button(
            self.lang.text(N_("Open in the browser")), self._open, icon="external-link", small=True
        )
        self.column.addWidget(self.opener, 0, Qt.AlignmentFlag.AlignLeft)

    def show_thing(self, shown: Shown) -> None:
        super().show_thing(shown)
        self.opener.setVisible(bool(self.row.of(shown.thing)))

    def _open(self) -> None:
        assert self.shown is not None
        try:
            self.desk.files.open_link(self.row.of(self.shown.thing))
        except Refusal as refusal:
            self.frame.set_error(refusal.in_words(self.lang))


class _Fee(_Committed):
    """What a speaker is paid at this item, and what that makes of the year's frame."""

    def __init__(self, desk: FieldDesk, row: FieldRow) -> None:
        super().__init__(desk, row)
        self.editor.setPlaceholderText(self.lang.text(N_("Not agreed")))
        self._year = label("", "small")
        self.column.addWidget(self._year)

    @property
    def year(self) -> str:
        """The sentence about the year."""
        return self._year.text()

    def show_thing(self, shown: Shown) -> None:
        super().show_thing(shown)
        self.setVisible(shown.use is not None)
        if shown.meeting is None:
            return
        year = shown.meeting.start.astimezone(self.lang.zone).year
        fees = self.bridge.ask(queries.fees, shown.meeting.cluster, year)
        self._year.setText(fee_words(self.lang, fees))
        set_tone(self._year, "warn" if fees.left < 0 else "")

    def _store(self, typed: str) -> None:
        kroner = parse_kroner(typed) if typed else None
        if typed and kroner is None:
            raise Refusal(N_("Write the fee in whole kroner, for example 7500."))
        if self.shown is not None and self.shown.use is not None:
            self.bridge.attempt(N_("Change the fee"), content.change_fee, self.shown.use.id, kroner)

    def _words(self, shown: Shown) -> str:
        fee = shown.use.fee if shown.use else None
        return "" if fee is None else self.lang.number(fee)


class _OfNumber(_Written):
    """A line about a number; a share has none."""

    of = "number"

    def _editor(self) -> QLineEdit | QPlainTextEdit:
        return QLineEdit()

    def show_thing(self, shown: Shown) -> None:
        super().show_thing(shown)
        self.setVisible(getattr(shown.thing, "kind", "") == self.of)


class _OfShare(_OfNumber):
    """A line about a share; a number has none."""

    of = "share"


class _Figures(FieldWidget):
    """One press goes to the figures of an indicator."""

    def __init__(self, desk: FieldDesk, row: FieldRow) -> None:
        super().__init__(desk, row)
        self.see_button = button(self.title, self._see, icon="chart-scatter", small=True)
        self.column.addWidget(self.see_button, 0, Qt.AlignmentFlag.AlignLeft)

    def _see(self) -> None:
        if self.shown is not None:
            self.bridge.open_place("data", self.shown.thing.id)


class _Target(_Committed):
    """What is aimed at, and whether that is the least or the most: ≥ 85 %."""

    def __init__(self, desk: FieldDesk, row: FieldRow) -> None:
        super().__init__(desk, row)
        self.editor.setPlaceholderText(self.lang.text(N_("for example ≥ 85%")))

    def _store(self, typed: str) -> None:
        assert self.shown is not None
        one, row = self.shown.thing, self.shown.row
        assert isinstance(one, Indicator)
        mark: Mark = "," if self.lang.code == "da" else "."
        found = read_target(typed, one.kind, mark) if typed else None
        if typed and found is None:
            raise Refusal(N_("Write a target as ≥ 85 or ≤ 10."))
        figure, op = (found.figure, found.op) if found else (None, "")
        self.attempt(row.step, row.change, one.id, target=figure, target_op=op)

    def _words(self, shown: Shown) -> str:
        assert isinstance(shown.thing, Indicator)
        return say_target(shown.thing, self.lang)


class _Choice(FieldWidget):
    """One of a few, as chips."""

    def __init__(self, desk: FieldDesk, row: FieldRow) -> None:
        super().__init__(desk, row)
        named = [
            (key, self.lang.text(words) if words else age_words(self.lang, key), "accent")
            for key, words in row.choices
        ]
        self.column.addWidget(label(self.title, "small"))
        self.chips = ChoiceChips(self.title, named)
        self.chips.chosen.connect(self._choose)
        self.column.addWidget(self.chips)

    def show_thing(self, shown: Shown) -> None:
        super().show_thing(shown)
        self.chips.choose(self.row.of(shown.thing) or "")

    def _choose(self, key: str) -> None:
        # Only a sex that is not said is stored as none.
        self.change_said(key or (None if self.row.column == "sex" else ""))


class _Box(QComboBox):
    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class _FromList(FieldWidget):
    """One of the rows of another table, or none."""

    def __init__(self, desk: FieldDesk, row: FieldRow) -> None:
        super().__init__(desk, row)
        self.box = _Box()
        self.box.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.box.setMinimumContentsLength(8)
        self.box.activated.connect(lambda _at: self.change_said(self.box.currentData() or None))
        self.field(self.box)
        self._choices: tuple[tuple[str, str], ...] = ()

    def show_thing(self, shown: Shown) -> None:
        super().show_thing(shown)
        choices = _CHOICES[self.row.kind](self.bridge, shown)
        if choices != self._choices:
            self._choices = choices
            self.box.clear()
            for key, words in choices:
                self.box.addItem(words, key)
        self.box.setCurrentIndex(max(0, self.box.findData(self.row.of(shown.thing) or "")))


def _presenters(bridge: Bridge, shown: Shown) -> tuple[tuple[str, str], ...]:
    now = getattr(shown.thing, "presenter", None)
    today = bridge.today()
    people = bridge.ask(queries.members, bridge.cluster, today)
    known = [(one.id, one.name) for one in people if one.is_active(today) or one.id == now]
    return (("", bridge.lang.text(N_("nobody yet"))), *known)


def _specialties(bridge: Bridge, shown: Shown) -> tuple[tuple[str, str], ...]:
    """Every specialty, that of the cluster, and the one it is for now."""
    own = bridge.ask(queries.cluster, bridge.cluster, bridge.today()).specialty
    key = bridge.ask(queries.specialty_named, own) if own else None
    found = {key: own} if key else {}
    now = getattr(shown.thing, "specialty", None)
    if now is not None:
        found.setdefault(now, getattr(shown.thing, "specialty_name", ""))
    return (("", bridge.lang.text(N_("all specialties"))), *found.items())


def _packages(bridge: Bridge, _shown: Shown) -> tuple[tuple[str, str], ...]:
    known = bridge.ask(queries.packages, bridge.cluster)
    none = bridge.lang.text(N_("no cluster package"))
    return (("", none), *((one.id, one.title) for one in known))


_CHOICES: Mapping[str, Callable[[Bridge, Shown], tuple[tuple[str, str], ...]]] = MappingProxyType(
    {"presenter": _presenters, "specialty": _specialties, "package": _packages}
)


class _Questions(_Written):
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
        typed = _text(self.editor)
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
        lines = _text(self.editor).splitlines()
        return tuple(line.strip() for line in lines if line.strip())

    def _ask(self, question: str, _checked: bool = False) -> None:
        if self.shown is not None and self.shown.item is not None:
            step, item = N_("Use a question of the package"), self.shown.item.id
            self.bridge.do(step, agenda.change_item, item, question=question)


class _File(FieldWidget):
    """What is known of a file or a link, and buttons that open or save it."""

    def __init__(self, desk: FieldDesk, row: FieldRow) -> None:
        super().__init__(desk, row)
        text = self.lang.text
        self.known = Elided("", "muted")
        self.open_button = button(text(N_("Open")), self._open, icon="external-link", small=True)
        self.save_button = button(text(N_("Save as …")), self._save, icon="download", small=True)
        self.said = label("", "small", tone="bad")
        line = QHBoxLayout()
        for made in (self.open_button, self.save_button):
            line.addWidget(made)
        line.addStretch(1)
        self.column.addWidget(self.known)
        self.column.addLayout(line)
        self.column.addWidget(self.said)

    def show_thing(self, shown: Shown) -> None:
        super().show_thing(shown)
        one = shown.thing
        assert isinstance(one, Attachment)
        self.known.setText(one.link or f"{one.name} · {attached_note(self.lang, one)}")
        self.open_button.setVisible(bool(one.link) or (one.is_there and may_open(one.name)))
        self.save_button.setVisible(not one.link and one.is_there)
        unsafe = one.is_there and not one.link and not may_open(one.name)
        why = N_("Files of this sort are not opened from here, because they could run.")
        missing = N_("The file is no longer in the data file. Attach it again if you have it.")
        if not one.is_there:
            self._say(self.lang.text(missing), "bad")
        else:
            self._say(self.lang.text(why) if unsafe else "")

    def _say(self, said: str, tone: str = "") -> None:
        self.said.setText(said)
        set_tone(self.said, tone)
        self.said.setVisible(bool(said))

    def _open(self) -> None:
        self._try(lambda one: self.desk.files.open(one, self))

    def _save(self) -> None:
        self._try(lambda one: self.desk.files.save(one, self))

    def _try(self, act: Callable[[Attachment], None]) -> None:
        if self.shown is None or not isinstance(self.shown.thing, Attachment):
            return
        try:
            act(self.shown.thing)
        except Refusal as refusal:
            self._say(refusal.in_words(self.lang), "bad")


class _Forget(FieldWidget):
    """After the meeting: what a case tells of a patient is deleted, title and learning stay."""

    def __init__(self, desk: FieldDesk, row: FieldRow) -> None:
        super().__init__(desk, row)
        text = self.lang.text
        self.done = label("", "small")
        self.begin_button = button(self.title, lambda: self._ask(True), danger=True, small=True)
        stays = N_(
            "Question, age, sex and course are deleted for good, also from undo. The title and "
            "what you learnt stay."
        )
        self._sure = QWidget()
        sure = QVBoxLayout(self._sure)
        sure.setContentsMargins(0, 0, 0, 0)
        sure.addWidget(label(text(stays), "small", tone="ink"))
        line = QHBoxLayout()
        self.delete_button = button(
            text(N_("Delete for good")), self._delete, danger=True, small=True
        )
        self.keep_button = button(text(N_("Keep it")), lambda: self._ask(False), small=True)
        line.addWidget(self.delete_button)
        line.addWidget(self.keep_button)
        line.addStretch(1)
        sure.addLayout(line)
        self.column.addWidget(self.done)
        self.column.addWidget(self.begin_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.column.addWidget(self._sure)
        self._ask(False)

    def show_thing(self, shown: Shown) -> None:
        one, before = shown.thing, self.shown
        super().show_thing(shown)
        assert isinstance(one, Case)
        if before is None or before.thing.id != one.id:
            self._ask(False)
        was_held = any(occasion.status in HELD for occasion in one.occasions)
        self.setVisible(was_held or one.text_deleted is not None)
        if one.text_deleted is not None:
            day = self.lang.date_short(one.text_deleted.astimezone(self.lang.zone).date())
            said = N_("The text was deleted on {day}. The title and what you learnt were kept.")
            self.done.setText(self.lang.text(said, day=day))
            self._ask(False)
        has_text = any((one.doubt, one.course, one.age_band, one.sex))
        self.done.setVisible(one.text_deleted is not None)
        self.begin_button.setVisible(has_text and self._sure.isHidden())

    def _ask(self, asks: bool) -> None:
        left = (self.begin_button, self.delete_button, self.keep_button)
        had_focus = any(one.hasFocus() for one in left)
        self._sure.setVisible(asks)
        self.begin_button.setVisible(not asks)
        if had_focus:
            (self.keep_button if asks else self.begin_button).setFocus()

    def _delete(self) -> None:
        if self.shown is not None:
            key, at = self.shown.thing.id, self.bridge.clock.utc()
            self.bridge.do(self.row.title, content.delete_case_text, key, at, fact=True)


class _Newer(FieldWidget):
    """One press makes the newer edition the edition; gone while none is known."""

    def __init__(self, desk: FieldDesk, row: FieldRow) -> None:
        super().__init__(desk, row)
        self.use_button = button(self.title, self._use, icon="check", small=True)
        self.column.addWidget(self.use_button, 0, Qt.AlignmentFlag.AlignLeft)

    def show_thing(self, shown: Shown) -> None:
        super().show_thing(shown)
        self.setVisible(bool(self.row.of(shown.thing)))

    def _use(self) -> None:
        if self.shown is not None:
            key, day = self.shown.thing.id, self.bridge.today()
            self.bridge.do(self.row.title, content.use_newer_edition, key, day)


def fee_words(lang: Language, fees: YearFees) -> str:
    """What is spent of the year's frame: “7,500 of 10,000 kroner in 2026”."""
    spent, frame = lang.number(fees.spent), lang.number(fees.frame)
    said = N_("{spent} of {frame} kroner in {year}")
    return lang.text(said, spent=spent, frame=frame, year=fees.year)


def parse_kroner(text: str) -> int | None:
    """Whole kroner as people write them: 7500, 7.500, 7.500 kr., kr. 7.500,-, 7,500; else None."""
    typed = re.sub(r"^(?:kr\.?|dkk)\s*|\s*(?:kr\.?|kroner|dkk)$", "", text.strip().casefold())
    typed = re.sub(r",(?:-|–|00)$|\.00$", "", typed).strip()
    if re.fullmatch(r"[0-9]{1,3}(?:[. \u00a0,][0-9]{3})+", typed):
        typed = re.sub(r"[^0-9]", "", typed)
    return int(typed) if re.fullmatch(r"[0-9]{1,9}", typed) else None


def _split(one: Attachment) -> tuple[str, str]:
    """The name of an attachment without its ending, and the ending of a file."""
    stem, dot, ending = one.name.rpartition(".")
    if one.link or not stem or not re.fullmatch(r"\w{1,8}", ending):
        return one.name, ""
    return stem, dot + ending


def _text(field: QLineEdit | QPlainTextEdit) -> str:
    return field.text() if isinstance(field, QLineEdit) else field.toPlainText()


FIELDS: Mapping[FieldKind, Callable[[FieldDesk, FieldRow], FieldWidget]] = MappingProxyType(
    {
        "title": _Title,
        "line": _Written,
        "text": _Written,
        "lines": _Written,
        "anonymous": _Anonymous,
        "day": _Day,
        "link": _Link,
        "choice": _Choice,
        "of_number": _OfNumber,
        "of_share": _OfShare,
        "target": _Target,
        "figures": _Figures,
        "package": _FromList,
        "presenter": _FromList,
        "specialty": _FromList,
        "questions": _Questions,
        "fee": _Fee,
        "file": _File,
        "stem": _Stem,
        "forget": _Forget,
        "newer": _Newer,
    }
)
