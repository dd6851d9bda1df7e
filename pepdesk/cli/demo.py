"""``pepdesk demo OUT``: the main job without a screen, on a sample plan of each form, ending with signed files in OUT.

Vault → sealed draft → reopened as after a crash → checked → PDF and Word → both signed by two people → verified back.
Everybody in the samples is invented, so the plans and the demonstration's passphrase are left in OUT in clear.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Any

from pepdesk.app.documents import MORE_SAMPLES, SAMPLES, Documents, make_documents, sample_plan, write_document
from pepdesk.app.library import Library, card_of, write_card
from pepdesk.people.identity import Identity, make_identity
from pepdesk.people.people_file import People, from_bytes, to_bytes
from pepdesk.problem import StorageProblem
from pepdesk.record.codec import write_record
from pepdesk.record.record import PepRecord
from pepdesk.rules.assess import assess
from pepdesk.rules.issue import Level
from pepdesk.signing.sign import sign_file
from pepdesk.signing.verdict import Verdict
from pepdesk.signing.verify import verify_file
from pepdesk.storage.passphrase import generate_passphrase
from pepdesk.storage.unlocking import create_vault, unlock, vault_exists

PASSPHRASE_FILE = "vault-passphrase.txt"
SIGNERS = (
    ("Siân Ŵyn-Prosser", "designated_teacher", "Ysgol Glan Gwy"),
    ("Oluwaseun Adébáyọ̀", "social_worker", "Northfold Council"),
)


def add_parser(subparsers: Any) -> None:  # noqa: ANN401 - argparse's own type is private
    """Describe the command."""
    parser = subparsers.add_parser("demo", help="the main job, whole, on a sample plan of each form")
    parser.add_argument("out", type=Path, metavar="OUT", help="the folder to write to; made if need be")
    only = parser.add_mutually_exclusive_group()
    only.add_argument("--form", choices=tuple(SAMPLES), default=None, help="only this form's sample")
    only.add_argument("--sample", choices=(*SAMPLES.values(), *MORE_SAMPLES), default=None, help="only this sample")
    parser.add_argument("--window", action="store_true", help="then open the sample in the window")
    parser.add_argument("--json", action="store_true", help="machine-readable output")


def run(args: argparse.Namespace) -> int:
    """Do the whole job for each sample; 1 if a signature does not verify."""
    library = _open_library(args.out)
    plans = [_Demo(args.out, library, *one).run() for one in _chosen(args)]
    if args.json:
        print(json.dumps({"plans": [plan for plan, _ in plans]}, ensure_ascii=False))
    else:
        print("\n".join(line for plan, verdicts in plans for line in _table(plan, verdicts)))
    if args.window:
        from pepdesk.ui.start import open_window

        return open_window(["--plan", plans[0][0]["plan"]])
    return 0 if all(verdict.ok for _, verdicts in plans for verdict in verdicts) else 1


def _chosen(args: argparse.Namespace) -> Iterator[tuple[str, str, str]]:
    """Form, sample and plan file of each plan to be made. The usual sample is plan.json; the others add their name."""
    samples = {form: sample for form, sample in SAMPLES.items() if args.form in (None, form)}
    if args.sample:
        form = {**{sample: form for form, sample in SAMPLES.items()}, **MORE_SAMPLES}[args.sample]
        samples = {form: args.sample}
    usual = next(iter(SAMPLES.values()))
    for form, sample in samples.items():
        yield form, sample, "plan.json" if sample == usual else f"plan-{sample}.json"


def _open_library(out: Path) -> Library:
    """The demonstration's own vault in OUT, made the first time."""
    note, folder = out / PASSPHRASE_FILE, out / "vault"
    if vault_exists(folder):
        try:
            return Library(unlock(folder, note.read_text(encoding="utf-8").strip()))
        except OSError as error:
            raise StorageProblem("This folder has a vault that is not the demonstration's.", "Name another.") from error
    passphrase = generate_passphrase()
    write_document(note, f"{passphrase}\n".encode())
    vault, _sheet = create_vault(folder, passphrase)
    return Library(vault)


class _Demo:
    """One sample's way through the whole program, timed step by step."""

    def __init__(self, out: Path, library: Library, form: str, sample: str, plan_file: str) -> None:
        self._out, self._library, self._plan = out, library, out / plan_file
        self._form, self._sample = form, sample
        self._seconds: dict[str, float] = {}

    def run(self) -> tuple[dict[str, Any], list[Verdict]]:
        """The row for the table, and the verdicts on the files."""
        record = sample_plan(self._form, date.today(), self._sample)
        with self._timed("save"):
            draft = self._save(record)
        with self._timed("reopen"):
            record = self._library.open(draft).record
        with self._timed("check"):
            found = assess(record, date.today())
        write_document(self._plan, write_record(record))
        with self._timed("documents"):
            made = make_documents(record, datetime.now().astimezone(), pdf=True, word=True, draft=False)
        with self._timed("identities"):
            identities = self._identities()
        with self._timed("sign"):
            files = self._sign(made, identities)
        with self._timed("verify"):
            verdicts = [verify_file(file, people=People(own=tuple(identities))) for file in files]
        row = {
            "form": self._form,
            "sample": self._sample,
            "plan": str(self._plan),
            "draft": draft,
            "findings": {level: sum(issue.level is level for issue in found.issues) for level in Level},
            "pdf": str(files[0]),
            "word": str(files[1]),
            "signatures": [verdict.as_json() for verdict in verdicts],
            "seconds": {step: round(seconds, 3) for step, seconds in self._seconds.items()},
        }
        return row, verdicts

    @contextmanager
    def _timed(self, step: str) -> Iterator[None]:
        start = time.perf_counter()
        yield
        self._seconds[step] = time.perf_counter() - start

    def _identities(self) -> list[Identity]:
        """The two signers, made the first time and kept in the vault."""
        vault = self._library.vault
        people = from_bytes(vault.read_people())
        known = {identity.role: identity for identity in people.own}
        identities = [known.get(role) or make_identity(name, role, place) for name, role, place in SIGNERS]
        if len(known) < len(SIGNERS):
            vault.write_people(to_bytes(People(own=tuple(identities))))
        return identities

    def _save(self, record: PepRecord) -> str:
        drafts = self._library.drafts
        card = write_card(card_of(record, assess(record, date.today())))
        return drafts.save(drafts.create(), write_record(record), card, None, kept=True).draft_id

    def _sign(self, made: Documents, identities: list[Identity]) -> list[Path]:
        written = []
        for name, data in made.files().items():
            signed = data
            for identity in identities:
                signed = sign_file(signed, identity)
            write_document(self._out / name, signed)
            written.append(self._out / name)
        return written


def _table(plan: dict[str, Any], verdicts: list[Verdict]) -> list[str]:
    found = plan["findings"]
    lines = [
        f"Sample plan {plan['sample']} on the form {plan['form']}, draft {plan['draft']}",
        f"  checked   {found['must']} must, {found['should']} should, {found['tip']} tips",
    ]
    for verdict, file in zip(verdicts, (plan["pdf"], plan["word"]), strict=True):
        lines += [f"  written   {file}", f"            {verdict.summary}"]
        lines += [
            f"            {signer.name}: {'holds' if signer.ok else 'DOES NOT HOLD'}" for signer in verdict.signers
        ]
    steps = ", ".join(f"{step} {seconds:.2f}" for step, seconds in plan["seconds"].items())
    return [*lines, f"  seconds   {steps}"]
