"""The sheet a member answers in, in any spreadsheet program, as XLSX."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any

from facilitator.documents.document import Asked, plain_name
from facilitator.documents.personal import entry, in_order, owner_of
from facilitator.documents.word import ACCENT, HAIRLINE, INK, QUIET, sound
from facilitator.domain.between import LINES_AT_MOST, LONGEST_ANSWER, Asking, Told
from facilitator.domain.refusal import Refusal
from facilitator.domain.reply_sheet import (
    ANSWERS,
    EXPERIENCE,
    FIRST_LINE,
    FORMAT,
    MARK,
    NAME_CELL,
    NEXT_STEP,
    STATUS,
    checksum,
)
from facilitator.domain.statuses import STATUSES
from facilitator.language import N_, Language

if TYPE_CHECKING:
    from xlsxwriter.format import Format  # type: ignore[import-untyped]
    from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]

_HEAD = (
    *("", N_("No."), N_("Commitment"), N_("Who"), N_("About it"), N_("So far")),
    *(N_("How is it going?"), N_("Experience"), N_("What is in the way?"), N_("Next step")),
)
_WIDTHS = (2, 4, 36, 15, 18, 22, 17, 34, 26, 26)
_SHOWN_AT_MOST = 4_000
_FOOTER_AT_MOST = 100
_TAKEN = "FFF9E5"


def as_xlsx(asking: Asking, lang: Language, asked: Asked) -> bytes:
    """The sheet, with a line for each commitment. Raises Refusal where nothing is open."""
    import xlsxwriter  # type: ignore[import-untyped]

    lang = Language(lang.code, asking.zone)
    told = in_order(asking, lang, asked)
    _check(told)
    made = BytesIO()
    book = xlsxwriter.Workbook(made, {"in_memory": True})
    facts = {"title": _title(asking, lang), "author": asking.cluster, "created": asked.now}
    book.set_properties({name: sound(v) if isinstance(v, str) else v for name, v in facts.items()})
    sheet = book.add_worksheet(lang.text(N_("Reply")))
    looks = {name: book.add_format(_look(look)) for name, look in _LOOKS.items()}
    _set_sheet(sheet, asking)
    _write_meta(sheet, asking, told, asked.now, looks["hidden"])
    _write_top(sheet, asking, lang, asked, looks)
    _write_lines(sheet, asking, told, lang, looks)
    _guard(sheet, asking, len(told), lang)
    book.close()
    return made.getvalue()


def name_file(asking: Asking, lang: Language) -> str:
    """A name for its file, without an ending: Svar – Anna Eksempel."""
    who = asking.member.name if asking.member else asking.cluster
    return plain_name(f"{lang.text(N_('Reply'))} – {who}")


def _check(told: Sequence[Told]) -> None:
    if not told:
        raise Refusal(N_("There is nothing open to ask about."), N_("Nothing was written."))
    if len(told) > LINES_AT_MOST:
        raise Refusal(
            N_("There is more open than one sheet can ask about."),
            N_("Nothing was written."),
            N_("Ask one member at a time."),
        )


def _title(asking: Asking, lang: Language) -> str:
    return f"{lang.text('How is it going?')} · {asking.cluster}"


# -- what it looks like

_PLAIN = {
    **{"font_name": "Calibri", "font_size": 11, "font_color": f"#{INK}"},
    **{"valign": "top", "text_wrap": True, "num_format": "@"},
}
_LINE = {"bottom": 1, "bottom_color": f"#{HAIRLINE}"}
_LOOKS: dict[str, dict[str, Any]] = {
    "hidden": {"font_color": "#FFFFFF", "text_wrap": False},
    "title": {"font_size": 18, "bold": True, "text_wrap": False},
    "quiet": {"font_color": f"#{QUIET}", "text_wrap": False},
    "name": {"bold": True, "text_wrap": False},
    "ask_name": {"bold": True, "locked": False, "bg_color": f"#{_TAKEN}", "border": 1},
    "head": {"bold": True, "font_color": "#FFFFFF", "bg_color": f"#{ACCENT}", "valign": "vcenter"},
    "text": {**_LINE},
    "strong": {**_LINE, "bold": True},
    "small": {**_LINE, "font_size": 10, "font_color": f"#{QUIET}"},
    "answer": {
        **{"locked": False, "bg_color": f"#{_TAKEN}", "border": 1},
        **{"border_color": f"#{HAIRLINE}"},
    },
}


def _look(own: dict[str, Any]) -> dict[str, Any]:
    return {**_PLAIN, **own}


def _set_sheet(sheet: Worksheet, asking: Asking) -> None:
    for column, width in enumerate(_WIDTHS):
        sheet.set_column(column, column, width)
    sheet.set_column(0, 0, _WIDTHS[0], None, {"hidden": True})
    sheet.hide_gridlines(2)
    sheet.freeze_panes(FIRST_LINE, 0)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(FIRST_LINE - 1)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.5)
    sheet.set_footer(f"&L{asking.cluster[:_FOOTER_AT_MOST].replace('&', '&&')}&R&P/&N")
    begin = (FIRST_LINE, STATUS) if asking.member else NAME_CELL
    sheet.set_selection(*begin, *begin)
    sheet.set_row(0, 28)
    sheet.set_row(FIRST_LINE - 1, 22)


def _write_meta(
    sheet: Worksheet, asking: Asking, told: Sequence[Told], now: datetime, look: Format
) -> None:
    member = asking.member.id if asking.member else ""
    ids = [one.commitment.id for one in told]
    meta = (MARK, str(FORMAT), asking.key, member, _instant(now))
    for row, text in enumerate((*meta, checksum(meta, ids))):
        sheet.write_string(row, 0, text, look)
    for row, key in enumerate(ids, FIRST_LINE):
        sheet.write_string(row, 0, key, look)


def _instant(now: datetime) -> str:
    return now.astimezone(UTC).replace(microsecond=0).isoformat().replace("+00:00", "Z")


def _write_top(
    sheet: Worksheet, asking: Asking, lang: Language, asked: Asked, looks: dict[str, Format]
) -> None:
    day = lang.date_text(asked.now.astimezone(lang.zone).date())
    _write(sheet, 0, 1, _title(asking, lang), looks["title"])
    how = (
        N_("Answer in the yellow fields; leave empty what you cannot say. A few words will do."),
        N_("Save the file as it is (.xlsx) and send it back to whoever sent it to you."),
        N_("Please write nothing that could lead back to a patient."),
    )
    for row, text in enumerate(how, 1):
        _write(sheet, row, 1, lang.text(text), looks["quiet"])
    _write(sheet, 4, 1, lang.text(N_("Name")), looks["name"])
    if asking.member is not None:
        _write(sheet, *NAME_CELL, asking.member.name, looks["name"])
    else:
        _write(sheet, *NAME_CELL, "", looks["ask_name"])
        _write(sheet, 4, 3, lang.text(N_("← choose your name")), looks["quiet"])
    _write(sheet, 5, 1, lang.text(N_("Sent {day}"), day=day), looks["quiet"])


def _write_lines(
    sheet: Worksheet,
    asking: Asking,
    told: Sequence[Told],
    lang: Language,
    looks: dict[str, Format],
) -> None:
    for column, title in enumerate(_HEAD[1:], 1):
        _write(sheet, FIRST_LINE - 1, column, lang.text(title), looks["head"])
    for number, one in enumerate(told, 1):
        row, said = FIRST_LINE - 1 + number, entry(one, asking, lang)
        what = " ".join(part for part in (said.situation, said.action) if part)
        so_far = "\n".join(part for part in (said.stands, said.last) if part)
        texts = (
            (lang.number(number), "small"),
            ("\n".join(part for part in (what, said.sign) if part), "strong"),
            (owner_of(one.commitment, lang), "text"),
            (said.about, "small"),
            (so_far, "small"),
        )
        for column, (text, look) in enumerate(texts, 1):
            _write(sheet, row, column, text, looks[look])
        for column in ANSWERS:
            _write(sheet, row, column, "", looks["answer"])


def _write(sheet: Worksheet, row: int, column: int, text: str, look: Format) -> None:
    """Text as text, whatever it begins with."""
    if text:
        sheet.write_string(row, column, sound(text)[:_SHOWN_AT_MOST], look)
    else:
        sheet.write_blank(row, column, None, look)


# -- what may be written in it


def _guard(sheet: Worksheet, asking: Asking, lines: int, lang: Language) -> None:
    """Lists to choose from, lengths, and locks on what is not to be written in."""
    last = FIRST_LINE + lines - 1
    words = [lang.text(one.title) for one in STATUSES]
    title = lang.text(N_("Choose from the list"))
    said = lang.text(N_("Choose one of the words in the list, or leave it empty."))
    choice = {"validate": "list", "error_title": title, "error_message": said}
    sheet.data_validation(FIRST_LINE, STATUS, last, STATUS, {**choice, "source": words})
    if asking.member is None:
        _offer_names(sheet, asking, last + 2, choice)
    sheet.data_validation(
        *(FIRST_LINE, EXPERIENCE, last, NEXT_STEP),
        {
            **{"validate": "length", "criteria": "<=", "value": LONGEST_ANSWER},
            "error_title": lang.text(N_("Too long")),
            "error_message": lang.text(
                N_("There is room for {n} characters here."), n=lang.number(LONGEST_ANSWER)
            ),
        },
    )
    sheet.protect("", {"format_columns": True, "format_rows": True})


def _offer_names(sheet: Worksheet, asking: Asking, row: int, choice: dict[str, Any]) -> None:
    """The names to choose from, in the hidden column below the ids."""
    for at, one in enumerate(asking.people, row):
        sheet.write_string(at, 0, sound(one.name))
    names = f"=$A${row + 1}:$A${row + max(1, len(asking.people))}"
    sheet.data_validation(*NAME_CELL, *NAME_CELL, {**choice, "source": names})
