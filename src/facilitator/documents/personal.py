"""What a member, or everybody, is asked about between two meetings, in one language."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from facilitator.documents.document import Asked, Head, plain_name
from facilitator.documents.minutes import situation_of, until
from facilitator.documents.moment import begin, say_meeting
from facilitator.domain.between import Asking, Told
from facilitator.domain.outcomes import Commitment, FollowUp
from facilitator.domain.statuses import status
from facilitator.language import N_, Language

NOTHING_OPEN = N_("Nothing is open right now.")


@dataclass(frozen=True, slots=True)
class Entry:
    """A commitment in words: what, how it stands, since when, its sign, and what was said last."""

    id: str
    situation: str
    action: str
    stands: str
    about: str
    sign: str
    last: str


@dataclass(frozen=True, slots=True)
class Group:
    """Commitments of the same owner."""

    title: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Sheet(Head):
    """The list in words. `asks`: the question at each line."""

    who: str
    day: str
    groups: tuple[Group, ...]
    asks: str
    coming: str

    @property
    def heading(self) -> str:
        """Whose list it is and from which day, on one line."""
        return " · ".join(part for part in (self.who, self.cluster, self.day) if part)


def write_sheet(asking: Asking, lang: Language, asked: Asked) -> Sheet:
    """Put what is asked about that day into words, at the clock times of its cluster."""
    lang = Language(lang.code, asking.zone)
    coming = asking.coming if asking.coming and asking.coming.end > asked.now else None
    return Sheet(
        code=lang.code,
        title=name_list(asking, lang),
        cluster=asking.cluster,
        who=asking.member.name if asking.member else "",
        day=lang.date_text(asked.now.astimezone(lang.zone).date()),
        groups=tuple(_groups(asking, lang, asked)),
        asks=lang.text(N_("How is it going?")),
        coming=begin(say_meeting(coming, lang)) if coming else "",
    )


def is_empty(asking: Asking, asked: Asked) -> bool:
    """Whether nothing is asked about that day."""
    return not in_order(asking, Language("en", asking.zone), asked)


def name_list(asking: Asking, lang: Language) -> str:
    """Your commitments; or of everybody: What we are trying."""
    if asking.member is None:
        return lang.text(N_("What we are trying"))
    return lang.text(N_("Your commitments"))


def name_file(asking: Asking, lang: Language) -> str:
    """A name for the file of a list, without an ending: Dine aftaler – Anna Eksempel."""
    who = asking.member.name if asking.member else asking.cluster
    return plain_name(f"{name_list(asking, lang)} – {who}")


def entry(told: Told, asking: Asking, lang: Language) -> Entry:
    """One commitment in words; `lang` is in the zone of its cluster."""
    one = told.commitment
    about = (_agreed(one, lang), "" if _is_passed(one, asking) else until(one, lang))
    return Entry(
        one.id,
        situation_of(one, lang),
        one.action,
        lang.text(status(told.status).title),
        ", ".join(part for part in about if part),
        lang.text("Sign: {sign}", sign=one.sign) if one.sign else "",
        say_last(told.last, lang),
    )


def _is_passed(one: Commitment, asking: Asking) -> bool:
    """Whether it was to be tried by the meeting after it, and that has been held."""
    last = asking.meeting
    return one.due is None and last is not None and one.agreed < last.start


def say_last(word: FollowUp | None, lang: Language) -> str:
    """What was told last, and when; a status alone is told already."""
    if word is None:
        return ""
    parts = (
        word.experience,
        lang.text(N_("In the way: {text}"), text=word.obstacle) if word.obstacle else "",
        lang.text(N_("Next step: {text}"), text=word.next_step) if word.next_step else "",
    )
    told = " · ".join(part for part in parts if part)
    if not told:
        return ""
    day = lang.date_text(word.at.astimezone(lang.zone).date())
    return lang.text(N_("Last said, {day}: {told}"), day=day, told=told)


def owner_of(one: Commitment, lang: Language) -> str:
    """The name of who tries it."""
    if one.whole_cluster:
        return lang.text(N_("The whole cluster"))
    return one.owner or lang.text(N_("Nobody yet"))


def _agreed(one: Commitment, lang: Language) -> str:
    day = lang.date_text(one.agreed.astimezone(lang.zone).date())
    if one.meeting_number is None:
        return lang.text(N_("Agreed on {day}"), day=day)
    return lang.text(N_("Agreed on {day}, meeting {number}"), day=day, number=one.meeting_number)


def _groups(asking: Asking, lang: Language, asked: Asked) -> Iterator[Group]:
    told = in_order(asking, lang, asked)
    if asking.member is None:
        for owner, ones in groupby(told, key=lambda one: owner_of(one.commitment, lang)):
            yield Group(owner, tuple(entry(one, asking, lang) for one in ones))
        return
    for title, ones in groupby(told, key=lambda one: _whose(one.commitment)):
        yield Group(lang.text(title), tuple(entry(one, asking, lang) for one in ones))


def in_order(asking: Asking, lang: Language, asked: Asked) -> tuple[Told, ...]:
    """What is asked about that day; of everybody by the name of the owner, all of them last."""
    today = asked.now.astimezone(Language(lang.code, asking.zone).zone).date()
    told = asking.asked(today)
    if asking.member is not None:
        return told

    def key(one: Told) -> tuple[object, ...]:
        its = one.commitment
        return its.whole_cluster, not its.owner, lang.sort_key(its.owner)

    return tuple(sorted(told, key=key))


def _whose(one: Commitment) -> str:
    if one.whole_cluster:
        return N_("What the whole cluster tries")
    return N_("What you try") if one.member else N_("What your clinic tries")
