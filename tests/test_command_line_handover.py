"""A cluster handed over without a screen: out, in on another machine, and back."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from tests.test_command_line import StoppedClock, made, run

from facilitator.store import queries
from facilitator.store.lock import StoreLock
from facilitator.store.reading import reading
from facilitator.store.store import Store
from facilitator.store.tables import Commitment

__all__ = ["made", "run"]

Desk = tuple[Path, str]


@pytest.fixture
def desk(made: Path, tmp_path: Path) -> Desk:
    """A store in a folder of its own, and the name of its first cluster."""
    folder = tmp_path / "Søren Ærø"
    folder.mkdir()
    store = Path(shutil.copy(made, folder))
    with reading(str(store)) as session:
        return store, queries.clusters_there(session)[0].title


def write(store: Path, action: str) -> None:
    """One commitment, the same each time, comes to say something else."""
    opened = Store.open(store, StoppedClock(), installation="x")
    with opened.edit("Change") as session:
        cluster = queries.clusters_there(session)[0].id
        key = queries.commitments(session, cluster)[0].id
        session.get_one(Commitment, key).action = action
    opened.close()


def said(store: Path) -> str:
    with reading(str(store)) as session:
        cluster = queries.clusters_there(session)[0].id
        return str(queries.commitments(session, cluster)[0].action)


def test_a_cluster_goes_to_another_machine_and_comes_back(desk: Desk, run: Any) -> None:
    store, name = desk
    file, new = store.with_name("a.facilitator"), store.with_name("new.sqlite")
    out = run("--store", store, "export", "handover", name, "-o", file)
    assert (out.status, out.out) == (0, "")
    tried = run("--store", new, "import", file, "--as", "handover", "--dry-run")
    assert f"{name} er ny her" in tried.out
    by_option = file.with_name("b.facilitator")
    out = run("--store", store, "export", "handover", "--cluster", name, "-o", by_option)
    assert (out.status, by_option.exists()) == (0, True)
    assert not new.exists()
    assert run("--store", new, "import", file, "--as", "handover").out == tried.out
    again = run("--store", new, "import", file, "--as", "handover")
    assert again.out == f"{name}: intet er nyt\n"
    write(new, "Vi ringer selv op")
    assert run("--store", new, "export", "handover", "-o", file).status == 0
    back = run("--store", store, "import", file, "--as", "handover", "--cluster", name)
    assert back.out == f"{name}: Ændret: 1 aftale\n"
    assert said(store) == "Vi ringer selv op"
    assert list((store.parent / "backups").glob("demo-*.sqlite"))


def test_what_was_changed_in_both_is_chosen_by_an_option(desk: Desk, run: Any) -> None:
    store, name = desk
    file, new = store.with_name("a.facilitator"), store.with_name("new.sqlite")
    run("--store", store, "export", "handover", name, "-o", file)
    run("--store", new, "import", file, "--as", "handover")
    write(new, "Deres")
    write(store, "Vores")
    run("--store", new, "export", "handover", "-o", file)
    refused = run("--store", store, "import", file, "--as", "handover")
    assert (refused.status, refused.err.count("\n")) == (1, 1)
    assert said(store) == "Vores"
    assert (
        "1 ting er ændret begge steder"
        in run("--store", store, "import", file, "--as", "handover", "--dry-run").out
    )
    kept = run("--store", store, "import", file, "--as", "handover", "--conflicts", "theirs")
    assert kept.status == 0
    assert said(store) == "Deres"


def test_what_cannot_be_read_in_is_refused_in_one_line(desk: Desk, run: Any) -> None:
    store, name = desk
    file = store.with_name("a.facilitator")
    run("--store", store, "export", "handover", name, "-o", file, "--without-notes")
    others = [one for one in names(store) if one != name]
    for arguments in (
        (file, "--as", "handover", "--cluster", others[0]),
        (store, "--as", "handover"),
        (file, "--as", "template"),
    ):
        ran = run("--store", store, "import", *arguments)
        assert (ran.status, ran.out, ran.err.count("\n")) == (1, "", 1)
    wrong = run("--store", store, "import", file, "--as", "template", "--conflicts", "mine")
    assert wrong.status in (1, 2)
    assert run("--store", store, "export", "handover", "nobody", "-o", file).status == 2


def test_a_store_that_is_open_is_handed_over_and_it_is_said_that_it_is_not_noted(
    desk: Desk, run: Any
) -> None:
    store, name = desk
    lock = StoreLock(store)
    ran = run("--store", store, "export", "handover", name, "-o", store.with_name("a.facilitator"))
    lock.release()
    assert ran.status == 0
    assert "kunne ikke noteres" in ran.err


def names(store: Path) -> list[str]:
    with reading(str(store)) as session:
        return [one.title for one in queries.clusters_there(session)]
