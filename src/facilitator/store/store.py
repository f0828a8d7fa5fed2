"""The store: read, edit, undo, redo, subscribe. The only way in or out for rows."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any, Concatenate, Literal, ParamSpec, TypeVar, cast

from sqlalchemy import (
    ColumnElement,
    Connection,
    Engine,
    Table,
    and_,
    exists,
    func,
    insert,
    select,
    update,
)
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from facilitator.clock import Clock, new_id
from facilitator.domain.refusal import Conflict
from facilitator.language import N_
from facilitator.log import log
from facilitator.store import blobs, engines, journal, opening, search, soundness
from facilitator.store.engines import StoreBroken, failure
from facilitator.store.garbage import uncollected
from facilitator.store.journal import (
    EditSession,
    Notes,
    ReadSession,
    RowChange,
    StepInfo,
)
from facilitator.store.lock import StoreLock
from facilitator.store.tables import TABLES, StepRow

P = ParamSpec("P")
T = TypeVar("T")
Kind = Literal["edit", "undo", "redo", "load"]
Subscriber = Callable[[StepInfo], None]

LOAD_SIZE = 5_000
"""Rows sent to the database at a time by a load."""

LATE = 1_000
"""How many numbers back a shared store is asked again: Steps may commit out of their order."""


class Store:
    """One open store. Writing is for one thread at a time; reading for any.

    Args:
        place: a path, or a PostgreSQL URL without a password.
        engine: from `facilitator.store.engines`.
        clock: dates the Steps.
        installation: whose Ctrl+Z this is.
        member: the member this installation says it is, or none.
    """

    def __init__(
        self,
        place: str,
        engine: Engine,
        clock: Clock,
        *,
        installation: str,
        member: str | None = None,
        lock: StoreLock | None = None,
    ) -> None:
        self.place = place
        self.member = member
        self.installation = installation
        self.clock = clock
        self.is_shared = engine.dialect.name == "postgresql"
        self._engine = engine
        self._reading = engine.execution_options(sqlite_begin="DEFERRED")
        self._file_lock = lock
        self._writing = threading.RLock()
        self._inside = False
        self._broken: StoreBroken | None = None
        self._examining = threading.Lock()
        self._is_closing = threading.Event()
        self._subscribers: list[Subscriber] = []
        self._seen = self.ask(_lately) if self.is_shared else frozenset()

    @classmethod
    def open(
        cls,
        place: str | Path,
        clock: Clock,
        *,
        installation: str,
        create: bool = False,
        lock: StoreLock | None = None,
    ) -> Store:
        """Open the store at a path or PostgreSQL URL, brought to the current revision.

        `lock`: a lock on this store already held. Raises Refusal, with every byte untouched.
        """
        ready = opening.open_for_writing(str(place), clock, create=create, lock=lock)
        return cls(str(place), ready.engine, clock, installation=installation, lock=ready.lock)

    def close(self) -> None:
        """Leave the store as one file and let go of it. Ends an examination that goes on."""
        self._is_closing.set()
        with self._examining, self._writing:
            if self._broken is None:
                engines.close(self._engine)
            else:
                self._engine.dispose()
        if self._file_lock:
            self._file_lock.release()

    # -- reading

    def ask(
        self,
        query: Callable[Concatenate[Session, P], T],
        *args: P.args,
        **kw: P.kwargs,
    ) -> T:
        """What `query(session, …)` answers: plain values, never rows of the session."""
        with self._noting_damage(), ReadSession(self._reading) as session:
            return query(session, *args, **kw)

    def subscribe(self, callback: Subscriber) -> Callable[[], None]:
        """Call back after every commit, in the thread that committed. Returns how to stop it."""
        self._subscribers.append(callback)
        return lambda: self._subscribers.remove(callback)

    def poll(self) -> int:
        """Tell the subscribers of Steps others made on a shared store. Returns how many."""
        if not self.is_shared:
            return 0
        lately = self.ask(_lately)
        new = self.ask(_steps_of_others, lately - self._seen, self.installation)
        self._seen = lately
        for step in new:
            self._tell(step)
        return len(new)

    # -- damage

    @property
    def broken(self) -> StoreBroken | None:
        """Why nothing is written to the store any more, or none while it is sound."""
        return self._broken

    def examine(self) -> None:
        """Look a file over for damage, in a thread of its own; edits go on meanwhile.

        Ends early when the store is closed; a server looks after its own pages. Raises StoreBroken
        for damage, as every edit does from then on.
        """
        if self.is_shared:
            return
        with self._examining, self._noting_damage():
            soundness.examine(Path(self.place), self._is_closing.is_set, self._writing)

    @contextmanager
    def _noting_damage(self) -> Iterator[None]:
        """Once the file turns out to be broken, by whatever was done, nobody writes any more."""
        try:
            with failure(self.place):
                yield
        except StoreBroken as refusal:
            self._broken = self._broken or refusal
            raise self._broken from refusal.__cause__

    # -- writing

    @contextmanager
    def edit(
        self,
        label: str,
        *,
        cluster: str | None = None,
        fact: bool = False,
        barrier: bool = False,
        burst: str | None = None,
    ) -> Iterator[EditSession]:
        """One transaction and one Step: what is done in the session is on disk on return.

        Args:
            label: marked text that says what was done, e.g. N_("Move item").
            cluster: whose history the Step belongs to.
            fact: something that happened (a press, a tick); Ctrl+Z passes it by.
            barrier: Ctrl+Z never goes back beyond it.
            burst: edits in a row with the same burst are one Step.

        Raises Refusal: a CPR-like number, a conflict, a full disk; then nothing was stored.
        """
        with self._one_writer(), uncollected(), EditSession(self._engine) as session:
            yield session
            _flush(session)
            if session.erases:
                search.forget_beginnings(session.connection())
            if not session.notes:
                _commit(session)
                return
            step = self._write(
                session.connection(),
                "edit",
                label,
                session.notes.changes(),
                cluster=cluster,
                fact=fact,
                barrier=barrier,
                burst=burst,
            )
            _commit(session)
        self._tell(step)

    def load(
        self,
        label: str,
        table: str,
        rows: Iterable[Mapping[str, Any]],
        *,
        cluster: str | None = None,
        first: Callable[[EditSession], object] | None = None,
    ) -> int:
        """Bring in many new rows of one table as one Step. Returns how many.

        Rows are column names and values; missing keys are made. Texts pass the same guard as
        any edit. Undoing the Step deletes what it brought in, and takes back what `first` did in
        its session: the few rows that these need, and those that they change.
        """
        load_id = new_id()
        target = cast(Table, TABLES[table].__table__)
        count = 0
        with self._one_writer(), EditSession(self._engine) as session:
            connection = session.connection()
            if first is not None:
                first(session)
                _flush(session)
            for batch in _batches(_prepared(connection, table, rows, load_id)):
                connection.execute(insert(target), batch)
                count += len(batch)
            search.follow_load(connection, table, load_id)
            changes = session.notes.changes()
            step = self._write(
                connection, "load", label, changes, cluster=cluster, loaded=(table, load_id)
            )
            _commit(session)
        self._tell(step)
        return count

    def live(self, write: Callable[[Connection], object]) -> None:
        """Write outside the journal: signs of life, how often one spoke, what was handed over."""
        with self._one_writer(), self._engine.begin() as connection:
            write(connection)

    def rebuild_search(self) -> int:
        """Make the search index anew from all that is written. Returns how many rows are in it."""
        with self._one_writer(), self._engine.begin() as connection:
            return search.rebuild(connection)

    def prune(self, before: datetime) -> int:
        """Forget the Steps made before an instant; what they did stays. Returns how many.

        Copied files that only they could bring back go with them.
        """
        with self._one_writer(), self._engine.begin() as connection:
            count = connection.execute(_STEP.delete().where(_STEP.c.at < before)).rowcount
            blobs.forget_unused(connection)
            return count

    def wipe(self) -> None:
        """Clear what erased text leaves in the file and its log; a server sees to its own.

        SQLite writes zeros over what is deleted, but not over every copy that moving it about
        has left inside a page, nor in the log until that is begun anew.
        """
        if self.is_shared:
            return
        with self._one_writer():
            engines.rewrite(self._engine)

    # -- undo and redo

    def can_undo(self, cluster: str | None) -> str | None:
        """The label of the Step Ctrl+Z would take back, or none."""
        row = self.ask(_undoable, self.installation, cluster)
        return row.label if row else None

    def can_redo(self, cluster: str | None) -> str | None:
        """The label of the Step redo would bring back, or none."""
        row = self.ask(_redoable, self.installation, cluster)
        return row.label if row else None

    def undo(self, cluster: str | None) -> StepInfo | None:
        """Take back this installation's latest Step in the cluster. None: there is none.

        Raises Conflict, and changes nothing, when a row is no longer as the Step left it.
        """
        return self._replay("undo", _undoable, cluster)

    def redo(self, cluster: str | None) -> StepInfo | None:
        """Bring back what was last undone, unless something new was done since."""
        return self._replay("redo", _redoable, cluster)

    def take_back(self, seq: int) -> StepInfo:
        """Take back one given Step, also a fact; for the undo of the run page."""
        return self._turn_one("undo", seq)

    def bring_back(self, seq: int) -> StepInfo:
        """Bring back one given Step that was taken back, also a fact; for its redo."""
        return self._turn_one("redo", seq)

    def _turn_one(self, kind: Literal["undo", "redo"], seq: int) -> StepInfo:
        with self._one_writer(), EditSession(self._engine) as session:
            row = session.get_one(StepRow, seq)
            if row.undone and kind == "undo":
                raise Conflict(N_("This has already been undone."))
            if not row.undone and kind == "redo":
                raise Conflict(N_("This has already been redone."))
            step = self._turn(session.connection(), kind, row)
            _commit(session)
        self._tell(step)
        return step

    def _replay(
        self,
        kind: Literal["undo", "redo"],
        choose: Callable[[Session, str, str | None], StepRow | None],
        cluster: str | None,
    ) -> StepInfo | None:
        with self._one_writer(), EditSession(self._engine) as session:
            row = choose(session, self.installation, cluster)
            if row is None:
                return None
            step = self._turn(session.connection(), kind, row)
            _commit(session)
        self._tell(step)
        return step

    def _turn(
        self, connection: Connection, kind: Literal["undo", "redo"], row: StepRow
    ) -> StepInfo:
        loaded = (row.loaded, row.load_id) if row.loaded and row.load_id else None
        if loaded:
            target = cast(Table, TABLES[loaded[0]].__table__)
            search.forget_load(connection, *loaded)
            connection.execute(target.delete().where(target.c.load_id == loaded[1]))
        changes = journal.parse(row.rows)
        if kind == "undo":
            changes = tuple(change.reversed() for change in reversed(changes))
        journal.apply(connection, changes)
        connection.execute(
            update(StepRow).where(StepRow.seq == row.seq).values(undone=kind == "undo")
        )
        return self._write(
            connection,
            kind,
            row.label,
            changes,
            cluster=row.cluster_id,
            target=row.seq,
            loaded=loaded,
        )

    def _write(
        self,
        connection: Connection,
        kind: Kind,
        label: str,
        changes: tuple[RowChange, ...],
        *,
        cluster: str | None,
        fact: bool = False,
        barrier: bool = False,
        burst: str | None = None,
        target: int | None = None,
        loaded: tuple[str, str] | None = None,
    ) -> StepInfo:
        search.follow(connection, changes)
        at = self.clock.utc()
        joined = _join_burst(connection, self.installation, cluster, burst, changes, at)
        seq = joined
        if seq is None:
            key = connection.execute(
                _STEP.insert(),
                {
                    "at": at,
                    "kind": kind,
                    "label": label,
                    "cluster_id": cluster,
                    "installation": self.installation,
                    "member_id": self.member,
                    "fact": fact,
                    "barrier": barrier,
                    "undone": False,
                    "burst": burst,
                    "target": target,
                    "rows": journal.dump(changes),
                    "loaded": loaded and loaded[0],
                    "load_id": loaded and loaded[1],
                },
            ).inserted_primary_key
            assert key is not None
            seq = key[0]
        return StepInfo(
            seq, kind, label, cluster, at, fact, changes, loaded=loaded[0] if loaded else None
        )

    def _tell(self, step: StepInfo) -> None:
        for callback in tuple(self._subscribers):
            try:
                callback(step)
            except Exception:
                # The edit is on disk; whoever could not show it must not make it look undone.
                log.exception("a subscriber failed")

    @contextmanager
    def _one_writer(self) -> Iterator[None]:
        """The only writer of a store that is not broken."""
        with self._writing:
            if self._broken is not None:
                raise self._broken
            if self._inside:
                raise journal.NotInEdit("an edit is already open in this thread")
            self._inside = True
            try:
                with self._noting_damage():
                    yield
            except IntegrityError as error:
                if getattr(error.orig, "sqlstate", "") != _TAKEN:
                    raise
                raise _overtaken() from error
            finally:
                self._inside = False


_STEP = cast(Table, StepRow.__table__)


_TAKEN = "23505"
"""PostgreSQL's word for a row that somebody else has added a moment before."""


def _flush(session: EditSession) -> None:
    try:
        session.flush()
    except StaleDataError as error:
        raise _overtaken() from error


def _overtaken() -> Conflict:
    return Conflict(
        N_("Somebody else has changed this in the meantime."),
        N_("What they wrote is kept; yours was not stored."),
        N_("Look at it again and repeat your change."),
    )


def _commit(session: EditSession) -> None:
    try:
        session.commit()
    except IntegrityError as error:
        raise Conflict(
            N_("Something else depends on this, so it cannot be removed or undone."),
            N_("Nothing was changed."),
        ) from error


def _join_burst(
    connection: Connection,
    installation: str,
    cluster: str | None,
    burst: str | None,
    changes: tuple[RowChange, ...],
    at: datetime,
) -> int | None:
    """Fold the changes into the latest Step if it belongs to the same burst of typing."""
    if burst is None:
        return None
    latest = connection.execute(
        select(_STEP.c.seq, _STEP.c.burst, _STEP.c.undone, _STEP.c.rows)
        .where(_STEP.c.installation == installation, _STEP.c.cluster_id == cluster)
        .where(_STEP.c.kind.in_(("edit", "load", "undo", "redo")), _STEP.c.fact.is_(False))
        .order_by(_STEP.c.seq.desc())
        .limit(1)
    ).one_or_none()
    if latest is None or latest.burst != burst or latest.undone:
        return None
    notes = Notes()
    for change in (*journal.parse(latest.rows), *changes):
        notes.add(change)
    connection.execute(
        _STEP.update()
        .where(_STEP.c.seq == latest.seq)
        .values(rows=journal.dump(notes.changes()), at=at)
    )
    return cast(int, latest.seq)


def _of(installation: str, cluster: str | None) -> ColumnElement[bool]:
    return and_(StepRow.installation == installation, StepRow.cluster_id == cluster)


def _mine(installation: str, cluster: str | None) -> ColumnElement[bool]:
    return and_(
        _of(installation, cluster),
        StepRow.kind.in_(("edit", "load")),
        StepRow.fact.is_(False),
    )


def _undoable(session: Session, installation: str, cluster: str | None) -> StepRow | None:
    row = session.scalars(
        select(StepRow)
        .where(_mine(installation, cluster), StepRow.undone.is_(False))
        .order_by(StepRow.seq.desc())
        .limit(1)
    ).one_or_none()
    return None if row is None or is_behind_barrier(session, row) else row


def is_behind_barrier(session: Session, row: StepRow) -> bool:
    """Whether the Step, or a later one of its cluster by anybody, is a barrier."""
    later = exists().where(
        StepRow.cluster_id == row.cluster_id, StepRow.seq >= row.seq, StepRow.barrier
    )
    return bool(session.scalar(select(later)))


def _redoable(session: Session, installation: str, cluster: str | None) -> StepRow | None:
    """The earliest Step undone since the latest new one, which cleared all undone before it.

    None where that is a load, whose rows are not kept, or lies behind a barrier.
    """
    newest = select(func.max(StepRow.seq)).where(_mine(installation, cluster)).scalar_subquery()
    undone = select(StepRow.target).where(
        _of(installation, cluster), StepRow.kind == "undo", StepRow.seq > newest
    )
    row = session.scalars(
        select(StepRow)
        .where(_mine(installation, cluster), StepRow.undone.is_(True), StepRow.seq.in_(undone))
        .order_by(StepRow.seq)
        .limit(1)
    ).one_or_none()
    if row is None or row.kind == "load" or is_behind_barrier(session, row):
        return None
    return row


def _lately(session: Session) -> frozenset[tuple[int, datetime]]:
    """The numbers of the last Steps with their instants, which a burst of typing moves."""
    last = select(func.max(StepRow.seq)).scalar_subquery()
    rows = session.execute(select(StepRow.seq, StepRow.at).where(StepRow.seq > last - LATE))
    return frozenset(rows.all())


def _steps_of_others(
    session: Session, which: Iterable[tuple[int, datetime]], installation: str
) -> list[StepInfo]:
    rows = session.scalars(
        select(StepRow)
        .where(StepRow.seq.in_([seq for seq, _ in which]), StepRow.installation != installation)
        .order_by(StepRow.seq)
    )
    return [step_info(row) for row in rows]


def step_info(row: StepRow) -> StepInfo:
    """A stored Step as a plain value."""
    return StepInfo(
        row.seq,
        cast(Kind, row.kind),
        row.label,
        row.cluster_id,
        row.at,
        row.fact,
        journal.parse(row.rows),
        loaded=row.loaded,
    )


def _prepared(
    connection: Connection, table: str, rows: Iterable[Mapping[str, Any]], load_id: str
) -> Iterator[dict[str, Any]]:
    defaults = {
        column.name: column.default.arg
        for column in TABLES[table].__table__.columns
        if column.default is not None and column.default.is_scalar
    }
    empty = dict.fromkeys(TABLES[table].__table__.columns.keys()) | defaults
    for given in rows:
        row = {**empty, "version": 1, "load_id": load_id, **given}
        row["id"] = row["id"] or new_id()
        row.update(journal.guard_text(connection, table, row["id"], row.items()))
        yield row


def _batches(rows: Iterable[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    batch: list[dict[str, Any]] = []
    for row in rows:
        batch.append(row)
        if len(batch) == LOAD_SIZE:
            yield batch
            batch = []
    if batch:
        yield batch
