"""The survey among the members, typed as counts: one wave after another beside its form."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QListView, QPushButton, QVBoxLayout, QWidget

from facilitator.domain.surveys import Survey
from facilitator.language import N_, Language
from facilitator.ui import theme
from facilitator.ui.bridge import Bridge
from facilitator.ui.history.survey_form import SurveyForm, Typed, typed_of
from facilitator.ui.page import PAGE_MARGINS
from facilitator.ui.parts import button, label, page_scroll
from facilitator.ui.row_model import Column, RowModel

_SIDE_WIDTH, _SIDE_HEIGHT, _NARROW_BELOW, _MOST = 250, 120, 780, 16_777_215


@dataclass(frozen=True, slots=True)
class _Line:
    id: str
    words: str


class SurveyPanel(QWidget):
    """The waves beside the form of one. What is typed and not saved stays until it is wanted.

    `left`: back to the charts.
    """

    left = Signal()

    def __init__(self, bridge: Bridge) -> None:
        super().__init__()
        self._bridge, self._lang = bridge, bridge.lang
        self._surveys: dict[str, Survey] = {}
        self._typed: dict[str, Typed] = {}
        self._picking = False
        text = self._lang.text
        back = text(N_("All charts"))
        self.back = button(back, self.left.emit, icon="arrow-left", small=True)
        self.new_button = button(text(N_("New survey")), lambda: self.show_one(""), icon="plus")
        self.list = QListView()
        self.list.setAccessibleName(text(N_("Surveys")))
        self._model = RowModel((Column("", lambda line: line.words),), self._lang, self.list)
        self.list.setModel(self._model)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.selectionModel().currentChanged.connect(self._on_current)
        none = N_("The first survey is typed here; the chart shows it beside the national figures.")
        self._none = label(text(none), "small")
        self.form = SurveyForm(bridge)
        self.form.saved.connect(self._on_saved)
        self.form.removed.connect(self._on_removed)
        self._lay()

    def _lay(self) -> None:
        side = QVBoxLayout()
        side.setSpacing(10)
        side.addWidget(self.new_button)
        side.addWidget(self.list, 1)
        side.addWidget(self._none)
        side.addStretch()
        self._side = QWidget()
        self._side.setLayout(side)
        side.setContentsMargins(0, 0, 0, 0)
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, theme.BAR_WIDTH, 0)
        self.form.setMaximumWidth(theme.px(860))
        column.addWidget(self.form)
        column.addStretch(1)
        self._row = row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        row.setSpacing(16)
        row.addWidget(self._side)
        row.addWidget(page_scroll(inner), 1)
        whole = QVBoxLayout(self)
        left, top, right, bottom = PAGE_MARGINS
        whole.setContentsMargins(left, top - 6, right - theme.BAR_WIDTH, bottom)
        whole.setSpacing(10)
        whole.addWidget(self.back, 0, Qt.AlignmentFlag.AlignLeft)
        whole.addLayout(row, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is no room for both, the waves stand above the form."""
        super().resizeEvent(event)
        is_narrow = self.width() < theme.px(_NARROW_BELOW)
        ways = QBoxLayout.Direction
        self._row.setDirection(ways.TopToBottom if is_narrow else ways.LeftToRight)
        self._side.setMinimumWidth(0 if is_narrow else theme.px(_SIDE_WIDTH))
        self._side.setMaximumWidth(_MOST if is_narrow else theme.px(_SIDE_WIDTH))
        self._side.setContentsMargins(0, 0, theme.BAR_WIDTH if is_narrow else 0, 0)
        self._side.setMaximumHeight(theme.px(_SIDE_HEIGHT) if is_narrow else _MOST)

    def show_surveys(self, surveys: Sequence[Survey]) -> None:
        """Show these waves, the newest first; what is being typed stays."""
        before = self._surveys.get(self.form.survey)
        self._surveys = {one.id: one for one in reversed(surveys)}
        self.form.know(surveys)
        lines = [_Line(one.id, _say(one, self._lang)) for one in self._surveys.values()]
        self._picking = True
        self._model.set_rows(lines)
        self._picking = False
        self.list.setVisible(bool(lines))
        self._none.setVisible(not lines)
        now = self._surveys.get(self.form.survey)
        if self.form.survey and now is None:
            self.show_one(next(iter(self._surveys), ""))
        elif now != before and not self.is_dirty(before):
            self.form.show_survey(now)
        self._hold()

    def show_one(self, survey: str) -> None:
        """Show a wave in the form; empty for a new one."""
        self._keep()
        self.form.show_survey(self._surveys.get(survey), self._typed.get(survey))
        self._hold()
        if not survey:
            self.form.day.line.setFocus()
            self.form.day.line.selectAll()

    def focus_form(self) -> None:
        """Let the first field be typed in."""
        self.form.day.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def hold(self, survey: str) -> bool:
        """Bring a wave into sight; whether it is there."""
        if survey not in self._surveys:
            return False
        if survey != self.form.survey:
            self.show_one(survey)
        return True

    def is_dirty(self, stored: Survey | None) -> bool:
        """Whether the form holds something else than what is stored."""
        return self.form.typed != typed_of(stored, self._bridge.today(), self._lang)

    def primary(self) -> QPushButton:
        """The button that Ctrl+Enter presses."""
        return self.form.save_button

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _keep(self) -> None:
        """Remember what is typed of the wave in the form, if it is not stored."""
        key = self.form.survey
        self._typed.pop(key, None)
        if self.is_dirty(self._surveys.get(key)):
            self._typed[key] = self.form.typed

    def _hold(self) -> None:
        self._picking = True
        index = self._model.index_of(self.form.survey)
        self.list.setCurrentIndex(index)
        if not index.isValid():
            self.list.clearSelection()
        self._picking = False

    def _on_current(self) -> None:
        line = self._model.row_at(self.list.currentIndex())
        if line is not None and not self._picking and line.id != self.form.survey:
            self.show_one(line.id)

    def _on_saved(self, survey: str) -> None:
        self._typed.pop(self.form.survey, None)
        self.form.show_survey(self._surveys.get(survey))
        self._hold()
        self._bridge.say(self._lang.text(N_("The survey has been saved.")), "ok", key="survey")

    def _on_removed(self) -> None:
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)


def _say(survey: Survey, lang: Language) -> str:
    """15. sep. 2025 · 11 af 15 svarede."""
    day = lang.date_axis(survey.held)
    if survey.invited is None:
        said = lang.plural("{n} answered", "{n} answered", survey.answered)
    else:
        said = lang.text(
            N_("{answered} of {invited} answered"),
            answered=lang.number(survey.answered),
            invited=lang.number(survey.invited),
        )
    return f"{day} · {said}"
