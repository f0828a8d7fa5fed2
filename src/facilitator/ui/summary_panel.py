"""The last ten minutes: two or three insights sharpened, and who tries what."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from facilitator.domain.agenda import AgendaItem
from facilitator.domain.outcomes import Commitment, Insight
from facilitator.domain.people import Attendee
from facilitator.edits import outcomes, running
from facilitator.language import N_, parse_date
from facilitator.store.rows import Session
from facilitator.ui.capture_panel import owner_and_due
from facilitator.ui.growing_text import GrowingText
from facilitator.ui.meeting_watch import MeetingWatch
from facilitator.ui.parts import (
    Card,
    Chip,
    ChoiceChips,
    Elided,
    FlowLayout,
    button,
    label,
    scroll_area,
)
from facilitator.ui.text_binding import TextBinding

EVERYBODY = "everybody"


class SummaryPanel(QWidget):
    """Insights at the left, commitments at the right. `left`: the keys are the page's again."""

    left = Signal()

    def __init__(self, watch: MeetingWatch) -> None:
        super().__init__()
        self.insights = InsightChooser(watch)
        self.entry = CommitmentEntry(watch)
        self.insights.left.connect(self.left.emit)
        self.entry.left.connect(self.left.emit)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        row.addWidget(self.insights, 1)
        row.addWidget(self.entry, 1)

    def show_meeting(self, unfinished: Sequence[AgendaItem]) -> None:
        """Show the lines as they stand, and what the meeting did not come to."""
        self.insights.show_log(unfinished)
        self.entry.show_log()


class InsightChooser(Card):
    """All insights of the meeting; two or three are taken home. A fourth must replace one."""

    left = Signal()

    def __init__(self, watch: MeetingWatch) -> None:
        super().__init__()
        self._watch = watch
        self.replacing: str | None = None
        text = watch.bridge.lang.text
        self.setAccessibleName(text(N_("What we take home")))
        self.add(label(text(N_("What we take home: 2–3 insights")), "h2"))
        self.ask = label("", "strong", tone="warn")
        holder = QWidget()
        self._column = QVBoxLayout(holder)
        self._column.setContentsMargins(0, 0, 4, 0)
        self._column.setSpacing(6)
        self.slots: tuple[_Slot, ...] = tuple(_Slot(self, watch, n) for n in (1, 2, 3))
        for part in (self.ask, *self.slots):
            self._column.addWidget(part)
        self._others_title = label(text(N_("Also said – choose what is taken home")), "small")
        self._column.addWidget(self._others_title)
        self._others = QVBoxLayout()
        self._others.setSpacing(0)
        self._column.addLayout(self._others)
        self._other_rows: dict[str, _Other] = {}
        self._unfinished_title = label(text(N_("Not reached – to the parking lot?")), "small")
        self._unfinished = QWidget()
        FlowLayout(self._unfinished)
        self._unfinished_keys: tuple[str, ...] = ()
        self._column.addWidget(self._unfinished_title)
        self._column.addWidget(self._unfinished)
        self._unfinished_title.hide()
        self._column.addStretch(1)
        self.body.addWidget(scroll_area(holder), 1)

    def choose(self, insight: str) -> None:
        """Take an insight home; with three there already, ask which it replaces."""
        if len(self._watch.log.official) >= outcomes.OFFICIAL_AT_MOST:
            self.replacing = insight
            self._show_slots()
            return
        label_ = N_("Take an insight home")
        self._watch.bridge.do(label_, outcomes.choose_insight, insight)
        self.left.emit()

    def press_slot(self, insight: str) -> None:
        """Take an insight out, or let the one that waits replace it."""
        do, waiting = self._watch.bridge.do, self.replacing
        self.replacing = None
        if waiting is not None:
            words = N_("Replace an insight")
            do(words, outcomes.choose_insight, waiting, instead_of=insight)
        else:
            do(N_("Do not take an insight home"), outcomes.unchoose_insight, insight)
        self.left.emit()

    def keep_three(self) -> None:
        """The fourth is not taken after all."""
        self.replacing = None
        self._show_slots()

    def show_log(self, unfinished: Sequence[AgendaItem]) -> None:
        insights = self._watch.log.insights
        if self.replacing not in [one.id for one in insights if not one.official]:
            self.replacing = None
        self._show_slots()
        others = [one for one in insights if not one.official]
        for key in set(self._other_rows) - {one.id for one in others}:
            row = self._other_rows.pop(key)
            self._others.removeWidget(row)
            row.hide()
            row.deleteLater()
        for place, one in enumerate(others):
            if one.id not in self._other_rows:
                self._other_rows[one.id] = _Other(self, self._watch, one.id)
                self._others.insertWidget(place, self._other_rows[one.id])
            self._other_rows[one.id].show_text(one.text)
        self._others_title.setVisible(bool(others))
        self._show_unfinished(unfinished)

    def _show_slots(self) -> None:
        official = self._watch.log.official
        lang = self._watch.bridge.lang
        for place, slot in enumerate(self.slots):
            slot.show_insight(
                official[place] if place < len(official) else None, self.replacing is not None
            )
        asks = N_("Three are taken home already. Which one does it replace?")
        self.ask.setText(lang.text(asks) if self.replacing else "")
        self.ask.setVisible(self.replacing is not None)

    def _show_unfinished(self, unfinished: Sequence[AgendaItem]) -> None:
        keys = tuple(item.id for item in unfinished)
        if keys == self._unfinished_keys:
            return
        self._unfinished_keys = keys
        flow, lang = self._unfinished.layout(), self._watch.bridge.lang
        assert flow is not None
        while (item := flow.takeAt(0)) is not None:
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        for one in unfinished:
            words = lang.text(N_("Park {title}"), title=one.title)
            made = button(words, partial(self._park, [one]), small=True)
            flow.addWidget(made)
        if len(unfinished) > 1:
            everything = lang.text(N_("Park them all"))
            flow.addWidget(button(everything, lambda: self._park(unfinished), small=True))
        for part in (self._unfinished_title, self._unfinished):
            part.setVisible(bool(unfinished))

    def _park(self, items: Sequence[AgendaItem]) -> None:
        park_items(self._watch, items)
        self.left.emit()


def park_items(watch: MeetingWatch, items: Sequence[AgendaItem]) -> None:
    """Put items the meeting did not come to on the parking lot, for the next meeting."""
    at, meeting = watch.bridge.clock.utc(), watch.meeting or ""

    def park(session: Session) -> None:
        for item in items:
            running.park(session, meeting, item.title, at, item.id, "next_meeting")

    watch.bridge.do(N_("Park what was not reached"), park)


class _Slot(QFrame):
    """A place for one insight that is taken home; its sentence is written in place."""

    def __init__(self, chooser: InsightChooser, watch: MeetingWatch, number: int) -> None:
        super().__init__()
        lang = self._lang = watch.bridge.lang
        self._chooser, self._insight = chooser, ""
        self.setProperty("look", "line")
        title = lang.text(N_("Insight {number}"), number=number)
        self.field = GrowingText(title)
        self.field.done.connect(chooser.left.emit)
        self._bound = TextBinding(
            watch.bridge, self.field, N_("Sharpen an insight"), outcomes.change_insight, "text"
        )
        self.tried = label("", "small", tone="accent", wrap=False)
        self.empty = label("…", "muted")
        self.out = button("", self._press, small=True, plain=True, name=title)
        head = QHBoxLayout()
        head.addWidget(label(title, "small", wrap=False))
        head.addStretch(1)
        head.addWidget(self.tried)
        head.addWidget(self.out)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 2, 0, 6)
        column.setSpacing(2)
        column.addLayout(head)
        column.addWidget(self.field)
        column.addWidget(self.empty)

    def show_insight(self, one: Insight | None, replacing: bool) -> None:
        self.empty.setVisible(one is None)
        for part in (self.field, self.tried, self.out):
            part.setVisible(one is not None)
        if one is None:
            return
        self._insight = one.id
        self._bound.bind((one.id,), one.text)
        tried = self._lang.plural("{n} tries it", "{n} try it", one.tried_by)
        self.tried.setText(tried if one.tried_by else "")
        words = N_("Replace this one") if replacing else N_("Not home")
        self.out.setText(self._lang.text(words))
        self.out.setProperty("look", "primary" if replacing else "plain")
        self.out.style().polish(self.out)
        self.out.setAccessibleName(f"{self._lang.text(words)}: {one.text}")

    def _press(self) -> None:
        self._chooser.press_slot(self._insight)


class _Other(QFrame):
    def __init__(self, chooser: InsightChooser, watch: MeetingWatch, key: str) -> None:
        super().__init__()
        self.setProperty("look", "line")
        self.text = label("", "body")
        self._words = watch.bridge.lang.text(N_("Take home"))
        self.take = button(self._words, lambda: chooser.choose(key), small=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 4, 0, 4)
        row.addWidget(self.text, 1)
        row.addWidget(self.take, 0, Qt.AlignmentFlag.AlignTop)

    def show_text(self, text: str) -> None:
        self.text.setText(text)
        self.take.setAccessibleName(f"{self._words}: {text}")


class CommitmentEntry(Card):
    """If – then, by when, and for whom: Enter makes one commitment for each ticked."""

    left = Signal()

    def __init__(self, watch: MeetingWatch) -> None:
        super().__init__()
        self._watch, self._lang = watch, watch.bridge.lang
        text = self._lang.text
        self.setAccessibleName(text(N_("Who tries what")))
        head = QHBoxLayout()
        head.addWidget(label(text(N_("Who tries what?")), "h2", wrap=False))
        head.addStretch(1)
        self.count = label("", "strong", number=True, wrap=False, tone="accent")
        head.addWidget(self.count)
        self.body.addLayout(head)
        holder = QWidget()
        self._column = QVBoxLayout(holder)
        self._column.setContentsMargins(0, 0, 4, 0)
        self._column.setSpacing(6)
        self._from = QVBoxLayout()
        self._column.addLayout(self._from)
        self.chips = ChoiceChips("", ())
        self._from.addWidget(self.chips)
        self._official: tuple[tuple[str, str], ...] | None = None
        self._who = QWidget()
        FlowLayout(self._who)
        self._who_chips: dict[str, Chip] = {}
        self._column.addWidget(self._who)
        self.situation = self._field(N_("When I am faced with …"))
        self.action = self._field(N_("… I will …"))
        self.sign = self._field(N_("I can see that it works when … (optional)"))
        self.due = self._field(N_("By: next meeting, or a date"))
        self.made = button(text(N_("Make the commitments (Enter)")), self.make, small=True)
        self.hint = label("", "small", tone="warn")
        self.hint.hide()
        foot = QHBoxLayout()
        foot.addWidget(self.made)
        foot.addWidget(self.hint, 1)
        foot.addStretch(1)
        self._column.addLayout(foot)
        self._made = QVBoxLayout()
        self._made.setSpacing(0)
        self._column.addLayout(self._made)
        self._lines: dict[str, Elided] = {}
        self._column.addStretch(1)
        self.body.addWidget(scroll_area(holder), 1)

    def _field(self, words: str) -> QLineEdit:
        said = self._lang.text(words)
        made = QLineEdit(placeholderText=said)
        made.setAccessibleName(said)
        made.returnPressed.connect(self.make)
        self._column.addWidget(made)
        return made

    # -- making

    def tick(self, who: str, on: bool = True) -> None:
        """Tick a clinic or member by its id, or everybody."""
        self._who_chips[who].setChecked(on)

    def make(self) -> None:
        """Make one commitment for each ticked, or one that waits for an owner."""
        action = self.action.text().strip() or self._insight_text()
        due, is_read = self._due()
        if not action or not is_read:
            hint = (
                N_("Write what will be tried.") if is_read else N_("This date is not understood.")
            )
            self._hint(hint)
            (self.action if is_read else self.due).setFocus()
            return
        ticked = [key for key, chip in self._who_chips.items() if chip.isChecked()]
        watch, at = self._watch, self._watch.bridge.clock.utc()
        reading = watch.reading()

        def write(session: Session) -> bool:
            for key in ticked or [""]:
                outcomes.add_commitment(
                    session,
                    watch.bridge.cluster or "",
                    action,
                    at,
                    meeting=watch.meeting,
                    insight=self.chips.choice or None,
                    item=reading.running if reading else None,
                    member=key if key in self._members else None,
                    clinic=key if key in self._clinics else None,
                    whole_cluster=key == EVERYBODY,
                    situation=self.situation.text(),
                    sign=self.sign.text(),
                    due=due,
                    due_next_meeting=due is None,
                )
            return True

        if watch.bridge.do(N_("Write commitments"), write):
            self._clear()

    def _clear(self) -> None:
        for field in (self.situation, self.action, self.sign, self.due):
            field.clear()
        for chip in self._who_chips.values():
            chip.setChecked(False)
        self._hint("")
        self.action.setFocus()

    def _due(self) -> tuple[date | None, bool]:
        typed = self.due.text().strip()
        next_meeting = self._lang.text(N_("next meeting")).casefold()
        if not typed or typed.casefold() == next_meeting:
            return None, True
        day = parse_date(typed, self._watch.bridge.today())
        return day, day is not None

    def _insight_text(self) -> str:
        chosen = self.chips.choice
        return next((one.text for one in self._watch.log.official if one.id == chosen), "")

    def _hint(self, words: str) -> None:
        self.hint.setText(self._lang.text(words))
        self.hint.setVisible(bool(words))

    # -- showing

    def show_log(self) -> None:
        """Show the insights to pick from, who has a commitment, and those made."""
        log = self._watch.log
        self._show_chips()
        self._show_who()
        here, have = with_commitment(self._watch.attendees, log.commitments)
        self.count.setText(
            self._lang.text(
                N_("{k} of {n} have a commitment"),
                k=self._lang.number(have),
                n=self._lang.number(here),
            )
        )
        self._show_made(log.commitments)

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
        self.chips.chosen.connect(lambda _key: self.action.setFocus())
        self._from.addWidget(self.chips)

    def _show_who(self) -> None:
        there = [one for one in self._watch.attendees if one.state not in ("apology", "absent")]
        of_clinics = {one.clinic for one in there}
        self._clinics = {c.id: c.name for c in self._watch.clinics if c.id in of_clinics}
        alone = [one for one in there if one.clinic not in self._clinics]
        self._members = {one.id: one.name for one in alone}
        names = {**self._clinics, **self._members}
        names[EVERYBODY] = self._lang.text(N_("The whole cluster"))
        covered = {c.clinic or c.member for c in self._watch.log.commitments}
        flow = self._who.layout()
        assert flow is not None
        if list(names) != list(self._who_chips):
            for old in self._who_chips.values():
                old.hide()
                old.deleteLater()
            while flow.takeAt(0) is not None:
                pass
            self._who_chips = {key: Chip(name, lambda _on: None) for key, name in names.items()}
            for chip in self._who_chips.values():
                flow.addWidget(chip)
        for key, chip in self._who_chips.items():
            words = f"{names[key]} ✓" if key in covered else names[key]
            chip.setText(words.replace("&", "&&"))
            chip.updateGeometry()

    def _show_made(self, commitments: Sequence[Commitment]) -> None:
        newest = list(reversed(commitments))
        for key in set(self._lines) - {one.id for one in newest}:
            line = self._lines.pop(key)
            self._made.removeWidget(line)
            line.hide()
            line.deleteLater()
        for one in newest:
            if one.id not in self._lines:
                self._lines[one.id] = Elided("", "small")
                self._made.insertWidget(0, self._lines[one.id])
            self._lines[one.id].setText(f"{owner_and_due(self._lang, one)}: {sentence(one)}")


def sentence(one: Commitment) -> str:
    """A commitment as one sentence: situation and action."""
    return " – ".join(part for part in (one.situation, one.action) if part)


def with_commitment(
    attendees: Sequence[Attendee], commitments: Sequence[Commitment]
) -> tuple[int, int]:
    """Members who are not away, and how many of them have a commitment, alone or by their clinic.

    One of the whole cluster gives nobody one.
    """
    here = [one for one in attendees if one.state not in ("apology", "absent")]
    owners = {one.member for one in commitments} | {one.clinic for one in commitments}
    owners.discard(None)
    return len(here), sum(one.id in owners or one.clinic in owners for one in here)


def _short(text: str) -> str:
    return text if len(text) <= 30 else text[:29].rstrip() + "…"
