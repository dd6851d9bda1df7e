"""A save against the same durable sequence (write, fsync, link, fsync folder) on plain bytes of the same size.

Making the snapshot (canonical JSON, on the main thread) is printed apart: it is no part of writing.
"""

from __future__ import annotations

import os
import sys
import tempfile
from datetime import date
from pathlib import Path

from pepdesk.app.documents import sample_plan
from pepdesk.app.library import Library, card_of, write_card
from pepdesk.record.codec import write_record
from pepdesk.rules.assess import assess
from pepdesk.storage.derivation import FLOOR
from pepdesk.storage.unlocking import create_vault
from tests.bench.pairs import ratio, seconds


def plain_durable(folder: Path, data: bytes, names: list[int]) -> None:
    """The durable sequence of security design 1.4 without any sealing."""
    names.append(len(names))
    temporary, final = folder / f".t{len(names)}", folder / f"f{len(names)}"
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    os.write(descriptor, data)
    os.fsync(descriptor)
    os.close(descriptor)
    os.link(temporary, final)
    temporary.unlink()
    opened = os.open(folder, os.O_RDONLY)
    os.fsync(opened)
    os.close(opened)


def main() -> bool:
    """Print the ratio; True when within the bar."""
    record = sample_plan("year_r_11", date.today())
    card = write_card(card_of(record, assess(record, date.today())))
    body = write_record(record)
    with tempfile.TemporaryDirectory(dir=Path.cwd()) as name:
        place = Path(name)
        vault, _ = create_vault(place / "vault", "five plain words for tests", cost=FLOOR)
        drafts = Library(vault).drafts
        draft, newest, names = drafts.create(), [None], list[int]()
        (place / "plain").mkdir()

        def ours() -> None:
            newest[0] = drafts.save(draft, body, card, newest[0])  # type: ignore[call-overload, assignment]

        print(f"  snapshot of the plan, apart: {seconds(lambda: write_record(record)) * 1000:.2f} ms")
        return ratio(
            "save the filled plan / plain durable write",
            ours,
            lambda: plain_durable(place / "plain", body, names),
            2.0,
            40,
        )


if __name__ == "__main__":
    sys.exit(not main())
