"""What is learnt between meetings: cycles, improvements, votes, snoozing, and handing over."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from facilitator.store.tables import Instant

revision = "0004"
down_revision = "0003"

_ONE_OWNER = (
    "(member_id IS NOT NULL AND clinic_id IS NULL AND NOT whole_cluster)"
    " OR (member_id IS NULL AND NOT (whole_cluster AND clinic_id IS NOT NULL))"
)


def upgrade() -> None:
    _make_cycle()
    _make_improvement()
    _make_topic_vote()
    _make_handover_base()
    op.add_column("commitment", sa.Column("snoozed", sa.Date(), nullable=True))
    op.add_column("follow_up", sa.Column("until", sa.Date(), nullable=True))
    op.add_column("member", sa.Column("anonymised", Instant(), nullable=True))
    _add_texts("guideline", "newer", "newer_link")
    _add_texts("topic", "origin")
    with op.batch_alter_table("topic") as topic:
        for target in ("meeting", "member"):
            topic.add_column(sa.Column(f"{target}_id", sa.Uuid(as_uuid=False), nullable=True))
            topic.create_foreign_key(
                op.f(f"fk_topic_{target}_id"),
                target,
                [f"{target}_id"],
                ["id"],
                initially="DEFERRED",
                deferrable=True,
            )
            topic.create_index(op.f(f"ix_topic_{target}_id"), [f"{target}_id"], unique=False)
        topic.create_check_constraint(
            op.f("ck_topic_origin_known"), "origin IN ('', 'meeting', 'parked', 'member')"
        )


def _make_cycle() -> None:
    op.create_table(
        "cycle",
        _pointer("commitment", nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("begun", Instant(), nullable=False),
        *_texts("plan", "did", "learnt", "next_step"),
        *_every_row("cycle"),
        _key("cycle", "commitment"),
    )
    _index("cycle", "commitment")


def _make_improvement() -> None:
    targets = ("meeting", "member", "clinic")
    op.create_table(
        "improvement",
        _pointer("commitment", nullable=True),
        _pointer("cluster", nullable=False),
        *(_pointer(target, nullable=True) for target in targets),
        sa.Column("whole_cluster", sa.Boolean(), nullable=False),
        *_texts("title", "category", "aspect", "measure", "unit", "patients"),
        sa.Column("since", sa.Date(), nullable=True),
        sa.Column("before", sa.Double(), nullable=True),
        sa.Column("after", sa.Double(), nullable=True),
        sa.Column("n", sa.Integer(), nullable=True),
        *_every_row("improvement"),
        *(_key("improvement", target) for target in ("commitment", "cluster", *targets)),
        sa.UniqueConstraint("commitment_id", name=op.f("uq_improvement_commitment_id")),
        sa.CheckConstraint(_ONE_OWNER, name=op.f("ck_improvement_one_owner")),
        sa.CheckConstraint("n >= 0", name=op.f("ck_improvement_n_not_negative")),
    )
    _index("improvement", "commitment", "cluster", *targets)


def _make_topic_vote() -> None:
    op.create_table(
        "topic_vote",
        *(_pointer(target, nullable=False) for target in ("topic", "meeting")),
        sa.Column("votes", sa.Integer(), nullable=False),
        *_every_row("topic_vote"),
        *(_key("topic_vote", target) for target in ("topic", "meeting")),
        sa.UniqueConstraint("topic_id", "meeting_id", name=op.f("uq_topic_vote_topic_id")),
        sa.CheckConstraint("votes >= 0", name=op.f("ck_topic_vote_votes_not_negative")),
    )
    _index("topic_vote", "topic", "meeting")


def _make_handover_base() -> None:
    unique = ("cluster_id", "table_name", "row_key")
    op.create_table(
        "handover_base",
        _pointer("cluster", nullable=False),
        sa.Column("row_key", sa.Uuid(as_uuid=False), nullable=False),
        *_texts("table_name", "digest"),
        *_every_row("handover_base"),
        _key("handover_base", "cluster"),
        sa.UniqueConstraint(*unique, name=op.f("uq_handover_base_cluster_id")),
    )
    _index("handover_base", "cluster")


def _add_texts(table: str, *names: str) -> None:
    """Add columns of text that are empty in the rows there are."""
    with op.batch_alter_table(table) as changed:
        for name in names:
            changed.add_column(sa.Column(name, sa.String(), nullable=False, server_default=""))
    with op.batch_alter_table(table) as changed:
        for name in names:
            changed.alter_column(name, server_default=None)


def _texts(*names: str) -> tuple[sa.Column[str], ...]:
    return tuple(sa.Column(name, sa.String(), nullable=False) for name in names)


def _pointer(target: str, *, nullable: bool) -> sa.Column[str]:
    return sa.Column(f"{target}_id", sa.Uuid(as_uuid=False), nullable=nullable)


def _every_row(table: str) -> tuple[sa.Column[object] | sa.Constraint, ...]:
    return (
        sa.Column("id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("load_id", sa.Uuid(as_uuid=False), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )


def _key(table: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [f"{target}_id"],
        [f"{target}.id"],
        name=op.f(f"fk_{table}_{target}_id"),
        initially="DEFERRED",
        deferrable=True,
    )


def _index(table: str, *targets: str) -> None:
    for target in targets:
        op.create_index(op.f(f"ix_{table}_{target}_id"), table, [f"{target}_id"], unique=False)
