"""The reply of a member read in from a spreadsheet: whole, or not at all for one clear reason."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import cache
from uuid import UUID

from facilitator.domain.between import LINES_AT_MOST, LONGEST_ANSWER, Answer, Met, Reply
from facilitator.domain.cells import place
from facilitator.domain.privacy import clean, find_cpr
from facilitator.domain.refusal import Refusal
from facilitator.domain.reply_sheet import (
    ANSWERS,
    COLUMNS,
    EXPERIENCE,
    FIRST_LINE,
    FORMAT,
    MARK,
    META,
    NAME_CELL,
    NEXT_STEP,
    OBSTACLE,
    STATUS,
    checksum,
)
from facilitator.domain.statuses import STATUSES
from facilitator.edits.replies import store_answers
from facilitator.imports import spreadsheet
from facilitator.imports.source import Watch, too_large
from facilitator.imports.workbook import CORRECT, REPLY, STORED_NOTHING, Opened, Sheet, no_words
from facilitator.language import N_, Language
from facilitator.store import queries
from facilitator.store.rows import Session

AT_MOST = 5_000_000
"""Bytes of a file; a reply about a hundred commitments takes 20,000."""


def read(
    content: bytes,
    watch: Watch = lambda _row: None,
    read_sheet: Callable[..., Opened] = spreadsheet.read,
) -> Reply:
    """The reply in a file of this program. Raises Refusal, or what `watch` raises.

    Refused are files that are too large, cut, foreign, of a later version, with ids that were
    changed or stand twice, with something written or hidden where nothing is asked for, with a
    status that is none, with longer answers than there is room for, and with CPR numbers.

    Args:
        read_sheet: what reads a spreadsheet, as `spreadsheet.read` does.
    """
    if len(content) > AT_MOST:
        raise too_large(AT_MOST)
    sheet = read_sheet(content, REPLY, watch=watch).sheet
    meta = _meta(sheet)
    ids = _ids(sheet)
    _check_sum(meta, ids)
    _check_rest(sheet, len(ids))
    _check_hidden(sheet, len(ids))
    answers = tuple(_answer(sheet, row, key) for row, key in enumerate(ids, FIRST_LINE))
    _check_numbers(sheet, len(ids))
    name = _text(sheet, *NAME_CELL)
    member = meta["member"] or None
    if member is None and not name and any(not one.is_empty for one in answers):
        raise Refusal(
            N_("The reply does not say who it is from."),
            STORED_NOTHING,
            N_("Choose the name in cell {cell} of the file, and read it in again."),
            cell=place(*NAME_CELL),
        )
    return Reply(meta["cluster"], member, " ".join(name.split()), _moment(meta["made"]), answers)


def meet(session: Session, reply: Reply, at: datetime) -> Met:
    """Put it beside what is stored. Raises Refusal for that of another cluster or member."""
    return queries.met(session, reply, at)


def cluster_of(met: Met) -> str:
    """The cluster that the reply is about."""
    return met.cluster


def say(met: Met, lang: Language) -> str:
    """Whose reply it is, and how many of its answers are new, known or overtaken."""
    return f"{met.name} ({met.cluster_name}): {say_counts(met, lang)}"


def say_counts(met: Met, lang: Language) -> str:
    """How many of the answers are new, known or overtaken."""
    new, known, gone = len(met.to_store), met.counted("known"), met.counted("gone")
    late = met.counted("newer") - len(met.wanted)
    counts = (
        (new, lang.plural("{n} new answer", "{n} new answers", new)),
        (known, lang.plural("{n} read in before", "{n} read in before", known)),
        (
            late,
            lang.plural(
                "{n} overtaken by what was said since, left out",
                "{n} overtaken by what was said since, left out",
                late,
            ),
        ),
        (gone, lang.plural("{n} that cannot be stored", "{n} that cannot be stored", gone)),
        (met.blank, lang.plural("{n} not answered", "{n} not answered", met.blank)),
    )
    said = [words for n, words in counts if n]
    if not met.lines:
        said = [lang.text(N_("nothing was answered"))]
    return " · ".join(said)


def add(session: Session, met: Met) -> str:
    """Store what is new in it. Returns the id of the member."""
    return store_answers(session, met)


# -- what it belongs to


def _meta(sheet: Sheet) -> dict[str, str]:
    """What the first rows of the hidden column say."""
    found = {name: _plain(sheet.cell(row, 0)) for row, name in enumerate(META)}
    if found["mark"] != MARK:
        raise Refusal(
            N_("The file is not a reply sheet of Facilitator."),
            STORED_NOTHING,
            N_("See that it is the file you meant."),
        )
    if found["format"].isdecimal() and int(found["format"]) > FORMAT:
        raise Refusal(
            N_("The reply sheet was written by a later version of Facilitator."),
            STORED_NOTHING,
            N_("Update the program, or type the answers in by hand."),
        )
    return found


def _ids(sheet: Sheet) -> tuple[str, ...]:
    """The ids of the commitments, up to the first row without one."""
    found = []
    for row in range(FIRST_LINE, len(sheet.rows)):
        key = _plain(sheet.cell(row, 0))
        if not key:
            break
        found.append(key)
    if not found or len(found) > LINES_AT_MOST or len(set(found)) < len(found):
        raise _changed()
    return tuple(found)


def _check_sum(meta: dict[str, str], ids: tuple[str, ...]) -> None:
    summed = [meta[name] for name in META[:-1]]
    keys = [key for key in (meta["cluster"], meta["member"], *ids) if key]
    if meta["sum"] != checksum(summed, ids) or not all(map(_is_id, keys)):
        raise _changed()


def _changed() -> Refusal:
    return Refusal(
        N_("What the answers belong to was changed or mixed up in the file."),
        STORED_NOTHING,
        N_("Send a new file, or type the answers in by hand."),
    )


def _is_id(text: str) -> bool:
    try:
        return str(UUID(text)) == text
    except ValueError:
        return False


def _moment(text: str) -> datetime:
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        raise _changed() from None
    if found.tzinfo is None:
        raise _changed()
    return found


# -- what must not be there


def _check_rest(sheet: Sheet, lines: int) -> None:
    """Nothing stands beside or below the lines, but the names to choose from."""
    end = FIRST_LINE + lines
    for row, cells in enumerate(sheet.rows):
        for column, value in enumerate(cells):
            outside = column >= COLUMNS or (row >= end and column > 0)
            if outside and _plain(value).strip():
                raise Refusal(
                    N_("Something is written in cell {cell}, where nothing is asked for."),
                    STORED_NOTHING,
                    N_("Move it to a yellow field, and read the file in again."),
                    cell=place(row, column),
                )


def _check_hidden(sheet: Sheet, lines: int) -> None:
    """No answer is out of sight."""
    rows = {row for row in sheet.hidden_rows if row < FIRST_LINE + lines}
    columns = {column for column in sheet.hidden_columns if 0 < column < COLUMNS}
    if rows or columns:
        raise Refusal(
            N_("Rows or columns of the reply are hidden."),
            STORED_NOTHING,
            N_("Show them, look at what they say, and read the file in again."),
        )


def _check_numbers(sheet: Sheet, lines: int) -> None:
    """No field that a person wrote in holds something like a CPR number."""
    fields = [(row, column) for row in range(FIRST_LINE, FIRST_LINE + lines) for column in ANSWERS]
    for row, column in (NAME_CELL, *fields):
        if find_cpr(_text(sheet, row, column)):
            raise Refusal(
                N_("Cell {cell} holds something like a CPR number."),
                STORED_NOTHING,
                N_("Remove the number there, and read the file in again."),
                cell=place(row, column),
            )


# -- the answers


def _answer(sheet: Sheet, row: int, key: str) -> Answer:
    return Answer(
        key,
        _status(sheet, row),
        _answer_text(sheet, row, EXPERIENCE),
        _answer_text(sheet, row, OBSTACLE),
        _answer_text(sheet, row, NEXT_STEP),
    )


def _status(sheet: Sheet, row: int) -> str | None:
    said = " ".join(_text(sheet, row, STATUS).split()).casefold()
    if not said:
        return None
    found = _statuses().get(said)
    if found is None:
        raise Refusal(
            N_("Cell {cell} does not say one of the words in the list."),
            STORED_NOTHING,
            CORRECT,
            cell=place(row, STATUS),
        )
    return found


@cache
def _statuses() -> dict[str, str]:
    """The words of both languages, and the status they stand for."""
    languages = (Language("da"), Language("en"))
    return {lang.text(one.title).casefold(): one.id for one in STATUSES for lang in languages}


def _answer_text(sheet: Sheet, row: int, column: int) -> str:
    text = _text(sheet, row, column)
    if len(text) > LONGEST_ANSWER:
        raise Refusal(
            N_("The answer in cell {cell} is longer than {n} characters."),
            STORED_NOTHING,
            CORRECT,
            cell=place(row, column),
            n=LONGEST_ANSWER,
        )
    return text


def _text(sheet: Sheet, row: int, column: int) -> str:
    """What a person wrote in a cell, as it may be kept. Raises Refusal for what is no text."""
    value = sheet.cell(row, column)
    if isinstance(value, str | int | float) and not isinstance(value, bool):
        return clean(_plain(value)).strip()
    raise no_words(place(row, column))


def _plain(value: object) -> str:
    """A cell in words; a whole number without the decimals that spreadsheets give it."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    text = str(value)
    return text.replace("\r\n", "\n").replace("\r", "\n")
