"""The first item of a meeting: a round through the open commitments, one large at a time."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from facilitator.domain.agenda import AgendaItem
from facilitator.domain.outcomes import Commitment
from facilitator.domain.statuses import status
from facilitator.language import N_
from facilitator.ui.followup.card import carried_words
from facilitator.ui.parts import Elided, button, label, scroll_area, set_tone
from facilitator.ui.parts.line_button import LineButton
from facilitator.ui.parts.status_look import owner_words
from facilitator.ui.run.followup_turn import Turn
from facilitator.ui.run.side_panel import SidePanel
from facilitator.ui.run.watch import MeetingWatch

_TURN, _REST, _NOBODY = range(3)


class FollowUpPanel(SidePanel):
    """One commitment, then the next by itself; at the end what is left.

    What nobody answers stays unknown, and so does what belongs to those who are not here: the
    round passes them over.
    """

    def __init__(self, watch: MeetingWatch) -> None:
        super().__init__(watch)
        self._first: tuple[str, ...] = ()
        self._order: tuple[str, ...] = ()
        self._at: str | None = None
        self._begun = False
        text = self.lang.text
        self.count = label("", "strong", number=True, wrap=False)
        self.answered = Elided("", "small")
        back, on = text(N_("Back")), text(N_("Next"))
        self.back = button("", self.go_back, icon="chevron-left", small=True, name=back)
        self.next = button("", self.go_on, icon="chevron-right", small=True, name=on)
        self.owner = Elided("", "strong")
        set_tone(self.owner, "accent")
        self.card = Turn(watch)
        self.card.left.connect(self.left)
        self.card.said.connect(self._go_on_after)
        self.card.next_wanted.connect(self.go_on)
        self.card.back_wanted.connect(self.go_back)
        self.before = button("…", self._look_back, small=True, plain=True)
        self._before: str | None = None
        self._rest = QVBoxLayout()
        self._lay_out()
        self.show_stored()

    def _lay_out(self) -> None:
        self._head = QWidget()
        head = QHBoxLayout(self._head)
        head.setContentsMargins(0, 0, 0, 0)
        for part in (self.back, self.count, self.next):
            head.addWidget(part)
        head.addSpacing(8)
        # What counts for the whole round stays in sight while a commitment is scrolled.
        about = QVBoxLayout()
        about.setSpacing(0)
        about.addWidget(self.owner)
        about.addWidget(self.answered)
        head.addLayout(about, 1)
        one, rest = QWidget(), QWidget()
        column = QVBoxLayout(one)
        column.setContentsMargins(0, 0, 4, 0)
        column.addWidget(self.card)
        column.addWidget(self.before, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        self._rest = QVBoxLayout(rest)
        self._rest.setContentsMargins(0, 0, 4, 0)
        nobody = label(self.lang.text(N_("There are no open commitments to ask about.")), "muted")
        nobody.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._stack = QStackedWidget()
        self._asking = scroll_area(one)
        self.card.sought.connect(self._asking.ensureWidgetVisible)
        for page in (self._asking, scroll_area(rest), nobody):
            self._stack.addWidget(page)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._head)
        whole.addWidget(self._stack, 1)

    # -- the round

    def ask(self, commitments: Sequence[str]) -> None:
        """Ask about these first, until another item runs."""
        self._first = tuple(commitments)
        self._order = self._make_order()
        self.turn_to(next((key for key in self._order if key in self._first), None))

    def begin(self, item: AgendaItem) -> None:
        if self._first or item.is_first:
            self._first, self._begun, self._at = (), False, None
            self.show_stored()

    def enter(self) -> None:
        if self._stack.currentIndex() == _TURN:
            self.card.setFocus(Qt.FocusReason.OtherFocusReason)

    def takes(self, key: Qt.Key) -> bool:
        """A figure answers the one that is asked about."""
        return self._stack.currentIndex() == _TURN and self.card.takes(key)

    def turn_to(self, key: str | None) -> None:
        """Ask about this one; none: show what is left."""
        self._at = key
        self._begun = True
        self._show()

    def row(self, key: str) -> Turn:
        """Ask about a commitment; the card it is asked on."""
        self.turn_to(key)
        return self.card

    def go_on(self) -> None:
        """Leave this one as it is and ask about the next; after the last what is left."""
        place = self._order.index(self._at) + 1 if self._at in self._order else 0
        self.turn_to(self._order[place] if place < len(self._order) else None)

    def go_back(self) -> None:
        """Ask about the one before again; from what is left about the last."""
        place = self._order.index(self._at) if self._at in self._order else len(self._order)
        if place > 0:
            self.turn_to(self._order[place - 1])

    def _go_on_after(self, key: str) -> None:
        """One was answered: the next that was not is asked about by itself."""
        self._before = key
        known = self._known()
        place = self._order.index(key) + 1 if key in self._order else 0
        waiting = (one for one in self._order[place:] if not known[one].answered)
        self.turn_to(next(waiting, None))

    def _look_back(self) -> None:
        if self._before in self._known():
            self.turn_to(self._before)

    def _make_order(self) -> tuple[str, ...]:
        """Those asked first, then the others whose owners are here."""
        known = self._known()
        here = (key for key, one in known.items() if one.answered or not self._is_away(one))
        return tuple(dict.fromkeys((*(key for key in self._first if key in known), *here)))

    def _known(self) -> dict[str, Commitment]:
        return {one.id: one for one in self.watch.follow_ups}

    def _is_away(self, one: Commitment) -> bool:
        """Whether its member, or everybody of its clinic, is not at the meeting."""
        people = [a for a in self.watch.attendees if one.member == a.id]
        if one.clinic:
            people = [a for a in self.watch.attendees if one.clinic == a.clinic]
        return bool(people) and all(a.state in ("apology", "absent") for a in people)

    # -- showing

    def stored(self) -> tuple[object, ...]:
        return self.watch.follow_ups, self.watch.attendees

    def show_stored(self) -> None:
        """Show what is to be followed up; the one that is asked about stays."""
        known = self._known()
        self._order = self._make_order()
        if self._at is not None and self._at not in known:
            self._at, self._begun = None, False
        if not self._begun and self._at not in self._order:
            waiting = (key for key in self._order if not known[key].answered)
            self._at = next(waiting, None)
        self._show()

    def _show(self) -> None:
        known = self._known()
        one = known.get(self._at or "")
        self._head.setVisible(bool(known))
        self._tell_count(known)
        self.owner.setText(owner_words(one, self.lang) if one is not None else "")
        for part in (self.owner, self.answered):
            part.setVisible(one is not None)
        if one is not None:
            self.card.show_commitment(one, is_away=self._is_away(one))
            self._stack.setCurrentIndex(_TURN)
        else:
            self._lay_rest(known)
            self._stack.setCurrentIndex(_REST if known else _NOBODY)
        self._tell_before(known)

    def _tell_count(self, known: dict[str, Commitment]) -> None:
        lang, n = self.lang, len(self._order)
        place = self._order.index(self._at) + 1 if self._at in self._order else 0
        words = N_("{k} of {n}")
        self.count.setText(
            lang.text(words, k=lang.number(place), n=lang.number(n)) if place else ""
        )
        self.back.setEnabled(place != 1 and bool(n))
        self.next.setEnabled(self._at is not None)
        said = sum(one.answered for one in known.values())
        words = N_("{k} of {n} answered; the others stay unknown")
        if said == len(known):
            words = N_("{k} of {n} answered")
        self.answered.setText(lang.text(words, k=lang.number(said), n=lang.number(len(known))))

    def _tell_before(self, known: dict[str, Commitment]) -> None:
        one = known.get(self._before or "")
        self.before.setVisible(one is not None and one.id != self._at)
        if one is not None:
            said = self.lang.text(status(one.status).title)
            words = self.lang.text(
                N_("Just now: {owner} – {status}"),
                owner=owner_words(one, self.lang),
                status=said,
            )
            self.before.setText(words.replace("&", "&&"))
            self.before.setAccessibleName(words)

    def _lay_rest(self, known: dict[str, Commitment]) -> None:
        """What is left: what was passed over, and what belongs to those who are not here."""
        while (item := self._rest.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        left = [one for one in known.values() if not one.answered]
        absent = [one for one in left if self._is_away(one)]
        passed = [one for one in left if one not in absent]
        said = N_("Everything has an answer.") if not left else N_("The round is done.")
        self._rest.addWidget(label(self.lang.text(said), "strong"))
        self._rest.addWidget(label(self.answered.text(), "small"))
        self._lay_some(N_("Without an answer, and so unknown"), passed)
        self._lay_some(N_("Of those who are not here; they stay unknown"), absent)
        self._rest.addStretch(1)

    def _lay_some(self, title: str, rows: Sequence[Commitment]) -> None:
        if not rows:
            return
        self._rest.addWidget(label(self.lang.text(title), "small"))
        for one in rows:
            note = owner_words(one, self.lang)
            if one.carried:
                note = f"{note} · {carried_words(one.carried, self.lang)}"
            line = LineButton("", one.action, note)
            line.clicked.connect(partial(self._ask_again, one.id))
            self._rest.addWidget(line)

    def _ask_again(self, key: str, _checked: bool = False) -> None:
        self.turn_to(key)
