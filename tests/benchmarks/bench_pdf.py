"""The PDF of a two-hour agenda against Typst alone on the same source and words, both warm."""

from __future__ import annotations

import statistics
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from time import perf_counter

import typst

from facilitator.documents.agenda_pdf import as_pdf, source_of
from facilitator.documents.document import Asked
from facilitator.documents.typesetting import fonts
from facilitator.domain.agenda import Agenda, AgendaItem, Goal, Meeting
from facilitator.domain.kinds import kind
from facilitator.domain.schedule import Step
from facilitator.domain.templates import TEMPLATES, TemplateItem, lay
from facilitator.domain.written_agenda import WrittenAgenda
from facilitator.language import Language

MINUTES, WARM_UP, ROUNDS = 120, 10, 100
LIMIT = 1.5

START = datetime(2026, 12, 9, 15, 30, tzinfo=UTC)
ASKED = Asked(datetime(2026, 11, 23, 8, tzinfo=UTC), edition="facilitator")
DANISH = Language("da")


def main() -> None:
    agenda = _agenda()
    source, inputs = source_of(agenda, DANISH, ASKED)
    stamp = round(ASKED.now.timestamp())

    def alone() -> object:
        return typst.compile(
            source,
            font_paths=fonts(),
            sys_inputs=inputs,
            timestamp=stamp,
            pdf_standards=["ua-1"],
        )

    def written() -> object:
        return as_pdf(agenda, DANISH, ASKED)

    assert alone() == written()
    ours, theirs = _alternate(written, alone)
    ratio = statistics.median(ours) / statistics.median(theirs)
    print(f"pdf of two hours, ms  {statistics.median(ours) * 1000:.1f}")
    print(f"pdf of two hours, times Typst alone  {ratio:.2f}  {LIMIT}")


def _agenda() -> WrittenAgenda:
    meeting = Meeting(
        *("m", "c", 7, START, START + timedelta(minutes=MINUTES), "Klinik 3", "physical"),
        *("cases", "draft", None, None, None, None),
    )
    items = tuple(_item(number, row) for number, row in enumerate(lay(TEMPLATES[0], MINUTES)))
    goals = (Goal("g", "spørge ens"), Goal("h", "gribe de akutte"))
    agenda = Agenda(meeting, goals, items)
    return WrittenAgenda("ØNH – Eksempel", "Europe/Copenhagen", agenda, (), (), revision=1)


def _item(number: int, row: TemplateItem) -> AgendaItem:
    return AgendaItem(
        str(number),
        row.kind,
        DANISH.text(row.title),
        DANISH.text(kind(row.kind).question),
        written_question="",
        notes="",
        preparation="",
        planned=60 * row.minutes,
        minimum=60 * row.minimum,
        flexible=True,
        fixed_start=None,
        who="Anna Eksempel",
        member=None,
        clinic=None,
        topic=None,
        steps=tuple(Step(DANISH.text(step.title), 60 * step.minutes) for step in row.steps),
    )


def _alternate(
    first: Callable[[], object], second: Callable[[], object]
) -> tuple[list[float], list[float]]:
    """Seconds of each call, the two by turns, so that a busy computer slows both alike."""
    times: tuple[list[float], list[float]] = ([], [])
    for turn in range(WARM_UP + ROUNDS):
        for act, taken in zip((first, second), times, strict=True):
            began = perf_counter()
            act()
            if turn >= WARM_UP:
                taken.append(perf_counter() - began)
    return times


if __name__ == "__main__":
    main()
