"""Udvikling: the cluster's improvement history, each chart with what can be concluded from it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from facilitator.charts import CHARTS, Chart
from facilitator.charts.chart import ChartData, as_csv, describe_share_against
from facilitator.domain.benchmarks import find_benchmark
from facilitator.domain.history import Figures
from facilitator.domain.refusal import Refusal, writing
from facilitator.domain.shares import Share
from facilitator.language import N_
from facilitator.paths import safe_save
from facilitator.store import queries
from facilitator.ui import parts, theme
from facilitator.ui.bridge import Bridge
from facilitator.ui.page import PAGE_MARGINS, Header, Page
from facilitator.ui.plot import PICTURE_SIZE, ChartView, picture_bytes

MAIN_HEIGHT, OTHER_HEIGHT = 470, 400
_NATIONAL = find_benchmark("improved", "national")


class ChartCard(parts.Card):
    """A chart and what can be done with it."""

    def __init__(self, bridge: Bridge, row: Chart, height: int) -> None:
        super().__init__()
        self.bridge, self.row = bridge, row
        self.view = ChartView(bridge.lang)
        self.setMinimumHeight(theme.px(height))
        text = bridge.lang.text
        self.buttons: tuple[QPushButton, ...] = (
            parts.button(text(N_("Copy picture")), self.copy, icon="copy", small=True),
            parts.button(text(N_("Save picture…")), self._save_picture, icon="image", small=True),
            parts.button(text(N_("Save figures…")), self._save_figures, icon="table", small=True),
        )
        for button in self.buttons:
            button.setAccessibleDescription(text(row.title))
        foot = QHBoxLayout()
        foot.addStretch(1)
        for button in self.buttons:
            foot.addWidget(button)
        self.body.addWidget(self.view, 1)
        self.body.addLayout(foot)

    def show_rows(self, cluster: str) -> None:
        """Ask for the chart's rows and draw them."""
        rows = self.bridge.ask(getattr(queries, self.row.needs), cluster)
        chart = self.row.draw(rows, self.bridge.lang)
        self.view.show_chart(chart)
        for button in self.buttons:
            button.setVisible(bool(chart.points))

    def copy(self) -> None:
        """Put the chart, with every word of it, on the clipboard as a picture."""
        QGuiApplication.clipboard().setImage(self.view.picture(*PICTURE_SIZE))
        self.bridge.say(self.bridge.lang.text(N_("The picture has been copied.")), "ok")

    def save_picture(self, file: Path) -> None:
        """Write the chart as PNG at print size."""
        self._write(file, picture_bytes(self._chart(), self.bridge.lang))

    def save_figures(self, file: Path) -> None:
        """Write the plotted numbers as a semicolon-separated table."""
        self._write(file, as_csv(self._chart(), self.bridge.lang))

    def _save_picture(self) -> None:
        if file := self._ask_for(N_("Save picture"), "png", N_("Picture (*.png)")):
            self.save_picture(file)

    def _save_figures(self) -> None:
        if file := self._ask_for(N_("Save figures"), "csv", N_("Table (*.csv)")):
            self.save_figures(file)

    def _ask_for(self, title: str, suffix: str, pattern: str) -> Path | None:
        text = self.bridge.lang.text
        name = f"{text(self.row.title).rstrip('?')}.{suffix}"
        chosen, _ = QFileDialog.getSaveFileName(self, text(title), name, text(pattern))
        return Path(chosen) if chosen else None

    def _write(self, file: Path, content: bytes) -> None:
        try:
            with writing(file.name):
                safe_save(file, content)
        except Refusal as refusal:
            self.bridge.say(refusal.in_words(self.bridge.lang), "bad", seconds=0)
            return
        text = self.bridge.lang.text(N_("Saved as {name}."), name=file.name)
        self.bridge.say(text, "ok")

    def _chart(self) -> ChartData:
        chart = self.view.chart
        assert chart is not None
        return chart


class FigureCard(parts.Card):
    """One figure with a name above it and what it means below."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self._figure = parts.label("", "big")
        self._words = parts.label("", "small")
        self.body.addWidget(parts.label(title, "muted"))
        self.body.addWidget(self._figure)
        self.body.addWidget(self._words)
        self.body.addStretch(1)
        self.setAccessibleName(title)

    def show_figure(self, figure: str, words: str) -> None:
        self._figure.setText(figure)
        self._words.setText(words)
        self.setAccessibleDescription(f"{figure}. {words}")


class HistoryPage(Page):
    """All charts, the one that matters most first and largest."""

    tables = frozenset(
        {"meeting", "attendance", "commitment", "follow_up", "member", "clinic", "cluster"}
        | {"setting"}
    )

    def __init__(self, bridge: Bridge) -> None:
        super().__init__(bridge)
        text = bridge.lang.text
        self.cards = tuple(
            ChartCard(bridge, row, OTHER_HEIGHT if number else MAIN_HEIGHT)
            for number, row in enumerate(CHARTS)
        )
        self.introduced = FigureCard(text(N_("Introduced")))
        self.ever = FigureCard(text(N_("Ever introduced something")))
        self.opened = FigureCard(text(N_("Opened with follow-up")))
        self._figures: Figures | None = None
        self._empty = parts.EmptyState(
            "chart-line",
            text(N_("No held meeting yet")),
            text(
                N_(
                    "The history begins with the first meeting. From the second on it shows what"
                    " has been introduced in the clinics."
                )
            ),
        )
        self._content = self._arrange()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._empty, 1)
        column.addWidget(self._content, 1)

    def _arrange(self) -> QWidget:
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(*PAGE_MARGINS)
        column.setSpacing(16)
        top, side = QHBoxLayout(), QVBoxLayout()
        top.setSpacing(16)
        side.setSpacing(16)
        for card in (self.introduced, self.ever, self.opened):
            card.setFixedWidth(theme.px(260))
            side.addWidget(card, 1)
        top.addWidget(self.cards[0], 1)
        top.addLayout(side)
        column.addLayout(top)
        for chart in self.cards[1:]:
            column.addWidget(chart)
        column.addStretch(1)
        return parts.page_scroll(inner, self.bridge.lang.text(N_("Charts")))

    def refresh(self) -> None:
        cluster = self.bridge.cluster
        if cluster is None:
            return
        self._figures = self.bridge.ask(queries.figures, cluster, self.bridge.today())
        is_empty = self._figures.held == 0
        self._empty.setVisible(is_empty)
        self._content.setVisible(not is_empty)
        if is_empty:
            return
        self._show_figures(self._figures)
        for card in self.cards:
            card.show_rows(cluster)

    def header(self) -> Header | None:
        lang, figures = self.bridge.lang, self._figures
        if figures is None or not figures.held:
            return None
        meetings = lang.plural("{n} meeting", "{n} meetings", figures.held)
        assert figures.first is not None
        since = lang.text(
            N_("{meetings} since {day}"), meetings=meetings, day=lang.date_axis(figures.first)
        )
        members = lang.plural("{n} member", "{n} members", figures.members)
        return Header(lang.text(N_("History")), f"{since} · {members}")

    def _show_figures(self, figures: Figures) -> None:
        lang = self.bridge.lang
        agreed = lang.plural("of {n} commitment", "of {n} commitments", figures.agreed)
        days = figures.median_days
        if days is not None:
            agreed += " · " + lang.plural(
                "median {n} day from agreed to introduced",
                "median {n} days from agreed to introduced",
                days,
            )
        self.introduced.show_figure(lang.number(figures.introduced), agreed)
        self.ever.show_figure(
            lang.text(N_("{k} of {n}"), k=figures.improved, n=figures.members),
            describe_share_against(
                Share(figures.improved, figures.members),
                find_benchmark("improved", "national"),
                lang,
            ),
        )
        self.opened.show_figure(
            lang.text(N_("{k} of {n}"), k=figures.opened, n=figures.could_open),
            lang.text(N_("meetings (the first does not count)")),
        )
