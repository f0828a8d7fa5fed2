"""What runs now: the time left, large; who, the question, the step; and the buttons."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from facilitator.domain.agenda import AgendaItem
from facilitator.domain.kinds import kind
from facilitator.domain.meeting_clock import ItemReading, Phase, Reading
from facilitator.language import N_, Language
from facilitator.ui import theme
from facilitator.ui.parts import Card, Elided, ProgressBar, button, label, set_tone, tag
from facilitator.ui.parts.key_button import KeyButton
from facilitator.ui.room.step_words import StepWords, back_words, nearest, step_words

PHASES: dict[Phase, tuple[str, str]] = {
    Phase.STEADY: ("", "ink"),
    Phase.SOON: (N_("little time left"), "warn"),
    Phase.CLOSING: (N_("closing"), "warn"),
    Phase.OVER: (N_("over time"), "bad"),
}
"""What is said of each phase, and the token of its colour; the words never leave it to colour."""

TALK_SOON = 300
"""Seconds of discussion left at which it is said."""

AGO = (1, 2, 3, 5, 10)
LARGEST, SMALLEST, COMPACT = 168, 40, 54
_SHARE = 0.48
"""Of the height of the view: what the panel takes at most while its figures can shrink."""
_BESIDES = 275
"""Design pixels of the height that the head and what is under the panel cannot do without."""

_LOW = 560
"""Design pixels: in a view lower than this the question is written smaller."""

_FEW_WORDS = 80
"""Figures smaller than this have no room beside them for the length of the item and its end."""

_MOST_SIGNS = 5
_GAP = 9


class BigTime(QWidget):
    """The time left in large figures, as wide as they need and no taller."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name
        self._text, self._token, self._size = "", "ink", 150
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    @property
    def text(self) -> str:
        return self._text

    def show_time(self, text: str, token: str) -> None:
        """Show figures in the colour of a token."""
        if (text, token) == (self._text, self._token):
            return
        wider = len(text) != len(self._text)
        self._text, self._token = text, token
        self.setAccessibleName(f"{self._name} {text}")
        if wider:
            self.updateGeometry()
        self.update()

    def set_size(self, size: int) -> None:
        """The height of the font in design pixels."""
        if size != self._size:
            self._size = size
            self.updateGeometry()

    def size_for(self, tall: int) -> int:
        """The height of the font in design pixels at which it is this tall, in pixels."""
        return round(tall / max(1, self.sizeHint().height()) * self._size)

    def sizeHint(self) -> QSize:
        metrics = QFontMetricsF(self._font())
        wide = metrics.horizontalAdvance(self._text or "00:00")
        return QSize(round(wide) + 4, round(metrics.capHeight() * 1.12))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(self._font())
        painter.setPen(QColor(getattr(theme.tokens_of(self), self._token)))
        base = self.height() - (self.height() - QFontMetricsF(self._font()).capHeight()) / 2
        painter.drawText(0, round(base), self._text)

    def _font(self) -> QFont:
        # An hour over time is to fit where the minutes do.
        size = self._size * _MOST_SIGNS // max(len(self._text), _MOST_SIGNS)
        made = theme.font("big", number=True, size=size)
        made.setLetterSpacing(QFont.SpacingType.PercentageSpacing, 97)
        return made


class ClockPanel(Card):
    """The running item. `do` is given the names of actions, as by their keys."""

    def __init__(
        self,
        lang: Language,
        do: Callable[[str], object],
        on_backdate: Callable[[int], object],
    ) -> None:
        super().__init__()
        self.setAccessibleName(lang.text(N_("What runs now")))
        self._lang, self._do, self._on_backdate = lang, do, on_backdate
        self._said: tuple[object, ...] | None = None
        self._is_compact = False
        self._height = 900
        self._is_last = self._is_break = False
        self._question = self._after = self._silence = ""
        self.body.setContentsMargins(26, 18, 26, 18)
        self.body.setSpacing(10)
        self.body.addLayout(self._heading())
        self.body.addLayout(self._time())
        self.bar = ProgressBar(lang.text(N_("Time used")))
        self.add(self.bar)
        self.question = label("", "body")
        self.question.setFont(theme.font(size=19))
        self.add(self.question)
        self.body.addLayout(self._steps())
        self.body.addStretch(1)
        self.body.addLayout(self._buttons())

    def _heading(self) -> QHBoxLayout:
        self.kind = tag("", "break")
        self.title = Elided("", "h2")
        self.title.setFont(theme.font("h2", size=20))
        self.who = Elided("", "muted")
        self.who.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        row = QHBoxLayout()
        row.setSpacing(14)
        row.addWidget(self.kind)
        row.addWidget(self.title, 3)
        row.addWidget(self.who, 1)
        return row

    def _time(self) -> QHBoxLayout:
        self.left = BigTime(self._lang.text(N_("Time left")))
        self.phase = label("", "strong", wrap=False)
        self.of, self.ends, self.talk = (Elided("", "muted") for _ in range(3))
        for line in (self.of, self.ends, self.talk):
            line.setFont(theme.font("muted", number=True))
        words = QVBoxLayout()
        words.setSpacing(3)
        words.addStretch()
        for part in (self.phase, self.of, self.ends, self.talk):
            words.addWidget(part)
        self._figures = row = QHBoxLayout()
        row.setSpacing(26)
        row.addWidget(self.left, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addLayout(words, 1)
        return row

    def _steps(self) -> QHBoxLayout:
        self.step = Elided("", "strong")
        self.step_left = label("", "strong", wrap=False)
        for part in (self.step, self.step_left):
            part.setFont(theme.font("strong", number=True, size=19))
        self.then = Elided("", "muted")
        self.silence = KeyButton("", "M", lambda: self._do("keep_silence"))
        self.silence.setProperty("small", "true")
        row = QHBoxLayout()
        row.setSpacing(14)
        row.addWidget(self.step)
        row.addWidget(self.step_left)
        row.addWidget(self.then, 1)
        row.addWidget(self.silence)
        return row

    def _buttons(self) -> QHBoxLayout:
        text, do = self._lang.text, self._do
        space = text(N_("Space"))
        resume = text(N_("Resume"))
        self.next = KeyButton(text(N_("Next item")), "→", self._go_on, primary=True)
        self.pause = KeyButton(text(N_("Pause")), space, lambda: do("pause"), also=resume)
        self.more = KeyButton(text(N_("+1 min")), "+", lambda: do("more_time"))
        self.less = KeyButton(text(N_("−1 min")), "−", lambda: do("less_time"))
        self.park = KeyButton(text(N_("Park a subject")), "P", lambda: do("park"))
        self.ago = button("", self._open_ago, icon="history", name=text(N_("We began earlier")))
        self._always = (self.next, self.pause, self.more, self.less)
        row = QHBoxLayout()
        row.setSpacing(_GAP)
        for made in (self.next, self.pause, self.more, self.less, self.ago):
            row.addWidget(made)
        row.addStretch()
        row.addWidget(self.park)
        return row

    def _go_on(self) -> None:
        # The key never ends a meeting: a clicker is pressed once too often.
        self._do("end_meeting" if self._is_last else "next_item")

    def _open_ago(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for minutes in AGO:
            words = self._lang.plural(
                "We began {n} minute ago", "We began {n} minutes ago", minutes
            )
            menu.addAction(words).triggered.connect(
                lambda _on=False, minutes=minutes: self._on_backdate(minutes)
            )
        menu.popup(self.ago.mapToGlobal(self.ago.rect().bottomLeft()))

    # -- showing

    def show_item(self, item: AgendaItem, then: AgendaItem | None) -> None:
        """Show the words of the running item and of the one after it."""
        said = item, then, self._is_compact
        if said == self._said:
            return
        self._said = said
        row = kind(item.kind)
        title = self._lang.text(row.title)
        self.kind.setText(title)
        self.kind.set_family(row.family)
        self.kind.show()
        self.title.setText(item.title)
        self.title.setVisible(item.title != title)
        self.who.setText(item.who)
        self._question, self._is_break = item.question, item.kind == "break"
        self._silence = self._lang.plural("Silent minute", "{n} silent minutes", row.silence)
        self._is_last = then is None
        words = N_("Next item") if then else N_("End the meeting")
        self.next.say(self._lang.text(words), "→" if then else "")
        self._after = self._lang.text(N_("Then: {title}"), title=then.title) if then else ""

    def show_nothing(self, then: AgendaItem | None) -> None:
        """No item runs, since the one that did was taken off the agenda; `then` can begin."""
        self._said = None
        text = self._lang.text
        self.kind.hide()
        self.title.setText(text(N_("No item is running")))
        self.title.show()
        for words in (self.who, self.phase, self.of, self.ends, self.step):
            words.setText("")
        for words in (self.question, self.step_left):
            words.hide()
        self.left.show_time("", "ink2")
        self.bar.set_share(0)
        self._is_last = then is None
        self.next.say(text(N_("Next item") if then else N_("End the meeting")), "→" if then else "")
        self.then.setText(text(N_("Then: {title}"), title=then.title) if then else "")

    def show_reading(self, reading: Reading, quiet: float | None = None) -> None:
        """Show what the clock says of the running item; `quiet`: seconds left of a silence."""
        now = reading.current
        if now is None or reading.phase is None:
            return
        lang = self._lang
        words, token = PHASES[reading.phase]
        self.left.show_time(lang.countdown(now.remaining), token)
        self.phase.setText(lang.text(N_("paused")) if reading.paused else lang.text(words))
        self.phase.setVisible(bool(self.phase.text()))
        set_tone(self.phase, "warn" if reading.paused or token == "warn" else token)
        of = N_("beyond {length}") if reading.phase is Phase.OVER else N_("left of {length}")
        self.of.setText(lang.text(of, length=lang.duration(now.allotted // 60)))
        self.ends.setText(_ends(lang, now))
        self.show_talk(reading.discussion_left)
        self.bar.set_share(now.elapsed / now.allotted if now.allotted else 1)
        self.bar.set_family({"ink": "", "warn": "warn", "bad": "bad"}[token])
        turn = N_("Resume") if reading.paused else N_("Pause")
        self.pause.say(lang.text(turn))
        self._show_step(reading, now, quiet)

    def show_talk(self, left: float | None) -> None:
        """Show how long the discussion can last, in seconds; None when it is over."""
        words = talk_words(self._lang, left)
        room = self.talk.contentsRect().width()
        if left is not None and self.talk.fontMetrics().horizontalAdvance(words) > room > 0:
            words = talk_words(self._lang, left, short=True)
        self.talk.setText(words)
        self.talk.setVisible(bool(self.talk.text()))
        set_tone(self.talk, "warn" if left is not None and left <= TALK_SOON else "")

    def _show_step(self, reading: Reading, now: ItemReading, quiet: float | None) -> None:
        lang = self._lang
        step = step_words(lang, reading, quiet=quiet) or StepWords("")
        asked = back_words(lang, now) if self._is_break else self._question
        self.question.setText(asked)
        # The composer needs the room, and the question of the summary is on the wall.
        self.question.setVisible(bool(asked) and not (self._is_compact and step.title))
        then = step.then or self._after
        words = (self.step, step.title), (self.step_left, step.left), (self.then, then)
        for part, text in words:
            if part.text() != text:
                part.setText(text)
        self.step.setVisible(bool(step.title))
        self.step_left.setVisible(bool(step.left))
        self.silence.say(lang.text(N_("End the silence")) if quiet is not None else self._silence)

    def set_room(self, height: int, *, compact: bool) -> None:
        """Fit the figures to the height of the view, in pixels; compact leaves room for more."""
        self._is_compact, self._height = compact, height
        tight = compact or height < theme.px(800)
        self.body.setContentsMargins(26, 12 if tight else 20, 26, 12 if tight else 20)
        self.body.setSpacing(7 if tight else 12)
        self._fit()

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.Resize):
            self._fit()
        return done

    def minimumSizeHint(self) -> QSize:
        # What can be left out, elided or made smaller holds no window open; nor does what ticks.
        edges = self.body.contentsMargins()
        wide = edges.left() + edges.right() + self._width_of(self._always)
        return QSize(wide, super().minimumSizeHint().height())

    def _fit(self) -> None:
        """Leave out keys and then buttons the width has no room for; shrink the figures."""
        room = self._wide()
        keyed = (*self._always, self.park)
        self.park.setVisible(not self._is_compact and room >= self._width_of((*keyed, self.ago)))
        self.ago.setVisible(room >= self._width_of((*self._always, self.ago)))
        shown = [made for made in (*keyed, self.ago) if not made.isHidden()]
        has_keys = room >= self._width_of(shown, with_keys=True)
        for made in keyed:
            made.show_key(has_keys)
        self._fit_figures()
        # What has just come into sight may be painted before the next look at the layout.
        self.body.activate()

    def _wide(self) -> int:
        """The width within the edges; the layout has none before it was looked at once."""
        return self.contentsRect().marginsRemoved(self.body.contentsMargins()).width()

    def _width_of(self, made: Sequence[QPushButton], *, with_keys: bool = False) -> int:
        gaps = _GAP * (len(made) - 1)
        if not with_keys:
            return gaps + sum(one.minimumSizeHint().width() for one in made)
        keys = sum(one.key_room() for one in made if isinstance(one, KeyButton))
        return gaps + keys + sum(one.minimumSizeHint().width() for one in made)

    def _fit_figures(self) -> None:
        if self._is_compact:
            self.left.set_size(COMPACT)
            self.of.show()
            self.ends.show()
            return
        design = self._height / theme.text_scale()
        self.question.setFont(theme.font(size=16 if design < _LOW else 19))
        full = min(LARGEST, round(design * 0.158))
        others = self._tall_without_time()
        most = min(round(_SHARE * self._height), self._height - theme.px(_BESIDES))
        left = most - others
        size = max(SMALLEST, min(full, self.left.size_for(left)))
        self.left.set_size(size)
        self.of.setVisible(size >= _FEW_WORDS)
        self.ends.setVisible(size >= _FEW_WORDS)

    def _tall_without_time(self) -> int:
        """How tall the panel is at this width but for the figures, in pixels."""
        edges, wide = self.body.contentsMargins(), self._wide()
        tall, rows = edges.top() + edges.bottom(), 0
        for place in range(self.body.count()):
            item = self.body.itemAt(place)
            if item is None or item.isEmpty() or item.spacerItem() is not None:
                continue
            rows += 1
            if item.layout() is not self._figures:
                has = item.hasHeightForWidth()
                tall += item.heightForWidth(wide) if has else item.sizeHint().height()
        return tall + self.body.spacing() * rows


def _ends(lang: Language, now: ItemReading) -> str:
    if now.expected_end is None:
        return ""
    return lang.text(N_("ends at {clock}"), clock=lang.clock(nearest(now.expected_end)))


def talk_words(lang: Language, left: float | None, *, short: bool = False) -> str:
    """How long the discussion still has; “” once it is over with."""
    if left is None:
        return ""
    if left <= 0:
        return lang.text(N_("time for the summary"))
    if short:
        return lang.text(N_("talk {left}"), left=lang.countdown(left))
    return lang.text(N_("discussion ends in {left}"), left=lang.countdown(left))
