"""Whether what ships holds every module of other people's that the program names, wherever in it the import stands.

Trimming takes modules away, and most imports of the program happen late, inside the function that needs them. So the
names are read from the source, and each is really imported: by the packaged Python where there is one (Windows), else
by the build's own Python, to which everything that does not ship is denied. Standard library only.
"""

from __future__ import annotations

import ast
import json
import sys
from collections.abc import Iterator
from pathlib import Path

_PROBE = """
import importlib, importlib.abc, importlib.machinery, json, sys

with open(sys.argv[1], encoding="utf-8") as file:
    asked, shipped = json.load(file)

class OnlyWhatShips(importlib.abc.MetaPathFinder):
    def find_spec(self, name, path=None, target=None):
        if name not in shipped and importlib.machinery.PathFinder.find_spec(name, path) is not None:
            raise ModuleNotFoundError(f"{name} does not ship", name=name)

if shipped is not None:
    shipped = frozenset(shipped) | frozenset(sys.builtin_module_names) | frozenset(sys.modules)
    sys.meta_path.insert(0, OnlyWhatShips())
from pepdesk.signing import no_network
no_network.prepare()
missing = []
for module, name in asked:
    try:
        found = importlib.import_module(module)
        if name and not hasattr(found, name):
            importlib.import_module(f"{module}.{name}")
    except Exception as error:
        missing.append(f"{module} {name}: {type(error).__name__}: {error}")
print("MISSING", json.dumps(missing))
"""
"""Tries every import of the list it is given; prints MISSING and a list in JSON as its last line."""


def named(program: Path) -> list[tuple[str, str]]:
    """Module and name ("" for none) of every import of other people's software in the folder ``program``."""
    found: set[tuple[str, str]] = set()
    for path in sorted(program.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            found |= {(module, name) for module, name in _imports(node) if _is_foreign(module, program.name)}
    return sorted(found)


def write(folder: Path, program: Path, shipped: set[str] | None = None) -> tuple[Path, Path]:
    """Put two files into ``folder``, for a Python to run the first with the second as its only word.

    ``program`` is the folder of our modules; ``shipped`` are all modules that may be imported, None for any.
    """
    probe, question = folder / "reach.py", folder / "reach.json"
    probe.write_text(_PROBE, encoding="utf-8")
    question.write_text(json.dumps([named(program), None if shipped is None else sorted(shipped)]), encoding="utf-8")
    return probe, question


def missing(said: str) -> list[str]:
    """The imports that failed, out of what that Python said; all it said, where it did not come to its end."""
    last = (said.strip().splitlines() or [""])[-1]
    return list(json.loads(last.removeprefix("MISSING "))) if last.startswith("MISSING ") else [said.strip()[-2000:]]


def _imports(node: ast.AST) -> Iterator[tuple[str, str]]:
    if isinstance(node, ast.Import):
        yield from ((alias.name, "") for alias in node.names)
    elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
        yield from ((node.module, alias.name) for alias in node.names)


def _is_foreign(module: str, ours: str) -> bool:
    top = module.partition(".")[0]
    return top != ours and top not in sys.stdlib_module_names
