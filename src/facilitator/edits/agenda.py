"""What a user does with meetings and their agendas before they begin."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from facilitator.clock import new_id
from facilitator.domain import kinds
from facilitator.domain.overview import HELD
from facilitator.domain.refusal import Refusal
from facilitator.edits import belongings
from facilitator.edits.closed import open_meeting
from facilitator.edits.who import write_who
from facilitator.language import N_, Language
from facilitator.store import rows
from facilitator.store.rows import Session
from facilitator.store.tables import (
    SPACING,
    Clinic,
    Cluster,
    Goal,
    Item,
    ItemStep,
    Meeting,
    Member,
)

if TYPE_CHECKING:
    from facilitator.domain.patterns import PatternItem
    from facilitator.domain.templates import TemplateItem

FOLLOW_UP, SUMMARY = "follow_up", "summary"
LONGEST_MEETING = 24 * 60
GOALS_AT_MOST = 3


def make_meeting(
    session: Session,
    cluster: str,
    start: datetime,
    minutes: int,
    template: str | None,
    place: str = "",
) -> str:
    """Make a meeting with an agenda from a template, in the cluster's language. Returns its id.

    Args:
        start: aware.
        minutes: planned length; a template is laid for 45 to 420.
        template: its id, or none for follow-up and summary alone.
    """
    _check_length(minutes)
    home = rows.get(session, Cluster, cluster)
    meeting = Meeting(
        cluster_id=cluster,
        number=rows.next_number(session, cluster, home.first_number),
        start=start,
        end=start + timedelta(minutes=minutes),
        template=template or "",
        place=place,
    )
    session.add(meeting)
    session.flush()
    _lay(session, meeting, template)
    return meeting.id


def make_meeting_as(
    session: Session, source: str, cluster: str, start: datetime, minutes: int, place: str = ""
) -> str:
    """Make a meeting with the same items as another. Returns its id."""
    key = make_meeting(session, cluster, start, minutes, None, place)
    copy_agenda(session, source, key)
    return key


def lay_template(session: Session, meeting: str, template: str) -> None:
    """Replace a meeting's items by those of a template, laid at the meeting's length.

    Without a template follow-up and summary are left alone.
    """
    _lay(session, _emptied(session, meeting, template), template)


def lay_items(
    session: Session, meeting: str, items: Sequence[PatternItem], template: str = ""
) -> None:
    """Replace a meeting's items by those of an own template, as they are."""
    put_items(session, _emptied(session, meeting, template).id, items)


def copy_agenda(session: Session, source: str, meeting: str) -> None:
    """Give a meeting the same items as another, follow-up and summary included.

    Guidelines, packages and what is to be prepared come along, undone and without a day; cases,
    speakers, attachments and the question of that follow-up belong to that meeting alone.
    """
    one = _emptied(session, meeting, rows.get(session, Meeting, source).template)
    for item in rows.of(session, Item, meeting_id=source):
        copy = _copy_item(session, item, one.id, item.position)
        if item.kind == FOLLOW_UP:
            copy.question = ""
        belongings.repeat(session, item, copy)
    belongings.repeat_preparations(session, source, meeting)


def change_meeting(session: Session, meeting: str, **values: Any) -> None:
    """Change fields of a meeting: start, end, place, form, facilitator_id, topic_id.

    On another day a fixed start keeps its clock time.
    """
    one = open_meeting(session, meeting)
    if "start" in values:
        _take_fixed_starts_along(session, one, values["start"])
    rows.change(one, **values)
    if one.end <= one.start:
        raise Refusal(
            N_("The meeting must end after it begins."),
            N_("Nothing was changed."),
        )
    _check_length(round((one.end - one.start).total_seconds() / 60))


def set_ready(session: Session, meeting: str, ready: bool) -> None:
    """Say that the agenda of a meeting that has not begun is ready, or that it is not after all."""
    one = open_meeting(session, meeting)
    if one.status in ("draft", "ready"):
        one.status = "ready" if ready else "draft"


def cancel_meeting(session: Session, meeting: str) -> None:
    """A meeting that was not held stays in the list as cancelled."""
    open_meeting(session, meeting).status = "cancelled"


def restore_meeting(session: Session, meeting: str) -> None:
    """Take a cancelled meeting up again; one that had been held is a held one."""
    one = rows.get(session, Meeting, meeting)
    if one.status == "cancelled":
        one.status = "held" if one.ended else "running" if one.started else "draft"


def delete_meeting(session: Session, meeting: str) -> None:
    """Delete a meeting that never began, with its agenda."""
    one = rows.get(session, Meeting, meeting)
    if one.status in HELD or one.started is not None:
        raise Refusal(
            N_("A meeting that has begun is not deleted."),
            N_("Nothing was changed."),
            N_("It can be cancelled instead."),
        )
    rows.remove(session, one)


def add_goal(session: Session, meeting: str, text: str, *, key: str | None = None) -> str:
    """Add a goal, “when we go home, we can …”. At most three. Returns its id, `key` if given."""
    open_meeting(session, meeting)
    if len(rows.of(session, Goal, meeting_id=meeting)) >= GOALS_AT_MOST:
        raise Refusal(
            N_("A meeting has at most three goals."),
            N_("Nothing was changed."),
            N_("Write over one of them instead."),
        )
    position = rows.next_position(session, Goal, meeting_id=meeting)
    goal = Goal(id=key or new_id(), meeting_id=meeting, position=position, text=text)
    session.add(goal)
    session.flush()
    return goal.id


def change_goal(session: Session, goal: str, **values: Any) -> None:
    """Change a goal's text, or whether it was reached: "yes", "partly", "no"."""
    rows.change(_open_goal(session, goal), **values)


def write_goal(session: Session, meeting: str, goal: str, text: str) -> None:
    """Write the goal with this id; one that is not there yet is added by its first word."""
    known = [one for one in rows.of(session, Goal, meeting_id=meeting) if one.id == goal]
    if known:
        open_meeting(session, meeting)
        known[0].text = text
    elif text.strip():
        add_goal(session, meeting, text, key=goal)


def remove_goal(session: Session, goal: str) -> None:
    """Remove a goal; the others keep their order."""
    rows.remove(session, _open_goal(session, goal))


def add_item(
    session: Session,
    meeting: str,
    kind: str,
    title: str = "",
    *,
    index: int | None = None,
    minutes: int | None = None,
    key: str | None = None,
    **values: Any,
) -> str:
    """Add an item before the item at `index`, or as the last before the summary. Returns its id,
    `key` if given.

    Title, question, minutes, minimum, flexibility and steps are those of its kind unless given;
    texts in the cluster's language.
    """
    lang = language_of(session, open_meeting(session, meeting))
    row = kinds.kind(kind)
    if kind != FOLLOW_UP:
        values.setdefault("question", _filled(lang, row.question))
    planned = row.minutes if minutes is None else minutes
    _check_minutes(planned)
    item = Item(
        id=key or new_id(),
        meeting_id=meeting,
        position=0,
        kind=kind,
        title=title or lang.text(row.title),
        planned=planned * 60,
        minimum=row.minimum(planned) * 60,
        flexible=row.flexible,
        **values,
    )
    _place(rows.of(session, Item, meeting_id=meeting), item, index)
    session.add(item)
    session.flush()
    _add_steps(session, item.id, _script(lang, kind, planned))
    return item.id


def duplicate_items(session: Session, items: Sequence[str], meeting: str, index: int) -> list[str]:
    """Copies of the items in a meeting, in the same order, before the item at `index`.

    Follow-up and summary are left out: a meeting has one of each. What an item is about and its
    attachments come along, what is to be prepared does not.
    """
    pairs = _copies(session, items, meeting, index)
    for item, copy in pairs:
        belongings.duplicate(session, item, copy)
    return [copy.id for _, copy in pairs]


def carry_items(session: Session, items: Sequence[str], meeting: str, index: int) -> list[str]:
    """Take items out where they are and put them in, in the same order, before `index`.

    In another meeting they are new items, with all that hung on them; follow-up and summary stay.
    Returns their ids.
    """
    found = [rows.get(session, Item, key) for key in items]
    carried = [item for item in found if item.kind not in (FOLLOW_UP, SUMMARY)]
    keys = [item.id for item in carried]
    if not keys:
        return []
    if carried[0].meeting_id == meeting:
        order = [item.id for item in rows.of(session, Item, meeting_id=meeting)]
        move_items(session, keys, sum(key not in keys for key in order[:index]))
        return keys
    pairs = _copies(session, keys, meeting, index)
    for item, copy in pairs:
        belongings.carry(session, item, copy)
    remove_items(session, keys)
    return [copy.id for _, copy in pairs]


def put_items(
    session: Session, meeting: str, items: Sequence[PatternItem], index: int | None = None
) -> list[str]:
    """Put items of an own template in, in their order, before the item at `index` or before the
    summary. Returns their ids."""
    open_meeting(session, meeting)
    return [
        _put_item(session, meeting, one, None if index is None else index + number)
        for number, one in enumerate(items)
    ]


def change_item(session: Session, item: str, **values: Any) -> None:
    """Change fields of an item by their column names; times in seconds."""
    row = rows.get(session, Item, item)
    open_meeting(session, row.meeting_id)
    rows.change(row, **values)


def change_kind(session: Session, item: str, kind: str) -> None:
    """Make an item one of another kind. What it had from its kind follows, the rest stays."""
    row = rows.get(session, Item, item)
    lang = language_of(session, open_meeting(session, row.meeting_id))
    if FOLLOW_UP in (kind, row.kind) or SUMMARY in (kind, row.kind):
        return
    before, after, minutes = kinds.kind(row.kind), kinds.kind(kind), row.planned // 60
    if row.title == lang.text(before.title):
        row.title = lang.text(after.title)
    if row.question in ("", _filled(lang, before.question)):
        row.question = _filled(lang, after.question)
    if _steps(session, item) == _script(lang, row.kind, minutes):
        change_steps(session, item, _script(lang, kind, minutes))
    row.kind, row.flexible, row.minimum = kind, after.flexible, after.minimum(minutes) * 60


def set_who(session: Session, item: str, name: str) -> None:
    """Say who has an item: a member or a clinic by its name, else whoever is written."""
    row = rows.get(session, Item, item)
    write_who(session, row, open_meeting(session, row.meeting_id).cluster_id, name)


def change_minimum(session: Session, item: str, minutes: int) -> None:
    """Say how few minutes an item can be cut to."""
    row = rows.get(session, Item, item)
    open_meeting(session, row.meeting_id)
    if not 0 < minutes * 60 <= row.planned:
        raise Refusal(
            N_("The least minutes lie between 1 and the minutes of the item."),
            N_("Nothing was changed."),
        )
    row.minimum = minutes * 60


def change_minutes(session: Session, item: str, minutes: int) -> None:
    """Plan an item for so many minutes; its minimum follows when it would be above."""
    row = rows.get(session, Item, item)
    open_meeting(session, row.meeting_id)
    _check_minutes(minutes)
    if row.kind == SUMMARY and minutes < 5:
        raise Refusal(
            N_("The summary has at least five minutes."),
            N_("Nothing was changed."),
        )
    untouched = row.minimum == kinds.kind(row.kind).minimum(row.planned // 60) * 60
    least = kinds.kind(row.kind).minimum(minutes) * 60
    row.minimum = least if untouched else min(row.minimum, minutes * 60)
    row.planned = minutes * 60
    _scale_script(session, row)


def change_steps(session: Session, item: str, steps: Sequence[tuple[str, int]]) -> None:
    """Give an item these named steps, each with its seconds."""
    row = rows.get(session, Item, item)
    open_meeting(session, row.meeting_id)
    for step in rows.of(session, ItemStep, item_id=item):
        session.delete(step)
    _add_steps(session, item, steps)


def move_items(session: Session, items: Sequence[str], index: int) -> None:
    """Move items together, in their order, before the one at `index` among those that stay.

    Follow-up and summary do not move, and nothing passes them.
    """
    meeting = open_meeting(session, rows.get(session, Item, items[0]).meeting_id).id
    everyone = rows.seats(session, Item, meeting_id=meeting)
    before = {seat.id: seat.position for seat in everyone}
    moving = [i for i in everyone if i.id in items and i.kind not in (FOLLOW_UP, SUMMARY)]
    staying = [i for i in everyone if i not in moving]
    for number, seat in enumerate(moving):
        _place(staying, seat, index + number)
        staying = sorted([*staying, seat], key=lambda i: i.position)
    for seat in everyone:
        if seat.position != before[seat.id]:
            rows.get(session, Item, seat.id).position = seat.position


def remove_items(session: Session, items: Sequence[str]) -> None:
    """Remove items with their steps; what was written down at them stays in the log."""
    for key in items:
        row = rows.get(session, Item, key)
        open_meeting(session, row.meeting_id)
        rows.remove(session, row)


def fit(session: Session, minutes: dict[str, int]) -> None:
    """Plan several items anew at once: item id to minutes."""
    for item, planned in minutes.items():
        change_minutes(session, item, planned)


def _lay(session: Session, meeting: Meeting, template: str | None) -> None:
    lang = language_of(session, meeting)
    minutes = round((meeting.end - meeting.start).total_seconds() / 60)
    laid = _laid(template, minutes, is_first=is_first(session, meeting))
    for number, row in enumerate(laid):
        is_opening = row.kind == FOLLOW_UP
        item = Item(
            meeting_id=meeting.id,
            position=(number + 1) * SPACING,
            kind=row.kind,
            title=_filled(lang, row.title),
            question="" if is_opening else _filled(lang, row.question),
            planned=row.minutes * 60,
            minimum=row.minimum * 60,
            flexible=kinds.kind(row.kind).flexible,
        )
        session.add(item)
        session.flush()
        _add_steps(session, item.id, [(lang.text(s.title), s.minutes * 60) for s in row.steps])


def is_first(session: Session, meeting: Meeting) -> bool:
    """Whether the cluster never met before, here or before it came to this program."""
    home = rows.get(session, Cluster, meeting.cluster_id)
    others = rows.of(session, Meeting, cluster_id=home.id)
    return home.first_number == 1 and not any(
        one.start < meeting.start and one.status != "cancelled" for one in others
    )


def _laid(template: str | None, minutes: int, *, is_first: bool) -> tuple[TemplateItem, ...]:
    # A meeting that runs is to be on the screen without what makes one.
    from facilitator.domain import templates

    chosen = next((one for one in templates.TEMPLATES if one.id == template), None)
    if chosen is not None:
        if not templates.SHORTEST <= minutes <= templates.LONGEST:
            raise Refusal(
                N_("A template fits meetings of 45 minutes to 7 hours."),
                N_("Nothing was made."),
                N_("Choose another length, or an empty agenda."),
            )
        laid = templates.lay(chosen, minutes)
    else:
        ends = (kinds.kind(FOLLOW_UP), kinds.kind(SUMMARY))
        laid = tuple(
            templates.TemplateItem(end.title, end.id, end.minutes, end.minimum(), end.question)
            for end in ends
        )
    return templates.for_first_meeting(laid) if is_first else laid


def language_of(session: Session, meeting: Meeting) -> Language:
    """The language and the zone of the cluster that a meeting belongs to."""
    home = rows.get(session, Cluster, meeting.cluster_id)
    return Language("da" if home.language == "da" else "en", home.zone)


def _take_fixed_starts_along(session: Session, meeting: Meeting, start: datetime) -> None:
    zone = language_of(session, meeting).zone
    days = start.astimezone(zone).date() - meeting.start.astimezone(zone).date()
    for item in rows.of(session, Item, meeting_id=meeting.id):
        if item.fixed_start is not None and days:
            # Added to the local time, so that the clock time stays when summer time begins.
            item.fixed_start = (item.fixed_start.astimezone(zone) + days).astimezone(UTC)


def _script(lang: Language, kind: str, minutes: int) -> list[tuple[str, int]]:
    return [(lang.text(s.title), s.minutes * 60) for s in kinds.kind(kind).script(minutes)]


def _steps(session: Session, item: str) -> list[tuple[str, int]]:
    return [(step.title, step.seconds) for step in rows.of(session, ItemStep, item_id=item)]


def _filled(lang: Language, msgid: str) -> str:
    """A template's text in the cluster's language; what is not known yet stands as “…”."""
    return lang.text(msgid, topic="…", date="…", time="…") if msgid else ""


def _add_steps(session: Session, item: str, steps: Sequence[tuple[str, int]]) -> None:
    for number, (title, seconds) in enumerate(steps):
        position = (number + 1) * SPACING
        session.add(ItemStep(item_id=item, position=position, title=title, seconds=seconds))


def _scale_script(session: Session, item: Item) -> None:
    """Steps that came from the kind's script follow the minutes; written ones are scaled anyway."""
    steps = rows.of(session, ItemStep, item_id=item.id)
    script = kinds.kind(item.kind).script(item.planned // 60)
    if len(script) == len(steps):
        for step, scripted in zip(steps, script, strict=True):
            step.seconds = scripted.minutes * 60


def _emptied(session: Session, meeting: str, template: str) -> Meeting:
    """A meeting without items, to be laid by this template."""
    one = open_meeting(session, meeting)
    for item in rows.of(session, Item, meeting_id=meeting):
        rows.remove(session, item)
    session.flush()
    one.template = template
    return one


def _put_item(session: Session, meeting: str, one: PatternItem, index: int | None) -> str:
    texts = {"question": one.question, "notes": one.notes, "preparation": one.preparation}
    item = Item(
        meeting_id=meeting,
        position=0,
        kind=one.kind,
        title=one.title,
        planned=one.planned,
        minimum=one.minimum,
        flexible=one.flexible,
        **texts,
    )
    _place(rows.of(session, Item, meeting_id=meeting), item, index)
    session.add(item)
    session.flush()
    _add_steps(session, item.id, [(step.title, step.seconds) for step in one.steps])
    return item.id


def _copies(
    session: Session, items: Sequence[str], meeting: str, index: int
) -> list[tuple[Item, Item]]:
    """Items that may be copied, each with its copy in a meeting."""
    home = open_meeting(session, meeting).cluster_id
    pairs: list[tuple[Item, Item]] = []
    for key in items:
        item = rows.get(session, Item, key)
        if item.kind not in (FOLLOW_UP, SUMMARY):
            pairs.append((item, _copy_item(session, item, meeting, 0, index + len(pairs))))
            _settle(session, item, pairs[-1][1], home)
    return pairs


def _settle(session: Session, item: Item, copy: Item, home: str) -> None:
    """In another cluster a copy keeps the name of who had it, and no topic."""
    if rows.get(session, Meeting, item.meeting_id).cluster_id == home:
        return
    name = item.who
    if item.member_id:
        name = rows.get(session, Member, item.member_id).name
    elif item.clinic_id:
        name = rows.get(session, Clinic, item.clinic_id).name
    write_who(session, copy, home, name)
    copy.topic_id = None


def _copy_item(
    session: Session, item: Item, meeting: str, position: int, index: int | None = None
) -> Item:
    own = ("id", "version", "load_id", "meeting_id", "position", "fixed_start")
    values = {c.key: getattr(item, c.key) for c in Item.__table__.columns if c.key not in own}
    copy = Item(meeting_id=meeting, position=position, **values)
    if index is not None:
        _place(rows.of(session, Item, meeting_id=meeting), copy, index)
    session.add(copy)
    session.flush()
    _add_steps(session, copy.id, _steps(session, item.id))
    return copy


def _place(others: Sequence[Item | rows.Seat], item: Item | rows.Seat, index: int | None) -> None:
    first = 1 if others and others[0].kind == FOLLOW_UP else 0
    last = len(others) - (1 if others and others[-1].kind == SUMMARY else 0)
    if item.kind == FOLLOW_UP:
        index = 0
    elif item.kind == SUMMARY:
        index = len(others)
    else:
        index = last if index is None else max(first, min(index, last))
    rows.place(item, others, index)


def _open_goal(session: Session, key: str) -> Goal:
    goal = rows.get(session, Goal, key)
    open_meeting(session, goal.meeting_id)
    return goal


def _check_minutes(minutes: int) -> None:
    if not 0 < minutes <= LONGEST_MEETING:
        raise Refusal(
            N_("An item takes between 1 minute and 24 hours."),
            N_("Nothing was changed."),
        )


def _check_length(minutes: int) -> None:
    if not 0 < minutes <= LONGEST_MEETING:
        raise Refusal(
            N_("A meeting takes between 1 minute and 24 hours."),
            N_("Nothing was changed."),
        )
