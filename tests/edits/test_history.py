"""Marks on the history, each with a day and a reason, and the survey as counts."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from tests.edits.test_agenda import Desk

from facilitator.domain.history import Changed, Cut
from facilitator.domain.refusal import PatientNumber, Refusal
from facilitator.domain.shares import Share
from facilitator.domain.surveys import Against, Survey, find_faults
from facilitator.edits import history
from facilitator.language import Language
from facilitator.store import queries

MARCH, JUNE = date(2026, 3, 4), date(2026, 6, 3)
COUNTS: dict[str, tuple[int, int | None]] = {"supports": (8, None), "improved": (6, 14)}


def marks(desk: Desk) -> tuple[Cut, ...]:
    return desk.store.ask(queries.marks, desk.cluster)


def surveys(desk: Desk) -> tuple[Survey, ...]:
    return desk.store.ask(queries.surveys, desk.cluster)


def mark(desk: Desk, kind: Any, day: date, text: str, chart: str = "") -> str:
    return desk.do(history.add_mark, desk.cluster, kind, day, text, chart)


def test_a_mark_has_a_day_a_kind_and_a_reason_for_one_chart_or_for_all(desk: Desk) -> None:
    phase = mark(desk, "phase", JUNE, " Opfølgning først ")
    pdsa = mark(desk, "pdsa", MARCH, "Ringede dagen efter", "attendance")
    assert marks(desk) == (
        Cut(pdsa, "attendance", MARCH, "pdsa", "Ringede dagen efter"),
        Cut(phase, "", JUNE, "phase", "Opfølgning først"),
    )


def test_a_mark_can_be_changed_removed_and_brought_back(desk: Desk) -> None:
    key = mark(desk, "note", JUNE, "Ny tovholder")
    desk.do(history.change_mark, key, text="Ny tovholder og nyt lokale", day=MARCH, chart="pulse")
    assert marks(desk) == (Cut(key, "pulse", MARCH, "note", "Ny tovholder og nyt lokale"),)
    desk.do(history.remove_mark, key)
    assert marks(desk) == ()
    desk.store.undo(desk.cluster)
    assert [one.id for one in marks(desk)] == [key]


def test_a_mark_without_a_reason_is_refused(desk: Desk) -> None:
    with pytest.raises(Refusal):
        mark(desk, "left_out", JUNE, "  ")
    key = mark(desk, "left_out", JUNE, "Kun tre mødte op på grund af sne")
    with pytest.raises(Refusal):
        desk.do(history.change_mark, key, text="")
    assert [one.text for one in marks(desk)] == ["Kun tre mødte op på grund af sne"]


def test_the_baseline_of_a_chart_ends_on_one_day(desk: Desk) -> None:
    own = mark(desk, "freeze", MARCH, "Før klyngen begyndte", "attendance")
    mark(desk, "freeze", JUNE, "Et år før", "pulse")
    for chart in ("attendance", ""):
        with pytest.raises(Refusal, match="already"):
            mark(desk, "freeze", JUNE, "Senere", chart)
    desk.do(history.change_mark, own, day=JUNE)
    note = mark(desk, "note", MARCH, "Bare en note", "attendance")
    with pytest.raises(Refusal, match="already"):
        desk.do(history.change_mark, note, kind="freeze")
    desk.do(history.remove_mark, own)
    desk.do(history.change_mark, note, kind="freeze")
    assert [(one.kind, one.day) for one in marks(desk)] == [("freeze", MARCH), ("freeze", JUNE)]


def test_a_patients_number_comes_into_no_mark_and_no_survey(desk: Desk) -> None:
    with pytest.raises(PatientNumber):
        mark(desk, "note", JUNE, "Se 010203-1234")
    with pytest.raises(PatientNumber):
        desk.do(history.add_survey, desk.cluster, JUNE, 8, {}, note="010203-1234")
    assert marks(desk) == ()
    assert surveys(desk) == ()


def test_a_survey_is_counts_and_can_be_changed_and_removed(desk: Desk) -> None:
    key = desk.do(history.add_survey, desk.cluster, JUNE, 15, COUNTS, invited=17, title="Forår")
    (one,) = surveys(desk)
    assert (one.id, one.held, one.title, one.invited, one.answered) == (key, JUNE, "Forår", 17, 15)
    assert one.counts == {"supports": Share(8, 15), "improved": Share(6, 14)}
    desk.do(history.change_survey, key, {"improved": (7, None)}, held=MARCH, answered=12)
    (one,) = surveys(desk)
    assert (one.held, one.answered, one.counts) == (MARCH, 12, {"improved": Share(7, 12)})
    desk.store.undo(desk.cluster)
    assert surveys(desk)[0].counts == {"supports": Share(8, 15), "improved": Share(6, 14)}
    desk.do(history.change_survey, key, note="På papir")
    assert surveys(desk)[0].note == "På papir"
    desk.do(history.remove_survey, key)
    assert surveys(desk) == ()
    desk.store.undo(desk.cluster)
    assert surveys(desk)[0].counts["improved"] == Share(6, 14)


def test_what_cannot_be_is_refused_and_changes_nothing(desk: Desk) -> None:
    key = desk.do(history.add_survey, desk.cluster, JUNE, 15, COUNTS, invited=17)
    for values in ({"invited": 14}, {"answered": 13}, {"counts": {"supports": (16, None)}}):
        with pytest.raises(Refusal, match=r"only 1[3-5]|only 14"):
            desk.do(history.change_survey, key, **values)
    with pytest.raises(Refusal):
        desk.do(history.add_survey, desk.cluster, JUNE, 5, {"improved": (3, 6)})
    (one,) = surveys(desk)
    assert (one.invited, one.answered, one.counts["supports"]) == (17, 15, Share(8, 15))


@pytest.mark.parametrize(
    ("invited", "answered", "counts", "said"),
    [
        (17, 17, {"improved": (0, None), "supports": (17, None)}, {}),
        (None, 0, {"improved": (0, 0)}, {}),
        (17, None, {}, {"answered": "Skriv, hvor mange der svarede."}),
        (15, 17, {}, {"answered": "17 svarede, men kun 15 blev spurgt."}),
        (17, 15, {"supports": (16, None)}, {"supports": "16 sagde ja, men kun 15 svarede."}),
        (17, 15, {"supports": (9, 8)}, {"supports": "9 sagde ja, men kun 8 svarede."}),
        (9, 9, {"supports": (7, None), "supports_some": (2, None), "improved": (9, None)}, {}),
        (
            9,
            9,
            {"supports": (8, None), "supports_some": (2, None)},
            {"supports_some": "10 svar på ét spørgsmål, men kun 9 svarede på det."},
        ),
        (
            12,
            10,
            {"supports": (8, 9), "supports_some": (2, None)},
            {"supports_some": "10 svar på ét spørgsmål, men kun 9 svarede på det."},
        ),
        (
            17,
            15,
            {"improved": (3, 16)},
            {"improved.n": "16 svarede på spørgsmålet, men kun 15 svarede i alt."},
        ),
    ],
)
def test_what_is_wrong_is_said_at_its_field(
    invited: int | None,
    answered: int | None,
    counts: dict[str, tuple[int, int | None]],
    said: dict[str, str],
) -> None:
    faults = find_faults(invited, answered, counts)
    assert {field: fault.in_words(Language("da")) for field, fault in faults.items()} == said


@pytest.mark.parametrize(
    ("against", "said"),
    [
        (Against(657, 1400, "a", 6, 1), {}),
        (Against(6, 14), {}),
        (
            Against(657),
            {"national": "Skriv begge tal for landet: hvor mange ja, og ud af hvor mange."},
        ),
        (Against(15, 14), {"national": "15 sagde ja, men kun 14 svarede."}),
        (Against(5, 90), {"national": "Landet kan ikke være mindre end klyngen alene, 6 af 14."}),
        (Against(90, 97), {"national": "Landet kan ikke være mindre end klyngen alene, 6 af 14."}),
        (
            Against(since="a", to_yes=6),
            {"changed": "Skriv begge tal, og 0, hvis ingen skiftede svar."},
        ),
        (
            Against(since="a", to_yes=7, to_no=1),
            {"changed": "7 kan ikke være gået til ja: 12 svarede nej dengang, og 6 svarer ja nu."},
        ),
        (
            Against(since="a", to_yes=0, to_no=6),
            {"changed": "6 kan ikke være gået til nej: 5 svarede ja dengang, og 8 svarer nej nu."},
        ),
    ],
)
def test_what_a_survey_is_held_against_can_be(against: Against, said: dict[str, str]) -> None:
    counts = {"improved": (6, None)}
    faults = find_faults(None, 14, counts, {"improved": against}, {"improved": Share(5, 17)})
    told = {field: fault.in_words(Language("da")) for field, fault in faults.items()}
    assert told == {f"improved.{field}": words for field, words in said.items()}


def test_changes_count_since_the_wave_right_before_and_no_other(desk: Desk) -> None:
    first = desk.do(history.add_survey, desk.cluster, MARCH, 17, {"improved": (5, None)})
    against = {"improved": Against(657, 1400, first, 6, 1)}
    counts = {"improved": (10, None)}
    after = desk.do(history.add_survey, desk.cluster, JUNE, 17, counts, against)
    assert surveys(desk)[1].against == against
    (_, wave) = desk.store.ask(queries.survey_waves, desk.cluster)
    assert wave.national == (("improved", Share(657, 1400)),)
    assert wave.changed == (("improved", Changed(MARCH, 6, 1)),)
    desk.do(history.change_survey, after, note="På papir")
    assert surveys(desk)[1].against == against
    with pytest.raises(Refusal, match="17"):
        desk.do(history.change_survey, after, counts, {"improved": Against(3, 17)})
    between = desk.do(
        history.add_survey, desk.cluster, date(2026, 4, 1), 9, {"improved": (4, None)}
    )
    assert surveys(desk)[2].against == {"improved": Against(657, 1400)}
    desk.do(history.remove_survey, between)
    assert surveys(desk)[1].against == against
    desk.do(history.remove_survey, first)
    assert surveys(desk)[0].against == {"improved": Against(657, 1400)}
