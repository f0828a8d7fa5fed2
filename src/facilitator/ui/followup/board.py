"""The board: four columns of painted cards, one a card for each insight, moved by hand."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from PySide6.QtCore import QEvent, QMimeData, QModelIndex, QPoint, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QDrag,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QFrame,
    QHBoxLayout,
    QListView,
    QVBoxLayout,
    QWidget,
)

from facilitator.domain import statuses
from facilitator.domain.board import Card, count_elsewhere
from facilitator.language import N_, Language
from facilitator.ui import theme
from facilitator.ui.followup.card import Around, CardDelegate, spoken
from facilitator.ui.followup.keys import open_menu, take_key
from facilitator.ui.parts import Label, button, label, plain_tooltip
from facilitator.ui.parts.elided_button import ElidedButton
from facilitator.ui.parts.status_look import KEYS_TOLD
from facilitator.ui.row_model import Column, RowModel

MIME = "application/x-facilitator-commitments"
_LEAST_WIDTH = 156
"""Design pixels of a column: four of them stand beside the detail in a window 1280 wide."""


class ColumnView(QListView):
    """The cards of one column.

    `picked`: a commitment; `said`: a status key; `stepped`: ← or →; `marking`: commitments to
    mark or unmark, none for the chosen one; `dropped`: a card let go here, and its chip or “”;
    `answered`: a card and what its question was answered; `menu_wanted`: of a commitment, “” for
    the chosen one, and where.
    """

    picked = Signal(str)
    said = Signal(str)
    stepped = Signal(int)
    marking = Signal(list)
    dropped = Signal(str, str)
    answered = Signal(str, str)
    menu_wanted = Signal(str, QPoint)
    left = Signal()
    entered = Signal()

    def __init__(self, name: str, delegate: CardDelegate, lang: Language) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self._delegate, self._picking, self._over = delegate, False, False
        self._pressed = QPoint()
        self._held: Card | None = None
        self._model = RowModel((Column("", lambda card: spoken(card, lang)),), lang, self)
        self.setModel(self._model)
        self.setItemDelegate(delegate)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setStyleSheet("QListView { background: transparent; border: none; }")
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setLayoutMode(QListView.LayoutMode.Batched)
        self.setBatchSize(8)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setAcceptDrops(True)
        self.verticalScrollBar().setSingleStep(theme.px(24))
        self.selectionModel().currentChanged.connect(self._on_current)

    @property
    def cards(self) -> tuple[Card, ...]:
        """What the column holds, in order."""
        return self._model.rows  # type: ignore[return-value]

    def set_cards(self, cards: tuple[Card, ...]) -> None:
        """Show these cards; the view tells nobody of what moves by that."""
        self._picking = True
        self._model.set_rows(cards)
        self._picking = False

    def hold(self, commitment: str | None) -> bool:
        """Select the card with a commitment, if it lies here."""
        card = next((one for one in self.cards if one.holds(commitment)), None)
        self._picking = True
        if card is None:
            self.clearSelection()
            self.setCurrentIndex(QModelIndex())
        else:
            index = self._model.index_of(card.id)
            self.setCurrentIndex(index)
            self.scrollTo(index)
        self._picking = False
        self.viewport().update()
        return card is not None

    def take_first(self, row: int) -> bool:
        """Pick the card in a row, or the last one above it; False without cards."""
        if not self.cards:
            return False
        self.setCurrentIndex(self._model.index(min(row, len(self.cards) - 1), 0))
        self.setFocus()
        return True

    # -- the mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        pos = event.position().toPoint()
        self._pressed, self._held = pos, self._card_at(pos)
        self._picking = True
        super().mousePressEvent(event)
        self._picking = False

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        far = (event.position().toPoint() - self._pressed).manhattanLength()
        if self._held is not None and far >= QApplication.startDragDistance():
            self._drag(self._held, self._pressed)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        # Not before: the detail that opens would lay the cards anew under the hand.
        super().mouseReleaseEvent(event)
        card, pos = self._held, self._pressed
        self._held = None
        if card is not None and event.button() is Qt.MouseButton.LeftButton:
            self._click(card, pos, event.modifiers())

    def _click(self, card: Card, pos: QPoint, with_keys: Qt.KeyboardModifier) -> None:
        chip, answer = self._chip(card, pos), self._answer(card, pos)
        if with_keys & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier):
            self.marking.emit([chip] if chip else [one.id for one in card.commitments])
        elif answer:
            self.answered.emit(card.id, answer)
        else:
            self.picked.emit(chip or card.first.id)

    def _card_at(self, pos: QPoint) -> Card | None:
        return self._model.row_at(self.indexAt(pos))  # type: ignore[no-any-return]

    def _chip(self, card: Card, pos: QPoint) -> str | None:
        box = self.visualRect(self._model.index_of(card.id))
        return self._delegate.chip_at(card, box.width(), pos - box.topLeft())

    def _answer(self, card: Card, pos: QPoint) -> str | None:
        box = self.visualRect(self._model.index_of(card.id))
        return self._delegate.answer_at(card, box.width(), pos - box.topLeft())

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if event.reason() is QContextMenuEvent.Reason.Keyboard:
            open_menu(self)
            return
        card = self._card_at(event.pos())
        if card is not None:
            chip = self._chip(card, event.pos())
            self.menu_wanted.emit(chip or card.first.id, event.globalPos())

    # -- carried from column to column

    def _drag(self, card: Card, pos: QPoint) -> None:
        self._held = None
        data, chip = QMimeData(), self._chip(card, pos)
        data.setData(MIME, f"{card.id} {chip or ''}".strip().encode())
        drag = QDrag(self)
        drag.setMimeData(data)
        box = self.visualRect(self._model.index_of(card.id))
        drag.setPixmap(self.viewport().grab(box))
        drag.setHotSpot(pos - box.topLeft())
        drag.exec(Qt.DropAction.MoveAction)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        self._take(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        self._take(event)

    def _take(self, event: QDragMoveEvent) -> None:
        if event.mimeData().hasFormat(MIME):
            event.setDropAction(Qt.DropAction.MoveAction)
            event.accept()
            self._show_over(True)
        else:
            event.ignore()

    def dragLeaveEvent(self, _event: QDragLeaveEvent) -> None:
        self._show_over(False)

    def dropEvent(self, event: QDropEvent) -> None:
        self._show_over(False)
        if event.mimeData().hasFormat(MIME):
            event.setDropAction(Qt.DropAction.MoveAction)
            event.accept()
            card, _, chip = bytes(event.mimeData().data(MIME).data()).decode().partition(" ")
            self.dropped.emit(card, chip)

    def _show_over(self, over: bool) -> None:
        if over != self._over:
            self._over = over
            self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._over:
            painter = QPainter(self.viewport())
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor(theme.tokens_of(self).accent), 2, Qt.PenStyle.DashLine))
            painter.drawRoundedRect(QRectF(self.viewport().rect()).adjusted(1, 1, -1, -2), 9, 9)
        elif self.hasFocus() and not self.currentIndex().isValid():
            accent = theme.tokens_of(self).accent
            theme.draw_focus(QPainter(self.viewport()), QRectF(self.viewport().rect()), accent, 9)

    # -- keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        if event.key() in steps:
            self.stepped.emit(steps[Qt.Key(event.key())])
        elif not take_key(self, event):
            super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Letters and figures do not jump about."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()
        if event.oldSize().width() != event.size().width() and self.currentIndex().isValid():
            # Once the cards are laid anew, the chosen one may have moved out of sight.
            QTimer.singleShot(0, self._show_current)

    def _show_current(self) -> None:
        if self.currentIndex().isValid():
            self.scrollTo(self.currentIndex())

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and event.reason() in (
            Qt.FocusReason.TabFocusReason,
            Qt.FocusReason.BacktabFocusReason,
        ):
            self.take_first(0)

    def _on_current(self, now: QModelIndex) -> None:
        card = self._model.row_at(now)
        if card is not None and not self._picking:
            self.picked.emit(card.first.id)


class Board(QWidget):
    """Emits `picked` with the commitment a person chose, `said` with a status for it.

    `moved`: a card, its chip or “”, and the id of the column it was let go in; `marking`,
    `answered` and `menu_wanted` as those of a column; `writing`: an improvement is to be entered;
    `listing`: all that is counted in the column with this id is to be listed.
    """

    picked = Signal(str)
    said = Signal(str)
    left = Signal()
    entered = Signal()
    moved = Signal(str, str, str)
    marking = Signal(list)
    answered = Signal(str, str)
    menu_wanted = Signal(str, QPoint)
    writing = Signal()
    listing = Signal(str)

    def __init__(self, lang: Language, today: date) -> None:
        super().__init__()
        self._lang = lang
        self._boxes: dict[str, QVBoxLayout] = {}
        self._elsewhere: dict[str, ElidedButton] = {}
        self._delegate = CardDelegate(lang, today, self)
        self.views: dict[str, ColumnView] = {}
        self._heads: dict[str, Label] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        for at, column in enumerate(statuses.COLUMNS):
            row.addWidget(self._column(at, column), 1)

    def _column(self, at: int, column: statuses.Column) -> QFrame:
        frame, title = QFrame(), self._lang.text(column.title)
        frame.setProperty("look", "column")
        frame.setMinimumWidth(theme.px(_LEAST_WIDTH))
        view = ColumnView(title, self._delegate, self._lang)
        view.picked.connect(self.picked)
        view.said.connect(self.said)
        view.left.connect(self.left)
        view.entered.connect(self.entered)
        view.stepped.connect(lambda by: self._step(at, by))
        view.marking.connect(self.marking)
        view.answered.connect(self.answered)
        view.menu_wanted.connect(self.menu_wanted)
        view.dropped.connect(lambda card, chip: self.moved.emit(card, chip, column.id))
        plain_tooltip(frame, self._lang.text(KEYS_TOLD))
        count = label("", "h2", wrap=False, number=True)
        count.setProperty("role", "muted")
        top = QWidget()
        top.setFixedHeight(theme.px(28))
        head = QHBoxLayout(top)
        head.setContentsMargins(0, 0, 0, 0)
        head.setSpacing(theme.px(6))
        head.addWidget(label(title, "h2", wrap=False))
        head.addWidget(count)
        head.addStretch(1)
        if column.id == "introduced":
            name = self._lang.text(N_("Write an improvement down"))
            add = button("", self.writing.emit, icon="plus", plain=True, small=True, name=name)
            add.setFixedSize(theme.px(30), theme.px(28))
            head.addWidget(add)
        self._boxes[column.id] = box = QVBoxLayout(frame)
        box.setContentsMargins(10, 8, 10, 4)
        box.addWidget(top)
        box.addWidget(view, 1)
        self.views[column.id], self._heads[column.id] = view, count
        return frame

    def show_around(self, around: Around) -> None:
        """Show what cards say besides what is theirs."""
        if self._delegate.set_around(around):
            for view in self.views.values():
                view.scheduleDelayedItemsLayout()
                view.viewport().update()

    def show_cards(
        self, laid: Mapping[str, tuple[Card, ...]], counts: Mapping[str, int], around: Around
    ) -> None:
        """Show the cards of each column, and how many commitments stand in it."""
        self._delegate.set_around(around)
        for key, view in self.views.items():
            view.set_cards(laid[key])
            self._heads[key].setText(self._lang.number(counts[key]))
            many = self._lang.plural("{n} commitment", "{n} commitments", counts[key])
            view.setAccessibleDescription(many)
        laid_away = count_elsewhere(card for cards in laid.values() for card in cards)
        for key, n in laid_away.items():
            self._tell_elsewhere(key, n)

    def _tell_elsewhere(self, column: str, n: int) -> None:
        """Say why a column counts more than lies in it; a press lists all that it counts."""
        line = self._elsewhere.get(column)
        if n and line is None:
            line = self._elsewhere[column] = self._line(column)
        if line is not None:
            said = self._lang.plural(
                "{n} is on a card in another column", "{n} are on cards in other columns", n
            )
            line.say(said)
            line.setAccessibleName(said)
            line.setVisible(bool(n))

    def _line(self, column: str) -> ElidedButton:
        made, view = ElidedButton(lambda: self.listing.emit(column), ""), self.views[column]
        made.setProperty("role", "small")
        self._boxes[column].insertWidget(1, made)
        self.setTabOrder(view, made)
        return made

    def hold(self, commitment: str | None) -> None:
        """Show which commitment is chosen."""
        self._delegate.chosen = commitment
        views, had = list(self.views.values()), self.window().focusWidget()
        held = [view for view in views if view.hold(commitment)]
        if had in views and held and had is not held[0]:
            held[0].setFocus()  # the card has gone to another column, and the keys go along

    def mark(self, commitments: frozenset[str]) -> None:
        """Show which commitments are marked."""
        self._delegate.marked = commitments
        for view in self.views.values():
            view.viewport().update()

    def focus_chosen(self) -> None:
        """Give the keys to the column with the chosen card, else to the first with cards."""
        views = list(self.views.values())
        held = [view for view in views if view.currentIndex().isValid()]
        filled = [view for view in views if view.cards]
        for view in (*held, *filled)[:1]:
            view.setFocus()

    def _step(self, at: int, by: int) -> None:
        views = list(self.views.values())
        row = max(0, views[at].currentIndex().row())
        at += by
        while 0 <= at < len(views) and not views[at].take_first(row):
            at += by

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange):
            self._delegate.renew_fonts()
