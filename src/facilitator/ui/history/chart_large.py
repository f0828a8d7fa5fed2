"""One chart with room for all of it; the next and the one before are a key away."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from facilitator.charts.chart import ChartData
from facilitator.language import N_, Language
from facilitator.ui import parts
from facilitator.ui.charts.view import ChartView

_TURNS = {
    Qt.Key.Key_PageUp: -1,
    Qt.Key.Key_PageDown: 1,
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Right: 1,
}


class LargeChart(QWidget):
    """A chart as large as the room. `left`: Esc, when no zoom is left to undo.

    `turned`: the chart before (−1) or the next (1) is wanted, by ← →, by Page Up and Page Down
    also while the arrows walk in the figure, or by the buttons. `menu_wanted` as of a ChartView.
    """

    left = Signal()
    turned = Signal(int)
    menu_wanted = Signal(object, QPoint)

    def __init__(self, lang: Language, *, marks: bool = True) -> None:
        super().__init__()
        self._lang = lang
        self.view = ChartView(lang, eager=True, marks=marks, grows=True)
        self.view.menu_wanted.connect(self.menu_wanted)
        self._place = parts.label("", "small", wrap=False, number=True)
        text = lang.text
        self.buttons = (
            parts.button(
                "",
                self._go_back,
                icon="chevron-left",
                small=True,
                plain=True,
                name=text(N_("Chart before")),
            ),
            parts.button(
                "",
                self._go_on,
                icon="chevron-right",
                small=True,
                plain=True,
                name=text(N_("Next chart")),
            ),
        )
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._turn = QWidget()
        row = QHBoxLayout(self._turn)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        for part in (self.buttons[0], self._place, self.buttons[1]):
            row.addWidget(part)
        self.view.add_button(self._turn)
        self._turn.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.view)

    @property
    def chart(self) -> ChartData | None:
        """The chart shown."""
        return self.view.chart

    def show_chart(self, chart: ChartData) -> None:
        """Draw a chart in place of the former."""
        self.view.show_chart(chart)
        self.setAccessibleName(chart.title)
        self.setAccessibleDescription(self.view.accessibleDescription())

    def set_place(self, at: int, of: int) -> None:
        """Say which of how many charts it is, from 0; of one, nothing is said."""
        place = self._lang.text(N_("{number} of {count}"), number=at + 1, count=of)
        self._place.setText(place)
        self._turn.setVisible(of > 1)
        self.buttons[0].setEnabled(at > 0)
        self.buttons[1].setEnabled(at < of - 1)

    def _go_back(self) -> None:
        self.turned.emit(-1)

    def _go_on(self) -> None:
        self.turned.emit(1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        by = _TURNS.get(Qt.Key(event.key()))
        button = None if by is None else self.buttons[by > 0]
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            event.ignore()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif by is not None and button is not None and button.isEnabled() and button.isVisible():
            self.turned.emit(by)
        else:
            event.ignore()
