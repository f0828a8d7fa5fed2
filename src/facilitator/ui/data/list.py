"""The indicators of a cluster in a list, those of a cluster package together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHeaderView

from facilitator.domain.indicators import IndicatorRow
from facilitator.language import N_, Language
from facilitator.ui import theme
from facilitator.ui.line_table import LineTable
from facilitator.ui.row_model import Column

_TITLE, _PACKAGE = 0, 1
_PACKAGE_LEAST = 0.2
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


class DataList(LineTable):
    """The indicators of a cluster; in a narrow page without their package and number of periods."""

    def __init__(self, lang: Language) -> None:
        super().__init__(COLUMNS, lang, lang.text(N_("Indicators")), _TITLE)
        self.horizontalHeader().setSectionResizeMode(_PACKAGE, QHeaderView.ResizeMode.Fixed)
        for told in (self.lines.modelReset, self.lines.dataChanged, self.lines.rowsInserted):
            told.connect(self._fit)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """The package has what the title, which tells what is measured, does not need."""
        whole, head = self.viewport().width(), self.horizontalHeader()
        others = range(_PACKAGE + 1, self.model().columnCount())
        left = whole - self.sizeHintForColumn(_TITLE) - sum(map(self.columnWidth, others))
        wanted = max(self.sizeHintForColumn(_PACKAGE), head.sectionSizeHint(_PACKAGE))
        self.setColumnWidth(_PACKAGE, min(wanted, max(left, int(whole * _PACKAGE_LEAST))))
        for column in (_PACKAGE, 3):
            self.setColumnHidden(column, self.width() < theme.px(_NARROW))
