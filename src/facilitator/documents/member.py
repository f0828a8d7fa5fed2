"""All that is kept about one member, for the member: JSON for programs, a table for people."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from datetime import UTC, date, datetime

from facilitator.documents.document import Asked, plain_name
from facilitator.domain.cells import plain_cell
from facilitator.domain.fields import Pointer, field_title, thing, value_words
from facilitator.domain.person import Entry, PersonRecord
from facilitator.language import N_, Language

FORMAT = 1


def as_json(record: PersonRecord, _lang: Language, asked: Asked) -> bytes:
    """Every table's rows by English names; instants in ISO form with Z."""
    whole: dict[str, object] = {
        "format": FORMAT,
        "kind": "member",
        "written": _plain(asked.now),
        "cluster": record.cluster,
    }
    whole |= {one.table: [_as_dict(entry) for entry in one.entries] for one in record.sections}
    whole["earlier_values"] = [
        {"at": _plain(one.at), "field": one.column, "value": _plain(one.value)}
        for one in record.former
    ]
    whole["mentioned_in"] = [
        {"table": one.table, "id": one.key, "field": one.column, "meeting": one.meeting}
        | {"whole_name": one.is_whole, "text": one.text}
        for one in record.mentions
    ]
    whole["changes_made"] = [{"at": _plain(at), "what": label} for at, label in record.changed]
    return (json.dumps(whole, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def as_csv(record: PersonRecord, lang: Language, _asked: Asked) -> bytes:
    """One line for each piece of information, parted by semicolons, with a byte order mark.

    A text that a spreadsheet would take for a formula gets an apostrophe in front (OWASP ASVS
    1.2.10).
    """
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    titles = (N_("Section"), N_("No."), N_("Field"), N_("Content"))
    writer.writerow([lang.text(title) for title in titles])
    for section, number, field, content in _lines(record, lang):
        writer.writerow([plain_cell(section), number, plain_cell(field), plain_cell(content)])
    return out.getvalue().encode("utf-8-sig")


def name_file(record: PersonRecord, lang: Language) -> str:
    """A name for its file, without an ending."""
    return plain_name(lang.text(N_("What is kept about {name}"), name=record.name))


def _lines(record: PersonRecord, lang: Language) -> Iterator[tuple[str, int, str, str]]:
    lang = Language(lang.code, record.zone)
    for section in record.sections:
        title = lang.text(thing(section.table).title)
        for number, entry in enumerate(section.entries, 1):
            for column, value in entry:
                field = field_title(section.table, column)
                if field is not None:
                    said = value_words(section.table, column, value, lang)
                    yield title, number, lang.text(field), said
    yield from _other_lines(record, lang)


def _other_lines(record: PersonRecord, lang: Language) -> Iterator[tuple[str, int, str, str]]:
    before = lang.text(N_("Earlier values"))
    for number, one in enumerate(record.former, 1):
        field = _field("member", one.column, lang)
        yield before, number, field, value_words("member", one.column, one.value, lang)
    named = lang.text(N_("Named in texts"))
    for number, hit in enumerate(record.mentions, 1):
        where = f"{lang.text(thing(hit.table).title)}: {_field(hit.table, hit.column, lang)}"
        if hit.meeting:
            where = f"{lang.text(N_('meeting {number}'), number=hit.meeting)} · {where}"
        yield named, number, where, hit.text
    changed = lang.text(N_("Changes made"))
    for number, (at, label) in enumerate(record.changed, 1):
        yield changed, number, value_words("step", "at", at, lang), lang.text(label)


def _field(table: str, column: str, lang: Language) -> str:
    title = field_title(table, column)
    return lang.text(title) if title else column


def _as_dict(entry: Entry) -> dict[str, object]:
    return {column.removesuffix("_id"): _plain(value) for column, value in entry}


def _plain(value: object) -> object:
    if isinstance(value, Pointer):
        return value.name
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
    return value.isoformat() if isinstance(value, date) else value
