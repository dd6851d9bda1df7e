"""``pepdesk form list | show F | check [DIR] | schema | questions F``: forms and their faults."""

from __future__ import annotations

import argparse
import json
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

from pepdesk import paths
from pepdesk.export.audience import FILE as AUDIENCES
from pepdesk.export.audience import audience_faults
from pepdesk.form import carrying
from pepdesk.form.faults import Fault, FormFaults
from pepdesk.form.loader import form_ids, load_form, unused_choices
from pepdesk.form.model import Condition, Field, Form, Tab
from pepdesk.form.schema import form_schema
from pepdesk.problem import FormProblem


def add_parser(subparsers: Any) -> None:  # noqa: ANN401 - argparse's own type is private
    """Describe the command."""
    parser = subparsers.add_parser("form", help="the forms PepDesk knows, and faults of form files")
    parser.add_argument("--json", action="store_true", help="machine-readable output")
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="list|show|check|schema|questions")
    verbs.add_parser("list", help="the forms known").add_argument("--json", action="store_true")
    show = verbs.add_parser("show", help="one form with every field")
    show.add_argument("form", help="the form's id")
    show.add_argument("--json", action="store_true")
    check = verbs.add_parser("check", help="every fault of the forms in a folder")
    check.add_argument("folder", nargs="?", type=Path, default=None, help="a forms folder (default: PepDesk's own)")
    check.add_argument("--json", action="store_true")
    verbs.add_parser("schema", help="a JSON Schema of form files, for editors")
    questions = verbs.add_parser("questions", help="every question of a form as a Word file to mark up")
    questions.add_argument("form", help="the form's id")
    questions.add_argument("--word", type=Path, required=True, metavar="FILE", help="what to write")
    questions.add_argument(
        "--authority", default="", metavar="A", help="with the wording and questions of this authority"
    )
    questions.add_argument("--json", action="store_true")


def run(args: argparse.Namespace) -> int:
    """Do what was asked; ``check`` gives 1 when it found faults."""
    verbs = {"list": _list, "show": _show, "check": _check, "schema": _schema, "questions": _questions}
    return verbs[args.verb](args)


def _list(args: argparse.Namespace) -> int:
    forms = [load_form(paths.forms_dir(), form_id) for form_id in form_ids(paths.forms_dir())]
    rows = [{"id": form.id, "title": form.title, "version": form.version, "summary": form.summary} for form in forms]
    if args.json:
        print(json.dumps(rows, ensure_ascii=False))
    else:
        for row in rows:
            print(f"{row['id']:<14} version {row['version']}  {row['title']}\n{'':<14} {row['summary']}")
    return 0


def _show(args: argparse.Namespace) -> int:
    form = load_form(paths.forms_dir(), args.form)
    if args.json:
        print(json.dumps(_form_table(form), ensure_ascii=False))
        return 0
    print(f"{form.title} (version {form.version})")
    for tab in form.tabs:
        print(f"\n{tab.title}  [{tab.owner}]{_when(tab.visible_when)}")
        for field in tab.fields:
            needed = f" required:{field.required}" if field.required else ""
            print(f"  {field.tab}.{field.id:<28} {field.type:<10} {field.owner}{needed}  {field.label}")
    return 0


def _form_table(form: Form) -> dict[str, Any]:
    lists = {
        one.id: [{"value": option.value, "label": option.label, "code": option.code} for option in one.options]
        for one in form.choices.values()
    }
    return {
        "id": form.id,
        "title": form.title,
        "version": form.version,
        "revision": form.revision,
        "tabs": [_tab_table(tab) for tab in form.tabs],
        "choices": lists,
    }


def _tab_table(tab: Tab) -> dict[str, Any]:
    return {
        "id": tab.id,
        "title": tab.title,
        "owner": tab.owner,
        "visible_when": _when(tab.visible_when) or None,
        "fields": [_field_table(field) for field in tab.fields],
    }


def _field_table(field: Field) -> dict[str, Any]:
    return {
        "address": f"{field.tab}.{field.id}",
        "label": field.label,
        "type": field.type,
        "owner": field.owner,
        "group": field.group or None,
        "required": field.required,
        "visible_when": _when(field.visible_when) or None,
        "choices": field.choices or None,
        "hide_from": sorted(field.hide_from),
    }


def _when(condition: Condition | None) -> str:
    """A condition in words; "" for none."""
    if condition is None:
        return ""
    parts = [
        f"{test.tab}.{test.field}{'@' + test.row if test.row else ''} {test.operator} {' or '.join(test.operands)}"
        for test in condition.all
    ]
    if condition.any:
        parts.append("(" + " or ".join(_when(one) for one in condition.any) + ")")
    return " and ".join(parts)


def _check(args: argparse.Namespace) -> int:
    folder = args.folder or paths.forms_dir()
    if not folder.is_dir():
        raise FormProblem(f"There is no folder {folder}.", "Name the folder that holds the forms.")
    faults: list[Fault] = []
    forms: dict[str, Form] = {}
    for form_id in form_ids(folder):
        try:
            forms[form_id] = load_form(folder, form_id)
        except FormFaults as problem:
            faults.extend(fault for fault in problem.faults if fault not in faults)
    faults.extend(unused_choices(folder))
    if not faults and (folder / carrying.FILE).exists():
        faults.extend(carrying.carry_faults(folder, forms))
    if not faults and (folder / AUDIENCES).exists():
        faults.extend(audience_faults(folder, forms.values()))
    if args.json:
        print(json.dumps([_fault_table(fault) for fault in faults], ensure_ascii=False))
    for fault in faults:
        print(fault, file=sys.stderr)
    if not args.json:
        print(f"{len(form_ids(folder))} forms read, {len(faults)} faults.")
    return 1 if faults else 0


def _schema(_args: argparse.Namespace) -> int:
    print(json.dumps(form_schema(), indent=2, ensure_ascii=False))
    return 0


def _questions(args: argparse.Namespace) -> int:
    from pepdesk.app.documents import write_document
    from pepdesk.authority.loader import form_for, load_authority
    from pepdesk.authority.model import Authority
    from pepdesk.export.question_list import question_list
    from pepdesk.export.word import render

    forms, user = paths.forms_dir(), paths.user_data_dir()
    authority = load_authority(forms, args.authority, user) if args.authority else Authority()
    form = form_for(forms, args.form, authority, user)
    now = datetime.now().astimezone().isoformat(timespec="seconds")
    write_document(args.word, render(question_list(form, now, authority.name)))
    count = sum(len(tab.fields) for tab in form.tabs)
    print(json.dumps({"file": str(args.word), "questions": count}) if args.json else f"{count} questions: {args.word}")
    return 0


def _fault_table(fault: Fault) -> dict[str, str]:
    return {"file": fault.file, "heading": fault.heading, "message": fault.message, "advice": fault.advice}
