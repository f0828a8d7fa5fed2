"""IMPORTS, one row for each thing read in from a file; the menu and the command line follow."""

from __future__ import annotations

from facilitator.domain.pattern_file import AT_MOST, ENDING
from facilitator.imports import template
from facilitator.imports.source import Source
from facilitator.language import N_

__all__ = ["IMPORTS", "Source", "source"]

IMPORTS = (
    Source(
        "template",
        N_("Agenda template or block"),
        ENDING,
        AT_MOST,
        template.read,
        template.say,
        template.add,
        N_("Add template from a file"),
    ),
)


def source(name: str) -> Source | None:
    """The thing to read in with this name, or none."""
    return next((one for one in IMPORTS if one.name == name), None)
