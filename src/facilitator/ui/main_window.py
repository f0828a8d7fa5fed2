"""The main window: places navigation, pages and notices, and nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain, zip_longest
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QMimeData, QTimer, Signal
from PySide6.QtGui import (
    QAction,
    QCloseEvent,
    QDragEnterEvent,
    QDropEvent,
    QPaintEvent,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import (
    QAbstractButton,
    QHBoxLayout,
    QMainWindow,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from facilitator.language import N_
from facilitator.ui import theme
from facilitator.ui.actions import Action, menu_bar, name_turn, window_actions
from facilitator.ui.bridge import Bridge
from facilitator.ui.frame import PageFrame
from facilitator.ui.nav import Nav
from facilitator.ui.notices import Notices
from facilitator.ui.page import PAGES, Page, PageRow

if TYPE_CHECKING:
    from facilitator.domain.overview import Overview
    from facilitator.store.journal import StepInfo
    from facilitator.store.queries import Way
    from facilitator.ui.key_overlay import KeysOverlay
    from facilitator.ui.search.box import SearchBox
    from facilitator.ui.work_page import WorkPage

_NAME = "Facilitator"
_NAV_TABLES = frozenset(
    {"cluster", "member", "specialty", "commitment", "follow_up", "meeting", "topic"}
)

_SUBJECTS = {
    "meetings": "meeting",
    "run": "meeting",
    "follow_up": "commitment",
    "topics": "topic",
    "data": "indicator",
}
"""Whose key the subject of a page is."""

TURNS_MS = 50
"""How long after a change it is asked what undo would do: its picture is painted by then."""

NARROW_BELOW = 1100
"""Design pixels: a window this wide at text size 1 keeps the names of the pages."""


_HANDED_OVER = ".facilitator"


def _dropped(data: QMimeData) -> Path | None:
    """The one file that is dragged, if it is a handed over cluster."""
    files = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
    is_one = len(files) == 1 and files[0].suffix.casefold() == _HANDED_OVER
    return files[0] if is_one else None


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
        self._keys: KeysOverlay | None = None
        self._search: SearchBox | None = None
        self._searched = ""
        self._close_anyway = False
        self._new_wanted = False
        self._turns = QTimer(self, singleShot=True, interval=TURNS_MS)
        self._turns.timeout.connect(self._name_turns)
        self._overview = QTimer(self, singleShot=True, interval=0)
        self._overview.timeout.connect(self.refresh_overview)
        self.nav = Nav(bridge.lang, pages)
        self.nav.chosen.connect(self.open_page)
        self.nav.cluster_chosen.connect(bridge.choose_cluster)
        self.nav.wanted.connect(self.wanted)
        self.nav.searching.connect(self.search)
        self.notices = Notices(bridge.lang)
        self.stack = QStackedWidget()
        self.whole = QStackedWidget()
        self.whole.addWidget(self._shell())
        self.setCentralWidget(self.whole)
        self.actions_by_id: dict[str, QAction] = window_actions(self, bridge.lang, self._act)
        menu_bar(self.menuBar(), bridge.lang, self.actions_by_id)
        self.setMinimumSize(800, 560)
        self.setAcceptDrops(True)
        self.nav.set_page(self.current)
        self._listen()
        self.setWindowTitle(_NAME)

    def _shell(self) -> QWidget:
        shell, column = QWidget(), QVBoxLayout()
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
        self.bridge.undone.connect(self._on_undone)
        self.bridge.cluster_changed.connect(self._on_cluster_changed)
        self.bridge.notice.connect(self.notices.show_notice)
        self.bridge.goto.connect(self.open_page)
        self.bridge.goto_row.connect(self.open_row)
        self.bridge.acting.connect(self._trigger)
        self.moved.connect(self._turns.start)

    # -- pages

    def open_page(self, page_id: str, subject: str | None = None) -> None:
        """Show a page: its frame at once, its content when the store is open."""
        if page_id not in self.rows:
            page_id = next(iter(self.rows))
        if page_id != self.current:
            self.bridge.leaving.emit()
        self.current = page_id
        self._leave_keys()
        self.show_whole(None)
        frame = self._frame(page_id)
        self.stack.setCurrentWidget(frame)
        self.nav.set_page(page_id)
        self._fill()
        if frame.page is not None and subject is not None:
            frame.page.show_subject(subject)
            frame.show_header()
        self._dress()
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

    def _frame(self, page_id: str) -> PageFrame:
        if page_id not in self.frames:
            frame = PageFrame(self.bridge.lang.text(self.rows[page_id].title))
            self.frames[page_id] = frame
            self.stack.addWidget(frame)
        return self.frames[page_id]

    def _on_ready(self) -> None:
        # It was counted when the cluster was taken over, a moment before.
        self._forget_turns()
        self._fill()
        if self._new_wanted and self.current == "meetings":
            self.new_meeting()

    def _fill(self) -> None:
        frame = self._frame(self.current)
        if self.bridge.store is None or self.whole.currentIndex() != 0:
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
        self._forget_turns()
        self.nav.say_saved(self.bridge.lang.clock(step.at), self._is_shared())
        self._fill()

    def _is_shared(self) -> bool:
        return self.bridge.store is not None and self.bridge.store.is_shared

    def _on_cluster_changed(self) -> None:
        for frame in self.frames.values():
            frame.stale = True
            if frame.page is not None:
                frame.page.show_subject(None)
        self._forget_turns()
        self._fill_and_count()

    def _fill_and_count(self) -> None:
        """Fill the page and the navigation; that of a page that fills the window can wait."""
        self._fill()
        page = self.page()
        if page is not None and page.fills_window():
            self._overview.start()
        else:
            self.refresh_overview()

    def _on_undone(self, step: StepInfo) -> None:
        """Go to what was undone or redone: where it is in sight, else where it is at home."""
        from facilitator.store import queries

        page = self.page()
        if page is not None and page.fills_window():
            return  # nobody is taken out of a running meeting
        ways = self.bridge.ask(queries.ways, step.rows) or (queries.Way(step.loaded or "", ()),)
        here = [way for way in ways if self._home(way) == self.current]
        here = here or [way for way in ways if page is not None and page.shows(way)]
        home = next(filter(None, map(self._home, ways)), None)
        if not here and home is not None:
            self.open_page(home)
            here = [way for way in ways if self._home(way) == home]
        self._show_one(here)

    def _home(self, way: Way) -> str | None:
        return next((row.id for row in self.rows.values() if way.table in row.tables), None)

    def _show_one(self, ways: Sequence[Way]) -> None:
        """Bring the first row into sight that the page can show: the rows, then their owners."""
        page = self.page()
        rows = chain.from_iterable(zip_longest(*(way.rows for way in ways)))
        if page is not None:
            any(page.show_row(*row) for row in rows if row is not None)

    def _forget_turns(self) -> None:
        """Let undo and redo be tried until it is known, a moment later, what they would do."""
        for key in ("undo", "redo"):
            self.actions_by_id[key].setEnabled(True)
        self._turns.start()

    def _name_turns(self) -> None:
        bridge, store = self.bridge, self.bridge.store
        if store is None:
            return
        back = getattr(self.page(), "can_undo", None)
        forth = getattr(self.page(), "can_redo", None)
        found = bridge.guarded(
            lambda: (
                back() if back else store.can_undo(bridge.cluster),
                forth() if forth else store.can_redo(bridge.cluster),
            )
        )
        undo, redo = (bridge.lang.text(label) if label else "" for label in found or ("", ""))
        name_turn(self.actions_by_id["undo"], bridge.lang, "undo", undo)
        name_turn(self.actions_by_id["redo"], bridge.lang, "redo", redo)
        bridge.turned.emit(undo, redo)

    # -- looks

    def _dress(self) -> None:
        page, whole = self.page(), self.whole.currentWidget()
        is_covered = self.whole.currentIndex() != 0 and page is not whole
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

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
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

    # -- what ACTIONS name

    def _trigger(self, action_id: str) -> None:
        self.actions_by_id[action_id].trigger()

    def _act(self, row: Action) -> None:
        handler = getattr(self, row.handler)
        if row.argument:
            handler(row.argument)
        else:
            handler()

    def undo(self) -> None:
        """Take back; on a page with an undo of its own, such as a running meeting, by that."""
        own = getattr(self.page(), "undo", None)
        if own is not None:
            own()
        else:
            self.bridge.undo()

    def redo(self) -> None:
        """Bring back; as `undo`."""
        own = getattr(self.page(), "redo", None)
        if own is not None:
            own()
        else:
            self.bridge.redo()

    def search(self) -> None:
        """Search in everything; the key of it pressed again begins anew."""
        if self._search is not None:
            self._search.again()
            return
        from facilitator.ui.search.box import SearchBox

        self._leave_keys()
        self._search = SearchBox(self)
        self._search.gone.connect(self._forget_search)
        page = self.page()
        if page is not None and page.fills_window():
            theme.dress(self._search.card, "dark")
        self._search.open(self._searched)

    def _forget_search(self) -> None:
        if self._search is not None:
            self._searched = self._search.line.text()
        self._search = None

    def show_history_of(self) -> None:
        """Show who changed what of the thing the person is at, else of the whole cluster."""
        from facilitator.ui.past.history_of_thing import HistoryOfThing

        if self.bridge.store is not None and self.bridge.cluster is not None:
            self.bridge.leaving.emit()
            HistoryOfThing(self.bridge, self._things(), self).open()

    def _things(self) -> Sequence[tuple[str, str]]:
        """Tables and keys of what the person is at, the nearest first."""
        page = self.page()
        own = getattr(page, "things", None)
        found = tuple(own()) if own is not None else ()
        subject = page.subject() if page is not None and not found else None
        if subject is not None and self.current in _SUBJECTS:
            return ((_SUBJECTS[self.current], subject),)
        assert self.bridge.cluster is not None
        return found or (("cluster", self.bridge.cluster),)

    def show_deleted(self) -> None:
        """Show what was deleted and can be brought back."""
        from facilitator.ui.past.deleted_things import DeletedThings

        if self.bridge.store is not None and self.bridge.cluster is not None:
            DeletedThings(self.bridge, self).open()

    def new_meeting(self) -> None:
        """Go to the meetings and begin a new one there."""
        self.open_page("meetings")
        begin = getattr(self.page(), "new_meeting", None)
        self._new_wanted = begin is None  # asked for before the store was open
        if begin is not None:
            begin()

    def share(self) -> None:
        """Share what the page is about; else the agenda of the meeting that comes."""
        self._ask_page("share")

    def print_out(self) -> None:
        """As `share`, to print."""
        self._ask_page("print_out")

    def _ask_page(self, deed: str) -> None:
        page = self.page()
        if page is not None and page.fills_window():
            return  # nobody is taken out of a running meeting
        if not hasattr(page, deed):
            self.open_page("meetings")
        act = getattr(self.page(), deed, None)
        if act is not None:
            act()

    def rehearse(self) -> None:
        """Try out the meeting the page is about, or the one that comes; nothing is stored."""
        page = self.page()
        if self.bridge.store is None or self.whole.currentIndex() or (page and page.fills_window()):
            return
        from facilitator.ui.run.rehearsal import open_rehearsal

        subject = page.subject() if page else None
        made = self.bridge.guarded(lambda: open_rehearsal(self.bridge, subject))
        if made is None:
            return
        made.left.connect(lambda: self.open_page(self.current))
        made.header_changed.connect(self._dress)
        self.show_whole(made)
        made.run.setFocus()
        self._dress()
        self._forget_turns()

    def press_primary(self) -> None:
        shown = self.whole.currentWidget() if self.whole.currentIndex() else self.page()
        ask = getattr(shown, "primary", None)
        primary: QAbstractButton | None = ask() if ask is not None else None
        if primary is not None and primary.isEnabled() and primary.isVisible():
            primary.click()

    def toggle_full_screen(self) -> None:
        if self.isFullScreen():
            self.showNormal()
        else:
            self.showFullScreen()

    def show_keys(self) -> None:
        """Show the keys that work here; while a meeting runs no others."""
        if self._leave_keys():
            return
        from facilitator.ui.key_overlay import KeysOverlay

        page, text = self.page(), self.bridge.lang.text
        fills = page is not None and page.fills_window()
        at = getattr(page, "keys_of", self.current)
        rows = {at: self.rows[at], **({} if fills else self.rows)}
        places = {row.id: text(row.title) for row in rows.values()}
        here = {at: places.pop(at), "window": text(N_("Everywhere"))}
        self._keys = KeysOverlay(
            self, self.bridge.lang, {**here, **places}, getattr(page, "keys", None)
        )
        self._keys.gone.connect(self._forget_keys)
        if fills:
            theme.dress(self._keys, "dark")

    def _forget_keys(self) -> None:
        self._keys = None

    def _leave_keys(self) -> bool:
        shown = self._keys
        if shown is not None:
            shown.leave()
        return shown is not None

    def show_settings(self) -> None:
        self.wanted.emit("settings")

    def open_file(self) -> None:
        self.wanted.emit("open_file")

    def open_demo(self) -> None:
        self.wanted.emit("open_demo")

    def new_cluster(self) -> None:
        self.wanted.emit("new_cluster")

    def restore(self) -> None:
        self.wanted.emit("restore")

    def hand_over(self) -> None:
        """Write the cluster to a file that is opened elsewhere."""
        if self._can_leave() and self.bridge.cluster is not None:
            from facilitator.ui.handover.save import HandoverSavePage

            self._show_instead(HandoverSavePage(self.bridge))

    def choose_handover(self) -> None:
        self.wanted.emit("open_handover")

    def open_handover(self, path: Path) -> None:
        """Show what a handed over cluster in a file would bring."""
        if self._can_leave():
            from facilitator.ui.handover.open import HandoverOpenPage

            page = HandoverOpenPage(self.bridge, path)
            page.kept.connect(self._on_handover)
            self._show_instead(page)

    def _can_leave(self) -> bool:
        """Whether the page may give way to a hand-over; else it is said why not."""
        page = self.page()
        if page is not None and page.fills_window():
            said = N_("A meeting is running, so no hand-over can be opened now.")
            self.bridge.say(self.bridge.lang.text(said), "warn")
            return False
        return self.bridge.store is not None

    def _show_instead(self, page: WorkPage) -> None:
        self.bridge.leaving.emit()
        page.left.connect(self._leave_handover)
        self.show_whole(page)
        page.setFocus()

    def _leave_handover(self) -> None:
        if self.bridge.cluster is None:
            self.wanted.emit("welcome")
        else:
            self.open_page(self.current)

    def _on_handover(self, cluster: str, step: StepInfo | None) -> None:
        """Go to the cluster that was handed over, and offer to take all of it back."""
        before, text = self.bridge.cluster, self.bridge.lang.text
        if before != cluster:
            self.bridge.choose_cluster(cluster)
        self.open_page("home")
        if step is None:
            said = N_("Everything in the file was here already; nothing was changed.")
            self.bridge.say(text(said), key="handover")
            return
        back = text(N_("Undo")), lambda: self._take_handover_back(before, step)
        self.bridge.say(
            text(N_("The hand-over was opened.")), "ok", seconds=0, key="handover", answers=(back,)
        )

    def _take_handover_back(self, before: str | None, step: StepInfo) -> None:
        bridge, store = self.bridge, self.bridge.store
        if store is None or bridge.guarded(lambda: store.take_back(step.seq)) is None:
            return
        if bridge.cluster != before:
            bridge.choose_cluster(before)
        bridge.say(bridge.lang.text(N_("Undone: {what}"), what=bridge.lang.text(step.label)))
        if before is None:
            self.wanted.emit("welcome")

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _dropped(event.mimeData()) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        path = _dropped(event.mimeData())
        if path is not None:
            event.acceptProposedAction()
            self.open_handover(path)

    def show_data_folder(self) -> None:
        from PySide6.QtCore import QUrl
        from PySide6.QtGui import QDesktopServices

        folder = self.bridge.settings.path.parent
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))

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
