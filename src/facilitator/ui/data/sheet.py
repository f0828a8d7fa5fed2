"""One indicator: its chart, what can be seen in it, and what the group is asked."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut, QWheelEvent
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QMenu,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from facilitator.charts.chart import ChartData, View
from facilitator.charts.clinics import can_draw_funnel, draw_clinics, draw_funnel
from facilitator.charts.clinics_over_time import draw_clinics_over_time
from facilitator.charts.spoken import describe_mark
from facilitator.domain.content import Occasion
from facilitator.domain.disclosure import Audience
from facilitator.domain.indicator_report import Report
from facilitator.domain.indicators import Period
from facilitator.edits import indicators as edits
from facilitator.language import N_
from facilitator.ui import theme
from facilitator.ui.bridge import Bridge
from facilitator.ui.content.attached_files import AttachedFiles
from facilitator.ui.content.fields import FieldDesk, Shown
from facilitator.ui.content.panel import Form
from facilitator.ui.content.sorts import sort_row
from facilitator.ui.history.export import Taker
from facilitator.ui.history.period import AudienceChoice
from facilitator.ui.page import PAGE_MARGINS
from facilitator.ui.parts import (
    Card,
    EmptyState,
    FlowLayout,
    button,
    label,
    scroll_area,
    style_by,
)
from facilitator.ui.parts.growing_text import GrowingText
from facilitator.ui.sharing.doors import Doors
from facilitator.ui.text_binding import TextBinding

if TYPE_CHECKING:
    from facilitator.ui.charts.view import ChartView

Figure = Literal["clinics", "funnel", "time"]

SIDE_WIDTH = 330
_NARROW = 640
"""Design pixels below which buttons above the chart show their icons alone."""
_DRAW = {"clinics": draw_clinics, "funnel": draw_funnel, "time": draw_clinics_over_time}
_MANY_CLINICS = 60
"""Clinics from which a funnel is shown first: so many rows of dots cannot be read."""

_ELSEWHERE = frozenset({"id", "questions"})
"""Fields of an indicator that its sheet shows in another way."""
_KEYS = (N_("Hide who is who"), N_("Show who is who"))


class DataSheet(QWidget):
    """`left` asks for the list, `typing` for the grid; `turned`: another figure is shown."""

    left = Signal()
    typing = Signal()
    turned = Signal()

    def __init__(self, bridge: Bridge) -> None:
        super().__init__()
        self._bridge, self._lang = bridge, bridge.lang
        self._report: Report | None = None
        self._view = View()
        self._chosen: Figure | None = None
        self._coming: Occasion | None = None
        self.chart: ChartData | None = None
        self.chart_view: ChartView | None = None
        self._make()
        self._place()
        QShortcut(
            QKeySequence("Esc"),
            self,
            self.left.emit,
            context=Qt.ShortcutContext.WidgetWithChildrenShortcut,
        )

    # -- made once

    def _make(self) -> None:
        text = self._lang.text
        back = text(N_("All indicators"))
        self.back = button(back, self.left.emit, icon="arrow-left", small=True, plain=True)
        self.period = _Box()
        self.period.setAccessibleName(text(N_("Period")))
        self.period.activated.connect(lambda _: self._choose_period())
        self.audience = AudienceChoice(self._lang)
        self.audience.chosen.connect(self._choose_audience)
        self.type_button = button(
            text(N_("Type figures")), self.typing.emit, icon="pencil", small=True
        )
        self._make_chart_buttons()
        self.key_button = button("…", self._turn_key, small=True, name="…")
        words = N_("Type the clinics’ figures, paste them from Excel, or read a file.")
        self.empty_button = button(text(N_("Type figures")), self.typing.emit, primary=True)
        self.empty = EmptyState(
            "table-2", text(N_("No figures yet")), text(words), self.empty_button
        )
        self.questions = _Lines(text(N_("Questions to the group")))
        self.questions.setPlaceholderText(text(N_("One in each line.")))
        self._binding = TextBinding(
            self._bridge,
            self.questions,
            N_("Change the indicator"),
            edits.change_indicator,
            "questions",
        )
        row = sort_row("indicator")
        self._sort = replace(
            row, fields=tuple(one for one in row.fields if one.column not in _ELSEWHERE)
        )
        self.about = Form(FieldDesk(self._bridge, AttachedFiles(self._bridge)), self._sort)
        self.delete = button(
            text(N_("Delete the indicator")), self._remove, danger=True, small=True
        )

    def _make_chart_buttons(self) -> None:
        text = self._lang.text
        self.table = button(
            "", self._turn_table, icon="table-2", small=True, plain=True, name=text(N_("Table"))
        )
        self.table.setCheckable(True)
        self.large = button(
            "", self.enlarge, icon="maximize-2", small=True, plain=True, name=text(N_("Show large"))
        )
        self.large.setCheckable(True)
        self.take = button(
            "",
            lambda: None,
            icon="download",
            small=True,
            plain=True,
            name=text(N_("Save or copy")),
        )
        menu = QMenu(self.take)
        self.taker = Taker(self._bridge, self, Doors())
        self.taker.fill(menu, lambda: self.chart)
        self.take.setMenu(menu)
        style_by(self.take, "narrow", "true")

    def _place(self) -> None:
        strip = QHBoxLayout()
        strip.setSpacing(10)
        for part in (self.back, self.period, self.audience.button):
            strip.addWidget(part)
        strip.addStretch(1)
        for part in (self.table, self.large, self.take, self.type_button):
            strip.addWidget(part)
        self._card = Card()
        self._card.add(self.empty)
        self._side = scroll_area(self._cards(), self._lang.text(N_("What can we see?")))
        row = QHBoxLayout()
        row.setSpacing(14)
        row.addWidget(self._card, 1)
        row.addWidget(self._side)
        left, top, right, bottom = PAGE_MARGINS
        column = QVBoxLayout(self)
        column.setContentsMargins(left, top - 8, right, bottom)
        column.setSpacing(10)
        column.addLayout(strip)
        column.addLayout(row, 1)

    def _cards(self) -> QWidget:
        text, inner = self._lang.text, QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 6, 0)
        column.setSpacing(14)
        self.seen = Card(text(N_("What can we see?")))
        self.sentence, self.caveats = label(""), label("", "small")
        self.seen.add(self.sentence)
        self.seen.add(self.caveats)
        asked = Card(text(N_("Questions to the group")))
        asked.add(self.questions)
        kept = Card(text(N_("Confidentiality")))
        self.kept, self.key = label("", "small"), label("", "small", selectable=True)
        self.key.hide()
        kept.add(self.kept)
        choose = button(
            text(N_("Names or codes…")),
            lambda: self._bridge.open_setting("open_data"),
            small=True,
        )
        row = QWidget()
        flow = FlowLayout(row)
        for made in (self.key_button, choose):
            flow.addWidget(made)
        kept.add(row)
        kept.add(self.key)
        about = Card(text(N_("About the indicator")))
        about.add(self.about)
        about.body.addWidget(self.delete, 0, Qt.AlignmentFlag.AlignLeft)
        for card in (self.seen, asked, kept, about):
            column.addWidget(card)
        column.addStretch(1)
        return inner

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        is_wide = self.width() >= theme.px(_NARROW)
        for made in (self.back, self.type_button):
            made.setText(made.accessibleName() if is_wide else "")
            made.setToolTip("" if is_wide else made.accessibleName())
        self._side.setFixedWidth(
            max(theme.px(250), min(theme.px(SIDE_WIDTH), self.width() * 3 // 10))
        )

    # -- what is shown

    @property
    def figure(self) -> Figure:
        """The figure that is shown: as chosen, else the one that can be read."""
        if self._chosen is not None and (self._chosen != "funnel" or self.can_funnel):
            return self._chosen
        clinics = {one.clinic for one in self._report.values} if self._report else ()
        return "funnel" if len(clinics) > _MANY_CLINICS and self.can_funnel else "clinics"

    @property
    def shown_period(self) -> Period | None:
        """The period that is held side by side."""
        return self._report.shown_period if self._report is not None else None

    @property
    def can_funnel(self) -> bool:
        """Whether a funnel plot shows more than dots."""
        return self._report is not None and can_draw_funnel([self._report], self._view)

    @property
    def can_go_back(self) -> bool:
        """Whether there is more than one period."""
        return self._report is not None and len(self._report.periods) > 1

    def show_report(self, report: Report, view: View, coming: Occasion | None) -> None:
        """Show an indicator; the figure, the period and the audience chosen for it stay.

        coming: the next meeting that is to see it, whose codes it has then.
        """
        self._coming = coming
        before = self._report
        is_other = before is None or before.indicator.id != report.indicator.id
        if is_other:
            self._chosen = None
            self.key.hide()
        elif before is not None:
            kept = before.period if before.period in report.periods else None
            report = replace(report, period=kept)
            view = replace(view, audience=self._view.audience)
        self._view = view
        self._report = report
        self.audience.show_audience(view.audience, view.least)
        self._fill_periods(report)
        self._bind(report)
        self._draw()

    def take_focus(self) -> None:
        """Let the keys go on here: to the chart and back, or to what fills it."""
        (self.back if self.chart is not None else self.empty_button).setFocus()

    def choose_figure(self, figure: Figure) -> None:
        """Show another figure of the same values."""
        self._chosen = figure
        self._draw()

    def _bind(self, report: Report) -> None:
        one = report.indicator
        stored, typed = one.questions, self.questions.toPlainText()
        lines = tuple(line.strip() for line in typed.splitlines() if line.strip())
        # The empty line a person has just begun is not stored, but not taken away either.
        keeps = self.questions.hasFocus() and lines == stored
        self._binding.bind((one.id,), typed if keeps else "\n".join(stored))
        self.about.show_thing(Shown(self._sort, one, None, None, None))
        used = any(at.status in ("held", "closed") for at in one.occasions)
        self.delete.setVisible(not used)

    def _fill_periods(self, report: Report) -> None:
        periods = report.periods
        if [self.period.itemData(at) for at in range(self.period.count())] != list(periods):
            self.period.clear()
            for one in periods:
                self.period.addItem(one.words(self._lang), one)
        at = periods.index(report.shown_period) if report.shown_period in periods else -1
        self.period.setCurrentIndex(at)

    def _draw(self) -> None:
        report = self._report
        if report is None:
            return
        is_empty = report.shown_period is None
        self.empty.setVisible(is_empty)
        shown = (self.type_button, self.audience.button, self.seen, *self._of_chart)
        for part in shown:
            part.setVisible(not is_empty)
        self.period.setVisible(not is_empty and self.figure != "time")
        self._tell_kept()
        if is_empty:
            self.chart = None
            if self.chart_view is not None:
                self.chart_view.hide()
            self.turned.emit()
            return
        self.chart = _DRAW[self.figure]([report], self._lang, self._view)
        self._shown_in().show_chart(self.chart)
        self.sentence.setText(self.chart.sentence)
        source = self.chart.source and self._lang.text(
            N_("Source: {source}"), source=self.chart.source
        )
        marks = (describe_mark(mark, self._lang) for mark in self.chart.marks)
        said = [*marks, *self.chart.caveats, *filter(None, (source,))]
        self.caveats.setText("\n".join(said))
        self.caveats.setVisible(bool(said))
        self.turned.emit()

    def _shown_in(self) -> ChartView:
        """What draws; it brings pyqtgraph along and is made when there is something to draw."""
        if self.chart_view is None:
            from facilitator.ui.charts.view import ChartView

            self.chart_view = ChartView(self._lang, words=False, grows=True)
            self._card.body.addWidget(self.chart_view, 1)
        self.chart_view.show()
        return self.chart_view

    def _tell_kept(self) -> None:
        """What is not shown, by which name the clinics go, and who is who if that is asked."""
        lang, report = self._lang, self._report
        assert report is not None
        said = [lang.text(N_("Fewer than {least} patients are not shown."), least=self._view.least)]
        if report.is_open:
            words = N_("The cluster has agreed to see each other’s figures by name.")
            said.append(lang.text(words))
        else:
            said.append(self._tell_codes())
            words = N_("A code is not anonymous in a small cluster: ask everybody first.")
            said.append(lang.text(words))
        self.kept.setText("\n".join(said))
        codes = {} if report.is_open else report.codes(lang)
        if not codes:
            self.key.hide()
        lines = sorted((lang.sort_key(code), code, one) for one, code in codes.items())
        named = (f"{code}: {report.names.get(one, '–')}" for _, code, one in lines)
        self.key.setText("\n".join(named))
        self.key_button.setVisible(bool(codes))
        _say(self.key_button, lang.text(_KEYS[self.key.isHidden()]))

    def _tell_codes(self) -> str:
        """With which codes the clinics are shown."""
        if self._coming is None:
            words = N_("The clinics go by codes, shuffled anew each time they are shown.")
            return self._lang.text(words)
        words = N_("The codes are those that are shown at meeting {n}; the next one has others.")
        return self._lang.text(words, n=self._lang.number(self._coming.number))

    def _turn_key(self) -> None:
        self.key.setVisible(self.key.isHidden())
        self._tell_kept()

    @property
    def _of_chart(self) -> tuple[QPushButton, ...]:
        return self.table, self.large, self.take

    # -- what a person does

    def enlarge(self) -> None:
        """Give the chart all the room, or what stands beside it its own again."""
        self._side.setVisible(not self.large.isChecked())

    def print_out(self) -> None:
        """Print the chart shown, with all its words."""
        if self.chart is not None:
            self.taker.print_out((self.chart,))

    def _turn_table(self) -> None:
        if self.chart_view is not None:
            self.chart_view.show_table(self.table.isChecked())

    def _choose_period(self) -> None:
        chosen = self.period.currentData()
        if self._report is not None and isinstance(chosen, Period):
            self._report = replace(self._report, period=chosen)
            self._draw()

    def _choose_audience(self, audience: Audience) -> None:
        self._view = replace(self._view, audience=audience)
        self._draw()

    def _remove(self) -> None:
        if self._report is not None:
            step, bridge = N_("Delete the indicator"), self._bridge
            bridge.do(step, edits.remove_indicator, bridge.cluster, self._report.indicator.id)


class _Lines(GrowingText):
    """Text that is edited where it stands; Enter begins a new line."""

    def __init__(self, name: str) -> None:
        super().__init__(name, bare=True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        QPlainTextEdit.keyPressEvent(self, event)


def _say(made: QPushButton, words: str) -> None:
    made.setText(words)
    made.setAccessibleName(words)


class _Box(QComboBox):
    def __init__(self) -> None:
        super().__init__()
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()
