"""Prints how well the SMART coach agrees with the labelled targets: accuracy, kappa, precision, recall per label.

The third of the targets whose hashed id divides by three is held out: print its figures, never read its errors.
Run: python tests/bench/smart_figures.py [--errors]   (errors of the development part only)
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[2]))

from pepdesk.smart import judge

CORPUS = Path(__file__).parents[3] / "shared" / "smart" / "dev.jsonl"
LABELS = ("specific", "measurable", "time_bound", "within_term")


def held_out(item: dict[str, Any]) -> bool:
    """Whether an item belongs to the third that is not looked at while rules are written."""
    return int(hashlib.sha256(item["id"].encode()).hexdigest(), 16) % 3 == 0


def load() -> list[dict[str, Any]]:
    """The labelled targets, with the flag filed among the labels as ``within_term``."""
    items = [json.loads(line) for line in CORPUS.read_text(encoding="utf-8").splitlines()]
    for item in items:
        item["labels"]["within_term"] = item["deadline_within_12_weeks_or_term"]
    return items


def said(item: dict[str, Any]) -> dict[str, bool | None]:
    """What the coach makes of one item."""
    set_on = date.fromisoformat(item["set_on"]) if item["set_on"] else None
    verdict = judge(item["text"], set_on=set_on)
    return {label: getattr(verdict, label) for label in LABELS}


def figures(pairs: list[tuple[object, object]]) -> dict[str, float]:
    """Accuracy, Cohen's kappa and the macro F1 over the values met, for (label, verdict) pairs."""
    values = {value for pair in pairs for value in pair}
    right = sum(label == verdict for label, verdict in pairs) / len(pairs)
    chance = (
        sum(
            sum(label == value for label, _ in pairs) * sum(verdict == value for _, verdict in pairs)
            for value in values
        )
        / len(pairs) ** 2
    )
    f1 = [_f1(pairs, value) for value in values]
    return {"accuracy": right, "kappa": (right - chance) / (1 - chance or 1), "macro F1": sum(f1) / len(f1)}


def _f1(pairs: list[tuple[object, object]], value: object) -> float:
    hits = sum(label == verdict == value for label, verdict in pairs)
    claimed = sum((label == value) + (verdict == value) for label, verdict in pairs)
    return 2 * hits / claimed if claimed else 1.0


def report(name: str, items: Iterable[dict[str, Any]]) -> None:
    """Prints the table of one part."""
    judged = [(item, said(item)) for item in items]
    print(f"{name}: {len(judged)} targets")
    for label in LABELS:
        row = figures([(item["labels"][label], verdict[label]) for item, verdict in judged])
        print(f"  {label:<12}" + "".join(f"  {key} {value:.3f}" for key, value in row.items()))


def show_errors(items: Iterable[dict[str, Any]]) -> None:
    """Prints the development items on which the coach and the rater differ."""
    for item in items:
        verdict = said(item)
        wrong = [f"{label}={item['labels'][label]}" for label in LABELS if item["labels"][label] != verdict[label]]
        if wrong:
            print(item["id"], item["set_on"] or "", *wrong, "|", item["text"])


def main() -> None:
    """Prints both parts, and the errors of the open one when asked."""
    items = load()
    report("development", [item for item in items if not held_out(item)])
    report("held out", [item for item in items if held_out(item)])
    own = [item for item in items if item["source"] == "own"]
    report("adversarial (both parts)", own)
    if "--errors" in sys.argv:
        show_errors(item for item in items if not held_out(item))


if __name__ == "__main__":
    main()
