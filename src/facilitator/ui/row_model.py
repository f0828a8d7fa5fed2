"""One table model for every list: rows with ids, columns as plain rows of a table."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Literal, Protocol

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QWidget

from facilitator.language import Language
from facilitator.ui import parts, theme

Index = QModelIndex | QPersistentModelIndex
Side = Literal["left", "right", "centre"]

_SIDES: Mapping[Side, Qt.AlignmentFlag] = MappingProxyType(
    {
        "left": Qt.AlignmentFlag.AlignLeft,
        "right": Qt.AlignmentFlag.AlignRight,
        "centre": Qt.AlignmentFlag.AlignHCenter,
    }
)


class Row(Protocol):
    """A frozen value that can be told from the others by its id and compared by ==."""

    @property
    def id(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its title as a msgid and what it shows of a row.

    Attributes:
        value: the text of a row; True or False where the role is “check”.
        tone: of a row, the name of a token its text is written in, or “” for the ink.
        edit: takes a row and what was typed (or ticked); False refuses it. None: not editable.
    """

    title: str
    value: Callable[[Any], object]
    align: Side = "left"
    role: Literal["text", "number", "strong", "check"] = "text"
    tone: Callable[[Any], str] | None = None
    edit: Callable[[Any, Any], bool] | None = None


class RowModel(QAbstractTableModel):
    """Rows of a list. `set_rows` tells the views only what differs, so that selection, scroll
    and open editors stay with their rows."""

    def __init__(
        self, columns: Sequence[Column], lang: Language, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._columns = tuple(columns)
        self._titles = tuple(lang.text(column.title) for column in columns)
        self._rows: list[Row] = []

    @property
    def rows(self) -> tuple[Row, ...]:
        """The rows shown, in order."""
        return tuple(self._rows)

    def row_at(self, index: Index) -> Any:
        """The row of an index, or None for an invalid one."""
        return self._rows[index.row()] if index.isValid() else None

    def index_of(self, key: str, column: int = 0) -> QModelIndex:
        """The index of the row with an id; invalid when there is none."""
        found = next((at for at, row in enumerate(self._rows) if row.id == key), None)
        return QModelIndex() if found is None else self.index(found, column)

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Show these rows in this order; ValueError when two have the same id."""
        keys = [row.id for row in rows]
        if len(set(keys)) != len(keys):
            raise ValueError("Two rows have the same id.")
        self._remove_all_but(set(keys))
        if keys != [row.id for row in self._rows]:
            self._order(rows)
        self._renew(rows)

    def _remove_all_but(self, keys: set[str]) -> None:
        gone = [at for at, row in enumerate(self._rows) if row.id not in keys]
        for first, last in reversed(list(_runs(gone))):
            self.beginRemoveRows(QModelIndex(), first, last)
            del self._rows[first : last + 1]
            self.endRemoveRows()

    def _order(self, rows: Sequence[Row]) -> None:
        # Rows of the longest ascending sequence stay; only the others move.
        was = {row.id: at for at, row in enumerate(self._rows)}
        staying = _longest_rising([was[row.id] for row in rows if row.id in was])
        at = 0
        while at < len(rows):
            key = rows[at].id
            if was.get(key) in staying:
                at += 1
                continue
            place = self._after(rows[at - 1].id) if at else 0
            if key not in was:
                at = self._insert(rows, at, place, was)
            else:
                self._move(self._after(key) - 1, place)
                at += 1

    def _after(self, key: str) -> int:
        return next(at for at, row in enumerate(self._rows) if row.id == key) + 1

    def _insert(self, rows: Sequence[Row], at: int, place: int, was: Mapping[str, int]) -> int:
        end = at
        while end < len(rows) and rows[end].id not in was:
            end += 1
        self.beginInsertRows(QModelIndex(), place, place + end - at - 1)
        self._rows[place:place] = rows[at:end]
        self.endInsertRows()
        return end

    def _move(self, start: int, place: int) -> None:
        if place in (start, start + 1):
            return
        self.beginMoveRows(QModelIndex(), start, start, QModelIndex(), place)
        row = self._rows.pop(start)
        self._rows.insert(place if place < start else place - 1, row)
        self.endMoveRows()

    def _renew(self, rows: Sequence[Row]) -> None:
        pairs = enumerate(zip(self._rows, rows, strict=True))
        changed = [at for at, (old, new) in pairs if old != new]
        self._rows = list(rows)
        for first, last in _runs(changed):
            self.dataChanged.emit(
                self.index(first, 0), self.index(last, max(0, len(self._columns) - 1))
            )

    # What Qt asks

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._columns)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self._columns):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._titles[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _SIDES[self._columns[section].align] | Qt.AlignmentFlag.AlignVCenter
        return None

    def _colour(self, row: Row, column: Column) -> QColor | None:
        tone = column.tone(row) if column.tone else ""
        around = self.parent()
        now = theme.tokens_of(around if isinstance(around, QWidget) else None)
        return QColor(getattr(now, tone)) if tone else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        if role == Qt.ItemDataRole.ForegroundRole:
            return self._colour(self._rows[index.row()], self._columns[index.column()])
        answer = _ANSWERS.get(role)
        return answer and answer(self._rows[index.row()], self._columns[index.column()])

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        if not index.isValid() or self._columns[index.column()].edit is None:
            return flags
        ticked = self._columns[index.column()].role == "check"
        more = Qt.ItemFlag.ItemIsUserCheckable if ticked else Qt.ItemFlag.ItemIsEditable
        return flags | more

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        column = self._columns[index.column()]
        if column.edit is None:
            return False
        if role == Qt.ItemDataRole.CheckStateRole and column.role == "check":
            ticked = Qt.CheckState(value) == Qt.CheckState.Checked
            return column.edit(self._rows[index.row()], ticked)
        if role == Qt.ItemDataRole.EditRole and column.role != "check":
            return column.edit(self._rows[index.row()], value)
        return False


def _shown(row: Row, column: Column) -> str | None:
    return None if column.role == "check" else str(column.value(row))


def _ticked(row: Row, column: Column) -> Qt.CheckState | None:
    if column.role != "check":
        return None
    return Qt.CheckState.Checked if column.value(row) else Qt.CheckState.Unchecked


def _whole(row: Row, column: Column) -> str | None:
    text = _shown(row, column)
    return parts.tooltip(text) if text else None


def _aligned(_row: Row, column: Column) -> Qt.AlignmentFlag:
    return _SIDES[column.align] | Qt.AlignmentFlag.AlignVCenter


def _lettered(_row: Row, column: Column) -> object:
    if column.role == "number":
        return theme.font(number=True)
    return theme.font("strong") if column.role == "strong" else None


_ANSWERS: Mapping[int, Callable[[Row, Column], object]] = MappingProxyType(
    {
        Qt.ItemDataRole.DisplayRole: _shown,
        Qt.ItemDataRole.EditRole: _shown,
        Qt.ItemDataRole.CheckStateRole: _ticked,
        Qt.ItemDataRole.ToolTipRole: _whole,
        Qt.ItemDataRole.TextAlignmentRole: _aligned,
        Qt.ItemDataRole.FontRole: _lettered,
    }
)


def _runs(numbers: Sequence[int]) -> Iterator[tuple[int, int]]:
    """First and last of each run of neighbours in rising numbers."""
    start = 0
    for at in range(1, len(numbers) + 1):
        if at == len(numbers) or numbers[at] != numbers[at - 1] + 1:
            yield numbers[start], numbers[at - 1]
            start = at


def _longest_rising(numbers: Sequence[int]) -> frozenset[int]:
    """The longest rising subsequence of distinct numbers (patience sorting)."""
    tops: list[int] = []
    before: dict[int, int | None] = {}
    for number in numbers:
        pile = bisect_left(tops, number)
        before[number] = tops[pile - 1] if pile else None
        tops[pile : pile + 1] = [number]
    found: set[int] = set()
    last = tops[-1] if tops else None
    while last is not None:
        found.add(last)
        last = before[last]
    return frozenset(found)
