"""What is attached: links, and copies of files as large as is reasonable."""

from __future__ import annotations

from datetime import timedelta
from hashlib import sha256
from typing import Any

import pytest
from sqlalchemy import func, select
from tests.edits.test_agenda import START, Desk

from facilitator.domain.privacy import find_cpr
from facilitator.domain.refusal import NotFound, PatientNumber, Refusal
from facilitator.edits import agenda, attachments, running
from facilitator.store import queries
from facilitator.store.tables import Blob

PAGE = b"%PDF-1.7 en side om svimmelhed"


def blobs(desk: Desk) -> int:
    return desk.store.ask(
        lambda session: session.scalar(select(func.count()).select_from(Blob)) or 0
    )


def forget_everything(desk: Desk) -> None:
    desk.store.prune(desk.store.clock.utc() + timedelta(days=1))


def test_a_copied_file_opens_with_what_it_held(desk: Desk) -> None:
    case = desk.id("Case")
    key = desk.do(attachments.attach_file, desk.meeting, "Resumé æøå.pdf", PAGE, item=case)
    (one,) = desk.store.ask(queries.attachments, desk.meeting)
    assert (one.id, one.item, one.name, one.size) == (key, case, "Resumé æøå.pdf", len(PAGE))
    assert (one.link, one.is_there) == ("", True)
    assert desk.store.ask(queries.attached_file, key) == PAGE


def test_a_link_is_called_by_its_address_unless_it_has_a_name(desk: Desk) -> None:
    desk.do(attachments.attach_link, desk.meeting, "www.vejledning.example")
    key = desk.do(attachments.attach_link, desk.meeting, "https://vejledning.example", "Vejledning")
    first, second = desk.store.ask(queries.attachments, desk.meeting)
    assert (first.name, first.link) == ("https://www.vejledning.example",) * 2
    assert (second.name, second.item, second.is_there) == ("Vejledning", None, True)
    desk.do(attachments.rename_attachment, key, "Ny vejledning")
    assert desk.store.ask(queries.attachments, desk.meeting)[1].name == "Ny vejledning"
    with pytest.raises(NotFound):
        desk.store.ask(queries.attached_file, key)


def test_an_item_shows_its_own_attachments_alone(desk: Desk) -> None:
    desk.do(attachments.attach_file, desk.meeting, "til mødet.txt", PAGE)
    key = desk.do(
        attachments.attach_file, desk.meeting, "til casen.txt", PAGE, item=desk.id("Case")
    )
    found = desk.store.ask(queries.attachments, desk.meeting, desk.id("Case"))
    assert [one.id for one in found] == [key]
    assert len(desk.store.ask(queries.attachments, desk.meeting)) == 2
    assert blobs(desk) == 1


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("tom.txt", b"", "empty"),
        ("stor.bin", b"x" * (attachments.FILE_AT_MOST + 1), "10 MB"),
        (" ", PAGE, "name"),
    ],
    ids=["empty", "too large", "without a name"],
)
def test_a_file_that_cannot_be_kept_is_refused(
    desk: Desk, name: str, content: bytes, said: str
) -> None:
    with pytest.raises(Refusal, match=said):
        desk.do(attachments.attach_file, desk.meeting, name, content)
    assert (desk.store.ask(queries.attachments, desk.meeting), blobs(desk)) == ((), 0)


def test_a_file_of_just_ten_megabytes_is_kept(desk: Desk) -> None:
    content = b"y" * attachments.FILE_AT_MOST
    key = desk.do(attachments.attach_file, desk.meeting, "stor.bin", content)
    assert desk.store.ask(queries.attached_file, key) == content


def test_a_cluster_holds_only_so_much_and_the_same_content_counts_once(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(attachments, "CLUSTER_AT_MOST", 2 * len(PAGE))
    for number in range(3):
        desk.do(attachments.attach_file, desk.meeting, f"{number}.pdf", PAGE)
    desk.do(attachments.attach_file, desk.meeting, "anden.pdf", PAGE[::-1])
    with pytest.raises(Refusal, match="200 MB"):
        desk.do(attachments.attach_file, desk.meeting, "én til.pdf", b"1")
    assert (len(desk.store.ask(queries.attachments, desk.meeting)), blobs(desk)) == (4, 2)
    assert desk.store.ask(queries.bytes_attached, desk.cluster) == 2 * len(PAGE)


@pytest.mark.parametrize("link", ["", "file:///etc/passwd", "javascript:alert(1)"])
def test_only_a_page_on_the_web_is_a_link(desk: Desk, link: str) -> None:
    with pytest.raises(Refusal):
        desk.do(attachments.attach_link, desk.meeting, link)
    assert desk.store.ask(queries.attachments, desk.meeting) == ()


def test_a_patient_number_is_found_in_a_name_but_not_in_bytes(desk: Desk) -> None:
    with pytest.raises(PatientNumber):
        desk.do(attachments.attach_file, desk.meeting, "010170-1234.pdf", PAGE)
    assert desk.do(attachments.attach_file, desk.meeting, "tal.bin", b"010170-1234")


def test_the_name_of_bytes_may_look_like_a_patient_number(desk: Desk) -> None:
    files = (str(number).encode() for number in range(100_000))
    content = next(one for one in files if find_cpr(sha256(one).hexdigest()))
    key = desk.do(attachments.attach_file, desk.meeting, "tal.txt", content)
    assert desk.store.ask(queries.attached_file, key) == content


def test_a_file_lost_or_changed_on_the_disk_is_shown_as_missing(desk: Desk) -> None:
    key = desk.do(attachments.attach_file, desk.meeting, "resumé.pdf", PAGE)
    desk.store.live(lambda c: c.execute(Blob.__table__.update().values(bytes=PAGE[:-1])))  # type: ignore[attr-defined]
    (one,) = desk.store.ask(queries.attachments, desk.meeting)
    assert not one.is_there
    with pytest.raises(Refusal, match="damaged"):
        desk.store.ask(queries.attached_file, key)


def test_an_attachment_taken_away_comes_back_as_long_as_it_can_be_undone(desk: Desk) -> None:
    key = desk.do(attachments.attach_file, desk.meeting, "resumé.pdf", PAGE)
    desk.do(attachments.remove_attachment, key)
    desk.store.prune(START - timedelta(days=4000))
    desk.store.undo(desk.cluster)
    assert desk.store.ask(queries.attached_file, key) == PAGE


def test_a_file_nobody_can_come_back_to_is_forgotten_with_the_steps(desk: Desk) -> None:
    kept = desk.do(attachments.attach_file, desk.meeting, "resumé.pdf", PAGE)
    gone = desk.do(attachments.attach_file, desk.meeting, "kladde.pdf", PAGE[::-1])
    desk.do(attachments.remove_attachment, gone)
    assert blobs(desk) == 2
    forget_everything(desk)
    assert blobs(desk) == 1
    assert desk.store.ask(queries.attached_file, kept) == PAGE


def test_an_undone_attachment_can_still_be_redone_after_closing(desk: Desk) -> None:
    key = desk.do(attachments.attach_file, desk.meeting, "resumé.pdf", PAGE)
    desk.store.undo(desk.cluster)
    desk.store.prune(START - timedelta(days=4000))
    desk.store.redo(desk.cluster)
    assert desk.store.ask(queries.attached_file, key) == PAGE


def test_attachments_go_with_their_item_and_their_meeting(desk: Desk) -> None:
    desk.do(attachments.attach_file, desk.meeting, "til mødet.txt", PAGE)
    desk.do(attachments.attach_file, desk.meeting, "til casen.txt", PAGE, item=desk.id("Case"))
    before = desk.store.ask(queries.attachments, desk.meeting)
    desk.do(agenda.remove_items, [desk.id("Case")])
    assert [one.name for one in desk.store.ask(queries.attachments, desk.meeting)] == [
        "til mødet.txt"
    ]
    desk.do(agenda.delete_meeting, desk.meeting)
    desk.store.undo(desk.cluster)
    desk.store.undo(desk.cluster)
    assert desk.store.ask(queries.attachments, desk.meeting) == before


def test_nothing_is_attached_to_a_closed_meeting_nor_to_anothers_item(desk: Desk) -> None:
    key = desk.do(attachments.attach_file, desk.meeting, "resumé.pdf", PAGE)
    other = desk.do(agenda.make_meeting, desk.cluster, START + timedelta(days=9), 60, None)
    with pytest.raises(Refusal, match="another meeting"):
        desk.do(attachments.attach_file, other, "resumé.pdf", PAGE, item=desk.id("Case"))
    desk.hold(desk.meeting)
    desk.do(running.close_meeting, desk.meeting, START + timedelta(hours=3))
    attempts: list[tuple[Any, tuple[Any, ...]]] = [
        (attachments.attach_file, (desk.meeting, "resumé.pdf", PAGE)),
        (attachments.attach_link, (desk.meeting, "https://a.example")),
        (attachments.rename_attachment, (key, "andet.pdf")),
        (attachments.remove_attachment, (key,)),
    ]
    for verb, args in attempts:
        with pytest.raises(Refusal, match="closed"):
            desk.do(verb, *args)
