"""The names of months stand in one place."""

from __future__ import annotations

from pathlib import Path

import pepdesk
from pepdesk.dates.words import MONTHS, PLAIN_MONTHS


def test_no_other_module_lists_the_months() -> None:
    root = Path(pepdesk.__file__).parent
    texts = {path.relative_to(root).as_posix(): path.read_text("utf-8").lower() for path in root.rglob("*.py")}
    assert [name for name, text in texts.items() if all(f'"{one}"' in text for one in PLAIN_MONTHS)] == [
        "dates/words.py"
    ]
    assert tuple(name.title() for name in PLAIN_MONTHS) == MONTHS
