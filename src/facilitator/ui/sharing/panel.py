"""Sharing what a meeting has on paper: the form, the edition and the language of a document
beside its pages; then saved, printed, or opened as a draft e-mail."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton

from facilitator.documents import DOCUMENTS, Asked, Document, Format
from facilitator.domain.agenda import Meeting
from facilitator.domain.overview import HELD
from facilitator.language import N_
from facilitator.store import queries
from facilitator.ui.bridge import Bridge
from facilitator.ui.parts import Chip, ChoiceChips, button, label
from facilitator.ui.sharing.doors import Doors
from facilitator.ui.sharing.paper_desk import PaperDesk, group
from facilitator.ui.sharing.work import Wish, print_out

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
_ABOUT_MEETINGS = tuple(row for row in DOCUMENTS if row.meeting)


class SharePanel(PaperDesk):
    """Emits `left` when it is to go away again; `back` is what its button calls that."""

    left = Signal()

    def __init__(
        self, bridge: Bridge, doors: Doors | None = None, back: str = N_("Back to the agenda")
    ) -> None:
        super().__init__(bridge, doors)
        self._meeting: Meeting | None = None
        self._values: dict[str, object] = {}
        self._shown: Wish | None = None
        text = bridge.lang.text
        self.print_button = button(text(N_("Print…")), self.print_out, icon="printer")
        self.close_button = button(text(back), self.leave)
        self._make_choices()
        self._lay_out()

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

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)

    # -- what can be done

    def print_out(self) -> None:
        """Ask for a printer and print the pages."""
        wish = self.bridge.guarded(self._wish)
        if wish is None or not wish.has_pages:
            return
        printer = self.doors.choose_printer(self)
        if printer is not None:
            self._do(lambda: print_out(wish, printer), self._say_printed)

    # -- making

    def _make_choices(self) -> None:
        text = self.bridge.lang.text
        self.document = self._chips(
            N_("Document"), [(one.name, one.title) for one in _ABOUT_MEETINGS]
        )
        self.document.choose("agenda")
        self.document.chosen.connect(lambda _key: self._on_document())
        self.edition = self._chips(N_("Edition"), _EDITIONS)
        self.edition.chosen.connect(lambda _key: self._update())
        self.names = Chip(text(N_("With names")), lambda _on: self._update())
        self.to_members = Chip(text(N_("To all members")), lambda _on: self._update())
        self.to_members.setChecked(True)
        self.forms = {one.name: self._form_chips(one) for one in _ABOUT_MEETINGS}

    def _form_chips(self, row: Document) -> ChoiceChips:
        made = self._chips(N_("Format"), [(one.ending, one.title) for one in row.formats])
        made.choose(row.formats[0].ending)
        made.chosen.connect(lambda _key: self._update())
        return made

    def _lay_out(self) -> None:
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
        self._groups = tuple(group(*parts) for parts in groups)
        buttons = (self.draft_button, self.save_button, self.print_button, self.close_button)
        self._lay(self._groups, buttons)

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
        return Wish(row, form, self._values[row.name], self._lang, asked)

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
        self._look_at(wish)

    def _show_asked(self, wish: Wish) -> None:
        text, asks = self.bridge.lang.text, wish.form.asks
        document, _form, edition, _language, names, to_members = self._groups
        document.setVisible(self._is_held)
        for of, field in ((edition, "edition"), (names, "names"), (to_members, "to_members")):
            of.setVisible(field in asks)
        self._about.setText(text(_ABOUT.get(wish.form.ending, "")))
        self._about.setVisible(wish.form.ending in _ABOUT)
        private = N_("With private notes, prompts and open commitments. For you alone.")
        self._warning.setText(text(private))
        self._warning.setVisible(wish.asked.edition == "facilitator")
        if "to_members" in asks:
            self._addresses.setText(self._say_addresses(wish))
        self.print_button.setVisible(wish.has_pages)
        self._show_buttons()

    def _say_addresses(self, wish: Wish) -> str:
        people = wish.values.recipients
        known = sum(bool(one.email.strip()) for one in people)
        said = N_("{k} of {n} members have an e-mail address.")
        lang = self.bridge.lang
        return lang.text(said, k=lang.number(known), n=lang.number(len(people)))

    def _doers(self) -> tuple[QPushButton, ...]:
        return (*super()._doers(), self.print_button)

    def _say_printed(self, count: object) -> None:
        n = int(str(count))
        said = self.bridge.lang.plural(
            "{n} page sent to the printer.", "{n} pages sent to the printer.", n
        )
        self.bridge.say(said, "ok", key=self.key)
