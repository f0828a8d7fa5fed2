"""Compile the catalogues of translations; used when building, and when a checkout's are stale."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from facilitator.paths import safe_save


def compiled(po: Path) -> bytes:
    """The catalogue at `po` in gettext's binary form, without fuzzy entries."""
    with po.open("rb") as source:
        catalogue = read_po(source, abort_invalid=True)
    binary = BytesIO()
    write_mo(binary, catalogue)
    return binary.getvalue()


def compile_catalogue(po: Path, mo: Path) -> None:
    """Write the catalogue at `po` in gettext's binary form to `mo`."""
    safe_save(mo, compiled(po))
