"""A cluster as one file for another store: a zip with its rows as JSON and its copied files."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from hashlib import sha256
from io import BytesIO
from typing import Any, BinaryIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from facilitator import __version__
from facilitator.documents.document import Asked, plain_name
from facilitator.domain.handover import (
    FORMAT,
    KNOWN,
    LINE_AT_MOST,
    MANIFEST,
    MANIFEST_AT_MOST,
    PARTS_AT_MOST,
    SEAL,
    Handover,
    as_written,
    check_size,
    too_much,
)
from facilitator.language import N_, Language

_PIECE = 1024 * 1024


def handed(handover: Handover, asked: Asked) -> Handover:
    """The hand-over as it stands in the file that is written."""
    return as_written(handover, asked.now, __version__, notes=asked.notes)


def as_file(handover: Handover, lang: Language, asked: Asked) -> bytes:
    """The bytes of the file, whole in memory. Raises Refusal for what could not be opened again."""
    file = BytesIO()
    pour(handover, lang, asked, file)
    return file.getvalue()


def pour(handover: Handover, _lang: Language, asked: Asked, file: BinaryIO) -> None:
    """Write it into an empty file that can be read again, one copied file at a time in memory.

    Raises Refusal for what could not be opened again.
    """
    check_size(handover)
    written = handed(handover, asked)
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        archive.comment = SEAL + b"0" * 64
        parts, left = {}, PARTS_AT_MOST - MANIFEST_AT_MOST
        for name, lines in _parts(written):
            content = _lines(lines)
            left -= len(content)
            if left < 0:
                raise too_much()
            parts[name] = {"sha256": sha256(content).hexdigest(), "rows": content.count(b"\n")}
            archive.writestr(_entry(name, asked.now), content)
        for digest in sorted(written.files):
            archive.writestr(
                _entry(f"blobs/{digest}", asked.now), written.content(digest), ZIP_STORED
            )
        manifest = json.dumps(_manifest(written, parts), ensure_ascii=False, indent=1)
        archive.writestr(_entry(MANIFEST, asked.now), manifest.encode("utf-8"))
    _seal(file)


def name_file(handover: Handover, lang: Language) -> str:
    """A name for its file, without an ending: Overdragelse ØNH – Eksempel."""
    return plain_name(lang.text(N_("Hand-over {cluster}"), cluster=handover.name))


def _parts(written: Handover) -> Iterator[tuple[str, Iterable[Any]]]:
    """The parts of rows: one for each table, and what is known of things."""
    for table in sorted({table for table, _ in written.rows}):
        rows = sorted(written.of(table), key=lambda row: str(row["id"]))
        yield f"rows/{table}.jsonl", rows
    seen = sorted(written.known.items())
    yield KNOWN, [{"table": of, "id": key, "seen": list(digests)} for (of, key), digests in seen]


def _lines(rows: Iterable[Any]) -> bytes:
    lines = [_json(row).encode("utf-8") for row in rows]
    if max(map(len, lines), default=0) > LINE_AT_MOST:
        raise too_much()
    return b"".join(line + b"\n" for line in lines)


def _manifest(written: Handover, parts: dict[str, Any]) -> dict[str, Any]:
    assert written.made is not None
    return {
        "format": FORMAT,
        "kind": "handover",
        "program": written.program,
        "schema": written.schema,
        "store": written.store,
        "cluster": {"id": written.cluster, "name": written.name},
        "made": written.made.astimezone(UTC).isoformat().replace("+00:00", "Z"),
        "private_notes": written.notes,
        "parts": parts,
        "blobs": {digest: written.files[digest] for digest in sorted(written.files)},
    }


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def _entry(name: str, now: datetime) -> ZipInfo:
    entry = ZipInfo(name, now.astimezone(UTC).timetuple()[:6])
    entry.compress_type = ZIP_DEFLATED
    entry.external_attr = 0o600 << 16
    return entry


def _seal(file: BinaryIO) -> None:
    """Put the sum of everything before it at the very end, where it guards against damage."""
    length = file.seek(0, 2) - 64
    file.seek(0)
    summed = sha256()
    while length:
        piece = file.read(min(_PIECE, length))
        summed.update(piece)
        length -= len(piece)
    file.seek(-64, 2)
    file.write(summed.hexdigest().encode("ascii"))
