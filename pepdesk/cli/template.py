"""``pepdesk template FORM [--owner child|carer] [--year Y] --pdf F [--word F]``: a blank sheet to fill in on paper."""

from __future__ import annotations

import argparse
import json
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pepdesk.problem import ExportProblem, FormProblem

if TYPE_CHECKING:
    from pepdesk.form.address import Address
    from pepdesk.form.model import Form
    from pepdesk.record.answers import Answer

_ABOUT = (
    "A blank sheet of paper for the child's voice, or for the carer's views: to print, fill in by hand, and type into "
    "the plan. Nothing reads it back by itself."
)


def add_parser(subparsers: Any) -> None:  # noqa: ANN401 - argparse's own type is private
    """Describe the command."""
    parser = subparsers.add_parser("template", help="a blank paper sheet for the child's voice", description=_ABOUT)
    parser.add_argument("form", help="the form's id")
    parser.add_argument("--owner", choices=("child", "carer"), default="child", help="whose questions (default: child)")
    parser.add_argument(
        "--year", default="", metavar="Y", help='the year group, e.g. "N1", "R", "8" (default: youngest)'
    )
    parser.add_argument("--authority", default="", metavar="A", help="with the wording and questions of this authority")
    parser.add_argument("--first-name", default="", metavar="NAME", help="written on the name line; nothing else is")
    parser.add_argument(
        "--known",
        action="append",
        default=[],
        metavar="TAB.FIELD=VALUE",
        help="an answer that decides what is asked, e.g. situation.status=neet; may be repeated, never printed",
    )
    parser.add_argument("--pdf", type=Path, metavar="F", help="write a PDF here")
    parser.add_argument("--word", type=Path, metavar="F", help="write a Word file here")
    parser.add_argument("--json", action="store_true", help="machine-readable output")


def run(args: argparse.Namespace) -> int:
    """Make and write the sheet; says which files."""
    if not (args.pdf or args.word):
        raise ExportProblem("Nothing to write.", "Give --pdf FILE, --word FILE, or both.")
    from pepdesk.app.catalogue import take_authority, take_form
    from pepdesk.app.documents import write_document
    from pepdesk.app.paper import SheetOrder, make_sheet
    from pepdesk.authority.model import Authority
    from pepdesk.form.model import Role

    form = take_form(args.form, take_authority(args.authority) if args.authority else Authority())
    order = SheetOrder(form, Role(args.owner), args.year or form.first_year, args.first_name, _known(form, args.known))
    now = datetime.now().astimezone()
    made = [(path, make_sheet(order, now, word=path is args.word)) for path in (args.pdf, args.word) if path]
    for path, data in made:
        write_document(path, data)
    if args.json:
        told = {"form": form.id, "owner": args.owner, "year": order.year_group, "files": [str(p) for p, _ in made]}
        print(json.dumps(told, ensure_ascii=False))
    else:
        print("\n".join(f"Written: {path}" for path, _ in made))
    return 0


def _known(form: Form, given: list[str]) -> dict[Address, Answer]:
    """The answers given as ``tab.field=value``. Raises ``FormProblem`` for a question or choice there is not."""
    from pepdesk.form.address import Address
    from pepdesk.form.faults import near_miss
    from pepdesk.record.answers import Value

    known: dict[Address, Answer] = {}
    names = [f"{field.tab}.{field.id}" for tab in form.tabs for field in tab.fields]
    for one in given:
        name, _, value = one.partition("=")
        if name not in names:
            raise FormProblem(f'There is no question "{name}" in this form.', near_miss(name, names))
        tab, _, field = name.partition(".")
        choices = [option.value for option in form.options(form.field(tab, field))]
        if choices and value not in choices:
            raise FormProblem(f'"{value}" is not an answer to "{name}".', near_miss(value, choices))
        known[Address(tab, field)] = Value(value)
    return known
