"""What a meeting in the room leaves: guests, how often one spoke, its pulse, why it was late."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from facilitator.store.tables import Instant

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.create_table(
        "guest",
        sa.Column("meeting_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("organisation", sa.String(), nullable=False),
        sa.Column("arrived", Instant(), nullable=True),
        sa.Column("left", Instant(), nullable=True),
        *_every_row("guest"),
        _key("guest", "meeting"),
    )
    op.create_index(op.f("ix_guest_meeting_id"), "guest", ["meeting_id"], unique=False)
    op.create_table(
        "pulse",
        sa.Column("meeting_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("question", sa.String(), nullable=False),
        sa.Column("yes", sa.Integer(), nullable=False),
        sa.Column("partly", sa.Integer(), nullable=False),
        sa.Column("no", sa.Integer(), nullable=False),
        *_every_row("pulse"),
        _key("pulse", "meeting"),
        sa.UniqueConstraint("meeting_id", "question", name=op.f("uq_pulse_meeting_id")),
        sa.CheckConstraint(
            "question IN ('relevant', 'involving', 'safe', 'followed_up', 'taken_home')",
            name=op.f("ck_pulse_question_known"),
        ),
        sa.CheckConstraint(
            "yes >= 0 AND partly >= 0 AND no >= 0", name=op.f("ck_pulse_counts_not_negative")
        ),
    )
    op.create_index(op.f("ix_pulse_meeting_id"), "pulse", ["meeting_id"], unique=False)
    op.create_table(
        "spoken",
        sa.Column("meeting_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("member_id", sa.Uuid(as_uuid=False), nullable=True),
        sa.Column("clinic_id", sa.Uuid(as_uuid=False), nullable=True),
        sa.Column("times", sa.Integer(), nullable=False),
        *_every_row("spoken"),
        *(_key("spoken", target) for target in ("meeting", "member", "clinic")),
        sa.UniqueConstraint("member_id", "meeting_id", name=op.f("uq_spoken_member_id")),
        sa.UniqueConstraint("clinic_id", "meeting_id", name=op.f("uq_spoken_clinic_id")),
        sa.CheckConstraint(
            "CASE WHEN member_id IS NULL THEN 0 ELSE 1 END"
            " + CASE WHEN clinic_id IS NULL THEN 0 ELSE 1 END = 1",
            name=op.f("ck_spoken_exactly_one"),
        ),
        sa.CheckConstraint("times > 0", name=op.f("ck_spoken_times_above_none")),
    )
    for target in ("meeting", "member", "clinic"):
        op.create_index(op.f(f"ix_spoken_{target}_id"), "spoken", [f"{target}_id"], unique=False)
    op.add_column("item", sa.Column("room", sa.JSON(), nullable=True))
    with op.batch_alter_table("meeting") as meeting:
        late = sa.Column("late_reason", sa.String(), nullable=False, server_default="")
        meeting.add_column(late)
    with op.batch_alter_table("meeting") as meeting:
        meeting.alter_column("late_reason", server_default=None)


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
