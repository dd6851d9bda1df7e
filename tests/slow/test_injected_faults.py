"""Every call to the system that a saving program makes in its folder is refused once, in each way a disk refuses."""

from __future__ import annotations

import random
import shutil
from collections import Counter
from pathlib import Path

import pytest

from pepdesk.storage.checkup import check
from pepdesk.storage.drafts import Drafts
from pepdesk.storage.unlocking import unlock
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
    aside = moved_aside(folder)
    kept = bodies(folder)
    acknowledged = {f"before {BEFORE - 1} ", *(f"word {number} " for _, _, number in told)}
    drafts = Drafts(open_vault(folder))
    newest = {draft_id: drafts.open_newest(draft_id) for draft_id in drafts.ids()}  # every draft opens
    last = told[-1][0] if told else DRAFT
    all_aside = last not in newest and bool(aside)  # a drive that fails every read takes the whole draft aside
    return Counter(
        {
            "saves": len(told),
            "not saved, said": len(refused),
            "sound, set aside": len(aside),
            "whole draft set aside": int(all_aside),
            "lost": len(acknowledged - kept - aside) + (last not in newest and not all_aside),
            "damaged": len(check(open_vault(folder)).faults) + sum(len(one.set_aside) for one in newest.values()),
        }
    )


def bodies(folder: Path) -> set[str]:
    """The first two words of every save in a vault; raises when one does not open."""
    drafts = Drafts(open_vault(folder))
    found = [(one, generation) for one in drafts.ids() for generation in drafts.files.numbers(one)]
    return {_words(drafts.open_generation(one, generation).body) for one, generation in found}


def moved_aside(folder: Path) -> set[str]:
    """What stands in the quarantine and is sound all the same: a read that failed once looks like a bad sector."""
    beside, found = folder.with_name("aside"), set[str]()
    for file in (folder / "quarantine").glob("*.pdd.*"):
        shutil.rmtree(beside, ignore_errors=True)
        beside.mkdir()
        shutil.copy(file, beside / file.stem)
        found |= bodies(beside)
    return found


def _words(body: bytes) -> str:
    return " ".join(body.decode().split(" ")[:2]) + " "


def refuse_everywhere(folder: Path, *always: str, for_good: bool = False) -> Counter[str]:
    """The sum of ``what_is_left`` over every call and error; ``always`` is in force in every run."""
    sound, total = save_in(folder, *always), Counter[str]()
    what_is_left(folder, sound)
    for call in sound.calls:
        if any(injection.startswith(f"{call.name}:") for injection in always) or (for_good and call.name == "write"):
            continue  # with no write at all it could not say a word either
        for error in ERRORS[:2] if for_good else ERRORS[:4] if always else ERRORS:
            done = save_in(folder, *always, call.refused(error, for_good=for_good))
            assert any(one.name == call.name for one in done.refused), f"{call} was not reached"
            left = what_is_left(folder, done)
            assert left["lost"] == left["damaged"] == 0, (error, call, left, done.errors)
            assert for_good or left["not saved, said"] <= 1, "one refusal costs one save at most"
            assert not left["sound, set aside"], (error, call)
            total += left + Counter({"places": 1})
    return total


@pytest.mark.parametrize("for_good", [False, True], ids=["once", "from_then_on"])
@pytest.mark.parametrize("always", [(), (NO_LINKS,)], ids=["links", "without"])
def test_a_call_that_is_refused_loses_no_acknowledged_save(
    tmp_path: Path, always: tuple[str, ...], for_good: bool
) -> None:
    total = refuse_everywhere(tmp_path / "vault", *always, for_good=for_good)
    print(f"{'from then on' if for_good else 'once'}, {'without' if always else 'with'} links: {dict(total)}, 0 lost")
    assert total["places"] >= 30
    assert total["not saved, said"] >= 30


def test_a_call_that_is_refused_while_the_key_is_changed_loses_nothing(tmp_path: Path) -> None:
    filled, folder, counts = tmp_path / "filled", tmp_path / "vault", Counter[str]()
    picture = fill(filled)
    shutil.copytree(filled, folder)
    calls = injected.run(folder, "tests.storage.rotator", WORDS).calls
    chance = random.Random(20261122)
    for kind in sorted({call.name for call in calls}):
        of_kind = [call for call in calls if call.name == kind]
        for call in chance.sample(of_kind, min(8, len(of_kind))):
            error = chance.choice([one for one in ERRORS if one != "EIO" or kind != "openat"])
            shutil.rmtree(folder)
            shutil.copytree(filled, folder)
            done = injected.run(folder, "tests.storage.rotator", WORDS, [call.refused(error)])
            assert done.refused, f"{call} was not reached"
            assert done.status == 0 or "Problem: " in done.errors or "NotSaved: " in done.errors, done.errors
            insist_on_everything(unlock_either(folder, WORDS), picture)
            counts["finished all the same" if done.told[-1:] == ["finished"] else "stopped, said"] += 1
            again = injected.run(folder, "tests.storage.rotator", WORDS)
            assert again.told[-1] == "finished", again.errors
            insist_on_everything(unlock(folder, WORDS[1]), picture)
    print(f"change of key, one refusal each: {dict(counts)}, 0 lost")
    assert counts.total() >= 30
