"""The same things without a screen: 0 done, 1 refused with one clear line, 2 wrong use."""

from __future__ import annotations

import io
import json
import os
import re
import shutil
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from tests.documents.example import READERS
from tests.documents.patterns import TEMPLATE
from tests.documents.replies import fill

from facilitator.__main__ import OPTIONS, main
from facilitator.arguments import Command, Option, WrongUse, parse
from facilitator.charts import CHARTS, Chart
from facilitator.commands import CHART_FORMATS, COMMANDS, LISTS
from facilitator.documents import Asked
from facilitator.documents.template import as_json
from facilitator.language import Language
from facilitator.store import backup, queries
from facilitator.store.driver import REVISIONS
from facilitator.store.lock import StoreLock
from facilitator.store.reading import reading
from facilitator.store.store import Store

NOON = datetime(2026, 9, 20, 10, tzinfo=UTC)


class StoppedClock:
    def utc(self) -> datetime:
        return NOON

    def mono(self) -> float:
        return 0.0


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two invented clusters of two years, made by the command line itself."""
    path = tmp_path_factory.mktemp("made") / "demo.sqlite"
    asked = ["demo", str(path), "--clusters", "2", "--years", "2", "--seed", "3"]
    assert main(asked, clock=StoppedClock()) == 0
    return path


@pytest.fixture
def demo(made: Path, tmp_path: Path) -> Path:
    """A copy of it in a folder of its own, with a space and Danish letters in the name."""
    folder = tmp_path / "Søren Ærø"
    folder.mkdir()
    return Path(shutil.copy(made, folder))


class Ran:
    """What a command left: its exit status, and what it wrote."""

    def __init__(self, status: int, out: str, err: str) -> None:
        self.status, self.out, self.err = status, out, err

    @property
    def rows(self) -> list[dict[str, Any]]:
        read = json.loads(self.out)
        assert read["format"] == 1
        rows: list[dict[str, Any]] = read["rows"]
        return rows


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Any:
    def run(*arguments: object, lang: str = "da") -> Ran:
        capsys.readouterr()
        status = main(["--lang", lang, *map(str, arguments)], clock=StoppedClock())
        written = capsys.readouterr()
        return Ran(status, written.out, written.err)

    return run


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


# Demo, check, backup, restore


def test_demo_makes_a_store_and_names_it(made: Path, run: Any, tmp_path: Path) -> None:
    path = tmp_path / "x.sqlite"
    ran = run("demo", path, "--clusters=1", "--years=1")
    assert (ran.status, ran.out, ran.err) == (0, "", f"Datafil: {path}\n")
    assert len(run("--store", path, "list", "clusters", "--json").rows) == 1
    assert made.exists()


def test_demo_refuses_a_path_that_exists(demo: Path, run: Any) -> None:
    before = files(demo.parent)
    ran = run("demo", demo)
    assert ran.status == 1
    assert ran.err.startswith("facilitator: Der er allerede noget, der hedder demo.sqlite.")
    assert files(demo.parent) == before


def test_demo_in_a_folder_that_is_not_there_is_refused(tmp_path: Path, run: Any) -> None:
    ran = run("demo", tmp_path / "nowhere" / "x.sqlite")
    assert ran.status == 1
    assert ran.err.count("\n") == 1


def test_check_says_what_was_checked(demo: Path, run: Any) -> None:
    ran = run("check", "--store", demo)
    assert ran.status == 0
    assert ran.out.splitlines()[1] == f"Skema: revision {REVISIONS[-1]} er den nyeste."
    assert ran.err == f"Datafil: {demo}\n"


def test_check_makes_the_search_index_anew_when_asked(demo: Path, run: Any) -> None:
    ran = run("check", "--rebuild-search", "--store", demo)
    assert ran.status == 0
    assert re.match(r"Søgning: indekset rummer [0-9.]+ rækker\.\nFil: ", ran.out)
    assert ran.err == f"Datafil: {demo}\n"


def test_check_finds_a_page_that_is_spoilt(demo: Path, run: Any) -> None:
    whole = bytearray(demo.read_bytes())
    middle = len(whole) // 2 // 4096 * 4096
    whole[middle : middle + 4096] = b"\xff" * 4096
    demo.write_bytes(whole)
    ran = run("check", "--store", demo)
    assert ran.status == 1
    assert "er beskadiget" in ran.err
    assert ran.err.count("\n") == 1


def test_check_finds_a_row_that_points_nowhere(demo: Path, run: Any) -> None:
    from facilitator.store.driver import sqlite_module

    connection = sqlite_module().connect(str(demo))
    connection.execute("DELETE FROM topic WHERE id = (SELECT topic_id FROM insight LIMIT 1)")
    connection.execute("DELETE FROM topic")
    connection.commit()
    connection.close()
    ran = run("check", "--store", demo)
    assert ran.status == 1
    assert ran.err.count("\n") == 1


def test_a_store_that_is_not_there_is_refused_and_not_made(tmp_path: Path, run: Any) -> None:
    for command in (["check"], ["list", "clusters"], ["backup", tmp_path / "b"]):
        ran = run("--store", tmp_path / "no.sqlite", *command)
        assert ran.status == 1
        assert "no.sqlite" in ran.err
        assert ran.err.count("\n") == 1
    assert list(tmp_path.iterdir()) == []


def test_a_backup_can_be_restored(demo: Path, run: Any, tmp_path: Path) -> None:
    copy = tmp_path / "copy.sqlite"
    ran = run("--store", demo, "backup", copy)
    assert (ran.status, ran.out) == (0, f"{copy}\n")
    meetings = run("--store", demo, "list", "meetings", "--json").rows
    demo.write_bytes(b"spoilt")
    assert run("--store", demo, "check").status == 1
    ran = run("--store", demo, "restore", copy)
    assert ran.status == 0
    assert "Den tidligere datafil er gemt som demo.sqlite.replaced-" in ran.err
    assert run("--store", demo, "list", "meetings", "--json").rows == meetings


def test_a_backup_into_a_folder_gets_a_name_of_its_own(
    demo: Path, run: Any, tmp_path: Path
) -> None:
    folder = tmp_path / "stick"
    folder.mkdir()
    ran = run("--store", demo, "backup", folder)
    (made,) = folder.iterdir()
    assert ran.out == f"{made}\n"
    assert made.name.startswith("demo-20260920T100000Z")


def test_a_backup_never_replaces_a_file(demo: Path, run: Any, tmp_path: Path) -> None:
    there = tmp_path / "there"
    there.write_bytes(b"mine")
    assert run("--store", demo, "backup", there).status == 1
    assert there.read_bytes() == b"mine"
    assert run("--store", demo, "backup", tmp_path / "nowhere" / "b").status == 1


def test_a_spoilt_backup_is_not_restored(demo: Path, run: Any, tmp_path: Path) -> None:
    before = files(demo.parent)
    bad = tmp_path / "bad.sqlite"
    bad.write_bytes(demo.read_bytes()[:5000])
    ran = run("--store", demo, "restore", bad)
    assert ran.status == 1
    assert ran.err.count("\n") == 1
    assert files(demo.parent) == before
    assert run("--store", demo, "restore", tmp_path / "none").status == 1


# The lock


def test_reading_needs_no_lock_and_leaves_nothing_behind(
    demo: Path, run: Any, tmp_path: Path
) -> None:
    lock = StoreLock(demo)
    for command in (
        ["check"],
        ["list", "commitments"],
        ["backup", tmp_path / "b"],
        ["chart", "attendance", "-o", tmp_path / "x.csv", "--cluster", "ØNH – Eksempel"],
        ["export", "minutes", "-o", tmp_path / "x.md", "--cluster", "ØNH – Eksempel"],
    ):
        assert run("--store", demo, *command).status == 0
    lock.release()
    assert [path.name for path in demo.parent.iterdir()] == ["demo.sqlite"]


def test_writing_a_store_that_is_open_is_refused(demo: Path, run: Any, tmp_path: Path) -> None:
    copy = shutil.copy(demo, tmp_path / "copy.sqlite")
    lock = StoreLock(demo)
    ran = run("--store", demo, "restore", copy)
    lock.release()
    assert ran.status == 1
    assert ran.err.startswith(
        f"facilitator: Datafilen er åben i Facilitator (proces {os.getpid()}). Luk programmet"
    )
    assert ran.err.count("\n") == 1


# Lists


def test_lists_have_a_format_the_store_and_rows(demo: Path, run: Any) -> None:
    for what in LISTS:
        ran = run("--store", demo, "list", what, "--json")
        read = json.loads(ran.out)
        assert list(read) == ["format", "store", "rows"]
        stored = what in ("clusters", "meetings", "commitments")
        assert read["store"] == (str(demo) if stored else None)
        assert ran.status == 0


def test_rows_have_text_ids_english_names_and_utc_instants(demo: Path, run: Any) -> None:
    meetings = run("--store", demo, "list", "meetings", "--json").rows
    for row in meetings:
        assert str(UUID(row["id"])) == row["id"]
        assert datetime.fromisoformat(row["start"]).tzinfo is not None
        assert row["start"].endswith("Z")
        assert all(name == name.lower() and " " not in name for name in row)
    commitments = run("--store", demo, "list", "commitments", "--json").rows
    assert {row["status"] for row in commitments} > {"introduced", "planned"}
    assert any(row["due"] is None for row in commitments)


def test_a_list_of_one_cluster_by_id_or_name(demo: Path, run: Any) -> None:
    first, second = run("--store", demo, "list", "clusters", "--json").rows
    for one in (first["id"], first["name"], first["name"].upper()):
        rows = run("--store", demo, "list", "meetings", "--cluster", one, "--json").rows
        assert {row["cluster"] for row in rows} == {first["id"]}
    whole = run("--store", demo, "list", "meetings", "--json").rows
    assert {row["cluster_name"] for row in whole} == {first["name"], second["name"]}
    assert run("--store", demo, "list", "meetings", "--cluster", "Nr. 3").status == 1


def test_a_list_for_people_has_a_line_for_each_row(demo: Path, run: Any) -> None:
    ran = run("--store", demo, "list", "clusters")
    first, second = (line.split("\t") for line in ran.out.splitlines())
    assert first[1:3] == ["Ortopæd – Eksempel", "Ortopædkirurgi"]
    assert second[1:3] == ["ØNH – Eksempel", "Oto-rhino-laryngologi"]
    assert 9 <= int(first[3]) <= 17


def test_what_can_be_read_in_is_listed_with_the_ending_of_its_files(run: Any) -> None:
    listed = {row["name"]: row["formats"] for row in run("list", "imports", "--json").rows}
    assert listed["template"] == ["facilitator-template.json"]
    assert listed["reply"] == ["xlsx"]


def test_an_empty_list_says_so(bare: Path, run: Any) -> None:
    ran = run("--store", bare, "list", "clusters")
    assert (ran.status, ran.out) == (0, "")
    assert ran.err.startswith("Der er intet at vise.\n")


# What is kept about a member


def test_all_that_is_kept_about_a_member_is_written_by_the_id(
    demo: Path, run: Any, tmp_path: Path
) -> None:
    with reading(str(demo)) as session:
        key, name = next((one.id, one.title) for one in queries.all_members(session))
    for ending, opens in (("json", b'{\n "format": 1'), ("csv", b"\xef\xbb\xbfAfsnit;")):
        out = tmp_path / f"x.{ending}"
        ran = run("--store", demo, "export", "member", key, "--format", ending, "-o", out)
        assert (ran.status, ran.out) == (0, "")
        assert out.read_bytes().startswith(opens)
        assert name.encode() in out.read_bytes()
    ran = run("--store", demo, "export", "member", "nobody", "-o", tmp_path / "x.json")
    assert (ran.status, name in ran.err) == (2, True)


# Templates in and out


@pytest.fixture
def bare(tmp_path: Path) -> Path:
    """A store without anything in it."""
    path = tmp_path / "bare.sqlite"
    Store.open(path, StoppedClock(), installation="x", create=True).close()
    return path


def handed_on(folder: Path) -> Path:
    path = folder / "Vores møde.facilitator-template.json"
    path.write_bytes(as_json(TEMPLATE, Language("da"), Asked(NOON)))
    return path


def test_a_template_is_read_in_and_written_out_again_as_it_was(
    bare: Path, run: Any, tmp_path: Path
) -> None:
    ran = run("--store", bare, "import", handed_on(tmp_path), "--as", "template")
    assert (ran.status, ran.err) == (0, f"Datafil: {bare}\n")
    assert ran.out == f'Skabelonen "{TEMPLATE.title}": 3 punkter, 50 min.\n'
    for words in ((), (TEMPLATE.title.upper(),)):
        out = tmp_path / "x.json"
        ran = run("--store", bare, "export", "template", *words, "-o", out)
        assert (ran.status, ran.out) == (0, "")
        assert out.read_bytes() == handed_on(tmp_path).read_bytes()


def test_a_dry_run_says_what_is_in_the_file_and_stores_nothing(
    demo: Path, run: Any, tmp_path: Path
) -> None:
    before = files(demo.parent)
    ran = run("--store", demo, "import", handed_on(tmp_path), "--as", "template", "--dry-run")
    assert (ran.status, ran.out[:10]) == (0, "Skabelonen")
    assert files(demo.parent) == before


def test_a_template_that_is_cut_is_refused_in_one_line(
    demo: Path, run: Any, tmp_path: Path
) -> None:
    before, path = files(demo.parent), handed_on(tmp_path)
    path.write_bytes(path.read_bytes()[:300])
    ran = run("--store", demo, "import", path, "--as", "template")
    assert (ran.status, ran.out, ran.err.count("\n")) == (1, "", 1)
    assert ran.err.startswith("facilitator: Filen er afkortet eller beskadiget")
    assert files(demo.parent) == before


def test_nothing_is_read_in_while_the_program_has_the_file(
    demo: Path, run: Any, tmp_path: Path
) -> None:
    lock = StoreLock(demo)
    ran = run("--store", demo, "import", handed_on(tmp_path), "--as", "template")
    lock.release()
    assert ran.status == 1
    assert "Datafilen er åben i Facilitator" in ran.err


def test_what_is_read_in_must_be_said_and_known(demo: Path, run: Any, tmp_path: Path) -> None:
    path = handed_on(tmp_path)
    assert run("--store", demo, "import", path).status == 2
    assert run("--store", demo, "import", path, "--as", "members").status == 2
    assert run("--store", demo, "import", tmp_path / "no", "--as", "template").status == 1


def test_figures_are_seen_first_then_read_in_with_a_backup_before(
    run: Any, demo: Path, tmp_path: Path
) -> None:
    with reading(str(demo)) as session:
        cluster = queries.clusters(session, NOON.date())[0].id
    file = tmp_path / "Penicillin.csv"
    file.write_text("Klinik;Periode;Tæller;Nævner\nHele klyngen;3. kvt. 2026;7;41\n", "utf-8")
    order = ("--store", demo, "import", file, "--as", "indicators", "--cluster", cluster)
    assert run(*order, "--dry-run").out == "Penicillin: 1 ny værdi\n"
    assert run(*order).status == 0
    assert [*backup.folder_of(demo).iterdir()]
    assert run(*order).status == 1
    file.write_text("Klinik;Periode;Tæller;Nævner\nHele klyngen;K3 2026;42;41\n", "utf-8")
    refused = run(*order)
    assert refused.status == 1
    assert "C2: Tælleren, 42, er større end nævneren, 41." in refused.out
    assert "Den første er i celle C2" in refused.err


def test_a_template_to_write_out_is_named_when_it_is_not_clear(
    bare: Path, run: Any, tmp_path: Path
) -> None:
    export = ("--store", bare, "export", "template")
    ran = run(*export, "-o", tmp_path / "x.json")
    assert (ran.status, "ingen egne skabeloner" in ran.err) == (1, True)
    for _ in range(2):
        run("--store", bare, "import", handed_on(tmp_path), "--as", "template")
    ran = run(*export, "-o", tmp_path / "x.json")
    assert (ran.status, ran.err.count("Ærø")) == (2, 2)
    found = re.findall(r"\(([0-9a-f-]{36})\)", ran.err)
    assert run(*export, found[0], "-o", tmp_path / "x.json").status == 0


# Charts and documents


def test_a_chart_is_written_as_picture_drawing_table_workbook_and_json(
    demo: Path, run: Any, tmp_path: Path
) -> None:
    for ending in CHART_FORMATS:
        out = tmp_path / f"x.{ending}"
        ran = run("--store", demo, "chart", "attendance", "-o", out, "--cluster", "ØNH – Eksempel")
        assert (ran.status, ran.out, ran.err) == (0, "", f"Datafil: {demo}\n")
    assert (tmp_path / "x.png").read_bytes().startswith(b"\x89PNG")
    assert b"Hvor mange medlemmer kom" in (tmp_path / "x.svg").read_bytes()
    assert (tmp_path / "x.csv").read_bytes().count(b"\r\n") > 4
    assert (tmp_path / "x.xlsx").read_bytes().startswith(b"PK")
    read = json.loads((tmp_path / "x.json").read_text("utf-8"))
    agreed = {"title", "subtitle", "sentence", "verdict", "caveats", "points", "lines"}
    assert agreed < set(read["rows"][0])
    assert len(read["rows"][0]["points"]) > 2


@pytest.mark.parametrize("chart", CHARTS, ids=lambda chart: chart.name)
def test_every_chart_is_written_of_a_cluster_for_whom_it_may_be(
    chart: Chart, demo: Path, run: Any, tmp_path: Path
) -> None:
    out = tmp_path / "x.json"
    asked = ("chart", chart.name, "-o", out, "--cluster", "ØNH – Eksempel", "--audience")
    assert run("--store", demo, *asked, "own_screen").status == 0
    (row,) = json.loads(out.read_text("utf-8"))["rows"]
    assert (row["name"], row["audience"]) == (chart.name, "own_screen")
    out.unlink()
    assert run("--store", demo, *asked, "outside").status == (1 if chart.private else 0)
    assert out.exists() is not chart.private


def test_minutes_are_written_of_the_last_meeting_or_one_by_id(
    demo: Path, run: Any, tmp_path: Path
) -> None:
    out = tmp_path / "x.md"
    chosen = ["--cluster", "ØNH – Eksempel"]
    assert run("--store", demo, "export", "minutes", "-o", out, *chosen).status == 0
    meetings = run("--store", demo, "list", "meetings", *chosen, "--json").rows
    held = [row for row in meetings if row["status"] == "closed"]
    assert out.read_text("utf-8").startswith(f"# Referat af {held[0]['number']}. klyngemøde\n")
    ran = run(
        *("--store", demo, "export", "minutes", held[-1]["id"], "--format", "md", "-o", out),
        lang="en",
    )
    assert ran.err == f"Data file: {demo}\n"
    assert out.read_text("utf-8").startswith("# Minutes of cluster meeting 1\n")


def test_names_are_left_out_unless_asked_for(demo: Path, run: Any, tmp_path: Path) -> None:
    out = tmp_path / "x.md"
    asked = ["--store", demo, "export", "minutes", "-o", out, "--cluster", "ØNH – Eksempel"]
    run(*asked)
    person = re.compile(r"^- Til stede: \w+ Eksempel, ", re.MULTILINE)
    assert not person.search(out.read_text("utf-8"))
    run(*asked, "--names")
    assert person.search(out.read_text("utf-8"))


@pytest.mark.parametrize("ending", ["pdf", "docx", "eml"])
def test_minutes_are_written_in_every_form(
    ending: str, demo: Path, run: Any, tmp_path: Path
) -> None:
    out = tmp_path / "x"
    asked = ["--store", demo, "export", "minutes", "--cluster", "ØNH – Eksempel"]
    assert run(*asked, "--format", ending, "-o", out, "--lang=da").status == 0
    assert "Det tager vi med hjem" in READERS[ending](out.read_bytes())


@pytest.mark.parametrize("ending", ["pdf", "docx", "ics", "md", "eml"])
def test_an_agenda_is_written_of_the_coming_meeting(
    ending: str, demo: Path, run: Any, tmp_path: Path
) -> None:
    out = tmp_path / f"x.{ending}"
    chosen = ["--cluster", "ØNH – Eksempel"]
    ran = run("--store", demo, "export", "agenda", "-o", out, *chosen)
    assert (ran.status, ran.out, ran.err) == (0, "", f"Datafil: {demo}\n")
    meetings = run("--store", demo, "list", "meetings", *chosen, "--json").rows
    (coming,) = (row for row in meetings if row["status"] in ("draft", "ready"))
    assert f"{coming['number']}. klyngemøde" in READERS[ending](out.read_bytes())


def test_an_agenda_has_an_edition_for_the_facilitator(demo: Path, run: Any, tmp_path: Path) -> None:
    out = tmp_path / "x.pdf"
    asked = ["--store", demo, "export", "agenda", "-o", out, "--cluster", "ØNH – Eksempel"]
    run(*asked)
    assert "Facilitatorens udgave" not in READERS["pdf"](out.read_bytes())
    run(*asked, "--edition", "facilitator")
    assert "Facilitatorens udgave" in READERS["pdf"](out.read_bytes())
    run(*asked, "--edition=participants", "--format", "md", lang="en")
    assert "# Agenda for cluster meeting" in out.read_text("utf-8")


def test_a_draft_goes_to_the_members_only_when_asked(demo: Path, run: Any, tmp_path: Path) -> None:
    out = tmp_path / "x.eml"
    asked = ["--store", demo, "export", "agenda", "-o", out, "--cluster", "ØNH – Eksempel"]
    run(*asked)
    assert b"\nTo:" not in out.read_bytes()
    run(*asked, "--to-members")
    assert b"\nTo:" in out.read_bytes()


def test_what_goes_out_between_two_meetings_is_written_in_every_form(
    demo: Path, run: Any, tmp_path: Path
) -> None:
    cluster = run("list", "clusters", "--json", "--store", demo).rows[0]["id"]
    of = ("--store", demo, "--cluster", cluster)
    for kind, ending in (("agreed", "md"), ("personal", "pdf"), ("ask", "eml"), ("reply", "xlsx")):
        out = tmp_path / f"{kind}.{ending}"
        assert run("export", kind, "-o", out, *of).status == 0
        assert out.stat().st_size > 500
    folder = tmp_path / "til hver"
    folder.mkdir()
    assert run("export", "reply", "--format", "xlsx", "-o", folder, *of).status == 0
    names = sorted(file.name for file in folder.iterdir())
    assert names
    assert all(name.startswith("Svar – ") and name.endswith(".xlsx") for name in names)
    nobody = run("export", "personal", "Nora Findes-Ikke", "-o", tmp_path / "n.pdf", *of)
    assert (nobody.status, nobody.err.count("\n")) == (2, 1)
    one = re.search(r"\(([0-9a-f-]{36})\)", nobody.err)
    assert one, "the id of each member is said"
    assert run("export", "personal", one[1], "-o", tmp_path / "n.md", *of[:2]).status == 0


def test_the_history_is_written_for_outsiders_unless_another_audience_is_asked(
    demo: Path, run: Any, tmp_path: Path
) -> None:
    out = tmp_path / "x.pdf"
    asked = ["--store", demo, "export", "history", "-o", out, "--cluster", "ØNH – Eksempel"]
    ran = run(*asked)
    assert (ran.status, ran.out, ran.err) == (0, "", f"Datafil: {demo}\n")
    assert "Må deles uden for klyngen" in READERS["pdf"](out.read_bytes())
    assert run(*asked, "--audience", "meeting", "--format", "md").status == 0
    assert "Til klyngens eget møde" in out.read_text("utf-8")
    assert run(*asked, "--audience", "everybody").status == 2
    (tmp_path / "mappe").mkdir()
    into_folder = [*asked[:4], "-o", tmp_path / "mappe", *asked[6:], "--format", "md"]
    assert run(*into_folder).status == 1
    several = run("--store", demo, "export", "history", "-o", out)
    assert several.status == 2
    assert "--cluster" in several.err


def test_a_reply_is_read_in_once(demo: Path, run: Any, tmp_path: Path) -> None:
    cluster = run("list", "clusters", "--json", "--store", demo).rows[0]["id"]
    folder = tmp_path / "svar"
    folder.mkdir()
    asked = ("reply", "--format", "xlsx", "-o", folder, "--cluster", cluster)
    assert run("export", *asked, "--store", demo).status == 0
    file = next(iter(sorted(folder.iterdir())))
    file.write_bytes(fill(file.read_bytes(), {"G8": "indført", "H8": "=1+1 er to"}))
    tried = run("import", file, "--as", "reply", "--dry-run", "--store", demo)
    assert "1 nyt svar" in tried.out
    assert "1 nyt svar" in run("import", file, "--as", "reply", "--store", demo).out
    assert "1 læst ind før" in run("import", file, "--as", "reply", "--store", demo).out
    listed = run("list", "commitments", "--json", "--store", demo, "--cluster", cluster).rows
    assert [one["experience"] for one in listed].count("=1+1 er to") == 1
    elsewhere = run("import", file, "--as", "reply", "--store", tmp_path / "other.sqlite")
    assert elsewhere.status == 1


@pytest.mark.parametrize(
    ("kind", "ending", "option"),
    [
        ("agenda", "pdf", "--names"),
        ("agenda", "ics", "--edition=facilitator"),
        ("minutes", "md", "--to-members"),
        ("minutes", "md", "--edition=participants"),
        ("minutes", "md", "--audience=meeting"),
    ],
)
def test_what_would_make_no_difference_is_wrong_use(
    kind: str, ending: str, option: str, demo: Path, run: Any, tmp_path: Path
) -> None:
    out = tmp_path / f"x.{ending}"
    ran = run("--store", demo, "export", kind, "-o", out, option)
    assert ran.status == 2
    assert "gør ingen forskel her" in ran.err
    assert not out.exists()


def test_several_clusters_are_not_guessed_between(demo: Path, run: Any, tmp_path: Path) -> None:
    ran = run("--store", demo, "chart", "attendance", "-o", tmp_path / "x.csv")
    assert ran.status == 2
    assert "--cluster" in ran.err
    assert list(tmp_path.glob("x.*")) == []


def test_a_target_that_cannot_be_written_is_refused_in_one_line(
    demo: Path, run: Any, tmp_path: Path
) -> None:
    (tmp_path / "folder.csv").mkdir()
    for out in (tmp_path / "nowhere" / "x.csv", tmp_path / "folder.csv"):
        ran = run(
            *("--store", demo, "chart", "attendance", "-o", out, "--cluster", "ØNH – Eksempel")
        )
        assert ran.status == 1
        assert ran.err.startswith(f"facilitator: {out.name} kan ikke skrives.")
        assert ran.err.count("\n") == 1


def test_a_document_never_takes_the_place_of_the_store(demo: Path, run: Any) -> None:
    renamed = demo.rename(demo.with_suffix(".md"))
    before = renamed.read_bytes()
    ran = run("--store", renamed, "export", "minutes", "-o", renamed)
    assert ran.status == 2
    assert renamed.read_bytes() == before


# Wrong use

WRONG = (
    (["dance"], "Kommandoen dance findes ikke"),
    (["--dance"], "Tilvalget --dance kendes ikke her"),
    (["check", "--json"], "Tilvalget --json kendes ikke her"),
    (["list"], "Kommandoen list mangler"),
    (["list", "clinics"], "clinics findes ikke; der er clusters, meetings"),
    (["check", "now"], "Kommandoen check tager ikke now"),
    (["demo"], "Kommandoen demo mangler PATH"),
    (["demo", "x", "--years", "no"], "--years skal være et helt tal fra 1 til 40"),
    (["demo", "x", "--years", "41"], "--years skal være et helt tal fra 1 til 40"),
    (["demo", "x", "--seed", "²"], "--seed skal være et helt tal"),
    (["demo", "x", "--seed"], "Tilvalget --seed mangler en værdi"),
    (["demo", "postgresql://host/x"], "Demoen laves som en fil"),
    (["list", "charts", "--json=yes"], "Tilvalget --json tager ingen værdi"),
    (["--lang", "de"], "Tilvalget --lang kan være en af da, en"),
    (["chart", "pie", "-o", "x.png"], "pie findes ikke; der er members_improved"),
    (["chart", "attendance"], "Angiv med -o"),
    (["chart", "attendance", "-o", "x.gif"], 'svg, png, csv, xlsx, json, ikke som "gif"'),
    (["chart", "attendance", "-o", "x.svg", "--audience", "me"], "own_screen, meeting, outside"),
    (["export", "poem", "-o", "x.md"], "poem findes ikke; der er minutes"),
    (["export", "agenda", "-o", "x.xls"], 'pdf, docx, ics, md, eml, ikke som "xls"'),
    (["export", "agenda", "-o", "x.pdf", "--edition", "all"], "participants, facilitator"),
    (["export", "minutes", "-o", "x.ics"], 'som pdf, docx, md, eml, ikke som "ics"'),
    (["--store", "postgresql://me:secret@host/x", "check"], "adgangskode"),
    (["--store", "postgresql://host/x?password=secret", "check"], "adgangskode"),
    (["--store", "mysql://host/x", "check"], "begynder med postgresql://"),
    (["--store", "postgresql://[host/x", "check"], "kan ikke læses"),
)


@pytest.mark.parametrize(("arguments", "said"), WRONG)
def test_wrong_use_is_said_in_one_line(
    arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    wanted = arguments if "--lang" in arguments else [*arguments, "--lang=da"]
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LC_ALL", "da_DK.UTF-8")
        assert main(wanted, clock=StoppedClock()) == 2
    written = capsys.readouterr()
    assert written.out == ""
    assert written.err.startswith("facilitator: ")
    assert written.err.count("\n") == 1
    assert said in written.err
    assert "secret" not in written.err


def test_an_id_that_is_none_is_wrong_use(demo: Path, run: Any, tmp_path: Path) -> None:
    out = tmp_path / "x.md"
    assert run("--store", demo, "export", "minutes", "6", "-o", out).status == 2
    nobody = UUID(int=7)
    assert run("--store", demo, "export", "minutes", nobody, "-o", out).status == 1


def test_english_is_spoken_where_the_system_is_not_danish(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "C")
    assert main(["dance"]) == 2
    assert capsys.readouterr().err.startswith("facilitator: There is no command dance;")


@pytest.mark.parametrize("code", ["da", "en"])
def test_the_help_names_every_command_and_option(code: Any, run: Any) -> None:
    ran = run("--help", lang=code)
    assert ran.status == 0
    for command in COMMANDS:
        assert f"  {command.name}" in ran.out
        assert Language(code).text(command.about) in ran.out
        assert all(option.name in ran.out for option in command.options)
    assert all(option.name in ran.out for option in OPTIONS)


def test_the_version_is_said(run: Any) -> None:
    assert run("--version").out.startswith("Facilitator 0.")


# The window


def test_without_a_command_the_window_is_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    import facilitator.ui.app

    shown: list[tuple[Any, ...]] = []

    def show(*args: Any) -> int:
        shown.append(args)
        return 0

    monkeypatch.setattr(facilitator.ui.app, "run", show)
    clock, screens = StoppedClock(), list
    asked = ["--picture", "x.png", "--store", "a.sqlite"]
    assert main(asked, clock=clock, screens=screens) == 0
    assert shown == [("a.sqlite", None, clock, screens, Path("x.png"))]
    assert main(["--lang", "en"], clock=clock) == 0
    place, lang, *_, picture = shown[1]
    assert Path(place).name == "facilitator.sqlite"
    assert lang.code == "en"
    assert picture is None


# From outside


def start(*arguments: object, **environment: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "facilitator", *map(str, arguments)],
        env={**os.environ, **environment},
        capture_output=True,
        check=False,
    )


def test_output_is_utf8_whatever_the_locale_says(demo: Path) -> None:
    ran = start(
        *("--store", demo, "--lang", "da", "list", "clusters", "--json"),
        LC_ALL="C",
        PYTHONIOENCODING="ascii",
    )
    assert ran.returncode == 0
    names = [row["name"] for row in json.loads(ran.stdout.decode("utf-8"))["rows"]]
    assert names == ["Ortopæd – Eksempel", "ØNH – Eksempel"]
    assert ran.stderr.decode("utf-8") == f"Datafil: {demo}{os.linesep}"


def test_a_reader_that_leaves_early_is_no_trouble(demo: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "facilitator", "--store", str(demo), "list", "commitments"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert b"Traceback" not in process.stderr.read()


def test_a_program_without_a_console_has_no_streams(
    demo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stderr", None)
    monkeypatch.setattr(sys, "stdout", io.StringIO())
    assert main(["--store", str(demo), "list", "clusters"], clock=StoppedClock()) == 0
    assert main(["dance"], clock=StoppedClock()) == 2


# The reader of arguments itself


def test_options_may_stand_anywhere() -> None:
    commands = (Command("go", ("WHERE",), "", (Option("--far"),), least=1),)
    options = (Option("--to", "X"),)
    for arguments in (["--to", "1", "go", "there", "--far"], ["go", "--far", "there", "--to=1"]):
        given = parse(arguments, commands, options)
        assert given.command is commands[0]
        assert given.words == ("there",)
        assert given.options == {"--to": "1", "--far": "yes"}


def test_an_option_of_a_command_is_not_known_before_it() -> None:
    commands = (Command("go", (), "", (Option("--far"),)),)
    with pytest.raises(WrongUse):
        parse(["--far", "go"], commands, ())
