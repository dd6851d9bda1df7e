"""Run by Debian's Python (it has ``gi``), never imported: tells where the focus is, as a screen reader hears it.

Prints a JSON object for each new focus and each announcement; each line on its input asks what stands there now.
"""

import json
import sys
from typing import Any

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402 - the version must be asked for first

_STATES = {
    "checked": Atspi.StateType.CHECKED,
    "enabled": Atspi.StateType.ENABLED,
    "expanded": Atspi.StateType.EXPANDED,
    "read_only": Atspi.StateType.READ_ONLY,
    "focused": Atspi.StateType.FOCUSED,
}


class Reader:
    """Follows the focus and answers questions about it."""

    def __init__(self) -> None:
        self._at: Any = None
        self._listener = Atspi.EventListener.new(self._event)
        for kind in ("object:state-changed:focused", "object:announcement"):
            self._listener.register(kind)
        GLib.io_add_watch(sys.stdin.fileno(), GLib.IO_IN | GLib.IO_HUP, self._asked)

    def run(self) -> None:
        """Say that it listens, then listen until the input ends."""
        print(json.dumps({"kind": "ready"}), flush=True)
        Atspi.event_main()

    def _event(self, event: Any) -> None:
        if event.type.startswith("object:announcement"):
            print(json.dumps({"kind": "said", "words": str(event.any_data)}), flush=True)
        elif event.detail1:
            self._at = event.source
            self._tell("focus")

    def _asked(self, _stream: object, _condition: object) -> bool:
        line = sys.stdin.readline()
        if not line:
            Atspi.event_quit()
            return False
        self._tell("now")
        return True

    def _tell(self, kind: str) -> None:
        try:
            told = _look(self._at) if self._at is not None else {}
        except GLib.Error:  # it went away while it was looked at; what has the focus next is told by itself
            told = {}
        print(json.dumps({"kind": kind, **told}), flush=True)


def _look(at: Any) -> dict[str, object]:
    """Name, role, identifier, states and value of what has the focus."""
    at.clear_cache()  # it would keep a list's old choice
    states, role = at.get_state_set(), at.get_role_name() or ""
    name, value = at.get_name() or "", _text(at)
    if role == "combo box":  # Qt tells a list's choice as its name, and the name by what it is labelled by
        name, value = _label(at), _chosen(at, name)
    told = {"name": name, "role": role, "id": at.get_accessible_id() or "", "words": at.get_description() or ""}
    return told | {"value": value} | {word: bool(states.contains(state)) for word, state in _STATES.items()}


def _text(at: Any) -> str:
    """The text typed there; "" where there is none."""
    if "Text" not in at.get_interfaces():
        return ""
    return str(Atspi.Text.get_text(at, 0, Atspi.Text.get_character_count(at)) or "")


def _chosen(at: Any, name: str) -> str:
    """The line chosen in a closed list: what Qt calls its name, except where that line is empty."""
    lines = at.get_child_at_index(0)
    if _label(at) or lines is None or "Selection" not in lines.get_interfaces():
        return name
    chosen = Atspi.Selection.get_selected_child(lines, 0) if Atspi.Selection.get_n_selected_children(lines) else None
    return str(chosen.get_name() or "") if chosen is not None else ""


def _label(at: Any) -> str:
    """The name of what it is labelled by; "" for nothing."""
    for relation in at.get_relation_set():
        if relation.get_relation_type() == Atspi.RelationType.LABELLED_BY:
            return str(relation.get_target(0).get_name() or "")
    return ""


Reader().run()
