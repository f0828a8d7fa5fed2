"""What a user does with cases, guidelines, cluster packages and speakers, and their use."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, TypeVar

from facilitator.clock import new_id
from facilitator.domain.refusal import Refusal
from facilitator.domain.templates import stock_titles
from facilitator.edits import agenda
from facilitator.edits.closed import open_meeting
from facilitator.edits.links import checked_link
from facilitator.language import N_, Language
from facilitator.store import rows
from facilitator.store.queries import is_used_at_held
from facilitator.store.rows import Session
from facilitator.store.scrubbing import scrub
from facilitator.store.tables import Case, Guideline, Indicator, Item, Package, Speaker, Use

R = TypeVar("R", Case, Guideline, Package, Speaker)

HIGHEST_FEE = 1_000_000
_NO_TEXT = {"doubt": "", "course": "", "age_band": "", "sex": None}


def add_case(
    session: Session,
    cluster: str,
    title: str,
    at: datetime,
    *,
    key: str | None = None,
    **values: Any,
) -> str:
    """Write down a case by its heading. Returns its id, `key` if given.

    Args:
        values: by column name: doubt, age_band, sex, course, nature, presenter_id, learning,
            present_again.
    """
    own = {"id": key or new_id(), "cluster_id": cluster, "created": at}
    return _add(session, Case(**own, **_checked({"title": title, **values})))


def change_case(session: Session, case: str, **values: Any) -> None:
    """Change fields of a case by their column names."""
    rows.change(rows.get(session, Case, case), **_checked(values))


def remove_case(session: Session, case: str) -> None:
    """Delete a case wherever it was used. The Step keeps it, as it does all that is deleted."""
    rows.remove(session, rows.get(session, Case, case))


def delete_case_text(session: Session, case: str, at: datetime) -> None:
    """Delete what a case tells of a patient, from all Steps too. Title and learning points stay.

    It cannot be undone: run it as a fact, which Ctrl+Z passes by.
    """
    row = rows.get(session, Case, case)
    rows.change(row, **_NO_TEXT, text_deleted=at)
    scrub(session, row.__tablename__, case, _NO_TEXT)


def add_guideline(session: Session, title: str, *, key: str | None = None, **values: Any) -> str:
    """Add a guideline. Returns its id, `key` if given.

    Args:
        values: by column name: publisher, edition, published, link, recommendations,
            differently, next_check, newer, newer_link.
    """
    return _add(session, Guideline(id=key or new_id(), **_checked({"title": title, **values})))


def change_guideline(session: Session, guideline: str, **values: Any) -> None:
    """Change fields of a guideline by their column names."""
    rows.change(rows.get(session, Guideline, guideline), **_checked(values))


def use_newer_edition(session: Session, guideline: str, day: date) -> None:
    """Make the newer edition of a guideline, as known on `day`, the edition.

    When it was published is then to be said anew, and a day to look for one that has come is done.
    """
    row = rows.get(session, Guideline, guideline)
    if not row.newer.strip():
        raise Refusal(N_("No newer edition is written down."), N_("Nothing was changed."))
    row.edition, row.newer, row.published = row.newer.strip(), "", None
    row.link, row.newer_link = row.newer_link or row.link, ""
    if row.next_check is not None and row.next_check <= day:
        row.next_check = None


def remove_guideline(session: Session, guideline: str) -> None:
    """Delete a guideline that no held meeting used."""
    _remove(session, rows.get(session, Guideline, guideline))


def add_package(session: Session, title: str, *, key: str | None = None, **values: Any) -> str:
    """Add a cluster package. Returns its id, `key` if given.

    Args:
        values: by column name: specialty_id (none: for all), publisher, period, link, file_name,
            questions (one in each line).
    """
    return _add(session, Package(id=key or new_id(), **_checked({"title": title, **values})))


def change_package(session: Session, package: str, **values: Any) -> None:
    """Change fields of a cluster package by their column names."""
    rows.change(rows.get(session, Package, package), **_checked(values))


def remove_package(session: Session, package: str) -> None:
    """Delete a cluster package that no held meeting used."""
    _remove(session, rows.get(session, Package, package))


def add_speaker(
    session: Session, cluster: str, name: str, *, key: str | None = None, **values: Any
) -> str:
    """Add somebody from outside who can speak. Returns the id, `key` if given.

    Args:
        values: by column name: organisation, topic, email.
    """
    own = {"id": key or new_id(), "cluster_id": cluster}
    return _add(session, Speaker(**own, **_checked({"name": name, **values})))


def change_speaker(session: Session, speaker: str, **values: Any) -> None:
    """Change fields of a speaker by their column names."""
    rows.change(rows.get(session, Speaker, speaker), **_checked(values))


def remove_speaker(session: Session, speaker: str) -> None:
    """Delete a speaker who spoke at no held meeting."""
    _remove(session, rows.get(session, Speaker, speaker))


def present_again(session: Session, case: str, meeting: str, index: int) -> str:
    """Put a case on the agenda of a meeting once more, before the item at `index`. Returns the
    item."""
    row = rows.get(session, Case, case)
    item = agenda.add_item(session, meeting, "case", row.title, index=index)
    use_case(session, item, case)
    return item


def use_case(session: Session, item: str, case: str) -> str:
    """Take a case up at an item of its cluster. Returns the id of the use, the one there is.

    An item that has no title of its own, such as “Patient case 1”, takes that of the case; who
    presents it is said in one place and holds in both.
    """
    row = rows.get(session, Case, case)
    use = _use(session, item, row.cluster_id, case_id=row.id)
    at = rows.get(session, Item, item)
    if at.kind == "case" and _is_stock_title(at):
        at.title = row.title
    if not (at.who or at.member_id or at.clinic_id):
        at.member_id = row.presenter_id
    elif row.presenter_id is None:
        row.presenter_id = at.member_id
    return use.id


def _is_stock_title(item: Item) -> bool:
    """Whether an item is called as the program calls one of its kind, in either language."""
    titles = stock_titles(item.kind)
    said = {Language(code).text(title) for title in titles for code in ("da", "en")}
    return item.title.strip() in said | {""}


def use_guideline(session: Session, item: str, guideline: str) -> str:
    """Take a guideline up at an item. Returns the id of the use, the one there is."""
    return _use(session, item, None, guideline_id=rows.get(session, Guideline, guideline).id).id


def use_package(session: Session, item: str, package: str) -> str:
    """Take a cluster package up at an item. Returns the id of the use, the one there is."""
    return _use(session, item, None, package_id=rows.get(session, Package, package).id).id


def use_indicator(session: Session, item: str, indicator: str) -> str:
    """Take an indicator up at an item. Returns the id of the use, the one there is."""
    return _use(session, item, None, indicator_id=rows.get(session, Indicator, indicator).id).id


def use_speaker(session: Session, item: str, speaker: str, fee: int | None = None) -> str:
    """Have somebody speak at an item, for a fee in kroner. Returns the id of the use."""
    row = rows.get(session, Speaker, speaker)
    use = _use(session, item, row.cluster_id, speaker_id=row.id)
    if fee is not None:
        change_fee(session, use.id, fee)
    return use.id


def change_fee(session: Session, use: str, fee: int | None) -> None:
    """Say what a speaker is paid at one item, in kroner; none: not agreed.

    The bill comes after the meeting, so a closed meeting does not hinder it.
    """
    row = rows.get(session, Use, use)
    if row.speaker_id is None or not 0 <= (fee or 0) <= HIGHEST_FEE:
        raise Refusal(
            N_("A speaker’s fee is a whole number of kroner from 0 to 1,000,000."),
            N_("Nothing was changed."),
        )
    row.fee = fee


def stop_using(session: Session, use: str) -> None:
    """Take a thing from an item; the thing itself stays."""
    row = rows.get(session, Use, use)
    open_meeting(session, rows.get(session, Item, row.item_id).meeting_id)
    rows.remove(session, row)


def _add(session: Session, row: R) -> str:
    session.add(row)
    session.flush()
    return row.id


def _use(session: Session, item: str, cluster: str | None, **thing: str) -> Use:
    meeting = open_meeting(session, rows.get(session, Item, item).meeting_id)
    if cluster not in (None, meeting.cluster_id):
        raise Refusal(
            N_("This belongs to another cluster, so it cannot be used here."),
            N_("Nothing was changed."),
        )
    known = rows.of(session, Use, item_id=item, **thing)
    use = known[0] if known else Use(item_id=item, **thing)
    session.add(use)
    session.flush()
    return use


def _remove(session: Session, row: Guideline | Package | Speaker) -> None:
    if is_used_at_held(session, row.__tablename__, row.id):
        raise Refusal(
            N_("What was used at a meeting that has been held is not deleted."),
            N_("Nothing was changed."),
        )
    rows.remove(session, row)


def _checked(values: dict[str, Any]) -> dict[str, Any]:
    """Fields to be stored: a title or name that is not empty, a link to the web."""
    checked = dict(values)
    for name in ("title", "name"):
        if name in checked:
            checked[name] = checked[name].strip()
            if not checked[name]:
                raise Refusal(N_("This needs a title."), N_("Nothing was changed."))
    for name in {"link", "newer_link"} & checked.keys():
        checked[name] = checked_link(checked[name])
    return checked
