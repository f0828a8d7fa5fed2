"""Who changed what when, and what was deleted, as plain values and as sentences."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Literal

from facilitator.domain.fields import field_title, the_thing, value_words
from facilitator.language import N_

if TYPE_CHECKING:
    from facilitator.language import Language

Verb = Literal["added", "removed", "moved", "changed", "did", "undone", "redone"]

BURST = timedelta(minutes=10)
"""What one person changes in the same fields within this time is told as one change."""

_SENTENCES: dict[Verb, str] = {
    "added": N_("{who} added {what}"),
    "removed": N_("{who} deleted {what}"),
    "moved": N_("{who} moved {what}"),
    "changed": N_("{who} changed {what}"),
    "did": N_("{who}: {label}"),
    "undone": N_("{who} undid: {label}"),
    "redone": N_("{who} redid: {label}"),
}


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field of a row, before and after, as Python values or a Pointer."""

    table: str
    key: str
    name: str
    column: str
    before: object
    after: object


@dataclass(frozen=True, slots=True)
class Happening:
    """What one person did at one time, by one Step or a burst of them.

    Attributes:
        steps: the numbers of its Steps, the newest first.
        label: of the Step (msgid).
        who: the member the installation said it was, or “”.
        is_here: whether it was done on this installation.
        table, name: what it is about.
        others: how many more things of the same Step it did the same to.
        is_undone: whether it has been taken back since.
        can_go_back: whether taking it back would find everything as it left it.
    """

    steps: tuple[int, ...]
    label: str
    at: datetime
    who: str
    is_here: bool
    verb: Verb
    table: str
    key: str
    name: str
    others: int = 0
    fields: tuple[FieldChange, ...] = ()
    is_undone: bool = False
    can_go_back: bool = False


@dataclass(frozen=True, slots=True)
class History:
    """The newest happenings of a thing first. `older`: where to go on, or none at the end."""

    happenings: tuple[Happening, ...]
    older: int | None


@dataclass(frozen=True, slots=True)
class Deletion:
    """Something that was deleted and can be brought back from the Step that deleted it.

    `parts`: how many things it owned went with it. `day`: of a meeting, when it was to begin.
    """

    step: int
    table: str
    key: str
    name: str
    at: datetime
    who: str
    is_here: bool
    parts: int
    day: datetime | None = None


def tell(told: list[Happening], one: Happening) -> None:
    """Add an earlier happening to those told, newest first, or fold it into the one before it.

    Changes of the same fields by the same person are one while they go on.
    """
    if told and _is_one_burst(told[-1], one):
        told[-1] = _folded(told[-1], one)
    else:
        told.append(one)


def sentence(one: Happening, lang: Language) -> str:
    """Anna moved the item “Case”."""
    what = the_thing(one.table, one.name, lang)
    if one.others:
        what = lang.text(N_("{what} and {n} more"), what=what, n=one.others)
    who = one.who or lang.text(N_("Somebody"))
    return lang.text(_SENTENCES[one.verb], who=who, what=what, label=lang.text(one.label))


def when(at: datetime, is_here: bool, lang: Language) -> str:
    """The day and the time, and whether it was on another computer."""
    day = lang.date_text(at.astimezone(lang.zone).date())
    said = lang.text(N_("{day} at {time}"), day=day, time=lang.clock(at))
    return said if is_here else f"{said} · {lang.text(N_('on another computer'))}"


def field_words(one: FieldChange, lang: Language) -> tuple[str, str, str] | None:
    """The title of a field and its two values in words; none where it says nothing to a person."""
    title = field_title(one.table, one.column)
    if title is None:
        return None
    values = (value_words(one.table, one.column, value, lang) for value in (one.before, one.after))
    before, after = values
    return lang.text(title), before, after


def _is_one_burst(later: Happening, earlier: Happening) -> bool:
    return (
        later.verb == earlier.verb == "changed"
        and (later.who, later.is_here) == (earlier.who, earlier.is_here)
        and not (later.is_undone or earlier.is_undone)
        and later.at - earlier.at <= BURST
        and _places(later) == _places(earlier)
    )


def _places(one: Happening) -> set[tuple[str, str]]:
    return {(field.key, field.column) for field in one.fields}


def _folded(later: Happening, earlier: Happening) -> Happening:
    first = {(field.key, field.column): field.before for field in earlier.fields}
    fields = (replace(one, before=first[one.key, one.column]) for one in later.fields)
    return replace(later, steps=(*later.steps, *earlier.steps), fields=tuple(fields))
