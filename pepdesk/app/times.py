"""Moments in words, as people speak of them: "today at 09:12", "yesterday at 14:02", "Monday 16 November at 10:00"."""

from __future__ import annotations

from datetime import datetime, timedelta

from pepdesk.record.values import long_date
from pepdesk.words import tr


def moment_words(moment: datetime, now: datetime) -> str:
    """``moment`` (aware) as seen from ``now``, in the time zone of ``now``."""
    here = moment.astimezone(now.tzinfo)
    day, today = here.date(), now.date()
    said = long_date(day.isoformat())
    if day == today:
        said = tr("this morning") if here.hour < 12 else tr("this afternoon") if here.hour < 17 else tr("this evening")
    elif day == today - timedelta(days=1):
        said = tr("yesterday")
    elif timedelta() < today - day < timedelta(days=7):
        said = f"{here:%A}"
    elif timedelta() < today - day < timedelta(days=300):
        said = f"{here.day} {here:%B}"
    return tr("{day} at {clock}", day=said, clock=f"{here:%H:%M}")


def sentence(words: str) -> str:
    """The same words, beginning with a capital letter."""
    return words[:1].upper() + words[1:]
