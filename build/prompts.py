"""Make what waiting callers hear, in resources/prompts: `python -m build.prompts`.

The same bytes each time from the same texts and the same espeak-ng; nothing
happens while neither changed. In the environment's Python, after set-up.
"""

from __future__ import annotations

import hashlib
import sys
from array import array
from pathlib import Path

from build import environment, levels, machine, music, platforms, say, voice
from desk_app.telephony.queue import prompts, wav

FOLDER = environment.ROOT / "resources" / "prompts"
_STAMP = "made-from.txt"
_TONES = "tones"
_WITHOUT = (
    "espeak-ng is not to be had here: waiting callers hear tones instead of words until it is "
    "installed, or files of your own."
)
_SOURCES = (__file__, music.__file__, voice.__file__, levels.__file__, wav.__file__)
_RISING, _FALLING = (67, 72), (72, 67, 60)
_BAD_NEWS = ("queue_full", "closed", "nobody_came", "goodbye", "callback_confirmed")


def main(folder: Path = FOLDER) -> None:
    """Make what is missing or old."""
    name = hashlib.sha256(str(folder).encode()).hexdigest()[:12]
    with platforms.one_at_a_time(platforms.cache_folder() / f"prompts-{name}.lock"):
        speaker = voice.version() or _TONES
        if _is_made(folder, speaker):
            return
        if speaker == _TONES:
            speaker = _install()
            if _is_made(folder, speaker):
                return
        _make(folder, speaker)


def _install() -> str:
    try:
        machine.need(machine.VOICE, "to speak to waiting callers")
    except say.Trouble:
        return _TONES
    return voice.version() or _TONES


def _make(folder: Path, speaker: str) -> None:
    if speaker == _TONES:
        say.line(_WITHOUT)
    with say.step(f"Making what waiting callers hear ({speaker})"):
        (folder / _STAMP).unlink(missing_ok=True)
        for language in prompts.LANGUAGES:
            for clip, samples in _words(language, speaker).items():
                wav.write(folder / language / f"{clip}.wav", samples)
        wav.write(folder / f"{prompts.BEEP}.wav", music.beep())
        wav.write(folder / f"{prompts.HOLD}.wav", music.hold())
        (folder / _STAMP).write_text(_made_from(speaker), encoding="utf-8")


def _words(language: str, speaker: str) -> dict[str, array[int]]:
    """Return a language's clips: all spoken or, where that fails, all tones."""
    clips = prompts.spoken(language)
    if speaker != _TONES:
        table = voice.texts(language)
        try:
            voice.check(table)
            return {clip: voice.speak(table, clip) for clip in clips}
        except say.Trouble as error:
            say.line(f"{error} Waiting callers hear tones instead of its words.")
    return {clip: tones(clip) for clip in clips}


def tones(clip: str) -> array[int]:
    """Return what stands for a clip where nobody can speak: numbers are counted out."""
    _, is_number, n = clip.partition("number_")
    if is_number:
        tens, ones = divmod(int(n.removesuffix("_and")), 10)
        return music.counted(tens, ones)
    return music.bells(*(_FALLING if clip in _BAD_NEWS else _RISING))


def _is_made(folder: Path, speaker: str) -> bool:
    try:
        before = (folder / _STAMP).read_text(encoding="utf-8")
    except OSError:
        return False
    files = [folder / f"{name}.wav" for name in prompts.SOUNDS]
    for language in prompts.LANGUAGES:
        files += [folder / language / f"{clip}.wav" for clip in prompts.spoken(language)]
    return before == _made_from(speaker) and all(path.exists() for path in files)


def _made_from(speaker: str) -> str:
    digest = hashlib.sha256()
    for path in (*map(Path, _SOURCES), *sorted(voice.TEXTS.glob("*.toml"))):
        digest.update(path.read_bytes())
    return f"{speaker}\n{digest.hexdigest()}\n"


if __name__ == "__main__":
    try:
        main()
    except say.Trouble as trouble:
        say.line(str(trouble))
        sys.exit(1)
