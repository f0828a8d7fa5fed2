"""Python's search for garbage, put off while there is next to none."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """Where many rows are made and all of them kept: looking for others takes a tenth of the time.

    One inside another, or beside it in another thread, is no harm.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
