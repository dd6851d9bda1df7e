"""One document with every kind of block, names in many spellings, a three-page answer and a cell longer than a page."""

from __future__ import annotations

import io

from PIL import Image, ImageDraw

from pepdesk.export.blocks import (
    Answer,
    Answers,
    Bullets,
    Document,
    Heading,
    LongAnswer,
    PageBreak,
    Paragraph,
    Picture,
    SignatureBox,
    Table,
    Tone,
)
from pepdesk.export.signature_fields import SIGNATURE_FIELDS, SIGNER_TITLES

_SENTENCES = (
    "Kacper settles to reading when he is given ten quiet minutes before the lesson begins.",
    "His tutor meets him at the gate on Mondays, because the drive from Llanfairpwllgwyngyll is long and the day "
    "after contact is the hardest of the week.",
    "He explained a fraction (3/4 < 7/8) to a younger pupil & drew it as a pizza.",
    "Mrs Ŵyn and Siân Llŷr agree that the seat near the window helps him to concentrate.",
)


def prose(words: int, mark: str = "w") -> str:
    """About ``words`` words in paragraphs; each sentence is numbered, so that a lost or doubled one shows."""
    parts: list[str] = []
    count = number = 0
    while count < words:
        sentence = f"{_SENTENCES[number % len(_SENTENCES)]} [{mark}{number}]"
        parts.append(sentence + ("\n\n" if number % 6 == 5 else " "))
        count += len(sentence.split())
        number += 1
    return "".join(parts).strip()


LONG = prose(1650)
LONG_CELL = prose(1000, "c")

NAMES = (
    ("Polish", "Kacper Żółkowski, Łucja Dąbrowska"),
    ("Welsh", "Siân Ŵyn, Llŷr ap Gwilym"),
    ("Turkish", "İpek Yıldız, Çağrı Öğüş"),
    ("Vietnamese", "Nguyễn Thị Hường"),
    ("Ukrainian", "Олена Ґалаґан"),
    ("Yoruba", "Ẹniọlá Ṣadé"),
    ("Arabic", "محمد علي الحسن (Mohammed Ali)"),
    ("Urdu", "ہما خان"),
    ("Hebrew", "שרה כהן, 12 שנים"),
    ("Chinese", "李伟 (Li Wei)"),
    ("Signs", "☐ ☑ – “quoted” … £5 → 50 %"),
)


def drawing(colour: str = "gold", size: tuple[int, int] = (240, 160)) -> bytes:
    """A picture as PepDesk keeps them: a house under a sun, more or less."""
    paper = Image.new("RGB", size, "white")
    pen = ImageDraw.Draw(paper)
    pen.rectangle((60, 80, 160, 150), outline="black", width=3)
    pen.polygon(((50, 80), (110, 30), (170, 80)), outline="brown")
    pen.ellipse((190, 10, 225, 45), fill=colour)
    out = io.BytesIO()
    paper.save(out, "PNG")
    return out.getvalue()


def sample() -> Document:
    """Build it; equal every time."""
    return Document(
        title="Personal Education Plan",
        subtitle="Kacper Żółkowski · Year 8 · Autumn term 2026",
        marking="OFFICIAL-SENSITIVE",
        footer="Exampleshire Virtual School",
        version="7f3a-12",
        created="2026-11-22T14:05:00+00:00",
        author="Gwenllian Pugh",
        keywords=("PEP", "Year R to Year 11"),
        blocks=(
            Paragraph("Draft: not signed. Three answers are still missing.", Tone.WARNING),
            Heading(2, "About the child"),
            Paragraph("Completed by the designated teacher with the child before the meeting.", Tone.HELP),
            Answers(
                "About the child",
                (
                    Answer("Full name", "Kacper Żółkowski", "child.name"),
                    Answer("Preferred name", "Kacper", "child.preferred"),
                    Answer("Date of birth", "4 March 2014", "child.born"),
                    Answer("First language", "Not answered", "child.language", Tone.MISSING),
                    Answer("Care status", "Section 20\nSince 12 June 2025", "child.status"),
                    Answer(
                        "Is there anything the school must know about transport, meals or contact arrangements?",
                        "Taxi at 08:10; no contact on school days. <b>Not bold</b> & a < b.",
                        "child.arrangements",
                    ),
                ),
            ),
            Heading(3, "Names of people at the meeting"),
            Answers("People", tuple(Answer(language, name) for language, name in NAMES)),
            Heading(2, "My views"),
            LongAnswer(
                Answer(
                    "What do you enjoy at school?",
                    "I like maths when it is like puzzles.\nAnd lunch!",
                    tone=Tone.QUOTE,
                    source="In Łucja’s own words",
                )
            ),
            LongAnswer(Answer("What would you change?", "Not answered", tone=Tone.MISSING)),
            LongAnswer(Answer("Is there a drawing?", "1 picture below.")),
            Picture("My house at Gran’s", "A house with a red roof under a <yellow> sun & no clouds", drawing()),
            Heading(3, "What helps"),
            Bullets(
                (
                    "Ten quiet minutes before the lesson",
                    "A seat near the window",
                    "Knowing the day before who will "
                    "collect me, because otherwise I think about it all afternoon and cannot listen to the teacher",
                )
            ),
            Heading(2, "Attainment"),
            Table(
                "Attainment by subject",
                ("Subject", "Level", "On track?", "Comment"),
                (
                    ("English", "Working towards", "No", "Reads for pleasure; writing is short."),
                    ("Mathematics", "Expected", "Yes", ""),
                    ("Cymraeg", "Expected", "Yes", "Mae’n siarad yn hyderus – gŵyl, tŷ, ŷd."),
                ),
                (22, 20, 14, 44),
            ),
            Heading(2, "Targets"),
            Table(
                "Target 1: actions",
                ("Action", "What was done", "By when"),
                (
                    ("Read aloud daily", "Started in September.", "19 December 2026"),
                    ("Quiet room", LONG_CELL, "13 February 2027"),
                    ("Mentor", "Weekly, with Mr Król.", "Ongoing"),
                ),
                (24, 56, 20),
            ),
            Heading(2, "The school’s account"),
            LongAnswer(Answer("Describe the child’s education since the last review", LONG, "school.account")),
            PageBreak(),
            Heading(2, "Sign-off"),
            Paragraph("Each person signs the finished document with their own digital signature."),
            *(
                SignatureBox(SIGNATURE_FIELDS[role], SIGNER_TITLES[role], printed)
                for role, printed in (
                    ("designated_teacher", "Gwenllian Pugh, 22 November 2026"),
                    ("social_worker", "Amina Yusuf, 22 November 2026"),
                    ("virtual_school", ""),
                    ("carer", "Tomasz Król, 21 November 2026"),
                    ("child", ""),
                )
            ),
        ),
    )
