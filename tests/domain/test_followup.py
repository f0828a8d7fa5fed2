"""Follow-up: the opening of the next meeting, how commitments stand, and categories."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime

import pytest

from facilitator.domain.categories import ASPECTS, CATEGORIES, category
from facilitator.domain.followup import (
    OfficialInsight,
    PastItem,
    count_carried,
    find_topics,
    in_a_sentence,
    introducers,
    is_set_aside,
    is_snoozed,
    opening_question,
    speaker,
)
from facilitator.domain.statuses import COLUMNS, STATUSES, card_column, status
from facilitator.language import Language

DANISH = Language("da")
STOCK = {"Patientcase 1", "Erfaringsudveksling"}.__contains__
ITEMS = (
    PastItem("follow_up", "Opfølgning", 40),
    PastItem("talk", "Oplæg om høretab", 20),
    PastItem("case", "Case 1: svimmelhed", 25),
    PastItem("case", "Case 2: næseblod", 25),
    PastItem("exchange", "Bordrunde", 60),
)


def test_last_time_was_about_the_topics_of_its_official_insights() -> None:
    insights = (
        OfficialInsight("akutte henvisninger", "Case 1", "case"),
        OfficialInsight(None, "Case 2", "case"),
        OfficialInsight("akutte henvisninger", "Data", "data"),
        OfficialInsight("antibiotika", None, None),
        OfficialInsight("svimmelhed", None, None),
    )
    assert find_topics(insights, ITEMS, STOCK) == ("akutte henvisninger", "antibiotika")


def test_without_topics_it_was_about_the_item_the_insight_came_from() -> None:
    insights = (
        OfficialInsight(None, None, None),
        OfficialInsight(None, "Retningslinje: otitis", "guideline"),
        OfficialInsight(None, "Case 2", "case"),
    )
    assert find_topics(insights, ITEMS, STOCK) == ("retningslinje: otitis",)


@pytest.mark.parametrize(
    ("kind", "title"),
    [
        ("follow_up", "Opfølgning: Sidst talte vi om …"),
        ("summary", "Hvad tager vi med?"),
        ("practical", "Nyt fra eKVIS"),
        ("case", "Patientcase 1"),
        ("exchange", "Erfaringsudveksling"),
    ],
)
def test_an_item_that_tells_nothing_of_what_was_talked_about_is_passed_over(
    kind: str, title: str
) -> None:
    telling = OfficialInsight(None, "Ventetid på akuttider", "exchange")
    passed = OfficialInsight(None, title, kind)
    assert find_topics((passed, passed, telling), ITEMS, STOCK) == ("ventetid på akuttider",)
    assert find_topics((passed,), ITEMS, STOCK) == ("case 1: svimmelhed",)


def test_the_longest_item_is_one_whose_title_a_person_wrote() -> None:
    template, written = PastItem("case", "Patientcase 1", 60), PastItem("case", "Næseblod", 20)
    assert find_topics((), (template, written), STOCK) == ("næseblod",)
    assert find_topics((), (template, PastItem("talk", "", 20)), STOCK) == ()


def test_without_insights_it_was_about_the_longest_content_item() -> None:
    assert find_topics((), ITEMS, STOCK) == ("case 1: svimmelhed",)
    without = OfficialInsight(None, None, None)
    assert find_topics((without,), ITEMS, STOCK) == ("case 1: svimmelhed",)


def test_an_item_that_was_never_reached_was_not_talked_about() -> None:
    reached, jumped_over = PastItem("case", "Næseblod", 60), PastItem("data", "Ventetid", 0)
    assert find_topics((), (jumped_over, reached), STOCK) == ("næseblod",)
    assert find_topics((), (jumped_over,), STOCK) == ()


@pytest.mark.parametrize(
    ("title", "said"),
    [
        ("Svimmelhed hos ældre", "svimmelhed hos ældre"),
        ("Ørevoks", "ørevoks"),
        ("HPV og oropharynx-cancer", "HPV og oropharynx-cancer"),
        ("B12 hos veganere", "B12 hos veganere"),
        ("5 minutter", "5 minutter"),
        ("", ""),
    ],
)
def test_a_title_begins_with_a_small_letter_in_a_sentence(title: str, said: str) -> None:
    assert in_a_sentence(title) == said


def test_a_meeting_without_content_was_about_nothing() -> None:
    assert find_topics((), ITEMS[:1], STOCK) == ()


def test_the_opening_asks_in_the_language_of_the_cluster() -> None:
    assert opening_question(DANISH, ("akutte henvisninger",)) == (
        "Sidst talte vi om akutte henvisninger – hvilke erfaringer har I gjort jer siden?"
    )
    assert opening_question(DANISH, ("næseblod", "høretab")) == (
        "Sidst talte vi om næseblod og høretab – hvilke erfaringer har I gjort jer siden?"
    )
    assert opening_question(Language("en"), ("nosebleeds",)) == (
        "Last time we talked about nosebleeds – what has been your experience since then?"
    )


def test_the_opening_asks_without_a_topic_too() -> None:
    assert opening_question(DANISH, ()) == "Hvilke erfaringer har I gjort jer siden sidst?"


def test_a_topic_with_braces_is_text() -> None:
    assert "{x}" in opening_question(DANISH, ("{x}",))


def test_carried_counts_the_meetings_that_left_it_open() -> None:
    def carried(*words: tuple[int, str]) -> int:
        """Of four meetings that ended on the second of each month, by what was said which month."""
        said = [(datetime(2026, month, 1, tzinfo=UTC), id) for month, id in words]
        return count_carried(said, [datetime(2026, month, 2, tzinfo=UTC) for month in range(1, 5)])

    assert carried() == 4
    assert carried((2, "trying"), (3, "partly"), (4, "introduced")) == 3
    assert carried((2, "dropped")) == 1
    assert carried((2, "dropped"), (4, "trying")) == 2
    assert carried((2, "trying"), (2, "dropped"), (2, "planned")) == 4


def test_what_is_set_aside_comes_back_by_itself_on_its_day() -> None:
    until = date(2026, 12, 9)
    assert is_snoozed(until, date(2026, 12, 8))
    assert not is_snoozed(until, until)
    assert not is_snoozed(None, until)


@pytest.mark.parametrize(
    ("words", "passed_by"),
    [
        ((), set()),
        (((1, 5),), {2, 3, 4}),
        (((3, 5),), {4}),
        (((1, 5), (2, 3)), {2}),
        (((1, 2), (2, 4)), {3}),
    ],
)
def test_a_meeting_passes_by_what_was_set_aside_when_it_began(
    words: tuple[tuple[int, int], ...], passed_by: set[int]
) -> None:
    """Meetings at noon on the first of a month; set aside in the evening, until a first."""
    said = [(datetime(2026, at, 1, 19, tzinfo=UTC), date(2026, until, 1)) for at, until in words]
    found = {
        month
        for month in range(1, 7)
        if is_set_aside(said, datetime(2026, month, 1, 12, tzinfo=UTC), date(2026, month, 1))
    }
    assert found == passed_by


@pytest.mark.parametrize(
    ("words", "introduced"),
    [
        ((), set()),
        ((("anna", "introduced"),), {"anna"}),
        ((("anna", "partly"), ("bo", "trying")), {"anna"}),
        ((("anna", "introduced"), ("anna", "not_introduced")), set()),
        ((("anna", "dropped"), ("anna", "introduced")), {"anna"}),
        (((None, "introduced"), ("bo", None)), set()),
    ],
)
def test_who_has_introduced_it_follows_each_members_own_last_word(
    words: tuple[tuple[str | None, str | None], ...], introduced: set[str]
) -> None:
    assert introducers(words) == introduced


def test_the_statuses_are_these_in_order_of_advance() -> None:
    assert [DANISH.text(row.title) for row in STATUSES] == [
        "planlagt",
        "afprøves",
        "delvist indført",
        "indført",
        "ikke indført",
        "droppet",
    ]
    assert [row.id for row in STATUSES if row.is_open] == ["planned", "trying", "partly"]


def test_an_improvement_exists_when_it_is_introduced_wholly_or_partly() -> None:
    assert [row.id for row in STATUSES if row.improves] == ["partly", "introduced"]


def test_what_comes_to_nothing_asks_what_was_learnt() -> None:
    assert [row.id for row in STATUSES if row.asks_learnt] == ["not_introduced", "dropped"]


def test_every_status_has_a_column() -> None:
    assert {row.column for row in STATUSES} == {column.id for column in COLUMNS}
    assert [DANISH.text(column.title) for column in COLUMNS] == [
        "Planlagt",
        "Afprøves",
        "Indført",
        "Afsluttet",
    ]


def test_an_unknown_status_is_an_error() -> None:
    with pytest.raises(KeyError):
        status("implemented")


@pytest.mark.parametrize(
    ("chips", "column"),
    [
        ((), "planned"),
        (("trying", "planned", "introduced"), "planned"),
        (("introduced", "trying", "dropped"), "trying"),
        (("partly", "dropped"), "introduced"),
        (("dropped", "introduced"), "introduced"),
        (("dropped", "not_introduced"), "closed"),
    ],
)
def test_a_card_stands_where_its_least_advanced_open_chip_stands(
    chips: tuple[str, ...], column: str
) -> None:
    assert card_column(chips) == column


def test_the_ten_categories_have_the_aspects_of_the_fact_sheet() -> None:
    assert len(CATEGORIES) == len({row.id for row in CATEGORIES}) == 10
    aspects = {row.id for row in ASPECTS}
    assert all(row.aspect in aspects for row in CATEGORIES if row.id != "other")
    assert category("well_being").aspect == "human"
    assert category("workflows").aspect == "organisational"


def test_an_unknown_category_is_shown_as_other() -> None:
    assert DANISH.text(category("parking").title) == "Andet"
    assert category("parking").aspect is None


@pytest.mark.parametrize(
    ("member", "clinic", "whole", "me", "taken"),
    [
        ("anna", None, False, None, "anna"),
        ("away", None, False, None, None),
        (None, "one", False, None, "anna"),
        (None, "two", False, None, None),
        (None, None, False, None, None),
        (None, None, True, None, None),
        ("anna", None, False, "bo", "bo"),
        (None, None, True, "bo", None),
    ],
)
def test_a_word_is_taken_for_theirs_who_try_it_alone_or_who_writes_it(
    member: str | None, clinic: str | None, whole: bool, me: str | None, taken: str | None
) -> None:
    people = (_Person("anna", "one"), _Person("bo", "two"), _Person("cai", "two"))
    assert speaker(_Tried(member, clinic, whole), people, me) == taken


@dataclass(frozen=True)
class _Person:
    id: str
    clinic: str | None
    name: str = "Anna Eksempel"
    clinic_name: str = "Klinik 1"


@dataclass(frozen=True)
class _Tried:
    member: str | None
    clinic: str | None
    whole_cluster: bool
