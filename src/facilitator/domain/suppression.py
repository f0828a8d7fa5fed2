"""Tables of few people: which numbers are hidden, and which more so that none can be worked out.

A table with its totals is a network: each row and each column is a node, each number an edge along
which as much flows in as out. A hidden number could be another one too just when the hidden ones
hold a circle through it along which one person can be shifted (Gusfield 1988, SIAM Journal on
Computing 17:552-571).
"""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import count, product
from operator import itemgetter

from facilitator.domain.disclosure import LEAST, refuse_least


class Cover(StrEnum):
    """How a number is shown: as it is, as “<5”, or as “–”."""

    SHOWN = "shown"
    SMALL = "small"
    HIDDEN = "hidden"


@dataclass(frozen=True, slots=True)
class CoveredTable:
    """How each cell and each total is shown; a total that was not asked for is hidden."""

    cells: tuple[tuple[Cover, ...], ...]
    row_totals: tuple[Cover, ...]
    column_totals: tuple[Cover, ...]
    total: Cover


@dataclass(slots=True)
class _Edge:
    """A number from one node to another, between `floor` and `roof` for a reader if it is hidden.

    Where both are the number itself, it is always shown.
    """

    tail: int
    head: int
    count: int
    asked: bool
    is_total: bool
    cover: Cover
    floor: int
    roof: int | None

    def can_shift(self, *, up: bool) -> bool:
        """Whether it could be one more, or one less, if it were hidden."""
        return (self.roof is None or self.count < self.roof) if up else self.count > self.floor


def cover_row(
    counts: Sequence[int], *, with_total: bool = True, least: int = LEAST
) -> tuple[tuple[Cover, ...], Cover]:
    """How each of `counts` and their total is shown; as `cover_table` for one row."""
    table = cover_table([counts], row_totals=with_total, column_totals=False, least=least)
    return table.cells[0], table.row_totals[0]


def cover_table(
    cells: Sequence[Sequence[int]],
    *,
    row_totals: bool = True,
    column_totals: bool = True,
    least: int = LEAST,
) -> CoveredTable:
    """How each number of a table of people is shown, so that no hidden one can be worked out.

    1 to `least` - 1 is small, 0 is always shown. Then other cells are hidden, until every hidden
    number could be another one too, also for a reader who knows that small ones are below `least`
    and others are not. Where no cells do that, small ones are hidden without saying that they are
    small, and only where that does not help either, totals are hidden. The total of all is shown
    where both kinds of totals are. ValueError for counts below 0, no cells, rows of different
    lengths, or a `least` below 3.

    What is hidden for the sake of one number is as few people as will do; all together need not be.
    """
    refuse_least(least)
    if not cells or not cells[0] or len({len(row) for row in cells}) > 1:
        raise ValueError("a table has rows of one length")
    if any(cell < 0 for row in cells for cell in row):
        raise ValueError("fewer people than none")
    for keeps_totals, says_small in product((True, False), repeat=2):
        edges = list(_lay_edges(cells, row_totals, column_totals, least, says_small, keeps_totals))
        if _close_circles(edges):
            break
    return _gather(edges, len(cells), len(cells[0]))


def _lay_edges(
    cells: Sequence[Sequence[int]],
    row_totals: bool,
    column_totals: bool,
    least: int,
    says_small: bool,
    keeps_totals: bool,
) -> Iterator[_Edge]:
    """The cells row by row, the totals of rows, of columns, and of all.

    A cell goes from its row to its column, a row's total comes from the last node, a column's
    goes to the last but one, and the total of all joins these two.
    """

    def lay(tail: int, head: int, number: int, asked: bool, is_total: bool = True) -> _Edge:
        if asked and 0 < number < least:
            roof, cover = (least - 1, Cover.SMALL) if says_small else (None, Cover.HIDDEN)
            return _Edge(tail, head, number, asked, is_total, cover, 1, roof)
        if asked and (number == 0 or (is_total and keeps_totals)):
            return _Edge(tail, head, number, asked, is_total, Cover.SHOWN, number, number)
        floor = (least if says_small else 1) if asked else 0
        cover = Cover.SHOWN if asked else Cover.HIDDEN
        return _Edge(tail, head, number, asked, is_total, cover, floor, None)

    rows, columns = len(cells), len(cells[0])
    into, out = rows + columns, rows + columns + 1
    for r, row in enumerate(cells):
        for c, number in enumerate(row):
            yield lay(r, rows + c, number, True, False)
    for r, row in enumerate(cells):
        yield lay(out, r, sum(row), row_totals)
    for c, column in enumerate(zip(*cells, strict=True)):
        yield lay(rows + c, into, sum(column), column_totals)
    yield lay(into, out, sum(map(sum, cells)), row_totals and column_totals)


def _close_circles(edges: Sequence[_Edge]) -> bool:
    """Hide what is needed for a circle through each hidden number; whether there is one for all."""
    at: dict[int, list[_Edge]] = {}
    for edge in edges:
        at.setdefault(edge.tail, []).append(edge)
        at.setdefault(edge.head, []).append(edge)
    total = sum(edge.count for edge in edges)
    for edge in edges:
        if edge.asked and edge.cover is not Cover.SHOWN:
            both = (_find_path(edge, up, at, total) for up in (True, False))
            paths = [path for path in both if path is not None]
            if not paths:
                return False
            for other in min(paths, key=itemgetter(0))[1]:
                if other.cover is Cover.SHOWN:
                    other.cover = Cover.HIDDEN
    return True


def _find_path(
    edge: _Edge, up: bool, at: dict[int, list[_Edge]], total: int
) -> tuple[int, list[_Edge]] | None:
    """The cheapest way round, back to where `edge` begins, if it is to be one more or one less.

    Given with its cost: how many people are hidden by it, where a total costs more than all cells.
    Dijkstra 1959.
    """
    if not edge.can_shift(up=up):
        return None
    start, goal = (edge.head, edge.tail) if up else (edge.tail, edge.head)
    ticket = count()
    queue: list[tuple[int, int, int, list[_Edge]]] = [(0, next(ticket), start, [])]
    done = set()
    while queue:
        cost, _, node, path = heapq.heappop(queue)
        if node == goal:
            return cost, path
        if node in done:
            continue
        done.add(node)
        for other in at[node]:
            forward = other.tail == node
            if other is not edge and other.can_shift(up=forward):
                toll = _find_toll(other, total)
                step = other.head if forward else other.tail
                heapq.heappush(queue, (cost + toll, next(ticket), step, [*path, other]))
    return None


def _find_toll(edge: _Edge, total: int) -> int:
    if edge.cover is not Cover.SHOWN:
        return 0
    return edge.count + (total if edge.is_total else 0)


def _gather(edges: Sequence[_Edge], rows: int, columns: int) -> CoveredTable:
    covers = [edge.cover for edge in edges]
    size = rows * columns
    return CoveredTable(
        cells=tuple(tuple(covers[at : at + columns]) for at in range(0, size, columns)),
        row_totals=tuple(covers[size : size + rows]),
        column_totals=tuple(covers[size + rows : -1]),
        total=covers[-1],
    )
