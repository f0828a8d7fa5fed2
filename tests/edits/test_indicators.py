"""Indicators: described, given values cell by cell, and never half of what was typed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import event
from tests.edits.test_agenda import START, Desk

from facilitator.domain.indicators import Period, Value, following, period_of
from facilitator.domain.refusal import NotFound, PatientNumber, Refusal
from facilitator.domain.shares import Share
from facilitator.edits import agenda, content, history, indicators, members
from facilitator.store import queries
from facilitator.store.tables import Survey

QUARTER = period_of("quarter", date(2026, 7, 1))
SOURCE = "a" * 64


@pytest.fixture
def indicator(desk: Desk) -> str:
    """Re-examined children in the package that the cluster works with."""
    package = desk.do(content.add_package, "Børn og mellemøre – eksempel")
    return desk.do(
        indicators.add_indicator,
        "Genundersøgt inden tre måneder",
        package_id=package,
        numerator="Børn genundersøgt inden tre måneder",
        denominator="Børn med væske i mellemøret",
        better="up",
        target=0.85,
        target_op=">=",
        questions="Hvad overrasker?\n\nHvem ringer op?",
    )


def clinics(desk: Desk) -> list[str]:
    return [one.id for one in desk.store.ask(queries.clinics, desk.cluster)]


def counted(desk: Desk, indicator: str, k: int = 7, n: int = 41) -> Value:
    """What was counted in the first clinic in the quarter."""
    return Value(indicator, clinics(desk)[0], "clinic", QUARTER, Share(k, n))


def put(desk: Desk, indicator: str, *values: Value) -> None:
    desk.do(indicators.put_values, desk.cluster, indicator, values)


def values(desk: Desk, indicator: str) -> tuple[Value, ...]:
    return desk.store.ask(queries.values, desk.cluster, indicator)


def test_an_indicator_says_what_is_counted_and_asks_its_questions(
    desk: Desk, indicator: str
) -> None:
    one = desk.store.ask(queries.indicator, indicator)
    assert (one.title, one.package_title) == (
        "Genundersøgt inden tre måneder",
        "Børn og mellemøre – eksempel",
    )
    assert (one.kind, one.better, one.target, one.target_op) == ("share", "up", 0.85, ">=")
    assert one.questions == ("Hvad overrasker?", "Hvem ringer op?")
    desk.do(indicators.change_indicator, indicator, title=" Kontrol ", target=None, better="")
    one = desk.store.ask(queries.indicator, indicator)
    assert (one.title, one.target, one.target_op, one.better) == ("Kontrol", None, "", "")


@pytest.mark.parametrize(
    "wrong",
    [{"title": " "}, {"target": 85.0}, {"target": float("nan")}],
    ids=["no title", "more than all", "no number"],
)
def test_an_indicator_that_cannot_be_is_refused(
    desk: Desk, indicator: str, wrong: dict[str, Any]
) -> None:
    with pytest.raises(Refusal):
        desk.do(indicators.change_indicator, indicator, **wrong)
    with pytest.raises(PatientNumber):
        desk.do(indicators.change_indicator, indicator, questions="Hvad med 0101851234?")


def test_values_are_written_cell_by_cell_and_one_undo_takes_them_all_back(
    desk: Desk, indicator: str
) -> None:
    before, after = counted(desk, indicator), following(QUARTER)
    told = Value(indicator, None, "national", QUARTER, None, 0.657, 1)
    total = Value(indicator, None, "cluster", QUARTER, Share(60, 310))
    put(desk, indicator, before)
    put(desk, indicator, replace(before, share=Share(8, 41)), told, replace(told, period=after))
    put(desk, indicator, total, replace(told, period=after, value=None, share=Share(0, 0)))
    assert values(desk, indicator) == (
        replace(before, share=Share(8, 41)),
        total,
        told,
        replace(told, period=after, value=None, share=Share(0, 0)),
    )
    desk.store.undo(desk.cluster)
    desk.store.undo(desk.cluster)
    assert values(desk, indicator) == (before,)
    desk.do(indicators.remove_values, desk.cluster, indicator, [before.cell, told.cell])
    assert values(desk, indicator) == ()
    desk.store.undo(desk.cluster)
    assert values(desk, indicator) == (before,)


def test_a_value_that_does_not_fit_leaves_all_as_it_was(desk: Desk, indicator: str) -> None:
    good = counted(desk, indicator)
    other = desk.do(members.make_cluster, "Hud – Eksempel", "", [("Cai Eksempel", "Klinik 9")])
    (stranger,) = (one.id for one in desk.store.ask(queries.clinics, other))
    days = desk.do(indicators.add_indicator, "Ventetid", kind="number", unit="dage")
    for wrong in (
        good,
        replace(good, clinic=stranger),
        replace(good, share=None, value=65.7, period=following(QUARTER)),
        replace(good, share=Share(7, 2**31), period=following(QUARTER)),
        replace(good, share=None, value=0.5, decimals=7, period=following(QUARTER)),
    ):
        with pytest.raises(Refusal):
            put(desk, indicator, good, wrong)
    with pytest.raises(Refusal):
        put(desk, days, replace(good, indicator=days))
    assert values(desk, indicator) == values(desk, days) == ()
    wait = Value(days, good.clinic, "clinic", QUARTER, None, 34.5, 1)
    put(desk, days, wait)
    assert values(desk, days) == (wait,)


def test_what_has_figures_stays_what_it_is(desk: Desk, indicator: str) -> None:
    desk.do(indicators.change_indicator, indicator, kind="number")
    desk.do(indicators.change_indicator, indicator, kind="share")
    put(desk, indicator, counted(desk, indicator))
    desk.do(indicators.change_indicator, indicator, kind="share", title="Kontrol")
    with pytest.raises(Refusal, match="stays a share"):
        desk.do(indicators.change_indicator, indicator, kind="number")


def test_an_indicator_goes_with_its_values_unless_others_need_it(
    desk: Desk, indicator: str
) -> None:
    put(desk, indicator, counted(desk, indicator))
    desk.do(indicators.remove_indicator, desk.cluster, indicator)
    assert values(desk, indicator) == ()
    with pytest.raises(NotFound):
        desk.store.ask(queries.indicator, indicator)
    desk.store.undo(desk.cluster)
    assert len(values(desk, indicator)) == 1
    other = desk.do(members.make_cluster, "Hud – Eksempel")
    with pytest.raises(Refusal, match="Another cluster"):
        desk.do(indicators.remove_indicator, other, indicator)
    desk.do(content.use_indicator, desk.id("Data"), indicator)
    desk.hold(desk.meeting)
    with pytest.raises(Refusal, match="has been held"):
        desk.do(indicators.remove_indicator, desk.cluster, indicator)


def test_the_list_says_how_much_there_is_of_each(desk: Desk, indicator: str) -> None:
    first, second = clinics(desk)
    old, new = period_of("year", date(2025, 1, 1)), QUARTER
    put(
        desk,
        indicator,
        *(
            Value(indicator, clinic, "clinic", period, Share(1, 9))
            for clinic in (first, second)
            for period in (old, new)
        ),
        Value(indicator, None, "national", old, None, 0.48, 0),
    )
    alone = desk.do(indicators.add_indicator, "Åbne for nye patienter")
    strange = desk.do(content.add_package, "Hud", specialty_id=specialty(desk))
    of_skin = desk.do(indicators.add_indicator, "Biopsier", package_id=strange)
    rows = desk.store.ask(queries.indicators, desk.cluster)
    assert [(row.indicator.id, row.clinics, row.periods, row.newest) for row in rows] == [
        (indicator, 2, 2, new),
        (alone, 0, 0, None),
    ]
    put(desk, of_skin, Value(of_skin, None, "cluster", new, Share(3, 9)))
    rows = desk.store.ask(queries.indicators, desk.cluster)
    assert [row.indicator.id for row in rows] == [indicator, of_skin, alone]


def specialty(desk: Desk) -> str:
    other = desk.do(members.make_cluster, "Hud – Eksempel", "Hudsygdomme – eksempel")
    found = desk.store.ask(queries.specialty_named, "Hudsygdomme – eksempel")
    assert other
    assert found is not None
    return found


def test_an_item_is_about_an_indicator_also_the_next_time(desk: Desk, indicator: str) -> None:
    use = desk.do(content.use_indicator, desk.id("Data"), indicator)
    assert desk.do(content.use_indicator, desk.id("Data"), indicator) == use
    (used,) = desk.store.ask(queries.used_at_item, desk.id("Data"))
    assert (used.sort, used.thing, used.title, used.note) == (
        "indicator",
        indicator,
        "Genundersøgt inden tre måneder",
        "Børn genundersøgt inden tre måneder",
    )
    start = START + timedelta(days=90)
    made = desk.do(agenda.make_meeting_as, desk.meeting, desk.cluster, start, 120)
    one = desk.store.ask(queries.indicator, indicator, desk.cluster)
    assert [at.meeting for at in one.occasions] == [made, desk.meeting]
    desk.do(content.stop_using, use)
    (row,) = desk.store.ask(queries.indicators, desk.cluster)
    assert [at.meeting for at in row.indicator.occasions] == [made]


def test_how_a_table_was_understood_is_kept_for_its_source(desk: Desk) -> None:
    other = desk.do(members.make_cluster, "Hud – Eksempel")
    desk.do(indicators.remember_plan, desk.cluster, SOURCE, {"columns": ["clinic", "k"]})
    desk.do(indicators.remember_plan, desk.cluster, SOURCE, {"columns": ["clinic", "n"]})
    ask = desk.store.ask
    assert ask(queries.import_plan, desk.cluster, SOURCE) == {"columns": ["clinic", "n"]}
    assert ask(queries.import_plan, other, SOURCE) is None


def test_a_period_need_not_be_one_of_the_calendar(desk: Desk, indicator: str) -> None:
    odd = Period(date(2026, 2, 3), date(2026, 5, 17))
    one = replace(counted(desk, indicator), period=odd)
    put(desk, indicator, one)
    assert values(desk, indicator) == (one,)


def test_many_are_asked_for_in_as_few_statements_as_one(desk: Desk, indicator: str) -> None:
    def counts() -> list[int]:
        made = []
        asked: list[str] = []

        def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
            asked.append(statement)

        event.listen(desk.store._engine, "before_cursor_execute", note)
        queried: tuple[tuple[Callable[..., Any], *tuple[str, ...]], ...] = (
            (queries.indicators, desk.cluster),
            (queries.marks, desk.cluster),
            (queries.surveys, desk.cluster),
            (queries.values, desk.cluster, indicator),
        )
        for query, *of in queried:
            asked.clear()
            desk.store.ask(query, *of)
            made.append(len(asked))
        event.remove(desk.store._engine, "before_cursor_execute", note)
        return made

    before = counts()
    for year in range(2019, 2024):
        desk.do(indicators.add_indicator, f"Indikator {year}")
        held = {"held": date(year, 9, 1), "answered": 2, "counts": {"improved": (1, None)}}
        desk.do(history.add_survey, desk.cluster, **held)
        desk.do(history.add_mark, desk.cluster, "note", date(year, 9, 1), "Ny klyngepakke")
        put(desk, indicator, replace(counted(desk, indicator), period=year_of(year)))
    assert counts() == before
    assert len(desk.store.ask(queries.surveys, desk.cluster)) == 5
    survey = desk.store.ask(queries.surveys, desk.cluster)[0]
    assert (survey.held, survey.response, survey.counts["improved"]) == (
        date(2019, 9, 1),
        None,
        Share(1, 2),
    )
    assert [one.day.year for one in desk.store.ask(queries.marks, desk.cluster)] == [
        *range(2019, 2024)
    ]


def year_of(year: int) -> Period:
    return period_of("year", date(year, 1, 1))


def test_more_yes_than_answers_is_no_count(desk: Desk) -> None:
    """As when two stores become one, each of which has corrected one of the two numbers."""
    counts = {"improved": (5, None), "supports": (3, 4)}
    survey = desk.do(history.add_survey, desk.cluster, date(2026, 9, 1), 8, counts)
    with desk.store.edit("Merge", cluster=desk.cluster) as session:
        session.get_one(Survey, survey).answered = 4
    (one,) = desk.store.ask(queries.surveys, desk.cluster)
    assert one.counts == {"supports": Share(3, 4)}
