"""A small clock that stays on top while slides are shown from another program."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSizeGrip, QVBoxLayout, QWidget

from facilitator.domain.meeting_clock import Reading
from facilitator.language import N_, Language
from facilitator.ui.parts import Elided, button, label, plain_tooltip, set_tone
from facilitator.ui.parts.key_button import KeyButton
from facilitator.ui.room.step_words import behind_words, step_words
from facilitator.ui.run.clock_panel import PHASES, BigTime, talk_words
from facilitator.ui.run.keys import RunKeys
from facilitator.ui.run.watch import MeetingWatch

NAME = N_("Small clock over other programs")
_ABOUT = N_(
    "Stays on top of slides from another program. With only one display, everybody sees it."
)
_WAYLAND = N_("On this computer (Wayland), you may have to ask the system to keep it on top.")
_MARGIN = 48
_FIGURES = 46

_STAYS = frozenset(
    (
        *("start", "pause", "next_item", "previous_item", "more_time", "less_time"),
        *("keep_silence", "black", "freeze", "leave", "undo"),
    )
)
"""What can be done without the full window; all else brings it back."""


def about_words(lang: Language, platform: str) -> str:
    """What to know before it is opened; `platform` as Qt names the one it draws on."""
    known = (_ABOUT, _WAYLAND) if platform.startswith("wayland") else (_ABOUT,)
    return "\n".join((f"{lang.text(NAME)} (K)", *(lang.text(words) for words in known)))


class CompactStrip(QFrame):
    """Time left, item, what comes next, and four buttons. `closed`: by the system or its button.

    `do` is given the names of actions, as by their keys.
    """

    closed = Signal()

    def __init__(self, watch: MeetingWatch, do: Callable[[str], object]) -> None:
        flags = Qt.WindowType.Window | Qt.WindowType.FramelessWindowHint
        super().__init__(None, flags | Qt.WindowType.WindowStaysOnTopHint)
        self._watch, self._lang, self._do = watch, watch.bridge.lang, do
        self._grip: QPoint | None = None
        self.setProperty("look", "card")
        self.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, on=False)
        self.setWindowTitle(f"Facilitator – {self._lang.text(NAME)}")
        self.setAccessibleName(self._lang.text(NAME))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.keys = RunKeys(self, do, lambda _key: False)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 8, 6)
        column.setSpacing(8)
        column.addLayout(self._words())
        column.addLayout(self._buttons())

    def _words(self) -> QHBoxLayout:
        self.left = BigTime(self._lang.text(N_("Time left")))
        self.left.set_size(_FIGURES)
        self.title = Elided("", "strong")
        self.then = Elided("", "muted")
        self.phase = label("", "strong", wrap=False)
        self.behind = label("", "strong", number=True, wrap=False)
        self.talk = label("", "muted", number=True, wrap=False)
        state = QHBoxLayout()
        state.setSpacing(14)
        for part in (self.phase, self.behind, self.talk):
            state.addWidget(part)
        state.addStretch(1)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self.title)
        words.addLayout(state)
        words.addWidget(self.then)
        row = QHBoxLayout()
        row.setSpacing(18)
        row.addWidget(self.left, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addLayout(words, 1)
        return row

    def _buttons(self) -> QHBoxLayout:
        text = self._lang.text
        self.pause = self._key_button(N_("Pause"), text(N_("Space")), "pause")
        self.next = self._key_button(N_("Next item"), "→", "next_item")
        self.more = self._key_button(N_("+1 min"), "+", "more_time")
        self.summary = self._key_button(N_("Summary"), "S", "go_to_summary")
        name = text(N_("Back to the full window"))
        self.back = button("", self.close, icon="external-link", small=True, name=name)
        self.back.setAccessibleDescription("K")
        row = QHBoxLayout()
        row.setSpacing(6)
        for made in (self.pause, self.next, self.more, self.summary, self.back):
            made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            row.addWidget(made)
        row.addStretch(1)
        row.addWidget(QSizeGrip(self), 0, Qt.AlignmentFlag.AlignBottom)
        return row

    def _key_button(self, words: str, key: str, handler: str) -> KeyButton:
        # Without the key in its frame it stays small; the tooltip and a screen reader tell it.
        made = KeyButton(self._lang.text(words), "", lambda: self._press(handler))
        made.setProperty("small", "true")
        made.setAccessibleDescription(key)
        plain_tooltip(made, key)
        return made

    def _press(self, handler: str) -> None:
        self.setFocus()
        self._do(handler)

    def show_reading(self, reading: Reading) -> None:
        """Show what the clock says."""
        lang, agenda, now = self._lang, self._watch.agenda, reading.current
        item = agenda.item(reading.running) if agenda is not None else None
        after = self._watch.item_after(reading, 1)
        then = lang.text(N_("Then: {title}"), title=after.title) if after else ""
        phase, token = PHASES[reading.phase] if reading.phase else ("", "ink2")
        self.left.show_time(lang.countdown(now.remaining) if now else "–", token)
        behind, tone = behind_words(lang, reading)
        state = lang.text(N_("paused")) if reading.paused else lang.text(phase)
        if self._watch.bridge.is_rehearsal:
            state = " · ".join(part for part in (lang.text(N_("Rehearsal")), state) if part)
        said = (
            (self.title, item.title if item else lang.text(N_("No item is running"))),
            (self.then, self._clock_inside(reading) or then),
            (self.phase, state),
            (self.behind, behind),
            (self.talk, talk_words(lang, reading.discussion_left)),
        )
        for part, words in said:
            if part.text() != words:
                part.setText(words)
            part.setVisible(bool(words))
        set_tone(self.behind, tone)
        set_tone(self.phase, "warn" if reading.paused or token == "warn" else token)
        turn = N_("Resume") if reading.paused else N_("Pause")
        self.pause.say(lang.text(turn))
        self.next.setEnabled(after is not None)
        self.summary.setEnabled(item is None or not item.is_last)

    def _clock_inside(self, reading: Reading) -> str:
        """A silence, or the time of pairs, as the room sees it; time first, the words give way."""
        quiet, aloud = self._watch.silence_left(reading), self._watch.aloud_left(reading)
        if quiet is None and aloud is None:
            return ""
        said = step_words(self._lang, reading, quiet=quiet, aloud=aloud)
        return f"{said.left} · {said.title}" if said else ""

    # -- keys and the mouse

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.keys.steer(event):
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        handle = self.windowHandle()
        if event.button() != Qt.MouseButton.LeftButton:
            return
        # Where the system moves windows itself, it alone may.
        if handle is None or not handle.startSystemMove():
            self._grip = event.globalPosition().toPoint() - self.pos()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._grip is not None:
            self.move(event.globalPosition().toPoint() - self._grip)

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        self._grip = None

    def closeEvent(self, event: QCloseEvent) -> None:
        event.accept()
        self.closed.emit()


class Compact(QObject):
    """Opens and closes the strip of the page `home`, where it was last on each display."""

    def __init__(self, watch: MeetingWatch, home: QWidget, do: Callable[[str], object]) -> None:
        super().__init__(home)
        self._watch, self._bridge, self._home, self._do = watch, watch.bridge, home, do
        self.strip: CompactStrip | None = None

    def turn(self) -> None:
        """Open it while a meeting runs; when it is open, go back to the full window."""
        if self.strip is not None:
            self.close()
            self._come_back()
        elif self._watch.is_running:
            self._open()

    def show_reading(self, reading: Reading) -> None:
        """Show what the clock says, as long as the meeting runs."""
        if self.strip is None:
            return
        if self._watch.is_running:
            self.strip.show_reading(reading)
        else:
            self.close()

    def close(self) -> None:
        """Take it away and remember where it was."""
        strip, self.strip = self.strip, None
        if strip is None:
            return
        self._home.window().removeEventFilter(self)
        self._keep_place(strip.geometry())
        strip.closed.disconnect()
        strip.hide()
        strip.deleteLater()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        # The program's window is closed or made anew; minimised, it is not hidden by itself.
        if event.type() == QEvent.Type.Hide and not event.spontaneous():
            self.close()
        return False

    def _open(self) -> None:
        self.strip = strip = CompactStrip(self._watch, self._do_from_strip)
        strip.closed.connect(self.turn)
        self._home.destroyed.connect(strip.deleteLater)
        self._home.window().installEventFilter(self)
        reading = self._watch.reading()
        if reading is not None:
            strip.show_reading(reading)
        strip.setGeometry(self._place(strip.minimumSizeHint()))
        strip.show()
        strip.activateWindow()
        strip.setFocus()

    def _do_from_strip(self, handler: str) -> None:
        if handler == "show_compact":
            self.turn()
            return
        if handler not in _STAYS:
            self.turn()
        self._do(handler)

    def _come_back(self) -> None:
        window = self._home.window()
        window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
        window.raise_()
        window.activateWindow()

    # -- where it was

    def _displays(self) -> dict[str, QRect]:
        own = self._home.window().screen()
        found = {own.name(): own.geometry()} if own is not None else {}
        return found | {one.name(): one.geometry() for one in self._bridge.screens()}

    def _kept(self) -> tuple[str, Mapping[str, object]]:
        """The display it was on last, and its place on each."""
        try:
            kept = json.loads(self._bridge.settings.string("compact_strip"))
            return str(kept["last"]), dict(kept["places"])
        except (ValueError, TypeError, KeyError):
            return "", {}

    def _place(self, size: QSize) -> QRect:
        displays, (name, places) = self._displays(), self._kept()
        if name not in displays:
            name = next(iter(displays), "")
        return place_in(displays.get(name, QRect()), size, _four_numbers(places.get(name)))

    def _keep_place(self, at: QRect) -> None:
        for name, area in self._displays().items():
            if area.contains(at.center()):
                offset = at.topLeft() - area.topLeft()
                place = [offset.x(), offset.y(), at.width(), at.height()]
                places = {**self._kept()[1], name: place}
                kept = {"last": name, "places": places}
                self._bridge.remember("compact_strip", json.dumps(kept))
                return


def _four_numbers(kept: object) -> tuple[int, ...]:
    numbers = kept if isinstance(kept, list) else []
    found = tuple(n for n in numbers if type(n) is int)
    return found if len(found) == len(numbers) == 4 else ()


def place_in(area: QRect, size: QSize, kept: Sequence[int]) -> QRect:
    """Where a window goes on a display: where it was kept (x, y, width, height within the
    display), never smaller than `size` nor beyond the edges; else at the top on the right."""
    x, y, *known = kept or (area.width() - size.width() - _MARGIN, _MARGIN)
    wanted = size.expandedTo(QSize(*known)) if known else size
    wanted = wanted.boundedTo(area.size()) if area.isValid() else wanted
    x = max(0, min(x, area.width() - wanted.width()))
    y = max(0, min(y, area.height() - wanted.height()))
    return QRect(area.topLeft() + QPoint(x, y), wanted)


def opener(lang: Language, do: Callable[[str], object]) -> QPushButton:
    """The button that opens it."""
    made = button("", lambda: do("show_compact"), icon="timer", name=lang.text(NAME))
    made.setAccessibleDescription("K")
    plain_tooltip(made, about_words(lang, QGuiApplication.platformName()))
    return made
