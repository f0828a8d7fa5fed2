"""The pulse of a meeting: five questions, and how many answered yes, partly and no."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, QRectF, QRegularExpression, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QRegularExpressionValidator,
)
from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from facilitator.domain.pulse import (
    QUESTIONS,
    Answers,
    Question,
    are_too_many,
    count_there,
    questions_of,
    say_too_many,
    say_yes,
)
from facilitator.edits import room
from facilitator.language import N_, Language
from facilitator.ui import theme
from facilitator.ui.parts import Card, label, restyle, set_tone
from facilitator.ui.run.watch import MeetingWatch

_COLUMNS = (N_("Yes"), N_("Partly"), N_("No"))
_MOST = 999


class CountBox(QLineEdit):
    """How many: digits, or ↑ and ↓; ← → and Enter go to the neighbours. Empty says nothing."""

    counted = Signal()
    wanted = Signal(int)

    def __init__(self, name: str, most: int = _MOST) -> None:
        super().__init__()
        self._most, digits = most, len(str(most))
        self.setAccessibleName(name)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setFont(theme.font(number=True))
        self.setFixedWidth(theme.px(56 + 8 * (digits - 3)))
        written = QRegularExpression(f"[0-9]{{0,{digits}}}")
        self.setValidator(QRegularExpressionValidator(written, self))
        self.editingFinished.connect(self.commit)

    @property
    def count(self) -> int:
        """The number typed; 0 when there is none."""
        return int(self.text() or 0)

    def show_count(self, text: str) -> None:
        """Show what is stored."""
        self.setText(text)
        self.setModified(False)

    def commit(self) -> None:
        """Tell of what was typed, once."""
        if self.isModified():
            self.setModified(False)
            self.counted.emit()

    def event(self, event: QEvent) -> bool:
        # Not taken here, the keys of undo and redo go on to the program's own.
        if event.type() == QEvent.Type.ShortcutOverride and _is_undo(event):
            event.ignore()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        steps = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}
        ways = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_Return: 1, Qt.Key.Key_Enter: 1}
        if _is_undo(event) or event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            event.ignore()
        elif key in steps and not self.isReadOnly():
            self.setText(str(min(max(0, self.count + steps[key]), self._most)))
            self.setModified(True)
            self.commit()
        elif key in ways:
            self.wanted.emit(ways[key])
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() != Qt.FocusReason.MouseFocusReason:
            self.selectAll()


class _Shares(QWidget):
    """How the answers are shared, drawn; the words beside it say the same."""

    def __init__(self) -> None:
        super().__init__()
        self._answers = Answers()
        self.setFixedHeight(theme.px(5))

    def show_answers(self, answers: Answers) -> None:
        self._answers = answers
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        said, now = self._answers, theme.tokens_of(self)
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(now.line))
        at = 0.0
        pairs = ((said.yes, now.ok), (said.partly, now.warn), (said.no, now.bad))
        for count, colour in pairs:
            wide = self.width() * count / max(said.n, 1)
            painter.fillRect(QRectF(at, 0, wide, self.height()), QColor(colour))
            at += wide


class _Row:
    """One question with its three boxes."""

    def __init__(self, lang: Language, row: Question, present: Callable[[], int]) -> None:
        self.id, self._lang, self._present = row.id, lang, present
        self.question = label(lang.text(row.text))
        self.said = label("", "small", number=True)
        self.shares = _Shares()
        names = (f"{lang.text(row.text)} {lang.text(column)}" for column in _COLUMNS)
        self.boxes = tuple(CountBox(name) for name in names)
        for box in self.boxes:
            box.textChanged.connect(lambda _text: self.tell())

    @property
    def answers(self) -> Answers:
        return Answers(*(box.count for box in self.boxes))

    def show_answers(self, stored: Answers | None) -> None:
        """Show what is stored; what says the same, or is just being typed, stays as it is."""
        is_typed = any(box.isModified() for box in self.boxes)
        if not is_typed and self.answers != (stored or Answers()):
            counts = (stored.yes, stored.partly, stored.no) if stored else ("", "", "")
            for box, count in zip(self.boxes, counts, strict=True):
                box.show_count(str(count))
        self.tell()

    def show(self, wanted: bool) -> None:
        """Ask the question, or leave it out."""
        for part in (self.question, self.said, self.shares, *self.boxes):
            part.setVisible(wanted)

    def clear(self) -> None:
        for box in self.boxes:
            box.show_count("")

    def tell(self) -> None:
        """Say what the counts come to, and softly when they are more than were there."""
        answers, present, lang = self.answers, self._present(), self._lang
        is_too_many = are_too_many(answers, present)
        said = ""
        if is_too_many:
            said = say_too_many(lang, answers, present)
        elif answers.n:
            said = lang.text(N_("{share} said yes"), share=say_yes(lang, answers))
        self.said.setText(said)
        set_tone(self.said, "warn" if is_too_many else "")
        self.shares.show_answers(answers)


class PulseCard(Card):
    """Shows and takes the answers of the meeting watched."""

    def __init__(self, watch: MeetingWatch) -> None:
        lang = watch.bridge.lang
        super().__init__(lang.text(N_("Pulse of the meeting")))
        self._watch, self._lang, self._meeting = watch, lang, ""
        self.there = label("", "small", number=True)
        self.rows = tuple(_Row(lang, row, lambda: self._present) for row in QUESTIONS)
        self.boxes = tuple(box for row in self.rows for box in row.boxes)
        self.add(self.there)
        self.body.addLayout(self._grid())
        for number, box in enumerate(self.boxes):
            box.counted.connect(partial(self._store, self.rows[number // len(_COLUMNS)]))
            box.wanted.connect(partial(self._go, number))
        watch.bridge.leaving.connect(self.flush)

    def _grid(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setColumnStretch(0, 1)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(2)
        for column, words in enumerate(_COLUMNS, 1):
            head = label(self._lang.text(words), "small", wrap=False)
            grid.addWidget(head, 0, column, Qt.AlignmentFlag.AlignCenter)
        for at, row in enumerate(self.rows):
            line = 1 + 4 * at
            grid.addWidget(row.question, line, 0)
            grid.addWidget(row.shares, line + 1, 0)
            grid.addWidget(row.said, line + 2, 0)
            grid.setRowMinimumHeight(line + 3, 6)
            for column, box in enumerate(row.boxes, 1):
                grid.addWidget(box, line, column, 3, 1, Qt.AlignmentFlag.AlignVCenter)
        return grid

    @property
    def _present(self) -> int:
        """How many are known to have been there, guests among them; 0: nobody said."""
        return count_there(self._watch.attendees, self._watch.guests)

    def show_meeting(self, *, is_closed: bool) -> None:
        """Show what is stored of the meeting watched."""
        meeting = self._watch.meeting or ""
        if meeting != self._meeting:
            self._meeting = meeting
            for row in self.rows:
                row.clear()
        self.there.setText(self._say_there())
        agenda, pulse = self._watch.agenda, self._watch.pulse
        asked = {row.id for row in questions_of(agenda.meeting.number if agenda else 0)}
        for row in self.rows:
            row.show(row.id in asked or row.id in pulse)
            row.show_answers(self._watch.pulse.get(row.id))
        for box in self.boxes:
            if box.isReadOnly() != is_closed:
                box.setReadOnly(is_closed)
                restyle(box)

    def _say_there(self) -> str:
        lang = self._lang
        if not self._present:
            return lang.text(N_("A show of hands on each question. Only the counts are kept."))
        said = lang.text("{count} present", count=lang.number(self._present))
        kept = lang.text(N_("Only the counts are kept."))
        return f"{said} · {kept}"

    def flush(self) -> None:
        """Store what is being typed."""
        for box in self.boxes:
            box.commit()

    def _store(self, row: _Row) -> None:
        bridge, label_ = self._watch.bridge, N_("Enter the pulse of the meeting")
        bridge.guarded(
            lambda: bridge.attempt(label_, room.answer_pulse, self._meeting, row.id, row.answers)
        )

    def _go(self, number: int, by: int) -> None:
        at = number + by
        while 0 <= at < len(self.boxes) and self.boxes[at].isHidden():
            at += by
        if 0 <= at < len(self.boxes):
            self.boxes[at].setFocus(Qt.FocusReason.TabFocusReason)


def _is_undo(event: QEvent) -> bool:
    keys = (QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo)
    return isinstance(event, QKeyEvent) and any(event.matches(key) for key in keys)
