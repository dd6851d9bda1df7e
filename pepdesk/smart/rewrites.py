"""Rewrite patterns: the teacher's own sentence with a gap ("…") where the missing thing belongs.

A pattern is only offered where the sentence allows it; an empty text means that the question has to do.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pepdesk.smart.tokens import NUMBER, pattern

if TYPE_CHECKING:
    from pepdesk.smart.tokens import Reading

GAP = "…"
_LONGEST = 160  # characters; a longer target is not said twice
_BASELINE = (
    rf"\b(?:currently|now|at present|baseline)\W+(?:\w+ ){{0,3}}?(?P<n>{NUMBER})(?P<unit>%| ?(?:out of|/) ?\d+| \w+)?"
)
_LESSONS = (
    r"\b(?:class|lesson|teacher|staff|peers?|adult|instruction|turn|hand|seat|swear|shout|equipment|break|playtime)"
)
_COUNTED = (
    r"\b(?:words?|sentences?|questions?|letters?|sounds?|numbers?|shapes?|books?|pages?|spellings?|sums|problems)\b"
)
_BEFORE_NOUN = frozenset({"some", "a few", "several", "a range of", "a variety of", "more", "fewer", "less", "many"})
_PRONOUN = {"i": "I", "my": "I", "he": "he", "his": "he", "she": "she", "her": "she"}


def with_deadline(reading: Reading, term: str) -> str:
    """The target with the end of the running term at its end; ``term`` as "the end of the spring term"."""
    body = _body(reading)
    return f"“{body} by {term}.”" if body else ""


def sooner(reading: Reading, place: tuple[int, int], term: str) -> str:
    """The target with its far-off day replaced, as a first step; the far words stay in the long-term plan."""
    typed = reading.typed
    start, end = reading.span(*place)
    whole = f"{typed[:start]}{_case(typed[start:end], f'by {term}')}{typed[end:]}".strip()
    return f"“{whole}”" if len(whole) <= _LONGEST and "\n" not in whole else ""


def counted(reading: Reading, loose: tuple[int, int] | None) -> str:
    """The target with a gap for how often or how many, in place of the ``loose`` words if there are any."""
    if loose is not None and pattern(r"(?:begin|start)\w* to").match(reading.text, loose[0]):
        return ""
    measure = _gap(reading.text)
    if loose is None:
        body = _body(reading)
        return f"“{body}{measure}.”" if body else ""
    start, end = reading.span(*loose)
    if reading.text[slice(*loose)] in _BEFORE_NOUN and pattern(r" \w").match(reading.text, loose[1]):
        whole = f"{reading.typed[:start]}{GAP} {reading.typed[end:].lstrip()}"
    else:
        whole = f"{reading.typed[:start].rstrip()}{measure}{reading.typed[end:]}"
    whole = whole.strip(" .")
    return f"“{whole}.”" if len(whole) <= _LONGEST and "\n" not in whole else ""


def grown(reading: Reading) -> str:
    """“from … to …” for a wish that only has a direction, with the starting figure if the text names one."""
    if match := pattern(_BASELINE).search(reading.text):
        unit = match["unit"] or ""
        return f"“… from {match['n']} to {GAP}{unit if unit.startswith(('%', ' ')) else f' {unit}'}”"
    return ""


def shown_by(reading: Reading, place: tuple[int, int] | None, who: str) -> str:
    """A vague aim with what would be seen of it: "…, so that she …"."""
    body = _body(reading)
    return f"“{body}, so that {who} {GAP}”" if body and place is not None else ""


def pronoun(text: str) -> str:
    """Whom the folded text speaks of: "I", "he", "she" or "they"; "they" when it does not say."""
    found = pattern(r"\b(?:i|he|she|they|his|her|their|my)\b").search(text)
    return _PRONOUN.get(found.group(), "they") if found else "they"


def _gap(text: str) -> str:
    if pattern(_COUNTED).search(text):
        return f", {GAP} times out of {GAP}"
    return f" in {GAP} lessons out of 5" if pattern(_LESSONS).search(text) else f" {GAP} times a week"


def _body(reading: Reading) -> str:
    """The target as one sentence without its stop; "" if it is several sentences, or too long to repeat."""
    body = reading.typed.strip().rstrip(" .;,:")
    single = len(body) <= _LONGEST and "\n" not in body and not pattern(r"[.;!?] \S").search(body)
    return body if single and body else ""


def _case(old: str, new: str) -> str:
    return new[0].upper() + new[1:] if old[:1].isupper() else new
