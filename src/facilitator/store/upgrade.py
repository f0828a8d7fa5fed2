"""Bringing a store to the newest revision in one transaction. Imports Alembic, so only when old."""

from __future__ import annotations

from collections.abc import Callable

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, Engine, text

from facilitator.domain.refusal import Refusal
from facilitator.language import N_
from facilitator.store import looking, search

_ADVISORY_LOCK = 0x46616369


def upgrade(engine: Engine, finish: Callable[[Connection], None] | None = None) -> None:
    """Run the missing migrations, all or none. On PostgreSQL one program at a time does it.

    `finish` is called on a server in the same transaction.
    """
    if engine.dialect.name == "sqlite":
        _upgrade_file(engine)
        return
    with engine.begin() as connection:
        connection.execute(text(f"SELECT pg_advisory_xact_lock({_ADVISORY_LOCK})"))
        command.upgrade(_config(connection), "head")
        if finish:
            finish(connection)


def _upgrade_file(engine: Engine) -> None:
    """Some migrations copy tables: foreign keys rest meanwhile and are checked after."""
    with engine.connect() as connection:
        raw = connection.connection.driver_connection
        assert raw is not None
        raw.execute("PRAGMA foreign_keys=OFF")
        try:
            with connection.begin():
                command.upgrade(_config(connection), "head")
                search.rebuild(connection)
                looking.mark(connection)
                if connection.execute(text("PRAGMA foreign_key_check")).first():
                    raise Refusal(
                        N_("The data file could not be brought up to date."),
                        N_("It is as it was before."),
                        N_("Restore a backup, or ask for help."),
                    )
        finally:
            raw.execute("PRAGMA foreign_keys=ON")


def _config(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", "facilitator.store:migrations")
    config.attributes["connection"] = connection
    return config
