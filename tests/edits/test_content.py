"""What a meeting is about is a thing of its own, with every meeting where it was used."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from tests.edits.test_agenda import START, Desk

from facilitator.domain.refusal import Refusal
from facilitator.edits import agenda, content, members, running, settings
from facilitator.store import queries
from facilitator.store.tables import Topic

PRIVATE = "Gentagne anfald gennem tre uger"


def later(desk: Desk, days: int) -> tuple[str, str]:
    """Another meeting of the cluster and its one case."""
    start = START + timedelta(days=days)
    meeting = desk.do(agenda.make_meeting, desk.cluster, start, 120, None)
    return meeting, desk.do(agenda.add_item, meeting, "case", "Casen igen")


def new_case(desk: Desk, title: str = "Anfaldsvis svimmelhed") -> str:
    return desk.do(
        content.add_case,
        desk.cluster,
        title,
        START,
        doubt="Hvornår er det farligt?",
        course=PRIVATE,
        age_band="40-64",
        sex="female",
        learning="Spørg altid til hørelsen",
    )


def test_a_case_is_told_without_a_patient(desk: Desk) -> None:
    key, anna = new_case(desk), desk.store.ask(queries.members, desk.cluster, START.date())[0].id
    desk.do(content.change_case, key, presenter_id=anna, present_again=date(2027, 3, 1))
    (one,) = desk.store.ask(queries.cases, desk.cluster)
    assert (one.id, one.title, one.age_band, one.sex) == (
        key,
        "Anfaldsvis svimmelhed",
        "40-64",
        "female",
    )
    assert (one.nature, one.presenter_name) == ("brought", "Anna Eksempel")
    assert one.present_again == date(2027, 3, 1)
    assert one.occasions == ()


def test_a_thing_knows_all_meetings_where_it_was_used_the_latest_first(desk: Desk) -> None:
    key, item = new_case(desk), desk.id("Case")
    meeting, again = later(desk, 90)
    desk.do(content.use_case, item, key)
    desk.do(content.use_case, again, key)
    one = desk.store.ask(queries.case, key)
    assert [(o.meeting, o.number, o.title) for o in one.occasions] == [
        (meeting, 2, "Casen igen"),
        (desk.meeting, 1, "Case"),
    ]
    desk.do(agenda.cancel_meeting, meeting)
    assert len(desk.store.ask(queries.case, key).occasions) == 1


@pytest.mark.parametrize(
    ("called", "becomes"),
    [
        ("Patientcase 1", "Anfaldsvis svimmelhed"),
        ("Another patient case", "Anfaldsvis svimmelhed"),
        ("", "Anfaldsvis svimmelhed"),
        ("Min egen overskrift", "Min egen overskrift"),
    ],
)
def test_an_item_without_a_title_of_its_own_takes_that_of_its_case(
    desk: Desk, called: str, becomes: str
) -> None:
    item = desk.id("Case")
    desk.do(agenda.change_item, item, title=called)
    desk.do(content.use_case, item, new_case(desk))
    found = next(
        one for one in desk.store.ask(queries.agenda, desk.meeting).items if one.id == item
    )
    assert found.title == becomes


def test_who_presents_is_said_once_and_holds_for_item_and_case(desk: Desk) -> None:
    item, key = desk.id("Case"), new_case(desk)
    desk.do(agenda.set_who, item, "Anna Eksempel")
    desk.do(content.use_case, item, key)
    assert desk.store.ask(queries.case, key).presenter_name == "Anna Eksempel"
    meeting, again = later(desk, 90)
    desk.do(content.use_case, again, key)
    (other,) = [o for o in desk.store.ask(queries.agenda, meeting).items if o.id == again]
    assert other.who == "Anna Eksempel"


def test_what_an_item_is_about_is_listed_in_the_order_of_the_agenda(desk: Desk) -> None:
    guideline = desk.do(
        content.add_guideline, "Svimmelhed", publisher="Eksempelselskabet", edition="2. udgave"
    )
    package = desk.do(content.add_package, "Høretab", period="2026")
    speaker = desk.do(content.add_speaker, desk.cluster, "Caja Eksempel", topic="svimmelhed")
    case = new_case(desk)
    for verb, item, thing in (
        (content.use_speaker, "Case", speaker),
        (content.use_case, "Case", case),
        (content.use_guideline, "Data", guideline),
        (content.use_package, "Data", package),
    ):
        desk.do(verb, desk.id(item), thing)
    found = desk.store.ask(queries.used_at_meeting, desk.meeting)
    assert [(use.sort, use.title, use.note) for use in found] == [
        ("guideline", "Svimmelhed", "Eksempelselskabet, 2. udgave"),
        ("package", "Høretab", "2026"),
        ("speaker", "Caja Eksempel", "svimmelhed"),
        ("case", "Anfaldsvis svimmelhed", "Hvornår er det farligt?"),
    ]
    assert desk.store.ask(queries.used_at_item, desk.id("Case")) == found[2:]


def test_the_same_thing_stands_at_an_item_once(desk: Desk) -> None:
    key = new_case(desk)
    first = desk.do(content.use_case, desk.id("Case"), key)
    assert desk.do(content.use_case, desk.id("Case"), key) == first
    desk.do(content.stop_using, first)
    assert desk.store.ask(queries.used_at_item, desk.id("Case")) == ()
    assert len(desk.store.ask(queries.cases, desk.cluster)) == 1


def test_things_are_found_by_a_part_of_their_title_capitals_or_not(desk: Desk) -> None:
    for title in ("ØRESUSEN", "Næseblod"):
        desk.do(content.add_guideline, title, publisher="Selskab A")
        desk.do(content.add_package, title)
        desk.do(content.add_speaker, desk.cluster, title)
        new_case(desk, title)
    things: list[Callable[..., Any]] = [queries.guidelines, queries.packages, queries.cases]
    for query in things:
        found = desk.store.ask(query, desk.cluster, "øres")
        assert [one.title for one in found] == ["ØRESUSEN"]
        assert len(desk.store.ask(query, desk.cluster)) == 2
    assert [one.name for one in desk.store.ask(queries.speakers, desk.cluster, "næse")] == [
        "Næseblod"
    ]
    assert len(desk.store.ask(queries.guidelines, desk.cluster, "selskab a")) == 2


def test_a_package_of_another_specialty_is_not_offered(desk: Desk) -> None:
    desk.do(members.change_cluster, desk.cluster, specialty="Øre-næse-hals")
    own = desk.store.ask(queries.specialty_named, "Øre-næse-hals")
    other = desk.do(members.make_cluster, "Hud – Eksempel", "Hud")
    desk.do(content.add_package, "Høretab", specialty_id=own, questions="Hvad nu?\n\n Og så? ")
    desk.do(content.add_package, "Til alle")
    (mine, general) = desk.store.ask(queries.packages, desk.cluster)
    assert (mine.title, mine.specialty_name) == ("Høretab", "Øre-næse-hals")
    assert mine.questions == ("Hvad nu?", "Og så?")
    assert [one.title for one in desk.store.ask(queries.packages, other)] == [general.title]


def test_a_guideline_says_when_to_look_for_a_newer_edition(desk: Desk) -> None:
    key = desk.do(content.add_guideline, "Svimmelhed", next_check=date(2027, 1, 1))
    one = desk.store.ask(queries.guideline, desk.cluster, key)
    assert (one.is_due(date(2026, 12, 31)), one.is_due(date(2027, 1, 1))) == (False, True)


def test_a_newer_edition_becomes_the_edition_in_one_step(desk: Desk) -> None:
    key = desk.do(
        content.add_guideline,
        "Svimmelhed",
        edition="2. udgave",
        published=date(2020, 1, 1),
        link="https://eksempel.example/2",
        next_check=date(2027, 1, 1),
    )
    desk.do(content.use_guideline, desk.id("Case"), key)
    with pytest.raises(Refusal, match="newer"):
        desk.do(content.use_newer_edition, key, date(2027, 2, 1))
    desk.do(
        content.change_guideline, key, newer="3. udgave", newer_link="https://eksempel.example/3"
    )
    (use,) = desk.store.ask(queries.used_at_item, desk.id("Case"))
    assert (use.newer, use.next_check) == ("3. udgave", date(2027, 1, 1))
    desk.do(content.use_newer_edition, key, date(2027, 2, 1))
    one = desk.store.ask(queries.guideline, desk.cluster, key)
    assert (one.edition, one.link, one.newer) == ("3. udgave", "https://eksempel.example/3", "")
    assert (one.published, one.next_check) == (None, None)
    desk.store.undo(desk.cluster)
    one = desk.store.ask(queries.guideline, desk.cluster, key)
    assert (one.edition, one.newer) == ("2. udgave", "3. udgave")


def test_a_case_to_be_presented_again_is_offered_until_it_stands_on_an_agenda(desk: Desk) -> None:
    key = new_case(desk)
    desk.do(content.use_case, desk.id("Case"), key)
    desk.do(content.change_case, key, present_again=date(2027, 3, 1))
    early, _ = later(desk, 30)
    meeting, _ = later(desk, 90)
    assert desk.store.ask(queries.cases_to_hear_of, early) == ()
    (offered,) = desk.store.ask(queries.cases_to_hear_of, meeting)
    assert (offered.id, offered.sort, offered.since) == (key, "case", date(2027, 3, 1))
    item = desk.do(content.present_again, key, meeting, 1)
    assert [use.thing for use in desk.store.ask(queries.used_at_item, item)] == [key]
    another, _ = later(desk, 120)
    assert desk.store.ask(queries.cases_to_hear_of, another) == ()


def test_fees_of_a_year_stand_against_the_clusters_frame(desk: Desk) -> None:
    speaker = desk.do(content.add_speaker, desk.cluster, "Caja Eksempel")
    _, next_year = later(desk, 60)
    cancelled, off = later(desk, 1)
    for item, fee in (
        (desk.id("Case"), 2500),
        (desk.id("Data"), None),
        (next_year, 4000),
        (off, 9),
    ):
        desk.do(content.use_speaker, item, speaker, fee)
    desk.do(agenda.cancel_meeting, cancelled)
    year = desk.store.ask(queries.fees, desk.cluster, 2026)
    assert [(fee.speaker, fee.kroner, fee.number) for fee in year.fees] == [
        ("Caja Eksempel", 2500, 1)
    ]
    assert (year.frame, year.spent, year.left) == (10_000, 2500, 7500)
    desk.do(
        settings.change_setting,
        desk.cluster,
        "speaker_frame",
        3000,
        valid_from=date(2027, 1, 1),
    )
    assert desk.store.ask(queries.fees, desk.cluster, 2026).frame == 10_000
    assert desk.store.ask(queries.fees, desk.cluster, 2027).left == -1000


def test_a_meeting_late_on_new_years_eve_belongs_to_the_year_where_it_is_held(desk: Desk) -> None:
    start = START.replace(month=12, day=31, hour=23, minute=30)  # 00.30 in Denmark
    meeting = desk.do(agenda.make_meeting, desk.cluster, start, 60, None)
    speaker = desk.do(content.add_speaker, desk.cluster, "Caja Eksempel")
    item = desk.do(agenda.add_item, meeting, "talk")
    desk.do(content.use_speaker, item, speaker, 100)
    assert desk.store.ask(queries.fees, desk.cluster, 2026).spent == 0
    assert desk.store.ask(queries.fees, desk.cluster, 2027).spent == 100


@pytest.mark.parametrize("fee", [-1, 1_000_001])
def test_a_fee_is_none_or_some_kroner(desk: Desk, fee: int) -> None:
    speaker = desk.do(content.add_speaker, desk.cluster, "Caja Eksempel")
    with pytest.raises(Refusal, match="fee"):
        desk.do(content.use_speaker, desk.id("Case"), speaker, fee)
    assert desk.store.ask(queries.used_at_meeting, desk.meeting) == ()


def test_only_a_speaker_is_paid(desk: Desk) -> None:
    use = desk.do(content.use_case, desk.id("Case"), new_case(desk))
    with pytest.raises(Refusal, match="fee"):
        desk.do(content.change_fee, use, 100)


@pytest.mark.parametrize(
    "link", ["file:///etc/passwd", "javascript:alert(1)", "ftp://a.example", "https://", "dsam"]
)
def test_a_link_that_does_not_lead_to_the_web_is_refused(desk: Desk, link: str) -> None:
    with pytest.raises(Refusal, match="http"):
        desk.do(content.add_guideline, "Svimmelhed", link=link)
    key = desk.do(content.add_package, "Høretab")
    with pytest.raises(Refusal, match="http"):
        desk.do(content.change_package, key, link=link)
    assert desk.store.ask(queries.guidelines, desk.cluster) == ()
    assert desk.store.ask(queries.package, desk.cluster, key).link == ""


def test_a_thing_needs_a_title(desk: Desk) -> None:
    attempts: list[tuple[Callable[..., Any], tuple[Any, ...]]] = [
        (content.add_case, (desk.cluster, " ", START)),
        (content.add_guideline, ("",)),
        (content.add_package, (" ",)),
        (content.add_speaker, (desk.cluster, "")),
    ]
    for verb, args in attempts:
        with pytest.raises(Refusal, match="title"):
            desk.do(verb, *args)
    with pytest.raises(Refusal, match="title"):
        desk.do(content.change_case, new_case(desk), title=" ")


def test_what_a_held_meeting_used_is_not_deleted_but_a_case_may_always_be(desk: Desk) -> None:
    guideline = desk.do(content.add_guideline, "Svimmelhed")
    package = desk.do(content.add_package, "Høretab")
    speaker = desk.do(content.add_speaker, desk.cluster, "Caja Eksempel")
    case, item = new_case(desk), desk.id("Case")
    removing: list[tuple[Callable[..., Any], Callable[..., Any], str]] = [
        (content.use_guideline, content.remove_guideline, guideline),
        (content.use_package, content.remove_package, package),
        (content.use_speaker, content.remove_speaker, speaker),
    ]
    for use, _, thing in removing:
        desk.do(use, item, thing)
    desk.do(content.use_case, item, case)
    desk.hold(desk.meeting)
    for _, remove, thing in removing:
        with pytest.raises(Refusal, match="held"):
            desk.do(remove, thing)
    desk.do(content.remove_case, case)
    assert [use.sort for use in desk.store.ask(queries.used_at_item, item)] == [
        "guideline",
        "package",
        "speaker",
    ]
    desk.store.undo(desk.cluster)
    assert desk.store.ask(queries.case, case).occasions[0].item == item


def test_a_thing_nobody_talked_about_yet_is_deleted_with_its_use(desk: Desk) -> None:
    guideline = desk.do(content.add_guideline, "Svimmelhed")
    desk.do(content.use_guideline, desk.id("Case"), guideline)
    desk.do(content.remove_guideline, guideline)
    assert desk.store.ask(queries.used_at_meeting, desk.meeting) == ()
    desk.store.undo(desk.cluster)
    assert len(desk.store.ask(queries.guideline, desk.cluster, guideline).occasions) == 1


def test_in_a_closed_meeting_only_fee_and_what_was_learnt_can_change(desk: Desk) -> None:
    case, item = new_case(desk), desk.id("Case")
    speaker = desk.do(content.add_speaker, desk.cluster, "Caja Eksempel")
    use = desk.do(content.use_speaker, item, speaker)
    desk.hold(desk.meeting)
    desk.do(running.close_meeting, desk.meeting, START + timedelta(hours=3))
    with pytest.raises(Refusal, match="closed"):
        desk.do(content.use_case, item, case)
    with pytest.raises(Refusal, match="closed"):
        desk.do(content.stop_using, use)
    desk.do(content.change_fee, use, 2500)
    desk.do(content.change_case, case, learning="Mål blodtrykket liggende")
    assert desk.store.ask(queries.fees, desk.cluster, 2026).spent == 2500


def test_a_case_of_another_cluster_is_not_used_here(desk: Desk) -> None:
    other = desk.do(members.make_cluster, "Hud – Eksempel")
    case = desk.do(content.add_case, other, "Udslæt", START)
    with pytest.raises(Refusal, match="another cluster"):
        desk.do(content.use_case, desk.id("Case"), case)


def test_the_text_of_a_case_is_gone_everywhere_and_what_was_learnt_stays(desk: Desk) -> None:
    key = new_case(desk)
    desk.do(content.change_case, key, course=f"{PRIVATE}, siden bedre")
    desk.do(content.change_case, key, title="Svimmel i anfald")
    desk.do(content.use_case, desk.id("Case"), key)
    folder = Path(desk.store.place).parent
    assert found_in(folder, PRIVATE)
    with desk.store.edit("Delete", cluster=desk.cluster, fact=True) as session:
        content.delete_case_text(session, key, START)
    one = desk.store.ask(queries.case, key)
    assert (one.title, one.learning) == ("Svimmel i anfald", "Spørg altid til hørelsen")
    assert (one.doubt, one.course, one.age_band, one.sex) == ("", "", "", None)
    assert one.text_deleted == START
    assert len(one.occasions) == 1
    desk.store.close()
    assert not found_in(folder, PRIVATE)
    assert not found_in(folder, "Hvornår er det farligt?")
    assert found_in(folder, "Spørg altid til hørelsen")


def test_undo_goes_on_past_a_deleted_text_without_bringing_it_back(desk: Desk) -> None:
    key = new_case(desk)
    desk.do(content.change_case, key, course="Andet", title="Svimmel i anfald")
    with desk.store.edit("Delete", cluster=desk.cluster, fact=True) as session:
        content.delete_case_text(session, key, START)
    desk.store.undo(desk.cluster)
    one = desk.store.ask(queries.case, key)
    assert (one.title, one.course) == ("Anfaldsvis svimmelhed", "")
    desk.store.redo(desk.cluster)
    assert desk.store.ask(queries.case, key).course == ""


def found_in(folder: Path, words: str) -> bool:
    return any(words.encode() in path.read_bytes() for path in folder.iterdir())


def test_a_topic_shows_the_meetings_that_took_it_up_as_a_whole_or_at_an_item(desk: Desk) -> None:
    with desk.store.edit("Add", cluster=desk.cluster) as session:
        row = Topic(cluster_id=desk.cluster, title="Svimmelhed", created=START)
        row.revisit = date(2027, 6, 1)
        session.add(row)
        session.flush()
        topic = row.id
    desk.do(agenda.change_item, desk.id("Case"), topic_id=topic)
    meeting, _ = later(desk, 90)
    desk.do(agenda.change_meeting, meeting, topic_id=topic)
    (one,) = desk.store.ask(queries.topics, desk.cluster, "SVIM")
    assert [(o.meeting, o.item, o.title) for o in one.occasions] == [
        (meeting, None, ""),
        (desk.meeting, desk.id("Case"), "Case"),
    ]
    assert (one.is_due(date(2027, 5, 31)), one.is_due(date(2027, 6, 1))) == (False, True)
    assert desk.store.ask(queries.topics, desk.cluster, "næse") == ()
    (planned,) = desk.store.ask(queries.year_plan, desk.cluster, 2027)
    assert (planned.id, planned.topic, planned.topic_title) == (meeting, topic, "Svimmelhed")
