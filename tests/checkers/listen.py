"""What a screen reader is told, from a process of its own: Debian's Python with gi, none of PepDesk's code.

``python3 listen.py PROGRAM …`` starts a program that opens one screen after the other. The program prints a JSON line
for each ({"screen"}, {"says": name → description to be found}, or {"announces"}) and goes on when it is sent a line.
Out comes one JSON line for each: how many controls, and faults in words.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from typing import Any

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402

SENSELESS = {"invalid", "unknown", "filler", "unmaximized", "redundant object"}
NEEDS_VALUE = {"slider", "progress bar", "spin button"}
NEEDS_TEXT = {"text", "password text", "entry"}
NEEDS_CHECK = {"check box", "radio button", "check menu item"}
ATTEMPTS, PATIENCE = 20, 0.15
heard: list[str] = []


def nodes(node: Any, depth: int = 0) -> Iterator[tuple[Any, Any]]:
    """Every node of a window that is showing. Tables and lists are told of, not walked cell by cell."""
    states = node.get_state_set()
    if not states.contains(Atspi.StateType.SHOWING) and depth > 1:
        return
    yield node, states
    many = node.get_role_name() in ("table", "tree", "tree table", "list", "list box", "combo box", "spin button")
    if depth < 40 and not many:
        for at in range(node.get_child_count()):
            child = node.get_child_at_index(at)
            if child is not None:
                yield from nodes(child, depth + 1)


def label_of(node: Any) -> str:
    """The names of what a control is labelled by."""
    found = []
    for relation in node.get_relation_set():
        if relation.get_relation_type() == Atspi.RelationType.LABELLED_BY:
            found += [relation.get_target(at).get_name() for at in range(relation.get_n_targets())]
    return " ".join(found)


def faults_of(node: Any, states: Any) -> Iterator[str]:
    """What is wrong with one control that can have the focus."""
    role, name, label = node.get_role_name(), node.get_name() or "", label_of(node)
    said = f"{role} {name[:40]!r} labelled by {label[:40]!r}"
    if not (name.strip() or label.strip()):
        yield f"neither name nor label: {said} in {(node.get_parent().get_name() or '')[:40]!r}"
    if role in SENSELESS and not name.strip():  # a pane that scrolls by keys has only its name
        yield f"no role: {said}"
    if role in NEEDS_VALUE and node.get_value_iface() is None:
        yield f"no value: {said}"
    if role in NEEDS_TEXT and node.get_text_iface() is None:
        yield f"no text: {said}"
    if role in NEEDS_CHECK and not states.contains(Atspi.StateType.CHECKABLE):
        yield f"not to be ticked: {said}"
    if role == "combo box" and not label.strip():
        yield f"a combo box reads its choice as its name, so it needs a label: {said}"


def application(pid: int) -> Any:
    """The program on the accessibility bus, once it is there."""
    for _ in range(400):
        desktop = Atspi.get_desktop(0)
        for at in range(desktop.get_child_count()):
            one = desktop.get_child_at_index(at)
            if one is not None and one.get_process_id() == pid and one.get_child_count():
                return one
        time.sleep(0.1)
    raise SystemExit("the program is not on the accessibility bus")


def look(program: Any, line: dict[str, Any]) -> tuple[int, list[str]]:
    """Walk the windows on show; gives how many controls can have the focus, what is wrong, and what was not said."""
    controls = 0
    faults: list[str] = []
    told: dict[str, set[str]] = {}
    for at in range(program.get_child_count()):
        top = program.get_child_at_index(at)
        if top is None:
            continue
        top.clear_cache()
        if line.get("title") and line["title"] != top.get_name():
            continue
        for node, states in nodes(top):
            if states.contains(Atspi.StateType.FOCUSABLE) and states.contains(Atspi.StateType.ENABLED):
                if node is not top and node.get_role_name() not in ("frame", "dialog", "window", "alert", "menu bar"):
                    controls += 1
                    faults += faults_of(node, states)
                told.setdefault(node.get_name() or label_of(node), set()).add(node.get_description() or "")
    for name, words in line.get("says", {}).items():
        if not any(words in one for one in told.get(name, ())):
            faults.append(f"{name[:40]!r} does not say {words[:60]!r} but {sorted(told.get(name, ()))}")
    return controls, faults


def wait_for_announcement(since: int) -> str | None:
    """What was announced after ``since``; None when nothing comes."""
    until = time.monotonic() + 8
    while time.monotonic() < until:
        GLib.MainContext.default().iteration(False)
        if len(heard) > since:
            return heard[-1]
        time.sleep(0.02)
    return None


def on_event(event: Any) -> None:
    """Keep what is announced."""
    heard.append(str(event.any_data))


def main() -> None:
    """Follow the program through its screens."""
    listener = Atspi.EventListener.new(on_event)
    listener.register("object:announcement")
    child = subprocess.Popen(sys.argv[1:], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    program = None
    for text in child.stdout:
        line = json.loads(text)
        program = program or application(child.pid)
        if "announces" in line:
            since = len(heard)
            child.stdin.write("\n")
            child.stdin.flush()
            said = wait_for_announcement(since)
            print(json.dumps({"screen": line["screen"], "announced": said}), flush=True)
            continue
        controls, faults = 0, ["nothing on show"]
        for _ in range(ATTEMPTS):  # what was just opened takes a moment to be told of
            controls, faults = look(program, line)
            if controls and not faults:
                break
            time.sleep(PATIENCE)
        print(json.dumps({"screen": line["screen"], "controls": controls, "faults": faults}), flush=True)
        child.stdin.write("\n")
        child.stdin.flush()
    child.wait(30)


main()
