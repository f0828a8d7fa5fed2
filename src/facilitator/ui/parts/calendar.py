"""A month to pick a day from."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QDate, QLocale, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QTextCharFormat
from PySide6.QtWidgets import QApplication, QCalendarWidget, QWidget

from facilitator.language import N_, Language
from facilitator.ui import theme


class Calendar(QCalendarWidget):
    """A month over the page. Emits `picked` with a date; Esc, or going elsewhere, takes it away."""

    picked = Signal(object)
    left = Signal()

    def __init__(self, lang: Language, day: date, window: QWidget) -> None:
        super().__init__(window)
        danish = lang.code == "da"
        self.setLocale(QLocale(QLocale.Language.Danish if danish else QLocale.Language.English))
        self.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        self.setAccessibleName(lang.text(N_("Date")))
        self.setAutoFillBackground(True)
        self.setStyleSheet("QToolButton { margin: 3px; } QTableView { border-radius: 0px; }")
        ordinary = QTextCharFormat()
        ordinary.setForeground(QColor(theme.tokens().ink))
        for weekend in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            self.setWeekdayTextFormat(weekend, ordinary)
        self.setSelectedDate(QDate(day.year, day.month, day.day))
        self.clicked.connect(self._pick)
        self.activated.connect(self._pick)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._on_focus)

    def place_under(self, widget: QWidget) -> None:
        """Show it below a widget, inside the window."""
        self.resize(self.sizeHint().expandedTo(QSize(theme.px(430), theme.px(300))))
        window = widget.window()
        at = widget.mapTo(window, QPoint(0, widget.height() + 4))
        x = min(at.x(), window.width() - self.width() - 8)
        self.move(max(8, x), min(at.y(), max(0, window.height() - self.height() - 8)))
        self.show()
        self.raise_()
        self.setFocus()

    def leave(self) -> None:
        """Take it away."""
        if not self.isHidden():
            self.hide()
            self.left.emit()
            self.deleteLater()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)

    def _pick(self, chosen: QDate) -> None:
        self.leave()
        self.picked.emit(date(chosen.year(), chosen.month(), chosen.day()))

    def _on_focus(self, _before: QWidget | None, now: QWidget | None) -> None:
        if now is not None and now is not self and not self.isAncestorOf(now):
            self.leave()
