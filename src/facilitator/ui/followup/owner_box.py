"""The one picker of who something belongs to: a member, a clinic, the whole cluster, or nobody."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox

from facilitator.domain.capture import Owner
from facilitator.domain.followup import Tried
from facilitator.domain.people import Clinic, Member
from facilitator.language import N_, Language

_ALL = "all"


class OwnerBox(QComboBox):
    """Emits `given` with the Owner a person chose."""

    given = Signal(object)

    def __init__(self, lang: Language) -> None:
        super().__init__()
        self._lang = lang
        self._choices: tuple[tuple[str, str], ...] = ()
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(12)
        self.activated.connect(self._give)

    def show_owner(
        self, one: Tried, members: Sequence[Member], clinics: Sequence[Clinic], today: date
    ) -> None:
        """Show whose it is among everybody it may belong to today."""
        choices = tuple(self._all(one, members, clinics, today))
        if choices != self._choices:
            self._choices = choices
            self.clear()
            for key, words in choices:
                self.addItem(words, key)
        self.setCurrentIndex(max(0, self.findData(_key(one))))

    def _all(
        self, one: Tried, members: Sequence[Member], clinics: Sequence[Clinic], today: date
    ) -> Iterator[tuple[str, str]]:
        yield "", self._lang.text(N_("nobody yet"))
        yield _ALL, self._lang.text(N_("the whole cluster"))
        for clinic in clinics:
            yield f"clinic {clinic.id}", clinic.name
        for member in members:
            if member.is_active(today) or member.id == one.member:
                yield f"member {member.id}", member.name

    def _give(self, _at: int) -> None:
        key, name = str(self.currentData()), self.currentText()
        kind, _, one = key.partition(" ")
        self.given.emit(
            Owner(
                name,
                member=one if kind == "member" else None,
                clinic=one if kind == "clinic" else None,
                whole_cluster=key == _ALL,
            )
        )


def _key(one: Tried) -> str:
    if one.whole_cluster:
        return _ALL
    if one.member:
        return f"member {one.member}"
    return f"clinic {one.clinic}" if one.clinic else ""
