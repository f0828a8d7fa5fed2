"""A thing to read in as a row: how its file is read, said to a person, and stored."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from facilitator.domain.handover_merge import Choice
from facilitator.domain.refusal import NotFound, Refusal
from facilitator.language import N_, Language

Watch = Callable[[int], object]
"""Told of how far a work has come, in rows; may raise to end it."""


@dataclass(frozen=True, slots=True)
class Source:
    """One thing to read in.

    Attributes:
        title: what it is called, a msgid.
        ending: of its files, without the first dot.
        at_most: the largest file, in bytes.
        read: from the bytes of a file to plain values. Raises Refusal, whatever the bytes are.
        say: the values in a line, in the reader's language.
        add: stores the values in the session of an edit. Returns an id.
        label: what that edit is called, a msgid.
        meet: puts the values beside what is stored, in a session that only reads, at the instant
            of reading in; from then on they are what it answers. None: they stand by themselves.
            Raises Refusal.
        cluster_of: the id of the cluster whose history the edit belongs to; None: of none.
        read_path: as `read`, of a file that may be too large for memory.
        decide: answers all that the values ask with “mine” or “theirs”. None: they ask nothing.
        is_whole: it brings a whole cluster, before which the data file is backed up; where there
            is no data file yet, one is made for it.
        is_load: it may bring so much that `add` is given the store itself, and makes one Step of
            all; the data file is backed up before.
        in_cluster: what is read in belongs to a cluster that a person chooses: `meet` is given
            its id as well.
        check: raises Refusal where the values as they are cannot be stored.
        others: other endings that its files may have.
    """

    name: str
    title: str
    ending: str
    at_most: int
    read: Callable[[bytes], Any]
    say: Callable[[Any, Language], str]
    add: Callable[[Any, Any], str]
    label: str
    meet: Callable[..., Any] | None = None
    cluster_of: Callable[[Any], str | None] | None = None
    read_path: Callable[[Path], Any] | None = None
    decide: Callable[[Any, Choice], Any] | None = None
    is_whole: bool = False
    is_load: bool = False
    in_cluster: bool = False
    check: Callable[[Any], None] = lambda _values: None
    others: tuple[str, ...] = ()

    @property
    def endings(self) -> tuple[str, ...]:
        """Of its files, the usual one first."""
        return (self.ending, *self.others)

    def read_file(self, path: Path) -> Any:
        """The values in a file; none larger than `at_most` is opened. Raises Refusal."""
        if not path.is_file():
            raise NotFound(
                N_("There is no file named {name}."), N_("Nothing was changed."), name=path.name
            )
        try:
            if path.stat().st_size <= self.at_most:
                return self.read_path(path) if self.read_path else self.read(path.read_bytes())
        except OSError as error:
            raise Refusal(
                N_("{name} cannot be read."),
                N_("Nothing was changed in it."),
                N_("Give yourself permission to read it, or choose another file."),
                name=path.name,
            ) from error
        raise too_large(self.at_most)


def too_large(at_most: int) -> Refusal:
    """The refusal of a file of more than so many bytes."""
    return Refusal(
        N_("The file is larger than {size} MB, and what is read in here never is."),
        N_("Nothing was stored."),
        N_("See that it is the file you meant."),
        size=at_most // 1_000_000,
    )
