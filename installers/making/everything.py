"""The order of a build: a snapshot of our tree, what goes with it, the packages of each system, their list of sums.

Runs in the build's own environment (``start``).
"""

from __future__ import annotations

import shutil
from pathlib import Path

from installers.making import icons, linux_parts, our_files, sums
from installers.making.start import Wish
from installers.making.workshop import Workshop, megabytes, say, step


def make(shop: Workshop, wish: Wish) -> None:
    """Make the packages of every system wished for, each into the output folder, then SHA256SUMS over all of it."""
    drawn = shop.fresh("icons")
    icons.draw(drawn)
    made: list[Path] = []
    if "linux" in wish.systems:
        made += _linux(shop, snapshot(shop, "source-linux"), drawn)
    if "windows" in wish.systems:
        from installers.windows import order

        made += order.make(shop, wish, snapshot(shop, "source-windows"), drawn)
    listed = sums.write(shop.out)
    for path in (*made, listed):
        say(f"   {path.name:<48} {megabytes([path]):6.1f} MB")


def snapshot(shop: Workshop, name: str) -> Path:
    """A copy of what ships of our tree, so that a change made meanwhile does not get half in."""
    folder = shop.fresh(name)
    our_files.copy(our_files.program_files(), folder)
    our_files.copy(our_files.data_files(), folder)
    return folder


def _linux(shop: Workshop, source: Path, drawn: Path) -> list[Path]:
    from installers.linux import deb, one_folder, tarball

    with step("Linux: licences and the list of parts"):
        listed = linux_parts.add(shop, source)
    with step("Linux: one folder (PyInstaller)"):
        folder = one_folder.build(shop, source)
    with step("Linux: .deb"):
        package = deb.build(shop, folder, drawn)
    with step("Linux: .tar.xz"):
        packed = tarball.build(shop, folder, shop.work / "deb")
    shutil.copyfile(listed, target := shop.out / f"pepdesk-{shop.version}-linux-x86_64.cdx.json")
    return [package, packed, target]
