"""The bars below the page: one a matter, the newest last, gone by themselves or when answered."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, QTimer
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from facilitator.language import Language
from facilitator.ui import theme
from facilitator.ui.bridge import Notice
from facilitator.ui.parts import NoticeBar

_BELOW, _OVER, _FOOT = (26, 0, 26, 8), (8, 8, 26, 8), (0, 10, 0, 0)
"""Pixels around the bars: below a page, over one, and at the foot of a column."""

_WIDE = 560
"""Design pixels that it takes at most where it lies over a page."""
_FOLDED = 480
"""Design pixels below which answers stand under their message."""


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
        self._foot: QWidget | None = None
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

    def lie_over(self, page: QWidget | None, column: QBoxLayout) -> None:
        """Lie over the lower right of a page, which keeps all its room; None: stand in the column
        of which it is a part."""
        if self._page is not None:
            self._page.removeEventFilter(self)
        self._page = page
        if page is None:
            self._column.setContentsMargins(*_BELOW)
            column.addWidget(self)
            self._fold(folded=False)
        else:
            # Under a clock that fills the window nothing moves when something is said.
            column.removeWidget(self)
            page.installEventFilter(self)
            self._place()

    def lie_at_the_foot(self, foot: QWidget) -> None:
        """Lie at the foot of this part of the page they lie over, which ends above them while any
        stands: what is needed just then stays in sight."""
        self._foot = foot
        foot.installEventFilter(self)
        foot.destroyed.connect(self._forget_foot)
        self._place()

    def _forget_foot(self) -> None:
        self._foot = None

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
        page, holder, foot = self._page, self.parentWidget(), self._foot
        if page is None or holder is None or not holder.isAncestorOf(page):
            return
        if foot is not None and page.isAncestorOf(foot):
            self._place_at(foot, page, holder)
            return
        wide = min(theme.px(_WIDE), page.width())
        tall = self._lay(wide, _OVER)
        corner = QPoint(page.width() - wide, page.height() - tall)
        self._put(QRect(page.mapTo(holder, corner), QSize(wide, tall)))

    def _place_at(self, foot: QWidget, page: QWidget, holder: QWidget) -> None:
        """As wide as it; where large letters let the page scroll, still within the page."""
        wide = max(foot.width(), self._column.totalMinimumSize().width())
        tall = self._lay(wide, _FOOT)
        foot.setContentsMargins(0, 0, 0, tall if self._bars else 0)
        end = foot.mapTo(page, QPoint(foot.width(), foot.height()))
        corner = QPoint(end.x() - wide, min(end.y(), page.height()) - tall)
        self._put(QRect(page.mapTo(holder, corner), QSize(wide, tall)))

    def _lay(self, wide: int, edges: tuple[int, int, int, int]) -> int:
        """Lay the bars out in this width; answers how tall they are then."""
        self._column.setContentsMargins(*edges)
        self._fold(folded=wide < theme.px(_FOLDED))
        return self._column.totalHeightForWidth(wide)

    def _fold(self, *, folded: bool) -> None:
        for bar in self._bars.values():
            bar.fold(folded)

    def _put(self, place: QRect) -> None:
        self.setGeometry(place)
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
        self._place()

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
