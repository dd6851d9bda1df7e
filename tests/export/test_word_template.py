"""The template is what its script writes, and carries nothing nobody chose."""

from __future__ import annotations

import importlib.util
import io
import zipfile

from pepdesk.paths import resources_dir

FOLDER = resources_dir() / "word"


def test_the_template_is_what_the_script_writes() -> None:
    spec = importlib.util.spec_from_file_location("make_template", FOLDER / "make_template.py")
    assert spec is not None
    assert spec.loader is not None
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    assert script.template() == (FOLDER / "pepdesk.docx").read_bytes(), "run python resources/word/make_template.py"


def test_the_template_has_no_thumbnail_macro_custom_xml_or_outside_link() -> None:
    with zipfile.ZipFile(io.BytesIO((FOLDER / "pepdesk.docx").read_bytes())) as package:
        assert not [name for name in package.namelist() if "customXml" in name or "thumb" in name or "vba" in name]
        assert "stylesWithEffects" not in "".join(package.namelist())
        for name in package.namelist():
            assert b"TargetMode" not in package.read(name)
            assert b"attachedTemplate" not in package.read(name)
