"""What is learnt between meetings: cycles, improvements, votes, snoozing, and handing over."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from facilitator.store.migrations.columns import (
    add_pointer,
    every_row,
    key,
    make_indexes,
    pointer,
    texts,
)
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
            add_pointer(topic, "topic", target)
        topic.create_check_constraint(
            op.f("ck_topic_origin_known"), "origin IN ('', 'meeting', 'parked', 'member')"
        )


def _make_cycle() -> None:
    op.create_table(
        "cycle",
        pointer("commitment", nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("begun", Instant(), nullable=False),
        *texts("plan", "did", "learnt", "next_step"),
        *every_row("cycle"),
        key("cycle", "commitment"),
    )
    make_indexes("cycle", "commitment")


def _make_improvement() -> None:
    targets = ("meeting", "member", "clinic")
    op.create_table(
        "improvement",
        pointer("commitment", nullable=True),
        pointer("cluster", nullable=False),
        *(pointer(target, nullable=True) for target in targets),
        sa.Column("whole_cluster", sa.Boolean(), nullable=False),
        *texts("title", "category", "aspect", "measure", "unit", "patients"),
        sa.Column("since", sa.Date(), nullable=True),
        sa.Column("before", sa.Double(), nullable=True),
        sa.Column("after", sa.Double(), nullable=True),
        sa.Column("n", sa.Integer(), nullable=True),
        *every_row("improvement"),
        *(key("improvement", target) for target in ("commitment", "cluster", *targets)),
        sa.UniqueConstraint("commitment_id", name=op.f("uq_improvement_commitment_id")),
        sa.CheckConstraint(_ONE_OWNER, name=op.f("ck_improvement_one_owner")),
        sa.CheckConstraint("n >= 0", name=op.f("ck_improvement_n_not_negative")),
    )
    make_indexes("improvement", "commitment", "cluster", *targets)


def _make_topic_vote() -> None:
    op.create_table(
        "topic_vote",
        *(pointer(target, nullable=False) for target in ("topic", "meeting")),
        sa.Column("votes", sa.Integer(), nullable=False),
        *every_row("topic_vote"),
        *(key("topic_vote", target) for target in ("topic", "meeting")),
        sa.UniqueConstraint("topic_id", "meeting_id", name=op.f("uq_topic_vote_topic_id")),
        sa.CheckConstraint("votes >= 0", name=op.f("ck_topic_vote_votes_not_negative")),
    )
    make_indexes("topic_vote", "topic", "meeting")


def _make_handover_base() -> None:
    unique = ("cluster_id", "table_name", "row_key")
    op.create_table(
        "handover_base",
        pointer("cluster", nullable=False),
        sa.Column("row_key", sa.Uuid(as_uuid=False), nullable=False),
        *texts("table_name", "digest"),
        *every_row("handover_base"),
        key("handover_base", "cluster"),
        sa.UniqueConstraint(*unique, name=op.f("uq_handover_base_cluster_id")),
    )
    make_indexes("handover_base", "cluster")


def _add_texts(table: str, *names: str) -> None:
    """Add columns of text that are empty in the rows there are."""
    with op.batch_alter_table(table) as changed:
        for name in names:
            changed.add_column(sa.Column(name, sa.String(), nullable=False, server_default=""))
    with op.batch_alter_table(table) as changed:
        for name in names:
            changed.alter_column(name, server_default=None)
