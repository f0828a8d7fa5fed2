"""A rehearsal: the meeting as it will be run, faster, with invented overruns, storing nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from hashlib import sha256
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QRect, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from sqlalchemy import func, select
from tests.ui.fakes import FakeClock
from tests.ui.running_meeting import START, FakeScreen, MeetingRoom

from facilitator.domain.meeting_clock import EventKind
from facilitator.domain.rehearsal import ends
from facilitator.edits.agenda import change_item
from facilitator.edits.running import attend_all
from facilitator.edits.settings import change_setting
from facilitator.language import Code
from facilitator.store import queries
from facilitator.store.spoken import speak
from facilitator.store.tables import StepRow
from facilitator.ui import theme
from facilitator.ui.main_window import MainWindow
from facilitator.ui.page import PAGES
from facilitator.ui.run.awake import Awake
from facilitator.ui.run.rehearsal import RehearsalPage

pytestmark = pytest.mark.bare

Key = Qt.Key


class Stage:
    """The window on a store with a meeting to come, in which rehearsals are begun."""

    def __init__(self, room: MeetingRoom) -> None:
        self.room, self.clock = room, room.clock
        self.window = MainWindow(room.bridge, [row for row in PAGES if row.id != "history"])
        self.window.resize(1440, 900)
        self.window.open_page("meetings", room.meeting)
        self.window.show()

    def rehearse(self, course: str = "as_planned", times: int = 60) -> RehearsalPage:
        """Begin a rehearsal; its meeting has not begun."""
        self.window.actions_by_id["rehearse"].trigger()
        page = self.page
        page.band.course.choose(course)
        page.band.course_chosen.emit(course)
        page.band.speed.choose(str(times))
        page.band.speed_chosen.emit(times)
        return page

    @property
    def page(self) -> RehearsalPage:
        found = self.window.page()
        assert isinstance(found, RehearsalPage)
        return found

    def press(self, key: Qt.Key) -> None:
        run = self.page.run
        focused: QWidget | None = run.focusWidget()
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier)
            QApplication.sendEvent(run if focused is None else focused, event)

    def pass_seconds(self, seconds: float) -> None:
        """Let so much of the rehearsal go by and look at its clock."""
        page = self.page
        self.clock.move(seconds / page.band.times)
        page.bridge.reading.emit(page.run.watch.look())
        QApplication.processEvents()

    def running(self) -> str:
        """The title of the item that runs in the rehearsal."""
        watch = self.page.run.watch
        reading = watch.reading()
        item = watch.agenda.item(reading.running) if watch.agenda and reading else None
        return item.title if item else ""

    def stored(self) -> tuple[dict[str, str], int]:
        """Every byte of the store and the settings beside it, and how many Steps there are."""
        digests = {p.name: sha256(p.read_bytes()).hexdigest() for p in self.room.folder.iterdir()}
        steps = self.room.store.ask(lambda session: session.scalar(select(func.count(StepRow.seq))))
        return digests, steps or 0

    def said(self) -> str:
        """The newest notice of the window."""
        return self.window.notices.texts()[-1]


@pytest.fixture
def open_stage(
    qapp: QApplication, clock: FakeClock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[..., Stage]]:
    theme.apply(qapp, "light")
    monkeypatch.setattr(Awake, "hold", lambda _self: None)
    clock.now = START - timedelta(days=12)
    stages: list[Stage] = []

    def make(code: Code = "da") -> Stage:
        stages.append(Stage(MeetingRoom(tmp_path, clock, code)))
        return stages[-1]

    yield make
    for stage in stages:
        stage.window.close()
        stage.window.deleteLater()
        stage.room.close()


@pytest.fixture
def stage(open_stage: Callable[..., Stage]) -> Stage:
    return open_stage()


def test_everything_a_meeting_leaves_is_done_and_not_one_byte_is_stored(stage: Stage) -> None:
    room = stage.room
    with room.store.edit("Change setting", cluster=room.cluster) as session:
        change_setting(session, room.cluster, "spoken", "keep")
    before = stage.stored()
    page = stage.rehearse("late", 20)
    run, meeting = page.run, room.meeting
    stage.press(Key.Key_F5)
    stage.pass_seconds(120)
    for key in (Key.Key_Space, Key.Key_Space, Key.Key_Plus, Key.Key_R, Key.Key_Return):
        stage.press(key)
    run.view.capture.line.setText("! Ring altid tilbage")
    QTest.keyClick(run.view.capture.line, Key.Key_Return)
    store, people = page.bridge.store, [one.id for one in run.watch.attendees]
    assert store is not None
    store.live(speak(meeting, member=people[0]))
    page.bridge.do("Attendance", attend_all, meeting, people, fact=True)
    stage.press(Key.Key_S)
    stage.pass_seconds(60)
    kinds = {event.kind for event in store.ask(queries.presses, meeting)}
    assert kinds >= {EventKind.STARTED, EventKind.PAUSED, EventKind.EXTENDED, EventKind.REPLANNED}
    assert store.ask(queries.log, meeting).insights[0].text == "Ring altid tilbage"
    assert store.ask(queries.sign_of_life, meeting) is not None
    assert run.watch.people == len(people)
    stage.press(Key.Key_Z)
    stage.window.deeds.undo()
    run.room.choose("HDMI")
    page.band.stop.click()
    assert stage.stored() == before
    assert room.store.ask(queries.running_meeting) is None


def test_left_to_itself_it_goes_through_the_agenda_and_ends_as_was_foretold(stage: Stage) -> None:
    page = stage.rehearse("case")
    agenda = page.run.watch.agenda
    assert agenda is not None
    foretold = ends(agenda, page.pilot.invented)
    last = stage.room.bridge.lang.clock(foretold[agenda.items[-1].id])
    assert last > "18.37"
    assert page.band.forecast.text().startswith(f"Uden indgreb: slut {last}, ")
    stage.clock.move(900)  # reading the page costs no time
    stage.press(Key.Key_F5)
    assert page.band.title.text() == "Prøve – intet gemmes · 60 × · En case trækker ud"
    for item in agenda.items:
        stage.pass_seconds((foretold[item.id] - page.bridge.clock.utc()).total_seconds() - 30)
        assert stage.running() == item.title
        stage.pass_seconds(31)
    assert stage.window.page() is not page
    assert stage.said().startswith(f"Sådan gik prøven: Mødet ville være slut kl. {last}, ")


def test_whoever_presses_is_followed_and_esc_does_not_stop_it(stage: Stage) -> None:
    page = stage.rehearse()
    stage.press(Key.Key_F5)
    stage.press(Key.Key_Escape)
    assert stage.window.page() is page
    stage.press(Key.Key_Right)
    stage.pass_seconds(360)
    assert stage.running() == "Klyngens data"
    stage.press(Key.Key_Left)  # its minutes are used, but a person went back to it
    stage.pass_seconds(180)
    assert stage.running() == "Mål for mødet"
    page.band.pilot.click()
    stage.press(Key.Key_Right)
    stage.pass_seconds(1800)
    assert stage.running() == "Klyngens data"
    stage.press(Key.Key_Space)
    page.band.pilot.click()
    stage.pass_seconds(300)
    assert stage.running() == "Klyngens data"
    stage.press(Key.Key_Space)
    stage.pass_seconds(30)
    assert stage.running() == "Akut otitis media hos børn"


def test_the_clock_changes_its_speed_while_it_runs(stage: Stage) -> None:
    page = stage.rehearse(times=1)
    stage.press(Key.Key_F5)
    stage.clock.move(10)
    assert (page.bridge.clock.utc() - START).total_seconds() == 10
    QTest.mouseClick(page.band.speed._chips["20"], Qt.MouseButton.LeftButton)
    stage.clock.move(10)
    assert (page.bridge.clock.utc() - START).total_seconds() == 210
    assert page.band.title.text().startswith("Prøve – intet gemmes · 20 ×")
    assert page.run.watch.catch_up() == 0


def test_leaving_the_page_stops_it_and_undo_there_is_not_undo_here(stage: Stage) -> None:
    room = stage.room
    with room.store.edit("Change item", cluster=room.cluster) as session:
        change_item(session, room.item("Pause"), title="Pause med mad")
    page = stage.rehearse()
    stage.window.deeds.undo()
    assert room.item("Pause med mad")
    stage.press(Key.Key_F5)
    assert page.fills_window()
    assert stage.window.menuBar().isHidden()
    assert stage.window._dark is page
    stage.window.deeds.undo()
    assert not page.fills_window()
    assert not stage.window.menuBar().isHidden()
    stage.press(Key.Key_F5)
    stage.window.deeds.show_keys()
    assert stage.window.overlays.keys is not None
    stage.window.deeds.show_keys()
    stage.window.open_page("follow_up")
    assert stage.said() == "Sådan gik prøven: Mødet ville være slut kl. 18.30, til tiden."
    assert page.bridge.store is None
    assert stage.window._dark is None
    assert not stage.window.menuBar().isHidden()
    stage.window.open_page("meetings", room.meeting)
    stage.rehearse()
    stage.page.band.stop.click()
    assert stage.said() == "Prøven er stoppet, og intet er gemt."
    assert stage.window.page().subject() == room.meeting


def test_what_others_write_meanwhile_is_there_afterwards(stage: Stage) -> None:
    room = stage.room
    page = stage.rehearse()
    with room.store.edit("Change item", cluster=room.cluster) as session:
        change_item(session, room.item("Pause"), title="Pause med mad")
    assert stage.window.page() is page
    page.band.stop.click()
    shown = stage.window.page().agenda.opened.agenda  # type: ignore[union-attr]
    assert "Pause med mad" in [item.title for item in shown.items]


def test_the_room_screen_says_that_it_is_a_rehearsal_in_every_phase(stage: Stage) -> None:
    room = stage.room
    room.screens = [FakeScreen("eDP-1", QRect(0, 0, 1440, 900)), FakeScreen("HDMI")]
    page = stage.rehearse()
    shown = page.run.room
    shown.choose("HDMI")
    assert shown.window is not None
    assert "Prøve" in shown.window.texts
    for key in (Key.Key_F5, Key.Key_Right, Key.Key_S):
        stage.press(key)
        assert "Prøve" in shown.window.texts
    page.band.stop.click()
    assert shown.window is None
    assert room.page.room.preview.texts.count("Prøve") == 0
    assert room.settings.string("room_screen") == ""


def settle() -> None:
    for _ in range(3):
        QApplication.processEvents()


@pytest.mark.dressed
def test_what_it_says_pushes_the_page_before_the_meeting_and_lies_beside_its_controls_then(
    stage: Stage,
) -> None:
    page = stage.rehearse()
    for key in (None, Key.Key_F5):
        if key:
            stage.press(key)
        page.bridge.unsay("discussion")
        settle()
        height = page.run.height()
        page.bridge.say("Det er tid til opsummeringen.", seconds=0, key="discussion")
        settle()
        assert (page.run.height() == height) is page.fills_window() is bool(key)
    right = page.run.view.right
    assert right.mapTo(page, right.rect().bottomRight()) == page.notices.geometry().bottomRight()
    assert right.contentsRect().height() == right.height() - page.notices.height()


def test_it_is_begun_from_the_agenda_and_from_the_page_before_a_meeting(stage: Stage) -> None:
    window = stage.window
    window.page().agenda.buttons.rehearse.click()  # type: ignore[union-attr]
    assert stage.page.run.before.rehearse.isHidden()
    stage.page.band.stop.click()
    window.open_page("run", stage.room.meeting)
    window.page().before.rehearse.click()  # type: ignore[union-attr]
    stage.press(Key.Key_F5)
    assert stage.running() == "Opfølgning siden sidst"
    stage.page.band.stop.click()
    assert window.current == "run"
    assert not window.page().fills_window()  # type: ignore[union-attr]


def test_while_a_meeting_runs_none_is_begun(open_stage: Callable[..., Stage]) -> None:
    stage = open_stage("en")
    room = stage.room
    room.page.presses.begin(0)
    stage.window.deeds.rehearse()
    assert not isinstance(stage.window.page(), RehearsalPage)
    assert stage.said() == "A meeting is running. Rehearse when it has ended."
