"""ADVICE: what the fact sheets advise of an agenda, held up against one. It never blocks.

To add one, write a function that looks and a row with the line it rests on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import groupby
from typing import TYPE_CHECKING, Literal

from facilitator.domain import buzz, kinds
from facilitator.domain.agenda import Agenda, AgendaItem
from facilitator.domain.readiness import PRESENTED
from facilitator.language import N_

if TYPE_CHECKING:
    from facilitator.language import Language

SUMMARY_MINUTES = 10
LONGEST_TALK = 20
PRACTICAL_SHARE = 10
DISCUSSION_SHARE = 50
LONGEST_STRETCH = 30

_HEARD = ("talk", "guideline")
_SPLIT = ("talk", "guideline", "data", "exchange")


@dataclass(frozen=True, slots=True)
class Mend:
    """What would mend it, offered as a button; the label is a msgid.

    `act`: "add" an item of `kind`, "set" `item` to so many `minutes`, "split" `item` by a buzz
    break, or go to a "goal", or to the "question", the "who", the "minutes" or the "preparation"
    of `item`.
    """

    label: str
    act: Literal["add", "set", "split", "goal", "question", "who", "minutes", "preparation"]
    item: str = ""
    kind: str = ""
    minutes: int = 0


@dataclass(frozen=True, slots=True)
class Finding:
    """What one piece of advice says of an agenda: a msgid and what fills it."""

    done: bool
    text: str
    fields: dict[str, object] = field(default_factory=dict)
    mend: Mend | None = None

    def said(self, lang: Language) -> str:
        """The sentence in the reader's language."""
        return lang.text(self.text, **self.fields)


@dataclass(frozen=True, slots=True)
class Known:
    """What is known beside the agenda.

    `is_first`: no meeting was held before, so there is nothing to follow up. `prepared`: ids of
    the items that have a line on the readiness list.
    """

    is_first: bool
    prepared: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Advice:
    """One piece of advice. `source` (msgid) is the line it rests on.

    `look` is given the agenda and what is known beside it; none: it does not apply.
    """

    id: str
    look: Callable[[Agenda, Known], Finding | None]
    source: str


@dataclass(frozen=True, slots=True)
class Said:
    """A piece of advice and what it found."""

    advice: Advice
    finding: Finding


def check(
    agenda: Agenda, *, is_first: bool, prepared: frozenset[str] = frozenset()
) -> tuple[Said, ...]:
    """Every piece of advice that applies, in the order of ADVICE.

    Args:
        is_first: no meeting was held before, so there is nothing to follow up.
        prepared: ids of the items that have a line on the readiness list.
    """
    return tuple(_check(agenda, Known(is_first, prepared)))


def _check(agenda: Agenda, known: Known) -> Iterator[Said]:
    for advice in ADVICE:
        finding = advice.look(agenda, known)
        if finding is not None:
            yield Said(advice, finding)


def follow_up_first(agenda: Agenda, known: Known) -> Finding | None:
    """The meeting begins with follow-up, unless it is the cluster's first."""
    if known.is_first:
        return None
    if agenda.items and agenda.items[0].is_first:
        return Finding(True, N_("Follow-up comes first"))
    mend = None if _of(agenda, "follow_up") else _add("follow_up")
    return Finding(False, N_("The meeting does not begin with follow-up"), mend=mend)


def summary_last(agenda: Agenda, _known: Known) -> Finding:
    """The summary stands last and has ten minutes."""
    found = _of(agenda, "summary")
    if not found:
        return Finding(False, N_("The summary is missing"), mend=_add("summary"))
    if agenda.items[-1] is not found[-1]:
        return Finding(False, N_("The summary is not the last item"))
    minutes = found[-1].minutes
    if minutes >= SUMMARY_MINUTES:
        return Finding(
            True, N_("The summary comes last and has {minutes} min"), fields={"minutes": minutes}
        )
    mend = Mend(N_("Give it 10 min"), "set", found[-1].id, minutes=SUMMARY_MINUTES)
    said = N_("The summary has only {minutes} min")
    return Finding(False, said, fields={"minutes": minutes}, mend=mend)


def has_goal(agenda: Agenda, _known: Known) -> Finding:
    """One to three goals are written."""
    count = sum(bool(goal.text.strip()) for goal in agenda.goals)
    if count:
        said = N_("One goal is written") if count == 1 else N_("{n} goals are written")
        return Finding(True, said, {"n": count})
    mend = Mend(N_("Write a goal"), "goal")
    return Finding(False, N_("The meeting has no goal yet"), mend=mend)


def has_exchange(agenda: Agenda, _known: Known) -> Finding:
    """There is time for the exchange of experience."""
    found = [i for i in agenda.items if i.kind in ("exchange", "group_work")]
    if found:
        minutes = sum(item.minutes for item in found)
        said = N_("{minutes} min for the exchange of experience")
        return Finding(True, said, fields={"minutes": minutes})
    said = N_("There is no time for the exchange of experience")
    return Finding(False, said, mend=_add("exchange"))


def has_case_or_guideline(agenda: Agenda, _known: Known) -> Finding:
    """A case or a guideline is the starting point of a discussion."""
    if _of(agenda, "case", "guideline"):
        return Finding(True, N_("There is a case or a guideline to discuss"))
    said = N_("There is neither a case nor a guideline")
    return Finding(False, said, mend=_add("case"))


def discussion(agenda: Agenda, _known: Known) -> Finding | None:
    """At least half of the time is discussion rather than listening; breaks left out."""
    counted = [item for item in agenda.items if item.kind != "break"]
    total = sum(item.planned for item in counted)
    if not total:
        return None
    active = sum(item.planned for item in counted if kinds.kind(item.kind).active)
    share = (100 * active + total // 2) // total
    fields: dict[str, object] = {"share": share}
    if share >= DISCUSSION_SHARE:
        said = N_("{share}% of the time is discussion, not presentation")
        return Finding(True, said, fields=fields)
    said = N_("Only {share}% of the time is discussion")
    heard = [item for item in agenda.items if item.kind in _HEARD and item.minutes >= buzz.SHORTEST]
    longest = max(heard, key=lambda item: item.planned, default=None)
    return Finding(False, said, fields, _split(longest) if longest else _add("exchange"))


def change_of_form(agenda: Agenda, _known: Known) -> Finding | None:
    """No more than half an hour goes by without a change of activity.

    It changes between items of different kinds and between the steps of one; a break is one.
    """
    stretches = list(_stretches(agenda))
    if not stretches:
        return None
    items, seconds = max(stretches, key=lambda stretch: stretch[1])
    fields: dict[str, object] = {"title": items[0].title, "minutes": seconds // 60}
    if seconds <= LONGEST_STRETCH * 60:
        return Finding(True, N_("At most {minutes} min between changes of form"), fields)
    said = N_("From “{title}” on, {minutes} min go by without a change of form")
    return Finding(False, said, fields, _split(max(items, key=lambda item: item.planned)))


def questions(agenda: Agenda, _known: Known) -> Finding | None:
    """Every item with content asks the group something."""
    content = _of(agenda, *kinds.CONTENT)
    missing = [item for item in content if not item.question.strip()]
    if not content:
        return None
    if not missing:
        return Finding(True, N_("Every item has a question to the group"))
    one = N_("One item lacks a question to the group")
    many = N_("{n} items lack a question to the group")
    mend = Mend(N_("Write it"), "question", missing[0].id)
    return _counted(one, many, len(missing), mend)


def talks(agenda: Agenda, _known: Known) -> Finding | None:
    """No talk takes more than twenty minutes at a time."""
    found = _of(agenda, "talk")
    long = [item for item in found if item.minutes > LONGEST_TALK]
    if not found:
        return None
    if not long:
        return Finding(True, N_("No talk is longer than 20 min"))
    one = N_("One talk is longer than 20 min")
    many = N_("{n} talks are longer than 20 min")
    mend = Mend(N_("Make it 20 min"), "set", long[0].id, minutes=LONGEST_TALK)
    return _counted(one, many, len(long), mend)


def practical(agenda: Agenda, _known: Known) -> Finding | None:
    """Practicalities take no more than a tenth of the time."""
    found = _of(agenda, "practical")
    total = sum(item.planned for item in agenda.items)
    if not found or not total:
        return None
    given = sum(item.planned for item in found)
    fields: dict[str, object] = {"share": (100 * given + total // 2) // total}
    if 100 * given <= PRACTICAL_SHARE * total:
        return Finding(True, N_("Practicalities take {share}% of the time"), fields=fields)
    mend = Mend(N_("Shorten"), "minutes", found[0].id)
    said = N_("Practicalities take {share}% of the time; aim for 10% at most")
    return Finding(False, said, fields=fields, mend=mend)


def presenters(agenda: Agenda, _known: Known) -> Finding | None:
    """Whoever prepares an item is known beforehand."""
    presented = _of(agenda, *PRESENTED)
    missing = [item for item in presented if not item.who.strip()]
    if not presented:
        return None
    if not missing:
        return Finding(True, N_("Everybody who presents is named"))
    one = N_("One item lacks a presenter")
    many = N_("{n} items lack a presenter")
    mend = Mend(N_("Name one"), "who", missing[0].id)
    return _counted(one, many, len(missing), mend)


def preparation(agenda: Agenda, known: Known) -> Finding | None:
    """What whoever presents an item is to prepare is written, with it or on the readiness list."""
    named = [item for item in _of(agenda, *PRESENTED) if item.who.strip()]
    missing = [i for i in named if not i.preparation.strip() and i.id not in known.prepared]
    if not named:
        return None
    if not missing:
        return Finding(True, N_("It is written what the presenters prepare"))
    one = N_("One item has a presenter but no preparation")
    many = N_("{n} items have a presenter but no preparation")
    return _counted(one, many, len(missing), Mend(N_("Write it"), "preparation", missing[0].id))


def has_topics(agenda: Agenda, _known: Known) -> Finding:
    """The members are asked for topics for coming meetings."""
    if _of(agenda, "topics"):
        return Finding(True, N_("There is time for topics for coming meetings"))
    said = N_("Nobody is asked for topics for coming meetings")
    return Finding(False, said, mend=_add("topics"))


ADVICE = (
    Advice("follow_up_first", follow_up_first, kinds.kind("follow_up").basis),
    Advice("summary_last", summary_last, kinds.kind("summary").basis),
    Advice("has_goal", has_goal, kinds.kind("goals").basis),
    Advice("has_exchange", has_exchange, kinds.kind("exchange").basis),
    Advice(
        "has_case_or_guideline",
        has_case_or_guideline,
        N_(
            "“Include guidelines and typical patient cases, or cases brought along, as the "
            "starting point for discussion.” (eKVIS fact sheet, March 2026)"
        ),
    ),
    Advice(
        "discussion",
        discussion,
        N_(
            "“Several want more clinically relevant topics and more inclusive meetings.” "
            "(eKVIS fact sheet, March 2026)"
        ),
    ),
    Advice(
        "change_of_form",
        change_of_form,
        N_(
            "“Several want more clinically relevant topics and more inclusive meetings.” "
            "(eKVIS fact sheet, March 2026) Change the form often, every 10–15 minutes at a "
            "virtual meeting (KAP-S, on cluster meetings)."
        ),
    ),
    Advice(
        "questions",
        questions,
        N_("“Use cases as a prompt for discussion and reflection.” (eKVIS fact sheet, March 2026)"),
    ),
    Advice(
        "talks",
        talks,
        N_(
            "“Strong clinical talks that give new knowledge and value in daily practice.” (eKVIS "
            "fact sheet, March 2026) Short talks that are actively digested give more (Elsborg & "
            "Ravn, 2006)."
        ),
    ),
    Advice(
        "practical",
        practical,
        N_(
            "“There may well be more clinical content with direct value in practice at the "
            "meetings.” (eKVIS fact sheet, March 2026)"
        ),
    ),
    Advice(
        "presenters",
        presenters,
        N_(
            "“Identify and decide topics, discussions and data in advance.” "
            "(eKVIS fact sheet, March 2026)"
        ),
    ),
    Advice(
        "preparation",
        preparation,
        N_(
            "“Several point out that cluster meetings must be prepared and clinically relevant to "
            "be of value.” (eKVIS fact sheet, March 2026)"
        ),
    ),
    Advice("has_topics", has_topics, kinds.kind("topics").basis),
)


def _of(agenda: Agenda, *ids: str) -> list[AgendaItem]:
    return [item for item in agenda.items if item.kind in ids]


def _counted(one: str, many: str, n: int, mend: Mend) -> Finding:
    return Finding(False, one if n == 1 else many, {"n": n}, mend)


def _add(kind: str) -> Mend:
    return Mend(N_("Add"), "add", kind=kind)


def _split(item: AgendaItem) -> Mend | None:
    if item.kind not in _SPLIT or item.minutes < buzz.SHORTEST:
        return None
    return Mend(N_("Split it by a buzz break"), "split", item.id)


def _stretches(agenda: Agenda) -> Iterator[tuple[list[AgendaItem], int]]:
    """Each stretch of one activity: the items it goes through, and its seconds."""
    for _, same in groupby(_activities(agenda), key=lambda activity: activity[0]):
        parts = list(same)
        yield [item for _, item, _ in parts], sum(seconds for _, _, seconds in parts)


def _activities(agenda: Agenda) -> Iterator[tuple[str, AgendaItem, int]]:
    """What goes on one after the other: its name, its item, its seconds."""
    for item in agenda.items:
        if len(item.steps) > 1:
            yield from ((f"{item.kind} {step.title}", item, step.seconds) for step in item.steps)
        elif item.kind != "break":
            yield item.kind, item, item.planned
        else:
            yield item.id, item, 0
