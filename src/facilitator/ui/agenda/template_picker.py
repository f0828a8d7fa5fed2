"""Cards of agenda templates, and beside them how the chosen one would lie at the given length.

The agenda of last time and own templates come first, then those of the program, then blocks.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby, pairwise

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QRadioButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from facilitator.domain import kinds, templates
from facilitator.domain.agenda import AgendaItem
from facilitator.domain.patterns import Pattern, PatternItem, for_first_meeting, scale
from facilitator.domain.templates import WELCOME
from facilitator.language import N_, Language
from facilitator.ui import theme
from facilitator.ui.agenda.look import wrap
from facilitator.ui.parts import (
    Card,
    ChoiceChips,
    KindBar,
    Stretch,
    TimeStrip,
    label,
    scroll_area,
    set_tone,
)

EMPTY, LAST = "", "last"

_CARDS_A_ROW, _CARDS_IF_NARROW, _NARROW_BELOW = 3, 2, 720
_TITLE_SIZES = (13.5, 12, 11)
_EDGE = 10
_EMPTY_WHY = N_("Follow-up first and summary last; you fill in the rest.")
_LAST_WHY = N_("The same items and minutes as at the latest meeting.")
_OWN_WHY = N_("Your own template.")
_BLOCK_WHY = N_("Your own block: it is put in after the item chosen, and the rest stays.")
_GROUPS = {
    "own": N_("Your own templates"),
    "program": N_("Templates of the program"),
    "block": N_("Your own blocks"),
}


@dataclass(frozen=True, slots=True)
class Planned:
    """A line of the preview."""

    title: str
    kind: str
    minutes: int


@dataclass(frozen=True, slots=True)
class Choice:
    """A card: what it is called, what it rests on, its items at the present length.

    `own` is the template or block of the cluster that it shows, and `unscaled` then its items at
    their own length.
    """

    id: str
    title: str
    why: str
    lines: tuple[Planned, ...]
    group: str = "program"
    own: Pattern | None = None
    unscaled: tuple[Planned, ...] = ()

    @property
    def is_block(self) -> bool:
        return self.group == "block"

    def laid(self, *, is_scaled: bool) -> tuple[Planned, ...]:
        """The items as they would be laid."""
        return self.lines if is_scaled or self.own is None else self.unscaled


def choices(
    lang: Language,
    minutes: int,
    last: Sequence[AgendaItem],
    *,
    is_first: bool,
    own: Sequence[Pattern] = (),
) -> tuple[Choice, ...]:
    """As last time if there is one, own templates, those of the program, an empty agenda, blocks.

    A template of the program that cannot be laid at the length has no lines.
    """
    made: list[Choice] = []
    if last:
        lines = tuple(Planned(item.title, item.kind, item.minutes) for item in last)
        made.append(Choice(LAST, lang.text(N_("As last time")), lang.text(_LAST_WHY), lines, "own"))
    by_title = sorted(own, key=lambda one: lang.sort_key(one.title))
    own_ones = (one for one in by_title if not one.is_block)
    made += [own_choice(lang, one, minutes, is_first=is_first) for one in own_ones]
    made += [
        Choice(
            one.id, lang.text(one.title), lang.text(one.why), _laid(lang, one, minutes, is_first)
        )
        for one in templates.TEMPLATES
    ]
    made.append(
        Choice(EMPTY, lang.text(N_("Empty agenda")), lang.text(_EMPTY_WHY), _ends(lang, is_first))
    )
    made += [own_choice(lang, one, minutes) for one in by_title if one.is_block]
    return tuple(made)


def own_choice(lang: Language, pattern: Pattern, minutes: int, *, is_first: bool = False) -> Choice:
    """The card of an own template at a length, or of a block, which keeps its own."""
    if pattern.is_block:
        why, lines = pattern.why or lang.text(_BLOCK_WHY), _lines(pattern.items)
        return Choice(pattern.id, pattern.title, why, lines, "block", pattern, lines)
    scaled, as_written = scale(pattern.items, minutes), pattern.items
    if is_first:
        scaled, as_written = _welcomed(lang, scaled), _welcomed(lang, as_written)
    why, lines = pattern.why or lang.text(_OWN_WHY), _lines(scaled)
    return Choice(pattern.id, pattern.title, why, lines, "own", pattern, _lines(as_written))


def _welcomed(lang: Language, items: Sequence[PatternItem]) -> tuple[PatternItem, ...]:
    return for_first_meeting(items, lang.text(WELCOME.title), lang.text(WELCOME.question))


def _lines(items: Sequence[PatternItem]) -> tuple[Planned, ...]:
    return tuple(Planned(item.title, item.kind, item.minutes) for item in items)


def _laid(
    lang: Language, template: templates.Template, minutes: int, is_first: bool
) -> tuple[Planned, ...]:
    if not templates.SHORTEST <= minutes <= templates.LONGEST:
        return ()
    items = templates.lay(template, minutes)
    if is_first:
        items = templates.for_first_meeting(items)
    return tuple(
        Planned(lang.text(item.title, topic="…", date="…"), item.kind, item.minutes)
        for item in items
    )


def _ends(lang: Language, is_first: bool) -> tuple[Planned, ...]:
    first, last = kinds.kind("follow_up"), kinds.kind("summary")
    opening = Planned(lang.text(first.title), first.id, first.minutes)
    if is_first:
        opening = Planned(lang.text(WELCOME.title), WELCOME.kind, WELCOME.minutes)
    return opening, Planned(lang.text(last.title), last.id, last.minutes)


class TemplatePicker(QWidget):
    """Emits `picked` with the id of a card, `accepted` on Enter and `left` on Esc.

    before: what Tab comes to before the cards.
    """

    picked = Signal(str)
    accepted = Signal()
    left = Signal()

    def __init__(self, lang: Language) -> None:
        super().__init__()
        self._lang = lang
        self._choices: dict[str, Choice] = {}
        self._cards: dict[str, TemplateCard] = {}
        self._start: datetime | None = None
        self._in_row = _CARDS_A_ROW
        self.before: QWidget | None = None
        self.choice = templates.TEMPLATES[0].id
        self.setAccessibleName(lang.text(N_("Agenda template")))
        self._shelf = QWidget()
        self._grid = QGridLayout(self._shelf)
        self._grid.setContentsMargins(0, 0, 6, 0)
        self._grid.setSpacing(8)
        self._titles: list[QWidget] = []
        self.preview = Preview(lang)
        self._scroll = scroll_area(self._shelf)
        self.side = QVBoxLayout()
        self.side.setSpacing(12)
        self.side.addWidget(self.preview, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        row.addWidget(self._scroll, 3)
        row.addLayout(self.side, 2)

    @property
    def chosen(self) -> Choice:
        """The card that is chosen."""
        return self._choices[self.choice]

    @property
    def is_scaled(self) -> bool:
        """Whether an own template is to be laid at the meeting's length, not at its own."""
        return self.preview.is_scaled

    def show_choices(self, choices: Sequence[Choice], start: datetime, minutes: int) -> None:
        """Show the cards; the one chosen stays chosen. `start` is aware."""
        self._choices = {one.id: one for one in choices}
        self._start, self._minutes = start, minutes
        if list(self._cards) != list(self._choices):
            self._make_cards(choices)
        for one in choices:
            self._cards[one.id].show_choice(one)
        if self.choice not in self._cards:
            self.choice = EMPTY
        self.choose(self.choice)

    def choose(self, key: str) -> None:
        """Mark a card and show its agenda."""
        self.choice = key
        self._cards[key].setChecked(True)
        self._scroll.ensureWidgetVisible(self._cards[key], 0, theme.px(12))
        self.show_one(self._choices[key])

    def show_one(self, choice: Choice) -> None:
        """Show an agenda that need not have a card."""
        if self._start is not None:
            self.preview.show_choice(choice, self._start, self._minutes)

    def focus_choice(self) -> None:
        """Go to the card that is chosen."""
        self._cards[self.choice].setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        is_narrow = self.width() < theme.px(_NARROW_BELOW)
        in_row = _CARDS_IF_NARROW if is_narrow else _CARDS_A_ROW
        if in_row != self._in_row:
            self._in_row = in_row
            self._make_again()

    def _make_again(self) -> None:
        had_focus = any(card.hasFocus() for card in self._cards.values())
        choices = tuple(self._choices.values())
        self._make_cards(choices)
        for one in choices:
            self._cards[one.id].show_choice(one)
        if self.choice in self._cards:
            self.choose(self.choice)
            if had_focus:
                self.focus_choice()

    def _make_cards(self, choices: Sequence[Choice]) -> None:
        for widget in (*self._cards.values(), *self._titles):
            self._grid.removeWidget(widget)
            widget.hide()
            widget.deleteLater()
        for row in range(self._grid.rowCount()):
            self._grid.setRowStretch(row, 0)
        self._cards, self._titles, row = {}, [], 0
        for group, members in groupby(choices, lambda one: one.group):
            row = self._add_group(group, list(members), row)
        self._grid.setRowStretch(row, 1)
        # Made after what stands below them, they would be the last that Tab reaches.
        before = (self.before,) if self.before is not None else ()
        for one, following in pairwise((*before, *self._cards.values())):
            QWidget.setTabOrder(one, following)

    def _add_group(self, group: str, members: Sequence[Choice], row: int) -> int:
        """Put a title and its cards from a row of the grid on. Returns the first free row."""
        title = label(self._lang.text(_GROUPS[group]), "small")
        self._titles.append(title)
        self._grid.addWidget(title, row, 0, 1, self._in_row)
        for n, one in enumerate(members):
            card = self._cards[one.id] = TemplateCard()
            self._grid.addWidget(card, row + 1 + n // self._in_row, n % self._in_row)
            card.toggled.connect(lambda on, key=one.id: self._on_toggled(key, on))
            card.entered.connect(self.accepted)
            card.clicked.connect(lambda _on=True, key=one.id: self._on_clicked(key))
        return row + 2 + (len(members) - 1) // self._in_row

    def _on_toggled(self, key: str, on: bool) -> None:
        if on and key != self.choice:
            self.choose(key)
            self.picked.emit(key)

    def _on_clicked(self, key: str) -> None:
        # Another agenda may be in sight while this card is still the one chosen.
        self.choose(key)
        self.picked.emit(key)


class TemplateCard(QRadioButton):
    """A template as a card with its strip in small; one of the cards is chosen.

    Emits `entered` on Enter.
    """

    entered = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self._lines: tuple[Planned, ...] = ()

    def show_choice(self, choice: Choice) -> None:
        """Show a template."""
        self.setText(choice.title)
        self.setAccessibleName(choice.title)
        self.setAccessibleDescription(choice.why)
        self._lines = choice.lines
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(170), theme.px(78))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(110), theme.px(78))

    def hitButton(self, pos: QPoint) -> bool:
        return self.rect().contains(pos)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        now = theme.tokens_of(self)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.setPen(QPen(QColor(now.accent if self.isChecked() else now.line), 1))
        hover = theme.mixed(now.ink, now.surface, 0.04)
        chosen = theme.mixed(now.accent, now.surface, 0.07)
        ground = chosen if self.isChecked() else hover if self.underMouse() else now.surface
        painter.setBrush(QColor(ground))
        painter.drawRoundedRect(box, 9, 9)
        self._paint_title(painter, now)
        self._paint_strip(painter, now)
        if self.hasFocus():
            theme.draw_focus(painter, QRectF(self.rect()), now.accent, 9)

    def _paint_title(self, painter: QPainter, now: theme.Tokens) -> None:
        wide = self.width() - 2 * theme.px(_EDGE)
        font = _title_font(self.text(), wide)
        painter.setFont(font)
        painter.setPen(QColor(now.ink))
        metrics, y = QFontMetrics(font), theme.px(11)
        for line in wrap(self.text(), font.toString(), wide):
            painter.drawText(QPoint(theme.px(_EDGE), y + metrics.ascent()), line)
            y += metrics.height()

    def _paint_strip(self, painter: QPainter, now: theme.Tokens) -> None:
        total = sum(line.minutes for line in self._lines)
        x, high = float(theme.px(_EDGE)), theme.px(8)
        wide = self.width() - 2 * x
        top = self.height() - theme.px(11) - high
        for line in self._lines:
            piece = wide * line.minutes / total
            colour = now.kind(kinds.kind(line.kind).family)
            painter.fillRect(QRectF(x, top, max(1.0, piece - 1), high), QColor(colour))
            x += piece


def _title_font(text: str, wide: int) -> QFont:
    """A little smaller where a long word would else be broken in the middle."""
    fonts = [theme.font("strong", size=size) for size in _TITLE_SIZES]
    for font in fonts:
        metrics = QFontMetrics(font)
        if all(metrics.horizontalAdvance(word) <= wide for word in text.split()):
            return font
    return fonts[-1]


class Preview(Card):
    """The agenda a template would give: what it rests on, the strip, and a line for each item."""

    def __init__(self, lang: Language) -> None:
        super().__init__()
        self._lang = lang
        self._choice: Choice | None = None
        self._title = label("", "h2")
        self._why = label("", "small")
        self.strip = TimeStrip(lang.text(N_("The agenda as a strip")))
        self._list = QWidget()
        self._lines = QVBoxLayout(self._list)
        self._lines.setContentsMargins(6, 2, 6, 2)
        self._lines.setSpacing(4)
        fitted = ("fitted", lang.text(N_("Fitted to the meeting")), "accent")
        as_written = ("own", lang.text(N_("Own length")), "accent")
        self.lengths = ChoiceChips(lang.text(N_("Length")), (fitted, as_written), "fitted")
        self.lengths.chosen.connect(lambda _key: self._show())
        for part in (self._title, self._why, self.lengths, self.strip):
            self.add(part)
        self._scroll = scroll_area(self._list, lang.text(N_("Items of the template")))
        self.body.addWidget(self._scroll, 1)
        self._sum = label("", "strong")
        self.add(self._sum)
        self.setMinimumWidth(theme.px(280))

    @property
    def is_scaled(self) -> bool:
        """Whether the items are shown at the meeting's length."""
        return self.lengths.choice == "fitted"

    def show_choice(self, choice: Choice, start: datetime, minutes: int) -> None:
        """Show the items of a choice from a start on, for a meeting of so many minutes."""
        self._choice, self._start, self._minutes = choice, start, minutes
        self._show()

    def _show(self) -> None:
        choice, lang = self._choice, self._lang
        if choice is None:
            return
        start = self._start
        lines = choice.laid(is_scaled=self.is_scaled)
        self._title.setText(choice.title)
        self._why.setText(choice.why)
        self.lengths.setVisible(choice.lines != choice.unscaled and choice.own is not None)
        self.strip.setVisible(bool(lines))
        end = lang.clock(start + timedelta(minutes=self._length(choice)))
        marks = () if choice.is_block else ((0, lang.clock(start)), (1, end))
        self.strip.set_pieces(self._pieces(lines, self._length(choice)), marks)
        self._clear()
        at = start
        for line in lines:
            self._lines.addWidget(_line(lang, line, None if choice.is_block else at))
            at += timedelta(minutes=line.minutes)
        if not lines:
            said = N_("A template fits meetings of 45 minutes to 7 hours.")
            self._lines.addWidget(label(lang.text(said), tone="warn"))
        self._lines.addStretch(1)
        self._say_sum(lines, self._length(choice))

    def _length(self, choice: Choice) -> int:
        return choice.own.minutes if choice.is_block and choice.own else self._minutes

    def _say_sum(self, lines: Sequence[Planned], minutes: int) -> None:
        """How many items and minutes, and how far that is from the length of the meeting."""
        lang, total = self._lang, sum(line.minutes for line in lines)
        said = [lang.plural("{n} item", "{n} items", len(lines)), lang.duration(total)]
        if total > minutes:
            said.append(lang.text(N_("{length} too long"), length=lang.duration(total - minutes)))
        elif total < minutes:
            said.append(lang.text(N_("{length} free"), length=lang.duration(minutes - total)))
        self._sum.setText(" · ".join(said))
        self._sum.setVisible(bool(lines))
        set_tone(self._sum, "bad" if total > minutes else "")

    def _pieces(self, lines: Sequence[Planned], minutes: int) -> tuple[Stretch, ...]:
        pieces = tuple(
            Stretch(line.minutes, kinds.kind(line.kind).family, line.title) for line in lines
        )
        spare = minutes - sum(line.minutes for line in lines)
        return (*pieces, Stretch(spare, "", "")) if spare > 0 else pieces

    def _clear(self) -> None:
        while (item := self._lines.takeAt(0)) is not None:
            widget = item.widget()
            if isinstance(widget, QWidget):
                widget.hide()
                widget.deleteLater()


def _line(lang: Language, line: Planned, at: datetime | None) -> QWidget:
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    if at is not None:
        row.addWidget(label(lang.clock(at), "small", wrap=False, number=True))
    row.addWidget(KindBar(kinds.kind(line.kind).family, 4))
    row.addWidget(label(line.title), 1)
    row.addWidget(label(lang.duration(line.minutes), "small", wrap=False, number=True))
    return made
