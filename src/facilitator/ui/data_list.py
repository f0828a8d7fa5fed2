"""The indicators of a cluster in a list, those of a cluster package together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from facilitator.domain.indicators import IndicatorRow
from facilitator.language import N_, Language
from facilitator.ui import theme
from facilitator.ui.row_model import Column, RowModel

_TITLE, _PACKAGE = 0, 1
_NARROW = 620
"""Design pixels below which the package and the number of periods are not shown."""


@dataclass(frozen=True, slots=True)
class IndicatorLine:
    """An indicator in the reader's words."""

    id: str
    title: str
    package: str
    newest: str
    periods: str
    clinics: str


COLUMNS = (
    Column(N_("Indicator"), lambda row: row.title, role="strong"),
    Column(N_("Cluster package"), lambda row: row.package, tone=lambda _row: "ink2"),
    Column(N_("Newest period"), lambda row: row.newest),
    Column(N_("Periods"), lambda row: row.periods, "right", "number"),
    Column(N_("Clinics"), lambda row: row.clinics, "right", "number"),
)


def indicator_lines(lang: Language, rows: Sequence[IndicatorRow]) -> tuple[IndicatorLine, ...]:
    """The lines of the list, in the order of the rows."""
    return tuple(
        IndicatorLine(
            one.indicator.id,
            one.indicator.title,
            one.indicator.package_title,
            one.newest.words(lang) if one.newest else lang.text(N_("no figures yet")),
            lang.number(one.periods) if one.periods else "",
            lang.number(one.clinics) if one.clinics else "",
        )
        for one in rows
    )


class DataList(QTableView):
    """Emits `opened` with the id of an indicator that was clicked, or chosen by Enter."""

    opened = Signal(str)

    def __init__(self, lang: Language) -> None:
        super().__init__()
        self.lines = RowModel(COLUMNS, lang, self)
        self.setModel(self.lines)
        self.setAccessibleName(lang.text(N_("Indicators")))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(theme.px(44))
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(_TITLE, QHeaderView.ResizeMode.Stretch)
        self.clicked.connect(self._open)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        for column in (_PACKAGE, 3):
            self.setColumnHidden(column, self.width() < theme.px(_NARROW))

    def choose(self, key: str) -> None:
        """Select the line of an indicator."""
        index = self.lines.index_of(key)
        if index.isValid():
            self.setCurrentIndex(index)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self._open(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def _open(self, index: QModelIndex) -> None:
        line = self.lines.row_at(index)
        if line is not None:
            self.opened.emit(line.id)
