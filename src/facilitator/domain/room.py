"""What the room may see of an agenda item: one row for each thing, chosen item by item."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from facilitator.domain.agenda import Agenda
from facilitator.language import N_


@dataclass(frozen=True, slots=True)
class RoomPart:
    """A thing the room screen can show of an item; `shown` unless a person chose otherwise.

    Names, case text, attendance and private notes are kept from the wall by default: they are
    personal data about named doctors, or could be led back to a patient. What is not shown is
    private unless it `may_be_seen` by all and only takes the room of something else.
    """

    id: str
    label: str
    shown: bool
    may_be_seen: bool = False

    @property
    def is_private(self) -> bool:
        """Whether the room sees it only where a person said so."""
        return not self.shown and not self.may_be_seen


ROOM_PARTS = (
    RoomPart("question", N_("The question"), True),
    RoomPart("step", N_("The step and its time"), True),
    RoomPart("clock", N_("The large clock"), True),
    RoomPart("figure", N_("The figure, clinics by codes"), True),
    RoomPart("history", N_("The improvement history"), False, may_be_seen=True),
    RoomPart("who", N_("Who is responsible"), False),
    RoomPart("names", N_("Names with commitments"), False),
    RoomPart("case", N_("The text of the case"), False),
    RoomPart("topics", N_("The ideas and their votes"), False),
    RoomPart("attendance", N_("Who is here"), False),
    RoomPart("notes", N_("Private notes"), False),
)

_SHOWN = {part.id: part.shown for part in ROOM_PARTS}
_OF_KINDS = {
    "names": ("summary",),
    "topics": ("topics",),
    "history": ("follow_up", "summary", "data"),
}
_CHART = "history:"
"""Before the name of the chart of the history that was chosen."""

_WITHOUT_CASE = ("follow_up", "goals", "break", "summary")


def is_shown(chosen: Mapping[str, bool] | None, part: str) -> bool:
    """Whether the room sees a part, by its id in ROOM_PARTS, given what a person chose."""
    return (chosen or {}).get(part, _SHOWN[part])


def choose(chosen: Mapping[str, bool] | None, part: str, shown: bool) -> dict[str, bool] | None:
    """What is kept once a part is to be shown or not: only what differs; none when nothing does."""
    kept = {**(chosen or {}), part: shown}
    return {key: on for key, on in kept.items() if on != _SHOWN.get(key)} or None


def history_chart(chosen: Mapping[str, bool] | None) -> str:
    """The name of the chart the room sees of the history; “”: nobody chose one."""
    named = (key for key, on in (chosen or {}).items() if on and key.startswith(_CHART))
    return next(named, "").removeprefix(_CHART)


def choose_history_chart(chosen: Mapping[str, bool] | None, name: str) -> dict[str, bool] | None:
    """What is kept once the room is to see this chart of the history; “”: the first."""
    kept = {key: on for key, on in (chosen or {}).items() if not key.startswith(_CHART)}
    return kept | {_CHART + name: True} if name else kept or None


def may_have(kind: str, part: str) -> bool:
    """Whether an item of a kind has a part at all, by its id in ROOM_PARTS."""
    if part in _OF_KINDS:
        return kind in _OF_KINDS[part]
    return part not in ("case", "figure") or kind not in _WITHOUT_CASE


def hidden_as_in(shown: Agenda, now: Agenda) -> Agenda:
    """An agenda from before, with what the room is to see of its items as it is chosen now."""
    if shown is now:
        return shown
    chosen = {item.id: item.room for item in now.items}
    items = (replace(item, room=chosen.get(item.id, item.room)) for item in shown.items)
    return replace(shown, items=tuple(items))
