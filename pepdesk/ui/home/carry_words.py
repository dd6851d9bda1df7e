"""What a carrying over did, in plain words: what comes along, what becomes a review, what stays behind and why."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from pepdesk.form.address import Address
from pepdesk.record.answers import text_of
from pepdesk.record.values import shown
from pepdesk.words import tr, trn

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pepdesk.app.next_term import Following
    from pepdesk.form.model import Form
    from pepdesk.record.record import PepRecord

_LONGEST = 90
"""Letters of a target that are shown: enough to know which one it is."""


def carry_words(old: PepRecord, following: Following) -> str:
    """The whole report as plain text, one paragraph for each kind of thing that happened."""
    return "\n\n".join(part for part in _parts(old, following) if part)


def _parts(old: PepRecord, following: Following) -> Iterator[str]:
    new, report = following.record, following.report
    yield following.rules
    yield _list(tr("Filled in by your choices:"), (_answer(new, one) for one in report.set))
    yield _list(
        trn("One answer comes along as before:", "{count} answers come along as before:", len(report.carried)),
        _by_tab(new.form, report.carried),
    )
    moves = Counter((_question(old.form, one.old), _question(new.form, one.new)) for one in report.moved)
    yield _list(
        trn("One answer comes to another question:", "{count} answers come to another question:", len(report.moved)),
        (
            trn(
                "“{before}” becomes “{after}”",
                "“{before}” becomes “{after}” ({count} times)",
                count,
                before=before,
                after=after,
            )
            for (before, after), count in moves.items()
        ),
    )
    yield _list(
        trn(
            "One target comes back to be reviewed, under “{last_targets}”:",
            "{count} targets come back to be reviewed, under “{last_targets}”:",
            len(report.reviews),
            last_targets=_last_targets(new.form),
        ),
        (_shortened(text_of(old.answers.get(Address("targets", "outcome", (row,))))) for row in report.reviews),
    )
    yield from _left(old, following)


def _left(old: PepRecord, following: Following) -> Iterator[str]:
    left = following.report.left
    if left:
        yield trn(
            "One answer stays with the last plan, where you can still read everything:",
            "{count} answers stay with the last plan, where you can still read everything:",
            len(left),
        )
    for why in dict.fromkeys(one.why for one in left):
        yield _list(why, _by_tab(old.form, (one.address for one in left if one.why == why)))


def _list(title: str, lines: Iterable[str]) -> str:
    """A title and its lines; nothing without lines."""
    found = [f"    •  {line}" for line in lines]
    return "\n".join((title, *found)) if found else ""


def _by_tab(form: Form, addresses: Iterable[Address]) -> Iterator[str]:
    counts = Counter(address.tab for address in addresses)
    for tab in form.tabs:
        if tab.id in counts:
            yield f"{tab.title}: {counts[tab.id]}"


def _question(form: Form, address: Address) -> str:
    return form.field(address.tab, address.field).label


def _answer(record: PepRecord, address: Address) -> str:
    question = record.form.field(address.tab, address.field)
    colon = "" if question.label.endswith("?") else ":"
    return f"{question.label}{colon} {shown(question, record.form, record.answers.get(address))}"


def _last_targets(form: Form) -> str:
    return form.tab("review").title if form.has("review", "target") else tr("last targets")


def _shortened(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= _LONGEST else f"{words[:_LONGEST].rstrip()}…"
