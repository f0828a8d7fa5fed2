"""The whole history written out as a document, as it is chosen to be seen."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QPushButton

from facilitator.charts.chart import View
from facilitator.documents import DOCUMENTS, Asked
from facilitator.domain.disclosure import Audience
from facilitator.language import N_
from facilitator.store import queries
from facilitator.ui.bridge import Bridge
from facilitator.ui.history.export import Taker
from facilitator.ui.latest import Latest
from facilitator.ui.sharing.work import Wish, save


class HistoryPaper(QObject):
    """Asks where to, and writes there in a thread; `button` rests meanwhile."""

    def __init__(self, bridge: Bridge, taker: Taker, button: QPushButton) -> None:
        super().__init__(button)
        self._bridge, self._taker, self._button = bridge, taker, button
        self._view = View()
        self._work = Latest(self)
        self._work.done.connect(self._on_written)
        self._work.failed.connect(self._on_failed)

    def save(self, view: View) -> None:
        """Save the history of the cluster as it is seen in this way."""
        wish = self._bridge.guarded(lambda: self._wish(view))
        if wish is None:
            return
        self._view = view
        name = wish.file_name.removesuffix(".pdf")
        file = self._taker.ask_where(N_("Document"), "pdf", name)
        if file is not None:
            self._button.setEnabled(False)
            self._work.start(lambda: save(wish, file))

    def _wish(self, view: View) -> Wish:
        row = next(row for row in DOCUMENTS if row.name == "history")
        form = row.format("pdf")
        assert form is not None
        bridge = self._bridge
        asked = Asked(
            bridge.clock.utc().replace(microsecond=0),
            audience=view.audience,
            first=view.first,
            last=view.last,
        )
        values = bridge.ask(getattr(queries, row.needs), bridge.cluster)
        return Wish(row, form, values, bridge.lang, asked)

    def _on_written(self, file: Path) -> None:
        self._button.setEnabled(True)
        own = N_("It shows everything: for your own eyes.")
        is_own = self._view.audience is Audience.OWN_SCREEN
        self._taker.say_saved(file, self._bridge.lang.text(own) if is_own else "")

    def _on_failed(self, error: Exception) -> None:
        self._button.setEnabled(True)

        def again() -> None:
            raise error

        self._bridge.guarded(again)
