"""The organisation's policy in sentences, for the About box and the command line."""

from __future__ import annotations

from pepdesk.policy import Policy


def in_words(policy: Policy) -> tuple[str, ...]:
    """One sentence for each thing that is fixed; one that says so when nothing is."""
    if not policy.source:
        return ("Your organisation has fixed nothing on this computer.",)
    said = [f"Your organisation has fixed this on this computer ({policy.source}):"]
    if policy.idle_minutes is not None:
        said.append(f"PepDesk locks after {_minutes(policy.idle_minutes)} without a key or click, or sooner.")
    if not policy.keyring:
        said.append("The computer's keyring does not open plans.")
    if policy.escrow_card:
        said.append("Your organisation's data lead can open the plans kept here.")
    if not policy.export_to_removable:
        said.append("Documents are not written to sticks, cards and other drives that can be carried away.")
    return (*said, *(f"Not understood: {fault}." for fault in policy.faults))


def _minutes(count: int) -> str:
    return "1 minute" if count == 1 else f"{count} minutes"
