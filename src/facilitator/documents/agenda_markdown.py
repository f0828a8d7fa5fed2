"""The agenda as Markdown, to be read as it is and pasted anywhere."""

from __future__ import annotations

from collections.abc import Iterator

from facilitator.documents.agenda import Fact, Line, Sheet, write_sheet
from facilitator.documents.document import Asked
from facilitator.documents.markdown import bullets, escape, heading, link, numbered
from facilitator.domain.written_agenda import WrittenAgenda
from facilitator.language import Language


def as_markdown(written: WrittenAgenda, lang: Language, asked: Asked) -> bytes:
    """The agenda in UTF-8: goals, then a heading for each item with its clock time."""
    sheet = write_sheet(written, lang, asked)
    return ("\n\n".join(_parts(sheet, lang)) + "\n").encode("utf-8")


def _parts(sheet: Sheet, lang: Language) -> Iterator[str]:
    yield heading(1, sheet.title)
    yield escape(sheet.heading)
    marks = (sheet.edition, sheet.cancelled, sheet.chair)
    yield from (escape(mark) for mark in marks if mark)
    if sheet.goals:
        yield heading(2, lang.text("Goals for the meeting"))
        yield lang.text("When we go home, we can …")
        yield numbered(escape(goal) for goal in sheet.goals)
    if sheet.facts:
        yield bullets(map(_fact, sheet.facts))
    yield heading(2, lang.text("Agenda"))
    for line in sheet.lines:
        yield from _item(line, lang)


def _item(line: Line, lang: Language) -> Iterator[str]:
    yield heading(3, f"{line.start} {line.title}")
    about = (line.who, lang.text("{minutes} min", minutes=line.minutes), line.least)
    yield escape(" · ".join(part for part in about if part))
    yield from (escape(text) for text in (line.question, line.steps) if text)
    if line.notes:
        yield f"{escape(lang.text('Note:'))} {escape(line.notes)}"
    # Two lists without a word between them would be read as one.
    if line.facts or line.prompts:
        yield bullets([*map(_fact, line.facts), *map(escape, line.prompts)])
    if line.promises:
        yield escape(f"{lang.text('Follow up on')}:")
        yield bullets(escape(f"{one.action} ({one.about})") for one in line.promises)


def _fact(fact: Fact) -> str:
    words = f"{escape(fact.label)} {escape(fact.text)}"
    return f"{words} {link(fact.link)}" if fact.link else words
