"""Reading a filled PDF behind the fence: what ``pdf_form`` asks the second process to do. Loads pypdf at once.

Only fields are read: their names and what stands in them. No page is interpreted, nothing is run.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any, Final

from pypdf import PdfReader
from pypdf.generic import (
    ArrayObject,
    ByteStringObject,
    DictionaryObject,
    IndirectObject,
    NameObject,
    StreamObject,
    TextStringObject,
)

MOST_FIELDS: Final = 20_000
MOST_PAGES: Final = 2_000
LONGEST: Final = 200_000
"""Letters of one answer."""
_DEEPEST: Final = 12
_PUSH_BUTTON: Final = 1 << 16  # ISO 32000-1, table 226
_DOES: Final = frozenset({"/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/Rendition"})
"""Actions that a form of ours never has: they run, open or send something."""
_INHERITED: Final = ("/FT", "/V", "/Ff", "/Opt", "/TU")


class _Refused(Exception):
    """The file is not read; the argument is the reason's short name."""


def read(_question: object, data: bytes) -> dict[str, Any]:
    """What the form holds as JSON: ``about``, ``keywords`` and ``fields``; or ``refused`` with the reason's short name.

    A field: its ``name``, its question (``label``), ``kind`` ("text", "choice", "tick") and ``text``; of a box
    ``ticked`` and the ``words`` of its option; ``parted`` where its picture and its value disagree.
    """
    try:
        return _read(PdfReader(io.BytesIO(data), strict=False))
    except _Refused as refused:
        return {"refused": str(refused)}
    except Exception:  # noqa: BLE001 - a broken file can break the library anywhere; it must not look like our bug
        return {"refused": "damaged"}


def _read(reader: PdfReader) -> dict[str, Any]:
    if reader.is_encrypted:
        raise _Refused("locked")
    root = _dictionary(reader.trailer.get("/Root"))
    form = _dictionary(root.get("/AcroForm"))
    if "/XFA" in form:
        raise _Refused("xfa")
    _look_for_scripts(root, reader)
    fields = [told for field in _fields(form) if (told := _told(*field))]
    if not fields:
        raise _Refused("no-fields")
    return {"fields": fields, "keywords": _words(_dictionary(reader.trailer.get("/Info")).get("/Keywords"))}


def _look_for_scripts(root: DictionaryObject, reader: PdfReader) -> None:
    if _list(_dictionary(_dictionary(root.get("/Names")).get("/JavaScript")).get("/Names")):
        raise _Refused("script")
    _refuse_acting(root)
    for number, page in enumerate(reader.pages):
        if number >= MOST_PAGES:
            raise _Refused("large")
        _refuse_acting(page)
        for annotation in _list(page.get("/Annots")):
            _refuse_acting(_dictionary(annotation))


def _refuse_acting(node: DictionaryObject) -> None:
    """Refuse a page, field or document that does something when it is opened, printed, clicked or left."""
    actions = [node.get("/A"), node.get("/OpenAction"), *_dictionary(node.get("/AA")).values()]
    for action in map(_dictionary, actions):
        for _ in range(_DEEPEST):
            if str(action.get("/S")) in _DOES or "/JS" in action:
                raise _Refused("script")
            action = _dictionary(action.get("/Next"))


def _fields(form: DictionaryObject) -> Iterator[tuple[str, DictionaryObject, dict[str, Any]]]:
    """Every field at the end of its branch, in order: full name, dictionary, what it has from those it stands in."""
    todo = [("", one, dict[str, Any](), 0) for one in reversed(_list(form.get("/Fields")))]
    seen: set[int] = set()
    looked = 0
    while todo:
        outer, reference, above, depth = todo.pop()
        looked += 1
        if looked > 2 * MOST_FIELDS or depth > _DEEPEST:
            raise _Refused("large")
        if isinstance(reference, IndirectObject):
            if reference.idnum in seen:
                continue
            seen.add(reference.idnum)
        node = _dictionary(reference)
        _refuse_acting(node)
        own = _words(node["/T"]) if "/T" in node else ""
        name = f"{outer}.{own}" if outer and own else outer or own
        inherited = above | {key: node[key] for key in _INHERITED if key in node}
        kids = [kid for kid in _list(node.get("/Kids")) if "/T" in _dictionary(kid)]
        todo += [(name, kid, inherited, depth + 1) for kid in reversed(kids)]
        if not kids and name:
            yield name, node, inherited


def _told(name: str, node: DictionaryObject, inherited: dict[str, Any]) -> dict[str, Any] | None:
    kind, value = str(inherited.get("/FT")), inherited.get("/V")
    told: dict[str, Any] = {"name": name, "label": _words(inherited["/TU"]) if "/TU" in inherited else ""}
    if kind in ("/Tx", "/Ch"):
        offered = inherited.get("/Opt") if kind == "/Ch" else None
        told |= {"kind": "choice" if offered is not None else "text"}
        return told | {"text": _chosen(value, offered)}
    flags = inherited.get("/Ff", 0)
    if kind != "/Btn" or (isinstance(flags, int) and flags & _PUSH_BUTTON):
        return None
    widgets = [node, *map(_dictionary, _list(node.get("/Kids")))]
    states = [str(one["/AS"]) for one in widgets if "/AS" in one]
    says = _is_on(_words(value)) if value is not None else None
    looks = any(map(_is_on, states)) if states else None
    told |= {"kind": "tick", "ticked": bool(says if looks is None else looks)}
    told |= {"parted": None not in (says, looks) and says != looks}
    return told | {"words": _words(node["/Contents"]) if "/Contents" in node else ""}


def _is_on(state: str) -> bool:
    return state.lstrip("/") not in ("", "Off")


def _chosen(value: object, offered: object) -> str:
    """What stands there, in the words people chose it by."""
    text = _words(value) if value is not None else ""
    for option in _list(offered):
        pair = _list(option)
        if len(pair) == 2 and _words(pair[0]) == text:
            return _words(pair[1])
    return text


def _words(value: object) -> str:
    """Any way of writing text as text, with newlines as the only line breaks."""
    value = value.get_object() if isinstance(value, IndirectObject) else value
    match value:
        case TextStringObject() | NameObject():
            text = str(value)
        case ByteStringObject():
            text = bytes(value).decode("utf-8", "replace")
        case StreamObject():
            text = str(TextStringObject(_decoded(value.get_data()[: 4 * LONGEST])))
        case ArrayObject():
            text = "\n".join(_words(one) for one in value[:1000] if not isinstance(one, ArrayObject | IndirectObject))
        case _:
            text = "" if value is None or isinstance(value, DictionaryObject) else str(value)
    if len(text) > LONGEST:
        raise _Refused("large")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _decoded(data: bytes) -> str:
    encoding = "utf-16" if data[:2] in (b"\xfe\xff", b"\xff\xfe") else "utf-8-sig"
    return data.decode(encoding, "replace")


def _dictionary(thing: object) -> DictionaryObject:
    """The dictionary that ``thing`` is or points to; an empty one if it is none."""
    found = thing.get_object() if isinstance(thing, IndirectObject) else thing
    return found if isinstance(found, DictionaryObject) else DictionaryObject()


def _list(thing: object) -> list[Any]:
    found = thing.get_object() if isinstance(thing, IndirectObject) else thing
    return list(found) if isinstance(found, ArrayObject) else []
