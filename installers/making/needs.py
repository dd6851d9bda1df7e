"""The outside programs a build uses, each with the Debian package that brings it. Standard library only."""

from __future__ import annotations

import shutil
from dataclasses import dataclass

from installers import system


@dataclass(frozen=True, slots=True)
class Tool:
    """A program on the PATH (or an absolute path), its Debian package, and what is made with it."""

    program: str
    package: str
    use: str


FOR_LINUX = (
    Tool("dpkg-deb", "dpkg", "the .deb"),
    Tool("dpkg-shlibdeps", "dpkg-dev", "the libraries the .deb depends on"),
    Tool("strip", "binutils", "a smaller libpython"),
    Tool("xz", "xz-utils", "the .tar.xz"),
    Tool("desktop-file-validate", "desktop-file-utils", "a check of the menu entry"),
    Tool("appstreamcli", "appstream", "a check of the description for software centres"),
)
FOR_WINDOWS = (
    Tool("x86_64-w64-mingw32-gcc", "gcc-mingw-w64-x86-64", "PepDesk.exe"),
    Tool("makensis", "nsis", "Setup.exe"),
    Tool("wixl", "wixl", "the .msi"),
    Tool("msiinfo", "msitools", "a check of the .msi"),
    Tool("osslsigncode", "osslsigncode", "signatures: checked on what comes in, made on what goes out"),
    Tool("openssl", "openssl", "the test certificate"),
    Tool("wine", "wine wine64", "compiled files by Windows' own Python"),
)
FOR_TRIALS = (
    Tool("Xvfb", "xvfb", "a screen for the trials"),
    Tool("debootstrap", "debootstrap", "clean Debian systems"),
    Tool("xdotool", "xdotool", "seeing that a window opened"),
)


def bring(tools: tuple[Tool, ...]) -> None:
    """Install what is missing as root, else raise CannotSetUp with the line to type."""
    missing = [tool for tool in tools if shutil.which(tool.program) is None]
    packages = dict.fromkeys(package for tool in missing for package in tool.package.split())
    if packages:
        system.bring_packages(tuple(packages), f"The build needs {', '.join(tool.program for tool in missing)}")
