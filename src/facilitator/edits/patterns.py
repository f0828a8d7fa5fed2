"""What a user does with own templates and blocks: keep them, change them, lay them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from facilitator.domain import kinds
from facilitator.domain.patterns import (
    LONGEST_ITEM,
    Pattern,
    PatternItem,
    for_first_meeting,
    scale,
)
from facilitator.domain.refusal import Refusal
from facilitator.domain.schedule import Step
from facilitator.domain.templates import WELCOME
from facilitator.edits import agenda
from facilitator.edits.closed import open_meeting
from facilitator.language import N_
from facilitator.store import queries, rows
from facilitator.store.rows import Session
from facilitator.store.tables import (
    SPACING,
    Cluster,
    Item,
    ItemStep,
    Meeting,
    Template,
    TemplateItem,
    TemplateStep,
)


def save_template(session: Session, meeting: str, title: str, why: str = "") -> str:
    """Keep a meeting's agenda as an own template. Returns its id.

    Kinds, titles, minutes, questions, notes, preparation and steps are kept; who has an item, what
    it is about and its fixed start are not.
    """
    items = rows.of(session, Item, meeting_id=meeting)
    return add_template(session, _pattern(session, items, title, why))


def save_block(session: Session, items: Sequence[str], title: str, why: str = "") -> str:
    """Keep some items as a block, in the order of their agenda. Returns its id.

    Follow-up and summary are left out: a meeting has its own.
    """
    found = [rows.get(session, Item, key) for key in items]
    found = [item for item in found if kinds.kind(item.kind).place == "free"]
    found.sort(key=lambda item: item.position)
    return add_template(session, _pattern(session, found, title, why, is_block=True))


def add_template(session: Session, pattern: Pattern) -> str:
    """Store an own template or block. Returns its id."""
    check_pattern(pattern)
    row = Template(
        title=pattern.title.strip(),
        why=pattern.why,
        is_block=pattern.is_block,
        language=pattern.language,
    )
    session.add(row)
    session.flush()
    _add_items(session, row.id, pattern.items)
    return row.id


def write_template(session: Session, template: str, pattern: Pattern) -> None:
    """Write an own template or block over: title, reason and items."""
    check_pattern(pattern)
    row = rows.get(session, Template, template)
    for item in rows.of(session, TemplateItem, template_id=template):
        rows.remove(session, item)
    session.flush()
    rows.change(row, title=pattern.title.strip(), why=pattern.why, language=pattern.language)
    _add_items(session, template, pattern.items)


def write_over(session: Session, template: str, meeting: str) -> None:
    """Let an own template hold a meeting's agenda instead; its title and reason stay."""
    kept = queries.own_template(session, template)
    items = rows.of(session, Item, meeting_id=meeting)
    write_template(session, template, _pattern(session, items, kept.title, kept.why))


def change_template(session: Session, template: str, **values: Any) -> None:
    """Change the title of an own template or block, or why one would use it."""
    if "title" in values:
        _check_title(values["title"])
    rows.change(rows.get(session, Template, template), **values)


def remove_template(session: Session, template: str) -> None:
    """Delete an own template or block; meetings laid by it stay as they are."""
    rows.remove(session, rows.get(session, Template, template))


def lay_own_template(
    session: Session, meeting: str, template: str, *, is_scaled: bool = True
) -> None:
    """Replace a meeting's items by those of an own template.

    Scaled to the meeting's length as far as flexible items allow, else at its own minutes. The
    first meeting of a cluster has a welcome in place of the follow-up.
    """
    one = open_meeting(session, meeting)
    items = queries.own_template(session, template).items
    if is_scaled:
        items = scale(items, round((one.end - one.start).total_seconds() / 60))
    if agenda.is_first(session, one):
        lang = agenda.language_of(session, one)
        items = for_first_meeting(items, lang.text(WELCOME.title), lang.text(WELCOME.question))
    agenda.lay_items(session, meeting, items, template)


def make_meeting_of(
    session: Session,
    template: str,
    cluster: str,
    start: datetime,
    minutes: int,
    place: str = "",
    *,
    is_scaled: bool = True,
) -> str:
    """Make a meeting with an agenda from an own template. Returns its id."""
    key = agenda.make_meeting(session, cluster, start, minutes, None, place)
    lay_own_template(session, key, template, is_scaled=is_scaled)
    return key


def insert_block(session: Session, meeting: str, block: str, index: int) -> list[str]:
    """Put the items of a block in before the item at `index`. Returns their ids."""
    items = queries.own_template(session, block).items
    free = [item for item in items if kinds.kind(item.kind).place == "free"]
    return agenda.put_items(session, meeting, free, index)


def _pattern(
    session: Session, items: Sequence[Item], title: str, why: str, *, is_block: bool = False
) -> Pattern:
    homes = [_language(session, item.meeting_id) for item in items[:1]]
    kept = tuple(_kept(session, item) for item in items)
    return Pattern(title, kept, why, is_block, *homes)


def _language(session: Session, meeting: str) -> str:
    one = rows.get(session, Meeting, meeting)
    return rows.get(session, Cluster, one.cluster_id).language


def _kept(session: Session, item: Item) -> PatternItem:
    steps = rows.of(session, ItemStep, item_id=item.id)
    return PatternItem(
        item.kind,
        item.title,
        item.planned,
        item.minimum,
        item.flexible,
        # What was asked after one certain meeting is not asked after every other.
        "" if item.kind == agenda.FOLLOW_UP else item.question,
        item.notes,
        item.preparation,
        tuple(Step(step.title, step.seconds) for step in steps),
    )


def _add_items(session: Session, template: str, items: Iterable[PatternItem]) -> None:
    for number, one in enumerate(items, start=1):
        item = TemplateItem(
            template_id=template,
            position=number * SPACING,
            kind=one.kind,
            title=one.title,
            question=one.question,
            notes=one.notes,
            preparation=one.preparation,
            planned=one.planned,
            minimum=one.minimum,
            flexible=one.flexible,
        )
        session.add(item)
        session.flush()
        for place, step in enumerate(one.steps, start=1):
            session.add(
                TemplateStep(
                    template_item_id=item.id,
                    position=place * SPACING,
                    title=step.title,
                    seconds=step.seconds,
                )
            )


def check_pattern(pattern: Pattern) -> None:
    """Raise Refusal for a template or block that cannot be stored."""
    _check_title(pattern.title)
    if not pattern.items:
        raise Refusal(N_("There is no item to keep."), N_("Nothing was stored."))
    locked = [item.kind for item in pattern.items if kinds.kind(item.kind).place != "free"]
    if len(locked) > len(set(locked)) or (pattern.is_block and locked):
        raise Refusal(
            N_("An agenda has one follow-up and one summary, and a block has none."),
            N_("Nothing was stored."),
        )
    for item in pattern.items:
        fits = 0 < item.planned <= LONGEST_ITEM and 0 <= item.minimum <= item.planned
        if not fits or any(step.seconds < 0 for step in item.steps):
            raise Refusal(
                N_("An item takes between 1 minute and 24 hours, and its least is within that."),
                N_("Nothing was stored."),
            )


def _check_title(title: str) -> None:
    if not title.strip():
        raise Refusal(N_("A template needs a title."), N_("Nothing was stored."))
