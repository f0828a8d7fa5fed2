"""The search box over the window: everything written, the pages and what the program can do."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QCursor,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import (
    QFrame,
    QLineEdit,
    QListView,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from facilitator.domain.search import Hit
from facilitator.language import N_
from facilitator.ui import theme
from facilitator.ui.latest import Latest
from facilitator.ui.parts import announce, label, set_tone
from facilitator.ui.search.offers import MOST, SHOWN, Offers
from facilitator.ui.search.rows import Entries, EntryLook

if TYPE_CHECKING:
    from facilitator.store.store import Store
    from facilitator.ui.main_window import MainWindow

_WIDTH, _TOP = 720, 72
_STEPS = {
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_PageDown: SHOWN,
    Qt.Key.Key_PageUp: -SHOWN,
}
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class _Line(QLineEdit):
    """Takes every key while the box is open, so that none does anything under it."""

    pressed = Signal(object)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        event.ignore()
        self.pressed.emit(event)
        if not event.isAccepted():
            super().keyPressEvent(event)
            event.accept()


class _Found(QListView):
    """`pointed`: the mouse was moved over a row.

    Qt's own `entered` also comes when rows are scrolled under a mouse at rest, and what was chosen
    by key would go where it happens to lie.
    """

    pointed = Signal(QModelIndex)

    def __init__(self) -> None:
        super().__init__()
        self._rests_at = QCursor.pos()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        at = event.globalPosition().toPoint()
        if at != self._rests_at:
            self._rests_at = at
            self.pointed.emit(self.indexAt(event.position().toPoint()))


class SearchBox(QWidget):
    """What is typed is looked for in a thread; of what was typed before nothing is heard any more.

    A click beside it or Esc takes it away and gives the focus back. `gone`: it was taken away.
    """

    gone = Signal()

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window, self._bridge = window, window.bridge
        self._before = window.focusWidget()
        self._kind = ""
        self._answered: str | None = None
        self._is_awaited = False
        self._was_mended = False
        self._hits: tuple[Hit, ...] = ()
        self._offers = Offers(window, self.leave)
        self._work = Latest(self)
        self._work.done.connect(self._on_found)
        self._work.failed.connect(self._on_failed)
        self._build()
        window.installEventFilter(self)

    def _build(self) -> None:
        text = self._bridge.lang.text
        self.setAccessibleName(text(N_("Search")))
        self.card = QFrame(self)
        self.card.setProperty("look", "card")
        self.line = _Line()
        self.line.setPlaceholderText(text(N_("Search in all that is written, or write a command")))
        self.line.setAccessibleName(text(N_("Search in all that is written, or write a command")))
        self.line.setMaxLength(200)
        self._glass = self.line.addAction(
            theme.icon("search"), QLineEdit.ActionPosition.LeadingPosition
        )
        self.line.textChanged.connect(self._on_typed)
        self.line.pressed.connect(self._on_key)
        self.list = _Found()
        self.list.setAccessibleName(text(N_("Found")))
        self.list.setProperty("look", "found")
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setMouseTracking(True)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setStyleSheet("QListView { border: none; background: transparent; }")
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.model = Entries(self.list)
        self.list.setModel(self.model)
        self._look = EntryLook(self.list, self.model)
        self.list.setItemDelegate(self._look)
        self.list.clicked.connect(lambda index: self._open(index.row()))
        self.list.pointed.connect(self._point)
        self.nothing = label("", "muted")
        self.nothing.setContentsMargins(12, 10, 12, 14)
        foot = label(text(N_("↑ ↓ choose · Enter opens · Esc closes")), "small", wrap=False)
        foot.setContentsMargins(12, 0, 12, 0)
        column = QVBoxLayout(self.card)
        column.setContentsMargins(12, 12, 12, 10)
        column.setSpacing(8)
        for part in (self.line, self.list, self.nothing, foot):
            column.addWidget(part)

    @property
    def is_busy(self) -> bool:
        """Whether the answer to what is typed is still to come."""
        return self._work.is_busy

    # -- shown and taken away

    def open(self, typed: str = "") -> None:
        """Show the box with what was typed in it before, chosen so that typing replaces it."""
        # It may have been dressed in the dark since it was made.
        self._glass.setIcon(theme.icon("search", theme.tokens_of(self.card).ink2))
        self.line.setText(typed)
        self.line.selectAll()
        self._place()
        self.show()
        self.raise_()
        self.line.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._search()

    def again(self) -> None:
        """The key that opened it was pressed once more."""
        self.line.setFocus()
        self.line.selectAll()

    def leave(self) -> None:
        """Take the box away and give the focus back."""
        self._go_away()
        if self._before is not None and isValid(self._before):
            self._before.setFocus()

    def _go_away(self) -> None:
        self._work.cancel()
        self.hide()
        self._window.removeEventFilter(self)
        self.gone.emit()
        self.deleteLater()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._place()
        return super().eventFilter(watched, event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if not self.card.geometry().contains(event.position().toPoint()):
            self.leave()

    def paintEvent(self, _event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), QColor(0, 0, 0, 70))

    def _place(self) -> None:
        room = self._window.size()
        self.resize(room)
        width = min(theme.px(_WIDTH), room.width() - 40)
        top = min(theme.px(_TOP), room.height() // 8)
        tall = sum(self.list.sizeHintForRow(at) for at in range(len(self.model.rows)))
        self.list.setVisible(bool(self.model.rows))
        self.nothing.setVisible(not self.model.rows and bool(self.nothing.text()))
        around = theme.px(140)
        self.list.setFixedHeight(max(1, min(tall + 4, room.height() - 2 * top - around)))
        layout = self.card.layout()
        assert layout is not None
        layout.activate()
        height = layout.totalHeightForWidth(width) if layout.hasHeightForWidth() else -1
        height = max(height, layout.totalMinimumSize().height())
        self.card.setGeometry((room.width() - width) // 2, top, width, height)

    # -- keys and mouse

    def _on_key(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key == Qt.Key.Key_Escape:
            self.leave()
        elif key in _ENTER:
            self._enter()
        elif key in _STEPS:
            self._step(_STEPS[key])
        elif key == Qt.Key.Key_K and event.modifiers() == Qt.KeyboardModifier.ControlModifier:
            self.again()
        elif key not in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            return
        event.accept()

    def _enter(self) -> None:
        """Open what is chosen; where the answer to what is typed is still to come, then."""
        if self._answered != self._asked():
            self._is_awaited = True
        else:
            self._open(self.list.currentIndex().row())

    def _step(self, step: int) -> None:
        at = self.list.currentIndex().row()
        for _ in range(abs(step)):
            row = self.model.next_row(at, 1 if step > 0 else -1)
            if row is None or (abs(step) > 1 and (row - at) * step < 0):
                break
            at = row
        self._choose(at)

    def _choose(self, at: int) -> None:
        if not 0 <= at < len(self.model.rows):
            return
        self.list.setCurrentIndex(self.model.index(at))
        first = self.model.next_row(-1, 1)
        self.list.scrollTo(self.model.index(0 if at == first else at))
        announce(self.line, self.model.rows[at].said)

    def _point(self, index: QModelIndex) -> None:
        if index.isValid() and self.model.rows[index.row()].act is not None:
            self.list.setCurrentIndex(index)

    def _open(self, at: int) -> None:
        act = self.model.rows[at].act if 0 <= at < len(self.model.rows) else None
        if act is not None:
            act()

    # -- what is looked for

    def _asked(self) -> str:
        return f"{self._kind}\n{self.line.text()}"

    def _on_typed(self) -> None:
        self._kind, self._is_awaited = "", False
        if self.isVisible():
            self._search()

    def _search(self) -> None:
        asked, store, cluster = self._asked(), self._bridge.store, self._bridge.cluster
        if store is None or cluster is None:
            self._on_found((asked, ()))
            return
        find = self._finder(store, cluster)
        self._work.start(lambda: (asked, find()))

    def _finder(self, store: Store, cluster: str) -> Callable[[], tuple[Hit, ...]]:
        from facilitator.store import queries

        typed, private = self.line.text(), not self._is_seen_by_the_room()
        if not typed.strip():
            places = self._recent_places()
            return lambda: store.ask(queries.recent, cluster, places)
        kinds = (self._kind,) if self._kind else ()
        most = MOST if self._kind else SHOWN + 1
        return lambda: store.ask(
            queries.find, cluster, typed, kinds=kinds, private=private, most=most
        )

    def _is_seen_by_the_room(self) -> bool:
        """Whether this may be the display that the room sees while a meeting runs."""
        page = self._window.page()
        room = getattr(page, "room", None)
        return page is not None and page.fills_window() and not (room and room.is_shown)

    def _recent_places(self) -> tuple[tuple[str, str], ...]:
        page = self._window.page()
        here = (self._window.current, page.subject() if page else None)
        return tuple(one for one in self._bridge.recent_places() if one != here)

    def _on_found(self, answer: object) -> None:
        self._answered, self._hits = cast("tuple[str, tuple[Hit, ...]]", answer)
        self._show()
        if self._is_awaited:
            self._is_awaited = False
            self._enter()

    def _on_failed(self, error: object) -> None:
        from facilitator.domain.refusal import Refusal
        from facilitator.store.engines import IndexDamaged

        store, cluster, asked = self._bridge.store, self._bridge.cluster, self._asked()
        lang = self._bridge.lang
        if isinstance(error, IndexDamaged) and store and cluster and not self._was_mended:
            self._was_mended = True
            find = self._finder(store, cluster)
            self._work.start(lambda: (asked, (store.rebuild_search(), find())[1]))
            said = lang.text(N_("The search index is made anew …"))
        else:
            said = error.in_words(lang) if isinstance(error, Refusal) else ""
            said = said or lang.text(N_("Nothing could be searched just now."))
        self._answered, self._hits = asked, ()
        self._say(said, "warn")

    # -- what is shown

    def _show(self) -> None:
        typed = self.line.text().strip()
        offers, hits = self._offers, self._hits
        rows = offers.typed(typed, hits, self._kind, self._widen) if typed else offers.first(hits)
        self.model.show(tuple(rows))
        lang = self._bridge.lang
        if not self.model.rows and typed:
            said = lang.text(N_("Nothing found about {what}."), what=lang.quote(typed))
            hint = lang.text(N_("Try a shorter word, or another word for the same."))
            self._say(f"{said} {hint}")
        else:
            self._say("")
        first = self.model.next_row(-1, 1)
        if first is not None:
            self._choose(first)
        self.list.scrollToTop()

    def _say(self, said: str, tone: str = "") -> None:
        if said:
            self.model.show(())
            announce(self.line, said)
        self.nothing.setText(said)
        set_tone(self.nothing, tone)
        self._place()

    def _widen(self, kind: str) -> None:
        self._kind = kind
        self._search()
