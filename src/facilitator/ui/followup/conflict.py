"""Two people at one commitment: what the other wrote and what you wrote, and which is to stand."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Protocol, TypeVar, cast

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QLineEdit

from facilitator.domain.outcomes import Overtaken
from facilitator.domain.refusal import Conflict
from facilitator.language import N_, Language
from facilitator.ui.bridge import Bridge
from facilitator.ui.number_bar import Editor, text_of
from facilitator.ui.parts import Card, announce, button, label
from facilitator.ui.text_binding import TextBinding

_OVERTAKEN = Conflict(
    N_("Somebody else wrote something here while you were writing."),
    N_("Both texts are kept until you choose."),
)


class Versioned(Protocol):
    """Something that has another number after each change of it."""

    @property
    def version(self) -> int: ...


V = TypeVar("V", bound=Versioned)


class Asker(Protocol):
    """Asks which of two is to stand; `use` makes mine stand, `keep` lets the other."""

    def ask(
        self, theirs: str, mine: str, use: Callable[[], object], keep: Callable[[], object], /
    ) -> None: ...


class ConflictCard(Card):
    """Shown in place while there is something to choose; nothing is written before."""

    def __init__(self, lang: Language) -> None:
        super().__init__()
        self._lang = lang
        self._use: Callable[[], object] = self._nothing
        self._keep: Callable[[], object] = self._nothing
        title = lang.text(N_("Somebody else has changed this in the meantime"))
        self.setAccessibleName(title)
        self.body.setContentsMargins(12, 10, 12, 10)
        self.add(label(title, "strong", tone="warn"))
        self.theirs, self.mine = label("", selectable=True), label("", selectable=True)
        self.add(self.theirs)
        self.add(self.mine)
        row = QHBoxLayout()
        self.use = button(lang.text(N_("Use mine")), lambda: self._answer(self._use), small=True)
        other = lang.text(N_("Keep the other"))
        self.keep = button(other, lambda: self._answer(self._keep), small=True)
        for part in (self.use, self.keep):
            row.addWidget(part)
        row.addStretch(1)
        self.body.addLayout(row)
        self.hide()

    def ask(
        self, theirs: str, mine: str, use: Callable[[], object], keep: Callable[[], object]
    ) -> None:
        """Ask which of two is to stand; `use` makes mine stand, `keep` lets the other."""
        lang = self._lang
        self._use, self._keep = use, keep
        nothing = lang.text(N_("(nothing)"))
        before = None if self.isHidden() else (self.theirs.text(), self.mine.text())
        self.theirs.setText(lang.text(N_("The other: {text}"), text=theirs or nothing))
        self.mine.setText(lang.text(N_("You: {text}"), text=mine or nothing))
        # Each try to store the text asks the same again; who has gone on is left alone.
        if (self.theirs.text(), self.mine.text()) == before:
            return
        self.show()
        announce(self, f"{self.accessibleName()}. {self.theirs.text()}. {self.mine.text()}")
        # It is asked in the middle of an edit, and the field that is left begins one of its own.
        QTimer.singleShot(0, self.use, self.use.setFocus)

    def _answer(self, act: Callable[[], object]) -> None:
        self.hide()
        self._use = self._keep = self._nothing
        act()

    def _nothing(self) -> None:
        """Nothing is asked."""


class ConflictNotice:
    """Asks as the card does, in the bar over the page: for where there is no room for a card."""

    def __init__(self, bridge: Bridge) -> None:
        self._bridge = bridge

    def ask(
        self, theirs: str, mine: str, use: Callable[[], object], keep: Callable[[], object]
    ) -> None:
        """Ask which of two is to stand; `use` makes mine stand, `keep` lets the other."""
        lang = self._bridge.lang
        nothing = lang.text(N_("(nothing)"))
        told = (
            lang.text(N_("Somebody else has changed this in the meantime")),
            lang.text(N_("The other: {text}"), text=theirs or nothing),
            lang.text(N_("You: {text}"), text=mine or nothing),
        )
        answers = (
            (lang.text(N_("Use mine")), lambda: self._answer(use)),
            (lang.text(N_("Keep the other")), lambda: self._answer(keep)),
        )
        key = f"conflict {id(self)}"
        self._bridge.say(". ".join(told), "warn", seconds=0, key=key, answers=answers)

    def _answer(self, act: Callable[[], object]) -> None:
        self._bridge.unsay(f"conflict {id(self)}")
        act()


class Care:
    """Does what a person wants with a thing they looked at, or asks first.

    Args:
        refresh: shows how it stands now.
    """

    def __init__(self, bridge: Bridge, card: ConflictCard, refresh: Callable[[], object]) -> None:
        self._bridge, self._card, self._refresh = bridge, card, refresh

    def do(
        self,
        act: Callable[[int | None], object],
        seen: Callable[[], int | None],
        mine: str,
        theirs: Callable[[V], str],
    ) -> None:
        """Call `act` with the version seen, after what is being typed was stored.

        mine, theirs: what is wanted, and how it stands, in the reader's words.
        """
        self._bridge.leaving.emit()
        self._try(act, seen(), mine, theirs)

    def _try(
        self,
        act: Callable[[int | None], object],
        seen: int | None,
        mine: str,
        theirs: Callable[[V], str],
    ) -> None:
        now = cast("V | None", self._bridge.guarded(lambda: _overtaken(act, seen)))
        if now is not None:
            self._refresh()
            again = partial(self._try, act, now.version, mine, theirs)
            self._card.ask(theirs(now), mine, again, self._refresh)


def _overtaken(act: Callable[[int | None], object], seen: int | None) -> Versioned | None:
    """How a thing stands that somebody else changed before this was done."""
    try:
        act(seen)
    except Overtaken as met:
        return cast(Versioned, met.now)
    return None


class Guard:
    """Lets no text overwrite another that was not seen when the typing began."""

    def __init__(self, card: Asker) -> None:
        self._card = card
        self._fields: dict[str, TextBinding] = {}
        self._seen: dict[tuple[str, str], frozenset[str]] = {}

    def tie(self, column: str, binding: TextBinding) -> None:
        """Watch over the field of a column."""
        self._fields[column] = binding

    @property
    def unstored(self) -> Editor | None:
        """The first field in which something stands that could not be stored."""
        return next((one.field for one in self._fields.values() if one.dirty), None)

    def show(self, key: str, column: str, subject: tuple[str, ...], stored: str) -> None:
        """Show the stored text of a row in the field of a column; what is typed stays."""
        field = self._fields[column]
        field.bind(subject, stored)
        if not field.dirty or text_of(field.field).strip() == stored.strip():
            self._seen[key, column] = frozenset({stored})

    def look(self, key: str, column: str, there: str, mine: str) -> None:
        """Raise Conflict, and ask, when what is there now is not what was seen."""
        seen = self._seen.get((key, column), frozenset({there}))
        if there in seen or there == mine:
            return
        self._card.ask(
            there,
            mine,
            lambda: self._settle(key, column, there, mine),
            lambda: self._settle(key, column, there, there),
        )
        raise _OVERTAKEN

    def _settle(self, key: str, column: str, there: str, wanted: str) -> None:
        # Several rows may be behind one text: what was seen of one of them before stays seen.
        self._seen[key, column] = self._seen.get((key, column), frozenset()) | {there}
        field = self._fields[column]
        if text_of(field.field) != wanted:
            _type(field.field, wanted)
        field.flush()
        field.field.setFocus()


def _type(field: Editor, text: str) -> None:
    if isinstance(field, QLineEdit):
        field.setText(text)
    else:
        field.setPlainText(text)
