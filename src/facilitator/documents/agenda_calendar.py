"""The meeting as an entry for calendars (RFC 5545), with the participants' agenda as its text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from facilitator.documents.agenda import Sheet, write_sheet
from facilitator.documents.document import Asked
from facilitator.domain.written_agenda import WrittenAgenda
from facilitator.language import N_, Language

METHOD = "PUBLISH"


def as_ics(written: WrittenAgenda, lang: Language, asked: Asked) -> bytes:
    """One VEVENT with its time zone. A later one takes the place of an earlier by its SEQUENCE."""
    from icalendar import Calendar, Event

    meeting, zone = written.meeting, Language(lang.code, written.zone).zone
    event = Event()
    event.add("uid", meeting.id)
    event.add("sequence", written.revision)
    event.add("dtstamp", asked.now)
    event.add("dtstart", meeting.start.astimezone(zone))
    event.add("dtend", meeting.end.astimezone(zone))
    event.add("summary", name_meeting(written, lang))
    event.add("location", meeting.place)
    event.add("description", say_agenda(written, lang, asked))
    event.add("status", "CANCELLED" if meeting.status == "cancelled" else "CONFIRMED")
    calendar = Calendar()
    calendar.add("prodid", f"-//Facilitator//{lang.code.upper()}")
    calendar.add("version", "2.0")
    calendar.add("method", METHOD)
    calendar.add_component(event)
    day = meeting.start.astimezone(zone).date()
    # One year alone: each change of the clock then stands once, which every program understands.
    calendar.add_missing_timezones(
        first_date=date(day.year, 1, 1), last_date=date(day.year, 12, 31)
    )
    return bytes(calendar.to_ical())


def name_meeting(written: WrittenAgenda, lang: Language) -> str:
    """7. klyngemøde – ØNH – Eksempel."""
    number = lang.text(N_("Cluster meeting {number}"), number=written.meeting.number)
    return f"{number} · {written.cluster}"


def say_agenda(written: WrittenAgenda, lang: Language, asked: Asked) -> str:
    """The participants' agenda as plain lines, whatever edition is asked for."""
    sheet = write_sheet(written, lang, replace(asked, edition="participants"))
    return "\n".join(_lines(sheet, lang))


def _lines(sheet: Sheet, lang: Language) -> Iterator[str]:
    if sheet.goals:
        yield f"{lang.text('Goals for the meeting')}: {lang.text('When we go home, we can …')}"
        yield from (f"{number}. {goal}" for number, goal in enumerate(sheet.goals, 1))
        yield ""
    yield from (f"{fact.label} {fact.text} {fact.link}".rstrip() for fact in sheet.facts)
    if sheet.facts:
        yield ""
    for line in sheet.lines:
        title = f"{line.start}  {line.title}"
        yield f"{title} ({line.who})" if line.who else title
        if line.question:
            yield f"    {line.question}"
        yield from (f"    {one.label} {one.text} {one.link}".rstrip() for one in line.facts)
