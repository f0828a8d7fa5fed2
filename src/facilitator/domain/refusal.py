"""What the program will not do, said to a person: what happened, what is safe, what to do."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from facilitator.language import N_

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


NO_ROOM = (
    N_("The disk is full."),
    N_("What you wrote before is safe."),
    N_("Free some space, then try again."),
)
"""What is said when a store cannot even be opened or read because the disk is full."""


def is_full(error: OSError) -> bool:
    """Whether the system refused for want of room on the disk."""
    return error.errno in (errno.ENOSPC, errno.EDQUOT)


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


@contextmanager
def writing(name: str) -> Iterator[None]:
    """Around the writing of a file called `name`: what is in the way is said in words.

    Raises Refusal in place of an OSError.
    """
    try:
        yield
    except OSError as error:
        raise _unwritable(error, name) from error


def _unwritable(error: OSError, name: str) -> Refusal:
    safe = N_("Nothing was changed.")
    if is_full(error):
        return Refusal(N_("The disk is full."), safe, N_("Make room, or choose another disk."))
    if isinstance(error, PermissionError) or error.errno == errno.EROFS:
        what = N_("Files may not be written in this folder, or {name} is open elsewhere.")
        return Refusal(what, safe, N_("Choose another folder or another name."), name=name)
    return Refusal(
        N_("{name} cannot be written."),
        safe,
        N_("See that the folder is there, that you may write in it, and that it has room."),
        name=name,
    )
