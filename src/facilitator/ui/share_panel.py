"""Sharing what a meeting has on paper: the form, the edition and the language of a document
beside its pages; then saved, printed, or opened as a draft e-mail."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from facilitator.documents import DOCUMENTS, Asked, Document, Format
from facilitator.domain.agenda import Meeting
from facilitator.domain.overview import HELD
from facilitator.domain.refusal import Refusal
from facilitator.language import N_, Language
from facilitator.log import log
from facilitator.store import queries
from facilitator.ui import theme
from facilitator.ui.bridge import Bridge
from facilitator.ui.latest import Latest
from facilitator.ui.parts import Card, Chip, ChoiceChips, button, label, page_scroll, style_by
from facilitator.ui.share_pages import PagesView
from facilitator.ui.share_work import Look, Wish, draft, look_at, print_out, save, with_ending

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

SIDE_WIDTH = 336
_SIDE_SHARE = 0.45
_ANSWER_SECONDS = 30

_ABOUT = {
    "pdf": N_("For printing and for e-mail; it looks the same everywhere."),
    "docx": N_("For going on in Word. The pages here show what it says, not how Word sets it."),
    "ics": N_("Puts the meeting into a calendar. Shared again, it takes the place of the first."),
    "md": N_("Plain text with headings, for an intranet or a note."),
    "eml": N_(
        "A draft in your own e-mail program, with what is shared attached."
        " Nothing is sent from here."
    ),
}
_EDITIONS = (("participants", N_("Participants")), ("facilitator", N_("Facilitator")))
_LANGUAGES = (("da", "Dansk"), ("en", "English"))
_ABOUT_MEETINGS = tuple(row for row in DOCUMENTS if row.meeting)
_FAULT = Refusal(
    N_("Something went wrong in the program, and nothing was written."),
    N_("Try once more; the log in the data folder says where it happened."),
)


def choose_file(parent: QWidget, title: str, name: str, pattern: str) -> Path | None:
    """Ask where to save, in the folder of documents to begin with."""
    from PySide6.QtCore import QStandardPaths
    from PySide6.QtWidgets import QFileDialog

    at = Path(name)
    if not at.is_absolute():
        place = QStandardPaths.StandardLocation.DocumentsLocation
        at = Path(QStandardPaths.writableLocation(place)) / name
    chosen, _ = QFileDialog.getSaveFileName(parent, title, str(at), pattern)
    return Path(chosen) if chosen else None


def choose_printer(parent: QWidget) -> QPrinter | None:
    """Ask which printer, and which pages."""
    from PySide6.QtPrintSupport import QPrintDialog, QPrinter

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    dialog = QPrintDialog(printer, parent)
    return printer if dialog.exec() == QPrintDialog.DialogCode.Accepted else None


def open_path(path: Path) -> bool:
    """Open a file or a folder in the user's own program; whether there is one."""
    from PySide6.QtCore import QUrl
    from PySide6.QtGui import QDesktopServices

    return QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))


@dataclass(frozen=True, slots=True)
class Doors:
    """The ways out of the program; a test puts its own in their place."""

    choose_file: Callable[[QWidget, str, str, str], Path | None] = choose_file
    choose_printer: Callable[[QWidget], QPrinter | None] = choose_printer
    open_path: Callable[[Path], bool] = open_path


class SharePanel(QWidget):
    """Emits `left` when it is to go away again; `back` is what its button calls that."""

    left = Signal()

    def __init__(
        self, bridge: Bridge, doors: Doors | None = None, back: str = N_("Back to the agenda")
    ) -> None:
        super().__init__()
        self._back = back
        self.bridge, self.doors = bridge, doors or Doors()
        self._meeting: Meeting | None = None
        self._values: dict[str, object] = {}
        self._language = bridge.lang.code
        self._folder: Path | None = None
        self._looks, self._deeds = Latest(self), Latest(self)
        self._then: Callable[[object], None] = lambda _answer: None
        self._shown: Wish | None = None
        self.pages = PagesView(bridge.lang)
        self._make_choices()
        self._make_buttons()
        self._lay()
        self._looks.done.connect(self._show_look)
        self._looks.failed.connect(lambda error: self.pages.show_trouble(self._in_words(error)))
        self._deeds.done.connect(self._on_done)
        self._deeds.failed.connect(self._on_failed)

    # -- what the page asks

    def begin(self, meeting: Meeting) -> None:
        """Open on a meeting, with the edition that may be given to everybody."""
        home = self.bridge.ask(queries.cluster, meeting.cluster, self.bridge.today())
        self.language.choose(home.language)
        self.edition.choose("participants")
        self.names.setChecked(False)
        self._shown = None
        self.show_meeting(meeting)
        self.document.choose("minutes" if meeting.status in HELD else "agenda")
        self._on_document()
        self.forms[self._document.name].setFocus()

    def show_meeting(self, meeting: Meeting) -> None:
        """Show the meeting as it is stored now; choices stay."""
        self._meeting = meeting
        self._values.clear()
        self._update()

    def leave(self) -> None:
        """Forget what is being made ready, and go."""
        self._looks.cancel()
        self.left.emit()

    def primary(self) -> QPushButton:
        """The button that Ctrl+Enter presses."""
        return self.draft_button if self._form.ending == "eml" else self.save_button

    @property
    def is_busy(self) -> bool:
        """Whether something is being made ready or written."""
        return self._looks.is_busy or self._deeds.is_busy

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._beside.setFixedWidth(min(theme.px(SIDE_WIDTH), int(_SIDE_SHARE * self.width())))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)

    # -- what can be done

    def save(self) -> None:
        """Ask for a file and write it."""
        wish = self.bridge.guarded(self._wish)
        if wish is None:
            return
        name = str(self._folder / wish.file_name) if self._folder else wish.file_name
        text = self.bridge.lang.text
        pattern = f"{text(wish.form.title)} (*.{wish.form.ending})"
        file = self.doors.choose_file(self, text(N_("Save")), name, pattern)
        if file is None:
            return
        file = with_ending(file, wish.form.ending)
        self._folder = file.parent
        self._do(lambda: save(wish, file), lambda _file: self._say_saved(file))

    def print_out(self) -> None:
        """Ask for a printer and print the pages."""
        wish = self.bridge.guarded(self._wish)
        if wish is None or not wish.has_pages:
            return
        printer = self.doors.choose_printer(self)
        if printer is not None:
            self._do(lambda: print_out(wish, printer), self._say_printed)

    def open_draft(self) -> None:
        """Write the draft and open it in the user's own e-mail program."""
        wish = self.bridge.guarded(self._wish)
        if wish is not None:
            self._do(lambda: draft(wish), lambda file: self._open_draft(Path(str(file))))

    # -- making

    def _make_choices(self) -> None:
        text = self.bridge.lang.text
        self.document = self._chips(
            N_("Document"), [(one.name, one.title) for one in _ABOUT_MEETINGS]
        )
        self.document.choose("agenda")
        self.document.chosen.connect(lambda _key: self._on_document())
        self.edition = self._chips(N_("Edition"), _EDITIONS)
        self.language = self._chips(N_("Language of the document"), _LANGUAGES)
        for choice in (self.edition, self.language):
            choice.chosen.connect(lambda _key: self._update())
        self.names = Chip(text(N_("With names")), lambda _on: self._update())
        self.to_members = Chip(text(N_("To all members")), lambda _on: self._update())
        self.to_members.setChecked(True)
        self.forms = {one.name: self._form_chips(one) for one in _ABOUT_MEETINGS}

    def _chips(self, name: str, choices: Iterable[tuple[str, str]]) -> ChoiceChips:
        text = self.bridge.lang.text
        return ChoiceChips(text(name), [(key, text(title), "accent") for key, title in choices])

    def _form_chips(self, row: Document) -> ChoiceChips:
        made = self._chips(N_("Format"), [(one.ending, one.title) for one in row.formats])
        made.choose(row.formats[0].ending)
        made.chosen.connect(lambda _key: self._update())
        return made

    def _make_buttons(self) -> None:
        text = self.bridge.lang.text
        self.save_button = button(text(N_("Save…")), self.save, primary=True, icon="file-down")
        self.print_button = button(text(N_("Print…")), self.print_out, icon="printer")
        self.draft_button = button(
            text(N_("Open the draft")), self.open_draft, primary=True, icon="mail"
        )
        self.close_button = button(text(self._back), self.leave)

    def _lay(self) -> None:
        preview = Card()
        preview.setAccessibleName(self.bridge.lang.text(N_("Preview")))
        preview.body.addWidget(self.pages, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(20)
        row.addWidget(preview, 1)
        row.addWidget(self._side())

    def _side(self) -> QWidget:
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, theme.BAR_WIDTH + 4, 0)
        column.setSpacing(16)
        self._about = label("", "small")
        self._warning = label("", "small", tone="warn")
        self._addresses = label("", "small")
        named = N_("Who tries what, who was there and who were guests; else they are counted.")
        about_names = label(self.bridge.lang.text(named), "small")
        groups = (
            (self.document,),
            (*self.forms.values(), self._about),
            (self.edition, self._warning),
            (self.language,),
            (self.names, about_names),
            (self.to_members, self._addresses),
        )
        self._groups = tuple(_group(parts) for parts in groups)
        for group in self._groups:
            column.addWidget(group)
        column.addStretch(1)
        self._beside = side = QWidget()
        whole = QVBoxLayout(side)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(10)
        whole.addWidget(page_scroll(inner), 1)
        self._doing = label("", "small")
        whole.addWidget(self._doing)
        for one in (self.draft_button, self.save_button, self.print_button, self.close_button):
            whole.addWidget(one)
        return side

    # -- what is chosen

    @property
    def _is_held(self) -> bool:
        return self._meeting is not None and self._meeting.status in HELD

    @property
    def _document(self) -> Document:
        name = self.document.choice if self._is_held else "agenda"
        return next(one for one in _ABOUT_MEETINGS if one.name == name)

    @property
    def _form(self) -> Format:
        form = self._document.format(self.forms[self._document.name].choice)
        assert form is not None
        return form

    def _wish(self) -> Wish:
        row, form = self._document, self._form
        if row.name not in self._values:
            assert self._meeting is not None
            query = getattr(queries, row.needs)
            self._values[row.name] = self.bridge.ask(query, self._meeting.id)
        asks = form.asks
        asked = Asked(
            self.bridge.clock.utc().replace(microsecond=0),
            edition="facilitator"
            if "edition" in asks and self.edition.choice == "facilitator"
            else "participants",
            names="names" in asks and self.names.isChecked(),
            to_members="to_members" in asks and self.to_members.isChecked(),
        )
        lang = Language("en" if self.language.choice == "en" else "da")
        return Wish(row, form, self._values[row.name], lang, asked)

    def _on_document(self) -> None:
        for name, chips in self.forms.items():
            chips.setVisible(name == self._document.name)
        self._update()

    def _update(self) -> None:
        """Show what is asked of the form chosen, and what will be shared."""
        if self._meeting is None:
            return
        wish = self.bridge.guarded(self._wish)
        if wish is None:
            return
        self._show_asked(wish)
        self.pages.wait()
        density, screen = self.devicePixelRatioF(), self.bridge.lang
        self._looks.start(lambda: (wish, look_at(wish, screen, density)))

    def _show_asked(self, wish: Wish) -> None:
        text, asks = self.bridge.lang.text, wish.form.asks
        document, _form, edition, _language, names, to_members = self._groups
        document.setVisible(self._is_held)
        for group, field in ((edition, "edition"), (names, "names"), (to_members, "to_members")):
            group.setVisible(field in asks)
        self._about.setText(text(_ABOUT.get(wish.form.ending, "")))
        self._about.setVisible(wish.form.ending in _ABOUT)
        private = N_("With private notes, prompts and open commitments. For you alone.")
        self._warning.setText(text(private))
        self._warning.setVisible(wish.asked.edition == "facilitator")
        if "to_members" in asks:
            self._addresses.setText(self._say_addresses(wish))
        self.draft_button.setVisible(wish.form.ending == "eml")
        self.print_button.setVisible(wish.has_pages)
        style_by(self.save_button, "look", "" if wish.form.ending == "eml" else "primary")

    def _say_addresses(self, wish: Wish) -> str:
        people = wish.values.recipients
        known = sum(bool(one.email.strip()) for one in people)
        said = N_("{k} of {n} members have an e-mail address.")
        lang = self.bridge.lang
        return lang.text(said, k=lang.number(known), n=lang.number(len(people)))

    def _show_look(self, answer: tuple[Wish, Look]) -> None:
        wish, look = answer
        if wish.has_pages:
            self.pages.show_pages(look.pages)
        else:
            self.pages.show_words(look.words)

    # -- what is done

    def _do(self, work: Callable[[], object], then: Callable[[object], None]) -> None:
        self._then = then
        self._rest(True)
        self._deeds.start(work)

    def _rest(self, busy: bool) -> None:
        for one in (self.save_button, self.print_button, self.draft_button):
            one.setEnabled(not busy)
        self._doing.setText(self.bridge.lang.text(N_("Being written …")) if busy else "")

    def _on_done(self, answer: object) -> None:
        self._rest(False)
        self._then(answer)

    def _on_failed(self, error: Exception) -> None:
        self._rest(False)
        self.bridge.say(self._in_words(error), "bad", seconds=0, key="share")

    def _in_words(self, error: Exception) -> str:
        if not isinstance(error, Refusal):
            log.error("sharing failed", exc_info=error)
            error = _FAULT
        return error.in_words(self.bridge.lang)

    def _say_saved(self, file: Path) -> None:
        lang = self.bridge.lang
        said = lang.text(N_("Saved as {name}."), name=file.name)
        self._say(said, file, lang.text(N_("Open it")))

    def _say_printed(self, count: object) -> None:
        n = int(str(count))
        said = self.bridge.lang.plural(
            "{n} page sent to the printer.", "{n} pages sent to the printer.", n
        )
        self.bridge.say(said, "ok", key="share")

    def _open_draft(self, file: Path) -> None:
        lang = self.bridge.lang
        if self.doors.open_path(file):
            self.bridge.say(
                lang.text(N_("The draft is opened in your e-mail program.")), "ok", key="share"
            )
            return
        said = N_("No program on this computer opened the draft. Save it and open it yourself.")
        self.bridge.say(lang.text(said), "warn", seconds=0, key="share")

    def _say(self, said: str, file: Path, opening: str) -> None:
        shows = self.bridge.lang.text(N_("Show in folder"))
        answers = (
            (opening, partial(self._open, file)),
            (shows, partial(self._open, file.parent)),
        )
        self.bridge.say(said, "ok", seconds=_ANSWER_SECONDS, key="share", answers=answers)

    def _open(self, path: Path) -> None:
        if not self.doors.open_path(path):
            said = N_("No program on this computer opened it.")
            self.bridge.say(self.bridge.lang.text(said), "warn", key="share")


def _group(parts: tuple[QWidget, ...]) -> QWidget:
    group = QWidget()
    column = QVBoxLayout(group)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(5)
    first = parts[0]
    if isinstance(first, ChoiceChips):
        column.addWidget(label(first.accessibleName(), "small"))
    for part in parts:
        column.addWidget(part)
    return group
