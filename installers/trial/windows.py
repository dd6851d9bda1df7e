#!/usr/bin/env python3
"""The Windows packages under Wine: installed in silence, the demo with its signatures, the window, upgraded, removed.

    python3 installers/trial/windows.py [DIST]      tries PepDesk-*-Setup.exe and PepDesk-*.msi of the last build

Each package gets a fresh Windows 10 of Wine's. Three small stand-ins for libraries that Wine lacks (shims/) are
compiled into it and nowhere else. What Wine cannot show is in installers/windows/CHECKLIST.md.
"""

from __future__ import annotations

import os
import re
import shutil
import sys
import time
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
if str(ROOT) not in sys.path:
    sys.path[0] = str(ROOT)

from installers.making import needs, reach, sums  # noqa: E402
from installers.making.workshop import CannotBuild, Workshop, files_in, say, step, workshop  # noqa: E402
from installers.problem import CannotSetUp, last_lines  # noqa: E402
from installers.trial.jobs import JOBS, words  # noqa: E402
from installers.trial.screen import a_window_opens, screen  # noqa: E402
from installers.windows import msi, nsis, wine  # noqa: E402

SHIMS = Path(__file__).resolve().parent / "shims"
_OF_LINUX = "PySide6.QtDBus "
"""What the program imports on Linux only."""
FOR_EVERYBODY, RUNS = 4, 5
"""Setup's exit status when the school installed PepDesk for everybody, and when PepDesk is open."""


def trial_of_setup(shop: Workshop, setup: Path, display: str) -> None:
    """Setup.exe for one person: install, use, refuse while it runs, upgrade, remove. Raises CannotBuild."""
    newer = _newer(shop)
    upgrade = nsis.build(replace(shop, out=shop.work, version=_next(shop.version)), newer, shop.work / "icons",
                         "upgrade-Setup.exe", None, quick=True)  # fmt: skip
    with wine.fresh(shop.work / "wine-setup", display) as windows:
        _put_shims(shop, windows)
        before = _registry(windows)
        _tampered(windows, setup)
        _timed("silent setup", lambda: windows.must(setup, "/S", seconds=400))
        program = windows.home / "AppData/Local/Programs/PepDesk"
        _same_files(program, shop.work / "windows/PepDesk", besides={"Uninstall.exe"})
        plans = windows.home / "AppData/Local/PepDesk/vault/a plan.pdd"
        plans.parent.mkdir(parents=True)
        plans.write_bytes(b"sealed")
        _opens_with_pepdesk(windows, "HKCU")
        _use(shop, windows, program, setup)
        _check_file(windows, program, setup)
        (program / "somebody's note.txt").write_text("mine")
        _timed("upgrade", lambda: windows.must(upgrade, "/S", seconds=400))
        _same_files(program, newer, besides={"Uninstall.exe", "somebody's note.txt"})
        if f'"DisplayVersion"="{_next(shop.version)}"' not in _registry(windows, whole=True):
            raise CannotBuild("After the upgrade Windows lists the old version.", "")
        _timed("removal", lambda: windows.must(program / "Uninstall.exe", "/S", seconds=200))
        windows.settle()
        _nothing_left(windows, before, program, allowed={"somebody's note.txt"})
        if plans.read_bytes() != b"sealed":
            raise CannotBuild("The removal touched the plans.", "")
        say("   removed: no file, key or menu entry left; the plans and a stranger's file are still there")


def trial_of_msi(shop: Workshop, package: Path, setup: Path, display: str) -> None:
    """The .msi for a whole computer: install, use, upgrade, remove. Raises CannotBuild."""
    newer = _newer(shop)
    upgrade = msi.build(
        replace(shop, out=shop.work, version=_next(shop.version)), newer, shop.work / "icons", "upgrade.msi"
    )
    with wine.fresh(shop.work / "wine-msi", display) as windows:
        _put_shims(shop, windows)
        before = _registry(windows)
        for path, name in ((package, "first.msi"), (upgrade, "second.msi")):
            shutil.copyfile(path, windows.drive / name)
        _timed("silent .msi", lambda: windows.must("msiexec", "/i", r"C:\first.msi", "/qn", seconds=400))
        program = windows.drive / "Program Files/PepDesk"
        _same_files(program, shop.work / "windows/PepDesk")
        _demo(windows, program)
        _opens_with_pepdesk(windows, "HKLM")
        _policy(windows, program)
        if windows.run(setup, "/S", seconds=200).status != FOR_EVERYBODY:
            raise CannotBuild("Setup.exe put a second PepDesk beside the school's.", "")
        say("   setup.exe beside it: refused")
        _timed("upgrade", lambda: windows.must("msiexec", "/i", r"C:\second.msi", "/qn", seconds=400))
        _same_files(program, newer)
        said = windows.must("reg", "query", r"HKLM\Software\PepDesk", "/v", "Version")
        if _next(shop.version) not in said:
            raise CannotBuild("IT's detection rule does not see the new version.", said)
        _timed("removal", lambda: windows.must("msiexec", "/x", r"C:\second.msi", "/qn", seconds=300))
        windows.settle()
        _nothing_left(windows, before, program, allowed=set())
        say("   removed: no file or key left")


def _tampered(windows: wine.Wine, setup: Path) -> None:
    """One byte of Setup.exe changed on the way: it says so itself and does nothing."""
    data = bytearray(setup.read_bytes())
    data[len(data) // 2] ^= 1
    changed = windows.drive / "changed.exe"
    changed.write_bytes(data)
    status = windows.run(changed, "/S", seconds=120).status
    changed.unlink()
    if not status or (windows.home / "AppData/Local/Programs/PepDesk").exists():
        raise CannotBuild("A Setup.exe with a changed byte went on.", "")
    say(f"   setup with a changed byte: refused itself ({status})")


def _use(shop: Workshop, windows: wine.Wine, program: Path, setup: Path) -> None:
    """The demo, then the window; while it is open Setup must touch nothing."""
    _demo(windows, program)
    _imports(shop, windows, program)
    begun = time.monotonic()
    window = windows.start(program / "PepDesk.exe")
    try:
        a_window_opens(windows.display, "PepDesk", seconds=90)
        say(f"   window with Windows' own Qt plugin: seen after {time.monotonic() - begun:.1f} s (Wine)")
        refused = windows.run(setup, "/S", seconds=200)
        if refused.status != RUNS:
            raise CannotBuild(f"Setup went on while PepDesk was open ({refused.status}).", "")
        say("   setup while it is open: refused, nothing touched")
    finally:
        windows.run("taskkill", "/f", "/im", "PepDesk.exe")
        window.kill()
        window.communicate()
    windows.settle()


def _demo(windows: wine.Wine, program: Path) -> None:
    begun = time.monotonic()
    said = windows.must(program / "pepdesk-cli.exe", "demo", r"C:\demo", seconds=400)
    if "DOES NOT HOLD" in said or said.count("holds") < 4:
        raise CannotBuild("The demo's signatures do not hold.", last_lines(said, 12))
    files = [path for path in (windows.drive / "demo").iterdir() if path.suffix in (".pdf", ".docx")]
    say(f"   demo: {said.count('holds')} signatures hold, {len(files)} documents, {time.monotonic() - begun:.0f} s")
    names = [f"C:\\demo\\{path.name}" for path in files[:2]]
    windows.must(program / "pepdesk-cli.exe", "verify", *names, seconds=200)
    say("   verify: both files sound, read in a second process")
    for job in JOBS:
        said = windows.must(program / "pepdesk-cli.exe", *words(job, "C:\\demo\\"), seconds=200)
        if job.said not in said:
            raise CannotBuild(f"“{job.name}” did not come out.", last_lines(said))
    say(f"   and {', '.join(job.name for job in JOBS)}")
    shutil.rmtree(windows.drive / "demo")


def _imports(shop: Workshop, windows: wine.Wine, program: Path) -> None:
    """Every import in the program comes off: tried by this very Python, whose own program lies there for the while."""
    probe, question = reach.write(windows.drive, program / "app/pepdesk")
    python = program / "runtime/python.exe"
    shutil.copyfile(shop.work / "runtime/python.exe", python)
    said = windows.run(python, rf"C:\{probe.name}", rf"C:\{question.name}", seconds=300).said
    python.unlink()
    if missing := [one for one in reach.missing(said) if not one.startswith(_OF_LINUX)]:
        raise CannotBuild(f"{len(missing)} imports of the program fail.", "\n".join(missing[:8]))
    tried = len(reach.named(program / "app/pepdesk"))
    say(f"   {tried} imports of other people's modules: each works here, but the one of Linux's bus")


def _policy(windows: wine.Wine, program: Path) -> None:
    """What IT writes into the registry is seen; taken away again."""
    key = r"HKLM\Software\Policies\PepDesk"
    windows.must("reg", "add", key, "/v", "IdleMinutes", "/t", "REG_DWORD", "/d", "7", "/f")
    windows.must("reg", "add", key, "/v", "Keyring", "/t", "REG_DWORD", "/d", "0", "/f")
    said = windows.must(program / "pepdesk-cli.exe", "policy", "--json")
    if '"idle_minutes": 7, "keyring": false' not in said:
        raise CannotBuild("The policy in the registry is not seen.", said)
    windows.must("reg", "delete", key, "/f")
    say("   policy: seen in the registry")


def _check_file(windows: wine.Wine, program: Path, setup: Path) -> None:
    """The program tells a whole download from one with a changed byte, by the list of sums that the build wrote."""
    carried = windows.drive / "carried"
    carried.mkdir()
    data = setup.read_bytes()
    shutil.copyfile(setup.parent / sums.NAME, carried / sums.NAME)
    seen = []
    for changed in (data, data[:-1] + bytes([data[-1] ^ 1])):
        (carried / setup.name).write_bytes(changed)
        seen.append(windows.run(program / "pepdesk-cli.exe", "check-file", f"C:\\carried\\{setup.name}").status)
    shutil.rmtree(carried)
    if seen != [0, 1]:
        raise CannotBuild(f"check-file said {seen} of the whole file and of the changed one.", "It should say 0 and 1.")
    say("   check-file: the whole setup is the listed one, with a changed byte it is not")


def trial_of_portable(shop: Workshop, packed: Path) -> None:
    """The portable .zip: unpacked as if on a stick, every file as built, and it starts. Raises CannotBuild."""
    with wine.fresh(shop.work / "wine-portable") as windows:
        _put_shims(shop, windows)
        with zipfile.ZipFile(packed) as archive:
            archive.extractall(windows.drive / "stick")
        program = windows.drive / "stick/PepDesk"
        _same_files(program, shop.work / "windows/PepDesk", besides={"READ ME.txt"})
        said = windows.must(program / "pepdesk-cli.exe", "form", "list")
        if "year_r_11" not in said:
            raise CannotBuild("The portable PepDesk does not start.", last_lines(said))
        say("   started from the stick")


def _opens_with_pepdesk(windows: wine.Wine, whose: str) -> None:
    """The Start menu has it, and so has the file type, for the person or for everybody (HKCU, HKLM)."""
    if not list(windows.drive.rglob("PepDesk*.lnk")):
        raise CannotBuild("There is no PepDesk in the Start menu.", "")
    said = windows.must("reg", "query", rf"{whose}\Software\Classes\PepDesk.Package.1\shell\open\command", "/ve")
    if not re.search(r'PepDesk\\PepDesk\.exe" "%1"', said):
        raise CannotBuild("A .pepx does not open with PepDesk.", said)


def _put_shims(shop: Workshop, windows: wine.Wine) -> None:
    for source in SHIMS.glob("*.c"):
        made = windows.drive / f"windows/system32/{source.stem}.dll"
        shop.run("x86_64-w64-mingw32-gcc", "-shared", "-O2", "-s", "-o", made, source, "-ladvapi32")


def _newer(shop: Workshop) -> Path:
    """The staged folder as a later version might be: one file more and one fewer."""
    newer = shop.fresh("newer") / "PepDesk"
    shutil.copytree(shop.work / "windows/PepDesk", newer, copy_function=os.link)
    (newer / "app/new in this version.txt").write_text("new")
    (newer / "app/LICENSE").unlink()
    return newer


def _next(version: str) -> str:
    major, minor, patch = version.split(".")
    return f"{major}.{minor}.{int(patch) + 1}"


def _same_files(installed: Path, staged: Path, besides: set[str] | None = None) -> None:
    here, there = ({path.relative_to(root).as_posix(): path for path in files_in(root)} for root in (installed, staged))
    different = (here.keys() ^ there.keys()) - (besides or set())
    different |= {name for name in here.keys() & there.keys() if here[name].read_bytes() != there[name].read_bytes()}
    if different:
        raise CannotBuild(f"{len(different)} installed files are not as built.", ", ".join(sorted(different)[:8]))
    say(f"   {len(there)} files, each as it was built")


def _registry(windows: wine.Wine, *, whole: bool = False) -> str:
    """The registry's text, or only the names of its keys that hold our name."""
    windows.settle()
    text = "\n".join((windows.folder / name).read_text("utf-8", "replace") for name in ("user.reg", "system.reg"))
    keys = re.findall(r"^\[(.*?)\]", text, re.MULTILINE)
    ours = [key for key in keys if "pepdesk" in key.lower() or key.endswith(".pepx")]
    return text if whole else "\n".join(sorted(ours))


def _nothing_left(windows: wine.Wine, before: str, program: Path, allowed: set[str]) -> None:
    files = {path.name for path in files_in(program)} if program.exists() else set()
    menus = list((windows.drive).rglob("PepDesk*.lnk"))
    if files - allowed or menus or (not allowed and program.exists()):
        raise CannotBuild("Files are left after the removal.", ", ".join([*sorted(files)[:8], *map(str, menus)]))
    if (now := _registry(windows)) != before:
        raise CannotBuild("The registry still knows PepDesk after the removal.", now)


def _timed(words: str, work: Callable[[], object]) -> None:
    begun = time.monotonic()
    work()
    say(f"   {words}: {time.monotonic() - begun:.0f} s")


def main(words: list[str]) -> int:
    """The command line; gives the exit status."""
    shop = workshop(Path(words[0]) if words else ROOT / "dist")
    try:
        needs.bring((*needs.FOR_WINDOWS, *needs.FOR_TRIALS))
        setups, packages = sorted(shop.out.glob("PepDesk-*-Setup.exe")), sorted(shop.out.glob("PepDesk-*.msi"))
        if not setups or not packages:
            raise CannotBuild(f"There is nothing to try in {shop.out}.", "Run: python3 installers/build.py windows")
        with screen() as display:
            with step(f"{setups[-1].name} under Wine"):
                trial_of_setup(shop, setups[-1], display)
            with step(f"{packages[-1].name} under Wine"):
                trial_of_msi(shop, packages[-1], setups[-1], display)
        for packed in sorted(shop.out.glob("PepDesk-*-portable.zip"))[-1:]:
            with step(f"{packed.name} under Wine"):
                trial_of_portable(shop, packed)
    except CannotSetUp as problem:
        print(f"\n{problem.title}\n{problem.advice}", file=sys.stderr)
        return 3
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
