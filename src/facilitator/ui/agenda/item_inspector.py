"""One agenda item in full beside the list; what is typed is stored as it is typed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import (
    QComboBox,
    QCompleter,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from facilitator.domain import kinds
from facilitator.domain.agenda import AgendaItem, Meeting, Revisit
from facilitator.domain.outcomes import Commitment
from facilitator.domain.refusal import Refusal
from facilitator.domain.script_line import read_steps
from facilitator.edits import agenda as edits
from facilitator.language import N_, parse_clock, parse_minutes
from facilitator.ui import theme
from facilitator.ui.agenda.item_length import ItemLength
from facilitator.ui.agenda.item_tasks import ItemTasks
from facilitator.ui.agenda.open_commitments import OpenCommitments, Revisits
from facilitator.ui.agenda.rows import steps_line
from facilitator.ui.bridge import Bridge
from facilitator.ui.content.material import Material, bring_into_sight
from facilitator.ui.parts import Card, DurationBox, Field, KindBar, button, label
from facilitator.ui.parts.growing_text import GrowingText
from facilitator.ui.parts.heard import CheckBox
from facilitator.ui.room.parts import RoomPartsSection
from facilitator.ui.text_binding import TextBinding

_CHANGE = N_("Change item")


class ItemInspector(Card):
    """Shows one item, or asks for one to be chosen. Emits `left` when its question is written."""

    left = Signal()

    def __init__(self, bridge: Bridge) -> None:
        super().__init__()
        self._bridge, self._lang = bridge, bridge.lang
        self._item: AgendaItem | None = None
        self._meeting: Meeting | None = None
        self.setAccessibleName(self._lang.text(N_("The item chosen")))
        self._nothing = label(self._lang.text(N_("Choose an item to see it in full.")), "muted")
        self._bar = KindBar("break", theme.px(9))
        self._bar.setMinimumHeight(theme.px(9))
        self._bar.setFixedHeight(theme.px(9))
        self.kind = _KindBox(self._kinds(), self._lang.text(N_("Kind of item")))
        self.kind.activated.connect(self._choose_kind)
        self.commitments = OpenCommitments(bridge)
        self.revisits = Revisits(bridge.lang)
        self.length = ItemLength(bridge.lang)
        self.material = Material(bridge)
        self.tasks = ItemTasks(bridge)
        self.room = RoomPartsSection(bridge)
        self._form, self._more_form = QWidget(), QWidget()
        self._make_fields()
        self._lay()
        self._can_change = True
        self.show_nothing()

    # -- showing

    def show_nothing(self) -> None:
        """No item is chosen."""
        self._item = None
        self._form.hide()
        self._nothing.show()

    def show_people(self, names: Sequence[str]) -> None:
        """Offer these names as who has an item."""
        if [self.who_box.itemText(n) for n in range(self.who_box.count())] == list(names):
            return
        written = self.who.text()
        self.who_box.blockSignals(True)
        self.who.blockSignals(True)
        self.who_box.clear()
        self.who_box.addItems(list(names))
        self.who_box.setCurrentIndex(-1)
        self.who.setText(written)
        self.who.blockSignals(False)
        self.who_box.blockSignals(False)

    def show_item(self, item: AgendaItem, meeting: Meeting) -> None:
        """Show an item; a field in which something is being typed is left alone."""
        self._item, self._meeting = item, meeting
        row = kinds.kind(item.kind)
        self._bar.set_family(row.family)
        self.kind.show_kind(item.kind, self._lang.text(row.title))
        subject = (item.id,)
        self._title.bind(subject, item.title)
        self._question.bind(subject, self._shown_question(item))
        self._who.bind(subject, item.who)
        self._preparation.bind(subject, item.preparation)
        self._notes.bind(subject, item.notes)
        self._show_times(item)
        self.length.show_item(item, can_change=not meeting.is_read_only)
        self.own_question.setVisible(item.is_first and bool(item.written_question))
        self.commitments.setVisible(item.is_first)
        self.revisits.setVisible(False)
        self.tasks.show_item(item, meeting)
        self.room.show_item(item, can_change=not meeting.is_read_only)
        self._allow(not meeting.is_read_only)
        self._nothing.hide()
        self._form.show()

    def show_asked(
        self,
        commitments: Sequence[Commitment],
        clinics: Mapping[str, str],
        topics: Sequence[Revisit],
    ) -> None:
        """Show with the first item what it asks about; clinics: of each member, by name."""
        self.commitments.show_commitments(commitments, clinics)
        self.revisits.show_topics(topics)

    def _shown_question(self, item: AgendaItem) -> str:
        # An emptied question stays empty while it is written anew.
        emptied = self.question.hasFocus() and not self.question.toPlainText()
        return item.written_question if emptied else item.question

    def _show_times(self, item: AgendaItem) -> None:
        lang = self._lang
        _show(self.steps, steps_line(lang, item.steps))
        self._steps_field.set_error("")
        self._steps_field.setVisible(bool(item.steps) or not self._more_form.isHidden())
        if not self.steps.isModified() and item.steps:
            self._tell_sum(item)
        self.minimum.set_minutes(item.minimum // 60)
        self.flexible.setChecked(item.flexible)
        _show(self.fixed, lang.clock(item.fixed_start) if item.fixed_start else "")

    def _tell_sum(self, item: AgendaItem) -> None:
        total = sum(step.seconds for step in item.steps) // 60
        said = N_("The steps fill {steps} of {minutes} min and are scaled to fit.")
        if total != item.minutes:
            self._steps_field.set_error(self._lang.text(said, steps=total, minutes=item.minutes))

    def _allow(self, can_change: bool) -> None:
        for one in (self.title, self.who, self.preparation, self.steps, self.fixed, self.minimum):
            one.setReadOnly(not can_change)
        for text in (self.question, self.notes):
            text.setReadOnly(not can_change)
        locked = self._item is not None and (self._item.is_first or self._item.is_last)
        self.kind.setEnabled(can_change and not locked)
        self.who_box.setEnabled(can_change)
        self.flexible.setEnabled(can_change and not (self._item and self._item.is_last))
        self.own_question.setEnabled(can_change)

    # -- going to a field

    def focus_title(self) -> None:
        """Go to the title with all of it selected, to be typed over."""
        self._go_to(self.title)
        self.title.selectAll()

    def focus_question(self) -> None:
        self._go_to(self.question)

    def focus_who(self) -> None:
        self._go_to(self.who_box)
        self.who.selectAll()

    def focus_preparation(self) -> None:
        self._open_more(True)
        self._go_to(self.preparation)

    def _go_to(self, field: QWidget) -> None:
        field.setFocus()
        # Where it is, is known when what was just shown has been laid out.
        QTimer.singleShot(0, field, partial(bring_into_sight, field))

    # -- making

    def _make_fields(self) -> None:
        text = self._lang.text
        self.title, self.preparation = QLineEdit(), QLineEdit()
        self.question = GrowingText(text(N_("Question to the group")))
        self.question.done.connect(self.left)
        self.notes = QPlainTextEdit(tabChangesFocus=True)
        self.notes.setFixedHeight(theme.px(84))
        self.who_box = _WhoBox()
        self.who = self.who_box.line
        self.steps, self.fixed = QLineEdit(), QLineEdit()
        self.steps.editingFinished.connect(self._write_steps)
        self.fixed.editingFinished.connect(self._write_fixed)
        self.fixed.setPlaceholderText(text(N_("follows the item before")))
        self.flexible = CheckBox(text(N_("May give minutes when time is short")))
        self.flexible.setAccessibleName(self.flexible.text())
        self.flexible.clicked.connect(lambda on: self._change(flexible=on))
        wrong = text(N_("Write minutes as 20, 1t10, 1.30 or 90 min."))
        name = text(N_("Least minutes"))
        self.minimum = DurationBox(name, 5, parse_minutes, self._lang.duration, wrong)
        self.minimum.changed.connect(self._write_minimum)
        self.own_question = button(
            text(N_("Use the program’s question")), self._use_own_question, small=True
        )
        self._title = self._bound(self.title, "title")
        self._question = self._bound(self.question, "question")
        self._preparation = self._bound(self.preparation, "preparation")
        self._notes = self._bound(self.notes, "notes")
        self._who = TextBinding(self._bridge, self.who, N_("Say who has the item"), edits.set_who)
        # The box has the focus and hands the keys on, past the filter of its line.
        self.who_box.installEventFilter(self._who)

    def _bound(self, field: QLineEdit | QPlainTextEdit, column: str) -> TextBinding:
        return TextBinding(self._bridge, field, _CHANGE, edits.change_item, column)

    def _lay(self) -> None:
        text = self._lang.text
        self.add(self._nothing)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._bar)
        head.addWidget(self.kind, 1)
        column = QVBoxLayout(self._form)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(Field(text(N_("Title")), self.title))
        column.addWidget(Field(text(N_("Question to the group")), self.question))
        column.addWidget(self.own_question, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.commitments)
        column.addWidget(self.revisits)
        who = QHBoxLayout()
        who.setSpacing(8)
        who.addWidget(Field(text(N_("Who")), self.who_box), 1)
        who.addWidget(self.length.field, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(who)
        column.addWidget(self.length)
        self.who.setAccessibleName(text(N_("Who")))
        self._steps_field = Field(text(N_("Steps")), self.steps)
        self.steps.setPlaceholderText(text(N_("Presentation 5 · discussion 10")))
        column.addWidget(self._steps_field)
        column.addWidget(self.material)
        column.addWidget(self.tasks)
        column.addWidget(self.room)
        self._more = button("", self._toggle_more, plain=True, small=True, name="…")
        column.addWidget(self._more, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._more_form)
        self._lay_more()
        self.add(self._form)

    def _lay_more(self) -> None:
        text = self._lang.text
        grid = QGridLayout(self._more_form)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(8)
        self._fixed_field = Field(text(N_("Fixed start")), self.fixed)
        self._minimum_field = Field(text(N_("Least minutes")), self.minimum)
        grid.addWidget(Field(text(N_("Preparation")), self.preparation), 0, 0, 1, 2)
        grid.addWidget(self._minimum_field, 1, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(self._fixed_field, 1, 1, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(self.flexible, 2, 0, 1, 2)
        hint = text(N_("Only you see them, unless you let the room see them."))
        grid.addWidget(Field(text(N_("Private notes")), self.notes, hint), 3, 0, 1, 2)
        self._open_more(False)

    def _toggle_more(self) -> None:
        self._open_more(self._more_form.isHidden())

    def _open_more(self, shown: bool) -> None:
        self._more_form.setVisible(shown)
        self._steps_field.setVisible(shown or bool(self._item and self._item.steps))
        said = N_("Fewer fields") if shown else N_("Preparation, fixed start, notes …")
        self._more.setText(self._lang.text(said))
        self._more.setAccessibleName(self._lang.text(said))

    def _kinds(self) -> list[tuple[str, str]]:
        return [(k.id, self._lang.text(k.title)) for k in kinds.KINDS if k.place == "free"]

    # -- changing

    def _change(self, **values: Any) -> None:
        if self._item is not None:
            self._bridge.do(_CHANGE, edits.change_item, self._item.id, **values)

    def _choose_kind(self) -> None:
        chosen = str(self.kind.currentData())
        if self._item is not None and chosen != self._item.kind:
            self._bridge.do(N_("Change the kind of item"), edits.change_kind, self._item.id, chosen)

    def _use_own_question(self) -> None:
        self._change(question="")

    def _write_minimum(self, minutes: int) -> None:
        self._try(self._minimum_field, edits.change_minimum, minutes)

    def _write_steps(self) -> None:
        if not self.steps.isModified():
            return
        steps = read_steps(self.steps.text())
        if steps is None:
            wrong = N_("Write each step with its minutes: Presentation 5 · discussion 10.")
            self._steps_field.set_error(self._lang.text(wrong))
            return
        self.steps.setModified(False)
        if not self._try(self._steps_field, edits.change_steps, steps):
            self.steps.setModified(True)

    def _write_fixed(self) -> None:
        if not self.fixed.isModified() or self._meeting is None:
            return
        at = parse_clock(self.fixed.text())
        if at is None and self.fixed.text().strip():
            wrong = self._lang.text(N_("Write a time as 17.30."))
            self._fixed_field.set_error(wrong)
            return
        self._fixed_field.set_error("")
        self.fixed.setModified(False)
        day = self._meeting.start.astimezone(self._lang.zone).date()
        moment = at and datetime.combine(day, at, self._lang.zone).astimezone(UTC)
        self._change(fixed_start=moment)

    def _try(self, field: Field, verb: Callable[..., object], value: object) -> bool:
        """Do it, or say at the field why not."""
        if self._item is None:
            return False
        try:
            self._bridge.attempt(_CHANGE, verb, self._item.id, value)
        except Refusal as refusal:
            field.set_error(refusal.in_words(self._lang))
            return False
        return True


class _KindBox(QComboBox):
    """The kinds that may stand anywhere; follow-up and summary are shown alone."""

    def __init__(self, choices: list[tuple[str, str]], name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        _let_shrink(self)
        self.setFont(theme.font("h2"))
        self._choices = choices
        for key, text in choices:
            self.addItem(text, key)

    def show_kind(self, kind: str, title: str) -> None:
        at = self.findData(kind)
        if at < 0:
            self.addItem(title, kind)
            at = self.count() - 1
        self.setCurrentIndex(at)
        while self.count() > len(self._choices) and at < len(self._choices):
            self.removeItem(self.count() - 1)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class _WhoBox(QComboBox):
    """Names to choose from, and room for any other."""

    def __init__(self) -> None:
        super().__init__()
        self.setEditable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        _let_shrink(self)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.line = QLineEdit()
        self.line.setStyleSheet("QLineEdit { border: none; padding: 0; margin: 0; }")
        self.setLineEdit(self.line)
        completer = QCompleter(self.model(), self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.setCompleter(completer)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


def _let_shrink(box: QComboBox) -> None:
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.setMinimumContentsLength(8)


def _show(field: QLineEdit, text: str) -> None:
    if not (field.isModified() and field.hasFocus()) and field.text() != text:
        field.setText(text)
        field.setCursorPosition(0)
        field.setModified(False)
