"""What a user says of the history: marks on its days, each with a reason, and surveys as counts."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Any

from facilitator.domain.history import CutKind
from facilitator.domain.refusal import Refusal
from facilitator.domain.shares import Share
from facilitator.domain.surveys import Against, Counts, find_faults
from facilitator.language import N_
from facilitator.store import rows
from facilitator.store.rows import Session
from facilitator.store.tables import Mark, Survey, SurveyCount

_UNCHANGED = N_("Nothing was changed.")


def add_mark(
    session: Session, cluster: str, kind: CutKind, day: date, text: str, chart: str = ""
) -> str:
    """Mark a day of the history, for one chart or, without one, for all. Returns the mark's id.

    Raises Refusal without a reason, and for a second end of the same baseline: which of the two
    holds is for the person to say.
    """
    row = Mark(cluster_id=cluster, chart=chart, kind=kind, day=day, text=text.strip())
    _refuse_mark(session, row)
    session.add(row)
    session.flush()
    return row.id


def change_mark(session: Session, mark: str, **values: Any) -> None:
    """Change a mark by the names of its columns: kind, day, text, chart. Refuses as `add_mark`."""
    row = rows.get(session, Mark, mark)
    if "text" in values:
        values["text"] = values["text"].strip()
    rows.change(row, **values)
    _refuse_mark(session, row)


def remove_mark(session: Session, mark: str) -> None:
    """Take a mark away."""
    rows.remove(session, rows.get(session, Mark, mark))


def _refuse_mark(session: Session, row: Mark) -> None:
    if not row.text:
        raise Refusal(N_("A mark needs words: what was done, or why."), _UNCHANGED)
    if row.kind == "freeze" and _is_frozen(session, row):
        raise Refusal(
            N_("The baseline has been frozen already."),
            _UNCHANGED,
            N_("Change or remove that mark first."),
        )


def _is_frozen(session: Session, row: Mark) -> bool:
    """Whether another mark freezes the baseline of the same chart."""
    return any(
        other.kind == "freeze"
        and other.id != row.id
        and (not other.chart or not row.chart or other.chart == row.chart)
        for other in rows.of(session, Mark, cluster_id=row.cluster_id)
    )


def add_survey(
    session: Session,
    cluster: str,
    held: date,
    answered: int,
    counts: Counts,
    against: Mapping[str, Against] = MappingProxyType({}),
    **values: Any,
) -> str:
    """Write down a wave of the survey as counts, and what they are held against. Returns its id.

    `values` by the names of the columns: invited, title, note. Raises Refusal for counts that
    cannot be.
    """
    _refuse_counts(session, values.get("invited"), answered, counts, against)
    row = Survey(cluster_id=cluster, held=held, answered=answered)
    rows.change(row, **values)
    session.add(row)
    session.flush()
    _write_counts(session, row, counts, against)
    return row.id


def change_survey(
    session: Session,
    survey: str,
    counts: Counts | None = None,
    against: Mapping[str, Against] | None = None,
    **values: Any,
) -> None:
    """Change a wave by the names of its columns; `counts` take the place of all there were, and
    so does what they are held `against`; none: as it was.

    Refuses as `add_survey`.
    """
    row = rows.get(session, Survey, survey)
    if counts is None:
        known = rows.of(session, SurveyCount, survey_id=survey)
        counts = {one.measure: (one.k, one.n) for one in known}
    invited, answered = values.get("invited", row.invited), values.get("answered", row.answered)
    _refuse_counts(session, invited, answered, counts, against or {})
    rows.change(row, **values)
    _write_counts(session, row, counts, against)


def remove_survey(session: Session, survey: str) -> None:
    """Remove a wave with its counts."""
    rows.remove(session, rows.get(session, Survey, survey))


def _refuse_counts(
    session: Session,
    invited: int | None,
    answered: int,
    counts: Counts,
    against: Mapping[str, Against],
) -> None:
    before = {
        measure: share
        for measure, one in against.items()
        if one.since is not None and (share := _find_share(session, one.since, measure))
    }
    for fault in find_faults(invited, answered, counts, against, before).values():
        raise Refusal(*fault.parts, _UNCHANGED, **fault.fields)


def _find_share(session: Session, survey: str, measure: str) -> Share | None:
    """What an earlier wave counted of a question, if it did."""
    wave = rows.get(session, Survey, survey)
    for one in rows.of(session, SurveyCount, survey_id=survey, measure=measure):
        n = wave.answered if one.n is None else one.n
        return Share(one.k, n) if one.k <= n else None
    return None


def _write_counts(
    session: Session, row: Survey, counts: Counts, against: Mapping[str, Against] | None
) -> None:
    known = {one.measure: one for one in rows.of(session, SurveyCount, survey_id=row.id)}
    for measure, old in known.items():
        if measure not in counts:
            rows.remove(session, old)
    for measure, (k, n) in counts.items():
        one = known.get(measure) or SurveyCount(survey_id=row.id, measure=measure)
        rows.change(one, k=k, n=n)
        if against is not None:
            _write_against(one, against.get(measure, Against()))
        if measure not in known:
            session.add(one)


def _write_against(row: SurveyCount, one: Against) -> None:
    national = {"national_k": one.national_k, "national_n": one.national_n}
    changed = {"since_id": one.since, "to_yes": one.to_yes, "to_no": one.to_no}
    rows.change(row, **national, **changed)
