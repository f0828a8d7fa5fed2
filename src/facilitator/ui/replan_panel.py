"""Taking minutes back: who would give what, before and after, applied by one key."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from facilitator.domain.agenda import Agenda
from facilitator.domain.meeting_clock import ItemState, Proposal, Reading
from facilitator.language import N_, Language
from facilitator.ui import theme
from facilitator.ui.heard import CheckBox
from facilitator.ui.key_button import KeyButton
from facilitator.ui.parts import Card, FlowLayout, button, label, plain_tooltip, scroll_area

LATER = (5, 10, 15)

_BESIDE_WORDS = 74
"""Design pixels of the card that a tick, the margins and a scroll bar take."""


class ReplanPanel(Card):
    """A preview: ticked items may give. `propose(donors)` answers what they would give."""

    applied = Signal(object)
    left = Signal()
    skipped = Signal(str)
    end_moved = Signal(int)

    def __init__(
        self, lang: Language, propose: Callable[[frozenset[str] | None], Proposal | None]
    ) -> None:
        super().__init__()
        self.setAccessibleName(lang.text(N_("Take minutes from …")))
        self._lang, self._propose = lang, propose
        self._proposal: Proposal | None = None
        self._refused: set[str] = set()
        self._givers: dict[str, CheckBox] = {}
        self._titles: dict[str, str] = {}
        top = QHBoxLayout()
        top.addWidget(label(lang.text(N_("Take minutes from …")), "h2"), 1)
        name = lang.text(N_("Back to the plan"))
        top.addWidget(button("", self.left.emit, icon="x", plain=True, small=True, name=name))
        self.body.addLayout(top)
        self.need = label("", "body")
        self.add(self.need)
        inner = QWidget()
        self._list = QVBoxLayout(inner)
        self._list.setContentsMargins(0, 0, 0, 0)
        self.short = label("", "body", tone="warn")
        self._list.addWidget(self.short)
        self._skips = QWidget()
        FlowLayout(self._skips)
        self._list.addWidget(self._skips)
        self._list.addStretch(1)
        self.body.addWidget(scroll_area(inner), 1)
        self.apply = KeyButton(
            lang.text(N_("Take these minutes")), "Enter", self.press, primary=True
        )
        self.add(self.apply)
        self.add(label(lang.text(N_("Or let the meeting end later")), "small"))
        self._ends = QHBoxLayout()
        self.body.addLayout(self._ends)

    @property
    def text(self) -> str:
        """What is offered, in words: for readers and tests."""
        lines = [self.need.text(), *(box.accessibleName() for box in self._givers.values())]
        return "\n".join([*lines, self.short.text()])

    def giver(self, item: str) -> CheckBox:
        """The tick of an item that may give."""
        return self._givers[item]

    def open(self, agenda: Agenda, reading: Reading) -> None:
        """Begin anew: everybody who can may give."""
        self._refused.clear()
        self.show_reading(agenda, reading, anew=True)

    def show_reading(self, agenda: Agenda, reading: Reading, *, anew: bool = False) -> None:
        """Follow the clock; what was ticked stays."""
        waiting = {
            item.id: item.title
            for item, one in zip(agenda.items, reading.items, strict=True)
            if one.state is ItemState.WAITING and item.flexible and not item.is_last
        }
        if anew or list(waiting) != list(self._givers):
            self._titles = {item.id: item.title for item in agenda.items}
            self._lay(waiting)
        self._before = {item.id: item.allotted for item in reading.items}
        self._end = reading.expected_end
        self._ask()

    def press(self) -> None:
        """Apply what is shown."""
        if self._proposal is not None and self._proposal.changes:
            self.applied.emit(self._proposal.apply)

    def _lay(self, waiting: Mapping[str, str]) -> None:
        for box in self._givers.values():
            self._list.removeWidget(box)
            box.hide()
            box.deleteLater()
        self._givers = {}
        for place, key in enumerate(waiting):
            box = CheckBox()
            box.setChecked(key not in self._refused)
            box.clicked.connect(lambda on, key=key: self._tick(key, on))
            self._givers[key] = box
            self._list.insertWidget(place, box)

    def _tick(self, key: str, on: bool) -> None:
        (self._refused.discard if on else self._refused.add)(key)
        self._ask()

    def _ask(self) -> None:
        donors = frozenset(self._givers) - self._refused if self._refused else None
        proposal = self._propose(donors)
        if proposal is None:
            return
        lang, needed = self._lang, proposal.needed_minutes
        late = lang.plural(
            "The meeting is expected to end {n} minute late.",
            "The meeting is expected to end {n} minutes late.",
            needed,
        )
        self.need.setText(
            late if needed else lang.text(N_("The meeting is expected to end in time."))
        )
        gives = {change.item: change for change in proposal.changes}
        for key, box in self._givers.items():
            before = lang.number(self._before[key] // 60)
            after = gives[key].after if key in gives else self._before[key]
            minutes = lang.duration(after // 60)
            shown = f"{before} → {minutes}" if key in gives else minutes
            self._say(box, self._titles[key], shown)
        self.apply.setEnabled(bool(gives))
        if self._shown(proposal):
            self._proposal = proposal
            self._show_shortfall(proposal)
            self._show_ends(needed)
        self._proposal = proposal

    def _say(self, box: CheckBox, title: str, minutes: str) -> None:
        """The minutes always stand there whole; a long title gives way and is told in full."""
        words, metrics = f"{title}   {minutes}", box.fontMetrics()
        room = self.contentsRect().width() - theme.px(_BESIDE_WORDS)
        room -= metrics.horizontalAdvance(f"   {minutes}")
        short = metrics.elidedText(title, Qt.TextElideMode.ElideRight, room)
        box.setText(f"{short}   {minutes}".replace("&", "&&"))
        box.setAccessibleName(words)
        plain_tooltip(box, words if short != title else "")

    def _shown(self, proposal: Proposal) -> bool:
        old = self._proposal
        return old is None or (old.shortfall_minutes, old.needed_minutes, old.skip_would_free) != (
            proposal.shortfall_minutes,
            proposal.needed_minutes,
            proposal.skip_would_free,
        )

    def _show_shortfall(self, proposal: Proposal) -> None:
        lang, short = self._lang, proposal.shortfall_minutes
        said = lang.plural("{n} minute is still missing.", "{n} minutes are still missing.", short)
        self.short.setText(said if short else "")
        self.short.setVisible(bool(short))
        flow = self._skips.layout()
        assert flow is not None
        _empty(self._skips)
        for key, minutes in proposal.skip_would_free.items() if short else ():
            words = lang.text(
                N_("Skip {title} (frees {length})"),
                title=self._titles[key],
                length=lang.duration(minutes),
            )
            made = button(words, partial(self.skipped.emit, key), small=True)
            flow.addWidget(made)
        self._skips.setVisible(bool(short))

    def _show_ends(self, needed: int) -> None:
        while (item := self._ends.takeAt(0)) is not None:
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        if needed:
            words = self._lang.text(
                N_("Move the end to {clock}"), clock=self._lang.clock(self._end)
            )
            self._ends.addWidget(button(words, lambda: self.end_moved.emit(needed), small=True))
        for minutes in LATER:
            words = f"+{self._lang.number(minutes)}"
            name = self._lang.plural("{n} minute later", "{n} minutes later", minutes)
            made = button(words, partial(self.end_moved.emit, minutes), small=True, name=name)
            self._ends.addWidget(made)
        self._ends.addStretch(1)


def _empty(of: QWidget) -> None:
    flow = of.layout()
    while flow is not None and (item := flow.takeAt(0)) is not None:
        if widget := item.widget():
            widget.hide()
            widget.deleteLater()
