"""Agenda items on the clipboard: whole for this program, lines of text for any other."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication

from facilitator.domain import agenda_text
from facilitator.domain.agenda import AgendaItem
from facilitator.domain.content import Topic
from facilitator.domain.item_line import Reads
from facilitator.edits import agenda as edits
from facilitator.language import N_
from facilitator.store import queries
from facilitator.ui.agenda.list import AgendaView
from facilitator.ui.agenda.sheet import OpenAgenda

_MIME = "application/x-facilitator-copied-items"


@dataclass(frozen=True, slots=True)
class Copied:
    """Items by their ids; `cut`: they move when they are pasted. `text`: lines to be read."""

    ids: tuple[str, ...] = ()
    cut: bool = False
    text: str = ""


def put(store: str, copied: Copied) -> None:
    """Put items on the clipboard; `store` is where their ids mean something."""
    data = QMimeData()
    head = f"{store}\n{'cut' if copied.cut else 'copy'}\n"
    data.setData(_MIME, (head + "\n".join(copied.ids)).encode())
    data.setText(copied.text)
    QGuiApplication.clipboard().setMimeData(data)


def take(store: str) -> Copied:
    """What is on the clipboard: items of this store, else a text alone."""
    data = QGuiApplication.clipboard().mimeData()
    if data is None:
        return Copied()
    said = bytes(data.data(_MIME).data()).decode().split("\n")
    if len(said) < 3 or said[0] != store:
        return Copied(text=data.text())
    return Copied(tuple(said[2:]), said[1] == "cut", data.text())


class AgendaClipboard:
    """Copies and cuts the items of a list and puts them in again after the ones chosen.

    Args:
        reads: how times are read, so that items are written as they would be understood.
        read_lines: is given a text that was pasted, which is not of this program's items.
    """

    def __init__(
        self,
        opened: OpenAgenda,
        view: AgendaView,
        reads: Callable[[], Reads],
        read_lines: Callable[[str], object],
    ) -> None:
        self._opened, self._view = opened, view
        self._reads, self._read_lines = reads, read_lines
        view.copied.connect(self.copy)
        view.pasted.connect(self.paste)

    def copy(self, ids: list[str], cut: bool) -> None:
        """Put items on the clipboard; cut ones move when they are pasted."""
        agenda, lang = self._opened.agenda, self._opened.bridge.lang
        if agenda is None or not ids:
            return
        items = [item for item in agenda.items if item.id in ids]
        known = {one.id: one.title for one in self._topics(items)}
        text = agenda_text.text(items, lang, self._reads(), known)
        put(self._store_name(), Copied(tuple(ids), cut, text))
        said = N_("Cut. Ctrl+V puts it in.") if cut else N_("Copied. Ctrl+V puts it in.")
        self._opened.bridge.say(lang.text(said), key="clipboard", seconds=4)

    def paste(self) -> None:
        """Put in what is on the clipboard. Items that were cut are copies from then on."""
        copied = take(self._store_name())
        if not copied.ids:
            self._read_lines(copied.text)
            return
        verb = edits.carry_items if copied.cut else edits.duplicate_items
        what = copied.ids, self._opened.meeting, self._view.place()
        made = self._opened.do(N_("Put items in"), verb, *what)
        if made and copied.cut:
            put(self._store_name(), Copied(tuple(made), text=copied.text))
        if made:
            self._opened.bridge.unsay("clipboard")
            self._view.choose_all(made)

    def _topics(self, items: Sequence[AgendaItem]) -> Sequence[Topic]:
        bridge = self._opened.bridge
        asked = bridge.cluster is not None and any(item.topic for item in items)
        return bridge.ask(queries.topics, bridge.cluster) if asked else ()

    def _store_name(self) -> str:
        store = self._opened.bridge.store
        return store.place if store else ""
