"""What the history and the cluster's data stand on: marks, surveys, indicators and their values."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy import text

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
        use.add_column(sa.Column("indicator_id", sa.Uuid(as_uuid=False), nullable=True))
        use.create_foreign_key(
            op.f("fk_use_indicator_id"),
            "indicator",
            ["indicator_id"],
            ["id"],
            initially="DEFERRED",
            deferrable=True,
        )
        use.create_index(op.f("ix_use_indicator_id"), ["indicator_id"], unique=False)
        use.drop_constraint(op.f("ck_use_exactly_one"), type_="check")
        use.create_check_constraint(op.f("ck_use_exactly_one"), f"{_ONE_THING} = 1")


def _make_mark() -> None:
    op.create_table(
        "mark",
        _pointer("cluster", nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        *_texts("chart", "kind", "text"),
        *_every_row("mark"),
        _key("mark", "cluster"),
        _check("mark", "kind_known", "kind IN ('phase', 'pdsa', 'note', 'freeze', 'left_out')"),
    )
    _index("mark", "cluster")


def _make_survey() -> None:
    op.create_table(
        "survey",
        _pointer("cluster", nullable=False),
        sa.Column("held", sa.Date(), nullable=False),
        sa.Column("invited", sa.Integer(), nullable=True),
        sa.Column("answered", sa.Integer(), nullable=False),
        *_texts("title", "note"),
        *_every_row("survey"),
        _key("survey", "cluster"),
        _check("survey", "answered_not_negative", "answered >= 0"),
        _check("survey", "answered_within_invited", "answered <= invited"),
    )
    _index("survey", "cluster")
    op.create_table(
        "survey_count",
        _pointer("survey", nullable=False),
        *_texts("measure"),
        sa.Column("k", sa.Integer(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=True),
        *_every_row("survey_count"),
        _key("survey_count", "survey"),
        sa.UniqueConstraint("survey_id", "measure", name=op.f("uq_survey_count_survey_id")),
        _check("survey_count", "counts_not_negative", "k >= 0 AND n >= 0"),
        _check("survey_count", "k_within_n", "k <= n"),
    )
    _index("survey_count", "survey")


def _make_indicator() -> None:
    op.create_table(
        "indicator",
        _pointer("package", nullable=True),
        *_texts("title", "unit", "numerator", "denominator", "better", "kind", "target_op"),
        *_texts("questions", "source"),
        sa.Column("target", sa.Double(), nullable=True),
        *_every_row("indicator"),
        _key("indicator", "package"),
        _check("indicator", "better_known", "better IN ('', 'up', 'down')"),
        _check("indicator", "kind_known", "kind IN ('share', 'number')"),
        _check("indicator", "target_op_known", "target_op IN ('', '>=', '<=')"),
    )
    _index("indicator", "package")


def _make_indicator_value() -> None:
    table, targets = "indicator_value", ("indicator", "cluster")
    counts = "(numerator IS NULL) = (denominator IS NULL)"
    op.create_table(
        table,
        *(_pointer(target, nullable=False) for target in targets),
        _pointer("clinic", nullable=True),
        *_texts("level"),
        *(sa.Column(day, sa.Date(), nullable=False) for day in ("first", "last")),
        *(_count(name) for name in ("numerator", "denominator", "decimals")),
        sa.Column("value", sa.Double(), nullable=True),
        *_every_row(table),
        *(_key(table, target) for target in (*targets, "clinic")),
        sa.UniqueConstraint(
            *("cluster_id", "indicator_id", "level", "clinic_id", "first", "last"),
            name=op.f("uq_indicator_value_cluster_id"),
        ),
        _check(table, "level_known", "level IN ('clinic', 'cluster', 'national')"),
        _check(table, "clinic_at_its_level", "(level = 'clinic') = (clinic_id IS NOT NULL)"),
        _check(table, "last_after_first", "last >= first"),
        _check(table, "counts_fit", "numerator >= 0 AND numerator <= denominator"),
        _check(table, "counts_or_value", f"{counts} AND (numerator IS NULL) = (value IS NOT NULL)"),
        _check(table, "decimals_in_sight", "decimals BETWEEN 0 AND 6"),
    )
    _index(table, *targets, "clinic")
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
        _pointer("cluster", nullable=False),
        *_texts("source"),
        sa.Column("plan", sa.JSON(), nullable=False),
        *_every_row("import_plan"),
        _key("import_plan", "cluster"),
        sa.UniqueConstraint("cluster_id", "source", name=op.f("uq_import_plan_cluster_id")),
    )
    _index("import_plan", "cluster")


def _check(table: str, name: str, rule: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(rule, name=op.f(f"ck_{table}_{name}"))


def _count(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), nullable=True)


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
