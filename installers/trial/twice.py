#!/usr/bin/env python3
"""Makes the Linux packages a second time, in another folder, and compares: the same tree must give the same bytes.

python3 installers/trial/twice.py [DIST]         DIST holds the first build (dist)
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
if str(ROOT) not in sys.path:
    sys.path[0] = str(ROOT)

from installers.making.sums import sha256  # noqa: E402


def main(words: list[str]) -> int:
    """0 when every package came out the same, 1 when one differs."""
    first = Path(words[0]) if words else ROOT / "dist"
    with tempfile.TemporaryDirectory() as folder:
        again = Path(folder)
        build = [sys.executable, str(ROOT / "installers/build.py"), "linux", "--out", str(again)]
        subprocess.run(build, check=True)
        packages = [path for path in sorted(again.iterdir()) if path.suffix in (".deb", ".xz", ".json")]
        different = [path.name for path in packages if sha256(path) != sha256(first / path.name)]
    for path in packages:
        print(f"{path.name}: {'DIFFERS' if path.name in different else 'the same bytes'}")
    return 1 if different or not packages else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
