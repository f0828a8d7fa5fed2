"""What a demo's cluster learns between meetings: small tests, improvements, votes for topics."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random

from facilitator.domain.overview import HELD
from facilitator.domain.statuses import CHANGED, OPEN
from facilitator.store.demo import content
from facilitator.store.demo.pen import MINUTE, Pen, Row, at_clock, position
from facilitator.store.demo.world import Cluster

_DAY = timedelta(days=1)


def learn(pen: Pen, cluster: Cluster, number: int, today: date) -> None:
    """Write what comes of the meetings of a cluster whose meetings are all written."""
    # A stream of its own: the rest of the demo stays what it was.
    own = Pen(Random(f"{cluster.id} learning"), pen.rows)
    held = [row for row in pen.rows["meeting"] if row["status"] in HELD]
    _test_on_a_small_scale(own, today)
    _measure(own, cluster)
    _enter_improvements(own, cluster, number, today)
    _add_ideas(own, cluster, today)
    _say_origins(own, cluster, held, today)
    _vote(own, cluster, held)
    _present_again(cluster, today)
    _note_newer_edition(own, number)
    if len(held) > 1:
        _set_aside(own, held[-1])
        _agree_again(own, held[-1])


def _test_on_a_small_scale(pen: Pen, today: date) -> None:
    for row in _commitments(pen, "trying", *CHANGED):
        tried = pen.random.sample(content.CYCLES, pen.random.choice((0, 0, 0, 1, 1, 2, 3)))
        for place, (plan, did, learnt, next_step) in enumerate(tried):
            is_done = place + 1 < len(tried) or row["status"] != "trying"
            begun = row["agreed"] + (place + 1) * 14 * _DAY
            if begun.date() >= today:
                break
            pen.write(
                "cycle",
                begun,
                commitment_id=row["id"],
                position=position(place),
                begun=begun,
                plan=plan,
                did=did if is_done else "",
                learnt=learnt if is_done else "",
                next_step=next_step if is_done else "",
            )


def _commitments(pen: Pen, *statuses: str) -> list[Row]:
    return [row for row in pen.rows["commitment"] if row["status"] in statuses]


def _measure(pen: Pen, cluster: Cluster) -> None:
    """Write what was measured of about half of what was introduced."""
    for row in _commitments(pen, *CHANGED):
        if pen.likely(0.5) and row["category"] in content.MEASURES:
            pen.write(
                "improvement",
                row["agreed"] + 60 * _DAY,
                commitment_id=row["id"],
                cluster_id=cluster.id,
                **_effect(pen, row["category"]),
            )


def _effect(pen: Pen, category: str) -> Row:
    measure, unit, before, after = content.MEASURES[category]
    return {
        "measure": measure,
        "unit": unit,
        "before": float(before),
        "after": float(after),
        "n": pen.random.choice((10, 20, 30, 40)),
        "patients": pen.random.choice(content.GAINS) if pen.likely(0.7) else "",
    }


def _enter_improvements(pen: Pen, cluster: Cluster, number: int, today: date) -> None:
    """One that came from no commitment: of a member's clinic, or of the whole cluster."""
    title, category = content.ENTERED[number % len(content.ENTERED)]
    whole = pen.likely(0.3)
    clinic = cluster.clinics[pen.random.choice(cluster.active(today)).clinic]
    since = today - pen.random.randint(30, 200) * _DAY
    pen.write(
        "improvement",
        at_clock(since, 12),
        cluster_id=cluster.id,
        clinic_id=None if whole else clinic,
        whole_cluster=whole,
        title=title,
        category=category,
        since=since,
        **_effect(pen, category),
    )


def _add_ideas(pen: Pen, cluster: Cluster, today: date) -> None:
    """Some topics wait in the bank to be voted for; one of them is parked."""
    for place, (title, situation) in enumerate(pen.random.sample(content.IDEAS, 4)):
        created = at_clock(today - pen.random.randint(20, 300) * _DAY, 18)
        pen.write(
            "topic",
            created,
            cluster_id=cluster.id,
            title=title,
            situation=situation,
            state="new" if place else "parked",
            revisit=None,
            created=created,
        )
        cluster.topics[title] = pen.rows["topic"][-1]


def _say_origins(pen: Pen, cluster: Cluster, held: Sequence[Row], today: date) -> None:
    """Say of each topic where it came from: a meeting, what was parked there, or a member."""
    for row in cluster.topics.values():
        before = [one for one in held if one["start"] < row["created"]]
        kinds = ("", "member", "meeting", "parked") if before else ("", "member")
        row["origin"] = pen.random.choice(kinds)
        if row["origin"] in ("meeting", "parked"):
            row["meeting_id"] = before[-1]["id"]
        if row["origin"] == "member" and pen.likely(0.5):
            row["member_id"] = pen.random.choice(cluster.active(today)).id


def _vote(pen: Pen, cluster: Cluster, held: Sequence[Row]) -> None:
    """Two votes for each who was there, most of them for what the next meeting was about."""
    for before, after in zip(held, pen.rows["meeting"][1:], strict=False):
        there = [row for row in cluster.topics.values() if row["created"] < before["start"]]
        chosen = [row for row in there if row["id"] == after["topic_id"]]
        others = [row for row in there if row not in chosen]
        votes = 2 * sum(
            row["meeting_id"] == before["id"] and row["state"] == "present"
            for row in pen.rows["attendance"]
        )
        for topic in (*chosen, *pen.random.sample(others, min(2, len(others)))):
            given = (votes + 1) // 2
            votes -= given
            at = before["ended"] - MINUTE
            about = {"topic_id": topic["id"], "meeting_id": before["id"]}
            pen.write("topic_vote", at, **about, votes=given)


def _present_again(cluster: Cluster, today: date) -> None:
    """A case whose text is still there is due to be looked at again."""
    shelf = cluster.shelf
    kept = [title for title, row in shelf.cases.items() if not row["text_deleted"]]
    if kept:
        oldest = min(kept, key=lambda title: shelf.last_seen[title])
        shelf.cases[oldest]["present_again"] = today - 5 * _DAY


def _note_newer_edition(pen: Pen, number: int) -> None:
    """One of the guidelines a specialty has came out in a newer edition."""
    guidelines = pen.rows["guideline"]
    if guidelines:
        row = guidelines[number % len(guidelines)]
        row["newer"] = f"{int(row['edition'].split('.')[0]) + 1}. udgave"
        row["newer_link"] = f"{row['link']}-ny"


def _set_aside(pen: Pen, last: Row) -> None:
    """At the last meeting something was set aside until long after the next."""
    before = [row for row in _commitments(pen, *OPEN) if row["agreed"] < last["started"]]
    for row in before[-2:-1] or before:
        until = last["start"].date() + 300 * _DAY
        row["snoozed"] = until
        at = last["ended"] - MINUTE
        about = {"commitment_id": row["id"], "meeting_id": last["id"]}
        pen.write("follow_up", at, **about, at=at, status=None, said_by_id=None, until=until)


def _agree_again(pen: Pen, last: Row) -> None:
    """At the last meeting something was agreed that was agreed before."""
    before = [row for row in _commitments(pen, *OPEN) if row["agreed"] < last["started"]]
    for row in before[-1:]:
        at = last["ended"] - 2 * MINUTE
        new = {"agreed": at, "meeting_id": last["id"], "insight_id": None, "item_id": None}
        again = {**row, **new, "status": "planned", "sign": "", "confidence": None}
        del again["id"]
        pen.write("commitment", at, **again | {"position": position(len(pen.rows["commitment"]))})
