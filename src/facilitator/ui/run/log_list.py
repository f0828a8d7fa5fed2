"""The lines of a meeting in one list: corrected in place, moved, made another kind, removed."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEvent, QTimer, Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from facilitator.domain.capture import Known, LineKind, read_as
from facilitator.domain.outcomes import Log
from facilitator.edits import captured
from facilitator.edits.line_order import move_line
from facilitator.language import N_
from facilitator.ui import theme
from facilitator.ui.parts import scroll_area, style_by
from facilitator.ui.run.line_words import Written, leaves_out, write_all
from facilitator.ui.run.log_row import TURN, LogRow
from facilitator.ui.run.watch import MeetingWatch


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
        self._follows, self._sought = True, ""
        self._seeking = QTimer(self, singleShot=True, interval=0)
        self._seeking.timeout.connect(self._seek)
        bar = self._scroll.verticalScrollBar()
        bar.rangeChanged.connect(self._grown)
        bar.actionTriggered.connect(self._scrolled)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._scroll)

    # -- showing

    def show_log(self, log: Log) -> None:
        """Show the lines; one that is being edited stays as it is, where it is."""
        has_topics = any(one.topic for one in log.commitments)
        topics = self.watch.topic_titles() if has_topics else {}
        written = write_all(self.watch.bridge.lang, log, topics)
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

    def _grown(self) -> None:
        self._follow()
        # The lines of a list that was only just made grow when they get their width.
        if self._sought:
            self._seeking.start()

    def _scrolled(self) -> None:
        bar = self._scroll.verticalScrollBar()
        self._sought = ""
        self._follows = bar.sliderPosition() >= bar.maximum()

    def show_newest(self) -> None:
        """Bring the last line into sight."""
        self._mark(None)
        self._sought = ""
        self._settle(None)

    def show_line(self, key: str) -> bool:
        """Bring a line into sight and mark it until the next is written; whether it is there."""
        row = self._rows.get(key)
        if row is not None:
            self._follows = False
            self._mark(row)
            self._sought = key
            self._seek()
        return row is not None

    def _seek(self) -> None:
        row = self._rows.get(self._sought)
        if row is not None:
            self._settle((row, self._scroll.viewport().height() // 3))

    def _mark(self, row: LogRow | None) -> None:
        for one in self._rows.values():
            style_by(one, "chosen", "true" if one is row else "false")

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
        made = bridge.do(TURN[into], captured.turn_line, one.kind, one.id, line)
        if made is not None and line.left_out:
            bridge.say(f"{line.text} – {leaves_out(bridge.lang, line)}", key="capture")
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
