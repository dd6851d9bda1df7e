"""``pepdesk smart`` as people and tools call it: lines in, JSON lines out, plain words for what cannot be read."""

from __future__ import annotations

import argparse
import io
import json
from typing import Any

import pytest

from pepdesk.cli import smart

KEYS = ["specific", "measurable", "time_bound", "achievable", "relevant", "within_term", "findings"]


def _run(monkeypatch: pytest.MonkeyPatch, given: bytes) -> int:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(given), encoding="ascii"))
    parser = argparse.ArgumentParser()
    smart.add_parser(parser.add_subparsers())
    args = parser.parse_args(["smart"])
    return int(args.run(args))


def _rows(capsys: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_plain_and_json_lines_give_one_answer_each_in_order(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    given = (
        "Get better\n\n \r\n"
        '{"text": "Zo\u00eb will swim 25 m by 2 March", "set_on": "2026-01-05"}\n'
        '{"text": "Zo\u00eb will swim 25 m by 2 March", "set_on": "2026-03-05"}\n'
    )
    assert _run(monkeypatch, given.encode()) == 0
    vague, soon, late = _rows(capsys)
    assert list(vague) == KEYS
    assert (vague["specific"], vague["measurable"], vague["time_bound"]) == (False, False, False)
    assert (vague["within_term"], soon["within_term"], late["within_term"]) == (None, True, False)
    assert vague["achievable"] is vague["relevant"] is None
    assert {tuple(finding) for finding in vague["findings"]} == {("criterion", "level", "message", "hint", "span")}


@pytest.mark.parametrize(
    "bad",
    [b'{"text": "x"', b'{"words": "x"}', b'{"text": 7}', b'{"text": "x", "set_on": "May"}', b'{"a":' * 50_000, b"{}"],
)
def test_a_line_that_cannot_be_read_is_named_and_the_others_are_judged(
    bad: bytes, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _run(monkeypatch, b"Swim 25 metres\n" + bad + b"\nSwim 50 metres\n") == 3
    caught = capsys.readouterr()
    assert len(caught.out.splitlines()) == 2
    assert caught.err.startswith("Line 2 was not judged")
    assert "Traceback" not in caught.err


def test_bytes_that_are_not_text_and_braces_that_are_not_json_are_only_weak_targets(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _run(monkeypatch, b"\xff\xfe\x00\n[1, 2]\n{Name} will be happier\n" + b"a" * 100_000) == 0
    assert [row["measurable"] for row in _rows(capsys)] == [False] * 4
