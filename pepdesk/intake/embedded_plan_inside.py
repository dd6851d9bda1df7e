"""Behind the fence: which plans a PDF carries. Only the catalogue's list of files is followed, never a page."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any, Final

from pypdf import PdfReader
from pypdf.errors import PyPdfError
from pypdf.generic import DictionaryObject, StreamObject

from pepdesk.export.embedded import PLAN_NAME

_MOST_FILES: Final = 100
_DEEPEST: Final = 8


def plan(_question: object, document: bytes) -> str | list[str]:
    """The texts of the plans inside (one, in a file that is in order), or ``"none"``; ``[]`` for one damaged."""
    try:
        catalogue: Any = PdfReader(io.BytesIO(document), strict=False).trailer["/Root"]
        names = catalogue.get("/Names")
        tree = names.get_object().get("/EmbeddedFiles") if names is not None else None
        specs = [] if tree is None else list(_specs(tree.get_object(), 0))
        found = [_data(spec) for spec in specs[:_MOST_FILES] if _name(spec) == PLAN_NAME]
    except (PyPdfError, AttributeError, KeyError, TypeError, ValueError, RecursionError, OSError):
        return []
    return found or "none"


def _specs(node: Any, depth: int) -> Iterator[DictionaryObject]:  # noqa: ANN401 - any PDF object
    """The file specifications in a name tree."""
    if not isinstance(node, DictionaryObject) or depth > _DEEPEST:
        return
    for entry in list(node.get("/Names", ()))[1 : 2 * _MOST_FILES : 2]:
        spec = entry.get_object()
        if isinstance(spec, DictionaryObject):
            yield spec
    for kid in list(node.get("/Kids", ()))[:_MOST_FILES]:
        yield from _specs(kid.get_object(), depth + 1)


def _name(spec: DictionaryObject) -> str:
    return str(spec.get("/UF", spec.get("/F", "")))


def _data(spec: Any) -> str:  # noqa: ANN401 - any PDF object
    stream = spec["/EF"].get_object()["/F"].get_object()
    if not isinstance(stream, StreamObject):
        raise TypeError("no file")
    return stream.get_data().decode("utf-8")
