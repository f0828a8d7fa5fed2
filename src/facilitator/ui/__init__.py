"""The only room with Qt: what the user meets."""

from __future__ import annotations

import builtins

import PySide6.QtCore  # noqa: F401

# PySide hooks every later import to search the source of the module for its own name, in case
# somebody switches `__feature__`, which nobody does here. Reading the source of all of SQLAlchemy
# took a tenth of the start and 20 MB.
if hasattr(builtins, "__orig_import__"):
    builtins.__import__ = builtins.__orig_import__
