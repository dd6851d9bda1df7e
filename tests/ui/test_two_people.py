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
