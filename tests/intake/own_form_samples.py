"""Further councils' forms, invented, in styles that ``resources/own_forms`` does not have, with what each place is for."""

# ruff: noqa: E501 - tables of what a form asks

from __future__ import annotations

import importlib.util
import sys
from typing import Any

from pepdesk.intake.own_form_mapping import RowsOf
from pepdesk.paths import resources_dir


def _script() -> Any:
    path = resources_dir() / "own_forms" / "make_own_forms.py"
    spec = importlib.util.spec_from_file_location("make_own_forms", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["make_own_forms"] = module
    spec.loader.exec_module(module)
    return module


maker = _script()
Builder = maker.Builder


def fields() -> Any:
    """School age: form fields of older Word, bookmarks, merged cells, a table inside a table."""
    b = Builder("Times New Roman", "14532D")
    b.head("PEP for children looked after", "Borsetford Education Service")
    b.say("SECTION A – THE CHILD", bold=True)
    t = b.table(4)
    for one, two in (((("Forename", "Text1", ("child.first_name",)), ("Surname", "Text2", ("child.surname",)))),
                     ((("D.O.B.", "Text3", ("child.date_of_birth",)), ("Ethnicity", "Text4", ("child.ethnicity",)))),
                     ((("School", "Text5", ("school.name",)), ("Unique Pupil Number", "Text6", ("child.upn",))))):  # fmt: skip
        cells = t.add_row().cells
        for place, (label, name, answers) in enumerate((one, two)):
            b.label(cells[2 * place], label)
            b.legacy(cells[2 * place + 1].paragraphs[0], name)
            b.want(*answers)
    paragraph = b.say("Gender: ")
    b.legacy(paragraph, "Dropdown1", "list", ("Female", "Male"))
    b.want("child.gender", values=("female", "male"))
    paragraph = b.say("First PEP? ")
    b.legacy(paragraph, "Check1", "tick")
    paragraph.add_run(" Yes  ")
    b.legacy(paragraph, "Check2", "tick")
    paragraph.add_run(" No")
    b.want()
    for label, name, answer in (("Date of this meeting: ", "MeetingDate", "meeting.date"), ("Date of previous PEP meeting: ", "PrevPep", "meeting.previous_date"),
                                ("Independent Reviewing Officer: ", "IRO", "contacts.reviewing_officer")):  # fmt: skip
        b.bookmark(b.say(label), name)
        b.want(answer)
    b.say("SECTION B – WHO IS INVOLVED", bold=True)
    t = b.table(3)
    b.headings(t, "", "Name", "Telephone or email")
    for label, name, contact in (("Allocated social worker", "contacts.social_worker_name", "contacts.social_worker_phone"),
                                 ("Foster carer", "contacts.carer_name", "contacts.carer_contact"),
                                 ("Designated teacher", "school.designated_teacher", "school.designated_phone")):  # fmt: skip
        b.label(t.add_row().cells[0], label)
        b.want(name)
        b.want(contact)
    b.say("SECTION C – EDUCATION", bold=True)
    t = b.table(2)
    merged = t.add_row().cells
    b.label(merged[0].merge(merged[1]), "Attendance and exclusions")
    for label, answer in (
        ("Current attendance %", "attendance.percent"),
        ("Reasons for any absence", "attendance.causes"),
    ):
        b.label(t.add_row().cells[0], label)
        b.want(answer)
    tall = t.add_row().cells
    b.label(tall[0], "SEN status")
    b.want("sen.status")
    b.label(t.add_row().cells[0], "What extra support is in place for SEN?")
    b.want("sen.provision")
    inner = t.add_row().cells
    b.label(inner[0], "Interests and clubs")
    nested = inner[1].add_table(0, 2)
    maker.borders(nested)
    for label, answer in (("Hobbies", "strengths.interests"), ("Clubs attended", "strengths.clubs")):
        b.label(nested.add_row().cells[0], label)
        b.want(answer)
    inner[1].add_paragraph()
    b.say("SECTION D – EDUCATION HISTORY", bold=True)
    t = b.table(4)
    b.headings(t, "Institution", "Start date", "End date", "Why did the placement end?")
    b.blanks(t, 2)
    b.want(
        rows=(
            RowsOf(
                "school.history",
                ("school.history_provider", "school.history_from", "school.history_to", "school.history_reason"),
            ),
        )
    )
    b.say("SECTION E – SMART TARGETS", bold=True)
    for number in (1, 2):
        t = b.table(2)
        row = t.add_row().cells
        b.label(row[0].merge(row[1]), f"Target {number}")
        for label, answer in (("Area", "area"), ("Reason for target", "need"), ("SMART target", "outcome"), ("How will progress be measured?", "measure"),
                              ("Deadline", "due"), ("Actions and who does them", "")):  # fmt: skip
            b.label(t.add_row().cells[0], label)
            b.want(f"targets.{answer}@new{number}" if answer else f"targets.strategy_what@new{number}/*")
        b.say("")
    b.say("SECTION F – ACTIONS", bold=True)
    t = b.table(4)
    b.headings(t, "No.", "Action agreed", "By whom", "By when")
    for number in (1, 2, 3):
        t.add_row().cells[0].text = f"{number}."
    b.want(rows=(RowsOf("notes.action", ("", "notes.action_what", "notes.action_who", "notes.action_by")),))
    return b


def rooms() -> Any:
    """Primary years: boxes with the question and room below it, dots, empty paragraphs, boxes in a row of cells."""
    b = Builder("Comic Sans MS", "9D174D")
    b.head("My PEP", "Wealdshire Virtual School")
    b.heading("About me")
    t = b.table(2)
    for left, right in ((("My name", ("child.first_name", "child.surname")), ("I like to be called", ("child.preferred_name",))),
                        (("My birthday", ("child.date_of_birth",)), ("My year group", ("child.year_group",)))):  # fmt: skip
        cells = t.add_row().cells
        for cell, (label, answers) in zip(cells, (left, right), strict=True):
            b.label(cell, label)
            cell.add_paragraph()
            b.want(*answers)
    b.heading("My views")
    t = b.table(1)
    for label, answer in (("Things I enjoy doing", "voice.enjoy"), ("What is going well at school?", "voice.going_well"), ("What do I find difficult?", "voice.not_well"),
                          ("What would help me to learn?", "voice.what_helps"), ("What I would like to be when I grow up", "voice.future"),
                          ("Who can I talk to at school if I am worried?", "voice.trusted_adult")):  # fmt: skip
        cell = t.add_row().cells[0]
        b.label(cell, label)
        for _ in range(3):
            cell.add_paragraph()
        b.want(answer)
    t = b.table(4)
    cells = t.add_row().cells
    b.label(cells[0], "Would I like a copy of my PEP?")
    for cell, words in zip(cells[1:], ("Yes", "No", "Not sure"), strict=True):
        cell.paragraphs[0].add_run(f"☐ {words}")
    b.want("voice.wants_copy", values=("yes", "no", ""))
    b.heading("Meeting details")
    for label, answer in (("Date of meeting", "meeting.date"), ("Venue", "meeting.venue"), ("Chair", "meeting.chair")):
        b.say(f"{label}: ……………………………………")
        b.want(answer)
    t = b.table(4)
    b.headings(t, "Who", "Name", "Invited", "Attended")
    for role, row in (
        ("Social worker", "social_worker"),
        ("Designated teacher", "designated_teacher"),
        ("Carer", "carer"),
        ("SENCO", "senco"),
    ):
        cells = t.add_row().cells
        b.label(cells[0], role)
        b.want(f"meeting.name@{row}")
        for cell, name in ((cells[2], "invited"), (cells[3], "attended")):
            cell.paragraphs[0].add_run("☐")
            b.want(f"meeting.{name}@{row}", values=("yes",))
    b.heading("Health and wellbeing")
    for label, answer in (
        ("What are the child's health needs?", "health.health_needs"),
        ("How is the child's emotional wellbeing?", "health.wellbeing"),
    ):
        b.say(label)
        b.say("")
        b.say("")
        b.want(answer)
    b.say("SDQ total score: ______  Date completed: ____________")
    b.want("health.sdq_score")
    b.want("health.sdq_date")
    b.heading("Progress in school")
    t = b.table(3)
    b.headings(t, "Area", "Current level", "End of year target")
    for words, row in (("English", "english"), ("Mathematics", "maths")):
        b.label(t.add_row().cells[0], words)
        b.want(f"attainment.current@{row}")
        b.want(f"attainment.target_grade@{row}")
    t = b.table(1)
    for label, answer in (("School's comment on progress", "attainment.progress_summary"), ("Recent achievements", "strengths.achievements"),
                          ("Carer's view of how school is going", "views.carer_well"), ("How does the carer support learning at home?", "views.carer_learning")):  # fmt: skip
        cell = t.add_row().cells[0]
        b.label(cell, label)
        cell.add_paragraph("[insert text]")
        b.want(answer)
    b.heading("Pupil Premium Plus")
    b.say("Amount requested this term: £__________   Amount spent last term: £__________")
    b.want("funding.total_requested")
    b.want("funding.spent")
    b.say("How will the funding be additional to normal provision? ____________________________")
    b.say("_" * 60)
    b.want("funding.additional")
    b.say("Next PEP: ____ / ____ / ________")
    b.want("meeting.next_date")
    return b


def sixteen() -> Any:
    """After 16: a plain two-column form under headings, lists as controls, one row of answers under headings."""
    b = Builder("Georgia", "1E3A8A")
    b.head("Post 16 PEP", "Royal Borough of Hexley")
    b.heading("Student")
    t = b.table(4)
    b.headings(t, "Student name", "DOB", "NCY", "ULN")
    t.add_row()
    b.want(
        rows=(
            RowsOf(
                "", ("child.first_name + child.surname", "child.date_of_birth", "child.year_group", "situation.uln")
            ),
        )
    )
    t = b.table(2)
    b.pairs(t, ("College/training provider", ("school.name",)), ("Designated person at the provider", ("school.designated_teacher",)),
            ("Current address", ("care.address",)), ("Personal adviser name", ("pathway.adviser",)), ("Who to contact day to day", ("contacts.day_to_day",)),
            ("Employer (if working)", ("work.employer",)))  # fmt: skip
    paragraph = b.say("Care leaver status: ")
    b.control(paragraph, "", "", "text")
    b.want("pathway.care_leaver_status")
    b.heading("Attendance and engagement")
    t = b.table(2)
    b.pairs(
        t,
        ("Attendance to date", ("attendance.percent",)),
        ("Concerns about engagement or behaviour", ("attendance.behaviour",)),
    )
    t = b.table(2)
    b.headings(t, "Factor affecting progress", "Details with dates")
    b.blanks(t, 3)
    b.want(rows=(RowsOf("attendance.factor", ("attendance.factor_kind", "attendance.factor_detail")),))
    b.heading("Courses")
    t = b.table(4)
    b.headings(t, "Course", "Level", "Working at", "Target grade")
    b.blanks(t, 3)
    b.want(
        rows=(
            RowsOf(
                "attainment.course",
                ("attainment.course_name", "attainment.course_level", "attainment.current", "attainment.target_grade"),
            ),
        )
    )
    b.heading("Money and practical help")
    t = b.table(2)
    b.pairs(
        t,
        ("Is a bursary paid?", ("support.bursary",)),
        ("How does the student travel?", ("support.travel_how",)),
        ("Equipment still needed", ("support.equipment_missing",)),
    )
    b.heading("Student's voice")
    t = b.table(1)
    for label, answer in (
        ("Is this the right course for you?", "voice.course"),
        ("Where do you want to be in two years?", "voice.future"),
        ("How is home?", "voice.home"),
    ):
        b.label(t.add_row().cells[0], label)
        t.add_row()
        b.want(answer)
    b.heading("Careers")
    t = b.table(2)
    b.pairs(t, ("Career aspirations", ("strengths.aspiration",)), ("Careers guidance received", ("strengths.careers",)), ("Work experience", ("strengths.work_experience",)),
            ("Plan after this course", ("transition.kind",)), ("Back-up plan", ("transition.backup",)))  # fmt: skip
    b.heading("Objectives")
    t = b.table(5)
    b.headings(t, "Objective", "Planned action", "Person responsible", "Timescale", "Success criteria")
    b.blanks(t, 3)
    b.want(
        rows=(
            RowsOf(
                "targets.target",
                ("targets.outcome", "targets.strategy_what", "targets.lead", "targets.due", "targets.measure"),
            ),
        )
    )
    return b


OTHERS = {"fields": (fields, "year_r_11"), "rooms": (rooms, "year_r_11"), "sixteen": (sixteen, "post_16")}
"""Name → how it is built, and the form of ours it is for."""


def small_ones() -> Any:
    """Early years, written last and measured once: see the figures in ``test_own_form_propose``."""
    b = Builder("Tahoma", "7C2D12")
    b.head("Early Years PEP", "Marlfordshire Council")
    b.heading("1 The child")
    t = b.table(2)
    b.pairs(t, ("Child's full name", ("child.first_name", "child.surname")), ("Date of birth", ("child.date_of_birth",)), ("Ethnicity", ("child.ethnicity",)),
            ("Language spoken at home", ("child.first_language",)), ("Religion", ("child.religion",)), ("Legal status", ("care.legal_status",)),
            ("Date child became looked after", ("care.date_into_care",)), ("Type of placement", ("care.placement_type",)),
            ("Brief summary of the care plan", ("care.plan_summary",)))  # fmt: skip
    b.heading("2 The setting")
    t = b.table(4)
    b.pairs(t, ("Name of nursery", ("school.name",)), ("Ofsted grade", ("school.ofsted",)), ("Key person", ("school.key_adult",)), ("Designated lead", ("school.designated_teacher",)),
            ("Start date", ("school.on_roll",)), ("Hours attended each week", ("early_funding.hours",)), ("Days attended", ("early_funding.sessions",)), ("Attendance (%)", ("attendance.percent",)))  # fmt: skip
    b.heading("3 Health")
    for label, answer in (
        ("Health needs, allergies and medication", "health.health_needs"),
        ("Outcome of the two-year review by the health visitor", "health.early_review_result"),
    ):
        b.say(f"{label}:")
        b.say("." * 80)
        b.want(answer)
    b.heading("4 Learning")
    t = b.table(3)
    b.headings(t, "Area of learning", "What we have seen", "Next steps")
    for words, row in (
        ("Communication and language", "communication_language"),
        ("Physical development", "physical_development"),
        ("Literacy", "literacy"),
        ("Mathematics", "early_maths"),
    ):
        b.label(t.add_row().cells[0], words)
        b.want(f"attainment.current@{row}")
        b.want(f"attainment.next_step@{row}")
    t = b.table(1)
    for label, answer in (
        ("How does the child learn best?", "attainment.learns_best"),
        ("Concerns about the child's development", "attainment.concern_plan"),
    ):
        cell = t.add_row().cells[0]
        b.label(cell, label)
        cell.add_paragraph()
        cell.add_paragraph()
        b.want(answer)
    b.heading("5 Child's voice")
    for label, answer in (
        ("I am happy when", "voice.going_well"),
        ("I am sad when", "voice.not_well"),
        ("I like to play with", "voice.enjoy"),
        ("My friends are", "voice.friends"),
    ):
        b.say(f"{label} __________________________________________")
        b.want(answer)
    b.heading("6 EYPP")
    t = b.table(2)
    b.pairs(
        t,
        ("Amount received", ("early_funding.eypp_received",)),
        ("What was it spent on?", ("early_funding.eypp_use",)),
        ("Impact on the child", ("early_funding.eypp_impact",)),
    )
    b.heading("7 Targets")
    t = b.table(5)
    b.headings(t, "Area", "Target", "How will we do it?", "Who", "Review date")
    b.blanks(t, 3)
    b.want(
        rows=(
            RowsOf(
                "targets.target",
                ("targets.area", "targets.outcome", "targets.strategy_what", "targets.lead", "targets.due"),
            ),
        )
    )
    b.heading("8 Views of others and next meeting")
    t = b.table(2)
    b.pairs(
        t,
        ("Carer", ("views.carer_well",)),
        ("Social worker", ("views.social_worker_view",)),
        ("Parent", ("views.parent_view",)),
        ("Next PEP meeting", ("meeting.next_date",)),
    )
    return b


OTHERS["small_ones"] = (small_ones, "early_years")
