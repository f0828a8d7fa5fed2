"""Page: a widget that shows one subject. PAGES: one row per page; the navigation follows."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple, cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QWidget

from facilitator.domain.overview import Overview
from facilitator.language import N_
from facilitator.ui.bridge import Bridge

if TYPE_CHECKING:
    from facilitator.store.queries import Way

PAGE_MARGINS = (26, 20, 26, 20)
"""Left, top, right and bottom of what stands on a page, in pixels."""


class Header(NamedTuple):
    """What stands above a page, in the reader's words: "Møder / 7. møde", title, second line."""

    title: str
    subtitle: str = ""
    crumb: str = ""


class Page(QWidget):
    """One page. The shell makes it on the first visit and shows its header above it.

    A page sets `tables` to the names of the tables it shows; the shell calls `refresh` when it
    becomes visible after a change in one of them, and at once when it is visible.
    """

    tables: frozenset[str] = frozenset()
    header_changed = Signal()

    def __init__(self, bridge: Bridge) -> None:
        super().__init__()
        self.bridge = bridge

    def refresh(self) -> None:
        """Ask the store again and show what it says."""

    def show_overview(self, overview: Overview) -> None:
        """For the home page: what was read before the store was open. It may not ask then."""

    def show_subject(self, subject: str | None) -> None:
        """Show the thing with this id; None: what the page shows by itself."""

    def subject(self) -> str | None:
        """The id of what is shown, so that the program opens there next time."""
        return None

    def shows(self, way: Way) -> bool:  # noqa: ARG002
        """Whether a row that belongs to another page can be seen here as well, just now."""
        return False

    def show_row(self, table: str, key: str) -> bool:  # noqa: ARG002
        """Bring a row into sight, as after its change was undone; whether it is there."""
        return False

    def header(self) -> Header | None:
        """What to write above the page; None: the page's name."""
        return None

    def header_buttons(self) -> Sequence[QWidget]:
        """Widgets at the right of the header, made once; the primary button last."""
        return ()

    def primary(self) -> QPushButton | None:
        """The one button that Ctrl+Enter presses."""
        return None

    def take_focus(self) -> bool:
        """Take the keys as the page is opened: by itself where it reads them, else by the list that
        had them last, or the first in sight; whether there was any to take them.

        A list that chooses its first line for whoever tabs to it chooses none here.
        """
        if self.focusPolicy() != Qt.FocusPolicy.NoFocus:
            self.setFocus()
            return True
        # Named when it is needed: the first paint waits for no kind of list.
        from PySide6.QtWidgets import QAbstractItemView

        last = self.focusWidget()
        lists = [one for one in self.findChildren(QAbstractItemView) if one.isVisibleTo(self)]
        for one in [each for each in lists if each is last] or lists[:1]:
            one.setFocus(Qt.FocusReason.MouseFocusReason)
        return bool(lists)

    def fills_window(self) -> bool:
        """Whether navigation and header give way and the page is dark, as in a running meeting.

        Emit `header_changed` when the answer changes.
        """
        return False


class PageRow(NamedTuple):
    """Where a page comes from and what it is called.

    Attributes:
        tables: whose rows have their place on this page. Each journaled table is at home on one.
    """

    id: str
    title: str
    icon: str
    module: str
    name: str
    tables: tuple[str, ...] = ()

    def make(self, bridge: Bridge) -> Page:
        """Load the page's module and make the page."""
        return cast(Page, getattr(import_module(self.module), self.name)(bridge))


PAGES: tuple[PageRow, ...] = (
    PageRow("home", N_("Overview"), "house", "facilitator.ui.home_page", "HomePage"),
    PageRow(
        "meetings",
        N_("Meetings"),
        "calendar",
        "facilitator.ui.meetings.page",
        "MeetingsPage",
        (
            *("meeting", "item", "item_step", "goal", "use", "attachment", "preparation"),
            *("case", "guideline", "package", "speaker"),
            *("template", "template_item", "template_step"),
        ),
    ),
    PageRow(
        "run",
        N_("Run"),
        "play",
        "facilitator.ui.run.page",
        "RunPage",
        ("press", "attendance", "guest", "insight", "parked", "pulse"),
    ),
    PageRow(
        "follow_up",
        N_("Follow-up"),
        "list-checks",
        "facilitator.ui.followup.page",
        "FollowUpPage",
        ("commitment", "follow_up", "cycle", "improvement"),
    ),
    PageRow(
        "history",
        N_("History"),
        "chart-line",
        "facilitator.ui.history.page",
        "HistoryPage",
        ("mark", "survey", "survey_count"),
    ),
    PageRow(
        "topics",
        N_("Topic bank"),
        "lightbulb",
        "facilitator.ui.topics.page",
        "TopicsPage",
        ("topic", "topic_vote"),
    ),
    PageRow(
        "data",
        N_("Cluster data"),
        "chart-scatter",
        "facilitator.ui.data.page",
        "DataPage",
        ("indicator", "indicator_value", "import_plan"),
    ),
    PageRow(
        "members",
        N_("Members"),
        "users",
        "facilitator.ui.members.page",
        "MembersPage",
        ("member", "clinic", "role", "cluster", "specialty", "setting"),
    ),
)
