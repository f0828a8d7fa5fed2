"""How the statuses of commitments look: their colours, choices and chips, the same everywhere."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen

from facilitator.domain.outcomes import Commitment
from facilitator.domain.statuses import STATUSES
from facilitator.language import N_, Language
from facilitator.ui import theme

FAMILIES: Mapping[str, str] = MappingProxyType(
    {
        "planned": "plain",
        "trying": "accent",
        "partly": "guideline",
        "introduced": "ok",
        "not_introduced": "warn",
        "dropped": "summary",
    }
)
DIGITS: Mapping[int, str] = MappingProxyType(
    {Qt.Key.Key_1 + at: status.id for at, status in enumerate(STATUSES)}
)
"""The key of each status: 1 to 6 in their order."""

KEYS_TOLD = N_("Keys 1–6 set the status, Space marks several; or drag to another column.")


def choices(lang: Language) -> tuple[tuple[str, str, str], ...]:
    """Id, words and colour of each status, for ChoiceChips."""
    return tuple((row.id, lang.text(row.title), FAMILIES[row.id]) for row in STATUSES)


def owner_words(one: Commitment, lang: Language) -> str:
    """Who tries it, in words."""
    if one.whole_cluster:
        return lang.text(N_("the whole cluster"))
    return one.owner or lang.text(N_("nobody yet"))


def introduced_words(one: Commitment, lang: Language) -> str:
    """How many of the whole cluster have introduced it, in words; empty while nobody has."""
    if not one.introduced_by:
        return ""
    many = len(one.introduced_by)
    return lang.plural("{n} member has introduced it", "{n} members have introduced it", many)


def chip_size(text: str, metrics: QFontMetrics) -> tuple[int, int]:
    """Width and height of a painted chip, of one line or several."""
    lines = text.split("\n")
    wide = max(metrics.horizontalAdvance(line) for line in lines)
    return wide + theme.px(18), len(lines) * metrics.height() + theme.px(6)


def paint_chip(
    painter: QPainter, box: QRect, text: str, family: str, now: theme.Tokens, *, ring: bool = False
) -> None:
    """A chip in the colours of a family; without one an outline. ring: it is the chosen one."""
    ink, ground = theme.tag_colours(family, now) if family else (now.ink2, now.surface)
    edge = now.accent if ring else (ground if family else now.button_line)
    frame = QRectF(box).adjusted(0.75, 0.75, -0.75, -0.75)
    painter.setPen(QPen(QColor(edge), 2 if ring else 1))
    painter.setBrush(QColor(ground))
    metrics = painter.fontMetrics()
    round_by = min(frame.height(), metrics.height() + theme.px(6)) / 2
    painter.drawRoundedRect(frame, round_by, round_by)
    painter.setPen(QColor(ink))
    room = box.adjusted(theme.px(7), 0, -theme.px(7), 0)
    mode = Qt.TextElideMode.ElideRight
    lines = (metrics.elidedText(line, mode, room.width()) for line in text.split("\n"))
    painter.drawText(room, Qt.AlignmentFlag.AlignCenter, "\n".join(lines))
