"""Where data and bundled resources lie on this system, and how a file is written safely."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

_PACKAGE = Path(__file__).resolve().parent


def is_checkout() -> bool:
    """Whether the program runs from its source tree rather than from an installed package."""
    return not (_PACKAGE / "resources").is_dir()


def resources() -> Path:
    """The folder of icons, fonts and catalogues: in the package or at the top of the checkout."""
    if is_checkout():
        return _PACKAGE.parents[1] / "resources"
    return _PACKAGE / "resources"


def user_data() -> Path:
    """The folder for this user's data, by the custom of the system; it may not exist yet."""
    from platformdirs import user_data_path

    return user_data_path("Facilitator", appauthor=False, roaming=False)


DEMO = "demo.sqlite"
"""What the data file of the demo is called."""


def default_store() -> Path:
    """The data file that is opened when none is named."""
    return user_data() / "facilitator.sqlite"


def safe_save(path: Path, content: bytes) -> None:
    """Write `content` to `path` so that after a crash there is the old file or the new, whole.

    Raises OSError; the old file is then untouched and nothing is left beside it.
    """
    safe_write(path, lambda file: file.write(content))


def safe_write(path: Path, write: Callable[[BinaryIO], object]) -> None:
    """As `safe_save`, with a function that writes into an empty file, which can be read again.

    What `write` raises is the caller's; nothing is left of it.
    """
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".part")
    part = Path(name)
    try:
        with os.fdopen(handle, "w+b") as file:
            write(file)
            file.flush()
            os.fsync(file.fileno())
        _take_over_mode(part, path)
        part.replace(path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def _take_over_mode(part: Path, path: Path) -> None:
    # mkstemp gives 0600; a file that is written anew keeps the rights its owner gave it.
    if path.exists():
        part.chmod(path.stat().st_mode & 0o777)


def sync_folder(folder: Path) -> None:
    """Put on disk which files the folder holds under which names."""
    if os.name == "nt":  # Windows has no handle of a folder to sync
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
