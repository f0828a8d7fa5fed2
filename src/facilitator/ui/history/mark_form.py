"""One mark on the history as a form: its kind, its day, why it is there, and for which charts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from facilitator.charts.chart import ChartData, Point
from facilitator.domain.history import Cut, CutKind
from facilitator.edits import history as edits
from facilitator.language import N_, Language
from facilitator.ui.bridge import Bridge
from facilitator.ui.history.day import DayField
from facilitator.ui.parts import ChoiceChips, Field, button, label
from facilitator.ui.parts.own_undo import OwnUndoLine
from facilitator.ui.past.history_button import history_button

_THIS, _ALL = "this", "all"


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of mark: what it is called, and once it is set; what it does; what is asked; and its
    item in the menu of a point."""

    id: CutKind
    title: str
    there: str
    about: str
    asks: str
    here: str
    family: str


KINDS = (
    Kind(
        "phase",
        N_("New phase"),
        N_("New phase"),
        N_("From the first measurement on or after this day the chart has a new median."),
        N_("What did you change, and why?"),
        N_("A new phase begins here…"),
        "accent",
    ),
    Kind(
        "pdsa",
        N_("Small test (PDSA)"),
        N_("PDSA"),
        N_("A number on the chart; the words stand in the list below it."),
        N_("What did you try?"),
        N_("A small test (PDSA) here…"),
        "goals",
    ),
    Kind(
        "note",
        N_("Note"),
        N_("Note"),
        N_("A few words on the chart. It changes no figure."),
        N_("What happened?"),
        N_("A note here…"),
        "plain",
    ),
    Kind(
        "freeze",
        N_("Freeze the baseline"),
        N_("Baseline until here"),
        N_("The median is that of the measurements up to and including this one."),
        N_("Why is this the baseline?"),
        N_("Freeze the baseline after this…"),
        "plain",
    ),
    Kind(
        "left_out",
        N_("Leave a measurement out"),
        N_("Left out"),
        N_("It can still be seen, hollow, but counts neither in the median nor in the runs."),
        N_("Why does it not count?"),
        N_("Leave this measurement out…"),
        "warn",
    ),
)
_AT_A_POINT: tuple[CutKind, ...] = ("freeze", "left_out")


def kind_of(key: str) -> Kind:
    """The row of a kind."""
    return next(kind for kind in KINDS if kind.id == key)


class MarkForm(QWidget):
    """One mark being written. `saved`: it is in the store; `left`: it is not wanted after all."""

    saved = Signal()
    left = Signal()

    def __init__(self, bridge: Bridge) -> None:
        super().__init__()
        self._bridge, self._lang = bridge, bridge.lang
        self._mark = ""
        self.chart = ""
        text = self._lang.text
        kinds = [(kind.id, text(kind.title), "accent") for kind in KINDS]
        self.kind = ChoiceChips(text(N_("Kind of mark")), kinds, "phase")
        self.kind.chosen.connect(lambda _key: self._show_kind())
        self._about = label("", "small")
        self.day = DayField(self._lang, text(N_("Day")), bridge.today)
        self.point = QComboBox()
        self.point.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.point.setMinimumContentsLength(20)
        self._point = Field(text(N_("Measurement")), self.point)
        self.reason = OwnUndoLine()
        self._reason = Field("", self.reason)
        self.reason.returnPressed.connect(self.save)
        scopes = [
            (_THIS, text(N_("This chart")), "accent"),
            (_ALL, text(N_("All charts")), "accent"),
        ]
        self.scope = ChoiceChips(text(N_("Where it belongs")), scopes, _THIS)
        self.save_button = button(text(N_("Save mark")), self.save, primary=True)
        self.cancel = button(text(N_("Cancel")), self.leave)
        self.past_button = history_button(bridge)
        self._lay()

    def _lay(self) -> None:
        when = QHBoxLayout()
        when.setSpacing(16)
        top = Qt.AlignmentFlag.AlignTop
        when.addWidget(self.day, 2, top)
        when.addWidget(self._point, 4, top)
        when.addWidget(self._reason, 5, top)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.scope, 1)
        foot.addWidget(self.past_button)
        foot.addWidget(self.cancel)
        foot.addWidget(self.save_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 8)
        column.setSpacing(8)
        column.addWidget(self.kind)
        column.addWidget(self._about)
        column.addLayout(when)
        column.addLayout(foot)

    # -- shown

    def begin(self, kind: CutKind, day: date, data: ChartData) -> None:
        """A new mark on a chart, from this day."""
        self._open(data, "")
        self.kind.choose(kind)
        self._show_day(day)
        self.reason.clear()
        self.scope.choose(_THIS)
        self._show_kind()

    def change(self, cut: Cut, data: ChartData) -> None:
        """A mark that there is."""
        self._open(data, cut.id)
        self.kind.choose(cut.kind)
        self._show_day(cut.day)
        self.reason.setText(cut.text)
        self.scope.choose(_THIS if cut.chart else _ALL)
        self._show_kind()

    @property
    def mark(self) -> str:
        """The id of the mark that is changed; empty for a new one."""
        return self._mark

    def _open(self, data: ChartData, mark: str) -> None:
        self.chart, self._mark = data.name, mark
        self.past_button.setVisible(bool(mark))
        self.point.clear()
        for point in data.points:
            if point.value is not None:
                self.point.addItem(_say_point(point, self._lang), point.at)
        self._reason.set_error("")
        self._point.set_error("")

    def _show_day(self, day: date) -> None:
        self.day.set_day(day)
        nearest = [point for point in range(self.point.count()) if self._at(point) <= day]
        self.point.setCurrentIndex(nearest[-1] if nearest else 0)

    def _at(self, row: int) -> date:
        return cast(date, self.point.itemData(row))

    def _show_kind(self) -> None:
        kind = kind_of(self.kind.choice)
        self._about.setText(self._lang.text(kind.about))
        self._reason.set_title(self._lang.text(kind.asks))
        at_a_point = kind.id in _AT_A_POINT
        self._point.setVisible(at_a_point)
        self.day.setVisible(not at_a_point)

    # -- done

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)

    def leave(self) -> None:
        """Drop what is written here."""
        self.reason.clear()
        self.left.emit()

    def save(self) -> None:
        """Store the mark, if it has a day and a reason; what is missing is said at its field."""
        day, text = self._read_day(), self.reason.text().strip()
        wrong = "" if text else self._lang.text(N_("Write it in a few words."))
        self._reason.set_error(wrong)
        if wrong:
            self.reason.setFocus()
        if wrong or day is None or self._bridge.cluster is None:
            return
        kind = cast(CutKind, self.kind.choice)
        chart = self.chart if self.scope.choice == _THIS else ""
        if self._store(kind, day, text, chart):
            self.reason.clear()
            self.saved.emit()

    def _read_day(self) -> date | None:
        if self.kind.choice not in _AT_A_POINT:
            return self.day.read()
        return cast("date | None", self.point.currentData())

    def _store(self, kind: CutKind, day: date, text: str, chart: str) -> bool:
        bridge, mark = self._bridge, self._mark
        if not mark:
            step = N_("Mark the history")
            made = bridge.do(step, edits.add_mark, bridge.cluster, kind, day, text, chart)
            return made is not None
        values: dict[str, Any] = {"kind": kind, "day": day, "text": text, "chart": chart}
        bridge.leaving.emit()
        step = N_("Change a mark")
        done = bridge.guarded(lambda: (bridge.attempt(step, edits.change_mark, mark, **values),))
        return done is not None


def _say_point(point: Point, lang: Language) -> str:
    said = f"{point.label}, {lang.date_axis(point.at)}"
    if point.k is not None and point.n:
        said += f" · {lang.percent(point.k, point.n)}"
    return said
