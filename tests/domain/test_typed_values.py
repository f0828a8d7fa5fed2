"""What is typed or pasted as figures: sound, half written or wrong, each with its words."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.domain.indicators import Cell, Indicator, period_of
from facilitator.domain.pasted_cells import Grid, place_block, read_block
from facilitator.domain.refusal import Refusal
from facilitator.domain.shares import Share
from facilitator.domain.target_words import Target, read_target
from facilitator.domain.typed_values import (
    DENOMINATOR,
    FIGURE,
    NUMERATOR,
    Flaw,
    Sound,
    find_misfit,
    places_of,
    read_row,
)
from facilitator.language import Language

SHARE = Indicator("i", "Penicillin inden for 48 timer")
NUMBER = Indicator("i", "Ventetid", kind="number", unit="dage")
DANISH = Language("da")


@pytest.mark.parametrize(
    ("row", "sound"),
    [
        (("", "", ""), Sound()),
        (("7", "41", ""), Sound(Share(7, 41))),
        ((" 1.234 ", "2 000", ""), Sound(Share(1234, 2000))),
        (("0", "12", "0"), Sound(Share(0, 12))),
        (("7", "41", "17 %"), Sound(Share(7, 41))),
        (("7", "41", "17,07"), Sound(Share(7, 41))),
        (("", "", "65,7"), Sound(value=0.657, decimals=1)),
        (("", "", "65.7 pct."), Sound(value=0.657, decimals=1)),
        (("", "", "29"), Sound(value=0.29, decimals=0)),
    ],
)
def test_a_sound_row_of_a_share_can_be_stored(row: tuple[str, str, str], sound: Sound) -> None:
    assert read_row(row, SHARE, ",") == sound


@pytest.mark.parametrize(
    ("row", "place", "words"),
    [
        (("60", "50", ""), NUMERATOR, "Tælleren er større end nævneren, 50."),
        (("abc", "50", ""), NUMERATOR, "Det er ikke et tal."),
        (("nan", "50", ""), NUMERATOR, "Det er ikke et tal."),
        (("<5", "50", ""), NUMERATOR, "Et lille tal er skjult her. Lad rækken stå tom."),
        (("-3", "50", ""), NUMERATOR, "Et antal er aldrig under 0."),
        (("3,5", "50", ""), NUMERATOR, "Skriv et helt tal."),
        (("0", "0", ""), DENOMINATOR, "Ingen er talt med: Lad rækken stå tom."),
        (("7", "50 %", ""), DENOMINATOR, "Det er ikke et tal."),
        (("7", "99999999999", ""), DENOMINATOR, "Tallet er for stort."),
        (("7", "41", "22"), FIGURE, "Passer ikke med antallene, der giver 17 pct."),
        (("", "", "120"), FIGURE, "En andel ligger fra 0 til 100 pct."),
        (("", "", "010170-1234"), FIGURE, "Det ligner et CPR-nummer."),
        (("0101901234", "", ""), NUMERATOR, "Det ligner et CPR-nummer."),
        (("7", "101901234", ""), DENOMINATOR, "Det ligner et CPR-nummer."),
    ],
)
def test_a_wrong_cell_has_its_words(row: tuple[str, str, str], place: int, words: str) -> None:
    flaw = read_row(row, SHARE, ",")
    assert isinstance(flaw, Flaw)
    assert (flaw.place, flaw.words(DANISH), flaw.is_open) == (place, words, False)


@pytest.mark.parametrize("text", ["0101901234", "101901234", "010190-1234", "3112991234"])
def test_no_figure_is_a_cpr_number_also_where_its_zero_is_gone(text: str) -> None:
    flaw = read_row(("", "", text), NUMBER, ",")
    assert isinstance(flaw, Flaw)
    assert flaw.words(DANISH) == "Det ligner et CPR-nummer."


@pytest.mark.parametrize(
    ("row", "place"), [(("7", "", ""), DENOMINATOR), (("", "41", ""), NUMERATOR)]
)
def test_half_a_row_waits_for_the_other_half(row: tuple[str, str, str], place: int) -> None:
    flaw = read_row(row, SHARE, ",")
    assert isinstance(flaw, Flaw)
    assert (flaw.place, flaw.is_open) == (place, True)


def test_a_number_has_one_place_and_its_own_decimals() -> None:
    assert places_of("number") == (FIGURE,)
    assert read_row(("", "", "12,50"), NUMBER, ",") == Sound(value=12.5, decimals=2)
    assert read_row(("", "", "1.234"), NUMBER, ",") == Sound(value=1234.0, decimals=0)
    assert isinstance(read_row(("", "", "12 %"), NUMBER, ","), Flaw)
    cell: Cell = ("national", None, period_of("quarter", date(2026, 9, 1)))
    assert Sound(value=12.5, decimals=2).at("i", cell).value == 12.5


@given(st.integers(0, 5000), st.integers(1, 5000))
def test_counts_are_stored_as_they_stand_or_not_at_all(k: int, n: int) -> None:
    read = read_row((str(k), str(n), ""), SHARE, ",")
    assert (read == Sound(Share(k, n))) if k <= n else isinstance(read, Flaw)


# Cells from a spreadsheet

LABELS = ("Klinik 1", "Klinik 2", "Klinik 3")
PLACES = (NUMERATOR, DENOMINATOR, FIGURE)
AUTUMN = period_of("quarter", date(2026, 9, 1))
GRID = Grid(LABELS, PLACES, shared=AUTUMN)


def test_cells_go_to_the_right_and_down_from_the_cell_chosen() -> None:
    placed = place_block(read_block("7\t41\r\n8\t36\r\n"), GRID, (1, 0))
    assert placed.texts == {
        (1, NUMERATOR): "7",
        (1, DENOMINATOR): "41",
        (2, NUMERATOR): "8",
        (2, DENOMINATOR): "36",
    }
    assert placed.left_out == ()


def test_what_has_no_row_or_column_is_left_out_and_told() -> None:
    placed = place_block(read_block("1\t2\t3\t4\n5\n6"), GRID, (2, 0))
    assert set(placed.texts) == {(2, place) for place in PLACES}
    assert placed.left_out == ("4", "5", "6")


def test_a_table_with_names_finds_its_rows_in_any_order() -> None:
    copied = "Klinik\tTæller\tNævner\nKLINIK 3\t7\t41\nklinik  1\t8\t36\nKlinik 9\t1\t2\n"
    placed = place_block(read_block(copied), GRID, (1, 1))
    assert placed.texts == {
        (2, NUMERATOR): "7",
        (2, DENOMINATOR): "41",
        (0, NUMERATOR): "8",
        (0, DENOMINATOR): "36",
    }
    assert placed.left_out == ("Klinik 9",)


def test_names_with_percentages_alone_are_the_figures() -> None:
    placed = place_block(read_block("Klinik 1\t17,1 %\nKlinik 2\t22 %"), GRID, (0, 0))
    assert placed.texts == {(0, FIGURE): "17,1 %", (1, FIGURE): "22 %"}


def put(copied: str, grid: Grid = GRID) -> dict[tuple[int, int], str]:
    return dict(place_block(read_block(copied.replace("|", "\t")), grid, (0, 0)).texts)


FIRST = {(0, NUMERATOR): "18", (0, DENOMINATOR): "41"}


@pytest.mark.parametrize(
    "copied",
    [
        "Klinik|Periode|Tæller|Nævner\nKlinik 1|3. kvt. 2026|18|41\nKlinik 1|K2 2026|9|40",
        "Nævner|Klinik|Tæller\n41|Klinik 1|18",
        "Udtræk\n\nÅr|Alder|Tæller (opfyldt)|Nævner|Navn\n3. kvt. 2026|60|18|41|klinik 1",
        "Klinik|Tæller 3. kvt. 2026|Nævner 3. kvt. 2026\nKlinik 1|18|41",
        "Tæller|Nævner\n18|41",
        "Klinik 1|18|41\nKlinik 1|18|41",
    ],
)
def test_headings_say_what_the_columns_hold(copied: str) -> None:
    assert put(copied) == FIRST


def test_a_heading_says_that_a_figure_is_a_percentage_and_periods_name_the_rows_of_a_clinic() -> (
    None
):
    assert put("Klinik|Periode|Andel\nKlinik 2|2026K3|44") == {(1, FIGURE): "44"}
    rows = Grid(("K2", "K3"), PLACES, "period", lambda _name: 1, "Klinik 1")
    copied = "Klinik|Periode|Tæller|Nævner\nKlinik 1|2026K3|18|41\nKlinik 2|2026K3|9|40"
    assert put(copied, rows) == {(1, NUMERATOR): "18", (1, DENOMINATOR): "41"}
    number = Grid(LABELS, (FIGURE,), shared=AUTUMN)
    assert put("Klinik|Antal\nKlinik 1|18", number) == {(0, FIGURE): "18"}


@pytest.mark.parametrize(
    ("copied", "said"),
    [
        ("Klinik 1|18|41\nKlinik 2|1|2\nklinik 1|19|41", "“Klinik 1” stands twice"),
        ("Klinik 1|K3 2026|18|41", "no place here for column “2”"),
        ("Klinik 1|2026|18|41|44", "no place here for column “5”"),
        ("Klinik|K2 2026|K3 2026\nKlinik 1|18|41", "column “K2 2026”"),
        ("Klinik|Tæller K2 2026|Nævner K2 2026\nKlinik 1|18|41", "column “Tæller K2 2026”"),
        ("Indikator|Klinik|Tæller|Nævner\nA|Klinik 1|18|41", "column “Indikator”"),
        ("Periode|Tæller|Nævner\n2026K3|18|41", "which row each figure"),
    ],
)
def test_nothing_is_pasted_where_it_cannot_be_told_what_belongs_where(
    copied: str, said: str
) -> None:
    with pytest.raises(Refusal, match=said) as refused:
        put(copied)
    assert "Nothing was put in." in str(refused.value)


HEADS = st.sampled_from(("Klinik", "Periode", "Tæller", "Andel", "Klinik 1", "18", "x", ""))
TABLE = st.lists(st.lists(HEADS, max_size=5).map("\t".join), max_size=5).map("\n".join)


@given(st.text(max_size=300) | TABLE, st.integers(0, 2), st.integers(0, 2))
def test_whatever_is_pasted_lands_within_the_grid(text: str, row: int, column: int) -> None:
    try:
        placed = place_block(read_block(text), GRID, (row, column))
    except Refusal:
        return
    assert all(0 <= at < len(LABELS) and place in PLACES for at, place in placed.texts)


# Targets


@pytest.mark.parametrize(
    ("typed", "target"),
    [
        ("≥ 85 %", Target(0.85, ">=")),
        (">=85", Target(0.85, ">=")),
        ("mindst 85,5 pct.", Target(0.855, ">=")),
        ("højst 10", Target(0.1, "<=")),
        ("at most 10%", Target(0.1, "<=")),
        ("29", Target(0.29)),
        ("abc", None),
        ("", None),
    ],
)
def test_a_target_is_read_with_the_way_it_is_met(typed: str, target: Target | None) -> None:
    assert read_target(typed, "share", ",") == target


def test_the_target_of_a_number_may_have_its_unit_after_it() -> None:
    assert read_target("under 14 dage", "number", ",") == Target(14.0, "<=")


NOW = period_of("quarter", date(2026, 9, 1))
COUNTRY: Cell = ("national", None, NOW)
OURS: Cell = ("cluster", None, NOW)
ONE: Cell = ("clinic", "1", NOW)
TWO: Cell = ("clinic", "2", NOW)
OTHER: Cell = ("clinic", "1", period_of("quarter", date(2026, 3, 1)))


@pytest.mark.parametrize(
    ("cell", "share", "beside", "place", "words"),
    [
        (ONE, Share(7, 41), {TWO: Share(90, 90)}, None, ""),
        (ONE, Share(7, 41), {COUNTRY: Share(7, 41)}, None, ""),
        (ONE, Share(7, 41), {COUNTRY: Share(9, 60), OTHER: Share(50, 90)}, None, ""),
        (
            ONE,
            Share(7, 41),
            {COUNTRY: Share(9, 60), TWO: Share(4, 6)},
            NUMERATOR,
            "Klyngen ville være større end landet, 9 af 60.",
        ),
        (
            COUNTRY,
            Share(9, 40),
            {ONE: Share(7, 41)},
            DENOMINATOR,
            "Landet kan ikke være mindre end klyngen alene, 7 af 41.",
        ),
        (
            COUNTRY,
            Share(9, 60),
            {OURS: Share(10, 50), ONE: Share(1, 5)},
            NUMERATOR,
            "Landet kan ikke være mindre end klyngen alene, 10 af 50.",
        ),
        (
            OURS,
            Share(1, 59),
            {COUNTRY: Share(9, 60)},
            NUMERATOR,
            "Klyngen ville være større end landet, 9 af 60.",
        ),
    ],
)
def test_the_country_holds_the_cluster(
    cell: Cell, share: Share, beside: dict[Cell, Share], place: int | None, words: str
) -> None:
    flaw = find_misfit(cell, share, beside)
    assert (flaw and flaw.place, flaw.words(DANISH) if flaw else "") == (place, words)
