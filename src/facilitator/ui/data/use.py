"""“Use at the meeting”: where an indicator can be talked about, and putting it there."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QWidget

from facilitator.domain.agenda import MeetingRow
from facilitator.domain.overview import COMING
from facilitator.edits import indicator_use as edits
from facilitator.language import N_, Language
from facilitator.store import queries
from facilitator.store.rows import Session
from facilitator.ui.bridge import Bridge

MOST_MEETINGS = 6


@dataclass(frozen=True, slots=True)
class Place:
    """An item about data of a coming meeting, or with no `item` a new one there."""

    meeting: MeetingRow
    item: str | None = None
    title: str = ""


def places(session: Session, cluster: str) -> tuple[Place, ...]:
    """Where an indicator can be used: the coming meetings, the next first, each with its items
    about data and a new one."""
    rows = queries.meetings(session, cluster)
    coming = [one for one in reversed(rows) if one.status in COMING][:MOST_MEETINGS]
    found = []
    for one in coming:
        items = queries.agenda(session, one.id).items
        about = (item for item in items if item.kind == edits.KIND)
        found += [Place(one, item.id, item.title) for item in about]
        found.append(Place(one))
    return tuple(found)


def place_words(place: Place, lang: Language) -> str:
    """Where it is, in a line of a menu."""
    fields = {
        "n": lang.number(place.meeting.number),
        "day": lang.date_near(place.meeting.start.astimezone(lang.zone).date()),
    }
    if place.item is None:
        return lang.text(N_("Meeting {n} on {day}: a new item"), **fields)
    words = N_("Meeting {n} on {day}: {title}")
    return lang.text(words, **fields, title=lang.quote(place.title))


def use_menu(bridge: Bridge, indicator: str, parent: QWidget) -> QMenu:
    """A menu of the places; choosing one puts the indicator there and goes to the item."""
    menu, lang = QMenu(parent), bridge.lang
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    for place in bridge.ask(places, bridge.cluster):
        action = menu.addAction(place_words(place, lang).replace("&", "&&"))
        action.triggered.connect(partial(use, bridge, indicator, place))
    if not menu.isEmpty():
        menu.addSeparator()
    new = menu.addAction(lang.text(N_("Make a new meeting first…")))
    new.triggered.connect(lambda: bridge.act("new_meeting"))
    return menu


def use(bridge: Bridge, indicator: str, place: Place, _checked: bool = False) -> None:
    """Put an indicator on an agenda and go there."""
    item = bridge.do(N_("Use an indicator at a meeting"), _put, indicator, place)
    if item is not None:
        bridge.open_row("meetings", "item", item)


def _put(session: Session, indicator: str, place: Place) -> str:
    if place.item is None:
        return edits.put_on_agenda(session, indicator, place.meeting.id)
    edits.show_at_item(session, indicator, place.item)
    return place.item
