"""The meeting's agenda, and the child's own full screen."""
