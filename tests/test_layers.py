"""What import-linter cannot say: widgets only in the window, and heavy libraries not before they are needed."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pepdesk

PACKAGE = Path(pepdesk.__file__).parent
HEAVY = ("docx", "reportlab", "pyhanko", "lxml", "pypdfium2", "keyring", "PIL")


def _imported(file: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{name.name}" for name in node.names)


def test_only_the_window_knows_widgets() -> None:
    files = [file for file in PACKAGE.rglob("*.py") if file.relative_to(PACKAGE).parts[0] != "ui"]
    assert len(files) > 20
    assert [str(file) for file in files if "PySide6.QtWidgets" in _imported(file)] == []


def test_the_engine_is_up_without_any_heavy_library_or_qt() -> None:
    words = f"""
import sys, pepdesk.__main__, pepdesk.cli, pepdesk.form.loader, pepdesk.record.record, pepdesk.rules, pepdesk.storage
print(sorted(name for name in {("PySide6", *HEAVY)} if name in sys.modules))
"""
    done = subprocess.run([sys.executable, "-c", words], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_map_of_the_windows_names_every_module() -> None:
    windows = PACKAGE / "ui"
    table = (windows / "README.md").read_text("utf-8")
    shown = [file for file in windows.rglob("*.py") if file.parent.name != "editors" and file.name != "__init__.py"]
    assert len(shown) > 150
    assert [file.name for file in shown if f"`{file.stem}`" not in table] == []
