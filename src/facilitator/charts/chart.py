"""What a chart is before it is drawn: points, lines and the words that belong to them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from facilitator.domain.disclosure import LEAST, Audience
from facilitator.domain.history import Counted, Cut
from facilitator.domain.runchart import Verdict

LineKind = Literal["median", "national", "progress", "target", "centre", "low_limit", "high_limit"]
MarkKind = Literal["phase", "pdsa", "note"]
Unit = Literal["share", "days", "number"]
Better = Literal["up", "down", ""]


@dataclass(frozen=True, slots=True)
class Point:
    """One measurement. Shares go from 0 to 1; none is a gap.

    `low` and `high` are the ends of the 95 % interval. `useful` points do not lie on the median;
    `excluded` ones are seen but count nowhere; `outside` ones lie beyond a limit. A `hidden` one
    is of so few people that its numbers are shown as "<5" or "–", never as 0 and never blank.
    `others` more are of the same day and value, each a point of its own.
    """

    label: str
    at: date
    k: int | None
    n: int | None
    value: float | None
    low: float | None
    high: float | None
    useful: bool
    excluded: bool
    unknown: int = 0
    outside: bool = False
    hidden: bool = False
    others: int = 0


@dataclass(frozen=True, slots=True)
class Line:
    """A level to hold the points against, or, with `values`, a second series (one for each point).

    `value` is the level, or the last value of the series; no rules are ever run on a series.
    """

    kind: LineKind
    value: float | None
    label: str
    source: str = ""
    date: str = ""
    values: tuple[float | None, ...] = ()


@dataclass(frozen=True, slots=True)
class Mark:
    """What happened on a day, in a few words; tests of a change (PDSA) have a `number` from 1."""

    at: date
    kind: MarkKind
    text: str
    number: int | None = None


@dataclass(frozen=True, slots=True)
class Stage:
    """A phase from `start` to `stop`, both included, with its own median once it has one.

    `words` tell it in a line: “Before 31% (n=12)”.
    """

    start: date
    stop: date
    label: str
    median: float | None
    words: str


@dataclass(frozen=True, slots=True)
class Series:
    """Measurements in true time, oldest first; `joined` by a line that leaves gaps open."""

    points: tuple[Point, ...]
    lines: tuple[Line, ...] = ()
    marks: tuple[Mark, ...] = ()
    stages: tuple[Stage, ...] = ()
    unit: Unit = "share"
    joined: bool = True


@dataclass(frozen=True, slots=True)
class Row:
    """One row of sorted dots: a clinic, a question. `said` is its number in words.

    `flag` is said beside it; `own` is the one's own row; `hidden` as in a Point.
    """

    label: str
    k: int | None
    n: int | None
    value: float | None
    low: float | None
    high: float | None
    said: str
    own: bool = False
    hidden: bool = False
    flag: str = ""


@dataclass(frozen=True, slots=True)
class Dots:
    """Rows in the order given, each a dot with its interval, on one axis with lines and a band."""

    rows: tuple[Row, ...]
    lines: tuple[Line, ...] = ()
    band: tuple[float, float] | None = None
    band_label: str = ""
    unit: Unit = "share"


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar, or one for each series; `said` is each value in words, as it stands beside it."""

    label: str
    values: tuple[float | None, ...]
    said: tuple[str, ...]
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Bars:
    """Bars in the order given. `series` names what is paired, as planned and actual.

    `cumulative` is the Pareto line: the share (0 to 1) of the total down to each bar.
    """

    bars: tuple[Bar, ...]
    series: tuple[str, ...] = ()
    cumulative: tuple[float, ...] = ()
    unit: Unit = "number"


@dataclass(frozen=True, slots=True)
class Part:
    """How the answers to one question fell, one count for each possible answer.

    `short` is the question in a word or two, for where it has no room.
    """

    label: str
    counts: tuple[int, ...]
    hidden: bool = False
    short: str = ""


@dataclass(frozen=True, slots=True)
class Parts:
    """Bars of 100 % with the counts inside; `answers` in their fixed order.

    `in_time`: one after another, the latest last, else beside each other.
    """

    parts: tuple[Part, ...]
    answers: tuple[str, ...]
    in_time: bool = False


@dataclass(frozen=True, slots=True)
class Spot:
    """One unit of a funnel: k of n; `flag` says, outside the 99.8 % limits, how it lies."""

    label: str
    n: int
    k: int
    value: float
    flag: str
    own: bool = False


@dataclass(frozen=True, slots=True)
class FunnelFigure:
    """Units by size, and for each of `sizes` where the 95 % and 99.8 % limits run (0 to 1).

    `lines` are published levels beside the centre, around which the limits run.
    """

    spots: tuple[Spot, ...]
    centre: float
    centre_label: str
    sizes: tuple[int, ...]
    low95: tuple[float, ...]
    high95: tuple[float, ...]
    low998: tuple[float, ...]
    high998: tuple[float, ...]
    lines: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True)
class Panel:
    """One of several small series; `own` marks the one's own, `short` as in a Part.

    `verdict` is that of the series alone; none where no rules are run.
    """

    label: str
    series: Series
    own: bool = False
    short: str = ""
    verdict: Verdict | None = None


@dataclass(frozen=True, slots=True)
class Panels:
    """Small multiples: series of one unit on one and the same y axis and period."""

    panels: tuple[Panel, ...]


Figure = Series | Dots | Bars | Parts | FunnelFigure | Panels


@dataclass(frozen=True, slots=True)
class ChartData:
    """A whole chart in one language for one audience; everything printed with it stands in it.

    `verdict` is none where no rules are run; `better` says which way is good, or nothing where
    neither is; `source` where the numbers come from.
    """

    name: str
    title: str
    subtitle: str
    sentence: str
    verdict: Verdict | None
    caveats: tuple[str, ...]
    figure: Figure
    better: Better = "up"
    source: str = ""
    audience: Audience = Audience.OWN_SCREEN
    counted: Counted = "member"

    @property
    def points(self) -> tuple[Point, ...]:
        """The measurements of a series; none of another figure."""
        return self.figure.points if isinstance(self.figure, Series) else ()

    @property
    def lines(self) -> tuple[Line, ...]:
        """The lines of a series; none of another figure."""
        return self.figure.lines if isinstance(self.figure, Series) else ()

    @property
    def marks(self) -> tuple[Mark, ...]:
        """What happened in the days of a figure over time, each once; none of another figure."""
        match self.figure:
            case Series(marks=marks):
                return marks
            case Panels(panels=panels):
                return tuple(dict.fromkeys(m for panel in panels for m in panel.series.marks))
        return ()


@dataclass(frozen=True, slots=True)
class View:
    """What a person chose: for whom, the least number of people shown, the days, both included.

    `cuts` are the phases, marks, baselines and points left out; `national` whether the national
    figures are shown. `today`: the day it is looked at, to say how long ago something was; none:
    its date is said. `cautious`: the intervals are the exact ones of Clopper and Pearson, and what
    a share is held against is judged by them.
    """

    audience: Audience = Audience.OWN_SCREEN
    least: int = LEAST
    first: date | None = None
    last: date | None = None
    cuts: tuple[Cut, ...] = ()
    national: bool = True
    today: date | None = None
    cautious: bool = False
