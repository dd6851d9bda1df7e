"""What the fields of a fillable PDF are called, for who makes the form (``export``) and who reads it (``intake``).

A field's full name is the answer's address: ``targets.outcome@new1``. A full stop parts a PDF field from the one it
stands in, so a tab is a field that holds those of its questions. A box to tick adds the option it stands for:
``targets.linked_to@new1.attendance``. Signs an id could hold that mean something here are written as in web addresses
("%2E" for a full stop), so that every name reads back.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final
from urllib.parse import quote, unquote

from pepdesk.form.address import Address

ABOUT: Final = "pepdesk:form"
"""The field that says which form it is; no answer can be called so, because a tab's id has no colon."""
_LONGEST: Final = 400


@dataclass(frozen=True, slots=True)
class AboutForm:
    """Which form a file is: ids, the version of the form; ``plan`` and ``authority`` may be empty."""

    form: str
    version: int
    revision: int
    plan: str = ""
    authority: str = ""

    def __str__(self) -> str:
        """One line that people can read as well: ``form year_r_11, version 1.0, authority bury, plan 0f…``."""
        more = f", authority {self.authority}" if self.authority else ""
        return (
            f"form {self.form}, version {self.version}.{self.revision}{more}{f', plan {self.plan}' * bool(self.plan)}"
        )

    @classmethod
    def parse(cls, text: str) -> AboutForm:
        """Read the line back. Raises ``ValueError`` when it is none."""
        said: dict[str, str] = {}
        for part in text[:_LONGEST].split(","):
            what, _, value = part.strip().partition(" ")
            if what in said or not value.strip():
                raise ValueError("not about a form")
            said[what] = value.strip()
        version, _, revision = said.pop("version", "").partition(".")
        known = cls(said.pop("form", ""), int(version), int(revision), said.pop("plan", ""), said.pop("authority", ""))
        if not known.form or said:
            raise ValueError("not about a form")
        return known


def field_name(address: Address, option: str = "") -> str:
    """The full name of the field for an answer, or for the box of one ``option`` of it."""
    rows = "@" + "/".join(_quoted(row) for row in address.rows) if address.rows else ""
    name = f"{_quoted(address.tab)}.{_quoted(address.field)}{rows}"
    return f"{name}.{_quoted(option)}" if option else name


def read_field_name(name: str) -> tuple[Address, str]:
    """The address and the option ("" for none) a field's full name stands for. Raises ``ValueError`` for any other."""
    parts = name.split(".")
    if len(name) > _LONGEST or len(parts) not in (2, 3):
        raise ValueError("not the name of an answer")
    place = Address.parse(".".join(parts[:2]))
    address = Address(unquote(place.tab), unquote(place.field), tuple(unquote(row) for row in place.rows))
    option = unquote(parts[2]) if len(parts) == 3 else ""
    if field_name(address, option) != name:
        raise ValueError("not the name of an answer")
    return address, option


def _quoted(part: str) -> str:
    return quote(part, safe="").replace(".", "%2E")
