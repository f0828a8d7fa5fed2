"""Copies of a store that still hold the name of somebody who has been made anonymous in it."""

from __future__ import annotations

import contextlib
import math
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from statistics import median

from facilitator.clock import Clock
from facilitator.domain.person import Held
from facilitator.store import backup, driver
from facilitator.store.backup import Backup

_FARTHEST = 1_000
"""Backups to come that are thought of when it is asked until when one is kept."""

_PIECE = 1 << 20


def copies_holding(place: Path, member: str, now: datetime, name: str = "") -> tuple[Held, ...]:
    """The backups of a store, and former stores set aside beside it, that know a member by name.

    Args:
        name: when it is known, copies where it stands in any text count as well.

    A backup goes when the thinning rule takes it, counted with as many backups to come as there
    have been; a store that was set aside is never thrown away by the program.
    """
    backups = backup.list_backups(backup.folder_of(place), place.stem)
    ends = expiries(backups, now)
    held = [
        Held(one.path.name, one.at, ends.get(one.path))
        for one in backups
        if _knows(one.path, member, name)
    ]
    aside = sorted(place.parent.glob(f"{place.name}.replaced-*"))
    logs = ("-wal", "-shm", "-journal")
    held += [
        Held(path.name, None, None)
        for path in aside
        if not path.name.endswith(logs) and _knows(path, member, name)
    ]
    return tuple(held)


def remove_backups_holding(place: Path, member: str, clock: Clock, name: str = "") -> int:
    """Delete the backups that know a member by name, once a new one of the store is verified.

    Returns how many are gone; one that cannot be deleted stays. Arguments as `copies_holding`.
    Raises Refusal, and deletes nothing, when the new one cannot be made.
    """
    folder = backup.folder_of(place)
    made = backup.make(place, folder, clock)
    count = 0
    for one in backup.list_backups(folder, place.stem):
        if one.path != made and made is not None and _knows(one.path, member, name):
            with contextlib.suppress(OSError):
                backup.remove(one)
                count += 1
    return count


def expiries(backups: Sequence[Backup], now: datetime) -> Mapping[Path, date]:
    """About when each of the backups is thrown away, if as many are made as until now."""
    every, kept = _rhythm(backups), list(backups)
    ends: dict[Path, date] = {}
    known = {one.path for one in backups}
    for number in range(1, _FARTHEST):
        if len(ends) == len(known):
            break
        at = now + number * every
        kept.append(Backup(Path(f"coming-{number}"), at, "", 0))
        gone = {one.path for one in backup.to_delete(kept, at, math.inf)}
        ends |= {path: at.date() for path in gone & known}
        kept = [one for one in kept if one.path not in gone]
    return ends


def _rhythm(backups: Sequence[Backup]) -> timedelta:
    """The usual time between two days with a backup; a day when there are too few to tell."""
    days = sorted({one.at.date() for one in backups})
    gaps = [(later - earlier).days for earlier, later in pairwise(days)]
    return timedelta(days=max(1, round(median(gaps))) if gaps else 1)


def _knows(copy: Path, member: str, name: str) -> bool:
    """Whether a copy has the member with a name, or the name anywhere; one that cannot be read
    may have.

    Where somebody else is called so too, the name in a text tells nothing of the member.
    """
    try:
        with driver.immutable(copy) as connection:
            found = connection.execute("SELECT * FROM member")
            columns = [column[0] for column in found.description]
            people = [dict(zip(columns, row, strict=True)) for row in found]
    except driver.sqlite_module().Error:
        return True
    key = _stored(member)
    if any(one["id"] == key and one.get("anonymised") is None for one in people):
        return True
    others = (str(one["name"]).casefold() for one in people if one["id"] != key)
    is_shared = any(name.casefold() in other for other in others)
    return bool(name) and not is_shared and _stands_in(copy, name)


def _stands_in(copy: Path, name: str) -> bool:
    """Whether a name stands in a file, in its own letters or in small ones."""
    forms = [form.encode() for form in {name, name.lower()}]
    room = max(map(len, forms))
    before = b""
    with copy.open("rb") as file:
        while piece := file.read(_PIECE):
            if any(form in before + piece for form in forms):
                return True
            before = piece[-room:]
    return False


def _stored(key: str) -> str:
    return key.replace("-", "")
