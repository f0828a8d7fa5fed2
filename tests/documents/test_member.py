"""What is kept about a member, written out for the member."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from tests.store import scene as s

from facilitator.documents import Asked, document
from facilitator.documents.member import as_csv, as_json
from facilitator.domain.person import PersonRecord
from facilitator.edits import members, outcomes
from facilitator.language import Language
from facilitator.store import queries
from facilitator.store import tables as t
from facilitator.store.store import Store

NOW = Asked(s.START)


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PersonRecord]:
    """Somebody of whom every table that can know a member knows something."""
    store = s.new_store(Path(tmp_path_factory.mktemp("member")) / "klynge.sqlite")
    yield filled(store)
    store.close()


def filled(store: Store) -> PersonRecord:
    scene = s.fill(store)
    anna, cluster = scene.members[0], scene.cluster
    store.member = anna
    with store.edit("Everywhere", cluster=cluster) as session:
        session.get_one(t.Meeting, scene.meeting).facilitator_id = anna
        session.get_one(t.Item, scene.items[0]).member_id = anna
        for kind, column in ((t.Case, "presenter_id"), (t.Topic, "member_id")):
            (row,) = session.query(kind)
            setattr(row, column, anna)
        (row,) = session.query(t.FollowUp)
        row.said_by_id, row.experience = anna, "=1+1"
        (row,) = session.query(t.Improvement)
        row.member_id = anna
        outcomes.add_insight(session, scene.meeting, "Anna Eksempel viste; den\nlup", s.START)
    with store.edit("Rename", cluster=cluster) as session:
        members.change_member(session, anna, name="Anna Æbel", initials="AÆ", email="a@b.example")
    with store.edit("Back", cluster=cluster) as session:
        members.change_member(session, anna, name="Anna Eksempel", left=date(2026, 9, 1))
    return store.ask(queries.person_record, anna)


def test_every_table_that_points_to_a_member_is_in_it(record: PersonRecord) -> None:
    whole = json.loads(as_json(record, Language("en"), NOW))
    pointing = {
        name
        for name, kind in t.TABLES.items()
        for column in kind.__table__.columns
        for key in column.foreign_keys
        if key.column.table.name == "member"
    }
    assert pointing | {"member"} <= whole.keys()
    (own,) = whole["member"]
    assert (own["name"], own["initials"], own["left"]) == ("Anna Eksempel", "AÆ", "2026-09-01")
    assert [one["state"] for one in whole["attendance"]] == ["present"]
    assert whole["spoken"][0]["times"] == 3
    assert {one["value"] for one in whole["earlier_values"]} == {"Anna Eksempel", "Anna Æbel"}
    assert [one["text"] for one in whole["mentioned_in"]] == ["Anna Eksempel viste; den\nlup"]
    assert [one["what"] for one in whole["changes_made"]] == ["Everywhere", "Rename", "Back"]
    assert whole["written"] == "2026-09-09T15:00:00Z"


def test_the_table_is_danish_and_runs_no_formula(record: PersonRecord) -> None:
    written = as_csv(record, Language("da"), NOW)
    assert written.startswith(b"\xef\xbb\xbf")
    head, *lines = csv.reader(io.StringIO(written.decode("utf-8-sig")), delimiter=";")
    assert head == ["Afsnit", "Nr.", "Felt", "Indhold"]
    assert ["Medlemmer", "1", "Udtrådt", "01.09.2026"] in lines
    assert ["Fremmøde", "1", "Status", "til stede"] in lines
    assert ["Opfølgninger", "1", "Erfaring", "'=1+1"] in lines
    assert lines[-4] == [
        *("Nævnt i tekster", "1", "1. møde · Indsigter: Tekst"),
        "Anna Eksempel viste; den\nlup",
    ]


def test_its_file_is_called_after_the_member(record: PersonRecord) -> None:
    row = document("member")
    assert row is not None
    assert row.file_name(record, Language("da")) == "Det er gemt om Anna Eksempel"
