"""The closed list of what a rubric may look at: every ``QualityTest`` by its name.

An authority's rubric names these (``authority.model.Check.test``) with how much it wants: for a share 0 to 100, for a
count a number of things. A test that does not apply to a plan (no last targets, no move near) gives 100.
"""

from __future__ import annotations

from pepdesk.rules import quality_child, quality_money, quality_review, quality_targets, quality_voices
from pepdesk.rules.quality_seen import QualityTest

TESTS: dict[str, QualityTest] = {
    test.name: test
    for part in (quality_voices, quality_child, quality_review, quality_targets, quality_money)
    for test in part.TESTS
}
"""Name → test: voices and the meeting, the child's situation and whole sections, targets, money."""
