"""What a user does with an agenda, drawn as it looks before and after."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.furniture import furnish
from tests.store.scene import SteppingClock

from facilitator.clock import new_id
from facilitator.domain.agenda import Agenda, AgendaItem
from facilitator.domain.meeting_clock import EventKind, Now
from facilitator.domain.refusal import PatientNumber, Refusal
from facilitator.domain.schedule import lay_out
from facilitator.edits import agenda, members, outcomes, running
from facilitator.language import Language
from facilitator.store import queries
from facilitator.store.store import Store
from facilitator.store.tables import Meeting

T = TypeVar("T")
START = datetime(2026, 12, 9, 18, 0, tzinfo=UTC)  # 19.00 in Denmark
DANISH = Language("da")
BEFORE = """
    19.00 Opfølgning siden sidst 15 🔒
    19.15 Data 20
    19.35 Case 25
    20.00 Pause 10
    20.10 Opsummering: 2–3 konkrete indsigter 10 🔒
"""


class Desk:
    """A store with one cluster and one meeting of two hours whose agenda is BEFORE."""

    store: Store

    def __init__(self, place: Path) -> None:
        furnish(self, place, SteppingClock(), "desk", self._furnish)

    def _furnish(self) -> None:
        people = [("Anna Eksempel", "Klinik 1"), ("Bo Eksempel", "Klinik 2")]
        self.cluster = self.do(members.make_cluster, "ØNH – Eksempel", "", people)
        self.meeting = self.do(agenda.make_meeting, self.cluster, START, 120, None)
        self.do(self._replace_welcome)
        for kind, title, minutes in (("data", "Data", 20), ("case", "Case", 25), ("break", "", 10)):
            self.do(agenda.add_item, self.meeting, kind, title, minutes=minutes)

    def _replace_welcome(self, session: Any) -> None:
        # A cluster that never met begins with a welcome; these tests are about a later meeting.
        agenda.remove_items(session, [item.id for item in self.items()])
        agenda.add_item(session, self.meeting, "follow_up")
        agenda.add_item(session, self.meeting, "summary")

    def do(self, verb: Callable[..., T], *args: Any, **kw: Any) -> T:
        with self.store.edit("Edit", cluster=getattr(self, "cluster", None)) as session:
            return verb(session, *args, **kw)

    def agenda(self, meeting: str = "") -> Agenda:
        return self.store.ask(queries.agenda, meeting or self.meeting)

    def items(self) -> tuple[AgendaItem, ...]:
        return self.agenda().items

    def id(self, title: str) -> str:
        return next(item.id for item in self.items() if item.title.startswith(title))

    def item(self, title: str) -> AgendaItem:
        return next(item for item in self.items() if item.title.startswith(title))

    def drawn(self, meeting: str = "") -> str:
        shown = self.agenda(meeting)
        lines = [
            f"    {DANISH.clock(slot.start)} {item.title} {item.minutes}"
            + (" 🔒" if item.is_first or item.is_last else "")
            for item, slot in zip(shown.items, lay_out(shown.plan).slots, strict=True)
        ]
        return "\n" + "\n".join(lines) + "\n"

    def hold(self, meeting: str) -> None:
        shown = self.agenda(meeting)
        start = Now(shown.meeting.start, 0, "r")
        self.do(running.press, meeting, EventKind.STARTED, start, item=shown.items[0].id)
        self.do(running.press, meeting, EventKind.ENDED, Now(shown.meeting.end, 7200, "r"))


def test_the_scene_is_as_drawn(desk: Desk) -> None:
    assert desk.drawn() == BEFORE


def test_an_item_moves_and_the_clock_times_follow(desk: Desk) -> None:
    desk.do(agenda.move_items, [desk.id("Case")], 1)
    assert (
        desk.drawn()
        == """
    19.00 Opfølgning siden sidst 15 🔒
    19.15 Case 25
    19.40 Data 20
    20.00 Pause 10
    20.10 Opsummering: 2–3 konkrete indsigter 10 🔒
"""
    )


@pytest.mark.parametrize("index", [-5, 0, 1])
def test_nothing_passes_the_follow_up(desk: Desk, index: int) -> None:
    desk.do(agenda.move_items, [desk.id("Pause")], index)
    assert [item.title[:5] for item in desk.items()] == ["Opføl", "Pause", "Data", "Case", "Opsum"]


@pytest.mark.parametrize("index", [3, 4, 99])
def test_nothing_passes_the_summary(desk: Desk, index: int) -> None:
    desk.do(agenda.move_items, [desk.id("Data")], index)
    assert [item.title[:5] for item in desk.items()] == ["Opføl", "Case", "Pause", "Data", "Opsum"]


def test_follow_up_and_summary_do_not_move_with_the_others(desk: Desk) -> None:
    everything = [item.id for item in desk.items()]
    desk.do(agenda.move_items, everything, 2)
    assert desk.drawn() == BEFORE


def test_several_items_move_together_in_their_order(desk: Desk) -> None:
    desk.do(agenda.move_items, [desk.id("Pause"), desk.id("Data")], 2)
    assert [item.title[:5] for item in desk.items()] == ["Opføl", "Case", "Data", "Pause", "Opsum"]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30)
@given(moves=st.lists(st.tuples(st.sets(st.integers(0, 4), min_size=1), st.integers(-2, 8))))
def test_however_items_are_moved_none_is_lost_and_the_ends_stay(
    desk: Desk, moves: list[tuple[set[int], int]]
) -> None:
    before = {item.id for item in desk.items()}
    for chosen, index in moves:
        items = desk.items()
        staying = [item.id for n, item in enumerate(items) if n not in chosen]
        desk.do(agenda.move_items, [items[n].id for n in chosen], index)
        now = [item.id for item in desk.items()]
        assert [key for key in now if key in staying] == staying
    assert {item.id for item in desk.items()} == before
    assert desk.items()[0].is_first
    assert desk.items()[-1].is_last


def test_a_new_item_has_title_question_and_steps_of_its_kind_in_the_clusters_language(
    desk: Desk,
) -> None:
    made = desk.do(agenda.add_item, desk.meeting, "case", index=1)
    item = desk.items()[1]
    assert item.id == made
    assert (item.title, item.minutes, item.question) == (
        "Patientcase",
        25,
        "Hvad lærer vi andre af den?",
    )
    assert [(step.title, step.seconds // 60) for step in item.steps][:2] == [
        ("Fremlæggelse", 5),
        ("Forståelse", 2),
    ]


def test_an_item_is_added_before_the_summary_when_no_place_is_said(desk: Desk) -> None:
    desk.do(agenda.add_item, desk.meeting, "exchange")
    assert [item.kind for item in desk.items()][-2:] == ["exchange", "summary"]


def test_another_kind_brings_what_the_kind_has_and_leaves_what_was_written(desk: Desk) -> None:
    case = desk.do(agenda.add_item, desk.meeting, "case")
    desk.do(agenda.change_kind, case, "guideline")
    item = desk.item("Klinisk retningslinje")
    assert item.steps == ()
    assert item.question.startswith("Hvor gør vi allerede sådan?")
    desk.do(agenda.change_item, case, title="Otitis", question="Og nu?")
    desk.do(agenda.change_kind, case, "break")
    item = desk.item("Otitis")
    assert (item.kind, item.question, item.flexible) == ("break", "Og nu?", False)


def test_the_summary_stays_a_summary(desk: Desk) -> None:
    desk.do(agenda.change_kind, desk.id("Opsummering"), "case")
    assert desk.items()[-1].kind == "summary"


@pytest.mark.parametrize(
    ("written", "member", "clinic", "who"),
    [
        ("Anna Eksempel", True, False, "Anna Eksempel"),
        ("Klinik 2", False, True, "Klinik 2"),
        ("Dr. Gæst", False, False, "Dr. Gæst"),
        ("", False, False, ""),
    ],
)
def test_who_is_a_member_a_clinic_or_anybody(
    desk: Desk, written: str, member: bool, clinic: bool, who: str
) -> None:
    desk.do(agenda.set_who, desk.id("Case"), "Bo Eksempel")
    desk.do(agenda.set_who, desk.id("Case"), written)
    item = desk.item("Case")
    assert (item.member is not None, item.clinic is not None, item.who) == (member, clinic, who)


def test_the_least_minutes_lie_within_the_items_own(desk: Desk) -> None:
    desk.do(agenda.change_minimum, desk.id("Case"), 25)
    assert desk.item("Case").minimum == 25 * 60
    for wrong in (0, 26):
        with pytest.raises(Refusal):
            desk.do(agenda.change_minimum, desk.id("Case"), wrong)


def test_the_summary_is_not_cut_below_five_minutes(desk: Desk) -> None:
    with pytest.raises(Refusal, match="five minutes"):
        desk.do(agenda.change_minutes, desk.id("Opsummering"), 4)


def test_the_steps_of_a_script_follow_the_minutes(desk: Desk) -> None:
    case = desk.do(agenda.add_item, desk.meeting, "case")
    desk.do(agenda.change_minutes, case, 15)
    assert [step.seconds // 60 for step in desk.item("Patientcase").steps] == [3, 1, 3, 6, 2]


def test_copies_come_in_order_without_follow_up_and_summary(desk: Desk) -> None:
    everything = [item.id for item in desk.items()]
    made = desk.do(agenda.duplicate_items, everything, desk.meeting, 4)
    assert len(made) == 3
    assert [item.title[:5] for item in desk.items()][4:] == ["Data", "Case", "Pause", "Opsum"]


def test_items_are_carried_to_another_meeting(desk: Desk) -> None:
    other = desk.do(agenda.make_meeting, desk.cluster, START + timedelta(days=90), 120, None)
    desk.do(agenda.carry_items, [desk.id("Opfølgning"), desk.id("Case")], other, 1)
    assert "Case" not in desk.drawn()
    assert "Case 25" in desk.drawn(other)
    assert desk.items()[0].is_first


def test_items_carried_within_a_meeting_keep_their_ids(desk: Desk) -> None:
    case = desk.id("Case")
    assert desk.do(agenda.carry_items, [case], desk.meeting, 4) == [case]
    assert [item.title[:5] for item in desk.items()] == ["Opføl", "Data", "Pause", "Case", "Opsum"]


def test_a_goal_is_made_by_its_first_word_and_stays_the_same_goal(desk: Desk) -> None:
    key = new_id()
    desk.do(agenda.write_goal, desk.meeting, key, "  ")
    assert desk.agenda().goals == ()
    desk.do(agenda.write_goal, desk.meeting, key, "bruge")
    desk.do(agenda.write_goal, desk.meeting, key, "bruge retningslinjen")
    assert [(goal.id, goal.text) for goal in desk.agenda().goals] == [(key, "bruge retningslinjen")]


def test_a_meeting_has_at_most_three_goals(desk: Desk) -> None:
    for n in range(3):
        desk.do(agenda.write_goal, desk.meeting, new_id(), f"mål {n}")
    with pytest.raises(Refusal, match="three goals"):
        desk.do(agenda.write_goal, desk.meeting, new_id(), "et mål til")


def test_a_meeting_as_last_time_has_the_same_items(desk: Desk) -> None:
    then = START + timedelta(days=90)
    made = desk.do(agenda.make_meeting_as, desk.meeting, desk.cluster, then, 120, "Klinik 2")
    assert desk.drawn(made) == BEFORE
    assert desk.agenda(made).meeting.place == "Klinik 2"
    assert desk.agenda(made).meeting.number == 2


def test_the_key_of_an_own_template_may_look_like_a_cpr_number(desk: Desk) -> None:
    key = "01a20958-65cb-7d33-8810-717020f52f5d"

    def remember(session: Any) -> None:
        session.get(Meeting, desk.meeting).template = key

    def remembered(session: Any) -> Any:
        return session.get(Meeting, desk.meeting).template

    desk.do(remember)
    assert desk.store.ask(remembered) == key


def test_a_template_takes_the_place_of_the_items_and_comes_back_by_undo(desk: Desk) -> None:
    desk.do(agenda.lay_template, desk.meeting, "cases")
    assert sum(item.minutes for item in desk.items()) == 120
    assert "Patientcase 2 25" in desk.drawn()
    desk.store.undo(desk.cluster)
    assert desk.drawn() == BEFORE


def test_a_fixed_start_keeps_its_clock_time_on_another_day(desk: Desk) -> None:
    at = datetime(2026, 12, 9, 18, 45, tzinfo=UTC)
    desk.do(agenda.change_item, desk.id("Case"), fixed_start=at)
    summer = datetime(2027, 6, 9, 17, 0, tzinfo=UTC)  # 19.00 in summer
    desk.do(agenda.change_meeting, desk.meeting, start=summer, end=summer + timedelta(hours=2))
    fixed = desk.item("Case").fixed_start
    assert fixed is not None
    assert DANISH.clock(fixed) == "19.45"
    assert fixed.date() == summer.date()


def test_the_follow_up_asks_about_what_was_talked_about(desk: Desk) -> None:
    held = desk.do(agenda.make_meeting, desk.cluster, START - timedelta(days=90), 120, "cases")
    item = desk.agenda(held).items[2]
    desk.do(agenda.change_item, item.id, title="akutte henvisninger")
    insight = desk.do(
        outcomes.add_insight, held, "Ring samme dag", START - timedelta(days=90), item=item.id
    )
    desk.do(outcomes.choose_insight, insight)
    desk.hold(held)
    assert desk.items()[0].question == (
        "Sidst talte vi om akutte henvisninger – hvilke erfaringer har I gjort jer siden?"
    )
    desk.do(agenda.change_item, desk.items()[0].id, question="Hvordan gik det?")
    assert desk.items()[0].question == "Hvordan gik det?"
    desk.do(agenda.change_item, desk.items()[0].id, question="")
    assert desk.items()[0].question.startswith("Sidst talte vi om")


def test_nothing_changes_in_a_closed_meeting(desk: Desk) -> None:
    case = desk.id("Case")
    desk.hold(desk.meeting)
    desk.do(running.close_meeting, desk.meeting, START + timedelta(hours=3))
    verbs: list[tuple[Callable[..., Any], tuple[Any, ...]]] = [
        (agenda.move_items, ([case], 1)),
        (agenda.add_item, (desk.meeting, "case")),
        (agenda.remove_items, ([case],)),
        (agenda.change_minutes, (case, 5)),
        (agenda.set_who, (case, "Bo Eksempel")),
        (agenda.change_kind, (case, "data")),
        (agenda.write_goal, (desk.meeting, new_id(), "mål")),
        (agenda.lay_template, (desk.meeting, "cases")),
    ]
    for verb, args in verbs:
        with pytest.raises(Refusal, match="closed"):
            desk.do(verb, *args)
    assert desk.drawn() == BEFORE


def test_a_patient_number_is_refused_in_every_text_of_an_agenda(desk: Desk) -> None:
    case = desk.id("Case")
    for field in ("title", "question", "notes", "preparation", "who"):
        with pytest.raises(PatientNumber):
            desk.do(agenda.change_item, case, **{field: "010170-1234"})
    with pytest.raises(PatientNumber):
        desk.do(agenda.change_steps, case, [("010170-1234", 60)])


@pytest.mark.parametrize(
    "act", ["move", "add", "remove", "minutes", "kind", "who", "goal", "template"]
)
def test_each_change_is_taken_back_as_one(desk: Desk, act: str) -> None:
    case = desk.id("Case")
    before = desk.agenda()
    acts: dict[str, Callable[[], Any]] = {
        "move": lambda: desk.do(agenda.move_items, [case], 1),
        "add": lambda: desk.do(agenda.add_item, desk.meeting, "case", index=2),
        "remove": lambda: desk.do(agenda.remove_items, [case]),
        "minutes": lambda: desk.do(agenda.change_minutes, case, 40),
        "kind": lambda: desk.do(agenda.change_kind, case, "data"),
        "who": lambda: desk.do(agenda.set_who, case, "Klinik 1"),
        "goal": lambda: desk.do(agenda.write_goal, desk.meeting, new_id(), "mål"),
        "template": lambda: desk.do(agenda.lay_template, desk.meeting, "data"),
    }
    acts[act]()
    assert desk.agenda() != before
    desk.store.undo(desk.cluster)
    assert desk.agenda() == before


def kinds_of(desk: Desk, meeting: str) -> list[str]:
    return [item.kind for item in desk.agenda(meeting).items]


def test_only_the_first_meeting_of_a_cluster_begins_with_a_welcome(desk: Desk) -> None:
    cluster = desk.do(members.make_cluster, "Hud – Eksempel")
    first = desk.do(agenda.make_meeting, cluster, START, 120, None)
    second = desk.do(agenda.make_meeting, cluster, START + timedelta(days=90), 120, None)
    assert kinds_of(desk, first)[0] == "ground_rules"
    assert kinds_of(desk, second)[0] == "follow_up"
    desk.do(agenda.cancel_meeting, first)
    desk.do(agenda.lay_template, second, "")
    assert kinds_of(desk, second)[0] == "ground_rules"


def test_a_cluster_that_met_before_it_came_here_follows_up_at_once(desk: Desk) -> None:
    cluster = desk.do(members.make_cluster, "Hud – Eksempel", first_number=12)
    meeting = desk.do(agenda.make_meeting, cluster, START, 120, None)
    assert kinds_of(desk, meeting)[0] == "follow_up"


def test_meetings_are_numbered_on_from_the_first_number_cancelled_ones_too(desk: Desk) -> None:
    cluster = desk.do(members.make_cluster, "Hud – Eksempel", first_number=12)

    def make(days: int) -> str:
        start = START + timedelta(days=days)
        return desk.do(agenda.make_meeting, cluster, start, 120, None)

    made = [make(0), make(90)]
    desk.do(agenda.cancel_meeting, made[1])
    made.append(make(180))
    assert [desk.agenda(key).meeting.number for key in made] == [12, 13, 14]


@pytest.mark.parametrize(
    ("known", "status"),
    [
        ({}, "draft"),
        ({"started": START}, "running"),
        ({"started": START, "ended": START + timedelta(hours=2)}, "held"),
    ],
)
def test_a_cancelled_meeting_is_taken_up_again_where_it_was(
    desk: Desk, known: dict[str, datetime], status: str
) -> None:
    desk.do(agenda.change_meeting, desk.meeting, **known)
    desk.do(agenda.cancel_meeting, desk.meeting)
    assert desk.agenda().meeting.status == "cancelled"
    desk.do(agenda.restore_meeting, desk.meeting)
    assert desk.agenda().meeting.status == status
