"""The words in the window's source, for whoever proofreads or translates: ``python -m tests.ui.words_shown``.

PepDesk has no catalogue of translations yet: words stand where they are used. Questions, help, prompts and rules are
files of their own already (forms/, resources/), and Qt's words come from Qt's own catalogue.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

UI = Path(__file__).parents[2] / "pepdesk" / "ui"


def words_shown() -> Iterator[tuple[str, int, str]]:
    """Module, line and text of everything in the window's source that may be shown: constants with a blank in them.

    Docstrings, annotations and the log's words are left out; of a text with a gap each piece is given.
    """
    for file in sorted(UI.rglob("*.py")):
        tree = ast.parse(file.read_text(encoding="utf-8"))
        never = {id(inside) for node in ast.walk(tree) for part in _unseen(node) for inside in ast.walk(part)}
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in never:
                text = node.value.replace("&", "").strip()
                if " " in text:
                    yield file.relative_to(UI).as_posix(), node.lineno, text


def _unseen(node: ast.AST) -> list[ast.AST]:
    """What of a node is never on the screen."""
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        return [node.value]
    if isinstance(node, ast.Subscript):
        return [node.slice]
    if isinstance(node, ast.Call) and ast.unparse(node.func).startswith("_log."):
        return [node]
    return []


if __name__ == "__main__":
    for module, line, text in words_shown():
        print(f"{module}:{line}\t{text!r}")
