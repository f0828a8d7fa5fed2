"""What is said of a topic of the bank: its votes, where it came from, when it comes up again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from facilitator.domain.content import Topic
from facilitator.domain.improvements import Improvement
from facilitator.domain.outcomes import Commitment
from facilitator.domain.overview import COMING
from facilitator.domain.topics import STATES, Passage, is_due_again
from facilitator.language import N_, Language
from facilitator.ui.parts.due import day_words

FAMILIES = {"new": "accent", "chosen": "guideline", "used": "ok", "parked": "plain"}

_ORIGINS = {
    "parked": N_("parked at meeting {number}"),
    "meeting": N_("came up at meeting {number}"),
}
_ANYWHERE = {
    "parked": N_("from the parking lot"),
    "meeting": N_("came up at a meeting"),
    "member": N_("from a member"),
}


def state_choices(lang: Language) -> tuple[tuple[str, str, str], ...]:
    """Id, words and colour of each state, for ChoiceChips."""
    return tuple((key, lang.text(words), FAMILIES[key]) for key, words in STATES)


def votes_words(lang: Language, one: Topic) -> str:
    """How many votes it has, and how many of them are from the last meeting that voted on it."""
    if not one.votes:
        return ""
    said = lang.plural("{n} vote", "{n} votes", one.votes)
    return ", ".join(filter(None, (said, last_votes_words(lang, one))))


def last_votes_words(lang: Language, one: Topic) -> str:
    """How many votes the last meeting gave; “” where no other did."""
    if one.last_voted is None or one.last_votes == one.votes:
        return ""
    n, number = lang.number(one.last_votes), lang.number(one.last_voted)
    return lang.text(N_("{n} at meeting {number}"), n=n, number=number)


def origin_words(lang: Language, one: Topic) -> str:
    """Where it came from, naming nobody; “” where nobody said."""
    if one.origin in _ORIGINS and one.meeting_number is not None:
        number = lang.number(one.meeting_number)
        return lang.text(_ORIGINS[one.origin], number=number)
    return lang.text(_ANYWHERE.get(one.origin, ""))


def again_words(lang: Language, one: Topic, today: date) -> tuple[str, str]:
    """When it comes up again, and the token that is written in."""
    if is_due_again(one, today, lang.zone):
        return lang.text(N_("time to take it up again")), "warn"
    coming = [at for at in one.occasions if at.status in COMING]
    if coming:
        day = day_words(coming[-1].start.astimezone(lang.zone).date(), today, lang)
        return lang.text(N_("on the agenda on {day}"), day=day), "accent"
    if one.revisit is None or one.revisit <= today:
        return "", "ink2"
    return lang.text(N_("again from {day}"), day=lang.date_axis(one.revisit)), "ink2"


def passage_words(lang: Language, one: Passage) -> tuple[str, str]:
    """A meeting of the timeline: day and number, and what happened there."""
    day = lang.date_short(one.start.astimezone(lang.zone).date())
    number = lang.text(N_("Meeting {n}"), n=lang.number(one.number))
    parts = [title for _, title in one.items]
    if one.is_whole and not parts:
        parts.append(lang.text(N_("the whole meeting")))
    parts += [lang.quote(text) for _, text in one.insights]
    if one.votes and not parts:
        parts.append(lang.text(N_("only voted on")))
    if one.votes:
        parts.append(lang.plural("{n} vote", "{n} votes", one.votes))
    return f"{day} · {number}", " · ".join(parts)


def tally_words(lang: Language, commitments: Sequence[Commitment]) -> str:
    """How the commitments stand: “5 commitments: 3 introduced, 2 open”."""
    there = lang.plural("{n} commitment", "{n} commitments", len(commitments))
    done = sum(one.status in ("introduced", "partly") for one in commitments)
    still = sum(one.is_open and one.status != "partly" for one in commitments)
    parts = []
    if done:
        parts.append(lang.plural("{n} introduced", "{n} introduced", done))
    if still:
        parts.append(lang.plural("{n} open", "{n} open", still))
    return f"{there}: {', '.join(parts)}" if parts else there


def effect_words(lang: Language, one: Improvement) -> str:
    """Whose an improvement is, and what was measured of it."""
    owner = lang.text(N_("the whole cluster")) if one.whole_cluster else one.owner
    measured = ""
    if one.before is not None and one.after is not None:
        before, after = (_figure(lang, value) for value in (one.before, one.after))
        measured = f"{before} → {after} {one.unit}".rstrip()
    return " · ".join(filter(None, (owner, measured)))


def _figure(lang: Language, value: float) -> str:
    return lang.number(value, 0 if value == int(value) else 1)
