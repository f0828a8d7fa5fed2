"""Klyngedata: what is measured in the clinics, typed or read in, looked at and talked about."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from facilitator.charts.chart import View
from facilitator.domain.content import Occasion
from facilitator.domain.disclosure import LEAST
from facilitator.domain.indicator_report import Report, seed_at
from facilitator.domain.indicators import Indicator, IndicatorRow
from facilitator.domain.overview import COMING
from facilitator.domain.refusal import NotFound
from facilitator.edits import indicators as edits
from facilitator.language import N_
from facilitator.store import queries
from facilitator.ui.bridge import Bridge
from facilitator.ui.data.list import DataList, indicator_lines
from facilitator.ui.data.use import use_menu
from facilitator.ui.number_bar import Unstored
from facilitator.ui.page import PAGE_MARGINS, Header, Page
from facilitator.ui.parts import EmptyState, announce, button

if TYPE_CHECKING:
    from facilitator.ui.data.indicator_import import IndicatorImport
    from facilitator.ui.data.sheet import DataSheet, Figure
    from facilitator.ui.data.typing import DataTyping


class DataPage(Page):
    """The list until an indicator is opened; then it, its grid, or a file that is read in."""

    tables = frozenset(
        {"indicator", "indicator_value", "package", "clinic", "cluster", "member"}
        | {"setting", "use", "item", "meeting", "mark"}
    )

    def __init__(self, bridge: Bridge) -> None:
        super().__init__(bridge)
        self._rows: tuple[IndicatorRow, ...] = ()
        self._indicator: str | None = None
        self._report: Report | None = None
        self._seed = secrets.randbits(64)
        self.list = DataList(bridge.lang)
        self.sheet: DataSheet | None = None
        self.typing: DataTyping | None = None
        self.reading: IndicatorImport | None = None
        self._stack = QStackedLayout(self)
        self._stack.setContentsMargins(0, 0, 0, 0)
        self._home = self._make_home()
        self._stack.addWidget(self._home)
        self._make_buttons()
        self.setAcceptDrops(True)
        self.list.opened.connect(self.show_subject)
        bridge.cluster_changed.connect(self._leave_cluster)

    # -- made once

    def _make_home(self) -> QWidget:
        text, home = self.bridge.lang.text, QWidget()
        self.title = QLineEdit()
        words = text(N_("New indicator, for example “Penicillin within 48 hours”"))
        self.title.setPlaceholderText(words)
        self.title.setAccessibleName(text(N_("New indicator")))
        self.title.returnPressed.connect(self.add)
        self._unstored = Unstored(self.bridge, self.add, self.title)
        self._add = button(text(N_("Add indicator")), self.add, primary=True)
        row = QHBoxLayout()
        row.addWidget(self.title, 1)
        row.addWidget(self._add)
        sentence = N_(
            "Write above what you measure, and type the clinics’ figures – or read a file from"
            " Excel, for example from a cluster package."
        )
        self.empty = EmptyState(
            "chart-scatter",
            text(N_("No cluster data yet")),
            text(sentence),
            button(text(N_("Read data…")), self.read_file),
        )
        column = QVBoxLayout(home)
        column.setContentsMargins(*PAGE_MARGINS)
        column.setSpacing(12)
        column.addLayout(row)
        column.addWidget(self.list, 1)
        column.addWidget(self.empty, 1)
        return home

    def _make_buttons(self) -> None:
        text = self.bridge.lang.text
        self.read_button = button(text(N_("Read data…")), self.read_file)
        self.funnel_button = button(text(N_("Funnel plot")), self._turn_funnel)
        self.time_button = button(text(N_("Over time")), self._turn_time)
        self.use_button = button(text(N_("Use at the meeting")), self.use, primary=True)
        self._buttons = (self.read_button, self.funnel_button, self.time_button, self.use_button)
        for made in self._buttons:
            made.hide()

    def _sheet(self) -> DataSheet:
        if self.sheet is None:
            from facilitator.ui.data.sheet import DataSheet

            self.sheet = DataSheet(self.bridge)
            self.sheet.left.connect(lambda: self.show_subject(None))
            self.sheet.typing.connect(self.type_figures)
            self.sheet.turned.connect(self._show_buttons)
            self._stack.addWidget(self.sheet)
        return self.sheet

    def _typing(self) -> DataTyping:
        if self.typing is None:
            from facilitator.ui.data.typing import DataTyping

            self.typing = DataTyping(self.bridge)
            self.typing.left.connect(self._leave_typing)
            self._stack.addWidget(self.typing)
        return self.typing

    def _reading(self) -> IndicatorImport:
        if self.reading is None:
            from facilitator.ui.data.indicator_import import IndicatorImport

            self.reading = IndicatorImport(self.bridge)
            self.reading.left.connect(self._leave_reading)
            self.reading.done.connect(self._show_read)
            self._stack.addWidget(self.reading)
        return self.reading

    # -- the shell

    def header(self) -> Header:
        lang, place = self.bridge.lang, self._stack.currentWidget()
        name = lang.text(N_("Cluster data"))
        if place is self.reading and place is not None:
            return Header(lang.text(N_("Read data")), crumb=name)
        if self._report is None or place is self._home:
            count = lang.plural("{n} indicator", "{n} indicators", len(self._rows))
            return Header(name, count if self._rows else "")
        about, period = self._report.indicator, self._shown_period()
        # A period is not parted at the end of a line.
        parts = (self._name_package(about.package_title), period.replace(" ", "\u00a0"))
        crumb = " / ".join(filter(None, (name, ", ".join(filter(None, parts)))))
        if place is self.typing:
            return Header(about.title, lang.text(N_("Type figures")), crumb)
        return Header(about.title, self._subtitle(), crumb)

    def _name_package(self, title: str) -> str:
        """A package with the word for it, where its title does not begin with that already."""
        text = self.bridge.lang.text
        is_said = title.casefold().startswith(text(N_("Cluster package")).casefold())
        return text(N_("Cluster package: {title}"), title=title) if title and not is_said else title

    def _shown_period(self) -> str:
        sheet = self.sheet
        if sheet is None or self._stack.currentWidget() is not sheet or sheet.figure == "time":
            return ""
        period = sheet.shown_period
        return period.words(self.bridge.lang) if period else ""

    def _subtitle(self) -> str:
        """What the chart says of itself, without the period that stands above."""
        chart = self.sheet.chart if self.sheet is not None else None
        return chart.subtitle.removeprefix(f"{self._shown_period()} · ") if chart else ""

    def header_buttons(self) -> Sequence[QWidget]:
        return self._buttons

    def primary(self) -> QPushButton | None:
        place = self._stack.currentWidget()
        if place is self._home:
            return self._add
        if self.typing is not None and place is self.typing:
            return self.typing.done
        if self.reading is not None and place is self.reading:
            return self.reading.primary()
        if self.sheet is None or place is not self.sheet:
            return None
        return self.use_button if self.sheet.chart is not None else self.sheet.empty_button

    def subject(self) -> str | None:
        return self._indicator

    def things(self) -> Sequence[tuple[str, str]]:
        """The indicator in sight, for what is told of one thing."""
        return (("indicator", self._indicator),) if self._indicator else ()

    def show_subject(self, subject: str | None) -> None:
        if subject is not None and any(row.indicator.id == subject for row in self._rows):
            self._seed = secrets.randbits(64) if subject != self._indicator else self._seed
            self._indicator = subject
            sheet = self._sheet()
            self._go(sheet)
            self._renew()
            sheet.take_focus()
            return
        was, self._indicator, self._report = self._indicator, None, None
        self._go(self._home)
        self.list.choose(was or "")
        (self.list if self._rows else self.title).setFocus()

    def show_row(self, table: str, key: str) -> bool:
        if table == "indicator" and any(row.indicator.id == key for row in self._rows):
            self.show_subject(key)
            return True
        if table == "indicator_value" and self.bridge.cluster is not None:
            about = self.bridge.ask(queries.indicator_of, key)
            if about is not None and about != self._indicator:
                self.show_subject(about)
            return self._indicator is not None
        return table == "cluster"

    def refresh(self) -> None:
        bridge = self.bridge
        if bridge.cluster is None:
            return
        self._rows = bridge.ask(queries.indicators, bridge.cluster)
        self.list.lines.set_rows(indicator_lines(bridge.lang, self._rows))
        self.list.setVisible(bool(self._rows))
        self.empty.setVisible(not self._rows)
        if self._indicator is not None and not self._renew():
            self.show_subject(None)
        self._show_buttons()

    # -- what is shown

    def _renew(self) -> bool:
        """Ask for the indicator in sight and show it; whether it is there."""
        bridge = self.bridge
        if bridge.cluster is None or self._indicator is None:
            return False
        try:
            report = bridge.ask(queries.indicator_report, bridge.cluster, self._indicator)
        except NotFound:
            return False
        settings = bridge.ask(queries.settings, bridge.cluster, bridge.today())
        least = int(settings.get("least_shown", LEAST))
        coming = _find_coming(report.indicator)
        item = coming.item if coming is not None else None
        seed = seed_at(item, self._indicator) if item is not None else self._seed
        self._report = replace(report, own=self._own_clinic(), seed=seed)
        place = self._stack.currentWidget()
        if self.sheet is not None and place is self.sheet:
            cuts = bridge.ask(queries.marks, bridge.cluster)
            view = View(least=least, cuts=cuts, cautious=bool(settings.get("cautious")))
            self.sheet.show_report(self._report, view, coming)
        elif self.typing is not None and place is self.typing:
            self.typing.show_report(self._report, bridge.ask(queries.clinics, bridge.cluster))
        self.header_changed.emit()
        return True

    def _leave_cluster(self) -> None:
        """What was typed and not stored belongs to the clinics of the cluster before."""
        if self.typing is not None:
            self.typing.give_up()
        if self._stack.currentWidget() is self.typing:
            self.show_subject(None)

    def _own_clinic(self) -> str | None:
        bridge = self.bridge
        me = str(bridge.settings.get("i_am", bridge.cluster))
        if not me:
            return None
        people = bridge.ask(queries.members, bridge.cluster, bridge.today())
        return next((one.clinic for one in people if one.id == me), None)

    def _go(self, place: QWidget) -> None:
        if self._stack.currentWidget() is not place:
            self.bridge.leaving.emit()
        self._stack.setCurrentWidget(place)
        self._show_buttons()

    def _show_buttons(self) -> None:
        place, sheet, text = self._stack.currentWidget(), self.sheet, self.bridge.lang.text
        is_open = sheet is not None and place is sheet and sheet.chart is not None
        self.read_button.setVisible((place is self._home and bool(self._rows)) or place is sheet)
        self.funnel_button.setVisible(
            is_open and sheet is not None and sheet.can_funnel and sheet.figure != "time"
        )
        self.time_button.setVisible(is_open and sheet is not None and sheet.can_go_back)
        self.use_button.setVisible(is_open)
        if sheet is not None:
            _say(self.funnel_button, text(_TURNS[sheet.figure == "funnel"]))
            _say(self.time_button, text(_TIMES[sheet.figure == "time"]))
        self.header_changed.emit()

    # -- what a person does

    def add(self) -> None:
        """Make an indicator with the title written, and open it."""
        if not self.title.text().strip():
            self.title.setFocus()
            return
        made = self._unstored.do(N_("New indicator"), edits.add_indicator, self.title.text())
        if made is not None:
            self.title.clear()
            announce(self.title, self.bridge.lang.text(N_("Indicator added")))
            self.refresh()
            self.show_subject(made)

    def type_figures(self) -> None:
        """Open the grid of the indicator in sight."""
        bridge = self.bridge
        if self._report is None or bridge.cluster is None:
            return
        typing = self._typing()
        self._go(typing)
        typing.show_report(self._report, bridge.ask(queries.clinics, bridge.cluster))
        typing.begin()

    def read_file(self) -> None:
        """Read figures from a file."""
        self._go(self._reading())
        self._reading().setFocus(Qt.FocusReason.OtherFocusReason)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _table_in(event.mimeData()) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        path = _table_in(event.mimeData())
        if path is not None:
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            self.read_file()
            self._reading().open(path)

    def use(self) -> None:
        """Offer where the indicator in sight can be talked about."""
        if self._indicator is not None:
            menu = use_menu(self.bridge, self._indicator, self)
            at = self.use_button.rect().bottomLeft()
            menu.popup(self.use_button.mapToGlobal(at))

    def print_out(self) -> None:
        """Print the chart in sight."""
        if self.sheet is not None and self._stack.currentWidget() is self.sheet:
            self.sheet.print_out()

    def _turn_funnel(self) -> None:
        self._turn("clinics" if self._sheet().figure == "funnel" else "funnel")

    def _turn_time(self) -> None:
        self._turn("clinics" if self._sheet().figure == "time" else "time")

    def _turn(self, figure: Figure) -> None:
        self._sheet().choose_figure(figure)

    def _leave_typing(self) -> None:
        sheet = self._sheet()
        self._go(sheet)
        self._renew()
        (sheet.type_button if sheet.chart is not None else sheet.empty_button).setFocus()

    def _leave_reading(self) -> None:
        self._reading().forget()
        self.show_subject(self._indicator)
        if not self.read_button.isHidden():
            self.read_button.setFocus()

    def _show_read(self, indicator: str) -> None:
        self._reading().forget()
        self.refresh()
        self.show_subject(indicator or None)


def _table_in(data: QMimeData) -> Path | None:
    """The one table that is dragged, if it is one."""
    from facilitator.ui.data.indicator_import import ENDINGS

    files = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
    is_table = len(files) == 1 and files[0].suffix.casefold() in ENDINGS
    return files[0] if is_table else None


def _find_coming(indicator: Indicator) -> Occasion | None:
    """The next meeting with an item about the indicator, or none."""
    ahead = (one for one in indicator.occasions if one.item is not None and one.status in COMING)
    return min(ahead, key=lambda one: one.start, default=None)


_TURNS = (N_("Funnel plot"), N_("Dots"))
_TIMES = (N_("Over time"), N_("One period"))


def _say(made: QPushButton, words: str) -> None:
    made.setText(words)
    made.setAccessibleName(words)
