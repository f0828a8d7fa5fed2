"""Steps are written in one line, as people write them."""

from __future__ import annotations

import pytest

from facilitator.domain.script_line import read_steps


@pytest.mark.parametrize(
    ("line", "steps"),
    [
        ("", ()),
        ("Oplæg 8", (("Oplæg", 8),)),
        (
            "Oplæg 8 · drøftelse i par 6 · fælles 6 min",
            (("Oplæg", 8), ("drøftelse i par", 6), ("fælles", 6)),
        ),
        ("Alene 1, i par 2; i fire 4", (("Alene", 1), ("i par", 2), ("i fire", 4))),
        ("1-2-4-alle 12 min.", (("1-2-4-alle", 12),)),
        ("Plenum: vælg 4 minutter", (("Plenum: vælg", 4),)),
    ],
)
def test_a_line_is_read_as_titles_and_minutes(
    line: str, steps: tuple[tuple[str, int], ...]
) -> None:
    assert read_steps(line) == tuple((title, minutes * 60) for title, minutes in steps)


@pytest.mark.parametrize("line", ["Oplæg", "8", "Oplæg 8 · drøftelse", "Oplæg otte"])
def test_a_step_without_title_or_minutes_is_not_understood(line: str) -> None:
    assert read_steps(line) is None
