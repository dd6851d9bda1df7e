"""Fills a PDF form through poppler, as Evince and Okular do. For Debian's own Python, which has ``gi``.

    /usr/bin/python3 poppler_fill.py FORM ANSWERS.json FILLED

ANSWERS: full field name → text, the words of a choice, or true for a box to tick.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path


def main() -> None:
    """Fill every field that has an answer, and save; a name that no field has is an error."""
    import gi

    gi.require_version("Poppler", "0.18")
    from gi.repository import Poppler

    source, answers, target = sys.argv[1:]
    left = json.loads(Path(answers).read_text("utf-8"))
    document = Poppler.Document.new_from_file(Path(source).as_uri(), None)
    for number in range(document.get_n_pages()):
        for mapping in document.get_page(number).get_form_field_mapping():
            field = mapping.field
            value = left.pop(field.get_name(), None)
            if value is None:
                continue
            kind = field.get_field_type()
            if kind == Poppler.FormFieldType.TEXT:
                field.text_set_text(value)
            elif kind == Poppler.FormFieldType.BUTTON:
                field.button_set_state(True)
            else:
                items = [field.choice_get_item(place) for place in range(field.choice_get_n_items())]
                field.choice_select_item(items.index(value))
    if left:
        sys.exit(f"no such fields: {sorted(left)[:5]}")
    document.save(Path(target).as_uri())


if __name__ == "__main__":
    main()
