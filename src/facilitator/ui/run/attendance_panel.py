"""Who is here: one key a member, guests, and who came too late to be asked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QVBoxLayout, QWidget

from facilitator.domain.agenda import AgendaItem
from facilitator.domain.people import Attendee, Guest
from facilitator.domain.presence import (
    Latecomer,
    Place,
    Readers,
    count_places,
    guests_here,
    place,
    read_moment,
)
from facilitator.edits import room, running
from facilitator.language import N_, Language, parse_clock, parse_minutes
from facilitator.ui import theme
from facilitator.ui.parts import Elided, FlowLayout, announce, button, label, set_tone
from facilitator.ui.row_model import Column, RowModel
from facilitator.ui.run.attendance_list import AttendanceList
from facilitator.ui.run.guest_line import GuestLine, guest_words
from facilitator.ui.run.side_panel import SidePanel
from facilitator.ui.run.turns import MeetingTurns
from facilitator.ui.run.watch import MeetingWatch

_WORDS: dict[Place, str] = {
    "here": N_("present"),
    "coming": N_("coming later"),
    "gone": N_("has left"),
    "apology": N_("apology"),
    "absent": N_("absent"),
}
_SIGNS: dict[Place, str] = {"here": "✓", "coming": "…", "gone": "←", "apology": "A", "absent": "U"}
_GUEST = N_("guest")
_DEEDS = (
    ("present", N_("Present (P)")),
    ("apology", N_("Apology (A)")),
    ("absent", N_("Absent (U)")),
    ("late", N_("Came now (L)")),
    ("gone", N_("Left now (G)")),
)
_ALL = N_("All are present")
_READERS = Readers(parse_clock, parse_minutes)
_LOW = 330
"""Design pixels of height below which a menu stands for the buttons."""

_HINT = N_("17.05, 1705, or 5 min – late, or before the end")
_WRONG = N_("Not understood. Write a time of the meeting: 17.05, 1705, or 5 min.")
_TURNED = N_("Nobody can have left before they came.")


class AttendancePanel(SidePanel):
    """Members and guests. In the list P, A and U say how one attends and go on to the next; L came
    now, G left now, Z takes back. `asked` carries the commitments to ask latecomers about.
    """

    asked = Signal(tuple)

    def __init__(self, watch: MeetingWatch) -> None:
        super().__init__(watch)
        text = self.lang.text
        self._turns = MeetingTurns(watch)
        self._late: tuple[Latecomer, ...] = ()
        self.count = label("", "muted", number=True)
        self.brief = Elided("", "muted")
        self._model = RowModel(self._columns(), self.lang, self)
        signs = {text(_WORDS[key]): sign for key, sign in _SIGNS.items()}
        self.list = AttendanceList(self._model, text(N_("Attendance")), signs)
        self.list.said.connect(self.say)
        self.list.left.connect(self.left.emit)
        self.list.times.typing.connect(self._on_typing)
        self.hint = label("", "small")
        self.hint.hide()
        self.guests = GuestLine(watch)
        self.guests.left.connect(self._leave_guests)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._latecomers())
        column.addLayout(self._top())
        column.addWidget(self.list, 1)
        for part in (self.hint, self._buttons(), self.guests):
            column.addWidget(part)

    def _columns(self) -> tuple[Column, ...]:
        return (
            Column(N_("Member"), _name),
            Column(N_("Here?"), self._words, tone=self._tone),
            Column(N_("Came at"), self._clock_of("arrived"), edit=self._edit("arrived")),
            Column(N_("Left at"), self._clock_of("left"), edit=self._edit("left")),
        )

    def _latecomers(self) -> QWidget:
        self.late = QWidget()
        self.late_words = label("", "strong")
        ask = button(self.lang.text(N_("Ask now")), self._ask, small=True)
        row = QHBoxLayout(self.late)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.late_words, 1)
        row.addWidget(ask, 0, Qt.AlignmentFlag.AlignTop)
        self.late.hide()
        return self.late

    def _top(self) -> QHBoxLayout:
        text = self.lang.text
        self.all = button(text(_ALL), self.all_present, small=True)
        self.all.setAccessibleDescription(text(N_("Shift+P in the list")))
        name = text(N_("Say how somebody attends"))
        self.menu_button = button("", self._open_menu, icon="menu", small=True, name=name)
        row = QHBoxLayout()
        row.addWidget(self.count, 1)
        row.addWidget(self.brief, 1)
        row.addWidget(self.all)
        row.addWidget(self.menu_button)
        return row

    def _buttons(self) -> QWidget:
        self.acts, text = QWidget(), self.lang.text
        flow = FlowLayout(self.acts)
        for what, words in _DEEDS:
            flow.addWidget(button(text(words), partial(self.say, what), small=True))
        self.remove = self._guest_button(N_("Remove guest"), "")
        self.change = self._guest_button(N_("Change a guest"), "change")
        for made in (self.change, self.remove):
            flow.addWidget(made)
        self.list.selectionModel().currentChanged.connect(self._show_acts)
        return self.acts

    def _guest_button(self, words: str, what: str) -> QPushButton:
        made = button(self.lang.text(words), partial(self.say, what), small=True)
        made.hide()
        return made

    def _open_menu(self) -> None:
        menu, text = QMenu(self), self.lang.text
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        is_guest = isinstance(self._chosen(), Guest)
        more = (("change", N_("Change a guest")), ("", N_("Remove guest"))) if is_guest else ()
        for what, words in (("all", _ALL), *_DEEDS, *more):
            menu.addAction(text(words)).triggered.connect(
                lambda _on=False, what=what: self.say(what)
            )
        menu.addAction(text(N_("Add a guest"))).triggered.connect(self.guests.write)
        for one in self.guests.offered or ():
            words = text(N_("Guest: {name}"), name=guest_words(one)).replace("&", "&&")
            menu.addAction(words).triggered.connect(
                lambda _on=False, one=one: self.guests.take(one)
            )
        menu.popup(self.menu_button.mapToGlobal(self.menu_button.rect().bottomLeft()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        is_low = self.height() < theme.px(_LOW)
        for part in (self.count, self.all, self.acts):
            part.setVisible(not is_low)
        for part in (self.brief, self.menu_button):
            part.setVisible(is_low)
        self.guests.setVisible(not is_low or self.guests.is_wanted)

    def _leave_guests(self) -> None:
        self.left.emit()
        self._fit()

    @property
    def model(self) -> RowModel:
        """The list's rows."""
        return self._model

    # -- what is stored

    def stored(self) -> tuple[object, ...]:
        watch = self.watch
        return watch.attendees, watch.guests, watch.speakers, watch.follow_ups, watch.here

    def show_stored(self) -> None:
        """Show who is said to be here; the chosen row and what is being typed stay."""
        watch, now = self.watch, self.watch.now().utc
        self._model.set_rows((*watch.attendees, *watch.guests))
        if not self.list.currentIndex().isValid() and self._model.rows:
            self.list.choose(0)
        said = count_in_words(self.lang, watch.attendees, watch.guests, now)
        self.count.setText(said)
        self.brief.setText(said)
        self.guests.show_offers(watch.speakers, watch.guests)
        self.list.viewport().update()
        self._show_late()
        self._show_acts()

    def begin(self, _item: AgendaItem) -> None:
        self._show_late()

    def take(self) -> None:
        """Give the keys to the list, at the first of whom nothing is said."""
        rows = [getattr(one, "state", "present") for one in self._model.rows]
        self.list.setFocus()
        self.list.choose(rows.index(None) if None in rows else 0)

    def _show_late(self) -> None:
        self._late = self.watch.latecomers()
        said = (
            self.lang.plural(
                "{name} – {n} commitment to ask about",
                "{name} – {n} commitments to ask about",
                len(one.commitments),
                name=one.name,
            )
            for one in self._late
        )
        words = self.lang.text(N_("Came later: {who}"), who=" · ".join(said))
        self.late_words.setText(words if self._late else "")
        self.late.setVisible(bool(self._late))

    def _ask(self) -> None:
        self.asked.emit(tuple(key for one in self._late for key in one.commitments))

    def _show_acts(self) -> None:
        is_guest = isinstance(self._chosen(), Guest)
        for made in (self.change, self.remove):
            made.setVisible(is_guest)

    # -- what is said

    def _chosen(self) -> Attendee | Guest | None:
        found: Attendee | Guest | None = self._model.row_at(self.list.currentIndex())
        return found

    def say(self, what: str) -> None:
        """Say how the chosen member or guest attends; “late” and “gone” take the time from the
        clock, “all” and “undo” are about more than one."""
        if what in ("all", "undo"):
            self.all_present() if what == "all" else self.undo()
            return
        one = self._chosen()
        if isinstance(one, Guest):
            self._say_of_guest(one, what)
        elif one is not None and what != "change":
            self._say_of_member(one, what)

    def _say_of_member(self, one: Attendee, what: str) -> None:
        at = self.watch.now().utc
        if what == "late":
            self._attend(one, "present", at, None)
        elif what == "gone":
            self._attend(one, "present", one.arrived, at)
        else:
            self._attend(one, what or None, None, None)
            now = self._model.row_at(self._model.index_of(one.id))
            if what and now is not None and now.state == what:
                self._go_on(one.id)

    def _go_on(self, key: str) -> None:
        row = self._model.index_of(key).row() + 1
        if row < len(self.watch.attendees):
            self.list.choose(row)

    def _say_of_guest(self, one: Guest, what: str) -> None:
        at = self.watch.now().utc
        if what == "change":
            self.guests.change(one)
        elif not what:
            self.watch.bridge.do(N_("Remove guest"), room.remove_guest, one.id)
        else:
            times = {"late": (at, None), "gone": (one.arrived, at), "present": (None, None)}
            if what in times:
                self._change_times(one, *times[what])

    def all_present(self) -> None:
        """Those of whom nothing is said are present."""
        bridge, meeting = self.watch.bridge, self.watch.meeting
        members = [one.id for one in self.watch.attendees]
        bridge.do(_ALL, running.attend_all, meeting, members, fact=True)

    def undo(self) -> None:
        """Take back what was done last in the meeting; the list goes to whom it was about."""
        before = {one.id: one for one in self._model.rows}
        self._turns.undo()
        changed = [one.id for one in self._model.rows if before.get(one.id) != one]
        if len(changed) == 1:
            self.list.choose(self._model.index_of(changed[0]).row())

    def _attend(
        self, one: Attendee, state: str | None, arrived: datetime | None, left: datetime | None
    ) -> None:
        self.watch.bridge.do(
            N_("Attendance"),
            running.attend,
            self.watch.meeting,
            one.id,
            state,
            arrived=arrived,
            left=left,
            fact=True,
        )

    def _change_times(self, one: Guest, arrived: datetime | None, left: datetime | None) -> None:
        self.watch.bridge.do(
            N_("Attendance"), room.change_guest, one.id, arrived=arrived, left=left, fact=True
        )

    # -- the cells

    def _words(self, one: Attendee | Guest) -> str:
        if isinstance(one, Guest):
            return self.lang.text(_GUEST)
        where = place(one, self.watch.now().utc)
        return self.lang.text(_WORDS[where]) if where in _WORDS else "–"

    def _tone(self, one: Attendee | Guest) -> str:
        where = place(one, self.watch.now().utc)
        return {"here": "ok", "unsaid": "ink3", "gone": "ink2"}.get(where, "warn")

    def _clock_of(self, field: str) -> Callable[[Attendee | Guest], str]:
        def shown(one: Attendee | Guest) -> str:
            at: datetime | None = getattr(one, field)
            return self.lang.clock(at) if at else ""

        return shown

    def _edit(self, field: str) -> Callable[[Attendee | Guest, object], bool]:
        def edit(one: Attendee | Guest, typed: object) -> bool:
            times = {"arrived": one.arrived, "left": one.left}
            times[field] = self._read(str(typed), leaving=field == "left")
            arrived, left = times["arrived"], times["left"]
            wrong = ""
            if times[field] is None and str(typed).strip():
                wrong = _WRONG
            elif arrived is not None and left is not None and left < arrived:
                wrong = _TURNED
            self._say_wrong(wrong)
            if not wrong and isinstance(one, Guest):
                self._change_times(one, arrived, left)
            elif not wrong and isinstance(one, Attendee):
                self._attend(one, "present", arrived, left)
            return not wrong

        return edit

    def _read(self, typed: str, *, leaving: bool) -> datetime | None:
        agenda, zone = self.watch.agenda, self.lang.zone
        if agenda is None:
            return None
        start, end = (at.astimezone(zone) for at in (agenda.meeting.start, agenda.meeting.end))
        return read_moment(typed, start, end, _READERS, leaving=leaving)

    def _on_typing(self, begins: bool) -> None:
        if begins:
            self.hint.setText(self.lang.text(_HINT))
            set_tone(self.hint, "")
        self.hint.setVisible(begins or self.hint.property("tone") == "bad")

    def _say_wrong(self, wrong: str) -> None:
        self.hint.setText(self.lang.text(wrong or _HINT))
        set_tone(self.hint, "bad" if wrong else "")
        if wrong:
            self.hint.show()
            announce(self.hint, self.hint.text())


def _name(one: Attendee | Guest) -> str:
    return guest_words(one) if isinstance(one, Guest) else one.name


def count_in_words(
    lang: Language, attendees: Sequence[Attendee], guests: Sequence[Guest], now: datetime
) -> str:
    """11 of 13 present, 1 guest · 2 apologies."""
    found = count_places(attendees, now)
    number = lang.number
    here = lang.text(N_("{k} of {n} present"), k=number(found["here"]), n=number(len(attendees)))
    there = len(guests_here(guests, now))
    if there:
        here = f"{here}, {lang.plural('{n} guest', '{n} guests', there)}"
    rest = (
        (lang.plural("{n} coming later", "{n} coming later", found["coming"]), found["coming"]),
        (lang.plural("{n} has left", "{n} have left", found["gone"]), found["gone"]),
        (lang.plural("{n} apology", "{n} apologies", found["apology"]), found["apology"]),
        (lang.plural("{n} absent", "{n} absent", found["absent"]), found["absent"]),
        (lang.plural("{n} not said", "{n} not said", found["unsaid"]), found["unsaid"]),
    )
    return " · ".join([here, *(words for words, n in rest if n)])
