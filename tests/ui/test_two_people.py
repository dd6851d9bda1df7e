"""Two people, one plan, no network: each a process of its own with a window and a vault, driven through the windows."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

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
        self._process.stdin.close()
        self._process.wait(20)
        self._log.close()


@pytest.fixture
def desks(tmp_path: Path) -> Iterator[tuple[Person, Person, Person]]:
    """A teacher, a social worker and a virtual school, each with a card, all compared with each other."""
    people = tuple(Person(tmp_path, name) for name in ("dana", "sam", "vera"))
    try:
        for one in people:
            assert one.answer() == "ready"
        who = (("Dana Teacher", "Designated teacher", "Oak School"), ("Sam Worker", "Social worker", "Council"),
               ("Vera Adviser", "Virtual school", "Council"))  # fmt: skip
        cards = [one.make_card(*words) for one, words in zip(people, who, strict=True)]
        for one in people:
            for other, card in zip(people, cards, strict=True):
                if other is not one:
                    one.add_card(card["text"], card["digits"])
        yield people
    finally:
        for one in people:
            one.leave()


SCHOOL, CARE, CLUBS, NEXT = "school.arrangements", "care.life_story", "strengths.clubs", "strengths.interests_next"


@pytest.mark.timeout(300)
def test_two_people_write_off_line_exchange_twice_and_sign_and_a_third_returns_it_once(
    desks: tuple[Person, Person, Person], tmp_path: Path
) -> None:
    dana, sam, vera = desks
    post = tmp_path / "post"
    post.mkdir()

    def file(name: str) -> str:
        return str(post / f"{name}.pepx")

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

    # Dana signs the exported file, Sam adds his signature to it.
    (signed,) = dana.export_signed(str(tmp_path / "dana" / "out"))
    dana.hand_over(file("4"), ["Sam Worker"], [signed])
    got = sam.receive(file("4"), str(tmp_path / "sam"))
    assert sam.everything()[3] == ["designated_teacher"]
    sam.sign_file(str(tmp_path / "sam" / Path(signed).name))
    assert sam.everything()[3] == ["designated_teacher", "social_worker"]
    assert not sam.write(CARE, "Changed after signing")
    sam.hand_over(file("5"), ["Dana Teacher", "Vera Adviser"], [str(tmp_path / "sam" / Path(signed).name)])
    dana.receive(file("5"))
    assert dana.everything() == sam.everything()

    # The virtual school has never seen it; it reads, and returns it for amendment.
    vera.receive(file("5"))
    assert vera.everything()[0] == sam.everything()[0]
    vera.send_back("Please be more exact.", "School", "Which mornings?", file("6"), ["Dana", "Sam"])
    for one in (dana, sam):
        one.receive(file("6"))
        assert any("The virtual school has returned the plan" in words for words in one.overview())
    assert any("Which mornings?" in words for words in dana.section("school"))
    assert dana.home() == ["Signed by 2: returned for amendment"]
