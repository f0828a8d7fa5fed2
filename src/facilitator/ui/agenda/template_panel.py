"""The templates in place of an agenda's rows: use one, keep the agenda as one, hand one on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QHideEvent, QKeyEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from facilitator.domain.agenda import Agenda
from facilitator.domain.pattern_file import ENDING
from facilitator.domain.patterns import Pattern
from facilitator.domain.refusal import NotFound, writing
from facilitator.edits import agenda as edits
from facilitator.edits import patterns
from facilitator.imports.sources import source
from facilitator.language import N_, Language
from facilitator.paths import safe_save
from facilitator.store import queries
from facilitator.store.journal import StepInfo
from facilitator.ui.agenda.template_editor import TemplateEditor
from facilitator.ui.agenda.template_picker import LAST, Choice, TemplatePicker, choices, own_choice
from facilitator.ui.bridge import Bridge
from facilitator.ui.number_bar import Unstored
from facilitator.ui.parts import Card, Field, FlowLayout, button, label, set_tone

T = TypeVar("T")
OpenFile = Callable[[QWidget, str, str], str]
SaveFile = Callable[[QWidget, str, str, str], str]

_SHOWN = frozenset({"template", "template_item", "template_step", "meeting"})
_TEMPLATE = "template"
_FILES = N_("Templates for Facilitator (*.{ending})")


def choose_open(parent: QWidget, title: str, pattern: str) -> str:
    """The file a person chooses to read in; empty when they leave."""
    return QFileDialog.getOpenFileName(parent, title, "", pattern)[0]


def choose_save(parent: QWidget, title: str, name: str, pattern: str) -> str:
    """The file a person chooses to write, `name` proposed; empty when they leave."""
    return QFileDialog.getSaveFileName(parent, title, name, pattern)[0]


class TitleCard(Card):
    """Asks what a template or block is called. Emits `named` with title and reason, or `left`.

    `unstored` stores what is named, and asks about a number in it first.
    """

    named = Signal(str, str)
    left = Signal()

    def __init__(self, bridge: Bridge) -> None:
        super().__init__()
        self._lang = lang = bridge.lang
        self._heading = label("", "h2")
        self.add(self._heading)
        self.title, self.why = QLineEdit(), QLineEdit()
        for edit in (self.title, self.why):
            edit.returnPressed.connect(self._save)
        self.unstored = Unstored(bridge, self._save, self.title, self.why, column=self.body)
        self.title_field = Field(lang.text(N_("Title")), self.title)
        self.add(self.title_field)
        self.add(Field(lang.text(N_("When it fits (may be left out)")), self.why))
        row = QHBoxLayout()
        row.addStretch()
        row.addWidget(button(lang.text(N_("Cancel")), self.left.emit, small=True))
        save = lang.text(N_("Save"))
        self.save_button = button(save, self._save, primary=True, small=True)
        row.addWidget(self.save_button)
        self.body.addLayout(row)
        self.hide()

    def ask(self, heading: str, title: str = "", why: str = "") -> None:
        """Show the card with what is there so far, and go to the title."""
        self._heading.setText(heading)
        self.setAccessibleName(heading)
        self.title_field.set_error("")
        self.unstored.forget()
        self.title.setText(title)
        self.why.setText(why)
        self.show()
        self.title.setFocus()
        self.title.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _save(self) -> None:
        if self.title.text().strip():
            self.named.emit(self.title.text().strip(), self.why.text().strip())
        else:
            self.title_field.set_error(self._lang.text(N_("A template needs a title.")))
            self.title.setFocus()


class QuestionCard(Card):
    """A question before something is written over. Emits `answered`, or `left`."""

    answered = Signal()
    left = Signal()

    def __init__(self, lang: Language, yes: str) -> None:
        super().__init__()
        self._said = label("")
        self.add(self._said)
        row = QHBoxLayout()
        row.addStretch()
        row.addWidget(button(lang.text(N_("Cancel")), self.left.emit, small=True))
        self.yes_button = button(yes, self.answered.emit, small=True, danger=True)
        row.addWidget(self.yes_button)
        self.body.addLayout(row)
        self.hide()

    def ask(self, question: str) -> None:
        """Show the question and go to the answer."""
        self._said.setText(question)
        self.setAccessibleName(question)
        self.show()
        self.yes_button.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


class TemplatePanel(QWidget):
    """Emits `used` with the ids of items that were put in, none when all are new, or `left`.

    Args:
        choose_open, choose_save: ask a person for a file.
    """

    used = Signal(list)
    left = Signal()

    def __init__(
        self,
        bridge: Bridge,
        choose_open: OpenFile = choose_open,
        choose_save: SaveFile = choose_save,
    ) -> None:
        super().__init__()
        self.bridge, self.choose_open, self.choose_save = bridge, choose_open, choose_save
        lang = bridge.lang
        self._agenda: Agenda | None = None
        self._before: str | None = None
        self._place: int | None = None
        self._incoming: Pattern | None = None
        self._renamed = ""
        self.picker = TemplatePicker(lang)
        self.form = TitleCard(bridge)
        self.question = QuestionCard(lang, lang.text(N_("Write over")))
        self.editor = TemplateEditor(lang)
        self._make_buttons()
        self._lay()
        self._listen()
        self.setAcceptDrops(True)

    def show_for(self, agenda: Agenda, before: str | None, place: int) -> None:
        """Offer what this agenda can be laid by; `before` is the meeting held before it, and
        `place` where a block would be put in."""
        self._agenda, self._before, self._place = agenda, before, place
        self._fill()
        self._leave_cards()
        self.picker.focus_choice()

    def primary(self) -> QPushButton:
        """What Ctrl+Enter presses: what was asked for last is not passed over."""
        if self.editor.isVisible():
            return self.editor.save_button
        return self.form.save_button if self.form.isVisible() else self.use_button

    # -- making

    def _make_buttons(self) -> None:
        text = self.bridge.lang.text
        keep = text(N_("Save the agenda as a template…"))
        self.keep_button = button(keep, self._ask_title, small=True)
        self.open_button = button(text(N_("Get from a file…")), self._open, small=True)
        self.rename_button = button(text(N_("Rename…")), self._rename, small=True)
        self.edit_button = button(text(N_("Edit the items")), self._edit, small=True)
        over = text(N_("Write over with this agenda…"))
        self.over_button = button(over, self._ask_over, small=True)
        self.export_button = button(text(N_("Export…")), self._export, small=True)
        self.remove_button = button(text(N_("Remove")), self._remove, small=True)
        self.cancel_button = button(text(N_("Cancel")), self._cancel)
        self.use_button = button(text(N_("Use the template")), self._use, primary=True)

    def _lay(self) -> None:
        top, low = QHBoxLayout(), QHBoxLayout()
        top.addWidget(label(self.bridge.lang.text(N_("Templates")), "h2"), 1)
        for part in (self.keep_button, self.open_button):
            top.addWidget(part)
        self._said = label("", "muted")
        low.addWidget(self._said, 1)
        for part in (self.cancel_button, self.use_button):
            low.addWidget(part)
        self.picker.before = self.open_button
        self._tools = QWidget()
        tools = FlowLayout(self._tools)
        writing = self.edit_button, self.rename_button, self.over_button
        for tool in (*writing, self.export_button, self.remove_button):
            tools.addWidget(tool)
        self.picker.preview.add(self._tools)
        self.picker.side.insertWidget(0, self.form, 0, Qt.AlignmentFlag.AlignTop)
        self.picker.side.insertWidget(1, self.question)
        self.picker.side.insertWidget(2, self.editor, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addLayout(top)
        column.addWidget(self.picker, 1)
        column.addLayout(low)

    def _listen(self) -> None:
        self.picker.picked.connect(lambda _key: self._on_picked())
        self.picker.accepted.connect(self._use)
        self.picker.left.connect(self._cancel)
        self.form.named.connect(self._name)
        self.form.left.connect(self._leave_cards)
        self.question.answered.connect(self._write_over)
        self.question.left.connect(self._leave_cards)
        self.editor.wanted.connect(self._write)
        self.editor.left.connect(self._leave_cards)
        self.bridge.changed.connect(self._on_changed)

    # -- showing

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._incoming = None

    def _on_changed(self, step: StepInfo) -> None:
        if not self.isVisible() or self._agenda is None or not step.tables & _SHOWN:
            return
        try:
            self._agenda = self.bridge.ask(queries.agenda, self._agenda.meeting.id)
        except NotFound:
            return  # the page that shows the meeting goes elsewhere by itself
        self._fill()

    def _fill(self) -> None:
        agenda, bridge = self._agenda, self.bridge
        if agenda is None:
            return
        last = bridge.ask(queries.agenda, self._before).items if self._before else ()
        own, minutes = bridge.ask(queries.own_templates), agenda.meeting.minutes
        is_first = self._before is None
        shown = choices(bridge.lang, minutes, last, is_first=is_first, own=own)
        self.picker.show_choices(shown, agenda.meeting.start, minutes)
        if self._incoming is None:
            self._show_choice()
        else:
            self._show_incoming(self._incoming)

    def _on_picked(self) -> None:
        self._incoming = None
        self._leave_cards()
        self._show_choice()

    def _show_choice(self) -> None:
        """Say what can be done with the card chosen."""
        choice = self.picker.chosen
        self._tools.setVisible(choice.own is not None)
        self.over_button.setVisible(not choice.is_block)
        replaces = N_("The template takes the place of the present items. Ctrl+Z brings them back.")
        inserts = N_("The block is put in; the present items stay.")
        use = N_("Put the block in") if choice.is_block else N_("Use the template")
        self._offer(use, inserts if choice.is_block else replaces)

    def _offer(self, use: str, said: str, tone: str = "") -> None:
        text = self.bridge.lang.text
        self.use_button.setText(text(use))
        self.use_button.setAccessibleName(text(use))
        self._said.setText(text(said))
        set_tone(self._said, tone)

    def _leave_cards(self) -> None:
        """Take the form, the question and the editor away."""
        cards = self.form, self.question, self.editor
        had_focus = any(card.isVisible() for card in cards)
        for card in cards:
            card.hide()
        self.picker.preview.show()
        self._tools.setVisible(self.picker.chosen.own is not None and self._incoming is None)
        self._renamed = ""
        if had_focus:
            self.picker.focus_choice()

    def _cancel(self) -> None:
        if self._incoming is not None:
            self._go_to(self.picker.choice)
        else:
            self.left.emit()

    # -- using

    def _use(self) -> None:
        if self._incoming is not None:
            self._add_incoming()
        elif self._agenda is not None:
            made = self._lay_chosen(self._agenda.meeting.id, self.picker.chosen)
            if made is not None:
                self.used.emit(made)

    def _lay_chosen(self, meeting: str, choice: Choice) -> list[str] | None:
        """Lay the agenda, or put the block in. The ids of what was put in; None: refused."""
        do, name, key = self.bridge.do, N_("Use a template"), choice.id
        if choice.is_block:
            return do(N_("Put the block in"), patterns.insert_block, meeting, key, self._place)
        if key == LAST:
            done = do(name, _done(edits.copy_agenda), self._before, meeting)
        elif choice.own is not None:
            is_scaled = self.picker.is_scaled
            done = do(name, _done(patterns.lay_own_template), meeting, key, is_scaled=is_scaled)
        else:
            done = do(name, _done(edits.lay_template), meeting, key)
        return [] if done else None

    # -- keeping

    def _ask_title(self) -> None:
        self._leave_cards()
        self._ask_name(N_("Save the agenda as a template"))

    def _rename(self) -> None:
        own = self.picker.chosen.own
        if own is not None:
            self._leave_cards()
            self._renamed = own.id
            self._ask_name(N_("Rename “{title}”"), own.title, own.why)

    def _ask_name(self, heading: str, title: str = "", why: str = "") -> None:
        """Ask in place of the preview, which is of no help then."""
        self.picker.preview.hide()
        self.form.ask(self.bridge.lang.text(heading, title=title), title, why)

    def _name(self, title: str, why: str) -> None:
        if self._agenda is None:
            return
        if self._renamed:
            label, verb = N_("Rename template"), _done(patterns.change_template)
            done = self.form.unstored.do(label, verb, self._renamed, title=title, why=why)
            made = self._renamed if done else None
        else:
            what = self._agenda.meeting.id, title, why
            made = self.form.unstored.do(N_("Save template"), patterns.save_template, *what)
        if made is not None:
            self._leave_cards()
            self._go_to(made)

    def _edit(self) -> None:
        """Show the items to be changed, in place of the preview."""
        own = self.picker.chosen.own
        if own is not None:
            self._leave_cards()
            self.picker.preview.hide()
            self.editor.edit(own)

    def _write(self, pattern: Pattern) -> None:
        write = _done(patterns.write_template)
        if self.bridge.do(N_("Change template"), write, pattern.id, pattern):
            self._leave_cards()

    def _ask_over(self) -> None:
        own = self.picker.chosen.own
        if own is not None:
            self._leave_cards()
            asked = N_(
                "Write over “{title}” with this agenda? What the template holds now goes; "
                "Ctrl+Z brings it back."
            )
            self._tools.hide()
            self.question.ask(self.bridge.lang.text(asked, title=own.title))

    def _write_over(self) -> None:
        own = self.picker.chosen.own
        if own is not None and self._agenda is not None:
            what = own.id, self._agenda.meeting.id
            self.bridge.do(N_("Write over template"), patterns.write_over, *what)
            self._leave_cards()

    def _remove(self) -> None:
        own = self.picker.chosen.own
        if own is None:
            return
        self._leave_cards()
        remove = _done(patterns.remove_template)
        if self.bridge.do(N_("Remove template"), remove, own.id):
            said = N_("The block is removed.") if own.is_block else N_("The template is removed.")
            self._say_with_undo(said)
            self.picker.focus_choice()

    def _go_to(self, key: str) -> None:
        """Choose a card, which takes the place of what came from a file."""
        self._incoming = None
        self.picker.choose(key)
        self._show_choice()
        self.picker.focus_choice()

    def _say_with_undo(self, said: str) -> None:
        lang = self.bridge.lang
        undo = (lang.text(N_("Undo")), self.bridge.undo)
        self.bridge.say(lang.text(said), key="undo", answers=(undo,))

    # -- files

    def _export(self) -> None:
        from facilitator.documents import Asked, document

        own, row, bridge = self.picker.chosen.own, document(_TEMPLATE), self.bridge
        if own is None or row is None:
            return
        asked = Asked(bridge.clock.utc())
        content = bridge.guarded(lambda: row.formats[0].write(own, bridge.lang, asked))
        if content is None:
            return
        name = f"{row.file_name(own, bridge.lang)}.{ENDING}"
        title = bridge.lang.text(N_("Export template"))
        chosen = self.choose_save(self, title, name, self._file_pattern())
        saved = bridge.guarded(lambda: _write(Path(chosen), content)) if chosen else None
        if saved:
            bridge.say(bridge.lang.text(N_("Saved as {name}."), name=saved), "ok")

    def _open(self) -> None:
        title = self.bridge.lang.text(N_("Get a template from a file"))
        chosen = self.choose_open(self, title, self._file_pattern())
        if chosen:
            self.open_file(Path(chosen))

    def open_file(self, path: Path) -> None:
        """Show the template in a file, to be added or left; say why it cannot be read."""
        row = source(_TEMPLATE)
        if row is None or self._agenda is None:
            return
        read = self.bridge.guarded(lambda: row.read_file(path))
        if read is not None:
            self._leave_cards()
            self._incoming = read
            self._show_incoming(read)
            self.use_button.setFocus()

    def _show_incoming(self, read: Pattern) -> None:
        minutes = self._agenda.meeting.minutes if self._agenda else 0
        self.picker.show_one(own_choice(self.bridge.lang, read, minutes))
        self._tools.hide()
        add = N_("Add the block") if read.is_block else N_("Add the template")
        known = {(one.title, one.is_block) for one in self.bridge.ask(queries.own_templates)}
        said, tone = N_("From a file: look at it, and add it to your own."), "accent"
        if (read.title, read.is_block) in known:
            said, tone = N_("You have one of this title already; both are then kept."), "warn"
        self._offer(add, said, tone)

    def _add_incoming(self) -> None:
        row, read = source(_TEMPLATE), self._incoming
        if row is None or read is None:
            return
        made = self.bridge.do(row.label, row.add, read)
        if made is not None:
            self._go_to(made)
            self._say_with_undo(N_("It is now among your own."))

    def _file_pattern(self) -> str:
        return self.bridge.lang.text(_FILES, ending=ENDING)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _dropped(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        for path in _dropped(event.mimeData()):
            event.acceptProposedAction()
            self.open_file(path)


def _dropped(data: QMimeData) -> Sequence[Path]:
    """The one file that is dragged, if it is one file."""
    files = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
    return files if len(files) == 1 else ()


def _done(verb: Callable[..., object]) -> Callable[..., bool]:
    """The verb, so that what it did can be told from a refusal."""

    def done(*args: object, **kw: object) -> bool:
        verb(*args, **kw)
        return True

    return done


def _write(path: Path, content: bytes) -> str:
    """Write a file and answer its name. Raises Refusal."""
    with writing(path.name):
        safe_save(path, content)
    return path.name
