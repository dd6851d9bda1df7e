"""The place of one answer on screen: label, editor, absence, what is told of it. Where each stands: ``plan_map``."""
