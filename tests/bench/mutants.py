"""Mutation testing: small faults put into storage and signing, one at a time; the tests of that module must notice.

``python tests/bench/mutants.py [minutes] [seed]`` works on copies of the tree in /tmp/mutants, two at a time, takes the
mutants in an order drawn with the seed for as long as there is time, and prints every one that survived.
Change PER_MODULE to see other tests against a module.
"""

from __future__ import annotations

import ast
import copy
import os
import random
import shutil
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from queue import Queue

ROOT = Path(__file__).resolve().parent.parent.parent
COPIES = Path("/tmp/mutants")
STORAGE, SIGNING = "tests/storage/test_", "tests/signing/test_"
PER_MODULE = {
    "pepdesk/storage/envelope.py": (STORAGE, "envelope vectors golden"),
    "pepdesk/storage/drafts.py": (STORAGE, "drafts crash"),
    "pepdesk/storage/folder.py": (STORAGE, "folder crash posix_disk drafts refusals"),
    "pepdesk/storage/thinning.py": (STORAGE, "thinning"),
    "pepdesk/storage/slots.py": (STORAGE, "slots vectors refusals golden vault"),
    "pepdesk/signing/verify.py": (SIGNING, "word_tampering sign time_stamp marks"),
    "pepdesk/signing/opc_verify.py": (SIGNING, "word_tampering sign"),
}
_FLIPPED = {
    ast.Eq: (ast.NotEq,), ast.NotEq: (ast.Eq,), ast.Lt: (ast.GtE, ast.LtE), ast.LtE: (ast.Gt, ast.Lt),
    ast.Gt: (ast.LtE, ast.GtE), ast.GtE: (ast.Lt, ast.Gt), ast.In: (ast.NotIn,), ast.NotIn: (ast.In,),
    ast.Is: (ast.IsNot,), ast.IsNot: (ast.Is,),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Mutant:
    """One change: where, what stood there and stands there now, and the whole changed module."""

    module: str
    line: int
    before: str
    after: str
    source: str


def changed(node: ast.AST) -> Iterator[ast.AST]:
    """What could stand in the place of one node: each time with a single fault."""
    if isinstance(node, ast.Compare):
        for place, op in enumerate(node.ops):
            for other in _FLIPPED.get(type(op), ()):
                ops = [*node.ops[:place], other(), *node.ops[place + 1 :]]
                yield ast.Compare(node.left, ops, node.comparators)
    elif isinstance(node, ast.Constant) and type(node.value) is int:
        yield ast.Constant(node.value + 1)
        if node.value > 0:
            yield ast.Constant(node.value - 1)
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        yield node.operand
    elif isinstance(node, ast.BoolOp):
        yield ast.BoolOp(ast.And() if isinstance(node.op, ast.Or) else ast.Or(), node.values)
    elif isinstance(node, ast.Raise):
        yield ast.Pass()
    elif isinstance(node, ast.Return) and node.value is not None:
        old = node.value.value if isinstance(node.value, ast.Constant) else ...
        yield ast.Return(ast.Constant(not old if isinstance(old, bool) else 0 if old is None else None))


def mutants_of(module: str) -> list[Mutant]:
    tree = ast.parse((ROOT / module).read_text("utf-8"))
    found = []
    for parent in ast.walk(tree):
        for name, value in ast.iter_fields(parent):
            if name in ("annotation", "returns"):
                continue
            for place, node in enumerate(value) if isinstance(value, list) else ((None, value),):
                if not isinstance(node, ast.AST):
                    continue
                for other in changed(node):
                    before, after = ast.unparse(node), ast.unparse(other)
                    _put(parent, name, place, ast.copy_location(copy.deepcopy(other), node))
                    source = ast.unparse(ast.fix_missing_locations(copy.deepcopy(tree)))
                    _put(parent, name, place, node)
                    found.append(Mutant(module, getattr(node, "lineno", 0), before, after, source))
    return found


def _put(parent: ast.AST, name: str, place: int | None, node: ast.AST) -> None:
    if place is None:
        setattr(parent, name, node)
    else:
        getattr(parent, name)[place] = node


def passes(tree: Path, module: str, seconds: float) -> bool:
    """Whether the tests of a module pass in a copy; one that takes longer than ``seconds`` does not."""
    start, names = PER_MODULE[module]
    files = [f"{start}{name}.py" for name in names.split()]
    command = [str(ROOT / ".venv" / "bin" / "python"), "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", *files]
    surroundings = os.environ | {"PYTHONPATH": str(tree), "CI": "true"}
    try:
        done = subprocess.run(
            command, cwd=tree, env=surroundings, timeout=seconds, capture_output=True, check=False, text=True
        )
    except subprocess.TimeoutExpired:
        return False
    return done.returncode == 0


def put_in(tree: Path, module: str, source: str) -> None:
    (tree / module).write_text(source, "utf-8")
    for stale in (tree / module).parent.glob(f"__pycache__/{Path(module).stem}.*"):
        stale.unlink()


def main(minutes: float, seed: int, modules: list[str]) -> None:
    shutil.rmtree(COPIES, ignore_errors=True)
    trees: Queue[Path] = Queue()
    for number in range(2):
        skipped = shutil.ignore_patterns(".venv", ".git", ".local", "__pycache__", ".hypothesis", ".*_cache")
        trees.put(Path(shutil.copytree(ROOT, COPIES / str(number), ignore=skipped)))
    mutants = [mutant for module in modules for mutant in mutants_of(module)]
    random.Random(seed).shuffle(mutants)
    first, limits = trees.queue[0], dict[str, float]()
    for module in modules:
        start = time.monotonic()
        assert passes(first, module, 300), f"the tests of {module} fail without a mutant"
        limits[module] = 3 * (time.monotonic() - start) + 10
    end, counts = time.monotonic() + minutes * 60, Counter[tuple[str, str]]()

    def judge(mutant: Mutant) -> None:
        if time.monotonic() > end:
            return
        tree, original = trees.get(), (ROOT / mutant.module).read_text("utf-8")
        try:
            put_in(tree, mutant.module, mutant.source)
            survived = passes(tree, mutant.module, limits[mutant.module])
            put_in(tree, mutant.module, original)
        finally:
            trees.put(tree)
        counts[mutant.module, "survived" if survived else "killed"] += 1
        if survived:
            print(f"{mutant.module}:{mutant.line}  {mutant.before}  ->  {mutant.after}", flush=True)

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(judge, mutants))
    for module in modules:
        made = sum(mutant.module == module for mutant in mutants)
        killed, survived = counts[module, "killed"], counts[module, "survived"]
        print(f"{module}: {killed + survived} of {made} tried, {killed} killed, {survived} survived")


if __name__ == "__main__":
    main(
        float(sys.argv[1]) if len(sys.argv) > 1 else 12,
        int(sys.argv[2]) if len(sys.argv) > 2 else 20261122,
        sys.argv[3:] or list(PER_MODULE),
    )
