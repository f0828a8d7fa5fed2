"""A round: the time of whoever has the floor and, if wanted, who has not been heard yet."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from itertools import pairwise

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from facilitator.domain.agenda import AgendaItem
from facilitator.domain.meeting_clock import Reading
from facilitator.domain.turns import Round, speakers, unheard_first
from facilitator.edits.settings import change_setting
from facilitator.language import N_
from facilitator.store import queries
from facilitator.store.spoken import forget, speak
from facilitator.ui import theme
from facilitator.ui.parts import FlowLayout, button, label, plain_tooltip, scroll_area
from facilitator.ui.run.clock_panel import BigTime
from facilitator.ui.run.side_panel import SidePanel
from facilitator.ui.run.speaker_chip import SpeakerChip
from facilitator.ui.run.watch import MeetingWatch

SETTLE_MS = 1_500
"""So long a chip stays where it was tapped, that a second tap may not hit its neighbour."""

ASK_EVERY = 8
"""Looks at the clock between two looks at what was tapped on another computer."""

_FOR_WORDS = 140
"""Design pixels: in a panel this tall it is told what counting is; else the tooltip tells."""

LARGE, SMALL = 56, 38
"""Heights of the font of one person's time, where there is room and where there is not."""

_WAYS = (
    ("forget", N_("Count, and forget it when the meeting ends")),
    ("keep", N_("Count, and keep the numbers")),
)


class RoundPanel(SidePanel):
    """One person's time, and a chip for each who may speak once the cluster wants it counted.

    What is counted is for the facilitator alone: a number for each and nothing else, outside the
    journal and never in the room.
    """

    def __init__(self, watch: MeetingWatch) -> None:
        super().__init__(watch)
        self.chips: dict[str, SpeakerChip] = {}
        self._counts: Mapping[str, int] = {}
        self._order: tuple[SpeakerChip, ...] = ()
        self._looks = 0
        self._was_quiet = self._was_over = False
        self._settling = QTimer(self, singleShot=True, interval=SETTLE_MS)
        self._settling.timeout.connect(self.settle)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self._clock())
        column.addWidget(self._counting(), 1)
        column.addWidget(self._offer())
        column.addStretch()

    def _clock(self) -> QWidget:
        self.time = BigTime(self.lang.text(N_("Time for one person")))
        self.time.set_size(SMALL)
        self.each = label("", "muted", number=True, wrap=False)
        self.next = button(self.lang.text(N_("Begin a round")), self.next_person, small=True)
        whole, said = QWidget(), QWidget()
        row = QHBoxLayout(said)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        row.addWidget(self.time)
        row.addWidget(self.each)
        flow = FlowLayout(whole, middle=True)
        flow.addWidget(said)
        flow.addWidget(self.next)
        return whole

    def _counting(self) -> QWidget:
        text = self.lang.text
        self._holder = QWidget()
        FlowLayout(self._holder)
        self.count = label("", "strong", number=True, wrap=False)
        off = text(N_("Do not count"))
        stop = button(off, lambda: self.count_spoken("off"), small=True, plain=True)
        row = QHBoxLayout()
        row.addWidget(self.count)
        row.addStretch()
        row.addWidget(stop)
        rule = N_("Click when somebody has spoken. Only the number is stored.")
        self.counting = QWidget()
        column = QVBoxLayout(self.counting)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(row)
        column.addWidget(scroll_area(self._holder), 1)
        column.addWidget(label(text(rule), "small"))
        return self.counting

    def _offer(self) -> QWidget:
        text = self.lang.text
        about = N_(
            "You can count who has spoken, so that those not heard yet stand first. "
            "Only the number is stored, for your eyes."
        )
        self.begin_counting = button(text(N_("Count who has spoken …")), self._choose, small=True)
        self.offer = QWidget()
        column = QVBoxLayout(self.offer)
        column.setContentsMargins(0, 0, 0, 0)
        self._about = label(text(about), "small")
        plain_tooltip(self.begin_counting, text(about))
        column.addWidget(self._about)
        column.addWidget(self.begin_counting, 0, Qt.AlignmentFlag.AlignLeft)
        return self.offer

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.time.set_size(LARGE if self.width() >= theme.px(380) else SMALL)
        self._about.setVisible(self.height() >= theme.px(_FOR_WORDS))

    # -- what is stored

    def stored(self) -> tuple[object, ...]:
        return self.watch.attendees, self.watch.here, self.watch.counts_spoken

    def show_stored(self) -> None:
        """Show those who are here, if they are counted."""
        is_counting = self._is_counting
        self.counting.setVisible(is_counting)
        self.offer.setVisible(not is_counting)
        if is_counting:
            self._make_chips()
            self._look()
            self.settle()

    @property
    def _is_counting(self) -> bool:
        return self.watch.counts_spoken in dict(_WAYS)

    def _make_chips(self) -> None:
        there = speakers(self.watch.attendees, self.watch.now().utc)
        wanted = {one.member: one for one in there}
        for member in self.chips.keys() - wanted.keys():
            chip = self.chips.pop(member)
            chip.hide()
            chip.deleteLater()
        for member, one in wanted.items():
            if member not in self.chips:
                self.chips[member] = SpeakerChip(self.lang, partial(self._tap, member))
            self.chips[member].show_speaker(one)
        self.chips = {member: self.chips[member] for member in wanted}

    def _look(self) -> None:
        """Ask for the numbers, which other computers add to as well."""
        counts = self.watch.bridge.guarded(
            lambda: self.watch.bridge.ask(queries.spoken, self.watch.meeting)
        )
        self._counts = self._counts if counts is None else counts
        for member, chip in self.chips.items():
            chip.show_count(self._counts.get(member, 0))
        lang, heard = self.lang, sum(chip.isChecked() for chip in self.chips.values())
        said = N_("{k} of {n} have spoken")
        self.count.setText(lang.text(said, k=lang.number(heard), n=lang.number(len(self.chips))))

    def settle(self) -> None:
        """Put those who have not been heard first."""
        self._settling.stop()
        flow = self._holder.layout()
        order = tuple(self.chips[key] for key in unheard_first(tuple(self.chips), self._counts))
        if flow is None or order == self._order:
            return
        self._order = order
        while flow.takeAt(0) is not None:
            pass
        for chip in order:
            flow.addWidget(chip)
        for one, after in pairwise(order):
            QWidget.setTabOrder(one, after)
        self._holder.updateGeometry()

    def forget(self) -> None:
        """The meeting has ended: what was counted goes, unless the cluster keeps it."""
        store, meeting = self.watch.bridge.store, self.watch.meeting
        if self.watch.counts_spoken != "keep" and store is not None and meeting is not None:
            self.watch.bridge.guarded(lambda: store.live(forget(meeting)))

    # -- what a person does

    def _tap(self, member: str, times: int) -> None:
        store, meeting = self.watch.bridge.store, self.watch.meeting
        if store is None or meeting is None:
            return
        self.watch.bridge.guarded(lambda: store.live(speak(meeting, member=member, times=times)))
        self._look()
        self._settling.start()
        if times > 0:
            self.next_person()

    def next_person(self) -> None:
        """Somebody else has the floor from now on."""
        reading = self.watch.reading()
        if reading is not None and (now := reading.current) is not None:
            self.watch.round = Round(now.id, now.elapsed)
            self.show_reading(reading)

    def _choose(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for way, words in _WAYS:
            act = menu.addAction(self.lang.text(words))
            act.triggered.connect(lambda _on=False, way=way: self.count_spoken(way))
        at = self.begin_counting
        menu.popup(at.mapToGlobal(at.rect().bottomLeft()))

    def count_spoken(self, way: str) -> None:
        """Count from now on (way: forget or keep), or no longer (off)."""
        bridge = self.watch.bridge
        what = bridge.cluster, "spoken", way
        label = N_("Count who has spoken") if way != "off" else N_("Do not count who has spoken")
        bridge.do(label, change_setting, *what, valid_from=bridge.today())
        self.left.emit()

    # -- the clock

    def begin(self, _item: AgendaItem) -> None:
        """A new item: no round yet."""
        self.watch.round = None

    def show_reading(self, reading: Reading) -> None:
        """Show the time of one person; it turns amber when the share is used, and goes on."""
        now = reading.current
        if now is None:
            return
        lang, turn = self.lang, self.watch.turn(reading)
        share = now.per_person(self.watch.people)
        left = turn.left if turn else share
        self.time.show_time(lang.countdown(left), "warn" if left < 0 else "ink")
        each = lang.text(N_("{time} each"), time=lang.countdown(share))
        if turn is None:
            # The large figure says it already.
            each = lang.text(N_("to each"))
        if each != self.each.text():
            self.each.setText(each)
        goes_on = N_("Next person") if turn else N_("Begin a round")
        words = lang.text(goes_on)
        if words != self.next.text():
            self.next.setText(words)
            self.next.setAccessibleName(words)
        self._sound(reading, left < 0)
        self._looks += 1
        store = self.watch.bridge.store
        is_due = self._looks % ASK_EVERY == 0 and self._is_counting and self.isVisible()
        if is_due and store is not None and store.is_shared:
            self._look()
            if not self._settling.isActive():
                self.settle()

    def _sound(self, reading: Reading, is_over: bool) -> None:
        silence = self.watch.silence
        is_quiet = self.watch.silence_left(reading) is not None
        # One that a person ended is no longer there.
        by_itself = silence is not None and silence.item == reading.running
        ends = (is_over and not self._was_over) or (self._was_quiet and not is_quiet and by_itself)
        self._was_over, self._was_quiet = is_over, is_quiet
        if ends and self.watch.bridge.settings.get("sound_turn"):
            QApplication.beep()
