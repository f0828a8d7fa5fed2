"""What the history and the cluster's data stand on: marks, surveys, indicators and their values."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy import text

from facilitator.store.migrations.columns import (
    add_pointer,
    check,
    every_row,
    key,
    make_indexes,
    pointer,
    texts,
)

revision = "0006"
down_revision = "0005"

_ONE_THING = " + ".join(
    f"CASE WHEN {thing}_id IS NULL THEN 0 ELSE 1 END"
    for thing in ("case", "guideline", "package", "speaker", "indicator")
)


def upgrade() -> None:
    _make_mark()
    _make_survey()
    _make_indicator()
    _make_indicator_value()
    _make_import_plan()
    op.execute("UPDATE setting SET key = 'least_shown' WHERE key = 'disclosure_threshold'")
    with op.batch_alter_table("use") as use:
        add_pointer(use, "use", "indicator")
        use.drop_constraint(op.f("ck_use_exactly_one"), type_="check")
        use.create_check_constraint(op.f("ck_use_exactly_one"), f"{_ONE_THING} = 1")


def _make_mark() -> None:
    op.create_table(
        "mark",
        pointer("cluster", nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        *texts("chart", "kind", "text"),
        *every_row("mark"),
        key("mark", "cluster"),
        check("mark", "kind_known", "kind IN ('phase', 'pdsa', 'note', 'freeze', 'left_out')"),
    )
    make_indexes("mark", "cluster")


def _make_survey() -> None:
    op.create_table(
        "survey",
        pointer("cluster", nullable=False),
        sa.Column("held", sa.Date(), nullable=False),
        sa.Column("invited", sa.Integer(), nullable=True),
        sa.Column("answered", sa.Integer(), nullable=False),
        *texts("title", "note"),
        *every_row("survey"),
        key("survey", "cluster"),
        check("survey", "answered_not_negative", "answered >= 0"),
        check("survey", "answered_within_invited", "answered <= invited"),
    )
    make_indexes("survey", "cluster")
    op.create_table(
        "survey_count",
        pointer("survey", nullable=False),
        *texts("measure"),
        sa.Column("k", sa.Integer(), nullable=False),
        *(_count(name) for name in ("n", "national_k", "national_n", "to_yes", "to_no")),
        sa.Column("since_id", sa.Uuid(as_uuid=False), nullable=True),
        *every_row("survey_count"),
        key("survey_count", "survey"),
        sa.ForeignKeyConstraint(
            ["since_id"],
            ["survey.id"],
            name=op.f("fk_survey_count_since_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.UniqueConstraint("survey_id", "measure", name=op.f("uq_survey_count_survey_id")),
        check("survey_count", "counts_not_negative", "k >= 0 AND n >= 0"),
        check("survey_count", "k_within_n", "k <= n"),
        check(
            "survey_count",
            "national_fits",
            "(national_k IS NULL) = (national_n IS NULL)"
            " AND national_k >= 0 AND national_k <= national_n",
        ),
        check(
            "survey_count",
            "changed_not_negative",
            "(to_yes IS NULL) = (to_no IS NULL) AND to_yes >= 0 AND to_no >= 0",
        ),
    )
    make_indexes("survey_count", "survey", "since")


def _make_indicator() -> None:
    op.create_table(
        "indicator",
        pointer("package", nullable=True),
        *texts("title", "unit", "numerator", "denominator", "better", "kind", "target_op"),
        *texts("questions", "source"),
        sa.Column("target", sa.Double(), nullable=True),
        *every_row("indicator"),
        key("indicator", "package"),
        check("indicator", "better_known", "better IN ('', 'up', 'down')"),
        check("indicator", "kind_known", "kind IN ('share', 'number')"),
        check("indicator", "target_op_known", "target_op IN ('', '>=', '<=')"),
    )
    make_indexes("indicator", "package")


def _make_indicator_value() -> None:
    table, targets = "indicator_value", ("indicator", "cluster")
    counts = "(numerator IS NULL) = (denominator IS NULL)"
    op.create_table(
        table,
        *(pointer(target, nullable=False) for target in targets),
        pointer("clinic", nullable=True),
        *texts("level"),
        *(sa.Column(day, sa.Date(), nullable=False) for day in ("first", "last")),
        *(_count(name) for name in ("numerator", "denominator", "decimals")),
        sa.Column("value", sa.Double(), nullable=True),
        *every_row(table),
        *(key(table, target) for target in (*targets, "clinic")),
        sa.UniqueConstraint(
            *("cluster_id", "indicator_id", "level", "clinic_id", "first", "last"),
            name=op.f("uq_indicator_value_cluster_id"),
        ),
        check(table, "level_known", "level IN ('clinic', 'cluster', 'national')"),
        check(table, "clinic_at_its_level", "(level = 'clinic') = (clinic_id IS NOT NULL)"),
        check(table, "last_after_first", "last >= first"),
        check(table, "counts_fit", "numerator >= 0 AND numerator <= denominator"),
        check(table, "counts_or_value", f"{counts} AND (numerator IS NULL) = (value IS NOT NULL)"),
        check(table, "decimals_in_sight", "decimals BETWEEN 0 AND 6"),
    )
    make_indexes(table, *targets, "clinic")
    op.create_index(
        "ix_indicator_value_whole",
        table,
        ["cluster_id", "indicator_id", "level", "first", "last"],
        unique=True,
        sqlite_where=text("clinic_id IS NULL"),
        postgresql_where=text("clinic_id IS NULL"),
    )


def _make_import_plan() -> None:
    op.create_table(
        "import_plan",
        pointer("cluster", nullable=False),
        *texts("source"),
        sa.Column("plan", sa.JSON(), nullable=False),
        *every_row("import_plan"),
        key("import_plan", "cluster"),
        sa.UniqueConstraint("cluster_id", "source", name=op.f("uq_import_plan_cluster_id")),
    )
    make_indexes("import_plan", "cluster")


def _count(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), nullable=True)
