"""What the program will not do, said to a person: what happened, what is safe, what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from facilitator.language import Language


class Refusal(Exception):
    """An expected failure. Its parts are marked texts, translated where they are shown.

    Args:
        parts: one to three sentences: what happened, what is safe, what to do.
        fields: values for the `{names}` in the sentences; never a person's or a patient's data.
    """

    def __init__(self, *parts: str, **fields: object) -> None:
        super().__init__(*parts)
        self.parts = parts
        self.fields = fields

    def in_words(self, lang: Language) -> str:
        """The whole message in the reader's language."""
        return " ".join(lang.text(part, **self.fields) for part in self.parts)

    def __str__(self) -> str:
        return " ".join(part.format(**self.fields) for part in self.parts)


class Conflict(Refusal):
    """The row is no longer as it was when it was read or last changed."""


class NotFound(Refusal):
    """The row is not there any more."""


class PatientNumber(Refusal):
    """A text that holds something like a CPR number was about to be stored.

    Carries the place (table, key, field) and how many, never the text.
    """

    def __init__(self, *parts: str, table: str, key: str, field: str, hits: int) -> None:
        super().__init__(*parts)
        self.table, self.key, self.field, self.hits = table, key, field, hits
