"""What every window is built of: the look, texts, buttons, sheets, lists, background work, trouble told in words."""
