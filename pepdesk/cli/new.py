"""``pepdesk new --form F --authority A --vault DIR``: an empty draft."""

from __future__ import annotations

import argparse
import json
from datetime import date, datetime
from typing import Any

from pepdesk import paths
from pepdesk.app.library import card_of, write_card
from pepdesk.authority.loader import BASE, form_for, load_authority
from pepdesk.cli.passphrase import add_vault_options, open_vault
from pepdesk.record.codec import write_record
from pepdesk.record.record import new_record
from pepdesk.rules.assess import assess
from pepdesk.storage.drafts import Drafts


def add_parser(subparsers: Any) -> None:  # noqa: ANN401 - argparse's own type is private
    """Describe the command."""
    parser = subparsers.add_parser("new", help="an empty draft")
    parser.add_argument("--form", default="year_r_11", help="the form's id (see pepdesk form list)")
    parser.add_argument("--authority", default=BASE, help=f"whose rules (see pepdesk authority list; default: {BASE})")
    add_vault_options(parser)
    parser.add_argument("--json", action="store_true", help="machine-readable output")


def run(args: argparse.Namespace) -> int:
    """Make the draft and print its id."""
    authority = load_authority(paths.forms_dir(), args.authority, paths.user_data_dir())
    form = form_for(paths.forms_dir(), args.form, authority, paths.user_data_dir())
    drafts = Drafts(open_vault(args))
    record = new_record(form, datetime.now().astimezone().isoformat(timespec="seconds"), authority)
    card = write_card(card_of(record, assess(record, date.today())))
    saved = drafts.save(drafts.create(), write_record(record), card, None, kept=True)
    drafts.audit.note("saved", saved.draft_id, save=str(saved.number))
    print(json.dumps({"draft": saved.draft_id}) if args.json else saved.draft_id)
    return 0
