"""What is said, written down in seconds: one line with Enter, and the lines of the meeting."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from facilitator.clock import new_id
from facilitator.domain.capture import Line, LineKind, Owner, read_line
from facilitator.domain.outcomes import Commitment, Log
from facilitator.domain.privacy import mask
from facilitator.domain.refusal import PatientNumber, Refusal
from facilitator.edits import outcomes, running
from facilitator.edits.privacy import not_a_cpr
from facilitator.language import N_, Language, parse_date
from facilitator.store.rows import Session
from facilitator.ui import theme
from facilitator.ui.esc_line import EscLine
from facilitator.ui.growing_text import GrowingText
from facilitator.ui.meeting_watch import MeetingWatch
from facilitator.ui.parts import Card, button, label, scroll_area, tag
from facilitator.ui.text_binding import Complaint, TextBinding, standard_menu, without_cpr

KINDS: dict[LineKind, tuple[str, str]] = {
    "insight": (N_("Insight"), "data"),
    "commitment": (N_("Commitment"), "follow_up"),
    "parked": (N_("Parked"), "break"),
}
_DESTINATIONS = (
    ("topic", N_("to the topic bank")),
    ("next_meeting", N_("to the next meeting")),
    ("commitment", N_("became a commitment")),
    ("dropped", N_("dropped")),
)
_ROW_OF: dict[LineKind, tuple[str, str]] = {
    "insight": ("insight", "text"),
    "commitment": ("commitment", "action"),
    "parked": ("parked", "text"),
}


@dataclass(frozen=True, slots=True)
class _Written:
    """A line of the log in one form for all three kinds."""

    id: str
    kind: LineKind
    at: datetime
    text: str
    after: str


class CapturePanel(Card):
    """The lines of the meeting, oldest first, and the field for the next. `left`: the keys are
    the page's again."""

    left = Signal()

    def __init__(self, watch: MeetingWatch) -> None:
        super().__init__()
        self._watch, self._lang = watch, watch.bridge.lang
        self._kind: LineKind = "insight"
        self._complaint: Complaint | None = None
        self._key = new_id()
        self._rows: dict[str, _LogRow] = {}
        text = self._lang.text
        self.setAccessibleName(text(N_("Insights and commitments")))
        head = QHBoxLayout()
        head.addWidget(label(text(N_("Insights and commitments")), "h2", wrap=False))
        head.addWidget(label(text(N_("– write I, A or P")), "muted", wrap=False))
        head.addStretch(1)
        self.body.addLayout(head)
        holder = QWidget()
        self._list = QVBoxLayout(holder)
        self._list.setContentsMargins(0, 0, 0, 0)
        self._list.setSpacing(0)
        self._list.addStretch(1)
        self._scroll = scroll_area(holder)
        self.body.addWidget(self._scroll, 1)
        self.understood = label("", "small", tone="accent")
        self.understood.hide()
        self.add(self.understood)
        self._sign = tag("", "data")
        self.line = EscLine()
        self.line.setPlaceholderText(text(N_("Write and press Enter …")))
        self.line.setAccessibleName(text(N_("Write a line")))
        self.line.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.line.customContextMenuRequested.connect(self._open_menu)
        self.line.textChanged.connect(self._understand)
        self.line.returnPressed.connect(self.store)
        self.line.left.connect(self._leave)
        row = QHBoxLayout()
        row.addWidget(self._sign)
        row.addWidget(self.line, 1)
        self.body.addLayout(row)
        self.choose("insight")

    # -- the line

    def write(self, kind: LineKind) -> None:
        """Choose the kind of the next line and put the cursor there."""
        self.choose(kind)
        self.line.setFocus()

    def choose(self, kind: LineKind) -> None:
        """Choose what a line becomes that says nothing else."""
        self._kind = kind
        self._understand()

    def read(self) -> Line:
        """What the line means as it stands."""
        today = self._watch.bridge.today()
        everybody = self._lang.text(N_("The whole cluster"))
        return read_line(
            self.line.text(),
            self._kind,
            self._watch.owners(),
            lambda typed: parse_date(typed, today),
            everybody,
        )

    def store(self) -> None:
        """Store the line; only then is it taken away. An empty one gives the keys back."""
        if not self.line.text().strip():
            self._leave()
            return
        line, bridge = self.read(), self._watch.bridge
        bridge.leaving.emit()
        try:
            bridge.attempt(_LABELS[line.kind], self._verb(line))
        except PatientNumber as refusal:
            self._complain(refusal)
        except Refusal as refusal:
            bridge.say(refusal.in_words(self._lang), "warn", seconds=0, key="capture")
        else:
            self._key = new_id()
            self.line.clear()

    def _leave(self) -> None:
        self.choose("insight")
        self.left.emit()

    def _verb(self, line: Line) -> Callable[[Session], object]:
        watch, at = self._watch, self._watch.bridge.clock.utc()
        reading = watch.reading()
        item = reading.running if reading else None
        meeting, cluster = watch.meeting or "", watch.bridge.cluster or ""
        key = self._key

        def write(session: Session) -> object:
            if line.kind == "insight":
                return outcomes.add_insight(session, meeting, line.text, at, item=item, key=key)
            if line.kind == "parked":
                where = "next_meeting" if line.next_meeting else ""
                return running.park(session, meeting, line.text, at, item, where, key=key)
            owner = line.owner or Owner("")
            return outcomes.add_commitment(
                session,
                cluster,
                line.text,
                at,
                meeting=meeting,
                item=item,
                member=owner.member,
                clinic=owner.clinic,
                whole_cluster=owner.whole_cluster,
                due=line.due,
                due_next_meeting=line.due is None,
                key=key,
            )

        return write

    def _understand(self) -> None:
        line = self.read()
        words, family = KINDS[line.kind]
        self._sign.setText(self._lang.text(words))
        self._sign.set_family(family)
        said = in_words(self._lang, line)
        shown = bool(self.line.text().strip()) and bool(said)
        self.understood.setText(said if shown else "")
        self.understood.setVisible(shown)
        self._complain(None)

    def _complain(self, refusal: PatientNumber | None) -> None:
        if self._complaint is not None:
            self._complaint.close_up()
            self._complaint = None
        if refusal is not None:
            self._complaint = Complaint(self.line, self._lang, refusal, self._answer)

    def _answer(self, answer: str, reason: str) -> None:
        typed = self.line.text()
        if answer == "keep":
            self._vouch(reason)
            return
        self.line.setText(mask(typed) if answer == "mask" else without_cpr(typed).strip())
        self.line.setFocus()

    def _vouch(self, reason: str) -> None:
        line, bridge = self.read(), self._watch.bridge
        table, field = _ROW_OF[line.kind]
        write, at = self._verb(line), bridge.clock.utc()

        def vouched(session: Session) -> bool:
            not_a_cpr(session, table, self._key, field, line.text, reason, at)
            session.flush()
            write(session)
            return True

        if bridge.do(_LABELS[line.kind], vouched):
            self._key = new_id()
            self.line.clear()
            self.line.setFocus()

    def _open_menu(self) -> None:
        menu = standard_menu(self.line)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.line.mapToGlobal(self.line.rect().bottomLeft()))

    # -- the lines

    def show_log(self, log: Log) -> None:
        """Show the lines; one that is being edited stays as it is."""
        written = _lines(self._lang, log)
        for key in set(self._rows) - {one.id for one in written}:
            row = self._rows.pop(key)
            self._list.removeWidget(row)
            row.hide()
            row.deleteLater()
        for place, one in enumerate(written):
            if one.id not in self._rows:
                self._rows[one.id] = _LogRow(self._watch, one.kind, one.id)
                self._rows[one.id].left.connect(self.left.emit)
                self._list.insertWidget(place, self._rows[one.id])
                QTimer.singleShot(0, self._show_newest)
            self._rows[one.id].show_line(one)

    def texts(self) -> tuple[str, ...]:
        """The lines shown, oldest first."""
        rows = (self._list.itemAt(i) for i in range(self._list.count() - 1))
        widgets = (row.widget() for row in rows if row is not None)
        return tuple(w.text for w in widgets if isinstance(w, _LogRow))

    def row(self, key: str) -> _LogRow:
        """The row of a line."""
        return self._rows[key]

    def _show_newest(self) -> None:
        bar = self._scroll.verticalScrollBar()
        bar.setValue(bar.maximum())


_LABELS: dict[LineKind, str] = {
    "insight": N_("Write an insight"),
    "commitment": N_("Write a commitment"),
    "parked": N_("Park a subject"),
}
_CHOOSE: dict[LineKind, str] = {
    "insight": N_("Choose"),
    "commitment": N_("Choose who"),
    "parked": N_("Choose"),
}
_VERBS: dict[LineKind, tuple[Callable[..., None], str]] = {
    "insight": (outcomes.change_insight, "text"),
    "commitment": (outcomes.change_commitment, "action"),
    "parked": (running.change_parked, "text"),
}


class _LogRow(QFrame):
    left = Signal()

    def __init__(self, watch: MeetingWatch, kind: LineKind, key: str) -> None:
        super().__init__()
        self._watch, self._kind, self._key = watch, kind, key
        lang = watch.bridge.lang
        self.setProperty("look", "line")
        self._at = label("", "small", number=True, wrap=False)
        self._sort = label(lang.text(KINDS[kind][0]), "small", wrap=False, tone="ink")
        self._sort.setFont(theme.font("small", weight=600))
        names = (lang.text(title) for title, _ in KINDS.values())
        metrics = QFontMetrics(self._sort.font())
        self._sort.setMinimumWidth(max(map(metrics.horizontalAdvance, names)) + 2)
        self.field = GrowingText(lang.text(N_("Text of the line")), bare=True)
        self.field.setFont(theme.font("small", size=13))
        self.field.done.connect(self.left.emit)
        verb, column = _VERBS[kind]
        self._binding = TextBinding(
            watch.bridge, self.field, N_("Change a line of the meeting"), verb, column
        )
        name = lang.text(_CHOOSE[kind])
        self.after = button("", self.open_menu, small=True, plain=True, name=name)
        self.after.setProperty("flush", "true")
        self.more = button("⋯", self.open_menu, small=True, plain=True, name=name)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.field)
        words.addWidget(self.after, 0, Qt.AlignmentFlag.AlignLeft)
        row = QHBoxLayout(self)
        row.setContentsMargins(4, 3, 0, 3)
        row.setSpacing(8)
        top = Qt.AlignmentFlag.AlignTop
        for part in (self._at, self._sort):
            part.setContentsMargins(0, theme.px(4), 0, 0)
            row.addWidget(part, 0, top)
        row.addLayout(words, 1)
        row.addWidget(self.more, 0, top)

    @property
    def text(self) -> str:
        """The line in words."""
        parts = (self._sort.text(), self.field.toPlainText(), self.after.text())
        return " · ".join(part for part in parts if part)

    def show_line(self, one: _Written) -> None:
        self._at.setText(self._watch.bridge.lang.clock(one.at))
        self._binding.bind((one.id,), one.text)
        self.after.setText(one.after.replace("&", "&&"))
        self.after.setVisible(bool(one.after))

    def open_menu(self) -> None:
        """Offer what can be done with the line."""
        self.menu().popup(self.more.mapToGlobal(self.more.rect().bottomLeft()))

    def menu(self) -> QMenu:
        """Who a commitment belongs to, where a parked line goes, and removing it."""
        menu, lang = QMenu(self), self._watch.bridge.lang
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if self._kind == "commitment":
            for owner in owner_choices(lang, self._watch.owners()):
                name = owner.name.replace("&", "&&")
                act = menu.addAction(name)
                act.triggered.connect(lambda _on=False, owner=owner: self._assign(owner))
            menu.addSeparator()
        if self._kind == "parked":
            for where, words in _DESTINATIONS:
                act = menu.addAction(lang.text(words))
                act.triggered.connect(lambda _on=False, where=where: self._send(where))
            menu.addSeparator()
        menu.addAction(lang.text(N_("Remove the line"))).triggered.connect(self._remove)
        return menu

    def _assign(self, owner: Owner) -> None:
        self._watch.bridge.do(
            N_("Say who tries it"),
            outcomes.assign,
            self._key,
            member=owner.member,
            clinic=owner.clinic,
            whole_cluster=owner.whole_cluster,
        )
        self.left.emit()

    def _send(self, where: str) -> None:
        label_ = N_("Say where a parked line goes")
        self._watch.bridge.do(label_, running.change_parked, self._key, destination=where)
        self.left.emit()

    def _remove(self) -> None:
        verbs = {
            "insight": outcomes.remove_insight,
            "commitment": outcomes.remove_commitment,
            "parked": running.remove_parked,
        }
        self._watch.bridge.do(N_("Remove a line"), verbs[self._kind], self._key)
        self.left.emit()


def owner_choices(lang: Language, owners: Sequence[Owner]) -> tuple[Owner, ...]:
    """Whom a menu offers: clinics, members, the whole cluster, nobody yet."""
    clinics = [one for one in owners if one.clinic]
    members = [one for one in owners if one.member]
    everybody = Owner(lang.text(N_("The whole cluster")), whole_cluster=True)
    return (*clinics, *members, everybody, Owner(lang.text(N_("Nobody yet"))))


def in_words(lang: Language, line: Line) -> str:
    """What was understood of a line besides its text: who and when; “” when nothing was."""
    said = []
    if line.owner:
        said.append(line.owner.name)
    if line.unknown:
        said.append(lang.text(N_("{name} is not known here"), name=lang.quote(line.unknown)))
    if line.due:
        said.append(lang.text(N_("by {day}"), day=lang.date_text(line.due)))
    if line.next_meeting:
        said.append(lang.text(N_("by the next meeting")))
    if not said:
        return ""
    kind = lang.text(KINDS[line.kind][0])
    return f"{kind} · {' · '.join(said)} · {line.text}"


def owner_and_due(lang: Language, one: Commitment) -> str:
    """Who a commitment belongs to, and by when if a day was said."""
    owner = one.owner or (lang.text(N_("The whole cluster")) if one.whole_cluster else "")
    day = lang.text(N_("by {day}"), day=lang.date_text(one.due)) if one.due else ""
    return " · ".join(part for part in (owner, day) if part) or lang.text(N_("who?"))


def _lines(lang: Language, log: Log) -> list[_Written]:
    where = dict(_DESTINATIONS)
    lines = [_Written(i.id, "insight", i.at, i.text, "") for i in log.insights]
    lines += [
        _Written(c.id, "commitment", c.agreed, c.action, owner_and_due(lang, c))
        for c in log.commitments
    ]
    for one in log.parked:
        goes = where.get(one.destination)
        after = f"→ {lang.text(goes)}" if goes else ""
        lines.append(_Written(one.id, "parked", one.at, one.text, after))
    return sorted(lines, key=lambda line: line.at)
