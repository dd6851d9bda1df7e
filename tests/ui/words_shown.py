"""The words of the windows for whoever translates or proofreads them: ``python -m tests.ui.words_shown > pepdesk.pot``.

How a translator begins: ``msginit -i pepdesk.pot -l cy -o cy.po`` makes a file to fill in with any editor for .po
files, ``msgfmt -c cy.po -o cy.mo`` makes the catalogue of it, and ``PEPDESK_CATALOGUE=cy.mo pepdesk`` shows it. A word
in braces ("{count}") is a gap that PepDesk fills: it stays as it is and may move. An ampersand stands before the letter
that Alt reaches; in one window each letter only once. Questions, help, prompts, rules and targets are files of their
own (forms/, resources/) and are not in here, nor what stands in an exported document.
"""

from __future__ import annotations

import ast
import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

PACKAGE = Path(__file__).parents[2] / "pepdesk"
_HEADER = (
    "Project-Id-Version: PepDesk\nPO-Revision-Date: YEAR-MO-DA HO:MI+ZONE\nLast-Translator: FULL NAME <EMAIL@ADDRESS>\n"
    "Language-Team: LANGUAGE <LL@li.org>\nLanguage: \nMIME-Version: 1.0\nContent-Type: text/plain; charset=UTF-8\n"
    "Content-Transfer-Encoding: 8bit\nPlural-Forms: {plural}\n"
)
_ESCAPED = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"})


@dataclass(frozen=True, slots=True)
class Words:
    """A text as it stands in the source; ``many`` is the form for other numbers than one, "" where no number counts."""

    one: str
    many: str = ""

    @property
    def key(self) -> str:
        """What a catalogue is asked for."""
        return f"{self.one}\0{self.many}" if self.many else self.one


def calls(tree: ast.AST) -> Iterator[ast.Call]:
    """Every call of ``tr`` or ``trn`` in a module."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("tr", "trn"):
            yield node


def shown_words(package: Path = PACKAGE) -> dict[Words, list[str]]:
    """Each text that goes through ``tr`` or ``trn``, with where it does ("ui/start.py:91"), in the order of modules."""
    found: dict[Words, list[str]] = {}
    for file in sorted(package.rglob("*.py")):
        source = file.read_text(encoding="utf-8")
        if "pepdesk.words" not in source:
            continue
        for call in sorted(calls(ast.parse(source)), key=lambda one: one.lineno):
            texts = call.args[: 2 if ast.unparse(call.func) == "trn" else 1]
            words = Words(*(one.value for one in texts if isinstance(one, ast.Constant) and isinstance(one.value, str)))
            found.setdefault(words, []).append(f"{file.relative_to(package).as_posix()}:{call.lineno}")
    plural = {words.one: words for words in found if words.many}
    for words in [one for one in found if not one.many and one.one in plural]:  # gettext knows a text once
        found[plural[words.one]] += found.pop(words)
    return found


def template(found: Mapping[Words, list[str]]) -> str:
    """A gettext template (.pot) of these texts."""
    header = _HEADER.format(plural="nplurals=INTEGER; plural=EXPRESSION;")
    entries = [f'#, fuzzy\nmsgid ""\nmsgstr {_quoted(header)}']
    for words, places in found.items():
        lines = [f"#: {' '.join(places)}"]
        if "{" in words.one + words.many:
            lines.append("#, python-brace-format")
        lines.append(f"msgid {_quoted(words.one)}")
        if words.many:
            lines += [f"msgid_plural {_quoted(words.many)}", 'msgstr[0] ""', 'msgstr[1] ""']
        else:
            lines.append('msgstr ""')
        entries.append("\n".join(lines))
    return "\n\n".join(entries) + "\n"


def catalogue(said: Mapping[Words, tuple[str, ...]]) -> bytes:
    """A catalogue (.mo) in which each text is ``said`` so: one form, or the two of a language that counts as English.

    The format is GNU gettext's: header, a table of keys in their order, a table of texts, then both, ended by zeros.
    """
    texts = {words.key.encode(): "\0".join(forms).encode() for words, forms in said.items()}
    texts[b""] = _HEADER.format(plural="nplurals=2; plural=(n != 1);").encode()
    keys = sorted(texts)
    start = 28 + 16 * len(keys)
    tables, body = b"", b""
    for one in (*keys, *(texts[key] for key in keys)):
        tables += struct.pack("<II", len(one), start + len(body))
        body += one + b"\0"
    return struct.pack("<7I", 0x950412DE, 0, len(keys), 28, 28 + 8 * len(keys), 0, start) + tables + body


def _quoted(text: str) -> str:
    return f'"{text.translate(_ESCAPED)}"'


if __name__ == "__main__":
    print(template(shown_words()), end="")
