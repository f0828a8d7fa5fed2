"""The main window: places navigation, pages and notices, and nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QTimer, Signal
from PySide6.QtGui import (
    QAction,
    QCloseEvent,
    QDragEnterEvent,
    QDropEvent,
    QPaintEvent,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from facilitator.language import N_
from facilitator.ui import theme
from facilitator.ui.actions import menu_bar, window_actions
from facilitator.ui.bridge import Bridge
from facilitator.ui.deeds import Deeds
from facilitator.ui.frame import PageFrame
from facilitator.ui.nav import Nav
from facilitator.ui.notices import Notices
from facilitator.ui.overlays import Overlays
from facilitator.ui.page import PAGES, Page, PageRow
from facilitator.ui.turns import Turns

if TYPE_CHECKING:
    from facilitator.domain.overview import Overview
    from facilitator.store.journal import StepInfo

_NAME = "Facilitator"
_NAV_TABLES = frozenset(
    {"cluster", "member", "specialty", "commitment", "follow_up", "meeting", "topic"}
)

NARROW_BELOW = 1100
"""Design pixels: a window this wide at text size 1 keeps the names of the pages."""


class MainWindow(QMainWindow):
    """One window on one store. `wanted` asks the program for what reaches beyond it; `moved`:
    another page or another subject may be in sight."""

    painted = Signal()
    moved = Signal()
    wanted = Signal(str)
    closed = Signal()

    def __init__(self, bridge: Bridge, pages: Sequence[PageRow] = PAGES) -> None:
        super().__init__()
        self.bridge = bridge
        self.rows = {row.id: row for row in pages}
        self.frames: dict[str, PageFrame] = {}
        self.current = next(iter(self.rows))
        self._dark: QWidget | None = None
        self._was_painted = False
        self._close_anyway = False
        self._overview = QTimer(self, singleShot=True, interval=0)
        self._overview.timeout.connect(self.refresh_overview)
        self.nav = Nav(bridge.lang, pages)
        self.nav.chosen.connect(self.open_page)
        self.nav.cluster_chosen.connect(bridge.choose_cluster)
        self.nav.wanted.connect(self.wanted)
        self.notices = Notices(bridge.lang)
        self.stack = QStackedWidget()
        self.whole = QStackedWidget()
        self.whole.addWidget(self._shell())
        self.setCentralWidget(self.whole)
        self.overlays, self.deeds = Overlays(self), Deeds(self)
        self.nav.searching.connect(self.deeds.search)
        self.actions_by_id: dict[str, QAction] = window_actions(self, bridge.lang, self.deeds.do)
        menu_bar(self.menuBar(), bridge.lang, self.actions_by_id)
        self.setMinimumSize(800, 560)
        self.setAcceptDrops(True)
        self.nav.set_page(self.current)
        self._listen()
        self.turns = Turns(self)
        self.setWindowTitle(_NAME)

    def _shell(self) -> QWidget:
        shell, column = QWidget(), QVBoxLayout()
        self._column = column
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.stack, 1)
        column.addWidget(self.notices)
        row = QHBoxLayout(shell)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.nav)
        row.addLayout(column, 1)
        return shell

    def _listen(self) -> None:
        self.bridge.ready.connect(self._on_ready)
        self.bridge.changed.connect(self._on_changed)
        self.bridge.cluster_changed.connect(self._on_cluster_changed)
        self.bridge.notice.connect(self.notices.show_notice)
        self.bridge.foot_made.connect(self.notices.lie_at_the_foot)
        self.bridge.goto.connect(self.open_page)
        self.bridge.goto_row.connect(self.open_row)
        self.bridge.acting.connect(self._trigger)

    # -- pages

    def open_page(self, page_id: str, subject: str | None = None) -> None:
        """Show a page: its frame at once, its content when the store is open. The keys are the
        page's then, unless its subject took them or it has no list; arrows in the navigation take
        them back.

        What fills the window while there is no cluster stays: behind it the pages are empty.
        """
        if self.is_covered() and (self.bridge.store is None or self.bridge.cluster is None):
            return
        if page_id not in self.rows:
            page_id = next(iter(self.rows))
        if page_id != self.current:
            self.bridge.leaving.emit()
        self.current = page_id
        self.overlays.leave_keys()
        self.show_whole(None)
        frame = self._frame(page_id)
        self.stack.setCurrentWidget(frame)
        self.nav.set_page(page_id)
        self._fill()
        before = self.focusWidget()
        if frame.page is not None and subject is not None:
            frame.page.show_subject(subject)
            frame.show_header()
        self._dress()
        if self.focusWidget() is before and not frame.take_focus():
            # Qt has led them to the first button of the page, which the next Enter would press.
            self.nav.focus_page()
        self.moved.emit()

    def open_row(self, page_id: str, table: str, key: str) -> None:
        """Show a page and bring a row of a table into sight there."""
        self.open_page(page_id)
        page = self.page()
        if page is not None:
            page.show_row(table, key)

    def page(self) -> Page | None:
        """The page in sight, when it has been made."""
        whole = self.whole.currentWidget()
        if isinstance(whole, Page):
            return whole
        frame = self.frames.get(self.current)
        return frame.page if frame else None

    def in_sight(self) -> QWidget | None:
        """What fills the window, else the page."""
        return self.whole.currentWidget() if self.is_covered() else self.page()

    def is_covered(self) -> bool:
        """Whether something fills the window instead of navigation and pages."""
        return self.whole.currentIndex() != 0

    def show_overview(self, overview: Overview) -> None:
        """Show the cluster and its counts, and the home page's figures if it waits for them."""
        self.nav.show_overview(overview)
        self.setWindowTitle(f"{overview.name.name} – Facilitator" if overview.name else _NAME)
        home = self.frames.get("home")
        if home is not None and home.page is not None and self.bridge.store is None:
            home.page.show_overview(overview)

    def refresh_overview(self) -> None:
        """Ask again what the navigation shows."""
        from facilitator.store import queries

        bridge = self.bridge
        if bridge.store is None or bridge.cluster is None:
            return
        overview = bridge.guarded(
            lambda: bridge.ask(queries.overview, bridge.cluster, bridge.today())
        )
        if overview is not None:
            self.show_overview(overview)

    def put_page(self, page_id: str, page: Page) -> None:
        """Show a page that was made before the store was open."""
        frame = self._frame(page_id)
        frame.put(page)
        page.header_changed.connect(self._dress)
        page.header_changed.connect(self.moved)

    def show_whole(self, widget: QWidget | None) -> None:
        """Let a widget fill the window instead of navigation and pages; None brings them back."""
        while self.whole.count() > 1 and self.whole.widget(1) is not widget:
            old = self.whole.widget(1)
            assert old is not None
            self.whole.removeWidget(old)
            old.deleteLater()
        if widget is not None and self.whole.count() == 1:
            self.whole.addWidget(widget)
        self.whole.setCurrentIndex(0 if widget is None else 1)

    def show_page_instead(self, page: Page) -> None:
        """Let a page that is not in the navigation fill the window."""
        page.header_changed.connect(self._dress)
        self.show_whole(page)
        self._dress()
        self.turns.forget()

    def _frame(self, page_id: str) -> PageFrame:
        if page_id not in self.frames:
            frame = PageFrame(self.bridge.lang.text(self.rows[page_id].title))
            self.frames[page_id] = frame
            self.stack.addWidget(frame)
        return self.frames[page_id]

    def _on_ready(self) -> None:
        # It was counted when the cluster was taken over, a moment before.
        self.turns.forget()
        self._fill()
        self.deeds.go_on()

    def _fill(self) -> None:
        frame = self._frame(self.current)
        if self.bridge.store is None or self.is_covered():
            return
        if frame.page is None:
            made = self.bridge.guarded(lambda: self.rows[self.current].make(self.bridge))
            if made is None:
                return
            self.put_page(self.current, made)
        if frame.stale and frame.page is not None:
            frame.stale = False
            self.bridge.guarded(frame.page.refresh)
            frame.show_header()
        self._dress()

    def _on_changed(self, step: StepInfo) -> None:
        for frame in self.frames.values():
            if frame.page is not None and frame.page.tables & step.tables:
                frame.stale = True
        if step.tables & _NAV_TABLES:
            self.refresh_overview()
        self.turns.forget()
        self.nav.say_saved(self.bridge.lang.clock(step.at), self._is_shared())
        self._fill()

    def _is_shared(self) -> bool:
        return self.bridge.store is not None and self.bridge.store.is_shared

    def _on_cluster_changed(self) -> None:
        for frame in self.frames.values():
            frame.stale = True
            if frame.page is not None:
                frame.page.show_subject(None)
        self.turns.forget()
        self._fill_and_count()

    def _fill_and_count(self) -> None:
        """Fill the page and the navigation; that of a page that fills the window can wait."""
        self._fill()
        page = self.page()
        if page is not None and page.fills_window():
            self._overview.start()
        else:
            self.refresh_overview()

    # -- looks

    def _dress(self) -> None:
        page, whole = self.page(), self.whole.currentWidget()
        is_covered = self.is_covered() and page is not whole
        fills = page is not None and page.fills_window() and not is_covered
        self.nav.setVisible(not fills)
        self.menuBar().setVisible(not fills)
        frame = page if page is whole else self._frame(self.current)
        self._darken(frame if fills else None)

    def _darken(self, frame: QWidget | None) -> None:
        """Dress one page in the dark, and nothing else: all of the window takes half a second."""
        if frame is self._dark:
            return
        if self._dark is not None:
            theme.undress(self._dark)
        if frame is not None:
            theme.dress(frame, "dark")
        self._dark = frame
        self.notices.set_dark(frame is not None)
        self.notices.lie_over(frame, self._column)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def fit(self) -> None:
        """Have as much of the pages' names as there is width for; before the window is shown it
        costs the least."""
        narrow = self.width() < theme.px(NARROW_BELOW)
        if narrow != self.nav.narrow:
            self.nav.set_narrow(narrow)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self.focusWidget() is None or self.focusWidget() is self.nav.cluster:
            self.nav.focus_page()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._was_painted:
            self._was_painted = True
            self.painted.emit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and not self.isActiveWindow():
            self.bridge.leaving.emit()

    def _trigger(self, action_id: str) -> None:
        self.actions_by_id[action_id].trigger()

    # -- files let go over it

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        from facilitator.ui.handover.visit import dropped

        if dropped(event.mimeData()) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        from facilitator.ui.handover.visit import dropped

        path = dropped(event.mimeData())
        if path is not None:
            event.acceptProposedAction()
            self.deeds.handover.open(path)

    # -- closing

    def closeEvent(self, event: QCloseEvent) -> None:
        self.bridge.leaving.emit()
        if self.bridge.unsaved and not self._close_anyway:
            event.ignore()
            self._ask_before_loss()
            return
        event.accept()
        self.closed.emit()

    def _ask_before_loss(self) -> None:
        lang = self.bridge.lang
        self.bridge.say(
            lang.text(N_("Some text has not been saved and is lost if you close now.")),
            "bad",
            seconds=0,
            key="closing",
            answers=((lang.text(N_("Close anyway")), self._close_and_lose),),
        )

    def _close_and_lose(self) -> None:
        self._close_anyway = True
        self.close()
