"""The SMART coach: the words of a target in, findings out. Pure and instant; no Qt, no network, no files.

``judge(text)`` is the one door. What the words mean is told in ``rubric`` terms by small modules:
``tokens`` (reading words), ``deadlines``, ``measures``, ``skills``, ``verdict`` and ``messages``.
"""

from __future__ import annotations

from pepdesk.smart.findings import Finding
from pepdesk.smart.terms import Term, TermCalendar, english_terms
from pepdesk.smart.verdict import Judgement, judge

__all__ = ["Finding", "Judgement", "Term", "TermCalendar", "english_terms", "judge"]
