"""The board: four columns of painted cards, one a card for each insight."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPen,
    QResizeEvent,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from facilitator.domain import followup
from facilitator.domain.board import Card
from facilitator.domain.outcomes import Commitment
from facilitator.language import N_, Language
from facilitator.ui import theme
from facilitator.ui.due import due_words
from facilitator.ui.parts import Label, label
from facilitator.ui.row_model import Column, RowModel
from facilitator.ui.status_look import (
    DIGITS,
    FAMILIES,
    chip_size,
    introduced_words,
    owner_words,
    paint_chip,
)

CHIPS_SHOWN = 8
TITLE_LINES, QUOTE_LINES = 4, 2
_EDGE, _GAP = 12, 8
_USUAL = {"planned": "planned", "trying": "trying", "introduced": "introduced"}

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class _Chip:
    box: QRect
    text: str
    family: str
    commitment: str


@dataclass(frozen=True, slots=True)
class _Drawing:
    """Where everything on a card stands, from the card's own corner."""

    title: tuple[QRect, str]
    chips: tuple[_Chip, ...]
    lines: tuple[tuple[QRect, str, str], ...]
    height: int


class CardDelegate(QStyledItemDelegate):
    """Paints cards and knows which chip lies where."""

    def __init__(self, lang: Language, today: date, parent: QWidget) -> None:
        super().__init__(parent)
        self._lang, self._today = lang, today
        self._fonts: dict[str, QFont] = {}
        self._drawings: dict[tuple[Card, int], _Drawing] = {}
        self.chosen: str | None = None
        self.renew_fonts()

    def renew_fonts(self) -> None:
        """Take the fonts of the look in use; what was laid with others is forgotten."""
        self._fonts = {
            "title": theme.font("strong"),
            "small": theme.font("small"),
            "chip": theme.font("small", size=12),
        }
        self._drawings.clear()

    def set_today(self, today: date) -> None:
        """The day overdue is counted to."""
        if today != self._today:
            self._today = today
            self._drawings.clear()

    def drawing(self, card: Card, width: int) -> _Drawing:
        """The card laid out at a width; laid once and then remembered."""
        key = card, width
        if key not in self._drawings:
            self._drawings[key] = self._lay(card, width)
        return self._drawings[key]

    def chip_at(self, card: Card, width: int, pos: QPoint) -> str | None:
        """The commitment whose chip lies at a place on the card, or none."""
        chips = self.drawing(card, width).chips
        return next((chip.commitment for chip in chips if chip.box.contains(pos)), None)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        view = option.widget
        assert isinstance(view, QListView)
        width = view.viewport().width()
        card = index.model().row_at(index)  # type: ignore[attr-defined]
        return QSize(width, self.drawing(card, width).height + theme.px(_GAP))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        card = index.model().row_at(index)  # type: ignore[attr-defined]
        box, view = option.rect, option.widget
        state = option.state
        now, drawing = theme.tokens_of(view), self.drawing(card, box.width())
        held = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(now.accent if held else now.line), 2 if held else 1))
        painter.setBrush(QColor(now.surface))
        frame = QRect(box.x(), box.y(), box.width(), drawing.height)
        painter.drawRoundedRect(frame.adjusted(1, 1, -1, -1), 9, 9)
        painter.translate(box.topLeft())
        self._paint_words(painter, drawing, now)
        painter.setFont(self._fonts["chip"])
        for chip in drawing.chips:
            ring = held and chip.commitment == self.chosen and len(card.commitments) > 1
            paint_chip(painter, chip.box, chip.text, chip.family, now, ring=ring)
        painter.restore()

    def _paint_words(self, painter: QPainter, drawing: _Drawing, now: theme.Tokens) -> None:
        flags = Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextDontClip
        box, title = drawing.title
        painter.setFont(self._fonts["title"])
        painter.setPen(QColor(now.ink))
        painter.drawText(box, flags, title)
        painter.setFont(self._fonts["small"])
        for line, text, tone in drawing.lines:
            painter.setPen(QColor(getattr(now, tone)))
            painter.drawText(line, flags, text)

    def _lay(self, card: Card, width: int) -> _Drawing:
        edge = theme.px(_EDGE)
        room, y = max(40, width - 2 * edge), theme.px(10)
        title = wrap_lines(card.title, self._fonts["title"], room, TITLE_LINES)
        title_box = QRect(edge, y, room, title[1])
        y += title[1] + theme.px(5)
        chips = tuple(self._flow(card, edge, y, room))
        y = max((chip.box.bottom() + 1 for chip in chips), default=y) + theme.px(4)
        lines = []
        for text, tone, most in self._sentences(card):
            shown, height = wrap_lines(text, self._fonts["small"], room, most)
            lines.append((QRect(edge, y, room, height), shown, tone))
            y += height + theme.px(2)
        return _Drawing((title_box, title[0]), chips, tuple(lines), y + theme.px(7))

    def _flow(self, card: Card, left: int, top: int, room: int) -> Iterator[_Chip]:
        metrics, x, y = QFontMetrics(self._fonts["chip"]), left, top
        gap = theme.px(4)
        for text, family, key in self._chips(card):
            wide, tall = chip_size(text, metrics)
            wide = min(wide, room)
            if x > left and x + wide > left + room:
                x, y = left, y + tall + gap
            yield _Chip(QRect(x, y, wide, tall), text, family, key)
            x += wide + gap

    def _chips(self, card: Card) -> Iterator[tuple[str, str, str]]:
        shown = card.commitments
        if len(shown) > CHIPS_SHOWN:
            shown = shown[: CHIPS_SHOWN - 1]
        for one in shown:
            yield chip_words(one, card.column, self._lang), FAMILIES[one.status], one.id
        left = len(card.commitments) - len(shown)
        if left:
            yield f"+{left}", "", card.first.id

    def _sentences(self, card: Card) -> Iterator[tuple[str, str, int]]:
        lang, first = self._lang, card.first
        number = first.meeting_number
        origin = "" if number is None else lang.text(N_("from meeting {number}"), number=number)
        due, tone = due_words(card.due, self._today, lang)
        if tone:
            yield due, tone, 1
        meta = " · ".join(filter(None, (origin, "" if tone else due)))
        if meta:
            yield meta, "ink2", 2
        for one in card.commitments:
            if one.introduced_by:
                yield introduced_words(one, lang), "ink2", 1
        carried = max(one.carried if one.is_open else 0 for one in card.commitments)
        if carried >= followup.CARRIED_TOO_OFTEN:
            yield carried_words(carried, lang), "warn", 2
        if card.experience:
            yield lang.quote(card.experience), "ink", QUOTE_LINES


def wrap_lines(text: str, font: QFont, room: int, most: int) -> tuple[str, int]:
    """The text in at most so many lines, the last one ending in “…” if need be; its height."""
    layout = QTextLayout(text.replace("\n", " "), font)
    layout.setTextOption(_wrapping())
    layout.beginLayout()
    lines: list[str] = []
    while (line := layout.createLine()).isValid():
        line.setLineWidth(room)
        start = line.textStart()
        lines.append(layout.text()[start : start + line.textLength()].rstrip())
        if len(lines) == most and start + line.textLength() < len(layout.text()):
            lines[-1] = layout.text()[start:]
            break
    layout.endLayout()
    metrics, mode = QFontMetrics(font), Qt.TextElideMode.ElideRight
    shown = "\n".join(metrics.elidedText(line, mode, room + 2) for line in lines)
    return shown, len(lines) * metrics.lineSpacing()


def _wrapping() -> QTextOption:
    made = QTextOption()
    made.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    return made


def carried_words(times: int, lang: Language) -> str:
    """“carried 3 times”; from three times on what that asks for."""
    said = lang.plural("carried {n} time", "carried {n} times", times)
    if times < followup.CARRIED_TOO_OFTEN:
        return said
    return lang.text(N_("{carried}: decide or close"), carried=said)


def chip_words(one: Commitment, column: str, lang: Language) -> str:
    """The owner, and the status where the column does not say it."""
    owner = owner_words(one, lang)
    if one.status == _USUAL.get(column):
        return owner
    return f"{owner} · {lang.text(followup.status(one.status).title)}"


def spoken(card: Card, lang: Language) -> str:
    """A card as a screen reader says it."""
    chips = (
        f"{owner_words(one, lang)}: {lang.text(followup.status(one.status).title)}"
        for one in card.commitments
    )
    return f"{card.title}. {', '.join(chips)}"


class ColumnView(QListView):
    """The cards of one column. `picked`: a commitment; `said`: a status key; `stepped`: ← or →."""

    picked = Signal(str)
    said = Signal(str)
    stepped = Signal(int)
    left = Signal()
    entered = Signal()

    def __init__(self, name: str, delegate: CardDelegate, lang: Language) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self._delegate, self._picking = delegate, False
        self._model = RowModel((Column("", lambda card: spoken(card, lang)),), lang, self)
        self.setModel(self._model)
        self.setItemDelegate(delegate)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setStyleSheet("QListView { background: transparent; border: none; }")
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setLayoutMode(QListView.LayoutMode.Batched)
        self.setBatchSize(12)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
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

    def mousePressEvent(self, event: QMouseEvent) -> None:
        # Asked before the detail opens and the cards are laid anew at another width.
        hit = self._hit(event.position().toPoint())
        self._picking = True
        super().mousePressEvent(event)
        self._picking = False
        if hit is not None:
            self.picked.emit(hit)

    def _hit(self, pos: QPoint) -> str | None:
        index = self.indexAt(pos)
        card = self._model.row_at(index)
        if card is None:
            return None
        box = self.visualRect(index)
        chip = self._delegate.chip_at(card, box.width(), pos - box.topLeft())
        return chip or str(card.first.id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        if event.key() in DIGITS and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self.said.emit(DIGITS[event.key()])
        elif event.key() in steps:
            self.stepped.emit(steps[Qt.Key(event.key())])
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()

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
    """Emits `picked` with the commitment a person chose, `said` with a status for it."""

    picked = Signal(str)
    said = Signal(str)
    left = Signal()
    entered = Signal()

    def __init__(self, lang: Language, today: date) -> None:
        super().__init__()
        self._lang = lang
        self._delegate = CardDelegate(lang, today, self)
        self.views: dict[str, ColumnView] = {}
        self._heads: dict[str, Label] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        for at, column in enumerate(followup.COLUMNS):
            row.addWidget(self._column(at, column), 1)

    def _column(self, at: int, column: followup.Column) -> QFrame:
        frame, title = QFrame(), self._lang.text(column.title)
        frame.setProperty("look", "column")
        frame.setMinimumWidth(theme.px(164))
        view = ColumnView(title, self._delegate, self._lang)
        view.picked.connect(self.picked)
        view.said.connect(self.said)
        view.left.connect(self.left)
        view.entered.connect(self.entered)
        view.stepped.connect(lambda by: self._step(at, by))
        count = label("", "h2", wrap=False, number=True)
        count.setProperty("role", "muted")
        head = QHBoxLayout()
        head.addWidget(label(title, "h2", wrap=False))
        head.addWidget(count)
        head.addStretch(1)
        box = QVBoxLayout(frame)
        box.setContentsMargins(10, 10, 10, 4)
        box.addLayout(head)
        box.addWidget(view, 1)
        self.views[column.id], self._heads[column.id] = view, count
        return frame

    def show_cards(
        self, laid: Mapping[str, tuple[Card, ...]], counts: Mapping[str, int], today: date
    ) -> None:
        """Show the cards of each column, and how many commitments stand in it."""
        self._delegate.set_today(today)
        for key, view in self.views.items():
            view.set_cards(laid[key])
            self._heads[key].setText(self._lang.number(counts[key]))
            many = self._lang.plural("{n} commitment", "{n} commitments", counts[key])
            view.setAccessibleDescription(many)

    def hold(self, commitment: str | None) -> None:
        """Show which commitment is chosen."""
        self._delegate.chosen = commitment
        for view in self.views.values():
            view.hold(commitment)

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
