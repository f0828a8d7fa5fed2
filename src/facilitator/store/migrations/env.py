"""Runs migrations on the connection it is handed."""

from __future__ import annotations

from alembic import context

from facilitator.store.tables import Row

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Row.metadata,
    render_as_batch=True,
    transaction_per_migration=False,
)
context.run_migrations()
