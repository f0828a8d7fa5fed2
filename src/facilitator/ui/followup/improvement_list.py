"""What has become better: a row for each improvement, a line to write one down, and a form."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QStackedWidget,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from facilitator.domain import categories
from facilitator.domain.board import Chosen
from facilitator.domain.improvements import Improvement
from facilitator.edits import improvements as edits
from facilitator.language import N_, Language
from facilitator.ui import theme
from facilitator.ui.bridge import Bridge
from facilitator.ui.followup.conflict import ConflictCard
from facilitator.ui.followup.improvement_form import ImprovementForm, owner_line
from facilitator.ui.followup.improvement_look import effect_words
from facilitator.ui.followup.known import Known
from facilitator.ui.line_table import dress_lines
from facilitator.ui.parts import Card, EmptyState, button, label, scroll_area
from facilitator.ui.past.history_button import history_foot
from facilitator.ui.row_model import Column, RowModel

WIDTH = 320
_WHO, _WHO_LEAST, _WHO_MOST = 2, 160, 260
"""A column, and between which widths it is, in design pixels."""
COUNTED = N_(
    "What is written down without a commitment counts in the categories. The members with an"
    " improvement are counted by their commitments."
)


@dataclass(frozen=True, slots=True)
class Line:
    """An improvement as a row; the id of its commitment where it came from one."""

    id: str
    improvement: Improvement


class ImprovementTable(QTableView):
    """Emits `picked` with the key of a row; `left`: Esc; `entered`: Enter."""

    picked = Signal(str)
    left = Signal()
    entered = Signal()

    def __init__(self, lang: Language) -> None:
        super().__init__()
        self._lang, self._picking = lang, False
        self.setAccessibleName(lang.text(N_("Improvements")))
        self._model = RowModel(self._columns(), lang, self)
        self.setModel(self._model)
        dress_lines(self, 54)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setFrameShape(QFrame.Shape.NoFrame)
        head = self.horizontalHeader()
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for at in (0, 1):
            head.setSectionResizeMode(at, QHeaderView.ResizeMode.Stretch)
        for at, wide in ((_WHO, _WHO_LEAST), (3, 172), (4, 108)):
            head.resizeSection(at, theme.px(wide))
        self.selectionModel().currentChanged.connect(self._on_current)

    def _columns(self) -> tuple[Column, ...]:
        lang = self._lang

        def category(line: Line) -> str:
            about = line.improvement.category
            return lang.text(categories.category(about).title) if about else ""

        def since(line: Line) -> str:
            day = line.improvement.since
            return lang.date_short(day) if day else ""

        return (
            Column(N_("Improvement"), lambda line: line.improvement.title, role="strong"),
            Column(N_("Measured"), lambda line: effect_words(line.improvement, lang)),
            Column(N_("Who and from where"), lambda line: owner_line(line.improvement, lang)),
            Column(N_("Category"), category),
            Column(N_("Since"), since),
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self.viewport().width()
        self.setColumnHidden(1, wide < theme.px(300))
        self.setColumnHidden(_WHO, wide < theme.px(420))
        self.setColumnHidden(3, wide < theme.px(760))
        self.setColumnHidden(4, wide < theme.px(560))
        who = min(max(wide // 5, theme.px(_WHO_LEAST)), theme.px(_WHO_MOST))
        self.horizontalHeader().resizeSection(_WHO, who)

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Show these; the view tells nobody of what moves by that."""
        self._picking = True
        self._model.set_rows(lines)
        self._picking = False

    def hold(self, key: str | None) -> None:
        """Show which one is chosen."""
        self._picking = True
        self.setCurrentIndex(self._model.index_of(key) if key else QModelIndex())
        if not key:
            self.clearSelection()
        self._picking = False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
        else:
            super().keyPressEvent(event)

    def _on_current(self, now: QModelIndex) -> None:
        line = self._model.row_at(now)
        if line is not None and not self._picking:
            self.picked.emit(line.id)


class ImprovementView(QWidget):
    """The improvements that are wanted, one of them in a form. `commitment_wanted`: its own;
    `stale`: the store is to be asked again."""

    commitment_wanted = Signal(str)
    stale = Signal()

    def __init__(self, bridge: Bridge) -> None:
        super().__init__()
        self._bridge, self._lang = bridge, bridge.lang
        self._known, self._wanted = Known(bridge), Chosen()
        self._lines: dict[str, Line] = {}
        self.chosen: str | None = None
        text = self._lang.text
        self.entry = QLineEdit(placeholderText=text(N_("What has become better? Enter saves it.")))
        self.entry.setAccessibleName(text(N_("Write an improvement down")))
        self.entry.returnPressed.connect(self._add)
        self.table = ImprovementTable(self._lang)
        self.table.picked.connect(self.choose)
        self.table.left.connect(lambda: self.choose(None))
        self.table.entered.connect(lambda: self.form.measure.setFocus())
        nothing = EmptyState(
            "trending-up",
            text(N_("No improvements yet")),
            text(N_("A commitment that is introduced becomes one; or write one down above.")),
        )
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(nothing)
        left = QVBoxLayout()
        left.setSpacing(10)
        left.addWidget(self.entry)
        left.addWidget(self._stack, 1)
        self.counted = label(text(COUNTED), "small")
        left.addWidget(self.counted)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(14)
        row.addLayout(left, 1)
        row.addWidget(self._side())

    def _side(self) -> Card:
        text = self._lang.text
        self.side = Card()
        self.side.setFixedWidth(theme.px(WIDTH))
        self.side.setAccessibleName(text(N_("Improvement")))
        self.side.body.setContentsMargins(1, 1, 1, 1)
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(14, 12, 14, 14)
        column.setSpacing(10)
        self.about = label("", "small")
        close = text(N_("Close"))
        out = button("", lambda: self.choose(None), icon="x", plain=True, small=True, name=close)
        head = QHBoxLayout()
        head.addWidget(self.about, 1)
        head.addWidget(out, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(head)
        self.conflict = ConflictCard(self._lang)
        column.addWidget(self.conflict)
        self.form = ImprovementForm(self._bridge, self.conflict, self.stale.emit)
        self.form.entered.connect(self.table.setFocus)
        column.addWidget(self.form)
        origin = text(N_("See the commitment it came from"))
        self.origin = button(origin, self._go, small=True)
        column.addWidget(self.origin, 0, Qt.AlignmentFlag.AlignLeft)
        self.remove = button(text(N_("Delete improvement")), self._remove, small=True, danger=True)
        column.addWidget(history_foot(self._bridge, self.remove))
        column.addStretch(1)
        self.side.body.addWidget(scroll_area(inner))
        self.side.hide()
        return self.side

    def show_improvements(self, rows: Sequence[Improvement], known: Known, wanted: Chosen) -> None:
        """Show these; the one in the form stays there.

        wanted: by what they were chosen; one that is written down is made to be among them.
        """
        self._known, self._wanted = known, wanted
        lines = [Line(one.commitment or one.id or "", one) for one in rows]
        self._lines = {line.id: line for line in lines}
        self.table.show_lines(lines)
        self._stack.setCurrentIndex(0 if lines else 1)
        self.counted.setVisible(any(line.improvement.commitment is None for line in lines))
        self._show()

    def things(self) -> tuple[tuple[str, str], ...]:
        """What is chosen, as tables and keys: what is written, and what it came from."""
        line = self._lines.get(self.chosen or "")
        one = line.improvement if line else None
        return (
            *((("improvement", one.id),) if one and one.id else ()),
            *((("commitment", one.commitment),) if one and one.commitment else ()),
        )

    def choose(self, key: str | None) -> None:
        """Show one of them in the form; none closes it."""
        if key != self.chosen:
            self.conflict.hide()
        self.chosen = key
        self._show()

    def write_one(self) -> None:
        """Put the cursor where a new one is written."""
        self.entry.setFocus()

    def _show(self) -> None:
        line = self._lines.get(self.chosen or "")
        self.side.setVisible(line is not None)
        self.table.hold(line.id if line else None)
        if line is not None:
            one = line.improvement
            self.about.setText(owner_line(one, self._lang))
            self.form.show_improvement(one, self._known)
            self.origin.setVisible(one.commitment is not None)
            self.remove.setVisible(one.commitment is None)

    def _add(self) -> None:
        title, cluster = self.entry.text().strip(), self._bridge.cluster
        if not title or cluster is None:
            return
        step, today = N_("Write an improvement down"), self._bridge.today()
        wanted = self._wanted
        about: dict[str, Any] = {
            "clinic_id": wanted.clinic,
            "category": wanted.category,
            "meeting_id": wanted.meeting or self._known.running,
        }
        key = self._bridge.do(step, edits.add_improvement, cluster, title, today, **about)
        if key is not None:
            self.entry.clear()
            self.choose(key)

    def _remove(self) -> None:
        line, step = self._lines.get(self.chosen or ""), N_("Delete improvement")
        if line is not None:
            seen = line.improvement.version
            self._bridge.do(step, edits.remove_improvement, line.id, seen=seen)
            self.stale.emit()

    def _go(self) -> None:
        if self.chosen is not None:
            self.commitment_wanted.emit(self.chosen)
