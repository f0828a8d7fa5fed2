"""A table says what it means: each figure with its place, and each doubt at its cell."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.domain import figure_cells, indicator_rows
from facilitator.domain.clinic_names import KnownClinic, known_names, match_clinic
from facilitator.domain.figure_cells import counts_behind
from facilitator.domain.indicator_columns import Cell, find_columns, find_header
from facilitator.domain.indicator_load import (
    NEW,
    SKIP,
    Known,
    as_plain,
    from_plain,
    indicator_key,
    settle,
    source_key,
)
from facilitator.domain.indicator_rows import Understood
from facilitator.domain.indicator_table import Plan, understand
from facilitator.domain.indicators import Indicator, Period, Value, period_of
from facilitator.domain.number_words import read_number
from facilitator.domain.patient_columns import find_patients
from facilitator.domain.shares import Share
from facilitator.language import Language

K3 = period_of("quarter", date(2025, 7, 1))
K4 = period_of("quarter", date(2025, 10, 1))
HEADS = ("Klinik", "Periode", "Tæller", "Nævner")
CLINICS = (KnownClinic("1", "Klinik 1", "012345"), KnownClinic("2", "Lægerne, Nørregade"))
NAMES = known_names(CLINICS)

Row = Sequence[Cell]


def read(*rows: Row, plan: Plan = Plan()) -> Understood:  # noqa: B008
    return understand(rows, plan, NAMES)


def roles(*rows: Row) -> list[str]:
    return [one.role for one in find_columns(rows, find_header(rows), NAMES, {})]


def told(found: Understood) -> list[tuple[object, ...]]:
    """Clinic, period and figures of each value."""
    return [
        (one.clinic, one.period, one.numerator, one.denominator, one.value, one.decimals)
        for one in found.entries
    ]


def said(found: Understood) -> list[tuple[int, int, str, bool]]:
    return [(one.row, one.column, one.text, one.is_fault) for one in found.troubles]


def test_a_long_table_is_read_row_by_row() -> None:
    found = read(HEADS, ("Klinik 1", "3. kvt. 2025", "7", "41"), ("Ny", "K4 2025", 9.0, 80.0))
    assert told(found) == [
        ("Klinik 1", K3, 7, 41, None, None),
        ("Ny", K4, 9, 80, None, None),
    ]
    assert (found.asks, found.faults, found.kind) == ((), 0, "share")


def test_a_wide_table_has_a_column_for_each_period() -> None:
    rows = (("Klinik", "K3 2025", "K4 2025"), ("Klinik 1", "12,5 %", "-"))
    found = read(*rows)
    assert told(found) == [("Klinik 1", K3, None, None, 0.125, 1)]
    assert said(found) == [(1, 2, indicator_rows.MISSING, False)]


def test_two_rows_of_headings_are_read_together() -> None:
    rows = (
        ("", "K3 2025", "", "K4 2025", ""),
        ("Klinik", "Tæller", "Nævner", "Tæller", "Nævner"),
        ("Klinik 1", 1.0, 2.0, 3.0, 4.0),
    )
    assert told(read(*rows)) == [
        ("Klinik 1", K3, 1, 2, None, None),
        ("Klinik 1", K4, 3, 4, None, None),
    ]


def test_counts_are_worked_out_where_share_and_denominator_tell_them() -> None:
    heads = ("Klinik", "Periode", "Andel (%)", "Antal")
    found = read(
        heads,
        ("A", "K3 2025", "43", "58"),
        ("B", "K3 2025", "43", "250"),
        ("C", "K3 2025", "50", ""),
        ("D", "K3 2025", "0", "0"),
    )
    assert [entry[2:] for entry in told(found)] == [
        (25, 58, None, None),
        (None, None, 0.43, 0),
        (None, None, 0.5, 0),
        (0, 0, None, None),
    ]
    assert found.rebuilt == 1
    # One share that no count gives says that the shares are of something else.
    adjusted = read(heads, ("A", "K3 2025", "43", "58"), ("B", "K3 2025", "43", "5"))
    assert [entry[2:] for entry in told(adjusted)] == [(None, None, 0.43, 0)] * 2


@given(st.integers(1, 400), st.integers(0, 2), st.data())
def test_what_was_counted_is_among_the_counts_behind_its_share(
    n: int, decimals: int, data: st.DataObject
) -> None:
    k = data.draw(st.integers(0, n))
    written = Language("da").number(Fraction(100 * k, n), decimals)
    number = read_number(written, ",")
    assert number is not None
    assert k in counts_behind(number, "percent", n)


def test_each_clinic_may_have_a_column() -> None:
    rows = (("Periode", "Klinik 1", "Klinik 2"), ("K3 2025", "50 %", "25 %"))
    assert [(one.clinic, one.value) for one in read(*rows).entries] == [
        ("Klinik 1", 0.5),
        ("Klinik 2", 0.25),
    ]


def test_several_indicators_may_stand_in_one_table() -> None:
    long = read(("Indikator", *HEADS), ("Fald", "Klinik 1", "K3 2025", "1", "2"))
    assert long.indicators == ("Fald",)
    wide = read(
        ("Klinik", "Periode", "Fald pr. uge", "Ventetid"),
        ("Klinik 1", "K3 2025", "1,5", "250,5"),
        plan=Plan(scale="number"),
    )
    assert [(one.indicator, one.value) for one in wide.entries] == [
        ("Fald pr. uge", 1.5),
        ("Ventetid", 250.5),
    ]
    assert wide.kind == "number"


@pytest.mark.parametrize(
    ("heads", "cells"),
    [
        (("Fra", "Til"), ("01.07.2025", "30.09.2025")),
        (("Periode fra", "Periode til"), (date(2025, 7, 1), datetime(2025, 9, 30))),
        (("År", "Kvartal"), ("2025", "3")),
        (("År", "Kvartal"), (2025.0, "K3")),
        (("Start date", "End date"), ("2025-07-01", "2025-09-30")),
    ],
)
def test_a_period_may_stand_in_two_columns(heads: Row, cells: Row) -> None:
    found = read(("Klinik", *heads, "Tæller", "Nævner"), ("Klinik 1", *cells, "7", "41"))
    assert [one.period for one in found.entries] == [K3]


def test_the_period_of_all_may_stand_above_the_table_or_be_said() -> None:
    body = (("Klinik", "Tæller", "Nævner"), ("Klinik 1", "7", "41"))
    above = read(("Klyngepakke: antibiotika", ""), ("Periode: 3. kvt. 2025", ""), *body)
    assert [one.period for one in above.entries] == [K3]
    assert read(*body).asks == ("period",)
    assert [one.period for one in read(*body, plan=Plan(period=K4)).entries] == [K4]


def test_dates_are_periods_by_all_of_them_together_or_as_is_said() -> None:
    rows: tuple[Row, ...] = (
        HEADS,
        ("A", date(2025, 7, 1), "7", "41"),
        ("A", "01.10.2025", "7", "41"),
    )
    assert [one.period for one in read(*rows).entries] == [K3, K4]
    months = read(*rows, plan=Plan(dates="month"))
    assert months.entries[0].period == period_of("month", date(2025, 7, 1))


def test_what_is_ambiguous_is_asked() -> None:
    rows = (("Klinik", "Periode", "Andel (%)"), ("A", "K3 2025", "1.234"))
    assert read(*rows).asks == ("mark",)
    assert read(*rows, plan=Plan(mark=".")).entries[0].value == 0.01234
    bare = (("Klinik", "Periode", "Værdi"), ("A", "K3 2025", "0,4"), ("B", "K3 2025", "0,6"))
    assert read(*bare).asks == ("scale",)
    for scale, value, decimals in (("percent", 0.004, 1), ("fraction", 0.4, 0), ("number", 0.4, 1)):
        entry = read(*bare, plan=Plan(scale=scale)).entries[0]  # type: ignore[arg-type]
        assert (entry.value, entry.decimals) == (value, decimals)


@pytest.mark.parametrize(
    ("cells", "asks"),
    [
        (("44,5 %", "50%", "0,6"), ("scale",)),
        (("44,5 %", 0.6), ("scale",)),
        (("44,5 %", "50", "0,6"), ()),
        (("44,5 %", "0"), ()),
    ],
)
def test_a_share_without_a_percent_sign_among_percentages_is_asked_about(
    cells: tuple[str | float, ...], asks: tuple[str, ...]
) -> None:
    rows = tuple((f"K{at}", "K3 2025", cell) for at, cell in enumerate(cells))
    assert read(("Klinik", "Periode", "Andel"), *rows).asks == asks


def test_of_name_and_number_the_one_that_is_known_tells_the_clinic() -> None:
    heads = ("Klinik", "Ydernr", "Periode", "Andel (%)")
    by_number = read(heads, ("Ukendt", "012345", "K3 2025", "50"))
    assert by_number.clinics == ("012345",)
    by_name = read(heads, ("Klinik 1", "999999", "K3 2025", "50"))
    assert by_name.clinics == ("Klinik 1",)


def test_a_count_alone_is_a_number() -> None:
    found = read(("Klinik", "Periode", "Antal henvisninger"), ("A", "K3 2025", "1.234"))
    assert found.kind == "number"
    assert told(found) == [("A", K3, None, None, 1234, 0)]


def test_columns_are_read_as_a_person_says() -> None:
    rows = (("Praksis X", "Hvornår", "A", "B"), ("Klinik 1", "K3 2025", "7", "41"))
    assert read(*rows).asks
    plan = Plan(roles={"a": "numerator", "b": "denominator", "hvornår": "period"})
    assert told(read(*rows, plan=plan)) == [("Klinik 1", K3, 7, 41, None, None)]
    assert "numerator belongs" in read(*rows, plan=Plan(roles={"a": "numerator"})).problem
    assert "holds the numbers" in read(("Klinik", "Periode"), ("A", "K3 2025")).problem


@pytest.mark.parametrize(
    ("heads", "expected"),
    [
        (HEADS, "clinic period numerator denominator"),
        (
            ("Clinic", "Quarter", "Numerator", "Denominator", "Share"),
            "clinic period numerator denominator -",
        ),
        (("Ydernummer", "Måned", "Andel", "95 % KI nedre"), "clinic period value -"),
        (
            ("Klinikkens navn", "Periode", "Antal opfyldt", "Forløb (n)"),
            "clinic period numerator denominator",
        ),
        (("Indikator", "Klinik", "År", "Resultat"), "indicator clinic period value"),
        (("Klinik", "K3 2025", "K4 2025", "I alt"), "clinic value value -"),
        (("Klinik", "Periode", "Antal henvisninger"), "clinic period value"),
        (("Rang", "Yder nr.", "Kvt", "Andel", "n"), "- clinic period value denominator"),
        (
            ("Ydernummer", "Klinik", "Kvt", "Antal patienter", "Heraf behandlet", "Snit (%)"),
            "clinic - period denominator numerator -",
        ),
        (
            ("indikator", "enhed", "periode", "taeller", "naevner", "andel", "ki_nedre"),
            "indicator clinic period numerator denominator - -",
        ),
    ],
)
def test_headings_say_what_their_columns_hold(heads: Row, expected: str) -> None:
    found = roles(heads, tuple("x" for _ in heads))
    assert " ".join(role or "-" for role in found) == expected


BAD: tuple[tuple[Row, int, str, bool], ...] = (
    (("A", "K3 2025", "9", "8"), 2, indicator_rows.TOO_MANY, True),
    (("A", "K3 2025", "-1", "8"), 2, indicator_rows.NEGATIVE, True),
    (("A", "K3 2025", "NaN", "8"), 2, figure_cells.NO_NUMBER, True),
    (("A", "K3 2025", float("nan"), 8.0), 2, figure_cells.NO_NUMBER, True),
    (("A", "K3 2025", 1.0, float("inf")), 3, figure_cells.NO_NUMBER, True),
    (("A", "K3 2025", "", "8"), 2, indicator_rows.NO_NUMERATOR, True),
    (("A", "K3 2025", "3", ""), 3, indicator_rows.NO_DENOMINATOR, True),
    (("A", "K3 2025", "3", None), 3, indicator_rows.NO_DENOMINATOR, True),
    (("A", "K3 2025", "3"), 3, indicator_rows.NO_DENOMINATOR, True),
    (("A", "K3 2025", "3,5", "8"), 2, indicator_rows.NO_COUNT, True),
    (("A", "K3 2025", "30 %", "80"), 2, indicator_rows.NO_COUNT, True),
    (("A", "K3 2025", "1", "3000000000"), 3, indicator_rows.TOO_LARGE, True),
    (("A", "K3 2025", 1.0, 2.0**70), 3, indicator_rows.TOO_LARGE, True),
    (("A", "K3 2025", "3", "otte"), 3, figure_cells.NO_NUMBER, True),
    (("A", "K3 2025", date(2025, 5, 1), 8.0), 2, figure_cells.A_DATE, True),
    (("A", "K3 2025", True, 8.0), 2, figure_cells.A_TRUTH, True),
    (("A", "K3 2025", "#DIV/0!", "8"), 2, figure_cells.A_FAULT, True),
    (("A", "K3 2025", figure_cells.UNANSWERED, "8"), 2, figure_cells.NO_ANSWER, True),
    (("A", "", "3", "8"), 1, indicator_rows.NO_PERIOD, True),
    (("A", "kvartal", "3", "8"), 1, indicator_rows.NOT_A_PERIOD, True),
    (("A", "30.02.2025", "3", "8"), 1, indicator_rows.NOT_A_PERIOD, True),
    (("", "K3 2025", "3", "8"), 0, indicator_rows.NO_CLINIC, True),
    (("#REF!", "K3 2025", "3", "8"), 0, figure_cells.A_FAULT, True),
    (("A", "K3 2025", "0", "0"), 3, indicator_rows.OF_NOBODY, False),
    (("A", "K3 2025", "<5", "22"), 2, indicator_rows.HIDDEN, False),
    (("A", "K3 2025", "–", "–"), 2, indicator_rows.MISSING, False),
    (("A", "K3 2025", "", ""), 2, indicator_rows.BLANK, False),
)


@pytest.mark.parametrize(("row", "column", "why", "is_fault"), BAD)
def test_what_is_wrong_is_said_at_its_cell(row: Row, column: int, why: str, is_fault: bool) -> None:
    good = ("B", "K3 2025", "4", "8")
    found = read(HEADS, row, good)
    assert said(found) == [(1, column, why, is_fault)]
    assert (found.faults, found.doubts) == (int(is_fault), int(not is_fault))
    assert found.entries[-1].clinic == "B"
    # What is no measurement is kept as that; nothing else that is wrong is kept.
    assert len(found.entries) == (2 if why == indicator_rows.OF_NOBODY else 1)


def test_one_column_has_one_decimal_mark() -> None:
    rows = (
        ("Klinik", "Periode", "Andel (%)"),
        *((f"Klinik {n}", "K3 2025", text) for n, text in enumerate(("12,5", "13,5", "14.5"))),
    )
    found = read(*rows)
    assert said(found) == [(3, 2, figure_cells.NO_COMMA, True)]
    share = read(rows[0], ("A", "K3 2025", "120"), plan=Plan(scale="percent"))
    assert said(share) == [(1, 2, indicator_rows.OUT_OF_RANGE, True)]


@pytest.mark.parametrize("counts", [("0", "41"), ("41", "41"), ("1", "1")])
def test_all_or_none_of_few_clinics_and_periods_are_read_as_any(counts: tuple[str, str]) -> None:
    for size in (1, 3, 200):
        rows = [(f"Klinik {n}", "K3 2025", *counts) for n in range(size)]
        found = read(HEADS, *rows)
        assert (len(found.entries), found.faults, found.doubts) == (size, 0, 0)


def test_however_much_is_wrong_all_is_counted_and_the_first_kept() -> None:
    found = read(HEADS, *(("A", "K3 2025", "9", "8") for _ in range(500)))
    assert (found.faults, len(found.troubles)) == (500, indicator_rows.KEPT_TROUBLES)


cells = st.one_of(
    st.none(),
    st.booleans(),
    st.floats(),
    st.integers(-(2**80), 2**80),
    st.dates(),
    st.text(max_size=8),
    st.sampled_from(("K3 2025", "2025", "12,5", "7", "41", "Klinik 1", *HEADS, "Andel", "<5")),
)


@given(st.lists(st.lists(cells, max_size=6), max_size=8))
def test_any_table_is_understood_or_says_why_not(rows: list[list[Cell]]) -> None:
    found = read(*rows)
    assert found.faults >= sum(one.is_fault for one in found.troubles)
    for one in found.entries:
        assert (one.numerator is None) == (one.denominator is None) == (one.value is not None)


# -- beside what is stored

FALD = Indicator("fald", "Fald")
STORED = Value("fald", "1", "clinic", K3, Share(7, 41))


def stand(*rows: Row, plan: Plan = Plan(name="Fald")) -> tuple[Plan, Known, Understood]:  # noqa: B008
    known = Known(CLINICS, (FALD,), lambda key: (STORED,) if key == "fald" else ())
    return plan, known, read(HEADS, *rows, plan=plan)


def settled(*rows: Row, plan: Plan = Plan(name="Fald")):  # type: ignore[no-untyped-def]  # noqa: B008
    said, known, found = stand(*rows, plan=plan)
    return settle(found, said, known)


def test_figures_are_new_known_or_other_than_what_is_stored() -> None:
    found = settled(
        ("Klinik 1", "K3 2025", "7", "41"),
        ("Klinik 1", "K4 2025", "8", "41"),
        ("Hele klyngen", "K3 2025", "20", "90"),
        ("Danmark", "K3 2025", "200", "900"),
    )
    assert found.known == 1
    assert {cell[:2] for _indicator, cell in found.new} == {
        ("clinic", "1"),
        ("cluster", None),
        ("national", None),
    }
    other = settled(("012345", "K3 2025", "8", "41"))
    assert other.changed == {("fald", ("clinic", "1", K3)): (8, 41, None, None)}


def test_a_country_smaller_than_the_cluster_is_a_fault_at_its_cell() -> None:
    rows = ("Klinik 1", "K4 2025", "8", "41"), ("Danmark", "K4 2025", "7", "90")
    found = settled(*rows)
    assert [(one.row, one.text) for one in found.troubles] == [
        (2, "The country cannot be smaller than the cluster, {k} of {n}.")
    ]
    assert found.troubles[0].fields == (("k", "8"), ("n", "41"))
    assert settled(rows[0], ("Danmark", "K4 2025", "8", "90")).faults == 0
    # What is stored of the cluster counts too.
    assert settled(("Danmark", "K3 2025", "6", "90")).faults == 1


def test_a_clinic_that_is_not_known_is_asked_for() -> None:
    row = ("Lægehuset", "K3 2025", "8", "41")
    found = settled(row)
    assert (found.unknown, found.new) == (("Lægehuset",), {})
    for chosen, cell in (("2", ("clinic", "2")), (NEW, ("clinic", "new:lægehuset"))):
        plan = Plan(name="Fald", clinics={"lægehuset": chosen})
        ((_indicator, found_cell),) = settled(row, plan=plan).new
        assert found_cell[:2] == cell
    assert settled(row, plan=Plan(name="Fald", clinics={"lægehuset": SKIP})).skipped == 1
    assert settled(row, plan=Plan(name="Fald", clinics={"lægehuset": "gone"})).unknown


def test_the_same_clinic_and_period_twice_is_a_fault_unless_it_says_the_same() -> None:
    first, again = ("Klinik 1", "K4 2025", "8", "41"), ("012345", "4. kvt. 2025", "9", "41")
    found = settled(first, again, first)
    assert found.faults == 1
    assert found.doubts == 1
    fault = found.troubles[0]
    assert (fault.row, fault.fields) == (2, (("cell", "C2"),))


def test_a_share_is_not_read_into_a_number() -> None:
    number = Indicator("fald", "Fald", "number")
    found = read(HEADS, ("Klinik 1", "K4 2025", "8", "41"), ("Klinik 1", "K3 2025", "8", "41"))
    got = settle(found, Plan(name="Fald"), Known(CLINICS, (number,)))
    assert (got.faults, got.new) == (1, {})


def test_what_was_said_is_remembered_for_the_next_file_of_the_source() -> None:
    plan = Plan(
        header=3,
        roles={"a": "numerator"},
        mark=".",
        dates="month",
        period=K3,
        scale="percent",
        level="national",
        clinics={"a": "1"},
        indicators={"fald #": "fald"},
        name="Fald 3",
    )
    again = from_plain(as_plain(plan))
    assert again.roles == plan.roles
    assert (again.header, again.period, again.name) == (None, None, "")
    assert (again.mark, again.dates) == (".", "month")
    assert (again.scale, again.level) == ("percent", "national")
    assert from_plain({"mark": 3, "roles": [], "scale": "x", "clinics": {"a": 1}}) == Plan()
    assert source_key(("Klinik", "K1 2025")) == source_key(("Klinik", "K2 2025", "K3 2025"))
    assert source_key(HEADS) != source_key(HEADS[:3])
    this, next_one = Plan(name="Pakke 2026 K3"), Plan(name="pakke 2027 k1")
    assert indicator_key("", this) == indicator_key("", next_one)


def test_a_clinic_is_known_by_its_name_or_number() -> None:
    assert match_clinic("lægerne  nørregade", CLINICS) == "2"
    assert match_clinic("12345", CLINICS) == "1"
    assert match_clinic("I alt", CLINICS) == "cluster"
    assert match_clinic("Klinik 3", CLINICS) == ""
    assert match_clinic("Klinik 1", (*CLINICS, KnownClinic("3", "klinik 1"))) == ""


# -- patients


@pytest.mark.parametrize(
    "rows",
    [
        (("CPR", "Tæller"), ("1", "2")),
        (("Klinik", "CPR-nr."), ("A", "")),
        (("cpr_nummer", "x"), ("A", "2")),
        (("P-nr", "x"), ("A", "2")),
        (("Titel",), ("Personnummer", "Andel"), ("1", "2")),
        (("Klinik", "Id"), ("A", "010190-1234")),
        (("Klinik", "Id"), ("A", "0101901234")),
        (("Klinik", "Id"), ("A", "pt. 010190 1234 ringede")),
        (("Klinik", "Id"), ("A", 1101901234.0)),
        (("Klinik", "Id"), ("A", 101901234.0)),
        (("Klinik", "Id"), ("A", "101901234")),
        (("Klinik", "Id"), ("A", 101901234), ("B", 201901235)),
        (("010190-1234", "x"), ("A", "2")),
    ],
)
def test_a_table_with_patients_is_told_by_its_first_number_or_heading(
    rows: tuple[Row, ...],
) -> None:
    assert find_patients(rows) is not None


@pytest.mark.parametrize(
    "rows",
    [
        (HEADS, ("Klinik 1", "01.07.2025–30.09.2025", "7", "41")),
        (("Ydernummer", "Telefon"), ("012345", "12345678")),
        (("Kode", "x"), ("A", 101901234.0), ("B", 999999999.0)),
        (("Kode", "x"), ("A", 4511111111.0)),
        (("Klinik", "2025-07-01"), ("A", float("nan"))),
        (("Klinik", "Ventetid"), ("A", 123456789.5)),
    ],
)
def test_other_long_numbers_are_no_patients(rows: tuple[Row, ...]) -> None:
    assert find_patients(rows) is None


def test_a_period_is_only_days() -> None:
    assert read(HEADS, ("A", "01.07.2025", "1", "2"), plan=Plan(dates="days")).entries[
        0
    ].period == Period(date(2025, 7, 1), date(2025, 7, 1))
