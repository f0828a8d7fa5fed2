"""Published figures are kept as published, and counts are given only where they can be known."""

from __future__ import annotations

import re

import pytest

from facilitator.domain.benchmarks import (
    BENCHMARKS,
    ENT,
    MEASURES,
    ORTHOPAEDICS,
    Benchmark,
    Level,
    count_excess,
    find_benchmark,
    find_specialty,
    rebuild_counts,
)


def test_the_published_figures_and_no_others_are_there() -> None:
    figures = {(row.measure, row.level, row.specialty): str(row.value) for row in BENCHMARKS}
    assert figures == {
        ("supports", "national", None): "65.7",
        ("improved", "national", None): "48",
        ("response_rate", "specialty", ORTHOPAEDICS): "58.6",
        ("supports", "specialty", ORTHOPAEDICS): "64",
        ("supports_some", "specialty", ORTHOPAEDICS): "12",
        ("improved", "specialty", ORTHOPAEDICS): "29",
        ("response_rate", "specialty", ENT): "78.4",
        ("supports", "specialty", ENT): "55",
        ("supports_some", "specialty", ENT): "37",
        ("improved", "specialty", ENT): "40",
        ("supports", "lowest_cluster", ENT): "36",
        ("supports", "highest_cluster", ENT): "80",
    }
    assert len(figures) == len(BENCHMARKS)


@pytest.mark.parametrize(
    ("measure", "level", "specialty", "counts"),
    [
        ("response_rate", "specialty", ORTHOPAEDICS, (17,)),
        ("supports", "specialty", ORTHOPAEDICS, ()),
        ("supports_some", "specialty", ORTHOPAEDICS, (2,)),
        ("improved", "specialty", ORTHOPAEDICS, (5,)),
        ("response_rate", "specialty", ENT, (131,)),
        ("supports", "specialty", ENT, (72,)),
        ("supports_some", "specialty", ENT, (48, 49)),
        ("improved", "specialty", ENT, (52, 53)),
        ("improved", "national", None, ()),
        ("supports", "lowest_cluster", ENT, ()),
    ],
)
def test_counts_are_rebuilt_where_the_figure_allows_it(
    measure: str, level: Level, specialty: str | None, counts: tuple[int, ...]
) -> None:
    assert rebuild_counts(find_benchmark(measure, level, specialty)) == counts


@pytest.mark.parametrize("benchmark", BENCHMARKS, ids=lambda row: f"{row.measure} {row.value}")
def test_every_figure_has_a_question_a_source_and_its_own_decimals(benchmark: Benchmark) -> None:
    assert benchmark.measure in {measure.id for measure in MEASURES}
    assert "March 2026" in benchmark.source
    assert benchmark.surveyed < benchmark.published
    assert benchmark.decimals == len(str(benchmark.value).partition(".")[2])
    assert benchmark.share * 100 == benchmark.value


def test_the_ent_sheet_is_said_to_list_two_members_more_than_it_computes_from() -> None:
    benchmark = find_benchmark("response_rate", "specialty", ENT)
    assert count_excess(benchmark) == 2
    assert re.findall(r"\d+", benchmark.note) == [str(sum(benchmark.parts)), str(benchmark.n)]


def test_the_orthopaedic_sheet_lists_just_the_members_it_computes_from() -> None:
    assert count_excess(find_benchmark("response_rate", "specialty", ORTHOPAEDICS)) == 0


def test_a_figure_without_counts_says_why() -> None:
    assert all(row.note for row in BENCHMARKS if not rebuild_counts(row))


def test_a_figure_that_was_never_published_is_not_found() -> None:
    with pytest.raises(KeyError):
        find_benchmark("improved", "lowest_cluster", ENT)


@pytest.mark.parametrize(
    ("name", "specialty"),
    [
        (ENT, ENT),
        ("Øre-næse-hals", ENT),
        ("  ønh ", ENT),
        ("ORTOPÆDKIRURGI", ORTHOPAEDICS),
        ("Øjensygdomme", None),
        ("", None),
    ],
)
def test_a_specialty_is_known_by_its_usual_names(name: str, specialty: str | None) -> None:
    assert find_specialty(name) == specialty
