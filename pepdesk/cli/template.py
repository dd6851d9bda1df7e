"""``pepdesk template FORM [--owner ROLE] [--of PLAN] --word F --pdf F``: a form to fill in; ``--paper``: by hand."""

from __future__ import annotations

import argparse
import json
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pepdesk.cli.passphrase import add_vault_options
from pepdesk.problem import ExportProblem, FormProblem

if TYPE_CHECKING:
    from pepdesk.authority.model import Authority
    from pepdesk.form.address import Address
    from pepdesk.form.model import Form
    from pepdesk.record.answers import Answer

_OWNERS = ("designated_teacher", "social_worker", "child", "carer", "parent", "virtual_school")
_ON_PAPER = ("child", "carer")
_ABOUT = (
    "A form to fill in with Word, or as a PDF with fields: whole or one person's part, blank or with the answers of a "
    "plan. “pepdesk read” takes it back. With --paper, a sheet for the child's voice or the carer's views instead, to "
    "print and fill in by hand; nothing reads that back by itself."
)


def add_parser(subparsers: Any) -> None:  # noqa: ANN401 - argparse's own type is private
    """Describe the command."""
    parser = subparsers.add_parser("template", help="a form to fill in", description=_ABOUT)
    parser.add_argument("form", help="the form's id")
    parser.add_argument(
        "--owner", choices=_OWNERS, default=None, help="whose part (default: all; on paper the child's)"
    )
    parser.add_argument("--year", default="", metavar="Y", help='only what is asked in this year group, e.g. "R", "8"')
    parser.add_argument("--authority", default="", metavar="A", help="with the wording and questions of this authority")
    parser.add_argument("--word", type=Path, metavar="F", help="write a Word file here")
    parser.add_argument("--pdf", type=Path, metavar="F", help="write a PDF here")
    parser.add_argument("--of", dest="plan", default="", metavar="PLAN", help="with the answers of this plan in it")
    add_vault_options(parser)
    paper = parser.add_argument_group("a sheet of paper")
    paper.add_argument("--paper", action="store_true", help="to print and fill in by hand (child or carer)")
    paper.add_argument("--first-name", default="", metavar="NAME", help="written on the name line; nothing else is")
    paper.add_argument(
        "--known",
        action="append",
        default=[],
        metavar="TAB.FIELD=VALUE",
        help="an answer that decides what is asked, e.g. situation.status=neet; may be repeated, never printed",
    )
    parser.add_argument("--json", action="store_true", help="machine-readable output")


def run(args: argparse.Namespace) -> int:
    """Make and write the files; says which."""
    if not (args.pdf or args.word):
        raise ExportProblem("Nothing to write.", "Give --pdf FILE, --word FILE, or both.")
    if not args.paper and (args.first_name or args.known):
        raise ExportProblem("--first-name and --known are for paper.", "Give --paper as well, or leave them out.")
    from pepdesk.app.catalogue import take_authority
    from pepdesk.app.documents import write_document
    from pepdesk.authority.model import Authority

    authority = take_authority(args.authority) if args.authority else Authority()
    made, told = _paper(args, authority) if args.paper else _to_fill(args, authority)
    for path, data in made:
        write_document(path, data)
    if args.json:
        print(json.dumps(told | {"files": [str(path) for path, _ in made]}, ensure_ascii=False))
    else:
        print("\n".join(f"Written: {path}" for path, _ in made))
    return 0


_Made = tuple[list[tuple[Path, bytes]], dict[str, Any]]


def _to_fill(args: argparse.Namespace, authority: Authority) -> _Made:
    from pepdesk.app.catalogue import take_form
    from pepdesk.app.forms_to_fill import FormOrder, make_form
    from pepdesk.cli.plan import open_plan
    from pepdesk.form.model import Role

    record = open_plan(args) if args.plan else None
    if record is not None and record.form.id != args.form:
        raise FormProblem("The plan is on another form.", f'Its form is "{record.form.id}".')
    form = record.form if record else take_form(args.form, authority)
    if args.year and args.year not in form.years:
        raise FormProblem(f'The form is not for year group "{args.year}".', f"It is for {_years(form)}.")
    whose = record.authority if record else authority if args.authority else None
    order = FormOrder(form, whose, Role(args.owner) if args.owner else None, record, args.year)
    now = datetime.now().astimezone()
    made = [(path, make_form(order, now, word=path is args.word)) for path in (args.word, args.pdf) if path]
    return made, {"form": form.id, "owner": args.owner or "all", "plan": record.plan_id if record else ""}


def _paper(args: argparse.Namespace, authority: Authority) -> _Made:
    from pepdesk.app.catalogue import take_form
    from pepdesk.app.paper import SheetOrder, make_sheet
    from pepdesk.form.model import Role

    owner = args.owner or "child"
    if owner not in _ON_PAPER:
        raise FormProblem("Sheets of paper are for the child or the carer.", "Leave out --paper for other parts.")
    form = take_form(args.form, authority)
    order = SheetOrder(form, Role(owner), args.year or form.first_year, args.first_name, _known(form, args.known))
    now = datetime.now().astimezone()
    made = [(path, make_sheet(order, now, word=path is args.word)) for path in (args.pdf, args.word) if path]
    return made, {"form": form.id, "owner": owner, "year": order.year_group}


def _years(form: Form) -> str:
    return f"{form.years[0]} to {form.years[-1]}"


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
