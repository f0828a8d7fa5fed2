"""After a meeting: what was taken home from it, what was agreed, what else was said and parked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from facilitator.domain.minutes import Agreed, group
from facilitator.domain.outcomes import (
    DESTINATIONS,
    Commitment,
    Insight,
    Log,
    Parked,
    takeaway_word,
)
from facilitator.language import N_, Language
from facilitator.ui import theme
from facilitator.ui.parts import Card, announce, label, style_by
from facilitator.ui.run.line_words import due_words, owner_name

_SIGN, _STEP = 18, 26
"""Design pixels for what stands before a line, and by which one stands in under another."""


@dataclass(frozen=True, slots=True)
class Told:
    """A line in words, and of which rows it tells; of none it is a heading.

    `sign` stands before it, `below` under it in small letters. `deep`: it belongs to the one above.
    """

    words: str
    keys: tuple[str, ...] = ()
    sign: str = ""
    below: str = ""
    deep: bool = False
    strong: bool = False

    @property
    def whole(self) -> str:
        """All of it on one line."""
        return " · ".join(filter(None, (f"{self.sign} {self.words}".strip(), self.below)))


class OutcomeCard(Card):
    """The lines of a held meeting, to be read: the official insights numbered as in the minutes,
    each with its commitments; then the rest, and the parked ones with where they went."""

    def __init__(self, lang: Language) -> None:
        super().__init__(lang.text(N_("What we took home")))
        self._lang = lang
        self._log: Log | None = None
        self.told: tuple[Told, ...] = ()
        self.lines: dict[str, OutcomeLine] = {}
        self._column = QVBoxLayout()
        self._column.setSpacing(2)
        self.body.addLayout(self._column)

    def show_log(self, log: Log) -> None:
        """Show the lines of a meeting; one that is marked stays so while it is there."""
        if log == self._log:
            return
        self._log = log
        marked = next((key for key, line in self.lines.items() if line.is_marked), None)
        while (item := self._column.takeAt(0)) is not None:
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        self.lines, self.told = {}, tuple(tell(self._lang, log))
        for told in self.told:
            line = OutcomeLine(told)
            self._column.addWidget(line)
            self.lines.update(dict.fromkeys(told.keys, line))
        self.mark(marked)

    def mark(self, key: str | None) -> OutcomeLine | None:
        """Mark the line that tells of a row and no other; the line, if there is one."""
        wanted = self.lines.get(key) if key is not None else None
        for line in self.lines.values():
            line.set_marked(line is wanted)
        return wanted

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        # It showed where a search led to; whoever comes back later looks for something else.
        if not event.spontaneous():
            self.mark(None)


class OutcomeLine(QFrame):
    """One line, which wraps."""

    def __init__(self, told: Told) -> None:
        super().__init__()
        self.told = told
        if told.keys:
            self.setProperty("look", "told")
        self.setAccessibleName(told.whole)
        row = QHBoxLayout(self)
        left = 3 + (theme.px(_STEP) if told.deep else 0)
        row.setContentsMargins(*((left, 4, 6, 4) if told.keys else (0, 8, 0, 0)))
        row.setSpacing(theme.px(_STEP - _SIGN))
        if told.sign:
            sign = label(told.sign, "strong" if told.strong else "muted", wrap=False, number=True)
            sign.setMinimumWidth(theme.px(_SIGN))
            row.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setSpacing(1)
        role: theme.Role = "strong" if told.strong else "body" if told.keys else "small"
        column.addWidget(label(told.words, role, selectable=bool(told.keys)))
        if told.below:
            column.addWidget(label(told.below, "small"))
        row.addLayout(column, 1)

    @property
    def is_marked(self) -> bool:
        """Whether it is marked as what was sought."""
        return bool(self.property("chosen") == "true")

    def set_marked(self, marked: bool) -> None:
        """Mark it, and have it read aloud; or no more."""
        if marked and not self.is_marked:
            announce(self, self.told.whole)
        style_by(self, "chosen", "true" if marked else "false")


def tell(lang: Language, log: Log) -> Iterator[Told]:
    """The lines of a meeting in words, in the order of its minutes."""
    if log == Log((), (), ()):
        yield Told(lang.text(N_("Nothing was written down.")))
        return
    others = [one for one in log.insights if not one.official]
    if log.insights and not log.official:
        yield Told(lang.text(N_("No insight was chosen to take home.")))
    for number, one in enumerate(log.official, 1):
        yield _insight(lang, one, f"{number}.")
        yield from _agreed(lang, log, one.id)
    yield from _alone(lang, log)
    if others:
        yield Told(lang.text(N_("Also noted")))
    for one in others:
        yield _insight(lang, one, "–")
        yield from _agreed(lang, log, one.id)
    if log.parked:
        yield Told(lang.text(N_("Parking lot")))
    yield from (_parked(lang, line) for line in log.parked)


def _insight(lang: Language, one: Insight, sign: str) -> Told:
    word = takeaway_word(one.kind)
    said = lang.text(word) if word else "", f"#{one.topic_title}" if one.topic_title else ""
    below = " · ".join(filter(None, said))
    return Told(one.text, (one.id,), sign, below, strong=one.official is not None)


def _agreed(lang: Language, log: Log, insight: str) -> Iterator[Told]:
    found = [one for one in log.commitments if one.insight == insight]
    yield from (_promise(lang, agreed, deep=True) for agreed in group(found))


def _alone(lang: Language, log: Log) -> Iterator[Told]:
    """The commitments that come from none of the insights of the meeting."""
    known = {one.id for one in log.insights}
    alone = [one for one in log.commitments if one.insight not in known]
    if not alone:
        return
    is_all = len(alone) == len(log.commitments)
    title = N_("Commitments") if is_all else N_("Other commitments")
    yield Told(lang.text(title))
    yield from (_promise(lang, agreed, deep=False) for agreed in group(alone))


def _promise(lang: Language, agreed: Agreed, *, deep: bool) -> Told:
    one, keys = agreed.first, tuple(each.id for each in agreed.commitments)
    words = " – ".join(filter(None, (one.situation, one.action)))
    sign = lang.text(N_("Sign: {sign}"), sign=one.sign) if one.sign else ""
    said = _owners(lang, agreed.commitments), due_words(lang, one), sign
    return Told(words, keys, "→", " · ".join(filter(None, said)), deep)


def _owners(lang: Language, ones: Sequence[Commitment]) -> str:
    names = {owner_name(lang, one) for one in ones} - {""}
    return lang.list_and(sorted(names, key=lang.sort_key)) or lang.text(N_("nobody yet"))


def _parked(lang: Language, line: Parked) -> Told:
    goes = dict(DESTINATIONS).get(line.destination, N_("not sent on"))
    return Told(line.text, (line.id,), "–", lang.text(goes))
