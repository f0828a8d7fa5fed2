"""Who has introduced what the whole cluster tries: a chip for each clinic, or for each member."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from facilitator.domain.followup import Person
from facilitator.domain.outcomes import Commitment
from facilitator.language import N_, Language
from facilitator.ui.parts import Chip, FlowLayout, button, label

ASK = N_("Who has introduced it?")
LABEL = N_("Say who has introduced it")


@dataclass(frozen=True, slots=True)
class Voice:
    """What one chip speaks for: a clinic with its members, or a member."""

    id: str
    name: str
    members: tuple[str, ...]

    def words(self, introduced: frozenset[str], lang: Language) -> str:
        """Its name; where only some of a clinic have introduced it, how many."""
        k = len(introduced.intersection(self.members))
        if k in (0, len(self.members)):
            return self.name
        return f"{self.name} · {lang.text(N_('{k} of {n}'), k=k, n=len(self.members))}"


def clinic_voices(people: Iterable[Person], lang: Language) -> tuple[Voice, ...]:
    """One for each clinic, and for each member without one, by name."""
    found: dict[tuple[str, str], list[str]] = {}
    for one in people:
        place = (one.clinic, one.clinic_name) if one.clinic else (one.id, one.name)
        found.setdefault(place, []).append(one.id)
    voices = (Voice(key, name, tuple(members)) for (key, name), members in found.items())
    return tuple(sorted(voices, key=lambda voice: lang.sort_key(voice.name)))


def member_voices(people: Iterable[Person], lang: Language) -> tuple[Voice, ...]:
    """One for each member, by name."""
    voices = (Voice(one.id, one.name, (one.id,)) for one in people)
    return tuple(sorted(voices, key=lambda voice: lang.sort_key(voice.name)))


class WhoIntroduced(QWidget):
    """Emits `said` with the ids of members and whether they have introduced it."""

    said = Signal(tuple, bool)

    def __init__(self, lang: Language) -> None:
        super().__init__()
        self._lang = lang
        self._people: tuple[Person, ...] = ()
        self._introduced: frozenset[str] = frozenset()
        self._voices: tuple[Voice, ...] = ()
        self._one_by_one = False
        self.chips: dict[str, Chip] = {}
        self.count = label("", "small")
        self.finer = button("", self._toggle, plain=True, small=True, name="…")
        holder = QWidget()
        self._flow = FlowLayout(holder)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(5)
        column.addWidget(label(lang.text(ASK), "small"))
        column.addWidget(holder)
        column.addWidget(self.count)
        column.addWidget(self.finer, 0, Qt.AlignmentFlag.AlignLeft)

    def show_commitment(self, one: Commitment, people: Sequence[Person]) -> None:
        """Ask it of what the whole cluster tries; of all else nothing is asked.

        people: the members who belong to the cluster today.
        """
        self.setVisible(one.whole_cluster and bool(people))
        if one.whole_cluster:
            self._people, self._introduced = tuple(people), one.introduced_by
            self._show()

    def _show(self) -> None:
        lang = self._lang
        clinics = clinic_voices(self._people, lang)
        voices = member_voices(self._people, lang) if self._one_by_one else clinics
        if voices != self._voices:
            self._lay(voices)
        for voice in voices:
            self._show_voice(self.chips[voice.id], voice)
        self.count.setText(self._sentence())
        self.finer.setVisible(any(len(voice.members) > 1 for voice in clinics))
        words = N_("Show clinics") if self._one_by_one else N_("Show each member")
        self.finer.setText(lang.text(words))
        self.finer.setAccessibleName(lang.text(words))

    def _sentence(self) -> str:
        lang, n = self._lang, len(self._people)
        k = len(self._introduced & {one.id for one in self._people})
        if not k:
            return lang.text(N_("It counts nobody until they are named here."))
        return lang.text(N_("{k} of {n} members are counted."), k=lang.number(k), n=lang.number(n))

    def _show_voice(self, chip: Chip, voice: Voice) -> None:
        words = voice.words(self._introduced, self._lang)
        chip.setText(words.replace("&", "&&"))
        chip.setAccessibleName(words)
        chip.setAccessibleDescription(self._lang.text(ASK))
        chip.setChecked(self._introduced.issuperset(voice.members))
        chip.updateGeometry()

    def _lay(self, voices: tuple[Voice, ...]) -> None:
        for chip in self.chips.values():
            self._flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self._voices = voices
        self.chips = {voice.id: self._chip(voice) for voice in voices}
        for chip in self.chips.values():
            self._flow.addWidget(chip)
            chip.show()

    def _chip(self, voice: Voice) -> Chip:
        return Chip(voice.name, lambda on: self.said.emit(voice.members, on), "ok")

    def _toggle(self) -> None:
        self._one_by_one = not self._one_by_one
        self._show()
