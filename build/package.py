"""The program to hand out: PyInstaller's folder in dist/, with its own Python and engine."""

from __future__ import annotations

from collections.abc import Sequence

from build import assets, environment, say


def build(words: Sequence[str]) -> int:
    """Make dist/desk-app; further words go to PyInstaller."""
    with say.step("Installing PyInstaller"):
        environment.install(["pyinstaller"], "pip could not install PyInstaller")
    dist = environment.ROOT / "dist"
    resources = environment.ROOT / "resources"
    work = dist / "work"
    command = [
        environment.program("pyinstaller"),
        "--noconfirm",
        "--windowed",
        "--name=desk-app",
        f"--distpath={dist}",
        f"--workpath={work}",
        f"--specpath={work}",
        "--collect-all=pjsua2",
        "--copy-metadata=pjsua2-python",
        "--copy-metadata=desk-app",
        "--collect-submodules=keyring.backends",
        "--collect-submodules=desk_app",
        "--collect-data=desk_app",
        "--collect-data=lucide",
        f"--add-data={resources}{_SEPARATOR}desk_app/resources",
        *words,
        environment.ROOT / "desk_app" / "__main__.py",
    ]
    with say.step("Packaging Desk App with PyInstaller"):
        say.run(command, "PyInstaller failed.", cwd=environment.ROOT)
    if not any(assets.FONTS.glob("*.[ot]tf")):
        say.line("the package carries no fonts of its own: none were to be had at set-up")
    say.line(f"the program is {dist / 'desk-app' / 'desk-app'}")
    return 0


_SEPARATOR = ":"
"""Between source and destination; PyInstaller 6 takes it on every system."""
