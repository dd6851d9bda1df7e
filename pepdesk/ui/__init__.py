"""The window: widgets that show a session and call its verbs. They own no answers."""
