"""The ways from the follow-up page into a meeting: the round that runs, the next opening."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QPushButton

from facilitator.language import N_
from facilitator.ui.bridge import Bridge
from facilitator.ui.followup.known import Known
from facilitator.ui.parts import button
from facilitator.ui.parts.due import day_words


class MeetingDoors:
    """Two buttons for the header: `round` goes through the commitments in the running meeting,
    `opening` to where the coming meeting asks about them."""

    def __init__(self, bridge: Bridge, known: Known) -> None:
        self._bridge, self._known = bridge, known
        text = bridge.lang.text
        through = text(N_("Go through them in the meeting"))
        self.round = button(through, self._go_through, icon="play")
        self.opening = button(text(N_("Use as opening")), self._go_to_opening, primary=True)
        for made in self.buttons:
            made.hide()

    @property
    def buttons(self) -> Sequence[QPushButton]:
        return self.round, self.opening

    @property
    def question(self) -> str:
        """What the coming meeting asks first, in quotation marks; empty without one."""
        opening = self._known.opening
        return self._bridge.lang.quote(opening.question) if opening and opening.question else ""

    @property
    def primary(self) -> QPushButton | None:
        return self.opening if self._known.opening is not None else None

    def show(self, *, are_there: bool) -> None:
        """Show those that lead somewhere; none while something else is done on the page."""
        lang, opening = self._bridge.lang, self._known.opening
        self.round.setVisible(self._known.running is not None and are_there)
        self.opening.setVisible(opening is not None and are_there)
        if opening is not None:
            start = opening.start.astimezone(lang.zone).date()
            day = day_words(start, self._bridge.today(), lang)
            words = lang.text(N_("Use as opening on {day}"), day=day)
            self.opening.setText(words)
            self.opening.setAccessibleName(words)

    def _go_through(self) -> None:
        if self._known.running is not None:
            self._bridge.open_row("run", "follow_up", self._known.running)

    def _go_to_opening(self) -> None:
        opening = self._known.opening
        if opening is None:
            return
        if opening.item is None:
            self._bridge.open_place("meetings", opening.meeting)
        else:
            self._bridge.open_row("meetings", "item", opening.item)
