"""What a meeting in the room leaves: guests, how often one spoke, its pulse, why it was late."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from facilitator.store.migrations.columns import check, every_row, key, make_indexes, pointer
from facilitator.store.tables import Instant

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.create_table(
        "guest",
        pointer("meeting", nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("organisation", sa.String(), nullable=False),
        sa.Column("arrived", Instant(), nullable=True),
        sa.Column("left", Instant(), nullable=True),
        *every_row("guest"),
        key("guest", "meeting"),
    )
    make_indexes("guest", "meeting")
    op.create_table(
        "pulse",
        pointer("meeting", nullable=False),
        sa.Column("question", sa.String(), nullable=False),
        sa.Column("yes", sa.Integer(), nullable=False),
        sa.Column("partly", sa.Integer(), nullable=False),
        sa.Column("no", sa.Integer(), nullable=False),
        *every_row("pulse"),
        key("pulse", "meeting"),
        sa.UniqueConstraint("meeting_id", "question", name=op.f("uq_pulse_meeting_id")),
        check(
            "pulse",
            "question_known",
            "question IN ('relevant', 'involving', 'safe', 'followed_up', 'taken_home')",
        ),
        check("pulse", "counts_not_negative", "yes >= 0 AND partly >= 0 AND no >= 0"),
    )
    make_indexes("pulse", "meeting")
    op.create_table(
        "spoken",
        pointer("meeting", nullable=False),
        pointer("member", nullable=True),
        pointer("clinic", nullable=True),
        sa.Column("times", sa.Integer(), nullable=False),
        *every_row("spoken"),
        *(key("spoken", target) for target in ("meeting", "member", "clinic")),
        sa.UniqueConstraint("member_id", "meeting_id", name=op.f("uq_spoken_member_id")),
        sa.UniqueConstraint("clinic_id", "meeting_id", name=op.f("uq_spoken_clinic_id")),
        check(
            "spoken",
            "exactly_one",
            "CASE WHEN member_id IS NULL THEN 0 ELSE 1 END"
            " + CASE WHEN clinic_id IS NULL THEN 0 ELSE 1 END = 1",
        ),
        check("spoken", "times_above_none", "times > 0"),
    )
    make_indexes("spoken", "meeting", "member", "clinic")
    op.add_column("item", sa.Column("room", sa.JSON(), nullable=True))
    with op.batch_alter_table("meeting") as meeting:
        late = sa.Column("late_reason", sa.String(), nullable=False, server_default="")
        meeting.add_column(late)
    with op.batch_alter_table("meeting") as meeting:
        meeting.alter_column("late_reason", server_default=None)
