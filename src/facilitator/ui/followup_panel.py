"""The first item of a meeting: every open commitment, its status by one click."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QLineEdit, QVBoxLayout, QWidget

from facilitator.domain.agenda import AgendaItem
from facilitator.domain.followup import CARRIED_TOO_OFTEN, status
from facilitator.domain.outcomes import Commitment
from facilitator.edits import followup
from facilitator.language import N_
from facilitator.store.rows import Session
from facilitator.ui.followup_who import LABEL, WhoIntroduced
from facilitator.ui.meeting_watch import MeetingWatch
from facilitator.ui.parts import ChoiceChips, label, scroll_area
from facilitator.ui.side_panel import SidePanel
from facilitator.ui.status_look import choices
from facilitator.ui.text_binding import TextBinding


class FollowUpPanel(SidePanel):
    """The open commitments. What nobody answers stays unknown."""

    def __init__(self, watch: MeetingWatch) -> None:
        super().__init__(watch)
        self._rows: dict[str, _Row] = {}
        self._first: tuple[str, ...] = ()
        self.count = label("", "muted", number=True)
        self._none = label(
            self.lang.text(N_("There are no open commitments to ask about.")), "muted"
        )
        holder = QWidget()
        self._list = QVBoxLayout(holder)
        self._list.setContentsMargins(0, 0, 4, 0)
        self._list.setSpacing(0)
        self._list.addWidget(self._none)
        self._list.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.count)
        self._scroll = scroll_area(holder)
        column.addWidget(self._scroll, 1)

    def ask(self, commitments: Sequence[str]) -> None:
        """Put these first until another item runs."""
        self._first = tuple(commitments)
        self.show_stored()
        self._scroll.verticalScrollBar().setValue(0)

    def begin(self, _item: AgendaItem) -> None:
        if self._first:
            self._first = ()
            self.show_stored()

    def row(self, key: str) -> _Row:
        """The row of a commitment."""
        return self._rows[key]

    def stored(self) -> tuple[object, ...]:
        return self.watch.follow_ups, self.watch.attendees

    def show_stored(self) -> None:
        """Show what is to be followed up; a row in which something is typed stays."""
        lang, away = self.lang, self._away()
        commitments = sorted(self.watch.follow_ups, key=lambda one: one.id not in self._first)
        if list(self._rows) != [one.id for one in commitments]:
            self._lay(commitments)
        for one in commitments:
            self._rows[one.id].show_commitment(one, is_away=one.member in away)
        answered = sum(one.answered for one in commitments)
        self._none.setVisible(not commitments)
        self.count.setVisible(bool(commitments))
        self.count.setText(
            lang.text(
                N_("{k} of {n} answered; the others stay unknown"),
                k=lang.number(answered),
                n=lang.number(len(commitments)),
            )
        )

    def _away(self) -> set[str]:
        away = ("apology", "absent")
        return {one.id for one in self.watch.attendees if one.state in away}

    def _lay(self, commitments: Sequence[Commitment]) -> None:
        for key in set(self._rows) - {one.id for one in commitments}:
            row = self._rows.pop(key)
            self._list.removeWidget(row)
            row.hide()
            row.deleteLater()
        rows = {one.id: self._rows.get(one.id) or _Row(self.watch, one.id) for one in commitments}
        for place, row in enumerate(rows.values()):
            row.left.connect(self.left.emit)
            self._list.removeWidget(row)
            self._list.insertWidget(place, row)
        self._rows = rows


class _Row(QFrame):
    left = Signal()

    def __init__(self, watch: MeetingWatch, key: str) -> None:
        super().__init__()
        self._watch, self._key = watch, key
        lang = watch.bridge.lang
        self.setProperty("look", "line")
        self.action = label("", "strong")
        self.about = label("", "small")
        self.warning = label("", "small", tone="warn")
        self.chips = ChoiceChips(lang.text(N_("How it stands")), choices(lang))
        self.chips.chosen.connect(self._say)
        self.who = WhoIntroduced(lang)
        self.who.said.connect(self._say_introduced)
        self.experience = QLineEdit(placeholderText=lang.text(N_("Experience in a line")))
        self.experience.setAccessibleName(lang.text(N_("Experience in a line")))
        self.experience.returnPressed.connect(self.left.emit)
        self._bound = TextBinding(
            watch.bridge, self.experience, N_("Write an experience"), self._write
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(2, 8, 2, 10)
        column.setSpacing(5)
        parts = (self.action, self.about, self.warning, self.chips, self.who, self.experience)
        for part in parts:
            column.addWidget(part)

    def show_commitment(self, one: Commitment, *, is_away: bool) -> None:
        lang = self._watch.bridge.lang
        nobody = N_("The whole cluster") if one.whole_cluster else N_("Nobody yet")
        self.action.setText(f"{one.owner or lang.text(nobody)}: {one.action}")
        asked = f"{lang.text(N_('How it stands'))}: {self.action.text()}"
        self.chips.setAccessibleName(asked)
        self.experience.setAccessibleDescription(self.action.text())
        today = self._watch.bridge.today()
        said = [lang.text(N_("agreed {age} ago"), age=lang.age(one.agreed, today))]
        if one.carried:
            said.append(lang.plural("carried {n} time", "carried {n} times", one.carried))
        if not one.answered:
            said.append(
                lang.text(N_("stands as {status}"), status=lang.text(status(one.status).title))
            )
        if one.experience and not one.answered:
            said.append(lang.quote(one.experience))
        self.about.setText(" · ".join(said))
        warn = N_("Absent, so it stays unknown.") if is_away and not one.answered else ""
        if one.carried >= CARRIED_TOO_OFTEN and not warn:
            warn = N_("Decide on it, or close it.")
        self.warning.setText(lang.text(warn))
        self.warning.setVisible(bool(warn))
        self.chips.choose(one.status if one.answered else "")
        self.who.show_commitment(one, self._watch.attendees)
        self._bound.bind((self._key,), one.experience if one.answered else "")

    def _say(self, chosen: str) -> None:
        watch = self._watch
        watch.bridge.do(
            N_("Say how a commitment stands"),
            followup.set_status,
            self._key,
            chosen,
            watch.bridge.clock.utc(),
            meeting=watch.meeting,
        )
        self.left.emit()

    def _say_introduced(self, members: tuple[str, ...], on: bool) -> None:
        watch = self._watch
        watch.bridge.do(
            LABEL,
            followup.say_introduced,
            self._key,
            members,
            watch.bridge.clock.utc(),
            introduced=on,
            meeting=watch.meeting,
        )
        self.left.emit()

    def _write(self, session: Session, commitment: str, text: str) -> str:
        at: datetime = self._watch.bridge.clock.utc()
        return followup.write_experience(session, commitment, text, at, meeting=self._watch.meeting)
