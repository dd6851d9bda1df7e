"""One open plan, alive: the session, saving, the vault it comes from, background work. QtCore and the undo stack only."""
