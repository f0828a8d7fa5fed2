"""What a screen reader sees and does. Runs under the system's Python, which has `gi`.

Reads one request a line from standard input as JSON and answers each with one line:
  {"do": "tree"}                                  every showing thing: role, name, text, states
  {"do": "press", "name": …, "role": …}           performs the thing's first action
  {"do": "write", "name": …, "role": …, "text": …}  sets an editable text
  {"do": "focus", "name": …, "role": …}           gives it the focus
  {"do": "place", "name": …, "role": …}           its x, y, width, height on the screen
`role` may be left out; `nth` chooses among several, from 0. `program` is the process id.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from typing import Any

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi  # noqa: E402


def main() -> None:
    for line in sys.stdin:
        request = json.loads(line)
        try:
            answer = {"ok": True, "value": answer_to(request)}
        except Exception as error:
            answer = {"ok": False, "value": f"{type(error).__name__}: {error}"}
        print(json.dumps(answer, ensure_ascii=False), flush=True)


def answer_to(request: dict[str, Any]) -> Any:
    things = list(showing(request["program"]))
    if request["do"] == "tree":
        return [describe(thing) for thing in things]
    thing = find(things, request)
    if request["do"] == "press":
        return thing.get_action_iface().do_action(0)
    if request["do"] == "write":
        return thing.get_editable_text_iface().set_text_contents(request["text"])
    if request["do"] == "focus":
        return thing.get_component_iface().grab_focus()
    box = thing.get_component_iface().get_extents(Atspi.CoordType.SCREEN)
    return [box.x, box.y, box.width, box.height]


def find(things: list[Any], request: dict[str, Any]) -> Any:
    found = [
        thing
        for thing in things
        if thing.get_name() == request["name"]
        and request.get("role") in (None, thing.get_role_name())
    ]
    nth = request.get("nth", 0)
    if len(found) <= nth:
        raise LookupError(f"no {request.get('role') or 'thing'} named {request['name']!r}")
    return found[nth]


def showing(program: int) -> Iterator[Any]:
    Atspi.set_timeout(4000, 4000)
    desktop = Atspi.get_desktop(0)
    for number in range(desktop.get_child_count()):
        application = desktop.get_child_at_index(number)
        if application is not None and application.get_process_id() == program:
            yield from walk(application)


def walk(thing: Any) -> Iterator[Any]:
    thing.clear_cache()
    for number in range(thing.get_child_count()):
        child = thing.get_child_at_index(number)
        if child is None:
            continue
        if child.get_state_set().contains(Atspi.StateType.SHOWING):
            yield child
        yield from walk(child)


def describe(thing: Any) -> dict[str, Any]:
    states = thing.get_state_set()
    text = thing.get_text_iface()
    return {
        "role": thing.get_role_name(),
        "name": thing.get_name(),
        "text": text.get_text(0, -1) if text else "",
        "focused": states.contains(Atspi.StateType.FOCUSED),
        "enabled": states.contains(Atspi.StateType.ENABLED),
        "checked": states.contains(Atspi.StateType.CHECKED),
    }


if __name__ == "__main__":
    main()
