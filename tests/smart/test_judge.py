"""What holds for every text: never an error, spans in the text, growth no worse than linear, order indifferent."""

from __future__ import annotations

import itertools
import random
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pepdesk.smart import Judgement, Term, TermCalendar, english_terms, judge

PIECES = """
    Sam will read write 5 five books every day by the end of Easter term 80% out of 10 grade 4 in maths improve without
    help Year 6 within weeks until next PEP £ / - : . , 31/02 2026-13-45 attendence XXXX her own \u2019 \u0130 per
"""
WORDS = st.sampled_from(PIECES.split())
TEXTS = st.text(max_size=300) | st.lists(WORDS, max_size=40).map(" ".join)
DAYS = st.none() | st.dates()


def _letters(verdict: Judgement) -> tuple[bool, bool, bool]:
    return verdict.specific, verdict.measurable, verdict.time_bound


@settings(deadline=None, max_examples=300)
@given(TEXTS, DAYS)
def test_any_text_on_any_day_is_judged_and_every_span_quotes_it(text: str, set_on: date | None) -> None:
    verdict = judge(text, set_on=set_on)
    assert (verdict.within_term is None) == (not verdict.time_bound)
    for finding in verdict.findings:
        assert finding.message
        assert "{" not in finding.message or "{" in text
        if finding.span is not None:
            start, end = finding.span
            assert 0 <= start < end <= len(text)
            assert " ".join(text[start:end].split()) in " ".join(finding.message.split())


@settings(deadline=None)
@given(st.permutations(["Sam will write five sentences.", "He will feel happier.", "This is for half term by 3 May."]))
def test_the_order_of_sentences_changes_no_letter(sentences: list[str]) -> None:
    assert _letters(judge(" ".join(sentences), set_on=date(2026, 1, 5))) == (True, True, True)


_SENTENCES = [
    line.split("|")[1].strip().rstrip(".") + "."
    for name in ("targets.txt", "hard_targets.txt")
    for line in Path(__file__).with_name(name).read_text("utf-8").splitlines()
    if "|" in line and not line.startswith("#") and "." not in line.split("|")[1].strip().rstrip(".")
]
_DEADLINES = st.sampled_from(["by Easter", "by the end of term", "before the next PEP", "within 6 weeks", "by 3 May"])


@settings(deadline=None, max_examples=150)
@given(st.lists(st.sampled_from(_SENTENCES), min_size=2, max_size=4, unique=True), st.randoms())
def test_any_targets_of_ours_in_any_order_carry_the_same_letters(sentences: list[str], chance: random.Random) -> None:
    mixed = chance.sample(sentences, len(sentences))
    capital = [[one[:1].upper() + one[1:] for one in order] for order in (sentences, mixed)]
    first, second = (_letters(judge(" ".join(order), set_on=date(2026, 1, 5))) for order in capital)
    assert first == second


@settings(deadline=None, max_examples=150)
@given(st.sampled_from(_SENTENCES), _DEADLINES)
def test_a_deadline_added_to_any_target_of_ours_loses_no_letter(sentence: str, deadline: str) -> None:
    before, after = judge(sentence), judge(f"{sentence.rstrip('.')} {deadline}.")
    assert after.time_bound
    assert after.measurable or not before.measurable
    assert after.specific or not before.specific


@pytest.mark.parametrize(
    "target", ["Ada will spell ten words", "Ada will tidy her desk every day", "Reach grade 6 in art", "Swim 25 metres"]
)
@pytest.mark.parametrize("deadline", ["by Easter", "by the end of term", "before her next PEP", "within 6 weeks"])
def test_adding_a_deadline_loses_no_measure(target: str, deadline: str) -> None:
    for text in (f"{target} {deadline}.", f"{deadline.capitalize()}, {target}."):
        assert _letters(judge(text)) == (True, True, True)


def test_a_weak_target_is_told_which_words_and_asked_one_question_a_letter() -> None:
    text = "Improve her confidence regularly"
    faults = {finding.criterion: finding for finding in judge(text).findings if finding.level == "must"}
    assert set(faults) == {"specific", "measurable", "time_bound"}
    assert "confidence" in faults["specific"].message
    span = faults["measurable"].span
    assert span is not None
    assert text[span[0] : span[1]] == "regularly"
    assert all(finding.hint.count("?") == 1 for finding in faults.values())


def test_a_strong_target_is_praised_letter_by_letter_in_its_own_words() -> None:
    verdict = judge("Kofi will read 12 pages to his carer every night by half-term")
    assert [finding.level for finding in verdict.findings] == ["praise"] * 3
    assert "12 pages" in verdict.findings[1].message


def test_spans_survive_a_mended_misspelling_and_curly_quotes() -> None:
    text = "Attendence: 95% of Ife\u2019s sessions by the end of \u2018Autumn\u2019 term"
    for finding in judge(text).findings:
        assert finding.span is None or text[slice(*finding.span)] in finding.message


def test_a_far_deadline_is_a_deadline_that_comes_too_late() -> None:
    verdict = judge("By the end of the year Noor will swim 25 metres")
    assert (verdict.time_bound, verdict.within_term) == (True, False)
    assert [finding.level for finding in verdict.findings if finding.criterion == "time_bound"] == ["should"]


def test_a_named_term_is_read_against_the_calendar_when_the_day_is_known() -> None:
    target = "Noor will swim 25 metres by the end of the summer term"
    assert judge(target).within_term is True
    assert judge(target, set_on=date(2026, 9, 10)).within_term is False
    assert judge(target, set_on=date(2027, 5, 10)).within_term is True


def test_the_schools_own_terms_decide() -> None:
    long_term = TermCalendar((Term("autumn", date(2026, 8, 20), date(2026, 12, 23)),))
    target = "Noor will swim 25 metres by 22 December"
    assert judge(target, set_on=date(2026, 8, 24), terms=long_term).within_term is True
    assert judge(target, set_on=date(2026, 8, 24), terms=TermCalendar(())).within_term is False


@given(st.dates(date(1990, 1, 1), date(2090, 1, 1)))
def test_the_default_calendar_covers_the_day_with_terms_in_order(day: date) -> None:
    terms = english_terms(day).terms
    assert terms[0].start < day - timedelta(days=300)
    assert terms[-1].end > day + timedelta(days=600)
    for earlier, later in itertools.pairwise(terms):
        assert earlier.start < earlier.end < later.start


def test_very_long_texts_are_read_in_part_and_say_so() -> None:
    verdict = judge("Sam will count to 20. " + "and so on " * 10_000)
    assert verdict.measurable
    assert "only its first part" in verdict.findings[-1].message


@pytest.mark.parametrize(
    "piece",
    ["one ", "by the end of the ", "1/", "half term ", "a-", "every ", "to ", "from now until ", "in a ", ", ", "x"],
)
def test_time_grows_no_faster_than_the_text(piece: str) -> None:
    judge(piece)

    def seconds(length: int) -> float:
        text = (piece * length)[:length]
        began = process_time()
        for _ in range(3):
            judge(text)
        return process_time() - began

    best = min(seconds(3600) / max(seconds(900), 1e-4) for _ in range(3))
    assert best < 12  # four times the text: 4 if linear, 16 if quadratic


def test_nothing_of_qt_or_the_network_is_imported() -> None:
    probe = (
        "import sys, pepdesk.smart; print([m for m in sys.modules if m.split('.')[0] in ('PySide6', 'socket', 'ssl')])"
    )
    out = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True).stdout
    assert out.strip() == "[]"
