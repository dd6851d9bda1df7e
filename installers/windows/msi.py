"""The .msi for a whole computer (group policy, Intune), built by wixl from a list of files.

Every file's component keeps its GUID from version to version, and so does the upgrade code; each version has its own
product code.
"""

from __future__ import annotations

import os
import shutil
import uuid
from pathlib import Path
from xml.sax.saxutils import quoteattr

from installers.making.workshop import PACKAGE_TYPE, PUBLISHER, Workshop

_NAMES = uuid.UUID("7f0c4a52-30f4-4a55-9f0e-2f6f0b7c5d10")
"""Never changes: Windows knows by what comes of it that a newer PepDesk replaces an older one."""
_KIND = "PepDesk.Package.1"
_PROGRAM = "PepDesk.exe"


def product_code(version: str) -> str:
    """The code of one version, by which Intune sees that it is installed."""
    return _guid("product", version)


def upgrade_code() -> str:
    """The code of PepDesk in all versions."""
    return _guid("upgrade")


def build(shop: Workshop, folder: Path, icons: Path, name: str) -> Path:
    """Make the package of the staged ``folder`` under ``name``."""
    work = folder.parent  # wixl takes sources relative to its script only
    shutil.copyfile(icons / "pepdesk.ico", work / "pepdesk.ico")
    (work / "pepdesk.wxs").write_text(_script(shop.version, folder), encoding="utf-8")
    made = shop.out / name
    made.unlink(missing_ok=True)
    shop.run("wixl", "--arch", "x64", "-o", made, "pepdesk.wxs", cwd=work)
    return made


def _script(version: str, folder: Path) -> str:
    components: list[str] = []
    files = "\n".join(_folder(folder, folder, components))
    registry = _registry(version, components)
    named = "".join(f"<ComponentRef Id={_q(one)}/>\n" for one in components)
    return f"""<?xml version="1.0" encoding="utf-8"?>
<Wix xmlns="http://schemas.microsoft.com/wix/2006/wi">
<Product Id="{product_code(version)}" Name="PepDesk" Language="2057" Version="{version}" Manufacturer={_q(PUBLISHER)}
 UpgradeCode="{upgrade_code()}">
<Package InstallerVersion="500" Compressed="yes" InstallScope="perMachine" Description="PepDesk {version}"
 Manufacturer={_q(PUBLISHER)}/>
<MajorUpgrade DowngradeErrorMessage="A newer PepDesk is installed on this computer already."/>
<Media Id="1" Cabinet="pepdesk.cab" EmbedCab="yes"/>
<Property Id="ARPNOMODIFY" Value="1"/>
<Icon Id="pepdesk.ico" SourceFile="pepdesk.ico"/>
<Property Id="ARPPRODUCTICON" Value="pepdesk.ico"/>
<Directory Id="TARGETDIR" Name="SourceDir">
<Directory Id="ProgramMenuFolder" Name="Programs"/>
<Directory Id="ProgramFiles64Folder" Name="PFiles">
<Directory Id="INSTALLDIR" Name="PepDesk">
{files}
{registry}
</Directory></Directory></Directory>
<Feature Id="Everything" Title="PepDesk" Level="1">
{named}</Feature>
</Product></Wix>
"""


def _folder(folder: Path, root: Path, components: list[str]) -> list[str]:
    """Lines for one folder and all below; the component of each file is added to ``components``."""
    lines = []
    for path in sorted(folder.iterdir()):
        inside = path.relative_to(root).as_posix()
        if path.is_dir():
            lines += [f'<Directory Id="{_name("d", inside)}" Name={_q(path.name)}>']
            lines += [*_folder(path, root, components), "</Directory>"]
        else:
            components.append(component := _name("c", inside))
            source = os.path.relpath(path, root.parent)
            lines += [
                f'<Component Id="{component}" Guid="{_guid("file", inside)}" Win64="yes">',
                f'<File Id="{_name("f", inside)}" Name={_q(path.name)} Source={_q(source)} KeyPath="yes">',
                *([_SHORTCUT] if inside == _PROGRAM else []),
                "</File></Component>",
            ]
    return lines


_SHORTCUT = (
    '<Shortcut Id="StartMenu" Directory="ProgramMenuFolder" Name="PepDesk" WorkingDirectory="INSTALLDIR" '
    'Icon="pepdesk.ico" IconIndex="0" Advertise="yes"/>'
)


def _registry(version: str, components: list[str]) -> str:
    """What IT's detection rule reads, and the file type."""
    components.append("Registry")
    classes = "Software\\Classes"
    program = f"[INSTALLDIR]{_PROGRAM}"
    values = (
        ("Software\\PepDesk", "InstallDir", "[INSTALLDIR]"),
        ("Software\\Microsoft\\Windows\\CurrentVersion\\App Paths\\PepDesk.exe", "", program),
        (f"{classes}\\.pepx", "", _KIND),
        (f"{classes}\\.pepx", "Content Type", PACKAGE_TYPE),
        (f"{classes}\\{_KIND}", "", "PepDesk plan from a colleague"),
        (f"{classes}\\{_KIND}\\DefaultIcon", "", f"{program},1"),
        (f"{classes}\\{_KIND}\\shell\\open\\command", "", f'"{program}" "%1"'),
    )
    found = _value("Software\\PepDesk", "Version", version).replace("/>", ' KeyPath="yes"/>')
    begin = f'<Component Id="Registry" Guid="{_guid("registry")}" Win64="yes">'
    return "\n".join((begin, found, *(_value(*value) for value in values), "</Component>"))


def _value(key: str, name: str, value: str) -> str:
    named = f" Name={_q(name)}" if name else ""
    return f'<RegistryValue Root="HKLM" Key={_q(key)}{named} Type="string" Value={_q(value)}/>'


def _guid(*words: str) -> str:
    return str(uuid.uuid5(_NAMES, "/".join(words))).upper()


def _name(kind: str, inside: str) -> str:
    return f"{kind}{uuid.uuid5(_NAMES, inside).hex}"


def _q(value: str) -> str:
    return quoteattr(value)
