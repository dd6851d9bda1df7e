"""The SMART coach: the words of a target in, findings out. Pure and instant; no Qt, no network, no files.

``judge(text)`` is the one door; ``verdict`` shows the path through the small modules. ``tokens`` reads words,
``deadlines`` (with ``moments``, ``dates``, ``terms``) finds T, ``measures`` (``yardsticks``, ``events``) M and
``skills`` (``phrases``, ``words``) S; ``findings`` chooses what is said and ``messages`` holds every sentence.
"""

from __future__ import annotations

from pepdesk.smart.findings import Finding
from pepdesk.smart.terms import Term, TermCalendar, english_terms
from pepdesk.smart.verdict import Judgement, judge

__all__ = ["Finding", "Judgement", "Term", "TermCalendar", "english_terms", "judge"]
