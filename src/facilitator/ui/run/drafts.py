"""What is half written in fields that are stored by Enter: on disk within two seconds as well."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QLineEdit

from facilitator.domain.privacy import ends_in_possible_cpr, find_cpr
from facilitator.log import log
from facilitator.settings import Settings
from facilitator.ui.bridge import Bridge
from facilitator.ui.text_binding import (
    AFTER_FIRST_KEY_MS,
    AFTER_LAST_KEY_MS,
    Cancel,
    QtScheduler,
    Scheduler,
    text_to_cursor,
)

Texts = Mapping[str, str]

MEETINGS = 8
"""How many meetings have their drafts kept; those of the one written in longest ago go first."""


class Drafts(QObject):
    """Keeps the texts of a few fields beside the data file, for each meeting by itself.

    They are erased there when the fields are emptied. What holds a CPR number, or may become one,
    is not kept; the program then asks before it closes.

    Args:
        read: the texts by names of its own, the empty ones too.
        write: puts such texts into the fields, and the ids that were kept with them.
        ids: what was chosen to go with the texts, by names no text of a meeting has. Kept while
            there is a text; figures in them are nobody's number. `changed` tells of a new choice.
    """

    def __init__(
        self,
        bridge: Bridge,
        fields: Sequence[QLineEdit],
        read: Callable[[], Texts],
        write: Callable[[Texts], object],
        scheduler: Scheduler | None = None,
        ids: Callable[[], Texts] = dict,
    ) -> None:
        super().__init__(fields[0])
        self._bridge, self._fields, self._read, self._write = bridge, fields, read, write
        self._ids = ids
        self._scheduler = scheduler or QtScheduler()
        self._meeting: str | None = None
        self._waits: dict[int, Cancel] = {}
        waits = self._waits
        self.destroyed.connect(lambda: _stop(waits))
        for field in fields:
            field.textChanged.connect(self.changed)
        bridge.leaving.connect(self.keep)

    def show(self, meeting: str | None) -> None:
        """Put what was half written for another meeting into the fields; the same one's stays."""
        if meeting is None or meeting == self._meeting:
            return
        self.keep()
        self._meeting = None
        self._write(_kept(self._bridge.settings).get(meeting, {}))
        self._meeting = meeting

    def keep(self) -> None:
        """Keep at once what stands in the fields."""
        _stop(self._waits)
        if self._meeting is None:
            return
        texts = self._read()
        is_safe = not self._is_number_begun() and not any(map(find_cpr, texts.values()))
        ids = self._ids()
        if not any(text.strip() for text in texts.values()):
            ids = dict.fromkeys(ids, "")
        is_kept = is_safe and self._put(self._meeting, {**texts, **ids})
        (self._bridge.unsaved.discard if is_kept else self._bridge.unsaved.add)(self)

    def changed(self) -> None:
        """Keep soon what stands in the fields, and what is chosen with it."""
        if self._meeting is None:
            return
        if not any(field.text() for field in self._fields):
            # It was stored elsewhere or thrown away: after a crash it is not to come back.
            self.keep()
            return
        self._wait(AFTER_LAST_KEY_MS)
        if AFTER_FIRST_KEY_MS not in self._waits:
            self._wait(AFTER_FIRST_KEY_MS)

    def _wait(self, ms: int) -> None:
        if ms in self._waits:
            self._waits[ms]()
        self._waits[ms] = self._scheduler.after(ms, self._keep_unless_held)

    def _keep_unless_held(self) -> None:
        if self._is_number_begun():
            _stop(self._waits)
        else:
            self.keep()

    def _is_number_begun(self) -> bool:
        return any(ends_in_possible_cpr(text_to_cursor(field)) for field in self._fields)

    def _put(self, meeting: str, texts: Texts) -> bool:
        settings = self._bridge.settings
        kept = _kept(settings)
        own = {**kept.pop(meeting, {}), **texts}
        own = {name: text for name, text in own.items() if text.strip()}
        if own:
            kept[meeting] = own
        latest = dict([*kept.items()][-MEETINGS:])
        written = json.dumps(latest, ensure_ascii=False) if latest else ""
        try:
            if settings.string("drafts") != written:
                settings.set("drafts", written)
        except OSError:
            log.warning("what is half written could not be kept")
            return False
        return True


def _stop(waits: dict[int, Cancel]) -> None:
    for cancel in waits.values():
        cancel()
    waits.clear()


def _kept(settings: Settings) -> dict[str, Texts]:
    """The drafts by meeting; what was changed by hand and is none is left out."""
    try:
        read = json.loads(settings.string("drafts") or "{}")
    except (ValueError, RecursionError):
        return {}
    meetings = read.items() if isinstance(read, dict) else ()
    return {key: texts for key, texts in meetings if _is_texts(texts)}


def _is_texts(found: object) -> bool:
    return isinstance(found, dict) and all(isinstance(one, str) for one in found.values())
