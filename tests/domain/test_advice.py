"""The agenda check says what the fact sheets advise, of any agenda, and how it could be mended."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.domain import kinds
from facilitator.domain.advice import ADVICE, Finding, Mend, check
from facilitator.domain.agenda import Agenda, AgendaItem, Goal, Meeting
from facilitator.domain.schedule import Step
from facilitator.domain.templates import LONGEST, SHORTEST, TEMPLATES, Template, lay
from facilitator.language import Language

START = datetime(2026, 12, 9, 15, 30, tzinfo=UTC)
GOOD = """
    follow_up 15
    goals 5
    data 20 @Klinik 4 =tal for 2026
    guideline 20 @Klinik 9 =læs den nye
    break 10
    case 25 @Klinik 2 =fem linjer
    exchange 10
    topics 5
    summary 10
"""


def agenda(lines: str, *goals: str) -> Agenda:
    """An agenda from lines “kind minutes @who =preparation”; “-” after the minutes: no question."""
    items = tuple(
        _item(n, line) for n, line in enumerate(filter(None, map(str.strip, lines.split("\n"))))
    )
    end = START + timedelta(hours=2)
    meeting = Meeting("m", "c", 7, START, end, "", "physical", "", "draft", None, None, None, None)
    return Agenda(meeting, tuple(Goal(str(n), text) for n, text in enumerate(goals)), items)


def _item(n: int, line: str) -> AgendaItem:
    head, _, rest = line.partition(" @")
    who, _, preparation = rest.partition(" =")
    kind, minutes, *silent = head.split()
    question = "" if silent else kinds.kind(kind).question
    seconds = int(minutes) * 60
    return AgendaItem(
        f"{kind} {n}", kind, kind, question, question, "", preparation, seconds, 300, True, None,
        who, None, None, None, _steps(kind, int(minutes)),
    )  # fmt: skip


def _steps(kind: str, minutes: int) -> tuple[Step, ...]:
    return tuple(Step(step.title, step.minutes * 60) for step in kinds.kind(kind).script(minutes))


def found(lines: str, key: str, *goals: str, is_first: bool = False) -> Finding:
    said = check(agenda(lines, *goals), is_first=is_first)
    return next(one.finding for one in said if one.advice.id == key)


def test_a_good_agenda_has_nothing_to_mend() -> None:
    said = check(agenda(GOOD, "bruge retningslinjen i morgen"), is_first=False)
    assert [one.advice.id for one in said if not one.finding.done] == []


BAD = [
    ("follow_up_first", "goals 5\nsummary 10", "Mødet begynder ikke med opfølgning", "add"),
    ("follow_up_first", "goals 5\nfollow_up 15", "Mødet begynder ikke med opfølgning", None),
    ("summary_last", "follow_up 15", "Opsummeringen mangler", "add"),
    ("summary_last", "summary 10\ncase 20", "Opsummeringen er ikke det sidste punkt", None),
    ("summary_last", "case 20\nsummary 7", "Opsummeringen har kun 7 min.", "set"),
    ("has_goal", GOOD, "Mødet har intet mål endnu", "goal"),
    ("has_exchange", "case 20", "Der er ikke tid til erfaringsudveksling", "add"),
    ("has_case_or_guideline", "data 20", "Der er hverken en case eller en retningslinje", "add"),
    ("discussion", "talk 40\ncase 20", "Kun 33 pct. af tiden er drøftelse", "split"),
    ("discussion", "practical 14\ndata 10", "Kun 42 pct. af tiden er drøftelse", "add"),
    (
        "change_of_form",
        "data 20\ntalk 31",
        'Fra "talk" går der 31 min. uden skift af form',
        "split",
    ),
    (
        "change_of_form",
        "practical 16\npractical 16",
        'Fra "practical" går der 32 min. uden skift af form',
        None,
    ),
    ("questions", "case 20 -", "Ét punkt mangler et spørgsmål til gruppen", "question"),
    ("questions", "case 20 -\ndata 9 -", "2 punkter mangler et spørgsmål til gruppen", "question"),
    ("talks", "talk 21", "Ét oplæg er længere end 20 min.", "set"),
    ("talks", "talk 21\ntalk 30", "2 oplæg er længere end 20 min.", "set"),
    (
        "practical",
        "practical 12\ncase 98",
        "Praktisk fylder 11 pct. af tiden; sigt efter højst 10 pct.",
        "minutes",
    ),
    ("presenters", "case 20\ncase 20 @Klinik 2", "Ét punkt mangler en fremlægger", "who"),
    (
        "preparation",
        "case 20 @Klinik 2\ndata 20 @Bo =tal",
        "Ét punkt har en fremlægger, men ingen forberedelse",
        "preparation",
    ),
    (
        "preparation",
        "case 20 @Klinik 2\ndata 20 @Bo",
        "2 punkter har en fremlægger, men ingen forberedelse",
        "preparation",
    ),
    ("has_topics", "case 20", "Ingen bliver spurgt om emner til kommende møder", "add"),
]


@pytest.mark.parametrize(("key", "lines", "said", "act"), BAD)
def test_what_is_missing_is_said_with_what_would_mend_it(
    key: str, lines: str, said: str, act: str | None
) -> None:
    finding = found(lines, key)
    assert not finding.done
    assert finding.said(Language("da")) == said
    assert (finding.mend and finding.mend.act) == act


GOOD_ONES = [
    ("follow_up_first", GOOD, "Opfølgning først"),
    ("summary_last", GOOD, "Opsummering sidst med 10 min."),
    ("has_exchange", "exchange 10\ngroup_work 15", "25 min. til erfaringsudveksling"),
    ("has_case_or_guideline", "guideline 10", "Der er en case eller en retningslinje at drøfte"),
    ("discussion", "talk 20\ncase 20\nbreak 40", "50 pct. af tiden er drøftelse, ikke oplæg"),
    ("change_of_form", "talk 20\nbreak 5\ntalk 30", "Højst 30 min. mellem skift af form"),
    ("change_of_form", "case 60", "Højst 23 min. mellem skift af form"),
    ("questions", "case 20\nbreak 10 -", "Alle punkter har et spørgsmål til gruppen"),
    ("talks", "talk 20", "Ingen oplæg er længere end 20 min."),
    ("practical", "practical 10\ncase 90", "Praktisk fylder 10 pct. af tiden"),
    ("presenters", "case 20 @Anna Eksempel", "Alle fremlæggere er på plads"),
    (
        "preparation",
        "case 20 @Bo =tal\ntalk 20",
        "Det er skrevet, hvad fremlæggerne forbereder",
    ),
    ("has_topics", "topics 5", "Der er tid til emner til kommende møder"),
]


@pytest.mark.parametrize(("key", "lines", "said"), GOOD_ONES)
def test_what_is_in_order_is_said_too(key: str, lines: str, said: str) -> None:
    finding = found(lines, key)
    assert finding.done
    assert finding.said(Language("da")) == said


def test_one_goal_is_enough_and_an_empty_one_is_none() -> None:
    assert found(GOOD, "has_goal", "bruge den").said(Language("da")) == "Ét mål er skrevet"
    assert found(GOOD, "has_goal", "bruge den", "tale om den").done
    assert not found(GOOD, "has_goal", "  ").done


def test_a_clusters_first_meeting_has_nothing_to_follow_up() -> None:
    said = check(agenda("ground_rules 5\nsummary 10"), is_first=True)
    assert "follow_up_first" not in [one.advice.id for one in said]


def test_advice_that_does_not_apply_is_silent() -> None:
    said = [one.advice.id for one in check(agenda(""), is_first=False)]
    silent = {"discussion", "change_of_form", "questions", "talks", "practical", "presenters"}
    assert not (silent | {"preparation"}) & set(said)


def test_mending_points_at_the_first_item_that_lacks_it() -> None:
    mend = found("case 20 @Bo\ndata 20\nguideline 20", "presenters").mend
    assert mend is not None
    assert mend.item == "data 1"


def test_a_line_on_the_readiness_list_is_preparation_too() -> None:
    one = agenda("case 20 @Klinik 2\ndata 20 @Bo")
    said = check(one, is_first=False, prepared=frozenset({"case 0"}))
    finding = next(s.finding for s in said if s.advice.id == "preparation")
    assert finding.mend is not None
    assert finding.mend.item == "data 1"
    everything = check(one, is_first=False, prepared=frozenset({"case 0", "data 1"}))
    assert next(s.finding for s in everything if s.advice.id == "preparation").done


def test_a_split_offered_is_one_that_helps() -> None:
    mend = found("guideline 20\ntalk 40\ncase 20", "discussion").mend
    assert mend is not None
    assert mend.item == "talk 1"
    assert found("talk 14\ndata 5", "discussion").mend == Mend("Add", "add", kind="exchange")


@given(st.sampled_from(TEMPLATES), st.integers(SHORTEST, LONGEST))
def test_every_template_at_every_length_begins_and_ends_as_advised(
    template: Template, minutes: int
) -> None:
    lines = "\n".join(f"{item.kind} {item.minutes}" for item in lay(template, minutes))
    done = {one.advice.id for one in check(agenda(lines), is_first=False) if one.finding.done}
    assert {"follow_up_first", "summary_last", "questions"} <= done


@pytest.mark.parametrize("advice", ADVICE, ids=lambda advice: advice.id)
@pytest.mark.parametrize("code", ["da", "en"])
def test_each_piece_of_advice_quotes_the_fact_sheet(advice: object, code: str) -> None:
    source = Language("da" if code == "da" else "en").text(advice.source)  # type: ignore[attr-defined]
    assert ("eKVIS’ faktaark" in source or "eKVIS' faktaark" in source) or "fact sheet" in source
    assert "2026" in source


def test_each_piece_of_advice_is_met_and_missed_by_some_agenda() -> None:
    missed = {key for key, *_ in BAD}
    met = {key for key, *_ in GOOD_ONES} | {"has_goal"}
    assert missed == met == {advice.id for advice in ADVICE}
