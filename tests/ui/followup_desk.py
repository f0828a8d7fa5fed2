"""The follow-up page over a store, as the shell shows it: for the tests of what is done on it."""

from __future__ import annotations

from pytestqt.qtbot import QtBot
from tests.ui.example import Example

from facilitator.domain.outcomes import Commitment
from facilitator.store import queries
from facilitator.ui.bridge import Bridge
from facilitator.ui.followup.detail import Detail
from facilitator.ui.followup.page import FollowUpPage


def open_page(qtbot: QtBot, bridge: Bridge, one: Example) -> FollowUpPage:
    """Open the page as the shell does: it asks again after each change."""
    bridge.open(one.store, one.cluster)
    page = FollowUpPage(bridge)
    qtbot.addWidget(page)
    for made in page.header_buttons():
        qtbot.addWidget(made)
    bridge.changed.connect(lambda _step: page.refresh())
    page.resize(1068, 616)
    page.show()
    page.refresh()
    return page


def commitments(one: Example, action: str) -> list[Commitment]:
    """The commitments that begin so, the first agreed first."""
    found = one.store.ask(queries.commitments, one.cluster)
    return [c for c in reversed(found) if c.action.startswith(action)]


def only(one: Example, action: str) -> Commitment:
    return commitments(one, action)[0]


def column(page: FollowUpPage, key: str) -> list[str]:
    return [card.title for card in page.views.board.views[key].cards]


def detail(page: FollowUpPage) -> Detail:
    assert page.detail is not None
    return page.detail
