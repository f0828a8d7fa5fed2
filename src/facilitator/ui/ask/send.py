"""What is sent to the members: chosen, seen, then saved or opened as a draft e-mail."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QComboBox, QPushButton

from facilitator.documents import Asked, Document, Format, document
from facilitator.domain.refusal import Refusal
from facilitator.domain.written_agenda import Recipient
from facilitator.language import N_
from facilitator.store import queries
from facilitator.ui.bridge import Bridge
from facilitator.ui.parts import (
    Chip,
    ChoiceChips,
    Field,
    button,
    label,
)
from facilitator.ui.sharing.paper_desk import PaperDesk, group
from facilitator.ui.sharing.work import Wish, save, with_ending

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


class AskSend(PaperDesk):
    """What goes to the members: which, in what form, and for whom."""

    key = "ask"

    def __init__(self, bridge: Bridge) -> None:
        super().__init__(bridge)
        self._people: tuple[Recipient, ...] = ()
        text = bridge.lang.text
        self.each_button = button(text(N_("One for each…")), self.save_each, icon="folder-open")
        self._make_choices()
        self._lay_out()

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

    # -- making

    def _make_choices(self) -> None:
        text = self.bridge.lang.text
        self.what = self._chips(N_("What"), _WHAT)
        self.what.choose("ask")
        self.what.chosen.connect(lambda _key: self._show_forms(True))
        self.forms = {key: self._form_chips(key) for key in _FORMS}
        self.who = QComboBox()
        self.who.activated.connect(lambda _index: self._update())
        self.inside = self._chips(
            N_("For whom"), (("members", N_("The members")), ("outside", N_("Outside the cluster")))
        )
        self.inside.chosen.connect(lambda key: self._be_for_members(key == "members", True))
        self.names = Chip(text(N_("With names")), lambda _on: self._update())

    def _form_chips(self, what: str) -> ChoiceChips:
        choices = []
        for name, ending in _FORMS[what]:
            row, form = _row(name, ending)
            choices.append((ending, row.title if name == "reply" else form.title))
        made = self._chips(N_("Format"), choices)
        made.choose(choices[0][0])
        made.chosen.connect(lambda _key: self._update())
        return made

    def _lay_out(self) -> None:
        text = self.bridge.lang.text
        self._about, self._addresses = label("", "small"), label("", "small")
        self._about_names = label("", "small")
        self._whom = Field(text(N_("For whom")), self.who)
        self._wide = group(self.inside, self.names, self._about_names)
        groups = (
            group(self.what, self._about),
            group(*self.forms.values()),
            self._whom,
            self._wide,
            self._addresses,
            group(self.language),
        )
        self._lay(groups, (self.draft_button, self.save_button, self.each_button))

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
        return Wish(row, form, values, self._lang, self._asked(form))

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
        try:
            wish = self._wish()
        except Refusal as refusal:
            self._looks.cancel()
            self.pages.show_trouble(refusal.in_words(self.bridge.lang))
            return
        self._look_at(wish)

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
        self.each_button.setVisible(not is_page)
        self._show_buttons()

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

    # -- what is done

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

    def _doers(self) -> tuple[QPushButton, ...]:
        return (*super()._doers(), self.each_button)

    def _say_each(self, folder: Path, files: object) -> None:
        lang = self.bridge.lang
        n = len(files) if isinstance(files, tuple) else 0
        said = lang.plural(
            "{n} file saved in {name}.", "{n} files saved in {name}.", n, name=folder.name
        )
        self._say_where(said, folder)


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
