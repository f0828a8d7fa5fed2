"""What comes of an invented meeting: insights, commitments, follow-up, parked lines."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from facilitator.domain.statuses import OPEN
from facilitator.store.demo import content
from facilitator.store.demo.pen import Pen, Row, position
from facilitator.store.demo.theme import Insight, Theme
from facilitator.store.demo.world import Asked, Cluster, Held, Person, of_clinic

_NEXT = {
    True: {
        "planned": (("trying", 45), ("introduced", 22), ("partly", 15), ("planned", 18)),
        "trying": (("introduced", 45), ("partly", 25), ("trying", 18), ("not_introduced", 12)),
        "partly": (("introduced", 70), ("partly", 22), ("not_introduced", 8)),
    },
    False: {
        "planned": (("trying", 55), ("planned", 30), ("dropped", 8), ("not_introduced", 7)),
        "trying": (("trying", 40), ("not_introduced", 38), ("dropped", 22)),
        "partly": (("not_introduced", 100),),
    },
}
"""What is said next of a commitment, with weights; first for those who are keen."""


def write_insights(
    pen: Pen, cluster: Cluster, held: Held, themes: Sequence[Theme]
) -> list[tuple[str, Theme]]:
    """Write the log. Returns the keys of what is taken home, with their themes."""
    official = _official(pen, themes)
    lines: list[tuple[Insight, Theme | None, int | None]] = [
        (insight, theme, number) for number, (insight, theme) in enumerate(official, 1)
    ]
    for text in pen.random.sample(content.MORE_INSIGHTS, pen.random.randint(1, 3)):
        lines.append((Insight("insight", "", text), None, None))
    pen.random.shuffle(lines)
    moments = sorted(pen.within((held.started, held.ended)) for _ in lines)
    chosen: dict[int, tuple[str, Theme]] = {}
    for place, ((insight, about, number), at) in enumerate(zip(lines, moments, strict=True)):
        key = pen.write(
            "insight",
            at,
            meeting_id=held.id,
            item_id=_item_at(held, at),
            topic_id=cluster.topics[about.title]["id"] if about else None,
            position=position(place),
            at=at,
            text=insight.text,
            kind=insight.kind,
            category=insight.category,
            official=number,
        )
        if number and about:
            chosen[number] = key, about
    return [chosen[number] for number in sorted(chosen)]


def _official(pen: Pen, themes: Sequence[Theme]) -> list[tuple[Insight, Theme]]:
    """Two or three insights of which at least one is of the first theme."""
    main = [(insight, themes[0]) for insight in themes[0].insights]
    other = [(insight, themes[1]) for insight in themes[1].insights]
    pen.random.shuffle(main)
    return [main[0], pen.random.choice(other), *(main[1:2] if pen.likely(0.5) else ())]


def _item_at(held: Held, at: datetime) -> str | None:
    spans = held.course.spans.items()
    return next((item for item, (begun, ended) in spans if begun <= at < ended), None)


def write_commitments(
    pen: Pen,
    cluster: Cluster,
    held: Held,
    themes: Sequence[Theme],
    insights: Sequence[tuple[str, Theme]],
) -> None:
    """Write who tries what: each agreement hangs on an insight and is taken by one or more."""
    span = held.span("translate", "summary")
    moments = iter(sorted(pen.within(span) for _ in range(12)))
    item = held.items.get("translate" if "translate" in held.items else "summary")
    for number, theme in enumerate(themes):
        insight = next((key for key, about in insights if about is theme), None)
        agreed = pen.random.sample(theme.agreements, 1 if number or pen.likely(0.4) else 2)
        for agreement in agreed:
            due = _due(pen, held.day)
            for owner in _owners(pen, cluster, held):
                at = next(moments)
                member, clinic = owner
                row: Row = {
                    "cluster_id": cluster.id,
                    "meeting_id": held.id,
                    "insight_id": insight,
                    "item_id": item,
                    "member_id": member.id if member else None,
                    "clinic_id": None if clinic is None else cluster.clinics[clinic],
                    "whole_cluster": member is None and clinic is None,
                    "position": position(len(pen.rows["commitment"])),
                    "agreed": at,
                    "situation": agreement.situation,
                    "action": agreement.action,
                    "sign": agreement.sign,
                    "category": agreement.category,
                    "confidence": pen.random.choice((None, 5, 6, 7, 8, 8, 9, 10)),
                    "status": "planned",
                    **due,
                }
                pen.write("commitment", at, **row)
                home = member.clinic if member else clinic
                who = [member] if member else of_clinic(cluster.people, clinic)
                cluster.asked.append(
                    Asked(
                        pen.rows["commitment"][-1],
                        frozenset(one.id for one in who),
                        home is None or home in cluster.keen,
                    )
                )


def _owners(pen: Pen, cluster: Cluster, held: Held) -> list[tuple[Person | None, int | None]]:
    """One to four members or clinics of those present; seldom the whole cluster."""
    if pen.likely(0.08):
        return [(None, None)]
    weights = [3 if one.clinic in cluster.keen else 2 for one in held.present]
    chosen = pen.random.choices(held.present, weights, k=pen.random.choice((1, 1, 2, 2, 3, 4)))
    homes = {one.clinic: one for one in chosen}
    by_member = pen.likely(0.45)
    return [(one, None) if by_member else (None, clinic) for clinic, one in homes.items()]


def _due(pen: Pen, day: date) -> Row:
    chance = pen.random.random()
    if chance < 0.5:
        return {"due": None, "due_next_meeting": True}
    due = day + timedelta(days=pen.random.choice((21, 28, 42, 56, 70))) if chance < 0.9 else None
    return {"due": due, "due_next_meeting": False}


def follow_up(pen: Pen, cluster: Cluster, held: Held, before: datetime) -> None:
    """Write what was said of each open commitment, at the meeting or on the way to it."""
    span = held.span("follow_up")
    moments = iter(sorted(pen.within(span) for _ in cluster.asked))
    here = {one.id for one in held.present}
    active = {one.id for one in cluster.active(held.day)}
    for asked in cluster.asked:
        at = next(moments)
        asked.times += 1
        if not asked.owners & active:
            asked.row["status"] = "dropped"
            _write_word(pen, asked, at, held.id, "dropped", None)
        elif pen.likely(0.04):
            gap = (held.started - before).total_seconds()
            early = before + timedelta(seconds=int(gap * pen.random.uniform(0.3, 0.8)))
            _say(pen, asked, early, None, active)
        elif not asked.owners & here:
            if pen.likely(0.15):
                _write_word(pen, asked, at, held.id, None, None)
        elif pen.likely(0.85):
            _say(pen, asked, at, held.id, here)
        else:
            _write_word(pen, asked, at, held.id, None, None)
    cluster.asked = [one for one in cluster.asked if one.row["status"] in OPEN]


def _say(pen: Pen, asked: Asked, at: datetime, meeting: str | None, here: set[str]) -> None:
    is_tired = asked.times > 3 and pen.likely(0.7)
    said = pen.weighted(_NEXT[asked.keen][asked.row["status"]])
    if is_tired and said in ("planned", "trying"):
        said = "introduced" if asked.keen else "dropped"
    asked.row["status"] = said
    speaker = pen.random.choice(sorted(asked.owners & here))
    # Of what the whole cluster agreed nobody says here that they alone have introduced it.
    _write_word(pen, asked, at, meeting, said, None if asked.row["whole_cluster"] else speaker)


def _write_word(
    pen: Pen,
    asked: Asked,
    at: datetime,
    meeting: str | None,
    said: str | None,
    said_by: str | None,
) -> None:
    random = pen.random
    is_stuck = said in ("planned", "trying")
    pen.write(
        "follow_up",
        at,
        commitment_id=asked.row["id"],
        meeting_id=meeting,
        at=at,
        status=said,
        said_by_id=said_by,
        experience=random.choice(content.EXPERIENCES[said]) if said and pen.likely(0.7) else "",
        obstacle=random.choice(content.OBSTACLES) if is_stuck and pen.likely(0.3) else "",
        next_step=random.choice(content.NEXT_STEPS) if is_stuck and pen.likely(0.3) else "",
    )


def park(pen: Pen, held: Held) -> None:
    count = pen.random.choice((0, 0, 1, 1, 2, 3))
    moments = sorted(pen.within((held.started, held.ended)) for _ in range(count))
    texts = pen.random.sample(content.PARKED, count)
    for number, (text, at) in enumerate(zip(texts, moments, strict=True)):
        pen.write(
            "parked",
            at,
            meeting_id=held.id,
            item_id=_item_at(held, at),
            position=position(number),
            at=at,
            text=text,
            destination=pen.random.choice(("topic", "next_meeting", "commitment", "dropped")),
        )
