"""The agenda of one meeting: its strip and rows, one item in full, its goals and its check."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from facilitator.domain import advice, fitting
from facilitator.domain.advice import Mend
from facilitator.domain.agenda import Agenda, AgendaItem, Meeting
from facilitator.domain.schedule import lay_out
from facilitator.language import N_
from facilitator.ui import theme
from facilitator.ui.actions import LINE
from facilitator.ui.agenda.beside import Beside
from facilitator.ui.agenda.blocks import AgendaBlocks
from facilitator.ui.agenda.board import AgendaBoard
from facilitator.ui.agenda.cards import AddCard, BudgetLine, CheckCard, GoalsCard
from facilitator.ui.agenda.check_hint import CheckHint
from facilitator.ui.agenda.clipboard import AgendaClipboard
from facilitator.ui.agenda.fit_card import AgendaOffers, FitCard
from facilitator.ui.agenda.folding import Folding
from facilitator.ui.agenda.head import AgendaButtons, can_start, header_of
from facilitator.ui.agenda.item_inspector import ItemInspector
from facilitator.ui.agenda.item_line_field import ItemLineField
from facilitator.ui.agenda.items import AgendaItems
from facilitator.ui.agenda.list import AgendaView
from facilitator.ui.agenda.meeting_cards import StateBar, TimesCard
from facilitator.ui.agenda.meeting_files import FilesCard
from facilitator.ui.agenda.readiness_card import ReadinessCard
from facilitator.ui.agenda.rows import agenda_rows
from facilitator.ui.agenda.sheet import OpenAgenda, Sheet
from facilitator.ui.agenda.strip import AgendaStrip
from facilitator.ui.agenda.template_panel import TitleCard
from facilitator.ui.bridge import Bridge
from facilitator.ui.content.sorts import TABLES as CONTENT
from facilitator.ui.page import PAGE_MARGINS, Header, Page
from facilitator.ui.parts import page_scroll

SIDE_WIDTH, NARROW_SIDE_WIDTH, WIDE_SIDE_WIDTH = 352, 306, 432
_FOLDED_BELOW, _NARROW_BELOW, _SHORT_BELOW, _WIDE_FROM = 780, 1120, 1200, 1500
"""Widths of the page below which the rows and what is beside them are seen one at a time, and the
other cards and the buttons are narrower; and from which there is room for wide cards."""
_LOW_BELOW = 700
_BESIDE_LIST, _LIST_AT_LEAST = 756, 124
"""What the other cards need before the list of commitments may be taller than its least."""
_GUTTER = 4 + theme.BAR_WIDTH

_HINT = N_("Drag to move · Enter adds · Alt+↑/↓ moves · type figures for minutes · Del removes")


class AgendaPage(Page):
    """Lays out the parts of an agenda, has them do what the others ask for, and shows all what
    was read. Emits `left` to go back to the list of meetings."""

    tables = frozenset(
        {"meeting", "item", "item_step", "goal", "attendance", "commitment", "follow_up"}
        | {"member", "clinic", "cluster", "preparation", "parked"}
        | CONTENT
    )
    left = Signal()

    def __init__(self, bridge: Bridge) -> None:
        super().__init__(bridge)
        lang = bridge.lang
        self.opened = OpenAgenda(bridge, self)
        self.buttons = AgendaButtons(bridge, self)
        self.strip = AgendaStrip(lang)
        self.budget = BudgetLine(lang)
        self.view = AgendaView(lang)
        self.items = AgendaItems(self.opened, self.view)
        self.line = ItemLineField(bridge, self.items.where, lang.text(_HINT))
        self.inspector = ItemInspector(bridge)
        self.check = CheckCard(lang)
        self.goals = GoalsCard(bridge)
        self.files = FilesCard(bridge)
        self.adding = AddCard(lang)
        self.fitting = FitCard(lang)
        self.times = TimesCard(bridge)
        self.naming = TitleCard(bridge)
        self.bar = StateBar(bridge)
        self.readiness = ReadinessCard(bridge)
        self._lay()
        self._make_hands()
        self._listen()

    # -- what the shell asks

    def show_meeting(self, meeting: str) -> None:
        """Show the agenda of a meeting."""
        if self.opened.open(meeting):
            self.offers.leave()
            self.times.hide()
            self.board.show_rows()
        self.folding.close()
        self.refresh()

    def refresh(self) -> None:
        opened = self.opened
        if opened.meeting is None:
            return
        if opened.is_content_news:
            self._show_item()
            return
        is_own = opened.is_own_news
        sheet = opened.read()
        self._show(sheet)
        if not is_own:
            self.readiness.show_meeting(sheet.agenda.meeting)
        self.header_changed.emit()

    def subject(self) -> str | None:
        return self.opened.meeting

    def show_row(self, table: str, key: str) -> bool:
        if table == "item":
            self.view.choose(key)
        elif table == "goal":
            self.folding.open()
            self._scroll.ensureWidgetVisible(self.goals)
        elif table == "preparation":
            return self.readiness.show_task(key)
        elif table in CONTENT:
            self.folding.open()
            return self.beside.show_row(table, key, self.view.choose)
        return table in ("item", "goal")

    def header(self) -> Header | None:
        sheet = self.opened.sheet
        return header_of(self.bridge.lang, sheet) if sheet else None

    def header_buttons(self) -> Sequence[QWidget]:
        return self.buttons.all

    def primary(self) -> QPushButton | None:
        if not self.board.shows_rows:
            return self.board.primary()
        if self.naming.isVisible():
            return self.naming.save_button
        return self.fitting.apply_button if self.fitting.isVisible() else self.buttons.start

    def share(self) -> None:
        """Show what can be shared of the meeting, in the place of its rows."""
        self.board.share()

    def print_out(self) -> None:
        """Show the pages; when they are shown already, print them."""
        self.board.print_out()

    def write_line(self) -> None:
        """Go to the line that becomes an item."""
        self.board.write_line()

    # -- making

    def _lay(self) -> None:
        rows = self._rows()
        self.board = AgendaBoard(self.opened, rows, self.view, self.line)
        self._columns = columns = QHBoxLayout()
        columns.setSpacing(20)
        columns.addWidget(self.board, 1)
        self.beside = Beside(self.bridge, self._side(), self.inspector, self.files, _GUTTER)
        self.beside.give_way(self.naming, self.fitting, self.times)
        self.folding = Folding(self.bridge.lang, self.board, self.beside)
        columns.addWidget(self.folding.aside)
        self._top.addWidget(self.folding.open_button, 0, Qt.AlignmentFlag.AlignTop)
        whole = QVBoxLayout(self)
        left, top, right, _bottom = PAGE_MARGINS
        whole.setContentsMargins(left, top, right - _GUTTER, 14)
        whole.setSpacing(12)
        state = QHBoxLayout()
        state.setContentsMargins(0, 0, _GUTTER, 0)
        state.addWidget(self.bar)
        whole.addLayout(state)
        whole.addLayout(columns, 1)

    def _rows(self) -> QWidget:
        around = QWidget()
        rows = QVBoxLayout(around)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(8)
        self._top = QHBoxLayout()
        self._top.setSpacing(12)
        self._top.addWidget(self.strip, 1)
        rows.addLayout(self._top)
        rows.addWidget(self.budget)
        rows.addWidget(self.view, 1)
        self.line.add_button(self.adding.small_button)
        rows.addWidget(self.line)
        rows.addWidget(self.readiness)
        return around

    def _side(self) -> QWidget:
        inner = QWidget()
        cards = QVBoxLayout(inner)
        cards.setContentsMargins(0, 0, _GUTTER, 0)
        cards.setSpacing(12)
        above = self.naming, self.fitting, self.times
        for card in (*above, self.inspector, self.check, self.goals, self.files):
            cards.addWidget(card)
        cards.addStretch()
        self._scroll = page_scroll(inner)
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self._scroll, 1)
        self.hint = CheckHint(self.bridge.lang, self.check, self._scroll)
        column.addWidget(self.hint)
        low = QHBoxLayout()
        low.setContentsMargins(0, 0, _GUTTER, 0)
        low.addWidget(self.adding)
        column.addLayout(low)
        return side

    def _make_hands(self) -> None:
        opened, view, line, board = self.opened, self.view, self.line, self.board

        def read_lines(text: str, index: int | None = None) -> None:
            board.show_lines(text, self.items.where(index))

        self.clipboard = AgendaClipboard(opened, view, line.reads, read_lines)
        line.many.connect(read_lines)
        view.dropped.connect(read_lines)
        self.offers = AgendaOffers(opened, view, self.fitting, self._scroll_up)
        self.blocks = AgendaBlocks(opened, view, self.adding, self.naming, self._scroll_up)

    def _listen(self) -> None:
        view, items, offers, buttons = self.view, self.items, self.offers, self.buttons
        buttons.left.connect(self.left)
        buttons.laying.connect(self.board.show_templates)
        buttons.timing.connect(self._toggle_times)
        buttons.sharing.connect(self.share)
        buttons.starting.connect(lambda: self.bridge.open_place("run", self.opened.meeting))
        self.board.currentChanged.connect(lambda _at: self._show_side())
        view.writing.connect(self.line.write)
        view.renaming.connect(self._rename)
        view.chosen.connect(lambda _key: self._show_item())
        QShortcut(QKeySequence(LINE.keys[0]), self).activated.connect(self.write_line)
        self.line.added.connect(view.choose_first)
        self.line.left.connect(view.come)
        view.coming.connect(self.folding.close)
        self.strip.trying.connect(self._try_minutes)
        self.strip.given.connect(items.move_minutes)
        self.inspector.length.changed.connect(items.set_minutes)
        self.inspector.left.connect(view.come)
        self.inspector.length.making_room.connect(offers.make_room)
        self.inspector.revisits.wanted.connect(items.take_up)
        self.adding.adding.connect(items.add)
        self.check.mending.connect(self._mend)
        self.budget.fitting.connect(offers.fit)
        self.budget.giving.connect(offers.give_spare)
        self.budget.sharing.connect(offers.fill)
        self.times.left.connect(self._leave_times)
        self.times.gone.connect(self.left)

    # -- room

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        is_folded = self.width() < theme.px(_FOLDED_BELOW)
        self.folding.fold(0 if is_folded else theme.px(self._side_width()) + _GUTTER)
        self.buttons.make_narrow(self.width() < theme.px(_SHORT_BELOW))
        self.line.make_low(self.height() < theme.px(_LOW_BELOW))
        room = self.height() - theme.px(_BESIDE_LIST)
        self.inspector.commitments.list.set_room(max(theme.px(_LIST_AT_LEAST), room))
        self._show_adding()

    def _side_width(self) -> int:
        if self.width() < theme.px(_NARROW_BELOW):
            return NARROW_SIDE_WIDTH
        return WIDE_SIDE_WIDTH if self.width() >= theme.px(_WIDE_FROM) else SIDE_WIDTH

    def _show_adding(self) -> None:
        """The palette where there is room for it, else its menu beside the line."""
        can_change, is_low = self.opened.can_change, self.height() < theme.px(_LOW_BELOW)
        self.adding.setVisible(can_change and not is_low)
        self.adding.small_button.setVisible(can_change and is_low)

    def _show_side(self) -> None:
        """The cards and the start stand beside the rows alone."""
        is_rows = self.board.shows_rows
        self._show_start()
        self.folding.show_parts()
        self._columns.setContentsMargins(0, 0, 0 if is_rows else _GUTTER, 0)

    def _show_start(self) -> None:
        agenda = self.opened.agenda
        can = agenda is not None and can_start(agenda.meeting)
        self.buttons.start.setVisible(can and self.board.shows_rows)

    def _scroll_up(self) -> None:
        self.folding.open()
        self._scroll.verticalScrollBar().setValue(0)

    def _toggle_times(self) -> None:
        if self.times.isVisible():
            self._leave_times()
        else:
            self.times.show()
            self._scroll_up()
            self.times.form.date.setFocus()

    def _leave_times(self) -> None:
        self.times.hide()
        self.view.come()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leaves what is offered or asked beside the rows, and goes back to the rows."""
        if event.key() != Qt.Key.Key_Escape or not self.board.shows_rows:
            super().keyPressEvent(event)
        elif self.fitting.isVisible():
            self.offers.refuse()
        elif self.times.isVisible():
            self._leave_times()
        else:
            self.view.come()

    # -- showing

    def _show(self, sheet: Sheet) -> None:
        agenda, names = sheet.agenda, self._names(sheet)
        can_change = not agenda.meeting.is_read_only
        self.view.agenda.read_only = not can_change
        self._show_times(agenda)
        self.inspector.show_people(names)
        if not self.view.current() and agenda.items:
            self.view.choose(agenda.items[0].id)
        self._show_item()
        kinds = frozenset(item.kind for item in agenda.items)
        self.line.show_meeting(agenda.meeting.id, names, sheet.memory, kinds)
        # Of a meeting that is closed or cancelled nothing can be advised any more.
        is_first = sheet.before is None
        said = advice.check(agenda, is_first=is_first, prepared=sheet.prepared)
        self.check.show_said(said if can_change else ())
        self.hint.look()
        self.goals.show_agenda(agenda)
        self._show_meeting(agenda.meeting)
        self.offers.follow()

    def _show_meeting(self, meeting: Meeting) -> None:
        self.times.show_meeting(meeting)
        self.bar.show_meeting(meeting)
        self.line.setVisible(not meeting.is_read_only)
        self._show_adding()
        self.board.show_meeting(meeting)
        self.buttons.show_meeting(meeting)
        self._show_start()

    def _show_times(self, agenda: Agenda) -> None:
        """Show what follows from the minutes: strip, budget, and rows with their clock times."""
        sheet, plan = self.opened.sheet, agenda.plan
        schedule = lay_out(plan)
        self.strip.show_agenda(agenda, plan, schedule)
        can_change = not agenda.meeting.is_read_only
        self.budget.show_budget(schedule.budget, can_change=can_change)
        n = len(sheet.commitments) if sheet else 0
        self.view.show_rows(agenda_rows(self.bridge.lang, agenda, schedule, n))

    def _try_minutes(self, minutes: dict[str, int]) -> None:
        """Show the agenda as it would be; nothing is stored."""
        agenda = self.opened.agenda
        if agenda is not None:
            items = tuple(
                replace(item, planned=60 * minutes[item.id]) if item.id in minutes else item
                for item in agenda.items
            )
            self._show_times(replace(agenda, items=items))

    def _names(self, sheet: Sheet) -> tuple[str, ...]:
        text = self.bridge.lang.text
        return (*sheet.names, text(N_("Facilitator")), text(N_("Everybody")))

    def _show_item(self) -> None:
        sheet = self.opened.sheet
        item = sheet.agenda.item(self.view.current()) if sheet else None
        if sheet is None or item is None:
            self.inspector.show_nothing()
        else:
            self.inspector.show_item(item, sheet.agenda.meeting)
            self._show_notes(sheet, item)
            if item.is_first:
                self.inspector.show_asked(sheet.commitments, sheet.clinics, sheet.due)
        self.beside.show_item(item, sheet.agenda.meeting if sheet else None)

    def _show_notes(self, sheet: Sheet, item: AgendaItem) -> None:
        memory, start = sheet.memory.get(item.kind), tuple[str, ...]()
        late = can_give = False
        if item.fixed_start is not None:
            start = fitting.say_start(self.bridge.lang, sheet.agenda, item.id)
            proposal = fitting.fit_before(sheet.agenda.plan, item.id)
            late, can_give = bool(proposal.needed_minutes), bool(proposal.changes)
        self.inspector.length.show_notes(memory, start, late=late, can_give=can_give)

    # -- going there

    def _rename(self, key: str) -> None:
        self.folding.open()
        self.beside.show_cards()
        self.view.choose(key)
        self.inspector.focus_title()

    def _mend(self, mend: Mend) -> None:
        if mend.act == "add":
            self.items.add(mend.kind)
        elif mend.act == "split":
            self.items.split(mend.item)
        elif mend.act == "set":
            self.items.set_minutes(mend.item, mend.minutes)
        elif mend.act == "goal":
            self.goals.focus_free()
        else:
            self.view.choose(mend.item)
            self._go_to(mend.act)

    def _go_to(self, act: str) -> None:
        if act == "minutes":
            self.view.come()
        goes: dict[str, Callable[[], None]] = {
            "question": self.inspector.focus_question,
            "who": self.inspector.focus_who,
            "preparation": self.inspector.focus_preparation,
            "minutes": partial(self.view.type_minutes, self.view.currentIndex()),
        }
        goes[act]()
