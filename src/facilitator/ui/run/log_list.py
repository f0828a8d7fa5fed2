"""The lines of a meeting in one list: corrected in place, moved, made another kind, removed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QMouseEvent, QTextCursor
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from facilitator.domain.capture import KINDS, Known, LineKind, Owner, read_as, with_marks
from facilitator.domain.outcomes import DESTINATIONS, Commitment, Log
from facilitator.edits import captured, outcomes, parking
from facilitator.edits.line_order import move_line
from facilitator.language import N_, Language, parse_date
from facilitator.ui import theme
from facilitator.ui.parts import button, label, scroll_area
from facilitator.ui.run.line_text import LineText
from facilitator.ui.run.watch import MeetingWatch

KIND_WORDS: dict[LineKind, str] = {
    "insight": N_("Insight"),
    "commitment": N_("Commitment"),
    "parked": N_("Parked"),
}
_TURN: dict[LineKind, str] = {
    "insight": N_("Make it an insight"),
    "commitment": N_("Make it a commitment"),
    "parked": N_("Park it"),
}
_CHOOSE: dict[LineKind, str] = {
    "insight": N_("What can be done with the line"),
    "commitment": N_("Choose who"),
    "parked": N_("Choose where it goes"),
}
_NEAR = 300
_UP, _DOWN = Qt.Key.Key_Up, Qt.Key.Key_Down


@dataclass(frozen=True, slots=True)
class Written:
    """A line of the log in one form for all three kinds; `whole` is how it would be typed."""

    id: str
    kind: LineKind
    at: datetime
    text: str
    after: str
    whole: str
    position: int


class LogList(QWidget):
    """The lines in their order. It stands still under the cursor, whoever else writes.

    `left`: the keys are the page's again. `passed`: ↓ was pressed in the last line.
    """

    left = Signal()
    passed = Signal()

    def __init__(self, watch: MeetingWatch, known: Callable[[], Known]) -> None:
        super().__init__()
        self.watch, self.known = watch, known
        self._rows: dict[str, LogRow] = {}
        self._order: tuple[str, ...] = ()
        self._holder = QWidget()
        self._column = QVBoxLayout(self._holder)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addStretch(1)
        self._drop = QFrame(self._holder)
        self._drop.setStyleSheet("background: palette(highlight);")
        self._drop.hide()
        self._scroll = scroll_area(self._holder, watch.bridge.lang.text(N_("Lines of the meeting")))
        self._follows = True
        bar = self._scroll.verticalScrollBar()
        bar.rangeChanged.connect(self._follow)
        bar.actionTriggered.connect(self._scrolled)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._scroll)

    # -- showing

    def show_log(self, log: Log) -> None:
        """Show the lines; one that is being edited stays as it is, where it is."""
        written = _written(self.watch.bridge.lang, log)
        anchor = self._anchor()
        for key in set(self._rows) - {one.id for one in written}:
            row = self._rows.pop(key)
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        for place, one in enumerate(written):
            row = self._rows.get(one.id) or self._add(one)
            if self._column.indexOf(row) != place:
                self._column.insertWidget(place, row)
            row.show_line(one)
        self._order = tuple(one.id for one in written)
        self._settle(anchor)

    def _add(self, one: Written) -> LogRow:
        row = self._rows[one.id] = LogRow(self, one)
        row.left.connect(self.left.emit)
        return row

    def _anchor(self) -> tuple[LogRow, int] | None:
        """The line that is to stay where it is, and where; none when the last one is followed."""
        bar = self._scroll.verticalScrollBar()
        held = next((row for row in self._rows.values() if row.is_written_in()), None)
        if held is None and not self.underMouse() and self._follows:
            return None
        shown = (self._rows[key] for key in self._order if key in self._rows)
        row = held or next((row for row in shown if row.geometry().bottom() >= bar.value()), None)
        return (row, row.y() - bar.value()) if row else None

    def _settle(self, anchor: tuple[LogRow, int] | None) -> None:
        bar = self._scroll.verticalScrollBar()
        self._follows = anchor is None
        # Fields grow when they get their width, and the list after them.
        for _ in range(2):
            self._column.activate()
            QCoreApplication.sendPostedEvents(self._holder, QEvent.Type.LayoutRequest.value)
        self._follow()
        if anchor is not None and anchor[0].key in self._rows:
            bar.setValue(anchor[0].y() - anchor[1])

    def _follow(self) -> None:
        bar = self._scroll.verticalScrollBar()
        if self._follows:
            bar.setValue(bar.maximum())

    def _scrolled(self) -> None:
        bar = self._scroll.verticalScrollBar()
        self._follows = bar.sliderPosition() >= bar.maximum()

    def show_newest(self) -> None:
        """Bring the last line into sight."""
        self._settle(None)

    # -- what is there

    def texts(self) -> tuple[str, ...]:
        """The lines shown, in their order."""
        return tuple(self._rows[key].text for key in self._order)

    def row(self, key: str) -> LogRow:
        """The row of a line."""
        return self._rows[key]

    def write_in_last(self) -> None:
        """Put the cursor into the last line."""
        if self._order:
            self._write_in(self._order[-1])

    def write_beside(self, key: str, by: int) -> None:
        """Put the cursor into the line above or below."""
        at = self._order.index(key) + by
        if at >= len(self._order):
            self.passed.emit()
        elif at >= 0:
            self._write_in(self._order[at])

    def _write_in(self, key: str) -> None:
        row = self._rows[key]
        row.field.setFocus()
        row.field.moveCursor(QTextCursor.MoveOperation.End)
        self._scroll.ensureWidgetVisible(row, 0, 0)

    # -- what is done

    def put(self, key: str, index: int) -> None:
        """Put a line before the one at `index` among the others."""
        bridge = self.watch.bridge
        if not 0 <= index < len(self._order) or self._order.index(key) == index:
            return
        bridge.leaving.emit()
        bridge.do(N_("Move a line"), move_line, self.watch.meeting, key, index)
        if key in self._rows:
            self._scroll.ensureWidgetVisible(self._rows[key], 0, 0)

    def step(self, key: str, by: int) -> None:
        """Move a line up or down by so many places."""
        self.put(key, self._order.index(key) + by)

    def turn(self, one: Written, into: LineKind) -> None:
        """Make a line one of another kind; the cursor stays in it."""
        if into == one.kind:
            return
        bridge, was_written_in = self.watch.bridge, self._rows[one.id].is_written_in()
        bridge.leaving.emit()
        known = self.known()
        fresh = self._rows[one.id].line if one.id in self._rows else one
        line = read_as(fresh.whole, into, known)
        made = bridge.do(_TURN[into], captured.turn_line, one.kind, one.id, line)
        if made in self._rows and was_written_in:
            self._write_in(made)

    # -- dragging

    def drag_to(self, key: str, y: int) -> None:
        """Show where a line that is dragged to this height would come."""
        self._scroll.ensureVisible(0, y, 0, theme.px(24))
        place, top = self._place_at(y)
        self._drop.setGeometry(0, top - 1, self._holder.width(), 2)
        self._drop.setVisible(place not in (self._order.index(key), self._order.index(key) + 1))
        self._drop.raise_()

    def drop_at(self, key: str, y: int) -> None:
        """Put a line that was dragged there."""
        self._drop.hide()
        if key in self._order:
            place, _ = self._place_at(y)
            self.put(key, place - (self._order.index(key) < place))

    def _place_at(self, y: int) -> tuple[int, int]:
        """Before which line a height is, and where that begins."""
        for place, key in enumerate(self._order):
            box = self._rows[key].geometry()
            if y < box.center().y():
                return place, box.top()
        return len(self._order), self._rows[self._order[-1]].geometry().bottom()


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
            bare=True,
        )
        self.field.setFont(theme.font("small", size=13))
        self.field.done.connect(self._finish)
        self.field.installEventFilter(self)
        self._lay(lang)
        self.show_line(one)

    def _lay(self, lang: Language) -> None:
        kind = self.line.kind
        self._at = label("", "small", number=True, wrap=False)
        self._sort = label(lang.text(KIND_WORDS[kind]), "small", wrap=False, tone="ink")
        self._sort.setFont(theme.font("small", weight=600))
        metrics = QFontMetrics(self._sort.font())
        wide = max(metrics.horizontalAdvance(lang.text(words)) for words in KIND_WORDS.values())
        self._sort.setMinimumWidth(wide + 2)
        name = lang.text(_CHOOSE[kind])
        self.after = button("", self.open_menu, small=True, plain=True, name=name)
        self.after.setProperty("flush", "true")
        self.after.setStyleSheet("padding-top: 0px; padding-bottom: 2px;")
        self.more = button("⋯", self.open_menu, small=True, plain=True, name=name)
        self.more.setStyleSheet("padding-top: 2px; padding-bottom: 2px;")
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.field)
        words.addWidget(self.after, 0, Qt.AlignmentFlag.AlignLeft)
        row = QHBoxLayout(self)
        row.setContentsMargins(4, 3, 0, 3)
        row.setSpacing(8)
        top = Qt.AlignmentFlag.AlignTop
        for part in (self._at, self._sort):
            part.setContentsMargins(0, theme.px(4), 0, 0)
            part.setCursor(Qt.CursorShape.OpenHandCursor)
            row.addWidget(part, 0, top)
        row.addLayout(words, 1)
        row.addWidget(self.more, 0, top)

    # -- showing

    @property
    def text(self) -> str:
        """The line in words."""
        parts = (self._sort.text(), self.field.toPlainText(), self.after.text())
        return " · ".join(part for part in parts if part)

    def is_written_in(self) -> bool:
        """Whether the keys are in its text."""
        return self.field.hasFocus()

    def show_line(self, one: Written) -> None:
        """Show a line as it is stored; what is being typed stays."""
        self.line = one
        self._at.setText(self._watch.bridge.lang.clock(one.at))
        self.field.show_stored((one.kind, one.id), one.text)
        self.after.setText(one.after.replace("&", "&&"))
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
        """Its kind; who a commitment belongs to, where a parked line goes; moving and removing."""
        menu, lang = QMenu(self), self._watch.bridge.lang
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

        def offer(words: str, act: Callable[[], object], keys: str = "") -> None:
            shown = words.replace("&", "&&")
            menu.addAction(f"{shown}\t{keys}" if keys else shown).triggered.connect(lambda: act())

        for kind in KINDS:
            if kind != self.line.kind:
                offer(lang.text(_TURN[kind]), partial(self._turn, kind))
        menu.addSeparator()
        if self.line.kind == "commitment":
            for owner in owner_choices(lang, self._watch.owners()):
                offer(owner.name, partial(self._assign, owner))
        elif self.line.kind == "parked":
            for where, words in DESTINATIONS:
                offer(lang.text(words), partial(self._send, where))
        elif self.line.after:
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

    def _forget_topic(self) -> None:
        label_ = N_("Leave the topic out")
        self._watch.bridge.do(label_, outcomes.change_insight, self.key, topic_id=None)
        self.left.emit()

    def _remove(self) -> None:
        kind = self.line.kind
        self._watch.bridge.do(N_("Remove a line"), captured.remove_line, kind, self.key)
        self.left.emit()


def known_of(watch: MeetingWatch, topics: Sequence[str] = ()) -> Known:
    """What lines of a meeting are read by."""
    today, everybody = watch.bridge.today(), watch.bridge.lang.text(N_("The whole cluster"))
    return Known(watch.owners(), lambda typed: parse_date(typed, today), topics, everybody)


def owner_choices(lang: Language, owners: Sequence[Owner]) -> tuple[Owner, ...]:
    """Whom a menu offers: clinics, members, the whole cluster, nobody yet."""
    clinics = [one for one in owners if one.clinic]
    members = [one for one in owners if one.member]
    everybody = Owner(lang.text(N_("The whole cluster")), whole_cluster=True)
    return (*clinics, *members, everybody, Owner(lang.text(N_("Nobody yet"))))


def owner_and_due(lang: Language, one: Commitment) -> str:
    """Who a commitment belongs to, and by when if a day was said."""
    said = (owner_name(lang, one), due_words(lang, one))
    return " · ".join(filter(None, said)) or lang.text(N_("who?"))


def due_words(lang: Language, one: Commitment) -> str:
    """By when it is due, without the year unless that is about a year away; “” without a day."""
    if one.due is None:
        return ""
    is_near = abs((one.due - one.agreed.date()).days) < _NEAR
    day = lang.date_near(one.due) if is_near else lang.date_text(one.due)
    return lang.text(N_("by {day}"), day=day)


def owner_name(lang: Language, one: Commitment) -> str:
    """Whose a commitment is; “” when it is nobody's yet."""
    return one.owner or (lang.text(N_("The whole cluster")) if one.whole_cluster else "")


def _written(lang: Language, log: Log) -> list[Written]:
    where, lines = dict(DESTINATIONS), list[Written]()
    for i in log.insights:
        topic = f"#{i.topic_title}" if i.topic_title else ""
        whole = with_marks(i.text, topic=i.topic_title)
        lines.append(Written(i.id, "insight", i.at, i.text, topic, whole, i.position))
    for c in log.commitments:
        said = " – ".join(filter(None, (c.situation, c.action, c.sign)))
        whole = with_marks(said, owner_name(lang, c), c.due)
        after = owner_and_due(lang, c)
        lines.append(Written(c.id, "commitment", c.agreed, c.action, after, whole, c.position))
    for p in log.parked:
        goes = where.get(p.destination)
        after = f"→ {lang.text(goes)}" if goes else ""
        lines.append(Written(p.id, "parked", p.at, p.text, after, p.text, p.position))
    return sorted(lines, key=lambda line: (line.position, line.at))
