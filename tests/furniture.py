"""Stores that are furnished once in a process and copied for each test that asks."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from copy import deepcopy
from pathlib import Path
from typing import Any, NamedTuple

from facilitator.clock import Clock
from facilitator.store.store import Store


class _Made(NamedTuple):
    """A closed store as a file, what was noted about it, and where the clock then stood."""

    content: bytes
    noted: dict[str, Any]
    clock: dict[str, Any]


_made: dict[Hashable, _Made] = {}


def new_store(place: Path, clock: Clock, *, installation: str) -> Store:
    """What Store.open makes where there is nothing yet, in a fraction of the time."""
    key = (installation, _state(clock))
    if key not in _made:
        Store.open(place, clock, installation=installation, create=True).close()
        _made[key] = _Made(place.read_bytes(), {}, dict(vars(clock)))
    return _copied(_made[key], place, clock, installation)


def furnish(
    scene: Any,
    place: Path,
    clock: Clock,
    installation: str,
    make: Callable[..., None],
    *about: Hashable,
) -> None:
    """Give `scene` a store in which `make`, a method of it, was done, and what it noted on `scene`.

    It is done anew for another class, and for a clock that stands elsewhere.
    """
    key = (type(scene), make.__name__, about, installation, _state(clock))
    if key not in _made:
        scene.store = new_store(place, clock, installation=installation)
        before = set(vars(scene))
        make(*about)
        scene.store.close()
        noted = {name: value for name, value in vars(scene).items() if name not in before}
        _made[key] = _Made(place.read_bytes(), noted, dict(vars(clock)))
    vars(scene).update(deepcopy(_made[key].noted))
    scene.store = _copied(_made[key], place, clock, installation)


def _state(clock: Clock) -> Hashable:
    return tuple(sorted(vars(clock).items()))


def _copied(made: _Made, place: Path, clock: Clock, installation: str) -> Store:
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(made.content)
    vars(clock).update(made.clock)
    return Store.open(place, clock, installation=installation)
