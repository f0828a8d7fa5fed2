"""Small widgets every page uses. Texts come translated; every text is plain text."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar, cast

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFont,
    QFontMetrics,
    QHelpEvent,
    QKeyEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QLayoutItem,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QScrollBar,
    QSizePolicy,
    QStyleOptionButton,
    QToolTip,
    QVBoxLayout,
    QWidget,
    QWidgetItem,
)

from facilitator.language import N_, Language
from facilitator.ui import theme
from facilitator.ui.heard import CheckBox, Heard, RadioButton

_Box = TypeVar("_Box", bound=QAbstractSpinBox)

# From the edge of a spin box to its text, as the style sheet has it in other inputs.
_TEXT_IN = 11

# The widest a wrapped text asks to be, in design pixels: about eighty letters.
_READING_WIDTH = 560


def plain_tooltip(widget: QWidget, text: str) -> None:
    """A tooltip that shows the text as typed; an empty text removes it."""
    widget.setToolTip(tooltip(text))


_ESCAPED = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"})


def tooltip(text: str) -> str:
    """The text escaped in the one wrapper that Qt is given."""
    return f"<qt>{text.translate(_ESCAPED).replace(chr(10), '<br>')}</qt>" if text else ""


def announce(widget: QWidget, text: str) -> None:
    """Have a screen reader say the text without moving the focus."""
    from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent

    QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, text))


def style_by(widget: QWidget, name: str, value: str) -> None:
    """Set a property that the style sheet reads; one that stands so already costs nothing."""
    if widget.property(name) != value:
        widget.setProperty(name, value)
        restyle(widget)


def restyle(widget: QWidget) -> None:
    """Let the style sheet see a property that was just changed."""
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    widget.update()


class Label(QLabel):
    """Plain text that wraps only when it must and never inside a word's width."""

    def __init__(self, text: str, role: theme.Role = "body", *, wrap: bool = True) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wrap)
        self.setProperty("role", role)
        self.setText(text)

    def sizeHint(self) -> QSize:
        self.ensurePolished()
        width = min(self._natural_width(), theme.px(_READING_WIDTH))
        if not self.wordWrap():
            return super().sizeHint()
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        if not self.wordWrap():
            return super().minimumSizeHint()
        self.ensurePolished()
        words = (self.fontMetrics().horizontalAdvance(word) for word in self.text().split())
        width = max(words, default=0) + self._extra()
        return QSize(width, self.fontMetrics().height() + self._extra())

    def _natural_width(self) -> int:
        lines = self.text().split("\n")
        return max(self.fontMetrics().horizontalAdvance(line) for line in lines) + self._extra()

    def _extra(self) -> int:
        edges = self.contentsMargins()
        return edges.left() + edges.right() + 2 * self.margin() + 2


def label(
    text: str,
    role: theme.Role = "body",
    *,
    wrap: bool = True,
    number: bool = False,
    tone: str = "",
    selectable: bool = False,
) -> Label:
    """A label; number: all figures equally wide; tone: ink, accent, warn, bad or ok."""
    made = Label(text, role, wrap=wrap)
    if number:
        made.setFont(theme.font(role, number=True))
    if tone:
        made.setProperty("tone", tone)
    if selectable:
        made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return made


def set_tone(of: QWidget, tone: str) -> None:
    """Change the tone of a label: “”, ink, accent, warn, bad or ok."""
    style_by(of, "tone", tone)


class Elided(Label):
    """One line that ends in “…” where there is no room; the tooltip then has the whole text."""

    def __init__(self, text: str, role: theme.Role = "body") -> None:
        super().__init__(text, role, wrap=False)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def setText(self, text: str) -> None:
        line = text.replace("\n", " ")
        if line != self.text():
            super().setText(line)
            self._tell()

    def minimumSizeHint(self) -> QSize:
        self.ensurePolished()
        return QSize(
            self.fontMetrics().horizontalAdvance("mmm…"), super().minimumSizeHint().height()
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._tell()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(self.contentsRect(), self.alignment(), self.shown())

    def shown(self) -> str:
        """The text as it is drawn at the present width."""
        mode = Qt.TextElideMode.ElideRight
        return self.fontMetrics().elidedText(self.text(), mode, self.contentsRect().width())

    def _tell(self) -> None:
        plain_tooltip(self, self.text() if self.shown() != self.text() else "")


class Card(QFrame):
    """A surface with a thin line around it; `body` is the column inside."""

    def __init__(self, title: str = "") -> None:
        super().__init__()
        self.setProperty("look", "card")
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(16, 14, 16, 14)
        self.body.setSpacing(8)
        if title:
            self.setAccessibleName(title)
            self.body.addWidget(label(title, "h2"))

    def add(self, widget: QWidget) -> None:
        """Put a widget below the others."""
        self.body.addWidget(widget)

    def set_chosen(self, chosen: bool) -> None:
        """Draw the card as the chosen one among its neighbours."""
        style_by(self, "chosen", "true" if chosen else "false")


class _Button(Heard, QPushButton):
    # Icons are drawn in a colour of the theme and are therefore drawn anew when it changes.
    def __init__(self, text: str, icon: str | None) -> None:
        super().__init__(text.replace("&", "&&"))
        self._icon_name = icon

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.StyleChange):
            self.tint()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.tint()

    def initStyleOption(self, option: QStyleOptionButton) -> None:
        super().initStyleOption(option)
        if self._icon_name and option.text:
            option.text = f" {option.text}"

    def tint(self) -> None:
        """Draw the icon in the colour of the text beside it."""
        if self._icon_name is None:
            return
        now, look = theme.tokens_of(self), self.property("look")
        looks = {"primary": now.on_accent, "danger": now.bad}
        if look == "nav" and self.isChecked():
            look = "primary"
        self.setIcon(theme.icon(self._icon_name, looks.get(look, now.ink2)))
        self.setIconSize(QSize(theme.px(16), theme.px(16)))


def button(
    text: str,
    on_click: Callable[[], object],
    primary: bool = False,
    icon: str | None = None,
    danger: bool = False,
    *,
    name: str = "",
    small: bool = False,
    plain: bool = False,
) -> QPushButton:
    """A push button; one without text needs a name, which is then its tooltip too."""
    if not text and not name:
        raise ValueError("A button without text needs a name.")
    made = _Button(text, icon)
    look = "primary" if primary else "danger" if danger else "plain" if plain else ""
    made.setProperty("look", look)
    made.setProperty("small", "true" if small else "false")
    made.setAccessibleName(name or text)
    if not text:
        plain_tooltip(made, name)
    made.tint()
    made.clicked.connect(lambda: on_click())
    return made


class NavButton(_Button):
    """A page in the list at the left, with an optional count at its right end."""

    def __init__(self, text: str, on_click: Callable[[], object], icon: str | None = None) -> None:
        super().__init__(text, icon)
        self.setProperty("look", "nav")
        self.toggled.connect(lambda: self.tint())
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setAccessibleName(text)
        self._name, self._count = text, 0
        self.clicked.connect(lambda: on_click())

    def set_count(self, count: int) -> None:
        """Show a count; 0 shows none."""
        self._count = count
        self.setAccessibleName(f"{self._name} {count}" if count else self._name)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._count:
            return
        now = theme.tokens_of(self)
        painter = QPainter(self)
        painter.setPen(QColor(now.on_accent if self.isChecked() else now.accent))
        if self.text():
            painter.setFont(theme.font("strong"))
            box, side = self.rect().adjusted(0, 0, -11, 0), Qt.AlignmentFlag.AlignVCenter
        else:
            painter.setFont(theme.font("small", size=11, weight=700))
            box, side = self.rect().adjusted(0, 3, -5, 0), Qt.AlignmentFlag.AlignTop
        painter.drawText(box, side | Qt.AlignmentFlag.AlignRight, str(self._count))


class Tag(QLabel):
    """A word on a soft ground in the colour of a kind's family or of a state."""

    _radius = 5.0
    _edge = (7, 1)

    def __init__(self, text: str, family: str) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setFont(theme.font("small", size=12, weight=600))
        self.setContentsMargins(self._edge[0], self._edge[1], self._edge[0], self._edge[1])
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.family = family
        self.setText(text)

    def set_family(self, family: str) -> None:
        """Change the colour."""
        self.family = family
        self.update()

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(40), super().minimumSizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        ink, ground = theme.tag_colours(self.family, theme.tokens_of(self))
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(ground))
        painter.drawRoundedRect(self.rect(), self._radius, self._radius)
        painter.setPen(QColor(ink))
        box = self.contentsRect()
        mode = Qt.TextElideMode.ElideRight
        shown = self.fontMetrics().elidedText(self.text(), mode, box.width())
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, shown)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = self.contentsRect().width()
        fits = self.fontMetrics().horizontalAdvance(self.text()) <= room
        plain_tooltip(self, "" if fits else self.text())


def tag(text: str, family: str) -> Tag:
    """A tag; family: a kind's family, or accent, ok, warn, bad, plain."""
    return Tag(text, family)


class StatusChip(Tag):
    """A status as a round chip."""

    _radius = 11.0
    _edge = (10, 3)


class KindBar(QWidget):
    """The narrow bar in the colour of a kind; the kind itself is said in words beside it."""

    def __init__(self, family: str, width: int = 5) -> None:
        super().__init__()
        self.setFixedWidth(width)
        self.setMinimumHeight(theme.px(18))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self.family = family

    def set_family(self, family: str) -> None:
        """Change the colour."""
        self.family = family
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.tokens_of(self).kind(self.family)))
        painter.drawRoundedRect(self.rect(), self.width() / 2, self.width() / 2)


def _chip_size(of: QAbstractButton) -> QSize:
    metrics = QFontMetrics(of.font())
    shown = of.text().replace("&&", "&")
    return QSize(metrics.horizontalAdvance(shown) + theme.px(24), metrics.height() + theme.px(10))


def _paint_chip(of: QAbstractButton, family: str) -> None:
    now = theme.tokens_of(of)
    ink, ground = theme.tag_colours(family, now) if of.isChecked() else (now.ink, now.surface)
    if of.underMouse() and of.isEnabled() and not of.isChecked():
        ground = theme.mixed(now.ink, now.surface, 0.05)
    box = QRectF(of.rect()).adjusted(1.5, 1.5, -1.5, -1.5)
    radius = box.height() / 2
    painter = QPainter(of)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(ink if of.isChecked() else now.button_line), 1))
    painter.setBrush(QColor(ground))
    painter.drawRoundedRect(box, radius, radius)
    painter.setPen(QColor(ink if of.isEnabled() else now.ink3))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, of.text().replace("&&", "&"))
    if of.hasFocus():
        theme.draw_focus(painter, QRectF(of.rect()), now.accent, radius)


class Chip(CheckBox):
    """A chip that is on or off."""

    def __init__(self, text: str, on_toggle: Callable[[bool], object], family: str = "accent"):
        super().__init__(text.replace("&", "&&"))
        self.setFont(theme.font("small", size=13))
        self.setAccessibleName(text)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self._family = family
        self.clicked.connect(lambda on: on_toggle(on))

    def sizeHint(self) -> QSize:
        return _chip_size(self)

    def minimumSizeHint(self) -> QSize:
        return _chip_size(self)

    def hitButton(self, pos: QPoint) -> bool:
        return self.rect().contains(pos)

    def paintEvent(self, _event: QPaintEvent) -> None:
        _paint_chip(self, self._family)


class _Choice(RadioButton):
    def __init__(self, text: str, family: str) -> None:
        super().__init__(text.replace("&", "&&"))
        self.setFont(theme.font("small", size=13))
        self.setAccessibleName(text)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self._family = family

    def sizeHint(self) -> QSize:
        return _chip_size(self)

    def minimumSizeHint(self) -> QSize:
        return _chip_size(self)

    def hitButton(self, pos: QPoint) -> bool:
        return self.rect().contains(pos)

    def nextCheckState(self) -> None:
        self.setChecked(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1}
        step = steps.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            cast(ChoiceChips, self.parentWidget()).step(self, step)

    def paintEvent(self, _event: QPaintEvent) -> None:
        _paint_chip(self, self._family)


class ChoiceChips(QWidget):
    """Chips of which one is chosen: one click, or the arrow keys.

    choices are (id, text, family); `chosen` is emitted when the person chooses, not by `choose`.
    """

    chosen = Signal(str)

    def __init__(self, name: str, choices: Sequence[tuple[str, str, str]], now: str = "") -> None:
        super().__init__()
        self.setAccessibleName(name)
        flow = FlowLayout(self)
        self._chips: dict[str, _Choice] = {}
        for key, text, family in choices:
            chip = _Choice(text, family)
            chip.clicked.connect(lambda _on=True, key=key: self._click(key))
            self._chips[key] = chip
            flow.addWidget(chip)
        self.choose(now)

    @property
    def choice(self) -> str:
        """The id chosen, or “”."""
        return next((key for key, chip in self._chips.items() if chip.isChecked()), "")

    def choose(self, key: str) -> None:
        """Show a choice; an id not among the choices shows none."""
        first = next(iter(self._chips), "")
        # Qt lets go of the last of exclusive buttons only while they are not exclusive.
        for chip in self._chips.values():
            chip.setAutoExclusive(False)
        for other, chip in self._chips.items():
            chip.setChecked(other == key)
            stop = other == (key if key in self._chips else first)
            policy = Qt.FocusPolicy.StrongFocus if stop else Qt.FocusPolicy.ClickFocus
            chip.setFocusPolicy(policy)
        for chip in self._chips.values():
            chip.setAutoExclusive(True)

    def step(self, chip: _Choice, by: int) -> None:
        """Choose the chip beside this one, going round at the ends."""
        keys = list(self._chips)
        at = list(self._chips.values()).index(chip)
        key = keys[(at + by) % len(keys)]
        self._chips[key].setFocus(Qt.FocusReason.TabFocusReason)
        self._click(key)

    def _click(self, key: str) -> None:
        self.choose(key)
        self.chosen.emit(key)


class FlowLayout(QLayout):
    """Widgets in a row that goes on in the next line when there is no more room."""

    def __init__(self, parent: QWidget | None = None, gap: int = 6) -> None:
        super().__init__()
        self._items: list[QLayoutItem] = []
        self._gap = gap
        # Asked again and again while any neighbour is laid out.
        self._tall: dict[int, int] = {}
        self._sizes: dict[int, QSize] = {}
        if parent is not None:
            parent.setLayout(self)
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def addWidget(self, widget: QWidget) -> None:
        self.addChildWidget(widget)
        self.addItem(QWidgetItem(widget))

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        self._sizes.clear()
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        if width not in self._tall:
            self._tall[width] = self._place(QRect(0, 0, width, 0), move=False)
        return self._tall[width]

    def invalidate(self) -> None:
        self._tall.clear()
        self._sizes.clear()
        super().invalidate()

    def _size(self, at: int) -> QSize:
        if at not in self._sizes:
            self._sizes[at] = self._items[at].sizeHint()
        return self._sizes[at]

    def setGeometry(self, box: QRect) -> None:
        super().setGeometry(box)
        self._place(box, move=True)

    def sizeHint(self) -> QSize:
        sizes = [self._size(at) for at in range(len(self._items))]
        wide = sum(size.width() + self._gap for size in sizes) - self._gap
        tall = max((size.height() for size in sizes), default=0)
        return QSize(max(0, wide), tall)

    def minimumSize(self) -> QSize:
        size = QSize()
        for item in self._items:
            size = size.expandedTo(item.minimumSize())
        return size

    def _place(self, box: QRect, *, move: bool) -> int:
        x, y, tall = box.x(), box.y(), 0
        for at, item in enumerate(self._items):
            if item.isEmpty():
                continue
            size = self._size(at)
            if x > box.x() and x + size.width() > box.right() + 1:
                x, y, tall = box.x(), y + tall + self._gap, 0
            if move:
                item.setGeometry(QRect(QPoint(x, y), size))
            x += size.width() + self._gap
            tall = max(tall, size.height())
        return y + tall - box.y()


class Picture(QLabel):
    """A Lucide icon as decoration; what it says is said in words beside it."""

    def __init__(self, icon: str, size: int = 20, tone: str = "ink2") -> None:
        super().__init__()
        self._icon, self._size, self._tone = icon, size, tone
        self.setFixedSize(theme.px(size), theme.px(size))

    def paintEvent(self, _event: QPaintEvent) -> None:
        colour = getattr(theme.tokens_of(self), self._tone)
        pixmap = theme.picture(self._icon, colour, self.width(), self.devicePixelRatioF())
        QPainter(self).drawPixmap(0, 0, pixmap)


class EmptyState(QWidget):
    """What a page shows when there is nothing yet: what belongs here and how to begin."""

    def __init__(self, icon: str, text: str, sentence: str, button: QPushButton | None = None):
        super().__init__()
        self.setAccessibleName(text)
        column = QVBoxLayout(self)
        column.setSpacing(8)
        centre = Qt.AlignmentFlag.AlignHCenter
        column.addStretch(1)
        column.addWidget(Picture(icon, 40, "ink3"), 0, centre)
        for part in (label(text, "h2"), label(sentence, "muted")):
            part.setAlignment(Qt.AlignmentFlag.AlignCenter)
            part.setMaximumWidth(theme.px(_READING_WIDTH))
            # An aligned item is given too few lines when its text wraps.
            row = QHBoxLayout()
            row.addStretch(1)
            row.addWidget(part, 100)
            row.addStretch(1)
            column.addLayout(row)
        if button is not None:
            column.addSpacing(6)
            column.addWidget(button, 0, centre)
        column.addStretch(2)


class NoticeBar(QFrame):
    """A message that stays until it is answered or dismissed; screen readers say it at once."""

    dismissed = Signal()

    def __init__(self, lang: Language) -> None:
        super().__init__()
        self.setProperty("look", "notice")
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(14, 8, 8, 8)
        self._text = label("")
        self._row.addWidget(self._text, 1)
        name = lang.text(N_("Dismiss the message"))
        self._close = button("", self._dismiss, icon="x", plain=True, small=True, name=name)
        self._row.addWidget(self._close)
        self._buttons: list[QPushButton] = []
        self.hide()

    def say(
        self,
        text: str,
        tone: str = "plain",
        actions: Sequence[tuple[str, Callable[[], object]]] = (),
        *,
        closable: bool = True,
    ) -> None:
        """Show a message in place of the former; tone: plain, ok, warn or bad."""
        self._forget_buttons()
        self._text.setText(text)
        self.setAccessibleName(text)
        style_by(self, "tone", tone)
        for words, on_click in actions:
            made = button(words, on_click, small=True)
            self._buttons.append(made)
            self._row.insertWidget(self._row.count() - 1, made)
        self._close.setVisible(closable)
        self.show()
        announce(self, text)

    @property
    def text(self) -> str:
        """The message shown, or “”."""
        return self._text.text() if not self.isHidden() else ""

    def clear(self) -> None:
        """Take the message away."""
        self._forget_buttons()
        self._text.clear()
        self.hide()

    def _dismiss(self) -> None:
        self.clear()
        self.dismissed.emit()

    def _forget_buttons(self) -> None:
        for made in self._buttons:
            self._row.removeWidget(made)
            made.hide()
            made.deleteLater()
        self._buttons.clear()


class TickLine(QFrame):
    """A line of a check: ✓ done or ! missing, the sentence, and a button that mends it."""

    def __init__(self, text: str, done: bool, button: QPushButton | None = None) -> None:
        super().__init__()
        self.setProperty("look", "line")
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 6, 8, 6)
        row.setSpacing(9)
        sign = label("✓" if done else "!", "strong", wrap=False, tone="ok" if done else "warn")
        sign.setFixedWidth(theme.px(18))
        row.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop if button is None else sign.alignment())
        row.addWidget(label(text), 1)
        self.setAccessibleName(f"{sign.text()} {text}")
        if button is not None:
            row.addWidget(button)


class Field(QWidget):
    """An input with its label above and, when something is wrong, a sentence below."""

    def __init__(self, text: str, editor: QWidget, hint: str = "") -> None:
        super().__init__()
        self.editor = editor
        self._hint = hint
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        self._above = above = label("", "small")
        above.setBuddy(editor)
        self._below = label(hint, "small")
        for part in (above, editor, self._below):
            column.addWidget(part)
        self.set_title(text)
        self.set_error("")

    def set_title(self, text: str) -> None:
        """Name the input."""
        self._above.setText(text.replace("&", "&&"))
        self.editor.setAccessibleName(text)

    def set_error(self, text: str) -> None:
        """Say what is wrong; “” says nothing is. What was typed stays."""
        self._below.setText(text or self._hint)
        self._below.setVisible(bool(text or self._hint))
        set_tone(self._below, "bad" if text else "")
        style_by(self.editor, "state", "bad" if text else "")
        self.editor.setAccessibleDescription(text or self._hint)
        if text:
            announce(self.editor, text)

    @property
    def error(self) -> str:
        """The sentence shown as wrong, or “”."""
        return self._below.text() if self._below.property("tone") == "bad" else ""

    setError = set_error  # noqa: N815


def indented(box: _Box) -> _Box:
    """A spin box whose text stands as far in as that of other inputs."""
    # Qt lets no style sheet move the text inside a spin box.
    box.lineEdit().setTextMargins(_TEXT_IN, 0, 0, 0)
    return box


class DurationBox(QLineEdit):
    """Minutes as people type them; what is not understood stays, and is said at the field.

    parse gives minutes or None; show gives the text of minutes. ↑ ↓ change by 1, with Shift or
    Page Up and Page Down by 5; Esc takes back what was typed.
    """

    changed = Signal(int)
    refused = Signal(str)

    def __init__(
        self,
        name: str,
        minutes: int,
        parse: Callable[[str], int | None],
        show: Callable[[int], str],
        wrong: str,
        least: int = 1,
    ) -> None:
        super().__init__()
        self._parse, self._show, self._wrong, self.least = parse, show, wrong, least
        self._minutes = minutes
        self.setAccessibleName(name)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setFont(theme.font(number=True))
        self.setFixedWidth(theme.px(86))
        self.set_minutes(minutes)
        self.editingFinished.connect(self.commit)

    @property
    def minutes(self) -> int:
        """The last minutes understood."""
        return self._minutes

    def set_minutes(self, minutes: int) -> None:
        """Show these minutes, unless something else is being typed."""
        self._minutes = minutes
        if not self.isModified():
            self._write()

    def commit(self) -> None:
        """Take what is typed; emits `changed`, or `refused` with the sentence."""
        if not self.isModified():
            return
        found = self._parse(self.text())
        if found is None or found < self.least:
            self._say(self._wrong)
            self.refused.emit(self._wrong)
            return
        self._take(found)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {
            Qt.Key.Key_Up: 1,
            Qt.Key.Key_Down: -1,
            Qt.Key.Key_PageUp: 5,
            Qt.Key.Key_PageDown: -5,
        }
        step = steps.get(Qt.Key(event.key()))
        mods = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if event.key() == Qt.Key.Key_Escape and self.isModified():
            self._write()
        elif step and mods in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier):
            five = abs(step) == 1 and mods == Qt.KeyboardModifier.ShiftModifier
            self._step(5 * step if five else step)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason):
            self.selectAll()

    def _step(self, by: int) -> None:
        start = self._parse(self.text()) if self.isModified() else self._minutes
        self._take(max(self.least, (self._minutes if start is None else start) + by))

    def _take(self, minutes: int) -> None:
        before, self._minutes = self._minutes, minutes
        self._write()
        if minutes != before:
            self.changed.emit(minutes)

    def _write(self) -> None:
        self.setText(self._show(self._minutes))
        self.setModified(False)
        self._say("")

    def _say(self, wrong: str) -> None:
        style_by(self, "state", "bad" if wrong else "")
        self.setAccessibleDescription(wrong)
        plain_tooltip(self, wrong)
        if wrong:
            announce(self, wrong)
            QToolTip.showText(self.mapToGlobal(QPoint(0, self.height())), tooltip(wrong), self)


@dataclass(frozen=True, slots=True)
class Stretch:
    """One piece of a TimeStrip: its length in any unit, its family (“”: empty time), its words,
    and the id of what it stands for."""

    length: float
    family: str
    text: str
    id: str = ""


class TimeStrip(QWidget):
    """The items of an agenda as one strip in proportion to their lengths, clock times below."""

    chosen = Signal(int)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setFont(theme.font("small", number=True))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._pieces: tuple[Stretch, ...] = ()
        self._marks: tuple[tuple[float, str], ...] = ()

    def set_pieces(
        self, pieces: Sequence[Stretch], marks: Sequence[tuple[float, str]] = ()
    ) -> None:
        """Show the pieces; marks are (place 0–1, clock text)."""
        was_marked = bool(self._marks)
        self._pieces, self._marks = tuple(pieces), tuple(marks)
        self.setAccessibleDescription(" · ".join(piece.text for piece in pieces))
        if was_marked != bool(self._marks):
            self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        below = self.fontMetrics().height() + 6 if self._marks else 0
        return QSize(theme.px(400), theme.px(26) + below)

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(120), self.sizeHint().height())

    def boxes(self) -> tuple[QRectF, ...]:
        """Where each piece is drawn."""
        total = sum(piece.length for piece in self._pieces) or 1
        boxes, at = [], 0.0
        for piece in self._pieces:
            wide = (self.width() - 2) * piece.length / total
            boxes.append(QRectF(1 + at, 1, wide, theme.px(26) - 2))
            at += wide
        return tuple(boxes)

    def paintEvent(self, _event: QPaintEvent) -> None:
        now = theme.tokens_of(self)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = QRectF(0.5, 0.5, self.width() - 1, theme.px(26) - 1)
        whole = QPainterPath()
        whole.addRoundedRect(frame, 6, 6)
        painter.setClipPath(whole)
        painter.fillRect(frame, QColor(now.surface))
        painter.setPen(Qt.PenStyle.NoPen)
        # All of one colour at once: two hundred pieces are painted with every item that is moved.
        alike: dict[str, list[QRectF]] = {}
        for piece, box in zip(self._pieces, self.boxes(), strict=True):
            alike.setdefault(piece.family, []).append(box.adjusted(0, 0, -1, 0))
        for family, found in alike.items():
            painter.setBrush(QColor(now.kind(family) if family else now.ground))
            painter.drawRects(found)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setClipping(False)
        painter.setPen(QColor(now.line))
        painter.drawPath(whole)
        self._paint_marks(painter)

    def _paint_marks(self, painter: QPainter) -> None:
        painter.setPen(QColor(theme.tokens_of(self).ink2))
        metrics, free = self.fontMetrics(), -1.0
        base = theme.px(26) + 4 + metrics.ascent()
        last = self._last_mark()
        for place, text in self._marks:
            wide = metrics.horizontalAdvance(text)
            x = min(max(0.0, place * self.width() - wide / 2), self.width() - wide)
            is_last = (place, text) == self._marks[-1]
            if x > free and (is_last or x + wide + 8 < last):
                painter.drawText(QPointF(x, base), text)
                free = x + wide + 8

    def _last_mark(self) -> float:
        place, text = self._marks[-1] if self._marks else (1.0, "")
        wide = self.fontMetrics().horizontalAdvance(text)
        return min(place * self.width() - wide / 2, self.width() - wide)

    def piece_at(self, pos: QPoint) -> int | None:
        """The number of the piece at a place, or None."""
        hits = (i for i, box in enumerate(self.boxes()) if box.contains(QPointF(pos)))
        return next(hits, None)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            hit = self.piece_at(event.pos())
            QToolTip.showText(
                event.globalPos(), tooltip("" if hit is None else self._pieces[hit].text), self
            )
            return True
        return super().event(event)


class ProgressBar(QProgressBar):
    """A thin bar; the share is 0–1."""

    def __init__(self, name: str, thick: int = 10, family: str = "") -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setTextVisible(False)
        self.setRange(0, 1000)
        self.setFixedHeight(thick)
        self._family = family

    def set_share(self, share: float) -> None:
        """Show a share; below 0 and above 1 count as the ends."""
        value = round(1000 * min(1.0, max(0.0, share)))
        # Qt paints at once for a step that is less than a dot.
        if abs(value - self.value()) * self.width() >= 1000 or value in (0, 1000):
            self.setValue(value)

    def set_family(self, family: str) -> None:
        """Change the colour: a kind's family, warn, bad, or “” for the accent."""
        if family != self._family:
            self._family = family
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        now = theme.tokens_of(self)
        states = {"": now.accent, "warn": now.warn, "bad": now.bad}
        colour = states.get(self._family) or now.kind(self._family)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        whole = QPainterPath()
        whole.addRoundedRect(QRectF(self.rect()), self.height() / 2, self.height() / 2)
        painter.setClipPath(whole)
        painter.fillRect(self.rect(), QColor(now.line))
        share = self.value() / max(1, self.maximum())
        painter.fillRect(QRectF(0, 0, self.width() * share, self.height()), QColor(colour))


def scroll_area(widget: QWidget, name: str = "") -> QScrollArea:
    """A column that scrolls up and down; with a name it takes the focus, to be read by keys."""
    made = QScrollArea()
    made.setWidgetResizable(True)
    made.setFrameShape(QFrame.Shape.NoFrame)
    made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    widget.setAutoFillBackground(False)
    if not widget.objectName():
        widget.setObjectName("scrolled")
    made.setWidget(widget)
    made.setAccessibleName(name)
    made.setFocusPolicy(Qt.FocusPolicy.StrongFocus if name else Qt.FocusPolicy.NoFocus)
    return made


class _MarginBar(QScrollBar):
    # Keeps its room where there is nothing to scroll, but is not seen there.
    def paintEvent(self, event: QPaintEvent) -> None:
        if self.maximum() > self.minimum():
            super().paintEvent(event)


def page_scroll(body: QWidget, name: str = "") -> QScrollArea:
    """A page's content, to be scrolled: the bar stands in the right margin of the body's layout,
    so that what stands on the page is as wide with it as without."""
    made, box = scroll_area(body, name), body.layout()
    assert box is not None
    edges = box.contentsMargins()
    box.setContentsMargins(
        edges.left(), edges.top(), edges.right() - theme.BAR_WIDTH, edges.bottom()
    )
    made.setVerticalScrollBar(_MarginBar())
    made.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
    return made


def number_font(role: theme.Role = "body") -> QFont:
    """The font of a role with all figures equally wide."""
    return theme.font(role, number=True)
