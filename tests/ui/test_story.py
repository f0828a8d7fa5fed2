"""The whole job once: from an empty folder to the first figure, by hand and on a real store."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from tests.ui.fakes import FakeClock
from tests.ui.story import Story

from facilitator.ui.history.page import HistoryPage
from facilitator.ui.run.awake import Awake
from facilitator.ui.run.followup_panel import FollowUpPanel

Key = Qt.Key
CLUSTER = "ØNH – Eksempel"
NAMES = [
    "Anna",
    "Bo",
    "Clara",
    "David",
    "Emma",
    "Finn",
    "Gerda",
    "Hans",
    "Ida",
    "Jens",
    "Karen",
    "Lars",
    "Mette",
    "Niels",
    "Olga",
]
MEMBERS = [(f"{name} Eksempel", f"Klinik {n}") for n, name in enumerate(NAMES, 1)]
CHECKLIST = "bruge den fælles tjekliste"
ANSWER = "skrive den forventede svartid"
FRIDAY = "holde en akuttid fri om fredagen"
PAGES = ("home", "meetings", "run", "follow_up", "topics", "data", "members", "history")
NOTHING_MORE = "Der er ikke mere at fortryde eller gentage."


@pytest.fixture
def story(
    qtbot: QtBot,
    qapp: QApplication,
    clock: FakeClock,
    store_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Story]:
    monkeypatch.setattr(QApplication, "quit", lambda *_: None)
    monkeypatch.setattr(Awake, "hold", lambda _self: None)
    made = Story(qtbot, qapp, clock, store_path)
    yield made
    made.open_program.bridge.unsaved.clear()
    made.leave()


def test_what_is_talked_about_at_one_meeting_is_a_figure_after_the_next(story: Story) -> None:
    make_the_cluster(story)
    plan_the_first_meeting(story)
    start_six_minutes_late_and_replan(story)
    overrun_an_item(story)
    take_three_insights_home_with_five_commitments(story)
    close_the_meeting(story)
    the_next_meeting_opens_with_what_was_agreed(story)
    ask_how_it_went(story)
    the_history_says_what_can_be_concluded(story)
    undo_brings_each_typed_thing_back(story)
    all_of_it_reads_in_english_and_undo_outlives_the_program(story)


def make_the_cluster(story: Story) -> None:
    story.start()
    assert "Velkommen til Facilitator" in story.words()
    assert not story.place.exists()
    story.make_cluster(CLUSTER, "Øre-næse-hals", MEMBERS)
    assert story.place.exists()
    assert story.window.nav.cluster.accessibleName() == (
        "Klynge: ØNH – Eksempel. 15 medlemmer · Øre-næse-hals"
    )
    assert "Intet møde endnu" in story.words()


def plan_the_first_meeting(story: Story) -> None:
    story.make_meeting("9.12.2026", "16.30", "2 timer", "Casemøde")
    assert story.title == "Onsdag 9. december 2026, 16.30–18.30"
    story.rename_item("Patientcase 1", "Svimmelhed hos ældre")
    story.write("Mål 1", "undersøge svimmelhed på samme måde")
    assert story.undo() == "Fortrød: Skriv et mål"
    assert story.text("Mål 1") == ""
    assert story.redo() == "Gentog: Skriv et mål"
    assert story.text("Mål 1") == "undersøge svimmelhed på samme måde"
    assert story.drawn_agenda() == (
        "16.30 Velkommen og spilleregler 5\n"
        "16.35 Mål for mødet 5\n"
        "16.40 Svimmelhed hos ældre 35\n"
        "17.15 Patientcase 2 25\n"
        "17.40 Pause 10\n"
        "17.50 Hvad siger retningslinjen? 10\n"
        "18.00 Fra case til klinik: hvis–så-plan i par 15\n"
        "18.15 Emner til kommende møder 5\n"
        "18.20 Opsummering: 2–3 indsigter 10"
    )


def start_six_minutes_late_and_replan(story: Story) -> None:
    story.at("9.12.2026 16.36")
    story.click("Start mødet")
    story.begin_meeting()
    view = story.run.view
    assert story.said[-1] == "Vi begyndte 6 min. for sent."
    assert (view.behind.text(), view.end.text()) == ("6 min. bagud", "forventet slut 18.36")
    story.press(Key.Key_R)
    assert "Svimmelhed hos ældre   35 → 33 min." in view.right.take.text
    story.press(Key.Key_Return)
    assert view.end.text() == "forventet slut 18.30, til tiden"
    assert story.drawn_plan().endswith(
        "18.20 Opsummering: 2–3 indsigter · beskyttet 10\n18.30 Slut"
    )


def overrun_an_item(story: Story) -> None:
    view = story.run.view
    for clock in ("16.41", "16.46"):
        story.at(clock)
        story.press(Key.Key_Right)
    assert view.clock.title.text() == "Svimmelhed hos ældre"
    story.at("16.58")
    story.capture(
        Key.Key_I, "Vi spørger forskelligt til svimmelhed", "Patienterne kender ikke svartiden"
    )
    story.at("17.25")
    assert (view.clock.left.text, view.clock.phase.text()) == ("−6:00", "over tiden")
    assert view.end.text() == "forventet slut 18.36, 6 min. for sent"
    story.capture(Key.Key_I, "Akuttiderne mangler om fredagen")
    story.press(Key.Key_Right)
    story.press(Key.Key_R)
    story.press(Key.Key_Return)
    assert view.end.text() == "forventet slut 18.30, til tiden"


def take_three_insights_home_with_five_commitments(story: Story) -> None:
    for clock in ("17.44", "17.54", "18.01", "18.14"):
        story.at(clock)
        story.press(Key.Key_Right)
    story.press(Key.Key_S)
    summary = story.run.view.summary
    for _ in range(3):
        story.click("Tag med hjem")
    story.agree(1, ("Klinik 1", "Klinik 2"), "en svimmel patient", CHECKLIST)
    story.agree(2, ("Klinik 3", "Klinik 4"), "en henvisning", ANSWER)
    story.agree(3, ("Klinik 1",), "travlhed", FRIDAY)
    assert [slot.tried.text() for slot in summary.insights.slots] == [
        "2 prøver det",
        "2 prøver det",
        "1 prøver det",
    ]
    assert summary.entry.count.text() == "4 af 15 har en aftale"


def close_the_meeting(story: Story) -> None:
    story.at("18.29")
    story.end_and_close()
    assert "Mødet er lukket" in story.words()
    assert "Afholdt 16.36–18.29 (planlagt 16.30–18.30)" in story.words()
    # The window greys the action a moment after there is nothing more.
    assert story.undo() == NOTHING_MORE or not story.window.actions_by_id["undo"].isEnabled()
    assert "Mødet er lukket" in story.words()


def the_next_meeting_opens_with_what_was_agreed(story: Story) -> None:
    story.at("24.2.2027 12.00")
    story.make_meeting("10.3.2027", "16.30", "2 timer", "Casemøde")
    story.choose_item("Opfølgning: Sidst talte vi om …")
    first = story.agenda.inspector
    assert first.question.toPlainText() == (
        "Sidst talte vi om svimmelhed hos ældre – hvilke erfaringer har I gjort jer siden?"
    )
    assert story.words(first.commitments) == ["5 åbne aftaler"]
    listed = first.commitments.list.model()
    assert [listed.index(n, 0).data() for n in range(listed.rowCount())] == [
        f"{CHECKLIST}. Klinik 1 · 2 måneder",
        f"{CHECKLIST}. Klinik 2 · 2 måneder",
        f"{ANSWER}. Klinik 3 · 2 måneder",
        f"{ANSWER}. Klinik 4 · 2 måneder",
        f"{FRIDAY}. Klinik 1 · 2 måneder",
    ]


def ask_how_it_went(story: Story) -> None:
    story.at("10.3.2027 16.30")
    story.go("run")
    story.begin_meeting()
    panel = story.run.view.panel(FollowUpPanel)
    story.follow_up(f"Klinik 1: {CHECKLIST}", "indført")
    story.follow_up(f"Klinik 2: {CHECKLIST}", "indført", "Vi finder flere med ørestensvimmelhed.")
    story.follow_up(f"Klinik 3: {ANSWER}", "droppet", "Svartiden skifter fra uge til uge.")
    assert panel.answered.text() == "3 af 5 har fået status; resten er ukendt"
    story.at("18.20")
    story.press(Key.Key_S)
    story.at("18.30")
    story.end_and_close()
    assert "Mødet er lukket" in story.words()


def the_history_says_what_can_be_concluded(story: Story) -> None:
    story.go("history")
    (sentence,) = conclusions(story, "2 af 15 (13 pct., ")
    assert sentence == "2 af 15 (13 pct., 4–38) (1 ukendt), under landsgennemsnittet. Én måling."


def conclusions(story: Story, beginning: str) -> list[str]:
    """What the history page says that begins so, when all its charts are drawn."""
    page = story.window.page()
    assert isinstance(page, HistoryPage)
    while page.is_drawing:
        story.settle()
    return [words for words in story.words() if words.startswith(beginning)]


def undo_brings_each_typed_thing_back(story: Story) -> None:
    type_something_of_each_kind(story)
    lines = story.run.view.capture.texts()
    assert lines == (
        "Indsigt · Patienterne ringer igen",
        "Aftale · ringe op · Klinik 7 · inden næste møde",
    )
    assert [story.undo() for _ in range(3)] == [
        "Fortrød: Skriv en erfaring",
        "Fortrød: Skriv en aftale",
        "Fortrød: Skriv en indsigt",
    ]
    assert story.run.view.capture.texts() == ()
    assert story.experience(f"Klinik 4: {ANSWER}") == ""
    assert [story.undo() for _ in range(2)] == [
        "Fortrød: Start mødet",
        "Fortrød: Alle er til stede",
    ]
    story.go("meetings")
    assert story.undo() == "Fortrød: Ændr minutter"
    assert "16.50 Næseblod 25" in story.drawn_agenda()
    assert story.undo() == "Fortrød: Ændr punkt"
    assert "16.50 Patientcase 1 25" in story.drawn_agenda()
    assert story.undo() == "Fortrød: Skriv et mål"
    assert story.text("Mål 1") == ""
    a_meeting_that_was_begun_is_not_undone_away(story)
    assert [story.redo() for _ in range(8)] == [
        "Gentog: Skriv et mål",
        "Gentog: Ændr punkt",
        "Gentog: Ændr minutter",
        "Gentog: Skriv en indsigt",
        "Gentog: Alle er til stede",
        "Gentog: Start mødet",
        "Gentog: Skriv en aftale",
        "Gentog: Skriv en erfaring",
    ]
    story.go("meetings")
    assert story.text("Mål 1") == "standse næseblod"
    assert "16.50 Næseblod 30" in story.drawn_agenda()


def a_meeting_that_was_begun_is_not_undone_away(story: Story) -> None:
    story.go("run")
    refused = {story.undo(), story.undo()}
    assert refused == {
        "Noget andet afhænger af det, så det kan ikke fjernes eller fortrydes. Intet er ændret."
    }
    assert [text for text in story.window.notices.texts() if text in refused] == [*refused]
    story.go("meetings")


def type_something_of_each_kind(story: Story) -> None:
    story.at("20.5.2027 12.00")
    story.make_meeting("9.6.2027", "16.30", "2 timer", "Casemøde")
    story.write("Mål 1", "standse næseblod")
    story.rename_item("Patientcase 1", "Næseblod")
    story.plan_minutes("Næseblod", 30)
    assert "16.50 Næseblod 30" in story.drawn_agenda()
    story.at("9.6.2027 16.30")
    story.go("run")
    story.begin_meeting()
    story.capture(Key.Key_I, "Patienterne ringer igen")
    story.capture(Key.Key_A, "ringe op @Klinik 7")
    story.follow_up(f"Klinik 4: {ANSWER}", experience="Sekretæren glemmer det.")


def all_of_it_reads_in_english_and_undo_outlives_the_program(story: Story) -> None:
    story.leave()
    story.start("en")
    story.wait_for_store()
    assert story.title == "Meeting 3 · ØNH – Eksempel"
    undone = [story.undo() for _ in range(8)]
    assert undone[0] == "Undone: Write an experience"
    assert undone[-1] == "Undone: Write a goal"
    story.go("meetings")
    assert story.text("Goal 1") == ""
    story.go("run")
    assert [story.redo() for _ in range(8)][-1] == "Redone: Write an experience"
    story.go("meetings")
    assert story.text("Goal 1") == "standse næseblod"
    titles = {page: story.go(page) for page in PAGES}
    assert titles == {
        "home": "Overview",
        "meetings": "Wednesday 9 June 2027, 16:30–18:30",
        "run": "Meeting 3 · ØNH – Eksempel",
        "follow_up": "Follow-up",
        "topics": "Topic bank",
        "data": "Cluster data",
        "members": "Members",
        "history": "History",
    }
    (sentence,) = conclusions(story, "2 of 15 (13%, ")
    assert sentence == (
        "2 of 15 (13%, 4–38) (1 unknown), below the national average. One measurement."
    )
    story.go("run")
    assert story.run.fills_window()
    assert story.run.view.capture.texts() == (
        "Insight · Patienterne ringer igen",
        "Commitment · ringe op · Klinik 7 · by the next meeting",
    )
    assert story.experience(f"Klinik 4: {ANSWER}") == "Sekretæren glemmer det."
