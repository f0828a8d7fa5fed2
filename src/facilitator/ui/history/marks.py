"""Marks on the history: what was changed, tried or left out on a day, set by a person and why."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QPushButton, QVBoxLayout

from facilitator.charts.chart import ChartData, View
from facilitator.charts.cuts import cuts_of
from facilitator.domain.history import Cut, CutKind
from facilitator.edits import history as edits
from facilitator.language import N_
from facilitator.ui import theme
from facilitator.ui.bridge import Bridge
from facilitator.ui.history.mark_form import KINDS, MarkForm, kind_of
from facilitator.ui.parts import Card, button, label, tag


def number_tests(marks: Sequence[Cut]) -> dict[str, int]:
    """The number of each small test, from 1, by its id; `marks` oldest first."""
    tests = (cut for cut in marks if cut.kind == "pdsa")
    return {cut.id: number for number, cut in enumerate(tests, 1)}


class MarksPanel(Card):
    """The marks of one chart with their numbers, each with its buttons, and the form for one.

    `form_turned`: the form comes or goes.
    """

    form_turned = Signal()

    def __init__(self, bridge: Bridge) -> None:
        super().__init__()
        self._bridge, self._lang = bridge, bridge.lang
        self._data: ChartData | None = None
        self._marks: tuple[Cut, ...] = ()
        self._is_open = False
        self._rows: dict[str, QFrame] = {}
        text = self._lang.text
        self.setAccessibleName(text(N_("Marks on the chart")))
        self.add_button = button(text(N_("Add a mark")), lambda: None, icon="plus", small=True)
        self.add_button.setProperty("opens", "true")
        menu = QMenu(self.add_button)
        for kind in KINDS:
            menu.addAction(text(kind.title)).triggered.connect(partial(self._add, kind.id))
        self.add_button.setMenu(menu)
        head = QHBoxLayout()
        head.addWidget(label(text(N_("Marks on the chart")), "h2"), 1)
        head.addWidget(self.add_button)
        self.form = MarkForm(bridge)
        self.form.saved.connect(self._close)
        self.form.left.connect(self._close)
        self._none = label(
            text(
                N_(
                    "None yet. Mark what you changed and when, so that the chart can be read."
                    " Nothing is ever marked by the program itself."
                )
            ),
            "small",
        )
        self._list = QVBoxLayout()
        self._list.setSpacing(0)
        self.body.addLayout(head)
        self.body.addWidget(self.form)
        self.body.addWidget(self._none)
        self.body.addLayout(self._list)
        self.form.hide()

    # -- shown

    def show_marks(self, data: ChartData, view: View) -> None:
        """Show the marks of a chart within the days it shows; a form that is being filled in for
        it stays."""
        before = self._data.name if self._data else None
        marks = cuts_of(data.name, view)
        is_new = (marks, data.name) != (self._marks, before)
        self._data, self._marks = data, marks
        if self.form.mark and self.form.mark not in {cut.id for cut in marks}:
            self._is_open = False  # removed elsewhere, or undone
        self._show_form()
        self._none.setVisible(not marks)
        if is_new:
            self._fill()

    def _fill(self) -> None:
        for row in self._rows.values():
            self._list.removeWidget(row)
            row.hide()
            row.deleteLater()
        numbers = number_tests(self._marks)
        self._rows = {cut.id: self._row(cut, numbers.get(cut.id)) for cut in self._marks}
        for row in self._rows.values():
            self._list.addWidget(row)

    def _row(self, cut: Cut, number: int | None) -> QFrame:
        lang, kind = self._lang, kind_of(cut.kind)
        row = QFrame()
        row.setProperty("look", "line")
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 5, 0, 5)
        line.setSpacing(10)
        title = lang.text(kind.there) + ("" if number is None else f" {number}")
        day = label(lang.date_axis(cut.day), "small", wrap=False, number=True)
        day.setMinimumWidth(theme.px(92))
        words = label(cut.text, selectable=True)
        where = label(lang.text(N_("All charts")) if not cut.chart else "", "small", wrap=False)
        said = f"{title}, {lang.date_axis(cut.day)}: {cut.text}"
        row.setAccessibleName(said)
        line.addWidget(day)
        line.addWidget(tag(title, kind.family))
        line.addWidget(words, 1)
        line.addWidget(where)
        for icon, name, act in (
            ("pencil", N_("Change"), self.change),
            ("trash-2", N_("Remove"), self.remove),
        ):
            made = button(
                "", partial(act, cut.id), icon=icon, plain=True, small=True, name=lang.text(name)
            )
            made.setAccessibleDescription(said)
            line.addWidget(made)
        return row

    @property
    def marks(self) -> tuple[Cut, ...]:
        """The marks shown, oldest first."""
        return self._marks

    @property
    def is_writing(self) -> bool:
        """Whether the form is in sight."""
        return self._is_open and self._data is not None and self.form.chart == self._data.name

    def head_height(self) -> int:
        """How tall the heading and the form are together."""
        edges = self.body.contentsMargins()
        heading = self.add_button.sizeHint().height() + self.body.spacing()
        return edges.top() + heading + self.form.sizeHint().height() + edges.bottom()

    def primary(self) -> QPushButton:
        """The button that Ctrl+Enter presses while a mark is being written."""
        return self.form.save_button

    def hold(self, mark: str) -> bool:
        """Bring the row of a mark into sight; whether it is there."""
        row = self._rows.get(mark)
        if row is not None:
            buttons = row.findChildren(QPushButton)
            buttons[0].setFocus(Qt.FocusReason.OtherFocusReason)
        return row is not None

    # -- done

    def begin(self, kind: CutKind, day: date) -> None:
        """Write a new mark of this kind, on this day to begin with."""
        if self._data is None:
            return
        self._is_open = True
        self.form.begin(kind, day, self._data)
        self._show_form()
        self.form.reason.setFocus(Qt.FocusReason.OtherFocusReason)

    def change(self, mark: str) -> None:
        """Change a mark in the form."""
        cut = next((cut for cut in self._marks if cut.id == mark), None)
        if cut is not None and self._data is not None:
            self._is_open = True
            self.form.change(cut, self._data)
            self._show_form()
            self.form.reason.setFocus(Qt.FocusReason.OtherFocusReason)
            self.form.reason.selectAll()

    def remove(self, mark: str) -> None:
        """Remove a mark; it can be undone."""
        bridge, step = self._bridge, N_("Remove a mark")
        bridge.leaving.emit()
        if bridge.guarded(lambda: (bridge.attempt(step, edits.remove_mark, mark),)) is not None:
            self.add_button.setFocus(Qt.FocusReason.OtherFocusReason)
            said = self._lang.text(N_("The mark has been removed."))
            undo = (self._lang.text(N_("Undo")), bridge.undo)
            bridge.say(said, key="mark", answers=(undo,))

    def fill_menu(self, menu: QMenu, day: date) -> None:
        """What can be marked at a measurement, as items of a menu."""
        text = self._lang.text
        left_out = [cut for cut in self._marks if (cut.day, cut.kind) == (day, "left_out")]
        for cut in left_out:
            back = menu.addAction(text(N_("Let the measurement count again")))
            back.triggered.connect(partial(self._remove_by_menu, cut.id))
        for kind in KINDS:
            if kind.id != "left_out" or not left_out:
                action = menu.addAction(text(kind.here))
                action.triggered.connect(partial(self._begin_by_menu, kind.id, day))

    def _begin_by_menu(self, kind: CutKind, day: date, _checked: bool = False) -> None:
        self.begin(kind, day)

    def _remove_by_menu(self, mark: str, _checked: bool = False) -> None:
        self.remove(mark)

    def _add(self, kind: CutKind, _checked: bool = False) -> None:
        days = [point.at for point in self._data.points] if self._data else []
        self.begin(kind, days[-1] if days else self._bridge.today())

    def _close(self) -> None:
        self._is_open = False
        self._show_form()
        self.add_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_form(self) -> None:
        is_open = self.is_writing
        if is_open == self.form.isHidden():
            self.form.setVisible(is_open)
            self.add_button.setVisible(not is_open)
            self.form_turned.emit()
