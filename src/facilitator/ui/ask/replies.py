"""Replies that came back: what they hold beside what is stored, then stored as one Step."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from facilitator.domain.between import Answer, Line, Met, Reply
from facilitator.domain.outcomes import FollowUp
from facilitator.domain.refusal import Refusal
from facilitator.domain.statuses import status
from facilitator.edits.replies import store_answers
from facilitator.imports import reply
from facilitator.imports.source import Source
from facilitator.imports.sources import source
from facilitator.language import N_, Language
from facilitator.log import log
from facilitator.store import queries
from facilitator.ui.bridge import Bridge
from facilitator.ui.latest import Latest
from facilitator.ui.parts import Card, Chip, EmptyState, Label, button, label, scroll_area, tag
from facilitator.ui.parts.status_look import FAMILIES
from facilitator.ui.work_page import Stop

_LABEL = N_("Read in the reply of a member")
_FAULT = Refusal(
    N_("Something went wrong in the program, and the file was not read."),
    N_("Nothing was stored."),
)


@dataclass(frozen=True, slots=True)
class File:
    """A file that was opened: the reply in it, or why there is none."""

    name: str
    reply: Reply | None = None
    why: str = ""


@dataclass(frozen=True, slots=True)
class Weighed:
    """A file beside what is stored: what it would store, or why it cannot."""

    name: str
    met: Met | None = None
    why: str = ""


def choose_files(parent: QWidget, title: str, pattern: str) -> list[str]:
    """The files a person chooses to read in; none when they leave."""
    from PySide6.QtWidgets import QFileDialog

    return QFileDialog.getOpenFileNames(parent, title, "", pattern)[0]


class AskReplies(QWidget):
    """A card for each file. Emits `stored` when all answers are; files that were refused stay."""

    stored = Signal()

    def __init__(
        self,
        bridge: Bridge,
        choose: Callable[[QWidget, str, str], list[str]] = choose_files,
    ) -> None:
        super().__init__()
        self.bridge, self.choose = bridge, choose
        self._files: tuple[File, ...] = ()
        self._weighed: tuple[Weighed, ...] = ()
        self._wanted: frozenset[tuple[str, str]] = frozenset()
        self._counts: list[Label] = []
        self._work, self._stop = Latest(self), Stop()
        self._work.done.connect(self._on_read)
        self._work.failed.connect(self._on_failed)
        text = bridge.lang.text
        self.open_button = button(text(N_("Open replies…")), self._open, icon="folder-open")
        self.save_button = button(text(N_("Store the answers")), self.store, primary=True)
        self._said = label("", "muted")
        self._lay()
        self._show()

    def _lay(self) -> None:
        text = self.bridge.lang.text
        self._empty = EmptyState(
            "mail",
            text(N_("Read replies in")),
            text(N_("Open the sheets that came back, or drop them here; several at once.")),
        )
        self._holder = QWidget()
        self._cards = QVBoxLayout(self._holder)
        self._cards.setContentsMargins(0, 0, 0, 0)
        self._cards.setSpacing(12)
        self._area = scroll_area(self._holder, text(N_("Answers")))
        foot = QHBoxLayout()
        foot.addWidget(self.open_button)
        foot.addWidget(self._said, 1)
        foot.addWidget(self.save_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self._empty, 1)
        column.addWidget(self._area, 1)
        column.addLayout(foot)

    # -- what the panel asks

    def read(self, files: Sequence[Path]) -> None:
        """Open these files in a thread instead of any before them, and show what they hold."""
        found, lang = source("reply"), self.bridge.lang
        assert found is not None
        self._stop.ask()
        self._stop = stop = Stop()
        row = replace(found, read=partial(reply.read, watch=lambda _row: stop.check()))
        self._said.setText(lang.text(N_("Being read …")))
        self._work.start(lambda: tuple(_opened(row, file, lang) for file in files))

    def refresh(self) -> None:
        """Put what was read beside what is stored now."""
        self._weighed = tuple(self._weigh(file) for file in self._files)
        self._show()

    def primary(self) -> QPushButton:
        """The button that Ctrl+Enter presses."""
        return self.save_button if self._to_store() else self.open_button

    @property
    def is_busy(self) -> bool:
        """Whether files are still being read."""
        return self._work.is_busy

    def store(self) -> None:
        """Store what is new, and what is to count all the same."""
        count = self._to_store()
        if not count:
            return
        pairs = zip(self._files, self._weighed, strict=True)
        refused = tuple(file for file, one in pairs if one.met is None)
        if self.bridge.do(_LABEL, store_answers, *self._met()) is None:
            self.refresh()
            return
        lang = self.bridge.lang
        said = lang.plural("{n} answer is stored.", "{n} answers are stored.", count)
        undo = (lang.text(N_("Undo")), self.bridge.undo)
        self._files, self._wanted = refused, frozenset()
        self.refresh()
        if refused:
            self.open_button.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.stored.emit()
        self.bridge.say(said, "ok", key="undo", answers=(undo,))

    # -- reading

    def _open(self) -> None:
        text = self.bridge.lang.text
        pattern = text(N_("Reply sheets (*.xlsx)"))
        chosen = self.choose(self, text(N_("Open replies")), pattern)
        if chosen:
            self.read([Path(file) for file in chosen])

    def _on_read(self, files: tuple[File, ...]) -> None:
        seen: set[Reply | None] = set()
        self._files = tuple(
            file for file in files if file.reply is None or not _is_seen(file.reply, seen)
        )
        self._wanted = frozenset()
        self.refresh()

    def _on_failed(self, error: Exception) -> None:
        log.error("reading replies failed", exc_info=error)
        self._said.setText("")
        self.bridge.say(_FAULT.in_words(self.bridge.lang), "bad", seconds=0, key="ask")

    def _weigh(self, file: File) -> Weighed:
        """Put a file beside what is stored in this cluster."""
        lang = self.bridge.lang
        if file.reply is None or self.bridge.store is None:
            return Weighed(file.name, why=file.why)
        try:
            met = self.bridge.ask(queries.met, file.reply, self.bridge.clock.utc())
        except Refusal as refusal:
            return Weighed(file.name, why=refusal.in_words(lang))
        if met.cluster != self.bridge.cluster:
            said = N_("The reply is from another cluster. Go to that cluster and open it there.")
            return Weighed(file.name, why=lang.text(said))
        return Weighed(file.name, self._with_wanted(met))

    def _with_wanted(self, met: Met) -> Met:
        there = {line.answer.commitment for line in met.lines if line.state == "newer"}
        wanted = {key for member, key in self._wanted if member == met.member}
        return met.with_wanted(frozenset(wanted & there))

    def _met(self) -> tuple[Met, ...]:
        return tuple(one.met for one in self._weighed if one.met is not None)

    # -- showing

    def _show(self) -> None:
        _clear(self._cards)
        self._counts = []
        self._empty.setVisible(not self._files)
        self._area.setVisible(bool(self._files))
        for one in self._weighed:
            card = self._card(one.met) if one.met else self._trouble(one.name, one.why)
            self._cards.addWidget(card)
        self._cards.addStretch(1)
        self._say_counts()

    def _to_store(self) -> int:
        return sum(len(met.to_store) for met in self._met())

    def _say_counts(self) -> None:
        """Say, of each reply and of all, how much of it will be stored."""
        lang, count = self.bridge.lang, self._to_store()
        for told, met in zip(self._counts, self._met(), strict=True):
            told.setText(reply.say_counts(met, lang))
        nothing = N_("There is nothing new to store.") if self._files else ""
        said = lang.plural("{n} answer will be stored.", "{n} answers will be stored.", count)
        self._said.setText(said if count else lang.text(nothing))
        self.save_button.setEnabled(bool(count))

    def _trouble(self, name: str, why: str) -> QWidget:
        card = Card()
        card.add(label(name, "strong"))
        card.add(label(why, tone="warn"))
        return card

    def _card(self, met: Met) -> QWidget:
        card = Card()
        card.setAccessibleName(met.name)
        card.add(label(met.name, "h2"))
        counts = label("", "small")
        card.add(counts)
        self._counts.append(counts)
        for line in met.lines:
            card.body.addSpacing(4)
            card.add(self._line(met, line))
        return card

    def _line(self, met: Met, line: Line) -> QWidget:
        """An answer: about what, what it says, and what is to be known of it."""
        lang, part = self.bridge.lang, QWidget()
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        one = line.commitment
        column.addWidget(label(one.action if one else lang.text(_GONE), "strong"))
        column.addLayout(self._said_row(line.answer))
        told, tone = _state(line, lang)
        if told:
            column.addWidget(label(told, "small", tone=tone))
        if line.state == "newer" and one is not None:
            chip = Chip(
                lang.text(N_("Use this answer all the same")), partial(self._want, met, one.id)
            )
            chip.setChecked(one.id in met.wanted)
            column.addWidget(chip, 0, Qt.AlignmentFlag.AlignLeft)
        return part

    def _said_row(self, answer: Answer) -> QHBoxLayout:
        lang, row = self.bridge.lang, QHBoxLayout()
        row.setSpacing(8)
        if answer.status:
            words = lang.text(status(answer.status).title)
            made = tag(words, FAMILIES[answer.status])
            row.addWidget(made, 0, Qt.AlignmentFlag.AlignTop)
        said = " · ".join(told_of(answer, lang))
        row.addWidget(label(said), 1)
        if not said:
            row.addStretch(1)
        return row

    def _want(self, met: Met, commitment: str, on: bool) -> None:
        pair = frozenset({(met.member, commitment)})
        self._wanted = self._wanted | pair if on else self._wanted - pair
        self._weighed = tuple(
            Weighed(one.name, self._with_wanted(one.met)) if one.met else one
            for one in self._weighed
        )
        # Only what follows from it is said anew: the chip stays under the hand that clicked it.
        self._say_counts()


_GONE = N_("A commitment that is no longer there")
_NOTHING_TO_SAY = N_("It was removed since, so nothing is stored of it.")
_NOT_THEIRS = N_("Somebody else tries this, so nothing is stored of it.")


def told_of(said: Answer | FollowUp, lang: Language) -> Iterator[str]:
    """The words of an answer, each with what it is."""
    if said.experience:
        yield lang.quote(said.experience)
    if said.obstacle:
        yield lang.text(N_("In the way: {text}"), text=said.obstacle)
    if said.next_step:
        yield lang.text(N_("Next step: {text}"), text=said.next_step)


def _opened(row: Source, file: Path, lang: Language) -> File:
    try:
        return File(file.name, row.read_file(file))
    except Refusal as refusal:
        return File(file.name, why=refusal.in_words(lang))


def _is_seen(one: Reply, seen: set[Reply | None]) -> bool:
    """Whether the same reply was opened already, under whatever name."""
    known = one in seen
    seen.add(one)
    return known


def _state(line: Line, lang: Language) -> tuple[str, str]:
    """What is to be known of an answer, and its tone."""
    if line.state == "known":
        return lang.text(N_("Read in before; nothing changes.")), ""
    if line.state == "gone":
        why = _NOT_THEIRS if line.commitment else _NOTHING_TO_SAY
        return lang.text(why), "warn"
    if line.state == "newer" and line.since is not None:
        return _say_since(line.since, lang), "warn"
    if line.commitment is not None and line.answer.status:
        was = lang.text(status(line.commitment.status).title)
        if line.answer.status != line.commitment.status and not line.commitment.whole_cluster:
            return lang.text(N_("Stood as {status} until now."), status=was), ""
    return "", ""


def _say_since(since: FollowUp, lang: Language) -> str:
    words = [lang.text(status(since.status).title)] if since.status else []
    told = " · ".join((*words, *told_of(since, lang)))
    day = lang.date_near(since.at.astimezone(lang.zone).date())
    if since.said_by:
        said = N_("Said since the sheet was sent, {day}, by {name}: {told}")
        return lang.text(said, day=day, name=since.said_by, told=told)
    return lang.text(N_("Said since the sheet was sent, {day}: {told}"), day=day, told=told)


def _clear(column: QVBoxLayout) -> None:
    while (item := column.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
