"""What the first item of an agenda asks about: every open commitment, and topics due again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import cast

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QListView,
    QMenu,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from facilitator.domain.agenda import Revisit
from facilitator.domain.followup import CARRIED_TOO_OFTEN
from facilitator.domain.outcomes import Commitment
from facilitator.language import N_, Language
from facilitator.ui import theme
from facilitator.ui.bridge import Bridge
from facilitator.ui.followup.card import wrap_lines
from facilitator.ui.line_table import paint_ground
from facilitator.ui.parts import button, label, tooltip
from facilitator.ui.parts.status_look import owner_words
from facilitator.ui.row_model import Column, RowModel

Index = QModelIndex | QPersistentModelIndex

_EDGE, _AIR, _LINES = 8, 6, 2
_Lines = tuple[tuple[str, int, theme.Role, str], ...]
"""Each text as it is broken, its height, its role and its colour."""
_NO_BREAK = "\N{NO-BREAK SPACE}"


class OpenDelegate(QStyledItemDelegate):
    """Paints what was agreed, and below it whose it is, its age and how often it was carried."""

    def __init__(self, parent: OpenList) -> None:
        super().__init__(parent)
        self._list = parent
        self._laid: dict[tuple[Commitment, str, int], _Lines] = {}

    def forget(self) -> None:
        """Lay everything anew, as with other fonts."""
        self._laid.clear()

    def height(self, one: Commitment, width: int) -> int:
        """How tall a row is at a width."""
        return sum(tall for _, tall, _, _ in self._lines(one, width)) + 2 * theme.px(_AIR)

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        width = self._list.viewport().width()
        return QSize(width, self.height(index.model().row_at(index), width))  # type: ignore[attr-defined]

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        one = index.model().row_at(index)  # type: ignore[attr-defined]
        box, now = option.rect, theme.tokens_of(option.widget)
        paint_ground(self, painter, option, index)
        painter.save()
        room = box.adjusted(theme.px(_EDGE), theme.px(_AIR), -theme.px(_EDGE), 0)
        for text, tall, role, tone in self._lines(one, box.width()):
            painter.setFont(theme.font(role))
            painter.setPen(QColor(getattr(now, tone)))
            painter.drawText(room, Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextDontClip, text)
            room.setTop(room.top() + tall)
        painter.restore()

    def _lines(self, one: Commitment, width: int) -> _Lines:
        told = self._list.about(one)
        if (one, told, width) not in self._laid:
            room = width - 2 * theme.px(_EDGE)
            action = wrap_lines(one.action, theme.font("body"), room, _LINES)
            # Broken between what is told, rather than within it.
            kept = told.replace(" ", _NO_BREAK).replace(f"{_NO_BREAK}·{_NO_BREAK}", " · ")
            about = wrap_lines(kept, theme.font("small"), room, _LINES)
            tone = "warn" if one.carried >= CARRIED_TOO_OFTEN else "ink2"
            self._laid[one, told, width] = ((*action, "body", "ink"), (*about, "small", tone))
        return self._laid[one, told, width]


class OpenList(QListView):
    """The commitments in a list that scrolls by itself. Emits `opened` with the one wanted."""

    opened = Signal(str)

    def __init__(self, bridge: Bridge) -> None:
        super().__init__()
        self._bridge = bridge
        self._clinics: Mapping[str, str] = {}
        self._room = theme.px(200)
        self._model = RowModel((Column("", self._spoken),), bridge.lang, self)
        self.setModel(self._model)
        self._delegate = OpenDelegate(self)
        self.setItemDelegate(self._delegate)
        self.setAccessibleName(bridge.lang.text(N_("Open commitments")))
        self.setAccessibleDescription(bridge.lang.text(N_("Enter goes to the commitment.")))
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setMouseTracking(True)
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor)

    def show_commitments(self, rows: Sequence[Commitment], clinics: Mapping[str, str]) -> None:
        """Show these; clinics: the name of each member's clinic."""
        self._clinics = clinics
        self._model.set_rows(rows)
        self._fit()

    def set_room(self, height: int) -> None:
        """How tall the list may be in pixels; what it has no room for is scrolled to."""
        self._room = height
        self._fit()

    def about(self, one: Commitment) -> str:
        """Whose it is, where, how old, and how often it was carried."""
        lang = self._bridge.lang
        owner, clinic = owner_words(one, lang), self._clinics.get(one.member or "", "")
        age = lang.age(one.agreed, self._bridge.today())
        times = lang.plural("carried {n} time", "carried {n} times", one.carried)
        parts = filter(None, (owner, clinic, age, times if one.carried else ""))
        return " · ".join(parts)

    def _spoken(self, one: Commitment) -> str:
        return f"{one.action}. {self.about(one)}"

    def _fit(self) -> None:
        width = self.viewport().width()
        rows = cast("tuple[Commitment, ...]", self._model.rows)
        tall = sum(self._delegate.height(one, width) for one in rows)
        self.setFixedHeight(min(tall + 2 * self.frameWidth() + 4, self._room))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.scheduleDelayedItemsLayout()
            self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._delegate.forget()
            self.scheduleDelayedItemsLayout()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if event.button() is Qt.MouseButton.LeftButton:
            self._open(self.indexAt(event.position().toPoint()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._open(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self.currentIndex().isValid():
            self.setCurrentIndex(self._model.index(0, 0))

    def _open(self, index: QModelIndex) -> None:
        one = self._model.row_at(index)
        if one is not None:
            self.opened.emit(one.id)


class OpenCommitments(QWidget):
    """Every open commitment under a heading that counts them; a click goes to it."""

    def __init__(self, bridge: Bridge) -> None:
        super().__init__()
        self._lang = bridge.lang
        self.count = label("", "strong")
        nothing = N_("There are no open commitments to ask about.")
        self.nothing = label(bridge.lang.text(nothing), "muted")
        self.list = OpenList(bridge)
        self.list.opened.connect(partial(bridge.open_place, "follow_up"))
        self.list.setToolTip(tooltip(bridge.lang.text(N_("Go to the commitment"))))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        for part in (self.count, self.nothing, self.list):
            column.addWidget(part)

    def show_commitments(self, rows: Sequence[Commitment], clinics: Mapping[str, str]) -> None:
        """Show these; clinics: the name of each member's clinic."""
        count = self._lang.plural("{n} open commitment", "{n} open commitments", len(rows))
        self.count.setText(count)
        self.nothing.setVisible(not rows)
        for part in (self.count, self.list):
            part.setVisible(bool(rows))
        self.list.show_commitments(rows, clinics)


class Revisits(QWidget):
    """Topics that were to be taken up again and what was parked for a coming meeting, behind one
    button. Emits `wanted` with the one to put on the agenda."""

    wanted = Signal(str)

    def __init__(self, lang: Language) -> None:
        super().__init__()
        self._lang = lang
        self.button = button("…", lambda: None, small=True, plain=True)
        self.button.setProperty("opens", "true")
        self.menu = QMenu(self.button)
        self.button.setMenu(self.menu)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.button)
        row.addStretch(1)

    def show_topics(self, topics: Sequence[Revisit]) -> None:
        """Offer these; without any nothing is seen."""
        lang = self._lang
        words = _words(lang, topics)
        self.button.setText(words)
        self.button.setAccessibleName(words)
        self.menu.clear()
        for one in topics:
            title = one.title
            if one.sort == "case":
                title = lang.text(N_("The case {title}"), title=lang.quote(title))
            line = f"{title} ({lang.month_axis(one.since)})".replace("&", "&&")
            self.menu.addAction(line).triggered.connect(partial(self._want, one.id))
        self.setVisible(bool(topics))

    def _want(self, topic: str, _checked: bool = False) -> None:
        self.wanted.emit(topic)


def _words(lang: Language, topics: Sequence[Revisit]) -> str:
    n = len(topics)
    if any(one.sort == "case" for one in topics):
        return lang.plural("{n} thing to take up again", "{n} things to take up again", n)
    return lang.plural("{n} topic to take up again", "{n} topics to take up again", n)
