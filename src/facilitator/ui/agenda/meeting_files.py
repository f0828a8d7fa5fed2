"""Files and links of a whole meeting: the card beside its agenda."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout

from facilitator.domain.agenda import Meeting
from facilitator.domain.link import web_link
from facilitator.language import N_
from facilitator.ui.bridge import Bridge
from facilitator.ui.content.attached_files import Drops
from facilitator.ui.content.material import Material, bring_into_sight
from facilitator.ui.parts import Card, button
from facilitator.ui.parts.esc_line import EscLine


class MeetingFiles(Material):
    """As the section of an item, for what belongs to no item. A link is written in a line."""

    heading = N_("For the whole meeting, named on the agenda")
    removal = N_("Remove {title}")

    def __init__(self, bridge: Bridge) -> None:
        super().__init__(bridge)
        text = self.lang.text
        self.add_button.setText(text(N_("File …")))
        self.add_button.setAccessibleName(text(N_("Attach a file")))
        self.adding.connect(self.choose_file)
        self.link_button = button(
            text(N_("Link …")),
            self.begin_link,
            icon="link",
            small=True,
            name=text(N_("Attach a link")),
        )
        self._column.removeWidget(self.add_button)
        low = QHBoxLayout()
        low.addWidget(self.add_button)
        low.addWidget(self.link_button)
        low.addStretch(1)
        self.link_line = EscLine()
        self.link_line.setPlaceholderText(text(N_("Address of a page")))
        self.link_line.setAccessibleName(text(N_("Address of a page")))
        self.link_line.returnPressed.connect(self._write_link)
        self.link_line.left.connect(self._leave_link)
        self.link_line.hide()
        self._column.addWidget(self.link_line)
        self._column.addLayout(low)

    def show_meeting(self, meeting: Meeting) -> None:
        """Show what is attached to a meeting. It is asked only when it can have changed."""
        self._follow(None, meeting, (meeting.id, meeting.is_read_only))
        self.link_button.setVisible(self.can_change)
        if not self.can_change:
            self.link_line.hide()

    def begin_link(self) -> None:
        """Write a link, beginning with the address that was copied, if one was."""
        copied = QGuiApplication.clipboard().text().strip()
        self.link_line.setText(web_link(copied) or "")
        self.link_line.show()
        self.link_line.setFocus()
        self.link_line.selectAll()
        QTimer.singleShot(0, self.link_line, partial(bring_into_sight, self.link_line))

    def _write_link(self) -> None:
        if self.link_line.text().strip():
            self.drop_link(self.link_line.text().strip())
        if not self.trouble:
            self._leave_link()
        else:
            # What is said above the line moves it down.
            QTimer.singleShot(0, self.link_line, partial(bring_into_sight, self.link_line))

    def _leave_link(self) -> None:
        had_focus = self.link_line.hasFocus()
        self.link_line.clear()
        self.link_line.hide()
        self.say("")
        if had_focus:
            self.link_button.setFocus()


class FilesCard(Card):
    """The card; files and links may be let go on it."""

    def __init__(self, bridge: Bridge) -> None:
        super().__init__(bridge.lang.text(N_("Files and links")))
        self.section = MeetingFiles(bridge)
        self.add(self.section)
        self._drops = Drops(self)
        self._drops.files.connect(self.section.attach)
        self._drops.link.connect(self.section.drop_link)

    def show_meeting(self, meeting: Meeting) -> None:
        """Show what is attached to a meeting."""
        self.section.show_meeting(meeting)
        self._drops.is_open = self.section.can_change
        self.setVisible(self.section.can_change or bool(self.section.lines))
