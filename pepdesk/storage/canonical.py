"""JSON in the one way everybody writes it, so that equal values have equal bytes."""

from __future__ import annotations

import json


def canonical(value: object) -> bytes:
    """Sorted keys, no spaces, plain ASCII."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=True).encode("ascii")
