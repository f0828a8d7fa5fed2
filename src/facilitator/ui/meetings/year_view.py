"""A year of meetings by months against what is agreed, and the topics that are due."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, tzinfo
from functools import partial
from itertools import groupby

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from facilitator.domain.content import PlannedMeeting, Topic
from facilitator.domain.topics import due_topics
from facilitator.domain.year_plan import Placed, YearPlan, plan_year, say_revisit, say_year
from facilitator.edits import topics as edits
from facilitator.language import N_, Language
from facilitator.settings import setting
from facilitator.store import queries
from facilitator.store.rows import Session
from facilitator.ui import theme
from facilitator.ui.bridge import Bridge
from facilitator.ui.meetings.list import STATUSES, TITLES, TONES
from facilitator.ui.parts import Card, Elided, button, label, page_scroll, plain_tooltip, set_tone

SIDE_WIDTH = 296
_MONTH_WIDTH, _DAY_WIDTH, _ROW_HEIGHTS = 84, 230, (34, 52)
_TOPIC_WIDEST = 440
_READ_ONLY = ("closed", "cancelled")


@dataclass(frozen=True, slots=True)
class YearSheet:
    """All that the view shows, read at one moment."""

    plan: YearPlan
    topics: tuple[Topic, ...]
    today: date


def read_year(session: Session, cluster: str, year: int, today: date, zone: tzinfo) -> YearSheet:
    """Ask everything about one year of a cluster."""
    meetings = [one for y in (year, year + 1) for one in queries.year_plan(session, cluster, y)]
    held = queries.settings(session, cluster, date(year, 12, 31))
    low, high = (int(held.get(key, setting(key).default)) for key in ("quota_low", "quota_high"))
    topics = queries.topics(session, cluster)
    due = due_topics(topics, date(year, 12, 31), zone)
    plan = plan_year(year, today, meetings, due, zone, low=low, high=max(low, high))
    return YearSheet(plan, topics, today)


class YearView(QWidget):
    """Emits `opened` with the id of a meeting, and `wanted` with the first day of the month and
    the Revisit (or none) that a meeting to be made is about."""

    opened = Signal(str)
    wanted = Signal(object, object)

    def __init__(self, bridge: Bridge) -> None:
        super().__init__()
        self._bridge, self._lang = bridge, bridge.lang
        self.year = bridge.today().year
        self._sheet: YearSheet | None = None
        text = self._lang.text
        self.back = button(
            "", lambda: self._turn(-1), icon="chevron-left", name=text(N_("Year before"))
        )
        self.forth = button(
            "", lambda: self._turn(1), icon="chevron-right", name=text(N_("Next year"))
        )
        self.title = label("", "title", wrap=False, number=True)
        self.quota = label("", "strong", wrap=False)
        self.said = label("", "muted")
        self._months = _Rows(self._lang.text(N_("Months of the year")))
        self._revisits = _Rows(self._lang.text(N_("Topics to take up again")))
        self._lay()

    def refresh(self) -> None:
        """Ask for the year shown and show it."""
        bridge = self._bridge
        if bridge.cluster is None:
            return
        sheet = bridge.ask(read_year, bridge.cluster, self.year, bridge.today(), self._lang.zone)
        if sheet != self._sheet:
            self._sheet = sheet
            self._show(sheet)

    def show_year(self, year: int) -> None:
        """Show another year."""
        self.year = year
        self.refresh()

    def shows(self, meeting: str) -> bool:
        """Whether this meeting stands in the year shown."""
        sheet = self._sheet
        return sheet is not None and any(one.id == meeting for one in sheet.plan.meetings)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._side.setFixedWidth(min(theme.px(SIDE_WIDTH), self.width() * 3 // 10))

    # -- making

    def _lay(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        for part in (self.back, self.title, self.forth):
            head.addWidget(part)
        head.addSpacing(12)
        head.addWidget(self.quota)
        head.addSpacing(12)
        head.addWidget(self.said, 1)
        self._card = Card()
        self._card.body.setContentsMargins(16, 6, 6, 6)
        self._card.body.addWidget(self._months.scroll)
        self._side = Card(self._lang.text(N_("Topics to take up again")))
        self._side.body.addWidget(self._revisits.scroll, 1)
        columns = QHBoxLayout()
        columns.setSpacing(16)
        columns.addWidget(self._card, 1)
        columns.addWidget(self._side)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(12)
        whole.addLayout(head)
        whole.addLayout(columns, 1)

    # -- showing

    def _turn(self, by: int) -> None:
        self.show_year(self.year + by)

    def _show(self, sheet: YearSheet) -> None:
        lang, plan = self._lang, sheet.plan
        self.title.setText(str(plan.year))
        count = plan.held + plan.planned
        self.quota.setText(_quota(lang, plan))
        right = plan.low <= count <= plan.high
        set_tone(self.quota, "ok" if right else "warn")
        self.said.setText(" ".join(say_year(lang, plan)[1:]))
        self._months.show([self._month(sheet, month) for month in range(1, 13)], stretch=1)
        self._revisits.show(self._due(sheet))
        self._side.setVisible(bool(plan.revisits))

    def _month(self, sheet: YearSheet, month: int) -> QWidget:
        plan, zone = sheet.plan, self._lang.zone
        there = [one for one in plan.meetings if one.start.astimezone(zone).month == month]
        first = date(plan.year, month, 1)
        is_over = first < sheet.today.replace(day=1)
        made = _Month(self._lang.month(first), is_over=is_over, is_full=len(there) > 1)
        for one in there:
            made.rows.addWidget(self._meeting(sheet, one))
        if first in plan.months:
            made.rows.addWidget(self._suggested(first))
        elif not made.is_over and not there:
            made.rows.addWidget(self._free(first), 0, Qt.AlignmentFlag.AlignRight)
        return made

    def _free(self, first: date) -> QWidget:
        name = self._lang.text(N_("New meeting in {month}"), month=self._lang.month(first))
        act = partial(self.wanted.emit, first, None)
        return button("", act, icon="plus", plain=True, small=True, name=name)

    def _meeting(self, sheet: YearSheet, one: PlannedMeeting) -> QWidget:
        made = QWidget()
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        row.addWidget(self._day(one))
        row.addWidget(self._topic_box(sheet, one), 100)
        # What is left of a topic at its widest would else move the day to the right.
        row.addStretch(1)
        return made

    def _day(self, one: PlannedMeeting) -> QWidget:
        """The day, which opens the meeting, its status and the template it was made from."""
        lang = self._lang
        day = lang.date_day(one.start)
        words = f"{day[:1].upper()}{day[1:]}"
        opening = button(words, partial(self.opened.emit, one.id), plain=True)
        plain_tooltip(opening, f"{words}, {lang.clock(one.start)}–{lang.clock(one.end)}")
        opening.setAccessibleDescription(lang.text(N_("Open the meeting")))
        opening.setStyleSheet("text-align: left; padding: 1px 0px;")
        opening.setMinimumHeight(opening.fontMetrics().height() + theme.px(6))
        template = lang.text(TITLES.get(one.template, "")) or one.own_title
        made = QWidget()
        made.setFixedWidth(theme.px(_DAY_WIDTH))
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(opening, 0, Qt.AlignmentFlag.AlignLeft)
        status = label(lang.text(STATUSES[one.status]), "small", wrap=False, tone=_tone(one.status))
        below = QHBoxLayout()
        below.setContentsMargins(2, 0, 0, 0)
        below.setSpacing(4)
        below.addWidget(status)
        below.addWidget(Elided(f"· {template}" if template else "", "small"), 1)
        column.addLayout(below)
        return made

    def _topic_box(self, sheet: YearSheet, one: PlannedMeeting) -> QWidget:
        if one.status in _READ_ONLY:
            return Elided(one.topic_title or "–", "body" if one.topic_title else "muted")
        box = _TopicBox(self._lang, sheet.topics, one)
        box.activated.connect(lambda _at: self._set_topic(one, box.currentData()))
        return box

    def _suggested(self, first: date) -> QWidget:
        lang = self._lang
        made = QWidget()
        row = QHBoxLayout(made)
        row.setContentsMargins(2, 0, 0, 0)
        said = lang.text(N_("A meeting is missing; this month fits well"))
        row.addWidget(label(said, "small", tone="warn"), 1)
        new = button(
            lang.text(N_("New meeting")),
            partial(self.wanted.emit, first, None),
            icon="calendar-plus",
            small=True,
        )
        new.setAccessibleDescription(lang.month_axis(first))
        row.addWidget(new)
        return made

    def _due(self, sheet: YearSheet) -> list[QWidget]:
        """The topics, under the meeting that can take them up; first those without one."""
        made: list[QWidget] = []
        order = sorted(sheet.plan.revisits, key=_by_meeting)
        for _start, group in groupby(order, key=_by_meeting):
            ones = list(group)
            made.append(self._heading(ones[0].meeting))
            made += [self._revisit(sheet, one) for one in ones]
        return made

    def _heading(self, meeting: PlannedMeeting | None) -> QWidget:
        lang = self._lang
        said = lang.text(N_("No meeting yet"))
        if meeting is not None:
            day, number = lang.date_near(meeting.start), lang.number(meeting.number)
            said = lang.text(N_("For meeting {n} on {day}"), n=number, day=day)
        heading = label(said, "strong")
        heading.setContentsMargins(0, theme.px(10), 0, 0)
        return heading

    def _revisit(self, sheet: YearSheet, one: Placed) -> QWidget:
        lang, topic = self._lang, one.revisit
        if one.meeting is None:
            month = max(topic.since, sheet.today).replace(day=1)
            words, act = N_("New meeting"), partial(self.wanted.emit, month, topic)
        else:
            words, act = N_("Choose"), partial(self._set_topic, one.meeting, topic.id)
        choosing = button(lang.text(words), act, small=True)
        choosing.setAccessibleDescription(say_revisit(lang, one))
        choosing.setVisible(one.meeting is None or not one.meeting.topic)
        made = QWidget()
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 4, 0, 4)
        row.setSpacing(8)
        row.addWidget(label(f"{topic.title[:1].upper()}{topic.title[1:]}"), 1)
        row.addWidget(choosing)
        return made

    def _set_topic(self, one: PlannedMeeting, topic: str | None) -> None:
        if topic != one.topic:
            done = self._bridge.do(N_("Choose the topic"), _choose_topic, one.id, topic)
            if done is None:
                self._sheet = None
                self.refresh()


def _choose_topic(session: Session, meeting: str, topic: str | None) -> bool:
    edits.choose_for(session, meeting, topic)
    return True


def with_topic(verb: Callable[..., str], topic: str | None) -> Callable[..., str]:
    """The verb that makes a meeting, and then says what it is about."""

    def make(session: Session, *args: object, **kw: object) -> str:
        meeting = verb(session, *args, **kw)
        if topic is not None:
            edits.choose_for(session, meeting, topic)
        return meeting

    return make


def _quota(lang: Language, plan: YearPlan) -> str:
    count = plan.held + plan.planned
    said = N_("{count} of {low}–{high} meetings")
    if plan.low == plan.high:
        said = N_("{count} of {low} meetings")
    return lang.text(
        said, count=lang.number(count), low=lang.number(plan.low), high=lang.number(plan.high)
    )


def _by_meeting(one: Placed) -> float:
    return one.meeting.start.timestamp() if one.meeting else 0.0


def _tone(status: str) -> str:
    tone = TONES.get(status, "")
    return tone if tone in ("accent", "ok") else ""


class _TopicBox(QComboBox):
    """The topics of the bank; the wheel scrolls the page and changes none."""

    def __init__(self, lang: Language, topics: Sequence[Topic], one: PlannedMeeting) -> None:
        super().__init__()
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(8)
        self.setMaximumWidth(theme.px(_TOPIC_WIDEST))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.addItem(lang.text(N_("No topic")), None)
        for topic in topics:
            self.addItem(topic.title, topic.id)
        self.setCurrentIndex(max(0, self.findData(one.topic)) if one.topic else 0)
        plain_tooltip(self, one.topic_title)
        number = lang.number(one.number)
        self.setAccessibleName(lang.text(N_("Topic of meeting {n}"), n=number))

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class _Month(QWidget):
    """The name of a month and what lies in it, with a line below."""

    def __init__(self, name: str, *, is_over: bool, is_full: bool) -> None:
        super().__init__()
        self.is_over = is_over
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 2, 0, 2)
        row.setSpacing(8)
        title = label(name[:1].upper() + name[1:], "muted" if is_over else "strong", wrap=False)
        title.setFixedWidth(theme.px(_MONTH_WIDTH))
        row.addWidget(title, 0, Qt.AlignmentFlag.AlignVCenter)
        self.rows = QVBoxLayout()
        self.rows.setSpacing(4)
        row.addLayout(self.rows, 1)
        low, high = _ROW_HEIGHTS
        self.setMinimumHeight(theme.px(low))
        if not is_full:
            self.setMaximumHeight(theme.px(high))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(QPen(QColor(theme.tokens_of(self).line), 1))
        painter.drawLine(0, self.height() - 1, self.width(), self.height() - 1)


class _Rows:
    """Widgets one below the other that scroll, put in the place of those before."""

    def __init__(self, name: str) -> None:
        holder = QWidget()
        self._column = QVBoxLayout(holder)
        self._column.setContentsMargins(0, 0, theme.BAR_WIDTH + 4, 0)
        self._column.setSpacing(0)
        self._column.addStretch()
        self._widgets: tuple[QWidget, ...] = ()
        self.scroll = page_scroll(holder, name)

    def show(self, widgets: Sequence[QWidget], *, stretch: int = 0) -> None:
        """Show these, sharing what room is left by `stretch`; the place scrolled to stays."""
        for one in self._widgets:
            self._column.removeWidget(one)
            one.hide()
            one.deleteLater()
        self._widgets = tuple(widgets)
        for place, one in enumerate(widgets):
            self._column.insertWidget(place, one, stretch)
