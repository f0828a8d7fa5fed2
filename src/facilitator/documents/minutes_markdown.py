"""The minutes as Markdown, to be read as they are and pasted anywhere."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from facilitator.documents.document import Asked
from facilitator.documents.markdown import bullets, escape, heading, numbered, table
from facilitator.documents.minutes import NOTHING, Promise, Result, Sheet, said_of, write_sheet
from facilitator.domain.minutes import Minutes
from facilitator.language import N_, Language


def as_markdown(minutes: Minutes, lang: Language, asked: Asked) -> bytes:
    """The minutes in UTF-8: first what was taken home, last how the time went."""
    sheet = write_sheet(minutes, lang, asked)
    return ("\n\n".join(_parts(sheet, lang)) + "\n").encode("utf-8")


def _parts(sheet: Sheet, lang: Language) -> Iterator[str]:
    yield heading(1, sheet.title)
    yield escape(sheet.heading)
    yield heading(2, lang.text("What we take home"))
    yield numbered(map(escape, sheet.taken_home)) or lang.text(NOTHING)
    if sheet.noted:
        yield heading(3, lang.text("Also noted"))
        yield bullets(map(escape, sheet.noted))
    yield heading(2, lang.text("Commitments"))
    yield bullets(map(say_promise, sheet.promises)) or lang.text(NOTHING)
    yield from _listed(lang.text("Goals"), sheet.goals)
    yield from _listed(lang.text("Parking lot"), sheet.parked)
    yield from _listed(lang.text("Follow-up since last time"), sheet.followed)
    yield heading(2, lang.text("Attendance"))
    yield escape(sheet.attendance)
    if sheet.people:
        yield bullets(escape(f"{label} {names}") for label, names in sheet.people)
    if sheet.pulse:
        yield heading(2, lang.text(N_("Pulse of the meeting")))
        yield _pulse(sheet, lang)
    if sheet.time or sheet.lines:
        yield heading(2, lang.text(N_("How the time went")))
    yield from map(escape, sheet.time)
    if sheet.lines:
        yield _times(sheet, lang)


def _listed(title: str, results: Sequence[Result]) -> Iterator[str]:
    if results:
        yield heading(2, title)
        yield bullets(_with_notes(results))


def _with_notes(results: Sequence[Result]) -> Iterator[str]:
    for one, said in zip(results, said_of(results), strict=True):
        yield "\n  - ".join((escape(said), *map(escape, one.notes)))


def say_promise(one: Promise) -> str:
    """A commitment on one line, escaped."""
    parts = (
        escape(one.situation),
        f"**{escape(one.action)}**",
        escape(f"({one.about})"),
        escape(one.sign),
    )
    return " ".join(part for part in parts if part)


def _times(sheet: Sheet, lang: Language) -> str:
    head = (lang.text("Item"), lang.text("Planned (min)"), lang.text("Actual (min)"))
    rows = [
        (f"{one.title} ({one.who})" if one.who else one.title, one.planned, one.actual)
        for one in sheet.lines
    ]
    return table(head, [*rows, (lang.text(N_("Total")), sheet.planned, sheet.actual)])


def _pulse(sheet: Sheet, lang: Language) -> str:
    words = (N_("Question"), N_("Answered yes"), N_("Partly"), N_("No"))
    rows = (
        (one.question, one.share, lang.number(one.partly), lang.number(one.no))
        for one in sheet.pulse
    )
    return table([lang.text(word) for word in words], rows)
