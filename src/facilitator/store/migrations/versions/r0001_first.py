"""The first store: clusters, meetings, the clock's presses, outcomes and their follow-up."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from facilitator.store.tables import Instant

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "not_cpr",
        sa.Column("table_name", sa.String(), nullable=False),
        sa.Column("row_key", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("field", sa.String(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("load_id", sa.Uuid(as_uuid=False), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_not_cpr")),
        sa.UniqueConstraint("table_name", "row_key", "field", name=op.f("uq_not_cpr_table_name")),
    )
    op.create_table(
        "specialty",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("load_id", sa.Uuid(as_uuid=False), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_specialty")),
    )
    op.create_table(
        "step",
        sa.Column(
            "seq",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=True,
            nullable=False,
        ),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("label", sa.String(), nullable=False),
        sa.Column("cluster_id", sa.Uuid(as_uuid=False), nullable=True),
        sa.Column("installation", sa.String(), nullable=False),
        sa.Column("member_id", sa.Uuid(as_uuid=False), nullable=True),
        sa.Column("fact", sa.Boolean(), nullable=False),
        sa.Column("barrier", sa.Boolean(), nullable=False),
        sa.Column("undone", sa.Boolean(), nullable=False),
        sa.Column("burst", sa.String(), nullable=True),
        sa.Column("target", sa.BigInteger(), nullable=True),
        sa.Column("rows", sa.String(), nullable=False),
        sa.Column("loaded", sa.String(), nullable=True),
        sa.Column("load_id", sa.Uuid(as_uuid=False), nullable=True),
        sa.CheckConstraint(
            "kind IN ('edit', 'undo', 'redo', 'load')", name=op.f("ck_step_kind_known")
        ),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_step")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_step_undo",
        "step",
        ["installation", "cluster_id", "kind", "fact", "undone", "seq"],
        unique=False,
    )
    op.create_table(
        "store_info",
        sa.Column("id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("created", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_store_info")),
    )
    op.create_table(
        "cluster",
        sa.Column("specialty_id", sa.Uuid(as_uuid=False), nullable=True),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("region", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("zone", sa.String(), nullable=False),
        sa.Column("ground_rules", sa.String(), nullable=False),
        sa.Column("first_number", sa.Integer(), nullable=False),
        sa.Column("founded", sa.Date(), nullable=True),
        sa.Column("id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("load_id", sa.Uuid(as_uuid=False), nullable=True),
        sa.CheckConstraint("language IN ('da', 'en')", name=op.f("ck_cluster_language_known")),
        sa.ForeignKeyConstraint(
            ["specialty_id"],
            ["specialty.id"],
            name=op.f("fk_cluster_specialty_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cluster")),
    )
    op.create_index(op.f("ix_cluster_specialty_id"), "cluster", ["specialty_id"], unique=False)
    op.create_table(
        "clinic",
        sa.Column("cluster_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("provider_number", sa.String(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("load_id", sa.Uuid(as_uuid=False), nullable=True),
        sa.ForeignKeyConstraint(
            ["cluster_id"],
            ["cluster.id"],
            name=op.f("fk_clinic_cluster_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_clinic")),
    )
    op.create_index(op.f("ix_clinic_cluster_id"), "clinic", ["cluster_id"], unique=False)
    op.create_table(
        "setting",
        sa.Column("cluster_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("value", sa.JSON(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("load_id", sa.Uuid(as_uuid=False), nullable=True),
        sa.ForeignKeyConstraint(
            ["cluster_id"],
            ["cluster.id"],
            name=op.f("fk_setting_cluster_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_setting")),
        sa.UniqueConstraint("cluster_id", "key", "valid_from", name=op.f("uq_setting_cluster_id")),
    )
    op.create_index(op.f("ix_setting_cluster_id"), "setting", ["cluster_id"], unique=False)
    op.create_table(
        "topic",
        sa.Column("cluster_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("situation", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("revisit", sa.Date(), nullable=True),
        sa.Column("created", Instant(), nullable=False),
        sa.Column("id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("load_id", sa.Uuid(as_uuid=False), nullable=True),
        sa.CheckConstraint(
            "state IN ('new', 'chosen', 'used', 'parked')", name=op.f("ck_topic_state_known")
        ),
        sa.ForeignKeyConstraint(
            ["cluster_id"],
            ["cluster.id"],
            name=op.f("fk_topic_cluster_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_topic")),
    )
    op.create_index(op.f("ix_topic_cluster_id"), "topic", ["cluster_id"], unique=False)
    op.create_table(
        "member",
        sa.Column("cluster_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("clinic_id", sa.Uuid(as_uuid=False), nullable=True),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("initials", sa.String(), nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("joined", sa.Date(), nullable=True),
        sa.Column("left", sa.Date(), nullable=True),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("load_id", sa.Uuid(as_uuid=False), nullable=True),
        sa.ForeignKeyConstraint(
            ["clinic_id"],
            ["clinic.id"],
            name=op.f("fk_member_clinic_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["cluster_id"],
            ["cluster.id"],
            name=op.f("fk_member_cluster_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_member")),
    )
    op.create_index(op.f("ix_member_clinic_id"), "member", ["clinic_id"], unique=False)
    op.create_index(op.f("ix_member_cluster_id"), "member", ["cluster_id"], unique=False)
    op.create_table(
        "meeting",
        sa.Column("cluster_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("start", Instant(), nullable=False),
        sa.Column("end", Instant(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("form", sa.String(), nullable=False),
        sa.Column("template", sa.String(), nullable=False),
        sa.Column("facilitator_id", sa.Uuid(as_uuid=False), nullable=True),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("started", Instant(), nullable=True),
        sa.Column("ended", Instant(), nullable=True),
        sa.Column("closed", Instant(), nullable=True),
        sa.Column("reopen_note", sa.String(), nullable=False),
        sa.Column("id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("load_id", sa.Uuid(as_uuid=False), nullable=True),
        sa.CheckConstraint(
            "form IN ('physical', 'virtual', 'hybrid')", name=op.f("ck_meeting_form_known")
        ),
        sa.CheckConstraint(
            "status IN ('draft', 'ready', 'running', 'held', 'closed', 'cancelled')",
            name=op.f("ck_meeting_status_known"),
        ),
        sa.CheckConstraint('"end" > start', name=op.f("ck_meeting_end_after_start")),
        sa.ForeignKeyConstraint(
            ["cluster_id"],
            ["cluster.id"],
            name=op.f("fk_meeting_cluster_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["facilitator_id"],
            ["member.id"],
            name=op.f("fk_meeting_facilitator_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting")),
    )
    op.create_index(op.f("ix_meeting_cluster_id"), "meeting", ["cluster_id"], unique=False)
    op.create_index("ix_meeting_cluster_start", "meeting", ["cluster_id", "start"], unique=False)
    op.create_index(op.f("ix_meeting_facilitator_id"), "meeting", ["facilitator_id"], unique=False)
    op.create_table(
        "role",
        sa.Column("member_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("since", sa.Date(), nullable=True),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("load_id", sa.Uuid(as_uuid=False), nullable=True),
        sa.CheckConstraint(
            "role IN ('coordinator', 'substitute')", name=op.f("ck_role_role_known")
        ),
        sa.ForeignKeyConstraint(
            ["member_id"],
            ["member.id"],
            name=op.f("fk_role_member_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_role")),
    )
    op.create_index(op.f("ix_role_member_id"), "role", ["member_id"], unique=False)
    op.create_table(
        "attendance",
        sa.Column("meeting_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("member_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("arrived", Instant(), nullable=True),
        sa.Column("left", Instant(), nullable=True),
        sa.Column("id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("load_id", sa.Uuid(as_uuid=False), nullable=True),
        sa.CheckConstraint(
            "state IN ('present', 'apology', 'absent')", name=op.f("ck_attendance_state_known")
        ),
        sa.ForeignKeyConstraint(
            ["meeting_id"],
            ["meeting.id"],
            name=op.f("fk_attendance_meeting_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["member_id"],
            ["member.id"],
            name=op.f("fk_attendance_member_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attendance")),
        sa.UniqueConstraint("meeting_id", "member_id", name=op.f("uq_attendance_meeting_id")),
    )
    op.create_index(op.f("ix_attendance_meeting_id"), "attendance", ["meeting_id"], unique=False)
    op.create_index(op.f("ix_attendance_member_id"), "attendance", ["member_id"], unique=False)
    op.create_table(
        "goal",
        sa.Column("meeting_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("reached", sa.String(), nullable=True),
        sa.Column("id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("load_id", sa.Uuid(as_uuid=False), nullable=True),
        sa.CheckConstraint(
            "reached IN ('yes', 'partly', 'no')", name=op.f("ck_goal_reached_known")
        ),
        sa.ForeignKeyConstraint(
            ["meeting_id"],
            ["meeting.id"],
            name=op.f("fk_goal_meeting_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_goal")),
    )
    op.create_index(op.f("ix_goal_meeting_id"), "goal", ["meeting_id"], unique=False)
    op.create_table(
        "item",
        sa.Column("meeting_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("question", sa.String(), nullable=False),
        sa.Column("notes", sa.String(), nullable=False),
        sa.Column("preparation", sa.String(), nullable=False),
        sa.Column("planned", sa.Integer(), nullable=False),
        sa.Column("minimum", sa.Integer(), nullable=False),
        sa.Column("flexible", sa.Boolean(), nullable=False),
        sa.Column("fixed_start", Instant(), nullable=True),
        sa.Column("who", sa.String(), nullable=False),
        sa.Column("member_id", sa.Uuid(as_uuid=False), nullable=True),
        sa.Column("clinic_id", sa.Uuid(as_uuid=False), nullable=True),
        sa.Column("topic_id", sa.Uuid(as_uuid=False), nullable=True),
        sa.Column("id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("load_id", sa.Uuid(as_uuid=False), nullable=True),
        sa.CheckConstraint(
            "minimum >= 0 AND minimum <= planned", name=op.f("ck_item_minimum_within_planned")
        ),
        sa.CheckConstraint(
            "planned >= 0 AND planned <= 86400", name=op.f("ck_item_planned_within_a_day")
        ),
        sa.ForeignKeyConstraint(
            ["clinic_id"],
            ["clinic.id"],
            name=op.f("fk_item_clinic_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["meeting_id"],
            ["meeting.id"],
            name=op.f("fk_item_meeting_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["member_id"],
            ["member.id"],
            name=op.f("fk_item_member_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["topic_id"],
            ["topic.id"],
            name=op.f("fk_item_topic_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_item")),
    )
    op.create_index(op.f("ix_item_clinic_id"), "item", ["clinic_id"], unique=False)
    op.create_index(op.f("ix_item_meeting_id"), "item", ["meeting_id"], unique=False)
    op.create_index(op.f("ix_item_member_id"), "item", ["member_id"], unique=False)
    op.create_index(op.f("ix_item_topic_id"), "item", ["topic_id"], unique=False)
    op.create_table(
        "sign_of_life",
        sa.Column("meeting_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("mono", sa.Double(), nullable=False),
        sa.Column("run", sa.String(), nullable=False),
        sa.Column("id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("load_id", sa.Uuid(as_uuid=False), nullable=True),
        sa.ForeignKeyConstraint(
            ["meeting_id"],
            ["meeting.id"],
            name=op.f("fk_sign_of_life_meeting_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_of_life")),
        sa.UniqueConstraint("meeting_id", name=op.f("uq_sign_of_life_meeting_id")),
    )
    op.create_index(
        op.f("ix_sign_of_life_meeting_id"), "sign_of_life", ["meeting_id"], unique=False
    )
    op.create_table(
        "insight",
        sa.Column("meeting_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("item_id", sa.Uuid(as_uuid=False), nullable=True),
        sa.Column("topic_id", sa.Uuid(as_uuid=False), nullable=True),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("category", sa.String(), nullable=False),
        sa.Column("official", sa.Integer(), nullable=True),
        sa.Column("id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("load_id", sa.Uuid(as_uuid=False), nullable=True),
        sa.CheckConstraint(
            "kind IN ('insight', 'tool', 'solution')", name=op.f("ck_insight_kind_known")
        ),
        sa.CheckConstraint(
            "official BETWEEN 1 AND 3", name=op.f("ck_insight_official_one_to_three")
        ),
        sa.ForeignKeyConstraint(
            ["item_id"],
            ["item.id"],
            name=op.f("fk_insight_item_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["meeting_id"],
            ["meeting.id"],
            name=op.f("fk_insight_meeting_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["topic_id"],
            ["topic.id"],
            name=op.f("fk_insight_topic_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_insight")),
    )
    op.create_index(op.f("ix_insight_item_id"), "insight", ["item_id"], unique=False)
    op.create_index(op.f("ix_insight_meeting_id"), "insight", ["meeting_id"], unique=False)
    op.create_index(op.f("ix_insight_topic_id"), "insight", ["topic_id"], unique=False)
    op.create_table(
        "item_step",
        sa.Column("item_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("seconds", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("load_id", sa.Uuid(as_uuid=False), nullable=True),
        sa.CheckConstraint("seconds >= 0", name=op.f("ck_item_step_seconds_not_negative")),
        sa.ForeignKeyConstraint(
            ["item_id"],
            ["item.id"],
            name=op.f("fk_item_step_item_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_item_step")),
    )
    op.create_index(op.f("ix_item_step_item_id"), "item_step", ["item_id"], unique=False)
    op.create_table(
        "parked",
        sa.Column("meeting_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("item_id", sa.Uuid(as_uuid=False), nullable=True),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("destination", sa.String(), nullable=False),
        sa.Column("id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("load_id", sa.Uuid(as_uuid=False), nullable=True),
        sa.CheckConstraint(
            "destination IN ('', 'topic', 'next_meeting', 'commitment', 'dropped')",
            name=op.f("ck_parked_destination_known"),
        ),
        sa.ForeignKeyConstraint(
            ["item_id"],
            ["item.id"],
            name=op.f("fk_parked_item_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["meeting_id"],
            ["meeting.id"],
            name=op.f("fk_parked_meeting_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_parked")),
    )
    op.create_index(op.f("ix_parked_item_id"), "parked", ["item_id"], unique=False)
    op.create_index(op.f("ix_parked_meeting_id"), "parked", ["meeting_id"], unique=False)
    op.create_table(
        "press",
        sa.Column("meeting_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("mono", sa.Double(), nullable=False),
        sa.Column("run", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("item_id", sa.Uuid(as_uuid=False), nullable=True),
        sa.Column("seconds", sa.Double(), nullable=False),
        sa.Column("allotted", sa.JSON(), nullable=True),
        sa.Column("target", sa.Integer(), nullable=True),
        sa.Column("id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("load_id", sa.Uuid(as_uuid=False), nullable=True),
        sa.CheckConstraint(
            "kind IN ('started', 'paused', 'resumed', 'extended', 'replanned', 'skipped', "
            "'unskipped', 'backdated', 'not_counted', 'ended', 'undone', 'gap', 'clock_set', "
            "'moved')",
            name=op.f("ck_press_kind_known"),
        ),
        sa.ForeignKeyConstraint(
            ["item_id"],
            ["item.id"],
            name=op.f("fk_press_item_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["meeting_id"],
            ["meeting.id"],
            name=op.f("fk_press_meeting_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_press")),
        sa.UniqueConstraint("meeting_id", "seq", name=op.f("uq_press_meeting_id")),
    )
    op.create_index(op.f("ix_press_item_id"), "press", ["item_id"], unique=False)
    op.create_index(op.f("ix_press_meeting_id"), "press", ["meeting_id"], unique=False)
    op.create_table(
        "commitment",
        sa.Column("cluster_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("meeting_id", sa.Uuid(as_uuid=False), nullable=True),
        sa.Column("insight_id", sa.Uuid(as_uuid=False), nullable=True),
        sa.Column("item_id", sa.Uuid(as_uuid=False), nullable=True),
        sa.Column("member_id", sa.Uuid(as_uuid=False), nullable=True),
        sa.Column("clinic_id", sa.Uuid(as_uuid=False), nullable=True),
        sa.Column("whole_cluster", sa.Boolean(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("agreed", Instant(), nullable=False),
        sa.Column("situation", sa.String(), nullable=False),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("sign", sa.String(), nullable=False),
        sa.Column("due", sa.Date(), nullable=True),
        sa.Column("due_next_meeting", sa.Boolean(), nullable=False),
        sa.Column("confidence", sa.Integer(), nullable=True),
        sa.Column("category", sa.String(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("load_id", sa.Uuid(as_uuid=False), nullable=True),
        sa.CheckConstraint(
            "status IN ('planned', 'trying', 'partly', 'introduced', 'not_introduced', 'dropped')",
            name=op.f("ck_commitment_status_known"),
        ),
        sa.CheckConstraint(
            "(member_id IS NOT NULL AND clinic_id IS NULL AND NOT whole_cluster) OR (member_id "
            "IS NULL AND NOT (whole_cluster AND clinic_id IS NOT NULL))",
            name=op.f("ck_commitment_one_owner"),
        ),
        sa.CheckConstraint(
            "confidence BETWEEN 1 AND 10", name=op.f("ck_commitment_confidence_one_to_ten")
        ),
        sa.ForeignKeyConstraint(
            ["clinic_id"],
            ["clinic.id"],
            name=op.f("fk_commitment_clinic_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["cluster_id"],
            ["cluster.id"],
            name=op.f("fk_commitment_cluster_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["insight_id"],
            ["insight.id"],
            name=op.f("fk_commitment_insight_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["item_id"],
            ["item.id"],
            name=op.f("fk_commitment_item_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["meeting_id"],
            ["meeting.id"],
            name=op.f("fk_commitment_meeting_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["member_id"],
            ["member.id"],
            name=op.f("fk_commitment_member_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_commitment")),
    )
    op.create_index(op.f("ix_commitment_clinic_id"), "commitment", ["clinic_id"], unique=False)
    op.create_index(op.f("ix_commitment_cluster_id"), "commitment", ["cluster_id"], unique=False)
    op.create_index(
        "ix_commitment_cluster_status", "commitment", ["cluster_id", "status"], unique=False
    )
    op.create_index(op.f("ix_commitment_insight_id"), "commitment", ["insight_id"], unique=False)
    op.create_index(op.f("ix_commitment_item_id"), "commitment", ["item_id"], unique=False)
    op.create_index(op.f("ix_commitment_meeting_id"), "commitment", ["meeting_id"], unique=False)
    op.create_index(op.f("ix_commitment_member_id"), "commitment", ["member_id"], unique=False)
    op.create_table(
        "follow_up",
        sa.Column("commitment_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("meeting_id", sa.Uuid(as_uuid=False), nullable=True),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("status", sa.String(), nullable=True),
        sa.Column("said_by_id", sa.Uuid(as_uuid=False), nullable=True),
        sa.Column("experience", sa.String(), nullable=False),
        sa.Column("obstacle", sa.String(), nullable=False),
        sa.Column("next_step", sa.String(), nullable=False),
        sa.Column("id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("load_id", sa.Uuid(as_uuid=False), nullable=True),
        sa.CheckConstraint(
            "status IN ('planned', 'trying', 'partly', 'introduced', 'not_introduced', 'dropped')",
            name=op.f("ck_follow_up_status_known"),
        ),
        sa.ForeignKeyConstraint(
            ["commitment_id"],
            ["commitment.id"],
            name=op.f("fk_follow_up_commitment_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["meeting_id"],
            ["meeting.id"],
            name=op.f("fk_follow_up_meeting_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["said_by_id"],
            ["member.id"],
            name=op.f("fk_follow_up_said_by_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_follow_up")),
    )
    op.create_index(
        op.f("ix_follow_up_commitment_id"), "follow_up", ["commitment_id"], unique=False
    )
    op.create_index(op.f("ix_follow_up_meeting_id"), "follow_up", ["meeting_id"], unique=False)
    op.create_index(op.f("ix_follow_up_said_by_id"), "follow_up", ["said_by_id"], unique=False)
