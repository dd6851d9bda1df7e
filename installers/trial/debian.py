#!/usr/bin/env python3
"""The .deb in a clean Debian: installed, used by an ordinary person, seen on a screen, removed; nothing is left.

    python3 installers/trial/debian.py PACKAGE.deb [bookworm trixie]         as root; needs Debian's packages

The system is made by debootstrap in .local/trial (made once, copied for each trial). Nothing of the machine is mounted
into it but /proc, which is taken away again before anything is copied or removed. The demo runs without any network.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
if str(ROOT) not in sys.path:
    sys.path[0] = str(ROOT)

from installers.making import needs  # noqa: E402
from installers.making.workshop import IDENTITY, PACKAGE_TYPE, CannotBuild, say  # noqa: E402
from installers.problem import CannotSetUp, last_lines  # noqa: E402
from installers.trial.jobs import JOBS, words  # noqa: E402
from installers.trial.screen import a_window_opens, screen  # noqa: E402

MIRROR = os.environ.get("DEBIAN_MIRROR", "http://deb.debian.org/debian")
_PERSON = "teacher"
_OURS = "pepdesk"


def trial(package: Path, suite: str, folder: Path) -> None:
    """Everything the module's first lines promise, for one Debian. Raises CannotBuild at the first thing amiss."""
    system = _clean_system(suite, folder)
    try:
        with _proc(system):
            before = _files(system)
            _install(system, package)
            _use(system)
            _chroot(system, "apt-get", "purge", "-y", "-q", _OURS)
        left = sorted(path for path in _files(system) - before if _OURS in path.lower())
        if left:
            raise CannotBuild(f"After purge {len(left)} files are left.", "\n".join(left[:20]))
        say(f"   {suite}: purge left nothing")
    finally:
        shutil.rmtree(system)


def _clean_system(suite: str, folder: Path) -> Path:
    """A fresh copy of the system that debootstrap made. cp keeps hard links and owners."""
    made = folder / f"{suite}-clean"
    if not (made / "etc/debian_version").is_file():
        shutil.rmtree(made, ignore_errors=True)
        say(f"   debootstrap {suite} ...")
        _run("debootstrap", "--variant=minbase", suite, str(made), MIRROR)
    system = folder / f"{suite}-trial"
    if system.exists():
        if os.path.ismount(system / "proc"):
            _run("umount", str(system / "proc"))
        shutil.rmtree(system)
    _run("cp", "-a", str(made), str(system))
    return system


@contextmanager
def _proc(system: Path) -> Iterator[None]:
    _run("mount", "-t", "proc", "proc", str(system / "proc"))
    try:
        yield
    finally:
        _run("umount", str(system / "proc"))


def _install(system: Path, package: Path) -> None:
    shutil.copyfile(package, system / "root/pepdesk.deb")
    shutil.copyfile("/etc/resolv.conf", system / "etc/resolv.conf")
    _proxies(system)
    _chroot(system, "apt-get", "update", "-q")
    # shared-mime-info and desktop-file-utils: what a desktop has, so that the file type is really registered
    needed = ("/root/pepdesk.deb", "shared-mime-info", "desktop-file-utils", "xdg-utils", "libglib2.0-bin", "xz-utils")
    said = _chroot(system, "apt-get", "install", "-y", "-q", "--no-install-recommends", *needed)
    say(f"   installed: {next((line for line in said.splitlines() if 'newly installed' in line), '')}")
    _chroot(system, "useradd", "-m", _PERSON)
    for packed in package.parent.glob("pepdesk-*-linux-x86_64.tar.xz"):
        shutil.copyfile(packed, system / "home" / _PERSON / "pepdesk.tar.xz")


def _proxies(system: Path) -> None:
    """The trial reaches Debian's packages as this machine does."""
    for path in Path("/etc/apt/apt.conf.d").glob("*"):
        if "Acquire" in path.read_text(errors="replace"):
            shutil.copyfile(path, system / "etc/apt/apt.conf.d" / path.name)


def _use(system: Path) -> None:
    """The demo without network, the file type, and the window on a screen; as an ordinary person."""
    said = _as_person(system, "pepdesk demo demo", seconds=200, network=False)
    if "DOES NOT HOLD" in said or said.count("holds") < 4:
        raise CannotBuild("The demo's signatures do not hold.", last_lines(said))
    say(f"   demo: {said.count('holds')} signatures hold, {said.count('written')} files")
    _as_person(system, "pepdesk verify demo/*.pdf demo/*.docx", network=False)
    say("   verify: every file sound, read in a second process")
    for job in JOBS:
        said = _as_person(system, " ".join(["pepdesk", *words(job, "demo/")]), network=False)
        if job.said not in said:
            raise CannotBuild(f"“{job.name}” did not come out.", last_lines(said))
    say(f"   without network too: {', '.join(job.name for job in JOBS)}")
    (system / "etc/pepdesk").mkdir()
    (system / "etc/pepdesk/policy.toml").write_text("idle_minutes = 7\n", encoding="utf-8")
    if '"idle_minutes": 7' not in _as_person(system, "pepdesk policy --json"):
        raise CannotBuild("The policy in /etc is not seen.", "")
    shutil.rmtree(system / "etc/pepdesk")
    kind = _as_person(
        system,
        "printf PEPXCHG1 > plan.pepx && gio info -a standard::content-type plan.pepx | grep -o application/.* "
        f"&& xdg-mime query default {PACKAGE_TYPE}",
    )
    if kind.split() != [PACKAGE_TYPE, f"{IDENTITY}.desktop"]:
        raise CannotBuild("A .pepx is not PepDesk's here.", kind)
    say("   .pepx opens with PepDesk")
    _use_tarball(system)
    say(f"   window: seen after {_window(system, 'pepdesk'):.1f} s")


def _window(system: Path, command: str) -> float:
    """Start the window as the person, on a screen of its own; gives the seconds until it was seen."""
    with screen() as display:
        # X's door is the abstract socket, which a chroot shares with the machine
        program = _popen(system, f"DISPLAY={display} {command}")
        begun = time.monotonic()
        try:
            a_window_opens(display, "PepDesk", seconds=90)
            return time.monotonic() - begun
        finally:
            program.terminate()
            program.wait(20)


def _use_tarball(system: Path) -> None:
    """The .tar.xz beside the .deb: installed by the person for themselves, started, and removed again."""
    if not (system / "home" / _PERSON / "pepdesk.tar.xz").exists():
        return
    plan = ".local/share/pepdesk/vault/a-plan"
    put = (
        f"mkdir -p {Path(plan).parent} && echo sealed > {plan} && touch before && tar xJf pepdesk.tar.xz && "
        "sh pepdesk-*/install.sh && ~/.local/bin/pepdesk form list"
    )
    _as_person(system, put, network=False, seconds=300)
    seen = _window(system, f"PEPDESK_HOME=/tmp/of-the-window /home/{_PERSON}/.local/bin/pepdesk")
    away = f"sh pepdesk-*/install.sh --remove && cat {plan} && find .local -newer before ! -type d"
    said = _as_person(system, away, network=False, seconds=300).partition("was removed.")[2].splitlines()[1:]
    if said[:1] != ["sealed"]:
        raise CannotBuild("The script for one person touched the plans.", "\n".join(said))
    if stray := [path for path in said[1:] if _OURS in path.lower()]:
        raise CannotBuild("The script for one person left files.", "\n".join(stray[:8]))
    say(f"   .tar.xz: installed by the person, its window seen after {seen:.1f} s, removed; the plans are still there")


def _files(system: Path) -> set[str]:
    found = set()
    for folder, names, files in os.walk(system):
        inside = os.path.relpath(folder, system)
        if inside == ".":
            names[:] = [name for name in names if name not in ("proc", "home", "root", "tmp")]
        found |= {f"{inside}/{name}".removeprefix("./") for name in (*names, *files)}
    # apt keeps its own record of what it did, and useradd of people
    return {path for path in found if not path.startswith(("var/log", "var/cache/apt", "var/lib/apt"))}


def _chroot(system: Path, *words: str, seconds: float = 600, network: bool = True) -> str:
    alone = () if network else ("unshare", "--net")
    plain = {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL": "C.UTF-8", "DEBIAN_FRONTEND": "noninteractive"}
    return _run(*alone, "chroot", str(system), *words, env=plain, seconds=seconds)


def _as_person(system: Path, line: str, *, seconds: float = 60, network: bool = True) -> str:
    words = ("su", "-", _PERSON, "-c", f"export LC_ALL=C.UTF-8; {line}")
    return _chroot(system, *words, seconds=seconds, network=network)


def _popen(system: Path, line: str) -> subprocess.Popen[bytes]:
    words = ["chroot", str(system), "su", "-", _PERSON, "-c", f"export LC_ALL=C.UTF-8; exec env {line}"]
    return subprocess.Popen(words, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def _run(*words: str, env: dict[str, str] | None = None, seconds: float = 900) -> str:
    done = subprocess.run(
        words, env=env, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        errors="replace", check=False, timeout=seconds,
    )  # fmt: skip
    if done.returncode:
        raise CannotBuild(f"{' '.join(words[:6])} failed ({done.returncode}).", last_lines(done.stdout, 12))
    return done.stdout


def main(words: list[str]) -> int:
    """The command line; gives the exit status."""
    if not words or os.geteuid() != 0:
        print(__doc__, file=sys.stderr)
        return 2
    folder = ROOT / ".local" / "trial"
    folder.mkdir(parents=True, exist_ok=True)
    for suite in words[1:] or ["bookworm", "trixie"]:
        say(f"-- {words[0]} in a clean {suite}")
        try:
            needs.bring(needs.FOR_TRIALS)
            trial(Path(words[0]), suite, folder)
        except CannotSetUp as problem:
            print(f"\n{problem.title}\n{problem.advice}", file=sys.stderr)
            return 3
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
