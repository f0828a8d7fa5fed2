"""Follow-up: what was agreed, as board and as list, how far each thing has come, and what became
better."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from facilitator.domain import board
from facilitator.domain.board import Card, Chosen
from facilitator.domain.outcomes import Commitment
from facilitator.language import N_
from facilitator.store import queries
from facilitator.store.garbage import uncollected
from facilitator.ui.ask.door import AskDoor
from facilitator.ui.bridge import Bridge
from facilitator.ui.followup.board import Board
from facilitator.ui.followup.card import Around
from facilitator.ui.followup.filters import Filters
from facilitator.ui.followup.hand import Hand
from facilitator.ui.followup.improvement_look import effect_words
from facilitator.ui.followup.known import Known
from facilitator.ui.followup.meeting_doors import MeetingDoors
from facilitator.ui.followup.views import Views
from facilitator.ui.page import PAGE_MARGINS, Header, Page

if TYPE_CHECKING:
    from facilitator.store.queries import Way

    # Made when first wanted, and loaded then: the page is to be on the screen sooner.
    from facilitator.ui.followup.detail import Detail
    from facilitator.ui.followup.list import CommitmentList
    from facilitator.ui.followup.marks import MarkBar


class FollowUpPage(Page):
    """One set of commitments, filtered, shown by one of two views, and one of them in detail."""

    tables = frozenset(
        {
            *("commitment", "follow_up", "insight", "meeting", "item", "topic"),
            *("member", "clinic", "cluster", "cycle", "improvement"),
        }
    )

    def __init__(self, bridge: Bridge) -> None:
        super().__init__(bridge)
        self.known = Known(bridge)
        self.views, self.filters = Views(bridge), Filters(bridge.lang)
        self.hand = Hand(bridge, self.known, self._ready_detail)
        self.doors = MeetingDoors(bridge, self.known)
        self.detail: Detail | None = None
        self._marks: MarkBar | None = None
        self._effects: dict[str, str] = {}
        self._later = QTimer(self, singleShot=True, interval=0)
        self._later.timeout.connect(self._show_effects)
        self._row = QHBoxLayout()
        self._row.setSpacing(14)
        self._row.addWidget(self.views, 1)
        body = QWidget(self)
        self._body = QVBoxLayout(body)
        self._body.setContentsMargins(*PAGE_MARGINS)
        self._body.setSpacing(12)
        self._body.addWidget(self.filters)
        self._body.addLayout(self._row, 1)
        self.asking = AskDoor(bridge, self, body)
        self._listen()

    def _listen(self) -> None:
        self._listen_to(self.views.board)
        self.views.made.connect(lambda: self._listen_to(self.views.list))
        self.views.all_wanted.connect(self.filters.show_all)
        self.views.commitment_wanted.connect(self._go_to_commitment)
        self.views.stale.connect(self.refresh)
        self.views.board.moved.connect(self.hand.move)
        self.views.board.answered.connect(self.hand.answer)
        self.views.board.writing.connect(self._write_improvement)
        self.views.board.listing.connect(self._list_column)
        self.hand.wanted.connect(self.choose)
        self.hand.learning.connect(self._focus_experience)
        self.hand.deciding.connect(lambda: self._ready_detail().focus_next_step())
        self.hand.marked_now.connect(self._show_marks)
        self.filters.turned.connect(lambda _: self._show())
        self.filters.changed.connect(self._show)
        self.asking.turned.connect(self._show_doors)
        self.asking.turned.connect(self.header_changed)

    def _listen_to(self, view: Board | CommitmentList) -> None:
        view.picked.connect(self.choose)
        view.said.connect(self.hand.say)
        view.left.connect(self.hand.step_back)
        view.entered.connect(self._enter)
        view.marking.connect(self.hand.mark)
        view.menu_wanted.connect(self.hand.open_menu)

    # -- the shell

    def header(self) -> Header:
        return Header(self.bridge.lang.text(N_("Follow-up")), self.doors.question)

    def header_buttons(self) -> Sequence[QWidget]:
        return (self.asking.button, *self.doors.buttons)

    def primary(self) -> QPushButton | None:
        return self.asking.primary() if self.asking.is_open else self.doors.primary

    def take_focus(self) -> bool:
        if not self._view().isVisibleTo(self):
            return super().take_focus()
        self._focus_view()
        return True

    def subject(self) -> str | None:
        return self.hand.chosen

    def show_subject(self, subject: str | None) -> None:
        self.hand.chosen = subject
        if self.known.commitment(subject) is not None:
            self.turn_to_commitments()
        self._show()

    def shows(self, way: Way) -> bool:
        if way.table == "improvement":
            return True
        return way.table == "insight" and any(self.known.named(*row) for row in way.rows[:1])

    def show_row(self, table: str, key: str) -> bool:
        if table == "improvement":
            return self._show_improvement(key)
        found = self.known.named(table, key)
        if found:
            self.turn_to_commitments()
            self.show_subject(found[0].id)
        return bool(found) or table == "cluster"

    def things(self) -> Sequence[tuple[str, str]]:
        """What is chosen, as tables and keys: a commitment, an improvement, or both in one."""
        if self.filters.view.choice == "improvements":
            return self.views.improvements.things()
        one = self.known.commitment(self.hand.chosen)
        came_to = self.known.improvement_of(one.id) if one is not None else None
        written = came_to.id if came_to is not None else None
        return (
            *((("commitment", one.id),) if one is not None else ()),
            *((("improvement", written),) if written is not None else ()),
        )

    def refresh(self) -> None:
        bridge, known = self.bridge, self.known
        if bridge.cluster is None:
            return
        with uncollected():
            known.ask(bridge.cluster)
            self.filters.fill(known)
            self._show_doors()
            self._show()
        self.asking.refresh()

    def _show_doors(self) -> None:
        self.doors.show(are_there=not self.asking.is_open)

    # -- what is shown

    def _show(self) -> None:
        if self.filters.view.choice == "improvements":
            self._show_improvements()
            return
        hand, known, wanted = self.hand, self.known, self._wanted()
        stay = {hand.chosen, *hand.marked}
        # What is being looked at stays, also when it was just closed and only open ones are shown.
        shown = [c for c in known.commitments if wanted.wants(c) or c.id in stay]
        cards = board.gather(shown)
        hand.cards = {one.id: card for card in cards for one in card.commitments}
        if self.filters.view.choice == "list":
            self.views.list.show_commitments(shown, self.bridge.today())
        else:
            self.views.board.show_cards(board.lay(cards), board.count(shown), self._around())
            self._later.start()
        self.filters.narrow.setVisible(bool(known.commitments))
        self.filters.tell(len(known.commitments) - len(shown))
        self._bring_into_sight(shown)
        self._hold()
        hand.set_marked(hand.marked & hand.cards.keys())

    def _wanted(self) -> Chosen:
        return self.filters.wanted(self.known, self.bridge.today())

    def _bring_into_sight(self, shown: Sequence[Commitment]) -> None:
        if not self.known.commitments:
            self.views.say_none()
        elif not shown:
            self.views.say_no_hits()
        elif self.filters.view.choice == "list":
            self.views.show_list()
        else:
            self.views.show_board()

    def _around(self) -> Around:
        return Around(self.bridge.today(), len(self.known.clinics), self._effects)

    def _show_effects(self) -> None:
        if self.bridge.store is not None and self.filters.view.choice == "board":
            lang = self.bridge.lang
            told = ((one.commitment, effect_words(one, lang)) for one in self.known.improvements)
            self._effects = {key: said for key, said in told if key and said}
            self.views.board.show_around(self._around())

    def _view(self) -> Board | CommitmentList:
        return self.views.list if self.filters.view.choice == "list" else self.views.board

    # -- improvements

    def _show_improvements(self) -> None:
        known, wanted = self.known, self._wanted()
        self.filters.fill_meetings(known)
        shown = [one for one in known.improvements if wanted.wants_improvement(one)]
        self.views.improvements.show_improvements(shown, known, wanted)
        self.filters.narrow.setVisible(bool(known.improvements))
        self.filters.tell(len(known.improvements) - len(shown))
        self.views.show_improvements()
        self.hand.unmark()
        if self.detail is not None:
            self.detail.hide()

    def _show_improvement(self, key: str) -> bool:
        found = [one for one in self.known.improvements if one.id == key]
        for one in found:
            self.filters.view.choose("improvements")
            self.views.improvements.choose(one.commitment or one.id)
            self._show()
        return bool(found)

    def _write_improvement(self) -> None:
        self.choose(None)
        self.filters.view.choose("improvements")
        self._show()
        self.views.improvements.write_one()

    def _list_column(self, column: str) -> None:
        self.filters.show_column(column)
        self._focus_view()

    def _go_to_commitment(self, commitment: str) -> None:
        self.turn_to_commitments()
        self.show_subject(commitment)

    def turn_to_commitments(self) -> None:
        """Leave the improvements, if they are in sight."""
        if self.filters.view.choice == "improvements":
            self.filters.view.choose("board")

    # -- the chosen one

    def choose(self, commitment: str | None) -> None:
        """Show a commitment in detail; none closes the detail."""
        if commitment != self.hand.chosen:
            self.hand.chosen = commitment
            self._hold()
            self.header_changed.emit()

    def _hold(self) -> None:
        hand = self.hand
        if hand.chosen not in hand.cards:
            hand.chosen = None
        self._view().hold(hand.chosen)
        card = hand.cards.get(hand.chosen or "")
        if card is not None:
            self._show_detail(card)
        elif self.detail is not None:
            self.detail.hide()

    def _show_detail(self, card: Card) -> None:
        from facilitator.ui.followup.detail import Shown

        one = next(one for one in card.commitments if one.id == self.hand.chosen)
        history = self.bridge.ask(queries.follow_ups, one.id)
        came_to = self.known.improvement_of(one.id)
        detail = self._ready_detail()
        detail.show_commitment(Shown(one, card, history, self.known, came_to))
        detail.show()

    def _ready_detail(self) -> Detail:
        from facilitator.ui.followup.detail import Detail

        if self.detail is None:
            self.detail = made = Detail(self.bridge)
            made.said.connect(self.hand.say)
            made.picked.connect(self.choose)
            made.left.connect(self._close_detail)
            made.closing.connect(self.hand.close_chosen)
            made.stale.connect(self.refresh)
            made.entered.connect(self._focus_view)
            self._row.addWidget(made)
        return self.detail

    def _close_detail(self) -> None:
        self.choose(None)
        self._focus_view()

    def _focus_view(self) -> None:
        self._view().focus_chosen()

    def _enter(self) -> None:
        if len(self.hand.marked) > 1:
            self.marks.focus_first()
        else:
            self._focus_experience()

    def _focus_experience(self) -> None:
        if self.detail is not None:
            self.detail.focus_experience()

    # -- what is marked

    def _show_marks(self) -> None:
        marked = self.hand.marked
        self.views.mark(marked)
        if marked or self._marks is not None:
            self.marks.show_marked([one for one in self.known.commitments if one.id in marked])

    @property
    def marks(self) -> MarkBar:
        """What can be done with what is marked; made when something first is."""
        from facilitator.ui.followup.marks import MarkBar

        if self._marks is None:
            self._marks = MarkBar(self.bridge)
            self._marks.cleared.connect(self.hand.unmark)
            self._marks.stale.connect(self.refresh)
            self._marks.left.connect(self._focus_view)
            self._body.insertWidget(1, self._marks)
            self._marks.stand_after(self.filters.clear)
        return self._marks
