"""Every call to the system that a saving program makes in its folder is refused once, in each way a disk refuses."""

from __future__ import annotations

import shutil
from collections import Counter
from pathlib import Path

import pytest

from pepdesk.storage.checkup import check
from pepdesk.storage.drafts import Drafts
from tests.storage import injected
from tests.storage.injected import Run
from tests.storage.open_vaults import DRAFT, open_vault
from tests.storage.test_rotation_killed import WORDS, fill, insist_on_everything, unlock_either

pytestmark = [pytest.mark.slow, pytest.mark.timeout(900), pytest.mark.checker("strace")]

ERRORS = ("ENOSPC", "EIO", "EACCES", "EINTR", "EROFS", "ESTALE")
BEFORE, SAVES = 6, 4  # the second of the four is save 8, after which old ones are thinned out
NO_LINKS = "link:error=EPERM:when=1+"


def saved_before(folder: Path) -> None:
    drafts, last = Drafts(open_vault(folder)), None
    for number in range(BEFORE):
        last = drafts.save(DRAFT, f"before {number} ".encode(), b"summary", last)


def save_in(folder: Path, *injections: str) -> Run:
    """Four saves after the six; ``folder`` is made anew."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    saved_before(folder)
    return injected.run(folder, "tests.storage.saver", (DRAFT, "word", str(SAVES)), injections)


def what_is_left(folder: Path, done: Run) -> Counter[str]:
    """Compare what opens now with what the program was told to be saved and what it said was not."""
    assert done.status == 0, done.errors
    assert done.told[0] == "ready"
    refused = {int(line.split()[0]) for line in done.errors.splitlines() if "Not saved: " in line}
    told = [line.split() for line in done.told[1:]]
    assert {int(number) for _, _, number in told} | refused == set(range(1, SAVES + 1)), "each save is told one way"
    assert len(refused) == len(done.errors.splitlines()), done.errors
    counts = Counter({"saves": len(told), "not saved, said": len(refused)})
    newest = {DRAFT: (BEFORE, f"before {BEFORE - 1} ")} | {
        draft_id: (int(generation), f"word {number} ") for draft_id, generation, number in told
    }
    drafts = Drafts(open_vault(folder))
    for draft_id, (generation, text) in newest.items():
        opened = drafts.open_newest(draft_id)
        as_told = opened.generation.number == generation and opened.body.startswith(text.encode())
        ahead = opened.generation.number > generation and any(
            opened.body.startswith(f"word {number} ".encode()) for number in refused
        )
        counts["lost"] += not (as_told or ahead)
        counts["unreadable"] += len(opened.set_aside)
    counts["damaged"] += len(check(open_vault(folder)).faults)
    return counts


def refuse_everywhere(folder: Path, *always: str, for_good: bool = False) -> Counter[str]:
    """The sum of ``what_is_left`` over every call and error; ``always`` is in force in every run."""
    sound, total = save_in(folder, *always), Counter[str]()
    what_is_left(folder, sound)
    for call in sound.calls:
        if any(injection.startswith(f"{call.name}:") for injection in always):
            continue
        for error in ERRORS:
            done = save_in(folder, *always, call.refused(error, for_good=for_good))
            assert done.refused, f"{call} was not reached"
            left = what_is_left(folder, done)
            assert left["lost"] == left["unreadable"] == left["damaged"] == 0, (error, call, left, done.errors)
            if not for_good:
                assert done.told[-1].endswith(f" {SAVES}") or done.refused[0] in done.calls[-9:], (error, call)
            total += left + Counter({"places": 1})
    return total


@pytest.mark.parametrize("for_good", [False, True], ids=["once", "from then on"])
@pytest.mark.parametrize("always", [(), (NO_LINKS,)], ids=["links", "no links"])
def test_a_call_that_is_refused_loses_no_acknowledged_save(
    tmp_path: Path, always: tuple[str, ...], for_good: bool
) -> None:
    total = refuse_everywhere(tmp_path / "vault", *always, for_good=for_good)
    print(f"{'from then on' if for_good else 'once'}, {'without' if always else 'with'} links: {dict(total)}")
    assert total["places"] >= 30
    assert total["not saved, said"] >= 30
