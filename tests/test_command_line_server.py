"""The command line on a database server: the same answers as from a file, or one clear refusal."""

from __future__ import annotations

import json
import secrets
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, insert, select, text

from facilitator.__main__ import main
from facilitator.charts import CHARTS
from facilitator.commands import COMMANDS
from facilitator.documents.document import Asked
from facilitator.documents.template import as_json
from facilitator.domain.patterns import Pattern, PatternItem
from facilitator.language import Language
from facilitator.store import engines, opening
from facilitator.store.store import Store
from facilitator.store.tables import Row

NOON = datetime(2026, 9, 20, 10, tzinfo=UTC)
CHOSEN = ("--cluster", "ØNH – Eksempel")


class StoppedClock:
    def utc(self) -> datetime:
        return NOON

    def mono(self) -> float:
        return 0.0


@dataclass(frozen=True, slots=True)
class Twins:
    """The same invented clusters in a file and on a server."""

    file: str
    server: str


@pytest.fixture(scope="module")
def twins(new_place: Callable[[], str], tmp_path_factory: pytest.TempPathFactory) -> Twins:
    file = tmp_path_factory.mktemp("made") / "demo.sqlite"
    asked = ["demo", str(file), "--clusters", "2", "--years", "2", "--seed", "3"]
    assert main(asked, clock=StoppedClock()) == 0
    server = new_place()
    Store.open(server, StoppedClock(), installation="here").close()
    copy_rows(opening.open_for_reading(str(file)), engines.postgres_engine(server))
    return Twins(str(file), server)


def copy_rows(source: Engine, target: Engine) -> None:
    reading = source.execution_options(sqlite_begin="DEFERRED")
    with reading.connect() as old, target.begin() as new:
        for name, table in sorted(Row.metadata.tables.items()):
            new.execute(table.delete())
            rows = [row._asdict() for row in old.execute(select(table))]
            if rows:
                new.execute(insert(table), rows)
            assert rows or name not in ("meeting", "commitment", "follow_up", "press")
    source.dispose()
    target.dispose()


@dataclass(frozen=True, slots=True)
class Ran:
    """What a command left: its exit status, and what it wrote."""

    status: int
    out: str
    err: str


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Callable[..., Ran]:
    def run(*arguments: object, lang: str = "da") -> Ran:
        capsys.readouterr()
        status = main(["--lang", lang, *map(str, arguments)], clock=StoppedClock())
        written = capsys.readouterr()
        return Ran(status, written.out, written.err)

    return run


def rows_on(server: str) -> dict[str, int]:
    engine = engines.postgres_engine(server)
    with engine.connect() as connection:
        counts = {
            name: len(connection.execute(select(table)).all())
            for name, table in Row.metadata.tables.items()
        }
    engine.dispose()
    return counts


def test_every_command_is_tried_here() -> None:
    tried = {"demo", "check", "backup", "restore", "export", "import", "chart", "list"}
    assert {command.name for command in COMMANDS} == tried


@pytest.mark.parametrize("what", ["clusters", "meetings", "commitments"])
@pytest.mark.parametrize("chosen", [(), CHOSEN])
def test_lists_are_the_same_as_from_a_file(
    twins: Twins, run: Callable[..., Ran], what: str, chosen: tuple[str, ...]
) -> None:
    server = run("--store", twins.server, "list", what, "--json", *chosen)
    file = run("--store", twins.file, "list", what, "--json", *chosen)
    answer, expected = json.loads(server.out), json.loads(file.out)
    assert answer["rows"] == expected["rows"] != []
    assert answer["store"] == twins.server
    assert (server.status, server.err) == (0, f"Datafil: {twins.server}\n")
    assert run("--store", twins.server, "list", what, *chosen).out == (
        run("--store", twins.file, "list", what, *chosen).out
    )


@pytest.mark.parametrize("lang", ["da", "en"])
def test_minutes_are_the_same_as_from_a_file(
    twins: Twins, run: Callable[..., Ran], tmp_path: Path, lang: str
) -> None:
    written = []
    for number, store in enumerate((twins.server, twins.file)):
        out = tmp_path / f"{number}"
        asked = ("export", "minutes", "--format", "md", "--names", "-o", out, *CHOSEN)
        ran = run("--store", store, *asked, lang=lang)
        assert (ran.status, ran.out) == (0, "")
        written.append(out.read_bytes())
    assert written[0] == written[1]
    assert len(written[0]) > 500


@pytest.mark.parametrize("name", [chart.name for chart in CHARTS])
def test_charts_are_the_same_as_from_a_file(
    twins: Twins,
    run: Callable[..., Ran],
    tmp_path: Path,
    name: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # The codes of the clinics are shuffled anew for each report.
    monkeypatch.setattr(secrets, "randbits", lambda _bits: 7)
    for ending in ("csv", "json", "png") if name == CHARTS[0].name else ("json",):
        written: list[Any] = []
        for number, store in enumerate((twins.server, twins.file)):
            out = tmp_path / f"{number}.{ending}"
            ran = run("--store", store, "chart", name, "-o", out, *CHOSEN)
            assert (ran.status, ran.out, ran.err) == (0, "", f"Datafil: {store}\n")
            content = out.read_bytes()
            written.append(json.loads(content)["rows"] if ending == "json" else content)
        assert written[0] == written[1]


def test_check_says_what_was_checked_and_leaves_the_pages_to_the_server(
    twins: Twins, run: Callable[..., Ran]
) -> None:
    server = run("--store", twins.server, "check")
    file = run("--store", twins.file, "check")
    assert (server.status, server.err) == (0, f"Datafil: {twins.server}\n")
    assert server.out.splitlines() == file.out.splitlines()[1:]
    searched = run("--store", twins.server, "check", "--rebuild-search")
    assert (searched.status, searched.out.splitlines()[1:]) == (0, server.out.splitlines())


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        (
            "da",
            "facilitator: Data ligger på en databaseserver, som selv tager sikkerhedskopier.",
        ),
        ("en", "facilitator: The data lies on a database server, which makes its own backups."),
    ],
)
def test_a_server_makes_its_own_backups(
    twins: Twins, run: Callable[..., Ran], tmp_path: Path, lang: str, said: str
) -> None:
    copy = tmp_path / "copy.sqlite"
    assert run("--store", twins.file, "backup", copy).status == 0
    before = rows_on(twins.server)
    for asked in (("backup", tmp_path), ("backup", tmp_path / "no" / "b"), ("restore", copy)):
        ran = run("--store", twins.server, *asked, lang=lang)
        assert (ran.status, ran.out) == (1, "")
        assert ran.err.startswith(said)
        assert ran.err.count("\n") == 1
    assert rows_on(twins.server) == before
    assert [path.name for path in tmp_path.iterdir()] == [copy.name]


def test_the_demo_is_made_as_a_file(twins: Twins, run: Callable[..., Ran]) -> None:
    before = rows_on(twins.server)
    ran = run("demo", twins.server)
    assert (ran.status, ran.out) == (2, "")
    assert ran.err == "facilitator: Demoen laves som en fil.\n"
    assert rows_on(twins.server) == before


def test_a_template_is_read_in_on_a_server_as_in_a_file(
    new_place: Callable[[], str], run: Callable[..., Ran], tmp_path: Path
) -> None:
    server, file = new_place(), tmp_path / "skabelon.json"
    Store.open(server, StoppedClock(), installation="here").close()
    item = PatternItem("case", "Patientcase", 1500, 900, flexible=True)
    file.write_bytes(as_json(Pattern("Vores møde", (item,)), Language("da"), Asked(NOON)))
    ran = run("--store", server, "import", file, "--as", "template")
    assert (ran.status, "Vores møde" in ran.out) == (0, True)
    there = rows_on(server)
    assert (there["template"], there["template_item"]) == (1, 1)


@pytest.mark.parametrize("command", [command.name for command in COMMANDS])
def test_a_password_in_the_address_is_refused_before_anything_is_asked(
    twins: Twins, run: Callable[..., Ran], command: str, tmp_path: Path
) -> None:
    words = {"demo": "x", "backup": "x", "restore": "x", "export": "minutes"}
    words |= {"chart": CHARTS[0].name, "list": "clusters", "import": "x"}
    asked = [command, tmp_path / words[command] if command == "demo" else words.get(command)]
    for place in (
        twins.server.replace("postgres@", "postgres:hemmelig@"),
        f"{twins.server}&password=hemmelig",
    ):
        ran = run("--store", place, *filter(None, asked))
        assert (ran.status, ran.out) == (2, "")
        assert "~/.pgpass" in ran.err
        assert ran.err.count("\n") == 1
        assert "hemmelig" not in ran.err
    assert list(tmp_path.iterdir()) == []


READING = (
    ("check",),
    ("list", "meetings"),
    ("export", "minutes", "-o", "x.md"),
    ("chart", CHARTS[0].name, "-o", "x.csv"),
)


@pytest.mark.parametrize("asked", READING)
def test_a_database_that_holds_nothing_of_ours_is_refused_and_left_alone(
    new_place: Callable[[], str], run: Callable[..., Ran], asked: tuple[str, ...]
) -> None:
    empty = new_place()
    ran = run("--store", empty, *asked)
    assert (ran.status, ran.out) == (1, "")
    assert ran.err.startswith(
        "facilitator: Databasen på serveren rummer ikke noget fra Facilitator."
    )
    assert ran.err.count("\n") == 1
    engine = engines.postgres_engine(empty)
    with engine.connect() as connection:
        counted = connection.execute(
            text("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'")
        )
        assert counted.scalar() == 0
    engine.dispose()


@pytest.mark.parametrize("asked", READING)
def test_a_server_that_cannot_be_reached_is_said_in_one_line(
    twins: Twins, run: Callable[..., Ran], asked: tuple[str, ...]
) -> None:
    for place in (twins.server + "/nowhere", twins.server.replace("/test_", "/no_such_")):
        ran = run("--store", place, *asked)
        assert (ran.status, ran.out) == (1, "")
        assert ran.err.startswith("facilitator: ")
        assert ran.err.count("\n") == 1
        assert "Traceback" not in ran.err


@pytest.mark.parametrize("asked", READING)
def test_a_person_without_the_right_to_read_is_told_so(
    twins: Twins, run: Callable[..., Ran], asked: tuple[str, ...]
) -> None:
    engine = engines.postgres_engine(twins.server)
    with engine.begin() as connection:
        known = connection.execute(text("SELECT 1 FROM pg_roles WHERE rolname = 'guest'")).first()
        if known is None:
            connection.execute(text("CREATE ROLE guest LOGIN"))
    engine.dispose()
    ran = run("--store", twins.server.replace("postgres@", "guest@"), *asked)
    assert (ran.status, ran.out) == (1, "")
    assert ran.err.startswith("facilitator: ")
    assert ran.err.count("\n") == 1


def test_without_the_driver_for_servers_the_missing_package_is_named(
    run: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    ran = run("--store", "postgresql://anna@localhost/klynge", "list", "clusters")
    assert (ran.status, ran.out) == (1, "")
    assert "psycopg" in ran.err
    assert ran.err.count("\n") == 1


@pytest.mark.parametrize(
    "place", ["postgresql://anna@host:nul/x", "postgresql://anna@host:99999/x"]
)
def test_an_address_that_is_none_is_wrong_use(run: Callable[..., Ran], place: str) -> None:
    ran = run("--store", place, "list", "clusters")
    assert (ran.status, ran.out) == (2, "")
    assert ran.err == "facilitator: Adressen på databasen kan ikke læses.\n"
