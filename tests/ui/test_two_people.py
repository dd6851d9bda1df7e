"""Two people, one plan, no network: each a process of its own with a window and a vault, driven through the windows."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from pepdesk.intake.embedded_plan import read_plan_from_pdf
from pepdesk.record.codec import write_answers
from pepdesk.signing.verify import verify_file

ROOT = Path(__file__).parents[2]


class Person:
    """A process (``tests.ui.colleague``); its verbs are called like methods."""

    def __init__(self, folder: Path, name: str) -> None:
        self.folder, self.name = folder / name, name
        self.folder.mkdir()
        environment = {**os.environ, "PEPDESK_HOME": str(self.folder), "HOME": str(self.folder)}
        self._log = (folder / f"{name}.log").open("w")
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.ui.colleague", str(self.folder)],
            cwd=ROOT, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self._log, text=True,
        )  # fmt: skip

    def __getattr__(self, verb: str) -> Any:
        def call(*args: object, **named: object) -> Any:
            assert self._process.stdin is not None
            print(json.dumps([verb, args, named]), file=self._process.stdin, flush=True)
            return self.answer()

        return call

    def answer(self) -> Any:
        """The next answer; fails with what the process said if it has ended."""
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        assert line, Path(self._log.name).read_text("utf-8")
        return json.loads(line)

    def leave(self) -> None:
        """Have the process end."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.close()
        self._process.wait(20)
        self._process.stdout.close()
        self._log.close()


WHO = {
    "dana": ("Dana Teacher", "Designated teacher", "Oak School"),
    "sam": ("Sam Worker", "Social worker", "Council"),
    "vera": ("Vera Adviser", "Virtual school", "Council"),
}


@contextmanager
def desks(folder: Path, *names: str) -> Iterator[tuple[Person, ...]]:
    """People with a card each, all of which they have compared with each other."""
    people = tuple(Person(folder, name) for name in names)
    try:
        for one in people:
            assert one.answer() == "ready"
        cards = [one.make_card(*WHO[one.name]) for one in people]
        for one in people:
            for other, card in zip(people, cards, strict=True):
                if other is not one:
                    one.add_card(card["text"], card["digits"])
        yield people
    finally:
        for one in people:
            one.leave()


SCHOOL, CARE, CLUBS, NEXT = "school.arrangements", "care.life_story", "strengths.clubs", "strengths.interests_next"


class Post:
    """A folder that both can reach: a stick, or an e-mail's attachments."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder / "post"
        self._folder.mkdir()

    def __call__(self, name: str) -> str:
        return str(self._folder / f"{name}.pepx")


def exchange_twice(dana: Person, sam: Person, file: Post) -> None:
    """Both write off line in their own parts and in the same shared answer; after two exchanges both have the same."""
    # Dana begins, Sam gets a plan of his own from the package.
    dana.start()
    sent = dana.hand_over(file("1"), ["Sam Worker"], [])
    assert any("It opens only for Sam Worker, and for you" in words for words in sent["after"]), sent
    assert any("Hello Sam Worker" in words for words in sent["after"])
    got = sam.receive(file("1"))
    assert any("From Dana Teacher, Designated teacher, Oak School" in words for words in got["before"])
    assert any("✓ Verified" in words for words in got["before"])
    assert sam.read(CLUBS) == dana.read(CLUBS)

    # Both write off line, in their own parts and in the same shared answer.
    assert dana.write(SCHOOL, "Tutor time moves to mornings.")
    assert dana.write(CLUBS, "Chess, says the school")
    assert sam.write(CARE, "Begins in January, with the worker she knows.")
    assert sam.write(CLUBS, "Swimming, says the social worker")
    assert sam.write(NEXT, "A summer course")
    sam.hand_over(file("2"), ["Dana Teacher"], [])
    before = dana.everything()
    got = dana.receive(file("2"))
    assert any("One answer has two versions" in words for words in got["after"])
    assert (dana.read(CARE), dana.read(NEXT)) == ("Begins in January, with the worker she knows.", "A summer course")
    assert (dana.read(SCHOOL), dana.read(CLUBS)) == ("Tutor time moves to mornings.", "Chess, says the school")
    dana.undo()
    assert dana.everything() == before  # one step
    dana.redo()
    assert any("One answer has two versions" in words for words in dana.section("strengths"))
    words = dana.choose(theirs=True)
    assert any("Swimming, says the social worker" in one for one in words)
    assert dana.read(CLUBS) == "Swimming, says the social worker"

    # The second exchange: both have the same now, and say that they are ready.
    dana.hand_over(file("3"), ["Sam Worker"], [], ready=True)
    sam.receive(file("3"))
    assert sam.everything() == dana.everything()
    assert any("Said to be ready: The designated teacher" in words for words in sam.overview())


def test_two_people_write_off_line_and_have_the_same_after_two_exchanges(tmp_path: Path) -> None:
    with desks(tmp_path, "dana", "sam") as (dana, sam):
        exchange_twice(dana, sam, Post(tmp_path))
        assert {"sent", "merged"} <= set(dana.trail())


@pytest.mark.slow
@pytest.mark.timeout(400)
def test_two_people_exchange_and_sign_and_a_third_returns_it_once_for_amendment(tmp_path: Path) -> None:
    with desks(tmp_path, "dana", "sam", "vera") as (dana, sam, vera):
        file = Post(tmp_path)
        exchange_twice(dana, sam, file)
        sign_both(dana, sam, file, tmp_path)
        send_back(dana, sam, vera, file)
        amend_and_sign_anew(dana, sam, vera, file, tmp_path)


def sign_both(dana: Person, sam: Person, file: Post, folder: Path) -> None:
    """One exports and signs, the other adds a signature to the same file; the plan remembers both."""
    # Dana signs the exported file, Sam adds his signature to it.
    (signed,) = dana.export_signed(str(folder / "dana" / "out"))
    dana.hand_over(file("4"), ["Sam Worker"], [signed])
    sam.receive(file("4"), str(folder / "sam"))
    assert sam.everything()[3] == ["designated_teacher"]
    sam.sign_file(str(folder / "sam" / Path(signed).name))
    assert sam.everything()[3] == ["designated_teacher", "social_worker"]
    assert not sam.write(CARE, "Changed after signing")
    sam.hand_over(file("5"), ["Dana Teacher", "Vera Adviser"], [str(folder / "sam" / Path(signed).name)])
    dana.receive(file("5"))
    assert dana.everything() == sam.everything()


def send_back(dana: Person, sam: Person, vera: Person, file: Post) -> None:
    """The virtual school sees the plan for the first time, and returns it."""
    # The virtual school has never seen it; it reads, and returns it for amendment.
    vera.receive(file("5"))
    assert vera.everything()[0] == sam.everything()[0]
    vera.send_back("Please be more exact.", "School", "Which mornings?", file("6"), ["Dana", "Sam"])
    for one in (dana, sam):
        one.receive(file("6"))
        assert any("The virtual school has returned the plan" in words for words in one.overview())
    assert any("Which mornings?" in words for words in dana.section("school"))
    assert any("returned for amendment" in words for words in dana.home()), dana.home()
    dana.open_again()


def amend_and_sign_anew(dana: Person, sam: Person, vera: Person, file: Post, folder: Path) -> None:
    """The next version, which everybody signs anew; every answer is where it belongs."""
    # Dana amends: that is the next version, which everybody signs anew.
    dana.amend()
    assert dana.write(SCHOOL, "Tutor time moves to Tuesday and Thursday mornings.")
    (first, second) = dana.export_signed(str(folder / "dana" / "out"))
    dana.hand_over(file("7"), ["Sam Worker", "Vera Adviser"], [second])
    sam.receive(file("7"), str(folder / "sam"), amend=True)
    assert sam.read(SCHOOL) == "Tutor time moves to Tuesday and Thursday mornings."
    assert sam.everything()[2:] == [2, ["designated_teacher"]]
    assert any("version 1" in words and "does not count" in words for words in sam.overview())
    sam.sign_file(str(folder / "sam" / Path(second).name))
    sam.hand_over(file("8"), ["Dana Teacher", "Vera Adviser"], [str(folder / "sam" / Path(second).name)])
    dana.receive(file("8"), str(folder / "dana"))
    vera.receive(file("8"), amend=True)
    for one in (dana, sam, vera):
        assert one.everything()[2:] == [2, ["designated_teacher", "social_worker"]]
        assert one.everything()[:2] == dana.everything()[:2]
    assert dana.read(CARE) == "Begins in January, with the worker she knows."
    assert {"sent", "merged"} <= set(dana.trail())

    # What everybody holds in the end is a file with both signatures, and the plan in it is the one they have.
    (back,) = list((folder / "dana").glob("*.pdf"))
    verdict = verify_file(back.read_bytes())
    assert verdict.ok
    assert len(verdict.signers) == 2
    inside = read_plan_from_pdf(back.read_bytes())
    assert inside is not None
    assert write_answers(inside.answers) == dana.everything()[0]
    assert Path(first).is_file()
