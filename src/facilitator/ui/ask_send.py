"""What is sent to the members: chosen, seen, then saved or opened as a draft e-mail."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from facilitator.documents import Asked, Document, Format, document
from facilitator.domain.refusal import Refusal
from facilitator.domain.written_agenda import Recipient
from facilitator.language import N_, Language
from facilitator.log import log
from facilitator.store import queries
from facilitator.ui import theme
from facilitator.ui.bridge import Bridge
from facilitator.ui.latest import Latest
from facilitator.ui.parts import (
    Card,
    Chip,
    ChoiceChips,
    Field,
    button,
    label,
    page_scroll,
    style_by,
)
from facilitator.ui.share_pages import PagesView
from facilitator.ui.share_panel import SIDE_WIDTH, choose_file, open_path
from facilitator.ui.share_work import Look, Wish, draft, look_at, save, with_ending

_SIDE_SHARE = 0.45
_ANSWER_SECONDS = 30
_WHAT = (
    ("ask", N_("Ask how it is going")),
    ("personal", N_("Personal list")),
    ("agreed", N_("What we agreed")),
)
_FORMS = {
    "ask": (("ask", "eml"), ("reply", "xlsx")),
    "personal": tuple(("personal", ending) for ending in ("eml", "pdf", "docx", "md")),
    "agreed": tuple(("agreed", ending) for ending in ("eml", "pdf", "docx", "md")),
}
_ABOUT = {
    "ask": N_("A short e-mail with the reply sheet attached. Nothing is sent from here."),
    "reply": N_("The sheet alone. It opens in any spreadsheet program, and is read in here again."),
    "personal": N_("What is open, how it stands and what was said last, with room to write."),
    "agreed": N_("One page: what you take home, who tries what, and when you meet again."),
}
_LANGUAGES = (("da", "Dansk"), ("en", "English"))
_FAULT = Refusal(
    N_("Something went wrong in the program, and nothing was written."),
    N_("Try once more; the log in the data folder says where it happened."),
)


def choose_folder(parent: QWidget, title: str) -> Path | None:
    """Ask for a folder to write several files in."""
    from PySide6.QtCore import QStandardPaths
    from PySide6.QtWidgets import QFileDialog

    place = QStandardPaths.StandardLocation.DocumentsLocation
    at = QStandardPaths.writableLocation(place)
    chosen = QFileDialog.getExistingDirectory(parent, title, at)
    return Path(chosen) if chosen else None


@dataclass(frozen=True, slots=True)
class Doors:
    """The ways out of the program; a test puts its own in their place."""

    choose_file: Callable[[QWidget, str, str, str], Path | None] = choose_file
    choose_folder: Callable[[QWidget, str], Path | None] = choose_folder
    open_path: Callable[[Path], bool] = open_path


class AskSend(QWidget):
    """A preview and the choices beside it."""

    def __init__(self, bridge: Bridge) -> None:
        super().__init__()
        self.bridge, self.doors = bridge, Doors()
        self._people: tuple[Recipient, ...] = ()
        self._folder: Path | None = None
        self._looks, self._deeds = Latest(self), Latest(self)
        self._then: Callable[[object], None] = lambda _answer: None
        self.pages = PagesView(bridge.lang)
        self._make_choices()
        self._make_buttons()
        self._lay()
        self._looks.done.connect(self._show_look)
        self._looks.failed.connect(lambda error: self.pages.show_trouble(self._in_words(error)))
        self._deeds.done.connect(self._on_done)
        self._deeds.failed.connect(self._on_failed)

    # -- what the panel asks

    def begin(self) -> None:
        """Open at the question to everybody, in the language of the cluster."""
        bridge = self.bridge
        if bridge.cluster is None:
            return
        home = bridge.ask(queries.cluster, bridge.cluster, bridge.today())
        self.language.choose(home.language)
        self.what.choose("ask")
        self.who.setCurrentIndex(0)
        self._be_for_members(True)
        self._show_forms()

    def refresh(self) -> None:
        """Show what is stored now; choices stay."""
        if self.bridge.cluster is None:
            return
        self._people = self.bridge.ask(queries.people_asked, self.bridge.cluster)
        self._fill_people()
        self._update()

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

    # -- making

    def _make_choices(self) -> None:
        text = self.bridge.lang.text
        self.what = self._chips(N_("What"), _WHAT)
        self.what.choose("ask")
        self.what.chosen.connect(lambda _key: self._show_forms(True))
        self.forms = {key: self._form_chips(key) for key in _FORMS}
        self.language = self._chips(N_("Language of the document"), _LANGUAGES)
        self.language.chosen.connect(lambda _key: self._update())
        self.who = QComboBox()
        self.who.activated.connect(lambda _index: self._update())
        self.inside = self._chips(
            N_("For whom"), (("members", N_("The members")), ("outside", N_("Outside the cluster")))
        )
        self.inside.chosen.connect(lambda key: self._be_for_members(key == "members", True))
        self.names = Chip(text(N_("With names")), lambda _on: self._update())

    def _chips(self, name: str, choices: Iterable[tuple[str, str]]) -> ChoiceChips:
        text = self.bridge.lang.text
        return ChoiceChips(text(name), [(key, text(title), "accent") for key, title in choices])

    def _form_chips(self, what: str) -> ChoiceChips:
        choices = []
        for name, ending in _FORMS[what]:
            row, form = _row(name, ending)
            choices.append((ending, row.title if name == "reply" else form.title))
        made = self._chips(N_("Format"), choices)
        made.choose(choices[0][0])
        made.chosen.connect(lambda _key: self._update())
        return made

    def _make_buttons(self) -> None:
        text = self.bridge.lang.text
        self.draft_button = button(
            text(N_("Open the draft")), self.open_draft, primary=True, icon="mail"
        )
        self.save_button = button(text(N_("Save…")), self.save, icon="file-down")
        self.each_button = button(text(N_("One for each…")), self.save_each, icon="folder-open")

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
        text = self.bridge.lang.text
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, theme.BAR_WIDTH + 4, 0)
        column.setSpacing(16)
        self._about, self._addresses = label("", "small"), label("", "small")
        self._about_names = label("", "small")
        self._whom = Field(text(N_("For whom")), self.who)
        self._wide = _group(self.inside, self.names, self._about_names)
        for part in (
            _group(self.what, self._about),
            _group(*self.forms.values()),
            self._whom,
            self._wide,
            self._addresses,
            _group(self.language),
        ):
            column.addWidget(part)
        column.addStretch(1)
        self._beside = side = QWidget()
        whole = QVBoxLayout(side)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(10)
        whole.addWidget(page_scroll(inner), 1)
        self._doing = label("", "small")
        whole.addWidget(self._doing)
        for one in (self.draft_button, self.save_button, self.each_button):
            whole.addWidget(one)
        return side

    # -- what is chosen

    @property
    def _form(self) -> Format:
        return self._chosen()[1]

    def _chosen(self) -> tuple[Document, Format]:
        what = self.what.choice or "ask"
        ending = self.forms[what].choice
        name = next(name for name, its in _FORMS[what] if its == ending)
        return _row(name, ending)

    def _asked(self, form: Format) -> Asked:
        members = self.what.choice != "agreed" or self.inside.choice == "members"
        return Asked(
            self.bridge.clock.utc().replace(microsecond=0),
            names="names" in form.asks and self.names.isChecked(),
            to_members="to_members" in form.asks and members,
        )

    def _wish(self) -> Wish:
        return self._wish_for(self.who.currentData())

    def _wish_for(self, key: str) -> Wish:
        row, form = self._chosen()
        values = self.bridge.ask(getattr(queries, row.needs), self._subject(row, key))
        lang = Language("en" if self.language.choice == "en" else "da")
        return Wish(row, form, values, lang, self._asked(form))

    def _subject(self, row: Document, key: str) -> str:
        if not row.meeting:
            return key
        bridge = self.bridge
        held = bridge.ask(queries.last_held, bridge.cluster, bridge.clock.utc())
        if held is None:
            raise Refusal(row.without)
        return str(held)

    def _be_for_members(self, inside: bool, update: bool = False) -> None:
        """Names go with it to the members, and stay behind when it leaves the cluster."""
        self.inside.choose("members" if inside else "outside")
        self.names.setChecked(inside)
        if update:
            self._update()

    def _show_forms(self, update: bool = False) -> None:
        for key, chips in self.forms.items():
            chips.setVisible(key == self.what.choice)
        if update:
            self._update()

    def _fill_people(self) -> None:
        text, chosen = self.bridge.lang.text, self.who.currentData()
        self.who.clear()
        self.who.addItem(text(N_("Everybody at once")), self.bridge.cluster)
        for one in self._people:
            self.who.addItem(one.name, one.id)
        self.who.setCurrentIndex(max(0, self.who.findData(chosen)))

    def _update(self) -> None:
        """Show what is asked of the form chosen, and what will be sent."""
        self._show_asked()
        self.pages.wait()
        try:
            wish = self._wish()
        except Refusal as refusal:
            self._looks.cancel()
            self.pages.show_trouble(refusal.in_words(self.bridge.lang))
            return
        density, screen = self.devicePixelRatioF(), self.bridge.lang
        self._looks.start(lambda: (wish, look_at(wish, screen, density)))

    def _show_asked(self) -> None:
        text, (row, form) = self.bridge.lang.text, self._chosen()
        is_mail, is_page = form.ending == "eml", row.name == "agreed"
        self._about.setText(text(_ABOUT[row.name]))
        self._whom.setVisible(not is_page)
        self._wide.setVisible(is_page)
        self._about_names.setText(text(_NAMES[self.names.isChecked()]))
        said = self._say_addresses() if is_mail else ""
        self._addresses.setText(said)
        self._addresses.setVisible(bool(said))
        self.draft_button.setVisible(is_mail)
        self.each_button.setVisible(not is_page)
        style_by(self.save_button, "look", "" if is_mail else "primary")

    def _say_addresses(self) -> str:
        lang = self.bridge.lang
        if self.what.choice == "agreed" and self.inside.choice != "members":
            return lang.text(N_("The draft is addressed to nobody."))
        key = self.who.currentData()
        if self.what.choice != "agreed" and key != self.bridge.cluster:
            one = next((one for one in self._people if one.id == key), None)
            has_address = one is not None and bool(one.email.strip())
            return "" if has_address else lang.text(N_("This member has no e-mail address here."))
        known = sum(bool(one.email.strip()) for one in self._people)
        said = N_("{k} of {n} members have an e-mail address. They do not see each other’s.")
        return lang.text(said, k=lang.number(known), n=lang.number(len(self._people)))

    def _show_look(self, answer: tuple[Wish, Look]) -> None:
        wish, look = answer
        if wish.has_pages:
            self.pages.show_pages(look.pages)
        else:
            self.pages.show_words(look.words)

    # -- what is done

    def open_draft(self) -> None:
        """Write the draft and open it in the user's own e-mail program."""
        wish = self.bridge.guarded(self._wish)
        if wish is not None:
            self._do(lambda: draft(wish), lambda file: self._open_draft(Path(str(file))))

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

    def save_each(self) -> None:
        """Ask for a folder and write a file there for each member who has something open."""
        wishes = self.bridge.guarded(lambda: [self._wish_for(one.id) for one in self._people])
        if wishes is None:
            return
        wanted = [wish for wish in wishes if not _is_empty(wish)]
        if not wanted:
            said = self.bridge.lang.text(N_("There is nothing open to ask about."))
            self.bridge.say(said, "warn", key="ask")
            return
        title = self.bridge.lang.text(N_("A folder for a file to each"))
        folder = self.doors.choose_folder(self, title)
        if folder is not None:
            self._do(lambda: _save_all(wanted, folder), partial(self._say_each, folder))

    def _do(self, work: Callable[[], object], then: Callable[[object], None]) -> None:
        self._then = then
        self._rest(True)
        self._deeds.start(work)

    def _rest(self, busy: bool) -> None:
        for one in (self.draft_button, self.save_button, self.each_button):
            one.setEnabled(not busy)
        self._doing.setText(self.bridge.lang.text(N_("Being written …")) if busy else "")

    def _on_done(self, answer: object) -> None:
        self._rest(False)
        self._then(answer)

    def _on_failed(self, error: Exception) -> None:
        self._rest(False)
        self.bridge.say(self._in_words(error), "bad", seconds=0, key="ask")

    def _in_words(self, error: Exception) -> str:
        if not isinstance(error, Refusal):
            log.error("asking failed", exc_info=error)
            error = _FAULT
        return error.in_words(self.bridge.lang)

    def _open_draft(self, file: Path) -> None:
        text = self.bridge.lang.text
        if self.doors.open_path(file):
            self.bridge.say(
                text(N_("The draft is opened in your e-mail program.")), "ok", key="ask"
            )
            return
        said = N_("No program on this computer opened the draft. Save it and open it yourself.")
        self.bridge.say(text(said), "warn", seconds=0, key="ask")

    def _say_saved(self, file: Path) -> None:
        lang = self.bridge.lang
        answers = (
            (lang.text(N_("Open it")), partial(self._open, file)),
            (lang.text(N_("Show in folder")), partial(self._open, file.parent)),
        )
        said = lang.text(N_("Saved as {name}."), name=file.name)
        self.bridge.say(said, "ok", seconds=_ANSWER_SECONDS, key="ask", answers=answers)

    def _say_each(self, folder: Path, files: object) -> None:
        lang = self.bridge.lang
        n = len(files) if isinstance(files, tuple) else 0
        said = lang.plural(
            "{n} file saved in {name}.", "{n} files saved in {name}.", n, name=folder.name
        )
        answers = ((lang.text(N_("Show in folder")), partial(self._open, folder)),)
        self.bridge.say(said, "ok", seconds=_ANSWER_SECONDS, key="ask", answers=answers)

    def _open(self, path: Path) -> None:
        if not self.doors.open_path(path):
            said = N_("No program on this computer opened it.")
            self.bridge.say(self.bridge.lang.text(said), "warn", key="ask")


_NAMES = {
    True: N_("Who tries what is named. Meant for the members; leave names out elsewhere."),
    False: N_("Members and clinics are counted, not named."),
}


def _row(name: str, ending: str) -> tuple[Document, Format]:
    row = document(name)
    form = row.format(ending) if row else None
    assert row is not None
    assert form is not None
    return row, form


def _is_empty(wish: Wish) -> bool:
    is_empty = wish.document.is_empty
    return is_empty is not None and is_empty(wish.values, wish.asked)


def _save_all(wishes: Iterable[Wish], folder: Path) -> tuple[Path, ...]:
    """Write each under a name that is free in the folder. Raises Refusal."""
    return tuple(save(wish, _free(folder / wish.file_name)) for wish in wishes)


def _free(file: Path) -> Path:
    """The file, or one with a number where there is one of its name."""
    if not file.exists():
        return file
    return with_ending(file.with_name(file.stem), file.suffix.removeprefix("."))


def _group(*parts: QWidget) -> QWidget:
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
