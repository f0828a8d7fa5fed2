"""A line in the list of a running meeting: corrected in place, dragged, and its menu."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QAction, QFontMetrics, QKeyEvent, QMouseEvent, QTextCursor
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QMenu, QVBoxLayout

from facilitator.domain.capture import KINDS, LineKind, Owner
from facilitator.domain.outcomes import DESTINATIONS, TAKEAWAYS
from facilitator.edits import captured, outcomes, parking
from facilitator.language import N_, Language
from facilitator.ui import theme
from facilitator.ui.parts import button, label
from facilitator.ui.parts.elided_button import ElidedButton
from facilitator.ui.run.line_text import LineText
from facilitator.ui.run.line_words import KIND_WORDS, SORTS, Written, owner_choices

if TYPE_CHECKING:
    from facilitator.ui.run.log_list import LogList

TURN: dict[LineKind, str] = {
    "insight": N_("Make it an insight"),
    "commitment": N_("Make it a commitment"),
    "parked": N_("Park it"),
}
_CHOOSE: dict[LineKind, str] = {
    "insight": N_("What can be done with the line"),
    "commitment": N_("Choose who"),
    "parked": N_("Choose where it goes"),
}
_UP, _DOWN = Qt.Key.Key_Up, Qt.Key.Key_Down


class LogRow(QFrame):
    """A line: its time and kind, by which it is dragged, its text, and what comes after it."""

    left = Signal()

    def __init__(self, list_: LogList, one: Written) -> None:
        super().__init__()
        self._list, self.line, self.key = list_, one, one.id
        self._watch = list_.watch
        self._pressed: QPoint | None = None
        self._is_dragged = False
        lang = self._watch.bridge.lang
        self.setProperty("look", "line")
        self.field = LineText(
            self._watch.bridge,
            lang.text(N_("Text of the line")),
            N_("Change a line of the meeting"),
            captured.change_text,
            captured.texts_of,
            bare=True,
        )
        self.field.setFont(theme.font("small", size=13))
        self.field.done.connect(self._finish)
        self.field.installEventFilter(self)
        self._lay(lang)
        self.show_line(one)

    def _lay(self, lang: Language) -> None:
        self._at = label("", "small", number=True, wrap=False)
        self._sort = label("", "small", wrap=False, tone="ink")
        self._sort.setFont(theme.font("small", weight=600))
        metrics = QFontMetrics(self._sort.font())
        sorts = {*KIND_WORDS.values(), *SORTS.values()}
        wide = max(metrics.horizontalAdvance(lang.text(words)) for words in sorts)
        self._sort.setMinimumWidth(wide + 2)
        name = lang.text(_CHOOSE[self.line.kind])
        self.after = ElidedButton(self.open_menu, name)
        self.more = button("⋯", self.open_menu, small=True, plain=True, name=name)
        self.more.setStyleSheet("padding-top: 2px; padding-bottom: 2px;")
        row, words, line = QHBoxLayout(self), QVBoxLayout(), QHBoxLayout()
        row.setContentsMargins(4, 3, 0, 3)
        top = Qt.AlignmentFlag.AlignTop
        line.addWidget(self.field, 1)
        line.addWidget(self.more, 0, top)
        words.setSpacing(0)
        words.addLayout(line)
        words.addWidget(self.after, 0, Qt.AlignmentFlag.AlignLeft)
        for side_by_side in (row, line):
            side_by_side.setSpacing(8)
        for part in (self._at, self._sort):
            part.setContentsMargins(0, theme.px(4), 0, 0)
            part.setCursor(Qt.CursorShape.OpenHandCursor)
            row.addWidget(part, 0, top)
        row.addLayout(words, 1)

    # -- showing

    @property
    def text(self) -> str:
        """The line in words."""
        parts = (self._sort.text(), self.field.toPlainText(), self.line.after)
        return " · ".join(part for part in parts if part)

    def is_written_in(self) -> bool:
        """Whether the keys are in its text."""
        return self.field.hasFocus()

    def show_line(self, one: Written) -> None:
        """Show a line as it is stored; what is being typed stays."""
        self.line = one
        self._sort.setText(self._watch.bridge.lang.text(one.sort))
        self._at.setText(self._watch.bridge.lang.clock(one.at))
        self.field.show_stored((one.kind, one.id), one.text)
        self.after.say(one.after)
        self.after.setVisible(bool(one.after))

    # -- keys and mouse

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._press(event)
        return super().eventFilter(watched, event)

    def _press(self, event: QKeyEvent) -> bool:
        key, held = event.key(), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        by = {_UP: -1, _DOWN: 1}.get(Qt.Key(key))
        if by is not None and held == Qt.KeyboardModifier.AltModifier:
            self._list.step(self.key, by)
        elif by is not None and not held and self._is_at_edge(by):
            self._list.write_beside(self.key, by)
        elif key == Qt.Key.Key_T and held == Qt.KeyboardModifier.ControlModifier:
            self._list.turn(self.line, KINDS[(KINDS.index(self.line.kind) + 1) % len(KINDS)])
        else:
            return False
        return True

    def _is_at_edge(self, by: int) -> bool:
        operation = QTextCursor.MoveOperation
        cursor = self.field.textCursor()
        return not cursor.movePosition(operation.Up if by < 0 else operation.Down)

    def _finish(self) -> None:
        if self.field.is_empty:
            self._remove()
        else:
            self.left.emit()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._pressed = event.position().toPoint()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._pressed is None:
            return
        at = event.position().toPoint()
        far = (at - self._pressed).manhattanLength() >= QApplication.startDragDistance()
        self._is_dragged = self._is_dragged or far
        if self._is_dragged:
            self._list.drag_to(self.key, self.y() + at.y())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        was_dragged, self._is_dragged, self._pressed = self._is_dragged, False, None
        if was_dragged:
            self._list.drop_at(self.key, self.y() + event.position().toPoint().y())
            self.left.emit()

    # -- the menu

    def open_menu(self) -> None:
        """Offer what can be done with the line."""
        self.menu().popup(self.more.mapToGlobal(self.more.rect().bottomLeft()))

    def menu(self) -> QMenu:
        """Its kind; what an insight is, whose a commitment, where a parked line goes; moving and
        removing."""
        menu, lang = QMenu(self), self._watch.bridge.lang
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

        def offer(words: str, act: Callable[[], object], keys: str = "") -> QAction:
            shown = words.replace("&", "&&")
            made = menu.addAction(f"{shown}\t{keys}" if keys else shown)
            made.triggered.connect(lambda: act())
            return made

        for kind in KINDS:
            if kind != self.line.kind:
                offer(lang.text(TURN[kind]), partial(self._turn, kind))
        menu.addSeparator()
        if self.line.kind == "commitment":
            for owner in owner_choices(lang, self._watch.owners()):
                offer(owner.name, partial(self._assign, owner))
        elif self.line.kind == "parked":
            for where, words in DESTINATIONS:
                offer(lang.text(words), partial(self._send, where))
        else:
            for takeaway, words in TAKEAWAYS:
                made = offer(lang.text(words), partial(self._sort_as, takeaway))
                made.setCheckable(True)
                made.setChecked(takeaway == self.line.takeaway)
            if self.line.after:
                offer(lang.text(N_("Leave the topic out")), self._forget_topic)
        menu.addSeparator()
        offer(lang.text(N_("Move up")), lambda: self._list.step(self.key, -1), "Alt+↑")
        offer(lang.text(N_("Move down")), lambda: self._list.step(self.key, 1), "Alt+↓")
        offer(lang.text(N_("Remove the line")), self._remove)
        return menu

    def _turn(self, kind: LineKind) -> None:
        self._list.turn(self.line, kind)
        self.left.emit()

    def _assign(self, owner: Owner) -> None:
        self._watch.bridge.do(
            N_("Say who tries it"),
            outcomes.assign,
            self.key,
            member=owner.member,
            clinic=owner.clinic,
            whole_cluster=owner.whole_cluster,
        )
        self.left.emit()

    def _send(self, where: str) -> None:
        label_ = N_("Say where a parked line goes")
        bridge = self._watch.bridge
        bridge.do(label_, parking.send_on, self.key, where, bridge.clock.utc())
        self.left.emit()

    def _sort_as(self, takeaway: str) -> None:
        label_ = N_("Say what an insight is")
        self._watch.bridge.do(label_, outcomes.sort_insight, self.key, takeaway)
        self.left.emit()

    def _forget_topic(self) -> None:
        label_ = N_("Leave the topic out")
        self._watch.bridge.do(label_, outcomes.change_insight, self.key, topic_id=None)
        self.left.emit()

    def _remove(self) -> None:
        kind = self.line.kind
        self._watch.bridge.do(N_("Remove a line"), captured.remove_line, kind, self.key)
        self.left.emit()
