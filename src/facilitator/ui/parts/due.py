"""How far off a day is, in words and tone, and which day it is."""

from __future__ import annotations

from datetime import date

from facilitator.language import N_, Language


def due_words(due: date | None, today: date, lang: Language) -> tuple[str, str]:
    """How far off a due day is, and the tone it is written in; empty without a day."""
    if due is None:
        return "", ""
    days = (due - today).days
    if days < 0:
        return lang.plural("{n} day overdue", "{n} days overdue", -days), "bad"
    if days == 0:
        return lang.text(N_("due today")), "warn"
    return lang.plural("in {n} day", "in {n} days", days), ""


def day_words(day: date, today: date | None, lang: Language) -> str:
    """“9 December”, with its year when that is not today's."""
    is_near = today is not None and day.year == today.year
    return lang.date_near(day) if is_near else lang.date_text(day)
