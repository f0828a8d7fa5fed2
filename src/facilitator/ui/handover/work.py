"""A hand-over written, read and stored. Nothing here is a widget: all of it is done in a thread."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, cast

from facilitator.clock import Clock
from facilitator.documents import Asked, document
from facilitator.domain.handover import Contents, Handover, contents_of
from facilitator.domain.refusal import writing
from facilitator.imports.handover import Opened
from facilitator.imports.sources import source
from facilitator.language import Language
from facilitator.paths import safe_write
from facilitator.store import queries
from facilitator.store.handover import note_handed
from facilitator.ui.work_page import Stop

if TYPE_CHECKING:
    from facilitator.store.journal import StepInfo
    from facilitator.store.rows import Session
    from facilitator.store.store import Store

NAME = "handover"


class _Watched:
    """A file whose writing ends when it is asked to stop."""

    def __init__(self, file: BinaryIO, stop: Stop) -> None:
        self._file, self._stop = file, stop

    def write(self, piece: bytes) -> int:
        self._stop.check()
        return self._file.write(piece)

    def __getattr__(self, name: str) -> object:
        return getattr(self._file, name)


def look(store: Store, cluster: str) -> Contents:
    """What a hand-over of the cluster would hold. Raises Refusal."""
    return store.ask(lambda session: contents_of(queries.handover(session, cluster)))


def write(store: Store, cluster: str, path: Path, lang: Language, asked: Asked, stop: Stop) -> Path:
    """Write the hand-over to a file and remember what was handed over. Raises Refusal, Stopped."""
    row = document(NAME)
    handed = row.handed if row is not None else None
    assert row is not None
    assert handed is not None
    (form,) = row.formats

    def pour(session: Session) -> Handover:
        values = queries.handover(session, cluster)
        with writing(path.name):
            safe_write(
                path,
                lambda file: form.write_into(
                    cast(BinaryIO, _Watched(file, stop)), values, lang, asked
                ),
            )
        return cast(Handover, handed(values, asked))

    store.live(note_handed(store.ask(pour)))
    return path


def read(store: Store, path: Path, at: datetime) -> Opened:
    """The hand-over in a file beside what is stored; nothing is changed. Raises Refusal."""
    row = source(NAME)
    assert row is not None
    assert row.meet is not None
    given = row.read_file(path)
    return cast(Opened, store.ask(row.meet, given, at))


def keep(
    store: Store, opened: Opened, cluster: str | None, clock: Clock, stop: Stop
) -> StepInfo | None:
    """Back the store up, then store what the hand-over brings, as one Step of a cluster.

    Returns the Step; none when there was nothing to change. Raises Refusal, Stopped.
    """
    from facilitator.ui.backups import back_up, is_backup_due

    if is_backup_due(store):
        back_up(store, clock, stop.is_asked)
    stop.check()
    row = source(NAME)
    assert row is not None
    made: list[StepInfo] = []
    unsubscribe = store.subscribe(made.append)
    try:
        with store.edit(row.label, cluster=cluster) as session:
            row.add(session, opened)
    finally:
        unsubscribe()
    return next((step for step in made if step.label == row.label), None)
