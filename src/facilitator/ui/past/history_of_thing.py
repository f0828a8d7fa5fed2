"""What was changed of one thing: who, what and when, the newest first."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from itertools import groupby

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from facilitator.domain.changes import FieldChange, Happening, field_words, sentence
from facilitator.domain.fields import the_thing
from facilitator.language import N_, Language
from facilitator.store import queries
from facilitator.ui.bridge import Bridge
from facilitator.ui.parts import (
    Card,
    ChoiceChips,
    EmptyState,
    Tag,
    button,
    label,
)
from facilitator.ui.parts.over_window import OverWindow, clear

Place = tuple[str, str]
"""A table and the key of a row in it."""

_LONGEST = 400
"""Signs of a text that are shown of it before and after a change."""

_ON_ONE_LINE = 90
"""Signs before and after a change that stand on one line."""


class HistoryOfThing(OverWindow):
    """The history of the first of some things; chips choose another."""

    def __init__(self, bridge: Bridge, things: Sequence[Place], parent: QWidget | None) -> None:
        super().__init__(bridge.lang, bridge.lang.text(N_("What was changed?")), parent)
        self.bridge = bridge
        self._thing = things[0]
        self._told: list[Happening] = []
        self._older: int | None = None
        self.entries: list[Entry] = []
        self._add_choice(things)
        self.more: QPushButton | None = None
        self._place = QVBoxLayout()
        self._place.setSpacing(8)
        self.column.addLayout(self._place, 1)
        self._explain()
        bridge.changed.connect(self._renew)
        self._read(None)

    def _add_choice(self, things: Sequence[Place]) -> None:
        names = [
            the_thing(table, self.bridge.ask(queries.name_of, table, key), self.lang)
            for table, key in things
        ]
        if len(things) == 1:
            self.head.addWidget(label(_capital(names[0]), "muted"))
            return
        places = {key: (table, key) for table, key in things}
        chips = tuple(
            (key, _capital(name), "accent") for (_, key), name in zip(things, names, strict=True)
        )
        self.choice = ChoiceChips(self.lang.text(N_("Of what")), chips, things[0][1])
        self.choice.chosen.connect(lambda key: self._choose(places[key]))
        self.head.addWidget(self.choice)

    def _explain(self) -> None:
        days = self.bridge.settings.number("keep_steps_days")
        said = self.lang.plural(
            "Changes are kept for {n} day; the settings say how long.",
            "Changes are kept for {n} days; the settings say how long.",
            days,
        )
        if not str(self.bridge.settings.get("i_am", self.bridge.cluster)):
            who = N_("Say in the settings who you are, and your name stands here from then on.")
            said = f"{said} {self.lang.text(who)}"
        self.say_at_foot(said)

    # -- shown

    def _choose(self, thing: Place) -> None:
        self._thing = thing
        self._read(None)

    def _renew(self, _step: object) -> None:
        self._read(None)

    def _read(self, before: int | None) -> None:
        store = self.bridge.store
        if store is None:
            return
        found = self.bridge.ask(queries.history_of, *self._thing, store.installation, before=before)
        self._told = [*(self._told if before else ()), *found.happenings]
        self._older = found.older
        self._show()

    def _show(self) -> None:
        clear(self._place)
        self.entries = []
        self.more = None
        if not self._told:
            nothing = N_("Nothing has been changed as far back as changes are kept.")
            text = self.lang.text
            empty = EmptyState("history", text(N_("No changes")), text(nothing))
            self._place.addWidget(empty, 1)
            return
        zone = self.lang.zone
        for day, ones in groupby(self._told, key=lambda one: one.at.astimezone(zone).date()):
            self._place.addWidget(label(_capital(self.lang.date_long(day)), "h2"))
            for one in ones:
                entry = Entry(one, self.lang, partial(self._take_back, one))
                self.entries.append(entry)
                self._place.addWidget(entry)
        if self._older is not None:
            older = self.lang.text(N_("Show older changes"))
            self.more = button(older, lambda: self._read(self._older), small=True)
            self._place.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        self._place.addStretch(1)

    def _take_back(self, one: Happening) -> None:
        bridge, store = self.bridge, self.bridge.store
        if store is None:
            return
        bridge.leaving.emit()
        if bridge.guarded(lambda: [store.take_back(step) for step in one.steps]) is not None:
            what = self.lang.text(one.label)
            bridge.say(self.lang.text(N_("Undone: {what}"), what=what), key="undo")
        self._read(None)
        self.close_button.setFocus()


class Entry(Card):
    """One change: the sentence, its time, each field before and after, and the way back."""

    def __init__(self, one: Happening, lang: Language, take_back: Callable[[], object]) -> None:
        super().__init__()
        said = sentence(one, lang)
        self.setAccessibleName(said)
        self.body.setContentsMargins(14, 10, 14, 10)
        self.body.setSpacing(4)
        row = QHBoxLayout()
        row.addWidget(label(said, "strong", selectable=True), 1)
        if one.is_undone:
            row.addWidget(Tag(lang.text(N_("undone since")), "plain"))
        self.back: QPushButton | None = None
        if one.can_go_back:
            self.back = button(lang.text(N_("Undo this")), take_back, small=True, icon="undo-2")
            self.back.setAccessibleDescription(said)
            row.addWidget(self.back, 0, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(row)
        self.body.addWidget(label(_time(one, lang), "small"))
        for field in one.fields:
            words = field_words(field, lang)
            if words is not None:
                self._add_field(field, words, one, lang)

    def _add_field(
        self, field: FieldChange, words: tuple[str, str, str], one: Happening, lang: Language
    ) -> None:
        title, before, after = (_cut(word) for word in words)
        empty = lang.text(N_("(empty)"))
        if field.key != one.key and field.name:
            title = f"{the_thing(field.table, field.name, lang)}, {title}"
        told = {"field": title, "before": before or empty, "after": after or empty}
        if len(before) + len(after) <= _ON_ONE_LINE:
            line = lang.text(N_("{field}: {before} → {after}"), **told)
            self.body.addWidget(label(line, selectable=True))
            return
        for line in (N_("{field}, before: {before}"), N_("{field}, after: {after}")):
            self.body.addWidget(label(lang.text(line, **told), selectable=True))


def _time(one: Happening, lang: Language) -> str:
    time = lang.text(N_("at {time}"), time=lang.clock(one.at))
    return time if one.is_here else f"{time} · {lang.text(N_('on another computer'))}"


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1].rstrip() + "…"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
