"""A handed over cluster read from its file: whole, or not at all for one clear reason.

Nothing in it is believed: sizes are looked at before anything is unpacked, sums before anything is
parsed, and rows are taken only if this program could have written them.
"""

from __future__ import annotations

import contextlib
import json
import re
import struct
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from datetime import UTC, date, datetime
from functools import partial
from hashlib import sha256
from math import isfinite
from typing import Any, BinaryIO, NoReturn
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, LargeZipFile, ZipFile, ZipInfo

from facilitator.domain.handover import (
    AT_MOST,
    COUNT_AT_MOST,
    FILE_AT_MOST,
    FILES_AT_MOST,
    FORMAT,
    KNOWN,
    LINE_AT_MOST,
    MANIFEST,
    MANIFEST_AT_MOST,
    PARTS_AT_MOST,
    ROWS_AT_MOST,
    SEAL,
    SEAL_LENGTH,
    Handover,
    Place,
    Row,
    texts_of,
)
from facilitator.domain.link import web_link
from facilitator.domain.privacy import NotText, clean, find_cpr, is_made, mask
from facilitator.domain.refusal import Refusal
from facilitator.imports.source import too_large
from facilitator.language import N_
from facilitator.settings import SETTINGS
from facilitator.store import handover as store
from facilitator.store.driver import REVISIONS
from facilitator.store.handover import ColumnSort
from facilitator.store.journal import from_json, to_json

Plain = dict[str, Any]
Open = Callable[[], BinaryIO]

_PIECE = 1024 * 1024
_ROWS_PART = re.compile(r"rows/([a-z_]{1,40})\.jsonl")
_BLOB_PART = re.compile(r"blobs/([0-9a-f]{64})")
_SUM = re.compile(r"[0-9a-f]{64}")
_ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_STATE = re.compile(r"[0-9a-f]{16}|-")
_NAME = re.compile(r"[a-z][a-z0-9_]{0,39}")
_RUN = re.compile(r"[0-9A-Za-z-]{1,64}")
_LARGEST = {"whole": 2**31, "long": 2**63}
_LINKS = {
    ("attachment", "link"),
    ("guideline", "link"),
    ("guideline", "newer_link"),
    ("package", "link"),
}
_CATEGORIES = {"category", "aspect", "chart"}
_WRITTEN = {"text", "json"}
_EARLIEST, _LATEST = datetime(1900, 1, 1, tzinfo=UTC), datetime(2200, 1, 1, tzinfo=UTC)

_STORED_NOTHING = N_("Nothing was stored.")
_ASK_AGAIN = N_("Ask for the file again.")
_RIGHT_FILE = N_("See that it is the file you meant.")


def read(open_file: Open) -> Handover:
    """The hand-over in a file that can be opened as often as needed. Raises Refusal."""
    with _in_words(), open_file() as file:
        _check_seal(file)
        with ZipFile(file) as archive:
            entries = _entries(archive)
            manifest = _manifest(archive, entries)
            rows = _rows(archive, entries, manifest)
            known = _known(archive, entries, manifest)
            files = _files(archive, entries, manifest, rows)

    def content(digest: str) -> bytes:
        # Its sum fitted a moment ago; that of the archive, looked at again, tells of damage since.
        with _in_words(), open_file() as again, ZipFile(again) as whole:
            return _read(whole, whole.getinfo(f"blobs/{digest}"))

    cluster = manifest["cluster"]
    found = Handover(
        store=manifest["store"],
        schema=manifest["schema"],
        cluster=cluster["id"],
        name=cluster["name"],
        rows=rows,
        known=known,
        defaults=store.shape().defaults,
        files=files,
        content=content,
        notes=manifest["private_notes"],
        made=_moment(manifest["made"]),
        program=manifest["program"],
    )
    _check_whole(found)
    return found


@contextlib.contextmanager
def _in_words() -> Iterator[None]:
    """Whatever a library says of a broken file is said in one sentence."""
    try:
        yield
    except (
        *(BadZipFile, LargeZipFile, zlib.error, struct.error, EOFError, NotImplementedError),
        *(ValueError, RecursionError, KeyError, OverflowError, RuntimeError),
    ) as error:
        raise _damaged() from error


def _damaged() -> Refusal:
    return Refusal(
        N_("The file is cut off, damaged or changed, or no hand-over of Facilitator."),
        _STORED_NOTHING,
        _ASK_AGAIN,
    )


def _wrong(what: str) -> Refusal:
    return Refusal(
        N_("The part “{part}” of the file holds something else than it should."),
        _STORED_NOTHING,
        _ASK_AGAIN,
        part=what,
    )


# -- the file


def _check_seal(file: BinaryIO) -> None:
    """The sum at the end fits all that stands before it."""
    size = file.seek(0, 2)
    if size > AT_MOST:
        raise too_large(AT_MOST)
    file.seek(0)
    if size < SEAL_LENGTH or file.read(4) != b"PK\x03\x04":
        raise _damaged()
    file.seek(0)
    summed, left = sha256(), size - 64
    while left:
        piece = file.read(min(_PIECE, left))
        if not piece:
            raise _damaged()
        summed.update(piece)
        left -= len(piece)
    file.seek(-SEAL_LENGTH, 2)
    if file.read() != SEAL + summed.hexdigest().encode("ascii"):
        raise _damaged()
    file.seek(0)


def _entries(archive: ZipFile) -> dict[str, ZipInfo]:
    """The parts by name, none of them larger than such a part may be."""
    parts = archive.infolist()
    entries = {one.filename: one for one in parts}
    if len(entries) < len(parts) or len(parts) > COUNT_AT_MOST + 100 or MANIFEST not in entries:
        raise _damaged()
    is_plain = all(
        not one.flag_bits & 1 and one.compress_type in (ZIP_STORED, ZIP_DEFLATED) for one in parts
    )
    if not is_plain:
        raise _damaged()
    blobs = [one.file_size for one in parts if _BLOB_PART.fullmatch(one.filename)]
    others = [one.file_size for one in parts if not _BLOB_PART.fullmatch(one.filename)]
    if max(blobs, default=0) > FILE_AT_MOST or sum(blobs) > FILES_AT_MOST:
        raise _larger()
    if sum(others) > PARTS_AT_MOST or entries[MANIFEST].file_size > MANIFEST_AT_MOST:
        raise _larger()
    return entries


def _larger() -> Refusal:
    return Refusal(
        N_("What the file unpacks to is larger than any hand-over is."),
        _STORED_NOTHING,
        _RIGHT_FILE,
    )


def _read(archive: ZipFile, entry: ZipInfo) -> bytes:
    """A part, never more of it than it said it was."""
    with archive.open(entry) as part:
        content = part.read(entry.file_size + 1)
    if len(content) != entry.file_size:
        raise _damaged()
    return content


def _parsed(line: bytes) -> Any:
    return _JSON.decode(line.decode("utf-8"))


def _once(pairs: list[tuple[str, Any]]) -> Plain:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a name stands twice")
    return found


def _no_number(word: str) -> NoReturn:
    raise ValueError(f"{word} is no number of JSON")


_JSON = json.JSONDecoder(object_pairs_hook=_once, parse_constant=_no_number)


def _manifest(archive: ZipFile, entries: Mapping[str, ZipInfo]) -> Plain:
    found = _parsed(_read(archive, entries[MANIFEST]))
    if not isinstance(found, dict) or found.get("kind") != "handover":
        raise _damaged()
    _check_version(found)
    _check_names(
        found,
        {
            *("format", "kind", "program", "schema", "store", "cluster", "made"),
            *("private_notes", "parts", "blobs"),
        },
        MANIFEST,
    )
    _check_manifest(found)
    there = {MANIFEST, *found["parts"], *(f"blobs/{one}" for one in found["blobs"])}
    if there != set(entries):
        raise _damaged()
    return found


def _check_version(manifest: Plain) -> None:
    number, schema = manifest.get("format"), manifest.get("schema")
    if type(number) is not int or not isinstance(schema, str):
        raise _wrong(MANIFEST)
    if number > FORMAT or schema > REVISIONS[-1]:
        raise Refusal(
            N_("The hand-over was written by a later version of Facilitator."),
            _STORED_NOTHING,
            N_("Update the program, or ask for a hand-over from the version you have."),
        )
    if number != FORMAT or schema not in REVISIONS:
        raise _wrong(MANIFEST)


def _check_manifest(found: Plain) -> None:
    cluster, parts, blobs = found["cluster"], found["parts"], found["blobs"]
    sound = (
        isinstance(cluster, dict)
        and set(cluster) == {"id", "name"}
        and _is_id(cluster["id"])
        and isinstance(cluster["name"], str)
        and isinstance(found["program"], str)
        and _is_id(found["store"])
        and type(found["private_notes"]) is bool
        and isinstance(parts, dict)
        and isinstance(blobs, dict)
        and all(_SUM.fullmatch(one) and type(size) is int for one, size in blobs.items())
        and all(_is_part(name, part) for name, part in parts.items())
    )
    if not sound:
        raise _wrong(MANIFEST)
    _check_text(found["program"], MANIFEST)
    _moment(found["made"])


def _is_part(name: str, part: object) -> bool:
    table = _ROWS_PART.fullmatch(name)
    return (
        (name == KNOWN or (table is not None and table[1] in store.CARRIED))
        and isinstance(part, dict)
        and set(part) == {"sha256", "rows"}
        and type(part["rows"]) is int
    )


def _moment(written: object) -> datetime:
    """An instant as the manifest has it, to the second or finer, in UTC."""
    if not isinstance(written, str) or not written.endswith("Z"):
        raise _wrong(MANIFEST)
    return datetime.fromisoformat(written)


def _lines(
    archive: ZipFile, entries: Mapping[str, ZipInfo], manifest: Plain, name: str
) -> Iterator[Plain]:
    """The rows of a part, one at a time, when its sum fits."""
    content, part = _read(archive, entries[name]), manifest["parts"][name]
    if sha256(content).hexdigest() != part["sha256"] or content.count(b"\n") != part["rows"]:
        raise _damaged()
    for line in content.splitlines():
        if len(line) > LINE_AT_MOST:
            raise _larger()
        row = _parsed(line)
        if not isinstance(row, dict):
            raise _wrong(name)
        yield row


def _known(
    archive: ZipFile, entries: Mapping[str, ZipInfo], manifest: Plain
) -> dict[Place, tuple[str, ...]]:
    known: dict[Place, tuple[str, ...]] = {}
    if KNOWN not in manifest["parts"]:
        raise _wrong(KNOWN)
    for row in _lines(archive, entries, manifest, KNOWN):
        _check_names(row, {"table", "id", "seen"}, KNOWN)
        place, seen = (row["table"], row["id"]), row["seen"]
        is_seen = isinstance(seen, list) and 0 < len(seen) < 100
        if not is_seen or not all(isinstance(one, str) and _STATE.fullmatch(one) for one in seen):
            raise _wrong(KNOWN)
        if place[0] not in store.CARRIED or not _is_id(place[1]) or place in known:
            raise _wrong(KNOWN)
        known[place] = tuple(seen)
    return known


# -- rows


def _rows(archive: ZipFile, entries: Mapping[str, ZipInfo], manifest: Plain) -> dict[Place, Row]:
    if sum(part["rows"] for part in manifest["parts"].values()) > 2 * ROWS_AT_MOST:
        raise _larger()
    is_older = manifest["schema"] != REVISIONS[-1]
    found: dict[Place, Row] = {}
    for name in manifest["parts"]:
        if name == KNOWN:
            continue
        table = name.removeprefix("rows/").removesuffix(".jsonl")
        columns, usual = store.columns_of(table), _usual(table) if is_older else {}
        rows = []
        for given in _lines(archive, entries, manifest, name):
            row = {**usual, **given}
            _check_names(row, columns.keys(), name)
            rows.append({column: row[column] for column in columns})
        for column, sort in columns.items():
            _check_column(sort, [row[column] for row in rows], table, column)
        placed = {(table, row["id"]): row for row in rows}
        if len(placed) < len(rows):
            raise Refusal(
                N_("An id stands twice in the part “{part}” of the file."),
                _STORED_NOTHING,
                _ASK_AGAIN,
                part=name,
            )
        found |= placed
    return found


def _usual(table: str) -> Row:
    """What stands in columns that an older program did not know, where anything may be left out."""
    return {
        name: one.usual
        for name, one in store.columns_of(table).items()
        if one.nullable or one.usual is not None
    }


def _check_names(row: Plain, known: Set[str], part: str) -> None:
    """Neither a name more nor one less than what is written today."""
    if row.keys() == known:
        return
    if unknown := sorted(row.keys() - known):
        raise Refusal(
            N_("The file has a field that is not known: “{field}”."),
            _STORED_NOTHING,
            _ASK_AGAIN,
            field=_shown(unknown[0]),
        )
    raise _wrong(part)


def _check_column(column: ColumnSort, values: Sequence[Any], table: str, name: str) -> None:
    """The values are such as this column may hold. Raises Refusal."""
    field = f"{table}.{name}"
    given = [value for value in values if value is not None]
    if len(given) < len(values) and not column.nullable:
        raise _wrong(field)
    if not all(map(_rule(column, table, name), given)):
        raise _wrong(field)
    if column.sort in _WRITTEN and not is_made(table, name):
        for text in (text for value in given for text in texts_of(value)):
            _check_text(text, field)
    if (table, name) in _LINKS and any(web_link(value) != value for value in given if value):
        raise Refusal(
            N_("The file holds a link that is not a web address (http or https)."),
            _STORED_NOTHING,
            N_("Have it removed where the hand-over was made."),
        )


def _check_text(text: str, field: str) -> None:
    """A text as the program keeps it, and nothing in it like a CPR number. Raises Refusal."""
    try:
        is_clean = clean(text) == text
    except NotText:
        is_clean = False
    if not is_clean:
        raise _wrong(field)
    if find_cpr(text):
        raise Refusal(
            N_("The file holds something like a CPR number, in “{field}”."),
            _STORED_NOTHING,
            N_("Have it removed where the hand-over was made."),
            field=field,
        )


def _rule(column: ColumnSort, table: str, name: str) -> Callable[[Any], bool]:
    """Whether a value is of the sort that this column holds."""
    match column.sort:
        case "whole" | "long":
            most = _LARGEST[column.sort]
            return lambda value: type(value) is int and -most <= value < most
        case "id":
            return _is_id
        case "yes":
            return lambda value: type(value) is bool
        case "number":
            return _is_number
        case "instant" | "date":
            return partial(_is_day, table, name)
        case "json":
            return partial(_fits_json, table, name)
        case "text":
            fits = _word_rule(table, name)
            return lambda value: isinstance(value, str) and (fits is None or fits(value))


def _is_number(value: Any) -> bool:
    """A number as a database keeps it."""
    return type(value) in (int, float) and isfinite(value) and float(value) == value


def _is_id(value: object) -> bool:
    return isinstance(value, str) and _ID.fullmatch(value) is not None


def _is_day(table: str, name: str, value: object) -> bool:
    """A date, or an instant, of these centuries, written as the program writes it."""
    if type(value) not in (int, str):
        return False
    try:
        found = from_json(table, name, value)
    except (TypeError, ValueError, OverflowError):
        return False
    if type(found) is date:
        return bool(to_json(table, name, found) == value)
    return isinstance(found, datetime) and _EARLIEST < found < _LATEST


def _fits_json(table: str, name: str, value: Any) -> bool:
    if table == "setting":
        return isinstance(value, str | int) or value is None
    if not isinstance(value, dict):
        return False
    if name == "allotted":
        return all(_is_id(key) and type(one) is int for key, one in value.items())
    return all(_NAME.fullmatch(key) and type(one) is bool for key, one in value.items())


def _word_rule(table: str, name: str) -> Callable[[str], bool] | None:
    """What a text must be that is no sentence; none where anything may be written."""
    if (table, name) in _WORDS:
        return _WORDS[table, name]
    return _is_empty_or_name if name in _CATEGORIES else None


def _is_name(value: str) -> bool:
    return _NAME.fullmatch(value) is not None


def _is_empty_or_name(value: str) -> bool:
    return not value or _is_name(value)


_WORDS: dict[tuple[str, str], Callable[[str], bool]] = {
    ("attachment", "sha256"): lambda value: _SUM.fullmatch(value) is not None,
    ("press", "run"): lambda value: (
        _RUN.fullmatch(value) is not None and (_is_id(value) or not find_cpr(value))
    ),
    ("meeting", "template"): lambda value: (
        _is_id(value) or (_is_empty_or_name(value) and not find_cpr(value))
    ),
    ("item", "kind"): _is_name,
    ("template_item", "kind"): _is_name,
    ("setting", "key"): _is_name,
    ("survey_count", "measure"): _is_name,
}


# -- all of it


def _files(
    archive: ZipFile,
    entries: Mapping[str, ZipInfo],
    manifest: Plain,
    rows: Mapping[Place, Row],
) -> dict[str, int]:
    """The copied files, each as large as its attachment says and with the sum it is named by."""
    attached = {
        row["sha256"]: row["size"]
        for (table, _), row in rows.items()
        if table == "attachment" and row["sha256"] is not None
    }
    if attached != manifest["blobs"]:
        raise _wrong("blobs")
    for digest, size in attached.items():
        if len(_blob(archive, entries[f"blobs/{digest}"], digest)) != size:
            raise _wrong("blobs")
    return attached


def _blob(archive: ZipFile, entry: ZipInfo, digest: str) -> bytes:
    content = _read(archive, entry)
    if sha256(content).hexdigest() != digest:
        raise _damaged()
    return content


def _check_whole(found: Handover) -> None:
    """The rows hang together, are of this one cluster, and keep the settings within bounds."""
    cluster = found.rows.get(("cluster", found.cluster))
    if cluster is None or cluster["name"] != found.name or not cluster["name"].strip():
        raise _wrong(MANIFEST)
    known = {one.key: one for one in SETTINGS if one.scope == "cluster"}
    for row in found.of("setting"):
        if row["key"] in known and not known[row["key"]].fits(row["value"]):
            raise _wrong("setting.value")
    if any(row["status"] == "running" for row in found.of("meeting")):
        raise _wrong("meeting.status")
    if not store.are_possible(found):
        raise Refusal(
            N_("The file holds rows that contradict each other or belong to another cluster."),
            _STORED_NOTHING,
            _ASK_AGAIN,
        )


def _shown(name: str) -> str:
    """A name that a stranger wrote, as part of one line."""
    return mask("".join(sign for sign in name if sign.isprintable()))[:40]
