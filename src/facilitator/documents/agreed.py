"""“What we agreed” in the words of one language: one page of a held meeting for every member."""

from __future__ import annotations

from dataclasses import dataclass

from facilitator.documents.document import Asked, Head
from facilitator.documents.minutes import Promise, promise
from facilitator.documents.moment import begin, say_meeting
from facilitator.domain.between import WhatWeAgreed
from facilitator.language import N_, Language


@dataclass(frozen=True, slots=True)
class Sheet(Head):
    """The page in words; a part there is nothing to say of is empty."""

    when: str
    taken_home: tuple[str, ...]
    promises: tuple[Promise, ...]
    coming: str
    closing: str

    @property
    def heading(self) -> str:
        """Of which cluster and meeting, on one line."""
        return f"{self.cluster} · {self.when}"


def write_sheet(agreed: WhatWeAgreed, lang: Language, asked: Asked) -> Sheet:
    """Put what was agreed into words, at the clock times of its cluster.

    Who tries what is counted, and named where `names` is asked.
    """
    lang, meeting = Language(lang.code, agreed.zone), agreed.meeting
    coming = agreed.coming if agreed.coming and agreed.coming.end > asked.now else None
    asks = lang.text(N_("Next time we begin by hearing how it went."))
    return Sheet(
        code=lang.code,
        title=lang.text(N_("What we agreed")),
        cluster=agreed.cluster,
        when=lang.text(
            N_("Cluster meeting {number}, {date}"),
            number=meeting.number,
            date=lang.date_long(meeting.start),
        ),
        taken_home=tuple(one.text for one in agreed.taken_home),
        promises=tuple(promise(one, lang, asked.names) for one in agreed.agreed),
        coming=begin(say_meeting(coming, lang)) if coming else "",
        closing=asks if agreed.agreed else "",
    )
