"""Small numbers are hidden by who sees them, and what is hidden cannot be worked out again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product
from math import prod

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from facilitator.domain.disclosure import Audience, may_show, may_show_again
from facilitator.domain.shares import Share
from facilitator.domain.suppression import Cover, CoveredTable, cover_row, cover_table

SHOWN, SMALL, HIDDEN = Cover.SHOWN, Cover.SMALL, Cover.HIDDEN
MOST = 8
"""The largest cell a reader thinks of in these tests, one more than the largest there is."""

tables = st.integers(1, 3).flatmap(
    lambda columns: st.lists(
        st.lists(st.integers(0, 7), min_size=columns, max_size=columns),
        min_size=1,
        max_size=5 - columns if columns < 3 else 2,
    )
)


@pytest.mark.parametrize(
    ("k", "n", "meeting", "outside"),
    [
        (14, 17, True, False),
        (10, 12, True, False),
        (2, 16, True, False),
        (7, 12, True, True),
        (5, 10, True, True),
        (0, 9, True, True),
        (9, 9, True, True),
        (2, 4, False, False),
        (0, 4, False, False),
        (0, 0, False, False),
    ],
)
def test_a_share_is_shown_where_neither_answer_is_that_of_a_few(
    k: int, n: int, meeting: bool, outside: bool
) -> None:
    share = Share(k, n)
    assert may_show(share, Audience.OWN_SCREEN)
    assert may_show(share, Audience.MEETING) == meeting
    assert may_show(share, Audience.OUTSIDE) == outside


def test_none_and_all_are_hidden_outside_where_the_question_is_sensitive() -> None:
    assert not may_show(Share(0, 9), Audience.OUTSIDE, sensitive=True)
    assert not may_show(Share(9, 9), Audience.OUTSIDE, sensitive=True)
    assert may_show(Share(5, 10), Audience.OUTSIDE, sensitive=True)


def test_the_least_number_is_a_choice_but_not_below_three() -> None:
    assert may_show(Share(3, 6), Audience.OUTSIDE, least=3)
    assert not may_show(Share(9, 18), Audience.OUTSIDE, least=10)
    for refused in (
        lambda: may_show(Share(3, 6), Audience.OUTSIDE, least=2),
        lambda: may_show_again(Share(3, 6), Share(4, 6), least=1),
        lambda: cover_row([1], least=2),
    ):
        with pytest.raises(ValueError, match="are known"):
            refused()


@pytest.mark.parametrize(
    ("after", "shown"),
    [
        (Share(9, 17), True),
        (Share(9, 16), False),
        (Share(10, 18), False),
        (Share(10, 17), False),
        (Share(14, 22), True),
        (Share(4, 12), True),
        (Share(14, 23), False),
    ],
)
def test_a_figure_that_a_few_people_changed_is_not_shown_beside_the_old_one(
    after: Share, shown: bool
) -> None:
    assert may_show_again(Share(9, 17), after) == shown


def test_a_small_cell_takes_one_more_with_it_where_the_total_is_shown() -> None:
    assert cover_row([8, 2, 11, 6]) == ((SHOWN, SMALL, SHOWN, HIDDEN), SHOWN)
    assert cover_row([8, 2, 11, 6], with_total=False) == ((SHOWN, SMALL, SHOWN, SHOWN), HIDDEN)
    assert cover_row([8, 0, 11, 6]) == ((SHOWN,) * 4, SHOWN)
    assert cover_row([10, 2]) == ((HIDDEN, SMALL), SHOWN)


def test_small_cells_that_their_total_gives_away_are_not_called_small() -> None:
    # Two cells of 1 to 4 with 8 in all are both 4; 1 to 4 and 5 or more with 6 in all are 1 and 5.
    assert cover_row([4, 4]) == ((HIDDEN, HIDDEN), SHOWN)
    assert cover_row([1, 5]) == ((HIDDEN, HIDDEN), SHOWN)
    assert cover_row([4, 4, 9]) == ((SMALL, SMALL, HIDDEN), SHOWN)


def test_a_total_is_hidden_where_it_is_small_or_only_one_cell_stands_in_it() -> None:
    assert cover_row([3, 0, 0]) == ((SMALL, SHOWN, SHOWN), SMALL)
    assert cover_row([1, 1]) == ((SMALL, SMALL), SMALL)


def test_in_a_table_a_circle_of_four_cells_is_hidden_before_any_total() -> None:
    table = cover_table([[8, 2, 11], [9, 7, 6], [12, 20, 30]])
    assert table.cells == (
        (SHOWN, SMALL, HIDDEN),
        (SHOWN, HIDDEN, HIDDEN),
        (SHOWN, SHOWN, SHOWN),
    )
    assert {*table.row_totals, *table.column_totals, table.total} == {SHOWN}


def test_the_least_number_of_people_can_be_set_for_a_table() -> None:
    assert cover_row([8, 2, 11, 6], least=3) == ((SHOWN, SMALL, SHOWN, HIDDEN), SHOWN)
    assert cover_row([8, 4, 11, 6], least=3) == ((SHOWN,) * 4, SHOWN)


@pytest.mark.parametrize("cells", [[], [[]], [[1, 2], [3]], [[4, -1]]])
def test_what_is_no_table_of_people_is_refused(cells: list[list[int]]) -> None:
    with pytest.raises(ValueError, match=r"one length|fewer people"):
        cover_table(cells)


def numbers_of(cells: Sequence[Sequence[int]], rows: bool, columns: bool) -> list[int | None]:
    """The cells and the totals that were asked for, none for the others."""
    return [
        *(cell for row in cells for cell in row),
        *(sum(row) if rows else None for row in cells),
        *(sum(column) if columns else None for column in zip(*cells, strict=True)),
        sum(map(sum, cells)) if rows and columns else None,
    ]


def covers_of(table: CoveredTable) -> list[Cover]:
    cells = [cover for row in table.cells for cover in row]
    return [*cells, *table.row_totals, *table.column_totals, table.total]


def imagine(numbers: Sequence[int | None], covers: Sequence[Cover], size: int) -> Iterator[range]:
    """What a reader who knows the rules may think each cell is."""
    says_small = SMALL in covers
    for number, cover in zip(numbers[:size], covers[:size], strict=True):
        assert number is not None
        if cover is SHOWN:
            yield range(number, number + 1)
        elif cover is SMALL:
            yield range(1, 5)
        else:
            yield range(5 if says_small else 1, MOST + 1)


def fits(number: int | None, cover: Cover, says_small: bool, other: int | None) -> bool:
    """Whether a reader may think that a number is `other`."""
    if number is None or other is None:
        return True
    if cover is SHOWN:
        return number == other
    if cover is SMALL:
        return 1 <= other < 5
    return other >= (5 if says_small else 1)


@given(tables, st.booleans(), st.booleans())
def test_every_hidden_number_could_be_another_one_too(
    cells: list[list[int]], rows: bool, columns: bool
) -> None:
    table = cover_table(cells, row_totals=rows, column_totals=columns)
    numbers, covers = numbers_of(cells, rows, columns), covers_of(table)
    width, size = len(cells[0]), len(cells) * len(cells[0])
    seen: list[set[int | None]] = [set() for _ in numbers]
    thoughts_of_cells = list(imagine(numbers, covers, size))
    assume(prod(map(len, thoughts_of_cells)) <= 5_000)
    says_small = SMALL in covers
    for guess in product(*thoughts_of_cells):
        other = numbers_of([guess[at : at + width] for at in range(0, size, width)], rows, columns)
        if all(map(fits, numbers, covers, [says_small] * len(numbers), other)):
            for thoughts, thought in zip(seen, other, strict=True):
                thoughts.add(thought)
    for number, cover, thoughts in zip(numbers, covers, seen, strict=True):
        assert number in thoughts
        assert cover is SHOWN or number is None or len(thoughts) > 1
        assert cover is not SHOWN or not 0 < (number or 0) < 5


@given(tables)
def test_nothing_is_hidden_where_nothing_is_small_and_none_is_always_shown(
    cells: list[list[int]],
) -> None:
    table = cover_table(cells)
    numbers, covers = numbers_of(cells, True, True), covers_of(table)
    is_small = any(number and number < 5 for number in numbers)
    assert (set(covers) == {SHOWN}) == (not is_small)
    assert all(cover is SHOWN for number, cover in zip(numbers, covers, strict=True) if not number)
