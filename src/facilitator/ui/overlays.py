"""What lies over the window for a moment: the search box and the list of keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from facilitator.language import N_
from facilitator.ui import theme

if TYPE_CHECKING:
    from facilitator.ui.key_overlay import KeysOverlay
    from facilitator.ui.main_window import MainWindow
    from facilitator.ui.search.box import SearchBox


class Overlays:
    """At most one of each; over a page that fills the window they are dark as it is."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self.keys: KeysOverlay | None = None
        self.search: SearchBox | None = None
        self._searched = ""

    def open_search(self) -> None:
        """Show the search box with what was typed last; where it is open, begin anew."""
        if self.search is not None:
            self.search.again()
            return
        from facilitator.ui.search.box import SearchBox

        self.leave_keys()
        self.search = SearchBox(self._window)
        self.search.gone.connect(self._forget_search)
        if self._is_dark():
            theme.dress(self.search.card, "dark")
        self.search.open(self._searched)

    def turn_keys(self) -> None:
        """Show the keys that work here, or take them away; while a meeting runs no others."""
        if self.leave_keys():
            return
        from facilitator.ui.key_overlay import KeysOverlay

        window, page = self._window, self._window.page()
        text, is_dark = window.bridge.lang.text, self._is_dark()
        at = getattr(page, "keys_of", window.current)
        rows = {at: window.rows[at], **({} if is_dark else window.rows)}
        places = {row.id: text(row.title) for row in rows.values()}
        here = {at: places.pop(at), "window": text(N_("Everywhere"))}
        own = getattr(page, "keys", None)
        self.keys = KeysOverlay(window, window.bridge.lang, {**here, **places}, own)
        self.keys.gone.connect(self._forget_keys)
        if is_dark:
            theme.dress(self.keys, "dark")

    def leave_keys(self) -> bool:
        """Take the list of keys away; whether it was there."""
        shown = self.keys
        if shown is not None:
            shown.leave()
        return shown is not None

    def _is_dark(self) -> bool:
        page = self._window.page()
        return page is not None and page.fills_window()

    def _forget_search(self) -> None:
        if self.search is not None:
            self._searched = self.search.line.text()
        self.search = None

    def _forget_keys(self) -> None:
        self.keys = None
