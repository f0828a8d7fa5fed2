"""ACTIONS: every menu item and every key. The menu bar and the list of keys follow from it.

To add one, write a row. The handler is a method of Deeds, or of the page named in `where`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu, QMenuBar

from facilitator.language import N_, Language


class Action(NamedTuple):
    """Something that can be done by menu or key.

    Attributes:
        text: marked; & before the letter that Alt reaches in a menu.
        keys: portable key sequences, the first one shown.
        where: "window", or the id of a page, which then takes the key itself.
        handler: the name of the method that does it.
        menu: the id of the menu it stands in; none for a key alone.
        argument: what the handler is given, when it takes something.
    """

    id: str
    text: str
    keys: tuple[str, ...]
    where: str
    handler: str
    menu: str = ""
    argument: str = ""


MENUS: tuple[tuple[str, str], ...] = (
    ("file", N_("&File")),
    ("edit", N_("&Edit")),
    ("view", N_("&View")),
    ("help", N_("&Help")),
)

UNDO = Action("undo", N_("&Undo"), ("Ctrl+Z",), "window", "undo", "edit")

LINE = Action("agenda.line", N_("Write a new item"), ("Ctrl+L", "+"), "meetings", "write_line")

LIST_ACTIONS: tuple[Action, ...] = (
    Action(
        "agenda.add", N_("New item after the one chosen"), ("Return", "Enter"), "meetings", "add"
    ),
    Action("agenda.rename", N_("Change the title"), ("F2",), "meetings", "rename"),
    Action("agenda.up", N_("Move items up"), ("Alt+Up",), "meetings", "move_up"),
    Action("agenda.down", N_("Move items down"), ("Alt+Down",), "meetings", "move_down"),
    Action("agenda.remove", N_("Remove items"), ("Del", "Backspace"), "meetings", "remove"),
    Action("agenda.copy", N_("Copy items"), ("Ctrl+C",), "meetings", "copy"),
    Action("agenda.cut", N_("Cut items"), ("Ctrl+X",), "meetings", "cut"),
    Action("agenda.paste", N_("Put in items or lines"), ("Ctrl+V",), "meetings", "paste"),
    Action("agenda.duplicate", N_("Duplicate items"), ("Ctrl+D",), "meetings", "duplicate"),
)
"""What the list of an agenda does with the items chosen; the handlers are its own."""

ACTIONS: tuple[Action, ...] = (
    Action("new_meeting", N_("&New meeting"), ("Ctrl+N",), "window", "new_meeting", "file"),
    Action("share", N_("S&hare…"), ("Ctrl+Shift+S",), "window", "share", "file"),
    Action("print", N_("&Print…"), ("Ctrl+P",), "window", "print_out", "file"),
    Action("rehearse", N_("&Rehearse the meeting"), (), "window", "rehearse", "file"),
    Action(
        "open_file",
        N_("&Open another data file…"),
        ("Ctrl+O",),
        "window",
        "ask_program",
        "file",
        "open_file",
    ),
    Action(
        "open_demo", N_("Try the &demo cluster"), (), "window", "ask_program", "file", "open_demo"
    ),
    Action("new_cluster", N_("New &cluster…"), (), "window", "ask_program", "file", "new_cluster"),
    Action("restore", N_("Open a &backup…"), (), "window", "ask_program", "file", "restore"),
    Action("hand_over", N_("Hand the cluster o&ver…"), (), "window", "hand_over", "file"),
    Action(
        "open_handover",
        N_("Op&en a hand-over…"),
        (),
        "window",
        "ask_program",
        "file",
        "open_handover",
    ),
    Action("settings", N_("&Settings…"), ("Ctrl+,",), "window", "ask_program", "file", "settings"),
    Action("quit", N_("&Quit"), ("Ctrl+Q",), "window", "close", "file"),
    UNDO,
    Action("redo", N_("&Redo"), ("Ctrl+Shift+Z", "Ctrl+Y"), "window", "redo", "edit"),
    Action(
        "history_of", N_("&What was changed?"), ("Ctrl+H",), "window", "show_history_of", "edit"
    ),
    Action("search", N_("&Search…"), ("Ctrl+K",), "window", "search", "edit"),
    Action("deleted", N_("&Deleted…"), (), "window", "show_deleted", "edit"),
    Action("page.home", N_("&Overview"), ("Ctrl+1",), "window", "open_page", "view", "home"),
    Action(
        "page.meetings", N_("&Meetings"), ("Ctrl+2",), "window", "open_page", "view", "meetings"
    ),
    Action("page.run", N_("&Run"), ("Ctrl+3",), "window", "open_page", "view", "run"),
    Action(
        "page.follow_up", N_("&Follow-up"), ("Ctrl+4",), "window", "open_page", "view", "follow_up"
    ),
    Action("page.history", N_("&History"), ("Ctrl+5",), "window", "open_page", "view", "history"),
    Action("page.topics", N_("&Topic bank"), ("Ctrl+6",), "window", "open_page", "view", "topics"),
    Action("page.data", N_("&Cluster data"), ("Ctrl+7",), "window", "open_page", "view", "data"),
    Action("page.members", N_("M&embers"), ("Ctrl+8",), "window", "open_page", "view", "members"),
    Action("full_screen", N_("Full &screen"), ("F11",), "window", "toggle_full_screen", "view"),
    Action("keys", N_("&Keys"), ("F1", "?"), "window", "show_keys", "help"),
    Action("open_log", N_("Show the &data folder"), (), "window", "show_data_folder", "help"),
    Action(
        "primary",
        N_("The page’s primary button"),
        ("Ctrl+Return", "Ctrl+Enter"),
        "window",
        "press_primary",
    ),
    LINE,
    *LIST_ACTIONS,
    Action("run.pause", N_("Pause and go on"), ("Space",), "run", "pause"),
    Action("run.next", N_("Next item"), ("Right", "PgDown"), "run", "next_item"),
    Action("run.back", N_("Back to the item before"), ("Left", "PgUp"), "run", "previous_item"),
    Action("run.more", N_("One minute more"), ("+",), "run", "more_time"),
    Action("run.less", N_("One minute less"), ("-",), "run", "less_time"),
    Action("run.start", N_("Start or resume the meeting"), ("F5",), "run", "start"),
    Action("run.insight", N_("Write an insight"), ("I",), "run", "write_insight"),
    Action("run.commitment", N_("Write a commitment"), ("A",), "run", "write_commitment"),
    Action("run.park", N_("Park a subject"), ("P",), "run", "park"),
    Action("run.silence", N_("A silent minute"), ("M",), "run", "keep_silence"),
    Action("run.replan", N_("Take minutes back"), ("R",), "run", "replan"),
    Action("run.summary", N_("Go to the summary"), ("S",), "run", "go_to_summary"),
    Action("run.attendance", N_("Who is here"), ("T",), "run", "take_attendance"),
    Action("run.compact", N_("Small clock over other programs"), ("K",), "run", "show_compact"),
    Action("run.black", N_("Black room screen"), ("B", "."), "run", "black"),
    Action("run.freeze", N_("Freeze the room screen"), ("F",), "run", "freeze"),
    Action(
        "run.room",
        N_("Show the room screen, or bring it forward"),
        ("V",),
        "run",
        "bring_room_forward",
    ),
    Action("run.swap", N_("Swap the two displays"), ("X",), "run", "swap_displays"),
    Action("run.float", N_("The room screen in a window of its own"), ("W",), "run", "float_room"),
    Action("run.leave", N_("Leave black, freeze or a list of keys"), ("Esc",), "run", "leave"),
    Action("run.undo", N_("Undo"), ("Z",), "run", "undo"),
)


_TURNS = {
    "undo": (N_("&Undo"), N_("&Undo: {what}")),
    "redo": (N_("&Redo"), N_("&Redo: {what}")),
}


def window_actions(
    window: QMainWindow, lang: Language, handle: Callable[[Action], None]
) -> dict[str, QAction]:
    """A QAction for each row of the window, with its keys; `handle` does what is chosen."""
    made = {}
    for row in ACTIONS:
        if row.where == "window":
            made[row.id] = _make_action(window, lang, row, handle)
            # The window has them as well, so that keys work while the menu bar is hidden.
            window.addAction(made[row.id])
    return made


def _make_action(
    window: QMainWindow, lang: Language, row: Action, handle: Callable[[Action], None]
) -> QAction:
    action = QAction(lang.text(row.text), window)
    action.setObjectName(row.id)
    action.setShortcuts([QKeySequence(key) for key in row.keys])
    action.triggered.connect(lambda: handle(row))
    if row.id == "quit":
        action.setMenuRole(QAction.MenuRole.QuitRole)
    elif row.id == "settings":
        action.setMenuRole(QAction.MenuRole.PreferencesRole)
    else:
        action.setMenuRole(QAction.MenuRole.NoRole)
    return action


def menu_bar(bar: QMenuBar, lang: Language, actions: dict[str, QAction]) -> None:
    """Fill the menu bar from MENUS and ACTIONS."""
    for menu_id, title in MENUS:
        menu: QMenu = bar.addMenu(lang.text(title))
        for row in ACTIONS:
            if row.menu == menu_id:
                menu.addAction(actions[row.id])


def name_turn(action: QAction, lang: Language, row_id: str, what: str) -> None:
    """Let undo or redo say what it would take back or bring back; without that it rests.

    what: in the reader's words.
    """
    plain, named = _TURNS[row_id]
    action.setText(lang.text(named, what=what.replace("&", "&&")) if what else lang.text(plain))
    action.setEnabled(bool(what))


def shown_keys(row: Action, lang: Language) -> str:
    """The keys of a row as the system writes them, in the reader's words."""
    signs = {"Left": "←", "Right": "→", "Up": "↑", "Down": "↓", "Space": lang.text(N_("Space"))}
    return "  ".join(_shown(key, signs) for key in row.keys)


def _shown(key: str, signs: Mapping[str, str]) -> str:
    # What the system writes is in its own language; the signs are looked up by what Qt calls it.
    native = QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText) or key
    held, plus, last = key.rpartition("+")
    if last not in signs or (held and "+" not in native):
        return native
    return f"{native.rpartition('+')[0]}{plus}{signs[last]}"


def without_mnemonic(text: str) -> str:
    """A menu's text as words: no &, no “…”."""
    return text.replace("&", "").removesuffix("…").rstrip()
