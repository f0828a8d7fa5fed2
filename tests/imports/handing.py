"""What the tests of hand-overs stand on: stores that hand to and fro, and files that are wrong."""

from __future__ import annotations

import hashlib
import json
import warnings
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from sqlalchemy import delete, select
from tests.store.scene import START, Scene, SteppingClock, fill, new_store

from facilitator.documents import Asked
from facilitator.documents.handover import as_file, handed
from facilitator.domain.handover import SEAL
from facilitator.domain.handover_merge import Choice
from facilitator.edits import agenda
from facilitator.imports import handover
from facilitator.language import Language
from facilitator.store import queries
from facilitator.store.handover import note_handed
from facilitator.store.journal import to_json
from facilitator.store.store import Store
from facilitator.store.tables import HandoverBase, Meeting, Row, Template

DANISH = Language("da")
Rows = dict[str, dict[str, dict[str, Any]]]


@dataclass(slots=True)
class House:
    """A store, and its cluster as it is handed to and fro."""

    store: Store
    cluster: str = ""
    clock: SteppingClock = field(default_factory=SteppingClock)

    def out(self, *, notes: bool = True) -> bytes:
        """Hand the cluster out: the bytes of the file."""
        asked = Asked(self.clock.utc(), notes=notes)
        values = self.store.ask(queries.handover, self.cluster)
        content = self.store.ask(
            lambda session: as_file(queries.handover(session, self.cluster), DANISH, asked)
        )
        self.store.live(note_handed(handed(values, asked)))
        return content

    def look(self, content: bytes) -> handover.Opened:
        given = handover.read(content)
        return self.store.ask(handover.meet, given, self.clock.utc())

    def open(self, content: bytes, choice: Choice = "mine") -> handover.Opened:
        opened = self.look(content).choose(choice)
        self.cluster = handover.cluster_of(opened)
        with self.store.edit("Open a hand-over", cluster=self.cluster) as session:
            handover.add(session, opened)
        return opened

    def do(self, verb: Callable[..., Any], *args: Any, **kw: Any) -> Any:
        with self.store.edit("Change", cluster=self.cluster) as session:
            return verb(session, *args, **kw)

    def rows(self, *, without: tuple[str, ...] = ()) -> Rows:
        """Every row of subjects; what says how often one was changed is left out."""
        return self.store.ask(all_rows, without)

    def title(self, item: str) -> str | None:
        row = self.rows()["item"].get(item)
        return row["title"] if row else None


def all_rows(session: Any, without: tuple[str, ...]) -> Rows:
    found: Rows = {}
    for name, table in sorted(Row.metadata.tables.items()):
        if name in without:
            continue
        found[name] = {
            str(row[table.primary_key.columns.values()[0].name]): {
                column: to_json(name, column, value)
                for column, value in row.items()
                if column not in ("version", "load_id")
            }
            for row in session.connection().execute(select(table)).mappings()
        }
    return found


NOT_OF_A_CLUSTER = (
    *("step", "store_info", "handover_base", "sign_of_life", "not_cpr", "import_plan", "blob"),
)


def furnished(place: Path) -> tuple[House, Scene]:
    """A house with something in every table, the template in use."""
    house = House(new_store(place))
    scene = fill(house.store)
    house.cluster = scene.cluster
    house.store.live(lambda connection: connection.execute(delete(HandoverBase)))
    house.do(_use_template, scene.meeting)
    return house, scene


def _use_template(session: Any, meeting: str) -> None:
    session.get_one(Meeting, meeting).template = session.scalar(select(Template.id))


def empty(place: Path) -> House:
    return House(new_store(place, "other"))


def rename(house: House, item: str, title: str) -> None:
    house.do(agenda.change_item, item, title=title)


# -- files that are wrong


def parts_of(content: bytes) -> dict[str, bytes]:
    with ZipFile(BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def sealed(parts: Mapping[str, bytes] | list[tuple[str, bytes]]) -> bytes:
    """A file of these parts whose sums all fit, as by somebody who knows the format."""
    pairs = list(parts.items()) if isinstance(parts, Mapping) else parts
    file = BytesIO()
    with warnings.catch_warnings(), ZipFile(file, "w", ZIP_DEFLATED) as archive:
        warnings.simplefilter("ignore")
        archive.comment = SEAL + b"0" * 64
        for name, content in pairs:
            archive.writestr(name, content)
    whole = file.getvalue()[:-64]
    return whole + hashlib.sha256(whole).hexdigest().encode("ascii")


def with_parts(content: bytes, change: Callable[[dict[str, bytes]], object]) -> bytes:
    """The file after its parts were changed, with sums and counts that fit again."""
    parts = parts_of(content)
    change(parts)
    manifest = json.loads(parts["manifest.json"])
    manifest["parts"] = {
        name: {"sha256": hashlib.sha256(part).hexdigest(), "rows": part.count(b"\n")}
        for name, part in parts.items()
        if name.endswith(".jsonl")
    }
    parts["manifest.json"] = json.dumps(manifest).encode("utf-8")
    return sealed(parts)


def with_rows(
    content: bytes, table: str, change: Callable[[list[dict[str, Any]]], object]
) -> bytes:
    """The file after the rows of a table were changed, with sums that fit again."""

    def of_part(parts: dict[str, bytes]) -> None:
        name = f"rows/{table}.jsonl"
        rows = [json.loads(line) for line in parts.get(name, b"").splitlines()]
        change(rows)
        parts[name] = "".join(f"{json.dumps(row)}\n" for row in rows).encode("utf-8")

    return with_parts(content, of_part)


def with_manifest(content: bytes, **values: Any) -> bytes:
    parts = parts_of(content)
    parts["manifest.json"] = json.dumps({**json.loads(parts["manifest.json"]), **values}).encode(
        "utf-8"
    )
    return sealed(parts)


__all__ = ["START", "House", "Scene"]
