"""The agenda of a meeting with a case item, a desk without windows, and things to use."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from tests.ui.fakes import FakeClock
from tests.ui.meeting_room import Room

from facilitator.domain.content import Attachment, Case, Usage
from facilitator.edits import attachments, content
from facilitator.store import queries
from facilitator.ui.agenda.beside import Beside
from facilitator.ui.bridge import Bridge
from facilitator.ui.content.attached_files import Desk
from facilitator.ui.content.material import Material
from facilitator.ui.content.material_picker import Picker
from facilitator.ui.content.panel import ContentPanel


class FakeDesk(Desk):
    """Chooses what the test says, and remembers what it was asked to open."""

    def __init__(self) -> None:
        self.chosen = ""
        self.place = ""
        self.opened: list[QUrl] = []
        self.can_open = True

    def choose(self, parent: QWidget, title: str) -> str:  # noqa: ARG002
        return self.chosen

    def choose_place(self, parent: QWidget, title: str, name: str) -> str:  # noqa: ARG002
        return self.place

    def open(self, address: QUrl) -> bool:
        self.opened.append(address)
        return self.can_open


class ContentRoom(Room):
    """The room with the case item chosen."""

    def __init__(self, bridge: Bridge, clock: FakeClock, place: Path) -> None:
        super().__init__(bridge, clock, place)
        self.furnish()
        self.desk = FakeDesk()
        self.item = self.item_of("case")
        self.was_held = self.store.ask(queries.agenda, self.held).items[2].id

    def begin(self) -> ContentRoom:
        """Show the agenda with the case item chosen."""
        self.open(self.meeting)
        self.material.files.desk = self.desk
        self.view.choose(self.item)
        self.settle()
        return self

    def item_of(self, kind: str) -> str:
        return next(one.id for one in self.stored.items if one.kind == kind)

    def case(self, title: str = "Svimmelhed", *items: str, **values: Any) -> str:
        """A case, used at items."""
        key = self.do(content.add_case, self.cluster, title, self.clock.utc(), **values)
        for item in items:
            self.do(content.use_case, item, key)
        return key

    def file(self, name: str = "vejledning.pdf", content: bytes = b"%PDF") -> str:
        """A copied file of the case item."""
        return self.do(attachments.attach_file, self.meeting, name, content, item=self.item)

    @property
    def beside(self) -> Beside:
        return self.agenda_page.beside

    @property
    def material(self) -> Material:
        return self.agenda_page.inspector.material

    @property
    def picker(self) -> Picker:
        return self.beside.picker

    @property
    def panel(self) -> ContentPanel:
        return self.beside.panel

    def used(self) -> tuple[Usage, ...]:
        return self.store.ask(queries.used_at_item, self.item)

    def attached(self) -> tuple[Attachment, ...]:
        return self.store.ask(queries.attachments, self.meeting, self.item)

    def stored_case(self, key: str) -> Case:
        return self.store.ask(queries.case, key)

    def drawn_material(self) -> list[str]:
        """The lines of the section as a person reads them."""
        return [" | ".join((one.title, one.note)) for one in self.material.lines]

    def field(self, column: str) -> Any:
        """The widget of a field of the thing that is open."""
        return self.panel.form.fields[column]

    def write(self, column: str, text: str) -> None:
        """Type into a field of the thing that is open, over what stood there, and leave it."""
        editor = self.field(column).editor
        editor.setFocus()
        editor.selectAll()
        QTest.keyClick(editor, Qt.Key.Key_Delete)
        for part in text:
            if part == "\n":
                QTest.keyClick(editor, Qt.Key.Key_Return)
            else:
                # Typed as a keyboard does it that knows æ, ø and å.
                pressed = QKeyEvent(
                    QKeyEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, part
                )
                QApplication.sendEvent(editor, pressed)
        self.panel.back_button.setFocus()
        self.settle()

    def undo(self) -> None:
        self.bridge.undo()
        self.settle()
