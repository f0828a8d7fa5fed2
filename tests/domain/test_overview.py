"""What tells clusters apart that look alike."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from facilitator.domain.overview import ClusterName, find_alike, made_at

# The example of RFC 9562, appendix A.6: 22 February 2022, 14:22:22 in New York.
EXAMPLE = "017f22e2-79b0-7cc3-98c4-dc0c0c07398f"


@pytest.mark.parametrize(
    ("key", "made"),
    [
        (EXAMPLE, datetime(2022, 2, 22, 19, 22, 22, tzinfo=UTC)),
        (EXAMPLE.replace("-", ""), datetime(2022, 2, 22, 19, 22, 22, tzinfo=UTC)),
        ("919108f7-52d1-4320-9bac-f847db4148a8", None),  # of version 4
    ],
)
def test_an_id_tells_when_it_was_made(key: str, made: datetime | None) -> None:
    assert made_at(key) == made


def test_alike_are_those_of_the_same_name_specialty_and_size() -> None:
    one, other, larger, renamed, elsewhere = (
        ClusterName("1", "ØNH – Eksempel", "ØNH", 12),
        ClusterName("2", "ØNH – Eksempel", "ØNH", 12),
        ClusterName("3", "ØNH – Eksempel", "ØNH", 13),
        ClusterName("4", "ØNH 2 – Eksempel", "ØNH", 12),
        ClusterName("5", "ØNH – Eksempel", "Reumatologi", 12),
    )
    assert find_alike(one, (one, other, larger, renamed, elsewhere)) == (other,)
