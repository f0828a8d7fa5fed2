"""The form that makes a meeting: when, where, and with which agenda to begin."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from facilitator.domain.agenda import AgendaItem, MeetingRow
from facilitator.domain.content import Topic
from facilitator.domain.patterns import Pattern
from facilitator.domain.topics import in_order, is_due_again
from facilitator.language import N_, Language
from facilitator.ui import theme
from facilitator.ui.agenda.meeting_times import Times, TimesForm, suggest
from facilitator.ui.agenda.template_picker import TemplatePicker, choices
from facilitator.ui.parts import Card, Field, button, label, page_scroll

_PICKER_LEAST = 300
"""Design pixels: a lower window scrolls."""


class NewMeeting(QWidget):
    """Emits `submitted` with Times and the Choice of a template card, or `left`."""

    submitted = Signal(object, object)
    left = Signal()

    def __init__(self, lang: Language, today: Callable[[], date]) -> None:
        super().__init__()
        self._lang, self._today = lang, today
        self._last: tuple[AgendaItem, ...] = ()
        self._own: tuple[Pattern, ...] = ()
        self._is_first = False
        self.topics = self._make_topics()
        self._about = Field(lang.text(N_("Topic")), self.topics)
        self.times = TimesForm(lang, today, self._about)
        self.times.changed.connect(self._show_templates)
        self.picker = TemplatePicker(lang)
        self.picker.accepted.connect(self.submit)
        self.picker.left.connect(self.left)
        self.make_button = button(lang.text(N_("Make the meeting")), self.submit, primary=True)
        self.picker.before = self.topics
        when = Card()
        when.setAccessibleName(lang.text(N_("When and where")))
        when.add(self.times)
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(26, 20, 26, 8)
        column.setSpacing(14)
        column.addWidget(when)
        column.addWidget(label(lang.text(N_("Begin with this agenda")), "h2"))
        column.addWidget(self.picker, 1)
        self.picker.setMinimumHeight(theme.px(_PICKER_LEAST))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(page_scroll(inner), 1)
        whole.addLayout(self._buttons())

    def begin(
        self,
        meetings: tuple[MeetingRow, ...],
        last: tuple[AgendaItem, ...],
        own: tuple[Pattern, ...],
        *,
        is_first: bool,
    ) -> None:
        """Start afresh; `last` are the items of the latest meeting, none when there is none, and
        `own` the own templates."""
        self._last, self._own, self._is_first = last, own, is_first
        self.about(None)
        self.times.set_times(suggest(meetings, self._today(), self._lang))
        self._show_templates()
        self.times.date.setFocus()
        self.times.date.selectAll()

    def suggest_month(self, meetings: tuple[MeetingRow, ...], month: date) -> None:
        """Move the meeting into the month that begins on this day."""
        self.times.set_times(suggest(meetings, self._today(), self._lang, month))
        self._show_templates()

    def offer(self, topics: Sequence[Topic]) -> None:
        """Offer what the meeting can be about, what is due again first; an empty bank is not
        seen."""
        lang, today = self._lang, self._today()
        self.topics.clear()
        self.topics.addItem(lang.text(N_("No topic")), None)
        for one in in_order(topics, "votes", today, lang.zone, lang.sort_key, due_first=True):
            said = one.title
            if is_due_again(one, today, lang.zone):
                said = lang.text(N_("{topic} – time to take it up again"), topic=one.title)
            self.topics.addItem(said, one.id)
        self._about.setVisible(bool(topics))

    @property
    def topic(self) -> str | None:
        """What the meeting is to be about, or none."""
        chosen = self.topics.currentData()
        return None if chosen is None else str(chosen)

    def about(self, topic: str | None) -> None:
        """Say what the meeting is to be about: one of the topics offered, or nothing."""
        self.topics.setCurrentIndex(max(0, self.topics.findData(topic)) if topic else 0)

    def _make_topics(self) -> QComboBox:
        made = QComboBox()
        made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        made.setMinimumContentsLength(12)
        return made

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def submit(self) -> None:
        """Hand over what the form says, or say at its field what is not understood."""
        times = self.times.read()
        if times is not None:
            self.submitted.emit(times, self.picker.chosen)

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(26, 6, 26, 14)
        row.setSpacing(10)
        row.addStretch()
        row.addWidget(button(self._lang.text(N_("Cancel")), self.left.emit))
        row.addWidget(self.make_button)
        return row

    def _show_templates(self) -> None:
        times: Times | None = self.times.glance()
        if times is not None:
            is_first, own = self._is_first, self._own
            shown = choices(self._lang, times.minutes, self._last, is_first=is_first, own=own)
            self.picker.show_choices(shown, times.start, times.minutes)
