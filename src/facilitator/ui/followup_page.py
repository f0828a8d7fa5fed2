"""Follow-up: what was agreed, as board and as list, and how far each thing has come."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from facilitator.domain import board, followup
from facilitator.domain.board import Card, Chosen
from facilitator.domain.outcomes import Commitment
from facilitator.domain.people import Clinic, Member
from facilitator.edits import followup as edits
from facilitator.language import N_
from facilitator.store import queries
from facilitator.store.queries import Way
from facilitator.ui import theme
from facilitator.ui.bridge import Bridge
from facilitator.ui.followup_board import Board
from facilitator.ui.followup_detail import Detail, Shown
from facilitator.ui.followup_list import CommitmentList
from facilitator.ui.page import PAGE_MARGINS, Header, Page
from facilitator.ui.parts import ChoiceChips, EmptyState, button

_BOARD, _LIST, _NONE, _NO_HITS = range(4)


class FollowUpPage(Page):
    """One set of commitments, filtered, shown by one of two views, and one of them in detail."""

    tables = frozenset(
        {
            *("commitment", "follow_up", "insight", "meeting", "item", "topic"),
            *("member", "clinic", "cluster"),
        }
    )

    def __init__(self, bridge: Bridge) -> None:
        super().__init__(bridge)
        self._commitments: tuple[Commitment, ...] = ()
        self._cards: dict[str, Card] = {}
        self._members: tuple[Member, ...] = ()
        self._clinics: tuple[Clinic, ...] = ()
        self._opening: followup.Opening | None = None
        self._running: str | None = None
        self._chosen: str | None = None
        today = bridge.today()
        self.board, self.list = Board(bridge.lang, today), CommitmentList(bridge.lang, today)
        self.detail: Detail | None = None
        opening = bridge.lang.text(N_("Use as opening"))
        self._open = button(opening, self._go_to_opening, primary=True)
        self._open.hide()
        self._place()
        self._listen()

    def _place(self) -> None:
        self._stack = QStackedWidget()
        for view in (_sideways(self.board), self.list, self._no_commitments(), self._no_hits()):
            self._stack.addWidget(view)
        self._row = row = QHBoxLayout()
        row.setSpacing(14)
        row.addWidget(self._stack, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(*PAGE_MARGINS)
        column.setSpacing(12)
        self._filters = self._make_filters()
        column.addWidget(self._filters)
        column.addLayout(row, 1)

    def _make_filters(self) -> QWidget:
        text, bar = self.bridge.lang.text, QWidget()
        row = QHBoxLayout(bar)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(14)
        views = (
            ("board", text(N_("Board")), "accent"),
            ("list", text(N_("List")), "accent"),
        )
        self.view = ChoiceChips(text(N_("View")), views, "board")
        self.status = ChoiceChips(
            text(N_("Which commitments")),
            (("all", text(N_("All")), "accent"), ("open", text(N_("Open")), "accent")),
            "all",
        )
        self.meeting, self.clinic = QComboBox(), QComboBox()
        self.meeting.setAccessibleName(text(N_("From which meeting")))
        self.clinic.setAccessibleName(text(N_("Of which clinic")))
        for box in (self.meeting, self.clinic):
            box.setMinimumContentsLength(12)
            box.setMaximumWidth(theme.px(220))
        for choice in (self.view, self.status):
            row.addWidget(choice, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addStretch(1)
        for box in (self.meeting, self.clinic):
            row.addWidget(box)
        return bar

    def _no_commitments(self) -> QWidget:
        text = self.bridge.lang.text
        go = button(text(N_("Go to meetings")), lambda: self.bridge.open_place("meetings"))
        sentence = N_(
            "They are made in the last ten minutes of a meeting: who tries what, by when."
        )
        return EmptyState("handshake", text(N_("No commitments yet")), text(sentence), go)

    def _no_hits(self) -> QWidget:
        text = self.bridge.lang.text
        everything = button(text(N_("Show all")), self._show_all)
        sentence = text(N_("Choose another meeting or clinic, or see those that are closed."))
        return EmptyState("search", text(N_("Nothing here")), sentence, everything)

    def _listen(self) -> None:
        for view in (self.board, self.list):
            view.picked.connect(self.choose)
            view.said.connect(self.say)
            view.left.connect(lambda: self.choose(None))
            view.entered.connect(self._focus_experience)
        self.view.chosen.connect(lambda _: self._show())
        self.status.chosen.connect(lambda _: self._show())
        for box in (self.meeting, self.clinic):
            box.activated.connect(lambda _: self._show())

    # -- the shell

    def header(self) -> Header:
        lang = self.bridge.lang
        question = self._opening.question if self._opening else ""
        return Header(lang.text(N_("Follow-up")), lang.quote(question) if question else "")

    def header_buttons(self) -> Sequence[QWidget]:
        return (self._open,)

    def primary(self) -> QPushButton | None:
        return self._open if self._opening is not None else None

    def subject(self) -> str | None:
        return self._chosen

    def show_subject(self, subject: str | None) -> None:
        self._chosen = subject
        self._show()

    def shows(self, way: Way) -> bool:
        return way.table == "insight" and any(self._named(*row) for row in way.rows[:1])

    def show_row(self, table: str, key: str) -> bool:
        found = self._named(table, key)
        if found:
            self.show_subject(found[0].id)
        return bool(found) or table == "cluster"

    def _named(self, table: str, key: str) -> list[Commitment]:
        """The commitment with this key, or those of the insight with it."""
        return [
            one
            for one in self._commitments
            if key == {"commitment": one.id, "insight": one.insight}.get(table)
        ]

    def refresh(self) -> None:
        bridge = self.bridge
        if bridge.cluster is None:
            return
        found = bridge.ask(queries.commitments, bridge.cluster)
        self._commitments = board.in_order(found)
        self._members = bridge.ask(queries.members, bridge.cluster, bridge.today())
        self._clinics = bridge.ask(queries.clinics, bridge.cluster)
        self._opening = bridge.ask(queries.opening, bridge.cluster)
        running = bridge.ask(queries.running_meeting)
        self._running = running[0] if running and running[1] == bridge.cluster else None
        self._fill_filters()
        self._show_opening()
        self._show()

    def _show_opening(self) -> None:
        lang = self.bridge.lang
        self._open.setVisible(self._opening is not None)
        if self._opening is not None:
            day = lang.date_near(self._opening.start.astimezone(lang.zone).date())
            words = lang.text(N_("Use as opening on {day}"), day=day)
            self._open.setText(words)
            self._open.setAccessibleName(words)

    def _fill_filters(self) -> None:
        lang = self.bridge.lang
        numbers = {c.meeting: c.meeting_number for c in self._commitments if c.meeting}
        ranked = sorted(numbers.items(), key=lambda pair: pair[1] or 0, reverse=True)
        meetings = [(key, lang.text(N_("Meeting {number}"), number=n)) for key, n in ranked]
        _fill(self.meeting, lang.text(N_("All meetings")), meetings)
        mine = self._my_clinic()
        clinics = [
            (
                one.id,
                lang.text(N_("{clinic} (mine)"), clinic=one.name) if one.id == mine else one.name,
            )
            for one in self._clinics
        ]
        _fill(self.clinic, lang.text(N_("All clinics")), clinics)

    def _my_clinic(self) -> str | None:
        me = self.bridge.settings.get("i_am", self.bridge.cluster)
        return next((one.clinic for one in self._members if one.id == me), None)

    # -- what is shown

    def _wanted(self) -> Chosen:
        clinic = self.clinic.currentData()
        return Chosen(
            self.meeting.currentData(),
            clinic,
            self.status.choice == "open",
            frozenset(one.id for one in self._members if clinic and one.clinic == clinic),
        )

    def _show(self) -> None:
        wanted = self._wanted()
        # What is being looked at stays, also when it was just closed and only open ones are shown.
        shown = [c for c in self._commitments if wanted.wants(c) or c.id == self._chosen]
        cards = board.gather(shown)
        self._cards = {one.id: card for card in cards for one in card.commitments}
        today = self.bridge.today()
        if self.view.choice == "list":
            self.list.show_commitments(shown, today)
        else:
            self.board.show_cards(board.lay(cards), board.count(shown), today)
        self._filters.setVisible(bool(self._commitments))
        self._stack.setCurrentIndex(self._which(shown))
        self._hold()

    def _which(self, shown: Sequence[Commitment]) -> int:
        if not self._commitments:
            return _NONE
        if not shown:
            return _NO_HITS
        return _LIST if self.view.choice == "list" else _BOARD

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
        one = next(one for one in card.commitments if one.id == self._chosen)
        history = self.bridge.ask(queries.follow_ups, one.id)
        self.detail = self.detail or self._make_detail()
        self.detail.show_commitment(
            Shown(one, card, history, self._members, self._clinics, self._running)
        )
        self.detail.show()

    def _make_detail(self) -> Detail:
        made = Detail(self.bridge)
        made.said.connect(self.say)
        made.picked.connect(self.choose)
        made.left.connect(self._close_detail)
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
        card = self._cards.get(self._chosen or "")
        if card is None:
            return
        one = next(one for one in card.commitments if one.id == self._chosen)
        if one.status != status:
            self.bridge.do(
                N_("Change status"),
                edits.set_status,
                one.id,
                status,
                self.bridge.clock.utc(),
                meeting=self._running,
            )
        if followup.status(status).asks_learnt:
            self._focus_experience()

    def _focus_experience(self) -> None:
        if self.detail is not None:
            self.detail.focus_experience()

    def _close_detail(self) -> None:
        self.choose(None)
        self._focus_view()

    def _focus_view(self) -> None:
        self._view().focus_chosen()

    def _show_all(self) -> None:
        self.status.choose("all")
        for box in (self.meeting, self.clinic):
            box.setCurrentIndex(0)
        self._show()

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


def _fill(box: QComboBox, everything: str, choices: Iterable[tuple[str, str]]) -> None:
    """Fill a filter anew; what was chosen stays chosen while it is there."""
    chosen = box.currentData()
    box.clear()
    box.addItem(everything, None)
    for key, words in choices:
        box.addItem(words, key)
    box.setCurrentIndex(max(0, box.findData(chosen)) if chosen else 0)
