"""Which clinic and which indicator each name in a file of figures is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from facilitator.domain.clinic_names import match_clinic
from facilitator.domain.figure_cells import shorten
from facilitator.domain.indicator_columns import known_by
from facilitator.domain.indicator_load import NEW, SKIP, indicator_key
from facilitator.imports.indicators import Met
from facilitator.language import N_, Language
from facilitator.ui import theme
from facilitator.ui.data.choice_rows import ChoiceRows, asking
from facilitator.ui.data.indicator_file_card import LEVELS, Say
from facilitator.ui.parts import Card, Chip, button, label
from facilitator.ui.parts.picker import Choices, Picker

ROWS_SHOWN = 200


class NamesCard(Card):
    """A list of names in the file, and for each what it is here."""

    def __init__(self, title: str, lang: Language, say: Say) -> None:
        super().__init__(title)
        self._lang, self._say = lang, say
        self._met: Met | None = None
        self._names: tuple[str, ...] = ()
        self.pickers: dict[str, Picker] = {}
        self.said = label("", "small")
        self._rows = ChoiceRows()
        self._more = label("", "small")
        self.below = QVBoxLayout()
        self.add(self.said)
        self.add(self._rows)
        self.body.addLayout(self.below)
        self.add(self._more)

    def _show(self, met: Met, chosen: Mapping[str, str], choices: Choices) -> None:
        lang, self._met = self._lang, met
        names = tuple(chosen)[:ROWS_SHOWN]
        if names != self._names:
            self._names = names
            self._make(names)
        for name in names:
            now = chosen[name]
            self.pickers[name].show_choices(asking(choices, now, lang), now)
        left = len(chosen) - len(names)
        self._more.setText(lang.plural("and {n} more", "and {n} more", left))
        self._more.setVisible(left > 0)

    def _make(self, names: Sequence[str]) -> None:
        self._rows.clear()
        self.pickers = {}
        for name in names:
            words = shorten(name, 60) or self._lang.text(N_("The figures of the file"))
            made = Picker(words, 24)
            made.setMinimumWidth(theme.px(280))
            made.chosen.connect(lambda key, name=name: self._choose(name, key))
            self.pickers[name] = made
            self._rows.add(name, label(words), made)

    def first_open(self) -> QWidget | None:
        """The first list that asks to be answered, or none."""
        return next((made for made in self.pickers.values() if not made.key), None)

    def _choose(self, name: str, key: str) -> None:
        """Take what was chosen for a name into the plan."""


class ClinicsCard(NamesCard):
    """Which clinic each name in the file is; those that are known for certain when asked for."""

    def __init__(self, lang: Language, say: Say) -> None:
        super().__init__(lang.text(N_("Clinics")), lang, say)
        words = lang.text(N_("Add the unknown clinics"))
        self.new_button = button(words, self.make_new, icon="plus", small=True)
        self.all_chip = Chip(lang.text(N_("Show the recognised ones too")), self._show_all)
        self.below.addWidget(self.new_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(self.all_chip, 0, Qt.AlignmentFlag.AlignLeft)

    def show_met(self, met: Met) -> None:
        """Show the clinics of a file."""
        lang, clinics = self._lang, met.settled.clinics
        sure = {name for name in clinics if self._is_sure(met, name)}
        shown = {name: clinics[name] for name in clinics if name not in sure}
        if self.all_chip.isChecked():
            shown |= {name: clinics[name] for name in clinics}
        self._show(met, shown, self._choices(met))
        said = lang.plural("{n} name is recognised.", "{n} names are recognised.", len(sure))
        self.said.setText(said)
        self.said.setVisible(bool(sure))
        self.all_chip.setVisible(bool(sure))
        unknown = len(met.settled.unknown)
        words = lang.plural("Add {n} unknown clinic", "Add {n} unknown clinics", unknown)
        self.new_button.setText(words)
        self.new_button.setAccessibleName(words)
        self.new_button.setVisible(unknown > 0)
        self.setVisible(bool(clinics))

    def _is_sure(self, met: Met, name: str) -> bool:
        """Whether the name is that of a clinic, and nobody has said so."""
        chosen = met.settled.clinics[name]
        return bool(chosen) and chosen == match_clinic(name, met.known.clinics)

    def _show_all(self, _on: bool) -> None:
        if self._met is not None:
            self.show_met(self._met)

    def _choices(self, met: Met) -> Choices:
        text = self._lang.text
        known = tuple((one.id, one.name) for one in met.known.clinics)
        return (
            *known,
            (NEW, text(N_("New clinic in the cluster"))),
            ("cluster", text(LEVELS["cluster"])),
            ("national", text(LEVELS["national"])),
            (SKIP, text(N_("Leave out"))),
        )

    def _choose(self, name: str, key: str) -> None:
        if self._met is not None:
            plan = self._met.plan
            self._say(replace(plan, clinics={**plan.clinics, known_by(name): key}))

    def make_new(self) -> None:
        """Let each clinic that is not known be a new one."""
        if self._met is not None:
            plan = self._met.plan
            new = {known_by(name): NEW for name in self._met.settled.unknown}
            self._say(replace(plan, clinics={**plan.clinics, **new}))


class IndicatorsCard(NamesCard):
    """Which indicator each name in the file is; what a new one without a name is called."""

    def __init__(self, lang: Language, say: Say) -> None:
        super().__init__(lang.text(N_("Indicator")), lang, say)
        self.title = QLineEdit()
        self.title.setAccessibleName(lang.text(N_("Title of the new indicator")))
        self.title.editingFinished.connect(self._type)
        self._above = label(lang.text(N_("Title of the new indicator")), "small")
        self.below.addWidget(self._above)
        self.below.addWidget(self.title)

    def show_met(self, met: Met) -> None:
        """Show the indicators of a file."""
        text, chosen = self._lang.text, met.settled.indicators
        known = tuple((one.id, shorten(one.title, 60)) for one in met.known.indicators)
        out = ((SKIP, text(N_("Leave out"))),) if len(chosen) > 1 else ()
        self._show(met, chosen, ((NEW, text(N_("New indicator"))), *known, *out))
        is_titled = chosen.get("") == NEW
        for part in (self._above, self.title):
            part.setVisible(is_titled)
        if not self.title.isModified():
            self.title.setText(met.plan.title or met.plan.name)
        new = sum(one == NEW for one in chosen.values())
        said = self._lang.plural("{n} new indicator", "{n} new indicators", new)
        self.said.setText(said)
        self.said.setVisible(len(chosen) > 1)
        self.setVisible(bool(chosen))

    def _choose(self, name: str, key: str) -> None:
        if self._met is not None:
            plan = self._met.plan
            said = {**plan.indicators, indicator_key(name, plan): key}
            self._say(replace(plan, indicators=said))

    def _type(self) -> None:
        title = " ".join(self.title.text().split())
        if self._met is not None and self.title.isModified() and title:
            self.title.setModified(False)
            self._say(replace(self._met.plan, title=title))
