"""An own template and a block, as tests hand them on."""

from __future__ import annotations

from facilitator.domain.patterns import Pattern, PatternItem
from facilitator.domain.schedule import Step

TITLE = "Casemøde på Ærø – „os“ & <b>jer</b> 👩‍⚕️"

TEMPLATE = Pattern(
    TITLE,
    (
        PatternItem("follow_up", "Opfølgning siden sidst", 900, 300, False),
        PatternItem(
            "case",
            "HbA1c <48 hos >60 %",
            1500,
            780,
            True,
            "Hvad gør I?",
            "Husk: 'kaffe' & \"kage\"",
            "Tag tal med, se https://example.org/vejledning",
            (Step("Fremlæggelse", 600), Step("Drøftelse", 900)),
        ),
        PatternItem("summary", "Opsummering", 600, 600, False),
    ),
    "Vi når to cases",
)
BLOCK = Pattern("Summepause", (PatternItem("group_work", "Summe", 300, 180, True),), is_block=True)
