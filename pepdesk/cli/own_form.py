"""``pepdesk own-form list | propose | fill | read | check``: an authority's own Word form."""

from __future__ import annotations

import argparse
import json
import sys
from datetime import date
from pathlib import Path
from typing import Any

from pepdesk.problem import FormProblem

_ABOUT = (
    "A council's own .docx: PepDesk proposes which place of it belongs to which question, keeps the matching as a "
    "small file you can correct, fills that very document with a plan, and reads a filled one back."
)


def add_parser(subparsers: Any) -> None:  # noqa: ANN401 - argparse's own type is private
    """Describe the command."""
    parser = subparsers.add_parser("own-form", help="an authority's own Word form", description=_ABOUT)
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="list|propose|fill|read|check")
    known = verbs.add_parser("list", help="the own forms of an authority")
    known.add_argument("--authority", default="england", metavar="A", help="the authority's id (default: england)")
    look = verbs.add_parser("propose", help="which place of a Word form belongs to which question")
    look.add_argument("document", type=Path, metavar="FORM.docx", help="the council's empty form")
    look.add_argument("--form", required=True, metavar="F", help="the id of our form: early_years, year_r_11, post_16")
    look.add_argument("--authority", default="england", metavar="A", help="whose form it is (default: england)")
    look.add_argument("--save", default="", metavar="TITLE", help="keep the proposal under this title, to be corrected")
    look.add_argument(
        "-o", "--output", type=Path, metavar="DIR", help="where to keep it (default: among your own data)"
    )
    fill = verbs.add_parser("fill", help="the form filled with a plan")
    _add_plan(fill)
    fill.add_argument("mapping", help="the mapping's file (*.toml), or the name of one of the authority's forms")
    fill.add_argument("-o", "--output", type=Path, required=True, metavar="FILE.docx", help="what to write")
    fill.add_argument("--further", action="store_true", help="append the answers that have no place in the form")
    back = verbs.add_parser("read", help="what stands in a filled copy of the form")
    back.add_argument("filled", type=Path, metavar="FILLED.docx", help="the filled form")
    back.add_argument("mapping", type=Path, metavar="MAPPING.toml", help="the mapping's file")
    back.add_argument("--authority", default="england", metavar="A", help="with this authority's questions")
    check = verbs.add_parser("check", help="every fault of a mapping")
    check.add_argument("mapping", type=Path, metavar="MAPPING.toml", help="the mapping's file")
    check.add_argument("--authority", default="england", metavar="A", help="with this authority's questions")
    for verb in (parser, *verbs.choices.values()):
        verb.add_argument("--json", action="store_true", default=argparse.SUPPRESS, help="machine-readable output")


def _add_plan(parser: argparse.ArgumentParser) -> None:
    from pepdesk.cli.plan import add_plan_argument

    add_plan_argument(parser)


def run(args: argparse.Namespace) -> int:
    """Do what was asked; ``check`` gives 1 for faults, ``read`` 1 if a person should look at something."""
    args.json = getattr(args, "json", False)
    verbs = {"list": _list, "propose": _propose, "fill": _fill, "read": _read, "check": _check}
    return verbs[args.verb](args)


def _list(args: argparse.Namespace) -> int:
    from pepdesk import paths
    from pepdesk.intake.own_form_files import own_forms

    found = own_forms(args.authority, paths.forms_dir(), paths.user_data_dir())
    rows = [{"id": one.mapping.id, "title": one.mapping.title, "form": one.mapping.form,
             "file": str(one.folder / f"{one.mapping.id}.toml")} for one in found]  # fmt: skip
    if args.json:
        print(json.dumps(rows, ensure_ascii=False))
    for row in () if args.json else rows:
        print(f"{row['id']:<24} {row['form']:<12} {row['title']}")
    if not rows and not args.json:
        print(
            "No own form is known for this authority. Begin with: pepdesk own-form propose FORM.docx --form year_r_11"
        )
    return 0


def _propose(args: argparse.Namespace) -> int:
    from pepdesk.app.catalogue import take_authority, take_form
    from pepdesk.app.own_forms import look_at, save_own_form

    form = take_form(args.form, take_authority(args.authority))
    looked = look_at(args.document, form)
    saved = ""
    if args.save:
        entries = tuple(one.entry for one in looked.proposed)
        own = save_own_form(looked, entries, form, args.authority, args.save, args.output)
        saved = str(own.folder / f"{own.mapping.id}.toml")
    places: list[dict[str, Any]] = [
        {"at": one.place.at, "kind": one.place.kind, "label": one.place.words, "section": one.place.section,
         "answers": list(one.entry.answers), "values": list(one.entry.values),
         "rows": [{"group": part.group, "columns": list(part.columns)} for part in one.entry.rows],
         "confidence": one.confidence, "sure": one.is_sure, "why": one.why}
        for one in looked.proposed
    ]  # fmt: skip
    if args.json:
        print(json.dumps({"places": places, "remarks": list(looked.remarks), "saved": saved}, ensure_ascii=False))
        return 0
    for one in places:
        rows = [" ".join([part["group"], *part["columns"]]) for part in one["rows"]]
        mark = "  " if one["sure"] else "? "
        print(f"{mark}{one['at']:<18} {one['label']}  ->  {', '.join(one['answers'] + rows) or '(nothing)'}")
    sure = sum(one["sure"] for one in places)
    print(f"{len(places)} places, {sure} of them sure.", *looked.remarks, sep="\n")
    if saved:
        print(f"Saved: {saved}")
    return 0


def _fill(args: argparse.Namespace) -> int:
    from pepdesk.app.documents import write_document
    from pepdesk.app.own_forms import chosen_form, fill, report_text
    from pepdesk.cli.plan import open_plan

    record = open_plan(args)
    own = chosen_form(args.mapping, record)
    made = fill(record, own, date.today(), further=args.further)
    write_document(args.output, made.data)
    left = [{"address": str(one.address), "question": one.label, "why": one.why} for one in made.left]
    told = {
        "file": str(args.output),
        "form": own.mapping.id,
        "placed": made.placed,
        "left": left,
        "appended": args.further,
    }
    print(json.dumps(told, ensure_ascii=False) if args.json else report_text(own, made), end="\n" if args.json else "")
    return 0


def _read(args: argparse.Namespace) -> int:
    from pepdesk.app.catalogue import take_authority, take_form
    from pepdesk.intake.own_form_files import open_own_form, read_document
    from pepdesk.intake.own_form_read import read_own_form

    own = open_own_form(args.mapping)
    form = take_form(own.mapping.form, take_authority(args.authority))
    filled = read_own_form(read_document(args.filled), own.template(), own.mapping, form)
    answers = [{"address": str(one.address), "label": one.label, "text": one.text, "how": one.how,
                "doubtful": one.doubtful} for one in filled.found]  # fmt: skip
    strange = [{"where": one.where, "text": one.text, "why": one.why} for one in filled.not_understood]
    if args.json:
        print(json.dumps({"form": filled.form_id, "answers": answers, "not_understood": strange,
                          "remarks": list(filled.remarks)}, ensure_ascii=False))  # fmt: skip
    for one in () if args.json else answers:
        if one["text"] or one["doubtful"]:
            print(f"{one['address']}: {one['text']}" + (f"  [{one['doubtful']}]" if one["doubtful"] else ""))
    for one in () if args.json else strange:
        print(f"Not understood, {one['where']}: {one['text']}  [{one['why']}]")
    return 1 if strange or any(one["doubtful"] for one in answers) else 0


def _check(args: argparse.Namespace) -> int:
    from pepdesk.app.catalogue import take_authority, take_form
    from pepdesk.form.faults import FormFaults
    from pepdesk.intake.own_form_files import open_own_form
    from pepdesk.intake.own_form_places import find_places
    from pepdesk.intake.own_form_sheet import read_sheet

    told: list[str] = []
    places = 0
    try:
        own = open_own_form(args.mapping)
        open_own_form(args.mapping, take_form(own.mapping.form, take_authority(args.authority)))
        there = {one.at for one in find_places(read_sheet(own.template()))}
        places = len(own.mapping.entries)
        told = [f'{args.mapping.name}, [[place]] at = "{one.at}": the document has no such place.'
                for one in own.mapping.entries if one.at not in there]  # fmt: skip
    except FormFaults as problem:
        told = [str(fault) for fault in problem.faults]
    except FormProblem as problem:
        told = [str(problem)]
    if args.json:
        print(json.dumps(told, ensure_ascii=False))
    else:
        print("\n".join(told), file=sys.stderr, end="\n" if told else "")
        print(f"{places} places read, {len(told)} {'fault' if len(told) == 1 else 'faults'}.")
    return 1 if told else 0
