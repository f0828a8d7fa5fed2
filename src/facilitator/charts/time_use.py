"""Where the time of the meetings went: planned and really used, by the kind of item."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from facilitator.charts.chart import Bar, Bars, ChartData, View
from facilitator.charts.cuts import is_within
from facilitator.charts.words import describe_few, describe_meetings, join, own_records
from facilitator.domain.history import TimeSpent
from facilitator.domain.kinds import kind
from facilitator.domain.runchart import Verdict
from facilitator.language import N_, Language

TITLE = N_("How you use the meeting time")


def draw_time_use(rows: Sequence[TimeSpent], lang: Language, view: View) -> ChartData:
    """Two bars for each kind of item, in minutes, most used first. Only meetings whose clock was
    pressed are part of it; those without are said."""
    there = [row for row in rows if is_within(row.held, view)]
    timed = [row for row in there if row.actual is not None]
    planned, used = _add_up(timed)
    order = sorted(used, key=lambda name: (-used[name], -planned[name], name))
    definition = lang.text(
        N_("Minutes on the agenda and minutes really used, by the kind of item.")
    )
    days = list({row.meeting: row.held for row in timed}.values())
    return ChartData(
        name="time_use",
        title=lang.text(TITLE),
        subtitle=join((definition, describe_meetings(days, lang))),
        sentence=_describe(order, planned, used, lang),
        verdict=None if timed else Verdict.EMPTY,
        caveats=_warn(there, timed, lang),
        figure=Bars(
            tuple(_draw_bar(name, planned[name], used, lang) for name in order),
            (lang.text("Planned"), lang.text(N_("Used"))),
        ),
        better="",
        source=own_records(lang),
        audience=view.audience,
    )


def _add_up(timed: Sequence[TimeSpent]) -> tuple[Counter[str], Counter[str]]:
    """The planned and the used seconds of each kind, by the msgid of its title."""
    planned: Counter[str] = Counter()
    used: Counter[str] = Counter()
    for row in timed:
        name = kind(row.kind).title
        planned[name] += row.planned
        used[name] += row.actual or 0
    return planned, used


def _draw_bar(name: str, planned: int, used: Counter[str], lang: Language) -> Bar:
    said = lang.duration(_minutes(planned)), _say_part(used[name], used.total(), lang)
    return Bar(lang.text(name), (planned / 60, used[name] / 60), said)


def _say_part(seconds: int, total: int, lang: Language) -> str:
    """1 t. 35 min. (31 pct.)"""
    length = lang.duration(_minutes(seconds))
    return f"{length} ({lang.percent(seconds, total, 0)})" if total else length


def _describe(
    order: Sequence[str], planned: Counter[str], used: Counter[str], lang: Language
) -> str:
    if not order:
        return describe_few(0, lang)
    most = lang.text(
        N_("Most time: {kind}, {used}, {difference}."),
        kind=lang.text(order[0]),
        used=_say_part(used[order[0]], used.total(), lang),
        difference=_say_difference(used[order[0]] - planned[order[0]], lang),
    )
    if len(order) == 1:
        return most
    whole = lang.text(
        N_("In all {used}, {difference}."),
        used=lang.duration(_minutes(used.total())),
        difference=_say_difference(used.total() - planned.total(), lang),
    )
    return join((most, whole))


def _say_difference(seconds: int, lang: Language) -> str:
    minutes = _minutes(abs(seconds))
    if minutes == 0:
        return lang.text(N_("as planned"))
    words = N_("{length} more than planned") if seconds > 0 else N_("{length} less than planned")
    return lang.text(words, length=lang.duration(minutes))


def _warn(
    there: Sequence[TimeSpent], timed: Sequence[TimeSpent], lang: Language
) -> tuple[str, ...]:
    without = len({row.meeting for row in there} - {row.meeting for row in timed})
    if not without:
        return ()
    return (
        lang.plural(
            "{n} meeting is not part of it: its clock was not used.",
            "{n} meetings are not part of it: their clock was not used.",
            without,
        ),
    )


def _minutes(seconds: int) -> int:
    """Whole minutes, half a minute up."""
    return (seconds + 30) // 60
