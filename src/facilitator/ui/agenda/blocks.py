"""Own blocks of items: put into the agenda that is open, or kept of the items chosen there."""

from __future__ import annotations

from collections.abc import Callable

from facilitator.edits import patterns
from facilitator.language import N_
from facilitator.store import queries
from facilitator.ui.agenda.cards import AddCard
from facilitator.ui.agenda.list import AgendaView
from facilitator.ui.agenda.sheet import OpenAgenda
from facilitator.ui.agenda.template_panel import TitleCard


class AgendaBlocks:
    """Answers the menu of kinds with the blocks there are, and a card with what one is called.

    Args:
        scroll_up: brings the card into sight.
    """

    def __init__(
        self,
        opened: OpenAgenda,
        view: AgendaView,
        adding: AddCard,
        naming: TitleCard,
        scroll_up: Callable[[], object],
    ) -> None:
        self._opened, self._view, self._naming = opened, view, naming
        self._scroll_up = scroll_up
        adding.blocks = lambda: opened.bridge.ask(queries.own_templates, is_block=True)
        adding.block_wanted.connect(self.put_in)
        adding.keeping.connect(self.ask_title)
        naming.named.connect(self._keep)
        naming.left.connect(self._leave)

    def put_in(self, block: str) -> None:
        """Put the items of a block in after the ones chosen."""
        what = self._opened.meeting, block, self._view.place()
        made = self._opened.do(N_("Put the block in"), patterns.insert_block, *what)
        self._view.choose_first(made)
        self._view.come()

    def ask_title(self) -> None:
        """Ask what the items chosen are called as a block."""
        chosen, bridge = self._view.ids(), self._opened.bridge
        rows = [r for r in self._view.agenda.rows if r.id in chosen and not r.is_locked]
        if not rows:
            said = N_("Choose the items first. Follow-up and summary have no place in a block.")
            bridge.say(bridge.lang.text(said), "warn", key="block")
            return
        self._scroll_up()
        heading = bridge.lang.plural(
            "Save {n} item as a block", "Save {n} items as a block", len(rows)
        )
        self._naming.ask(heading, rows[0].title)

    def _keep(self, title: str, why: str) -> None:
        bridge, what = self._opened.bridge, (self._view.ids(), title, why)
        keep = self._naming.unstored.do
        if keep(N_("Save block"), patterns.save_block, *what) is not None:
            self._leave()
            said = N_("The block is kept. You find it under “Add an item” and “Template”.")
            bridge.say(bridge.lang.text(said), "ok")

    def _leave(self) -> None:
        self._naming.hide()
        self._view.come()
