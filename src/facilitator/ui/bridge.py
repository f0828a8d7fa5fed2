"""Store and clock as Qt signals; the one way from the screen to the edits."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar, cast

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtGui import QScreen

from facilitator.clock import Clock, new_id
from facilitator.domain.refusal import Refusal
from facilitator.language import N_, Language
from facilitator.log import log
from facilitator.settings import Settings, Value

if TYPE_CHECKING:
    # These bring SQLAlchemy along, which must not load before the first paint.
    from facilitator.store.journal import StepInfo
    from facilitator.store.store import Store

T = TypeVar("T")

READING_MS = 250
POLL_MS = 2_000
RECENT_PLACES = 24

_TROUBLE = Refusal(
    N_("Something went wrong in the program, and the change was not made."),
    N_("What was there before is kept."),
    N_("Try once more; the log in the data folder says where it happened."),
)


class Notice(NamedTuple):
    """A message for the bar over the page, in the reader's words.

    Attributes:
        tone: "plain", "ok", "warn" or "bad".
        seconds: how long it stays; 0 until it is answered or taken back.
        answers: buttons, each a label and what it does.
        key: a later notice with the same key takes its place; one without text takes it away.
    """

    text: str
    tone: str = "plain"
    seconds: int = 8
    answers: tuple[tuple[str, Callable[[], object]], ...] = ()
    key: str = ""


class Bridge(QObject):
    """What every page is given: the store's edits and questions, and news of what changed."""

    ready = Signal()
    changed = Signal(object)
    undone = Signal(object)
    turned = Signal(str, str)
    notice = Signal(object)
    foot_made = Signal(object)
    reading = Signal(object)
    leaving = Signal()
    cluster_changed = Signal()
    goto = Signal(str, object)
    goto_row = Signal(str, str, str)
    acting = Signal(str)
    setting_wanted = Signal(str)
    _committed = Signal(object)

    def __init__(
        self,
        lang: Language,
        clock: Clock,
        settings: Settings,
        screens: Callable[[], Sequence[QScreen]],
    ) -> None:
        super().__init__()
        self.lang, self.clock, self.settings, self.screens = lang, clock, settings, screens
        # The run of the program in which the monotonic clock counts.
        self.run = new_id()
        self.store: Store | None = None
        self.cluster: str | None = None
        self.unsaved: set[object] = set()
        # What was said of the last refusal of each label.
        self._refused: dict[str, str] = {}
        # Whether nothing done here is to be taken for a meeting.
        self.is_rehearsal = False
        # The Step that `changed` is telling of, so that a refresh need not ask for everything.
        self.news: StepInfo | None = None
        self._reader: Callable[[], object] | None = None
        self._beat = QTimer(self, interval=READING_MS)
        self._beat.timeout.connect(self._read)
        self._poll = QTimer(self, interval=POLL_MS)
        self._poll.timeout.connect(self._ask_others)
        # Emitted in the thread that committed, received in the one that shows.
        self._committed.connect(self._tell)

    def open(self, store: Store, cluster: str | None) -> None:
        """Take over an open store; the pages fill."""
        self.store = store
        store.subscribe(self._committed.emit)
        self.choose_cluster(cluster)
        if store.is_shared:
            self._poll.start()
        self.ready.emit()

    def choose_cluster(self, cluster: str | None) -> None:
        """Show another cluster of the store."""
        self.leaving.emit()
        self.cluster = cluster
        self.be_member()
        self.cluster_changed.emit()

    def be_member(self) -> None:
        """Let the store's Steps carry who this installation says it is."""
        if self.store is not None:
            self.store.member = str(self.settings.get("i_am", self.cluster)) or None

    def today(self) -> date:
        """The day it is where the clock times are shown."""
        return self.clock.utc().astimezone(self.lang.zone).date()

    # -- edits and questions

    def attempt(
        self,
        label: str,
        verb: Callable[..., T],
        *args: Any,
        fact: bool = False,
        barrier: bool = False,
        burst: str | None = None,
        **kw: Any,
    ) -> T:
        """As `do`, but a Refusal is the caller's."""
        try:
            with self._open_store().edit(
                label, cluster=self.cluster, fact=fact, barrier=barrier, burst=burst
            ) as session:
                made = verb(session, *args, **kw)
        except Refusal as refusal:
            self._refused[label] = refusal.in_words(self.lang)
            raise
        # What could not be done before is done: it is no longer said.
        if label in self._refused:
            self.unsay(self._refused.pop(label))
        return made

    def do(
        self,
        label: str,
        verb: Callable[..., T],
        *args: Any,
        fact: bool = False,
        barrier: bool = False,
        burst: str | None = None,
        **kw: Any,
    ) -> T | None:
        """Do `verb(session, *args, **kw)` as one Step named `label`. None after a refusal, which
        has then been shown. `fact`, `barrier` and `burst` as in `Store.edit`."""
        self.leaving.emit()
        return self.guarded(
            lambda: self.attempt(label, verb, *args, fact=fact, barrier=barrier, burst=burst, **kw)
        )

    def ask(self, query: Callable[..., T], *args: Any, **kw: Any) -> T:
        """What `query(session, …)` answers: plain values."""
        return self._open_store().ask(query, *args, **kw)

    def guarded(self, act: Callable[[], T]) -> T | None:
        """What `act` answers; None after a refusal or a fault, which is then shown, once."""
        try:
            return act()
        except Refusal as refusal:
            self._say_refused(refusal)
        except Exception:
            log.exception("fault in an action")
            self.say(_TROUBLE.in_words(self.lang), "bad", seconds=0, key="trouble")
        return None

    def _say_refused(self, refusal: Refusal) -> None:
        if self.store is not None and refusal is self.store.broken:
            self.say_broken()
            return
        said = refusal.in_words(self.lang)
        self.say(said, "warn", seconds=0, key=said)

    def say_broken(self) -> None:
        """Say that nothing is written to the store any more, and lead to a backup; if it is so."""
        broken = self.store.broken if self.store is not None else None
        if broken is not None:
            back = self.lang.text(N_("Open a backup…")), lambda: self.act("restore")
            said = broken.in_words(self.lang)
            self.say(said, "bad", seconds=0, key="broken", answers=(back,))

    def undo(self) -> None:
        """Take back the latest Step of this installation in this cluster and say which."""
        self._turn(lambda store: store.undo(self.cluster), N_("Undone: {what}"))

    def redo(self) -> None:
        """Bring back what was last undone and say what it was."""
        self._turn(lambda store: store.redo(self.cluster), N_("Redone: {what}"))

    def _turn(self, turn: Callable[[Store], StepInfo | None], said: str) -> None:
        self.leaving.emit()
        if self.store is None:
            return
        store = self.store
        step = self.guarded(lambda: (turn(store),))
        if step is None:
            return
        if step[0] is None:
            self.say(self.lang.text(N_("There is nothing more to undo or redo.")), key="undo")
            return
        self.undone.emit(step[0])
        what = self.lang.text(step[0].label)
        self.say(self.lang.text(said, what=what), key="undo")

    # -- words and places

    def say(
        self,
        text: str,
        tone: str = "plain",
        *,
        seconds: int = 8,
        key: str = "",
        answers: tuple[tuple[str, Callable[[], object]], ...] = (),
    ) -> None:
        """Show a message, in the reader's language already, in the bar over the page."""
        self.notice.emit(Notice(text, tone, seconds, answers, key))

    def unsay(self, key: str) -> None:
        """Take the message with this key away."""
        self.notice.emit(Notice("", key=key))

    def open_place(self, page_id: str, subject_id: str | None = None) -> None:
        """Go to a page and, there, to a subject."""
        self.goto.emit(page_id, subject_id)

    def remember(self, key: str, value: Value) -> None:
        """Keep a setting of the program; one that cannot be written holds until it is closed."""
        self._keep(lambda: self.settings.set(key, value, self.cluster))

    def remember_place(self, page_id: str, subject_id: str) -> None:
        """Keep where the person is, so that the next start is there, whatever ends this one."""
        place = {"last_page": page_id, "last_subject": subject_id}
        if subject_id:
            others = [one for one in self.recent_places() if one[1] != subject_id]
            kept = [(page_id, subject_id), *others][:RECENT_PLACES]
            place["recent_places"] = " ".join(":".join(one) for one in kept)
        self._keep(lambda: self.settings.set_all({**place, "last_cluster": self.cluster or ""}))

    def recent_places(self) -> tuple[tuple[str, str], ...]:
        """Pages and subjects where the person was, the last one first, of any cluster."""
        kept = (one.partition(":") for one in self.settings.string("recent_places").split())
        return tuple((page, subject) for page, _, subject in kept if subject)

    def _keep(self, write: Callable[[], None]) -> None:
        try:
            write()
        except OSError:
            log.warning("the settings could not be written")
            said = N_("The settings could not be saved. They hold until the program is closed.")
            self.say(self.lang.text(said), "warn", key="settings")

    def open_row(self, page_id: str, table: str, key: str) -> None:
        """Go to a page and bring a row of a table into sight there."""
        self.goto_row.emit(page_id, table, key)

    def open_setting(self, key: str) -> None:
        """Show the settings at the one with this key."""
        self.setting_wanted.emit(key)

    def act(self, action_id: str) -> None:
        """Do the row of ACTIONS with this id, as its menu item does."""
        self.acting.emit(action_id)

    # -- the clock and other people

    def watch(self, reader: Callable[[], object] | None) -> None:
        """Emit `reading` with what `reader()` answers, now and four times a second; None stops."""
        self._reader = reader
        if reader is None:
            self._beat.stop()
        else:
            self._beat.start()
            self._read()

    def close(self) -> Store | None:
        """Stop all timers and let go of the store, which is answered for closing."""
        self.watch(None)
        self._poll.stop()
        store, self.store = self.store, None
        return store

    @Slot(object)
    def _tell(self, step: object) -> None:
        self.news = cast("StepInfo", step)
        self.changed.emit(step)
        self.news = None

    def _read(self) -> None:
        if self._reader is not None:
            self.reading.emit(self._reader())

    def _ask_others(self) -> None:
        if self.store is not None:
            self.guarded(self.store.poll)

    def _open_store(self) -> Store:
        if self.store is None:
            raise Refusal(
                N_("The data file is still being opened."),
                N_("Nothing was changed."),
                N_("Try again in a moment."),
            )
        return self.store
