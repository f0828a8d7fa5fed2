"""The list of all meetings of a cluster, the latest first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from facilitator.domain.agenda import MeetingRow
from facilitator.domain.templates import TEMPLATES
from facilitator.language import N_, Language
from facilitator.ui import theme
from facilitator.ui.row_model import Column, RowModel

STATUSES = {
    "draft": N_("being planned"),
    "ready": N_("ready"),
    "running": N_("running"),
    "held": N_("held"),
    "closed": N_("closed"),
    "cancelled": N_("cancelled"),
}
TONES = {"running": "accent", "held": "ok", "closed": "ink2", "cancelled": "ink3"}
TITLES = {template.id: template.title for template in TEMPLATES}


@dataclass(frozen=True, slots=True)
class MeetingLine:
    """A meeting in the reader's words; `tone` is the token of its status."""

    id: str
    number: str
    day: str
    times: str
    status: str
    tone: str
    template: str
    items: str
    insights: str
    commitments: str


COLUMNS = (
    Column(N_("No."), lambda row: row.number, "right", "number"),
    Column(N_("Date"), lambda row: row.day, role="strong"),
    Column(N_("Time"), lambda row: row.times, role="number"),
    Column(N_("Status"), lambda row: row.status, tone=lambda row: row.tone),
    Column(N_("Agenda"), lambda row: row.template, tone=lambda _row: "ink2"),
    Column(N_("Items"), lambda row: row.items, "right", "number"),
    Column(N_("Insights"), lambda row: row.insights, "right", "number"),
    Column(N_("Commitments"), lambda row: row.commitments, "right", "number"),
)
_TEMPLATE = 4


def meeting_lines(
    lang: Language, meetings: Sequence[MeetingRow], now: datetime
) -> tuple[MeetingLine, ...]:
    """The lines of the list; the next meeting is said to be that."""
    coming = [m for m in meetings if m.status in ("draft", "ready") and m.end >= now]
    following = min(coming, key=lambda m: m.start).id if coming else ""
    return tuple(_line(lang, one, one.id == following) for one in meetings)


def _line(lang: Language, one: MeetingRow, is_next: bool) -> MeetingLine:
    status = lang.text(STATUSES[one.status])
    held = one.status in ("held", "closed", "running")
    day = lang.date_long(one.start.astimezone(lang.zone))
    return MeetingLine(
        one.id,
        lang.number(one.number),
        day[:1].upper() + day[1:],
        f"{lang.clock(one.start)}–{lang.clock(one.end)}",
        lang.text(N_("next · {status}"), status=status) if is_next else status,
        "accent" if is_next else TONES.get(one.status, "ink"),
        lang.text(TITLES.get(one.template, "")),
        lang.number(one.items),
        lang.number(one.insights) if held else "–",
        lang.number(one.commitments) if held else "–",
    )


class MeetingList(QTableView):
    """Emits `opened` with the id of a meeting that was clicked, or chosen by Enter."""

    opened = Signal(str)

    def __init__(self, lang: Language) -> None:
        super().__init__()
        self.lines = RowModel(COLUMNS, lang, self)
        self.setModel(self.lines)
        self.setAccessibleName(lang.text(N_("Meetings")))
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
        header.setSectionResizeMode(_TEMPLATE, QHeaderView.ResizeMode.Stretch)
        self.clicked.connect(self._open)

    def choose(self, key: str) -> None:
        """Select the line of a meeting."""
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
