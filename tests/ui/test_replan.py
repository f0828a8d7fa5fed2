"""Minutes taken back and given, the finish that is kept, and what a meeting does not come to."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from tests.ui.running_meeting import MeetingRoom

from facilitator.domain.meeting_clock import ItemState
from facilitator.edits import captured
from facilitator.store import queries
from facilitator.ui.run.give_panel import GivePanel
from facilitator.ui.run.plan_side import PlanSide
from facilitator.ui.run.replan_panel import ReplanPanel
from facilitator.ui.run.unfinished_card import UnfinishedCard

pytestmark = pytest.mark.bare

Key = Qt.Key


@pytest.fixture
def room(planned: MeetingRoom) -> MeetingRoom:
    return planned


@pytest.fixture
def running(room: MeetingRoom) -> MeetingRoom:
    """The worked example: at 17.21.40 the meeting is 4 minutes behind."""
    room.at("16.32")
    room.press(Key.Key_F5)
    for clock in ("16.50", "16.54", "17.14"):
        room.at(clock)
        room.press(Key.Key_Right)
    room.at("17.21.40")
    return room


@pytest.fixture
def early(room: MeetingRoom) -> MeetingRoom:
    """Begun in time; the data took three minutes less than planned."""
    room.press(Key.Key_F5)
    for clock in ("16.45", "16.50", "17.07"):
        room.at(clock)
        room.press(Key.Key_Right)
    return room


@pytest.fixture
def side(room: MeetingRoom) -> PlanSide:
    return room.page.view.right


def take(room: MeetingRoom) -> ReplanPanel:
    return room.page.view.right.take


def words(of: ReplanPanel | UnfinishedCard) -> list[str]:
    """What the buttons in sight say."""
    return [one.text() for one in of.findChildren(QPushButton) if one.isVisibleTo(of)]


def press(of: ReplanPanel | UnfinishedCard, said: str) -> None:
    next(one for one in of.findChildren(QPushButton) if one.accessibleName() == said).click()


# -- taking minutes back


def test_r_shows_who_gives_and_r_again_takes_it(running: MeetingRoom, side: PlanSide) -> None:
    running.press("r")
    assert not side.shows_plan
    assert running.page.view.end.text() == "forventet slut 18.34 → 18.30"
    assert side.take.then.text() == "Så slutter mødet kl. 18.30 i stedet for 18.34."
    running.press("r")
    assert side.shows_plan
    assert running.page.view.end.text() == "forventet slut 18.30, til tiden"
    assert running.page.view.behind.text() == "punktet 4 min. bagud"
    assert running.page.view.taken.text() == "(2 × 2 min. tages fra cases)"
    line = side.plan.row(running.item("Case 1")).line
    assert (line.below, line.gains) == ("15 → 13 min.", False)
    running.press("z")
    assert running.page.view.end.text() == "forventet slut 18.34"
    assert running.page.view.taken.text() == ""


def test_one_click_or_one_figure_lets_one_item_alone_give(running: MeetingRoom) -> None:
    running.press("r")
    panel = take(running)
    press(panel, "Kun dette punkt: Case 2")
    assert panel.text.splitlines()[1:3] == ["Case 1   15 min.", "Case 2   15 → 11 min."]
    assert not panel.giver(running.item("Case 1")).isChecked()
    running.press("1")
    assert panel.text.splitlines()[1:3] == ["Case 1   15 → 11 min.", "Case 2   15 min."]
    assert running.page.view.taken.text() == "(4 min. tages fra Case 1)"
    press(panel, "Lad alle give: Case 1")
    assert panel.text.splitlines()[1:3] == ["Case 1   15 → 13 min.", "Case 2   15 → 13 min."]
    running.press("2")
    running.press(Key.Key_Return)
    case_2 = next(one for one in running.reading.items if one.id == running.item("Case 2"))
    assert case_2.allotted == 11 * 60


def test_what_is_missing_is_named_with_what_skipping_frees_and_when_it_could_end(
    running: MeetingRoom,
) -> None:
    running.at("17.45")
    running.press("r")
    panel = take(running)
    assert "5 min. mangler stadig." in panel.text
    assert {"Spring Case 1 over (giver 15 min.)", "Flyt sluttid til 18.35"} < set(words(panel))
    assert "Flyt sluttid til 18.45" in words(panel)
    press(panel, "Flyt sluttid til 18.35")
    assert "mangler" not in panel.text
    running.press("r")
    assert running.reading.overrun <= 0
    for _ in range(2):
        running.press("z")
    assert running.reading.overrun == 15 * 60
    running.press("r")
    press(panel, "Spring Case 1 over (giver 15 min.)")
    assert running.reading.overrun == 0
    assert "til tiden" in panel.need.text()
    running.press("z")
    assert running.reading.overrun == 15 * 60


def test_the_end_is_moved_from_the_plan_by_keys_alone(running: MeetingRoom, side: PlanSide) -> None:
    running.at("17.22.20")
    running.press("+")
    running.page.do("move_end")
    first = next(one for one in take(running).findChildren(QPushButton) if one.hasFocus())
    assert first.text() == "Flyt sluttid til 18.35"
    running.press(Key.Key_Space, on=first)
    assert running.reading.overrun <= 0
    assert side.shows_plan
    assert running.page.hasFocus()


@pytest.mark.parametrize("ago", [0, 4])
def test_a_late_start_offers_at_once_to_take_the_minutes_back(
    room: MeetingRoom, side: PlanSide, ago: int
) -> None:
    room.at("16.40")
    room.page.presses.begin(60 * ago)
    late = 10 - ago
    assert room.said[-1] == f"Vi begyndte {late} min. for sent."
    dict(room.notices[-1].answers)["Hent minutterne ind (R)"]()
    assert side.take.need.text() == f"Der skal hentes {late} min. ind for at slutte til tiden."
    room.page.presses.backdate(2)
    assert room.said[-1] == f"Vi begyndte {late - 2} min. for sent."
    room.press(Key.Key_Return)
    assert room.reading.overrun == 0


def test_what_is_to_be_taken_is_no_other_figure_for_the_delay(
    running: MeetingRoom, side: PlanSide
) -> None:
    running.at("17.34.50")
    running.press("+")
    running.press("r")
    view = running.page.view
    assert view.behind.text() == "5 min. bagud"
    assert side.take.need.text().startswith("Der skal hentes ")
    running.at("19.16.10")
    assert view.behind.text() == "1 t. 46 min. bagud"
    assert side.take.need.text() == "Der skal hentes 1 t. 47 min. ind for at slutte til tiden."
    running.page.do("move_end")
    assert side.take.need.text() == "Mødet ventes at slutte 1 t. 46 min. for sent."


def test_the_summary_gives_nothing_and_is_not_skipped(running: MeetingRoom) -> None:
    last = running.item("Opsummering")
    menu = [act.text() for act in running.page.view.right.plan.menu_of(last).actions()]
    assert menu == ["Start punktet nu", "5 minutter mere"]
    before = len(running.events)
    running.press(Key.Key_Delete, on=running.page.view.right.plan.row(last))
    assert len(running.events) == before
    running.press("r")
    assert "Opsummering" not in take(running).text


# -- ahead of time


def test_ahead_of_time_one_figure_gives_an_item_the_minutes_and_none_gets_them_by_itself(
    early: MeetingRoom, side: PlanSide
) -> None:
    assert side.plan.take.text() == "Giv tiden til …"
    early.press("r")
    panel: GivePanel = side.give
    assert panel.said.text() == "Der er 3 min. at give af."
    assert panel.texts[:3] == (
        "Akut otitis media hos børn   20 → 23 min.",
        "Pause   10 → 13 min.",
        "Case 1   15 → 18 min.",
    )
    early.press(Key.Key_Return)
    assert early.reading.overrun == -3 * 60
    early.press("3")
    assert early.reading.overrun == 0
    assert side.shows_plan
    line = side.plan.row(early.item("Case 1")).line
    assert (line.below, line.gains) == ("15 → 18 min.", True)
    assert side.plan.take.text() == "Tag tiden fra …"
    early.press("z")
    assert early.reading.overrun == -3 * 60


def test_fewer_minutes_than_there_are_can_be_given(early: MeetingRoom, side: PlanSide) -> None:
    early.press("r")
    side.give.fewer.click()
    side.give.row(early.item("Opsummering")).click()
    assert early.reading.overrun == -60
    assert side.plan.take.text() == "Tag tiden fra …"


def test_the_head_says_what_is_the_items_and_what_the_meetings_and_both_agree_with_the_clock(
    running: MeetingRoom, side: PlanSide
) -> None:
    """The break begins at 17.38.10 and is 8 minutes late; case 2 gave 2 of its minutes and case 1,
    skipped, its 15, so that the meeting ends 9 minutes early."""
    view = running.page.view
    running.press("r")
    running.press("r")
    running.at("17.38.10")
    running.press(Key.Key_Right)
    running.press(Key.Key_Delete, on=side.plan.row(running.item("Case 1")))
    assert view.behind.text() == "punktet 8 min. bagud"
    assert view.end.text() == "forventet slut 18.21, 9 min. før tid"
    assert side.plan.lines[-1].now == "18.21"


@pytest.mark.dressed
def test_the_heading_of_the_plan_has_the_columns_of_its_lines_beside_a_scroll_bar(
    running: MeetingRoom, side: PlanSide
) -> None:
    running.page.resize(1024, 600)
    for width in range(250, 340, 4):
        side.setFixedWidth(width)
        for _ in range(2):
            QApplication.processEvents()
        heading = side.plan._heading
        assert heading.columns() == side.plan.row(running.item("Case 1")).columns()


def test_the_end_is_moved_to_either_side_in_a_panel_of_its_own(
    early: MeetingRoom, side: PlanSide
) -> None:
    early.page.do("move_end")
    panel = side.take
    assert panel.accessibleName() == "Flyt sluttid"
    assert panel.need.text() == "Mødet ventes at slutte 3 min. før tid."
    assert panel.apply.isHidden()
    assert panel.end is None
    offered = {one.text(): one for one in panel._ends.findChildren(QPushButton)}
    assert list(offered) == ["Flyt sluttid til 18.27", "−15", "−10", "−5", "+5", "+10", "+15"]
    offered["Flyt sluttid til 18.27"].click()
    assert early.reading.overrun == 0
    assert side.shows_plan


# -- the plan


def test_an_item_is_skipped_and_taken_in_again_by_one_key_in_its_line(
    running: MeetingRoom, side: PlanSide
) -> None:
    row = side.plan.row(running.item("Case 1"))
    running.press(Key.Key_Delete, on=row)
    assert row.line.below == "sprunget over"
    running.press(Key.Key_Delete, on=row)
    assert row.line.below == ""
    done = side.plan.row(running.item("Klyngens data"))
    before = len(running.events)
    running.press(Key.Key_Delete, on=done)
    assert len(running.events) == before


# -- the protected finish


def test_how_long_the_discussion_lasts_is_in_sight_and_warns_calmly(running: MeetingRoom) -> None:
    talk = running.page.view.clock.talk
    assert (talk.text(), talk.property("tone")) == ("drøftelsen slutter om 58:20", "")
    running.at("18.15.10")
    assert (talk.text(), talk.property("tone")) == ("drøftelsen slutter om 4:50", "warn")
    running.at("18.20.01")
    assert running.said[-1] == "Det er tid til opsummeringen."
    running.page.watch.move_end(10)
    running.tick()
    assert running.notices[-1].text == ""
    assert running.notices[-1].key == "discussion"


def test_what_was_not_come_to_is_sent_on_by_a_click_each_or_by_one_for_all(
    running: MeetingRoom,
) -> None:
    running.press("p")
    running.type("Ventetid")
    running.press(Key.Key_Return)
    running.press(Key.Key_Escape)
    running.at("18.20.01")
    running.press("s")
    card = running.page.view.summary.insights.unfinished
    assert card.said.text() == "4 punkter er ikke færdige"
    assert " · ".join(card.texts) == "Case 1 · Case 2 · Bordrunde · Ventetid"
    assert [one.text for one in running.log.parked] == ["Ventetid"]
    press(card, "Case 2: Emnebank")
    assert running.page.hasFocus()
    topics = running.store.ask(queries.topics, running.cluster)
    assert [one.title for one in topics] == ["Case 2"]
    press(card, "Alle til næste møde")
    assert card.isHidden()
    parked = {one.text: one.destination for one in running.log.parked}
    assert parked == {
        "Ventetid": "next_meeting",
        "Case 2": "topic",
        "Case 1": "next_meeting",
        "Bordrunde": "next_meeting",
    }
    running.press("z")
    assert " · ".join(card.texts) == "Case 1 · Bordrunde · Ventetid"


def test_an_item_cut_short_by_the_summary_is_offered_with_what_it_had_left_and_can_be_dropped(
    running: MeetingRoom,
) -> None:
    guideline = "Akut otitis media hos børn"
    for kind, said in (("i", "Ring selv op"), ("p", "Ventetid")):
        running.press(kind)
        running.type(said)
        running.press(Key.Key_Return)
        running.press(Key.Key_Escape)
    running.at("17.24.40")
    running.press("s")
    card = running.page.view.summary.insights.unfinished
    assert " · ".join(card.texts) == f"{guideline} · Case 1 · Case 2 · Bordrunde · Ventetid"
    lines = [one.text() for one in card.findChildren(QLabel)]
    assert f"{guideline} – 9 min. tilbage" in lines
    running.at("17.24.50")
    press(card, f"{guideline}: Drop det")
    assert " · ".join(card.texts) == "Case 1 · Case 2 · Bordrunde · Ventetid"
    running.press("z")
    press(card, "Alle til næste møde")
    assert {one.destination for one in running.log.parked} == {"next_meeting"}
    assert card.isHidden()
    (sent,) = (one for one in running.log.parked if one.text == guideline)
    row = running.page.view.capture.row(sent.id)
    running.bridge.do("Change", captured.change_text, "parked", row.key, "Resten af otitis")
    running.at("17.30")
    assert running.page.watch.loose(running.reading) == ()


def test_what_is_left_at_the_end_is_still_asked_for_and_kept_apart_by_item(
    running: MeetingRoom,
) -> None:
    running.at("17.34")
    running.page.end_meeting()
    card = running.page.ended.unfinished
    assert " · ".join(card.texts) == "Case 1 · Case 2 · Bordrunde"
    press(card, "Case 1: Aftale")
    assert " · ".join(card.texts) == "Case 2 · Bordrunde"
    (parked,), (made,) = running.log.parked, running.log.commitments
    assert (parked.item, parked.destination, made.action) == (
        running.item("Case 1"),
        "commitment",
        "Case 1",
    )
    states = {one.state for one in running.reading.items if one.id == parked.item}
    assert states == {ItemState.PASSED}
    running.page.close_meeting()
    assert card.isHidden()
