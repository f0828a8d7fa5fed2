"""What is done to the items of the agenda that is open: moved, added, removed, given minutes."""

from __future__ import annotations

from collections.abc import Callable
from textwrap import shorten

from facilitator.edits import agenda as edits
from facilitator.edits import content, lines, parking, topics
from facilitator.language import N_
from facilitator.ui.agenda.item_line_field import Place
from facilitator.ui.agenda.list import AgendaView
from facilitator.ui.agenda.sheet import OpenAgenda

_TITLE_AT_MOST = 40
_NOT_AGAIN = ("follow_up", "summary", "goals", "break")
_TAKE_UP: dict[str, Callable[..., str]] = {
    "topic": topics.put_on_agenda,
    "case": content.present_again,
    "parked": parking.take_up,
}


class AgendaItems:
    """Changes items as a person asks at the list, and has the list choose what came of it."""

    def __init__(self, opened: OpenAgenda, view: AgendaView) -> None:
        self._opened, self._view = opened, view
        view.moved.connect(self.move)
        view.after.connect(self.add_after)
        view.removed.connect(self.remove)
        view.duplicated.connect(self.duplicate)
        view.minutes_changed.connect(self.set_minutes)

    # -- which, and in which order

    def move(self, ids: list[str], index: int) -> None:
        """Move items before the one at a place among those that stay."""
        self._opened.do(N_("Move item"), edits.move_items, ids, index)
        self._view.scrollTo(self._view.currentIndex())

    def add_after(self, key: str) -> None:
        """Add an item of the same kind, where the kind may come twice, and go to its title."""
        agenda = self._opened.agenda
        item = agenda.item(key) if agenda else None
        self.add("case" if item is None or item.kind in _NOT_AGAIN else item.kind)

    def add(self, kind: str) -> None:
        """Add an item of a kind after the ones chosen and go to its title."""
        opened, view = self._opened, self._view
        if opened.sheet is None:
            return
        where = opened.meeting, kind
        made = opened.do(N_("Add item"), edits.add_item, *where, index=view.place())
        if made is not None:
            view.choose(made)
            view.rename()

    def take_up(self, topic: str) -> None:
        """Put a topic or a case that is due again, or what was parked, on the agenda after the
        follow-up."""
        opened = self._opened
        due = opened.sheet.due if opened.sheet else ()
        for one in due:
            if one.id == topic:
                take_up = _TAKE_UP[one.sort]
                opened.do(N_("Add item"), take_up, one.id, opened.meeting, 1)

    def remove(self, ids: list[str]) -> None:
        """Remove items, choose the next one, and say how to get them back."""
        order = [row.id for row in self._view.agenda.rows]
        after = [key for key in order[order.index(ids[-1]) :] if key not in ids]
        before = [key for key in order[: order.index(ids[0])] if key not in ids]
        self._opened.do(N_("Remove item"), edits.remove_items, ids)
        self._view.choose_first(after or before[-1:])
        self._say_removed(len(ids))

    def _say_removed(self, count: int) -> None:
        bridge = self._opened.bridge
        said = bridge.lang.plural("{n} item removed.", "{n} items removed.", count)
        undo = (bridge.lang.text(N_("Undo")), bridge.undo)
        bridge.say(said, key="undo", answers=(undo,))

    def duplicate(self, ids: list[str]) -> None:
        """Put copies after the items chosen."""
        what = ids, self._opened.meeting, self._view.place()
        made = self._opened.do(N_("Duplicate item"), edits.duplicate_items, *what)
        if made:
            self._view.choose_all(made)

    def split(self, key: str) -> None:
        """Make two of an item, with talk between neighbours in the middle."""
        self._opened.do(N_("Split item"), lines.split_item, key)

    # -- minutes

    def set_minutes(self, key: str, minutes: int) -> None:
        """Give an item so many minutes; changes close upon each other are one Step."""
        self._opened.do(N_("Change minutes"), edits.change_minutes, key, minutes, burst=key)

    def move_minutes(self, minutes: dict[str, int], border: str) -> None:
        """Give items at a border their minutes; `border`: the item before it, moved by keys."""
        burst = f"border {border}" if border else None
        self._opened.do(N_("Move minutes"), edits.fit, minutes, burst=burst)

    # -- where a new one comes

    def where(self, index: int | None = None) -> Place:
        """A place, else the one after the items chosen, and behind which item, in words."""
        at = self._view.place() if index is None else index
        before = [row.title for row in self._view.agenda.rows[:at] if row.kind != "summary"]
        title = shorten(before[-1], _TITLE_AT_MOST, placeholder=" …") if before else ""
        return Place(at, self._opened.bridge.lang.quote(title) if title else "")
