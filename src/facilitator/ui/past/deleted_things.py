"""Slettet: what was deleted, by kind, and brought back from here."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from itertools import groupby

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from facilitator.domain.changes import Deletion, when
from facilitator.domain.fields import THINGS, the_thing, thing
from facilitator.edits import restoring
from facilitator.language import N_, Language
from facilitator.store import queries
from facilitator.store.journal import RowChange
from facilitator.ui.bridge import Bridge
from facilitator.ui.page import PAGES
from facilitator.ui.parts import Card, EmptyState, button, label
from facilitator.ui.parts.over_window import OverWindow, clear

_FIRST = 30
"""Things of one kind shown before all of them are asked for."""

_ORDER = {row.table: number for number, row in enumerate(THINGS)}


class DeletedThings(OverWindow):
    """What was deleted in the cluster while it is kept."""

    def __init__(self, bridge: Bridge, parent: QWidget | None) -> None:
        super().__init__(bridge.lang, bridge.lang.text(N_("Deleted")), parent)
        self.bridge = bridge
        self.lines: list[DeletedLine] = []
        self._opened: set[str] = set()
        self._place = QVBoxLayout()
        self._place.setSpacing(8)
        self.column.addLayout(self._place, 1)
        self.say_at_foot(
            self.lang.plural(
                "What is deleted can be brought back for {n} day; the settings say how long.",
                "What is deleted can be brought back for {n} days; the settings say how long.",
                bridge.settings.number("keep_steps_days"),
            )
        )
        bridge.changed.connect(lambda _step: self.refresh())
        self.refresh()

    def refresh(self) -> None:
        """Ask again what is deleted."""
        clear(self._place)
        self.lines = []
        bridge, text = self.bridge, self.lang.text
        if bridge.store is None or bridge.cluster is None:
            return
        found = bridge.ask(queries.deletions, bridge.cluster, bridge.store.installation)
        if not found:
            nothing = N_("Meetings, items, commitments and all else that is deleted is kept here.")
            empty = EmptyState("trash-2", text(N_("Nothing is deleted")), text(nothing))
            self._place.addWidget(empty, 1)
            return
        by_kind = sorted(found, key=lambda one: _ORDER[one.table])
        for table, ones in groupby(by_kind, key=lambda one: one.table):
            self._add_kind(table, tuple(ones))
        self._place.addStretch(1)

    def _add_kind(self, table: str, ones: tuple[Deletion, ...]) -> None:
        self._place.addWidget(label(self.lang.text(thing(table).title), "h2"))
        card = Card()
        card.body.setContentsMargins(14, 4, 14, 4)
        card.body.setSpacing(0)
        card.setAccessibleName(self.lang.text(thing(table).title))
        for one in ones if table in self._opened else ones[:_FIRST]:
            line = DeletedLine(one, self.lang, partial(self._restore, one))
            self.lines.append(line)
            card.body.addWidget(line)
        self._place.addWidget(card)
        if len(ones) > _FIRST and table not in self._opened:
            words = self.lang.text(N_("Show all {n}"), n=self.lang.number(len(ones)))
            more = button(words, partial(self._open, table), small=True)
            self._place.addWidget(more, 0, Qt.AlignmentFlag.AlignLeft)

    def _open(self, table: str) -> None:
        self._opened.add(table)
        self.refresh()
        self.close_button.setFocus()

    def _restore(self, one: Deletion) -> None:
        bridge, text = self.bridge, self.lang.text
        back = bridge.do(
            N_("Get back what was deleted"), restoring.restore, one.step, one.table, one.key
        )
        if back is None:
            self.reject()  # what stands in the way is said in the window below
            return
        name = the_thing(one.table, one.name, self.lang)
        go = (text(N_("Show it")), lambda: show_place(bridge, one.table, one.key))
        said = text(N_("Back again: {what}"), what=name)
        bridge.say(said, "ok", key="restored", answers=(go,))
        if self.lines:
            self.lines[0].back.setFocus()
        else:
            self.close_button.setFocus()


class DeletedLine(QFrame):
    """One deleted thing, who deleted it when, and the button that brings it back."""

    def __init__(self, one: Deletion, lang: Language, restore: Callable[[], object]) -> None:
        super().__init__()
        name = deleted_name(one, lang)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 8, 0, 8)
        row.setSpacing(12)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(label(name, "strong"))
        words.addWidget(label(_told(one, lang), "small"))
        row.addLayout(words, 1)
        self.back = button(lang.text(N_("Get back")), restore, small=True, icon="rotate-ccw")
        self.back.setAccessibleDescription(name)
        row.addWidget(self.back, 0, Qt.AlignmentFlag.AlignVCenter)


def show_place(bridge: Bridge, table: str, key: str) -> None:
    """Go to the page where a row is at home, and to the row or what owns it."""
    (way,) = bridge.ask(queries.ways, (RowChange(table, key, {}, {}),))
    page = next((row.id for row in PAGES if way.table in row.tables), None)
    for place in reversed(way.rows):
        if page is not None and place[0] != "cluster":
            bridge.open_row(page, *place)


def deleted_name(one: Deletion, lang: Language) -> str:
    """What a deleted thing is called, a meeting with its day."""
    if one.day is not None:
        day = lang.date_text(one.day.astimezone(lang.zone).date())
        number = lang.text(N_("meeting {number}"), number=one.name)
        return f"{number[:1].upper()}{number[1:]} · {day}"
    return " ".join(one.name.split()) or lang.text(thing(one.table).the)


def _told(one: Deletion, lang: Language) -> str:
    at = when(one.at, True, lang)
    said = lang.text(N_("Deleted {when}"), when=at)
    if one.who:
        said = lang.text(N_("Deleted {when} by {who}"), when=at, who=one.who)
    where = "" if one.is_here else lang.text(N_("on another computer"))
    parts = lang.plural("{n} thing with it", "{n} things with it", one.parts) if one.parts else ""
    return " · ".join(filter(None, (said, where, parts)))
