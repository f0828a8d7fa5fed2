"""What ACTIONS name as the window's own: done here, by the page in sight or by the program."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from facilitator.ui.actions import Action

if TYPE_CHECKING:
    from PySide6.QtWidgets import QAbstractButton

    from facilitator.ui.handover.visit import HandoverVisit
    from facilitator.ui.main_window import MainWindow

_SUBJECTS = {
    "meetings": "meeting",
    "run": "meeting",
    "follow_up": "commitment",
    "topics": "topic",
    "data": "indicator",
}
"""Whose key the subject of a page is."""


class Deeds(QObject):
    """One method for each handler of a window's row; what they need is loaded when they do it."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window, self._bridge = window, window.bridge
        self._new_wanted = False

    def do(self, row: Action) -> None:
        """Do what a row of ACTIONS names."""
        handler = getattr(self, row.handler)
        if row.argument:
            handler(row.argument)
        else:
            handler()

    def ask_program(self, wanted: str) -> None:
        """Ask the program for what reaches beyond the window."""
        self._window.wanted.emit(wanted)

    def open_page(self, page_id: str) -> None:
        """Show a page."""
        self._window.open_page(page_id)

    def close(self) -> None:
        """Close the window."""
        self._window.close()

    # -- back and forth

    def undo(self) -> None:
        """Take back; on a page with an undo of its own, such as a running meeting, by that."""
        getattr(self._window.page(), "undo", self._bridge.undo)()

    def redo(self) -> None:
        """Bring back; as `undo`."""
        getattr(self._window.page(), "redo", self._bridge.redo)()

    def show_history_of(self) -> None:
        """Show who changed what of the thing the person is at, else of the whole cluster."""
        from facilitator.ui.past.history_of_thing import HistoryOfThing

        if self._bridge.store is not None and self._bridge.cluster is not None:
            self._bridge.leaving.emit()
            HistoryOfThing(self._bridge, self._things(), self._window).open()

    def _things(self) -> Sequence[tuple[str, str]]:
        """Tables and keys of what the person is at, the nearest first."""
        page, current = self._window.page(), self._window.current
        own = getattr(page, "things", None)
        found = tuple(own()) if own is not None else ()
        subject = page.subject() if page is not None and not found else None
        if subject is not None and current in _SUBJECTS:
            return ((_SUBJECTS[current], subject),)
        assert self._bridge.cluster is not None
        return found or (("cluster", self._bridge.cluster),)

    def show_deleted(self) -> None:
        """Show what was deleted and can be brought back."""
        from facilitator.ui.past.deleted_things import DeletedThings

        if self._bridge.store is not None and self._bridge.cluster is not None:
            DeletedThings(self._bridge, self._window).open()

    # -- meetings

    def new_meeting(self) -> None:
        """Go to the meetings and begin a new one there."""
        self._window.open_page("meetings")
        begin = getattr(self._window.page(), "new_meeting", None)
        self._new_wanted = begin is None
        if begin is not None:
            begin()

    def go_on(self) -> None:
        """Do what was asked for before the store was open."""
        if self._new_wanted and self._window.current == "meetings":
            self.new_meeting()

    def share(self) -> None:
        """Share what the page is about; else the agenda of the meeting that comes."""
        self._ask_page("share")

    def print_out(self) -> None:
        """As `share`, to print."""
        self._ask_page("print_out")

    def _ask_page(self, deed: str) -> None:
        page = self._window.page()
        if page is not None and page.fills_window():
            return  # nobody is taken out of a running meeting
        if not hasattr(page, deed):
            self._window.open_page("meetings")
        act = getattr(self._window.page(), deed, None)
        if act is not None:
            act()

    def rehearse(self) -> None:
        """Try out the meeting the page is about, or the one that comes; nothing is stored."""
        window, page = self._window, self._window.page()
        if self._bridge.store is None or window.is_covered() or (page and page.fills_window()):
            return
        from facilitator.ui.run.rehearsal import open_rehearsal

        subject = page.subject() if page else None
        made = self._bridge.guarded(lambda: open_rehearsal(self._bridge, subject))
        if made is not None:
            made.left.connect(lambda: window.open_page(window.current))
            window.show_page_instead(made)
            made.run.setFocus()

    # -- the window

    def search(self) -> None:
        """Search in everything; the key of it pressed again begins anew."""
        self._window.overlays.open_search()

    def show_keys(self) -> None:
        """Show the keys that work here, or take them away."""
        self._window.overlays.turn_keys()

    def press_primary(self) -> None:
        """Press the one button that stands out in what is in sight."""
        ask = getattr(self._window.in_sight(), "primary", None)
        primary: QAbstractButton | None = ask() if ask is not None else None
        if primary is not None and primary.isEnabled() and primary.isVisible():
            primary.click()

    def toggle_full_screen(self) -> None:
        """Fill the screen, or no longer."""
        if self._window.isFullScreen():
            self._window.showNormal()
        else:
            self._window.showFullScreen()

    # -- files

    @cached_property
    def handover(self) -> HandoverVisit:
        """The hand-over in place of the pages."""
        from facilitator.ui.handover.visit import HandoverVisit

        return HandoverVisit(self._window)

    def hand_over(self) -> None:
        """Write the cluster to a file that is opened elsewhere."""
        self.handover.save()

    def show_data_folder(self) -> None:
        """Show in the system's own window where the data file and the log lie."""
        from PySide6.QtCore import QUrl
        from PySide6.QtGui import QDesktopServices

        folder = self._bridge.settings.path.parent
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
