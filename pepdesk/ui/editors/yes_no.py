"""Yes, no, or no answer yet: never a check box, which knows only two of the three."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pepdesk.ui.editors.combo import ComboEditor
from pepdesk.ui.editors.radios import RadiosEditor
from pepdesk.words import tr

if TYPE_CHECKING:
    from pepdesk.ui.editors.editor import Editor, Question

_OPTIONS = (("yes", tr("Yes")), ("no", tr("No")))


def yes_no_editor(question: Question) -> Editor:
    """Two radio buttons, or a short list in a table."""
    if question.compact:
        return ComboEditor(question, "yes or no", _OPTIONS)
    return RadiosEditor(question, _OPTIONS)
