"""Writes pepdesk.docx, the styles every exported Word document starts from: ``python resources/word/make_template.py``.

Made by hand-written parts so that nothing comes along that nobody chose: no thumbnail, no custom XML, no second style
sheet, no macro, no link to another template, no author. The same script always writes the same bytes, and
tests/export/test_word_template.py proves that the file beside this one is what the script writes.
"""

from __future__ import annotations

import io
import sys
import zipfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
from pepdesk.export import look

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
OFFICE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
FONT = "Arial"  # on every Windows, macOS and LibreOffice (there by a font of the same widths)


def colour(value: str) -> str:
    return value.removeprefix("#").upper()


def run(size: float = 0, ink: str = "", bold: bool = False, italic: bool = False) -> str:
    parts = ["<w:b/><w:bCs/>" if bold else "", "<w:i/><w:iCs/>" if italic else ""]
    parts.append(f'<w:color w:val="{colour(ink)}"/>' if ink else "")
    half = round(size * 2)
    parts.append(f'<w:sz w:val="{half}"/><w:szCs w:val="{half}"/>' if size else "")
    return f"<w:rPr>{''.join(parts)}</w:rPr>" if any(parts) else ""


def spacing(before: float = 0, after: float = 0, line: int = 288) -> str:
    return f'<w:spacing w:before="{before * 20:.0f}" w:after="{after * 20:.0f}" w:line="{line}" w:lineRule="auto"/>'


def paragraph(style: str, name: str, inside: str, letters: str = "", based: str = "Normal", following: str = "") -> str:
    after = f'<w:next w:val="{following}"/>' if following else ""
    return (
        f'<w:style w:type="paragraph" w:styleId="{style}"><w:name w:val="{name}"/><w:basedOn w:val="{based}"/>{after}'
        f"<w:qFormat/><w:pPr>{inside}</w:pPr>{letters}</w:style>"
    )


def heading(level: int, before: float, after: float) -> str:
    border = ""
    if level == 2:
        border = f'<w:pBdr><w:bottom w:val="single" w:sz="6" w:space="3" w:color="{colour(look.RULE)}"/></w:pBdr>'
    inside = f"<w:keepNext/><w:keepLines/>{border}{spacing(before, after, 264)}"
    inside += f'<w:outlineLvl w:val="{level - 1}"/>'
    letters = run(look.HEADINGS[level], look.NAVY, bold=True)
    return paragraph(f"Heading{level}", f"heading {level}", inside, letters, following="Normal")


def barred(style: str, name: str, bar: str, ground: str, letters: str) -> str:
    def edge(side: str, space: int) -> str:
        return f'<w:{side} w:val="single" w:sz="4" w:space="{space}" w:color="{colour(ground)}"/>'

    inside = f'<w:pBdr>{edge("top", 4)}<w:left w:val="single" w:sz="24" w:space="8" w:color="{colour(bar)}"/>'
    inside += f"{edge('bottom', 4)}{edge('right', 6)}</w:pBdr>"
    inside += f'<w:shd w:val="clear" w:color="auto" w:fill="{colour(ground)}"/>{spacing(6, 6)}<w:ind w:left="220" w:right="120"/><w:contextualSpacing/>'
    return paragraph(style, name, inside, letters)


def table(style: str, name: str, parts: str) -> str:
    rule = f'w:val="single" w:sz="4" w:space="0" w:color="{colour(look.RULE)}"'
    return (
        f'<w:style w:type="table" w:styleId="{style}"><w:name w:val="{name}"/><w:basedOn w:val="TableNormal"/><w:qFormat/>'
        f"<w:tblPr><w:tblBorders><w:top {rule}/><w:bottom {rule}/><w:insideH {rule}/></w:tblBorders><w:tblCellMar>"
        '<w:top w:w="80" w:type="dxa"/><w:left w:w="120" w:type="dxa"/><w:bottom w:w="30" w:type="dxa"/>'
        f'<w:right w:w="120" w:type="dxa"/></w:tblCellMar></w:tblPr>{parts}</w:style>'
    )


def sheet(style: str, name: str, *, large: bool) -> str:
    """Words, questions and small print of a paper sheet, in ordinary or large print."""
    words, question = look.SHEET_WORDS[large], look.SHEET_QUESTION[large]
    asked = f"<w:keepNext/><w:keepLines/>{spacing(12 if large else 8, 3, 264)}"
    small = f"<w:keepNext/>{spacing(0, 4, 264)}"
    return (
        paragraph(style, name, spacing(1, 2, 264), run(words))
        + paragraph(f"{style}Question", f"{name} Question", asked, run(question, bold=True), based=style)
        + paragraph(f"{style}Help", f"{name} Help", small, run(words, look.MUTED), based=style)
    )


def part(kind: str, ground: str = "") -> str:
    shade = f'<w:tcPr><w:shd w:val="clear" w:color="auto" w:fill="{colour(ground)}"/></w:tcPr>' if ground else ""
    return f'<w:tblStylePr w:type="{kind}">{run(ink=look.NAVY, bold=True)}{shade}</w:tblStylePr>'


def styles() -> str:
    """The style sheet, part by part."""
    return f"{HEAD}<w:styles {W}>{defaults()}{headings()}{texts()}{in_tables()}{edges()}{tables()}</w:styles>"


def defaults() -> str:
    """What every document needs: letters and distances where nothing else is said, and a style of each kind."""
    return (
        "<w:docDefaults><w:rPrDefault><w:rPr>"
        f'<w:rFonts w:ascii="{FONT}" w:hAnsi="{FONT}" w:cs="{FONT}"/><w:color w:val="{colour(look.INK)}"/>'
        f'<w:sz w:val="{look.BODY * 2:.0f}"/><w:szCs w:val="{look.BODY * 2:.0f}"/>'
        '<w:lang w:val="en-GB" w:eastAsia="en-GB" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        f"<w:pPrDefault><w:pPr>{spacing(0, 5)}</w:pPr></w:pPrDefault></w:docDefaults>"
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>'
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>'
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
        '<w:uiPriority w:val="99"/><w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/></w:tblPr></w:style>'
        '<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/>'
        '<w:uiPriority w:val="99"/><w:semiHidden/></w:style>'
    )


def headings() -> str:
    """The title and what stands below it, headings, and what heads a table or an answer."""
    bottom = f'<w:pBdr><w:bottom w:val="single" w:sz="6" w:space="5" w:color="{colour(look.ACCENT)}"/></w:pBdr>'
    bold = run(look.BODY, look.NAVY, bold=True)
    return (
        heading(1, 0, 2)
        + heading(2, 20, 6)
        + heading(3, 14, 4)
        + heading(4, 11, 3)
        + paragraph("Subtitle", "Subtitle", bottom + spacing(0, 10), run(12, look.MUTED), following="Normal")
        + paragraph("Caption", "caption", f"<w:keepNext/>{spacing(11, 4)}", bold)
        + paragraph("Question", "Question", f"<w:keepNext/><w:keepLines/>{spacing(10, 2)}", bold)
    )


def texts() -> str:
    """Running text of every tone, and lists."""
    listed = '<w:numPr><w:numId w:val="1"/></w:numPr>' + spacing(0, 2) + "<w:contextualSpacing/>"
    return (
        paragraph("Help", "Help", "<w:keepNext/>" + spacing(3, 5), run(look.SMALL, look.MUTED))
        + paragraph("NotAnswered", "Not Answered", spacing(0, 5), run(0, look.MUTED, italic=True))
        + barred("Warning", "Warning", look.AMBER, look.WARM, run(0, look.WARNING, bold=True))
        + barred("Notice", "Notice", look.ACCENT, look.CALM, "")
        + barred("Quote", "Quote", look.ACCENT, look.CALM, "")
        + paragraph("ListBullet", "List Bullet", listed)
        + '<w:style w:type="character" w:styleId="AnswerSource"><w:name w:val="Answer Source"/>'
        + f'<w:basedOn w:val="DefaultParagraphFont"/><w:qFormat/>{run(look.SMALL, look.MUTED)}</w:style>'
    )


def in_tables() -> str:
    """What is written in the cells of tables, and on paper sheets."""
    return (
        paragraph("TableText", "Table Text", spacing(0, 3, 276))
        + paragraph("TableTextSmall", "Table Text Small", "", run(look.SMALL), based="TableText")
        + paragraph("TableSource", "Table Source", spacing(0, 3, 264), run(look.SMALL, look.MUTED), based="TableText")
        + paragraph("TableNotAnswered", "Table Not Answered", "", run(0, look.MUTED, italic=True), based="TableText")
        + sheet("Sheet", "Sheet", large=False)
        + sheet("SheetLarge", "Sheet Large", large=True)
    )


def edges() -> str:
    """The head and the foot of every page."""
    tabs = '<w:tabs><w:tab w:val="right" w:pos="9660"/></w:tabs>'
    top = f'<w:pBdr><w:top w:val="single" w:sz="4" w:space="4" w:color="{colour(look.RULE)}"/></w:pBdr>'
    centred = spacing(0, 0) + '<w:jc w:val="center"/>'
    return paragraph("Header", "header", centred, run(look.SMALL, look.MARKING, bold=True)) + paragraph(
        "Footer", "footer", top + tabs + spacing(0, 0), run(8.5, look.MUTED)
    )


def tables() -> str:
    """Short answers, tables with a header row, and the places for signatures."""
    first, lead = part("firstRow", look.SHADE), part("firstCol")
    grid = f'w:val="single" w:sz="6" w:space="0" w:color="{colour(look.FRAME)}"'
    lines = "".join(f"<w:{edge} {grid}/>" for edge in ("top", "left", "bottom", "right", "insideH", "insideV"))
    signature = (
        '<w:style w:type="table" w:styleId="PlanSignatures"><w:name w:val="Plan Signatures"/>'
        f'<w:basedOn w:val="PlanTable"/><w:qFormat/><w:tblPr><w:tblBorders>{lines}</w:tblBorders></w:tblPr>'
        f"{first}{lead}</w:style>"
    )
    return table("PlanAnswers", "Plan Answers", lead) + table("PlanTable", "Plan Table", first + lead) + signature


NUMBERING = (
    f'{HEAD}<w:numbering {W}><w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="singleLevel"/>'
    '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:pStyle w:val="ListBullet"/>'
    '<w:lvlText w:val="•"/><w:lvlJc w:val="left"/><w:pPr><w:ind w:left="320" w:hanging="220"/></w:pPr></w:lvl>'
    '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
)
SETTINGS = (
    f'{HEAD}<w:settings {W}><w:zoom w:percent="100"/><w:defaultTabStop w:val="720"/>'
    '<w:characterSpacingControl w:val="doNotCompress"/><w:compat><w:compatSetting w:name="compatibilityMode" '
    'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat><w:themeFontLang w:val="en-GB"/>'
    "</w:settings>"
)
SECTION = (
    '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="{top:.0f}" w:right="{side:.0f}" w:bottom="{bottom:.0f}" '
    'w:left="{side:.0f}" w:header="500" w:footer="560" w:gutter="0"/></w:sectPr>'
)
DOCUMENT = "{head}<w:document {w}><w:body>{section}</w:body></w:document>"
TYPES = (
    f'{HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{OFFICE}.document.main+xml"/>'
    f'<Override PartName="/word/styles.xml" ContentType="{OFFICE}.styles+xml"/>'
    f'<Override PartName="/word/settings.xml" ContentType="{OFFICE}.settings+xml"/>'
    f'<Override PartName="/word/numbering.xml" ContentType="{OFFICE}.numbering+xml"/>'
    f'<Override PartName="/word/fontTable.xml" ContentType="{OFFICE}.fontTable+xml"/>'
    '<Override PartName="/word/theme/theme1.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.theme+xml"/>'
    '<Override PartName="/docProps/core.xml" '
    'ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>'
)
FONTS = (
    f'{HEAD}<w:fonts {W}><w:font w:name="{FONT}"><w:panose1 w:val="020B0604020202020204"/><w:charset w:val="00"/>'
    '<w:family w:val="swiss"/><w:pitch w:val="variable"/></w:font></w:fonts>'
)
# Word asks for a theme; ours says nothing that a style does not say: our ink, our font, plain lines and fills.
_INKS = ("dk2", "lt2", *(f"accent{number}" for number in range(1, 7)), "hlink", "folHlink")
_FILL = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
_LINE = f'<a:ln w="6350">{_FILL}<a:prstDash val="solid"/></a:ln>'
_LETTERS = f'<a:latin typeface="{FONT}"/><a:ea typeface=""/><a:cs typeface=""/>'
THEME = (
    f'{HEAD}<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" name="PepDesk"><a:themeElements>'
    '<a:clrScheme name="PepDesk"><a:dk1><a:sysClr val="windowText" lastClr="000000"/></a:dk1>'
    '<a:lt1><a:sysClr val="window" lastClr="FFFFFF"/></a:lt1>'
    + "".join(
        f'<a:{ink}><a:srgbClr val="{"FFFFFF" if ink == "lt2" else colour(look.NAVY)}"/></a:{ink}>' for ink in _INKS
    )
    + f'</a:clrScheme><a:fontScheme name="PepDesk"><a:majorFont>{_LETTERS}</a:majorFont>'
    f"<a:minorFont>{_LETTERS}</a:minorFont></a:fontScheme>"
    f'<a:fmtScheme name="PepDesk"><a:fillStyleLst>{_FILL * 3}</a:fillStyleLst><a:lnStyleLst>{_LINE * 3}</a:lnStyleLst>'
    f"<a:effectStyleLst>{'<a:effectStyle><a:effectLst/></a:effectStyle>' * 3}</a:effectStyleLst>"
    f"<a:bgFillStyleLst>{_FILL * 3}</a:bgFillStyleLst></a:fmtScheme></a:themeElements></a:theme>"
)
CORE = (
    f'{HEAD}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"/>'
)


def relations(*targets: tuple[str, str]) -> str:
    lines = "".join(
        f'<Relationship Id="rId{number}" Type="{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, start=1)
    )
    return f'{HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{lines}</Relationships>'


def template() -> bytes:
    """The bytes of the template."""
    section = SECTION.format(top=look.MARGIN_TOP * 20, side=look.MARGIN_SIDE * 20, bottom=look.MARGIN_BOTTOM * 20)
    core = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
    parts = {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": relations((f"{RELATION}/officeDocument", "word/document.xml"), (core, "docProps/core.xml")),
        "word/document.xml": DOCUMENT.format(head=HEAD, w=W, section=section),
        "word/_rels/document.xml.rels": relations(
            (f"{RELATION}/styles", "styles.xml"),
            (f"{RELATION}/settings", "settings.xml"),
            (f"{RELATION}/numbering", "numbering.xml"),
            (f"{RELATION}/fontTable", "fontTable.xml"),
            (f"{RELATION}/theme", "theme/theme1.xml"),
        ),
        "word/styles.xml": styles(),
        "word/settings.xml": SETTINGS,
        "word/numbering.xml": NUMBERING,
        "word/fontTable.xml": FONTS,
        "word/theme/theme1.xml": THEME,
        "docProps/core.xml": CORE,
    }
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as package:
        for name, text in parts.items():
            package.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), text.encode())
    return written.getvalue()


if __name__ == "__main__":
    Path(__file__).with_name("pepdesk.docx").write_bytes(template())
