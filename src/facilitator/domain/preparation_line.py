"""What is to be ready before a meeting, written as one line: what @who >by when."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from facilitator.domain.capture import Known, Owner, read_line
from facilitator.domain.marks import quote, tidy


@dataclass(frozen=True, slots=True)
class Task:
    """What was understood of a line. `who` is a member, a clinic, or whatever name was written;
    `knows_who` says that it is one of the first two."""

    text: str
    who: str = ""
    knows_who: bool = False
    due: date | None = None


def read_task(
    typed: str,
    owners: Sequence[Owner],
    read_date: Callable[[str], date | None],
    meeting: date,
    everybody: str = "",
) -> Task:
    """Read “Count referrals @Clinic 2 >1.12” as a line of the meeting is read.

    A name nobody bears is taken as it stands, since a guest may prepare something too; “> next
    meeting” is the day of this one.

    Args:
        owners: the members and clinics there are.
        read_date: a date as people write it, or none.
        meeting: the day of the meeting that is prepared.
        everybody: what the whole cluster is called.
    """
    # A “!” makes an insight of a line written in a meeting; here it means nothing.
    line = read_line(
        typed.strip().lstrip("!"), "commitment", Known(owners, read_date, everybody=everybody)
    )
    due = meeting if line.next_meeting else line.due
    if line.owner is not None:
        return Task(line.text, line.owner.name, True, due)
    if line.unknown:
        return Task(_without(line.text, line.unknown), line.unknown, False, due)
    return Task(line.text, due=due)


def write_task(task: Task, show_date: Callable[[date], str]) -> str:
    """The line that `read_task` reads as this, for it to be changed.

    Who stands first where the text itself holds such a mark, and by when last.
    """
    who = f"@{_named(task)}" if task.who else ""
    due = f">{show_date(task.due)}" if task.due else ""
    parts = (who, task.text, due) if "@" in task.text else (task.text, who, due)
    return " ".join(part for part in parts if part)


def _named(task: Task) -> str:
    is_one_word = not set(task.who) & set(' ,.;:"“”„')
    return task.who if task.knows_who or is_one_word else quote(task.who)


def _without(text: str, name: str) -> str:
    for mark in (f"@{quote(name)}", f"@“{name}”", f"@„{name}“", f"@”{name}”", f"@{name}"):
        if mark in text:
            before, _, after = text.partition(mark)
            return tidy(f"{before} {after}")
    return text
