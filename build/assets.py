"""What set-up fetches or makes and nobody commits: fonts, compiled translations, prompts."""

from __future__ import annotations

import shutil
import subprocess
import tarfile
import tempfile
from pathlib import Path

from build import environment, platforms, say

FONTS = environment.ROOT / "resources" / "fonts"
TRANSLATIONS = environment.ROOT / "resources" / "translations"
WEIGHTS = ("Regular", "Medium", "SemiBold", "Bold")
# Vazirmatn's UI cut without Latin, so that Latin letters stay Inter's.
VAZIRMATN = "vazirmatn@33.0.3"
VAZIRMATN_FILES = "package/misc/UI-Non-Latin/fonts/ttf/Vazirmatn-UI-NL-{}.ttf"
VAZIRMATN_LICENCE = "package/OFL.txt"


def fonts() -> None:
    """Put Inter and Vazirmatn into resources/fonts; say so where a fallback has to do."""
    FONTS.mkdir(parents=True, exist_ok=True)
    if not _have("Inter-Regular") and not _inter():
        _once("Inter is not to be had here: the window shows the system's own sans serif.")
    if not _have("Vazirmatn-UI-NL-Regular") and not _vazirmatn():
        _once("Vazirmatn comes by npm, which is missing or offline: Persian is in Noto Sans.")


def translations() -> None:
    """Compile the translations that changed."""
    for source in sorted(TRANSLATIONS.glob("*.ts")):
        compiled = source.with_suffix(".qm")
        if compiled.exists() and compiled.stat().st_mtime >= source.stat().st_mtime:
            continue
        command = [environment.program("pyside6-lrelease"), "-silent", source, "-qm", compiled]
        say.run(command, f"{source.name} could not be compiled.", cwd=environment.ROOT)


def prompts() -> None:
    """Make what waiting callers hear, unless it is there; without it everything else works."""
    command = [str(environment.program("python")), "-m", "build.prompts"]
    if subprocess.run(command, cwd=environment.ROOT, check=False).returncode != 0:
        say.line("The prompts for waiting callers could not be made.")


def _have(stem: str) -> bool:
    return any(FONTS.glob(f"{stem}.*"))


def _inter() -> bool:
    """Copy Inter from the system's package, so that the packaged program carries it too."""
    if not platforms.LINUX:
        return False
    found = [
        path
        for weight in WEIGHTS
        for path in sorted(Path("/usr/share/fonts").glob(f"*/inter*/Inter-{weight}.[ot]tf"))[:1]
    ]
    for path in found:
        shutil.copy(path, FONTS / path.name)
    return bool(found)


def _vazirmatn() -> bool:
    npm = shutil.which("npm")
    if npm is None:
        return False
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        try:
            with say.step(f"Fetching the Persian font {VAZIRMATN} by npm"):
                command = [npm, "pack", "--silent", "--pack-destination", folder, VAZIRMATN]
                say.run(command, "npm did not give the font.", cwd=folder)
        except say.Trouble:
            return False
        with tarfile.open(next(folder.glob("*.tgz"))) as archive:
            wanted = [VAZIRMATN_FILES.format(weight) for weight in WEIGHTS]
            for member in (*wanted, VAZIRMATN_LICENCE):
                file = archive.extractfile(member)
                if file is not None:
                    (FONTS / Path(member).name).write_bytes(file.read())
    return True


def _once(sentence: str) -> None:
    said = FONTS / "missing.txt"
    before = said.read_text(encoding="utf-8") if said.exists() else ""
    if sentence not in before:
        say.line(sentence)
        said.write_text(f"{before}{sentence}\n", encoding="utf-8")
