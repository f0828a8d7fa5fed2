"""The bars below the page: one a matter, the newest last, gone by themselves or when answered."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from facilitator.language import Language
from facilitator.ui import theme
from facilitator.ui.bridge import Notice
from facilitator.ui.parts import NoticeBar


class Notices(QWidget):
    """Shows each notice it is given. A notice with the key of another takes its place."""

    def __init__(self, lang: Language) -> None:
        super().__init__()
        self._lang = lang
        self._bars: dict[str, NoticeBar] = {}
        self._timers: dict[str, QTimer] = {}
        self._numbers = count(1)
        self._is_dark = self._wears_dark = False
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(26, 0, 26, 8)
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
