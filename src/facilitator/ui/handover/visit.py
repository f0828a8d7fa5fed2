"""A hand-over in place of the pages: opened or written there, and the way back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QObject

from facilitator.language import N_

if TYPE_CHECKING:
    from facilitator.store.journal import StepInfo
    from facilitator.ui.main_window import MainWindow
    from facilitator.ui.work_page import WorkPage

HANDED_OVER = ".facilitator"
"""How the name of a handed over cluster ends."""


def dropped(data: QMimeData) -> Path | None:
    """The one file that is dragged, if it is a handed over cluster."""
    files = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
    is_one = len(files) == 1 and files[0].suffix.casefold() == HANDED_OVER
    return files[0] if is_one else None


class HandoverVisit(QObject):
    """Shows the pages of a hand-over over a window, and goes where they lead."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window, self._bridge = window, window.bridge

    def save(self) -> None:
        """Write the cluster to a file that is opened elsewhere."""
        if self._can_leave() and self._bridge.cluster is not None:
            from facilitator.ui.handover.save import HandoverSavePage

            self._show(HandoverSavePage(self._bridge))

    def open(self, path: Path) -> None:
        """Show what a handed over cluster in a file would bring."""
        if self._can_leave():
            from facilitator.ui.handover.open import HandoverOpenPage

            page = HandoverOpenPage(self._bridge, path)
            page.kept.connect(self._on_kept)
            self._show(page)

    def _can_leave(self) -> bool:
        """Whether the page may give way to a hand-over; else it is said why not."""
        page = self._window.page()
        if page is not None and page.fills_window():
            said = N_("A meeting is running, so no hand-over can be opened now.")
            self._bridge.say(self._bridge.lang.text(said), "warn")
            return False
        return self._bridge.store is not None

    def _show(self, page: WorkPage) -> None:
        self._bridge.leaving.emit()
        page.left.connect(self._leave)
        self._window.show_whole(page)
        page.setFocus()

    def _leave(self) -> None:
        if self._bridge.cluster is None:
            self._window.wanted.emit("welcome")
        else:
            self._window.open_page(self._window.current)

    def _on_kept(self, cluster: str, step: StepInfo | None) -> None:
        """Go to the cluster that was handed over, and offer to take all of it back."""
        before, text = self._bridge.cluster, self._bridge.lang.text
        if before != cluster:
            self._bridge.choose_cluster(cluster)
        self._window.open_page("home")
        if step is None:
            said = N_("Everything in the file was here already; nothing was changed.")
            self._bridge.say(text(said), key="handover")
            return
        back = text(N_("Undo")), lambda: self._take_back(before, step)
        said = N_("The hand-over was opened.")
        self._bridge.say(text(said), "ok", seconds=0, key="handover", answers=(back,))

    def _take_back(self, before: str | None, step: StepInfo) -> None:
        bridge, store = self._bridge, self._bridge.store
        if store is None or bridge.guarded(lambda: store.take_back(step.seq)) is None:
            return
        if bridge.cluster != before:
            bridge.choose_cluster(before)
        bridge.say(bridge.lang.text(N_("Undone: {what}"), what=bridge.lang.text(step.label)))
        if before is None:
            self._window.wanted.emit("welcome")
