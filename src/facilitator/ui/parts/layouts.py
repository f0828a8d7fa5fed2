"""How widgets lie: in lines that wrap, or in a column that scrolls."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QLayout,
    QLayoutItem,
    QScrollArea,
    QScrollBar,
    QWidget,
    QWidgetItem,
)

from facilitator.ui import theme


class FlowLayout(QLayout):
    """Widgets in a row that goes on in the next line when there is no more room.

    middle: those less tall stand at the middle of their line, not at its upper edge.
    """

    def __init__(
        self, parent: QWidget | None = None, gap: int = 6, *, middle: bool = False
    ) -> None:
        super().__init__()
        self._items: list[QLayoutItem] = []
        self._gap, self._is_middle = gap, middle
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
        if self._is_middle:
            self._centre()

    def _centre(self) -> None:
        lines: dict[int, list[QLayoutItem]] = {}
        for item in self._items:
            if not item.isEmpty():
                lines.setdefault(item.geometry().top(), []).append(item)
        for line in lines.values():
            tall = max(item.geometry().height() for item in line)
            for item in line:
                at = item.geometry()
                item.setGeometry(at.translated(0, (tall - at.height()) // 2))

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


class BesideLayout(QLayout):
    """Words with one widget at their right; below them where no room is left for the words.

    Args:
        least: of the words beside the widget, in pixels.
        indent: of the widget where it stands below.
    """

    def __init__(self, words: QWidget, aside: QWidget, least: int = 0, indent: int = 0) -> None:
        super().__init__()
        self._least, self._indent, self._gap = least, indent, 6
        self._items: list[QLayoutItem] = []
        for one in (words, aside):
            self.addChildWidget(one)
            self._items.append(QWidgetItem(one))
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        words, aside = self._items
        beside, tall = self._room(width), aside.sizeHint().height()
        if beside:
            return max(_tall(words, beside), tall)
        return _tall(words, width) + self._gap + tall

    def sizeHint(self) -> QSize:
        words, aside = (item.sizeHint() for item in self._items)
        return QSize(words.width() + self._gap + aside.width(), max(words.height(), aside.height()))

    def minimumSize(self) -> QSize:
        words, aside = (item.minimumSize() for item in self._items)
        width = max(words.width(), self._indent + aside.width())
        return QSize(width, max(words.height(), aside.height()))

    def setGeometry(self, box: QRect) -> None:
        super().setGeometry(box)
        words, aside = self._items
        size, beside = aside.sizeHint(), self._room(box.width())
        if beside:
            for item, left, wide, tall in (
                (words, box.left(), beside, _tall(words, beside)),
                (aside, box.right() + 1 - size.width(), size.width(), size.height()),
            ):
                item.setGeometry(QRect(left, box.top() + (box.height() - tall) // 2, wide, tall))
            return
        tall = _tall(words, box.width())
        words.setGeometry(QRect(box.topLeft(), QSize(box.width(), tall)))
        aside.setGeometry(QRect(box.topLeft() + QPoint(self._indent, tall + self._gap), size))

    def _room(self, width: int) -> int:
        """How wide the words are beside the widget; 0 when it stands below."""
        words, aside = self._items
        room = width - self._gap - aside.sizeHint().width()
        return room if room >= max(self._least, words.minimumSize().width()) else 0


def _tall(item: QLayoutItem, width: int) -> int:
    return item.heightForWidth(width) if item.hasHeightForWidth() else item.sizeHint().height()


class _Column(QScrollArea):
    # What is wider than the column would else be cut at the edge, out of reach. The event tells of
    # the viewport; to ask for that itself makes PySide load every kind of widget to name it.
    def resizeEvent(self, event: QResizeEvent) -> None:
        column = self.widget()
        if column is not None:
            column.setMaximumWidth(event.size().width())
        super().resizeEvent(event)


def scroll_area(widget: QWidget, name: str = "") -> QScrollArea:
    """A column that scrolls up and down and is never wider than what is seen of it; with a name it
    takes the focus, to be read by keys."""
    made = _Column()
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
