"""What a meeting is about: cases, guidelines, packages, speakers, files, and own templates."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from facilitator.store.tables import Instant

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.create_table(
        "blob",
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("bytes", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_blob")),
    )
    op.create_table(
        "guideline",
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("publisher", sa.String(), nullable=False),
        sa.Column("edition", sa.String(), nullable=False),
        sa.Column("published", sa.Date(), nullable=True),
        sa.Column("link", sa.String(), nullable=False),
        sa.Column("recommendations", sa.String(), nullable=False),
        sa.Column("differently", sa.String(), nullable=False),
        sa.Column("next_check", sa.Date(), nullable=True),
        sa.Column("id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("load_id", sa.Uuid(as_uuid=False), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_guideline")),
    )
    op.create_table(
        "template",
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("why", sa.String(), nullable=False),
        sa.Column("is_block", sa.Boolean(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("load_id", sa.Uuid(as_uuid=False), nullable=True),
        sa.CheckConstraint("language IN ('da', 'en')", name=op.f("ck_template_language_known")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_template")),
    )
    op.create_table(
        "package",
        sa.Column("specialty_id", sa.Uuid(as_uuid=False), nullable=True),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("publisher", sa.String(), nullable=False),
        sa.Column("period", sa.String(), nullable=False),
        sa.Column("link", sa.String(), nullable=False),
        sa.Column("file_name", sa.String(), nullable=False),
        sa.Column("questions", sa.String(), nullable=False),
        sa.Column("id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("load_id", sa.Uuid(as_uuid=False), nullable=True),
        sa.ForeignKeyConstraint(
            ["specialty_id"],
            ["specialty.id"],
            name=op.f("fk_package_specialty_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_package")),
    )
    op.create_index(op.f("ix_package_specialty_id"), "package", ["specialty_id"], unique=False)
    op.create_table(
        "template_item",
        sa.Column("template_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("question", sa.String(), nullable=False),
        sa.Column("notes", sa.String(), nullable=False),
        sa.Column("preparation", sa.String(), nullable=False),
        sa.Column("planned", sa.Integer(), nullable=False),
        sa.Column("minimum", sa.Integer(), nullable=False),
        sa.Column("flexible", sa.Boolean(), nullable=False),
        sa.Column("id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("load_id", sa.Uuid(as_uuid=False), nullable=True),
        sa.CheckConstraint(
            "minimum >= 0 AND minimum <= planned",
            name=op.f("ck_template_item_minimum_within_planned"),
        ),
        sa.CheckConstraint(
            "planned >= 0 AND planned <= 86400", name=op.f("ck_template_item_planned_within_a_day")
        ),
        sa.ForeignKeyConstraint(
            ["template_id"],
            ["template.id"],
            name=op.f("fk_template_item_template_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_template_item")),
    )
    op.create_index(
        op.f("ix_template_item_template_id"), "template_item", ["template_id"], unique=False
    )
    op.create_table(
        "speaker",
        sa.Column("cluster_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("organisation", sa.String(), nullable=False),
        sa.Column("topic", sa.String(), nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("load_id", sa.Uuid(as_uuid=False), nullable=True),
        sa.ForeignKeyConstraint(
            ["cluster_id"],
            ["cluster.id"],
            name=op.f("fk_speaker_cluster_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_speaker")),
    )
    op.create_index(op.f("ix_speaker_cluster_id"), "speaker", ["cluster_id"], unique=False)
    op.create_table(
        "template_step",
        sa.Column("template_item_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("seconds", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("load_id", sa.Uuid(as_uuid=False), nullable=True),
        sa.CheckConstraint("seconds >= 0", name=op.f("ck_template_step_seconds_not_negative")),
        sa.ForeignKeyConstraint(
            ["template_item_id"],
            ["template_item.id"],
            name=op.f("fk_template_step_template_item_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_template_step")),
    )
    op.create_index(
        op.f("ix_template_step_template_item_id"),
        "template_step",
        ["template_item_id"],
        unique=False,
    )
    op.create_table(
        "case",
        sa.Column("cluster_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("presenter_id", sa.Uuid(as_uuid=False), nullable=True),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("doubt", sa.String(), nullable=False),
        sa.Column("age_band", sa.String(), nullable=False),
        sa.Column("sex", sa.String(), nullable=True),
        sa.Column("course", sa.String(), nullable=False),
        sa.Column("nature", sa.String(), nullable=False),
        sa.Column("learning", sa.String(), nullable=False),
        sa.Column("present_again", sa.Date(), nullable=True),
        sa.Column("created", Instant(), nullable=False),
        sa.Column("text_deleted", Instant(), nullable=True),
        sa.Column("id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("load_id", sa.Uuid(as_uuid=False), nullable=True),
        sa.CheckConstraint(
            "age_band IN ('', '0-1', '2-5', '6-12', '13-17', '18-39', '40-64', '65-79', '80+')",
            name=op.f("ck_case_age_band_known"),
        ),
        sa.CheckConstraint("nature IN ('typical', 'brought')", name=op.f("ck_case_nature_known")),
        sa.CheckConstraint("sex IN ('female', 'male')", name=op.f("ck_case_sex_known")),
        sa.ForeignKeyConstraint(
            ["cluster_id"],
            ["cluster.id"],
            name=op.f("fk_case_cluster_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["presenter_id"],
            ["member.id"],
            name=op.f("fk_case_presenter_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case")),
    )
    op.create_index(op.f("ix_case_cluster_id"), "case", ["cluster_id"], unique=False)
    op.create_index(op.f("ix_case_presenter_id"), "case", ["presenter_id"], unique=False)
    op.create_table(
        "attachment",
        sa.Column("item_id", sa.Uuid(as_uuid=False), nullable=True),
        sa.Column("meeting_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("link", sa.String(), nullable=True),
        sa.Column("sha256", sa.String(), nullable=True),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("load_id", sa.Uuid(as_uuid=False), nullable=True),
        sa.CheckConstraint(
            "CASE WHEN link IS NULL THEN 0 ELSE 1 END + "
            "CASE WHEN sha256 IS NULL THEN 0 ELSE 1 END = 1",
            name=op.f("ck_attachment_exactly_one"),
        ),
        sa.CheckConstraint("size >= 0", name=op.f("ck_attachment_size_not_negative")),
        sa.ForeignKeyConstraint(
            ["item_id"],
            ["item.id"],
            name=op.f("fk_attachment_item_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["meeting_id"],
            ["meeting.id"],
            name=op.f("fk_attachment_meeting_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["sha256"],
            ["blob.sha256"],
            name=op.f("fk_attachment_sha256"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attachment")),
    )
    op.create_index(op.f("ix_attachment_item_id"), "attachment", ["item_id"], unique=False)
    op.create_index(op.f("ix_attachment_meeting_id"), "attachment", ["meeting_id"], unique=False)
    op.create_index(op.f("ix_attachment_sha256"), "attachment", ["sha256"], unique=False)
    op.create_table(
        "preparation",
        sa.Column("item_id", sa.Uuid(as_uuid=False), nullable=True),
        sa.Column("meeting_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("member_id", sa.Uuid(as_uuid=False), nullable=True),
        sa.Column("clinic_id", sa.Uuid(as_uuid=False), nullable=True),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("who", sa.String(), nullable=False),
        sa.Column("due", sa.Date(), nullable=True),
        sa.Column("done", Instant(), nullable=True),
        sa.Column("id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("load_id", sa.Uuid(as_uuid=False), nullable=True),
        sa.ForeignKeyConstraint(
            ["clinic_id"],
            ["clinic.id"],
            name=op.f("fk_preparation_clinic_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["item_id"],
            ["item.id"],
            name=op.f("fk_preparation_item_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["meeting_id"],
            ["meeting.id"],
            name=op.f("fk_preparation_meeting_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["member_id"],
            ["member.id"],
            name=op.f("fk_preparation_member_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_preparation")),
    )
    op.create_index(op.f("ix_preparation_clinic_id"), "preparation", ["clinic_id"], unique=False)
    op.create_index(op.f("ix_preparation_item_id"), "preparation", ["item_id"], unique=False)
    op.create_index(op.f("ix_preparation_meeting_id"), "preparation", ["meeting_id"], unique=False)
    op.create_index(op.f("ix_preparation_member_id"), "preparation", ["member_id"], unique=False)
    op.create_table(
        "use",
        sa.Column("item_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("case_id", sa.Uuid(as_uuid=False), nullable=True),
        sa.Column("guideline_id", sa.Uuid(as_uuid=False), nullable=True),
        sa.Column("package_id", sa.Uuid(as_uuid=False), nullable=True),
        sa.Column("speaker_id", sa.Uuid(as_uuid=False), nullable=True),
        sa.Column("fee", sa.Integer(), nullable=True),
        sa.Column("id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("load_id", sa.Uuid(as_uuid=False), nullable=True),
        sa.CheckConstraint(
            "CASE WHEN case_id IS NULL THEN 0 ELSE 1 END + "
            "CASE WHEN guideline_id IS NULL THEN 0 ELSE 1 END + "
            "CASE WHEN package_id IS NULL THEN 0 ELSE 1 END + "
            "CASE WHEN speaker_id IS NULL THEN 0 ELSE 1 END = 1",
            name=op.f("ck_use_exactly_one"),
        ),
        sa.CheckConstraint("fee >= 0", name=op.f("ck_use_fee_not_negative")),
        sa.CheckConstraint(
            "fee IS NULL OR speaker_id IS NOT NULL", name=op.f("ck_use_fee_for_a_speaker")
        ),
        sa.ForeignKeyConstraint(
            ["case_id"],
            ["case.id"],
            name=op.f("fk_use_case_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["guideline_id"],
            ["guideline.id"],
            name=op.f("fk_use_guideline_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["item_id"],
            ["item.id"],
            name=op.f("fk_use_item_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["package_id"],
            ["package.id"],
            name=op.f("fk_use_package_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["speaker_id"],
            ["speaker.id"],
            name=op.f("fk_use_speaker_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_use")),
    )
    op.create_index(op.f("ix_use_case_id"), "use", ["case_id"], unique=False)
    op.create_index(op.f("ix_use_guideline_id"), "use", ["guideline_id"], unique=False)
    op.create_index(op.f("ix_use_item_id"), "use", ["item_id"], unique=False)
    op.create_index(op.f("ix_use_package_id"), "use", ["package_id"], unique=False)
    op.create_index(op.f("ix_use_speaker_id"), "use", ["speaker_id"], unique=False)
    with op.batch_alter_table("meeting") as meeting:
        meeting.add_column(sa.Column("topic_id", sa.Uuid(as_uuid=False), nullable=True))
        meeting.create_foreign_key(
            op.f("fk_meeting_topic_id"),
            "topic",
            ["topic_id"],
            ["id"],
            initially="DEFERRED",
            deferrable=True,
        )
        meeting.create_index("ix_meeting_status", ["status"], unique=False)
        meeting.create_index(op.f("ix_meeting_topic_id"), ["topic_id"], unique=False)
