"""Figures are typed or pasted: all clinics for a period, or one clinic through the periods."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from facilitator.domain.indicator_report import Report
from facilitator.domain.indicators import Cell, Period, PeriodKind, Value, period_of
from facilitator.domain.patient_columns import Found
from facilitator.domain.people import Clinic
from facilitator.domain.typed_values import Sound
from facilitator.edits import indicators as edits
from facilitator.language import N_
from facilitator.store.rows import Session
from facilitator.ui import theme
from facilitator.ui.bridge import Bridge
from facilitator.ui.data.grid import GridView
from facilitator.ui.data.model import GridLine
from facilitator.ui.page import PAGE_MARGINS
from facilitator.ui.parts import Card, ChoiceChips, Field, announce, button, label, set_tone

PERIOD, CLINIC = "period", "clinic"

KINDS: tuple[tuple[PeriodKind, str, int], ...] = (
    ("month", N_("Month"), 36),
    ("quarter", N_("Quarter"), 20),
    ("half", N_("Half year"), 12),
    ("year", N_("Year"), 10),
)
"""Each length of a period with its name and how many of it are offered."""

_LABELS_SHOWN = 3


def recent_periods(kind: PeriodKind, today: date, count: int) -> tuple[Period, ...]:
    """The period with today in it and those before it, the newest first."""
    found = [period_of(kind, today)]
    while len(found) < count:
        found.append(period_of(kind, found[-1].first - timedelta(days=1)))
    return tuple(found)


class DataTyping(QWidget):
    """The grid with what it is about above it. `left`: the person is done."""

    left = Signal()

    def __init__(self, bridge: Bridge) -> None:
        super().__init__()
        self._bridge, self._lang = bridge, bridge.lang
        self._report: Report | None = None
        self._clinics: tuple[Clinic, ...] = ()
        self.grid = GridView(self._lang)
        self.figures = self.grid.figures
        self._said, self._counted = label("", "small"), label("", "small")
        self._make()
        self._place()
        self._listen()

    # -- made once

    def _make(self) -> None:
        text = self._lang.text
        ways = (
            (PERIOD, text(N_("All clinics")), "accent"),
            (CLINIC, text(N_("One clinic")), "accent"),
        )
        self.way = ChoiceChips(text(N_("What to type")), ways, PERIOD)
        self.kind, self.period, self.clinic = _Box(), _Box(), _Box()
        for key, words, _ in KINDS:
            self.kind.addItem(text(words), key)
        self._kind_field = Field(text(N_("Length of the periods")), self.kind)
        self._period_field = Field(text(N_("Period")), self.period)
        self._clinic_field = Field(text(N_("Clinic")), self.clinic)
        self.done = button(text(N_("Finish")), self.left.emit, primary=True)
        self.drop = button(text(N_("Clear what is not saved")), self.figures.forget_all, small=True)

    def _place(self) -> None:
        text = self._lang.text
        top = QHBoxLayout()
        top.setSpacing(14)
        # In the middle of the lists beside it, which stand below their names.
        self.way.setContentsMargins(0, 0, 0, theme.px(5))
        top.addWidget(self.way, 0, Qt.AlignmentFlag.AlignBottom)
        for field in (self._kind_field, self._period_field, self._clinic_field):
            top.addWidget(field, 0, Qt.AlignmentFlag.AlignBottom)
        top.addStretch(1)
        hint = N_(
            "Type, or copy cells in Excel and press Ctrl+V here. A row is saved as soon as it is"
            " right."
        )
        low = QHBoxLayout()
        low.addWidget(self._said, 1)
        low.addWidget(self.drop)
        low.addWidget(self.done)
        card = Card()
        card.setAccessibleName(text(N_("Figures")))
        card.add(label(text(hint), "muted"))
        card.add(self._counted)
        card.body.addWidget(self.grid, 1)
        card.body.addLayout(low)
        column = QVBoxLayout(self)
        column.setContentsMargins(*PAGE_MARGINS)
        column.setSpacing(14)
        column.addLayout(top)
        column.addWidget(card, 1)

    def _listen(self) -> None:
        self.way.chosen.connect(lambda _: self._show())
        self.kind.activated.connect(lambda _: self._choose_kind())
        self.period.activated.connect(lambda _: self._show())
        self.clinic.activated.connect(lambda _: self._show())
        self.figures.settled.connect(self._store)
        self.figures.drafted.connect(self._tell)
        self.grid.pasted.connect(self._tell_pasted)
        self.grid.refused.connect(self._tell_patients)
        self.grid.turned_away.connect(lambda refusal: self._warn(refusal.in_words(self._lang)))
        self.grid.left.connect(self.left)

    # -- shown

    def show_report(self, report: Report, clinics: Sequence[Clinic]) -> None:
        """Show the figures of an indicator; what is typed and not stored stays."""
        before, self._report = self._report, report
        self._clinics = tuple(clinics)
        if before is None or before.indicator.id != report.indicator.id:
            self._begin_at(report.shown_period)
        known = [(one.id, one.name) for one in clinics]
        if [self.clinic.itemData(at) for at in range(self.clinic.count())] != [k for k, _ in known]:
            self.clinic.clear()
            for key, name in known:
                self.clinic.addItem(name, key)
        self._show()

    def begin(self) -> None:
        """Go to the first empty cell."""
        self.grid.begin()

    def _begin_at(self, newest: Period | None) -> None:
        """The length of the periods there are, and the newest of them; else the last whole one."""
        kind = newest.kind if newest is not None and newest.kind != "days" else "quarter"
        self.kind.setCurrentIndex(self.kind.findData(kind))
        self._fill_periods()
        offered = self._periods()
        begun = next((at for at, one in enumerate(offered) if one.last < self._bridge.today()), 0)
        at = offered.index(newest) if newest in offered else begun
        self.period.setCurrentIndex(at)

    def _choose_kind(self) -> None:
        self._fill_periods()
        self.period.setCurrentIndex(min(1, self.period.count() - 1))
        self._show()

    def _fill_periods(self) -> None:
        self.period.clear()
        for one in self._periods():
            self.period.addItem(one.words(self._lang), one)

    def _periods(self) -> tuple[Period, ...]:
        """Those of the length chosen, the newest first, and other ones there are figures of."""
        kind = self.kind.currentData()
        count = next(number for key, _, number in KINDS if key == kind)
        offered = recent_periods(kind, self._bridge.today(), count)
        there = self._report.periods if self._report is not None else ()
        alike = {one for one in there if one.kind in (kind, "days")}
        return tuple(
            sorted({*offered, *alike}, key=lambda one: (one.last, one.first), reverse=True)
        )

    def _show(self) -> None:
        if self._report is None:
            return
        by_clinic = self.way.choice == CLINIC
        self._period_field.setVisible(not by_clinic)
        self._clinic_field.setVisible(by_clinic)
        lang = self._lang
        self._tell_counted()
        first = lang.text(N_("Period")) if by_clinic else lang.text(N_("Clinic"))
        lines = self._of_clinic() if by_clinic else self._of_period()
        stored = {value.cell: value for value in self._report.values}
        self.figures.show_lines(
            self._report.indicator,
            first,
            [GridLine(words, cell, stored.get(cell)) for words, cell in lines],
            self.clinic.currentText() if by_clinic else "",
            self._report.values,
        )
        self._tell()

    def _of_period(self) -> list[tuple[str, Cell]]:
        period, text = self.period.currentData(), self._lang.text
        if not isinstance(period, Period):
            return []
        clinics: list[tuple[str, Cell]] = [
            (one.name, ("clinic", one.id, period)) for one in self._clinics
        ]
        whole: list[tuple[str, Cell]] = [
            (text(N_("The whole cluster, if only that is known")), ("cluster", None, period)),
            (text(N_("Denmark")), ("national", None, period)),
        ]
        return clinics + whole

    def _of_clinic(self) -> list[tuple[str, Cell]]:
        clinic = self.clinic.currentData()
        if clinic is None:
            return []
        return [(one.words(self._lang), ("clinic", str(clinic), one)) for one in self._periods()]

    # -- stored and said

    def _store(self, rows: list[tuple[Cell, Sound]]) -> None:
        """Store the rows that are sound as one Step; what cannot be stored stays typed."""
        assert self._report is not None
        bridge, key = self._bridge, self._report.indicator.id
        taken = self.figures.take(cell for cell, _ in rows)
        values = [sound.at(key, cell) for cell, sound in rows if not sound.is_empty]
        gone = [cell for cell, sound in rows if sound.is_empty]
        if bridge.do(N_("Write figures"), _write, bridge.cluster, key, values, gone) is None:
            self.figures.give_back(taken)

    def _tell_counted(self) -> None:
        """Say what numerator and denominator are of this indicator."""
        assert self._report is not None
        about, text = self._report.indicator, self._lang.text
        told = (
            (N_("Numerator: {what}"), about.numerator),
            (N_("Denominator: {what}"), about.denominator),
        )
        said = [text(words, what=what) for words, what in told if what]
        self._counted.setText(" · ".join(said))
        self._counted.setVisible(about.kind == "share" and bool(said))

    def _tell(self) -> None:
        """Say how many rows are not saved."""
        bridge, count = self._bridge, self.figures.unsound
        if self.figures.has_drafts:
            bridge.unsaved.add(self)
        else:
            bridge.unsaved.discard(self)
        self.drop.setVisible(self.figures.has_drafts)
        words = self._lang.plural("{n} row is not saved yet.", "{n} rows are not saved yet.", count)
        self._said.setText(words if count else "")
        set_tone(self._said, "warn" if count else "")

    def _tell_pasted(self, cells: int, left_out: list[str]) -> None:
        lang = self._lang
        said = lang.plural("{n} cell was put in.", "{n} cells were put in.", cells)
        if left_out:
            shown = ", ".join(lang.quote(one) for one in left_out[:_LABELS_SHOWN])
            more = "…" if len(left_out) > _LABELS_SHOWN else ""
            words = N_("There was no row or column for {what}.")
            said = f"{said} {lang.text(words, what=shown + more)}"
        if self._said.text():
            said = f"{said} {self._said.text()}"
        is_all = not left_out and not self.figures.has_drafts
        self._bridge.say(said, "ok" if is_all else "warn", key="figures")
        announce(self.grid, said)

    def _tell_patients(self, found: Found) -> None:
        words = N_("Column {column} of what was copied says that it holds CPR numbers.")
        if not found.is_named:
            words = N_("Row {row}, column {column} of what was copied looks like a CPR number.")
        said = self._lang.text(words, row=found.row + 1, column=found.column + 1)
        rest = self._lang.text(N_("Nothing was put in. Copy clinics and counts alone."))
        self._warn(f"{said} {rest}")

    def _warn(self, said: str) -> None:
        self._bridge.say(said, "bad", key="figures")
        announce(self.grid, said)

    def give_up(self) -> None:
        """Forget what is typed and not stored, as when the cluster is another."""
        self._report = None
        self.figures.forget_all()


def _write(
    session: Session,
    cluster: str,
    indicator: str,
    values: Sequence[Value],
    gone: Iterable[Cell],
) -> bool:
    edits.put_values(session, cluster, indicator, values)
    edits.remove_values(session, cluster, indicator, tuple(gone))
    return True


class _Box(QComboBox):
    """A list that the wheel, turned to scroll the page, does not change."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.setMinimumWidth(theme.px(120))

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()
