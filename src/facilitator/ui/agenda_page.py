"""The agenda of one meeting: its strip and rows, one item in full, its goals and its check."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from textwrap import shorten
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QHBoxLayout,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from facilitator.domain import advice, agenda_text, fitting
from facilitator.domain.advice import Mend
from facilitator.domain.agenda import Agenda, AgendaItem, Meeting, Revisit
from facilitator.domain.content import Topic
from facilitator.domain.duration_memory import Memory, remember
from facilitator.domain.outcomes import Commitment
from facilitator.domain.people import Attendee
from facilitator.domain.schedule import lay_out
from facilitator.edits import agenda as edits
from facilitator.edits import lines as line_edits
from facilitator.edits import patterns
from facilitator.language import N_, Language
from facilitator.store import queries
from facilitator.store.rows import Session
from facilitator.ui import agenda_clipboard, theme
from facilitator.ui.actions import LINE, UNDO, shown_keys
from facilitator.ui.agenda_cards import AddCard, BudgetLine, CheckCard, FitCard, GoalsCard
from facilitator.ui.agenda_clipboard import Copied
from facilitator.ui.agenda_list import AgendaView
from facilitator.ui.agenda_offers import Offer, offer_fill, offer_fit, offer_room
from facilitator.ui.agenda_rows import agenda_rows
from facilitator.ui.agenda_strip import AgendaStrip
from facilitator.ui.beside import Beside
from facilitator.ui.bridge import Bridge
from facilitator.ui.content_sorts import TABLES as CONTENT
from facilitator.ui.item_inspector import ItemInspector
from facilitator.ui.item_line_field import ItemLineField, Place
from facilitator.ui.meeting_cards import StateBar, TimesCard
from facilitator.ui.page import PAGE_MARGINS, Header, Page
from facilitator.ui.parts import button, page_scroll, plain_tooltip
from facilitator.ui.readiness_card import ReadinessCard
from facilitator.ui.template_panel import TemplatePanel, TitleCard

if TYPE_CHECKING:
    from facilitator.store.journal import StepInfo
    from facilitator.ui.paste_panel import PastePanel
    from facilitator.ui.share_panel import SharePanel

T = TypeVar("T")

SIDE_WIDTH, NARROW_SIDE_WIDTH, WIDE_SIDE_WIDTH = 352, 306, 432
_NARROW_BELOW, _WIDE_FROM = 1120, 1500
_LOW_BELOW = 700
_TITLE_AT_MOST = 40
_BESIDE_LIST, _LIST_AT_LEAST = 756, 124
"""What the other cards need before the list of commitments may be taller than its least."""
_GUTTER = 4 + theme.BAR_WIDTH

_HINT = N_("Drag to move · Enter adds · Alt+↑/↓ moves · type figures for minutes · Del removes")

_START = {
    "draft": N_("Start the meeting"),
    "ready": N_("Start the meeting"),
    "running": N_("Go to the meeting"),
    "held": N_("Show the meeting"),
    "closed": N_("Show the meeting"),
}


@dataclass(frozen=True, slots=True)
class Sheet:
    """All that the page shows, read at one moment."""

    agenda: Agenda
    names: tuple[str, ...]
    commitments: tuple[Commitment, ...]
    clinics: Mapping[str, str]
    revisits: tuple[Revisit, ...]
    attendees: tuple[Attendee, ...]
    before: str | None
    memory: Mapping[str, Memory]
    prepared: frozenset[str]

    @property
    def due(self) -> tuple[Revisit, ...]:
        """Topics that can be put on the agenda again and do not stand there yet."""
        if self.agenda.meeting.is_read_only:
            return ()
        there = {item.topic for item in self.agenda.items}
        return tuple(one for one in self.revisits if one.id not in there)


def read_sheet(
    session: Session, meeting: str, today: date, remembered: dict[str, Mapping[str, Memory]]
) -> Sheet:
    """Ask everything about one meeting. Raises NotFound.

    remembered: of each cluster, how long things take; it is asked for only when it is not there.
    """
    agenda = queries.agenda(session, meeting)
    home = agenda.meeting.cluster
    if home not in remembered:
        remembered[home] = remember(queries.durations_of(session, home))
    people = queries.members(session, home, today)
    names = [one.name for one in queries.clinics(session, home)]
    names += [one.name for one in people if one.is_active(today)]
    return Sheet(
        agenda,
        tuple(dict.fromkeys(names)),
        queries.commitments_to_follow_up(session, meeting),
        {one.id: one.clinic_name for one in people},
        queries.due_revisits(session, meeting),
        queries.attendance(session, meeting),
        queries.last_held(session, home, agenda.meeting.start),
        remembered[home],
        frozenset(one.item for one in queries.preparations(session, meeting) if one.item),
    )


class AgendaPage(Page):
    """Emits `left` to go back to the list of meetings."""

    tables = frozenset(
        {"meeting", "item", "item_step", "goal", "attendance", "commitment", "follow_up"}
        | {"member", "clinic", "cluster", "preparation"}
        | CONTENT
    )
    left = Signal()

    def __init__(self, bridge: Bridge) -> None:
        super().__init__(bridge)
        lang = bridge.lang
        self._meeting: str | None = None
        self._sheet: Sheet | None = None
        self._offer: Callable[[Agenda], Offer] | None = None
        self._remembered: dict[str, Mapping[str, Memory]] = {}
        self._only_items = False
        self.sharing: SharePanel | None = None
        self.pasting: PastePanel | None = None
        self.strip = AgendaStrip(lang)
        self.budget = BudgetLine(lang)
        self.view = AgendaView(lang)
        self.line = ItemLineField(bridge, self._where, lang.text(_HINT))
        self.inspector = ItemInspector(bridge)
        self.check = CheckCard(lang)
        self.goals = GoalsCard(bridge)
        self.adding = AddCard(lang)
        self.fitting = FitCard(lang)
        self.times = TimesCard(bridge)
        self.templates = TemplatePanel(bridge)
        self.naming = TitleCard(lang)
        self.bar = StateBar(bridge)
        self.readiness = ReadinessCard(bridge)
        self._make_buttons()
        self._lay()
        self._listen()

    # -- what the shell asks

    def show_meeting(self, meeting: str) -> None:
        """Show the agenda of a meeting."""
        if meeting != self._meeting:
            self._meeting, self._sheet = meeting, None
            self._leave_offer()
            self.times.hide()
            self._show_templates(False)
        self.refresh()

    def refresh(self) -> None:
        if self._meeting is None:
            return
        ask, news = self.bridge.ask, self.bridge.news
        if news is not None:
            self._forget(news)
        if self._sheet is not None and news is not None and news.tables <= CONTENT - {"topic"}:
            self._show_item()
            return
        touched = self._touched()
        if self._sheet is not None and touched is not None:
            agenda = ask(queries.agenda_again, self._sheet.agenda, touched)
            self._sheet = replace(self._sheet, agenda=agenda)
        else:
            today = self.bridge.today()
            self._sheet = ask(read_sheet, self._meeting, today, self._remembered)
        self._show(self._sheet)
        if touched is None:
            self.readiness.show_meeting(self._sheet.agenda.meeting)
        self.header_changed.emit()

    def subject(self) -> str | None:
        return self._meeting

    def show_row(self, table: str, key: str) -> bool:
        if table == "item":
            self.view.choose(key)
        elif table == "goal":
            self._scroll.ensureWidgetVisible(self.goals)
        elif table == "preparation":
            return self.readiness.show_task(key)
        elif table in CONTENT:
            return self.beside.show_row(table, key, self.view.choose)
        return table in ("item", "goal")

    def header(self) -> Header | None:
        return header_of(self.bridge.lang, self._sheet) if self._sheet else None

    def header_buttons(self) -> Sequence[QWidget]:
        return (
            self.back_button,
            self.undo_button,
            self.template_button,
            self.times_button,
            self.share_button,
            self.start_button,
        )

    def primary(self) -> QPushButton | None:
        if self._chooses_template():
            return self.templates.primary()
        if self.naming.isVisible():
            return self.naming.save_button
        if self.sharing is not None and self.left_side.currentWidget() is self.sharing:
            return self.sharing.primary()
        if self.pasting is not None and self.left_side.currentWidget() is self.pasting:
            return self.pasting.add_button
        return self.fitting.apply_button if self.fitting.isVisible() else self.start_button

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._side_panel.setFixedWidth(theme.px(self._side_width()) + _GUTTER)
        self._name_buttons()
        room = self.height() - theme.px(_BESIDE_LIST)
        self.inspector.commitments.list.set_room(max(theme.px(_LIST_AT_LEAST), room))
        self._show_adding()

    def _name_buttons(self) -> None:
        # Where the day would not fit beside them, two buttons are known by their pictures.
        is_narrow = self.width() < theme.px(_NARROW_BELOW)
        for made, words in ((self.back_button, N_("All meetings")), (self.undo_button, N_("Undo"))):
            made.setText("" if is_narrow else self.bridge.lang.text(words))
        plain_tooltip(self.back_button, self.bridge.lang.text(N_("All meetings")))

    def _side_width(self) -> int:
        if self.width() < theme.px(_NARROW_BELOW):
            return NARROW_SIDE_WIDTH
        return WIDE_SIDE_WIDTH if self.width() >= theme.px(_WIDE_FROM) else SIDE_WIDTH

    # -- making

    def _make_buttons(self) -> None:
        text = self.bridge.lang.text
        self.back_button = button(text(N_("All meetings")), self.left.emit, icon="arrow-left")
        self.undo_button = button(text(N_("Undo")), self.bridge.undo, icon="undo-2")
        self.bridge.turned.connect(self._name_undo)
        self.bridge.changed.connect(self._forget)
        self.template_button = button(text(N_("Template…")), lambda: self._show_templates(True))
        self.times_button = button(text(N_("Time and place…")), self._toggle_times)
        self.share_button = button(text(N_("Share…")), self.share)
        self.start_button = button(text(N_("Start the meeting")), self._start, primary=True)

    def _lay(self) -> None:
        board = QWidget()
        rows = QVBoxLayout(board)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(8)
        for part in (self.strip, self.budget):
            rows.addWidget(part)
        rows.addWidget(self.view, 1)
        self.line.add_button(self.adding.small_button)
        rows.addWidget(self.line)
        rows.addWidget(self.readiness)
        self.left_side = QStackedWidget()
        self.left_side.addWidget(board)
        self.left_side.addWidget(self.templates)
        self._columns = columns = QHBoxLayout()
        columns.setSpacing(20)
        columns.addWidget(self.left_side, 1)
        columns.addWidget(self._side())
        whole = QVBoxLayout(self)
        left, top, right, _bottom = PAGE_MARGINS
        whole.setContentsMargins(left, top, right - _GUTTER, 14)
        whole.setSpacing(12)
        state = QHBoxLayout()
        state.setContentsMargins(0, 0, _GUTTER, 0)
        state.addWidget(self.bar)
        whole.addLayout(state)
        whole.addLayout(columns, 1)

    def _side(self) -> QWidget:
        inner = QWidget()
        cards = QVBoxLayout(inner)
        cards.setContentsMargins(0, 0, _GUTTER, 0)
        cards.setSpacing(12)
        for card in (self.naming, self.fitting, self.times, self.inspector, self.check, self.goals):
            cards.addWidget(card)
        cards.addStretch()
        self._scroll = page_scroll(inner)
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self._scroll, 1)
        low = QHBoxLayout()
        low.setContentsMargins(0, 0, _GUTTER, 0)
        low.addWidget(self.adding)
        column.addLayout(low)
        self.beside = Beside(self.bridge, side, self.inspector, _GUTTER)
        self.beside.give_way(self.naming, self.fitting, self.times)
        self.view.renaming.connect(lambda _key: self.beside.show_cards())
        self._side_panel = self.beside
        return self.beside

    def _listen(self) -> None:
        view = self.view
        view.moved.connect(self._move)
        view.after.connect(self._add_after)
        view.removed.connect(self._remove)
        view.duplicated.connect(self._duplicate)
        view.copied.connect(self._copy)
        view.pasted.connect(self._paste)
        view.writing.connect(self.line.write)
        QShortcut(QKeySequence(LINE.keys[0]), self).activated.connect(self.write_line)
        self.line.added.connect(self._show_added)
        self.line.many.connect(self._preview_lines)
        self.line.left.connect(view.setFocus)
        self.strip.trying.connect(self._try_minutes)
        self.strip.given.connect(self._move_minutes)
        self.inspector.length.changed.connect(self._set_minutes)
        self.inspector.length.making_room.connect(self._propose_room)
        view.minutes_changed.connect(self._set_minutes)
        view.renaming.connect(self._rename)
        view.chosen.connect(lambda _key: self._show_item())
        self.adding.adding.connect(self._add_kind)
        self.inspector.revisits.wanted.connect(self._take_up)
        self.check.mending.connect(self._mend)
        self.budget.fitting.connect(self._propose)
        self.budget.giving.connect(self._give_spare)
        self.budget.sharing.connect(self._propose_fill)
        self.fitting.applied.connect(self._fit)
        self.fitting.left.connect(self._leave_offer)
        self.times.left.connect(self.times.hide)
        self.times.gone.connect(self.left)
        self.templates.left.connect(lambda: self._show_templates(False))
        self.templates.used.connect(self._show_laid)
        self.adding.blocks = lambda: self.bridge.ask(queries.own_templates, is_block=True)
        self.adding.block_wanted.connect(self._add_block)
        self.adding.keeping.connect(self._ask_block_title)
        self.naming.named.connect(self._keep_block)
        self.naming.left.connect(self._leave_naming)

    # -- showing

    def _name_undo(self, what: str, _redo: str) -> None:
        lang, keys = self.bridge.lang, shown_keys(UNDO)
        named = lang.text(N_("Undo: {what}"), what=what) if what else lang.text(N_("Undo"))
        self.undo_button.setAccessibleName(named)
        plain_tooltip(self.undo_button, f"{named} ({keys})")
        self.undo_button.setEnabled(bool(what))

    def _show(self, sheet: Sheet) -> None:
        agenda = sheet.agenda
        can_change = not agenda.meeting.is_read_only
        self.view.agenda.read_only = not can_change
        self._show_times(agenda)
        self.inspector.show_people(self._names(sheet))
        if not self.view.current() and agenda.items:
            self.view.choose(agenda.items[0].id)
        self._show_item()
        kinds = frozenset(item.kind for item in agenda.items)
        self.line.show_meeting(agenda.meeting.id, self._names(sheet), sheet.memory, kinds)
        said = advice.check(agenda, is_first=sheet.before is None, prepared=sheet.prepared)
        self.check.show_said(said, can_mend=can_change)
        self.goals.show_agenda(agenda)
        self.times.show_meeting(agenda.meeting)
        self.bar.show_meeting(agenda.meeting)
        self._allow(agenda.meeting)
        if self._offer is not None:
            self._show_offer()

    def _show_times(self, agenda: Agenda) -> None:
        """Show what follows from the minutes: strip, budget, and rows with their clock times."""
        sheet, plan = self._sheet, agenda.plan
        schedule = lay_out(plan)
        self.strip.show_agenda(agenda, plan, schedule)
        can_change = not agenda.meeting.is_read_only
        self.budget.show_budget(schedule.budget, can_change=can_change)
        n = len(sheet.commitments) if sheet else 0
        self.view.show_rows(agenda_rows(self.bridge.lang, agenda, schedule, n))

    def _names(self, sheet: Sheet) -> tuple[str, ...]:
        text = self.bridge.lang.text
        return (*sheet.names, text(N_("Facilitator")), text(N_("Everybody")))

    def _show_item(self) -> None:
        sheet = self._sheet
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

    def _show_adding(self) -> None:
        """The palette where there is room for it, else its menu beside the line."""
        can_change = self._sheet is not None and not self._sheet.agenda.meeting.is_read_only
        is_low = self.height() < theme.px(_LOW_BELOW)
        self.adding.setVisible(can_change and not is_low)
        self.adding.small_button.setVisible(can_change and is_low)

    def _allow(self, meeting: Meeting) -> None:
        can_change = not meeting.is_read_only
        self._show_adding()
        self.line.setVisible(can_change)
        self.template_button.setEnabled(can_change)
        is_rows = self.left_side.currentIndex() == 0
        self.start_button.setVisible(self._can_start() and is_rows)
        if self.sharing is not None and self.left_side.currentWidget() is self.sharing:
            self.sharing.show_meeting(meeting)
        start = self.bridge.lang.text(_START.get(meeting.status, _START["draft"]))
        self.start_button.setText(start)
        self.start_button.setAccessibleName(start)

    def _can_start(self) -> bool:
        return self._sheet is not None and self._sheet.agenda.meeting.status in _START

    def _chooses_template(self) -> bool:
        return self.left_side.currentWidget() is self.templates

    def _show_templates(self, shown: bool) -> None:
        if shown and self._sheet is not None:
            self.templates.show_for(self._sheet.agenda, self._sheet.before, self._place())
        self.left_side.setCurrentIndex(1 if shown else 0)
        self._show_side(not shown)

    def share(self) -> None:
        """Show what can be shared of the meeting, in the place of its rows."""
        if self._sheet is None:
            return
        if self.sharing is None:
            from facilitator.ui.share_panel import SharePanel

            self.sharing = SharePanel(self.bridge)
            self.sharing.left.connect(lambda: self._show_templates(False))
            self.left_side.addWidget(self.sharing)
        self._show_templates(False)
        self._show_side(False)
        self.left_side.setCurrentWidget(self.sharing)
        self.sharing.begin(self._sheet.agenda.meeting)

    def print_out(self) -> None:
        """Show the pages; when they are shown already, print them."""
        if self.sharing is not None and self.left_side.currentWidget() is self.sharing:
            self.sharing.print_out()
        else:
            self.share()

    def _show_side(self, shown: bool) -> None:
        self.start_button.setVisible(shown and self._can_start())
        self._side_panel.setVisible(shown)
        self._columns.setContentsMargins(0, 0, 0 if shown else _GUTTER, 0)

    def _toggle_times(self) -> None:
        self.times.setVisible(self.times.isHidden())
        if self.times.isVisible():
            self._scroll.verticalScrollBar().setValue(0)
            self.times.form.date.setFocus()

    # -- items

    def _forget(self, step: StepInfo) -> None:
        """Forget how long things take when a meeting that was held is no longer the same."""
        is_past = self._sheet is not None and self._sheet.agenda.meeting.is_over
        if step.tables & {"press", "meeting"} or (is_past and "item" in step.tables):
            self._remembered.clear()

    def _touched(self) -> frozenset[str] | None:
        """The items an edit of this page touched, when it touched nothing else; else None."""
        news = self.bridge.news
        if not self._only_items or news is None or news.tables - {"item_step"} != {"item"}:
            return None
        return frozenset(row.key for row in news.rows if row.table == "item")

    def _do(self, label: str, verb: Callable[..., T], *args: object, **kw: Any) -> T | None:
        """Change items and nothing else, so that nothing else is asked again."""
        self._only_items = True
        try:
            return self.bridge.do(label, verb, *args, **kw)
        finally:
            self._only_items = False

    def _move(self, ids: list[str], index: int) -> None:
        self._do(N_("Move item"), edits.move_items, ids, index)
        self.view.scrollTo(self.view.currentIndex())

    def _add_after(self, key: str) -> None:
        item = self._sheet.agenda.item(key) if self._sheet else None
        kind = item.kind if item else "case"
        kind = "case" if kind in ("follow_up", "summary", "goals", "break") else kind
        self._add_kind(kind)

    def _add_kind(self, kind: str) -> None:
        if self._sheet is None:
            return
        made = self._do(N_("Add item"), edits.add_item, self._meeting, kind, index=self._place())
        if made is not None:
            self.view.choose(made)
            self.inspector.focus_title()

    def _take_up(self, topic: str) -> None:
        """Put a topic that is due again on the agenda, after the follow-up."""
        found = [one for one in self._sheet.due if one.id == topic] if self._sheet else []
        for one in found:
            title = one.title[:1].upper() + one.title[1:]
            how = {"index": 1, "topic_id": topic}
            self._do(N_("Add item"), edits.add_item, self._meeting, "exchange", title, **how)

    def _place(self) -> int:
        """Where a new item comes: after the chosen ones, before the summary."""
        order = [row.id for row in self.view.agenda.rows]
        chosen = self.view.ids()
        return order.index(chosen[-1]) + 1 if chosen else len(order)

    def _where(self) -> Place:
        """The same, and behind which item, in words."""
        rows, index = self.view.agenda.rows, self._place()
        before = [row.title for row in rows[:index] if row.kind != "summary"]
        title = shorten(before[-1], _TITLE_AT_MOST, placeholder=" …") if before else ""
        return Place(index, self.bridge.lang.quote(title) if title else "")

    def _remove(self, ids: list[str]) -> None:
        order = [row.id for row in self.view.agenda.rows]
        after = [key for key in order[order.index(ids[-1]) :] if key not in ids]
        before = [key for key in order[: order.index(ids[0])] if key not in ids]
        self._do(N_("Remove item"), edits.remove_items, ids)
        self.view.choose((after or before[-1:] or [""])[0])
        lang = self.bridge.lang
        said = lang.plural("{n} item removed.", "{n} items removed.", len(ids))
        undo = (lang.text(N_("Undo")), self.bridge.undo)
        self.bridge.say(said, key="undo", answers=(undo,))

    def _duplicate(self, ids: list[str]) -> None:
        self._choose_made(
            self._do(N_("Duplicate item"), edits.duplicate_items, ids, self._meeting, self._place())
        )

    def _copy(self, ids: list[str], cut: bool) -> None:
        if self._sheet is None or not ids:
            return
        items = [item for item in self._sheet.agenda.items if item.id in ids]
        known = {one.id: one.title for one in self._topics(items)}
        text = agenda_text.text(items, self.bridge.lang, self.line.reads(), known)
        agenda_clipboard.put(self._store_name(), Copied(tuple(ids), cut, text))
        said = N_("Cut. Ctrl+V puts it in.") if cut else N_("Copied. Ctrl+V puts it in.")
        self.bridge.say(self.bridge.lang.text(said), key="clipboard", seconds=4)

    def _topics(self, items: Sequence[AgendaItem]) -> Sequence[Topic]:
        home = self.bridge.cluster
        asked = home is not None and any(item.topic for item in items)
        return self.bridge.ask(queries.topics, home) if asked else ()

    def _store_name(self) -> str:
        return self.bridge.store.place if self.bridge.store else ""

    def _paste(self) -> None:
        copied = agenda_clipboard.take(self._store_name())
        if not copied.ids:
            self._preview_lines(copied.text)
            return
        verb = edits.carry_items if copied.cut else edits.duplicate_items
        made = self._do(N_("Put items in"), verb, copied.ids, self._meeting, self._place())
        if made and copied.cut:
            agenda_clipboard.put(self._store_name(), Copied(tuple(made), text=copied.text))
        self._choose_made(made)

    # -- lines

    def write_line(self) -> None:
        """Go to the line that becomes an item."""
        if self._sheet is not None and not self._sheet.agenda.meeting.is_read_only:
            self._show_templates(False)
            self.line.write()

    def _preview_lines(self, text: str) -> None:
        if self._sheet is None or not text.strip():
            return
        if self.pasting is None:
            from facilitator.ui.paste_panel import PastePanel

            self.pasting = PastePanel(self.bridge)
            self.pasting.left.connect(self._leave_pasting)
            self.pasting.added.connect(self._show_pasted)
            self.left_side.addWidget(self.pasting)
        self._show_side(False)
        self.left_side.setCurrentWidget(self.pasting)
        self.pasting.begin(text, self.line.known(), self._where(), self.line.reads())

    def _leave_pasting(self) -> None:
        self._show_templates(False)
        self.view.setFocus()

    def _show_pasted(self, made: list[str]) -> None:
        self._leave_pasting()
        self.view.choose_all(made)

    def _show_added(self, made: list[str]) -> None:
        """Choose what was typed, so that the next line comes after it; the cursor stays."""
        self._choose_made(made)

    def _choose_made(self, made: list[str] | None) -> None:
        if made:
            self.view.choose(made[0])

    def _set_minutes(self, key: str, minutes: int) -> None:
        self._do(N_("Change minutes"), edits.change_minutes, key, minutes, burst=key)

    def _rename(self, key: str) -> None:
        self.view.choose(key)
        self.inspector.focus_title()

    # -- advice, minutes, templates

    def _mend(self, mend: Mend) -> None:
        if mend.act == "add":
            self._add_kind(mend.kind)
        elif mend.act == "split":
            self._do(N_("Split item"), line_edits.split_item, mend.item)
        elif mend.act == "set":
            self._set_minutes(mend.item, mend.minutes)
        elif mend.act == "goal":
            self.goals.focus_free()
        else:
            self.view.choose(mend.item)
            self._go_to(mend.act)

    def _go_to(self, act: str) -> None:
        goes: dict[str, Callable[[], None]] = {
            "question": self.inspector.focus_question,
            "who": self.inspector.focus_who,
            "preparation": self.inspector.focus_preparation,
            "minutes": partial(self.view.type_minutes, self.view.currentIndex()),
        }
        goes[act]()

    def _propose(self) -> None:
        self._begin_offer(partial(offer_fit, self.bridge.lang))

    def _propose_room(self, item: str) -> None:
        self._begin_offer(partial(offer_room, self.bridge.lang, item))

    def _propose_fill(self) -> None:
        self._begin_offer(partial(offer_fill, self.bridge.lang))

    def _begin_offer(self, offer: Callable[[Agenda], Offer]) -> None:
        self._offer = offer
        self._show_offer()
        if self._offer is not None:
            self._scroll.verticalScrollBar().setValue(0)
            self.fitting.apply_button.setFocus()

    def _show_offer(self) -> None:
        if self._sheet is None or self._offer is None:
            return
        offer = self._offer(self._sheet.agenda)
        if offer.said:
            self.fitting.show_offer(offer)
            self.fitting.show()
        else:
            self._leave_offer()

    def _leave_offer(self) -> None:
        self._offer = None
        self.fitting.hide()

    def _fit(self, minutes: dict[str, int], name: str) -> None:
        self._leave_offer()
        self._do(name, edits.fit, minutes)
        self.view.setFocus()

    def _give_spare(self) -> None:
        item = self._sheet.agenda.item(self.view.current()) if self._sheet else None
        if self._sheet is None or item is None:
            return
        filling = fitting.fill(self._sheet.agenda, item.id)
        if filling.spare_minutes:
            self._do(N_("Change minutes"), edits.fit, fitting.as_minutes(filling.changes))
        else:
            said = N_("Nothing is free after {item}.")
            quoted = self.bridge.lang.quote(item.title)
            self.bridge.say(self.bridge.lang.text(said, item=quoted), key="spare")

    def _try_minutes(self, minutes: dict[str, int]) -> None:
        """Show the agenda as it would be; nothing is stored."""
        if self._sheet is not None:
            agenda = self._sheet.agenda
            items = tuple(
                replace(item, planned=60 * minutes[item.id]) if item.id in minutes else item
                for item in agenda.items
            )
            self._show_times(replace(agenda, items=items))

    def _move_minutes(self, minutes: dict[str, int], border: str) -> None:
        burst = f"border {border}" if border else None
        self._do(N_("Move minutes"), edits.fit, minutes, burst=burst)

    def _show_laid(self, made: list[str]) -> None:
        """Back to the rows; at the items of a block that was put in."""
        self._show_templates(False)
        self.view.setFocus()
        self._choose_made(made)

    def _add_block(self, block: str) -> None:
        what = self._meeting, block, self._place()
        self._choose_made(self._do(N_("Put the block in"), patterns.insert_block, *what))
        self.view.setFocus()

    def _ask_block_title(self) -> None:
        chosen, lang = self.view.ids(), self.bridge.lang
        rows = [r for r in self.view.agenda.rows if r.id in chosen and not r.is_locked]
        if not rows:
            said = N_("Choose the items first. Follow-up and summary have no place in a block.")
            self.bridge.say(lang.text(said), "warn", key="block")
            return
        self._scroll.verticalScrollBar().setValue(0)
        heading = lang.plural("Save {n} item as a block", "Save {n} items as a block", len(rows))
        self.naming.ask(heading, rows[0].title)

    def _keep_block(self, title: str, why: str) -> None:
        what = self.view.ids(), title, why
        if self.bridge.do(N_("Save block"), patterns.save_block, *what) is not None:
            self._leave_naming()
            said = N_("The block is kept. You find it in the menu of kinds and under “Template…”.")
            self.bridge.say(self.bridge.lang.text(said), "ok")

    def _leave_naming(self) -> None:
        self.naming.hide()
        self.view.setFocus()

    def _start(self) -> None:
        self.bridge.open_place("run", self._meeting)


def header_of(lang: Language, sheet: Sheet) -> Header:
    """Møder / 7. møde; the day and the times; what is known of the agenda."""
    meeting = sheet.agenda.meeting
    day = meeting.start.astimezone(lang.zone).date()
    named = f"{lang.date_day(day)} {day.year}"
    title = f"{named[:1].upper()}{named[1:]}, {lang.clock(meeting.start)}–{lang.clock(meeting.end)}"
    number = lang.text(N_("Meeting {n}"), n=lang.number(meeting.number))
    crumb = f"{lang.text(N_('Meetings'))} / {number}"
    return Header(title, " · ".join(filter(None, _known(lang, sheet))), crumb)


def _known(lang: Language, sheet: Sheet) -> tuple[str, ...]:
    meeting = sheet.agenda.meeting
    apologies = sum(one.state in ("apology", "absent") for one in sheet.attendees)
    said = any(one.state for one in sheet.attendees)
    expected = ""
    if said and not meeting.is_over:
        n = len(sheet.attendees)
        expected = lang.text(
            N_("{k} of {n} expected"), k=lang.number(n - apologies), n=lang.number(n)
        )
    return (
        lang.text(N_("Agenda")),
        lang.plural("{n} item", "{n} items", len(sheet.agenda.items)),
        lang.duration(meeting.minutes),
        expected,
        meeting.place,
    )
