"""What a screen reader sees and does. Runs under the system's Python, which has `gi`.

Reads one request a line from standard input as JSON and answers each with one line:
  {"do": "tree"}                                  every showing thing: role, name, text, states
  {"do": "press", "name": …, "role": …}           performs the thing's first action
  {"do": "write", "name": …, "role": …, "text": …}  sets an editable text
  {"do": "focus", "name": …, "role": …}           gives it the focus
  {"do": "place", "name": …, "role": …}           its x, y, width, height on the screen
`role` may be left out; `under` is the name of something around it; `starts` takes the name as a
beginning. Of several the first is meant. `program` is the process id. What is not there, or is
off, is answered with "ok": false.

It speaks AT-SPI itself: the usual library asks for how many children a thing has and then for each
of them, and Qt falls when a scroll bar has gone in between.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import gi

gi.require_version("Gio", "2.0")
from gi.repository import Gio, GLib  # noqa: E402

_ATSPI = "org.a11y.atspi."
_REGISTRY, _ROOT = _ATSPI + "Registry", "/org/a11y/atspi/accessible/root"
_SHOWING = 25
_STATES = {"active": 1, "checked": 4, "enabled": 8, "focused": 12}
_WRITTEN = ("text", "spin button")
_TIMEOUT_MS = 10_000

Call = tuple[str, str, str, GLib.Variant | None]
"""An object's path, the interface without its common beginning, the method and its arguments."""


@dataclass
class Thing:
    """One thing as it was seen; `around` are the names of what it lies in."""

    path: str
    around: tuple[str, ...]
    name: str = ""
    role: str = ""
    text: str = ""
    states: int = 0
    inside: list[Thing] = field(default_factory=list)

    def has(self, state: int) -> bool:
        return bool(self.states >> state & 1)

    def walk(self) -> Iterator[Thing]:
        for one in self.inside:
            yield one
            yield from one.walk()


class Reader:
    """The accessibility bus, seen from a screen reader."""

    def __init__(self) -> None:
        session = Gio.bus_get_sync(Gio.BusType.SESSION)
        found = session.call_sync(
            "org.a11y.Bus", "/org/a11y/bus", "org.a11y.Bus", "GetAddress", None, None, 0, -1
        )
        flags = Gio.DBusConnectionFlags
        self._bus = Gio.DBusConnection.new_for_address_sync(
            found.unpack()[0],
            flags.AUTHENTICATION_CLIENT | flags.MESSAGE_BUS_CONNECTION,
        )
        self._names: dict[int, str] = {}

    def answer(self, request: dict[str, Any]) -> Any:
        """What a request asks for. Raises LookupError."""
        bus = self._name_of(request["program"])
        root = self.look(bus)
        if request["do"] == "tree":
            return [describe(thing) for thing in root.walk()]
        return self._do(bus, find(root, request).path, request)

    def look(self, bus: str) -> Thing:
        """All that shows, one storey after the other."""
        root = Thing(_ROOT, ())
        storey = [root]
        while storey:
            found = self._ask(
                bus, [(one.path, "Accessible", "GetChildren", None) for one in storey]
            )
            below = []
            for one, answered in zip(storey, found, strict=True):
                around = (*one.around, one.name) if one.name else one.around
                for _, path in answered[0] if answered else ():
                    below.append((one, Thing(path, around)))
            self._read_states(bus, [thing for _, thing in below])
            # The cells of a hidden table call themselves showing, so what holds them must show.
            shown = [(one, thing) for one, thing in below if thing.has(_SHOWING)]
            self._read_words(bus, [thing for _, thing in shown])
            for one, thing in shown:
                one.inside.append(thing)
            storey = [thing for _, thing in shown]
        return root

    def _read_states(self, bus: str, things: list[Thing]) -> None:
        found = self._ask(bus, [(one.path, "Accessible", "GetState", None) for one in things])
        for one, states in zip(things, found, strict=True):
            if states:
                one.states = states[0][0] | states[0][1] << 32

    def _read_words(self, bus: str, things: list[Thing]) -> None:
        named = GLib.Variant("(ss)", (_ATSPI + "Accessible", "Name"))
        calls: list[Call] = []
        for one in things:
            calls.append((one.path, "Accessible", "GetRoleName", None))
            calls.append((one.path, "", "Get", named))
        found = iter(self._ask(bus, calls))
        for one, role, name in zip(things, found, found, strict=False):
            if role and name:
                one.role, one.name = role[0], _as_said(name[0])
        written = [one for one in things if one.role in _WRITTEN]
        whole = GLib.Variant("(ii)", (0, -1))
        texts = self._ask(bus, [(one.path, "Text", "GetText", whole) for one in written])
        for one, text in zip(written, texts, strict=True):
            one.text = _as_said(text[0]) if text else ""

    def _do(self, bus: str, path: str, request: dict[str, Any]) -> Any:
        calls: dict[str, Call] = {
            "press": (path, "Action", "DoAction", GLib.Variant("(i)", (0,))),
            "focus": (path, "Component", "GrabFocus", None),
            "place": (path, "Component", "GetExtents", GLib.Variant("(u)", (0,))),
            "write": (
                *(path, "EditableText", "SetTextContents"),
                GLib.Variant("(s)", (request.get("text", ""),)),
            ),
        }
        (done,) = self._ask(bus, [calls[request["do"]]])
        if not done or done[0] is False:
            raise LookupError(f"{request['do']} is not possible here")
        return done[0]

    def _name_of(self, program: int) -> str:
        if program not in self._names:
            (found,) = self._ask(_REGISTRY, [(_ROOT, "Accessible", "GetChildren", None)])
            for bus, _ in found[0] if found else ():
                self._names[self._pid(bus)] = bus
        if program not in self._names:
            raise LookupError("the program is not there")
        return self._names[program]

    def _pid(self, bus: str) -> int:
        dbus = "org.freedesktop.DBus"
        named = GLib.Variant("(s)", (bus,))
        try:
            found = self._bus.call_sync(
                *(dbus, "/org/freedesktop/DBus", dbus, "GetConnectionUnixProcessID"),
                *(named, None, 0, _TIMEOUT_MS),
            )
        except GLib.Error:
            return 0
        return int(found.unpack()[0])

    def _ask(self, bus: str, calls: list[Call]) -> list[Any]:
        """The answers to calls that are sent together; None where there was none."""
        answers: list[Any] = [None] * len(calls)
        waiting = set(range(len(calls)))

        def take(connection: Any, result: Any, number: int) -> None:
            waiting.discard(number)
            try:
                answers[number] = connection.call_finish(result).unpack()
            except GLib.Error:
                return

        for number, (path, kind, method, given) in enumerate(calls):
            interface = _ATSPI + kind if kind else "org.freedesktop.DBus.Properties"
            self._bus.call(
                *(bus, path, interface, method, given, None, 0, _TIMEOUT_MS, None), take, number
            )
        context = GLib.MainContext.default()
        while waiting:
            context.iteration(True)
        return answers


def _as_said(text: str) -> str:
    """A text as it is read aloud: a space a line is not broken at is a space."""
    return text.replace("\N{NO-BREAK SPACE}", " ")


def find(root: Thing, request: dict[str, Any]) -> Thing:
    """The thing that is meant, if it is there and on. Raises LookupError."""
    name, role, under = request["name"], request.get("role"), request.get("under")
    for one in root.walk():
        said = one.name[: len(name)] if request.get("starts") else one.name
        if said != name or role not in (None, one.role) or not one.has(_STATES["enabled"]):
            continue
        if under is None or under in one.around:
            return one
    raise LookupError(f"no {role or 'thing'} named {name!r}")


def describe(thing: Thing) -> dict[str, Any]:
    """A thing as JSON."""
    states = {name: thing.has(state) for name, state in _STATES.items()}
    said = {"role": thing.role, "name": thing.name, "text": thing.text}
    return {**said, "around": thing.around, **states}


def main() -> None:
    reader = Reader()
    for line in sys.stdin:
        try:
            answer = {"ok": True, "value": reader.answer(json.loads(line))}
        except LookupError as error:
            answer = {"ok": False, "value": str(error)}
        print(json.dumps(answer, ensure_ascii=False), flush=True)


if __name__ == "__main__":
    main()
