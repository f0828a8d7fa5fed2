"""SORTS: what an agenda item can use, one row per sort; section, picker and panel follow.

To add a sort, write a row: how it is found and changed, and its fields in their order.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, TypeVar

from facilitator.domain.content import (
    AGE_BANDS,
    NATURES,
    SEXES,
    Attachment,
    Case,
    Guideline,
    Package,
    Speaker,
    Topic,
)
from facilitator.domain.indicators import Indicator
from facilitator.domain.refusal import NotFound
from facilitator.edits import agenda, attachments, content, indicator_use, indicators, topics
from facilitator.language import N_, Language
from facilitator.store import queries
from facilitator.store.rows import Session

T = TypeVar("T")
Thing = Case | Guideline | Package | Speaker | Topic | Attachment | Indicator
FieldKind = Literal[
    "title",
    "line",
    "text",
    "lines",
    "anonymous",
    "day",
    "link",
    "choice",
    "presenter",
    "specialty",
    "questions",
    "fee",
    "file",
    "stem",
    "forget",
    "newer",
    "of_number",
    "of_share",
    "target",
    "package",
    "figures",
]


@dataclass(frozen=True, slots=True)
class FieldRow:
    """One field of a thing.

    Attributes:
        kind: what it is written with.
        attribute: of the thing, where it is called otherwise than the column.
        due: said below a day that has come.
        choices: id and msgid.
        of_patient: it goes when the text of a case is deleted.
    """

    column: str
    title: str
    kind: FieldKind = "line"
    attribute: str = ""
    hint: str = ""
    due: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    of_patient: bool = False

    def of(self, thing: Thing) -> Any:
        """What the thing says here."""
        return getattr(thing, self.attribute or self.column)


@dataclass(frozen=True, slots=True)
class SortRow:
    """One sort of thing. Texts are msgids.

    Attributes:
        id: also the name of its table.
        new: offers to make one with the title that is typed; “” where none is made by a title.
        making: names the Step that does.
        named: the column of its title.
        find: takes the cluster and the key. Raises NotFound.
        every: all there are in a cluster.
        note: what goes with the title.
        add: makes one of a title and returns its id.
        use: takes it up at an item.
        fits: kinds of item for which it is offered first.
        is_once: there is one of a title; a new one is not offered beside it.
    """

    id: str
    title: str
    icon: str
    named: str
    step: str
    removal: str
    find: Callable[[Session, str, str], Thing]
    note: Callable[[Any], str]
    change: Callable[..., None]
    fields: tuple[FieldRow, ...]
    new: str = ""
    making: str = ""
    every: Callable[[Session, str], Sequence[Any]] | None = None
    add: Callable[[Session, str, str, datetime, str], str] | None = None
    use: Callable[[Session, str, str], object] | None = None
    remove: Callable[[Session, str], None] | None = None
    fits: tuple[str, ...] = ()
    is_once: bool = False


def age_words(lang: Language, band: str) -> str:
    """An age band in words: “18–39 years”."""
    return lang.text(N_("{band} years"), band=band.replace("-", "–"))


def _attachment(session: Session, _cluster: str, key: str) -> Attachment:
    meeting = queries.meeting_of(session, "attachment", key)
    known = queries.attachments(session, meeting) if meeting else ()
    return _only(one for one in known if one.id == key)


def _only(found: Iterable[T]) -> T:
    one: T | None = next(iter(found), None)
    if one is None:
        raise NotFound(N_("This is not there any more; perhaps it was removed elsewhere."))
    return one


def _rename(session: Session, key: str, name: str) -> None:
    attachments.rename_attachment(session, key, name)


def _use_topic(session: Session, item: str, topic: str | None) -> None:
    agenda.change_item(session, item, topic_id=topic)


def _indicators(session: Session, cluster: str) -> tuple[Indicator, ...]:
    return tuple(row.indicator for row in queries.indicators(session, cluster))


def _use_indicator(session: Session, item: str, indicator: str) -> None:
    indicator_use.show_at_item(session, indicator, item)


def _together(*parts: str) -> str:
    return ", ".join(filter(None, parts))


_UNSAID = ("", N_("Not said"))
_FIGURES = (("share", N_("A share: k of n")), ("number", N_("A number")))
_WAYS = (("up", N_("More is better")), ("down", N_("Less is better")), ("", N_("Neither")))

SORTS: tuple[SortRow, ...] = (
    SortRow(
        "case",
        N_("Patient case"),
        "stethoscope",
        "title",
        N_("Change the case"),
        N_("Delete the case"),
        lambda session, _cluster, key: queries.case(session, key),
        lambda one: one.doubt,
        content.change_case,
        (
            FieldRow("title", N_("Title"), "title"),
            FieldRow("nature", N_("What sort of case"), "choice", choices=NATURES),
            FieldRow("doubt", N_("Question in doubt"), "text", of_patient=True),
            FieldRow(
                "age_band",
                N_("Age"),
                "choice",
                choices=(_UNSAID, *((band, "") for band in AGE_BANDS if band)),
                of_patient=True,
            ),
            FieldRow("sex", N_("Sex"), "choice", choices=(_UNSAID, *SEXES), of_patient=True),
            FieldRow(
                "course",
                N_("Course"),
                "anonymous",
                hint=N_("Anonymous: no name, date or place that leads back to the patient."),
                of_patient=True,
            ),
            FieldRow("presenter_id", N_("Presenter"), "presenter", "presenter"),
            FieldRow("learning", N_("What we learnt"), "lines"),
            FieldRow(
                "present_again",
                N_("Present again on"),
                "day",
                due=N_("It is time to hear how it went."),
            ),
            FieldRow("text_deleted", N_("Delete the text of the case"), "forget"),
        ),
        N_("New case {title}"),
        N_("New case"),
        queries.cases,
        lambda s, cluster, title, at, key: content.add_case(s, cluster, title, at, key=key),
        content.use_case,
        content.remove_case,
        ("case",),
    ),
    SortRow(
        "guideline",
        N_("Guideline"),
        "book-open",
        "title",
        N_("Change the guideline"),
        N_("Delete the guideline"),
        queries.guideline,
        lambda one: _together(one.publisher, one.edition),
        content.change_guideline,
        (
            FieldRow("title", N_("Title"), "title"),
            FieldRow("publisher", N_("Publisher")),
            FieldRow("edition", N_("Edition")),
            FieldRow("published", N_("Published"), "day"),
            FieldRow("link", N_("Link"), "link"),
            FieldRow("recommendations", N_("Main recommendations"), "lines"),
            FieldRow("differently", N_("What we want to do differently"), "lines"),
            FieldRow(
                "next_check",
                N_("Look for a newer edition on"),
                "day",
                due=N_("It is time to look for a newer edition."),
            ),
            FieldRow("newer", N_("Newer edition"), hint=N_("As printed on it.")),
            FieldRow("newer_link", N_("Link to the newer edition"), "link"),
            FieldRow("use_newer", N_("Use the newer edition"), "newer", "newer"),
        ),
        N_("New guideline {title}"),
        N_("New guideline"),
        queries.guidelines,
        lambda s, _cluster, title, _at, key: content.add_guideline(s, title, key=key),
        content.use_guideline,
        content.remove_guideline,
        ("guideline",),
    ),
    SortRow(
        "package",
        N_("Cluster package"),
        "clipboard-list",
        "title",
        N_("Change the cluster package"),
        N_("Delete the cluster package"),
        queries.package,
        lambda one: _together(one.publisher, one.period),
        content.change_package,
        (
            FieldRow("title", N_("Title"), "title"),
            FieldRow(
                "questions", N_("Reflection questions"), "questions", hint=N_("One in each line.")
            ),
            FieldRow("publisher", N_("Publisher")),
            FieldRow("specialty_id", N_("For"), "specialty", "specialty"),
            FieldRow("period", N_("Period of the data")),
            FieldRow("link", N_("Link"), "link"),
            FieldRow("file_name", N_("Name of the file")),
        ),
        N_("New cluster package {title}"),
        N_("New cluster package"),
        queries.packages,
        lambda s, _cluster, title, _at, key: content.add_package(s, title, key=key),
        content.use_package,
        content.remove_package,
        ("data",),
    ),
    SortRow(
        "indicator",
        N_("Indicator"),
        "chart-scatter",
        "title",
        N_("Change the indicator"),
        "",
        lambda session, cluster, key: queries.indicator(session, key, cluster),
        lambda one: one.package_title or one.numerator,
        indicators.change_indicator,
        (
            FieldRow("title", N_("Title"), "title"),
            FieldRow("id", N_("See the figures"), "figures"),
            FieldRow(
                "questions", N_("Reflection questions"), "questions", hint=N_("One in each line.")
            ),
            FieldRow("kind", N_("What sort of figure?"), "choice", choices=_FIGURES),
            FieldRow("numerator", N_("What is counted?")),
            FieldRow("denominator", N_("Of how many?"), "of_share"),
            FieldRow("unit", N_("Unit of the number"), "of_number"),
            FieldRow("better", N_("Which way is good?"), "choice", choices=_WAYS),
            FieldRow("target", N_("Target"), "target"),
            FieldRow("package_id", N_("Cluster package"), "package", "package"),
            FieldRow("source", N_("Where the figures come from")),
        ),
        N_("New indicator {title}"),
        N_("New indicator"),
        _indicators,
        lambda s, _cluster, title, _at, key: indicators.add_indicator(s, title, key=key),
        _use_indicator,
        fits=("data",),
    ),
    SortRow(
        "speaker",
        N_("External speaker"),
        "speech",
        "name",
        N_("Change the speaker"),
        N_("Delete the speaker"),
        lambda session, _cluster, key: queries.speaker(session, key),
        lambda one: _together(one.organisation, one.topic),
        content.change_speaker,
        (
            FieldRow("name", N_("Name"), "title"),
            FieldRow("organisation", N_("Organisation")),
            FieldRow("topic", N_("Topic"), "text"),
            FieldRow("email", N_("E-mail")),
            FieldRow("fee", N_("Fee at this item"), "fee"),
        ),
        N_("New external speaker {title}"),
        N_("New external speaker"),
        queries.speakers,
        lambda s, cluster, name, _at, key: content.add_speaker(s, cluster, name, key=key),
        content.use_speaker,
        content.remove_speaker,
        ("talk",),
    ),
    SortRow(
        "topic",
        N_("Topic"),
        "lightbulb",
        "title",
        N_("Change the topic"),
        "",
        lambda session, _cluster, key: queries.topic(session, key),
        lambda one: one.situation,
        topics.change_topic,
        (
            FieldRow("title", N_("Title"), "title"),
            FieldRow("situation", N_("Everyday situation"), "lines"),
            FieldRow(
                "revisit", N_("Take up again on"), "day", due=N_("It is time to take it up again.")
            ),
        ),
        N_("New topic {title}"),
        N_("New topic"),
        queries.topics,
        lambda s, cluster, title, at, key: topics.add_topic(s, cluster, title, at, key=key),
        _use_topic,
        fits=("exchange", "translate", "group_work", "follow_up", "topics"),
        is_once=True,
    ),
    SortRow(
        "attachment",
        N_("Attachment"),
        "file-text",
        "name",
        N_("Rename the attachment"),
        N_("Remove the attachment"),
        _attachment,
        lambda one: one.link,
        _rename,
        (FieldRow("name", N_("Name"), "stem"), FieldRow("size", N_("File"), "file")),
        remove=attachments.remove_attachment,
    ),
)


def sort_row(sort: str) -> SortRow:
    """The row of a sort. Raises KeyError."""
    return {row.id: row for row in SORTS}[sort]


TABLES = frozenset({"use", *(row.id for row in SORTS)})
"""The tables whose rows are shown by the section and the panel."""


def title_of(row: SortRow, thing: Thing) -> str:
    """What the thing is called."""
    return str(getattr(thing, row.named))


def offered_first(kind: str) -> tuple[SortRow, ...]:
    """The sorts that can be chosen, those first that fit a kind of item."""
    choosable = [row for row in SORTS if row.every]
    return tuple(sorted(choosable, key=lambda row: kind not in row.fits))


def make(
    session: Session, row: SortRow, cluster: str, item: str, title: str, at: datetime, key: str
) -> str:
    """Make a thing of a title and take it up at an item.

    Returns its id: `key`, or that of a topic of this title that was there already.
    """
    assert row.add is not None
    assert row.use is not None
    made = row.add(session, cluster, title, at, key)
    row.use(session, item, made)
    return made


def take_off(session: Session, sort: str, item: str, key: str) -> None:
    """Take a use, an attachment or the topic off an item."""
    if sort == "topic":
        _use_topic(session, item, None)
    elif sort == "attachment":
        attachments.remove_attachment(session, key)
    else:
        content.stop_using(session, key)
