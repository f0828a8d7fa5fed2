"""What is written can be found again: the index that a file keeps of it, filled afterwards."""

from __future__ import annotations

from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    if op.get_bind().dialect.name != "sqlite":
        return
    op.execute(
        "CREATE TABLE search_cluster"
        " (number INTEGER PRIMARY KEY, cluster_id CHAR(32) NOT NULL UNIQUE)"
    )
    op.execute(
        "CREATE TABLE search_line (id INTEGER PRIMARY KEY, source VARCHAR NOT NULL,"
        " row_key CHAR(32) NOT NULL, subject CHAR(32), meeting_id CHAR(32), member_id CHAR(32),"
        " clinic_id CHAR(32), text VARCHAR NOT NULL, UNIQUE (row_key, source))"
    )
    for name, how in (
        ("words", "prefix='1 2 3', tokenize='unicode61 remove_diacritics 0'"),
        ("signs", "tokenize='trigram'"),
    ):
        op.execute(
            f"CREATE VIRTUAL TABLE search_{name} USING fts5(text, content='search_line',"
            f" content_rowid='id', columnsize=0, {how})"
        )
        op.execute(f"INSERT INTO search_{name}(search_{name}, rank) VALUES ('secure-delete', 1)")
