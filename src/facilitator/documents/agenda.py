"""An agenda in the words of one language and one edition, for every format to lay out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from facilitator.documents.document import Asked, Head
from facilitator.documents.moment import begin, say_by, say_span
from facilitator.domain import families
from facilitator.domain.agenda import AgendaItem
from facilitator.domain.kinds import kind
from facilitator.domain.link import web_link
from facilitator.domain.minutes import Agreed, group
from facilitator.domain.outcomes import Commitment
from facilitator.domain.schedule import Slot, lay_out
from facilitator.domain.written_agenda import WrittenAgenda
from facilitator.language import N_, Language


@dataclass(frozen=True, slots=True)
class Promise:
    """An open commitment as the facilitator reads it out: what, and by whom and since when."""

    action: str
    about: str


@dataclass(frozen=True, slots=True)
class Fact:
    """Something to know of an item or of the meeting, with the words before it and its link."""

    label: str
    text: str
    link: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """An item in words; what its edition does not show is empty.

    `seconds` from the meeting's start, and long, place it on the strip of time.
    """

    colour: str
    at: int
    seconds: int
    start: str
    end: str
    minutes: str
    title: str
    who: str
    question: str
    facts: tuple[Fact, ...]
    is_break: bool
    steps: str = ""
    prompts: tuple[str, ...] = ()
    notes: str = ""
    least: str = ""
    promises: tuple[Promise, ...] = ()


@dataclass(frozen=True, slots=True)
class Sheet(Head):
    """A whole agenda in words. `edition` is empty for the participants'."""

    when: str
    place: str
    chair: str
    length: str
    edition: str
    cancelled: str
    goals: tuple[str, ...]
    facts: tuple[Fact, ...]
    lines: tuple[Line, ...]
    seconds: int
    ticks: tuple[tuple[int, str], ...]

    @property
    def heading(self) -> str:
        """Where and when, on one line."""
        return _joined(self.cluster, self.when, self.place)


def write_sheet(written: WrittenAgenda, lang: Language, asked: Asked) -> Sheet:
    """Put an agenda into words, at the clock times of its cluster.

    The participants' edition holds no private note, no prompt, no step and no commitment: they
    are left out here, before any format sees them.
    """
    lang = Language(lang.code, written.zone)
    meeting, agenda = written.meeting, written.agenda
    today = asked.now.astimezone(lang.zone).date()
    slots = lay_out(agenda.plan).slots
    pairs = zip(agenda.items, slots, strict=True)
    lines = tuple(_line(item, slot, written, lang, today) for item, slot in pairs)
    is_private = asked.edition == "facilitator"
    if is_private:
        lines = tuple(_private_lines(lines, written, lang, today))
    else:
        written = _without_errands(written)
    chair = written.chair
    return Sheet(
        code=lang.code,
        title=lang.text(N_("Agenda for cluster meeting {number}"), number=meeting.number),
        cluster=written.cluster,
        when=begin(say_when(written, lang)),
        place=meeting.place,
        chair=lang.text(N_("Facilitator: {name}"), name=chair.name) if chair else "",
        length=lang.duration(meeting.minutes),
        edition=lang.text(N_("Facilitator’s edition")) if is_private else "",
        cancelled=lang.text(N_("Cancelled")) if meeting.status == "cancelled" else "",
        goals=tuple(goal.text for goal in agenda.goals),
        facts=tuple(_facts(None, "", written, lang, today)),
        lines=lines,
        seconds=_seconds(meeting.end - meeting.start),
        ticks=tuple(_ticks(meeting.start, meeting.end, lang)),
    )


def say_when(written: WrittenAgenda, lang: Language) -> str:
    """onsdag den 9. december 2026 kl. 16.30–18.30, in the cluster's time."""
    meeting = written.meeting
    return say_span(meeting.start, meeting.end, Language(lang.code, written.zone))


def _without_errands(written: WrittenAgenda) -> WrittenAgenda:
    """Without what the facilitator alone sees to for the whole meeting, such as the food."""
    chair = written.meeting.facilitator
    theirs = (
        one for one in written.preparations if one.item or one.member is None or one.member != chair
    )
    return replace(written, preparations=tuple(theirs))


def _line(
    item: AgendaItem, slot: Slot, written: WrittenAgenda, lang: Language, today: date
) -> Line:
    its_kind = kind(item.kind)
    return Line(
        colour=families.COLOURS[its_kind.family],
        at=_seconds(slot.start - written.meeting.start),
        seconds=item.planned,
        start=lang.clock(slot.start),
        end=lang.clock(slot.end),
        minutes=lang.number(item.minutes),
        title=item.title.strip() or lang.text(its_kind.title),
        who=item.who,
        question=item.question if item.question != item.title else "",
        facts=tuple(_facts(item.id, item.preparation, written, lang, today)),
        is_break=item.kind == "break",
    )


def _facts(
    item: str | None, preparation: str, written: WrittenAgenda, lang: Language, today: date
) -> Iterator[Fact]:
    """What to get ready, and what lies ready: of one item, or with none of the whole meeting.

    A case is left out, for what is told of a patient belongs in the room; so is a speaker's fee.
    """
    prepare = lang.text(N_("Prepare:"))
    if preparation:
        yield Fact(prepare, preparation)
    for task in written.preparations:
        if task.item == item and task.done is None:
            yield Fact(prepare, _joined(task.text, task.who, say_by(task.due, today, lang)))
    for use in written.used:
        if use.item == item and use.sort in _SORTS:
            said = N_("Newer edition: {edition}")
            newer = lang.text(said, edition=use.newer) if use.newer else ""
            told = _joined(use.title, use.note, newer)
            yield Fact(lang.text(_SORTS[use.sort]), told, _safe(use.link))
    for one in written.attached:
        if one.item == item:
            gone = "" if one.link or one.is_there else lang.text(N_("missing"))
            yield Fact(
                lang.text(N_("Attached:")), _joined(one.name or one.link, gone), _safe(one.link)
            )


def _whole(words: str) -> str:
    """A few words that a line is never broken between."""
    return words.replace(" ", "\N{NO-BREAK SPACE}")


def _safe(link: str) -> str:
    """A link that opens a page and runs nothing; else none."""
    return web_link(link) or ""


def _joined(*parts: str) -> str:
    return " · ".join(part for part in parts if part)


_SORTS = {
    "guideline": N_("Guideline:"),
    "package": N_("Cluster package:"),
    "indicator": N_("Indicator:"),
    "speaker": N_("Speaker:"),
}


def _private_lines(
    lines: Sequence[Line], written: WrittenAgenda, lang: Language, today: date
) -> Iterator[Line]:
    promises = tuple(_promise(agreed, lang, today) for agreed in group(written.open))
    for line, item in zip(lines, written.agenda.items, strict=True):
        yield replace(
            line,
            steps=_steps(item, lang),
            prompts=tuple(_prompts(item, line, lang)),
            notes=item.notes,
            least=_least(item, lang),
            promises=promises if item.is_first else (),
        )


def _steps(item: AgendaItem, lang: Language) -> str:
    """Fremlæggelse 5 · Forståelse 2 · Drøftelse 9 min."""
    minutes = [lang.number(step.seconds / 60) for step in item.steps]
    if minutes:
        minutes[-1] = lang.text("{minutes} min", minutes=minutes[-1])
    parts = (f"{step.title} {n}" for step, n in zip(item.steps, minutes, strict=True))
    return _joined(*map(_whole, parts))


def _prompts(item: AgendaItem, line: Line, lang: Language) -> Iterator[str]:
    """What the facilitator may say, but for what is the question of the item already."""
    for prompt in kind(item.kind).prompts:
        # The opening question says what the meeting before was about in words of its own.
        if "{topic}" in prompt:
            continue
        words = lang.text(prompt, time=line.end) if "{time}" in prompt else lang.text(prompt)
        if words != line.question:
            yield words


def _least(item: AgendaItem, lang: Language) -> str:
    if not item.flexible or item.minimum >= item.planned:
        return ""
    return lang.text(N_("can be cut to {minutes} min"), minutes=lang.number(item.minimum // 60))


def _promise(agreed: Agreed, lang: Language, today: date) -> Promise:
    one, carried = agreed.first, max(one.carried for one in agreed.commitments)
    owners = sorted({_owner(one, lang) for one in agreed.commitments}, key=lang.sort_key)
    parts = [
        lang.text(N_("agreed {age} ago"), age=lang.age(one.agreed, today)),
        say_by(one.due, today, lang),
        _whole(lang.plural("carried {n} time", "carried {n} times", carried)) if carried else "",
    ]
    return Promise(one.action, _joined(lang.list_and(owners), *parts))


def _owner(one: Commitment, lang: Language) -> str:
    whole = lang.text("the whole cluster") if one.whole_cluster else ""
    return one.owner or whole or lang.text("nobody yet")


def _ticks(start: datetime, end: datetime, lang: Language) -> Iterator[tuple[int, str]]:
    """Clock times under the strip, as (seconds from the start, words): at most nine steps."""
    length = end - start
    step = next((timedelta(minutes=m) for m in (30, 60, 120) if length <= m * 9 * _MINUTE), length)
    at = timedelta()
    while at < length - step / 2:
        yield _seconds(at), lang.clock(start + at)
        at += step
    yield _seconds(length), lang.clock(end)


_MINUTE = timedelta(minutes=1)


def _seconds(length: timedelta) -> int:
    return round(length.total_seconds())
