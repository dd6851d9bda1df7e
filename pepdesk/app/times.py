"""Moments in words, as people speak of them: "today at 09:12", "yesterday at 14:02", "Monday 16 November at 10:00"."""

from __future__ import annotations

from datetime import datetime, timedelta

from pepdesk.record.values import long_date


def moment_words(moment: datetime, now: datetime) -> str:
    """``moment`` (aware) as seen from ``now``, in the time zone of ``now``."""
    here = moment.astimezone(now.tzinfo)
    day, today = here.date(), now.date()
    clock = f"at {here:%H:%M}"
    if day == today:
        part = "this morning" if here.hour < 12 else "this afternoon" if here.hour < 17 else "this evening"
        return f"{part} {clock}"
    if day == today - timedelta(days=1):
        return f"yesterday {clock}"
    if timedelta() < today - day < timedelta(days=7):
        return f"{here:%A} {clock}"
    if timedelta() < today - day < timedelta(days=300):
        return f"{here.day} {here:%B} {clock}"
    return f"{long_date(day.isoformat())} {clock}"


def sentence(words: str) -> str:
    """The same words, beginning with a capital letter."""
    return words[:1].upper() + words[1:]
