"""Follow-up: what was agreed, as board and as list, how far each thing has come, and what became
better."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QMenu,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from facilitator.domain import board, followup
from facilitator.domain.board import Card, Chosen
from facilitator.domain.improvements import Improvement
from facilitator.domain.outcomes import Commitment
from facilitator.domain.people import Clinic, Member
from facilitator.edits import followup as edits
from facilitator.language import N_
from facilitator.store import queries
from facilitator.store.queries import Way
from facilitator.ui.ask.door import AskDoor
from facilitator.ui.bridge import Bridge
from facilitator.ui.followup.board import Board
from facilitator.ui.followup.card import CLOSE, Around, stands
from facilitator.ui.followup.filters import Filters
from facilitator.ui.followup.improvement_look import effect_words
from facilitator.ui.followup.list import CommitmentList
from facilitator.ui.page import PAGE_MARGINS, Header, Page
from facilitator.ui.parts import EmptyState, button
from facilitator.ui.parts.status_look import DIGITS

if TYPE_CHECKING:
    # Made when first wanted, and loaded then: the page is to be on the screen sooner.
    from facilitator.ui.followup.detail import Detail
    from facilitator.ui.followup.improvement_list import ImprovementView
    from facilitator.ui.followup.marks import MarkBar

_BOARD, _LIST, _NONE, _NO_HITS, _IMPROVEMENTS = range(5)


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
        self._commitments: tuple[Commitment, ...] = ()
        self._cards: dict[str, Card] = {}
        self._members: tuple[Member, ...] = ()
        self._clinics: tuple[Clinic, ...] = ()
        # Asked for after the cards are on the screen, or when somebody wants them.
        self._improvements: tuple[Improvement, ...] | None = None
        self._effects: dict[str, str] = {}
        self._later = QTimer(self, singleShot=True, interval=0)
        self._later.timeout.connect(self._show_effects)
        self._opening: followup.Opening | None = None
        self._running: str | None = None
        self._chosen: str | None = None
        self._marked: frozenset[str] = frozenset()
        today = bridge.today()
        self.board, self.list = Board(bridge.lang, today), CommitmentList(bridge.lang, today)
        self.filters = Filters(bridge.lang)
        self._marks: MarkBar | None = None
        self.view, self.status = self.filters.view, self.filters.status
        self.meeting, self.clinic = self.filters.meeting, self.filters.clinic
        self.improvements: ImprovementView | None = None
        self.detail: Detail | None = None
        opening = bridge.lang.text(N_("Use as opening"))
        self._open = button(opening, self._go_to_opening, primary=True)
        through = bridge.lang.text(N_("Go through them in the meeting"))
        self._round = button(through, self._go_through, icon="play")
        for made in (self._open, self._round):
            made.hide()
        self._place()
        self._listen()

    def _place(self) -> None:
        self._stack = QStackedWidget()
        for view in (_sideways(self.board), self.list, self._no_commitments(), self._no_hits()):
            self._stack.addWidget(view)
        self._row = row = QHBoxLayout()
        row.setSpacing(14)
        row.addWidget(self._stack, 1)
        body = QWidget()
        self._body = column = QVBoxLayout(body)
        column.setContentsMargins(*PAGE_MARGINS)
        column.setSpacing(12)
        column.addWidget(self.filters)
        column.addLayout(row, 1)
        self.asking = AskDoor(self.bridge, self, body)
        self.asking.turned.connect(self._show_opening)
        self.asking.turned.connect(self.header_changed)

    def _no_commitments(self) -> QWidget:
        text = self.bridge.lang.text
        go = button(text(N_("Go to meetings")), lambda: self.bridge.open_place("meetings"))
        sentence = N_(
            "They are made in the last ten minutes of a meeting: who tries what, by when."
        )
        return EmptyState("handshake", text(N_("No commitments yet")), text(sentence), go)

    def _no_hits(self) -> QWidget:
        text = self.bridge.lang.text
        everything = button(text(N_("Show all")), self.filters.show_all)
        sentence = text(N_("Choose another meeting or clinic, or see those that are closed."))
        return EmptyState("search", text(N_("Nothing here")), sentence, everything)

    def _listen(self) -> None:
        for view in (self.board, self.list):
            view.picked.connect(self.choose)
            view.said.connect(self.say)
            view.left.connect(self._step_back)
            view.entered.connect(self._focus_experience)
            view.marking.connect(self.mark)
            view.menu_wanted.connect(self._open_menu)
        self.board.moved.connect(self._move)
        self.board.answered.connect(self._answer)
        self.board.writing.connect(self._write_improvement)
        self.filters.turned.connect(lambda _: self._show())
        self.filters.changed.connect(self._show)

    # -- the shell

    def header(self) -> Header:
        lang = self.bridge.lang
        question = self._opening.question if self._opening else ""
        return Header(lang.text(N_("Follow-up")), lang.quote(question) if question else "")

    def header_buttons(self) -> Sequence[QWidget]:
        return (self.asking.button, self._round, self._open)

    def primary(self) -> QPushButton | None:
        if self.asking.is_open:
            return self.asking.primary()
        return self._open if self._opening is not None else None

    def subject(self) -> str | None:
        return self._chosen

    def show_subject(self, subject: str | None) -> None:
        self._chosen = subject
        if self._commitment(subject) is not None:
            self.turn_to_commitments()
        self._show()

    def shows(self, way: Way) -> bool:
        if way.table == "improvement":
            return True
        return way.table == "insight" and any(self._named(*row) for row in way.rows[:1])

    def show_row(self, table: str, key: str) -> bool:
        if table == "improvement":
            return self._show_improvement(key)
        found = self._named(table, key)
        if found:
            self.turn_to_commitments()
            self.show_subject(found[0].id)
        return bool(found) or table == "cluster"

    def _show_improvement(self, key: str) -> bool:
        found = [one for one in self.known_improvements if one.id == key]
        for one in found:
            self.view.choose("improvements")
            self._improvement_view().choose(one.commitment or one.id)
            self._show()
        return bool(found)

    def _named(self, table: str, key: str) -> list[Commitment]:
        """The commitment with this key, or those of the insight with it."""
        return [
            one
            for one in self._commitments
            if key in {"commitment": (one.id,), "insight": (one.insight,)}.get(table, ())
            or (table == "cycle" and any(cycle.id == key for cycle in one.cycles))
        ]

    def refresh(self) -> None:
        bridge = self.bridge
        if bridge.cluster is None:
            return
        found = bridge.ask(queries.commitments, bridge.cluster)
        self._commitments = board.in_order(found, bridge.today())
        self._improvements = None
        self._members = bridge.ask(queries.members, bridge.cluster, bridge.today())
        self._clinics = bridge.ask(queries.clinics, bridge.cluster)
        self._opening = bridge.ask(queries.opening, bridge.cluster)
        running = bridge.ask(queries.running_meeting)
        self._running = running[0] if running and running[1] == bridge.cluster else None
        topics = [(topic.id, topic.title) for topic in bridge.ask(queries.topics, bridge.cluster)]
        self.filters.fill(self._commitments, self._clinics, self._my_clinic(), topics)
        self._show_opening()
        self._show()
        self.asking.refresh()

    def _show_opening(self) -> None:
        lang = self.bridge.lang
        self._round.setVisible(self._running is not None and not self.asking.is_open)
        self._open.setVisible(self._opening is not None and not self.asking.is_open)
        if self._opening is not None:
            day = lang.date_near(self._opening.start.astimezone(lang.zone).date())
            words = lang.text(N_("Use as opening on {day}"), day=day)
            self._open.setText(words)
            self._open.setAccessibleName(words)

    def _my_clinic(self) -> str | None:
        me = self.bridge.settings.get("i_am", self.bridge.cluster)
        return next((one.clinic for one in self._members if one.id == me), None)

    # -- what is shown

    def _wanted(self) -> Chosen:
        return self.filters.wanted(self._members, self.bridge.today())

    def _show(self) -> None:
        if self.view.choice == "improvements":
            self._show_improvements()
            return
        wanted, stay = self._wanted(), {self._chosen, *self._marked}
        # What is being looked at stays, also when it was just closed and only open ones are shown.
        shown = [c for c in self._commitments if wanted.wants(c) or c.id in stay]
        cards = board.gather(shown)
        self._cards = {one.id: card for card in cards for one in card.commitments}
        if self.view.choice == "list":
            self.list.show_commitments(shown, self.bridge.today())
        else:
            self.board.show_cards(board.lay(cards), board.count(shown), self._around())
            self._later.start()
        self.filters.narrow.setVisible(bool(self._commitments))
        self.filters.tell(len(self._commitments) - len(shown))
        self._stack.setCurrentIndex(self._which(shown))
        self._hold()
        self._set_marked(self._marked & self._cards.keys())

    def _around(self) -> Around:
        return Around(self.bridge.today(), len(self._clinics), self._effects)

    def _which(self, shown: Sequence[Commitment]) -> int:
        if not self._commitments:
            return _NONE
        if not shown:
            return _NO_HITS
        return _LIST if self.view.choice == "list" else _BOARD

    # -- improvements

    @property
    def known_improvements(self) -> tuple[Improvement, ...]:
        """The improvements of the cluster, asked for once after each change."""
        cluster = self.bridge.cluster
        if self._improvements is None:
            self._improvements = (
                self.bridge.ask(queries.improvements, cluster) if cluster is not None else ()
            )
        return self._improvements

    def _show_effects(self) -> None:
        if self.bridge.store is not None and self.view.choice == "board":
            lang = self.bridge.lang
            told = ((one.commitment, effect_words(one, lang)) for one in self.known_improvements)
            self._effects = {key: said for key, said in told if key and said}
            self.board.show_around(self._around())

    def _improvement_view(self) -> ImprovementView:
        from facilitator.ui.followup.improvement_list import ImprovementView

        if self.improvements is None:
            self.improvements = ImprovementView(self.bridge)
            self.improvements.commitment_wanted.connect(self._go_to_commitment)
            self._stack.addWidget(self.improvements)
        return self.improvements

    def _show_improvements(self) -> None:
        wanted = self._wanted()
        shown = [one for one in self.known_improvements if _is_wanted(one, wanted)]
        self._improvement_view().show_improvements(shown)
        self.filters.narrow.setVisible(bool(self.known_improvements))
        self.filters.tell(len(self.known_improvements) - len(shown))
        self._stack.setCurrentIndex(_IMPROVEMENTS)
        self._set_marked(frozenset())
        if self.detail is not None:
            self.detail.hide()

    def _write_improvement(self) -> None:
        self.choose(None)
        self.view.choose("improvements")
        self._show()
        self._improvement_view().write_one()

    def _go_to_commitment(self, commitment: str) -> None:
        self.turn_to_commitments()
        self.show_subject(commitment)

    def turn_to_commitments(self) -> None:
        """Leave the improvements, if they are in sight."""
        if self.view.choice == "improvements":
            self.view.choose("board")

    def _view(self) -> Board | CommitmentList:
        return self.list if self.view.choice == "list" else self.board

    def _hold(self) -> None:
        if self._chosen not in self._cards:
            self._chosen = None
        self._view().hold(self._chosen)
        self._show_detail()

    def _show_detail(self) -> None:
        card = self._cards.get(self._chosen or "")
        if card is None:
            if self.detail is not None:
                self.detail.hide()
            return
        from facilitator.ui.followup.detail import Shown

        one = next(one for one in card.commitments if one.id == self._chosen)
        history = self.bridge.ask(queries.follow_ups, one.id)
        self.detail = self.detail or self._make_detail()
        self.detail.show_commitment(
            Shown(
                one,
                card,
                history,
                self._members,
                self._clinics,
                self._running,
                next((i for i in self.known_improvements if i.commitment == one.id), None),
                self._next_meeting(),
            )
        )
        self.detail.show()

    def _next_meeting(self) -> date | None:
        if self._opening is None:
            return None
        return self._opening.start.astimezone(self.bridge.lang.zone).date()

    def _make_detail(self) -> Detail:
        from facilitator.ui.followup.detail import Detail

        made = Detail(self.bridge)
        made.said.connect(self.say)
        made.picked.connect(self.choose)
        made.left.connect(self._close_detail)
        made.closing.connect(self._close_chosen)
        made.stale.connect(self.refresh)
        made.entered.connect(self._focus_view)
        self._row.addWidget(made)
        return made

    # -- what a person does

    def choose(self, commitment: str | None) -> None:
        """Show a commitment in detail; none closes the detail."""
        if commitment != self._chosen:
            self._chosen = commitment
            self._hold()
            self.header_changed.emit()

    def say(self, status: str) -> None:
        """Say how far the chosen commitment has come; what was learnt is then asked in place."""
        one = self._commitment(self._chosen)
        if one is not None:
            self._say([(one, status)])

    def _commitment(self, key: str | None) -> Commitment | None:
        return next((one for one in self._commitments if one.id == key), None)

    def _say(self, said: Sequence[tuple[Commitment, str]]) -> None:
        """Say where commitments stand, each as it was seen on this page."""
        new = [(one.id, status) for one, status in said if one.status != status]
        lang, bridge = self.bridge.lang, self.bridge
        if new:

            def act(_seen: int | None) -> None:
                versions = {one.id: one.version for one in self._commitments}
                told = [(key, status, versions.get(key)) for key, status in new]
                now = bridge.clock.utc()
                step = N_("Change status")
                bridge.attempt(step, edits.set_statuses, told, now, meeting=self._running)

            self.detail = self.detail or self._make_detail()
            mine = lang.text(followup.status(new[0][1]).title)
            self.detail.care.do(act, lambda: None, mine, lambda now: self._tell_other(now))
        if any(followup.status(status).asks_learnt for _, status in said):
            self.choose(said[0][0].id)
            self._focus_experience()

    def _tell_other(self, now: Commitment) -> str:
        """How it stands that somebody else changed; it is brought into sight, to choose by."""
        self.choose(now.id)
        return stands(now, self.bridge.lang)

    def _move(self, card: str, chip: str, column: str) -> None:
        """A card or one of its chips was let go in a column; what is marked goes along."""
        keys = {chip} if chip else {one.id for one in self._of_card(card)}
        if keys & self._marked:
            said = [
                (one, board.arrival(one, column))
                for one in self._commitments
                if one.id in self._marked and followup.status(one.status).column != column
            ]
        elif chip:
            one = self._commitment(chip)
            there = one is None or followup.status(one.status).column == column
            said = [] if one is None or there else [(one, board.arrival(one, column))]
        else:
            found = next((c for c in self._cards.values() if c.id == card), None)
            said = list(board.moved(found, column)) if found else []
        if said:
            self._say(said)

    def _of_card(self, card: str) -> Sequence[Commitment]:
        return next((c.commitments for c in self._cards.values() if c.id == card), ())

    def _answer(self, card: str, answer: str) -> None:
        """What was carried over too often is decided on, or closed."""
        found = next((c for c in self._cards.values() if c.id == card), None)
        if found is None or not found.undecided:
            return
        if answer == CLOSE:
            self._say([(one, board.arrival(one, "closed")) for one in found.undecided])
            return
        self.choose(found.undecided[0].id)
        if self.detail is not None:
            self.detail.focus_next_step()

    def _close_chosen(self) -> None:
        one = self._commitment(self._chosen)
        if one is not None:
            self._say([(one, board.arrival(one, "closed"))])

    # -- several at once, and the menu of one

    def mark(self, commitments: list[str]) -> None:
        """Mark commitments, or take the mark off; none means the chosen one."""
        keys = frozenset(commitments or filter(None, [self._chosen]))
        if keys <= self._marked:
            self._set_marked(self._marked - keys)
            return
        if not self._marked and commitments and self._chosen:
            keys |= {self._chosen}
        self._set_marked(self._marked | keys)

    def _set_marked(self, marked: frozenset[str]) -> None:
        self._marked = marked
        self.board.mark(marked)
        self.list.mark(marked)
        if marked or self._marks is not None:
            self.marks.show_marked([one for one in self._commitments if one.id in marked])

    @property
    def marks(self) -> MarkBar:
        """What can be done with what is marked; made when something first is."""
        from facilitator.ui.followup.marks import MarkBar

        if self._marks is None:
            self._marks = MarkBar(self.bridge)
            self._marks.cleared.connect(lambda: self._set_marked(frozenset()))
            self._body.insertWidget(1, self._marks)
        return self._marks

    def _open_menu(self, commitment: str, where: QPoint) -> None:
        if commitment:
            self.choose(commitment)
        one = self._commitment(self._chosen)
        if one is not None:
            menu = self.make_menu(one)
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            menu.popup(where)

    def make_menu(self, one: Commitment) -> QMenu:
        """What can be done with a commitment, as a menu."""
        from facilitator.ui.followup.snooze import fill_menu

        lang, menu = self.bridge.lang, QMenu(self)
        digits = {status: key for key, status in DIGITS.items()}
        for row in followup.STATUSES:
            key = QKeySequence(digits[row.id]).toString()
            title = lang.text(row.title)
            action = menu.addAction(f"{title}\t{key}")
            action.setCheckable(True)
            action.setChecked(row.id == one.status)
            action.triggered.connect(partial(self._say_by_menu, row.id))
        menu.addSeparator()
        if one.is_open:
            later = menu.addMenu(lang.text(N_("Set aside until")))
            fill_menu(later, lang, self.bridge.today(), self._next_meeting(), self._set_aside)
        marked = one.id in self._marked
        words = N_("Take the mark off") if marked else N_("Mark to put together")
        keyed = f"{lang.text(words)}\t{lang.text(N_('Space'))}"
        menu.addAction(keyed).triggered.connect(lambda: self.mark([]))
        return menu

    def _say_by_menu(self, status: str, _checked: bool = False) -> None:
        self.say(status)

    def _set_aside(self, until: date | None) -> None:
        if self.detail is not None and self._chosen is not None:
            self.detail.set_aside(until)

    def _step_back(self) -> None:
        """Esc: first the marks go, then the detail."""
        if self._marked:
            self._set_marked(frozenset())
        else:
            self.choose(None)

    def _focus_experience(self) -> None:
        if self.detail is not None:
            self.detail.focus_experience()

    def _close_detail(self) -> None:
        self.choose(None)
        self._focus_view()

    def _focus_view(self) -> None:
        self._view().focus_chosen()

    def _go_through(self) -> None:
        if self._running is not None:
            self.bridge.open_row("run", "follow_up", self._running)

    def _go_to_opening(self) -> None:
        if self._opening is None:
            return
        if self._opening.item is None:
            self.bridge.open_place("meetings", self._opening.meeting)
        else:
            self.bridge.open_row("meetings", "item", self._opening.item)


def _sideways(board: Board) -> QScrollArea:
    """The board, to be scrolled sideways where large text leaves its columns no room."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    board.setObjectName("scrolled")
    area.setWidget(board)
    area.viewport().setAutoFillBackground(False)
    board.setAutoFillBackground(False)
    return area


def _is_wanted(one: Improvement, wanted: Chosen) -> bool:
    """Whether an improvement is among those wanted, as far as it can be told of one."""
    return (
        (wanted.meeting is None or one.meeting == wanted.meeting)
        and (wanted.clinic is None or one.clinic == wanted.clinic or one.member in wanted.members)
        and (not wanted.category or one.category == wanted.category)
    )
