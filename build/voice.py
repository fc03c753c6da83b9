"""Sentences spoken by espeak-ng, as samples fit for the telephone."""

from __future__ import annotations

import html
import re
import shutil
import subprocess
import tempfile
import tomllib
import wave
from array import array
from dataclasses import dataclass
from pathlib import Path

from build import levels, say
from desk_app.telephony.queue import wav

TEXTS = Path(__file__).parent / "prompt_texts"
SPEECH_DB = -18.0
_ENDS = (".", "؟", "?", "!")
_AFTER_SENTENCE_S = 0.25
_AFTER_WORDS_S = 0.03
_LONGEST_S = 60.0
_PATIENCE_S = 30
# A comma's full rise after each part of a number would be singsong.
_CALMLY = '<speak><prosody range="50%">{}</prosody></speak>'


@dataclass(frozen=True)
class Texts:
    """What is said in one language, and how.

    Attributes:
        clips: name of a clip -> text as a person writes it.
        spoken: word -> how espeak-ng has to be given it.
    """

    voice: str
    speed: int
    pitch: int
    clips: dict[str, str]
    spoken: dict[str, str]

    def for_voice(self, clip: str) -> str:
        """Return a clip's text as espeak-ng is given it."""
        text = self.clips[clip]
        for word in sorted(self.spoken, key=len, reverse=True):
            text = re.sub(rf"(?<!\S){re.escape(word)}(?![^\s.,،؛])", self.spoken[word], text)
        # Else each part of a sentence would sound like its end.
        return text if text.endswith(_ENDS) else f"{text},"


def texts(language: str) -> Texts:
    """Return the table of a language."""
    with (TEXTS / f"{language}.toml").open("rb") as file:
        table = tomllib.load(file)
    numbers = {f"number_{key}": text for key, text in table["numbers"].items()}
    return Texts(
        table["voice"],
        table["speed"],
        table["pitch"],
        {**table["sentences"], **numbers},
        table.get("spoken", {}),
    )


def version() -> str:
    """Return which espeak-ng there is, such as `1.51`; empty where there is none."""
    if shutil.which("espeak-ng") is None:
        return ""
    said = say.output(["espeak-ng", "--version"]) or ""
    found = re.search(r"\d+(\.\d+)+\S*", said)
    return found.group() if found else ""


def check(table: Texts) -> None:
    """Make sure of the voice: espeak-ng takes another language's for one that it lacks.

    Raises:
        Trouble: it is not there.
    """
    language = table.voice.partition("+")[0]
    listed = say.output(["espeak-ng", f"--voices={language}"]) or ""
    if len(listed.splitlines()) < 2:
        raise say.Trouble(f"espeak-ng has no voice {table.voice}.")


def speak(table: Texts, clip: str) -> array[int]:
    """Return a clip, trimmed, at the level of speech.

    Raises:
        Trouble: espeak-ng does not speak this voice.
    """
    ended = table.clips[clip].endswith(_ENDS)
    text = html.escape(table.for_voice(clip), quote=False)
    if not ended:
        text = _CALMLY.format(text)
    command = ["espeak-ng", "-m", "-v", table.voice, "-s", str(table.speed)]
    command += ["-p", str(table.pitch), "-b", "1", "--stdin", "-w"]
    with tempfile.TemporaryDirectory() as folder:
        to = Path(folder) / "said.wav"
        try:
            subprocess.run(
                [*command, str(to)],
                input=text.encode(),
                capture_output=True,
                check=True,
                timeout=_PATIENCE_S,
            )
            heard = levels.trimmed(resampled(to))
        except (OSError, EOFError, ValueError, wave.Error, subprocess.SubprocessError) as error:
            raise say.Trouble(f"espeak-ng did not speak with the voice {table.voice}.") from error
    if not heard:
        raise say.Trouble(f"espeak-ng said nothing with the voice {table.voice}.")
    after_s = _AFTER_SENTENCE_S if ended else _AFTER_WORDS_S
    return levels.faded(levels.levelled(heard, SPEECH_DB), 0.005, 0.015, after_s)


def resampled(path: Path) -> array[int]:
    """Return espeak-ng's file at our rate."""
    with wave.open(str(path)) as file:
        if (file.getnchannels(), file.getsampwidth()) != (1, 2):
            raise ValueError(path.name)
        # espeak-ng's header may promise more than there is.
        samples = array("h", file.readframes(int(file.getframerate() * _LONGEST_S)))
        return wav.resample(iter([samples]), file.getframerate())
