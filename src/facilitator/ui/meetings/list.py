"""The list of all meetings of a cluster, the latest first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent

from facilitator.domain.agenda import MeetingRow
from facilitator.domain.templates import TEMPLATES
from facilitator.language import N_, Language
from facilitator.ui import theme
from facilitator.ui.line_table import LineTable
from facilitator.ui.row_model import Column

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
_TEMPLATE, _ITEMS = 4, 5
_NARROW_BELOW = 940
_DELETE = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)


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
    local = one.start.astimezone(lang.zone).date()
    day = f"{lang.date_day(local)} {local.year}"
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


class MeetingList(LineTable):
    """The meetings of a cluster. Emits `deleting` with the id of the one to be deleted."""

    deleting = Signal(str)

    def __init__(self, lang: Language) -> None:
        super().__init__(COLUMNS, lang, lang.text(N_("Meetings")), _TEMPLATE)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        line = self.lines.row_at(self.currentIndex())
        if event.key() in _DELETE and not event.modifiers() and line is not None:
            self.deleting.emit(line.id)
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow list the name of the agenda goes before how many items it has."""
        self.setColumnHidden(_ITEMS, self.width() < theme.px(_NARROW_BELOW))
        super().resizeEvent(event)
