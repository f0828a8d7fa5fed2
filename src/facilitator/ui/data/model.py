"""Figures as a table: what is stored, what is typed over it, and what is wrong with that."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QWidget

from facilitator.domain.indicators import Cell, Indicator, Period, Value
from facilitator.domain.number_words import Mark
from facilitator.domain.pasted_cells import Grid
from facilitator.domain.period_words import read_period
from facilitator.domain.shares import Share
from facilitator.domain.typed_values import (
    DENOMINATOR,
    FIGURE,
    NUMERATOR,
    Flaw,
    Sound,
    find_misfit,
    places_of,
    read_row,
)
from facilitator.language import N_, Language
from facilitator.ui import parts, theme

Index = QModelIndex | QPersistentModelIndex

_PLACES = 3
_TITLES = {NUMERATOR: N_("Numerator"), DENOMINATOR: N_("Denominator"), FIGURE: N_("Per cent")}
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True, slots=True)
class GridLine:
    """A row: what it is called, which cell it is of, and what is stored there."""

    label: str
    cell: Cell
    stored: Value | None = None


class GridModel(QAbstractTableModel):
    """What is stored and what is typed over it. `settled`: rows that are sound, as (cell, Sound).

    What is typed in a row that is not sound stays here, also while other rows are shown.
    """

    settled = Signal(list)
    drafted = Signal()

    def __init__(self, lang: Language, parent: QObject) -> None:
        super().__init__(parent)
        self._lang = lang
        self._mark: Mark = "," if lang.code == "da" else "."
        self.indicator = Indicator("", "")
        self._lines: tuple[GridLine, ...] = ()
        self._first = ""
        self._clinic = ""
        self._drafts: dict[Cell, dict[int, str]] = {}
        self._counted: dict[Period, dict[Cell, Share]] = {}

    # -- what is shown

    @property
    def lines(self) -> tuple[GridLine, ...]:
        return self._lines

    @property
    def places(self) -> tuple[int, ...]:
        return places_of(self.indicator.kind)

    @property
    def has_drafts(self) -> bool:
        """Whether something is typed that is not stored."""
        return bool(self._drafts)

    @property
    def unsound(self) -> int:
        """How many rows are typed in and not stored, seen or not."""
        return len(self._drafts)

    @property
    def grid(self) -> Grid:
        """The rows, as cells are put in from a spreadsheet."""
        labels = [line.label for line in self._lines]
        if self._clinic:
            return Grid(labels, self.places, "period", self.row_of_period, self._clinic)
        shared = self._lines[0].cell[2] if self._lines else ""
        return Grid(labels, self.places, shared=shared)

    def show_lines(
        self,
        indicator: Indicator,
        first: str,
        lines: Sequence[GridLine],
        clinic: str = "",
        stored: Sequence[Value] = (),
    ) -> None:
        """Show these rows; `first` is the title of their names. Drafts of an other indicator go.

        clinic: whose figures they are, where each row is a period; else each is a clinic.
        stored: all that is stored of the indicator, in other rows too.
        """
        self._clinic = clinic
        self._counted = {}
        for value in stored:
            if value.share is not None:
                self._counted.setdefault(value.period, {})[value.cell] = value.share
        if indicator.id != self.indicator.id:
            self._drafts.clear()
        is_same = (indicator.kind, first, [one.cell for one in lines]) == (
            self.indicator.kind,
            self._first,
            [one.cell for one in self._lines],
        )
        if is_same:
            self.indicator, self._lines = indicator, tuple(lines)
            self._tell(range(len(lines)))
            return
        self.beginResetModel()
        self.indicator, self._first, self._lines = indicator, first, tuple(lines)
        self.endResetModel()

    def text(self, row: int, place: int) -> str:
        """What stands at a place: what is typed, else what is stored."""
        line = self._lines[row]
        draft = self._drafts.get(line.cell, {})
        return draft[place] if place in draft else self._stored(line, place)

    def row_of_period(self, text: str) -> int | None:
        """The one row of a period, however that is written; none where rows are clinics."""
        period = read_period(text)
        found = [row for row, line in enumerate(self._lines) if line.cell[2] == period]
        return found[0] if len(found) == 1 else None

    def flaw(self, row: int) -> Flaw | None:
        """What is wrong in a row, if it is drafted."""
        if self._lines[row].cell not in self._drafts:
            return None
        read = self._read(row)
        return read if isinstance(read, Flaw) else None

    def _read(self, row: int) -> Sound | Flaw:
        """What a row says, or what is wrong with it, also beside the others of its period."""
        read, cell = self._read_alone(row), self._lines[row].cell
        if isinstance(read, Flaw) or read.share is None:
            return read
        return find_misfit(cell, read.share, self._beside_counts(cell)) or read

    def _read_alone(self, row: int) -> Sound | Flaw:
        texts = [self.text(row, place) for place in range(_PLACES)]
        return read_row(texts, self.indicator, self._mark)

    def _beside_counts(self, cell: Cell) -> dict[Cell, Share]:
        """The counts of a period: for the country with all that is typed, else with the country."""
        counts = dict(self._counted.get(cell[2], {}))
        for row, line in enumerate(self._lines):
            is_with = "national" in (cell[0], line.cell[0]) and line.cell[2] == cell[2]
            if is_with and line.cell != cell and line.cell in self._drafts:
                read = self._read_alone(row)
                if isinstance(read, Sound) and read.share is not None:
                    counts[line.cell] = read.share
        return counts

    def _stored(self, line: GridLine, place: int) -> str:
        value = line.stored
        if value is None:
            return ""
        if value.share is not None:
            counts = {NUMERATOR: value.share.k, DENOMINATOR: value.share.n}
            return str(counts[place]) if place in counts else ""
        if place != FIGURE or value.exact is None:
            return ""
        times = 100 if self.indicator.kind == "share" else 1
        return self._lang.number(value.exact * times, value.decimals or 0)

    def _derived(self, row: int) -> str:
        """The percentage that the counts give, where nothing is typed there."""
        read = self._read_alone(row)
        if isinstance(read, Flaw) or read.share is None:
            return ""
        return self._lang.percent(read.share.k, read.share.n)

    # -- what is written

    def write(self, texts: Mapping[tuple[int, int], str]) -> None:
        """Put texts at rows and places; what became sound is told of at once."""
        rows = sorted({row for row, _ in texts if 0 <= row < len(self._lines)})
        for (row, place), text in texts.items():
            if row in rows and text != self.text(row, place):
                self._drafts.setdefault(self._lines[row].cell, {})[place] = text
        self._drop_cleared_figures(rows)
        self._tell(rows)
        drafted = [row for row in rows if self._lines[row].cell in self._drafts]
        reads = [(self._lines[row].cell, self._read(row)) for row in drafted]
        sound = [(cell, read) for cell, read in reads if isinstance(read, Sound)]
        if sound:
            self.settled.emit(sound)
        self.drafted.emit()

    def _drop_cleared_figures(self, rows: Iterable[int]) -> None:
        # Counts take the place of a figure that was told without them.
        for row in rows:
            line = self._lines[row]
            draft, value = self._drafts.get(line.cell, {}), line.stored
            is_counted = draft.get(NUMERATOR) or draft.get(DENOMINATOR)
            if is_counted and value is not None and value.share is None:
                draft.setdefault(FIGURE, "")

    def take(self, cells: Iterable[Cell]) -> dict[Cell, dict[int, str]]:
        """Forget what is typed in these cells, as it is being stored; it is answered."""
        return {cell: self._drafts.pop(cell) for cell in cells if cell in self._drafts}

    def give_back(self, drafts: Mapping[Cell, dict[int, str]]) -> None:
        """What was taken could not be stored."""
        self._drafts.update(drafts)
        self._tell(range(len(self._lines)))
        self.drafted.emit()

    def forget_all(self) -> None:
        """Take back all that is typed and not stored."""
        self._drafts.clear()
        self._tell(range(len(self._lines)))
        self.drafted.emit()

    def _tell(self, rows: Iterable[int]) -> None:
        last = self.columnCount() - 1
        for row in rows:
            self.dataChanged.emit(self.index(row, 0), self.index(row, last))

    # -- what Qt asks

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._lines)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.places) + 2

    def place_of(self, column: int) -> int | None:
        """The place that is written in a column, or none."""
        return self.places[column - 1] if 1 <= column <= len(self.places) else None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation != Qt.Orientation.Horizontal:
            return None
        place = self.place_of(section)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _LEFT if place is None else _RIGHT
        if role == Qt.ItemDataRole.ToolTipRole:
            told = {NUMERATOR: self.indicator.numerator, DENOMINATOR: self.indicator.denominator}
            return parts.tooltip(told.get(-1 if place is None else place, ""))
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if section == 0:
            return self._first
        if place is None:
            return ""
        is_number = self.indicator.kind == "number"
        return (
            self.indicator.unit or self._lang.text(N_("Figure"))
            if is_number
            else (self._lang.text(_TITLES[place]))
        )

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        editable = self.place_of(index.column()) is not None
        return flags | Qt.ItemFlag.ItemIsEditable if editable else flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or index.row() >= len(self._lines):
            return None
        place = self.place_of(index.column())
        if place is None:
            return self._beside(index, role)
        flaw = self.flaw(index.row())
        is_here = flaw is not None and flaw.place == place and not flaw.is_open
        text = self.text(index.row(), place)
        if role == Qt.ItemDataRole.EditRole:
            return text
        if role == Qt.ItemDataRole.DisplayRole:
            return text or (self._derived(index.row()) if place == FIGURE else "")
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT
        if role == Qt.ItemDataRole.FontRole:
            return theme.font(number=True)
        if role == Qt.ItemDataRole.ForegroundRole and not text:
            return QColor(self._tokens().ink2)
        if not is_here or flaw is None:
            return None
        words = flaw.words(self._lang)
        colours = {
            Qt.ItemDataRole.ForegroundRole: QColor(self._tokens().bad),
            Qt.ItemDataRole.BackgroundRole: QColor(self._tokens().bad_soft),
            Qt.ItemDataRole.ToolTipRole: parts.tooltip(words),
            Qt.ItemDataRole.AccessibleDescriptionRole: words,
        }
        return colours.get(Qt.ItemDataRole(role))

    def _beside(self, index: Index, role: int) -> object:
        """The name of a row, or at its end what is wrong in it."""
        is_name = index.column() == 0
        flaw = None if is_name else self.flaw(index.row())
        if role == Qt.ItemDataRole.DisplayRole:
            return (
                self._lines[index.row()].label
                if is_name
                else (flaw.words(self._lang) if flaw else "")
            )
        if role == Qt.ItemDataRole.ForegroundRole and flaw is not None:
            now = self._tokens()
            return QColor(now.ink2 if flaw.is_open else now.bad)
        return None

    def _tokens(self) -> theme.Tokens:
        around = self.parent()
        return theme.tokens_of(around if isinstance(around, QWidget) else None)

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        place = self.place_of(index.column())
        if role != Qt.ItemDataRole.EditRole or place is None:
            return False
        self.write({(index.row(), place): " ".join(str(value).split())})
        return True
