"""A package of the full sample plan with three photos: making and sealing it, opening and checking it.

The bar of issue 7 is 0.3 s for both together; it is held against processor time, since others may be at work here. They
are also set against base64, JSON and AES-GCM there and back over the same bytes, without which there is no such file.
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
import sys
import time
from collections.abc import Callable
from datetime import date
from functools import partial

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from pepdesk.app.documents import sample_plan
from pepdesk.form.address import Address
from pepdesk.handover.package import open_package, seal_package
from pepdesk.record.answers import Attached, Attachment
from pepdesk.record.changes import SetAnswer
from tests.bench.pairs import ratio
from tests.handover.people import Person, circle, person

BAR_SECONDS, BAR_RATIO = 0.3, 12.0
PHOTO = 1_600_000
"""Bytes: a photo as PepDesk keeps it, made smaller and written anew."""


def processor_seconds(work: Callable[[], object]) -> float:
    """Processor time of one call."""
    start = time.process_time()
    work()
    return time.process_time() - start


def two_people() -> tuple[Person, Person]:
    """A teacher with the sample plan and three photos in it, and a social worker."""
    teacher, worker = person("Dana Teacher", "designated_teacher"), person("Sam Worker", "social_worker")
    circle(teacher, worker)
    teacher.record = sample_plan("year_r_11", date(2026, 11, 22))
    files = []
    for number in range(3):
        data = os.urandom(PHOTO)
        digest = hashlib.sha256(data).hexdigest()
        teacher.files[digest] = data
        files.append(Attachment(digest, "image/jpeg", f"photo{number}.jpg", PHOTO))
    teacher.record.apply(SetAnswer(Address("voice", "going_well"), Attached(tuple(files))))
    return teacher, worker


def main() -> bool:
    """Print the figures; True when within both bars."""
    teacher, worker = two_people()
    package = teacher.pack(worker)

    def there_and_back() -> None:
        data, _ = seal_package(package, teacher.own, [worker.card])
        open_package(data, [worker.own])

    def yardstick() -> None:
        plain = json.dumps([base64.b64encode(data).decode() for data in teacher.files.values()]).encode()
        sealed = AESGCM(bytes(32)).encrypt(bytes(12), plain, None)
        json.loads(AESGCM(bytes(32)).decrypt(bytes(12), sealed, None))

    there_and_back()
    best = min(processor_seconds(there_and_back) for _ in range(7))
    print(f"seal and open, best of 7: {best:.3f} s of the processor (bar {BAR_SECONDS})")
    print(f"signing its sections and packing: {processor_seconds(partial(teacher.pack, worker)):.3f} s")
    return (
        ratio("package with three photos / bare sealing", there_and_back, yardstick, BAR_RATIO) and best < BAR_SECONDS
    )


if __name__ == "__main__":
    sys.exit(0 if main() else 1)
