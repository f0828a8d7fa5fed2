"""What revisions make tables of: the columns and keys that rows had as revision 0003 found them.

A revision says for ever the same. So nothing here ever changes its meaning: rows that come to need
something else get another function beside these.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from alembic.operations import BatchOperations


def every_row(table: str) -> tuple[sa.Column[object] | sa.Constraint, ...]:
    """What every row has: its key, its version, and the load that brought it in."""
    return (
        sa.Column("id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("load_id", sa.Uuid(as_uuid=False), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )


def texts(*names: str) -> tuple[sa.Column[str], ...]:
    """Columns of text that hold at least the empty one."""
    return tuple(sa.Column(name, sa.String(), nullable=False) for name in names)


def pointer(target: str, *, nullable: bool) -> sa.Column[str]:
    """The column that points to a row of another table; `key` says that the row is there."""
    return sa.Column(f"{target}_id", sa.Uuid(as_uuid=False), nullable=nullable)


def key(table: str, target: str) -> sa.ForeignKeyConstraint:
    """The foreign key of a pointer, checked at commit."""
    return sa.ForeignKeyConstraint(
        [f"{target}_id"],
        [f"{target}.id"],
        name=op.f(f"fk_{table}_{target}_id"),
        initially="DEFERRED",
        deferrable=True,
    )


def check(table: str, name: str, rule: str) -> sa.CheckConstraint:
    """A rule about the values of a row, in SQL."""
    return sa.CheckConstraint(rule, name=op.f(f"ck_{table}_{name}"))


def make_indexes(table: str, *targets: str) -> None:
    """Make an index of each pointer of a table that is there."""
    for target in targets:
        op.create_index(op.f(f"ix_{table}_{target}_id"), table, [f"{target}_id"], unique=False)


def add_pointer(changed: BatchOperations, table: str, target: str) -> None:
    """Let a table that is there point to another one, or nowhere."""
    changed.add_column(pointer(target, nullable=True))
    changed.create_foreign_key(
        op.f(f"fk_{table}_{target}_id"),
        target,
        [f"{target}_id"],
        ["id"],
        initially="DEFERRED",
        deferrable=True,
    )
    changed.create_index(op.f(f"ix_{table}_{target}_id"), [f"{target}_id"], unique=False)
