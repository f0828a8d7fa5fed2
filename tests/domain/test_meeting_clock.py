"""The meeting clock by examples: one evening, its presses and what the clock says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from facilitator.domain.meeting_clock import (
    Event,
    EventKind,
    Found,
    ItemReading,
    ItemState,
    Now,
    Phase,
    Proposal,
    Reading,
    look,
    propose,
    read,
    sight,
    standing,
    sum_set_back,
)
from facilitator.domain.schedule import Item, Plan, Step

COPENHAGEN = ZoneInfo("Europe/Copenhagen")
MIDNIGHT = datetime(2026, 12, 9, tzinfo=COPENHAGEN).astimezone(UTC)


def clock(text: str) -> datetime:
    hours, minutes, *seconds = (int(part) for part in text.split("."))
    return MIDNIGHT + timedelta(hours=hours, minutes=minutes, seconds=sum(seconds))


def now(text: str, run: str = "a", boot: str = "12.00") -> Now:
    return Now(clock(text), (clock(text) - clock(boot)).total_seconds(), run)


def item(name: str, minutes: int, least: int | None = None, fixed: str = "") -> Item:
    at = clock(fixed) if fixed else None
    planned, flexible = minutes * 60, least is not None
    return Item(name, planned, (least or 0) * 60, flexible, name == "summary", at)


def meeting(*items: Item, start: str = "16.30", end: str = "18.30") -> Plan:
    return Plan(clock(start), clock(end), items)


EVENING = meeting(
    item("followup", 15),
    item("goals", 5),
    item("data", 20, 10),
    item("guideline", 20, 10),
    item("break", 10),
    item("case 1", 15, 10),
    item("case 2", 15, 10),
    item("round", 10),
    item("summary", 10),
)


class Presses(list[Event]):
    """The presses of a meeting, written one after the other."""

    def add(
        self,
        at: str | Now,
        kind: str,
        name: str | None = None,
        minutes: float = 0,
        *,
        target: int | None = None,
        allotted: Mapping[str, int] | None = None,
    ) -> Presses:
        stamp = now(at) if isinstance(at, str) else at
        seq = len(self) + 1
        event = Event(seq, stamp.utc, stamp.mono, stamp.run, EventKind(kind), name, minutes * 60)
        self.append(replace(event, allotted=allotted, target=target))
        return self

    def record(self, found: tuple[Found, ...]) -> Presses:
        for one in found:
            self.add(one.at, one.kind, minutes=one.seconds / 60)
        return self


def started() -> Presses:
    presses = Presses().add("16.32", "started", "followup").add("16.50", "started", "goals")
    return presses.add("16.54", "started", "data").add("17.14", "started", "guideline")


def at(text: str, presses: Presses, plan: Plan = EVENING) -> Reading:
    return read(plan, presses, now(text))


def running(reading: Reading) -> ItemReading:
    assert reading.current is not None
    return reading.current


def of(reading: Reading, name: str) -> ItemReading:
    return next(one for one in reading.items if one.id == name)


def states(reading: Reading) -> str:
    return " ".join(one.state for one in reading.items)


def gives(proposal: Proposal) -> dict[str, int]:
    return {one.item: (one.before - one.after) // 60 for one in proposal.changes}


def m(minutes: int, seconds: int = 0) -> float:
    return minutes * 60 + seconds


# The worked examples.


def test_an_evening_four_minutes_behind() -> None:
    reading = at("17.21.40", started())
    assert running(reading).id == "guideline"
    assert running(reading).remaining == m(12, 20)
    assert reading.behind == m(4)
    assert reading.overrun == m(4)
    assert reading.expected_end == clock("18.34")
    assert reading.discussion_left == m(58, 20)
    assert reading.phase is Phase.STEADY


def test_four_minutes_are_taken_from_the_two_cases() -> None:
    presses = started()
    proposal = propose(EVENING, presses, now("17.21.40"))
    assert gives(proposal) == {"case 1": 2, "case 2": 2}
    assert (proposal.needed_minutes, proposal.shortfall_minutes) == (4, 0)
    assert proposal.apply == {"case 1": m(13), "case 2": m(13)}
    presses.add("17.21.40", "replanned", allotted=proposal.apply)
    assert at("17.21.40", presses).expected_end == clock("18.30")


def test_a_pause_pushes_the_end() -> None:
    reading = at("17.24.40", started().add("17.21.40", "paused"))
    assert reading.paused
    assert running(reading).remaining == m(12, 20)
    assert (reading.behind, reading.overrun) == (m(7), m(7))


def test_extending_leaves_the_elapsed_time_alone() -> None:
    reading = at("17.21.40", started().add("17.21.40", "extended", "guideline", 5))
    assert running(reading).elapsed == m(7, 40)
    assert running(reading).remaining == m(17, 20)
    assert reading.behind == m(9)


def late(*items: Item, by: int, end: str = "18.30") -> tuple[Plan, Presses, Now]:
    """A first item of 10 minutes that began `by` minutes late; the rest is still to come."""
    plan = meeting(item("first", 10), *items, end=end)
    presses = Presses().add(f"16.{30 + by}", "started", "first")
    return plan, presses, now(f"16.{30 + by}")


def full(*items: Item, by: int) -> tuple[Plan, Presses, Now]:
    """The same in a meeting exactly as long as its items."""
    minutes = 40 + sum(one.planned for one in items) // 60
    return late(*items, by=by, end=f"{16 + minutes // 60}.{minutes % 60}")


SUMMARY = item("summary", 10)


def test_nine_minutes_are_shared_in_proportion() -> None:
    case = full(item("a", 20, 10), item("b", 25, 15), item("c", 20, 10), SUMMARY, by=9)
    assert gives(propose(*case)) == {"a": 3, "b": 3, "c": 3}
    assert gives(propose(*case, donors={"b"})) == {"b": 9}
    assert gives(propose(*case, donors={"a", "c"})) == {"a": 4, "c": 5}
    assert gives(propose(*case, donors={"summary"})) == {}


def test_a_giver_at_its_minimum_stops_and_the_others_share_the_rest() -> None:
    case = full(item("a", 30, 28), item("b", 20, 5), item("c", 10, 5), by=12)
    assert gives(propose(*case)) == {"a": 2, "b": 7, "c": 3}


def test_what_no_one_can_give_is_the_shortfall() -> None:
    plan, presses, then = full(
        item("a", 15, 10), item("break", 10), item("b", 15, 10), SUMMARY, by=12
    )
    proposal = propose(plan, presses, then)
    assert gives(proposal) == {"a": 5, "b": 5}
    assert (proposal.needed_minutes, proposal.shortfall_minutes) == (12, 2)
    assert proposal.skip_would_free == {"a": 15, "break": 10, "b": 15}


def test_before_a_fixed_start_no_more_is_given_than_it_is_late() -> None:
    before, after = item("before", 50, 10), item("after", 44, 10)
    plan, presses, then = late(before, item("speaker", 10, fixed="17.30"), after, by=6, end="18.21")
    reading = read(plan, presses, then)
    assert of(reading, "speaker").expected_start == clock("17.36")
    assert reading.overrun == m(9)
    assert gives(propose(plan, presses, then)) == {"before": 6, "after": 3}


def test_minutes_before_a_fixed_start_that_is_on_time_would_only_be_waited_for() -> None:
    before, after = item("before", 40, 10), item("after", 59, 10)
    case = late(before, item("speaker", 10, fixed="17.30"), after, by=6)
    assert gives(propose(*case)) == {"after": 9}


def test_of_several_fixed_starts_the_earliest_is_brought_in_time_first() -> None:
    plan, presses, then = late(
        item("a", 50, 10),
        item("speaker", 20, 10, fixed="17.30"),
        item("b", 10, 5),
        item("food", 20, fixed="17.58"),
        item("c", 20, 10),
        by=6,
        end="18.26",
    )
    reading = read(plan, presses, then)
    assert of(reading, "speaker").expected_start == clock("17.36")
    assert of(reading, "food").expected_start == clock("18.06")
    assert reading.overrun == m(20)
    proposal = propose(plan, presses, then)
    assert gives(proposal) == {"a": 6, "speaker": 1, "b": 1, "c": 10}
    assert proposal.shortfall_minutes == 2


def test_a_later_fixed_start_limits_what_is_given_before_an_earlier_one() -> None:
    plan, presses, then = late(
        item("a", 50, 10),
        item("speaker", 20, fixed="17.30"),
        item("food", 20, fixed="17.54"),
        item("c", 30, 10),
        by=6,
        end="18.40",
    )
    assert of(read(plan, presses, then), "food").expected_start == clock("17.56")
    assert gives(propose(plan, presses, then)) == {"a": 2, "c": 4}


def test_lateness_is_not_rounded_up_where_the_seconds_are_needed() -> None:
    plan = meeting(
        item("first", 10),
        item("a", 50, 10),
        item("speaker", 10, fixed="17.30"),
        replace(item("c", 44, 10), planned=44 * 60 + 30),
        end="18.21",
    )
    presses, then = Presses().add("16.35.20", "started", "first"), now("16.35.20")
    assert read(plan, presses, then).overrun == m(8, 50)
    proposal = propose(plan, presses, then)
    assert gives(proposal) == {"a": 5, "c": 4}
    presses.add(then, "replanned", allotted=proposal.apply)
    assert read(plan, presses, then).overrun == -10


def test_skipping_takes_the_minutes_off_at_once_and_unskipping_gives_them_back() -> None:
    presses = started().add("17.20", "skipped", "case 2")
    assert at("17.21.40", presses).overrun == m(-11)
    assert of(at("17.21.40", presses), "case 2").state is ItemState.SKIPPED
    assert at("17.21.40", presses.add("17.21", "unskipped", "case 2")).overrun == m(4)


def test_going_back_lets_the_time_run_on() -> None:
    plan = meeting(item("a", 10), item("b", 10))
    presses = Presses().add("16.30", "started", "a").add("16.38", "started", "b")
    reading = at("16.40", presses.add("16.40", "started", "a"), plan)
    assert running(reading).remaining == m(2)


def test_backdating_adds_to_what_has_elapsed() -> None:
    presses = Presses().add("16.35", "started", "followup").add("16.36", "backdated", minutes=3)
    reading = at("16.36", presses)
    assert running(reading).elapsed == m(4)
    assert running(reading).actual_start == reading.began_at == clock("16.32")


def test_backdating_an_item_taken_up_again_leaves_its_first_start() -> None:
    presses = started().add("17.20", "started", "data").add("17.21", "backdated", minutes=3)
    reading = at("17.22", presses)
    assert running(reading).elapsed == m(25)
    assert running(reading).actual_start == clock("16.54")


# Presses and states.


def test_each_item_has_its_state_and_its_times() -> None:
    reading = at("17.21.40", started().add("17.20", "skipped", "case 1"))
    assert states(reading) == ("done done done running waiting skipped waiting waiting waiting")
    assert (reading.running, reading.next) == ("guideline", "break")
    data, guideline, pause = reading.items[2:5]
    assert (data.planned_start, data.planned_end) == (clock("16.50"), clock("17.10"))
    assert (data.actual_start, data.actual_end) == (clock("16.54"), clock("17.14"))
    assert (data.elapsed, data.expected_end) == (m(20), None)
    assert (guideline.actual_start, guideline.actual_end) == (clock("17.14"), None)
    assert (guideline.expected_start, guideline.expected_end) == (clock("17.14"), clock("17.34"))
    assert (pause.expected_start, pause.expected_end) == (clock("17.34"), clock("17.44"))
    assert (pause.actual_start, pause.actual_end) == (None, None)


def test_before_the_first_start_time_counts_from_the_planned_start_or_from_now() -> None:
    early, tardy = at("16.00", Presses()), at("16.41", Presses())
    assert (early.overrun, tardy.overrun) == (0, m(11))
    assert of(tardy, "followup").expected_start == clock("16.41")
    assert early.discussion_left == m(140)
    assert (early.started, early.ended, early.running, early.next) == (
        *(False, False, None),
        "followup",
    )
    assert (early.behind, early.phase, early.step, early.current) == (None, None, None, None)


def test_an_item_left_out_has_passed_and_can_still_be_started() -> None:
    presses = Presses().add("16.30", "started", "followup").add("16.45", "started", "data")
    reading = at("16.50", presses)
    assert of(reading, "goals").state is ItemState.PASSED
    assert reading.expected_end == clock("18.25")
    reading = at("16.52", presses.add("16.50", "started", "goals"))
    assert (running(reading).id, running(reading).elapsed) == ("goals", m(2))


def test_an_item_left_for_an_earlier_one_waits_for_the_rest_of_its_time() -> None:
    presses = started().add("17.20", "started", "break").add("17.21", "started", "guideline")
    reading = at("17.22", presses)
    assert of(reading, "break").state is ItemState.WAITING
    assert reading.next == "break"
    assert of(reading, "break").expected_start == clock("17.35")
    assert of(reading, "break").expected_end == clock("17.44")
    assert of(at("17.22", presses.add("17.22", "ended")), "break").state is ItemState.DONE


def test_an_item_that_used_all_its_time_is_done_though_an_earlier_one_runs() -> None:
    presses = started().add("17.20", "started", "break").add("17.30", "started", "guideline")
    assert of(at("17.31", presses), "break").state is ItemState.DONE


def test_used_time_cannot_be_given() -> None:
    plan = meeting(item("a", 10), item("b", 20, 5), end="17.00")
    presses = Presses().add("16.30", "started", "a").add("16.32", "started", "b")
    presses.add("16.50", "started", "a")
    proposal = propose(plan, presses, now("16.50"))
    assert of(at("16.50", presses, plan), "b").remaining == m(2)
    assert (gives(proposal), proposal.shortfall_minutes) == ({}, 0)
    proposal = propose(replace(plan, end=clock("16.55")), presses, now("16.50"))
    assert (gives(proposal), proposal.shortfall_minutes) == ({"b": 2}, 3)
    assert proposal.skip_would_free == {"b": 2}


def test_skipping_ends_the_wait_for_the_rest_of_an_item() -> None:
    presses = started().add("17.20", "started", "break").add("17.21", "started", "guideline")
    reading = at("17.22", presses.add("17.22", "skipped", "break"))
    assert (of(reading, "break").state, reading.next) == (ItemState.SKIPPED, "case 1")


def test_starting_a_skipped_item_takes_it_up_again() -> None:
    presses = Presses().add("16.20", "skipped", "followup").add("16.30", "started", "followup")
    assert of(at("16.31", presses), "followup").state is ItemState.RUNNING
    presses.add("16.35", "started", "goals")
    assert of(at("16.36", presses), "followup").state is ItemState.DONE
    presses.add("16.36", "skipped", "break").add("16.36", "started", "break")
    presses.add("16.37", "started", "goals")
    assert of(at("16.38", presses), "break").state is ItemState.WAITING


def test_ending_leaves_what_never_ran_as_passed() -> None:
    reading = at("19.00", started().add("17.20", "skipped", "round").add("18.36", "ended"))
    assert states(reading) == "done done done done passed passed passed skipped passed"
    assert (reading.started, reading.ended, reading.running) == (True, True, None)
    assert (reading.began_at, reading.ended_at) == (clock("16.32"), clock("18.36"))
    assert (reading.expected_end, reading.overrun) == (clock("18.36"), m(6))
    assert of(reading, "guideline").elapsed == m(82)
    assert of(reading, "guideline").actual_end == clock("18.36")
    assert (reading.discussion_left, reading.next) == (None, None)
    assert propose(EVENING, started().add("18.36", "ended"), now("19.00")) == Proposal(0, (), 0, {})


def cut_short(reading: Reading) -> list[str]:
    return [one.id for one in reading.items if one.cut_short]


@pytest.mark.parametrize(("kind", "name"), [("started", "summary"), ("ended", None)])
def test_an_item_that_the_finish_cuts_short_says_so(kind: str, name: str | None) -> None:
    presses = started()
    assert cut_short(at("17.21.40", presses)) == []
    assert cut_short(at("17.25", presses.add("17.22", kind, name))) == ["guideline"]
    assert of(at("17.25", presses), "guideline").state is ItemState.DONE
    back = Presses(presses).add("17.26", "started", "guideline")
    assert cut_short(at("17.27", back)) == []
    assert cut_short(at("17.30", back.add("17.28", "started", "break"))) == []
    assert cut_short(at("17.30", back.add("17.29", "ended"))) == ["break"]


def test_an_item_that_was_to_be_come_back_to_is_cut_short_by_the_finish() -> None:
    presses = started().add("17.20", "started", "break").add("17.21", "started", "guideline")
    assert cut_short(at("17.22", presses)) == []
    presses.add("17.35", "started", "summary")
    assert cut_short(at("17.36", presses)) == ["break"]


def test_an_item_within_a_minute_of_its_time_was_not_cut_short() -> None:
    presses = started().add("17.33.01", "started", "summary")
    assert cut_short(at("17.34", presses)) == []
    assert cut_short(at("17.40", presses.add("17.39", "ended"))) == []


def test_starting_after_the_end_takes_the_meeting_up_again() -> None:
    presses = started().add("18.00", "ended").add("18.05", "started", "summary")
    reading = at("18.06", presses)
    assert (reading.ended, running(reading).id) == (False, "summary")


def test_a_pause_ends_by_resuming_or_by_starting_an_item() -> None:
    presses = started().add("17.20", "paused")
    assert at("18.20", presses).paused
    resumed = at("17.32", Presses(presses).add("17.30", "resumed"))
    assert (resumed.paused, running(resumed).elapsed) == (False, m(8))
    onward = at("17.32", Presses(presses).add("17.30", "started", "break"))
    assert (onward.paused, running(onward).elapsed) == (False, m(2))
    assert of(onward, "guideline").elapsed == m(6)


def test_overtime_has_no_floor_and_only_pushes_the_end_as_it_grows() -> None:
    reading = at("17.40", started())
    assert running(reading).remaining == m(-6)
    assert (reading.behind, reading.overrun) == (m(10), m(10))
    assert running(reading).expected_end == clock("17.40")


def test_a_waiting_item_waits_for_its_fixed_start() -> None:
    plan = meeting(item("a", 20), item("speaker", 30, fixed="17.30"), item("b", 60))
    reading = at("16.35", Presses().add("16.35", "started", "a"), plan)
    assert of(reading, "speaker").expected_start == clock("17.30")
    assert (reading.behind, reading.overrun) == (m(5), m(30))


def test_behind_is_measured_from_the_plan_of_the_item_itself() -> None:
    presses = started().add("17.20", "started", "summary")
    assert at("17.20", presses).behind == m(-60)


def test_minus_minutes_stop_at_nothing() -> None:
    presses = started().add("17.15", "extended", "guideline", -90)
    assert running(at("17.15", presses)).allotted == 0
    assert running(at("17.15", presses.add("17.15", "extended", minutes=2))).allotted == m(2)


def test_the_summary_never_loses_minutes() -> None:
    presses = started().add("17.15", "extended", "summary", -5)
    presses.add("17.15", "replanned", allotted={"summary": 60, "case 1": 660})
    reading = at("17.15", presses)
    assert of(reading, "summary").allotted == m(10)
    assert of(reading, "case 1").allotted == m(11)
    assert of(at("17.16", presses.add("17.16", "extended", "summary", 5)), "summary").allotted == (
        m(15)
    )


def test_extending_after_a_replan_goes_from_what_the_replan_set() -> None:
    presses = started().add("17.15", "extended", "case 1", 5)
    presses.add("17.15", "replanned", allotted={"case 1": 720})
    assert of(at("17.16", presses.add("17.16", "extended", "case 1", 1)), "case 1").allotted == (
        m(13)
    )
    assert of(at("17.17", presses.add("17.17", "undone", target=6)), "case 1").allotted == m(21)


def test_time_not_counted_never_goes_below_nothing() -> None:
    presses = started().add("17.20", "not_counted", minutes=30)
    assert running(at("17.25", presses)).elapsed == m(5)


def test_time_can_be_left_out_of_an_item_that_ran_before() -> None:
    reading = at("17.20", started().add("17.20", "not_counted", "data", 7))
    assert (of(reading, "data").elapsed, of(reading, "guideline").elapsed) == (m(13), m(6))


def test_presses_that_fit_nothing_change_nothing() -> None:
    before = at("17.30", started())
    presses = started().add("17.20", "resumed").add("17.20", "extended", "gone", 5)
    presses.add("17.20", "replanned", allotted={"gone": 5}).add("17.20", "skipped", "gone")
    presses.add("17.20", "undone", target=99).add("17.20", "moved", minutes=3, target=99)
    presses.add("17.20", "unskipped").add("17.20", "not_counted", "gone", 5)
    assert at("17.30", presses) == before


def test_starting_an_item_that_was_taken_off_the_agenda_ends_the_running_one() -> None:
    reading = at("17.30", started().add("17.20", "started", "gone"))
    assert (reading.running, of(reading, "guideline").elapsed) == (None, m(6))
    assert of(reading, "break").expected_start == clock("17.30")


def test_a_meeting_whose_only_started_item_was_taken_off_the_agenda_has_begun() -> None:
    reading = at("16.40", Presses().add("16.32", "started", None))
    assert (reading.started, reading.began_at, reading.next) == (True, clock("16.32"), "followup")
    assert of(reading, "followup").expected_start == clock("16.40")


# Phases, steps, rounds, the protected finish.


@pytest.mark.parametrize(
    ("clock_", "phase"),
    [
        ("17.29.59", Phase.STEADY),
        ("17.30.00", Phase.SOON),
        ("17.32.59", Phase.SOON),
        ("17.33.00", Phase.CLOSING),
        ("17.34.00", Phase.CLOSING),
        ("17.34.01", Phase.OVER),
    ],
)
def test_phases_of_an_item_of_twenty_minutes(clock_: str, phase: Phase) -> None:
    assert at(clock_, started()).phase is phase


def test_five_per_cent_of_a_long_item_are_closing() -> None:
    plan, presses = meeting(item("talk", 60)), Presses().add("16.30", "started", "talk")
    assert at("17.26.59", presses, plan).phase is Phase.SOON
    assert at("17.27", presses, plan).phase is Phase.CLOSING


def test_steps_are_scaled_to_the_time_allotted() -> None:
    steps = (Step("present", 180), Step("ask", 240), Step("discuss", 360), Step("learn", 120))
    plan = meeting(replace(item("case", 15), steps=steps))
    presses = Presses().add("16.30", "started", "case")
    step = at("16.34", presses, plan).step
    assert step is not None
    assert (step.index, step.left) == (1, m(3))
    presses.add("16.34", "extended", "case", 15)
    step = at("16.34", presses, plan).step
    assert step is not None
    assert (step.index, step.left) == (0, m(2))
    assert [one.seconds for one in of(at("16.34", presses, plan), "case").steps] == [
        *(360, 480),
        *(720, 240),
    ]
    step = at("17.02", presses, plan).step
    assert step is not None
    assert (step.index, step.left) == (3, m(-2))


def test_in_a_round_each_has_an_equal_part_of_the_time_allotted() -> None:
    table = of(at("16.30", Presses()), "round")
    assert table.per_person(12) == 50
    assert table.per_person(0) == 600


def test_the_discussion_is_over_once_the_protected_tail_runs() -> None:
    assert at("18.15", started()).discussion_left == m(5)
    assert at("18.20", started()).discussion_left == 0
    assert at("18.25", started()).discussion_left == m(-5)
    presses = started().add("18.24", "started", "summary")
    assert at("18.25", presses).discussion_left is None
    presses.add("18.26", "started", "guideline")
    assert at("18.26", presses).discussion_left == m(-6)


def test_a_tail_of_several_protected_items_is_kept_free_as_a_whole() -> None:
    thanks = replace(item("thanks", 5), protected=True)
    plan = replace(EVENING, items=(*EVENING.items, thanks))
    presses = started()
    assert at("18.00", presses, plan).discussion_left == m(15)
    presses.add("18.01", "skipped", "thanks")
    assert at("18.02", presses, plan).discussion_left == m(18)
    presses.add("18.03", "started", "summary")
    assert at("18.04", presses, plan).discussion_left is None


def test_without_a_protected_tail_the_discussion_lasts_to_the_end() -> None:
    plan = meeting(item("summary", 10), item("talk", 60))
    assert at("17.30", Presses(), plan).discussion_left == m(60)


def test_ahead_of_time_nothing_is_proposed() -> None:
    presses = Presses().add("16.20", "started", "followup")
    assert at("16.20", presses).overrun == m(-10)
    assert propose(EVENING, presses, now("16.20")) == Proposal(0, (), 0, {})


def test_an_over_full_plan_is_made_to_fit_by_the_same_rules() -> None:
    plan = replace(EVENING, end=clock("18.20"))
    proposal = propose(plan, (), now("12.00"))
    assert gives(proposal) == {"data": 3, "guideline": 3, "case 1": 2, "case 2": 2}


def test_seconds_over_are_rounded_up_to_a_minute() -> None:
    proposal = propose(EVENING, Presses().add("16.30.01", "started", "followup"), now("16.30.01"))
    assert proposal.needed_minutes == 1
    assert gives(proposal) == {"guideline": 1}


def test_skipping_before_a_fixed_start_frees_no_more_than_it_is_late() -> None:
    plan, presses, then = late(
        item("a", 50), item("speaker", 30, fixed="17.30"), item("b", 30), by=6
    )
    assert propose(plan, presses, then).skip_would_free == {"a": 6, "speaker": 30, "b": 30}


def test_skipping_an_item_with_a_fixed_start_frees_the_wait_before_it_too() -> None:
    plan, presses, then = late(item("speaker", 30, fixed="17.30"), item("b", 70), by=6)
    assert propose(plan, presses, then).skip_would_free == {"speaker": 74, "b": 70}


# Undoing and correcting.


def test_an_undone_press_is_as_if_it_had_never_been() -> None:
    presses = started().add("17.20", "started", "break").add("17.21", "undone", target=5)
    assert at("17.25", presses) == at("17.25", started())


def test_an_undone_undo_brings_the_press_back() -> None:
    presses = started().add("17.20", "started", "break").add("17.21", "undone", target=5)
    reading = at("17.25", presses.add("17.22", "undone", target=6))
    assert (running(reading).id, running(reading).elapsed) == ("break", m(5))
    assert [event.seq for event in standing(presses)] == [1, 2, 3, 4, 5, 7]
    presses.add("17.23", "undone", target=7)
    assert [event.seq for event in standing(presses)] == [1, 2, 3, 4, 6, 8]


def test_an_undo_reaches_back_only() -> None:
    presses = started().add("17.20", "undone", target=6).add("17.21", "started", "break")
    assert running(at("17.25", presses)).id == "break"


def test_a_press_made_too_late_can_be_moved() -> None:
    presses = started().add("17.20", "moved", minutes=-2, target=4)
    reading = at("17.21.40", presses)
    assert (of(reading, "data").elapsed, running(reading).elapsed) == (m(18), m(9, 40))
    assert running(reading).actual_start == of(reading, "data").actual_end == clock("17.12")
    assert at("17.21.40", presses.add("17.21", "undone", target=5)) == at("17.21.40", started())


def test_a_press_never_moves_past_its_neighbours() -> None:
    early = at("17.21.40", started().add("17.20", "moved", minutes=-60, target=4))
    assert (of(early, "data").elapsed, running(early).actual_start) == (0, clock("16.54"))
    tardy = at("17.21.40", started().add("17.20", "moved", minutes=60, target=3))
    assert (of(tardy, "goals").elapsed, of(tardy, "data").elapsed) == (m(24), 0)


def test_a_press_never_moves_past_the_moment_of_its_correction() -> None:
    presses = started().add("17.20", "moved", minutes=60, target=4)
    assert running(at("17.21.40", presses)).elapsed == 100
    assert running(at("18.21.40", presses.add("17.40", "paused"))).elapsed == m(20)


def test_the_first_start_can_be_moved_as_far_back_as_need_be() -> None:
    reading = at(
        "16.50",
        Presses().add("16.40", "started", "followup").add("16.41", "moved", minutes=-10, target=1),
    )
    assert (running(reading).elapsed, reading.began_at) == (m(20), clock("16.30"))


# Sleep, crashes, clock changes.


def test_sleep_that_the_monotonic_clock_missed_is_a_gap() -> None:
    last, woken = now("17.20"), Now(clock("17.27"), now("17.20").mono + 1, "a")
    found = look(last, woken, True)
    assert found == (Found(EventKind.GAP, 419, woken),)
    reading = read(EVENING, started().record(found), woken)
    assert running(reading).elapsed == m(13)


def test_sleep_that_the_monotonic_clock_counted_is_not_counted_twice() -> None:
    assert look(now("17.20"), now("17.27"), True) == ()
    assert running(at("17.27", started())).elapsed == m(13)


def test_sleep_counted_in_part_is_made_up_by_the_difference() -> None:
    last, woken = now("17.20"), Now(clock("17.27"), now("17.20").mono + 120, "a")
    presses = started().record(look(last, woken, True))
    assert running(read(EVENING, presses, woken)).elapsed == m(13)


def test_sleep_in_a_pause_adds_nothing() -> None:
    last, woken = now("17.20"), Now(clock("17.27"), now("17.20").mono + 1, "a")
    presses = started().add("17.19", "paused").record(look(last, woken, True))
    reading = read(EVENING, presses, woken)
    assert (reading.paused, running(reading).elapsed) == (True, m(5))


def test_a_gap_below_nothing_takes_no_time_away() -> None:
    assert at("17.25", started().add("17.20", "gap", minutes=-5)) == at("17.25", started())


def test_sleep_can_be_left_out() -> None:
    last, woken = now("17.20"), Now(clock("17.27"), now("17.20").mono, "a")
    presses = started().record(look(last, woken, True)).add(woken, "not_counted", minutes=7)
    reading = read(EVENING, presses, woken)
    assert running(reading).elapsed == m(6)
    assert reading.behind == m(11), "the time is gone for the meeting all the same"


@pytest.mark.parametrize("apart", [-3.0, -1.0, 0.0, 1.0, 3.0])
def test_clocks_three_seconds_apart_are_nothing_to_tell(apart: float) -> None:
    last = now("17.20")
    later = Now(last.utc + timedelta(seconds=5 + apart), last.mono + 5, "a")
    assert look(last, later, True) == ()


def test_nothing_is_recorded_while_no_meeting_is_under_way() -> None:
    assert look(now("17.20"), Now(clock("19.00"), 0, "b"), False) == ()


def test_a_wall_clock_that_was_set_back_changes_no_time() -> None:
    last, back = now("17.20"), Now(clock("16.20"), now("17.20").mono + 100, "a")
    found = look(last, back, True)
    assert [(one.kind, one.seconds) for one in found] == [(EventKind.CLOCK_SET, 3700)]
    reading, before = read(EVENING, started().record(found), back), at("17.21.40", started())
    assert reading == before
    assert reading.now == clock("17.21.40")


def test_a_start_after_the_wall_clock_was_set_back_is_shown_on_the_same_clock() -> None:
    back = Now(clock("16.20"), now("17.20").mono, "a")
    presses = started().record(look(now("17.20"), back, True)).add(back, "started", "break")
    reading = read(EVENING, presses, back)
    assert running(reading).actual_start == of(reading, "guideline").actual_end == clock("17.20")


def test_a_day_set_back_gives_no_day_long_times() -> None:
    last = now("17.20")
    back = Now(last.utc - timedelta(days=1), last.mono + 1, "a")
    reading = read(EVENING, started().record(look(last, back, True)), back)
    assert running(reading).elapsed == m(6, 1)
    assert reading.behind == m(4)


def looked(last: Now, now: Now, set_back: float) -> list[tuple[EventKind, float]]:
    return [(one.kind, one.seconds) for one in look(last, now, True, set_back)]


def later(last: Now, *, wall: float, mono: float) -> Now:
    return Now(last.utc + timedelta(seconds=wall), last.mono + mono, last.run)


HOURS = 7200.0


def test_a_clock_set_back_two_hours_and_put_right_again_is_no_sleep() -> None:
    last = now("17.20")
    wrong = later(last, wall=-HOURS + 1, mono=1)
    presses = started().record(look(last, wrong, True))
    right = later(wrong, wall=HOURS + 1, mono=1)
    presses.record(look(wrong, right, True, sum_set_back(presses)))
    assert sum_set_back(presses) == 0
    assert read(EVENING, presses, right) == at("17.20.02", started())


@pytest.mark.parametrize(
    ("set_back", "wall", "found"),
    [
        (HOURS, 60, [(EventKind.GAP, 59)]),
        (HOURS, HOURS - 58, [(EventKind.CLOCK_SET, -(HOURS - 59))]),
        (HOURS, HOURS + 601, [(EventKind.GAP, 600), (EventKind.CLOCK_SET, -HOURS)]),
        (30, 601, [(EventKind.GAP, 600)]),
        (0, HOURS, [(EventKind.GAP, HOURS - 1)]),
    ],
    ids=[
        "a sleep while the clock is wrong",
        "put right to the minute",
        "put right over a sleep",
        "a small step is a clock put right itself",
        "never set back",
    ],
)
def test_only_what_had_been_set_back_is_put_right(
    set_back: float, wall: float, found: list[tuple[EventKind, float]]
) -> None:
    last = now("17.20")
    assert looked(last, later(last, wall=wall, mono=1), set_back) == found


def test_a_clock_put_right_while_the_program_was_off_counts_only_the_time_it_was_off() -> None:
    last = now("17.20")
    again = Now(last.utc + timedelta(seconds=HOURS + 90), 2.5, "b")
    assert looked(last, again, HOURS) == [
        (EventKind.GAP, 0),
        (EventKind.GAP, 90),
        (EventKind.CLOCK_SET, -HOURS),
    ]


def test_after_a_crash_the_time_in_between_counts() -> None:
    sign, again = now("17.20.00"), Now(clock("17.21.30"), 2.5, "b")
    presses = started().record(look(sign, again, True))
    assert [(event.kind, event.seconds, event.run) for event in presses[4:]] == [
        (EventKind.GAP, 0, "a"),
        (EventKind.GAP, 90, "b"),
    ]
    reading = read(EVENING, presses, Now(clock("17.21.40"), 12.5, "b"))
    assert reading == at("17.21.40", started())


def test_a_sign_of_life_older_than_the_last_press_counts_nothing_twice() -> None:
    presses, sign = started(), now("17.13.57")
    presses.record(look(sign, Now(clock("17.20"), 1, "b"), True))
    assert running(read(EVENING, presses, Now(clock("17.21"), 61, "b"))).elapsed == m(7)


def test_a_wall_clock_set_back_over_a_crash_counts_nothing_below_nothing() -> None:
    sign, again = now("17.20"), Now(clock("16.19"), 1, "b")
    presses = started().record(look(sign, again, True))
    reading = read(EVENING, presses, Now(clock("16.20"), 61, "b"))
    assert running(reading).elapsed == m(7)
    assert reading.now == clock("17.21")


def test_undoing_the_gap_after_a_crash_leaves_it_out_and_the_clock_goes_on() -> None:
    presses = started().record(look(now("17.20"), Now(clock("17.25"), 0, "b"), True))
    presses.add(Now(clock("17.26"), 60, "b"), "undone", target=6)
    assert running(read(EVENING, presses, Now(clock("17.27"), 120, "b"))).elapsed == m(8)


def test_an_end_undone_in_a_new_run_goes_on_with_the_time_run_until_then() -> None:
    presses = started().add("17.20", "ended")
    presses.add(Now(clock("18.00"), 10, "b"), "undone", target=5)
    assert running(read(EVENING, presses, Now(clock("18.01"), 70, "b"))).elapsed == m(7)


def test_a_reader_in_another_run_sees_the_meeting_as_of_its_last_event() -> None:
    reading = read(EVENING, started().add("18.30", "ended"), Now(clock("23.00"), 5, "export"))
    assert (reading.overrun, of(reading, "guideline").elapsed) == (0, m(76))


def test_events_after_now_are_not_known_yet() -> None:
    assert at("17.00", started()) == at("17.00", Presses(started()[:3]))
    later = started().record(look(now("17.20"), Now(clock("17.25"), 0, "b"), True))
    later.add(Now(clock("17.26"), 60, "b"), "started", "summary")
    assert at("17.16", later) == at("17.16", started())
    assert at("17.20.03", later) == at("17.20.03", started())


def test_a_second_computer_may_press_in_between() -> None:
    presses = Presses().add("16.30", "started", "followup")
    presses.record(look(now("16.35"), now("16.35", "b", "15.00"), True))
    presses.add(now("16.40", "b", "15.00"), "started", "goals").add("16.44", "started", "data")
    reading = at("16.50", presses)
    assert [one.elapsed for one in reading.items[:3]] == [m(10), m(4), m(6)]


def test_the_change_of_summer_time_changes_nothing() -> None:
    start = datetime(2026, 10, 25, 1, 30, tzinfo=COPENHAGEN)
    end = start.astimezone(UTC) + timedelta(hours=2)
    plan = Plan(start, end.astimezone(COPENHAGEN), (item("a", 60), item("b", 60)))
    begun = Event(1, start.astimezone(UTC), 0, "a", EventKind.STARTED, "a")
    reading = read(plan, [begun], Now(begun.utc + timedelta(minutes=50), 3000, "a"))
    assert (running(reading).remaining, reading.overrun, reading.behind) == (m(10), 0, 0)


def test_a_meeting_without_items_has_a_reading_too() -> None:
    reading = read(meeting(), (), now("16.00"))
    assert (reading.items, reading.overrun, reading.discussion_left) == ((), m(-120), m(150))


def test_two_looks_in_one_second_show_the_same_and_the_next_second_another() -> None:
    presses = Presses().add("16.32", "started", "followup")
    first, later = now("16.40.10"), now("16.40.11")
    within = replace(first, utc=first.utc + timedelta(seconds=0.7), mono=first.mono + 0.7)
    # Begun at a whole second, time left is counted down between the two looks of a second.
    seen = [sight(read(EVENING, presses, look)) for look in (within, later)]
    assert seen[0] != seen[1]
    almost = replace(within, utc=within.utc + timedelta(seconds=0.2), mono=within.mono + 0.2)
    assert sight(read(EVENING, presses, almost)) == seen[0]
