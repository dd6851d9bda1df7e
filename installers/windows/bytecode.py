"""Compiles the staged folder with the very Python that will run it, so that no laptop has to, nor may write there."""

from __future__ import annotations

import shutil
from pathlib import Path

from installers.making.workshop import CannotBuild, Workshop, files_in
from installers.windows import wine
from installers.windows.runtime import Runtime


def compile_folder(shop: Workshop, runtime: Runtime, folder: Path) -> None:
    """Compile lib and app; a compiled file's source is not looked at again at start.

    Of other people's packages only the compiled files stay (two thousand files fewer for a virus scanner to read);
    ours keep their source beside them.
    """
    tools = shop.fresh("compiler")
    shutil.copytree(runtime.folder, tools / "python")
    (tools / "python/python313._pth").write_text("python313.zip\r\n.\r\n", encoding="ascii")
    with wine.fresh(shop.work / "wine") as windows:
        for part, layout in (("lib", ["-b"]), ("app", [])):
            shutil.copytree(folder / part, tools / part)
            windows.must(
                tools / "python/python.exe", "-m", "compileall", "-q", "--invalidation-mode", "unchecked-hash", *layout,
                "-s", f"Z:{tools}".replace("/", "\\"), f"Z:{tools / part}", seconds=600,
            )  # fmt: skip
    for part in ("lib", "app"):
        for path in files_in(tools / part):
            if path.suffix == ".pyc":
                target = folder / path.relative_to(tools)
                target.parent.mkdir(exist_ok=True)
                shutil.copyfile(path, target)
    for path in files_in(folder / "lib"):
        if path.suffix == ".py":
            if not path.with_suffix(".pyc").is_file():
                raise CannotBuild(f"{path.name} was not compiled.", "Windows' Python under Wine left it out.")
            path.unlink()
