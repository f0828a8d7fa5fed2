"""Fields that are pressed: a file, the figures, the newer edition, and a text deleted."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from facilitator.domain.content import Attachment, Case
from facilitator.domain.overview import HELD
from facilitator.domain.refusal import Refusal
from facilitator.edits import content
from facilitator.language import N_
from facilitator.ui.content.attached_files import may_open
from facilitator.ui.content.field import FieldDesk, FieldWidget, Shown
from facilitator.ui.content.material import attached_note
from facilitator.ui.content.sorts import FieldRow
from facilitator.ui.parts import Elided, button, label, set_tone


class Figures(FieldWidget):
    """One press goes to the figures of an indicator."""

    def __init__(self, desk: FieldDesk, row: FieldRow) -> None:
        super().__init__(desk, row)
        self.see_button = button(self.title, self._see, icon="chart-scatter", small=True)
        self.column.addWidget(self.see_button, 0, Qt.AlignmentFlag.AlignLeft)

    def _see(self) -> None:
        if self.shown is not None:
            self.bridge.open_place("data", self.shown.thing.id)


class FileField(FieldWidget):
    """What is known of a file or a link, and buttons that open or save it."""

    def __init__(self, desk: FieldDesk, row: FieldRow) -> None:
        super().__init__(desk, row)
        text = self.lang.text
        self.known = Elided("", "muted")
        self.open_button = button(text(N_("Open it")), self._open, icon="external-link", small=True)
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


class Forget(FieldWidget):
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


class Newer(FieldWidget):
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
