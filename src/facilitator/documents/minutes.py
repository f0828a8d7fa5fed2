"""The minutes of a meeting: first what was taken home, last how the time went."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from facilitator.documents.document import Asked
from facilitator.documents.markdown import bullets, escape, heading, numbered, table
from facilitator.domain.agenda import Goal
from facilitator.domain.minutes import Agreed, Line, Minutes
from facilitator.domain.outcomes import Commitment
from facilitator.language import N_, Language

_REACHED = {
    "yes": N_("reached"),
    "partly": N_("partly reached"),
    "no": N_("not reached"),
    None: N_("not answered"),
}
_NOTHING = N_("Nothing was written down.")


def as_markdown(minutes: Minutes, lang: Language, asked: Asked) -> bytes:
    """The minutes in UTF-8. Members and clinics are counted, and named where `names` is asked."""
    lang = Language(lang.code, minutes.zone)
    return ("\n\n".join(_parts(minutes, lang, asked.names)) + "\n").encode("utf-8")


def _parts(minutes: Minutes, lang: Language, names: bool) -> Iterator[str]:
    yield heading(
        1, lang.text("Minutes of cluster meeting {number}", number=minutes.meeting.number)
    )
    yield _when_and_where(minutes, lang)
    yield heading(2, lang.text("What we take home"))
    yield numbered(escape(one.text) for one in minutes.taken_home) or lang.text(_NOTHING)
    if minutes.noted:
        yield heading(3, lang.text("Also noted"))
        yield bullets(escape(one.text) for one in minutes.noted)
    yield heading(2, lang.text("Commitments"))
    yield bullets(_agreed(one, lang, names) for one in minutes.agreed) or lang.text(_NOTHING)
    yield heading(2, lang.text("Goals"))
    yield bullets(_goal(one, lang) for one in minutes.goals) or lang.text(_NOTHING)
    yield heading(2, lang.text("Attendance"))
    yield from _attendance(minutes, lang, names)
    yield heading(2, lang.text("Agenda"))
    yield _agenda(minutes, lang, names)
    yield heading(2, lang.text("Parking lot"))
    yield bullets(escape(one.text) for one in minutes.parked) or lang.text(_NOTHING)


def _when_and_where(minutes: Minutes, lang: Language) -> str:
    meeting = minutes.meeting
    start, end = meeting.started or meeting.start, meeting.ended or meeting.end
    when = lang.text(
        "{date}, {start}–{end}",
        date=lang.date_long(meeting.start),
        start=lang.clock(start),
        end=lang.clock(end),
    )
    parts = (minutes.cluster, when, meeting.place)
    return escape(" · ".join(part for part in parts if part))


def _agreed(agreed: Agreed, lang: Language, names: bool) -> str:
    one = agreed.first
    situation = lang.text("When I am faced with {situation}:", situation=one.situation)
    parts = [
        escape(situation) if one.situation else "",
        f"**{escape(one.action)}**",
        escape(f"({_who(agreed.commitments, lang, names)}{_until(one, lang)})"),
        escape(lang.text("Sign: {sign}", sign=one.sign)) if one.sign else "",
    ]
    return " ".join(part for part in parts if part)


def _who(commitments: tuple[Commitment, ...], lang: Language, names: bool) -> str:
    kinds = Counter(_owner_kind(one) for one in commitments)
    named = sorted({one.owner for one in commitments if one.owner}, key=lang.sort_key)
    parts = list(named) if names else []
    if not names and kinds["clinic"]:
        parts.append(lang.plural("{n} clinic", "{n} clinics", kinds["clinic"]))
    if not names and kinds["member"]:
        parts.append(lang.plural("{n} member", "{n} members", kinds["member"]))
    if kinds["cluster"]:
        parts.append(lang.text("the whole cluster"))
    return lang.list_and(parts) if parts else lang.text("nobody yet")


def _owner_kind(one: Commitment) -> str:
    if one.whole_cluster:
        return "cluster"
    return "member" if one.member else "clinic" if one.clinic else "nobody"


def _until(one: Commitment, lang: Language) -> str:
    if one.due:
        return ", " + lang.text("by {date}", date=lang.date_text(one.due))
    return ", " + lang.text("by the next meeting") if one.due_next_meeting else ""


def _goal(goal: Goal, lang: Language) -> str:
    reached = lang.text(_REACHED.get(goal.reached, _REACHED[None]))
    return f"{escape(goal.text)} – {escape(reached)}"


def _attendance(minutes: Minutes, lang: Language, names: bool) -> Iterator[str]:
    counts = (
        lang.text("{count} present", count=minutes.attended("present")),
        lang.text("{count} apologies", count=minutes.attended("apology")),
        lang.text("{count} absent", count=minutes.attended("absent")),
        lang.text("{count} unknown", count=minutes.attended(None)),
    )
    yield escape(" · ".join(counts))
    present = [one.name for one in minutes.attendees if one.state == "present"]
    if names and present:
        yield bullets(escape(name) for name in sorted(present, key=lang.sort_key))


def _agenda(minutes: Minutes, lang: Language, names: bool) -> str:
    head = (lang.text("Item"), lang.text("Planned (min)"), lang.text("Actual (min)"))
    return table(head, (_line(line, lang, names) for line in minutes.lines))


def _line(line: Line, lang: Language, names: bool) -> tuple[str, str, str]:
    title = f"{line.title} ({line.who})" if names and line.who else line.title
    actual = "–" if line.actual is None else lang.number(line.actual)
    return title, lang.number(line.planned), actual
