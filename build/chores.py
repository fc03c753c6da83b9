"""The words of `dev.py` and what each of them does."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path

from build import assets, asterisk, environment, machine, platforms, say
from build.engine import provide

Words = Sequence[str]

_SOME_FAILED = 1  # pytest's exit code
_BY_CHANCE = 3  # tests of a run, at most: docs/decisions/0009


def run(words: Words) -> int:
    """Start Desk App."""
    _set_up(machine.RUN, "to show windows and play sound")
    return _become([environment.program("desk-app"), "run", *words])


def demo(words: Words) -> int:
    """Start Desk App with made-up customers who call."""
    _set_up((*machine.RUN, *machine.VOICE), "to show windows, play sound and speak")
    return _become([environment.program("desk-app"), "demo", *words])


def test(words: Words) -> int:
    """Run the tests."""
    packages = (*machine.RUN, *machine.TEST, *machine.PBX)
    _set_up(packages, "for the tests", development=True)
    asterisk.provide()
    _offscreen()
    # The tests start hundreds of processes of ours: without it each compiles every module anew.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    workers = (os.cpu_count() or 1) + 1  # one test in three waits for a caller or a clock
    parallel = ["-n", str(workers), "--dist", "loadgroup"]
    pytest = [_python(), "-m", "pytest"]
    result = _call([*pytest, *parallel, "--cache-clear", *words])
    if result != _SOME_FAILED or len(_failed()) > _BY_CHANCE:
        return result
    say.line("what failed beside other tests is run once more, by itself")
    again = _call([*pytest, "--last-failed", *words])
    if not again:
        say.line("all of it PASSED BY ITSELF and FAILED BESIDE OTHERS: see above, and mend it")
    return again


def _failed() -> dict[str, bool]:
    """Return the tests that failed in the last run, by pytest's own record of it."""
    record = environment.ROOT / ".pytest_cache/v/cache/lastfailed"
    return json.loads(record.read_text()) if record.exists() else {}


def pbx(words: Words) -> int:
    """Bring up a lab: Asterisk, PostgreSQL, bridge, robot agents, callers."""
    _no_words("pbx", words)
    _set_up((*machine.RUN, *machine.PBX), "for the lab", development=True)
    asterisk.provide()
    return _become([_python(), "-m", "tests.lab"])


def bench(words: Words) -> int:
    """Measure, each thing beside its yardstick."""
    _set_up((*machine.RUN, *machine.BENCH), "for the measurements", development=True)
    _offscreen()
    return _become([_python(), "-m", "tests.bench", *words])


def screenshots(words: Words) -> int:
    """Take docs/screenshots again."""
    _set_up((*machine.RUN, *machine.TEST), "for the screenshots", development=True)
    return _become([_python(), "-m", "tests.screenshots", *words])


def check(words: Words) -> int:
    """Run every check and report them all."""
    from build import translations

    _no_words("check", words)
    _set_up(machine.RUN, "for the checks", development=True)
    good = [
        _verdict("lint", ["ruff", "check", "--quiet"]),
        _verdict("formatting", ["ruff", "format", "--check", "--quiet"]),
        _verdict("types", ["mypy", "--no-error-summary"]),
        _verdict("import rules", ["lint-imports", "--no-cache"]),
        _report("translations", *translations.check()),
    ]
    return 0 if all(good) else 1


def fmt(words: Words) -> int:
    """Format the code and bring the translations' source up to date."""
    from build import translations

    _no_words("fmt", words)
    _set_up(machine.RUN, "for the checks", development=True)
    fixed = _verdict("lint", ["ruff", "check", "--fix", "--quiet"])
    formatted = _verdict("formatting", ["ruff", "format", "--quiet"])
    page = _verdict("settings page", ["python", "-m", "build.settings_page"])
    translations.drop_obsolete()
    assets.translations()
    complete = _report("translations", *translations.check())
    return 0 if fixed and formatted and page and complete else 1


def package(words: Words) -> int:
    """Make a program to hand out."""
    from build import package as packaging

    _set_up(machine.RUN, "to run the packaged program")
    return packaging.build(words)


def engine(words: Words) -> int:
    """Build the SIP engine, or take PyPI's, and put it into the environment."""
    wish = provide.parse(words)
    machine.need(machine.RUN, "to show windows and play sound")
    environment.change_engine(wish)
    say.line(f"SIP engine in .venv: {environment.installed_engine()}")
    return 0


CHORES: dict[str, Callable[[Words], int]] = {
    chore.__name__: chore
    for chore in (run, demo, pbx, test, check, bench, fmt, screenshots, package, engine)
}


def _set_up(packages: Sequence[str], why: str, *, development: bool = False) -> None:
    machine.need(packages, why)
    environment.prepare(development=development)
    assets.fonts()
    assets.translations()
    assets.prompts()


def _python() -> Path:
    return environment.program("python")


def _offscreen() -> None:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


def _become(command: Sequence[object]) -> int:
    """Hand over to a program: signals and exit code are then its own."""
    if platforms.WINDOWS:
        return _call(command)
    words = _told(command)
    return os.execv(words[0], words)


def _call(command: Sequence[object]) -> int:
    """Run a program to its end and return its exit code."""
    return subprocess.call(_told(command))


def _told(command: Sequence[object]) -> list[str]:
    """Say what is started, from the tree's root, and return its words."""
    words = [str(part) for part in command]
    os.chdir(environment.ROOT)
    say.line(f"starting {Path(words[0]).name} {' '.join(words[1:])}")
    return words


def _verdict(name: str, command: Sequence[str]) -> bool:
    result = subprocess.run(
        [str(environment.program(command[0])), *command[1:]],
        cwd=environment.ROOT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    return _report(name, result.returncode == 0, result.stdout)


def _report(name: str, good: bool, said: str) -> bool:
    say.line(f"{name}: {'good' if good else 'FAILED'}")
    if not good:
        print(said.rstrip(), flush=True)
    return good


def _no_words(chore: str, words: Words) -> None:
    if words:
        raise say.Trouble(f"dev.py {chore} takes no further words.")
