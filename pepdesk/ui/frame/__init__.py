"""The frame: the one window, its menus, title and foot, what is on the desk, locking, one window per vault."""
