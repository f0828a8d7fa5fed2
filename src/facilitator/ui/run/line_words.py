"""What is said of the lines of a meeting, and how one would be typed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from facilitator.domain.capture import Known, Line, LineKind, Owner, take_topic, with_marks
from facilitator.domain.outcomes import DESTINATIONS, TAKEAWAYS, Commitment, Log
from facilitator.language import N_, Language, parse_date
from facilitator.ui.run.watch import MeetingWatch

KIND_WORDS: dict[LineKind, str] = {
    "insight": N_("Insight"),
    "commitment": N_("Commitment"),
    "parked": N_("Parked"),
}
SORTS = {**dict(TAKEAWAYS), "solution": N_("Solution")}
"""What the line of an insight is called, where there is little room."""
_NEAR = 300


@dataclass(frozen=True, slots=True)
class Written:
    """A line of the log in one form for all three kinds; `whole` is how it would be typed."""

    id: str
    kind: LineKind
    at: datetime
    text: str
    after: str
    whole: str
    position: int
    takeaway: str = ""
    """Of an insight, its id in TAKEAWAYS."""

    @property
    def sort(self) -> str:
        """What the line is, a msgid."""
        return SORTS.get(self.takeaway, KIND_WORDS[self.kind])


def known_of(watch: MeetingWatch, topics: Sequence[str] = ()) -> Known:
    """What lines of a meeting are read by."""
    today, everybody = watch.bridge.today(), watch.bridge.lang.text(N_("The whole cluster"))
    return Known(watch.owners(), lambda typed: parse_date(typed, today), topics, everybody)


def stays_in_text(lang: Language, topic: str) -> str:
    """What is said of a topic that a commitment cannot have."""
    said = N_("#{topic} stays in the text – no insight is about it yet")
    return lang.text(said, topic=topic)


def leaves_out(lang: Language, line: Line) -> str:
    """What is said of whom an insight names."""
    names = ", ".join(line.left_out)
    return lang.text(N_("without {names}: an insight has no names"), names=names)


def owner_choices(lang: Language, owners: Sequence[Owner]) -> tuple[Owner, ...]:
    """Whom a menu offers: clinics, members, the whole cluster, nobody yet."""
    clinics = [one for one in owners if one.clinic]
    members = [one for one in owners if one.member]
    everybody = Owner(lang.text(N_("The whole cluster")), whole_cluster=True)
    return (*clinics, *members, everybody, Owner(lang.text(N_("Nobody yet"))))


def owner_and_due(lang: Language, one: Commitment) -> str:
    """Who a commitment belongs to, which is asked where nobody was named, and by when."""
    said = (owner_name(lang, one) or lang.text(N_("who?")), due_words(lang, one))
    return " · ".join(filter(None, said))


def due_words(lang: Language, one: Commitment) -> str:
    """By when it is due, a day without the year unless that is about a year away; “” if nobody
    said."""
    if one.due is None:
        return lang.text(N_("by the next meeting")) if one.due_next_meeting else ""
    is_near = abs((one.due - one.agreed.date()).days) < _NEAR
    day = lang.date_near(one.due) if is_near else lang.date_text(one.due)
    return lang.text(N_("by {day}"), day=day)


def owner_name(lang: Language, one: Commitment) -> str:
    """Whose a commitment is; “” when it is nobody's yet."""
    return one.owner or (lang.text(N_("The whole cluster")) if one.whole_cluster else "")


def write_all(lang: Language, log: Log, topics: Mapping[str, str]) -> list[Written]:
    """The lines of a meeting in their order; `topics`: the titles of those of commitments."""
    where, lines = dict(DESTINATIONS), list[Written]()
    for i in log.insights:
        topic = f"#{i.topic_title}" if i.topic_title else ""
        whole = with_marks(i.text, topic=i.topic_title)
        lines.append(Written(i.id, "insight", i.at, i.text, topic, whole, i.position, i.kind))
    for c in log.commitments:
        said = " – ".join(filter(None, (c.situation, c.action, c.sign)))
        about = topics.get(c.topic or "", "")
        whole = with_marks(said, owner_name(lang, c), c.due, about)
        # A topic that stays in the text is said there; that of what it comes from is another.
        names_another = bool(take_topic(c.action, ())[1])
        topic = f"#{about}" if about and not names_another else ""
        after = " · ".join(filter(None, (owner_and_due(lang, c), topic)))
        lines.append(Written(c.id, "commitment", c.agreed, c.action, after, whole, c.position))
    for p in log.parked:
        goes = where.get(p.destination)
        after = f"→ {lang.text(goes)}" if goes else ""
        lines.append(Written(p.id, "parked", p.at, p.text, after, p.text, p.position))
    return sorted(lines, key=lambda line: (line.position, line.at))
