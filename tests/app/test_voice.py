"""Reading aloud: the computer's own voice is really used, its text in no command line, and it can be stopped."""

from __future__ import annotations

import threading
import wave
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from pepdesk.app.voice import BoundVoice, ReadAloud


@pytest.mark.checker("espeak-ng")
def test_the_words_are_really_spoken(qtbot: QtBot, tmp_path: Path) -> None:
    def seconds(words: str) -> float:
        file = tmp_path / f"{len(words)}.wav"
        voice = ReadAloud(wav=file)
        assert voice.is_there
        voice.say(words)
        assert voice.wait(10_000)
        voice.close()
        with wave.open(str(file)) as sound:
            return float(sound.getnframes() / sound.getframerate())

    short, long = seconds("Playtime"), seconds("What would you like to get better at before the next meeting?")
    assert 0.3 < short < 3
    assert long > 2 * short


def test_without_a_voice_nothing_is_offered(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    voice = ReadAloud()
    assert not voice.is_there
    voice.say("Nobody hears this.")
    voice.close()


def test_a_voice_on_a_thread_reads_one_text_after_the_other_and_ends() -> None:
    heard: list[str] = []
    twice = threading.Event()

    def note(text: str) -> None:
        heard.append(text)
        if len(heard) == 2:
            twice.set()

    voice = BoundVoice("dummy", note)
    voice.say("Coming to school")
    voice.say("Playtime")
    assert twice.wait(10)
    voice.close(5)
    assert heard == ["Coming to school", "Playtime"]
