"""Reading a teacher's words: folding case and typography, mending misspelt signal words, numbers.

Patterns run over ``Reading.text``; ``Reading.span`` leads back to the words as they were typed.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cache
from typing import NamedTuple

LONGEST_READ = 4000  # characters; a target is a sentence or three, the rest is not read


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_PLAIN = str.maketrans(
    {
        **dict.fromkeys("\u2018\u2019", "'"),
        **dict.fromkeys("\u201c\u201d", '"'),
        **dict.fromkeys("\u2010\u2011\u2013\u2014\u2212", "-"),
        **dict.fromkeys("\u00a0\t", " "),
        "\uff05": "%",
    }
)

UNITS = (
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
    "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
NUMBER = (
    r"(?:\d{1,9}(?:[.,:]\d{1,3})?|(?:" + "|".join(TENS) + r")(?:[ -](?:" + "|".join(UNITS[:9]) + r"))?|"
    r"(?:a |one )?hundred|(?:half )?a dozen|" + "|".join(sorted(UNITS, key=len, reverse=True)) + r")(?!\w)"
)

# Words that carry a verdict and are long enough to be mended when one letter is wrong.
_SIGNALS = _set(
    """
    accuracy accurate accurately achieve achieved activities activity alphabet annual answer assessment
    assignment assignments attendance august autumn behaviour between calendar capital christmas
    complete completes comprehension consonant correct correctly december decisions develop division
    emotions exclusions expected february fluency fraction friendship friendships homework improve
    improving increase independence independent independently instruction instructions january language
    lessons letters literacy meeting minutes monthly multiplication november numeracy occasion occasions
    october opportunities paragraph paragraphs percent phoneme phonemes presentation progress prompted
    prompting prompts punctual punctuality punctuation questions reading recognise regularly
    relationships reminders review saturday science semester sentence sentences september sessions
    spelling spellings standard strategies subtraction suspension suspensions sustained swearing
    thursday toilet tuesday understand understanding unprompted wednesday without writing
    """
)
_REAL_NEIGHBOURS = _set(
    """
    achieves corrects improved lesson letter prompter recognised recognises standards
    """
)
# Slips too short, or too far off, for the rules by letter and by ear.
_SLIPS = {
    "atend": "attend", "atending": "attending", "attand": "attend", "arive": "arrive", "befor": "before",
    "beleive": "believe", "clases": "classes", "evrey": "every", "evry": "every", "finsh": "finish",
    "freinds": "friends",
    "maffs": "maths", "manerge": "manage", "mintues": "minutes", "occassion": "occasion",
    "occassions": "occasions", "ocassions": "occasions", "readding": "reading", "recieve": "receive",
    "rite": "write", "scoll": "school", "skool": "school", "techer": "teacher", "thier": "their", "tims": "times",
    "tommorow": "tomorrow", "untill": "until", "wensday": "wednesday", "wil": "will", "writting": "writing",
    "hw": "homework", "hwk": "homework", "wk": "week", "wks": "weeks",
}  # fmt: skip
_WORD = re.compile(r"[^\W\d_]{2,15}")


class Reading(NamedTuple):
    """A text made ready for patterns: ``text`` is folded, ``typed`` is what the teacher wrote (as far as read)."""

    typed: str
    text: str
    starts: tuple[int, ...]  # positions in ``text`` after which the shift below applies
    shifts: tuple[int, ...]  # typed position minus position in ``text``

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where ``text[start:end]`` stands in the teacher's own words."""
        return self._back(start), max(self._back(start), self._back(end))

    def quote(self, start: int, end: int) -> str:
        """The teacher's own words for ``text[start:end]``."""
        first, last = self.span(start, end)
        return self.typed[first:last]

    def _back(self, position: int) -> int:
        shift = self.shifts[bisect_right(self.starts, position) - 1]
        return min(max(position + shift, 0), len(self.typed))


@cache
def pattern(words: str) -> re.Pattern[str]:
    """``words`` compiled at first use: importing the coach should cost the window nothing."""
    return re.compile(words)


def read(text: str) -> Reading:
    """Folds ``text`` (never raises): same length except where a misspelt signal word is mended."""
    typed = text[:LONGEST_READ]
    folded = "".join(low if len(low := letter.lower()) == 1 else letter for letter in typed.translate(_PLAIN))
    parts: list[str] = []
    starts, shifts = [0], [0]
    done = length = 0
    for match in _WORD.finditer(folded):
        mended = _mend(match.group())
        if mended is None:
            continue
        kept = folded[done : match.start()]
        parts += [kept, mended]
        length += len(kept) + len(mended)
        done = match.end()
        starts.append(length)
        shifts.append(done - length)
    parts.append(folded[done:])
    return Reading(typed, "".join(parts), tuple(starts), tuple(shifts))


def strike(text: str, spans: list[tuple[int, int]], fill: str = "~") -> str:
    """``text`` with the ``spans`` blanked by tildes (or ``fill``), so that places stay where they were."""
    for start, end in spans:
        text = text[:start] + fill * (end - start) + text[end:]
    return text


def number(words: str) -> float | None:
    """The value of digits or number words ("twenty-five", "a dozen"); None when there is none."""
    words = words.strip().lower()
    if match := re.match(r"\d{1,9}(?:\.\d{1,3})?", words):
        return float(match.group())
    fixed = {"a": 1, "an": 1, "a couple of": 2, "couple of": 2, "hundred": 100, "a hundred": 100,
             "one hundred": 100, "a dozen": 12, "half a dozen": 6}  # fmt: skip
    if words in fixed:
        return float(fixed[words])
    total = 0
    for word in re.split(r"[ -]", words):
        if word in UNITS:
            total += UNITS.index(word) + 1
        elif word in TENS:
            total += (TENS.index(word) + 2) * 10
        else:
            return None
    return float(total) or None


def _mend(word: str) -> str | None:
    """The signal word that ``word`` misspells by a letter or by ear, or None. Short words are left alone."""
    if word in _SLIPS:
        return _SLIPS[word]
    if len(word) < 7 or word in _SIGNALS or word in _REAL_NEIGHBOURS:
        return None
    by_letter, by_ear = _misspellings()
    for found in (by_letter.get(word), *map(by_letter.get, _shorter(word)), by_ear.get(_heard(word))):
        if found and found[0] == word[0] and found[-2:] == word[-2:] and abs(len(found) - len(word)) <= 1:
            return found
    return None


@cache
def _misspellings() -> tuple[dict[str, str], dict[str, str]]:
    """Signal words by each of their spellings with a letter dropped, and by their sound."""
    by_letter: dict[str, str] = {}
    by_ear: dict[str, str] = {}
    for signal in sorted(_SIGNALS):
        if len(signal) >= 7:
            by_ear.setdefault(_heard(signal), signal)
            for shape in (signal, *_shorter(signal)):
                by_letter.setdefault(shape, signal)
    return by_letter, by_ear


def _shorter(word: str) -> list[str]:
    return [word[:place] + word[place + 1 :] for place in range(1, len(word))]


def _heard(word: str) -> str:
    """A word by ear: soft c as s, double letters once, every run of vowels alike."""
    soft = re.sub(r"c(?=[eiy])|z", "s", word)
    return re.sub(r"[aeiouy]+", ".", re.sub(r"(.)\1", r"\1", soft))
