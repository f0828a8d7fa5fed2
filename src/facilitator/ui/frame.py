"""What stands around a page: its header, and before the store is open nothing but that."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from facilitator.ui import theme
from facilitator.ui.page import Header, Page
from facilitator.ui.parts import label, style_by

_LEAST_WORDS = 200
"""Design pixels of a header that belong to its words."""
_LOW_BELOW = 690
"""Design pixels of a page with its header, below which the header gives it room."""


class HeaderBar(QFrame):
    """Crumb, title and second line at the left, the page's buttons at the right."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self.setObjectName("header")
        self._is_low = False
        self._crumb = label("", "small")
        self._title = label("", "title")
        self._subtitle = label("", "muted")
        words = QVBoxLayout()
        words.setSpacing(1)
        for part in (self._crumb, self._title, self._subtitle):
            words.addWidget(part)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(26, 16, 26, 14)
        self._row.setSpacing(10)
        self._row.addLayout(words, 1)
        self._buttons, self._is_wide = QHBoxLayout(), True
        self._buttons.setSpacing(10)
        self._buttons.addStretch(1)
        self._row.addLayout(self._buttons)
        self.show_header(Header(title))

    @property
    def title(self) -> str:
        return self._title.text()

    def show_header(self, header: Header) -> None:
        """Show these words; empty lines take no room."""
        for part, text in (
            (self._crumb, header.crumb),
            (self._title, header.title),
            (self._subtitle, header.subtitle),
        ):
            part.setText(text)
            part.setVisible(bool(text) and not (self._is_low and part is self._crumb))
        self._buttons.invalidate()
        self._turn()

    def add_buttons(self, buttons: Sequence[QWidget]) -> None:
        """Put the page's own widgets at the right; those that stand there stay."""
        for made in buttons:
            if made.parent() is not self:
                self._buttons.addWidget(made, 0, Qt.AlignmentFlag.AlignBottom)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._turn()

    def make_low(self, is_low: bool) -> None:
        """In a low window there is no crumb, and the title is smaller."""
        if is_low != self._is_low:
            self._is_low = is_low
            style_by(self._title, "role", "h2" if is_low else "title")
            self._crumb.setVisible(bool(self._crumb.text()) and not is_low)
            low, high = (8, 8), (16, 14)
            top, bottom = low if is_low else high
            self._row.setContentsMargins(26, top, 26, bottom)

    def _turn(self) -> None:
        """Buttons that leave the words no room, as with large letters, stand below them."""
        room = self.width() - self._buttons.sizeHint().width()
        is_wide = room >= theme.px(_LEAST_WORDS)
        if is_wide != self._is_wide:
            self._is_wide = is_wide
            ways = QHBoxLayout.Direction
            self._row.setDirection(ways.LeftToRight if is_wide else ways.TopToBottom)


class PageFrame(QWidget):
    """One place in the stack: a header at once, the page below it when it has been made."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self._title = title
        self.page: Page | None = None
        self.stale = True
        self.header = HeaderBar(title)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self.header)
        self._column.addStretch(1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.header.make_low(self.height() < theme.px(_LOW_BELOW))

    def put(self, page: Page) -> None:
        """Fill the frame with its page."""
        self.page = page
        self._column.takeAt(1)
        self._column.addWidget(page, 1)
        page.header_changed.connect(self.show_header)
        self.show_header()

    def take_focus(self) -> bool:
        """Lead the keys to the page as it is opened: who was writing in it goes on there. Whether
        it has taken them, or is yet to be made."""
        page, last = self.page, self.focusWidget()
        if page is None:
            return True
        if last is not None and last.isVisibleTo(page) and _is_written_in(last):
            last.setFocus()
            return True
        return page.take_focus()

    def focusNextPrevChild(self, forth: bool) -> bool:
        """Where what had the focus is hidden, Qt goes on past the end of the page, to the cluster's
        menu: the keys stay on the page."""
        had = self.window().focusWidget()
        is_gone = had is not None and not had.isVisibleTo(self) and not self.isHidden()
        moved = super().focusNextPrevChild(forth)
        now = self.window().focusWidget()
        if is_gone and now is not None and not self.isAncestorOf(now):
            self.take_focus()
        return moved

    def show_header(self) -> None:
        """Show what the page says of itself now."""
        if self.page is not None:
            self.header.add_buttons(self.page.header_buttons())
            self.header.show_header(self.page.header() or Header(self._title))
            self.header.setVisible(not self.page.fills_window())


def _is_written_in(widget: QWidget) -> bool:
    # The kinds of fields are named when a page is there: the first paint waits for none of them.
    from PySide6.QtWidgets import QAbstractSpinBox, QLineEdit, QPlainTextEdit, QTextEdit

    return isinstance(widget, QLineEdit | QPlainTextEdit | QTextEdit | QAbstractSpinBox)
