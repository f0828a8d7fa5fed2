"""The bars below the page: one a matter, the newest last, gone by themselves or when answered."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from facilitator.language import Language
from facilitator.ui import theme
from facilitator.ui.bridge import Notice
from facilitator.ui.parts import NoticeBar

_BELOW, _OVER = (26, 0, 26, 8), (8, 8, 26, 8)
"""Pixels around the bars: below a page, and over one."""

_WIDE = 560
"""Design pixels that it takes at most where it lies over a page."""


class Notices(QWidget):
    """Shows each notice it is given. A notice with the key of another takes its place."""

    def __init__(self, lang: Language) -> None:
        super().__init__()
        self._lang = lang
        self._bars: dict[str, NoticeBar] = {}
        self._timers: dict[str, QTimer] = {}
        self._numbers = count(1)
        self._is_dark = self._wears_dark = False
        self._page: QWidget | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(*_BELOW)
        self._column.setSpacing(6)
        self.hide()

    def show_notice(self, notice: Notice) -> None:
        """Show, replace or (without text) take away."""
        key = notice.key or f"notice {next(self._numbers)}"
        if not notice.text:
            self.take_away(key)
            return
        bar = self._bars.get(key) or self._new_bar(key)
        answers = [(words, self._answered(key, act)) for words, act in notice.answers]
        bar.say(notice.text, notice.tone, answers)
        self._stop_timer(key)
        if notice.seconds:
            self._timers[key] = self._timer(key, notice.seconds)
        self._dress()
        self.show()

    def set_dark(self, is_dark: bool) -> None:
        """Go with a page in the dark, or with the window again. Nothing is dressed out of sight:
        a style sheet takes a twentieth of the time to start."""
        self._is_dark = is_dark
        if self._bars:
            self._dress()

    def _dress(self) -> None:
        if self._is_dark == self._wears_dark:
            return
        self._wears_dark = self._is_dark
        if self._is_dark:
            theme.dress(self, "dark")
        else:
            theme.undress(self)

    def lie_over(self, page: QWidget | None) -> None:
        """Lie over the lower right of a page, which keeps all its room; None: it has its own."""
        if self._page is not None:
            self._page.removeEventFilter(self)
        self._page = page
        self._column.setContentsMargins(*(_BELOW if page is None else _OVER))
        if page is not None:
            page.installEventFilter(self)
            self._place()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Move, QEvent.Type.Show):
            self._place()
        return super().eventFilter(watched, event)

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self._place()
        return done

    def _place(self) -> None:
        page, holder = self._page, self.parentWidget()
        if page is None or holder is None or not holder.isAncestorOf(page):
            return
        wide = min(theme.px(_WIDE), page.width())
        tall = self._column.totalHeightForWidth(wide)
        corner = QPoint(page.width() - wide, page.height() - tall)
        self.setGeometry(QRect(page.mapTo(holder, corner), QSize(wide, tall)))
        self.raise_()

    def take_away(self, key: str) -> None:
        """Remove the bar with this key, if there is one."""
        self._stop_timer(key)
        bar = self._bars.pop(key, None)
        if bar is not None:
            self._column.removeWidget(bar)
            bar.hide()
            bar.deleteLater()
        self.setVisible(bool(self._bars))

    def texts(self) -> tuple[str, ...]:
        """What is shown now, from above."""
        return tuple(bar.text for bar in self._bars.values())

    def _new_bar(self, key: str) -> NoticeBar:
        bar = NoticeBar(self._lang)
        bar.dismissed.connect(lambda: self.take_away(key))
        self._column.addWidget(bar)
        self._bars[key] = bar
        return bar

    def _answered(self, key: str, act: Callable[[], object]) -> Callable[[], None]:
        def answer() -> None:
            self.take_away(key)
            act()

        return answer

    def _timer(self, key: str, seconds: int) -> QTimer:
        timer = QTimer(self, singleShot=True, interval=1000 * seconds)
        timer.timeout.connect(lambda: self.take_away(key))
        timer.start()
        return timer

    def _stop_timer(self, key: str) -> None:
        timer = self._timers.pop(key, None)
        if timer is not None:
            timer.stop()
            timer.deleteLater()
