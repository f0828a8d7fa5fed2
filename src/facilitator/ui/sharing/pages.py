"""Pages to be looked at: as wide as there is room or whole, the number of the one in sight below,
and words where there are no pages."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QPlainTextEdit,
    QProgressBar,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from facilitator.language import N_, Language
from facilitator.ui import theme
from facilitator.ui.parts import ChoiceChips, button, label, scroll_area

WIDE, WHOLE = "wide", "whole"
_WIDEST = 920
_GAP = 16
_PATIENCE_MS = 150
_MIDDLE = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop


class _Sheet(QWidget):
    """One page, drawn on its paper."""

    def __init__(self, image: QImage, name: str) -> None:
        super().__init__()
        self._image = image
        self._scaled = QPixmap()
        self.setAccessibleName(name)

    def fit(self, room: QSize) -> None:
        """Be as large as there is room, in the shape of the page."""
        self.setFixedSize(self._image.size().scaled(room, Qt.AspectRatioMode.KeepAspectRatio))

    def paintEvent(self, _event: QPaintEvent) -> None:
        density = self.devicePixelRatioF()
        wanted = self.size() * density
        if self._scaled.size() != wanted:
            smooth = Qt.TransformationMode.SmoothTransformation
            keep = Qt.AspectRatioMode.IgnoreAspectRatio
            self._scaled = QPixmap.fromImage(self._image.scaled(wanted, keep, smooth))
            self._scaled.setDevicePixelRatio(density)
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._scaled)
        painter.setPen(QColor(theme.tokens_of(self).line))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))


class _Desk(QWidget):
    """What the pages lie on."""

    def paintEvent(self, _event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), QColor(theme.tokens_of(self).ground))


class PagesView(QWidget):
    """Shows what will be shared, says so while it is made ready, or says why it cannot be."""

    def __init__(self, lang: Language) -> None:
        super().__init__()
        self._lang = lang
        text = lang.text
        self.sheets: tuple[_Sheet, ...] = ()
        self._column = QVBoxLayout()
        self._column.setSpacing(_GAP)
        self._column.setContentsMargins(_GAP, _GAP, _GAP, _GAP)
        holder = _Desk()
        holder.setLayout(self._column)
        self.area = scroll_area(holder, text(N_("Preview")))
        self.area.verticalScrollBar().valueChanged.connect(lambda _value: self._number())
        self.words = QPlainTextEdit(readOnly=True)
        self.words.setAccessibleName(text(N_("Preview")))
        self.trouble = label("", tone="warn")
        self.trouble.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._stack = QStackedWidget()
        for part in (self.area, self.words, self.trouble):
            self._stack.addWidget(part)
        self.zoom = ChoiceChips(
            text(N_("Size of the pages")),
            ((WIDE, text(N_("Full width")), "accent"), (WHOLE, text(N_("Whole page")), "accent")),
            WIDE,
        )
        self.zoom.chosen.connect(lambda _key: self._fit())
        self.number = label("", "muted", wrap=False, number=True)
        self.back = button(
            "",
            lambda: self._turn(-1),
            icon="chevron-left",
            small=True,
            name=text(N_("Page before")),
        )
        self.forth = button(
            "", lambda: self._turn(1), icon="chevron-right", small=True, name=text(N_("Next page"))
        )
        # Over the edge of what is shown, so that nothing moves when it comes and goes.
        self.busy = QProgressBar(self, minimum=0, maximum=0)
        self.busy.setTextVisible(False)
        self.busy.setFixedHeight(4)
        self.busy.setAccessibleName(text(N_("The preview is being made ready")))
        self._patience = QTimer(self, singleShot=True, interval=_PATIENCE_MS)
        self._patience.timeout.connect(self._show_busy)
        self._lay()
        self.busy.hide()

    # -- what is shown

    def wait(self) -> None:
        """Something else is on its way; what is shown stays until it comes."""
        self._patience.start()

    def show_pages(self, pages: Sequence[QImage]) -> None:
        """Show these pages from the first on; the same number of them stays where it is."""
        at = self.area.verticalScrollBar().value() if len(pages) == len(self.sheets) else 0
        self._clear()
        self.sheets = tuple(
            _Sheet(image, self._say_number(n, len(pages))) for n, image in enumerate(pages, 1)
        )
        for sheet in self.sheets:
            self._column.addWidget(sheet, 0, _MIDDLE)
        self._show(self.area)
        self._fit()
        self.area.verticalScrollBar().setValue(at)
        self._number()

    def show_words(self, words: str) -> None:
        """Show text as it is written."""
        self._clear()
        self.words.setPlainText(words)
        self._show(self.words)

    def show_trouble(self, words: str) -> None:
        """Say why there is nothing to see."""
        self._clear()
        self.trouble.setText(words)
        self._show(self.trouble)

    @property
    def shown(self) -> int:
        """The number of the page in sight, from 1."""
        top = self.area.verticalScrollBar().value() + self.area.viewport().height() // 3
        return max(1, sum(at <= top for at in self._tops()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.busy.resize(self.width(), self.busy.height())
        self._fit()

    # -- the rest

    def _lay(self) -> None:
        foot = QHBoxLayout()
        for part in (self.back, self.number, self.forth):
            foot.addWidget(part)
        foot.addStretch(1)
        foot.addWidget(self.zoom)
        self._foot = QWidget()
        self._foot.setLayout(foot)
        foot.setContentsMargins(0, 0, 0, 0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._stack, 1)
        column.addWidget(self._foot)

    def _show(self, part: QWidget) -> None:
        self._patience.stop()
        self.busy.hide()
        self._stack.setCurrentWidget(part)
        self._foot.setVisible(part is self.area)
        for one in (self.back, self.forth):
            one.setVisible(len(self.sheets) > 1)

    def _show_busy(self) -> None:
        self.busy.show()
        self.busy.raise_()

    def _clear(self) -> None:
        for sheet in self.sheets:
            self._column.removeWidget(sheet)
            sheet.hide()
            sheet.deleteLater()
        self.sheets = ()

    def _fit(self) -> None:
        room = self.area.viewport().size() - QSize(2 * _GAP, 2 * _GAP)
        if self.zoom.choice == WIDE:
            room = QSize(min(room.width(), theme.px(_WIDEST)), 1 << 20)
        for sheet in self.sheets:
            sheet.fit(room)
        self._number()

    def _number(self) -> None:
        count = len(self.sheets)
        if count:
            self.number.setText(self._say_number(self.shown, count))
            self.back.setEnabled(self.shown > 1)
            self.forth.setEnabled(self.shown < count)

    def _say_number(self, number: int, count: int) -> str:
        said = N_("Page {page} of {pages}")
        return self._lang.text(said, page=self._lang.number(number), pages=self._lang.number(count))

    def _turn(self, by: int) -> None:
        at = min(max(self.shown - 1 + by, 0), len(self.sheets) - 1)
        self.area.verticalScrollBar().setValue(self._tops()[at])

    def _tops(self) -> tuple[int, ...]:
        # Not asked of the sheets, which have no place before they are shown.
        heights = (sheet.height() + _GAP for sheet in self.sheets)
        return tuple(accumulate(heights, initial=_GAP))[:-1]
