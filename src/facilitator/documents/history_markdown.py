"""The improvement history as Markdown: every measure with its number and what can be said."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from facilitator.documents.document import Asked
from facilitator.documents.history import NOTHING, Sheet, say_rest, write_sheet
from facilitator.documents.markdown import bullets, escape, heading
from facilitator.domain.charted import Charted
from facilitator.language import Language

if TYPE_CHECKING:
    from facilitator.charts.overview import Finding


def as_markdown(of: Charted, lang: Language, asked: Asked) -> bytes:
    """The page in UTF-8, without its pictures."""
    return ("\n\n".join(_parts(write_sheet(of, lang, asked), lang)) + "\n").encode("utf-8")


def _parts(sheet: Sheet, lang: Language) -> Iterator[str]:
    yield heading(1, sheet.title)
    yield escape(f"{sheet.cluster} · {sheet.period}")
    if sheet.first is None:
        yield lang.text(NOTHING)
    charts = (*((sheet.first,) if sheet.first else ()), *sheet.others)
    for chart in charts:
        yield heading(2, chart.title)
        yield escape(chart.subtitle)
        yield escape(chart.sentence)
        if chart.caveats:
            yield bullets(map(escape, chart.caveats))
    rest = say_rest(sheet, lang)
    if sheet.findings or rest:
        yield heading(2, lang.text("All measures"))
    if sheet.findings:
        yield bullets(escape(_say(one)) for one in sheet.findings)
    yield from map(escape, rest)
    if sheet.sources:
        yield heading(2, lang.text("Sources"))
        yield bullets(map(escape, sheet.sources))
    yield escape(f"{sheet.made} · {sheet.audience}")


def _say(one: Finding) -> str:
    return " – ".join(part for part in (one.title, one.latest, one.verdict) if part)
