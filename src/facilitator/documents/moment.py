"""When a meeting is and by when something is to be done, in the words of a document."""

from __future__ import annotations

from datetime import date, datetime

from facilitator.domain.agenda import Meeting
from facilitator.language import N_, Language


def say_span(start: datetime, end: datetime, lang: Language) -> str:
    """onsdag den 9. december 2026 kl. 16.30–18.30, as inside a sentence."""
    return lang.text(
        N_("{date}, {start}–{end}"),
        date=lang.date_long(start),
        start=lang.clock(start),
        end=lang.clock(end),
    )


def say_meeting(meeting: Meeting, lang: Language) -> str:
    """onsdag den 9. december 2026 kl. 16.30–18.30 · Klinik 3."""
    when = say_span(meeting.start, meeting.end, lang)
    return " · ".join(part for part in (when, meeting.place) if part)


def begin(text: str) -> str:
    """`text` as the beginning of a line: its first letter a capital."""
    return text[:1].upper() + text[1:]


def say_by(due: date | None, today: date, lang: Language) -> str:
    """inden 9. december, with the year where it is not that of today; empty where none is."""
    if due is None:
        return ""
    day = lang.date_near(due) if due.year == today.year else lang.date_text(due)
    return lang.text(N_("by {date}"), date=day)
