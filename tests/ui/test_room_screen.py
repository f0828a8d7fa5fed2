"""The room screen: what everybody may see, large enough for the back row."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from tests.ui.fakes import FakeClock
from tests.ui.running_meeting import START, FakeScreen, MeetingRoom

from facilitator.edits import agenda as planning
from facilitator.edits import outcomes
from facilitator.ui import theme
from facilitator.ui.awake import Awake
from facilitator.ui.room_screen import RoomScreen, Shown, Stroke, Words, compose

LEAST = 27


@pytest.fixture
def room(
    qapp: QApplication, clock: FakeClock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[MeetingRoom]:
    theme.apply(qapp, "dark")
    monkeypatch.setattr(Awake, "hold", lambda _self: None)
    clock.now = START
    made = MeetingRoom(tmp_path, clock)
    made.page.show()
    yield made
    made.close()


def seen(room: MeetingRoom, wide: float = 1440) -> list[str]:
    """The texts on the room screen now."""
    return [p.text for p in compose(room.bridge.lang, shown(room), wide) if isinstance(p, Words)]


def shown(room: MeetingRoom) -> Shown:
    return Shown(room.agenda, room.reading, room.log, "ØNH – Eksempel")


def run(room: MeetingRoom, title: str) -> None:
    if not room.page.watch.is_running:
        room.page.start()
    room.page._do_with_item(room.item(title), "start")


def take_home(room: MeetingRoom) -> None:
    with room.store.edit("Outcomes", cluster=room.cluster) as session:
        first = outcomes.add_insight(session, room.meeting, "Ring selv tilbage", START)
        outcomes.add_insight(session, room.meeting, "Kun i loggen", START)
        outcomes.choose_insight(session, first)
        for clinic in room.page.watch.clinics:
            outcomes.add_commitment(
                session,
                room.cluster,
                "Ringer samme dag",
                START,
                meeting=room.meeting,
                insight=first,
                clinic=clinic.id,
            )


def test_before_the_meeting_the_goals_are_shown(room: MeetingRoom) -> None:
    assert seen(room) == [
        "2. møde · ØNH – Eksempel",
        "16.30",
        "Når vi går hjem, kan vi …",
        "bruge den nye retningslinje",
        "ringe tilbage inden for to timer",
        "Vi begynder kl. 16.30",
    ]


def test_an_item_shows_title_question_time_left_and_the_clock(room: MeetingRoom) -> None:
    run(room, "Akut otitis media hos børn")
    assert seen(room) == [
        "Akut otitis media hos børn",
        "16.30",
        "Hvad gør vi anderledes fra i morgen?",
        "20:00",
        "tilbage",
    ]


def test_a_case_shows_its_step(room: MeetingRoom) -> None:
    run(room, "Case 1")
    assert "Fremlæggelse" in seen(room)


def test_over_time_is_said_in_words(room: MeetingRoom) -> None:
    run(room, "Case 1")
    room.clock.move(16 * 60)
    assert seen(room)[-2:] == ["−1:00", "over tiden"]


def test_a_break_says_when_it_goes_on(room: MeetingRoom) -> None:
    run(room, "Pause")
    assert "Vi starter igen kl. 16.40." in seen(room)


def test_the_summary_shows_the_chosen_insights_and_how_many_try_them(room: MeetingRoom) -> None:
    take_home(room)
    run(room, "Opsummering")
    texts = seen(room)
    assert "Ring selv tilbage" in texts
    assert "5 prøver det" in texts
    assert "Indsigt 3" in texts
    room.page.end_meeting()
    assert "Det tager vi med hjem" in seen(room)
    assert "5 prøver det" in seen(room)


def test_nobodys_name_no_note_no_commitment_and_no_log_is_ever_shown(room: MeetingRoom) -> None:
    take_home(room)
    case = room.item("Case 1")
    with room.store.edit("Notes", cluster=room.cluster) as session:
        planning.change_item(session, case, notes="Privat note", preparation="Egen journal")
    all_texts = seen(room)
    for title in (item.title for item in room.agenda.items):
        run(room, title)
        all_texts += seen(room)
    room.page.end_meeting()
    said = " ".join([*all_texts, *seen(room)])
    for private in (
        *("Anna", "Klinik 1", "Klinik 9", "Ringer samme dag", "Ringer op", "Kun i loggen"),
        *("Privat note", "Egen journal", "til stede", "afbud"),
    ):
        assert private not in said


@pytest.mark.parametrize("wide", [1200, 1440, 1600])
def test_nothing_is_smaller_than_three_hundredths_of_the_height(
    room: MeetingRoom, wide: float
) -> None:
    take_home(room)
    for title in (item.title for item in room.agenda.items):
        run(room, title)
        for part in compose(room.bridge.lang, shown(room), wide):
            if isinstance(part, Words):
                assert part.size >= LEAST
                assert theme.contrast(part.colour, theme.ROOM.ground) >= 7
                assert part.box.right() <= wide
            assert part.box.bottom() <= 900


def test_a_long_question_is_made_smaller_and_never_runs_into_the_time(room: MeetingRoom) -> None:
    item = room.item("Akut otitis media hos børn")
    with room.store.edit("Question", cluster=room.cluster) as session:
        planning.change_item(session, item, question="Hvad gør vi anderledes fra i morgen? " * 30)
    run(room, "Akut otitis media hos børn")
    parts = compose(room.bridge.lang, shown(room), 1440)
    words = [part for part in parts if isinstance(part, Words)]
    question = next(part for part in words if part.text.startswith("Hvad"))
    time = next(part for part in words if part.text == "20:00")
    assert question.text.endswith("…")
    assert question.box.bottom() <= time.box.top()


def test_the_time_used_is_a_bar_in_the_colour_of_the_kind(room: MeetingRoom) -> None:
    run(room, "Akut otitis media hos børn")
    room.clock.move(600)
    bars = [p for p in compose(room.bridge.lang, shown(room), 1440) if isinstance(p, Stroke)]
    assert bars[-1].box.width() == pytest.approx(bars[-2].box.width() / 2)
    assert bars[-1].colour == theme.LIGHT.kind("guideline")


def test_black_is_black_and_keeps_nothing_from_coming_back(room: MeetingRoom) -> None:
    screen = RoomScreen(room.bridge.lang)
    screen.resize(1440, 900)
    screen.show_state(shown(room))
    screen.set_black(True)
    picture = screen.grab().toImage()
    assert {picture.pixelColor(x, 450).name() for x in range(0, 1440, 40)} == {"#000000"}
    assert screen.texts == ()
    screen.set_black(False)
    assert "Når vi går hjem, kan vi …" in screen.texts


def test_a_frozen_screen_stands_still_while_the_meeting_goes_on(room: MeetingRoom) -> None:
    run(room, "Case 1")
    display = room.page.room
    room.press("f")
    room.press(".")
    room.press(".")
    before = display.preview.texts
    run(room, "Case 2")
    assert display.preview.texts == before
    room.press("f")
    room.tick()
    assert "Case 2" in display.preview.texts


def test_with_one_display_there_is_a_preview_and_no_window(room: MeetingRoom) -> None:
    room.page.start()
    room.page.show_room()
    assert room.page.room.window is None
    assert room.page.view.room.text() == "Fællesskærm: forhåndsvisning"


def test_the_other_display_is_found_lost_and_found_again_without_a_fuss(room: MeetingRoom) -> None:
    room.page.start()
    projector = FakeScreen("Projektor")
    room.screens.append(projector)
    room.page.show_room()
    display = room.page.room
    assert display.window is not None
    assert display.window.geometry() == projector.box
    assert room.page.view.room.text() == "Fællesskærm: vises"
    room.screens.remove(projector)
    display.look()
    assert display.window is None
    assert room.status() == "running"
    assert room.said == []
    room.screens.append(projector)
    display.look()
    assert display.is_shown
    assert display.window is not None
    assert display.window.texts == display.preview.texts


def test_the_display_is_remembered_by_its_name(room: MeetingRoom) -> None:
    room.screens += [FakeScreen("Bord"), FakeScreen("Projektor")]
    room.page.room.choose("Projektor")
    room.again()
    room.page.room.look()
    assert room.page.room.is_shown
    room.page.room.choose("")
    assert not room.page.room.is_shown


def test_a_clicker_works_when_the_room_screen_has_the_focus(room: MeetingRoom) -> None:
    room.page.start()
    room.screens.append(FakeScreen("Projektor"))
    room.page.show_room()
    window = room.page.room.window
    assert window is not None
    room.press(Qt.Key.Key_PageDown, on=window)
    assert room.running() == "Mål for mødet"
    room.press("b", on=window)
    assert window.texts == ()
