"""The nouns of a cluster as tables. One class each; no relationships, so nothing loads unseen.

In this order: what columns are made of; the cluster and its people; topics; meetings and their
agendas; what is shown at them and measured; templates; how a meeting went; what came of it and of
all of them; what a cluster has settled; and the store's own tables.

Annotations are read as they stand here: as text, each would be compiled once more at every start.
"""

from datetime import UTC, date, datetime, timedelta
from typing import Annotated, Any, ClassVar

from sqlalchemy import (
    JSON,
    BigInteger,
    CheckConstraint,
    DateTime,
    Dialect,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    TypeDecorator,
    UniqueConstraint,
    Uuid,
    text,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column
from sqlalchemy.types import TypeEngine

from facilitator.clock import new_id

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)

SPACING = 1 << 20
"""Distance between neighbours in `position`: room for twenty insertions at one place."""


class Instant(TypeDecorator[datetime]):
    """An aware datetime: integer microseconds since 1970 UTC, `timestamptz` on PostgreSQL."""

    impl = BigInteger
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        if dialect.name == "postgresql":
            return dialect.type_descriptor(DateTime(timezone=True))
        return dialect.type_descriptor(BigInteger())

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        if value is None or dialect.name == "postgresql":
            return value
        return (value - _EPOCH) // _MICROSECOND

    def result_processor(self, dialect: Dialect, coltype: object) -> Any:  # noqa: ARG002
        return _in_utc if dialect.name == "postgresql" else _since_epoch


def _in_utc(value: datetime | None) -> datetime | None:
    return None if value is None else value.astimezone(UTC)


def _since_epoch(microseconds: int | None) -> datetime | None:
    return None if microseconds is None else _EPOCH + timedelta(0, 0, microseconds)


class Key(Uuid[str]):
    """A UUID as text. SQLite keeps its digits alone, and hundreds of thousands are read at once."""

    def __init__(self) -> None:
        super().__init__(as_uuid=False)

    def result_processor(self, dialect: Dialect, coltype: object) -> Any:
        if dialect.supports_native_uuid:
            return super().result_processor(dialect, coltype)  # type: ignore[no-untyped-call]
        return _with_hyphens


def _with_hyphens(d: str | None) -> str | None:
    return None if d is None else f"{d[:8]}-{d[8:12]}-{d[12:16]}-{d[16:20]}-{d[20:]}"


Id = Annotated[str, mapped_column(Key())]
Seconds = Annotated[int, mapped_column(Integer)]
Moment = Annotated[datetime, mapped_column(Instant())]
Text = Annotated[str, mapped_column(String)]


def _one_of(column: str, *values: str) -> CheckConstraint:
    names = ", ".join(f"'{value}'" for value in values)
    return CheckConstraint(f"{column} IN ({names})", name=f"{column}_known")


def _to(
    target: str, *, owner: bool = False, nullable: bool | None = None, back: bool = False
) -> Any:
    """A foreign key checked at commit, so that rows may be written and taken back in any order.

    `back`: the other table points here as well, so that neither can be made before the other.
    """
    key = ForeignKey(f"{target}.id", deferrable=True, initially="DEFERRED", use_alter=back)
    return mapped_column(
        Key(),
        key,
        nullable=not owner if nullable is None else nullable,
        index=True,
        info={"owner": owner},
    )


def _minutes_fit() -> tuple[CheckConstraint, ...]:
    return (
        CheckConstraint("planned >= 0 AND planned <= 86400", name="planned_within_a_day"),
        CheckConstraint("minimum >= 0 AND minimum <= planned", name="minimum_within_planned"),
    )


def _exactly_one(*columns: str) -> CheckConstraint:
    given = " + ".join(f"CASE WHEN {column} IS NULL THEN 0 ELSE 1 END" for column in columns)
    return CheckConstraint(f"{given} = 1", name="exactly_one")


def _at_most_one_owner() -> CheckConstraint:
    return CheckConstraint(
        "(member_id IS NOT NULL AND clinic_id IS NULL AND NOT whole_cluster)"
        " OR (member_id IS NULL AND NOT (whole_cluster AND clinic_id IS NOT NULL))",
        name="one_owner",
    )


class Row(DeclarativeBase):
    """Every row: a key made by the program, and a version that counts its changes."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(column_0_label)s",
            "uq": "uq_%(table_name)s_%(column_0_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s",
            "pk": "pk_%(table_name)s",
        }
    )

    @declared_attr.directive
    def __tablename__(cls) -> str:
        return "".join(f"_{c.lower()}" if c.isupper() else c for c in cls.__name__).lstrip("_")

    @declared_attr.directive
    def __mapper_args__(cls) -> dict[str, Any]:
        return {"version_id_col": cls.version}

    id: Mapped[Id] = mapped_column(Key(), primary_key=True, default=new_id)
    version: Mapped[int] = mapped_column(Integer, nullable=False)
    load_id: Mapped[str | None] = mapped_column(Key())
    """The load that brought the row in; taking a load back deletes by it."""

    journaled: ClassVar[bool] = True


class Specialty(Row):
    """A medical specialty, that clusters are of."""

    name: Mapped[Text]


class Cluster(Row):
    """A quality cluster. `first_number`: of the first of its meetings that is kept here."""

    specialty_id: Mapped[str | None] = _to("specialty")
    name: Mapped[Text]
    region: Mapped[Text] = mapped_column(default="")
    language: Mapped[Text] = mapped_column(default="da")
    zone: Mapped[Text] = mapped_column(default="Europe/Copenhagen")
    ground_rules: Mapped[Text] = mapped_column(default="")
    first_number: Mapped[int] = mapped_column(default=1)
    founded: Mapped[date | None]

    __table_args__ = (_one_of("language", "da", "en"),)


class Clinic(Row):
    """A clinic of a cluster, at its place among them."""

    cluster_id: Mapped[str] = _to("cluster", owner=True)
    name: Mapped[Text]
    provider_number: Mapped[Text] = mapped_column(default="")
    position: Mapped[int] = mapped_column(BigInteger, default=SPACING)


class Member(Row):
    """A member of a cluster, until the day they `left`; anonymous from `anonymised` on."""

    cluster_id: Mapped[str] = _to("cluster", owner=True)
    clinic_id: Mapped[str | None] = _to("clinic")
    name: Mapped[Text]
    initials: Mapped[Text] = mapped_column(default="")
    email: Mapped[Text] = mapped_column(default="")
    joined: Mapped[date | None]
    left: Mapped[date | None]
    position: Mapped[int] = mapped_column(BigInteger, default=SPACING)
    anonymised: Mapped[datetime | None] = mapped_column(Instant())


class Role(Row):
    """A role of a member with its dates; `until` is the last day."""

    member_id: Mapped[str] = _to("member", owner=True)
    role: Mapped[Text]
    since: Mapped[date | None]
    until: Mapped[date | None]

    __table_args__ = (_one_of("role", "coordinator", "substitute"),)


class Topic(Row):
    """An idea for a meeting: an everyday situation somebody wonders about."""

    cluster_id: Mapped[str] = _to("cluster", owner=True)
    title: Mapped[Text]
    situation: Mapped[Text] = mapped_column(default="")
    state: Mapped[Text] = mapped_column(default="new")
    revisit: Mapped[date | None]
    created: Mapped[Moment]
    origin: Mapped[Text] = mapped_column(default="")
    meeting_id: Mapped[str | None] = _to("meeting", back=True)
    """Where it came up."""
    member_id: Mapped[str | None] = _to("member")
    """Who proposed it; shown nowhere unless the person says so."""

    __table_args__ = (
        _one_of("state", "new", "chosen", "used", "parked"),
        _one_of("origin", "", "meeting", "parked", "member"),
    )


class TopicVote(Row):
    """How many votes a topic got at a meeting; nobody's in particular."""

    topic_id: Mapped[str] = _to("topic", owner=True)
    meeting_id: Mapped[str] = _to("meeting", owner=True)
    votes: Mapped[int]

    __table_args__ = (
        UniqueConstraint("topic_id", "meeting_id"),
        CheckConstraint("votes >= 0", name="votes_not_negative"),
    )


class Meeting(Row):
    """A cluster meeting. `number` counts on in the cluster; clock times of items are computed."""

    cluster_id: Mapped[str] = _to("cluster", owner=True)
    number: Mapped[int]
    start: Mapped[Moment]
    end: Mapped[Moment]
    place: Mapped[Text] = mapped_column(default="")
    form: Mapped[Text] = mapped_column(default="physical")
    template: Mapped[Text] = mapped_column(default="")
    facilitator_id: Mapped[str | None] = _to("member")
    topic_id: Mapped[str | None] = _to("topic")
    status: Mapped[Text] = mapped_column(default="draft")
    started: Mapped[datetime | None] = mapped_column(Instant())
    ended: Mapped[datetime | None] = mapped_column(Instant())
    closed: Mapped[datetime | None] = mapped_column(Instant())
    reopen_note: Mapped[Text] = mapped_column(default="")
    late_reason: Mapped[Text] = mapped_column(default="")
    """Why the meeting did not end in time, in a person's words."""

    __table_args__ = (
        _one_of("status", "draft", "ready", "running", "held", "closed", "cancelled"),
        _one_of("form", "physical", "virtual", "hybrid"),
        CheckConstraint('"end" > start', name="end_after_start"),
        Index("ix_meeting_cluster_start", "cluster_id", "start"),
        Index("ix_meeting_status", "status"),
    )


class Goal(Row):
    """What a meeting is to reach, and whether it did."""

    meeting_id: Mapped[str] = _to("meeting", owner=True)
    position: Mapped[int] = mapped_column(BigInteger)
    text: Mapped[Text]
    reached: Mapped[Text | None]

    __table_args__ = (_one_of("reached", "yes", "partly", "no"),)


class Item(Row):
    """An agenda item. Minutes are kept as seconds; `kind` may be one this program does not know."""

    meeting_id: Mapped[str] = _to("meeting", owner=True)
    position: Mapped[int] = mapped_column(BigInteger)
    kind: Mapped[Text]
    title: Mapped[Text]
    question: Mapped[Text] = mapped_column(default="")
    notes: Mapped[Text] = mapped_column(default="")
    preparation: Mapped[Text] = mapped_column(default="")
    planned: Mapped[Seconds]
    minimum: Mapped[Seconds]
    flexible: Mapped[bool]
    fixed_start: Mapped[datetime | None] = mapped_column(Instant())
    who: Mapped[Text] = mapped_column(default="")
    member_id: Mapped[str | None] = _to("member")
    clinic_id: Mapped[str | None] = _to("clinic")
    topic_id: Mapped[str | None] = _to("topic")
    room: Mapped[dict[str, bool] | None] = mapped_column(JSON)
    """What the room sees of it, where that differs from what the room sees of any item."""

    __table_args__ = _minutes_fit()


class ItemStep(Row):
    """A part of an agenda item, one after the other."""

    item_id: Mapped[str] = _to("item", owner=True)
    position: Mapped[int] = mapped_column(BigInteger)
    title: Mapped[Text]
    seconds: Mapped[Seconds]

    __table_args__ = (CheckConstraint("seconds >= 0", name="seconds_not_negative"),)


class Case(Row):
    """A patient case without a patient: an age band, and nothing that names anybody."""

    cluster_id: Mapped[str] = _to("cluster", owner=True)
    presenter_id: Mapped[str | None] = _to("member")
    title: Mapped[Text]
    doubt: Mapped[Text] = mapped_column(default="")
    age_band: Mapped[Text] = mapped_column(default="")
    sex: Mapped[Text | None]
    course: Mapped[Text] = mapped_column(default="")
    nature: Mapped[Text] = mapped_column(default="brought")
    learning: Mapped[Text] = mapped_column(default="")
    present_again: Mapped[date | None]
    created: Mapped[Moment]
    text_deleted: Mapped[datetime | None] = mapped_column(Instant())

    __table_args__ = (
        _one_of(
            "age_band",
            *("", "0-1", "2-5", "6-12", "13-17", "18-39", "40-64", "65-79", "80+"),
        ),
        _one_of("sex", "female", "male"),
        _one_of("nature", "typical", "brought"),
    )


class Guideline(Row):
    """A clinical guideline; `edition` is its version as printed on it.

    `newer`: the edition that has come since, as printed on that; empty when none is known.
    """

    title: Mapped[Text]
    publisher: Mapped[Text] = mapped_column(default="")
    edition: Mapped[Text] = mapped_column(default="")
    published: Mapped[date | None]
    link: Mapped[Text] = mapped_column(default="")
    recommendations: Mapped[Text] = mapped_column(default="")
    differently: Mapped[Text] = mapped_column(default="")
    next_check: Mapped[date | None]
    newer: Mapped[Text] = mapped_column(default="")
    newer_link: Mapped[Text] = mapped_column(default="")


class Package(Row):
    """A cluster package of a specialty, or of all; `questions` holds one in each line."""

    specialty_id: Mapped[str | None] = _to("specialty")
    title: Mapped[Text]
    publisher: Mapped[Text] = mapped_column(default="")
    period: Mapped[Text] = mapped_column(default="")
    link: Mapped[Text] = mapped_column(default="")
    file_name: Mapped[Text] = mapped_column(default="")
    questions: Mapped[Text] = mapped_column(default="")


class Speaker(Row):
    cluster_id: Mapped[str] = _to("cluster", owner=True)
    name: Mapped[Text]
    organisation: Mapped[Text] = mapped_column(default="")
    topic: Mapped[Text] = mapped_column(default="")
    email: Mapped[Text] = mapped_column(default="")


class Indicator(Row):
    """Something that is measured in clinics, in a cluster package or alone.

    A share has a numerator and a denominator, said in words; `questions` holds one in each line.
    """

    package_id: Mapped[str | None] = _to("package")
    title: Mapped[Text]
    unit: Mapped[Text] = mapped_column(default="")
    numerator: Mapped[Text] = mapped_column(default="")
    denominator: Mapped[Text] = mapped_column(default="")
    better: Mapped[Text] = mapped_column(default="")
    kind: Mapped[Text] = mapped_column(default="share")
    target: Mapped[float | None]
    target_op: Mapped[Text] = mapped_column(default="")
    questions: Mapped[Text] = mapped_column(default="")
    source: Mapped[Text] = mapped_column(default="")

    __table_args__ = (
        _one_of("better", "", "up", "down"),
        _one_of("kind", "share", "number"),
        _one_of("target_op", "", ">=", "<="),
    )


class IndicatorValue(Row):
    """An indicator for a period, its first and last day, of a clinic, the cluster or the country.

    Either counts or, where only the figure was told, `value`: a share from 0 to 1, of which
    `decimals` are told in percent, or a number.
    """

    indicator_id: Mapped[str] = _to("indicator", owner=True)
    cluster_id: Mapped[str] = _to("cluster", owner=True)
    clinic_id: Mapped[str | None] = _to("clinic", owner=True, nullable=True)
    level: Mapped[Text] = mapped_column(default="clinic")
    first: Mapped[date]
    last: Mapped[date]
    numerator: Mapped[int | None]
    denominator: Mapped[int | None]
    value: Mapped[float | None]
    decimals: Mapped[int | None]

    __table_args__ = (
        UniqueConstraint("cluster_id", "indicator_id", "level", "clinic_id", "first", "last"),
        Index(
            "ix_indicator_value_whole",
            *("cluster_id", "indicator_id", "level", "first", "last"),
            unique=True,
            sqlite_where=text("clinic_id IS NULL"),
            postgresql_where=text("clinic_id IS NULL"),
        ),
        _one_of("level", "clinic", "cluster", "national"),
        CheckConstraint("(level = 'clinic') = (clinic_id IS NOT NULL)", name="clinic_at_its_level"),
        CheckConstraint("last >= first", name="last_after_first"),
        CheckConstraint("numerator >= 0 AND numerator <= denominator", name="counts_fit"),
        CheckConstraint(
            "(numerator IS NULL) = (denominator IS NULL)"
            " AND (numerator IS NULL) = (value IS NOT NULL)",
            name="counts_or_value",
        ),
        CheckConstraint("decimals BETWEEN 0 AND 6", name="decimals_in_sight"),
    )


class ImportPlan(Row):
    """How a table of one source was understood; `source` is a digest of its header row."""

    cluster_id: Mapped[str] = _to("cluster", owner=True)
    source: Mapped[Text]
    plan: Mapped[dict[str, Any]] = mapped_column(JSON)

    __table_args__ = (UniqueConstraint("cluster_id", "source"),)


class Use(Row):
    """A case, guideline, package, speaker or indicator at an agenda item.

    `fee`: kroner for a speaker.
    """

    item_id: Mapped[str] = _to("item", owner=True)
    case_id: Mapped[str | None] = _to("case", owner=True, nullable=True)
    guideline_id: Mapped[str | None] = _to("guideline", owner=True, nullable=True)
    package_id: Mapped[str | None] = _to("package", owner=True, nullable=True)
    speaker_id: Mapped[str | None] = _to("speaker", owner=True, nullable=True)
    indicator_id: Mapped[str | None] = _to("indicator", owner=True, nullable=True)
    fee: Mapped[int | None]

    __table_args__ = (
        _exactly_one("case_id", "guideline_id", "package_id", "speaker_id", "indicator_id"),
        CheckConstraint("fee >= 0", name="fee_not_negative"),
        CheckConstraint("fee IS NULL OR speaker_id IS NOT NULL", name="fee_for_a_speaker"),
    )


class Attachment(Row):
    """A link or a copied file of a meeting, or of one item of it; `size` in bytes."""

    item_id: Mapped[str | None] = _to("item", owner=True, nullable=True)
    meeting_id: Mapped[str] = _to("meeting", owner=True)
    name: Mapped[Text]
    link: Mapped[Text | None]
    sha256: Mapped[str | None] = mapped_column(
        String, ForeignKey("blob.sha256", deferrable=True, initially="DEFERRED"), index=True
    )
    size: Mapped[int] = mapped_column(default=0)

    __table_args__ = (
        _exactly_one("link", "sha256"),
        CheckConstraint("size >= 0", name="size_not_negative"),
    )


class Preparation(Row):
    """Who gets what ready before a meeting, perhaps for one item of it; `done` says when."""

    item_id: Mapped[str | None] = _to("item", owner=True, nullable=True)
    meeting_id: Mapped[str] = _to("meeting", owner=True)
    member_id: Mapped[str | None] = _to("member")
    clinic_id: Mapped[str | None] = _to("clinic")
    text: Mapped[Text]
    who: Mapped[Text] = mapped_column(default="")
    due: Mapped[date | None]
    done: Mapped[datetime | None] = mapped_column(Instant())


class Template(Row):
    """An agenda or a block of items kept to be used again, in the language it was written in."""

    title: Mapped[Text]
    why: Mapped[Text] = mapped_column(default="")
    is_block: Mapped[bool] = mapped_column(default=False)
    language: Mapped[Text] = mapped_column(default="da")

    __table_args__ = (_one_of("language", "da", "en"),)


class TemplateItem(Row):
    """An agenda item as a template keeps it."""

    template_id: Mapped[str] = _to("template", owner=True)
    position: Mapped[int] = mapped_column(BigInteger)
    kind: Mapped[Text]
    title: Mapped[Text]
    question: Mapped[Text] = mapped_column(default="")
    notes: Mapped[Text] = mapped_column(default="")
    preparation: Mapped[Text] = mapped_column(default="")
    planned: Mapped[Seconds]
    minimum: Mapped[Seconds]
    flexible: Mapped[bool]

    __table_args__ = _minutes_fit()


class TemplateStep(Row):
    """A part of an item as a template keeps it."""

    template_item_id: Mapped[str] = _to("template_item", owner=True)
    position: Mapped[int] = mapped_column(BigInteger)
    title: Mapped[Text]
    seconds: Mapped[Seconds]

    __table_args__ = (CheckConstraint("seconds >= 0", name="seconds_not_negative"),)


class Press(Row):
    """One press of the meeting clock. Only ever added; a later `undone` names it by `seq`."""

    meeting_id: Mapped[str] = _to("meeting", owner=True)
    seq: Mapped[int]
    at: Mapped[Moment]
    mono: Mapped[float]
    run: Mapped[Text]
    kind: Mapped[Text]
    item_id: Mapped[str | None] = _to("item")
    seconds: Mapped[float] = mapped_column(default=0.0)
    allotted: Mapped[dict[str, int] | None] = mapped_column(JSON(none_as_null=True))
    target: Mapped[int | None]

    __table_args__ = (
        UniqueConstraint("meeting_id", "seq"),
        _one_of(
            "kind",
            *("started", "paused", "resumed", "extended", "replanned", "skipped", "unskipped"),
            *("backdated", "not_counted", "ended", "undone", "gap", "clock_set", "moved"),
        ),
    )


class SignOfLife(Row):
    """When the running meeting was last known to be watched. Overwritten, outside the journal."""

    meeting_id: Mapped[str] = _to("meeting", owner=True)
    at: Mapped[Moment]
    mono: Mapped[float]
    run: Mapped[Text]

    __table_args__ = (UniqueConstraint("meeting_id"),)
    journaled = False


class Attendance(Row):
    """Whether a member was at a meeting, and from when until when."""

    meeting_id: Mapped[str] = _to("meeting", owner=True)
    member_id: Mapped[str] = _to("member", nullable=False)
    state: Mapped[Text]
    arrived: Mapped[datetime | None] = mapped_column(Instant())
    left: Mapped[datetime | None] = mapped_column(Instant())

    __table_args__ = (
        UniqueConstraint("meeting_id", "member_id"),
        _one_of("state", "present", "apology", "absent"),
    )


class Guest(Row):
    """Somebody from outside the cluster at one meeting."""

    meeting_id: Mapped[str] = _to("meeting", owner=True)
    position: Mapped[int] = mapped_column(BigInteger)
    name: Mapped[Text]
    organisation: Mapped[Text] = mapped_column(default="")
    arrived: Mapped[datetime | None] = mapped_column(Instant())
    left: Mapped[datetime | None] = mapped_column(Instant())


class Spoken(Row):
    """How many times one has spoken at a meeting; the number and nothing else, so not when."""

    meeting_id: Mapped[str] = _to("meeting", owner=True)
    member_id: Mapped[str | None] = _to("member", owner=True, nullable=True)
    clinic_id: Mapped[str | None] = _to("clinic", owner=True, nullable=True)
    times: Mapped[int]

    journaled = False

    __table_args__ = (
        UniqueConstraint("member_id", "meeting_id"),
        UniqueConstraint("clinic_id", "meeting_id"),
        _exactly_one("member_id", "clinic_id"),
        CheckConstraint("times > 0", name="times_above_none"),
    )


class Pulse(Row):
    """How many answered one question about the meeting with yes, partly and no."""

    meeting_id: Mapped[str] = _to("meeting", owner=True)
    question: Mapped[Text]
    yes: Mapped[int] = mapped_column(default=0)
    partly: Mapped[int] = mapped_column(default=0)
    no: Mapped[int] = mapped_column(default=0)

    __table_args__ = (
        UniqueConstraint("meeting_id", "question"),
        _one_of("question", "relevant", "involving", "safe", "followed_up", "taken_home"),
        CheckConstraint("yes >= 0 AND partly >= 0 AND no >= 0", name="counts_not_negative"),
    )


class Insight(Row):
    """A line of the meeting's log; `official` is its place (1–3) among what is taken home."""

    meeting_id: Mapped[str] = _to("meeting", owner=True)
    item_id: Mapped[str | None] = _to("item")
    topic_id: Mapped[str | None] = _to("topic")
    position: Mapped[int] = mapped_column(BigInteger)
    at: Mapped[Moment]
    text: Mapped[Text]
    kind: Mapped[Text] = mapped_column(default="insight")
    category: Mapped[Text] = mapped_column(default="")
    official: Mapped[int | None]

    __table_args__ = (
        _one_of("kind", "insight", "tool", "solution"),
        CheckConstraint("official BETWEEN 1 AND 3", name="official_one_to_three"),
    )


class Parked(Row):
    """What was put off at a meeting, and where it went."""

    meeting_id: Mapped[str] = _to("meeting", owner=True)
    item_id: Mapped[str | None] = _to("item")
    position: Mapped[int] = mapped_column(BigInteger)
    at: Mapped[Moment]
    text: Mapped[Text]
    destination: Mapped[Text] = mapped_column(default="")

    __table_args__ = (_one_of("destination", "", "topic", "next_meeting", "commitment", "dropped"),)


class Commitment(Row):
    """Who tries what: if–then, by when, and how one sees that it works.

    The owner is a member, a clinic or the whole cluster; without any of them it waits for one.
    """

    cluster_id: Mapped[str] = _to("cluster", owner=True)
    meeting_id: Mapped[str | None] = _to("meeting")
    insight_id: Mapped[str | None] = _to("insight")
    item_id: Mapped[str | None] = _to("item")
    member_id: Mapped[str | None] = _to("member")
    clinic_id: Mapped[str | None] = _to("clinic")
    whole_cluster: Mapped[bool] = mapped_column(default=False)
    position: Mapped[int] = mapped_column(BigInteger)
    agreed: Mapped[Moment]
    situation: Mapped[Text] = mapped_column(default="")
    action: Mapped[Text]
    sign: Mapped[Text] = mapped_column(default="")
    due: Mapped[date | None]
    due_next_meeting: Mapped[bool] = mapped_column(default=False)
    confidence: Mapped[int | None]
    category: Mapped[Text] = mapped_column(default="")
    status: Mapped[Text] = mapped_column(default="planned")
    snoozed: Mapped[date | None]
    """Not asked about before this day."""

    __table_args__ = (
        _one_of("status", "planned", "trying", "partly", "introduced", "not_introduced", "dropped"),
        CheckConstraint("confidence BETWEEN 1 AND 10", name="confidence_one_to_ten"),
        _at_most_one_owner(),
        Index("ix_commitment_cluster_status", "cluster_id", "status"),
    )


class FollowUp(Row):
    """What was said of a commitment, and when. `status` none: listed, but nobody could say.

    With `until` it was set aside: not to be asked about before that day.
    """

    commitment_id: Mapped[str] = _to("commitment", owner=True)
    meeting_id: Mapped[str | None] = _to("meeting")
    at: Mapped[Moment]
    status: Mapped[Text | None]
    said_by_id: Mapped[str | None] = _to("member")
    experience: Mapped[Text] = mapped_column(default="")
    obstacle: Mapped[Text] = mapped_column(default="")
    next_step: Mapped[Text] = mapped_column(default="")
    until: Mapped[date | None]

    __table_args__ = (
        _one_of("status", "planned", "trying", "partly", "introduced", "not_introduced", "dropped"),
    )


class Cycle(Row):
    """A small test of a commitment: planned, done, learnt from, and what comes next (PDSA)."""

    commitment_id: Mapped[str] = _to("commitment", owner=True)
    position: Mapped[int] = mapped_column(BigInteger)
    begun: Mapped[Moment]
    plan: Mapped[Text] = mapped_column(default="")
    did: Mapped[Text] = mapped_column(default="")
    learnt: Mapped[Text] = mapped_column(default="")
    next_step: Mapped[Text] = mapped_column(default="")


class Improvement(Row):
    """What is written of an improvement: by itself, or of the commitment it came from.

    With a commitment, what is left empty is as the commitment says, and it counts only while that
    stands as introduced, wholly or partly. `before` and `after` in `unit`, measured on `n`.
    """

    commitment_id: Mapped[str | None] = _to("commitment", owner=True, nullable=True)
    cluster_id: Mapped[str] = _to("cluster", owner=True)
    meeting_id: Mapped[str | None] = _to("meeting")
    member_id: Mapped[str | None] = _to("member")
    clinic_id: Mapped[str | None] = _to("clinic")
    whole_cluster: Mapped[bool] = mapped_column(default=False)
    title: Mapped[Text] = mapped_column(default="")
    category: Mapped[Text] = mapped_column(default="")
    aspect: Mapped[Text] = mapped_column(default="")
    since: Mapped[date | None]
    measure: Mapped[Text] = mapped_column(default="")
    unit: Mapped[Text] = mapped_column(default="")
    before: Mapped[float | None]
    after: Mapped[float | None]
    n: Mapped[int | None]
    patients: Mapped[Text] = mapped_column(default="")

    __table_args__ = (
        UniqueConstraint("commitment_id"),
        _at_most_one_owner(),
        CheckConstraint("n >= 0", name="n_not_negative"),
    )


class Mark(Row):
    """What a person says of a day of the history, with its reason.

    A phase begins on it, a small test or a note belongs to it, the baseline ends with it, or what
    was measured on it is left out. `chart`: of which chart; empty: of all.
    """

    cluster_id: Mapped[str] = _to("cluster", owner=True)
    chart: Mapped[Text] = mapped_column(default="")
    day: Mapped[date]
    kind: Mapped[Text]
    text: Mapped[Text] = mapped_column(default="")

    __table_args__ = (_one_of("kind", "phase", "pdsa", "note", "freeze", "left_out"),)


class Survey(Row):
    """A wave of the survey among the members: how many were asked, if known, and answered."""

    cluster_id: Mapped[str] = _to("cluster", owner=True)
    held: Mapped[date]
    title: Mapped[Text] = mapped_column(default="")
    invited: Mapped[int | None]
    answered: Mapped[int]
    note: Mapped[Text] = mapped_column(default="")

    __table_args__ = (
        CheckConstraint("answered >= 0", name="answered_not_negative"),
        CheckConstraint("answered <= invited", name="answered_within_invited"),
    )


class SurveyCount(Row):
    """How many said yes to one question of a survey; of all that answered where `n` is none.

    `national_k` of `national_n` said so in the whole country; `to_yes` and `to_no` of the same
    people changed their answer since the survey `since_id`. None: not known.
    """

    survey_id: Mapped[str] = _to("survey", owner=True)
    measure: Mapped[Text]
    k: Mapped[int]
    n: Mapped[int | None]
    national_k: Mapped[int | None]
    national_n: Mapped[int | None]
    since_id: Mapped[str | None] = _to("survey")
    to_yes: Mapped[int | None]
    to_no: Mapped[int | None]

    __table_args__ = (
        UniqueConstraint("survey_id", "measure"),
        CheckConstraint("k >= 0 AND n >= 0", name="counts_not_negative"),
        CheckConstraint("k <= n", name="k_within_n"),
        CheckConstraint(
            "(national_k IS NULL) = (national_n IS NULL)"
            " AND national_k >= 0 AND national_k <= national_n",
            name="national_fits",
        ),
        CheckConstraint(
            "(to_yes IS NULL) = (to_no IS NULL) AND to_yes >= 0 AND to_no >= 0",
            name="changed_not_negative",
        ),
    )


class Setting(Row):
    """A setting of one cluster, with where it comes from and since when it holds."""

    cluster_id: Mapped[str] = _to("cluster", owner=True)
    key: Mapped[Text]
    value: Mapped[Any] = mapped_column(JSON)
    source: Mapped[Text] = mapped_column(default="")
    valid_from: Mapped[date | None]

    __table_args__ = (UniqueConstraint("cluster_id", "key", "valid_from"),)


class NotCpr(Row):
    """A person's word that a text holds no CPR number; good until the text changes."""

    table_name: Mapped[Text]
    row_key: Mapped[Id]
    field: Mapped[Text]
    digest: Mapped[Text]
    reason: Mapped[Text]
    at: Mapped[Moment]

    __table_args__ = (UniqueConstraint("table_name", "row_key", "field"),)


class HandoverBase(Row):
    """How a row stood when the cluster was last handed over, out or in."""

    cluster_id: Mapped[str] = _to("cluster", owner=True)
    table_name: Mapped[Text]
    row_key: Mapped[Id]
    digest: Mapped[Text]

    __table_args__ = (UniqueConstraint("cluster_id", "table_name", "row_key"),)
    journaled = False


class Journal(DeclarativeBase):
    """Tables of the store itself, and of bytes; never journaled."""

    metadata = Row.metadata


class StepRow(Journal):
    """One edit as the rows it touched, before and after."""

    __tablename__ = "step"

    seq: Mapped[int] = mapped_column(
        BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=True
    )
    at: Mapped[Moment]
    kind: Mapped[Text]
    label: Mapped[Text]
    cluster_id: Mapped[str | None] = mapped_column(Key())
    installation: Mapped[Text]
    member_id: Mapped[str | None] = mapped_column(Key())
    fact: Mapped[bool]
    barrier: Mapped[bool]
    undone: Mapped[bool]
    burst: Mapped[str | None] = mapped_column(String)
    target: Mapped[int | None] = mapped_column(BigInteger)
    rows: Mapped[Text]
    loaded: Mapped[Text | None]
    load_id: Mapped[str | None] = mapped_column(Key())

    __table_args__ = (
        _one_of("kind", "edit", "undo", "redo", "load"),
        Index("ix_step_undo", "installation", "cluster_id", "kind", "fact", "undone", "seq"),
        {"sqlite_autoincrement": True},
    )


class Blob(Journal):
    """The bytes of a copied file, once however many attachments point to them."""

    __tablename__ = "blob"

    sha256: Mapped[str] = mapped_column(String, primary_key=True)
    bytes: Mapped[bytes] = mapped_column(LargeBinary)


class StoreInfo(Journal):
    """One row: which store this is."""

    __tablename__ = "store_info"

    id: Mapped[str] = mapped_column(Key(), primary_key=True)
    created: Mapped[Moment]


TABLES: dict[str, type[Row]] = {
    kind.__tablename__: kind
    for kind in sorted((m.class_ for m in Row.registry.mappers), key=lambda k: k.__tablename__)
    if issubclass(kind, Row)
}
"""Every table of subjects by its name."""
