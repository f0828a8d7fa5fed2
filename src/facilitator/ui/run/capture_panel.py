"""What is said, written down in seconds: one line with Enter, and the lines of the meeting."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy

from facilitator.clock import new_id
from facilitator.domain.capture import KINDS, Known, Line, LineKind, read_line
from facilitator.domain.outcomes import Log
from facilitator.domain.refusal import PatientNumber, Refusal
from facilitator.edits import captured
from facilitator.language import N_, Language
from facilitator.ui.number_bar import Unstored
from facilitator.ui.parts import Card, Elided, label, set_tone, tag
from facilitator.ui.parts.esc_line import EscLine
from facilitator.ui.parts.key_button import KeyButton
from facilitator.ui.run.drafts import Drafts, Texts
from facilitator.ui.run.line_words import KIND_WORDS, known_of, leaves_out, stays_in_text
from facilitator.ui.run.log_list import LogList
from facilitator.ui.run.log_row import LogRow
from facilitator.ui.run.watch import MeetingWatch
from facilitator.ui.text_binding import standard_menu

_FAMILIES: dict[LineKind, str] = {"insight": "data", "commitment": "follow_up", "parked": "break"}
_LABELS: dict[LineKind, str] = {
    "insight": N_("Write an insight"),
    "commitment": N_("Write a commitment"),
    "parked": N_("Park a subject"),
}
_MARKS: dict[LineKind, str] = {
    "insight": N_("@ who   > when   # topic"),
    "commitment": N_("@ who   > when   # topic   ! insight"),
    "parked": N_("> next meeting   # topic   ! insight"),
}


class CapturePanel(Card):
    """The lines of the meeting and the field for the next. `left`: the keys are the page's
    again; `back_wanted`: to what the lines lie over."""

    left = Signal()
    back_wanted = Signal()

    def __init__(self, watch: MeetingWatch) -> None:
        super().__init__()
        self._watch, self._lang = watch, watch.bridge.lang
        self._kind: LineKind = "insight"
        self._key = new_id()
        self._topics: dict[str, str] = {}
        self._is_empty = True
        text = self._lang.text
        self.setAccessibleName(text(N_("Insights and commitments")))
        head = QHBoxLayout()
        title = Elided(text(N_("Insights and commitments")), "h2")
        head.addWidget(title)
        keys = Elided(text(N_("– write I, A or P")), "muted")
        keys.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        head.addWidget(keys, 1)
        self.back = KeyButton(text(N_("To the summary")), "S", self.back_wanted.emit)
        self.back.setProperty("small", "true")
        self.back.hide()
        head.addWidget(self.back)
        self.body.addLayout(head)
        self.list = LogList(watch, self._known_now)
        self.body.addWidget(self.list, 1)
        self.understood = label("", "small")
        self._sign = tag("", "data")
        above = QHBoxLayout()
        above.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        above.addWidget(self.understood, 1)
        self.body.addLayout(above)
        self._whole = title, keys, self.list, self._sign, self.understood
        self.line = self._line()
        self._unstored = Unstored(watch.bridge, self.store, self.line)
        self.list.left.connect(self.left.emit)
        self.list.passed.connect(self.line.setFocus)
        self.add(self.line)
        self._drafts = Drafts(watch.bridge, (self.line,), self._begun, self._go_on_with)
        self.choose("insight")

    def _line(self) -> EscLine:
        made = EscLine()
        made.setPlaceholderText(self._lang.text(N_("Write and press Enter …")))
        made.setAccessibleName(self._lang.text(N_("Write a line")))
        made.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        made.customContextMenuRequested.connect(self._open_menu)
        made.textChanged.connect(self._understand)
        made.returnPressed.connect(self.store)
        made.left.connect(self._leave)
        made.installEventFilter(self)
        return made

    def fold(self, folded: bool) -> None:
        """Show the field for the next line alone, or the lines as well."""
        for part in self._whole:
            part.setVisible(not folded)

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
        return read_line(
            self.line.text(), self._kind, known_of(self._watch, tuple(self._topics.values()))
        )

    def store(self) -> None:
        """Store the line; only then is it taken away. An empty one gives the keys back."""
        if not self.line.text().strip():
            self._leave()
            return
        bridge, watch, line = self._watch.bridge, self._watch, self.read()
        reading, at = watch.reading(), bridge.clock.utc()
        item = reading.running if reading else None
        bridge.leaving.emit()
        try:
            self._unstored.attempt(
                _LABELS[line.kind],
                captured.write_line,
                watch.meeting or "",
                line,
                at,
                item=item,
                key=self._key,
            )
        except PatientNumber:
            return
        except Refusal as refusal:
            bridge.say(refusal.in_words(self._lang), "warn", seconds=0, key="capture")
        else:
            self._end()

    def ask_about_rest(self) -> None:
        """The meeting is over: a line that was begun and not entered can still be."""
        rest = self.line.text().strip()
        if rest:
            lang, said = self._lang, N_("A line was begun and not entered: {text}")
            self._watch.bridge.say(
                lang.text(said, text=lang.quote(rest)),
                "warn",
                seconds=0,
                key="capture",
                answers=((lang.text(N_("Write it down")), self.store),),
            )

    def _end(self) -> None:
        self._key = new_id()
        self._watch.bridge.unsay("capture")
        self.line.clear()
        self.line.setFocus()
        self.list.show_newest()

    def _leave(self) -> None:
        self.choose("insight")
        self.left.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return super().eventFilter(watched, event)
        is_up = event.key() == Qt.Key.Key_Up and not event.modifiers()
        if is_up:
            self.list.write_in_last()
        return is_up

    def _understand(self) -> None:
        was_empty, self._is_empty = self._is_empty, not self.line.text().strip()
        if was_empty and not self._is_empty:
            self._ask_topics()
        line = self.read()
        self._sign.setText(self._lang.text(KIND_WORDS[line.kind]))
        self._sign.set_family(_FAMILIES[line.kind])
        said = "" if self._is_empty else in_words(self._lang, line, self._finds_place(line))
        self.understood.setText(said or self._lang.text(_MARKS[line.kind]))
        set_tone(self.understood, "accent" if said else "")
        self.line.setAccessibleDescription(said)

    def _finds_place(self, line: Line) -> bool:
        """Whether the topic of a line will be kept as one; a commitment has that of its root."""
        if line.kind != "commitment" or not line.topic:
            return True
        return self._watch.root_of(line, self._topics, None) is not None

    def _known_now(self) -> Known:
        self._ask_topics()
        return known_of(self._watch, tuple(self._topics.values()))

    def _ask_topics(self) -> None:
        self._topics = self._watch.topic_titles()

    def _open_menu(self) -> None:
        menu = standard_menu(self.line)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.line.mapToGlobal(self.line.rect().bottomLeft()))

    def _begun(self) -> Texts:
        """What is half written, under the kind it is to become."""
        return {kind: self.line.text() if kind == self._kind else "" for kind in KINDS}

    def _go_on_with(self, texts: Texts) -> None:
        kind: LineKind = next((one for one in KINDS if one in texts), "insight")
        self.choose(kind)
        self.line.setText(texts.get(kind, ""))

    # -- the lines

    def show_log(self, log: Log) -> None:
        """Show the lines; one that is being edited stays as it is."""
        was_empty = not self.line.text()
        self._drafts.show(self._watch.meeting)
        self.list.show_log(log)
        stored = {one.text for one in log.insights} | {one.text for one in log.parked}
        stored |= {one.action for one in log.commitments}
        if was_empty and self.read().text in stored:
            self.line.clear()  # stored, and the power went before it was taken away

    def texts(self) -> tuple[str, ...]:
        """The lines shown, in their order."""
        return self.list.texts()

    def row(self, key: str) -> LogRow:
        """The row of a line."""
        return self.list.row(key)


def in_words(lang: Language, line: Line, has_place: bool = True) -> str:
    """What was understood of a line besides its text: who, when and topic; “” when nothing was.

    has_place: its topic is kept as one, and does not stay in the text.
    """
    said = []
    if line.owner:
        said.append(line.owner.name)
    if line.unknown:
        said.append(lang.text(N_("{name} is not known here"), name=lang.quote(line.unknown)))
    if line.due:
        said.append(lang.text(N_("by {day}"), day=lang.date_text(line.due)))
    if line.next_meeting:
        said.append(lang.text(N_("by the next meeting")))
    if line.topic and not has_place:
        said.append(stays_in_text(lang, line.topic))
    elif line.topic:
        words = N_("topic: {topic}") if line.knows_topic else N_("new topic: {topic}")
        said.append(lang.text(words, topic=line.topic))
    if line.left_out:
        said.append(leaves_out(lang, line))
    if not said:
        return ""
    return " · ".join((lang.text(KIND_WORDS[line.kind]), *said, line.text))
