"""The agenda of one meeting: its strip and rows, one item in full, its goals and its check."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import Any, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication, QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from facilitator.domain import advice
from facilitator.domain.advice import Mend
from facilitator.domain.agenda import Agenda, Meeting
from facilitator.domain.meeting_clock import Now, Proposal, propose
from facilitator.domain.outcomes import Commitment
from facilitator.domain.people import Attendee
from facilitator.domain.schedule import lay_out
from facilitator.edits import agenda as edits
from facilitator.language import N_, Language
from facilitator.store import queries
from facilitator.store.rows import Session
from facilitator.ui import theme
from facilitator.ui.agenda_cards import AddCard, BudgetLine, CheckCard, FitCard, GoalsCard
from facilitator.ui.agenda_list import AgendaView
from facilitator.ui.agenda_rows import agenda_rows, strip
from facilitator.ui.bridge import Bridge
from facilitator.ui.item_inspector import ItemInspector
from facilitator.ui.meeting_cards import StateBar, TimesCard
from facilitator.ui.page import PAGE_MARGINS, Header, Page
from facilitator.ui.parts import TimeStrip, button, label, page_scroll
from facilitator.ui.template_picker import LAST, TemplatePanel, choices

T = TypeVar("T")

SIDE_WIDTH, NARROW_SIDE_WIDTH = 352, 306
_NARROW_BELOW = 1120
_GUTTER = 4 + theme.BAR_WIDTH

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
    attendees: tuple[Attendee, ...]
    before: str | None


@dataclass(frozen=True, slots=True)
class Copied:
    """Items copied or cut, and the lines that stand for them on the clipboard."""

    ids: tuple[str, ...] = ()
    lines: str = ""
    cut: bool = False


def read_sheet(session: Session, meeting: str, today: date) -> Sheet:
    """Ask everything about one meeting. Raises NotFound."""
    agenda = queries.agenda(session, meeting)
    home = agenda.meeting.cluster
    people = queries.members(session, home, today)
    names = [one.name for one in queries.clinics(session, home)]
    names += [one.name for one in people if one.is_active(today)]
    return Sheet(
        agenda,
        tuple(dict.fromkeys(names)),
        queries.commitments_to_follow_up(session, meeting),
        queries.attendance(session, meeting),
        queries.last_held(session, home, agenda.meeting.start),
    )


def fit_proposal(agenda: Agenda) -> Proposal:
    """What the rule of the running meeting would take back, were it to begin on time."""
    return propose(agenda.plan, (), Now(agenda.meeting.start, 0.0, "plan"))


class AgendaPage(Page):
    """Emits `left` to go back to the list of meetings."""

    tables = frozenset(
        {"meeting", "item", "item_step", "goal", "attendance", "commitment", "follow_up"}
        | {"member", "clinic", "cluster"}
    )
    left = Signal()

    def __init__(self, bridge: Bridge) -> None:
        super().__init__(bridge)
        lang = bridge.lang
        self._meeting: str | None = None
        self._sheet: Sheet | None = None
        self._copied = Copied()
        self._only_items = False
        self.strip = TimeStrip(lang.text(N_("The agenda as a strip")))
        self.budget = BudgetLine(lang)
        self.view = AgendaView(lang)
        self.inspector = ItemInspector(bridge)
        self.check = CheckCard(lang)
        self.goals = GoalsCard(bridge)
        self.adding = AddCard(lang)
        self.fitting = FitCard(lang)
        self.times = TimesCard(bridge)
        self.templates = TemplatePanel(lang)
        self.bar = StateBar(bridge)
        self._make_buttons()
        self._lay()
        self._listen()

    # -- what the shell asks

    def show_meeting(self, meeting: str) -> None:
        """Show the agenda of a meeting."""
        if meeting != self._meeting:
            self._meeting, self._sheet = meeting, None
            self.fitting.hide()
            self.times.hide()
            self._show_templates(False)
        self.refresh()

    def refresh(self) -> None:
        if self._meeting is None:
            return
        ask = self.bridge.ask
        if self._sheet is not None and self._only_items:
            self._sheet = replace(self._sheet, agenda=ask(queries.agenda, self._meeting))
        else:
            self._sheet = ask(read_sheet, self._meeting, self.bridge.today())
        self._show(self._sheet)
        self.header_changed.emit()

    def subject(self) -> str | None:
        return self._meeting

    def show_row(self, table: str, key: str) -> bool:
        if table == "item":
            self.view.choose(key)
        return table == "item"

    def header(self) -> Header | None:
        return header_of(self.bridge.lang, self._sheet) if self._sheet else None

    def header_buttons(self) -> Sequence[QWidget]:
        return (
            self.back_button,
            self.undo_button,
            self.template_button,
            self.times_button,
            self.start_button,
        )

    def primary(self) -> QPushButton | None:
        if self._chooses_template():
            return self.templates.use_button
        return self.fitting.apply_button if self.fitting.isVisible() else self.start_button

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < theme.px(_NARROW_BELOW)
        width = theme.px(NARROW_SIDE_WIDTH if narrow else SIDE_WIDTH)
        self._side_panel.setFixedWidth(width + _GUTTER)

    # -- making

    def _make_buttons(self) -> None:
        text = self.bridge.lang.text
        self.back_button = button(text(N_("All meetings")), self.left.emit, icon="arrow-left")
        self.undo_button = button(text(N_("Undo")), self.bridge.undo)
        self.template_button = button(text(N_("Template…")), lambda: self._show_templates(True))
        self.times_button = button(text(N_("Time and place…")), self._toggle_times)
        self.start_button = button(text(N_("Start the meeting")), self._start, primary=True)

    def _lay(self) -> None:
        lang = self.bridge.lang
        board = QWidget()
        rows = QVBoxLayout(board)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(8)
        for part in (self.strip, self.budget):
            rows.addWidget(part)
        rows.addWidget(self.view, 1)
        hint = N_(
            "Drag to move · Enter adds · Alt+↑/↓ moves · type figures for minutes · Del removes"
        )
        self._hint = label(lang.text(hint), "small")
        rows.addWidget(self._hint)
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
        for card in (self.fitting, self.times, self.inspector, self.check, self.goals):
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
        self._side_panel = side
        return side

    def _listen(self) -> None:
        view = self.view
        view.moved.connect(self._move)
        view.after.connect(self._add_after)
        view.removed.connect(self._remove)
        view.duplicated.connect(self._duplicate)
        view.copied.connect(self._copy)
        view.pasted.connect(self._paste)
        view.minutes_changed.connect(self._set_minutes)
        view.renaming.connect(self._rename)
        view.chosen.connect(lambda _key: self._show_item())
        self.adding.adding.connect(self._add_kind)
        self.check.mending.connect(self._mend)
        self.budget.fitting.connect(self._propose)
        self.budget.giving.connect(self._give_spare)
        self.fitting.applied.connect(self._fit)
        self.fitting.left.connect(self.fitting.hide)
        self.times.left.connect(self.times.hide)
        self.times.gone.connect(self.left)
        self.templates.left.connect(lambda: self._show_templates(False))
        self.templates.used.connect(self._use_template)

    # -- showing

    def _show(self, sheet: Sheet) -> None:
        lang, agenda = self.bridge.lang, sheet.agenda
        schedule = lay_out(agenda.plan)
        can_change = not agenda.meeting.is_read_only
        self.view.agenda.read_only = not can_change
        self.strip.set_pieces(*strip(lang, agenda, schedule))
        self.budget.show_budget(schedule.budget, can_change=can_change)
        self.view.show_rows(agenda_rows(lang, agenda, schedule, len(sheet.commitments)))
        self.inspector.show_people(self._names(sheet))
        if not self.view.current() and agenda.items:
            self.view.choose(agenda.items[0].id)
        self._show_item()
        said = advice.check(agenda, is_first=sheet.before is None)
        self.check.show_said(said, can_mend=can_change)
        self.goals.show_agenda(agenda)
        self.times.show_meeting(agenda.meeting)
        self.bar.show_meeting(agenda.meeting)
        self._allow(agenda.meeting)
        if self.fitting.isVisible():
            self._propose()

    def _names(self, sheet: Sheet) -> tuple[str, ...]:
        text = self.bridge.lang.text
        return (*sheet.names, text(N_("Facilitator")), text(N_("Everybody")))

    def _show_item(self) -> None:
        sheet = self._sheet
        item = sheet.agenda.item(self.view.current()) if sheet else None
        if sheet is None or item is None:
            self.inspector.show_nothing()
        else:
            self.inspector.show_item(item, sheet.agenda.meeting, sheet.commitments)

    def _allow(self, meeting: Meeting) -> None:
        can_change = not meeting.is_read_only
        self.adding.setVisible(can_change)
        self._hint.setVisible(can_change)
        self.template_button.setEnabled(can_change)
        self.start_button.setVisible(self._can_start() and not self._chooses_template())
        start = self.bridge.lang.text(_START.get(meeting.status, _START["draft"]))
        self.start_button.setText(start)
        self.start_button.setAccessibleName(start)

    def _can_start(self) -> bool:
        return self._sheet is not None and self._sheet.agenda.meeting.status in _START

    def _chooses_template(self) -> bool:
        return self.left_side.currentWidget() is self.templates

    def _show_templates(self, shown: bool) -> None:
        if shown and self._sheet is not None:
            meeting, sheet = self._sheet.agenda.meeting, self._sheet
            before = self.bridge.ask(queries.agenda, sheet.before).items if sheet.before else ()
            offered = choices(
                self.bridge.lang, meeting.minutes, before, is_first=sheet.before is None
            )
            self.templates.picker.show_choices(offered, meeting.start, meeting.minutes)
            self.templates.picker.focus_choice()
        self.left_side.setCurrentIndex(1 if shown else 0)
        self.start_button.setVisible(not shown and self._can_start())
        self._side_panel.setVisible(not shown)
        self._columns.setContentsMargins(0, 0, _GUTTER if shown else 0, 0)

    def _toggle_times(self) -> None:
        self.times.setVisible(self.times.isHidden())
        if self.times.isVisible():
            self._scroll.verticalScrollBar().setValue(0)
            self.times.form.date.setFocus()

    # -- items

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

    def _place(self) -> int:
        """Where a new item comes: after the chosen ones, before the summary."""
        order = [row.id for row in self.view.agenda.rows]
        chosen = self.view.ids()
        return order.index(chosen[-1]) + 1 if chosen else len(order)

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
        rows = [row for row in self.view.agenda.rows if row.id in ids]
        lines = "\n".join(f"{row.clock}\t{row.title}\t{row.length}" for row in rows)
        QGuiApplication.clipboard().setText(lines)
        self._copied = Copied(tuple(ids), lines, cut)
        said = N_("Cut. Ctrl+V puts it in.") if cut else N_("Copied. Ctrl+V puts it in.")
        self.bridge.say(self.bridge.lang.text(said), key="clipboard", seconds=4)

    def _paste(self) -> None:
        copied = self._copied
        if not copied.ids or QGuiApplication.clipboard().text() != copied.lines:
            return
        verb = edits.carry_items if copied.cut else edits.duplicate_items
        self._copied = replace(copied, ids=() if copied.cut else copied.ids)
        self._choose_made(
            self._do(N_("Put items in"), verb, copied.ids, self._meeting, self._place())
        )

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
            "minutes": partial(self.view.type_minutes, self.view.currentIndex()),
        }
        goes[act]()

    def _propose(self) -> None:
        if self._sheet is None:
            return
        proposal = fit_proposal(self._sheet.agenda)
        self.fitting.show_proposal(self._sheet.agenda, proposal)
        was_hidden = self.fitting.isHidden()
        self.fitting.setVisible(bool(proposal.needed_minutes))
        if was_hidden:
            self._scroll.verticalScrollBar().setValue(0)
            self.fitting.apply_button.setFocus()

    def _fit(self, minutes: dict[str, int]) -> None:
        self._do(N_("Make the agenda fit"), edits.fit, minutes)
        self.fitting.hide()
        self.view.setFocus()

    def _give_spare(self) -> None:
        item = self._sheet.agenda.item(self.view.current()) if self._sheet else None
        if self._sheet is None or item is None:
            return
        spare = lay_out(self._sheet.agenda.plan).budget // 60
        self._set_minutes(item.id, item.minutes + spare)

    def _use_template(self, chosen: str) -> None:
        if self._sheet is None:
            return
        name = N_("Use a template")
        if chosen == LAST:
            self._do(name, edits.copy_agenda, self._sheet.before, self._meeting)
        else:
            self._do(name, edits.lay_template, self._meeting, chosen)
        self._show_templates(False)
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
