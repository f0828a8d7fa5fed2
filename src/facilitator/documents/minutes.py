"""The minutes of a meeting in the words of one language, for every format to lay out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from facilitator.documents.document import Asked, Head
from facilitator.documents.moment import begin, say_span
from facilitator.domain import minutes as domain
from facilitator.domain.agenda import Goal
from facilitator.domain.ending import is_late, say_end
from facilitator.domain.minutes import Agreed, FollowedUp, Minutes
from facilitator.domain.outcomes import (
    DESTINATIONS,
    Commitment,
    Insight,
    Parked,
    takeaway_word,
)
from facilitator.domain.pulse import (
    QUESTIONS,
    are_too_many,
    count_there,
    say_too_many,
    say_yes,
)
from facilitator.domain.statuses import status
from facilitator.language import N_, Language

_REACHED = {
    "yes": (N_("reached"), "ok"),
    "partly": (N_("partly reached"), "warn"),
    "no": (N_("not reached"), "bad"),
}
_NOT_ANSWERED = N_("not answered"), ""
_ORDER = ("introduced", "partly", "trying", "planned", "not_introduced", "dropped", None)
NOTHING = N_("Nothing was written down.")


@dataclass(frozen=True, slots=True)
class Promise:
    """Something to be tried: in which situation, what, by whom and when, and the sign of it."""

    situation: str
    action: str
    about: str
    sign: str


@dataclass(frozen=True, slots=True)
class State:
    """How something stands, in words. `tone`: ok, warn, bad or none."""

    text: str
    tone: str = ""


@dataclass(frozen=True, slots=True)
class Result:
    """A text and how it stands: a goal, a parked line, a commitment that was followed up.

    `states` are several where several clinics took it. `notes` are what was told of it.
    """

    text: str
    states: tuple[State, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """An item with its whole minutes; `is_over`: it took longer than planned."""

    title: str
    who: str
    planned: str
    actual: str
    is_over: bool


@dataclass(frozen=True, slots=True)
class Answer:
    """A question of the pulse, the counts of yes, partly and no, and the share that said yes, or
    that more answered than were there."""

    question: str
    share: str
    yes: int
    partly: int
    no: int


@dataclass(frozen=True, slots=True)
class Sheet(Head):
    """Minutes in words; a part there is nothing to say of is empty."""

    when: str
    place: str
    taken_home: tuple[str, ...]
    noted: tuple[str, ...]
    promises: tuple[Promise, ...]
    goals: tuple[Result, ...]
    parked: tuple[Result, ...]
    attendance: str
    people: tuple[tuple[str, str], ...]
    time: tuple[str, ...]
    lines: tuple[Line, ...]
    planned: str
    actual: str
    followed: tuple[Result, ...]
    pulse: tuple[Answer, ...]

    @property
    def heading(self) -> str:
        """Where and when, on one line."""
        return " · ".join(part for part in (self.cluster, self.when, self.place) if part)


def write_sheet(minutes: Minutes, lang: Language, asked: Asked) -> Sheet:
    """Put minutes into words, at the clock times of their cluster.

    Members, clinics and guests are counted, and named where `names` is asked.
    """
    lang, names, meeting = Language(lang.code, minutes.zone), asked.names, minutes.meeting
    return Sheet(
        code=lang.code,
        title=name_minutes(minutes, lang),
        cluster=minutes.cluster,
        when=begin(say_when(minutes, lang)),
        place=meeting.place,
        taken_home=tuple(_insight(one, lang) for one in minutes.taken_home),
        noted=tuple(_insight(one, lang) for one in minutes.noted),
        promises=tuple(promise(one, lang, names) for one in minutes.agreed),
        goals=tuple(_goal(one, lang) for one in minutes.goals),
        parked=tuple(_parked(one, lang) for one in minutes.parked),
        attendance=_attendance(minutes, lang),
        people=tuple(_people(minutes, lang)) if names else (),
        time=tuple(_time(minutes, lang)),
        lines=tuple(_line(one, lang, names) for one in minutes.lines),
        planned=lang.number(sum(one.planned for one in minutes.lines)),
        actual=lang.number(sum(one.actual or 0 for one in minutes.lines)),
        followed=tuple(_followed(minutes.followed_up, lang, names)),
        pulse=tuple(_pulse(minutes, lang)),
    )


def name_minutes(minutes: Minutes, lang: Language) -> str:
    """Referat af 6. klyngemøde."""
    return lang.text("Minutes of cluster meeting {number}", number=minutes.meeting.number)


def say_when(minutes: Minutes, lang: Language) -> str:
    """onsdag den 9. september 2026 kl. 16.34–18.29, when it really was, in the cluster's time."""
    meeting = minutes.meeting
    start, end = minutes.began or meeting.start, minutes.ended or meeting.end
    return say_span(start, end, Language(lang.code, minutes.zone))


# -- what came of it


def promise(agreed: Agreed, lang: Language, names: bool) -> Promise:
    """What is to be tried, in words; members and clinics are counted, or named with `names`."""
    one = agreed.first
    about = (_who(agreed.commitments, lang, names), until(one, lang))
    return Promise(
        situation_of(one, lang),
        one.action,
        ", ".join(part for part in about if part),
        lang.text("Sign: {sign}", sign=one.sign) if one.sign else "",
    )


def _who(commitments: Sequence[Commitment], lang: Language, names: bool) -> str:
    kinds = Counter(_owner_kind(one) for one in commitments)
    parts = sorted({one.owner for one in commitments if one.owner}, key=lang.sort_key)
    if not names:
        clinics = lang.plural("{n} clinic", "{n} clinics", kinds["clinic"])
        members = lang.plural("{n} member", "{n} members", kinds["member"])
        parts = [clinics] if kinds["clinic"] else []
        parts += [members] if kinds["member"] else []
    if kinds["cluster"]:
        parts.append(lang.text("the whole cluster"))
    return lang.list_and(parts) if parts else lang.text("nobody yet")


def _owner_kind(one: Commitment) -> str:
    if one.whole_cluster:
        return "cluster"
    return "member" if one.member else "clinic" if one.clinic else "nobody"


def situation_of(one: Commitment, lang: Language) -> str:
    """Når jeg står med …, – with a colon before a sentence of its own; or nothing, where no
    situation was named."""
    if not one.situation:
        return ""
    if one.action[:1].islower():
        return lang.text("When I am faced with {situation},", situation=one.situation)
    return lang.text("When I am faced with {situation}:", situation=one.situation)


def until(one: Commitment, lang: Language) -> str:
    """By when it is to be tried; empty where nothing was said."""
    if one.due:
        return lang.text("by {date}", date=lang.date_text(one.due))
    return lang.text("by the next meeting") if one.due_next_meeting else ""


def _insight(one: Insight, lang: Language) -> str:
    """What it says, and what it is where it is more than an insight."""
    word = takeaway_word(one.kind)
    return f"{one.text} · {lang.text(word)}" if word else one.text


def _goal(goal: Goal, lang: Language) -> Result:
    words, tone = _REACHED.get(goal.reached or "", _NOT_ANSWERED)
    return Result(goal.text, (State(lang.text(words), tone),))


def _parked(line: Parked, lang: Language) -> Result:
    goes = dict(DESTINATIONS).get(line.destination)
    return Result(line.text, (State(lang.text(goes)),) if goes else ())


# -- who was there, and how it went


def _attendance(minutes: Minutes, lang: Language) -> str:
    apology, absent = minutes.attended("apology"), minutes.attended("absent")
    unknown, guests = minutes.attended(None), len(minutes.guests)
    here = lang.text("{count} present", count=lang.number(minutes.attended("present")))
    counts = (
        (apology, lang.plural("{n} apology", "{n} apologies", apology)),
        (absent, lang.plural("{n} absent", "{n} absent", absent)),
        (unknown, lang.text("{count} unknown", count=lang.number(unknown))),
        (guests, lang.plural("{n} guest", "{n} guests", guests)),
    )
    return " · ".join([here, *(words for count, words in counts if count)])


def _people(minutes: Minutes, lang: Language) -> Iterator[tuple[str, str]]:
    """Who was there and who sent apologies, by name."""
    for state, words in (("present", N_("Present:")), ("apology", N_("Apologies:"))):
        names = [one.name for one in minutes.attendees if one.state == state]
        if names:
            yield lang.text(words), ", ".join(sorted(names, key=lang.sort_key))
    guests = (
        f"{one.name} ({one.organisation})" if one.organisation else one.name
        for one in minutes.guests
    )
    if minutes.guests:
        yield lang.text(N_("Guests:")), ", ".join(guests)


def _time(minutes: Minutes, lang: Language) -> Iterator[str]:
    """When it was held and was to be, and whether it ended on time or why not."""
    meeting, over = minutes.meeting, minutes.seconds_over
    if minutes.began is None or minutes.ended is None or over is None:
        return
    yield lang.text(
        N_("Held {actual} (planned {planned})"),
        actual=f"{lang.clock(minutes.began)}–{lang.clock(minutes.ended)}",
        planned=f"{lang.clock(meeting.start)}–{lang.clock(meeting.end)}",
    )
    said = say_end(lang, over)
    yield f"{said}: {meeting.late_reason}" if is_late(over) and meeting.late_reason else said


def _line(line: domain.Line, lang: Language, names: bool) -> Line:
    actual = "–" if line.actual is None else lang.number(line.actual)
    planned = lang.number(line.planned)
    return Line(line.title, line.who if names else "", planned, actual, line.over > 0)


def _followed(found: Sequence[FollowedUp], lang: Language, names: bool) -> Iterator[Result]:
    """The same action once, with how many, or who, said what of it; the most advanced first."""
    together: dict[str, list[FollowedUp]] = {}
    for one in found:
        together.setdefault(one.commitment.action, []).append(one)
    for action, ones in together.items():
        ranked = sorted(ones, key=lambda one: _ORDER.index(one.status))
        groups = [(key, tuple(of)) for key, of in groupby(ranked, key=lambda one: one.status)]
        states = tuple(_state(key, of, len(ones), lang, names) for key, of in groups)
        told = tuple(dict.fromkeys(one.experience for one in ones if one.experience))
        yield Result(action, states, told)


def _state(key: str | None, of: Sequence[FollowedUp], n: int, lang: Language, names: bool) -> State:
    word = lang.text(status(key).title) if key else lang.text(N_("unknown"))
    owners = {one.commitment.owner for one in of if one.commitment.owner}
    if names and owners:
        word = f"{word} ({lang.list_and(sorted(owners, key=lang.sort_key))})"
    elif n > 1:
        word = f"{lang.number(len(of))} {word}"
    return State(word, _tone(key))


def _tone(key: str | None) -> str:
    if key is None:
        return ""
    return "ok" if status(key).improves else "warn" if status(key).is_open else ""


def _pulse(minutes: Minutes, lang: Language) -> Iterator[Answer]:
    there = count_there(minutes.attendees, minutes.guests)
    for row in QUESTIONS:
        said = minutes.pulse.get(row.id)
        if said is not None:
            is_wrong = are_too_many(said, there)
            share = say_too_many(lang, said, there) if is_wrong else say_yes(lang, said)
            yield Answer(lang.text(row.text), share, said.yes, said.partly, said.no)


def said_of(results: Iterable[Result]) -> Iterator[str]:
    """Each text with how it stands after it: Vi gør det ens – delvist nået."""
    for one in results:
        states = ", ".join(state.text for state in one.states)
        yield f"{one.text} – {states}" if states else one.text
