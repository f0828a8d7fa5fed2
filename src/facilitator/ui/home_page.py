"""The overview: the next meeting and what it needs, what is due, and how the cluster stands."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from functools import partial

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from facilitator.domain import readiness, statuses
from facilitator.domain.benchmarks import find_benchmark
from facilitator.domain.ending import say_end_in_line
from facilitator.domain.overview import DUE_SHOWN, DueCommitment, LastMeeting, NextMeeting, Overview
from facilitator.language import N_, Language
from facilitator.ui import theme
from facilitator.ui.bridge import Bridge
from facilitator.ui.page import PAGE_MARGINS, Header, Page
from facilitator.ui.parts import (
    Card,
    Elided,
    EmptyState,
    TickLine,
    button,
    label,
    page_scroll,
    plain_tooltip,
)
from facilitator.ui.parts.due import due_words
from facilitator.ui.parts.enter_presses import EnterPresses

SOON = timedelta(minutes=30)
"""From so long before a meeting on it is rather started than prepared."""

SIDE_WIDTH = 320
"""The least width of the right column, in design pixels."""


class HomePage(Page):
    """Paints an Overview; the same whether it was read before the store was open or asked for."""

    tables = frozenset(
        {
            *("cluster", "clinic", "member", "meeting", "goal", "item", "attendance"),
            *("insight", "commitment", "follow_up"),
        }
    )

    def __init__(self, bridge: Bridge) -> None:
        super().__init__(bridge)
        self._shown: tuple[Overview, date] | None = None
        self._primary: QPushButton | None = None
        new = bridge.lang.text(N_("New meeting"))
        self._new = button(new, self._new_meeting, icon="plus")
        self._body = QVBoxLayout(self)
        self._body.setContentsMargins(0, 0, 0, 0)

    def header(self) -> Header:
        lang = self.bridge.lang
        day = lang.date_long(self.bridge.today())
        return Header(lang.text(N_("Overview")), day[:1].upper() + day[1:])

    def header_buttons(self) -> Sequence[QWidget]:
        return (self._new,)

    def primary(self) -> QPushButton | None:
        return self._primary

    def refresh(self) -> None:
        from facilitator.store import queries

        bridge = self.bridge
        if bridge.cluster is not None:
            self.show_overview(bridge.ask(queries.overview, bridge.cluster, bridge.today()))

    def show_overview(self, overview: Overview) -> None:
        shown = overview, self.bridge.today()
        if shown == self._shown:
            return
        self._shown = shown
        while (old := self._body.takeAt(0)) is not None:
            gone = old.widget()
            assert gone is not None
            gone.hide()
            gone.deleteLater()
        name = self.bridge.lang.text(N_("Overview"))
        self._body.addWidget(page_scroll(self._columns(overview), name))

    def _columns(self, overview: Overview) -> QWidget:
        body = QWidget()
        row = QHBoxLayout(body)
        row.setContentsMargins(*PAGE_MARGINS)
        row.setSpacing(16)
        for stretch, cards in (
            (3, (self._meeting_card(overview), self._due_card(overview))),
            (2, (self._now_card(overview), self._last_card(overview))),
        ):
            side = QVBoxLayout()
            side.setSpacing(16)
            side.addStrut(theme.px(SIDE_WIDTH if stretch == 2 else 0))
            for card in cards:
                side.addWidget(card)
            side.addStretch(1)
            row.addLayout(side, stretch)
        return body

    # -- the next meeting

    def _meeting_card(self, overview: Overview) -> Card:
        self._primary = None
        if overview.running is not None:
            return self._running_card(overview.running)
        if overview.next is None:
            return self._no_meeting_card(overview)
        return self._next_card(overview.next, overview.last)

    def _running_card(self, meeting: str) -> Card:
        lang = self.bridge.lang
        card = _roomy(Card())
        card.setAccessibleName(lang.text(N_("The meeting is running")))
        card.add(label(lang.text(N_("The meeting is running")), "title"))
        card.add(label(lang.text(N_("The clock counts on, also while you look here.")), "muted"))
        go = lang.text(N_("Go to the meeting"))
        self._primary = button(go, lambda: self._go("run", meeting), primary=True, icon="play")
        card.body.addLayout(_row(self._primary))
        return card

    def _no_meeting_card(self, overview: Overview) -> Card:
        lang = self.bridge.lang
        self._primary = button(
            lang.text(N_("New meeting")), self._new_meeting, primary=True, icon="calendar-plus"
        )
        if overview.last is None:
            title = lang.text(N_("No meeting yet"))
            text = lang.text(
                N_("Choose a date and a template, and the agenda is made. It can all be changed.")
            )
        else:
            title = lang.text(N_("No meeting is planned"))
            text = lang.text(N_("What was agreed last time waits for the next meeting."))
        card = Card()
        card.add(EmptyState("calendar-plus", title, text, self._primary))
        return card

    def _next_card(self, meeting: NextMeeting, last: LastMeeting | None) -> Card:
        lang = self.bridge.lang
        card = _roomy(Card())
        title = _meeting_title(meeting, lang)
        card.setAccessibleName(title)
        card.add(label(self._when(meeting), "muted"))
        card.add(label(title, "title"))
        for line in readiness.check(meeting, last, lang):
            card.add(TickLine(line.text, line.done, self._mend(meeting, line)))
        card.body.addSpacing(6)
        is_today = meeting.start.astimezone(lang.zone).date() == self.bridge.today()
        is_soon = is_today and meeting.start - self.bridge.clock.utc() < SOON
        ways = [
            button(lang.text(words), partial(self._go, page, meeting.id), primary=is_first)
            for words, page, is_first in (
                (N_("Open agenda"), "meetings", not is_soon),
                (N_("Start the meeting"), "run", is_soon),
            )
        ]
        self._primary = ways[is_soon]
        card.body.addLayout(_row(self._primary, ways[not is_soon]))
        return card

    def _when(self, meeting: NextMeeting) -> str:
        lang = self.bridge.lang
        days = (meeting.start.astimezone(lang.zone).date() - self.bridge.today()).days
        if days == 0:
            return lang.text(N_("Next meeting today"))
        if days < 0:
            return lang.text(N_("This meeting was planned for an earlier day"))
        return lang.plural("Next meeting in {n} day", "Next meeting in {n} days", days)

    def _mend(self, meeting: NextMeeting, line: readiness.Line) -> QPushButton | None:
        if not line.action:
            return None

        def mend() -> None:
            if line.item is None:
                self._go("meetings", meeting.id)
            else:
                self.bridge.open_row("meetings", "item", line.item)

        made = button(line.action, mend, small=True)
        made.setAccessibleName(f"{line.action}: {line.text}")
        return made

    # -- what is due

    def _due_card(self, overview: Overview) -> Card:
        lang = self.bridge.lang
        title = N_("Follow up before the meeting") if overview.next else N_("Follow up")
        card = Card(lang.text(title))
        if not overview.due:
            card.add(label(self._nothing_due(overview), "muted"))
            return card
        card.body.setSpacing(2)
        shown = _together(overview.due)[:DUE_SHOWN]
        for same in shown:
            card.add(self._due_line(same))
        more = overview.open_commitments - sum(map(len, shown))
        if more > 0:
            text = lang.plural("{n} more commitment", "{n} more commitments", more)
            seen = button(text, lambda: self._go("follow_up", None), small=True, plain=True)
            card.body.addLayout(_row(seen))
        return card

    def _nothing_due(self, overview: Overview) -> str:
        lang = self.bridge.lang
        if overview.last is None:
            return lang.text(N_("What you agree to try at the meetings is asked about here."))
        return lang.text(N_("All has been followed up. Nothing is open."))

    def _due_line(self, same: Sequence[DueCommitment]) -> QPushButton:
        lang, one = self.bridge.lang, same[0]
        due, tone = due_words(one.due, self.bridge.today(), lang)
        due = due or lang.text(statuses.status(one.status).title)
        nobody, everybody = lang.text(N_("nobody yet")), lang.text(N_("the whole cluster"))
        names = [each.owner or (everybody if each.is_everybodys else nobody) for each in same]
        owner = _owners(names, lang)
        return _DueLine(one.action, owner, due, tone, lambda: self._go("follow_up", one.id))

    # -- how the cluster stands

    def _now_card(self, overview: Overview) -> Card:
        lang = self.bridge.lang
        card = Card(lang.text(N_("The cluster now")))
        if overview.members == 0:
            card.add(label(lang.text(N_("The cluster has no members yet.")), "muted"))
            add = lang.text(N_("Add members"))
            card.body.addLayout(_row(button(add, lambda: self._go("members", None))))
            return card
        figures = [self._improved(overview)]
        if overview.last is not None:
            figures.append(self._attended(overview.last))
        row = QHBoxLayout()
        row.setSpacing(20)
        for figure in figures:
            row.addWidget(figure, 1)
        card.body.addLayout(row)
        return card

    def _improved(self, overview: Overview) -> QWidget:
        lang = self.bridge.lang
        country = find_benchmark("improved", "national")
        percent = lang.percent_text(country.value, country.decimals)
        about = lang.text(N_("have introduced an improvement (Denmark {percent})"), percent=percent)
        made = _figure(_of(overview.improved, overview.members, lang), about)
        counted = lang.text(N_("Counted by the commitments that are introduced, wholly or partly."))
        source = f"{lang.text(country.source)}. {lang.text(country.note)}"
        plain_tooltip(made, f"{counted} {source}")
        return made

    def _attended(self, last: LastMeeting) -> QWidget:
        lang = self.bridge.lang
        if not last.present:  # a meeting without anybody is one where nobody wrote it down
            return _figure("–", lang.text(N_("attendance was not noted last time")))
        return _figure(_of(last.present, last.members, lang), lang.text(N_("came last time")))

    def _last_card(self, overview: Overview) -> Card:
        lang, last = self.bridge.lang, overview.last
        card = Card(lang.text(N_("Last meeting")))
        if last is None:
            card.add(label(lang.text(N_("No meeting has been held yet.")), "muted"))
            return card
        number = lang.text(N_("Meeting {number}"), number=last.number)
        day = lang.date_text(last.start.astimezone(lang.zone).date())
        card.add(label(f"{number} · {day}"))
        card.add(label(_last_words(last, lang), "small"))
        if not last.is_closed:
            go = lang.text(N_("Go to the meeting"))
            said = lang.text(N_("Meeting {number} is not closed"), number=last.number)
            made = button(go, lambda: self._go("run", last.id), small=True)
            made.setAccessibleName(f"{go}: {said}")
            card.add(TickLine(said, False, made))
        see = lang.text(N_("See meeting"))
        card.body.addLayout(_row(button(see, lambda: self._go("meetings", last.id), small=True)))
        return card

    # -- going there

    def _go(self, page: str, subject: str | None) -> None:
        self.bridge.open_place(page, subject)

    def _new_meeting(self) -> None:
        self.bridge.act("new_meeting")


def _together(due: Sequence[DueCommitment]) -> tuple[tuple[DueCommitment, ...], ...]:
    """Those that try the same by the same day as one line, in the order of the first."""
    found: dict[tuple[str, date | None, str], list[DueCommitment]] = {}
    for one in due:
        found.setdefault((one.action, one.due, one.status), []).append(one)
    return tuple(tuple(same) for same in found.values())


def _owners(names: Sequence[str], lang: Language) -> str:
    """One or two names, or the first and how many more: there is room for little."""
    first, *rest = dict.fromkeys(names)
    if len(rest) < 2:
        return ", ".join((first, *rest))
    return lang.text(N_("{name} and {n} more"), name=first, n=lang.number(len(rest)))


def _meeting_title(meeting: NextMeeting, lang: Language) -> str:
    start, end = meeting.start, meeting.end
    number = lang.text(N_("Meeting {number}"), number=meeting.number)
    day = lang.date_day(start.astimezone(lang.zone).date())
    return f"{number} · {day}, {lang.clock(start)}–{lang.clock(end)}"


def _last_words(last: LastMeeting, lang: Language) -> str:
    words = [
        lang.plural("{n} insight noted", "{n} insights noted", last.insights),
        lang.plural("{n} commitment", "{n} commitments", last.commitments),
    ]
    if last.ended is not None:
        words.append(say_end_in_line(lang, (last.ended - last.end).total_seconds()))
    return " · ".join(words)


def _of(k: int, n: int, lang: Language) -> str:
    return lang.text(N_("{k} of {n}"), k=lang.number(k), n=lang.number(n))


def _figure(figure: str, about: str) -> QWidget:
    made = QWidget()
    made.setAccessibleName(f"{figure} {about}")
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addWidget(label(figure, "big", wrap=False))
    column.addWidget(label(about, "small"))
    column.addStretch(1)
    return made


def _roomy(card: Card) -> Card:
    card.body.setContentsMargins(22, 18, 22, 18)
    card.body.setSpacing(4)
    return card


def _row(*widgets: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(9)
    for widget in widgets:
        row.addWidget(widget)
    row.addStretch(1)
    return row


class _DueLine(EnterPresses, QPushButton):
    """A commitment in a line that opens it: what, who, and how far off."""

    def __init__(
        self, action: str, owner: str, due: str, tone: str, on_click: Callable[[], object]
    ) -> None:
        super().__init__()
        self.setProperty("look", "plain")
        self.setAccessibleName(f"{action}, {owner}, {due}")
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 6, 12, 6)
        row.setSpacing(14)
        when = label(due, wrap=False, tone=tone)
        when.setFixedWidth(theme.px(160))
        whose = Elided(owner, "muted")
        whose.setFixedWidth(theme.px(120))
        what = Elided(action)
        what.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        for part, stretch in ((what, 1), (whose, 0), (when, 0)):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            row.addWidget(part, stretch)
        plain_tooltip(self, action)
        self.clicked.connect(lambda: on_click())

    def sizeHint(self) -> QSize:
        box = self.layout()
        assert box is not None
        return box.sizeHint()

    def minimumSizeHint(self) -> QSize:
        box = self.layout()
        assert box is not None
        return box.minimumSize()
