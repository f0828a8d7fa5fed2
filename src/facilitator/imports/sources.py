"""IMPORTS, one row for each thing read in from a file; the menu and the command line follow."""

from __future__ import annotations

from facilitator.domain.handover import AT_MOST as HANDOVER_AT_MOST
from facilitator.domain.handover import ENDING as HANDOVER
from facilitator.domain.pattern_file import AT_MOST, ENDING
from facilitator.imports import figure_file, handover, indicators, reply, template
from facilitator.imports.source import Source
from facilitator.language import N_

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
    Source(
        "reply",
        N_("Reply from a member"),
        "xlsx",
        reply.AT_MOST,
        reply.read,
        reply.say,
        reply.add,
        N_("Read in the reply of a member"),
        reply.meet,
        reply.cluster_of,
    ),
    Source(
        "handover",
        N_("Hand-over of a cluster"),
        HANDOVER,
        HANDOVER_AT_MOST,
        handover.read,
        handover.say,
        handover.add,
        N_("Open a hand-over"),
        handover.meet,
        handover.cluster_of,
        handover.read_path,
        handover.decide,
        is_whole=True,
    ),
    Source(
        "indicators",
        N_("Figures of indicators"),
        "xlsx",
        figure_file.AT_MOST,
        figure_file.read,
        indicators.say,
        indicators.add,
        indicators.LABEL,
        indicators.meet,
        indicators.cluster_of,
        figure_file.read_path,
        indicators.decide,
        is_load=True,
        in_cluster=True,
        check=indicators.check,
        others=("csv",),
    ),
)


def source(name: str) -> Source | None:
    """The thing to read in with this name, or none."""
    return next((one for one in IMPORTS if one.name == name), None)
