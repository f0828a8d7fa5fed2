"""Minutes taken back from an agenda, given out, and moved off a fixed start."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.domain import kinds
from facilitator.domain.agenda import Agenda, AgendaItem, Meeting
from facilitator.domain.fitting import (
    as_minutes,
    fill,
    fit,
    fit_before,
    say_fill,
    say_fit,
    say_start,
    spare_minutes,
    to_shorten,
)
from facilitator.domain.meeting_clock import Change
from facilitator.domain.schedule import lay_out
from facilitator.language import Language

START = datetime(2026, 12, 9, 15, 30, tzinfo=UTC)
DANISH = Language("da")


def agenda(lines: str, length: int = 120) -> Agenda:
    """An agenda from lines “kind minutes” or “kind minutes >17.30”, shown in Copenhagen."""
    rows = [line.split() for line in map(str.strip, lines.strip().split("\n"))]
    items = tuple(_item(n, *row) for n, row in enumerate(rows))
    end = START + timedelta(minutes=length)
    meeting = Meeting("m", "c", 7, START, end, "", "physical", "", "draft", None, None, None, None)
    return Agenda(meeting, (), items)


def _item(n: int, kind: str, minutes: str, fixed: str = "") -> AgendaItem:
    row, planned = kinds.kind(kind), int(minutes)
    hour, minute = map(int, fixed[1:].split(".")) if fixed else (0, 0)
    pin = START.replace(hour=hour - 1, minute=minute) if fixed else None
    return AgendaItem(
        f"{kind} {n}", kind, f"{kind} {n}", "", "", "", "", planned * 60,
        row.minimum(planned) * 60, row.flexible, pin, "", None, None, None,
    )  # fmt: skip


def after(one: Agenda, changes: tuple[Change, ...]) -> Agenda:
    """The agenda with the changes made."""
    minutes = as_minutes(changes)
    lines = "\n".join(
        f"{item.kind} {minutes.get(item.id, item.minutes)}" + _pin(item) for item in one.items
    )
    return agenda(lines, one.meeting.minutes)


def _pin(item: AgendaItem) -> str:
    at = item.fixed_start
    return f" >{at.hour + 1}.{at.minute:02}" if at else ""


OVERFULL = """
    follow_up 15
    case 30
    guideline 20
    break 10
    exchange 45
    summary 10
"""
FIXED = """
    follow_up 15
    case 30
    exchange 20
    talk 20 >17.30
    summary 10
"""


def test_an_overfull_agenda_takes_in_proportion_and_says_so() -> None:
    one = agenda(OVERFULL)
    assert say_fit(DANISH, one, fit(one.plan)) == (
        "10 min. skal findes. Opsummeringen røres ikke.",
        '"case 1": 30 min. → 27 min.',
        '"guideline 2": 20 min. → 18 min.',
        '"exchange 4": 45 min. → 40 min.',
    )


def test_givers_can_be_chosen() -> None:
    one = agenda(OVERFULL)
    assert as_minutes(fit(one.plan, {"exchange 4"}).changes) == {"exchange 4": 35}


def test_what_nobody_can_give_is_said_with_what_to_shorten() -> None:
    one = agenda("follow_up 15\ncase 20\nbreak 10\nsummary 10", 40)
    proposal = fit(one.plan)
    assert to_shorten(one, proposal) == ("follow_up 0",)
    assert say_fit(DANISH, one, proposal) == (
        "15 min. skal findes. Opsummeringen røres ikke.",
        '"case 1": 20 min. → 10 min.',
        '5 min. kan ikke findes: Forkort "follow_up 0", eller lad mødet slutte senere.',
        'Uden "break 2" bliver mødet 10 min. kortere.',
    )


def test_several_are_named_when_one_is_not_enough_and_none_when_all_are_not() -> None:
    one = agenda("follow_up 15\nbreak 10\ngoals 8\nsummary 10", 30)
    proposal = fit(one.plan)
    assert proposal.shortfall_minutes == 13
    assert to_shorten(one, proposal) == ("follow_up 0", "break 1")
    hopeless = agenda("follow_up 15\nsummary 50", 30)
    assert to_shorten(hopeless, fit(hopeless.plan)) == ()
    said = say_fit(DANISH, hopeless, fit(hopeless.plan))
    assert said[1] == "35 min. kan ikke findes: Fjern et punkt, eller lad mødet slutte senere."


def test_an_agenda_that_fits_has_nothing_to_say() -> None:
    one = agenda("follow_up 15\nsummary 10")
    assert say_fit(DANISH, one, fit(one.plan)) == ()


def test_a_conflict_with_a_fixed_start_names_who_could_give() -> None:
    one = agenda("follow_up 15\ncase 40\nexchange 20\nbreak 50\ntalk 20 >18.30\nsummary 10", 240)
    assert say_start(DANISH, one, "talk 4") == (
        "Starter kl. 18.30, 5 min. før punktet ovenfor slutter.",
        '"case 1" og "exchange 2" kan give 5 min.',
    )


def test_a_conflict_nobody_can_mend_names_nobody() -> None:
    one = agenda("follow_up 30\ntalk 20 >16.45\nsummary 10")
    assert say_start(DANISH, one, "talk 1") == (
        "Starter kl. 16.45, 15 min. før punktet ovenfor slutter.",
    )
    first = agenda("talk 20 >16.15\nsummary 10")
    assert say_start(Language("en"), first, "talk 0") == (
        "Starts at 16:15, 15 min before the meeting begins.",
    )


def test_free_minutes_before_a_fixed_start_are_said() -> None:
    one = agenda("follow_up 20\ntalk 20 >17.00\nsummary 10")
    assert say_start(DANISH, one, "talk 1") == ("10 min. ledige før",)
    assert say_start(DANISH, one, "follow_up 0") == ()


def test_minutes_given_before_an_earlier_fixed_start_help_no_further_than_that_is_late() -> None:
    one = agenda("case 32\nbreak 28 >17.00\ntalk 20 >17.20\nsummary 10")
    proposal = fit_before(one.plan, "talk 2")
    assert (proposal.needed_minutes, as_minutes(proposal.changes)) == (10, {"case 0": 30})
    assert proposal.shortfall_minutes == 8


def test_one_item_gets_what_is_to_spare() -> None:
    one = agenda("follow_up 15\ncase 20\nsummary 10", 60)
    assert as_minutes(fill(one, "case 1").changes) == {"case 1": 35}
    assert say_fill(DANISH, one, fill(one, "case 1")) == ('"case 1": 20 min. → 35 min.',)


def test_one_item_gets_no_more_than_is_free_before_the_next_fixed_start() -> None:
    one = agenda("follow_up 20\ncase 20\ntalk 20 >17.20\nsummary 10", 120)
    assert spare_minutes(one.plan, "case 1") == 10
    assert spare_minutes(one.plan, "talk 2") == 40
    assert fill(agenda(FIXED.replace("17.30", "17.35")), "case 1").changes == ()


def test_what_is_to_spare_is_shared_over_the_content() -> None:
    one = agenda("follow_up 15\ncase 20\npractical 5\nexchange 10\nbreak 10\nsummary 10", 80)
    assert as_minutes(fill(one).changes) == {"case 1": 27, "exchange 3": 13}


def test_without_content_the_minutes_are_left_and_that_is_said() -> None:
    one = agenda("follow_up 15\nsummary 10", 60)
    filling = fill(one)
    assert (filling.changes, filling.left_minutes) == ((), 35)
    assert say_fill(DANISH, one, filling) == ("35 min. er tilbage: Giv dem til et punkt.",)


KINDS = st.sampled_from(("case", "guideline", "talk", "exchange", "break", "practical", "goals"))
LINES = st.lists(st.tuples(KINDS, st.integers(1, 60), st.none() | st.integers(31, 180)), max_size=7)


@st.composite
def agendas(draw: st.DrawFn) -> Agenda:
    """Any agenda between follow-up and summary, some items with a fixed start."""
    rows = []
    for kind, minutes, fixed in draw(LINES):
        pin = f" >{16 + fixed // 60}.{fixed % 60:02}" if fixed and minutes % 3 == 0 else ""
        rows.append(f"{kind} {minutes}{pin}")
    return agenda("\n".join(("follow_up 15", *rows, "summary 10")), draw(st.integers(25, 240)))


@given(agendas())
def test_a_fit_keeps_minimums_and_the_summary_and_accounts_for_every_minute(one: Agenda) -> None:
    proposal = fit(one.plan)
    given_back = sum(change.before - change.after for change in proposal.changes) // 60
    assert given_back + proposal.shortfall_minutes == proposal.needed_minutes
    for change in proposal.changes:
        item = one.item(change.item)
        assert item is not None
        assert item.flexible
        assert not item.is_last
        assert item.minimum <= change.after < change.before
    if not proposal.shortfall_minutes:
        assert lay_out(after(one, proposal.changes).plan).budget >= 0


@given(agendas())
def test_mending_a_conflict_moves_no_minimum_and_ends_it_unless_something_is_short(
    one: Agenda,
) -> None:
    for slot in lay_out(one.plan).slots:
        proposal = fit_before(one.plan, slot.item)
        mended = lay_out(after(one, proposal.changes).plan)
        conflict = next(m.conflict for m in mended.slots if m.item == slot.item)
        assert -(-conflict // 60) == proposal.shortfall_minutes
        for change in proposal.changes:
            item = one.item(change.item)
            assert item is not None
            assert item.minimum <= change.after


@given(agendas(), st.booleans())
def test_filling_makes_no_conflict_and_gives_all_there_is(one: Agenda, is_shared: bool) -> None:
    before = lay_out(one.plan)
    for item in [None] if is_shared else [i.id for i in one.items]:
        filling = fill(one, item)
        filled = lay_out(after(one, filling.changes).plan)
        given_out = sum(change.after - change.before for change in filling.changes) // 60
        assert given_out + filling.left_minutes == filling.spare_minutes
        assert [s.conflict for s in filled.slots] == [s.conflict for s in before.slots]
        assert filled.budget in (before.budget, before.budget - 60 * given_out)
        assert filled.budget >= min(before.budget, 0)
        if item is None:
            assert all(_may_get(one, change.item) for change in filling.changes)


def _may_get(one: Agenda, key: str) -> bool:
    item = one.item(key)
    return item is not None and item.flexible and item.kind != "practical"


@pytest.mark.parametrize("length", [60, 119, 240])
def test_the_summary_of_any_agenda_is_never_among_the_givers(length: int) -> None:
    one = agenda(OVERFULL, length)
    assert "summary 5" not in as_minutes(fit(one.plan).changes)
