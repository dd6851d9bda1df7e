"""``pepdesk authority list | show A | check [DIR] | pack DIR -o FILE | install FILE | schema``: what each one asks."""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from pepdesk import paths
from pepdesk.app.pack_checking import code_of_signer, faults_of, refuse_faults
from pepdesk.authority.install import install, preview
from pepdesk.authority.loader import BASE, authority_ids, load_authority, out_of_date, read_pack
from pepdesk.authority.model import Authority
from pepdesk.authority.pack import ENDING, MAX_PACK, PackFile, open_pack, pack_folder, unpack
from pepdesk.authority.pack_signature import new_key
from pepdesk.authority.schema import authority_schema
from pepdesk.authority.tables import heading_of
from pepdesk.cli.passphrase import read_passphrase, write_new
from pepdesk.form.faults import Fault, FormFaults
from pepdesk.form.packs import MAIN_FILE, PACKS, Pack, find_packs
from pepdesk.problem import FormProblem


def add_parser(subparsers: Any) -> None:  # noqa: ANN401 - argparse's own type is private
    """Describe the command."""
    parser = subparsers.add_parser("authority", help="what each authority asks; packs of rules")
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="list|show|check|key|pack|install|schema")
    verbs.add_parser("list", help="the authorities known")
    show = verbs.add_parser("show", help="every setting and rule of one, each with its source")
    show.add_argument("authority", help="the authority's id")
    check = verbs.add_parser("check", help="every fault of authorities' files")
    check.add_argument(
        "folder", nargs="?", type=Path, help="a folder of forms, or of one authority (default: all in use)"
    )
    pack = verbs.add_parser("pack", help="one authority's folder as one file")
    pack.add_argument("folder", type=Path, help="the folder that holds its authority.toml")
    pack.add_argument("-o", "--output", type=Path, required=True, metavar="FILE", help=f"what to write: NAME{ENDING}")
    pack.add_argument("--sign-with", type=Path, metavar="KEY", help="the key that signs it (pepdesk authority key)")
    key = verbs.add_parser("key", help="a key for signing packs, sealed with a passphrase")
    key.add_argument("-o", "--output", type=Path, required=True, metavar="KEY", help="a new file")
    for verb in (pack, key):
        verb.add_argument("--passphrase-file", type=Path, metavar="F", help="the key's passphrase (default: asked for)")
    put = verbs.add_parser("install", help="check a pack, say what it changes, and use it for new plans")
    put.add_argument("file", type=Path, help="the pack")
    put.add_argument("--preview", action="store_true", help="only say what it would change")
    put.add_argument(
        "--older", action="store_true", help="even if a newer or different one, or one of another key, is installed"
    )
    verbs.add_parser("schema", help="a JSON Schema of authority.toml, for editors")
    for verb in (parser, *verbs.choices.values()):
        verb.add_argument("--json", action="store_true", default=argparse.SUPPRESS, help="machine-readable output")


def run(args: argparse.Namespace) -> int:
    """Do what was asked; ``check`` gives 1 when it found faults."""
    args.json = getattr(args, "json", False)
    verbs = {"list": _list, "show": _show, "check": _check, "key": _key, "pack": _pack, "install": _install}
    return {**verbs, "schema": _schema}[args.verb](args)


def _list(args: argparse.Namespace) -> int:
    rows = []
    for authority_id in authority_ids(paths.forms_dir(), paths.user_data_dir()):
        try:
            one = load_authority(paths.forms_dir(), authority_id, paths.user_data_dir())
        except FormFaults as problem:  # one bad folder must not hide the others
            print(f"{problem.title} See: pepdesk authority check", file=sys.stderr)
            continue
        rows.append({**_head(one), "out_of_date": out_of_date(one, date.today())})
    if args.json:
        print(json.dumps(rows, ensure_ascii=False))
    for row in () if args.json else rows:
        print(f"{row['id']:<22} version {row['version']:<3} {row['name']}")
        print("\n".join(f"{'':<22} {words}" for words in (row["summary"], row["out_of_date"]) if words))
    return 0


def _head(one: Authority) -> dict[str, Any]:
    return {"id": one.id, "name": one.name, "version": one.version, "summary": one.summary, "forms": list(one.forms)}


def _show(args: argparse.Namespace) -> int:
    one = load_authority(paths.forms_dir(), args.authority, paths.user_data_dir())
    rules = list(_rules(one))
    if args.json:
        print(json.dumps({**_head(one), "rules": rules}, ensure_ascii=False))
        return 0
    print(f"{one.name} (version {one.version})\n{out_of_date(one, date.today())}".strip())
    for rule in rules:
        said = ", ".join(f"{key} {_plain(value)}" for key, value in rule["says"].items())
        dated = f" ({rule['dated']})" if rule["dated"] else ""
        inherited = "  – England's" if rule["inherited"] else ""
        print(f"\n{rule['heading']}{inherited}\n    {said}\n    Source: {rule['source']}{dated}")
        print(f"    Note: {rule['note']}" if rule["note"] else "", end="\n" if rule["note"] else "")
    return 0


def _rules(one: Authority) -> Iterator[dict[str, Any]]:
    for rule in one.raw["rules"]:
        tables = rule["table"] if isinstance(rule["table"], list) else [rule["table"]]
        for table in tables:
            yield {
                "heading": heading_of(rule["kind"], rule["id"]),
                "says": {key: value for key, value in table.items() if key not in ("source", "dated", "note")},
                "source": table.get("source", one.rubric.about.source),
                "dated": table.get("dated", ""),
                "note": table.get("note", ""),
                "inherited": rule["file"] != one.raw["file"],
            }


def _plain(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _check(args: argparse.Namespace) -> int:
    with tempfile.TemporaryDirectory(prefix="pepdesk-check-") as scratch:
        packs = _packs_to_check(args.folder, Path(scratch))
        faults: list[Fault] = []
        for pack in packs:
            faults.extend(fault for fault in faults_of(pack, packs) if fault not in faults)
    if args.json:
        print(json.dumps([_fault_table(fault) for fault in faults], ensure_ascii=False))
    for fault in faults:
        print(fault, file=sys.stderr)
    if not args.json:
        read = "1 authority" if len(packs) == 1 else f"{len(packs)} authorities"
        print(f"{read} read, {len(faults)} {'fault' if len(faults) == 1 else 'faults'}.")
    return 1 if faults else 0


def _packs_to_check(folder: Path | None, scratch: Path) -> tuple[Pack, ...]:
    """The packs meant: all in use, those of a folder of forms, or the one whose own folder was named."""
    if folder is None:
        return tuple(find_packs(paths.forms_dir(), paths.user_data_dir()).values())
    if (folder / MAIN_FILE).is_file():
        return (unpack(open_pack(pack_folder(folder)), scratch),)
    if (folder / PACKS).is_dir():
        return tuple(find_packs(folder).values())
    raise FormProblem("There are no authorities in this folder.", f"Name a folder that holds {MAIN_FILE} or {PACKS}.")


def _fault_table(fault: Fault) -> dict[str, str]:
    return {"file": fault.file, "heading": fault.heading, "message": fault.message, "advice": fault.advice}


def _pack(args: argparse.Namespace) -> int:
    from pepdesk.app.documents import write_document

    key = _read_key(args.sign_with) if args.sign_with else b""
    passphrase = read_passphrase(args.passphrase_file, "Passphrase of the key: ") if key else ""
    data = pack_folder(args.folder, key=key, passphrase=passphrase)
    with tempfile.TemporaryDirectory(prefix="pepdesk-check-") as scratch:
        pack = unpack(open_pack(data), Path(scratch))
        refuse_faults(open_pack(data))
        authority = read_pack(pack, find_packs(paths.forms_dir(), paths.user_data_dir()).get(BASE))
    write_document(args.output, data)
    written = {**_head(authority), "file": str(args.output), "bytes": len(data)}
    print(json.dumps(written, ensure_ascii=False) if args.json else f"{authority.name}, version {authority.version}")
    return 0


def _key(args: argparse.Namespace) -> int:
    passphrase = read_passphrase(args.passphrase_file, "Passphrase for the key: ", twice=True)
    write_new(args.output, new_key(passphrase).decode().rstrip())
    if args.json:
        print(json.dumps({"file": str(args.output)}))
    print("Keep it and its passphrase to yourself: whoever has both can send rules in your name.", file=sys.stderr)
    return 0


def _read_key(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise FormProblem("The signing key cannot be read.", "Name the file again; nothing was written.") from error


def _install(args: argparse.Namespace) -> int:
    pack = _read_file(args.file)
    refuse_faults(pack)
    places = (paths.forms_dir(), paths.user_data_dir())
    found = preview(pack, *places) if args.preview else install(pack, *places, older=args.older)
    before = found.installed.version if found.installed else None
    if args.json:
        said = {**_head(found.authority), "before": before, "changes": list(found.changes), "refused": found.refused}
        said |= {"installed": not args.preview, "signed_by": code_of_signer(found.signed_by)}
        print(json.dumps(said, ensure_ascii=False))
        return 0
    print(
        f"{found.authority.name}, version {found.authority.version}" + (f" (in use: {before})" if before else " (new)")
    )
    print(f"Signed with the key {code_of_signer(found.signed_by)}" if found.signed_by else "Not signed by anybody.")
    print("\n".join(found.changes) if found.changes else "Nothing differs." if found.installed else "No earlier rules.")
    if args.preview:
        print(found.refused or "Not installed: this was only a look.")
    else:
        print("Installed for new plans. Plans already begun keep the rules they began with.")
    return 0


def _read_file(path: Path) -> PackFile:
    try:
        with path.open("rb") as stream:
            return open_pack(stream.read(MAX_PACK + 1))
    except OSError as error:
        raise FormProblem("The pack cannot be opened.", "Name the file again; nothing was installed.") from error


def _schema(_args: argparse.Namespace) -> int:
    print(json.dumps(authority_schema(), indent=2, ensure_ascii=False))
    return 0
