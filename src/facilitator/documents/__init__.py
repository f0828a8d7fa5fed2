"""DOCUMENTS, one row for each thing written out; a document is one file: values in, bytes out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from facilitator.documents import minutes
from facilitator.domain.minutes import Minutes
from facilitator.language import N_, Language


@dataclass(frozen=True, slots=True)
class Format:
    """One form of a document: the ending of its file, and what writes it.

    `write` takes what the document needs, a language, and whether persons are named.
    """

    ending: str
    write: Callable[[Minutes, Language, bool], bytes]


@dataclass(frozen=True, slots=True)
class Document:
    """One document: `needs` names the query of `store/queries` that gives what is written."""

    name: str
    title: str
    needs: str
    formats: tuple[Format, ...]

    @property
    def endings(self) -> tuple[str, ...]:
        return tuple(one.ending for one in self.formats)

    def format(self, ending: str) -> Format | None:
        """The form with this ending, or none."""
        return next((one for one in self.formats if one.ending == ending), None)


DOCUMENTS = (Document("minutes", N_("Minutes"), "minutes", (Format("md", minutes.as_markdown),)),)
