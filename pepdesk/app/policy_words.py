"""The organisation's policy in sentences, for the About box and the command line."""

from __future__ import annotations

from pepdesk.policy import Policy
from pepdesk.words import tr, trn


def in_words(policy: Policy) -> tuple[str, ...]:
    """One sentence for each thing that is fixed; one that says so when nothing is."""
    if not policy.source:
        return (tr("Your organisation has fixed nothing on this computer."),)
    said = [tr("Your organisation has fixed this on this computer ({source}):", source=policy.source)]
    if policy.idle_minutes is not None:
        said.append(
            tr(
                "PepDesk locks after {minutes} without a key or click, or sooner.",
                minutes=_minutes(policy.idle_minutes),
            )
        )
    if not policy.keyring:
        said.append(tr("The computer's keyring does not open plans."))
    if policy.escrow_card:
        said.append(tr("Your organisation's data lead can open the plans kept here."))
    if not policy.export_to_removable:
        said.append(tr("Documents are not written to sticks, cards and other drives that can be carried away."))
    return (*said, *(tr("Not understood: {fault}.", fault=fault) for fault in policy.faults))


def _minutes(count: int) -> str:
    return trn("1 minute", "{count} minutes", count)
