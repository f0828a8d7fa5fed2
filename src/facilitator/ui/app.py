"""The program with a screen: paints a window at once, opens the store beside it."""

from __future__ import annotations

import gc
import threading
from collections.abc import Callable, Sequence
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import (
    QMessageLogContext,
    QObject,
    QSize,
    Qt,
    QThread,
    QTimer,
    QtMsgType,
    Signal,
    Slot,
    qInstallMessageHandler,
)
from PySide6.QtGui import QGuiApplication, QScreen
from PySide6.QtWidgets import QApplication

from facilitator.clock import Clock, new_id
from facilitator.domain.refusal import Refusal
from facilitator.language import N_, Language
from facilitator.log import log, start_crash_log, start_logging, without_words
from facilitator.paths import DEMO, default_store, user_data
from facilitator.settings import Settings
from facilitator.store.glance import glance
from facilitator.store.lock import StoreLock, is_held
from facilitator.ui.backups import back_up, is_backup_due, on_closed
from facilitator.ui.bridge import Bridge
from facilitator.ui.garbage import GarbageRounds
from facilitator.ui.looks import Looks
from facilitator.ui.main_window import MainWindow
from facilitator.ui.opening import FAULT, Opening
from facilitator.ui.page import PAGES, PageRow

if TYPE_CHECKING:
    from PySide6.QtNetwork import QLocalServer

    from facilitator.domain.overview import Overview
    from facilitator.store.store import Store
    from facilitator.ui.welcome_page import FormText, NewCluster

PICTURE_SIZE = 1280, 720
USUAL_SIZE = QSize(1440, 900)
COLLECTED_AFTER_MS = 3_000
RAISE_ATTEMPTS, RAISE_PAUSE_MS = 20, 50
FRAME = QSize(20, 60)
"""Room for what the system draws around a window; a smaller screen is filled."""

ANSWERS_AFTER_MS = 200
"""How long after opening the network is loaded, by which a second start finds this one: the first
page is painted before, and who starts again waits longer than that."""
BACKED_UP_AFTER_MS = 1_000
"""How long after opening a store a backup that was skipped is made: the first page comes first."""
EXAMINED_AFTER_MS = 10_000
"""How long after opening a store it is looked over for damage: starting is over by then."""

_UNWRITABLE = Refusal(
    N_("Facilitator may not write in the folder of the data file."),
    N_("Nothing was changed."),
    N_("Give yourself permission to write there, or choose another file."),
)


def run(
    place: str,
    lang: Language | None,
    clock: Clock,
    screens: Callable[[], Sequence[QScreen]] | None = None,
    picture: Path | None = None,
) -> int:
    """Show the store at a path or URL until its window is closed.

    Args:
        lang: none takes the one in the settings, else the system's.
        screens: the screens there are, for the room screen.
        picture: write the window to this file once it is filled, and end.

    Answers the exit status: 0, also when another window of the store came to the front instead.
    """
    # As an argument: asked for or set by name, the style costs 5 ms before the first paint.
    app = QApplication.instance() or QApplication(["facilitator", "-style", "Fusion"])
    assert isinstance(app, QApplication)
    if picture is None and _is_raised(place):
        return 0
    gc.disable()  # starting makes next to no garbage, and looking for it costs a tenth of the time
    program = Program(app, lang, clock, screens or QGuiApplication.screens, picture)
    # A long migration makes some after all.
    QTimer.singleShot(COLLECTED_AFTER_MS, program, lambda: GarbageRounds(program))
    undo: list[Callable[[], None]] = []
    # Every store that is opened paints a window; these are begun with the first.
    once = Qt.ConnectionType.SingleShotConnection
    program.painted.connect(lambda: undo.append(_log_everything()), once)
    program.painted.connect(lambda: undo.append(_end_in_order(program)), once)
    try:
        program.open(place)
        return app.exec()
    finally:
        gc.enable()
        for stop in reversed(undo):
            stop()


def _is_raised(place: str) -> bool:
    """Whether another window of the store was there and came to the front."""
    is_file, is_open = "://" not in place, "://" not in place and is_held(Path(place))
    # One that is still to be made is held by nobody, but a window may stand at its beginning.
    if is_file and not is_open and Path(place).exists():
        return False
    from facilitator.ui.single import raise_first

    for _ in range(RAISE_ATTEMPTS):
        if raise_first(place):
            return True
        if not is_open:
            return False
        # The first one is still starting, and answers when it has opened the store.
        QThread.msleep(RAISE_PAUSE_MS)
    return False


def _end_in_order(program: Program) -> Callable[[], None]:
    from facilitator.ui.ending import end_in_order

    return end_in_order(program.close, program)


def _log_everything() -> Callable[[], None]:
    try:
        stop = start_logging(user_data())
        start_crash_log(user_data())
    except OSError:
        return lambda: None
    before = qInstallMessageHandler(_log_qt)

    def stop_all() -> None:
        qInstallMessageHandler(before)
        stop()

    return stop_all


def _log_qt(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
    log.warning("Qt %s %s: %s", kind.name, context.category, without_words(message))


class Program(QObject):
    """One open window and what it stands on; changes language, look and store under it.

    `painted`: the first window stands on the screen; what can wait is begun then.
    `opened`: the store is open, or it is said why not.
    """

    painted = Signal()
    opened = Signal()
    _found_broken = Signal()
    _not_made = Signal()

    def __init__(
        self,
        app: QApplication,
        lang: Language | None,
        clock: Clock,
        screens: Callable[[], Sequence[QScreen]],
        picture: Path | None,
        pages: Sequence[PageRow] = PAGES,
    ) -> None:
        super().__init__()
        self._pages = pages
        self._app, self._clock = app, clock
        self._looks = Looks(app, lang, self)
        self._screens, self._picture = screens, picture
        self._own = str(default_store())
        self._new_cluster: NewCluster | None = None
        self._typed: FormText | None = None
        self._handover: Path | None = None
        self._server: QLocalServer | None = None
        self._is_opening = False
        self._arrival = QTimer(self, singleShot=True, interval=0)
        self._arrival.timeout.connect(self._remember_place)
        self._shown = QTimer(self, singleShot=True, interval=BACKED_UP_AFTER_MS)
        self._shown.timeout.connect(self._make_up)
        self._settled = QTimer(self, singleShot=True, interval=EXAMINED_AFTER_MS)
        self._settled.timeout.connect(self._examine)
        self._found_broken.connect(self._say_broken)
        app.setQuitOnLastWindowClosed(False)
        app.commitDataRequest.connect(lambda _: self.bridge.leaving.emit())
        app.styleHints().colorSchemeChanged.connect(lambda _: self._looks.dress(self.settings))

    # -- opening

    def open(self, place: str) -> None:
        """Show a window on the store at a path or URL and open it beside."""
        self.place = place
        if Path(place).name != DEMO:
            self._own = place
        self._is_opening = True
        self._is_leaving = threading.Event()
        self._is_file = "://" not in place
        folder = Path(place).resolve().parent if self._is_file else user_data()
        self.settings = Settings(folder / "settings.json")
        self.bridge = Bridge(
            self._looks.language(self.settings), self._clock, self.settings, self._screens
        )
        self.bridge.setting_wanted.connect(self._show_settings)
        self._opening = Opening()
        self._opening.done.connect(self._on_opened)
        self._build_window()
        self.window.painted.connect(lambda: QTimer.singleShot(0, self._on_painted))
        self._begin()
        self.window.show()

    def _on_painted(self) -> None:
        self.painted.emit()

    def _begin(self) -> None:
        lock = None
        if self._is_file:
            if not Path(self.place).exists():
                self._welcome()
                self._finish_opening()
                return
            try:
                lock = StoreLock(Path(self.place))
            except Refusal as refusal:
                self._on_opened(refusal)
                return
            except OSError:
                self._on_opened(_UNWRITABLE)
                return
        self._show_first_page(self._glance() if lock else None)
        self.window.painted.connect(lambda: QTimer.singleShot(0, lambda: self._open_beside(lock)))

    def _glance(self) -> Overview | None:
        last = self.settings.string("last_cluster") or None
        return glance(self.place, last, self.bridge.today())

    def _open_beside(self, lock: StoreLock | None, *, create: bool = False) -> None:
        installation = self._installation()
        self._opening.start(self.place, self._clock, installation, create, lock)

    def _show_first_page(self, overview: Overview | None) -> None:
        page = self.settings.string("last_page")
        self.window.open_page("run" if overview and overview.running else page)
        if overview is not None:
            self.bridge.cluster = overview.cluster
            if self.window.current == "home":
                self.window.put_page("home", self.window.rows["home"].make(self.bridge))
            self.window.show_overview(overview)

    @Slot(object)
    def _on_opened(self, found: object) -> None:
        first = found if isinstance(found, Refusal) else self._ask_first(cast("Store", found))
        if isinstance(first, Refusal):
            self._show_trouble(first)
        else:
            self._take_over(cast("Store", found), *first)
        self._finish_opening()

    def _ask_first(self, store: Store) -> tuple[list[str], tuple[str, str] | None] | Refusal:
        """The clusters there are and the meeting that runs, with its cluster.

        A store that does not answer is let go of, so that it can be tried again.
        """
        from facilitator.store import queries

        try:
            there = [one.id for one in store.ask(queries.clusters, self.bridge.today())]
            return there, store.ask(queries.running_meeting)
        except Refusal as refusal:
            why = refusal
        except Exception:
            log.exception("the store was opened and does not answer")
            why = FAULT
        store.close()
        return why

    def _finish_opening(self) -> None:
        self._is_opening = False
        self.opened.emit()
        QTimer.singleShot(ANSWERS_AFTER_MS, self, self._answer_others)
        if self._picture is not None:
            QTimer.singleShot(0, self._take_picture)

    def _take_over(self, store: Store, there: list[str], running: tuple[str, str] | None) -> None:
        last = self.settings.string("last_cluster")
        cluster = running[1] if running else last if last in there else next(iter(there), None)
        self.bridge.open(store, cluster)
        if self._new_cluster is not None:
            self._make_cluster(self._new_cluster)
        elif self._handover is not None:
            self.window.deeds.handover.open(self._handover)
            self._handover = None
        elif cluster is None:
            self._welcome()
        elif running:
            self.window.open_page("run", running[0])
        elif self.window.current == self.settings.string("last_page"):
            self.window.open_page(self.window.current, self.settings.string("last_subject") or None)
        self._say_what_was_found()
        self._shown.start()
        self._settled.start()

    def _make_up(self) -> None:
        """Make the backup that was skipped when the program closed, in a thread."""
        store, is_leaving = self.bridge.store, self._is_leaving
        assert store is not None

        def work() -> None:
            try:
                if is_backup_due(store):
                    back_up(store, self._clock, is_leaving.is_set)
            except Exception:
                log.exception("the backup that was skipped could not be made")

        threading.Thread(target=work, name="backup", daemon=True).start()

    def _examine(self) -> None:
        """Look the open store over for damage in a thread; what is found is said in this one."""
        store = self.bridge.store
        assert store is not None

        def work() -> None:
            try:
                store.examine()
            except Exception:
                log.exception("the store could not be looked over, or is damaged")
                if store.broken is not None:
                    self._found_broken.emit()

        threading.Thread(target=work, name="examination", daemon=True).start()

    @Slot()
    def _say_broken(self) -> None:
        self.bridge.say_broken()

    def _say_what_was_found(self) -> None:
        lang, moved = self.bridge.lang, self.settings.moved_aside
        if moved is not None:
            self.settings.moved_aside = None
            said = N_(
                "The settings could not be read. They start anew; the old ones are in {file}."
            )
            self.bridge.say(lang.text(said, file=moved.name), "warn", seconds=0)
        self._warn_of_folder()
        self.bridge.say_broken()
        if Path(self.place).name == DEMO:
            said = lang.text(N_("This is the demo: everything in it is made up."))
            mine = lang.text(N_("To my own cluster")), lambda: self.switch(self._own)
            self.bridge.say(said, seconds=0, key="demo", answers=(mine,))

    def _warn_of_folder(self) -> None:
        """Two computers that write one file in turn lose what one of them wrote."""
        from facilitator.store.engines import folder_risk

        risk = folder_risk(Path(self.place)) if self._is_file else None
        if risk is not None:
            text = self.bridge.lang.text
            advice = text(N_("Use it on one computer at a time, or move it to another folder."))
            self.bridge.say(f"{text(risk)} {advice}", "warn", seconds=0, key="folder")

    def _answer_others(self) -> None:
        """Come forward when the program is started again; the network is loaded for it."""
        if self._server is None and self._picture is None:
            from facilitator.ui.single import answer_others

            self._server = answer_others(self.place, self._come_forward, self)

    # -- windows

    def _build_window(self) -> None:
        self._looks.dress(self.settings)
        self.window = MainWindow(self.bridge, self._pages)
        self.window.wanted.connect(self._do_wanted)
        self.window.moved.connect(self._arrival.start)
        self.window.closed.connect(self._on_window_closed)
        if self._picture:
            self.window.resize(*PICTURE_SIZE)
            return
        room = self._app.primaryScreen().availableGeometry().size()
        self.window.resize(USUAL_SIZE.boundedTo(room))
        self.window.fit()
        if (USUAL_SIZE + FRAME).boundedTo(room) != USUAL_SIZE + FRAME:
            self.window.setWindowState(Qt.WindowState.WindowMaximized)

    def _rebuild(self) -> None:
        """Build the window anew, in another language or look, at the same place."""
        self.bridge.leaving.emit()
        if self.bridge.unsaved:
            return
        old, page = self.window, self.window.page()
        where = old.current, page.subject() if page else None
        self.bridge.lang = self._looks.language(self.settings)
        self._build_window()
        self.window.setGeometry(old.geometry())
        self.window.open_page(*where)
        self.window.refresh_overview()
        self.window.show()
        self._say_what_was_found()
        old.hide()
        old.deleteLater()

    def _come_forward(self) -> None:
        self.window.setWindowState(self.window.windowState() & ~Qt.WindowState.WindowMinimized)
        self.window.show()
        self.window.raise_()
        self.window.activateWindow()

    def _take_picture(self) -> None:
        self._app.processEvents()
        self.window.grab().save(str(self._picture))
        self.window.close()

    # -- what the window wants

    @Slot(str)
    def _do_wanted(self, wanted: str) -> None:
        from facilitator.ui.other_files import OtherFiles

        others = OtherFiles(self, self._clock)
        acts: dict[str, Callable[[], object]] = {
            "settings": self._show_settings,
            "open_file": others.open_file,
            "open_demo": others.open_demo,
            "new_cluster": lambda: self._welcome(first_start=False),
            "restore": others.restore,
            "open_handover": others.choose_handover,
            "welcome": self._welcome,
            "again": lambda: self.switch(self.place),
            "quit": self.window.close,
        }
        acts[wanted]()

    def _welcome(self, *, first_start: bool = True) -> None:
        from facilitator.ui.welcome_page import WelcomePage

        page = WelcomePage(self.bridge.lang, first_start=first_start)
        page.submitted.connect(self._on_new_cluster)
        self._not_made.connect(page.form.let_try_again)
        if self._typed is not None:
            page.form.put(self._typed)
        page.form.typed.connect(self._keep_typed)
        page.wanted.connect(self._do_wanted)
        page.left.connect(lambda: self.window.open_page(self.window.current))
        self.window.show_whole(page)

    @Slot(object)
    def _keep_typed(self, typed: FormText) -> None:
        """Keep what is typed in the form, should its page be left for another."""
        self._typed = typed

    @Slot(object)
    def _on_new_cluster(self, wanted: NewCluster) -> None:
        if self._is_opening:
            return
        if self.bridge.store is None:
            self._new_cluster, self._is_opening = wanted, True
            self._open_beside(None, create=True)
        else:
            self._make_cluster(wanted)

    def _make_cluster(self, wanted: NewCluster) -> None:
        from facilitator.edits import members

        self._new_cluster = None
        made = self.bridge.do(
            N_("New cluster"),
            members.make_cluster,
            wanted.name,
            wanted.specialty,
            wanted.members,
            first_number=wanted.first_number,
        )
        if made is None:
            self._not_made.emit()
            return
        self._typed = None
        self.bridge.choose_cluster(made)
        self.window.open_page("home")

    def _show_trouble(self, refusal: Refusal) -> None:
        log.warning("the store was refused: %s", type(refusal).__name__)
        from facilitator.ui.trouble_page import TroublePage

        page = TroublePage(self.bridge.lang, self.place, refusal)
        page.wanted.connect(self._do_wanted)
        self.window.show_whole(page)

    def _installation(self) -> str:
        try:
            return self.settings.installation(new_id)
        except OSError:
            return self.settings.string("installation")

    # -- other stores

    def switch(self, place: str) -> None:
        """Close this store as at the end and open another."""
        if not self._is_opening and self.close_window():
            self.open(place)

    def close_window(self) -> bool:
        self.window.closed.disconnect(self._on_window_closed)
        if not self.window.close():
            self.window.closed.connect(self._on_window_closed)
            return False
        self._leave_store()
        self.window.deleteLater()
        if self._server is not None:
            self._server.close()
            self._server = None
        return True

    def open_handover(self, path: Path) -> None:
        """Show what it would bring; where there is no store yet, one is made for it."""
        if self._is_opening:
            return
        if self.bridge.store is not None:
            self.window.deeds.handover.open(path)
        elif self._is_file and not Path(self.place).exists():
            self._handover, self._is_opening = path, True
            self._open_beside(None, create=True)

    # -- settings

    @Slot(str)
    def _show_settings(self, at: str = "") -> None:
        from facilitator.ui.settings_dialog import open_settings

        before = self._looks.chosen(self.settings)
        open_settings(self.bridge, self.window.nav.cluster_name, self.window, at)
        if self._looks.chosen(self.settings) == before:
            return
        if self.bridge.store is None:
            self._looks.dress(self.settings)
        else:
            self._rebuild()

    # -- closing

    def close(self) -> None:
        """Close the window as a person does."""
        self.window.close()

    def _on_window_closed(self) -> None:
        self._leave_store()
        self._app.quit()

    def _remember_place(self) -> None:
        if self.bridge.store is not None and not self._is_opening:
            page = self.window.page()
            subject = page.subject() if page else None
            self.bridge.remember_place(self.window.current, subject or "")

    def _leave_store(self) -> None:
        bridge = self.bridge
        self._remember_place()
        self.window.hide()
        self._shown.stop()
        self._settled.stop()
        self._is_leaving.set()
        store = bridge.close()
        if store is not None:
            self._prune(store)
            on_closed(store, bridge.lang, self._clock)

    def _prune(self, store: Store) -> None:
        """Forget the Steps that are older than the settings keep them."""
        days = timedelta(days=self.settings.number("keep_steps_days"))
        try:
            store.prune(self._clock.utc() - days)
        except Refusal as refusal:
            log.warning("old steps were not pruned: %s", type(refusal).__name__)
