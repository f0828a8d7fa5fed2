"""What is worth a look before a meeting is closed; none of it keeps anybody from closing it."""

from __future__ import annotations

from facilitator.domain.ending import is_late
from facilitator.domain.pulse import questions_of
from facilitator.domain.summary import say_with_commitment, with_commitment
from facilitator.language import N_
from facilitator.ui.run.watch import MeetingWatch

Check = tuple[str, bool]
"""A sentence, and whether what it says is done."""


def find_checks(watch: MeetingWatch) -> tuple[Check, ...]:
    """What is worth a look before closing: a sentence, and whether it is done."""
    return (*_room_checks(watch), *_result_checks(watch), *_talk_checks(watch))


def _room_checks(watch: MeetingWatch) -> tuple[Check, ...]:
    lang = watch.bridge.lang
    unsaid = sum(one.state is None for one in watch.attendees)
    lines = [
        _check(
            lang.plural("{n} member without attendance", "{n} members without attendance", unsaid),
            lang.text(N_("Attendance is said for everybody")),
            unsaid,
        )
    ]
    reading, agenda = watch.reading(), watch.agenda
    if agenda is not None and reading is not None and is_late(reading.overrun):
        why = agenda.meeting.late_reason
        missing = lang.text(N_("It is not said why it ended late"))
        lines.append(_check(missing, lang.text(N_("It is said why it ended late")), not why))
    return tuple(lines)


def _result_checks(watch: MeetingWatch) -> tuple[Check, ...]:
    lang, log = watch.bridge.lang, watch.log
    here, have = with_commitment(watch.here, log.commitments)
    taken = lang.plural("{n} insight taken home", "{n} insights taken home", len(log.official))
    said = say_with_commitment(lang, watch.here, log.commitments)
    lines = [
        (taken, len(log.official) >= 2),
        (said, have == here),
    ]
    ownerless = sum(not (c.owner or c.whole_cluster) for c in log.commitments)
    if log.commitments:
        missing = lang.plural(
            "{n} commitment without an owner", "{n} commitments without an owner", ownerless
        )
        done = lang.text(N_("Every commitment has an owner"))
        lines.append(_check(missing, done, ownerless))
    lost = sum(not one.destination for one in log.parked)
    if log.parked:
        missing = lang.plural(
            "{n} parked line goes nowhere yet",
            "{n} parked lines go nowhere yet",
            lost,
        )
        done = lang.text(N_("Every parked line goes somewhere"))
        lines.append(_check(missing, done, lost))
    return tuple(lines)


def _talk_checks(watch: MeetingWatch) -> tuple[Check, ...]:
    lang, lines = watch.bridge.lang, list[Check]()
    unknown = sum(not one.answered for one in watch.follow_ups)
    if watch.follow_ups:
        missing = lang.plural(
            "{n} commitment stays unknown", "{n} commitments stay unknown", unknown
        )
        done = lang.text(N_("Every commitment was followed up"))
        lines.append(_check(missing, done, unknown))
    goals = watch.agenda.goals if watch.agenda else ()
    unanswered = sum(goal.reached is None for goal in goals)
    if goals:
        missing = lang.plural(
            "{n} goal without an answer", "{n} goals without an answer", unanswered
        )
        lines.append(_check(missing, lang.text(N_("Every goal has an answer")), unanswered))
    questions = questions_of(watch.agenda.meeting.number if watch.agenda else 0)
    unasked = sum(row.id not in watch.pulse for row in questions)
    missing = lang.text(N_("The pulse of the meeting is not entered"))
    if 0 < unasked < len(questions):
        missing = lang.plural(
            "{n} question of the pulse without an answer",
            "{n} questions of the pulse without an answer",
            unasked,
        )
    done = lang.text(N_("The pulse of the meeting is entered"))
    return (*lines, _check(missing, done, unasked))


def _check(missing: str, done: str, how_many: int | bool) -> Check:
    """A line of the check: what is missing, or that nothing is."""
    return (missing, False) if how_many else (done, True)
