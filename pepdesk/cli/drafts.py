"""``pepdesk drafts list | check | recover | export | import``: the vault from the command line."""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import asdict, replace
from datetime import date
from pathlib import Path
from typing import Any

from pepdesk.app.checking import recovered_words
from pepdesk.app.in_clear import PLAN_FILE, attachments_of, take_in, write_folder
from pepdesk.app.library import card_of, write_card
from pepdesk.cli.passphrase import add_vault_options, open_vault, vault_folder
from pepdesk.cli.plan import LARGEST_PLAN
from pepdesk.problem import DamagedFile, NewerFile, RecordProblem, StorageProblem
from pepdesk.record.childs_words import lost
from pepdesk.record.codec import read_from_outside, read_record, write_record
from pepdesk.record.record import PepRecord
from pepdesk.rules.assess import assess
from pepdesk.storage.blobs import Blobs
from pepdesk.storage.checkup import Checkup, check, check_structure
from pepdesk.storage.drafts import Drafts, Opened
from pepdesk.storage.folder import Folder
from pepdesk.storage.generations import Generation
from pepdesk.storage.recovering import recover
from pepdesk.storage.vault import Vault

_VERBS = {
    "list": "every draft, the latest save first",
    "check": "find damaged files and set them aside",
    "recover": "put back what was set aside and is whole, say what opens of each draft; --generation: an earlier save",
    "export": "a plan in clear, as JSON, without professionals' comments; with --folder its pictures and documents too",
    "import": "a plan in clear (a file, or a folder that export made) as a new draft, or as a new save of one",
}


def add_parser(subparsers: Any) -> None:  # noqa: ANN401 - argparse's own type is private
    """Describe the command."""
    parser = subparsers.add_parser("drafts", help="the vault from the command line")
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="|".join(_VERBS))
    # An abbreviation would take a mistaken "--passphrase words" for "--passphrase-file".
    made = {name: verbs.add_parser(name, help=about, allow_abbrev=False) for name, about in _VERBS.items()}
    for verb in made.values():
        add_vault_options(verb)
        verb.add_argument("--json", action="store_true", help="machine-readable output")
    made["check"].add_argument("--without-key", action="store_true", help="look only at the outside of the files")
    made["recover"].add_argument("draft", nargs="?", metavar="DRAFT-ID", help="only this draft")
    made["recover"].add_argument("--generation", type=int, metavar="N", help="make this save the newest again")
    made["export"].add_argument("draft", metavar="DRAFT-ID")
    made["export"].add_argument("-o", "--output", type=Path, metavar="F", help="a new file (default: stdout)")
    made["export"].add_argument("--folder", type=Path, metavar="DIR", help="a new folder for plan and attachments")
    made["export"].add_argument(
        "--with-comments",
        action="store_true",
        help="with what professionals said to each other about the questions; never give such a file to the child, a "
        "carer or a parent. An import does not take comments in",
    )
    for verb in (made["recover"], made["import"]):
        verb.add_argument(
            "--replace-childs-words",
            action="store_true",
            help="even where the newest save has an answer in the child's own words, which is otherwise refused",
        )
    made["import"].add_argument("file", type=Path, metavar="PLAN.json|DIR")
    made["import"].add_argument("--into", metavar="DRAFT-ID", help="save over this draft; its earlier saves stay")


def run(args: argparse.Namespace) -> int:
    """Do what was asked; 1 when damage was found."""
    verbs = {"list": _list, "check": _check, "recover": _recover, "export": _export, "import": _import}
    return verbs[args.verb](args)


def _list(args: argparse.Namespace) -> int:
    drafts = Drafts(open_vault(args))
    heads = drafts.summaries()
    lost = sorted(set(drafts.ids()) - {head.draft_id for head in heads})
    if args.json:
        print(json.dumps([_row(head) for head in heads], ensure_ascii=False))
    for head in () if args.json else heads:
        print(f"{head.draft_id}  save {head.number:<5} {head.saved_at.astimezone():%Y-%m-%d %H:%M}{_marks(head)}")
    for draft_id in lost:
        print(f"{draft_id}: no save of this draft can be read. Run: pepdesk drafts check", file=sys.stderr)
    return 1 if lost else 0


def _check(args: argparse.Namespace) -> int:
    report = check_structure(Folder(vault_folder(args))) if args.without_key else check(open_vault(args))
    if args.json:
        print(json.dumps(asdict(report)))
    for line in _words(report):
        print(line, file=sys.stderr)
    return 1 if report.faults or report.lost_drafts else 0


def _recover(args: argparse.Namespace) -> int:
    vault = open_vault(args)
    drafts = Drafts(vault)
    if args.generation is not None:
        return _bring_back(drafts, args)
    for line in [] if args.draft else recovered_words(recover(vault), {}):
        print(line, file=sys.stderr)
    rows = [_try_to_open(drafts, draft_id) for draft_id in ([args.draft] if args.draft else drafts.ids())]
    if args.json:
        print(json.dumps(rows))
    for row in () if args.json else rows:
        print(f"{row['draft']}  {row['words']}")
    return 1 if any(row["set_aside"] or row["generation"] is None for row in rows) else 0


def _bring_back(drafts: Drafts, args: argparse.Namespace) -> int:
    if not args.draft:
        print("pepdesk: --generation needs a DRAFT-ID", file=sys.stderr)
        return 2
    old, newest = drafts.open_generation(args.draft, args.generation), drafts.open_newest(args.draft)
    _insist_on_childs_words(args, newest, read_record(old.body))
    saved = drafts.save(args.draft, old.body, old.generation.summary, newest.generation, kept=True)
    drafts.audit.note("restored", args.draft, save=str(saved.number), of=str(args.generation))
    _tell(args, saved, f"Save {args.generation} is the newest again, as save {saved.number}. Nothing was removed.")
    return 0


def _insist_on_childs_words(args: argparse.Namespace, newest: Opened, coming: PepRecord) -> None:
    """Refuse what would put anything in the place of the child's own words in the newest save, unless asked for."""
    if args.replace_childs_words:
        return
    try:
        count = len(lost(read_record(newest.body), coming))
    except RecordProblem:  # no plan that anybody could read: nothing in it can be kept
        return
    if count:
        what = "one answer" if count == 1 else f"{count} answers"
        raise StorageProblem(
            f"The plan has {what} in the child’s own words, which would be replaced.",
            "Nothing was changed. If that is wanted, ask again with --replace-childs-words; earlier saves stay.",
            code="childs-words",
        )


def _try_to_open(drafts: Drafts, draft_id: str) -> dict[str, Any]:
    try:
        opened: Opened | None = drafts.open_newest(draft_id)
        problem = ""
    except (DamagedFile, NewerFile) as found:
        opened, problem = None, found.title
    aside = [asdict(one) for one in opened.set_aside] if opened else []
    number = opened.generation.number if opened else None
    words = f"opens at save {number}" if opened else problem
    if aside:
        words += f"; set aside: {', '.join(str(one['number']) for one in aside)}"
    return {"draft": draft_id, "generation": number, "set_aside": aside, "words": words}


def _export(args: argparse.Namespace) -> int:
    vault = open_vault(args)
    drafts = Drafts(vault)
    body = drafts.open_newest(args.draft).body
    drafts.audit.note("exported", args.draft, files="clear")
    record = read_record(body)
    body = _said_of_comments(args, record, body)
    if args.folder is not None:
        return _export_folder(args, body, record, vault)
    _tell_of_attachments(len(attachments_of(record)), "are not in this file. To have them too, export with --folder")
    if args.output is None:
        sys.stdout.buffer.write(body)
        sys.stdout.buffer.flush()
        return 0
    try:
        with args.output.open("xb") as file:
            file.write(body)
    except FileExistsError:
        raise StorageProblem("There is a file of that name already.", "Choose another name.", code="exists") from None
    except OSError as error:
        raise StorageProblem("The file cannot be written there.", "Choose another place.", code="export") from error
    if args.json:
        print(json.dumps({"draft": args.draft, "file": str(args.output)}))
    print("Anyone who has this file can read the whole plan. Delete it when you have finished.", file=sys.stderr)
    return 0


def _said_of_comments(args: argparse.Namespace, record: PepRecord, body: bytes) -> bytes:
    """The plan to write out: without the professionals' comments, unless they are asked for; says which."""
    if not record.comments:
        return body
    count = len(record.comments)
    what = "1 comment" if count == 1 else f"{count} comments"
    if args.with_comments:
        words = "is for professionals only" if count == 1 else "are for professionals only"
        print(f"{what} in it {words}: not for the child, a carer or a parent.", file=sys.stderr)
        return body
    print(f"{what} between professionals left out. To have them too: --with-comments", file=sys.stderr)
    return write_record(replace(record, comments=()))


def _export_folder(args: argparse.Namespace, body: bytes, record: PepRecord, vault: Vault) -> int:
    if args.output is not None:
        print("pepdesk: give either -o or --folder", file=sys.stderr)
        return 2
    missing = write_folder(args.folder, body, record, Blobs(vault).read)
    if args.json:
        print(json.dumps({"draft": args.draft, "folder": str(args.folder), "missing": missing}))
    _tell_of_attachments(missing, "could not be read and are not in the folder")
    print("Anyone who has this folder can read the whole plan. Delete it when you have finished.", file=sys.stderr)
    return 1 if missing else 0


def _tell_of_attachments(count: int, words: str) -> None:
    if count:
        what = "picture or document" if count == 1 else "pictures and documents"
        print(f"{count} {what} {words.replace('are', 'is', 1) if count == 1 else words}.", file=sys.stderr)


def _import(args: argparse.Namespace) -> int:
    folder = args.file if args.file.is_dir() else None
    record = read_from_outside(_read_plan(folder / PLAN_FILE if folder else args.file))
    vault = open_vault(args)
    drafts, blobs = Drafts(vault), Blobs(vault)
    if folder:
        taken = take_in(folder, record, blobs.store)
        record = taken.record
    missing = sum(not blobs.has(digest) for digest in attachments_of(record))
    _tell_of_attachments(missing, "are named in the plan but are not here")
    based_on = None
    if args.into:
        opened = drafts.open_newest(args.into)
        based_on, last = opened.generation, read_record(opened.body)
        if last.plan_id == record.plan_id:  # a file proves nothing of exchanges; what this draft remembers stays
            record = replace(record, handover=last.handover, comments=last.comments, sent=last.sent)
        _insist_on_childs_words(args, opened, record)
    draft_id = args.into or drafts.create()
    card = write_card(card_of(record, assess(record, date.today())))
    saved = drafts.save(draft_id, write_record(record), card, based_on, kept=True, signed=bool(record.signings))
    drafts.audit.note("saved", draft_id, save=str(saved.number), by="import")
    _tell(args, saved, f"Imported as save {saved.number} of draft {draft_id}.")
    return 0


def _read_plan(file: Path) -> bytes:
    try:
        with file.open("rb") as stream:
            data = stream.read(LARGEST_PLAN + 1)
    except OSError as error:
        raise StorageProblem("The plan's file cannot be read.", "Check its name and place.", code="import") from error
    if len(data) > LARGEST_PLAN:
        raise StorageProblem("This file is too large to be a plan.", "Check the name of the file.", code="import")
    return data


def _tell(args: argparse.Namespace, saved: Generation, words: str) -> None:
    if args.json:
        print(json.dumps(_row(saved), ensure_ascii=False))
    print(words, file=sys.stderr)


def _row(generation: Generation) -> dict[str, Any]:
    try:
        summary = json.loads(generation.summary)
    except ValueError:
        summary = None
    return {
        "draft": generation.draft_id,
        "generation": generation.number,
        "saved_at": generation.saved_at.isoformat(timespec="seconds"),
        "kept": generation.kept,
        "signed": generation.signed,
        "sibling_of": generation.sibling_of,
        "deleted": generation.going,
        "summary": summary,
    }


def _marks(generation: Generation) -> str:
    marks = {
        "kept": generation.kept, "signed": generation.signed, "conflicting copy": generation.sibling_of,
        "deleted": generation.going,
    }  # fmt: skip
    return "".join(f"  {mark}" for mark, holds in marks.items() if holds)


def _words(report: Checkup) -> list[str]:
    lines = [f"{report.files} files looked at, {len(report.faults)} that cannot be used."]
    lines += [f"{one.name}: {one.why}{', set aside in quarantine' if one.moved else ''}" for one in report.faults]
    lines += [f"{draft_id}: no save is whole. Restore it from a backup." for draft_id in report.lost_drafts]
    return lines
