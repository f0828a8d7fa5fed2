"""What pages have in common that do one long piece of work, in a thread, and can be left."""

from __future__ import annotations

import threading
from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QVBoxLayout, QWidget

from facilitator.domain.refusal import Refusal
from facilitator.language import N_
from facilitator.log import log
from facilitator.ui import theme
from facilitator.ui.bridge import Bridge
from facilitator.ui.latest import Latest
from facilitator.ui.parts import Card, NoticeBar, button, label, page_scroll

WIDTH = 900

_FAULT = Refusal(
    N_("Something went wrong in the program, and it was not done."),
    N_("What was there before is kept."),
    N_("Try once more; the log in the data folder says where it happened."),
)


class Stopped(Exception):
    """The person does not want it any more; nothing was written or stored."""


class Stop:
    """Asks a work to end; `check` raises Stopped once it has been asked."""

    def __init__(self) -> None:
        self._event = threading.Event()

    def ask(self) -> None:
        self._event.set()

    def is_asked(self) -> bool:
        return self._event.is_set()

    def check(self) -> None:
        if self._event.is_set():
            raise Stopped


class WorkPage(QWidget):
    """A title, cards below each other, and buttons. `left`: it is to go away.

    `width`: of the cards at most, in design pixels.
    """

    left = Signal()

    def __init__(self, bridge: Bridge, title: str, width: int = WIDTH) -> None:
        super().__init__()
        self.bridge, self.lang, self._width = bridge, bridge.lang, width
        self._stop, self._may_leave = Stop(), True
        self._then: Callable[[object], object] = lambda _answer: None
        self._work = Latest(self)
        self._work.done.connect(self._on_done)
        self._work.failed.connect(self._on_failed)
        self.title = label(title, "title")
        self.subtitle = label("", "muted")
        self.notice = NoticeBar(self.lang)
        self.cancel_button = button(self.lang.text(N_("Cancel")), self.cancel)
        self.buttons = QHBoxLayout()
        self.cards = QVBoxLayout()
        self.setAccessibleName(title)
        self._lay()

    def _lay(self) -> None:
        body = QWidget()
        row = QHBoxLayout(body)
        row.setContentsMargins(26, 24, 26, 16)
        inner = QWidget()
        inner.setMaximumWidth(theme.px(self._width))
        self.cards = QVBoxLayout(inner)
        self.cards.setContentsMargins(0, 0, 0, 0)
        self.cards.setSpacing(14)
        self.cards.addWidget(self.title)
        self.cards.addWidget(self.subtitle)
        self.cards.addWidget(self.notice)
        self._bottom = self.cards.count()
        self.cards.addStretch(1)
        row.addStretch(1)
        row.addWidget(inner, 20)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._scroll = page_scroll(body)
        column.addWidget(self._scroll, 1)
        column.addWidget(self._foot())

    def _foot(self) -> QWidget:
        self._doing = label("", "muted")
        self._bar = QProgressBar(minimum=0, maximum=0)
        self._bar.setTextVisible(False)
        self._bar.setMaximumWidth(theme.px(160))
        self._bar.hide()
        inner = QWidget()
        inner.setMaximumWidth(theme.px(self._width))
        row = QHBoxLayout(inner)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        row.addWidget(self._doing)
        row.addWidget(self._bar)
        row.addStretch(1)
        row.addWidget(self.cancel_button)
        row.addLayout(self.buttons)
        foot = QWidget()
        centred = QHBoxLayout(foot)
        centred.setContentsMargins(26, 12, 26, 16)
        centred.addStretch(1)
        centred.addWidget(inner, 20)
        centred.addStretch(1)
        return foot

    def add_card(self, card: Card) -> None:
        """Put a card below the others."""
        self.cards.insertWidget(self.cards.count() - 1, card)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.cancel()
        else:
            super().keyPressEvent(event)

    # -- work

    def begin(
        self,
        doing: str,
        work: Callable[[Stop], object],
        then: Callable[[object], object],
        *,
        only_reads: bool = False,
    ) -> None:
        """Say what is done, do it in a thread, and then go on with its answer.

        `only_reads`: one may leave before it has ended.
        """
        self._then, self._stop, self._may_leave = then, Stop(), only_reads
        self.notice.clear()
        self._doing.setText(doing)
        self._bar.setAccessibleName(doing)
        self._bar.setRange(0, 0)
        self._bar.show()
        self.rest(True)
        stop = self._stop
        self._work.start(lambda: work(stop))

    def rest(self, busy: bool) -> None:
        """Let the buttons rest while something is done."""

    def primary(self) -> QPushButton | None:
        """The button that Ctrl+Enter presses."""
        return None

    def say(
        self, said: str, tone: str, actions: tuple[tuple[str, Callable[[], object]], ...] = ()
    ) -> None:
        """Show a message under the title."""
        self.notice.say(said, tone, actions, closable=False)
        self._scroll.verticalScrollBar().setValue(0)

    def tell(self, said: str) -> None:
        """Say beside the buttons what is in their way, while nothing is being done."""
        self._doing.setText(said)

    def show_progress(self, done: int, whole: int) -> None:
        """Show how far what is being done has come."""
        self._bar.setRange(0, whole)
        self._bar.setValue(min(done, whole))

    def is_busy(self) -> bool:
        return not self._bar.isHidden()

    def cancel(self) -> None:
        """End what is being done; with nothing to end, leave."""
        self._stop.ask()
        if self._may_leave or not self.is_busy():
            self._work.cancel()
            self.left.emit()

    def _on_done(self, answer: object) -> None:
        self._end()
        self._then(answer)

    def _on_failed(self, error: Exception) -> None:
        self._end()
        if isinstance(error, Stopped):
            self.left.emit()
            return
        if not isinstance(error, Refusal):
            log.error("a long work failed", exc_info=error)
            error = _FAULT
        self.say(error.in_words(self.lang), "warn")

    def _end(self) -> None:
        self._doing.clear()
        self._bar.hide()
        self.rest(False)
