"""Ahead of time: which item gets the minutes. None does by itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from facilitator.domain.agenda import Agenda
from facilitator.domain.meeting_clock import Reading
from facilitator.language import N_, Language
from facilitator.ui import theme
from facilitator.ui.parts import Card, button, label, plain_tooltip, scroll_area
from facilitator.ui.parts.key_button import KeyButton
from facilitator.ui.run.panel_head import panel_head
from facilitator.ui.run.replan_panel import fit_title

_BESIDE_WORDS = 92
"""Design pixels of the card that a key, the margins and a scroll bar take."""


class GivePanel(Card):
    """One click or figure gives an item the minutes. `spare()` answers how many each could have.

    `given(item, minutes)`, `left`.
    """

    given = Signal(str, int)
    left = Signal()

    def __init__(self, lang: Language, spare: Callable[[], Mapping[str, int]]) -> None:
        super().__init__()
        self.setAccessibleName(lang.text(N_("Give minutes to …")))
        self._lang, self._spare = lang, spare
        self._wanted: int | None = None
        self._minutes: dict[str, int] = {}
        self._rows: dict[str, KeyButton] = {}
        self._asked: tuple[Agenda, Reading] | None = None
        title = label(lang.text(N_("Give minutes to …")), "h2")
        self.body.addLayout(panel_head(lang, title, self.left.emit))
        self.said = label("", "body")
        self.add(self.said)
        self.body.addLayout(self._how_many())
        inner = QWidget()
        self._list = QVBoxLayout(inner)
        self._list.setContentsMargins(0, 0, 0, 0)
        self._list.addStretch(1)
        self.body.addWidget(scroll_area(inner), 1)
        self.add(label(lang.text(N_("A fixed start is never moved by it.")), "small"))

    def _how_many(self) -> QHBoxLayout:
        text = self._lang.text
        less, more = text(N_("Give a minute less")), text(N_("Give a minute more"))
        self.fewer = button("", partial(self._step, -1), icon="minus", small=True, name=less)
        self.more = button("", partial(self._step, 1), icon="plus", small=True, name=more)
        self.minutes = label("", "strong", number=True, wrap=False)
        row = QHBoxLayout()
        for part in (self.fewer, self.minutes, self.more):
            row.addWidget(part)
        row.addStretch(1)
        return row

    @property
    def texts(self) -> tuple[str, ...]:
        """What each item would have, in words."""
        return tuple(row.accessibleName() for row in self._rows.values())

    def row(self, item: str) -> KeyButton:
        """The button of an item."""
        return self._rows[item]

    def open(self, agenda: Agenda, reading: Reading) -> None:
        """Begin anew, with all minutes there are."""
        self._wanted = None
        self.show_reading(agenda, reading)

    def show_reading(self, agenda: Agenda, reading: Reading) -> None:
        """Follow the clock; how many were chosen stays."""
        self._asked = agenda, reading
        self._minutes = dict(self._spare())
        if list(self._minutes) != list(self._rows):
            self._lay()
        lang, most = self._lang, max(self._minutes.values(), default=0)
        early = lang.text(N_("{length} can be given."), length=lang.duration(most))
        self.said.setText(early if most else lang.text(N_("There are no minutes to give.")))
        self._show_how_many(most)
        self._show_rows(agenda, reading)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._asked is not None:
            self._show_rows(*self._asked)

    def press_figure(self, number: int) -> bool:
        """Give the item with this number the minutes; whether there is one."""
        keys = list(self._rows)
        if not 1 <= number <= len(keys):
            return False
        self._give(keys[number - 1])
        return True

    def _chosen(self, item: str) -> int:
        most = self._minutes.get(item, 0)
        return most if self._wanted is None else min(self._wanted, most)

    def _give(self, item: str) -> None:
        if self._chosen(item):
            self.given.emit(item, self._chosen(item))

    def _step(self, by: int) -> None:
        most = max(self._minutes.values(), default=0)
        now = most if self._wanted is None else min(self._wanted, most)
        self._wanted = max(1, min(now + by, most))
        if self._asked is not None:
            self.show_reading(*self._asked)

    def _show_how_many(self, most: int) -> None:
        shown = most if self._wanted is None else min(self._wanted, most)
        self.minutes.setText(self._lang.duration(shown))
        self.fewer.setEnabled(shown > 1)
        self.more.setEnabled(shown < most)
        for part in (self.fewer, self.minutes, self.more):
            part.setVisible(most > 1)

    def _lay(self) -> None:
        for row in self._rows.values():
            self._list.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._rows = {}
        for place, key in enumerate(self._minutes):
            figure = str(place + 1) if place < 9 else ""
            made = KeyButton("", figure, partial(self._give, key))
            made.setProperty("small", "true")
            self._rows[key] = made
            self._list.insertWidget(place, made)

    def _show_rows(self, agenda: Agenda, reading: Reading) -> None:
        room = self.contentsRect().width() - theme.px(_BESIDE_WORDS)
        allotted = {one.id: one.allotted // 60 for one in reading.items}
        titles = {item.id: item.title for item in agenda.items}
        for key, made in self._rows.items():
            before = allotted.get(key, 0)
            after = self._lang.duration(before + self._chosen(key))
            minutes = f"{self._lang.number(before)} → {after}"
            short, whole = fit_title(made.fontMetrics(), titles.get(key, ""), minutes, room)
            if made.accessibleName() != whole or made.text() != short.replace("&", "&&"):
                made.setText(short.replace("&", "&&"))
                made.setAccessibleName(whole)
                plain_tooltip(made, whole if short != whole else "")
