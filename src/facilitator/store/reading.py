"""The store without its lock: asked at one instant, and looked over for damage."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, Engine, func, select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from facilitator.domain.refusal import NO_ROOM, Refusal
from facilitator.language import N_
from facilitator.store import engines, opening
from facilitator.store.driver import REVISIONS
from facilitator.store.journal import ReadSession
from facilitator.store.looking import damaged
from facilitator.store.tables import Row


@contextmanager
def reading(place: str) -> Iterator[Session]:
    """A session for queries on the store at a path or URL; nothing can be changed through it.

    Raises Refusal.
    """
    engine: Engine | None = None
    try:
        engine = opening.open_for_reading(place).execution_options(sqlite_begin="DEFERRED")
        with engines.failure(place, NO_ROOM), ReadSession(engine) as session:
            yield session
    except DBAPIError as error:
        raise Refusal(
            N_("{name} cannot be read."),
            N_("Nothing was changed in it."),
            N_("Give yourself permission to read it, or choose another file."),
            name=_name(place),
        ) from error
    finally:
        if engine is not None:
            engine.dispose()


@dataclass(frozen=True, slots=True)
class Checked:
    """What was looked at in a store that is sound."""

    revision: str
    tables: int
    rows: int


def check(place: str) -> Checked:
    """Look at the header, the schema, every page of every table, and where rows point to.

    On a database server the pages are the server's own to check. Raises Refusal: what is wrong.
    """
    with reading(place) as session:
        connection = session.connection()
        if connection.dialect.name == "sqlite":
            _check_file(connection, _name(place))
        tables = [table for name, table in sorted(Row.metadata.tables.items())]
        rows = sum(session.scalar(select(func.count()).select_from(one)) or 0 for one in tables)
        return Checked(REVISIONS[-1], len(tables), rows)


def _check_file(connection: Connection, name: str) -> None:
    wrong = engines.quick_check(connection, tuple(Row.metadata.tables))
    lost = connection.execute(text("PRAGMA foreign_key_check")).first()
    if wrong or lost:
        raise damaged(name)


def _name(place: str) -> str:
    return place if engines.is_url(place) else Path(place).name
