"""The SMART coach: the words of a target in, findings out. Pure and instant; no Qt, no network, no files.

``judge(text)`` is the one door; ``verdict`` shows the path through the small modules. ``tokens`` reads words,
``deadlines`` (with ``moments``, ``dates``, ``terms``) finds T, ``measures`` (``yardsticks``, ``events``) M and
``skills`` (``verbs``, ``phrases``, ``words``) S; ``findings`` chooses what is said, ``messages`` holds every sentence
and ``rewrites`` puts a gap into the teacher's own. ``levels``, ``bank`` and ``guide`` are not for ``judge``.
Values here are named tuples: importing ``dataclasses`` alone costs a third of the 30 ms the coach may take.
"""

from __future__ import annotations

from pepdesk.smart.findings import Finding
from pepdesk.smart.terms import Term, TermCalendar, english_terms
from pepdesk.smart.verdict import Judgement, judge

__all__ = ["Finding", "Judgement", "Term", "TermCalendar", "english_terms", "judge"]
