"""What of other people's software stays out of the packages: HTTP clients, and the parts of Qt that PepDesk never uses.

Used by PyInstaller's recipes and by the Windows staging, so that all systems ship the same. Standard library only.
"""

from __future__ import annotations

import re

HTTP_CLIENT_PACKAGES = (
    *("aiohttp", "aiohappyeyeballs", "aiosignal", "attrs", "frozenlist", "idna", "multidict", "propcache", "yarl"),
)
"""pyHanko's HTTP client with all that only it asks for; ``pepdesk.signing.no_network`` stands in for it."""
HTTP_CLIENT_MODULES = (*HTTP_CLIENT_PACKAGES, "attr", "requests", "urllib3", "httpx", "httpcore", "pycurl")
"""The modules of these and of the other well-known ones; a package that holds one is refused."""
NEEDED_ELSEWHERE_NOT_AT_RUN_TIME = ("pycparser", "pypiwin32")
"""Packages that a lock names and the running program never imports (cffi's C parser; an empty wrapper)."""
NOT_SHIPPED = (*HTTP_CLIENT_PACKAGES, *NEEDED_ELSEWHERE_NOT_AT_RUN_TIME)

LEFT_OUT_MODULES = (
    *HTTP_CLIENT_MODULES,
    *("cffi", "pycparser", "tkinter", "unittest", "pydoc", "doctest", "test", "lib2to3", "distutils"),
    *("setuptools", "pkg_resources", "pip", "wheel", "ensurepip", "venv", "idlelib", "turtle", "sqlite3", "numpy"),
    *("http.server", "xmlrpc", "ftplib", "smtplib", "imaplib", "poplib", "telnetlib", "nntplib", "IPython"),
    *("PySide6.QtNetwork", "PySide6.QtQml", "PySide6.QtQuick", "PySide6.QtOpenGL", "PySide6.QtTest", "PySide6.QtSql"),
    *("reportlab.graphics.testshapes", "reportlab.graphics.testdrawings", "pyhanko.cli", "fontTools.pens.qtPen"),
    *("fontTools.ufoLib", "fontTools.voltLib", "fontTools.mtiLib", "fontTools.svgLib", "fontTools.qu2cu"),
    *("fontTools.cu2qu", "fontTools.merge", "fontTools.t1Lib", "fontTools.diff", "fontTools.fontBuilder"),
    *("fontTools.feaLib.lexer", "fontTools.feaLib.parser", "fontTools.feaLib.builder", "comtypes.test"),
    *("lxml.objectify", "lxml.isoschematron", "PIL._avif", "PIL.AvifImagePlugin", "PIL._imagingtk", "PIL.ImageTk"),
)
"""Modules that nothing of ours comes to import; that nothing else does either is tried by ``making.reach``."""
LOADED_BY_NAME = ("pyttsx3", "pkcs11", "reportlab.pdfbase")
WITH_DATA = ("docx", "chunspell", "holidays")
QT_MODULES = ("QtCore", "QtGui", "QtWidgets", "QtPrintSupport", "QtSvg", "QtDBus")
QT_LANGUAGES = ("en",)
"""The language of the window; Qt's own words (OK, Cancel) follow it."""

_SYSTEM_LIBRARY = re.compile(r"lib(python3\.\d+|crypto|ssl|ffi|bz2|lzma|z|uuid|expat|mpdec|xcb-cursor|xcb-util)\.so")
"""System libraries that go into the Linux folder: those Python links, and two of X that many desktops lack."""
OF_DEBIAN = re.compile(r"lib(crypto|ssl|ffi|bz2|lzma|z|uuid|expat|mpdec|xcb-cursor|xcb-util)\.so")
"""Those of them that the .deb leaves out again, since it depends on Debian's own, which Debian keeps safe."""
_QT_LEFT_OUT = re.compile(
    "|".join(
        (
            r"plugins/(egldeviceintegrations|generic|networkinformation|tls|qmltooling|sqldrivers|designer)/",
            r"plugins/platforminputcontexts/libqtvirtualkeyboard",
            r"plugins/platforms/libq(eglfs|linuxfb|minimalegl|minimal|vkkhrdisplay|vnc)\b",
            r"plugins/imageformats/libq(tiff|tga|wbmp|icns|pdf)\b",
            r"plugins/wayland-shell-integration/lib(fullscreen|ivi|qt|wl)-",
            r"libQt6(Network|EglF|WlShell|Qml|Quick|VirtualKeyboard|Pdf|Test|Sql)",
            r"PySide6/Qt(Network|Qml|Quick|Test|Sql|OpenGL)\w*\.",
            r"PySide6/Qt/(qml|resources|metatypes|libexec)/",
        )
    )
)
_TRANSLATION = re.compile(rf"translations/qt(base)?_({'|'.join(QT_LANGUAGES)})(_\w+)?\.qm$")
_HOLIDAYS_ELSEWHERE = re.compile(r"holidays/locale/(?!en_)")
_LEFT_OUT = re.compile(rf"({'|'.join(re.escape(name.replace('.', '/')) for name in LEFT_OUT_MODULES)})[/.]")
_WASTE = re.compile(
    r"(\.(pyi|pxd|pyx|h|hpp|c|lib)|py\.typed)$|/(tests?|testing)/|libavif-|\.dist-info/(RECORD|INSTALLER|REQUESTED|direct_url)"
)
"""What only those who build against a package want."""


def is_http_client(module: str) -> bool:
    """Whether a module, by its full name, belongs to an HTTP client; Python's own ``urllib`` does not count."""
    return module.partition(".")[0] in HTTP_CLIENT_MODULES


def is_left_out(inside: str) -> bool:
    """Whether a file of the folder of packages is, or belongs to, one of LEFT_OUT_MODULES."""
    return bool(_LEFT_OUT.match(inside))


def wanted_on_linux(inside: str, source: str) -> bool:
    """Whether a file that PyInstaller found goes in: ``inside`` the folder, from ``source`` on this machine."""
    if is_unused_qt(inside) or not wanted(inside):
        return False
    if "translations/" in inside:
        return is_our_translation(inside)
    if source.startswith(("/lib/", "/usr/lib/")) and "/site-packages/" not in source:
        return bool(_SYSTEM_LIBRARY.match(inside.rsplit("/", 1)[-1])) or "/python3" in source
    return True


def wanted(inside: str) -> bool:
    """Whether a file is of use to the running program on any system."""
    return not _WASTE.search(inside) and not _HOLIDAYS_ELSEWHERE.search(inside)


def is_unused_qt(inside: str) -> bool:
    """Whether a file is a part of Qt that PepDesk never uses, by the names Linux and macOS share."""
    return bool(_QT_LEFT_OUT.search(inside))


def is_our_translation(inside: str) -> bool:
    """Whether a file is Qt's own words in the window's language."""
    return bool(_TRANSLATION.search(inside))
