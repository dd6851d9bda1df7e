"""The window: widgets that show a session and call its verbs. They own no answers."""

import builtins

import PySide6.QtCore  # noqa: F401

# PySide6 looks through the source text of every module imported after it for a sign of its optional features, which
# PepDesk has no use for: 0.1 s and 17 MB at start (measured). Python's own import, which it keeps, does without.
builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)
