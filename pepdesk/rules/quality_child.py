"""What a machine can see of the child's situation: attainment, attendance, SEN, SDQ, moving on, and whole sections."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pepdesk.form.address import Address
from pepdesk.form.model import Required, Role
from pepdesk.form.propose import POST_16
from pepdesk.rules.issue import Level
from pepdesk.rules.quality_seen import (
    BURY,
    LANCASHIRE,
    RUBRICS,
    SHARE,
    ST_HELENS,
    QualityTest,
    Seen,
    answered,
    quality_test,
    share,
    there,
    yes,
)
from pepdesk.rules.quality_targets import links, written
from pepdesk.rules.statutory import checklist

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from pepdesk.rules.quality_seen import Issues
    from pepdesk.rules.view import View

_SUBJECTS = (
    ("attainment", "subject", "current", "on_track", "target_grade"),  # Reception to Year 11
    ("attainment", "area", "current", "on_track", "next_step"),  # early years
    ("attainment", "course", "current", "on_track", "target_grade"),  # post-16
)
"""The tables of attainment: tab, group, and the questions for now, compared with age, and target."""
_START = Address("meeting", "date")
_GOOD_ATTENDANCE = 95  # as forms/year_r_11/attendance.toml: below it the plan is asked for
_FRESH_DAYS = 84  # where no term is known: twelve weeks back counts as this term (our figure)
_STEP_SETTLED = ("done", "arranged", "not_needed")
_MISSING = frozenset({"required", "too_few", "reason", "who"})


def _subjects(view: View, place: int) -> Seen:
    """The share of the subjects on show with an answer; 0 for a form that asks for attainment but has no subject yet.

    A young person who is on no course has none to tell of: post-16 plans without a course are not held to it.
    """
    checks = [
        (Address(tab, questions[place], (row,)), there(view, tab, questions[place], row))
        for tab, group, *questions in _SUBJECTS
        for row in view.rows(tab, group)
        if view.asks(tab, questions[place], row)
    ]
    return share(checks, Address("attainment", "current"), 100 if view.phase == POST_16 else 0)


@quality_test("Subjects with where the child is now", SHARE, "Say where the child is now in each subject.", RUBRICS)
def attainment_current(view: View, _: Issues) -> Seen:
    """The share of the subjects asked for that say where the child is now."""
    return _subjects(view, 0)


@quality_test(
    "Subjects compared with age", SHARE, "Say how each subject compares with what is expected for the age.", RUBRICS
)
def attainment_compared(view: View, _: Issues) -> Seen:
    """The share of the subjects asked for that are compared with the child's age."""
    return _subjects(view, 1)


@quality_test(
    "Subjects with a target for the year", SHARE, "Give each subject its target for the end of the year.", RUBRICS
)
def attainment_targets(view: View, _: Issues) -> Seen:
    """The share of the subjects asked for that have a target for the end of the year."""
    return _subjects(view, 2)


@quality_test("Attainment of this term", SHARE, "Use figures of this term and put their date.", RUBRICS)
def attainment_this_term(view: View, _: Issues) -> Seen:
    """Whether the figures are of the term of the meeting; nothing to do where their date is not asked."""
    place = Address("attainment", "data_date")
    day = view.day(place.tab, place.field)
    return yes(place not in view.shown or (day is not None and _same_term(view, day)), place)


def _same_term(view: View, day: date) -> bool:
    term, now = view.calendar.term_of(day), view.calendar.term_of(view.on)
    if term is None or now is None:
        return 0 <= (view.on - day).days <= _FRESH_DAYS
    return term == now


@quality_test("Progress told", SHARE, "Say how learning has gone since the last PEP.", ST_HELENS)
def progress_told(view: View, _: Issues) -> Seen:
    """Whether progress since the last PEP, and what helps and hinders learning, are told."""
    return share(answered(view, "attainment", "progress", "progress_summary"), Address("attainment", "progress"))


@quality_test(
    "Attendance figure with its day", SHARE, "Put the attendance and the day up to which it counts.", ST_HELENS
)
def attendance_figures(view: View, _: Issues) -> Seen:
    """Whether attendance has a figure with its day."""
    return share(answered(view, "attendance", "percent", "as_of"), Address("attendance", "percent"))


@quality_test("Plan for low attendance", SHARE, "Say what lies behind the absence and what is being done.", ST_HELENS)
def attendance_plan(view: View, _: Issues) -> Seen:
    """Where attendance is 95 % or less: whether causes and a plan are told; otherwise met."""
    percent = view.number("attendance", "percent")
    if percent is None or percent > _GOOD_ATTENDANCE:
        return Seen(100, Address("attendance", "percent"))
    return share(answered(view, "attendance", "causes", "plan"), Address("attendance", "plan"))


@quality_test("Plan to prevent suspension", SHARE, "Say what will be done to prevent a suspension.", ST_HELENS)
def suspension_plan(view: View, _: Issues) -> Seen:
    """Where there was a suspension or is a risk of one: whether it says what prevents the next; otherwise met."""
    known = tuple(answered(view, "attendance", "any_suspension", "at_risk", "risk_plan"))
    return share(known, Address("attendance", "risk_plan"))


@quality_test(
    "Behaviour and relationships told", SHARE, "Say how the child gets on with adults, others and rules.", ST_HELENS
)
def behaviour_told(view: View, _: Issues) -> Seen:
    """Whether behaviour and relationships are told."""
    return share(answered(view, "attendance", "behaviour"), Address("attendance", "behaviour"))


@quality_test("SEN recorded", SHARE, "Complete the questions about SEN.", ST_HELENS)
def sen_recorded(view: View, _: Issues) -> Seen:
    """Whether the SEN status, and with SEN the need, the help and the plan's review, are there."""
    asked = ("status", "primary_need", "provision", "ehcp_next_review", "ehcp_outcomes")
    return share(answered(view, "sen", *asked), Address("sen", "status"))


@quality_test("SDQ score or the reason for none", SHARE, "Put the SDQ score and its date, or why there is none.", BURY)
def sdq_recorded(view: View, _: Issues) -> Seen:
    """Whether there is an SDQ score with its day, or the reason for none."""
    return share(
        answered(view, "health", "sdq_score", "sdq_date")
        if view.text("health", "sdq_score")
        else answered(view, "health", "sdq_no_score_reason"),
        Address("health", "sdq_score"),
    )


@quality_test(
    "High SDQ answered by a target",
    SHARE,
    "Say what is done about the SDQ score, and tick it on the target that answers it.",
    RUBRICS,
)
def sdq_addressed(view: View, _: Issues) -> Seen:
    """With an SDQ at the authority's figure or above: whether something is done and a target answers it; else met."""
    score = view.number("health", "sdq_score")
    if score is None or score < view.authority.sdq_at_least:
        return Seen(100, Address("health", "sdq_score"))
    target = next((Address("targets", "linked_to", (row,)) for row in written(view)), Address("targets", "linked_to"))
    checks = [*answered(view, "health", "sdq_action"), (target, links(view, "sdq"))]
    return share(checks, target)


@quality_test("Wellbeing told", SHARE, "Say how the child's emotional health is and what helps.", ST_HELENS)
def wellbeing_told(view: View, _: Issues) -> Seen:
    """Whether emotional health, and what helps, are told."""
    return share(answered(view, "health", "wellbeing"), Address("health", "wellbeing"))


def _moving(view: View) -> bool:
    return any(view.within(one.scope) for one in view.authority.transitions)


@quality_test("The next move planned", SHARE, "Plan the move: its steps and what will help.", LANCASHIRE)
def transition_planned(view: View, _: Issues) -> Seen:
    """Where a move is near: the share of its steps done, arranged or not needed, and the plan for it; else met."""
    if not _moving(view) and not view.asks("transition", "plan"):
        return Seen(100, Address("transition", "plan"))
    checks = [
        (Address("transition", "step_state", (row,)), view.text("transition", "step_state", row) in _STEP_SETTLED)
        for row in view.rows("transition", "steps")
    ]
    checks += answered(view, "transition", "plan", "pass_on")
    return share(checks, Address("transition", "plan"), 0)


@quality_test("The next place invited", SHARE, "Ask the receiving school or provider to the meeting.", LANCASHIRE)
def receiving_invited(view: View, _: Issues) -> Seen:
    """In the authority's transition years and terms: whether the next place was asked to the meeting; else met."""
    if not _moving(view):
        return Seen(100, Address("meeting", "invited"))
    row = "receiving_school"
    asked = view.text("meeting", "invited", row) == "yes" or view.text("meeting", "attended", row) in (
        "yes",
        "part",
        "report",
    )
    step = view.text("transition", "step_state", "receiving_invited") in ("done", "arranged")
    return yes(asked or step, Address("meeting", "invited", (row,)))


@quality_test(
    "Needed answers of the whole plan",
    SHARE,
    "Answer what is still missing.",
    "dossier c4, Central Bedfordshire (all significant sections)",
)
def mandatory_answered(view: View, issues: Issues) -> Seen:
    """The share of the needed answers of the whole plan that are there."""
    return _needed(view, issues, lambda tab, owner: True)


def _section(tab: str, words: str) -> QualityTest:
    def see(view: View, issues: Issues) -> Seen:
        """The share of the tab's needed answers that are there; 100 where the tab is not shown."""
        return _needed(view, issues, lambda one, _: one == tab)

    title = f"Needed answers: {words}"
    return quality_test(title, SHARE, "Answer what is still missing there.", ST_HELENS, f"section_{tab}")(see)


def _part_of(name: str, words: str, *roles: Role) -> QualityTest:
    def see(view: View, issues: Issues) -> Seen:
        """The share of the needed answers these people own that are there."""
        return _needed(view, issues, lambda _, owner: owner in roles)

    source = "dossier a1, who owns which section"
    return quality_test(f"Needed answers of the {words}", SHARE, f"Ask the {words} to answer.", source, name)(see)


def _needed(view: View, issues: Issues, counts: Callable[[str, Role], bool]) -> Seen:
    """The share of the needed answers that are there, of the tabs and owners that ``counts`` says yes to."""
    gaps = {issue.address for issue in issues if issue.code in _MISSING and counts(issue.address.tab, issue.owner)}
    form = view.record.form
    needed = 0
    for tab, name, _ in view.shown:
        question = form.field(tab, name)
        needed += question.required is Required.SIGN_OFF and counts(tab, question.owner)
    if not gaps:
        return Seen(100, _START)
    first = next(issue.address for issue in issues if issue.address in gaps)
    return Seen(100 * max(needed - len(gaps), 0) // max(needed, 1), first)


@quality_test(
    "What the law asks for", SHARE, "Answer what the law asks for.", "Care Planning Regulations 2010, Schedule 1"
)
def statutory_met(view: View, _: Issues) -> Seen:
    """The share of the points of the law that the plan says something about."""
    points = (one for one in checklist(view) if one.asked)
    return share(((one.missing[0] if one.missing else _START, one.met) for one in points), _START)


@quality_test(
    "Nothing in the way of signing",
    SHARE,
    "Mend what stands in the way of signing.",
    "dossier c3, Gateshead (red is mended before sign-off)",
)
def nothing_open(view: View, issues: Issues) -> Seen:
    """Whether nothing stands in the way of signing."""
    first = next((issue.address for issue in issues if issue.level is Level.MUST), None)
    return yes(first is None, first or _START)


_BY_PART = (
    _part_of("social_worker_part", "social worker", Role.SOCIAL_WORKER),
    _part_of("school_part", "designated teacher", Role.DESIGNATED_TEACHER),
    *(
        _section(tab, words)
        for tab, words in (
            ("meeting", "meeting"),
            ("child", "child"),
            ("care", "care"),
            ("contacts", "contacts"),
            ("health", "health and SDQ"),
            ("school", "school or setting"),
            ("attendance", "attendance and behaviour"),
            ("sen", "SEN and EHC plan"),
            ("attainment", "attainment"),
            ("strengths", "strengths and future"),
            ("transition", "moving on"),
            ("voice", "child's voice"),
            ("views", "adults' views"),
            ("review", "last targets"),
            ("targets", "new targets"),
            ("funding", "funding"),
            ("notes", "notes and actions"),
        )
    ),
)


TESTS: tuple[QualityTest, ...] = (
    attainment_current,
    attainment_compared,
    attainment_targets,
    attainment_this_term,
    progress_told,
    attendance_figures,
    attendance_plan,
    suspension_plan,
    behaviour_told,
    sen_recorded,
    sdq_recorded,
    sdq_addressed,
    wellbeing_told,
    transition_planned,
    receiving_invited,
    mandatory_answered,
    statutory_met,
    nothing_open,
    *_BY_PART,
)
