"""Backups as the program makes them: beside the store, one at a time, behind a small window."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from facilitator.clock import Clock
from facilitator.language import N_, Language

if TYPE_CHECKING:
    from facilitator.store.store import Store

one_backup = threading.Lock()
"""Held by whoever makes, takes away or puts back a backup."""


def on_closed(store: Store, lang: Language, clock: Clock) -> None:
    """After the window is gone: back the store up behind a small window that can be skipped.

    What is skipped is made up for at the next start.
    """
    from facilitator.ui.behind import work_behind

    skipped = threading.Event()
    store.close()
    if is_backup_due(store):
        work_behind(
            lang.text(N_("Backing up …")),
            lambda: back_up(store, clock, skipped.is_set),
            skip=lang.text(N_("Skip")),
            cancel=skipped.set,
        )


def is_backup_due(store: Store) -> bool:
    """Whether this is a sound file and it has changed since its newest backup."""
    from facilitator.store import backup

    if store.is_shared or store.broken is not None:
        return False
    place = Path(store.place)
    return backup.due(place, backup.folder_of(place))


def back_up(store: Store, clock: Clock, cancelled: Callable[[], bool] = lambda: False) -> None:
    """Make a backup beside the store, open or closed. Raises Refusal."""
    from facilitator.store import backup

    place = Path(store.place)
    with one_backup:
        backup.make(place, backup.folder_of(place), clock, cancelled=cancelled)


def put_back(chosen: Path, place: Path, clock: Clock) -> None:
    """Put a backup in the place of a store that is closed. Raises Refusal."""
    from facilitator.store import backup

    with one_backup:
        backup.restore(chosen, place, clock)
