"""Taking a member's name out of the data file: what goes, what stays, and what others wrote."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from facilitator.domain.fields import field_title, thing
from facilitator.domain.people import Member
from facilitator.domain.person import Held, Mention
from facilitator.domain.refusal import Refusal
from facilitator.edits import members
from facilitator.language import N_, Language
from facilitator.store import forgetting, journal, queries
from facilitator.store.journal import StepInfo
from facilitator.ui.behind import work_behind
from facilitator.ui.bridge import Bridge
from facilitator.ui.parts import Card, button, label
from facilitator.ui.parts.over_window import OverWindow, clear
from facilitator.ui.past.deleted_things import show_place

_KEY = "anonymise"
_NAMED = 6
"""Backups named by their days; of more only the number is said."""
_FORESEEN = timedelta(days=730)
"""Beyond this, when a backup goes is a guess."""


class AnonymisePerson(OverWindow):
    """Asks first, for it cannot be undone; then shows where the name still stands.

    While it is there, what a person changes by hand is swept out of the history as well.
    """

    def __init__(self, bridge: Bridge, member: Member, parent: QWidget | None) -> None:
        title = N_("Make {name} anonymous")
        super().__init__(bridge.lang, bridge.lang.text(title, name=member.name), parent)
        self.bridge, self.member, self._cluster = bridge, member, bridge.cluster
        former = bridge.ask(queries.former_names, member.id)
        self.names = members.Names((member.name, member.email, *former), member.initials)
        self.is_done = member.anonymised is not None
        self._is_to_wipe = False
        self.mentions: list[MentionLine] = []
        self.backups: QCheckBox | None = None
        self._place = QVBoxLayout()
        self._place.setSpacing(12)
        self.column.addLayout(self._place)
        self.column.addStretch(1)
        self.act_button = button(self._text(N_("Make anonymous for good")), self._act, danger=True)
        self.foot.insertStretch(0, 1)
        self.foot.insertWidget(1, self.act_button, 0, Qt.AlignmentFlag.AlignBottom)
        if not self.is_done:
            self.close_button.setText(self._text(N_("Keep the name")))
            self.close_button.setAccessibleName(self.close_button.text())
        bridge.changed.connect(self._on_changed)
        self.finished.connect(self._leave)
        self.refresh()

    # -- shown

    def refresh(self) -> None:
        """Look again at texts and backups."""
        ticked = {line.place: line.is_chosen for line in self.mentions}
        clear(self._place)
        self.mentions = []
        self._say_what()
        found = self._find()
        self._add_mentions(found)
        for line in self.mentions:
            line.choose(ticked.get(line.place, line.is_chosen))
        self._add_backups()
        self.act_button.setVisible(not self.is_done)

    def _find(self) -> tuple[Mention, ...]:
        bridge = self.bridge
        if not self.is_done:
            return bridge.ask(queries.mentions, self.member.id)
        if self.member.anonymised is not None:
            return ()  # the name is known to nobody any more
        known = self.names.known
        return bridge.ask(queries.find_mentions, self._cluster, self.member.id, known)

    def _say_what(self) -> None:
        if self.is_done:
            now = self.bridge.ask(queries.name_of, "member", self.member.id)
            self.title.setText(now)
            self.setWindowTitle(now)
            self._say(N_("The name is gone from the members, the items, the history and search."))
            return
        self._say(
            N_(
                "For good: name, initials and e-mail address go from the list of members, from"
                " who does something, from the history with all that could be undone, and from"
                " search. It cannot be undone."
            )
        )
        self._say(
            N_(
                "What stays: attendance, commitments, cases and what was said, in the minutes of"
                " the cluster, as done by “Former member” and a number."
            )
        )

    def _add_mentions(self, found: Sequence[Mention]) -> None:
        whole = [one for one in found if one.is_whole]
        part = [one for one in found if not one.is_whole]
        if self.member.anonymised is None:
            self._head(N_("The name in texts that others wrote"))
        if whole:
            self._say(
                N_("Here it still stands. Change it there, or replace it here.")
                if self.is_done
                else N_("Ticked ones are changed too; in the others the name goes on standing.")
            )
            self._add_lines(whole)
        elif self.member.anonymised is None:
            self._say(N_("No text holds the whole name."))
        if part:
            self._say(N_("One word of the name stands here. Look whether it is the same person:"))
            self._add_lines(part)

    def _add_lines(self, found: Sequence[Mention]) -> None:
        card = Card()
        card.body.setContentsMargins(14, 4, 14, 4)
        card.body.setSpacing(0)
        for one in found:
            line = MentionLine(one, self.lang, self.is_done)
            line.show_button.clicked.connect(lambda _=False, one=one: self._go(one))
            line.replace_button.clicked.connect(lambda _=False, one=one: self._replace(one))
            self.mentions.append(line)
            card.body.addWidget(line)
        self._place.addWidget(card)

    def _add_backups(self) -> None:
        self.backups = None
        store = self.bridge.store
        if store is None:
            return
        self._head(N_("Backups"))
        if store.is_shared:
            self._say(
                N_("The backups are the database server’s. Ask whoever looks after it about them.")
            )
            return
        place, now = Path(store.place), self.bridge.clock.utc()
        held = forgetting.copies_holding(place, self.member.id, now, self._name)
        kept = [one for one in held if one.at is not None]
        if not held:
            self._say(N_("No backup holds the name."))
        if kept:
            self._say_kept(kept)
        for one in held:
            if one.at is None:
                said = N_(
                    "{file} beside the data file holds the name too, and the program does not"
                    " delete it. Do so yourself."
                )
                self._place.addWidget(label(self._text(said, file=one.name)))

    def _say_kept(self, kept: Sequence[Held]) -> None:
        lang = self.lang
        ends = [one.until for one in kept if one.until is not None]
        said = lang.plural("{n} backup holds the name.", "{n} backups hold the name.", len(kept))
        if ends:
            last = N_("The last one is deleted around {month}, if the program is used as now.")
            if max(ends) > self.bridge.today() + _FORESEEN:
                last = N_("It may be years until the last one is deleted.")
            said = f"{said} {lang.text(last, month=lang.month_axis(max(ends)))}"
        self._place.addWidget(label(said))
        if len(kept) <= _NAMED:
            until = self.bridge.today() + _FORESEEN
            lines = (_kept_words(one, lang, until) for one in kept)
            self._place.addWidget(label("\n".join(lines), "small"))
        words = self._text(N_("Delete these backups too"))
        if self.is_done:
            self.remove_button = button(words, self._remove_backups, danger=True, small=True)
            self._place.addWidget(self.remove_button, 0, Qt.AlignmentFlag.AlignLeft)
        else:
            self.backups = QCheckBox(words)
            self.backups.setAccessibleName(words)
            self._place.addWidget(self.backups)
        how = N_("A new one without the name is made and checked first. It takes their place.")
        self._place.addWidget(label(self._text(how), "small"))

    def _head(self, msgid: str) -> None:
        self._place.addWidget(label(self._text(msgid), "h2"))

    def _say(self, msgid: str) -> None:
        self._place.addWidget(label(self._text(msgid)))

    @property
    def _name(self) -> str:
        """The name that goes, “” when it is known to nobody any more."""
        return self.member.name if self.member.anonymised is None else ""

    def _text(self, msgid: str, **fields: object) -> str:
        return self.lang.text(msgid, **fields)

    # -- done

    def _act(self) -> None:
        bridge, wants_backups = self.bridge, bool(self.backups and self.backups.isChecked())
        texts = [line.place for line in self.mentions if line.is_chosen]
        what = self.member.id, bridge.clock.utc(), texts
        if bridge.do(N_("Make anonymous"), members.anonymise, *what, fact=True) is None:
            return
        self.is_done = True
        self._show_anew()
        if str(bridge.settings.get("i_am", bridge.cluster)) == self.member.id:
            bridge.remember("i_am", "")
            bridge.be_member()
        self._wipe()
        if wants_backups:
            self._remove_backups()
        self.close_button.setText(self._text(N_("Close")))
        self.close_button.setAccessibleName(self.close_button.text())
        self.close_button.setFocus()
        self.refresh()

    def _replace(self, one: Mention) -> None:
        what = one.table, one.key, one.column
        args = self.member.id, self.names, what
        self.bridge.do(N_("Make anonymous"), members.replace_name, *args, fact=True)
        self._is_to_wipe = True
        self._show_anew()
        self.refresh()

    def _show_anew(self) -> None:
        """Let every page ask again: the Step no longer tells which texts have changed."""
        self.bridge.choose_cluster(self.bridge.cluster)

    def _on_changed(self, step: StepInfo) -> None:
        if self.is_done and self.member.anonymised is None and self._names_somebody(step):
            self._sweep()
        if self.isVisible():
            self.refresh()

    def _names_somebody(self, step: StepInfo) -> bool:
        return self.names.known.search(journal.dump(step.rows)) is not None

    def _sweep(self) -> None:
        """Take the name out of the Step of a text that was changed by hand."""
        what = self.member.id, self.names
        verb, step = members.forget_name, N_("Make anonymous")
        self.bridge.guarded(lambda: self.bridge.attempt(step, verb, *what, fact=True))
        self._is_to_wipe = True

    def _go(self, one: Mention) -> None:
        """Go to the text; a button in the notice leads back here."""
        self.hide()
        show_place(self.bridge, one.table, one.key)
        back = (self._text(N_("Back to the list")), self._come_back)
        said = self._text(N_("The name stands here: {text}"), text=one.excerpt)
        self.bridge.say(said, seconds=0, key=_KEY, answers=(back,))

    def _come_back(self) -> None:
        self.bridge.unsay(_KEY)
        self.refresh()
        self.show()

    def _wipe(self) -> None:
        store = self.bridge.store
        if store is not None:
            # Once more when this is left, where it could not be done now.
            self._is_to_wipe = not self._behind(N_("Clearing the data file …"), store.wipe)

    def _remove_backups(self) -> None:
        from facilitator.ui.backups import one_backup

        store, clock = self.bridge.store, self.bridge.clock
        if store is None:
            return
        if self._is_to_wipe:
            self._wipe()
        what = Path(store.place), self.member.id, clock, self._name

        def remove() -> None:
            with one_backup:
                forgetting.remove_backups_holding(*what)

        self._behind(N_("Making a backup without the name …"), remove)
        self.refresh()

    def _behind(self, said: str, work: Callable[[], object]) -> bool:
        """Whether long work was done; else it is said why not."""
        raised = work_behind(self._text(said), work, parent=self)
        if isinstance(raised, Refusal):
            self.bridge.say(raised.in_words(self.lang), "bad", seconds=0)
        elif raised is not None:
            wrong = N_("This could not be done to the end. Close the program and try again.")
            self.bridge.say(self._text(wrong), "bad", seconds=0)
        return raised is None

    def _leave(self, _result: int) -> None:
        self.bridge.changed.disconnect(self._on_changed)
        if self._is_to_wipe:
            self._wipe()


class MentionLine(QFrame):
    """A text with the name in it: whether it is changed as well, where it is, and the way there."""

    def __init__(self, one: Mention, lang: Language, is_done: bool) -> None:
        super().__init__()
        self.place = one.table, one.key, one.column
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 8, 0, 8)
        row.setSpacing(12)
        self._tick: QCheckBox | None = None
        if one.is_whole and not is_done:
            self._tick = QCheckBox()
            self._tick.setAccessibleName(
                lang.text(N_("Replace the name in: {text}"), text=one.excerpt)
            )
            self._tick.setChecked(True)
            row.addWidget(self._tick, 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(label(one.excerpt, selectable=True))
        words.addWidget(label(_where(one, lang), "small"))
        row.addLayout(words, 1)
        self.replace_button = self._button(lang.text(N_("Replace")), one)
        self.replace_button.setVisible(is_done and one.is_whole)
        self.show_button = self._button(lang.text(N_("Show it")), one)
        for made in (self.replace_button, self.show_button):
            row.addWidget(made, 0, Qt.AlignmentFlag.AlignVCenter)

    @property
    def is_chosen(self) -> bool:
        """Whether the name is to be replaced in it."""
        return self._tick is not None and self._tick.isChecked()

    def choose(self, chosen: bool) -> None:
        """Tick it or not."""
        if self._tick is not None:
            self._tick.setChecked(chosen)

    def _button(self, words: str, one: Mention) -> QPushButton:
        made = button(words, lambda: None, small=True)
        made.setAccessibleDescription(one.excerpt)
        return made


def _where(one: Mention, lang: Language) -> str:
    title = field_title(one.table, one.column)
    what = f"{lang.text(thing(one.table).title)}: {lang.text(title)}" if title else ""
    meeting = lang.text(N_("meeting {number}"), number=one.meeting) if one.meeting else ""
    return " · ".join(filter(None, (meeting, what)))


def _kept_words(one: Held, lang: Language, foreseen: date) -> str:
    made = lang.date_short(one.at.astimezone(lang.zone).date()) if one.at else one.name
    if one.until is None or one.until > foreseen:
        return made
    said = N_("{day}, until about {month}")
    return lang.text(said, day=made, month=lang.month_axis(one.until))
