"""What a meeting is about: cases, guidelines, cluster packages and speakers, and where each was
used."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from facilitator.domain.agenda import MeetingStatus
from facilitator.language import N_

Sort = Literal["case", "guideline", "package", "speaker", "indicator"]

SORTS: tuple[tuple[Sort, str], ...] = (
    ("case", N_("Patient case")),
    ("guideline", N_("Guideline")),
    ("package", N_("Cluster package")),
    ("speaker", N_("External speaker")),
    ("indicator", N_("Indicator")),
)
"""What an item can be about, with its name."""

AGE_BANDS = ("", "0-1", "2-5", "6-12", "13-17", "18-39", "40-64", "65-79", "80+")
"""Years of age as wide as a case may tell; empty: not told."""

SEXES = (("female", N_("Woman")), ("male", N_("Man")))
NATURES = (("typical", N_("Typical case")), ("brought", N_("Case brought along")))


@dataclass(frozen=True, slots=True)
class Occasion:
    """Where a thing was or will be used: an item of a meeting of the cluster."""

    meeting: str
    number: int
    start: datetime
    status: MeetingStatus
    item: str | None
    title: str
    """Of the item; empty where the whole meeting is about it."""


@dataclass(frozen=True, slots=True)
class Case:
    """A patient case without a patient. `text_deleted`: since when only title and learning points
    are kept."""

    id: str
    title: str
    doubt: str
    age_band: str
    sex: str | None
    course: str
    nature: str
    presenter: str | None
    presenter_name: str
    learning: str
    present_again: date | None
    created: datetime
    text_deleted: datetime | None
    occasions: tuple[Occasion, ...]


@dataclass(frozen=True, slots=True)
class Guideline:
    """A clinical guideline; `differently` is what the cluster wants to do differently."""

    id: str
    title: str
    publisher: str
    edition: str
    published: date | None
    link: str
    recommendations: str
    differently: str
    next_check: date | None
    occasions: tuple[Occasion, ...]
    newer: str = ""
    """The edition that has come since, as printed on it."""
    newer_link: str = ""

    def is_due(self, day: date) -> bool:
        """Whether it is time to look for a newer edition."""
        return self.next_check is not None and self.next_check <= day


@dataclass(frozen=True, slots=True)
class Package:
    """A cluster package; without a specialty it is general."""

    id: str
    title: str
    publisher: str
    specialty: str | None
    specialty_name: str
    period: str
    link: str
    file_name: str
    questions: tuple[str, ...]
    occasions: tuple[Occasion, ...]


@dataclass(frozen=True, slots=True)
class Speaker:
    """Somebody from outside who speaks at a meeting."""

    id: str
    name: str
    organisation: str
    topic: str
    email: str
    occasions: tuple[Occasion, ...]


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic of the bank, or an idea of one.

    Attributes:
        state: new, chosen, used or parked.
        revisit: from when it is to be taken up again.
        occasions: the latest first.
        origin: meeting, parked or member, and `meeting_number` where it came up; “”: not said.
        votes: at all meetings, and at the last one that voted on it.
    """

    id: str
    title: str
    situation: str
    state: str
    revisit: date | None
    occasions: tuple[Occasion, ...]
    created: datetime
    origin: str = ""
    meeting: str | None = None
    meeting_number: int | None = None
    votes: int = 0
    last_votes: int = 0
    last_voted: int | None = None
    """The number of that meeting."""

    def is_due(self, day: date) -> bool:
        """Whether it is time to take it up again."""
        return self.revisit is not None and self.revisit <= day


@dataclass(frozen=True, slots=True)
class Usage:
    """One thing at one item. `fee`: whole kroner, for a speaker; none: not agreed.

    Attributes:
        title: of the case, guideline, package or indicator; the speaker's name.
        note: what goes with it: the doubt of a case, publisher and edition, the speaker's topic,
            what an indicator counts.
    """

    id: str
    item: str
    sort: Sort
    thing: str
    title: str
    note: str
    link: str
    fee: int | None
    newer: str = ""
    """Of a guideline: the edition that has come since."""
    next_check: date | None = None
    """Of a guideline: when to look for one."""


@dataclass(frozen=True, slots=True)
class Fee:
    """What a speaker is paid at one meeting, in kroner."""

    use: str
    meeting: str
    number: int
    start: datetime
    speaker: str
    kroner: int


@dataclass(frozen=True, slots=True)
class YearFees:
    """The fees of a calendar year against the cluster's frame, in kroner."""

    year: int
    frame: int
    fees: tuple[Fee, ...]

    @property
    def spent(self) -> int:
        return sum(fee.kroner for fee in self.fees)

    @property
    def left(self) -> int:
        """Negative when more is spent than the frame holds."""
        return self.frame - self.spent


@dataclass(frozen=True, slots=True)
class Attachment:
    """A link or a copied file; with `item` it belongs to that item, else to the meeting.

    `link` is empty for a file; `size` in bytes; `is_there` says that the file was found whole.
    """

    id: str
    meeting: str
    item: str | None
    name: str
    link: str
    size: int
    is_there: bool


@dataclass(frozen=True, slots=True)
class PlannedMeeting:
    """A line of the year plan. `template`: the id of one of the program's or of an own one, whose
    name then stands in `own_title`."""

    id: str
    number: int
    start: datetime
    end: datetime
    status: MeetingStatus
    template: str
    own_title: str
    topic: str | None
    topic_title: str
