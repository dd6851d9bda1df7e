"""A target and its coach: letters and remarks, examples, the guide, the target at a glance."""
