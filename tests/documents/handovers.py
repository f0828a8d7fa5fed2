"""A small cluster as it is handed over, made without a store."""

from __future__ import annotations

from io import BytesIO
from typing import Any
from zipfile import ZipFile

from facilitator.domain.handover import Handover, Place, Row
from facilitator.store.driver import REVISIONS
from facilitator.store.handover import columns_of, shape

_HOUR = 3_600_000_000
_START = 1_788_966_000_000_000


def _id(n: int) -> str:
    return f"01990000-0000-7000-8000-{n:012}"


def _row(table: str, key: int, **values: Any) -> tuple[Place, Row]:
    usual = {name: one.usual for name, one in columns_of(table).items()}
    return (table, _id(key)), {**usual, **values, "id": _id(key)}


HANDOVER = Handover(
    store=_id(9),
    schema=REVISIONS[-1],
    cluster=_id(1),
    name="ØNH – Eksempel",
    rows=dict(
        [
            _row("cluster", 1, name="ØNH – Eksempel"),
            _row("clinic", 2, cluster_id=_id(1), name="Klinik 3"),
            _row("meeting", 3, cluster_id=_id(1), number=1, start=_START, end=_START + _HOUR),
            _row(
                "item",
                4,
                **{"meeting_id": _id(3), "position": 1, "kind": "case", "title": "Svimmelhed"},
                **{"planned": 1500, "minimum": 900, "flexible": True, "notes": "Husk kage"},
            ),
        ]
    ),
    known={("clinic", _id(2)): ("0123456789abcdef",)},
    defaults=shape().defaults,
    files={},
    content=lambda _: b"",
)
"""One clinic, one meeting, one item with a private note."""


def read_handover(data: bytes) -> str:
    """All text of the parts of a file."""
    with ZipFile(BytesIO(data)) as archive:
        return "\n".join(archive.read(name).decode("utf-8") for name in archive.namelist())
