"""A handed over cluster put beside what is stored: what it brings, what is asked, and done."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from facilitator.domain.handover import AT_MOST, Handover, Place
from facilitator.domain.handover_merge import (
    Changed,
    Choice,
    Merge,
    Side,
    counts_by_table,
    merge,
    settle,
)
from facilitator.domain.handover_words import Question, question, say_counts
from facilitator.domain.refusal import Conflict, Refusal
from facilitator.edits import members
from facilitator.imports import handover_file
from facilitator.imports.source import too_large
from facilitator.language import N_, Language
from facilitator.store import handover as store
from facilitator.store import queries
from facilitator.store.garbage import uncollected
from facilitator.store.journal import from_json
from facilitator.store.rows import Session


@dataclass(frozen=True, slots=True)
class Opened:
    """A hand-over beside what is stored, and what was chosen of what is asked.

    Attributes:
        here: what is stored, as it was compared.
        is_new: the cluster is not in the store yet; it comes to stand beside the others.
        choices: “mine” or “theirs” for things changed in both; “mine” where nothing is said.
    """

    handover: Handover = field(repr=False)
    here: Side = field(repr=False)
    found: Merge = field(repr=False)
    is_new: bool
    choices: Mapping[Place, Choice] = field(default_factory=dict)

    @property
    def left(self) -> int:
        """How many things are still to be chosen."""
        return sum(one.place not in self.choices for one in self.found.asked)

    def changes(self) -> tuple[Changed, ...]:
        """The rows that would be changed."""
        return settle(self.found, self.choices)

    def choose(self, choice: Choice) -> Opened:
        """With one choice for all that is asked."""
        return replace(self, choices={one.place: choice for one in self.found.asked})


@uncollected()
def read(content: bytes) -> Handover:
    """The hand-over in the bytes of a file. Raises Refusal, and nothing else."""
    if len(content) > AT_MOST:
        raise too_large(AT_MOST)
    return handover_file.read(lambda: BytesIO(content))


@uncollected()
def read_path(path: Path) -> Handover:
    """The hand-over in a file, which is opened again for each file copied in it."""
    return handover_file.read(partial(_open, path))


@uncollected()
def meet(session: Session, given: Handover, _at: datetime) -> Opened:
    """Put it beside what is stored. Raises Refusal while a meeting runs.

    Rows of another cluster are refused; a cluster that is not there yet is new as a whole.
    """
    here, is_new = _gather(session, given)
    if store.elsewhere(session, given.rows, here.rows):
        raise Refusal(
            N_("The file holds rows that belong to another cluster of this data file."),
            N_("Nothing was stored."),
            N_("Ask for the file again."),
        )
    theirs = Side(given.rows, given.known, given.notes)
    return Opened(given, here, merge(here, theirs, store.shape()), is_new)


def _gather(session: Session, given: Handover) -> tuple[Side, bool]:
    """What is stored of the cluster and beside it, and whether there is nothing of it."""
    if queries.running_meeting(session) is not None:
        raise Refusal(
            N_("A meeting is running, so no hand-over can be opened now."),
            N_("Nothing was stored."),
            N_("End the meeting, then try again."),
        )
    mine = store.gather(session, given.cluster)
    here = {**store.shared(session), **mine}
    return Side(here, store.known(session, given.cluster)), not mine


def add(session: Session, opened: Opened) -> str:
    """Store what it brings, as chosen. Returns the cluster's id.

    Raises Conflict when what is stored is no longer what was compared, and Refusal when nothing
    is chosen of what is asked.
    """
    given = opened.handover
    here, _ = _gather(session, given)
    if here != opened.here:
        raise Conflict(
            N_("The cluster was changed while the hand-over was looked at."),
            N_("Nothing was stored."),
            N_("Open the file again."),
        )
    if opened.left:
        raise Refusal(
            N_("Some things were changed in both places, and it is not chosen which to keep."),
            N_("Nothing was stored."),
            N_("Choose yours or theirs for each of them."),
        )
    changes = opened.changes()
    former = dict(_anonymised(session, changes))
    store.write(session, given.cluster, changes, opened.found.known, given.content)
    for key, names in former.items():
        members.forget_name(session, key, names)
    return given.cluster


def _anonymised(
    session: Session, changes: Iterable[Changed]
) -> Iterator[tuple[str, members.Names]]:
    """The members that became anonymous there, with what they were known by here."""
    for one in changes:
        (table, key), before, after = one.place, one.before, one.after
        is_new = before and after and after.get("anonymised") and not before.get("anonymised")
        if table == "member" and before and is_new:
            known = (before["name"], before["email"], *queries.former_names(session, key))
            yield key, members.Names(known, before["initials"])


def cluster_of(opened: Opened) -> str:
    """The cluster that is handed over."""
    return opened.handover.cluster


def decide(opened: Opened, choice: Choice) -> Opened:
    """Choose the same for all that is asked."""
    return opened.choose(choice)


def say(opened: Handover | Opened, lang: Language) -> str:
    """What opening it would do, in words; of a file alone what it holds."""
    if isinstance(opened, Handover):
        return lang.text(N_("Hand-over of {cluster}"), cluster=opened.name)
    name = opened.handover.name
    whole = N_("{cluster} is new here and comes to stand beside the other clusters. {what}")
    sentence = whole if opened.is_new else N_("{cluster}: {what}")
    what = say_counts(counts_by_table(opened.changes()), opened.left, lang)
    return lang.text(sentence, cluster=name, what=what)


def questions(opened: Opened, lang: Language) -> tuple[Question, ...]:
    """What a person is to choose, in words."""
    return tuple(question(one, opened.found, from_json, lang) for one in opened.found.asked)


def _open(path: Path) -> BinaryIO:
    return path.open("rb")
