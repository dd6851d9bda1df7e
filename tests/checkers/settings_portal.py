"""What a desktop tells its programs about colours and contrast: a stand-in for its portal, on a session bus of its own.

Run by Debian's Python (it has gi). Begins with dark colours and usual contrast; a call of ``Set`` changes a setting and
tells everybody, as the desktop does when somebody changes it. "ready" is printed once it can be asked.
"""

from __future__ import annotations

from typing import Any

from gi.repository import Gio, GLib

NAME, AT = "org.freedesktop.portal.Desktop", "/org/freedesktop/portal/desktop"
SETTINGS, LOOK = "org.freedesktop.portal.Settings", "org.freedesktop.appearance"
ABOUT = f"""<node><interface name="{SETTINGS}">
<method name="ReadAll"><arg type="as" direction="in"/><arg type="a{{sa{{sv}}}}" direction="out"/></method>
<method name="Set"><arg type="s" direction="in"/><arg type="i" direction="in"/></method>
<signal name="SettingChanged"><arg type="s"/><arg type="s"/><arg type="v"/></signal>
</interface></node>"""
now = {"color-scheme": 1, "contrast": 0}


def answer(bus: Any, _who: str, _at: str, _what: str, method: str, words: Any, reply: Any) -> None:
    """Answer one call."""
    if method == "ReadAll":
        values = {key: GLib.Variant("u", value) for key, value in now.items()}
        reply.return_value(GLib.Variant("(a{sa{sv}})", ({LOOK: values},)))
        return
    key, value = words.unpack()
    now[key] = value
    told = GLib.Variant("(ssv)", (LOOK, key, GLib.Variant("u", value)))
    bus.emit_signal(None, AT, SETTINGS, "SettingChanged", told)
    reply.return_value(None)


bus = Gio.bus_get_sync(Gio.BusType.SESSION)
bus.register_object(AT, Gio.DBusNodeInfo.new_for_xml(ABOUT).interfaces[0], answer, None, None)
Gio.bus_own_name_on_connection(bus, NAME, 0, lambda *_: print("ready", flush=True), None)
GLib.MainLoop().run()
