"""Who tries what: if and then, by when, and how it is seen to work, for one or for all at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from facilitator.domain.capture import Line, Owner, read_as
from facilitator.domain.meeting_clock import Reading
from facilitator.domain.outcomes import Commitment
from facilitator.domain.summary import (
    alike,
    say_with_commitment,
    takers,
    with_commitment,
    without_commitment,
)
from facilitator.edits import captured, outcomes
from facilitator.language import N_, parse_date
from facilitator.ui.number_bar import Unstored
from facilitator.ui.parts import (
    Card,
    Chip,
    ChoiceChips,
    FlowLayout,
    button,
    label,
    scroll_area,
    set_tone,
)
from facilitator.ui.parts.esc_line import EscLine
from facilitator.ui.run.commitment_group import Group
from facilitator.ui.run.drafts import Drafts, Texts
from facilitator.ui.run.line_words import (
    known_of,
    stays_in_text,
)
from facilitator.ui.run.watch import MeetingWatch

EVERYBODY = "everybody"
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class CommitmentEntry(Card):
    """Enter makes one commitment for each ticked; the next who has none is then ticked."""

    left = Signal()

    def __init__(self, watch: MeetingWatch) -> None:
        super().__init__()
        self._watch, self._lang = watch, watch.bridge.lang
        self._owners: dict[str, Owner] = {}
        self._proposed = ""
        text = self._lang.text
        self.setAccessibleName(text(N_("Who tries what?")))
        self.count = label("", "strong", number=True, wrap=False, tone="accent")
        head = QWidget()
        flow = FlowLayout(head, 10)
        for part in (label(text(N_("Who tries what?")), "h2", wrap=False), self.count):
            flow.addWidget(part)
        self.add(head)
        holder = QWidget()
        self._column = QVBoxLayout(holder)
        self._column.setContentsMargins(0, 0, 4, 0)
        self._column.setSpacing(6)
        self._lay_who()
        self._lay_what()
        self._lay_made()
        self._column.addStretch(1)
        self._lay_aloud()
        self.body.addWidget(scroll_area(holder), 1)

    # -- making

    def _lay_who(self) -> None:
        self._from = QVBoxLayout()
        self._column.addLayout(self._from)
        self.chips = ChoiceChips("", ())
        self._from.addWidget(self.chips)
        self._official: tuple[tuple[str, str], ...] | None = None
        self._who = QWidget()
        FlowLayout(self._who)
        self._who_chips: dict[str, Chip] = {}
        words = self._lang.text(N_("Tick all"))
        self.all = button(words, self.tick_all, small=True, plain=True)

    def _lay_what(self) -> None:
        self.situation = self._field(N_("When I am faced with …"))
        self.action = self._field(N_("… I will …"))
        self.due = self._field(N_("By: next meeting, or a date"), N_("By the next meeting"))
        self.sign = self._field(
            N_("I can see that it works when … (optional)"), N_("It works when … (optional)")
        )
        # The words are in sight also in a low window; a row of chips may be below it.
        for part in (self.situation, self.action, self._who):
            self._column.addWidget(part)
        row = QHBoxLayout()
        row.addWidget(self.due, 2)
        row.addWidget(self.sign, 3)
        self._column.addLayout(row)
        fields = self.situation, self.action, self.sign, self.due
        self._unstored = Unstored(self._watch.bridge, self.make, *fields)
        self._kept: Texts | None = None
        self._drafts = Drafts(
            self._watch.bridge, fields, self._begun, self._go_on_with, ids=self._chosen
        )
        words = self._lang.text(N_("Make the commitments (Enter)"))
        self.made = button(words, self.make, small=True)
        self.hint = label("", "small", tone="warn")
        self.hint.hide()
        foot = QHBoxLayout()
        foot.addWidget(self.made)
        foot.addWidget(self.hint, 1)
        foot.addStretch(1)
        self._column.addLayout(foot)

    def _named_fields(self) -> dict[str, EscLine]:
        return {
            "situation": self.situation,
            "action": self.action,
            "due": self.due,
            "sign": self.sign,
        }

    def _begun(self) -> Texts:
        """What is half written."""
        return {name: field.text() for name, field in self._named_fields().items()}

    def _chosen(self) -> Texts:
        """For whom, and out of which insight, it is half written."""
        ticked = [key for key, chip in self._who_chips.items() if chip.isChecked()]
        return {
            "ticked": " ".join(ticked),
            "proposed": self._proposed,
            "comes_from": self.chips.choice,
        }

    def _go_on_with(self, texts: Texts) -> None:
        for name, field in self._named_fields().items():
            field.setText(texts.get(name, ""))
        self._kept = texts

    def _choose_as_kept(self) -> None:
        """Once their chips are there: for whom it was half written; who is gone is passed over."""
        if self._kept is None:
            return
        texts, self._kept = self._kept, None
        ticked = texts.get("ticked", "").split()
        for key, chip in self._who_chips.items():
            chip.setChecked(key in ticked)
        proposed, insight = texts.get("proposed", ""), texts.get("comes_from", "")
        self._proposed = proposed if proposed in self._who_chips else ""
        if insight in [key for key, _ in self._official or ()]:
            self.chips.choose(insight)

    def _field(self, words: str, shown: str = "") -> EscLine:
        made = EscLine()
        made.setPlaceholderText(self._lang.text(shown or words))
        made.setAccessibleName(self._lang.text(words))
        made.returnPressed.connect(self.make)
        made.left.connect(self.left.emit)
        return made

    def _lay_made(self) -> None:
        self.missing = label("", "small")
        words = self._lang.text(N_("Tick those"))
        self.rest = button(words, self.tick_rest, small=True, plain=True)
        self._missing = QWidget()
        row = QHBoxLayout(self._missing)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.missing, 1)
        row.addWidget(self.rest, 0, Qt.AlignmentFlag.AlignTop)
        self._column.addWidget(self._missing)
        self._made = QVBoxLayout()
        self._made.setSpacing(0)
        self._column.addLayout(self._made)
        self._groups: dict[str, Group] = {}

    def tick(self, who: str, on: bool = True) -> None:
        """Tick a clinic or member by its id, or everybody."""
        self._who_chips[who].setChecked(on)
        self._choose(who)

    def tick_all(self) -> None:
        """Tick all who are here, one by one."""
        self._tick(key for key in self._owners if key != EVERYBODY)

    def tick_rest(self) -> None:
        """Tick those who have no commitment yet."""
        self._tick(map(_key, self._without()))

    def _tick(self, keys: Iterable[str]) -> None:
        wanted = set(keys)
        for key, chip in self._who_chips.items():
            chip.setChecked(key in wanted)
        self._proposed = ""
        self._drafts.changed()
        self.action.setFocus()

    def _toggle(self, key: str, _on: bool) -> None:
        self._choose(key)

    def _choose(self, key: str) -> None:
        """A person said who: nobody is proposed any more."""
        if self._proposed not in ("", key):
            self._who_chips[self._proposed].setChecked(False)
        self._proposed = ""
        self._drafts.changed()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # A field has made them already when it hands the key on.
        if event.key() in _ENTER and isinstance(self.focusWidget(), Chip):
            self.make()
        else:
            super().keyPressEvent(event)

    def make(self) -> None:
        """Make one commitment for each ticked, or one that waits for an owner.

        In what is tried, `@` says who, `>` by when and `#` the topic, as in any line of the
        meeting. Without words the insight itself is tried.
        """
        topics = self._watch.topic_titles() if "#" in self.action.text() else {}
        known = known_of(self._watch, tuple(topics.values()))
        line = read_as(self.action.text(), "commitment", known)
        owners = (line.owner,) if line.owner else self._ticked()
        said = line.text or ("" if self._proposed else self._insight_text())
        due, is_read = self._due(line)
        if not said:
            self._ask(self.action, N_("Write what will be tried."))
        elif not is_read:
            self._ask(self.due, N_("This date is not understood."))
        else:
            line = replace(line, text=said, due=due)
            stays = bool(line.topic) and not self._watch.root_of(line, topics, self._insight())
            if self._store(owners, line):
                self._clear()
                self._propose(owners)
                self._hint(stays_in_text(self._lang, line.topic) if stays else "")

    def _store(self, owners: Sequence[Owner], line: Line) -> bool:
        watch, bridge = self._watch, self._watch.bridge
        reading = watch.reading()
        made = self._unstored.do(
            N_("Write commitments"),
            captured.write_commitments,
            watch.meeting,
            line,
            bridge.clock.utc(),
            owners=owners,
            insight=self._insight(),
            item=reading.running if reading else None,
            situation=self.situation.text(),
            sign=self.sign.text(),
        )
        return made is not None

    def _insight(self) -> str | None:
        """The id of the insight they come from."""
        return self.chips.choice or None

    def _ticked(self) -> tuple[Owner, ...]:
        chips = self._who_chips
        return tuple(one for key, one in self._owners.items() if chips[key].isChecked())

    def _clear(self) -> None:
        for field in (self.situation, self.action, self.sign, self.due):
            field.clear()
        for chip in self._who_chips.values():
            chip.setChecked(False)
        self._proposed = ""
        self._hint("")
        self.action.setFocus()

    def _propose(self, owners: Sequence[Owner]) -> None:
        """After one, the next who has none is likely to be asked."""
        keys = list(self._owners)
        if len(owners) != 1 or _key(owners[0]) not in keys:
            return
        at, without = keys.index(_key(owners[0])), [_key(one) for one in self._without()]
        self._proposed = next((key for key in keys[at + 1 :] + keys[:at] if key in without), "")
        if self._proposed:
            self._who_chips[self._proposed].setChecked(True)

    def _due(self, line: Line) -> tuple[date | None, bool]:
        typed = self.due.text().strip()
        next_meeting = self._lang.text(N_("next meeting")).casefold()
        if not typed or typed.casefold() == next_meeting:
            return line.due, True
        day = parse_date(typed, self._watch.bridge.today())
        return day, day is not None

    def _insight_text(self) -> str:
        chosen = self.chips.choice
        return next((one.text for one in self._watch.log.official if one.id == chosen), "")

    def _ask(self, field: EscLine, words: str) -> None:
        self._hint(self._lang.text(words))
        field.setFocus()

    def _hint(self, said: str) -> None:
        self.hint.setText(said)
        self.hint.setVisible(bool(said))

    # -- what was made

    def copy_to_rest(self, one: Commitment) -> None:
        """Make the same commitment for all who have none yet."""
        watch, bridge = self._watch, self._watch.bridge
        bridge.leaving.emit()
        bridge.do(
            N_("Copy a commitment to the rest"),
            outcomes.add_commitments,
            bridge.cluster or "",
            self._without(),
            one.action,
            bridge.clock.utc(),
            meeting=watch.meeting,
            insight=one.insight,
            situation=one.situation,
            sign=one.sign,
            due=one.due,
            due_next_meeting=one.due_next_meeting,
        )
        self.left.emit()

    def remove(self, commitments: Sequence[Commitment]) -> None:
        """Take back commitments that say the same."""
        keys = [one.id for one in commitments]
        self._watch.bridge.do(N_("Remove commitments"), outcomes.remove_commitments, keys)
        self.left.emit()

    def assign(self, commitments: Sequence[Commitment], owner: Owner) -> None:
        """Say who tries what nobody had."""
        seen = [(one.id, one.version) for one in commitments]
        self._watch.bridge.do(N_("Say who tries it"), outcomes.assign_all, seen, owner)
        self.left.emit()

    def _without(self) -> tuple[Owner, ...]:
        watch = self._watch
        return without_commitment(watch.here, watch.clinics, watch.log.commitments)

    # -- showing

    def show_log(self) -> None:
        """Show the insights to pick from, who has a commitment and who has none, and those made."""
        self._drafts.show(self._watch.meeting)
        made, without = self._watch.log.commitments, self._without()
        self._show_chips()
        self._show_who(without)
        self._choose_as_kept()
        here = self._watch.here
        _, have = with_commitment(here, made)
        self.count.setText(say_with_commitment(self._lang, here, made))
        names = ", ".join(one.name for one in without)
        self.missing.setText(self._lang.text(N_("Without one so far: {names}"), names=names))
        self._missing.setVisible(bool(without) and have > 0)
        self._show_made(made, can_copy=bool(without))

    def _show_chips(self) -> None:
        official = tuple((one.id, one.text) for one in self._watch.log.official)
        if official == self._official:
            return
        self._official, chosen = official, self.chips.choice
        self._from.removeWidget(self.chips)
        self.chips.hide()
        self.chips.deleteLater()
        choices = [
            (key, f"{number} · {_short(text)}", "accent")
            for number, (key, text) in enumerate(official, 1)
        ]
        first = official[0][0] if official else ""
        keys = [key for key, _ in official]
        name = self._lang.text(N_("The insight it comes from"))
        self.chips = ChoiceChips(name, choices, chosen if chosen in keys else first)
        self.chips.chosen.connect(self._choose_insight)
        self._from.addWidget(self.chips)

    def _choose_insight(self, _key: str) -> None:
        self._drafts.changed()
        self.action.setFocus()

    def _show_who(self, without: Sequence[Owner]) -> None:
        everybody = Owner(self._lang.text(N_("The whole cluster")), whole_cluster=True)
        there = takers(self._watch.here, self._watch.clinics)
        self._owners = {_key(one): one for one in (*there, everybody)}
        if list(self._owners) != list(self._who_chips):
            self._make_chips()
        lacking = {_key(one) for one in without}
        for key, chip in self._who_chips.items():
            name = self._owners[key].name
            has_one = key not in lacking and key != EVERYBODY
            words = f"{name} ✓".replace("&", "&&") if has_one else name.replace("&", "&&")
            if chip.text() != words:
                chip.setText(words)
                chip.updateGeometry()

    def _make_chips(self) -> None:
        flow = self._who.layout()
        assert flow is not None
        ticked = {key for key, chip in self._who_chips.items() if chip.isChecked()}
        for old in self._who_chips.values():
            old.hide()
            old.deleteLater()
        while flow.takeAt(0) is not None:
            pass
        self._who_chips = {}
        for key, one in self._owners.items():
            chip = Chip(one.name, partial(self._toggle, key))
            chip.setChecked(key in ticked)
            self._who_chips[key] = chip
            flow.addWidget(chip)
        flow.addWidget(self.all)
        self._proposed = self._proposed if self._proposed in self._owners else ""

    def _show_made(self, commitments: Sequence[Commitment], *, can_copy: bool) -> None:
        groups = {group[0].id: group for group in alike(commitments)}
        for key in set(self._groups) - set(groups):
            row = self._groups.pop(key)
            self._made.removeWidget(row)
            row.hide()
            row.deleteLater()
        for place, (key, group) in enumerate(groups.items()):
            if key not in self._groups:
                self._groups[key] = Group(self, self._watch)
            row = self._groups[key]
            if self._made.indexOf(row) != place:
                self._made.insertWidget(place, row)
            row.show_group(group, can_copy=can_copy)

    # -- said aloud

    def _lay_aloud(self) -> None:
        self.aloud = label("", "small", number=True)
        self.turn = button("–", self._turn_aloud, small=True)
        row = QHBoxLayout()
        row.addWidget(self.aloud, 1)
        row.addWidget(self.turn)
        self._column.addLayout(row)

    def _turn_aloud(self) -> None:
        self._watch.turn_aloud()
        reading = self._watch.reading()
        if reading is not None:
            self.show_reading(reading)
        self.left.emit()

    def show_reading(self, reading: Reading) -> None:
        """Show what is left of the time in which the commitments are said aloud in pairs."""
        text, left = self._lang.text, self._watch.aloud_left(reading)
        said = text(N_("Say your commitment aloud to the person beside you"))
        self.aloud.setText(said if left is None else f"{said} · {self._lang.countdown(left)}")
        set_tone(self.aloud, "" if left is None else "accent")
        turn = N_("Start 2 min.") if left is None else N_("Stop")
        words = text(turn)
        if self.turn.text() != words:
            self.turn.setText(words)
            self.turn.setAccessibleName(f"{words}: {said}")


def _key(one: Owner) -> str:
    return one.clinic or one.member or EVERYBODY


def _short(text: str) -> str:
    return text if len(text) <= 22 else text[:21].rstrip() + "…"
