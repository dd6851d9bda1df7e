"""An authority's own wording and questions: ``authorities/<id>/<form>/<tab>.toml`` laid over a form's raw definition.

It may reword, hide what nobody has to answer, require what was not, and add questions, groups and answers whose names
begin with the authority's prefix. It may not change a type or take away what must be answered. Works on the raw
definition, so that a plan embeds the form as its authority asks it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pepdesk.form import keys
from pepdesk.form.faults import Faults, near_miss
from pepdesk.form.files import read_toml
from pepdesk.form.overlay_keys import CHANGED, CHOICES_KEYS, HEADINGS, OPTION_KEYS, OVERLAY_KEYS
from pepdesk.form.statutory import legal_questions
from pepdesk.form.tables import read_table

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pepdesk.form.packs import Pack

Raw = dict[str, Any]
_STRENGTH = ("", "sign_off", "start")


@dataclass(slots=True)
class Overlay:
    """What one authority changes in one form: ``documents`` holds each tab's file and content.

    ``legal`` are the (tab, question) pairs the law asks for; they can be reworded and never hidden.
    """

    prefix: str
    legal: frozenset[tuple[str, str]]
    documents: dict[str, tuple[str, Raw]]
    faults: Faults

    def change_tabs(self, tabs: list[Raw]) -> list[Raw]:
        """The raw tabs with all changes and additions; the given ones stay as they are."""
        changed = [
            self._change_tab(tab, *self.documents[tab["id"]]) if tab["id"] in self.documents else tab for tab in tabs
        ]
        self._check_hidden(tabs, changed)
        return changed

    def change_lists(self, lists: Mapping[str, Any]) -> Raw:
        """The choice lists with reworded and added answers."""
        result = dict(lists)
        for file, document in self.documents.values():
            for list_id, table in _tables(document, "choices"):
                heading = f"[choices.{list_id}]"
                if list_id in result:
                    result[list_id] = self._change_list(result[list_id], table, file, heading)
                elif self._is_own(list_id, lists, file, heading, "a choice list"):
                    result[list_id] = table
        return result

    def _change_tab(self, tab: Raw, file: str, document: Raw) -> Raw:
        groups = list(tab["groups"])
        for group_id, table in _tables(document, "group"):
            groups = self._change_or_add(groups, group_id, table, ("group", tab["id"]), file)
        fields = list(tab["fields"])
        for field_id, table in _tables(document, "field"):
            fields = self._change_or_add(fields, field_id, table, ("field", tab["id"]), file)
        left = {str(one["table"].get("group", "")) for one in fields if isinstance(one["table"], dict)}
        left |= {str(one["table"].get("parent", "")) for one in groups if one["id"] in left}
        before = {one["id"] for one in tab["groups"]}
        groups = [one for one in groups if one["id"] in left or one["id"] not in before]  # all its questions hidden
        words = self._change(tab["tab"], document.get("tab", {}), "tab", file, "[tab]")
        return {**tab, "tab": words, "groups": groups, "fields": fields}

    def _change_or_add(self, entries: list[Raw], name: str, table: Raw, where: tuple[str, str], file: str) -> list[Raw]:
        """The entries of one tab with one heading of the overlay done. ``where``: its kind and the tab."""
        kind, tab = where
        heading = f"[{kind}.{name}]"
        ids = [one["id"] for one in entries]
        if name in ids:
            place = ids.index(name)
            if isinstance(table, dict) and table.get("hidden") is True and kind == "field":
                return (
                    entries if self._must_stay(entries[place], tab, table, file, heading) else _without(entries, place)
                )
            changed = self._change(entries[place]["table"], table, kind, file, heading)
            return [*entries[:place], {**entries[place], "file": file, "table": changed}, *entries[place + 1 :]]
        if not self._is_own(name, ids, file, heading, f"a {_WORDS[kind]} of this tab"):
            return entries
        place = len(entries)
        if isinstance(table, dict) and "after" in table:
            table = dict(table)
            after = table.pop("after")
            if after in ids:
                place = ids.index(after) + 1
            else:
                self.faults.add(
                    file, heading, f'"{after}", after which it should stand, is not here.', near_miss(str(after), ids)
                )
        return [*entries[:place], {"id": name, "file": file, "table": table}, *entries[place:]]

    def _change(self, base: Raw, table: object, kind: str, file: str, heading: str) -> Raw:
        """One heading's keys with the overlay's in their place; audiences are added to those it is hidden from."""
        allowed, known = CHANGED[kind], {"tab": keys.TAB_KEYS, "group": keys.GROUP_KEYS, "field": keys.FIELD_KEYS}[kind]
        if isinstance(table, dict):
            for name in table.keys() & known.keys() - allowed.keys():
                self.faults.add(
                    file, heading, f'"{name}" of PepDesk\'s own form cannot be changed.', _WHY_NOT.get(name, "")
                )
            table = {name: value for name, value in table.items() if name in allowed or name not in known}
        new = read_table(table, allowed, file, heading, self.faults)
        new.pop("hidden", None)
        if _STRENGTH.index(new.get("required", "start")) < _STRENGTH.index(base.get("required", "")):
            self.faults.add(file, heading, "a question cannot be required later than PepDesk's own form requires it.")
        if "hide_from" in new:
            new["hide_from"] = sorted({*base.get("hide_from", ()), *new["hide_from"]})
        return {**base, **new}

    def _must_stay(self, entry: Raw, tab: str, table: Raw, file: str, heading: str) -> bool:
        """Whether a question may not be hidden; says so."""
        if table != {"hidden": True}:
            self.faults.add(file, heading, '"hidden = true" must stand alone under its heading.')
        if (tab, entry["id"]) in self.legal:
            self.faults.add(file, heading, "the law asks for it, so it cannot be hidden.", "Reword it instead.")
            return True
        if "required" in entry["table"]:
            self.faults.add(file, heading, "it must be answered, so it cannot be hidden.", "Reword it instead.")
            return True
        return False

    def _is_own(self, name: str, known: Mapping[str, Any] | list[str], file: str, heading: str, what: str) -> bool:
        if name.startswith(self.prefix):
            return True
        advice = near_miss(name, known) if len(known) > 0 else ""
        begin = f'New names begin with "{self.prefix}".'
        self.faults.add(file, heading, f'"{name}" is not {what}.', f"{advice} {begin}".strip())
        return False

    def _change_list(self, base: Raw, table: object, file: str, heading: str) -> Raw:
        """A list with its answers reworded or added; ``after`` names the answer behind which one stands."""
        given = read_table(table, CHOICES_KEYS, file, heading, self.faults)
        options = [dict(one) for one in base["options"]]
        for raw in given.pop("options", ()):
            option = read_table(raw, OPTION_KEYS, file, heading, self.faults)
            values = [one["value"] for one in options]
            value, after = option.get("value", ""), option.pop("after", "")
            if value in values:
                options[values.index(value)] = self._reword(options[values.index(value)], option, file, heading)
            elif self._is_own(value, values, file, heading, "an answer of this list"):
                if after and after not in values:
                    self.faults.add(
                        file, heading, f'"{after}" is not an answer of this list.', near_miss(after, values)
                    )
                options.insert(values.index(after) + 1 if after in values else len(options), option)
        return {**base, **given, "options": options}

    def _reword(self, base: Raw, option: Raw, file: str, heading: str) -> Raw:
        if more := option.keys() - {"value", "label"}:
            names = ", ".join(sorted(more))
            self.faults.add(
                file, heading, f'of the answer "{base["value"]}" only the label can be changed, not {names}.'
            )
        return {**base, **option}

    def _check_hidden(self, before: list[Raw], after: list[Raw]) -> None:
        """No condition may look at a hidden question: it could never be met again."""
        hidden = _addresses(before) - _addresses(after)
        if not hidden:
            return
        for tab in after:
            for entry in ({"id": "", "table": tab["tab"]}, *tab["groups"], *tab["fields"]):
                table = entry["table"]
                condition = table.get("visible_when") if isinstance(table, dict) else None
                for name in sorted(hidden & _named_in(condition, tab["id"])):
                    tab_id, _, field_id = name.partition(".")
                    where = f"{tab['id']}.{entry['id']}" if entry["id"] else f'the tab "{tab["id"]}"'
                    file = self.documents[tab_id][0]
                    self.faults.add(
                        file, f"[field.{field_id}]", f"cannot be hidden: whether {where} is shown depends on it."
                    )


_WORDS = {"field": "question", "group": "group"}
_WHY_NOT = {
    "type": "Plans already saved hold answers of that type. Hide the question and add one of your own.",
    "visible_when": "Hide the question and add one of your own.",
    "choices": "Add answers to its list with [choices.…].",
    "owner": "Say who fills in which tab with [setting.section_owners].",
}


def read_overlay(pack: Pack, form_id: str, form_version: int, tabs: list[Raw], faults: Faults) -> Overlay | None:
    """What the authority's folder says of one form; None if nothing. What cannot be read becomes a fault."""
    files = sorted((pack.folder / form_id).glob("*.toml"))
    if not files:
        return None
    about = pack.read(faults).get("authority", {})
    prefix = str(about.get("prefix", "")) if isinstance(about, dict) else ""
    overlay = Overlay(prefix or f"{pack.id}_", legal_questions(form_id), {}, faults)
    ids = [tab["id"] for tab in tabs]
    for path in files:
        file = pack.file(f"{form_id}/{path.name}")
        document = read_toml(pack.root, file, faults)
        if path.stem not in ids:
            faults.add(file, "", f'the form "{form_id}" has no tab "{path.stem}".', near_miss(path.stem, ids))
        elif document:
            _check_document(document, file, form_id, form_version, faults)
            overlay.documents[path.stem] = (file, document)
    return overlay


def _check_document(document: Raw, file: str, form_id: str, form_version: int, faults: Faults) -> None:
    for heading in document:
        if heading not in HEADINGS:
            faults.add(file, f"[{heading}]", "is not a heading of such a file.", near_miss(heading, HEADINGS))
        elif not isinstance(document[heading], dict):
            faults.add(file, f"[{heading}]", "must be a heading with keys under it.")
            document[heading] = {}
    about = read_table(document.get("overlay", {}), OVERLAY_KEYS, file, "[overlay]", faults)
    extends = re.fullmatch(r"([a-z0-9_]+)@(\d{1,6})", about.get("extends", f"{form_id}@1"))
    if extends is None or extends[1] != form_id:
        faults.add(file, "[overlay]", '"extends" must name this form.', f'Write extends = "{form_id}@{form_version}".')
    elif int(extends[2]) > form_version:
        advice = "It was written for a newer PepDesk: update PepDesk, or ask for an older pack."
        faults.add(
            file, "[overlay]", f"it was written for version {extends[2]}; this is version {form_version}.", advice
        )


def _tables(document: Raw, heading: str) -> list[tuple[str, Any]]:
    return list(document.get(heading, {}).items())


def _without(entries: list[Raw], place: int) -> list[Raw]:
    return entries[:place] + entries[place + 1 :]


def _addresses(tabs: list[Raw]) -> set[str]:
    return {f"{tab['id']}.{one['id']}" for tab in tabs for one in tab["fields"]}


def _named_in(condition: object, tab: str) -> set[str]:
    """The addresses of all questions a raw condition looks at."""
    names: set[str] = set()
    for key, wanted in condition.items() if isinstance(condition, dict) else ():
        if key == "any":
            names |= {name for one in wanted for name in _named_in(one, tab)} if isinstance(wanted, list) else set()
        else:
            place = key.partition("@")[0]
            names.add(place if "." in place else f"{tab}.{place}")
    return names
