"""What the room sees of an agenda item, to be chosen by ticks."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from facilitator.domain.agenda import AgendaItem
from facilitator.domain.room import ROOM_PARTS, RoomPart, history_chart, is_shown, may_have
from facilitator.edits.room import show_chart_in_room, show_in_room
from facilitator.language import N_
from facilitator.ui.bridge import Bridge
from facilitator.ui.parts import FlowLayout, button, label
from facilitator.ui.parts.heard import CheckBox

_CHART_LENGTH = 28
"""Signs of a chart's title that have room at least."""


class RoomParts(QWidget):
    """A tick for each thing, what is private apart; it is stored at once. `left`: after a tick."""

    left = Signal()

    def __init__(self, bridge: Bridge) -> None:
        super().__init__()
        self._bridge, self._item = bridge, ""
        text = bridge.lang.text
        self.ticks = {part.id: self._tick(part) for part in ROOM_PARTS}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for is_private in (False, True):
            if is_private:
                column.addWidget(label(text(N_("Private; seen only where it is ticked:")), "small"))
            column.addWidget(self._row(is_private))
            if not is_private:
                self.charts = self._make_charts()
                column.addWidget(self.charts)

    def _make_charts(self) -> QComboBox:
        box = QComboBox()
        box.setAccessibleName(self._bridge.lang.text(N_("Which chart of the history it sees")))
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(_CHART_LENGTH)
        box.activated.connect(lambda _at: self._choose_chart(str(box.currentData())))
        box.hide()
        return box

    def _tick(self, part: RoomPart) -> CheckBox:
        text = self._bridge.lang.text
        words = text(part.label)
        tick = CheckBox(words)
        said = (
            N_("The room sees: {part} (private)")
            if part.is_private
            else N_("The room sees: {part}")
        )
        tick.setAccessibleName(text(said, part=words))
        tick.clicked.connect(lambda on: self._choose(part.id, on))
        return tick

    def _row(self, is_private: bool) -> QWidget:
        row = QWidget()
        flow = FlowLayout(row, 8)
        for part in ROOM_PARTS:
            if part.is_private == is_private:
                flow.addWidget(self.ticks[part.id])
        return row

    def show_item(self, item: AgendaItem, *, can_change: bool = True) -> None:
        """Show what is chosen for an item."""
        self._item = item.id
        for key, tick in self.ticks.items():
            tick.setChecked(is_shown(item.room, key))
            # What was switched on can be switched off, whatever kind the item has become.
            tick.setVisible(may_have(item.kind, key) or key in (item.room or {}))
            tick.setEnabled(can_change)
        self._show_charts(item, can_change=can_change)

    def _show_charts(self, item: AgendaItem, *, can_change: bool) -> None:
        """Which chart of the history the room sees, where it sees that."""
        self.charts.setVisible(is_shown(item.room, "history"))
        if self.charts.isHidden():
            return
        if not self.charts.count():
            from facilitator.charts import CHARTS

            for row in CHARTS:
                if row.group == "history" and not row.private:
                    self.charts.addItem(self._bridge.lang.text(row.title), row.name)
        self.charts.setCurrentIndex(max(self.charts.findData(history_chart(item.room)), 0))
        self.charts.setEnabled(can_change)

    def _choose_chart(self, name: str) -> None:
        self._bridge.do(N_("Choose what the room sees"), show_chart_in_room, self._item, name)
        self.left.emit()

    def _choose(self, part: str, on: bool) -> None:
        self._bridge.do(N_("Choose what the room sees"), show_in_room, self._item, part, on)
        self.left.emit()


class RoomPartsSection(QWidget):
    """The ticks behind a line that opens them."""

    def __init__(self, bridge: Bridge) -> None:
        super().__init__()
        self._lang = bridge.lang
        self.parts = RoomParts(bridge)
        self.opener = button("", self._turn, plain=True, small=True, name="…")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.opener, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.parts)
        self._open(False)

    def show_item(self, item: AgendaItem, *, can_change: bool) -> None:
        """Show what is chosen for an item."""
        self.parts.show_item(item, can_change=can_change)
        self._say()

    def _turn(self) -> None:
        self._open(self.parts.isHidden())

    def _open(self, shown: bool) -> None:
        self.parts.setVisible(shown)
        self._say()

    def _say(self) -> None:
        private = (part.id for part in ROOM_PARTS if part.is_private)
        said = N_("What the room sees …")
        if any(self.parts.ticks[key].isChecked() for key in private):
            said = N_("What the room sees, private matter too …")
        self.opener.setText(self._lang.text(said))
        self.opener.setAccessibleName(self._lang.text(said))
