"""The trust sheet: one page to print or send, with a signer's code and how to check it on the telephone."""

from __future__ import annotations

import io
from datetime import datetime
from typing import TYPE_CHECKING

from pepdesk.export.blocks import Answer, Answers, Bullets, Document, Heading, Paragraph, Picture, Tone
from pepdesk.people.roles import ROLE_TITLES
from pepdesk.record.values import long_date

if TYPE_CHECKING:
    from pepdesk.people.identity import Identity

_CHECKING = (
    "Ring the person named here on a number you already had: not one from this sheet or from the message it came with.",
    "Ask them to read the thirty digits from their own PepDesk (File, Known signers). Do not read them out yourself.",
    "Compare each of the six groups with this sheet, then type the digits as you hear them into your PepDesk "
    "(File, Known signers, Add somebody's certificate).",
    "If one digit differs, trust neither the sheet nor the signature, and tell the person.",
)


def trust_sheet(identity: Identity, now: datetime) -> bytes:
    """The sheet as a PDF. ``now`` has a zone. Raises ``ExportProblem`` when a letter of the name cannot be printed."""
    from pepdesk.export.pdf import render

    until = long_date(identity.certificate.not_valid_after_utc.date().isoformat())
    answers = (
        Answer("Name", identity.name),
        Answer("Role", ROLE_TITLES.get(identity.role, identity.role)),
        Answer("Organisation", identity.organisation or "Not given"),
        Answer("Valid until", until),
    )
    told = "A square code with the same thirty digits, for a telephone's camera"
    return render(
        Document(
            title="Trust sheet for a digital signature",
            subtitle=identity.name,
            marking="",
            footer=f"Printed {long_date(now.date().isoformat())}",
            version="",
            created=now.isoformat(timespec="seconds"),
            blocks=(
                Answers("Whose signature this is", answers),
                Heading(2, "The code"),
                Paragraph(identity.code, Tone.ALOUD),
                Picture("The same thirty digits.", told, _square(identity.code)),
                Heading(2, "How to check it"),
                Bullets(_CHECKING),
                Paragraph(
                    "The code stands for the certificate with which this person signs. It is no secret: whoever knows "
                    "it can check the signature and do nothing else with it.",
                    Tone.HELP,
                ),
            ),
        )
    )


def _square(code: str) -> bytes:
    """The digits as a QR code, PNG."""
    import segno

    target = io.BytesIO()
    segno.make_qr(code.replace(" ", ""), error="m").save(target, kind="png", scale=6, border=4)
    return target.getvalue()
