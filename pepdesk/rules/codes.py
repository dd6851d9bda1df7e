"""Every code an issue may carry, and what it means: stable names for tests and settings, module by module.

What the coach says of texts has codes that begin as in ``COACH`` (``targets``, ``achievable``, ``relevant``).
"""

from __future__ import annotations

from pepdesk.form.keys import CHECKS

COACH = ("smart_", "achievable_", "relevant_")
_DAYS = {
    "at_weekend": "on a Saturday or Sunday",
    "on_bank_holiday": "on a bank holiday",
    "in_holiday": "in a school holiday",
    "on_closed_day": "on a day when school is closed",
    "near_term_end": "in the last days of a term, where the authority wants none",
    "on_review_day": "on the day of the care review",
}
CODES: dict[str, str] = {
    # required
    "required": "A required question without an answer",
    "too_few": "Fewer lines or cards than the form asks for",
    "reason": "Not applicable, without a reason",
    "who": "Not known yet, without who will find out",
    "not_known": "A required answer that is not known yet",
    # shape
    "choice": "Not one of the choices",
    "date": "Not a date",
    "number": "Not a number or a sum",
    "range": "A number too low or too high",
    "long": "Longer than advised",
    **{check: f"Not the shape of its kind ({check})" for check in CHECKS},
    # timing
    **{f"meeting_{code}": f"The meeting is {what}" for code, what in _DAYS.items()},
    **{f"next_pep_{code}": f"The next PEP is {what}" for code, what in _DAYS.items()},
    "academic_year_unread": "The academic year is none",
    "academic_year_differs": "The academic year is not that of the meeting",
    "term_differs": "The term is not that of the meeting",
    "meeting_after_deadline": "The meeting is after the authority's last day",
    "previous_pep_not_before": "The last PEP is not before this one",
    "first_pep_late": "The first PEP is later than its clock",
    "next_pep_not_after": "The next PEP is not after this one",
    "next_pep_skips_term": "A term would pass without a PEP",
    "target_due_before_start": "A target is due before it starts",
    "target_due_before_meeting": "A target is due before the meeting that sets it",
    "target_due_after_next_pep": "A target is due after the next PEP",
    "target_due_too_late": "A target is due later than the authority's weeks",
    # ages
    "day_to_come": "A day of something that has happened is still to come",
    "care_before_birth": "The child came into care before being born",
    "year_group_age": "The year group is far from the usual one for the child's age",
    # statutory: what the law asks for
    "law_missing": "A table without lines or an optional question that holds what the law asks for",
    "law_filler": "An answer such as n/a where the law asks for content",
    # target_list
    "target_mix": "Too few targets, or none about something the authority asks for",
    "target_too_many": "More targets than the authority wants",
    "target_evidence": "No evidence named",
    "target_help": "A target without any help to be given",
    "lead_not_named": "The lead is a job and not a person",
    "measure_filler": "The measure says nothing",
    "help_incomplete": "Help without its when or where",
    "help_loose": "When or how often is said in words that mean neither",
    "help_not_named": "Help given by nobody in particular",
    "set_by_teacher": "The school's part was written by somebody who may not be a teacher",
    # review
    "unmet_finished": "A last target that was not met is called finished",
    "met_carried": "A last target that was met goes on as it was",
    "unmet_carried": "An unmet target is carried on where the authority wants it broken down",
    "evidence_filler": "The evidence says nothing",
    "impact_unexplained": "Money made little difference and nobody says why",
    "not_taken_up": "A last target goes on, but in no new target",
    "repeated": "A new target repeats a last one word for word",
    # money
    "total_differs": "The sum asked for is not the sum of the cost lines",
    "over_term_cap": "More is asked for than the usual most a term",
    "over_year_cap": "More is asked for than the usual most a year",
    "over_item_cap": "One item costs more than its cap",
    "spent_differs": "Last term's spending differs from what the last targets cost",
    "overspent": "More was spent than received",
    "tuition_unsaid": "A cost line is for tuition, but the tab says none",
    "tuition_paid_twice": "The virtual school keeps the money for tuition that is also asked for",
    "tuition_not_offered": "The authority is not known to keep money and arrange tuition",
    # spending
    "spend_refused": "The authority does not pay for this from PP+",
    "spend_limited": "PP+ pays for this within limits",
    # wellbeing
    "sdq_no_target": "A high SDQ score is answered by an action, but by no target",
    "sdq_no_action": "The action after a high SDQ score is none",
    "sdq_unanswered": "A high SDQ score is answered by nothing",
    "sdq_age": "An SDQ outside the ages it is meant for",
    "sdq_reason_age": "No SDQ because of an age at which there should be one",
    "sdq_old": "An SDQ more than a year old",
    # sen
    "ehcp_review_passed": "The date of the next annual review has passed",
    "ehcp_review_late": "More than a year between annual reviews",
    "ehcp_review_order": "The next annual review is not after the last",
    "ehcp_not_together": "The annual review could be held together with a PEP",
    "ehcp_no_target": "No target answers the EHC plan",
    "ehcp_document": "The EHC plan is not among the documents",
    # transition
    "next_place_not_invited": "Nobody from the next place is invited",
    "move_not_planned": "A move is due by the authority's rules, and its tab is not on show",
    "move_steps_late": "Summer term, and steps of the move are still to do",
    # voices
    "voice_missing": "Somebody the authority wants heard says nothing",
    "voice_short": "Somebody says very little",
    "voice_not_own": "The child's page reads as an adult's",
    "voice_not_in_targets": "No target answers something the child said",
    "child_not_asked": "The child was not asked to the meeting",
    "child_wished": "The child wanted to be there and was not",
    "absent": "Somebody needed was not at the meeting and sent no report",
    # attendance
    "attendance_differs": "The percentage is not what the sessions come to",
    "attendance_sessions": "More sessions attended than possible",
    "suspension_not_told": "Virtual school and social worker were not told of a suspension",
    "suspension_days": "More days of suspension than the law allows in a year",
    # copies
    "copy_unsafe": "A copy that shows the school or more for somebody who must be kept away",
    "copy_too_full": "The full copy for somebody it is not meant for",
    # sign_off
    "unnamed": "A signature date without a name",
    "signed_before_meeting": "Signed before the meeting",
    "signed_early": "Signed before somebody whose turn is earlier",
    "signed_order": "Signed on an earlier day than somebody whose turn is earlier",
    "note_missing": "Disagreement or a note without its words",
    "disagrees": "Somebody does not agree with the plan",
}

UNFINISHED = frozenset(
    {
        "required",
        "too_few",
        "law_missing",
        "target_help",
        "target_evidence",
        "help_incomplete",
        "voice_missing",
        "sdq_unanswered",
    }
)
"""Codes that only say something is not there yet, as opposed to something that is wrong: for showing them quietly."""
