"""The file of a handed over cluster is opened whole, or refused for one reason."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.imports.handing import (
    DANISH,
    House,
    Scene,
    empty,
    furnished,
    parts_of,
    sealed,
    with_manifest,
    with_parts,
    with_rows,
)

from facilitator.clock import new_id
from facilitator.domain.handover import LINE_AT_MOST, Handover
from facilitator.domain.privacy import is_made
from facilitator.domain.refusal import Refusal
from facilitator.imports import handover, handover_file
from facilitator.imports.handover import read
from facilitator.imports.sources import source
from facilitator.settings import SETTINGS
from facilitator.store import handover as store

ID = "01990000-0000-7000-8000-000000000001"
CPR = "010190-1234"
NUMBER = next(one.key for one in SETTINGS if (one.scope, one.kind) == ("cluster", "number"))
TOO_LOW = {"key": NUMBER, "value": -4}


class Given:
    """A file that is sound, made once."""

    def __init__(self, folder: Path) -> None:
        house, self.scene = furnished(folder / "given.sqlite")
        self.content = house.out()
        self.rows = house.rows()
        house.store.close()


@pytest.fixture(scope="module")
def given_file(tmp_path_factory: pytest.TempPathFactory) -> Given:
    return Given(tmp_path_factory.mktemp("given"))


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """A store that nothing is to come into."""
    made = empty(tmp_path_factory.mktemp("refusing") / "refusing.sqlite")
    yield made
    made.store.close()


def reason(content: bytes) -> str:
    with pytest.raises(Refusal) as refused:
        read(content)
    assert len(refused.value.parts) == 3
    return refused.value.in_words(DANISH)


def row_with(**values: Any) -> Callable[[list[dict[str, Any]]], object]:
    return lambda rows: rows[0].update(values)


def added(row: dict[str, Any]) -> Callable[[list[dict[str, Any]]], object]:
    return lambda rows: rows.append({**rows[0], **row})


def test_what_was_written_is_read_as_it_was(given_file: Given) -> None:
    found = read(given_file.content)
    assert found.cluster == given_file.scene.cluster
    for (table, key), row in found.rows.items():
        assert row == given_file.rows[table][key]
    (digest,) = found.files
    assert found.content(digest) == b"En side om svimmelhed"


def test_the_file_is_as_it_is_documented(given_file: Given) -> None:
    parts = parts_of(given_file.content)
    manifest = json.loads(parts["manifest.json"])
    assert (manifest["format"], manifest["kind"]) == (1, "handover")
    assert set(parts) == {
        "manifest.json",
        *manifest["parts"],
        *(f"blobs/{digest}" for digest in manifest["blobs"]),
    }
    documented = (Path(__file__).parents[2] / "docs" / "handover-format.md").read_text("utf-8")
    for word in (*manifest, *(name for name in manifest["parts"])):
        assert word.split("/")[-1] in documented


WRONG: tuple[tuple[str, Callable[[bytes], bytes], str], ...] = (
    ("nothing", lambda _: b"", "afkortet"),
    ("cut", lambda whole: whole[: len(whole) // 2], "afkortet"),
    ("longer", lambda whole: whole + b"x", "afkortet"),
    ("another zip", lambda _: sealed({"hello.txt": b"x"}), "afkortet"),
    ("changed by hand", lambda whole: sealed({**parts_of(whole), "more": b""}), "afkortet"),
    ("newer", lambda whole: with_manifest(whole, format=2), "nyere version"),
    ("newer tables", lambda whole: with_manifest(whole, schema="9999"), "nyere version"),
    ("no format", lambda whole: with_manifest(whole, format="1"), "noget andet"),
    ("more in the manifest", lambda whole: with_manifest(whole, more=1), "ukendt felt"),
    ("another cluster's id", lambda w: with_manifest(w, cluster={"id": ID, "name": "X"}), "andet"),
    ("no date", lambda whole: with_manifest(whole, made="i går"), "manifest.json"),
    ("unknown column", lambda w: with_rows(w, "goal", row_with(more=1)), "ukendt felt"),
    ("missing column", lambda w: with_rows(w, "goal", lambda r: r[0].pop("text")), "andet"),
    ("wrong type", lambda w: with_rows(w, "goal", row_with(position="1")), "goal.position"),
    ("yes for a number", lambda w: with_rows(w, "goal", row_with(position=True)), "position"),
    ("too large", lambda w: with_rows(w, "meeting", row_with(number=2**40)), "meeting.number"),
    ("null", lambda w: with_rows(w, "goal", row_with(text=None)), "goal.text"),
    ("no id", lambda w: with_rows(w, "goal", row_with(id="1")), "goal.id"),
    ("a date that is none", lambda w: with_rows(w, "role", row_with(since="20260230")), "since"),
    ("an instant far off", lambda w: with_rows(w, "meeting", row_with(start=10**17)), "start"),
    ("infinite", lambda w: with_rows(w, "press", row_with(mono=float("inf"))), "afkortet"),
    ("kept by no database", lambda w: with_rows(w, "press", row_with(mono=2**53 + 1)), "mono"),
    ("an id twice", lambda w: with_rows(w, "goal", added({})), "to gange"),
    ("dangling", lambda w: with_rows(w, "goal", row_with(meeting_id=ID)), "modsiger"),
    ("a member of no cluster", lambda w: with_rows(w, "member", row_with(cluster_id=ID)), "mods"),
    ("a second cluster", lambda w: with_rows(w, "cluster", added({"id": ID})), "modsiger"),
    ("what nobody uses", lambda w: with_rows(w, "guideline", added({"id": ID})), "modsiger"),
    ("an unknown status", lambda w: with_rows(w, "meeting", row_with(status="x")), "modsiger"),
    ("a running meeting", lambda w: with_rows(w, "meeting", row_with(status="running")), "status"),
    ("an end before the start", lambda w: with_rows(w, "meeting", row_with(end=1)), "modsiger"),
    ("a kind that is no word", lambda w: with_rows(w, "item", row_with(kind="<b>")), "item.kind"),
    (
        "a setting out of bounds",
        lambda w: with_rows(w, "setting", row_with(key=NUMBER, value=-4)),
        "setting",
    ),
    ("a CPR number", lambda w: with_rows(w, "item", row_with(notes=f"pt {CPR}")), "CPR"),
    ("one as a name", lambda w: with_rows(w, "member", row_with(name=CPR)), "CPR"),
    ("one hidden in a run", lambda w: with_rows(w, "press", row_with(run=CPR)), "press.run"),
    ("one in a name", lambda w: with_rows(w, "meeting", row_with(template=f"a{CPR}")), "template"),
    ("one in JSON", lambda w: with_rows(w, "setting", row_with(value=CPR)), "CPR"),
    ("one in the manifest", lambda w: with_manifest(w, program=CPR), "CPR"),
    ("a link that runs", lambda w: with_rows(w, "guideline", row_with(link="javascript:1")), "web"),
    ("a file as a link", lambda w: with_rows(w, "package", row_with(link="file:///x")), "web"),
    ("a control character", lambda w: with_rows(w, "goal", row_with(text="\u0001")), "goal.text"),
    ("half a sign", lambda w: with_rows(w, "goal", row_with(text="\ud800")), "goal.text"),
    ("a turned text", lambda w: with_rows(w, "goal", row_with(text="\u202eabc")), "goal.text"),
    ("a size that lies", lambda w: with_rows(w, "attachment", row_with(size=1)), "blobs"),
    ("signs of life", lambda w: with_rows(w, "sign_of_life", lambda _: None), "andet"),
    ("a table of its own", lambda w: with_rows(w, "step", lambda _: None), "andet"),
)


@pytest.mark.parametrize(("said", "spoil", "word"), WRONG, ids=[case[0] for case in WRONG])
def test_a_wrong_file_is_refused_for_one_reason(
    given_file: Given, said: str, spoil: Callable[[bytes], bytes], word: str
) -> None:
    assert said
    assert word in reason(spoil(given_file.content))


def test_a_cpr_number_passes_in_no_column_that_a_person_writes_in() -> None:
    passed = set()
    for table in store.CARRIED:
        for name, column in store.columns_of(table).items():
            if column.sort not in ("text", "json") or is_made(table, name):
                continue
            value = {CPR: True} if column.sort == "json" and table != "setting" else f"pt {CPR}"
            try:
                handover_file._check_column(column, [value], table, name)
            except Refusal:
                continue
            passed.add((table, name))
    assert passed == set()


def test_the_same_part_or_name_twice_is_refused(given_file: Given) -> None:
    parts = parts_of(given_file.content)
    assert "afkortet" in reason(sealed([*parts.items(), ("rows/goal.jsonl", b"")]))
    line = parts["rows/goal.jsonl"].rstrip().removesuffix(b"}") + b',"text":"x"}\n'
    twice = with_parts(given_file.content, lambda p: p.update({"rows/goal.jsonl": line}))
    assert "afkortet" in reason(twice)


def test_what_unpacks_to_too_much_is_not_unpacked(given_file: Given) -> None:
    def with_goal(content: bytes) -> bytes:
        return with_parts(given_file.content, lambda p: p.update({"rows/goal.jsonl": content}))

    assert "udpakket" in reason(with_goal(b" " * 70_000_000))
    assert "udpakket" in reason(with_goal(b"[" * (LINE_AT_MOST + 1)))
    deep = b'{"id":' + b"[" * 1_000_000 + b"\n"
    assert "afkortet" in reason(with_goal(deep))


def test_a_link_a_formula_and_html_in_a_text_are_text(given_file: Given) -> None:
    text = "<b>=1+1</b> javascript:alert(1) @SUM"
    found = read(with_rows(given_file.content, "item", row_with(notes=text)))
    assert text in {row["notes"] for row in found.of("item")}


def test_what_an_older_program_did_not_write_is_as_usual(given_file: Given) -> None:
    def older(content: bytes) -> bytes:
        without = with_rows(content, "commitment", lambda rows: [r.pop("snoozed") for r in rows])
        return with_manifest(without, schema="0003")

    found = read(older(given_file.content))
    assert all(row["snoozed"] is None for row in found.of("commitment"))


def test_a_file_that_is_gone_or_too_large_is_said_so(tmp_path: Path) -> None:
    row = source("handover")
    assert row is not None
    with pytest.raises(Refusal):
        row.read_file(tmp_path / "none.facilitator")


@given(st.data())
def test_whatever_byte_is_changed_nothing_is_stored(
    given_file: Given, house: House, data: st.DataObject
) -> None:
    whole = bytearray(given_file.content)
    at = data.draw(st.integers(0, len(whole) - 1))
    whole[at] ^= data.draw(st.integers(1, 255))
    before = house.rows()
    with pytest.raises(Refusal):
        house.open(bytes(whole))
    assert house.rows() == before


@settings(max_examples=20)
@given(st.data())
def test_whatever_is_changed_inside_is_refused_or_could_have_been_written(
    given_file: Given, data: st.DataObject
) -> None:
    """One value of one row becomes another; what is then read holds together all the same."""
    tables = sorted({table for table, _ in read_once(given_file).rows})
    table = data.draw(st.sampled_from(tables))
    values = st.one_of(
        st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=5), st.just([[]])
    )

    def change(rows: list[dict[str, Any]]) -> None:
        row = data.draw(st.sampled_from(rows))
        row[data.draw(st.sampled_from(sorted(row)))] = data.draw(values)

    content = with_rows(given_file.content, table, change)
    try:
        found = read(content)
    except Refusal:
        return
    assert found.rows.keys() == read_once(given_file).rows.keys()


_read: dict[bytes, Handover] = {}


def read_once(given_file: Given) -> Handover:
    return _read.setdefault(given_file.content[-64:], read(given_file.content))


def test_rows_of_another_cluster_of_the_store_are_refused(
    given_file: Given, tmp_path: Path
) -> None:
    """As by somebody who wants a meeting of one cluster to come into another."""
    house = empty(tmp_path / "other.sqlite")
    house.open(given_file.content)
    other = new_id()

    def steal(parts: dict[str, bytes]) -> None:
        for name in list(parts):
            if name != "manifest.json":
                old = given_file.scene.cluster.encode("ascii")
                parts[name] = parts[name].replace(old, other.encode("ascii"))

    manifest = json.loads(parts_of(given_file.content)["manifest.json"])
    stolen = with_manifest(
        with_parts(given_file.content, steal), cluster={**manifest["cluster"], "id": other}
    )
    parts = parts_of(stolen)
    stolen = with_parts(stolen, lambda p: p.update(parts))
    before = house.rows()
    with pytest.raises(Refusal) as refused:
        house.open(stolen)
    assert "en anden klynge" in refused.value.in_words(DANISH)
    assert house.rows() == before
    house.store.close()


def test_reading_says_what_is_in_the_file(given_file: Given) -> None:
    assert handover.say(read(given_file.content), DANISH) == "Overdragelse af ØNH – Eksempel"


__all__ = ["Scene"]
