"""The rows of an agenda or, in their place, templates, pasted lines, or what is shared."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QPushButton, QStackedWidget, QWidget

from facilitator.domain.agenda import Meeting
from facilitator.ui.agenda.item_line_field import ItemLineField, Place
from facilitator.ui.agenda.list import AgendaView
from facilitator.ui.agenda.sheet import OpenAgenda
from facilitator.ui.agenda.template_panel import TemplatePanel

if TYPE_CHECKING:
    from facilitator.ui.agenda.paste_panel import PastePanel
    from facilitator.ui.sharing.panel import SharePanel


class AgendaBoard(QStackedWidget):
    """Shows the rows until something else is wanted; what came of it is chosen among them.

    Args:
        rows: the rows with what stands around them, `view` and `line` among it.
    """

    def __init__(
        self, opened: OpenAgenda, rows: QWidget, view: AgendaView, line: ItemLineField
    ) -> None:
        super().__init__()
        self._opened, self._rows, self._view, self._line = opened, rows, view, line
        self.templates = TemplatePanel(opened.bridge)
        self.sharing: SharePanel | None = None
        self.pasting: PastePanel | None = None
        for part in (rows, self.templates):
            self.addWidget(part)
        self.templates.left.connect(self.show_rows)
        self.templates.used.connect(self._show_laid)

    @property
    def shows_rows(self) -> bool:
        """Whether nothing stands in the place of the rows."""
        return self.currentWidget() is self._rows

    def show_rows(self) -> None:
        """Go back to the rows."""
        self.setCurrentWidget(self._rows)

    def focus_rows(self) -> None:
        """Go to the row with the focus."""
        self._view.come()

    def show_meeting(self, meeting: Meeting) -> None:
        """Follow a change of the meeting."""
        if self.sharing is not None and self.currentWidget() is self.sharing:
            self.sharing.show_meeting(meeting)

    def primary(self) -> QPushButton | None:
        """The button that Ctrl+Enter presses; none while the rows are there."""
        shown = self.currentWidget()
        if shown is self.templates:
            return self.templates.primary()
        if self.sharing is not None and shown is self.sharing:
            return self.sharing.primary()
        if self.pasting is not None and shown is self.pasting:
            return self.pasting.add_button
        return None

    # -- templates

    def show_templates(self) -> None:
        """Show what the agenda can be laid by."""
        sheet = self._opened.sheet
        if sheet is not None:
            self.templates.show_for(sheet.agenda, sheet.before, self._view.place())
        self.setCurrentWidget(self.templates)

    def _show_laid(self, made: list[str]) -> None:
        self._go_back()
        self._view.choose_first(made)

    # -- lines

    def write_line(self) -> None:
        """Go to the line that becomes an item."""
        if self._opened.can_change:
            self.show_rows()
            self._line.write()

    def show_lines(self, text: str, place: Place) -> None:
        """Show what the lines of a text would become, put in at a place."""
        if self._opened.sheet is None or not text.strip():
            return
        if self.pasting is None:
            from facilitator.ui.agenda.paste_panel import PastePanel

            self.pasting = PastePanel(self._opened.bridge)
            self.pasting.left.connect(self._go_back)
            self.pasting.added.connect(self._show_pasted)
            self.addWidget(self.pasting)
        self.setCurrentWidget(self.pasting)
        self.pasting.begin(text, self._line.known(), place, self._line.reads())

    def _show_pasted(self, made: list[str]) -> None:
        self._go_back()
        self._view.choose_all(made)

    def _go_back(self) -> None:
        self.show_rows()
        self._view.come()

    # -- sharing

    def share(self) -> None:
        """Show what can be shared of the meeting."""
        if self._opened.agenda is None:
            return
        if self.sharing is None:
            from facilitator.ui.sharing.panel import SharePanel

            self.sharing = SharePanel(self._opened.bridge)
            self.sharing.left.connect(self.show_rows)
            self.addWidget(self.sharing)
        self.setCurrentWidget(self.sharing)
        self.sharing.begin(self._opened.agenda.meeting)

    def print_out(self) -> None:
        """Show the pages; when they are shown already, print them."""
        if self.sharing is not None and self.currentWidget() is self.sharing:
            self.sharing.print_out()
        else:
            self.share()
