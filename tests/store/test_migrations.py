"""The models and the migrations say the same, and no store is ever left half-way between."""

from __future__ import annotations

import gzip
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection, Engine, text
from tests.store import scene as s
from tests.store.scene import SteppingClock

from facilitator.clock import new_id
from facilitator.store import backup, driver, engines, upgrade
from facilitator.store.driver import REVISIONS
from facilitator.store.looking import Newer
from facilitator.store.store import Store
from facilitator.store.tables import TABLES, Row

SAVED = Path(__file__).parents[1] / "databases"
MIGRATIONS = Path(upgrade.__file__).parent / "migrations"
NEXT = f"{len(REVISIONS) + 1:04}"


def differences(engine: Engine) -> list[object]:
    """Where tables differ from the models; the search index has none and is compared as SQL."""
    opts = {
        "compare_server_default": True,
        "include_name": lambda name, *_: name is None or not name.startswith("search_"),
    }
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts=opts)
        return list(compare_metadata(context, Row.metadata))


def migrated(path: Path) -> Engine:
    """A file that came to be by migrations alone."""
    engine = engines.sqlite_engine(path, mode="rwc")
    upgrade.upgrade(engine)
    return engine


def schema(engine: Engine) -> dict[str, list[str]]:
    """Every table and index as the parts of its SQL, in which order plays no role."""
    with engine.connect() as connection:
        rows = connection.exec_driver_sql("SELECT name, sql FROM sqlite_master WHERE sql > ''")
        return {
            name: sorted(
                part.strip(" ,()") for part in re.sub(r"[\s\"]+", " ", sql).split(",") if part
            )
            for name, sql in rows
            if name != "alembic_version" and not name.startswith("sqlite_")
        }


def test_the_models_equal_the_migrations_in_a_file(tmp_path: Path) -> None:
    engine = migrated(tmp_path / "migrated.sqlite")
    assert differences(engine) == []
    engine.dispose()


def test_the_models_equal_the_migrations_on_postgresql(place: str) -> None:
    Store.open(place, SteppingClock(), installation="desk").close()
    engine = engines.postgres_engine(place)
    assert differences(engine) == []
    engine.dispose()


def test_a_new_store_is_what_migrations_would_have_made(tmp_path: Path, store: Store) -> None:
    """Also in what a comparison of models does not see: checks, and foreign keys' manners."""
    engine = migrated(tmp_path / "migrated.sqlite")
    assert schema(engine) == schema(store._engine)
    assert driver.read_header(tmp_path / "migrated.sqlite") is not None
    engine.dispose()


def test_every_revision_has_its_script_and_its_saved_database() -> None:
    scripts = {path.name[1:5] for path in (MIGRATIONS / "versions").glob("r*.py")}
    saved = {path.name.split(".")[0] for path in SAVED.glob("*.sqlite.gz")}
    assert scripts == saved == set(REVISIONS)


@pytest.mark.parametrize("revision", REVISIONS)
def test_a_store_of_every_revision_opens_with_all_it_held(revision: str, tmp_path: Path) -> None:
    path = tmp_path / "klynge.sqlite"
    path.write_bytes(gzip.decompress((SAVED / f"{revision}.sqlite.gz").read_bytes()))
    had = {name for name in TABLES if columns(path, name)}
    store = Store.open(path, SteppingClock(), installation="desk")
    found = s.contents(store)
    assert {name for name in TABLES if found[name]} == had
    (cluster,) = found["cluster"]
    (meeting,) = found["meeting"]
    assert s.titles(store, meeting) == ["Velkomst", "Svimmelhed i praksis", "Opsummering"]
    assert store.can_undo(cluster) == "Fill"
    store.undo(cluster)
    assert s.contents(store)["follow_up"] == {}
    store.close()


HELD_BEFORE = """
INSERT INTO cluster (id, version, name, region, language, zone, ground_rules, first_number)
VALUES (:id, 1, 'ØNH – Eksempel', '', 'da', 'Europe/Copenhagen', '', 1);
INSERT INTO topic (id, version, cluster_id, title, situation, state, created)
VALUES (:id, 1, :id, 'Svimmelhed', '', 'new', now());
INSERT INTO guideline (id, version, title, publisher, edition, link, recommendations, differently)
VALUES (:id, 1, 'Svimmelhed – eksempel', '', '2', '', '', '');
INSERT INTO "commitment" (id, version, cluster_id, whole_cluster, position, agreed, situation,
    action, sign, due_next_meeting, category, status)
VALUES (:id, 1, :id, false, 1, now(), '', 'Ringer op', '', false, '', 'planned');
INSERT INTO store_info (id, created) VALUES (:id, now())
"""


def test_a_server_of_an_earlier_revision_is_brought_up_to_date_with_all_it_held(
    place: str,
) -> None:
    engine, key = engines.postgres_engine(place), new_id()
    with engine.begin() as connection:
        command.upgrade(upgrade._config(connection), "0003")
        for statement in HELD_BEFORE.split(";"):
            connection.execute(text(statement), {"id": key})
    store = Store.open(place, SteppingClock(), installation="desk")
    found = s.contents(store)
    ((topic,), (guideline,), (one,)) = (
        found[name].values() for name in ("topic", "guideline", "commitment")
    )
    assert (topic["title"], topic["origin"], topic["meeting_id"]) == ("Svimmelhed", "", None)
    assert (guideline["edition"], guideline["newer"]) == ("2", "")
    assert (one["action"], one["snoozed"]) == ("Ringer op", None)
    store.close()
    assert differences(engine) == []
    engine.dispose()


@pytest.fixture
def next_revision(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Adds a revision after the newest, with the given body."""
    folder = tmp_path / "migrations"
    shutil.copytree(MIGRATIONS, folder, ignore=shutil.ignore_patterns("__pycache__"))

    def config(connection: Connection) -> Config:
        made = Config()
        made.set_main_option("script_location", str(folder))
        made.attributes["connection"] = connection
        return made

    def add(body: str) -> None:
        head = f"revision, down_revision = '{NEXT}', '{REVISIONS[-1]}'"
        script = f"from alembic import op\nimport sqlalchemy as sa\n{head}\ndef upgrade():\n{body}"
        (folder / "versions" / f"r{NEXT}_next.py").write_text(script, encoding="utf-8")
        monkeypatch.setattr(upgrade, "_config", config)
        monkeypatch.setattr(driver, "REVISIONS", (*REVISIONS, NEXT))

    return add


ADD_COLUMN = "    op.add_column('cluster', sa.Column('motto', sa.String()))\n"
COPY_TABLE = """    with op.batch_alter_table('item') as batch:
        batch.alter_column('who', existing_type=sa.String(), nullable=True)
"""


def columns(path: Path, table: str) -> set[str]:
    with driver.immutable(path) as connection:
        return {row[1] for row in connection.execute(f'PRAGMA table_info("{table}")')}


@pytest.fixture
def old(store: Store, store_path: Path) -> Path:
    """A closed store of the revision before the next."""
    s.fill(store)
    store.close()
    return store_path


def test_an_older_store_is_brought_up_to_date_after_a_backup(
    old: Path, next_revision: Callable[[str], None], clock: SteppingClock
) -> None:
    before = Store.open(old, clock, installation="desk")
    held = s.contents(before)
    before.close()
    next_revision(ADD_COLUMN + COPY_TABLE)
    store = Store.open(old, clock, installation="desk")
    assert s.contents(store) == held
    store.close()
    assert "motto" in columns(old, "cluster")
    header = driver.read_header(old)
    assert header is not None
    assert header.user_version == len(REVISIONS) + 1
    (saved,) = backup.list_backups(backup.folder_of(old))
    assert saved.revision == REVISIONS[-1]
    assert "motto" not in columns(saved.path, "cluster")


@pytest.mark.parametrize(
    "body",
    [
        ADD_COLUMN + "    raise ZeroDivisionError\n",
        ADD_COLUMN + COPY_TABLE + "    raise ZeroDivisionError\n",
        COPY_TABLE + "    op.execute('DELETE FROM cluster')\n    raise ZeroDivisionError\n",
    ],
    ids=["a column", "a copied table", "deleted rows"],
)
def test_a_migration_that_fails_leaves_the_store_as_it_was(
    old: Path, next_revision: Callable[[str], None], clock: SteppingClock, body: str
) -> None:
    before = s.sums(old.parent)
    next_revision(body)
    with pytest.raises(ZeroDivisionError):
        Store.open(old, clock, installation="desk")
    after = s.sums(old.parent)
    assert after[old.name] == before[old.name]
    assert {Path(name).parent.name for name in after.keys() - before.keys()} == {"backups"}


def test_a_migration_that_breaks_what_rows_point_to_is_taken_back_with_a_word(
    old: Path, next_revision: Callable[[str], None], clock: SteppingClock
) -> None:
    before = s.sums(old.parent)
    next_revision("    op.execute('DELETE FROM cluster')\n")
    with pytest.raises(Exception, match="could not be brought up to date"):
        Store.open(old, clock, installation="desk")
    assert s.sums(old.parent)[old.name] == before[old.name]


def test_a_program_too_old_for_the_store_says_so(
    old: Path,
    next_revision: Callable[[str], None],
    clock: SteppingClock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    next_revision(ADD_COLUMN)
    Store.open(old, clock, installation="desk").close()
    monkeypatch.setattr(driver, "REVISIONS", REVISIONS)
    before = s.sums(old.parent)
    with pytest.raises(Newer):
        Store.open(old, clock, installation="desk")
    assert s.sums(old.parent) == before
