"""Sign-off: whose turn it is, and what each waits for, by name and question (seed 003 hid a button instead)."""

from __future__ import annotations

from pepdesk.authority.model import Authority
from pepdesk.form.model import Role
from pepdesk.rules import sign_off
from pepdesk.rules.assess import assess
from pepdesk.rules.sign_off import Blocker
from pepdesk.rules.view import View
from tests.rules.views import TODAY, Changes, codes, sample, seen, told, view_of

DT, SW, VS = Role.DESIGNATED_TEACHER, Role.SOCIAL_WORKER, Role.VIRTUAL_SCHOOL
UNSIGNED: Changes = {"sign_off.date@designated_teacher": None, "sign_off.date@social_worker": None}


def waiting(view: View, role: Role) -> tuple[Blocker, ...]:
    return sign_off.blockers(view, assess(view.record, TODAY, coach=False).issues, role)


def test_a_finished_plan_waits_only_for_the_next_signature() -> None:
    view = seen(UNSIGNED)
    assert sign_off.next_to_sign(view) is DT
    assert waiting(view, DT) == ()
    (blocker,) = waiting(view, SW)
    assert (blocker.waiting_for, blocker.questions) == (DT, ())
    assert blocker.says == "The social worker can sign after the designated teacher, who has not signed yet."
    assert [one.waiting_for for one in waiting(view, VS)] == [DT, SW]


def test_who_signed_is_done_and_the_next_is_named() -> None:
    view = view_of(sample())
    assert sign_off.next_to_sign(view) is VS
    assert waiting(view, SW) == () == waiting(view, VS)
    assert waiting(view, Role.CARER) == ()  # no turn in the order
    assert sign_off.next_to_sign(seen({"sign_off.date@virtual_school": "2026-11-22"})) is None


def test_the_social_worker_is_told_which_questions_the_school_still_owes() -> None:
    open_questions: Changes = {**UNSIGNED, "attendance.percent": None, "targets.baseline@r2": None}
    first = waiting(seen(open_questions), SW)[0]
    assert first.waiting_for is DT
    assert [str(place) for place in first.questions] == ["attendance.percent", "targets.baseline@r2"]
    assert first.says == (
        "The social worker can sign when the school has answered two questions: "
        '"Attendance" and "Target 2: Starting point".'
    )
    assert waiting(seen(open_questions), DT)[0].says.startswith(
        "The designated teacher can sign when they have answered"
    )


def test_a_teacher_does_not_wait_for_the_social_workers_questions() -> None:
    view = seen({**UNSIGNED, "care.legal_status": None})
    assert waiting(view, DT) == ()
    assert waiting(view, SW)[0].questions[0].tab == "care"


def test_everybody_waits_for_the_child_and_for_what_both_owe() -> None:
    view = seen({**UNSIGNED, "voice.going_well": None, "meeting.format": None})
    assert [one.waiting_for for one in waiting(view, DT)] == [Role.BOTH, Role.CHILD]
    assert "the school and the social worker have answered one question" in waiting(view, DT)[0].says


def test_many_questions_are_counted_and_something_wrong_is_to_be_put_right() -> None:
    gone: Changes = {f"attainment.current@{row}": None for row in ("english", "maths", "science")}
    gone |= {"attainment.progress": None, "attainment.data_date": None, "attendance.percent": "lots"}
    (blocker,) = waiting(seen({**UNSIGNED, **gone}), DT)
    assert len(blocker.questions) == 6
    assert "answered or put right six questions" in blocker.says
    assert blocker.says.endswith("and 2 more.")


def test_the_authoritys_order_decides() -> None:
    turned = Authority(id="n", name="N", sign_off_order=(SW, DT, VS))
    view = seen(UNSIGNED, turned)
    assert sign_off.next_to_sign(view) is SW
    assert waiting(view, SW) == ()
    assert told(sign_off.issues, seen({"sign_off.date@social_worker": None}, turned)) == {
        ("sign_off.date@designated_teacher", "signed_early")
    }


def test_signatures_out_of_order_are_told_and_nothing_more() -> None:
    assert codes(sign_off.issues, view_of(sample())) == []
    early: Changes = {"sign_off.date@designated_teacher": None}
    assert told(sign_off.issues, seen(early)) == {("sign_off.date@social_worker", "signed_early")}
    dates: Changes = {"sign_off.date@social_worker": "2026-11-18"}
    assert told(sign_off.issues, seen(dates)) == {("sign_off.date@social_worker", "signed_order")}
    before: Changes = {"sign_off.date@carer": "2026-11-11"}
    assert told(sign_off.issues, seen(before)) == {("sign_off.date@carer", "signed_before_meeting")}


def test_disagreement_says_why_and_a_date_has_a_name() -> None:
    assert codes(sign_off.issues, seen({"sign_off.statement@carer": "disagree"})) == ["note_missing"]
    why: Changes = {"sign_off.statement@carer": "disagree", "sign_off.remark@carer": "Wants tuition at home."}
    assert codes(sign_off.issues, seen(why)) == ["disagrees"]
    assert codes(sign_off.issues, seen({"sign_off.remark@child": None})) == ["note_missing"]
    assert codes(sign_off.issues, seen({"sign_off.name@carer": None})) == ["unnamed"]
