"""Udvikling: what the cluster has come to, each measure with what can and cannot be concluded."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QMenu,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from facilitator.charts import Chart
from facilitator.domain.compared import ENOUGH_CLUSTERS
from facilitator.domain.history import CutKind, Figures
from facilitator.language import N_
from facilitator.store import queries
from facilitator.ui import parts, theme
from facilitator.ui.bridge import Bridge
from facilitator.ui.charts.view import is_empty
from facilitator.ui.history.card import ChartCard
from facilitator.ui.history.chosen import Chosen
from facilitator.ui.history.export import Taker
from facilitator.ui.history.header_button import HeaderButton, fit_header
from facilitator.ui.history.mark_form import KINDS
from facilitator.ui.history.overview import CANNOT, Overview
from facilitator.ui.history.paper import HistoryPaper
from facilitator.ui.history.source import CLUSTERS, HISTORY, Source, is_survey
from facilitator.ui.page import Header, Page
from facilitator.ui.sharing.doors import Doors

if TYPE_CHECKING:
    # Made when first wanted, and loaded then: the page is to be on the screen sooner.
    from facilitator.ui.history.large import LargeView
    from facilitator.ui.history.survey import SurveyPanel


class HistoryPage(Page):
    """The whole history at a glance, one chart of it large, or surveys being typed."""

    tables = frozenset(
        {"meeting", "item", "press", "attendance", "commitment", "follow_up", "improvement"}
        | {"insight", "goal", "pulse", "member", "clinic", "cluster", "setting", "spoken"}
        | {"mark", "survey", "survey_count"}
    )

    def __init__(self, bridge: Bridge, doors: Doors | None = None) -> None:
        super().__init__(bridge)
        self._source = Source(bridge)
        self._taker = Taker(bridge, self, doors or Doors())
        self._figures: Figures | None = None
        self._is_begun = False
        self.large: LargeView | None = None
        self.surveys: SurveyPanel | None = None
        self._compares = False
        self.overview = Overview(bridge.lang, self._source, self._taker)
        self.overview.opened.connect(self.open_chart)
        self.overview.menu_wanted.connect(self._open_menu)
        self.overview.surveys_wanted.connect(self.enter_surveys)
        self._make_buttons()
        self._lay()
        bridge.cluster_changed.connect(self._forget_panels)

    # -- making

    def _make_buttons(self) -> None:
        lang, text = self.bridge.lang, self.bridge.lang.text
        self.chosen = Chosen(lang, self.bridge.today)
        self.chosen.days_wanted.connect(self._begin_days)
        self.chosen.changed.connect(self._look)
        self.period, self.audience = self.chosen.period, self.chosen.audience
        compare = parts.button(text(N_("Compare clusters")), self.compare, icon="chart-scatter")
        take = parts.button(text(N_("Save or copy")), lambda: None, icon="download")
        take.setProperty("opens", "true")
        menu = QMenu(take)
        menu.aboutToShow.connect(lambda: self._fill_menu(menu))
        take.setMenu(menu)
        self.compare_button, self.take_button = HeaderButton(compare), HeaderButton(take)
        self.pdf_button = parts.button(
            text(N_("Save as PDF…")), self.save_pdf, primary=True, icon="file-down"
        )
        self._paper = HistoryPaper(self.bridge, self._taker, self.pdf_button)
        for made in self.header_buttons():
            made.hide()

    def _lay(self) -> None:
        self._stack = QStackedWidget()
        self._empty = self._make_empty()
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self.overview)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.chosen)
        column.addWidget(self._stack, 1)

    def _make_empty(self) -> QWidget:
        text = self.bridge.lang.text
        sentence = N_(
            "The history begins with the first meeting. From the second on it shows what"
            " has been introduced in the clinics."
        )
        go = parts.button(text(N_("Go to meetings")), lambda: self.bridge.open_place("meetings"))
        survey = parts.button(text(N_("Enter surveys…")), self.enter_surveys, icon="pencil")
        ways = QWidget()
        row = QHBoxLayout(ways)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(go)
        row.addWidget(survey)
        return parts.EmptyState("chart-line", text(N_("No held meeting yet")), text(sentence), ways)

    # -- the shell

    def header(self) -> Header | None:
        lang, figures = self.bridge.lang, self._figures
        if figures is None or not figures.held:
            return None
        meetings = lang.plural("{n} meeting", "{n} meetings", figures.held)
        assert figures.first is not None
        since = lang.text(
            N_("{meetings} since {day}"), meetings=meetings, day=lang.month_axis(figures.first)
        )
        members = lang.plural("{n} member", "{n} members", figures.members)
        together = members.replace(" ", "\u00a0")  # better broken at the dot
        return Header(lang.text(N_("History")), f"{since} · {together}")

    def header_buttons(self) -> Sequence[QWidget]:
        made = (self.period, self.audience, self.compare_button, self.take_button)
        return (*(one.button for one in made), self.pdf_button)

    def primary(self) -> QPushButton | None:
        if self.surveys is not None and self._stack.currentWidget() is self.surveys:
            return self.surveys.primary()
        writing = self.large.primary() if self.large is not None and self._is_large() else None
        return writing or self.pdf_button

    def show_subject(self, subject: str | None) -> None:
        if subject is None:
            self.show_all()
        elif subject in self.cards:
            self.open_chart(subject)

    def show_row(self, table: str, key: str) -> bool:
        if table == "survey":
            return self._show_survey(key)
        if table == "mark":
            return self._show_mark(key)
        return table == "cluster"

    def refresh(self) -> None:
        bridge = self.bridge
        if bridge.cluster is None:
            return
        self._figures = bridge.ask(queries.figures, bridge.cluster, bridge.today())
        # A survey may have been before the first meeting.
        self._is_begun = self._figures.held > 0 or bool(bridge.ask(queries.surveys, bridge.cluster))
        self._source.renew(bridge.news.tables if bridge.news else ())
        self.audience.show_audience(self.audience.audience, self._source.view.least)
        clusters = bridge.ask(queries.clusters, bridge.today())
        self.compare_button.button.setVisible(len(clusters) >= ENOUGH_CLUSTERS)
        self._show()
        if self.surveys is not None:
            self.surveys.show_surveys(bridge.ask(queries.surveys, bridge.cluster))

    # -- what is shown

    @property
    def cards(self) -> Mapping[str, ChartCard]:
        """The card of each chart by its name, the main one first."""
        return self.overview.cards

    @property
    def is_drawing(self) -> bool:
        """Whether there are charts still to be drawn."""
        return self.overview.is_drawing

    def _show(self) -> None:
        assert self._figures is not None
        is_typing = self.surveys is not None and self._stack.currentWidget() is self.surveys
        if not self._is_begun and not is_typing:
            self._stack.setCurrentWidget(self._empty)
        elif self._stack.currentWidget() is self._empty:
            self._stack.setCurrentWidget(self.overview)
        self.chosen.show_now(self._is_begun)
        if not self._is_begun:
            for button in self.header_buttons():
                button.hide()
            return
        for choice in (self.period, self.audience, self.take_button):
            choice.button.show()
        self.pdf_button.show()
        self._fit_header()
        self.overview.show_history(self._figures)
        if self._is_large():
            self._show_large()

    # -- where things stand

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_header()

    def _fit_header(self) -> None:
        header = self.header()
        giving = (self.compare_button, self.take_button, self.audience, self.period)
        fit_header(giving, self.header_buttons(), header.subtitle if header else "", self.width())

    # -- what a person chooses

    def _begin_days(self) -> None:
        figures, view = self._figures, self._source.view
        today = self.bridge.today()
        begun = figures.first if figures is not None else None
        self.chosen.begin_days(view.first or begun or today, view.last or today)

    def _look(self) -> None:
        """Draw the charts as chosen now."""
        self._source.look(self.chosen.view(self._source.view))
        self._fit_header()
        if self._figures is not None:
            self._show()

    def open_chart(self, name: str) -> None:
        """Show one chart large, among all of the cluster."""
        self._compares = False
        self._open_large(name)

    def compare(self) -> None:
        """Show the clusters of the data file beside each other."""
        self._compares = True
        self._open_large(CLUSTERS[0].name)

    @property
    def _turning(self) -> tuple[Chart, ...]:
        """The charts among which one is large."""
        return CLUSTERS if self._compares else self.overview.rows

    def show_all(self) -> None:
        """Back to all charts, where one came from."""
        before = self._large_name()
        if self.large is not None:
            self.large.row = None
        self._stack.setCurrentWidget(self.overview if self._is_begun else self._empty)
        if before in self.cards:
            self.overview.focus_card(before)

    def things(self) -> Sequence[tuple[str, str]]:
        """The survey or the mark in the form, for what is told of one thing."""
        if self.surveys is not None and self._stack.currentWidget() is self.surveys:
            survey = self.surveys.form.survey
            return (("survey", survey),) if survey else ()
        mark = self.large.marks.form.mark if self.large is not None and self._is_large() else ""
        is_writing = self.large is not None and self.large.marks.is_writing
        return (("mark", mark),) if mark and is_writing else ()

    def _is_large(self) -> bool:
        return self.large is not None and self._stack.currentWidget() is self.large

    def _large_name(self) -> str:
        """The name of the chart that is shown large, or “”."""
        row = self.large.row if self.large is not None and self._is_large() else None
        return row.name if row is not None else ""

    def _open_large(self, name: str) -> None:
        from facilitator.ui.history.large import LargeView

        if self.large is None:
            self.large = LargeView(self.bridge, self._taker)
            self.large.left.connect(self.show_all)
            self.large.turned.connect(self._turn)
            self.large.surveys_wanted.connect(self.enter_surveys)
            self._stack.addWidget(self.large)
        self.large.row = next((row for row in self._turning if row.name == name), None)
        self._stack.setCurrentWidget(self.large)
        self._show_large()
        self.large.focus_chart()

    def _show_large(self) -> None:
        large = self.large
        assert large is not None
        row, among = large.row, self._turning
        drawn = self.overview.draw(row) if row is not None and row in among else None
        if row is None or drawn is None:
            self.show_all()
            if row is not None and row in among:
                self.bridge.say(self.bridge.lang.text(CANNOT), "bad")
        else:
            large.show_row(row, drawn, self._source.view, among.index(row), len(among))

    def _turn(self, by: int) -> None:
        """The chart before or after; the focus stays where it is, so that one can go on."""
        large, among = self.large, self._turning
        if large is not None and large.row in among:
            large.row = among[(among.index(large.row) + by) % len(among)]
            self._show_large()

    # -- menus and files

    def _fill_menu(self, menu: QMenu) -> None:
        """Of the whole history, and of the chart that is large, else of each."""
        for part in menu.findChildren(QMenu):
            part.deleteLater()
        menu.clear()
        whole = self.bridge.lang.text(N_("The whole history as PDF…"))
        menu.addAction(theme.icon("file-down"), whole).triggered.connect(lambda: self.save_pdf())
        menu.addSeparator()
        if self._is_large() and self.large is not None:
            self._taker.fill(menu, lambda: self.large.chart if self.large else None)
            return
        for row in self.overview.rows:
            part = menu.addMenu(self.overview.title(row).replace("&", "&&"))
            self._taker.fill(part, partial(self.overview.draw, row))

    def _open_menu(self, name: str, day: object, where: QPoint) -> None:
        menu = self.make_menu(name, day)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(where)

    def make_menu(self, name: str, day: object) -> QMenu:
        """What can be done with a chart on the page; a mark on a day of it is written below it
        where it is large."""
        menu = QMenu(self)
        if isinstance(day, date):
            for kind in KINDS:
                words = self.bridge.lang.text(kind.here)
                menu.addAction(words).triggered.connect(partial(self._mark, name, kind.id, day))
            menu.addSeparator()
        self._taker.fill(menu, partial(self.overview.draw, self.cards[name].row))
        return menu

    def _mark(self, name: str, kind: CutKind, day: date, _checked: bool = False) -> None:
        self.open_chart(name)
        if self.large is not None:
            self.large.begin_mark(kind, day)

    def share(self) -> None:
        """Save the whole history as a document."""
        if self._has_begun():
            self.save_pdf()

    def print_out(self) -> None:
        """Print the chart that is large, else each that has something to see."""
        if self._has_begun():
            large = self.large.chart if self.large is not None and self._is_large() else None
            found = [large] if large else map(self.overview.draw, self.overview.rows)
            self._taker.print_out([one for one in found if one is not None and not is_empty(one)])

    def _has_begun(self) -> bool:
        """Whether there is a history; else it is said that there is none."""
        if not self._is_begun:
            self.bridge.say(self.bridge.lang.text(N_("No held meeting yet")))
        return self._is_begun

    def save_pdf(self) -> None:
        """Ask where to, and write the whole history there as a document."""
        self._paper.save(self._source.view)

    # -- surveys and marks

    def enter_surveys(self) -> None:
        """Type the survey as counts."""
        from facilitator.ui.history.survey import SurveyPanel

        cluster = self.bridge.cluster
        if cluster is None:
            return
        if self.surveys is None:
            self.surveys = SurveyPanel(self.bridge)
            self.surveys.left.connect(self._leave_surveys)
            self._stack.addWidget(self.surveys)
            waves = self.bridge.ask(queries.surveys, cluster)
            self.surveys.show_surveys(waves)
            self.surveys.show_one(waves[-1].id if waves else "")
        self._stack.setCurrentWidget(self.surveys)
        self.surveys.focus_form()

    def _leave_surveys(self) -> None:
        """Back to where one came from: the chart that was large, else all of them."""
        large = self.large
        if large is not None and large.row is not None and is_survey(large.row):
            self._open_large(large.row.name)
        else:
            self.show_all()

    def _show_survey(self, key: str) -> bool:
        self.enter_surveys()
        return self.surveys is not None and self.surveys.hold(key)

    def _show_mark(self, key: str) -> bool:
        cut = next((cut for cut in self._source.cuts if cut.id == key), None)
        if cut is None:
            return False
        here = self._large_name()
        name = cut.chart or here or HISTORY[0].name
        if name not in self.cards:
            return False
        if name != here:
            self.open_chart(name)
        return self.large is not None and self.large.marks.hold(key)

    def _forget_panels(self) -> None:
        """Of another cluster: what was typed of the former is not for this one."""
        for panel in filter(None, (self.large, self.surveys)):
            self._stack.removeWidget(panel)
            panel.deleteLater()
        self.large = self.surveys = None
        self.overview.forget()
