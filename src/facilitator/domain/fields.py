"""What tables, columns and values are called, for people who read what was changed or kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType
from typing import TYPE_CHECKING

from facilitator.domain import categories, content, outcomes, statuses
from facilitator.domain.benchmarks import MEASURES
from facilitator.domain.kinds import kind
from facilitator.language import N_

if TYPE_CHECKING:
    from facilitator.language import Language


@dataclass(frozen=True, slots=True)
class ThingRow:
    """A kind of thing.

    Attributes:
        table: its table.
        title: what many of them are called.
        the: one of them in a sentence: “the item”.
        name: the columns that say which one it is; the first that is not empty counts.
        whole: whether it can be deleted and brought back by itself.
    """

    table: str
    title: str
    the: str
    name: tuple[str, ...] = ()
    whole: bool = True


THINGS = (
    ThingRow("meeting", N_("Meetings"), N_("the meeting"), ("number",)),
    ThingRow("item", N_("Agenda items"), N_("the item"), ("title",)),
    ThingRow("commitment", N_("Commitments"), N_("the commitment"), ("action",)),
    ThingRow("improvement", N_("Improvements"), N_("the improvement"), ("title",)),
    ThingRow("insight", N_("Insights"), N_("the insight"), ("text",)),
    ThingRow("parked", N_("Parked"), N_("the parked subject"), ("text",)),
    ThingRow("topic", N_("Topics"), N_("the topic"), ("title",)),
    ThingRow("member", N_("Members"), N_("the member"), ("name",)),
    ThingRow("clinic", N_("Clinics"), N_("the clinic"), ("name",)),
    ThingRow("case", N_("Patient cases"), N_("the case"), ("title",)),
    ThingRow("guideline", N_("Guidelines"), N_("the guideline"), ("title",)),
    ThingRow("package", N_("Cluster packages"), N_("the cluster package"), ("title",)),
    ThingRow("indicator", N_("Indicators"), N_("the indicator"), ("title",)),
    ThingRow("speaker", N_("External speakers"), N_("the speaker"), ("name",)),
    ThingRow("template", N_("Templates and blocks"), N_("the template"), ("title",)),
    ThingRow("goal", N_("Goals"), N_("the goal"), ("text",)),
    ThingRow("preparation", N_("Preparation"), N_("the preparation"), ("text",)),
    ThingRow("attachment", N_("Files and links"), N_("the file"), ("name",)),
    ThingRow("guest", N_("Guests"), N_("the guest"), ("name",)),
    ThingRow("cycle", N_("Small tests"), N_("the small test"), ("plan", "did", "learnt")),
    ThingRow("mark", N_("Marks on the history"), N_("the mark"), ("text",)),
    ThingRow("survey", N_("Surveys"), N_("the survey"), ("title",)),
    ThingRow("survey_count", N_("Answers to a survey"), N_("the answers"), whole=False),
    ThingRow("indicator_value", N_("Figures of indicators"), N_("the figure"), whole=False),
    ThingRow("import_plan", N_("Tables read in"), N_("how the table was read"), whole=False),
    ThingRow("follow_up", N_("Follow-ups"), N_("the follow-up"), whole=False),
    ThingRow("role", N_("Roles"), N_("the role"), whole=False),
    ThingRow("cluster", N_("Clusters"), N_("the cluster"), ("name",), whole=False),
    ThingRow("specialty", N_("Specialties"), N_("the specialty"), ("name",), whole=False),
    ThingRow("item_step", N_("Steps of items"), N_("the step"), ("title",), whole=False),
    ThingRow("use", N_("Material of items"), N_("the material"), whole=False),
    ThingRow("template_item", N_("Items of templates"), N_("the item"), ("title",), whole=False),
    ThingRow("template_step", N_("Steps of items"), N_("the step"), ("title",), whole=False),
    ThingRow("attendance", N_("Attendance"), N_("the attendance"), whole=False),
    ThingRow("spoken", N_("Who has spoken"), N_("how often one has spoken"), whole=False),
    ThingRow("pulse", N_("Answers about the meeting"), N_("the answers"), whole=False),
    ThingRow("topic_vote", N_("Votes"), N_("the votes"), whole=False),
    ThingRow("setting", N_("Settings"), N_("the setting"), whole=False),
    ThingRow("press", N_("Presses of the clock"), N_("the press"), whole=False),
    ThingRow("sign_of_life", N_("Signs of life"), N_("the sign of life"), whole=False),
    ThingRow("not_cpr", N_("Not CPR numbers"), N_("why it is not a CPR number"), whole=False),
    ThingRow("handover_base", N_("Hand-overs"), N_("the hand-over"), whole=False),
)
_THINGS: Mapping[str, ThingRow] = MappingProxyType({row.table: row for row in THINGS})

TECHNICAL = frozenset(
    {"id", "version", "load_id", "position", "cluster_id", "mono", "run", "seq"}
    | {"allotted", "sha256", "digest", "row_key", "table_name", "field", "room", "key"}
    | {"template_id", "template_item_id", "language", "zone", "chart"}
)
"""Columns that say nothing to a person."""

_FIELDS: Mapping[str, str] = MappingProxyType(
    {
        "action": N_("We try to"),
        "after": N_("After"),
        "age_band": N_("Age"),
        "agreed": N_("Agreed"),
        "anonymised": N_("Anonymised"),
        "answered": N_("Answered"),
        "arrived": N_("Came"),
        "aspect": N_("Aspect"),
        "at": N_("Time"),
        "before": N_("Before"),
        "begun": N_("Begun"),
        "better": N_("Better"),
        "case_id": N_("Patient case"),
        "category": N_("Category"),
        "clinic_id": N_("Clinic"),
        "closed": N_("Closed"),
        "commitment_id": N_("Commitment"),
        "confidence": N_("Confidence"),
        "course": N_("Course"),
        "created": N_("Written down"),
        "day": N_("Day"),
        "decimals": N_("Decimals"),
        "denominator": N_("Denominator"),
        "destination": N_("Where it goes"),
        "did": N_("What we did"),
        "differently": N_("What we do differently"),
        "done": N_("Done"),
        "doubt": N_("What we are in doubt about"),
        "due": N_("By when"),
        "due_next_meeting": N_("At the next meeting"),
        "edition": N_("Edition"),
        "email": N_("E-mail"),
        "end": N_("Ends"),
        "ended": N_("Ended"),
        "experience": N_("Experience"),
        "facilitator_id": N_("Facilitator"),
        "fee": N_("Fee"),
        "file_name": N_("File"),
        "first": N_("From"),
        "first_number": N_("First number"),
        "fixed_start": N_("Fixed start"),
        "flexible": N_("Flexible"),
        "form": N_("Form"),
        "founded": N_("Founded"),
        "ground_rules": N_("Ground rules"),
        "guideline_id": N_("Guideline"),
        "held": N_("Held on"),
        "indicator_id": N_("Indicator"),
        "initials": N_("Initials"),
        "insight_id": N_("Insight"),
        "invited": N_("Asked"),
        "is_block": N_("Block"),
        "item_id": N_("Agenda item"),
        "joined": N_("Joined"),
        "k": N_("Yes"),
        "kind": N_("Kind"),
        "last": N_("To"),
        "late_reason": N_("Why it was late"),
        "learning": N_("What we learnt"),
        "learnt": N_("What we learnt"),
        "left": N_("Left"),
        "level": N_("Level"),
        "link": N_("Link"),
        "measure": N_("Measured"),
        "meeting_id": N_("Meeting"),
        "member_id": N_("Member"),
        "minimum": N_("At least"),
        "n": N_("Number"),
        "name": N_("Name"),
        "nature": N_("Nature"),
        "newer": N_("Newer edition"),
        "newer_link": N_("Link to the newer edition"),
        "next_check": N_("Look again on"),
        "next_step": N_("Next step"),
        "no": N_("No"),
        "note": N_("Note"),
        "notes": N_("Notes"),
        "number": N_("Number"),
        "numerator": N_("Numerator"),
        "obstacle": N_("Obstacle"),
        "official": N_("Taken home as number"),
        "organisation": N_("Organisation"),
        "origin": N_("Origin"),
        "package_id": N_("Cluster package"),
        "partly": N_("Partly"),
        "patients": N_("What patients gain"),
        "period": N_("Period"),
        "place": N_("Place"),
        "plan": N_("What we plan"),
        "planned": N_("Length"),
        "preparation": N_("Preparation"),
        "present_again": N_("Present again on"),
        "presenter_id": N_("Presenter"),
        "provider_number": N_("Provider number"),
        "published": N_("Published"),
        "publisher": N_("Publisher"),
        "question": N_("Question"),
        "questions": N_("Questions"),
        "reached": N_("Reached"),
        "reason": N_("Reason"),
        "recommendations": N_("Recommendations"),
        "region": N_("Region"),
        "reopen_note": N_("Why it was reopened"),
        "revisit": N_("Take up again on"),
        "role": N_("Role"),
        "said_by_id": N_("Said by"),
        "seconds": N_("Length"),
        "sex": N_("Sex"),
        "sign": N_("Sign that it works"),
        "since": N_("Since"),
        "situation": N_("When"),
        "size": N_("Size"),
        "snoozed": N_("Not asked about before"),
        "source": N_("Source"),
        "speaker_id": N_("External speaker"),
        "specialty_id": N_("Specialty"),
        "start": N_("Begins"),
        "started": N_("Started"),
        "state": N_("State"),
        "status": N_("Status"),
        "survey_id": N_("Survey"),
        "target": N_("Target"),
        "target_op": N_("Target met at"),
        "template": N_("Template"),
        "text": N_("Text"),
        "text_deleted": N_("Text deleted"),
        "times": N_("Times"),
        "title": N_("Title"),
        "topic": N_("Topic"),
        "topic_id": N_("Topic"),
        "unit": N_("Unit"),
        "until": N_("Until"),
        "valid_from": N_("Valid from"),
        "value": N_("Value"),
        "votes": N_("Votes"),
        "who": N_("Who"),
        "whole_cluster": N_("The whole cluster"),
        "why": N_("What it is for"),
        "yes": N_("Yes"),
    }
)
_OWN_FIELDS: Mapping[tuple[str, str], str] = MappingProxyType(
    {
        ("attendance", "left"): N_("Went"),
        ("guest", "left"): N_("Went"),
        ("survey_count", "measure"): N_("Question"),
        ("survey_count", "n"): N_("Answers"),
        ("survey_count", "national_k"): N_("Yes in the whole country"),
        ("survey_count", "national_n"): N_("Answers in the whole country"),
        ("survey_count", "since_id"): N_("Since the survey"),
        ("survey_count", "to_yes"): N_("From no to yes"),
        ("survey_count", "to_no"): N_("From yes to no"),
        ("topic", "situation"): N_("Everyday situation"),
        ("topic", "member_id"): N_("Proposed by"),
        ("topic", "meeting_id"): N_("Came up at"),
    }
)

_STATUSES = {row.id: row.title for row in statuses.STATUSES}
_CHOICES: Mapping[tuple[str, str], Mapping[str, str]] = MappingProxyType(
    {
        ("commitment", "status"): _STATUSES,
        ("follow_up", "status"): _STATUSES,
        ("meeting", "status"): {
            "draft": N_("being planned"),
            "ready": N_("ready"),
            "running": N_("running"),
            "held": N_("held"),
            "closed": N_("closed"),
            "cancelled": N_("cancelled"),
        },
        ("meeting", "form"): {
            "physical": N_("in the room"),
            "virtual": N_("online"),
            "hybrid": N_("in the room and online"),
        },
        ("attendance", "state"): {
            "present": N_("present"),
            "apology": N_("apology"),
            "absent": N_("absent"),
        },
        ("topic", "state"): {
            "new": N_("new"),
            "chosen": N_("chosen"),
            "used": N_("taken up"),
            "parked": N_("put aside"),
        },
        ("topic", "origin"): {
            "meeting": N_("a meeting"),
            "parked": N_("parked at a meeting"),
            "member": N_("a member"),
        },
        ("insight", "kind"): {
            "insight": N_("insight"),
            "tool": N_("tool"),
            "solution": N_("solution"),
        },
        ("goal", "reached"): {"yes": N_("yes"), "partly": N_("partly"), "no": N_("no")},
        ("role", "role"): {"coordinator": N_("coordinator"), "substitute": N_("substitute")},
        ("parked", "destination"): dict(outcomes.DESTINATIONS),
        ("indicator", "better"): {"up": N_("more"), "down": N_("less")},
        ("indicator", "kind"): {"share": N_("a share"), "number": N_("a number")},
        ("indicator", "target_op"): {">=": N_("at least"), "<=": N_("at most")},
        ("indicator_value", "level"): {
            "clinic": N_("clinic"),
            "cluster": N_("the whole cluster"),
            "national": N_("the country"),
        },
        ("mark", "kind"): {
            "phase": N_("a new phase"),
            "pdsa": N_("a small test"),
            "note": N_("a note"),
            "freeze": N_("the baseline ends"),
            "left_out": N_("left out"),
        },
        ("survey_count", "measure"): {one.id: one.question for one in MEASURES},
        ("case", "sex"): dict(content.SEXES),
        ("case", "nature"): dict(content.NATURES),
    }
)
_CATEGORIES = {row.id: row.title for row in categories.CATEGORIES}
_LENGTHS = frozenset({"planned", "minimum", "seconds"})


@dataclass(frozen=True, slots=True)
class Pointer:
    """Another row, by its name; a meeting by its number. Empty: a row that is gone."""

    table: str
    name: str


def thing(table: str) -> ThingRow:
    """The row of a table. Raises KeyError."""
    return _THINGS[table]


def field_title(table: str, column: str) -> str | None:
    """What a column is called (msgid); none for one that says nothing to a person."""
    if column in TECHNICAL:
        return None
    return _OWN_FIELDS.get((table, column)) or _FIELDS[column]


def the_thing(table: str, name: str, lang: Language) -> str:
    """The item “Case”, meeting 7, or the role alone where it has no name."""
    if table == "meeting" and name:
        return lang.text(N_("meeting {number}"), number=name)
    the = lang.text(thing(table).the)
    return f"{the} {lang.quote(_short(name))}" if name else the


def value_words(table: str, column: str, value: object, lang: Language) -> str:
    """A value of a column in words; “” for an empty one."""
    if value is None or value == "":
        return ""
    if isinstance(value, Pointer):
        return _pointer_words(value, lang)
    if isinstance(value, bool):
        return lang.text(N_("yes")) if value else lang.text(N_("no"))
    if isinstance(value, datetime):
        day = lang.date_short(value.astimezone(lang.zone).date())
        return f"{day} {lang.clock(value)}"
    if isinstance(value, date):
        return lang.date_short(value)
    if column in _LENGTHS and isinstance(value, int):
        whole, rest = divmod(value, 60)
        return lang.countdown(value) if rest else lang.duration(whole)
    if isinstance(value, int | float):
        return lang.number(value, 0 if value == int(value) else 2)
    return _text_words(table, column, str(value), lang)


def _text_words(table: str, column: str, value: str, lang: Language) -> str:
    if column == "kind" and table in ("item", "template_item"):
        return lang.text(kind(value).title)
    choices = _CATEGORIES if column == "category" else _CHOICES.get((table, column), {})
    return lang.text(choices[value]) if value in choices else value


def _pointer_words(value: Pointer, lang: Language) -> str:
    if not value.name:
        return lang.text(N_("something deleted"))
    if value.table == "meeting":
        return lang.text(N_("meeting {number}"), number=value.name)
    return value.name


def _short(name: str, most: int = 60) -> str:
    line = " ".join(name.split())
    return line if len(line) <= most else line[: most - 1].rstrip() + "…"
