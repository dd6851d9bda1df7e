"""One open plan, alive: the session, saving, its vault, background work. QtCore and the undo stack only."""
