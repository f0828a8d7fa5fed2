"""Taking minutes back: who would give what, before and after, applied by one key."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from datetime import datetime, timedelta
from functools import partial
from math import ceil

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from facilitator.domain.agenda import Agenda
from facilitator.domain.meeting_clock import ItemState, Proposal, Reading
from facilitator.language import N_, Language
from facilitator.ui import theme
from facilitator.ui.parts import Card, FlowLayout, button, label, plain_tooltip, scroll_area
from facilitator.ui.parts.heard import CheckBox
from facilitator.ui.parts.key_button import KeyButton
from facilitator.ui.room.step_words import nearest, whole_minutes
from facilitator.ui.run.panel_head import panel_head

LATER, EARLIER = (5, 10, 15), (-15, -10, -5)
"""Minutes by which the end can be moved."""

Donors = frozenset[str] | None

_BESIDE_WORDS = 80
"""Design pixels of the card that a tick, the margins and a scroll bar take."""
_BAR = 14
"""Design pixels that a scroll bar takes."""


class Giver(QWidget):
    """An item that may give: its tick with before and after, and a button to let it give alone."""

    def __init__(
        self, key: str, on_tick: Callable[[bool], object], on_only: Callable[[], object]
    ) -> None:
        super().__init__()
        self.box = CheckBox()
        self.box.clicked.connect(lambda on: on_tick(on))
        self.only = KeyButton("", key, on_only)
        self.only.setProperty("look", "plain")
        self.only.setProperty("small", "true")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 2)
        column.setSpacing(0)
        column.addWidget(self.box)
        below = QHBoxLayout()
        below.setContentsMargins(theme.px(17), 0, 0, 0)
        below.addWidget(self.only)
        below.addStretch(1)
        column.addLayout(below)

    def say(self, title: str, minutes: str, room: int) -> None:
        """The minutes always stand there whole; a long title gives way and is told in full."""
        short, whole = fit_title(self.box.fontMetrics(), title, minutes, room)
        self.box.setText(short.replace("&", "&&"))
        self.box.setAccessibleName(whole)
        plain_tooltip(self.box, whole if short != whole else "")


def fit_title(metrics: QFontMetrics, title: str, minutes: str, room: int) -> tuple[str, str]:
    """A title with its minutes in so many pixels, and both in full."""
    room -= metrics.horizontalAdvance(f"   {minutes}")
    short = metrics.elidedText(title, Qt.TextElideMode.ElideRight, room)
    return f"{short}   {minutes}", f"{title}   {minutes}"


class ReplanPanel(Card):
    """A preview: ticked items may give. `propose(donors)` answers what they would give, and
    `foresee(allotted)` when the meeting would then end.

    `applied(allotted)`, `skipped(item)`, `end_moved(minutes)`, `left`; `changed` when the
    proposal is another one.
    """

    applied = Signal(object)
    left = Signal()
    skipped = Signal(str)
    end_moved = Signal(int)
    changed = Signal()

    def __init__(
        self,
        lang: Language,
        propose: Callable[[Donors], Proposal | None],
        foresee: Callable[[Mapping[str, int]], Reading | None],
    ) -> None:
        super().__init__()
        self.setAccessibleName(lang.text(N_("Take minutes from …")))
        self._lang, self._propose, self._foresee = lang, propose, foresee
        self._proposal: Proposal | None = None
        self._offered: object = None
        self._refused: set[str] = set()
        self._givers: dict[str, Giver] = {}
        self._titles: dict[str, str] = {}
        self._before: dict[str, int] = {}
        self._end: datetime | None = None
        self._then: datetime | None = None
        self._asked: tuple[Agenda, Reading] | None = None
        self._is_for_end = False
        self._title = label(lang.text(N_("Take minutes from …")), "h2")
        self.body.addLayout(panel_head(lang, self._title, self.left.emit))
        self.need = label("", "body")
        self.add(self.need)
        inner = QWidget()
        self._list = QVBoxLayout(inner)
        self._list.setContentsMargins(0, 0, 0, 0)
        self._list.setSpacing(2)
        self.short = label("", "body", tone="warn")
        self._list.addWidget(self.short)
        self._skips = QWidget()
        FlowLayout(self._skips)
        self._list.addWidget(self._skips)
        self._list.addStretch(1)
        self._giving = scroll_area(inner)
        self.body.addWidget(self._giving, 1)
        self.then = label("", "body")
        self.add(self.then)
        words = lang.text(N_("Take these minutes"))
        self.apply = KeyButton(words, "Enter", self.press, primary=True)
        self.add(self.apply)
        self._or = label(lang.text(N_("Or let the meeting end later")), "small")
        self.add(self._or)
        self._ends = QWidget()
        FlowLayout(self._ends)
        self.add(self._ends)
        self._below = QWidget()
        self.body.addWidget(self._below, 1)

    @property
    def text(self) -> str:
        """What is offered, in words: for readers and tests."""
        lines = [self.need.text(), *(one.box.accessibleName() for one in self._givers.values())]
        return "\n".join([*lines, self.short.text()])

    @property
    def proposal(self) -> Proposal | None:
        """What is shown."""
        return self._proposal

    @property
    def end(self) -> datetime | None:
        """When the meeting would then end; None when nothing would be taken."""
        return self._then

    def giver(self, item: str) -> CheckBox:
        """The tick of an item that may give."""
        return self._givers[item].box

    def open(self, agenda: Agenda, reading: Reading, *, for_end: bool = False) -> None:
        """Begin anew: everybody who can may give; or, `for_end`, nobody, and the end is moved."""
        self._refused.clear()
        self._offered = None
        self._is_for_end = for_end
        title = N_("Move the end") if for_end else N_("Take minutes from …")
        self._title.setText(self._lang.text(title))
        self.setAccessibleName(self._title.text())
        for part in (self._giving, self.apply, self._or):
            part.setVisible(not for_end)
        self._below.setVisible(for_end)
        self.show_reading(agenda, reading, anew=True)

    def show_reading(self, agenda: Agenda, reading: Reading, *, anew: bool = False) -> None:
        """Follow the clock; what was ticked stays."""
        self._asked = agenda, reading
        waiting = [
            item.id
            for item, one in zip(agenda.items, reading.items, strict=True)
            if one.state is ItemState.WAITING and item.flexible and not item.is_last
        ]
        self._titles = {item.id: item.title for item in agenda.items}
        if anew or waiting != list(self._givers):
            self._lay(waiting)
        self._before = {item.id: item.allotted for item in reading.items}
        self._end = agenda.meeting.end
        self._ask()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._asked is not None:
            self.show_reading(*self._asked)

    def press(self) -> bool:
        """Apply what is shown; whether there was anything to apply."""
        if self._is_for_end or self._proposal is None or not self._proposal.changes:
            return False
        self.applied.emit(self._proposal.apply)
        return True

    def let_only(self, key: str) -> None:
        """Let this item alone give; if it does already, all again."""
        others = set(self._givers) - {key}
        self._refused = set() if self._refused == others else others
        self._ask()

    def press_figure(self, number: int) -> bool:
        """Let the item with this number alone give; whether there is one."""
        keys = list(self._givers)
        if self._is_for_end or not 1 <= number <= len(keys):
            return False
        self.let_only(keys[number - 1])
        return True

    def focus_ends(self) -> None:
        """Put the keys on moving the end."""
        flow = self._ends.layout()
        first = flow.itemAt(0) if flow is not None else None
        widget = first.widget() if first is not None else None
        if widget is not None:
            widget.setFocus(Qt.FocusReason.TabFocusReason)

    # -- showing

    def _lay(self, waiting: Collection[str]) -> None:
        for row in self._givers.values():
            self._list.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._givers = {}
        self._refused &= set(waiting)
        for place, key in enumerate(waiting):
            figure = str(place + 1) if place < 9 else ""
            row = Giver(figure, partial(self._tick, key), partial(self.let_only, key))
            self._givers[key] = row
            self._list.insertWidget(place, row)

    def _tick(self, key: str, on: bool) -> None:
        (self._refused.discard if on else self._refused.add)(key)
        self._ask()

    def _ask(self) -> None:
        donors = frozenset(self._givers) - self._refused if self._refused else None
        proposal = self._propose(donors)
        if proposal is None:
            return
        was, self._proposal = self._proposal, proposal
        needed = proposal.needed_minutes
        self.need.setText(self._need_words(needed))
        self._show_givers(proposal)
        self._show_then(proposal)
        self.apply.setEnabled(bool(proposal.changes))
        offered = (
            *(proposal.shortfall_minutes, needed, dict(proposal.skip_would_free), self._end),
            *(self._spare(), self._earlier(), self.width()),
        )
        if offered != self._offered:
            self._offered = offered
            self._show_shortfall(proposal)
            self._show_ends(proposal)
        if proposal != was:
            self.changed.emit()

    def _need_words(self, needed: int) -> str:
        """How many minutes suffice; where none need be taken, when it ends, as the head says."""
        text, duration = self._lang.text, self._lang.duration
        if needed and not self._is_for_end:
            said = N_("{length} must be taken back to end in time.")
            return text(said, length=duration(needed))
        over = whole_minutes(self._asked[1].overrun) if self._asked is not None else 0
        if over > 0:
            said = N_("The meeting is expected to end {length} late.")
            return text(said, length=duration(over))
        if over < 0:
            said = N_("The meeting is expected to end {length} early.")
            return text(said, length=duration(-over))
        return text(N_("The meeting is expected to end in time."))

    def _show_givers(self, proposal: Proposal) -> None:
        lang, room = self._lang, self.contentsRect().width() - theme.px(_BESIDE_WORDS)
        gives = {change.item: change for change in proposal.changes}
        for key, row in self._givers.items():
            before = lang.number(self._before[key] // 60)
            after = gives[key].after if key in gives else self._before[key]
            minutes = lang.duration(after // 60)
            shown = f"{before} → {minutes}" if key in gives else minutes
            row.say(self._titles[key], shown, room)
            row.box.setChecked(key not in self._refused)
            is_alone = self._refused == set(self._givers) - {key}
            words = N_("Let all give") if is_alone else N_("Only this one")
            row.only.say(lang.text(words))
            row.only.setAccessibleName(f"{row.only.text()}: {self._titles[key]}")
            row.only.setVisible(len(self._givers) > 1)

    def _show_then(self, proposal: Proposal) -> None:
        then = self._foresee(proposal.apply) if proposal.changes else None
        self._then = then.expected_end if then and not self._is_for_end else None
        self.then.setVisible(self._then is not None)
        if then is not None and self._asked is not None:
            said = N_("The meeting then ends at {after} instead of {before}.")
            ends = self._asked[1].expected_end, then.expected_end
            before, after = (self._lang.clock(nearest(end)) for end in ends)
            self.then.setText(self._lang.text(said, before=before, after=after))

    def _show_shortfall(self, proposal: Proposal) -> None:
        lang, short = self._lang, proposal.shortfall_minutes
        said = lang.text(N_("{length} is still missing."), length=lang.duration(short))
        self.short.setText(said if short else "")
        self.short.setVisible(bool(short))
        _empty(self._skips)
        flow = self._skips.layout()
        assert flow is not None
        for key, minutes in proposal.skip_would_free.items() if short else ():
            flow.addWidget(self._skip_button(key, lang.duration(minutes)))
        self._skips.setVisible(bool(short))

    def _skip_button(self, key: str, length: str) -> QPushButton:
        """In two lines where there is no room for one; a long title gives way and is told whole."""
        words, title, text = N_("Skip {title} (frees {length})"), self._titles[key], self._lang.text
        whole = text(words, title=title, length=length)
        made = button(whole, partial(self.skipped.emit, key), small=True, name=whole)
        made.ensurePolished()
        edges = self.body.contentsMargins()
        room = self.contentsRect().width() - edges.left() - edges.right() - theme.px(_BAR)
        if made.sizeHint().width() > room:
            words, metrics = N_("Skip {title}\n(frees {length})"), made.fontMetrics()
            made.setText(text(words, title=title, length=length).replace("&", "&&"))
            over = max(0, made.sizeHint().width() - room)
            wide = metrics.horizontalAdvance(title) - over
            short = metrics.elidedText(title, Qt.TextElideMode.ElideRight, wide)
            made.setText(text(words, title=short, length=length).replace("&", "&&"))
            plain_tooltip(made, whole)
        return made

    def _show_ends(self, proposal: Proposal) -> None:
        """The end that lets the rest be taken, the one nothing need be taken for, and a few."""
        _empty(self._ends)
        flow = self._ends.layout()
        assert flow is not None
        some = proposal.shortfall_minutes if proposal.changes and not self._is_for_end else 0
        for minutes in sorted({some, proposal.needed_minutes, self._spare()} - {0}):
            clock = self._lang.clock((self._end or datetime.min) + timedelta(minutes=minutes))
            words = self._lang.text(N_("Move the end to {clock}"), clock=clock)
            flow.addWidget(button(words, partial(self.end_moved.emit, minutes), small=True))
        for minutes in (*self._earlier(), *LATER):
            words = f"{'+' if minutes > 0 else '−'}{self._lang.number(abs(minutes))}"
            name = self._lang.plural("{n} minute later", "{n} minutes later", minutes)
            if minutes < 0:
                name = self._lang.plural("{n} minute earlier", "{n} minutes earlier", -minutes)
            made = button(words, partial(self.end_moved.emit, minutes), small=True, name=name)
            flow.addWidget(made)

    def _spare(self) -> int:
        """The minutes, below 0, by which the end can come nearer without anybody giving any."""
        if not self._is_for_end or self._asked is None:
            return 0
        return min(0, ceil(self._asked[1].overrun / 60))

    def _earlier(self) -> tuple[int, ...]:
        """By how many minutes the end can be moved so that it is still to come."""
        if not self._is_for_end or self._asked is None or self._end is None:
            return ()
        left = (self._end - self._asked[1].now) / timedelta(minutes=1)
        return tuple(minutes for minutes in EARLIER if left + minutes > 0)


def _empty(of: QWidget) -> None:
    flow = of.layout()
    while flow is not None and (item := flow.takeAt(0)) is not None:
        if widget := item.widget():
            widget.hide()
            widget.deleteLater()
