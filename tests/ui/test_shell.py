"""The window: there at once, filled when the store is open, told what changed, closed in order."""

from __future__ import annotations

import gc
import shutil
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QFileDialog,
    QLabel,
    QLineEdit,
    QListWidget,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot
from tests.full_disk import full_disk
from tests.furniture import new_store
from tests.ui.fakes import FULL, FakeClock, FakeStore, write

from facilitator.clock import with_hyphens
from facilitator.domain.overview import ClusterName, Overview
from facilitator.domain.refusal import Refusal
from facilitator.edits.members import change_cluster, make_cluster
from facilitator.edits.topics import add_topic
from facilitator.language import N_, Language
from facilitator.paths import DEMO
from facilitator.store import driver, queries
from facilitator.store.lock import StoreLock
from facilitator.store.store import Store
from facilitator.ui import app as app_module
from facilitator.ui import theme
from facilitator.ui.app import Program
from facilitator.ui.backups import back_up
from facilitator.ui.bridge import Bridge, Notice
from facilitator.ui.frame import HeaderBar
from facilitator.ui.main_window import MainWindow
from facilitator.ui.nav import cluster_words
from facilitator.ui.other_files import OtherFiles
from facilitator.ui.page import PAGES, Header, Page, PageRow
from facilitator.ui.parts import NavButton
from facilitator.ui.text_binding import TextBinding
from facilitator.ui.trouble_page import TroublePage
from facilitator.ui.welcome_page import WelcomePage, read_members

pytestmark = pytest.mark.bare

NAME = "ØNH – Eksempel"
LABEL = N_("Change setting")


class Paper(Page):
    """A page that notes what it is told."""

    tables = frozenset({"cluster"})

    def __init__(self, bridge: Bridge) -> None:
        super().__init__(bridge)
        self.told: list[str] = []
        self.fills = False
        self.button = QPushButton("Nyt møde")
        self.button.clicked.connect(lambda: self.told.append("primary"))
        self.field = QLineEdit()
        self.field.setAccessibleName("Navn")
        QVBoxLayout(self).addWidget(self.field)

    def refresh(self) -> None:
        self.told.append("refresh")

    def show_subject(self, subject: str | None) -> None:
        self.told.append(f"subject {subject}")

    def show_row(self, table: str, key: str) -> bool:
        self.told.append(f"row {table}" if key else "row without a key")
        return table in self.tables

    def show_overview(self, overview: Overview) -> None:
        self.told.append(f"overview {overview.members}")

    def header(self) -> Header:
        return Header("Titel", "Under", "Møder / 7. møde")

    def header_buttons(self) -> tuple[QWidget, ...]:
        return (self.button,)

    def primary(self) -> QPushButton:
        return self.button

    def fills_window(self) -> bool:
        return self.fills


class Members(Paper):
    tables = frozenset({"member"})


class PaperRow(PageRow):
    __slots__ = ()

    def make(self, bridge: Bridge) -> Page:
        return Members(bridge) if self.id == "members" else Paper(bridge)


PAPER = tuple(PaperRow(r.id, r.title, r.icon, r.module, r.name, r.tables) for r in PAGES)


@pytest.fixture
def store(store_path: Path, clock: FakeClock) -> Iterator[Store]:
    made = new_store(store_path, clock, installation="here")
    with made.edit(N_("New cluster")) as session:
        make_cluster(session, NAME, "Øre-næse-hals", [("Anna Eksempel", "Klinik 1")])
    yield made
    made.close()


@pytest.fixture
def window(qtbot: QtBot, bridge: Bridge) -> MainWindow:
    made = MainWindow(bridge, PAPER)
    qtbot.addWidget(made)
    made.resize(1280, 720)
    made.show()
    return made


def open_store(bridge: Bridge, store: Store) -> str:
    cluster = store.ask(queries.clusters, bridge.today())[0].id
    bridge.open(store, cluster)
    return cluster


def paper(window: MainWindow) -> Paper:
    page = window.page()
    assert isinstance(page, Paper)
    return page


def rename(bridge: Bridge, name: str) -> None:
    bridge.do(LABEL, change_cluster, bridge.cluster, name=name)


def press(window: QWidget, key: Qt.Key, *, ctrl: bool = True) -> None:
    modifier = Qt.KeyboardModifier.ControlModifier if ctrl else Qt.KeyboardModifier.NoModifier
    QTest.keyClick(window, key, modifier)


# -- before and after the store is open


def test_a_page_chosen_before_the_store_is_open_shows_its_frame_at_once(
    window: MainWindow,
) -> None:
    window.open_page("follow_up")
    assert window.frames["follow_up"].header.title == "Opfølgning"
    assert window.page() is None


def test_the_page_in_sight_is_filled_when_the_store_is_open(
    window: MainWindow, bridge: Bridge, store: Store
) -> None:
    window.open_page("follow_up")
    open_store(bridge, store)
    assert "refresh" in paper(window).told
    assert window.frames["follow_up"].header.title == "Titel"
    assert window.windowTitle() == f"{NAME} – Facilitator"


def test_pages_are_made_on_the_first_visit(
    window: MainWindow, bridge: Bridge, store: Store
) -> None:
    open_store(bridge, store)
    assert list(window.frames) == ["home"]
    window.open_page("history", "item 7")
    assert paper(window).told == ["refresh", "subject item 7"]


def test_the_navigation_names_the_cluster_and_says_what_is_saved(
    window: MainWindow, bridge: Bridge, store: Store
) -> None:
    open_store(bridge, store)
    rename(bridge, "Øjne – Eksempel")
    said = {label.text() for label in window.nav.findChildren(QLabel)}
    assert "Øjne – Eksempel" in said
    assert "1 medlem · Øre-næse-hals" in said
    assert "Gemt kl. 14.02 · kun på denne computer" in said


def test_ideas_that_wait_are_counted_at_the_topic_bank(
    window: MainWindow, bridge: Bridge, store: Store
) -> None:
    open_store(bridge, store)
    entry = next(b for b in window.nav.findChildren(NavButton) if b.text() == "Emnebank")
    assert entry.accessibleName() == "Emnebank"
    for title in ("Svimmelhed", "Ventetid"):
        bridge.do(N_("Add topic"), add_topic, bridge.cluster, title, bridge.clock.utc())
    assert entry.accessibleName() == "Emnebank 2"


def test_a_visible_page_learns_at_once_and_a_hidden_one_when_it_is_shown(
    window: MainWindow, bridge: Bridge, store: Store
) -> None:
    open_store(bridge, store)
    home = paper(window)
    window.open_page("history")
    home.told.clear()
    paper(window).told.clear()
    rename(bridge, "Ny")
    assert paper(window).told == ["refresh"]
    assert home.told == []
    window.open_page("home")
    assert home.told == ["refresh"]


def test_a_page_is_left_alone_by_changes_in_tables_it_does_not_show(
    window: MainWindow, bridge: Bridge, store: Store
) -> None:
    open_store(bridge, store)
    window.open_page("members")
    paper(window).told.clear()
    rename(bridge, "Ny")
    assert paper(window).told == []


def test_a_change_made_in_another_thread_is_told_in_this_one(
    qtbot: QtBot, window: MainWindow, bridge: Bridge, store: Store
) -> None:
    cluster = open_store(bridge, store)
    told_in: list[threading.Thread] = []
    bridge.changed.connect(lambda _: told_in.append(threading.current_thread()))

    def work() -> None:
        with store.edit(LABEL, cluster=cluster) as session:
            change_cluster(session, cluster, name="Fra en anden tråd")

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: bool(told_in))
    assert told_in == [threading.main_thread()]
    assert window.nav.cluster_name == "Fra en anden tråd"


def test_another_cluster_fills_the_pages_anew(
    window: MainWindow, bridge: Bridge, store: Store
) -> None:
    with store.edit(N_("New cluster")) as session:
        other = make_cluster(session, "Reuma – Eksempel", "Reumatologi")
    open_store(bridge, store)
    paper(window).told.clear()
    action = next(a for a in window.nav.menu.actions() if a.text() == "Reuma – Eksempel")
    action.trigger()
    assert bridge.cluster == other
    assert paper(window).told == ["subject None", "refresh"]
    assert window.nav.cluster_name == "Reuma – Eksempel"
    bridge.do(N_("New cluster"), make_cluster, "Reuma – Eksempel", "Hud", [("Anna", "")])
    QApplication.processEvents()
    said = [one.text() for one in window.nav.menu.actions()]
    assert "Reuma – Eksempel · 0 medlemmer · Reumatologi" in said
    assert "Reuma – Eksempel · 1 medlem · Hud" in said


def test_clusters_that_look_alike_are_told_apart_by_when_they_were_made() -> None:
    def made(month: int, day: int, hour: int, minute: int = 0) -> ClusterName:
        at = datetime(2026, month, day, hour, minute, tzinfo=UTC)
        digits = f"{int(at.timestamp() * 1000):012x}7{0:019x}"
        return ClusterName(with_hyphens(digits), "Reuma – Eksempel", "Reumatologi", 3)

    spring, autumn, later = made(5, 3, 10), made(9, 1, 10), made(9, 1, 11, 5)
    lang, alone = Language("da"), "3 medlemmer · Reumatologi"
    assert cluster_words(spring, lang, (spring,)) == alone
    among = (spring, autumn, later)
    assert [cluster_words(one, lang, among) for one in among] == [
        f"{alone} · oprettet 3. maj 2026",
        f"{alone} · oprettet 1. september 2026 kl. 12.00",
        f"{alone} · oprettet 1. september 2026 kl. 13.05",
    ]


# -- edits, refusals and undo


def test_a_refused_edit_says_why_and_answers_nothing(
    window: MainWindow, bridge: Bridge, store: Store
) -> None:
    open_store(bridge, store)
    rename(bridge, " ")
    assert window.notices.texts() == ("En klynge skal have et navn. Intet er ændret.",)


def test_a_fault_is_said_without_its_words(window: MainWindow, bridge: Bridge) -> None:
    bridge.store = FakeStore(fault=ValueError("Anna Eksempel"))  # type: ignore[assignment]
    assert bridge.do(LABEL, write, "1", "x") is None
    (said,) = window.notices.texts()
    assert said.startswith("Noget gik galt")
    assert "Anna" not in said


def test_an_edit_before_the_store_is_open_is_refused_in_words(
    window: MainWindow, bridge: Bridge
) -> None:
    rename(bridge, "Ny")
    assert "Datafilen er ved at blive åbnet." in window.notices.texts()[0]


def test_ctrl_z_takes_back_the_latest_step_and_says_which(
    window: MainWindow, bridge: Bridge, store: Store
) -> None:
    open_store(bridge, store)
    rename(bridge, "Ny")
    press(window, Qt.Key.Key_Z)
    assert window.nav.cluster_name == NAME
    assert window.notices.texts() == ("Fortrød: Ændr indstilling",)
    press(window, Qt.Key.Key_Y)
    assert window.nav.cluster_name == "Ny"
    assert window.notices.texts() == ("Gentog: Ændr indstilling",)


def test_undo_goes_to_the_place_it_changes(
    window: MainWindow, bridge: Bridge, store: Store
) -> None:
    from facilitator.edits.members import add_member

    open_store(bridge, store)
    bridge.do(N_("Add member"), add_member, bridge.cluster, "Bo Eksempel")
    window.open_page("history")
    bridge.undo()
    assert window.current == "members"
    assert "row member" not in paper(window).told  # it is gone, and its cluster is shown
    assert "row cluster" in paper(window).told
    bridge.redo()
    assert "row member" in paper(window).told


def test_undo_brings_the_first_row_into_sight_that_the_page_shows(
    window: MainWindow, bridge: Bridge, store: Store
) -> None:
    from facilitator.edits.members import add_members

    open_store(bridge, store)
    window.open_page("members")
    page = paper(window)
    bridge.do(N_("Add members"), add_members, bridge.cluster, (("Bo Eksempel", "Klinik 2"),))
    for shows in ("clinic", "member"):
        page.tables = frozenset({shows})
        bridge.undo()
        page.told.clear()
        bridge.redo()
        assert [word for word in page.told if word.startswith("row ")][-1] == f"row {shows}"


def test_undo_stays_on_a_page_that_shows_the_change(
    window: MainWindow, bridge: Bridge, store: Store
) -> None:
    open_store(bridge, store)
    window.open_page("history")
    rename(bridge, "Ny")
    paper(window).shows = lambda way: way.table == "cluster"  # type: ignore[method-assign]
    bridge.undo()
    assert window.current == "history"
    assert "row cluster" in paper(window).told


def test_undo_takes_nobody_out_of_a_running_meeting(
    window: MainWindow, bridge: Bridge, store: Store
) -> None:
    open_store(bridge, store)
    rename(bridge, "Ny")
    window.open_page("run")
    paper(window).fills = True
    bridge.undo()
    assert window.current == "run"


def test_with_nothing_left_to_undo_it_says_so(
    window: MainWindow, bridge: Bridge, store: Store
) -> None:
    open_store(bridge, store)
    bridge.undo()
    assert window.notices.texts() == ("Der er ikke mere at fortryde eller gentage.",)


def test_a_page_with_an_undo_of_its_own_takes_ctrl_z(
    window: MainWindow, bridge: Bridge, store: Store
) -> None:
    open_store(bridge, store)
    rename(bridge, "Ny")
    own: list[str] = []
    paper(window).undo = lambda: own.append("own")  # type: ignore[attr-defined]
    press(window, Qt.Key.Key_Z)
    assert own == ["own"]
    assert window.nav.cluster_name == "Ny"


# -- notices


def test_notices_with_one_key_take_each_others_place(window: MainWindow, bridge: Bridge) -> None:
    bridge.say("first", key="undo")
    bridge.say("second", key="undo")
    bridge.say("lasting", seconds=0)
    assert window.notices.texts() == ("second", "lasting")
    bridge.unsay("undo")
    assert window.notices.texts() == ("lasting",)


def test_an_answer_does_its_thing_and_takes_the_bar_away(
    window: MainWindow, bridge: Bridge
) -> None:
    done: list[str] = []
    bridge.notice.emit(Notice("?", answers=(("Ja", lambda: done.append("ja")),)))
    yes = next(b for b in window.notices.findChildren(QPushButton) if b.text() == "Ja")
    QTest.mouseClick(yes, Qt.MouseButton.LeftButton)
    assert done == ["ja"]
    assert window.notices.texts() == ()


# -- the clock


def test_the_reading_is_told_four_times_a_second_only_while_watched(
    qtbot: QtBot, bridge: Bridge
) -> None:
    seen: list[object] = []
    bridge.reading.connect(seen.append)
    assert not bridge._beat.isActive()
    bridge.watch(lambda: "reading")
    assert seen == ["reading"]
    assert bridge._beat.interval() == 250
    qtbot.waitUntil(lambda: len(seen) > 1)
    bridge.watch(None)
    assert not bridge._beat.isActive()


def test_a_shared_store_is_asked_for_other_peoples_steps(bridge: Bridge) -> None:
    shared = FakeStore(is_shared=True)
    bridge.open(shared, "x")  # type: ignore[arg-type]
    assert bridge._poll.isActive()
    assert bridge._poll.interval() == 2_000
    bridge._poll.timeout.emit()
    assert shared.polls == 1
    bridge.close()
    assert not bridge._poll.isActive()


def test_a_store_on_this_computer_is_not_polled(bridge: Bridge) -> None:
    bridge.open(FakeStore(), "x")  # type: ignore[arg-type]
    assert not bridge._poll.isActive()


# -- looks and keys


@pytest.mark.dressed
@pytest.mark.parametrize(
    ("size", "scale", "narrow"),
    [
        ((1280, 720), 1.0, False),
        ((1920, 1080), 1.0, False),
        ((1024, 700), 1.0, True),
        ((1920, 1080), 2.0, True),
    ],
)
def test_a_narrow_window_shows_icons_with_their_names_as_tooltips(
    qtbot: QtBot,
    qapp: QApplication,
    bridge: Bridge,
    size: tuple[int, int],
    scale: float,
    narrow: bool,
) -> None:
    theme.apply(qapp, "light", scale)
    made = MainWindow(bridge, PAPER)
    qtbot.addWidget(made)
    made.resize(*size)
    made.show()
    assert made.nav.narrow is narrow
    entry = next(b for b in made.nav.findChildren(QPushButton) if b.accessibleName() == "Overblik")
    assert entry.text() == ("" if narrow else "Overblik")
    assert ("Overblik" in entry.toolTip()) is narrow
    assert made.size() == QSize(*size)


@pytest.mark.dressed
def test_the_icon_of_the_cluster_follows_the_look(window: MainWindow, qapp: QApplication) -> None:
    window.resize(1024, 700)
    light = window.nav.cluster.icon().pixmap(18).toImage()
    theme.apply(qapp, "dark")
    assert window.nav.cluster.icon().pixmap(18).toImage() != light


@pytest.mark.dressed
def test_a_running_meeting_fills_the_window(
    window: MainWindow, bridge: Bridge, store: Store
) -> None:
    open_store(bridge, store)
    page = paper(window)
    page.fills = True
    page.header_changed.emit()
    assert not window.nav.isVisible()
    assert not window.menuBar().isVisible()
    window.notices.show_notice(Notice("Skærmen er tilbage"))
    assert theme.tokens_of(page) == theme.tokens_of(window.notices) == theme.dark()
    assert theme.tokens_of(window.nav) == theme.LIGHT
    press(window, Qt.Key.Key_4)
    assert window.current == "follow_up"
    assert window.nav.isVisible()
    assert theme.tokens_of(page) == theme.tokens_of(window.notices) == theme.LIGHT


@pytest.mark.dressed
def test_a_notice_lies_over_a_running_meeting_and_pushes_any_other_page(
    window: MainWindow, bridge: Bridge, store: Store
) -> None:
    open_store(bridge, store)
    page, notices = paper(window), window.notices
    for fills in (True, False, True):
        page.fills = fills
        page.header_changed.emit()
        QApplication.processEvents()
        height = page.height()
        bridge.say("Det er sidste punkt.", key="last")
        QApplication.processEvents()
        assert (page.height() == height) is fills
        below = page.mapTo(window, page.rect().bottomRight())
        assert notices.isVisible()
        if fills:
            assert notices.mapTo(window, notices.rect().bottomRight()) == below
            assert notices.width() < page.width()
        bridge.unsay("last")


@pytest.mark.parametrize(("key", "page"), [(Qt.Key.Key_7, "data"), (Qt.Key.Key_8, "members")])
def test_a_page_is_a_key_away(window: MainWindow, key: Qt.Key, page: str) -> None:
    press(window, key)
    assert window.current == page


def test_a_page_that_is_opened_has_the_keys(
    window: MainWindow, bridge: Bridge, store: Store
) -> None:
    open_store(bridge, store)
    window.activateWindow()
    window.open_page("members")
    page = paper(window)
    first, last = QListWidget(page), QListWidget(page)
    for made in (page, first, last):
        made.show()
    first.addItem("Anna")
    window.nav.focus_page()
    press(window, Qt.Key.Key_8)
    assert (window.focusWidget(), first.currentRow()) == (first, -1)
    last.setFocus()
    page.button.setFocus()
    press(window, Qt.Key.Key_1)
    QTest.mouseClick(window.nav._buttons["members"], Qt.MouseButton.LeftButton)
    assert window.focusWidget() is last
    page.field.setFocus()
    press(window, Qt.Key.Key_1)
    press(window, Qt.Key.Key_8)
    assert window.focusWidget() is page.field
    first.hide()
    last.hide()
    page.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    page.field.hide()
    assert window.focusWidget() is page
    window.nav.focus_page()
    press(window.focusWidget(), Qt.Key.Key_Up, ctrl=False)
    assert (window.current, window.nav.isAncestorOf(window.focusWidget())) == ("data", True)


def test_a_page_without_a_list_leaves_the_keys_where_enter_presses_nothing_of_it(
    window: MainWindow, bridge: Bridge, store: Store
) -> None:
    open_store(bridge, store)
    window.activateWindow()
    press(window, Qt.Key.Key_1)
    paper(window).field.hide()
    press(window, Qt.Key.Key_8)
    paper(window).field.setFocus()
    press(window, Qt.Key.Key_1)
    assert window.nav.isAncestorOf(window.focusWidget())
    press(window.focusWidget(), Qt.Key.Key_Return, ctrl=False)
    assert (window.current, paper(window).told.count("primary")) == ("home", 0)


def test_ctrl_enter_is_the_pages_primary_button(
    qtbot: QtBot, window: MainWindow, bridge: Bridge, store: Store
) -> None:
    open_store(bridge, store)
    qtbot.waitUntil(paper(window).button.isVisible)
    press(window, Qt.Key.Key_Return)
    assert "primary" in paper(window).told


def test_every_control_of_the_shell_has_a_name(
    window: MainWindow, bridge: Bridge, store: Store
) -> None:
    open_store(bridge, store)
    bridge.say("?", answers=(("Ja", lambda: None),))
    window.deeds.show_keys()
    nameless = [
        widget
        for widget in window.findChildren(QWidget)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget.isVisible()
        and not _name(widget)
    ]
    assert nameless == []


def _name(widget: QWidget) -> str:
    face = QAccessible.queryAccessibleInterface(widget)
    return "" if face is None else face.text(QAccessible.Text.Name)


# -- the first start


def test_members_are_read_from_a_pasted_list() -> None:
    pasted = "Anna Eksempel; Klinik 1\n\n  Bo   Eksempel \nCarl Eksempel\tKlinik 2\n; Klinik 3"
    assert read_members(pasted) == (
        ("Anna Eksempel", "Klinik 1"),
        ("Bo Eksempel", ""),
        ("Carl Eksempel", "Klinik 2"),
    )
    assert read_members("Navn\tKlinik\nAnna Eksempel\tKlinik 1") == (("Anna Eksempel", "Klinik 1"),)
    assert read_members("Navn Eksempel") == (("Navn Eksempel", ""),)


class Start:
    """The program on a store, until its window is filled or says why not."""

    def __init__(self, qtbot: QtBot, app: QApplication, clock: FakeClock, place: Path) -> None:
        self.qtbot = qtbot
        self.program = Program(app, Language("da"), clock, lambda: (), None, PAPER)
        self.program.open(str(place))

    @property
    def window(self) -> MainWindow:
        return self.program.window

    def whole(self, kind: type[QWidget]) -> QWidget | None:
        shown = self.window.whole.currentWidget()
        return shown if isinstance(shown, kind) else None

    def wait(self, until: Callable[[], object]) -> None:
        self.qtbot.waitUntil(lambda: bool(until()), timeout=20_000)

    def filled(self) -> None:
        self.wait(lambda: self.window.page() and self.program.bridge.store)

    def press(self, text: str) -> None:
        buttons = [b for b in self.window.findChildren(QPushButton) if b.text() == text]
        QTest.mouseClick(next(b for b in buttons if b.isVisible()), Qt.MouseButton.LeftButton)


@pytest.fixture
def start(
    qtbot: QtBot, qapp: QApplication, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[[Path], Start]]:
    monkeypatch.setattr(QApplication, "quit", lambda *_: None)
    started: list[Start] = []

    def begin(place: Path) -> Start:
        started.append(Start(qtbot, qapp, clock, place))
        return started[-1]

    yield begin
    for one in started:
        one.program.bridge.unsaved.clear()
        one.window.close()
        one.window.deleteLater()
        one.program.deleteLater()


def test_the_first_start_makes_a_cluster(start: Callable[[Path], Start], store_path: Path) -> None:
    first = start(store_path)
    welcome = first.whole(WelcomePage)
    assert isinstance(welcome, WelcomePage)
    assert not store_path.exists()
    first.press("Opret min klynge")
    welcome.form.name.setText(NAME)
    assert welcome.primary().text() == "Opret klyngen"
    welcome.form.members.setPlainText("Anna Eksempel; Klinik 1\nBo Eksempel\nBo Eksempel")
    said = {label.text() for label in welcome.form.findChildren(QLabel)}
    assert "3 medlemmer · Bo Eksempel står to gange" in said
    welcome.form.members.setPlainText("Anna Eksempel; Klinik 1\nBo Eksempel")
    first.window.deeds.press_primary()
    assert welcome.form.submit_button.text() == "Opretter klyngen …"
    assert not welcome.form.submit_button.isEnabled()
    first.filled()
    assert first.window.nav.cluster_name == NAME
    assert store_path.exists()


def test_what_is_typed_of_a_new_cluster_outlives_the_keys_of_the_pages(
    start: Callable[[Path], Start], store_path: Path
) -> None:
    first = start(store_path)
    welcome = first.whole(WelcomePage)
    assert isinstance(welcome, WelcomePage)
    welcome.open_form()
    welcome.form.members.setPlainText("Anna Eksempel")
    press(first.window, Qt.Key.Key_2)
    assert first.whole(WelcomePage) is welcome
    welcome.form.name.setText(NAME)
    welcome.form.submit()
    first.filled()
    first.program._do_wanted("new_cluster")
    form = first.window.whole.currentWidget()
    assert isinstance(form, WelcomePage)
    assert form.form.members.toPlainText() == ""
    form.form.members.setPlainText("Bo Eksempel")
    press(first.window, Qt.Key.Key_2)
    assert first.window.current == "meetings"
    first.program._do_wanted("new_cluster")
    again = first.window.whole.currentWidget()
    assert isinstance(again, WelcomePage)
    assert again.form.members.toPlainText() == "Bo Eksempel"


def test_a_form_without_a_name_says_so_and_keeps_what_is_typed(
    start: Callable[[Path], Start], store_path: Path
) -> None:
    welcome = start(store_path).whole(WelcomePage)
    assert isinstance(welcome, WelcomePage)
    welcome.form.members.setPlainText("Anna Eksempel")
    welcome.form.submit()
    said = {label.text() for label in welcome.form.findChildren(QLabel)}
    assert "Giv klyngen et navn." in said
    assert welcome.form.members.toPlainText() == "Anna Eksempel"
    assert not store_path.exists()


# -- starting, closing, starting again


def test_the_home_page_shows_its_figures_before_the_store_is_open(
    start: Callable[[Path], Start], store: Store, store_path: Path
) -> None:
    store.close()
    again = start(store_path)
    assert again.program.bridge.store is None
    assert paper(again.window).told == ["overview 1"]
    assert again.window.nav.cluster_name == NAME
    again.filled()
    assert paper(again.window).told[-1] == "refresh"


def test_the_program_opens_where_it_was(
    start: Callable[[Path], Start], store: Store, store_path: Path
) -> None:
    store.close()
    first = start(store_path)
    first.filled()
    first.window.open_page("members")
    first.window.close()
    second = start(store_path)
    assert second.window.current == "members"
    second.filled()
    assert isinstance(second.window.page(), Members)


def test_closing_stores_what_is_typed_and_makes_a_backup(
    start: Callable[[Path], Start], store: Store, store_path: Path, clock: FakeClock
) -> None:
    store.close()
    first = start(store_path)
    first.filled()
    bridge, page = first.program.bridge, paper(first.window)
    binding = TextBinding(bridge, page.field, LABEL, change_cluster, "name")
    binding.bind((bridge.cluster,), NAME)
    page.field.setText("Skrevet til sidst")
    first.window.close()
    again = Store.open(store_path, clock, installation="here")
    assert again.ask(queries.clusters, bridge.today())[0].name == "Skrevet til sidst"
    again.close()
    assert list((store_path.parent / "backups").glob("*.sqlite"))


def test_a_text_that_cannot_be_saved_keeps_the_window_open_until_it_is_given_up(
    window: MainWindow, bridge: Bridge, store: Store
) -> None:
    open_store(bridge, store)

    def refuse(*_: object) -> None:
        raise FULL

    binding = TextBinding(bridge, paper(window).field, LABEL, refuse)
    binding.bind((), "")
    paper(window).field.setText("Vigtigt")
    assert not window.close()
    assert any("går tabt" in text for text in window.notices.texts())
    give_up = next(
        b for b in window.notices.findChildren(QPushButton) if b.text() == "Luk alligevel"
    )
    QTest.mouseClick(give_up, Qt.MouseButton.LeftButton)
    assert window.isHidden()


def spoil(path: Path, table: str) -> None:
    """Write nonsense over the first page of a table of a closed store."""
    with driver.immutable(path) as connection:
        asked = "SELECT rootpage FROM sqlite_master WHERE name = ?"
        (page,) = connection.execute(asked, (table,)).fetchone()
    content = bytearray(path.read_bytes())
    content[(page - 1) * 4096 : page * 4096] = b"\x5a" * 4096
    path.write_bytes(content)


DAMAGED = (
    "Datafilen er beskadiget. Der skrives ikke mere i den, og alle sikkerhedskopier er, som de var."
    " Gendan den nyeste sikkerhedskopi."
)


def test_damage_found_after_the_start_stops_writing_and_is_said_once_with_the_way_on(
    start: Callable[[Path], Start],
    store: Store,
    store_path: Path,
    clock: FakeClock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    store.close()
    back_up(store, clock)
    (sound,) = (store_path.parent / "backups").glob("*.sqlite")
    spoil(store_path, "parked")
    first = start(store_path)
    first.filled()
    assert first.window.notices.texts() == ()
    first.program._settled.timeout.emit()
    first.wait(first.window.notices.texts)
    assert first.window.notices.texts() == (DAMAGED,)
    rename(first.program.bridge, "Ny")
    assert first.window.notices.texts() == (DAMAGED,)
    assert first.window.nav.cluster_name == NAME
    asked: list[bool] = []
    monkeypatch.setattr(OtherFiles, "restore", lambda _self: asked.append(True))
    words = "Åbn en sikkerhedskopi …"
    buttons = first.window.notices.findChildren(QPushButton)
    QTest.mouseClick(next(b for b in buttons if b.text() == words), Qt.MouseButton.LeftButton)
    assert asked == [True]
    first.window.close()
    assert list((store_path.parent / "backups").glob("*.sqlite")) == [sound]


def test_what_is_wrong_with_the_file_is_said_in_a_new_language_too(
    start: Callable[[Path], Start], store: Store, store_path: Path
) -> None:
    store.close()
    spoil(store_path, "parked")
    first = start(store_path)
    first.filled()
    first.program._settled.timeout.emit()
    first.wait(first.window.notices.texts)
    first.program._looks._given = Language("en")
    first.program._rebuild()
    (said,) = first.window.notices.texts()
    assert said.startswith("The data file is damaged. Nothing more is written to it")


def test_a_sound_file_is_looked_over_in_silence_once_the_start_is_over(
    qtbot: QtBot, start: Callable[[Path], Start], store: Store, store_path: Path
) -> None:
    store.close()
    looked = threading.Event()
    first = start(store_path)
    first.filled()
    settled, opened = first.program._settled, first.program.bridge.store
    assert opened is not None
    assert (settled.isActive(), settled.isSingleShot()) == (True, True)
    assert settled.interval() >= 5_000
    examine = opened.examine
    opened.examine = lambda: (examine(), looked.set())[0]  # type: ignore[method-assign,func-returns-value]
    settled.timeout.emit()
    qtbot.waitUntil(looked.is_set)
    assert first.window.notices.texts() == ()
    rename(first.program.bridge, "Det går stadig")
    assert first.window.nav.cluster_name == "Det går stadig"


def test_a_window_closed_before_the_file_was_looked_over_leaves_it_alone(
    start: Callable[[Path], Start], store: Store, store_path: Path
) -> None:
    store.close()
    first = start(store_path)
    first.filled()
    first.window.close()
    assert not first.program._settled.isActive()


@pytest.mark.parametrize("content", [b"", b"not a database", b"SQLite format 3\0" + bytes(200)])
def test_a_file_that_is_no_store_is_shown_as_such_and_left_as_it_is(
    start: Callable[[Path], Start], store_path: Path, content: bytes
) -> None:
    store_path.write_bytes(content)
    refused = start(store_path)
    refused.wait(lambda: refused.whole(TroublePage))
    assert store_path.read_bytes() == content
    shown = [b.text() for b in refused.window.findChildren(QPushButton) if b.isVisible()]
    assert shown[-4:] == ["Prøv igen", "Vælg en anden fil …", "Åbn en sikkerhedskopi …", "Afslut"]


def test_a_store_that_is_open_elsewhere_is_refused_with_the_way_on(
    start: Callable[[Path], Start], store: Store, store_path: Path
) -> None:
    store.close()
    lock = StoreLock(store_path)
    refused = start(store_path)
    page = refused.whole(TroublePage)
    assert isinstance(page, TroublePage)
    assert "Datafilen er åben i Facilitator" in page.said
    lock.release()
    refused.press("Prøv igen")
    refused.filled()
    assert refused.window.nav.cluster_name == NAME


def test_another_file_can_be_chosen_when_one_is_refused(
    start: Callable[[Path], Start],
    store: Store,
    store_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    store.close()
    bad = store_path.with_name("bad.sqlite")
    bad.write_bytes(b"no")
    refused = start(bad)
    refused.wait(lambda: refused.whole(TroublePage))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(store_path), ""))
    refused.press("Vælg en anden fil …")
    refused.filled()
    assert refused.window.nav.cluster_name == NAME


def test_from_the_demo_the_way_leads_back_to_the_file_one_came_from(
    start: Callable[[Path], Start], store: Store, store_path: Path
) -> None:
    store.close()
    demo = store_path.with_name(DEMO)
    shutil.copy(store_path, demo)
    first = start(store_path)
    first.filled()
    first.program.switch(str(demo))
    first.filled()
    assert first.program.place == str(demo)
    first.press("Til min egen klynge")
    first.filled()
    assert first.program.place == str(store_path)


def test_what_is_begun_with_the_first_window_is_begun_once(
    monkeypatch: pytest.MonkeyPatch, qapp: QApplication, store_path: Path, clock: FakeClock
) -> None:
    done: list[str] = []

    def begin(name: str) -> Callable[[], None]:
        done.append(name)
        return lambda: done.append(f"{name} undone")

    class Painted(Program):
        def open(self, _place: str) -> None:
            self.painted.emit()
            self.painted.emit()

    monkeypatch.setattr(app_module, "Program", Painted)
    monkeypatch.setattr(app_module, "_log_everything", lambda: begin("log"))
    monkeypatch.setattr(app_module, "_end_in_order", lambda _program: begin("ending"))
    monkeypatch.setattr(qapp, "exec", lambda: 0)
    assert app_module.run(str(store_path), Language("da"), clock) == 0
    gc.enable()
    assert done == ["log", "ending", "ending undone", "log undone"]


def test_a_backup_comes_back_through_the_menu(
    start: Callable[[Path], Start],
    store: Store,
    store_path: Path,
    clock: FakeClock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    store.close()
    first = start(store_path)
    first.filled()
    first.window.close()
    (backup,) = (store_path.parent / "backups").glob("*.sqlite")
    clock.move(60)
    second = start(store_path)
    second.filled()
    rename(second.program.bridge, "Forkert")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(backup), ""))
    second.program._do_wanted("restore")
    second.filled()
    assert second.window.nav.cluster_name == NAME


def test_damaged_settings_are_said_once(
    start: Callable[[Path], Start], store: Store, store_path: Path
) -> None:
    store.close()
    (store_path.parent / "settings.json").write_text("{")
    first = start(store_path)
    first.filled()
    assert any("settings.damaged-1.json" in text for text in first.window.notices.texts())


def test_a_new_language_builds_the_window_anew_at_the_same_place(
    start: Callable[[Path], Start], store: Store, store_path: Path
) -> None:
    store.close()
    first = start(store_path)
    first.filled()
    first.window.open_page("members")
    first.program._looks._given = Language("en")
    old = first.window
    first.program._rebuild()
    assert first.window is not old
    assert old.isHidden()
    assert first.window.current == "members"
    said = {b.accessibleName() for b in first.window.nav.findChildren(QPushButton)}
    assert "Follow-up" in said
    assert first.window.nav.cluster_name == NAME


def test_a_refusal_while_opening_is_one_message(
    start: Callable[[Path], Start], store_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise Refusal(N_("The disk is full."))

    store_path.write_bytes(b"x")
    monkeypatch.setattr(Store, "open", refuse)
    refused = start(store_path)
    refused.wait(lambda: refused.whole(TroublePage))
    page = refused.whole(TroublePage)
    assert isinstance(page, TroublePage)
    assert page.said == "Disken er fuld."


def test_a_store_for_which_the_disk_has_no_room_is_opened_once_it_has(
    start: Callable[[Path], Start], store: Store, store_path: Path
) -> None:
    store.close()
    with full_disk():
        refused = start(store_path)
        refused.wait(lambda: refused.whole(TroublePage))
        page = refused.whole(TroublePage)
        assert isinstance(page, TroublePage)
        assert page.said == (
            "Disken er fuld. Det, du har skrevet før, er gemt. Gør plads på disken, og prøv igen."
        )
    refused.press("Prøv igen")
    refused.filled()
    assert refused.window.nav.cluster_name == NAME


def test_a_store_that_does_not_answer_once_it_is_open_is_let_go_of_and_can_be_tried_again(
    start: Callable[[Path], Start],
    store: Store,
    store_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    store.close()
    faults = [Refusal(N_("The database server does not answer.")), ValueError("secret words")]

    def fail(*_: object) -> None:
        raise faults[0]

    with monkeypatch.context() as lost:
        lost.setattr(queries, "clusters", fail)
        refused = start(store_path)
        for said in ("Databaseserveren svarer ikke.", "Noget gik galt"):
            refused.wait(lambda: refused.whole(TroublePage))
            page = refused.whole(TroublePage)
            assert isinstance(page, TroublePage)
            assert page.said.startswith(said)
            assert refused.program.bridge.store is None
            StoreLock(store_path).release()
            del faults[0]
            if faults:
                refused.press("Prøv igen")
    refused.press("Prøv igen")
    refused.filled()
    assert refused.window.nav.cluster_name == NAME


def test_a_file_in_a_synchronised_folder_is_opened_with_a_warning(
    start: Callable[[Path], Start], tmp_path: Path
) -> None:
    place = tmp_path / "OneDrive - Klinik" / "klynge.sqlite"
    place.parent.mkdir()
    first = start(place)
    first.press("Opret min klynge")
    welcome = first.whole(WelcomePage)
    assert isinstance(welcome, WelcomePage)
    welcome.form.name.setText(NAME)
    welcome.form.members.setPlainText("Anna Eksempel")
    welcome.form.submit()
    first.filled()
    said = first.window.notices.texts()
    assert any("synkroniseres med andre computere" in one for one in said)
    assert not place.with_name("klynge.sqlite-wal").exists()


@pytest.mark.dressed
def test_buttons_that_leave_a_title_no_room_stand_below_it(qtbot: QtBot) -> None:
    header, made = HeaderBar("Epikrise sendt"), QPushButton("Brug på mødet")
    qtbot.addWidget(header)
    made.setFixedWidth(200)
    header.add_buttons([made])
    header.resize(900, 80)
    header.show()
    QApplication.processEvents()
    title = next(one for one in header.findChildren(QLabel) if one.text() == "Epikrise sendt")
    assert made.x() > title.geometry().right()
    header.resize(300, 160)
    QApplication.processEvents()
    assert made.y() > title.geometry().bottom()
