"""Working days, school days, calendar days: counting them, and saying which were skipped and why. No Qt, no plans."""
