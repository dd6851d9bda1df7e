"""A real disk that refuses: full, and read-only. (Windows has its own ways to refuse: not yet verified.)"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from pepdesk.problem import NotSaved
from pepdesk.storage.drafts import Drafts
from pepdesk.storage.generations import Generation
from tests.storage.open_vaults import DRAFT, open_vault

if sys.platform == "win32":
    pytest.skip("file size limits and user ids are POSIX", allow_module_level=True)
import resource


def drafts_in(path: Path) -> Drafts:
    return Drafts(open_vault(path))


def save_two(drafts: Drafts) -> Generation:
    return drafts.save(DRAFT, b"body 2", b"", drafts.save(DRAFT, b"body 1", b"", None))


def test_a_full_disk_keeps_the_last_save(tmp_path: Path) -> None:
    drafts = drafts_in(tmp_path)
    last = save_two(drafts)
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (64 << 10, before[1]))
    try:
        with pytest.raises(NotSaved) as problem:
            drafts.save(DRAFT, bytes(1 << 20), b"", last)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert problem.value.code == "disk-full"
    assert [file.name for file in tmp_path.iterdir() if file.suffix == ".tmp"] == []
    assert drafts_in(tmp_path).open_newest(DRAFT).body == b"body 2"
    assert drafts.save(DRAFT, bytes(1 << 20), b"", last).number == 3


@pytest.fixture
def read_only_folder() -> Iterator[Path]:
    """A folder with two saves in which nobody but root may write; root steps down while the test runs."""
    folder = Path(tempfile.mkdtemp(prefix="pepdesk-read-only-"))
    save_two(drafts_in(folder))
    for file in folder.iterdir():
        file.chmod(0o444)
    folder.chmod(0o555)
    root = os.geteuid() == 0
    if root:
        os.seteuid(65534)
    yield folder
    if root:
        os.seteuid(0)
    folder.chmod(0o755)
    shutil.rmtree(folder)


def test_a_read_only_folder_opens_and_refuses_in_words(read_only_folder: Path) -> None:
    drafts = drafts_in(read_only_folder)
    opened = drafts.open_newest(DRAFT)
    assert opened.body == b"body 2"
    with pytest.raises(NotSaved) as problem:
        drafts.save(DRAFT, b"body 3", b"", opened.generation)
    assert problem.value.code == "read-only"
    assert drafts.history(DRAFT)[0] == opened.generation
