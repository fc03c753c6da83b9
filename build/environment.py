"""The virtual environment: which Python, which packages, and when nothing has to be done."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tomllib
from contextlib import AbstractContextManager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from build import machine, platforms, say
from build.engine import provide, recipe

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
STAMP = VENV / "desk-setup.json"
CONSTRAINTS = ROOT / "constraints.txt"

# 3.12 first; 3.13 has no prebuilt SIP engine; 3.11 has to stay with an older PySide6.
PYTHONS = ("3.12", "3.13", "3.11")
BACKEND = ("hatchling", "editables")


@dataclass
class Stamp:
    """What an environment was made from.

    Attributes:
        inputs: hash of everything that decides what is in it.
        python: its Python's version, such as `3.12`.
        development: whether the tools for `check` and `test` are in it too.
        engine: the SIP engine's requirement as given to pip.
        prebuilt: whether PyPI's engine was asked for rather than fallen back on.
    """

    inputs: str
    python: str
    development: bool
    engine: str
    prebuilt: bool


def program(name: str) -> Path:
    """Return the path of a program in the environment."""
    return platforms.venv_program(VENV, name)


def prepare(*, development: bool) -> None:
    """Make the environment, or bring it up to date; nothing happens if it is."""
    if _is_good(_read_stamp(), development=development):
        return
    with _alone():
        # Another set-up may have done it while this one waited.
        if not _is_good(stamp := _read_stamp(), development=development):
            _prepare(stamp, development=development)


def _prepare(stamp: Stamp | None, *, development: bool) -> None:
    version = _make_venv(stamp)
    inputs = _inputs()
    if stamp is not None and stamp.inputs == inputs and stamp.python == version:
        engine = stamp.engine
    else:
        wish = provide.Wish(prebuilt=stamp is not None and stamp.prebuilt)
        chosen = provide.provide(program("python"), version, wish)
        engine = chosen.requirement
        # Where only a requirement changed, the engine that may be in a call is left alone.
        if stamp is None or stamp.engine != engine or stamp.python != version or not _loads():
            _install_engine(chosen)
    development = development or (stamp is not None and stamp.development)
    _install(development=development)
    prebuilt = stamp is not None and stamp.prebuilt
    _write_stamp(Stamp(inputs, version, development, engine, prebuilt))


def change_engine(wish: provide.Wish) -> None:
    """Build or fetch the SIP engine as wished and put it into the environment."""
    with _alone():
        _change_engine(wish)


def _alone() -> AbstractContextManager[None]:
    name = hashlib.sha256(str(ROOT).encode()).hexdigest()[:12]
    return platforms.one_at_a_time(platforms.cache_folder() / f"set-up-{name}.lock")


def _change_engine(wish: provide.Wish) -> None:
    stamp = _read_stamp()
    version = _make_venv(stamp)
    chosen = provide.provide(program("python"), version, wish)
    _install_engine(chosen)
    if stamp is None or stamp.python != version or stamp.inputs != _inputs():
        _install(development=False)
        stamp = Stamp(_inputs(), version, False, "", False)
    stamp.engine, stamp.prebuilt = chosen.requirement, wish.prebuilt
    _write_stamp(stamp)


def installed_engine() -> str:
    """Return the version of the SIP engine in the environment, such as `2.17+desk1`."""
    ask = f"import importlib.metadata as m; print(m.version({recipe.DISTRIBUTION!r}))"
    return (say.output([program("python"), "-c", ask]) or "none").strip()


def install(packages: list[str], trouble: str) -> None:
    """Put further packages into the environment, pinned like everything else."""
    _pip(["-c", str(CONSTRAINTS), *packages], trouble)


def project() -> dict[str, Any]:
    """Return the content of pyproject.toml."""
    with (ROOT / "pyproject.toml").open("rb") as file:
        return tomllib.load(file)


def requirements(*, development: bool) -> list[str]:
    """Return what the project asks for, without the SIP engine (it is chosen apart)."""
    content = project()
    names: list[str] = list(content["project"]["dependencies"])
    if development:
        names += content["dependency-groups"]["dev"]
    return [name for name in names if not name.startswith(recipe.DISTRIBUTION)]


def _inputs() -> str:
    content = project()
    decisive = [
        content["project"],
        content["dependency-groups"],
        content["build-system"],
        CONSTRAINTS.read_text(encoding="utf-8"),
        recipe.digest(),
        recipe.PREBUILT,
        platforms.system_name(),
        str(ROOT),
    ]
    return hashlib.sha256(json.dumps(decisive, sort_keys=True).encode()).hexdigest()


def _is_good(stamp: Stamp | None, *, development: bool) -> bool:
    return (
        stamp is not None
        and program("python").exists()
        and stamp.inputs == _inputs()
        and (stamp.development or not development)
    )


def _make_venv(stamp: Stamp | None) -> str:
    """Make sure of a working environment and return its Python's version."""
    if stamp is not None and _runs(program("python")) == stamp.python:
        machine.need(machine.COMPILE, "to build PyAudio")
        return stamp.python
    version, python = _choose_python()
    packages: tuple[str, ...] = machine.COMPILE
    if python.is_relative_to("/usr/bin"):
        packages += machine.python_packages(version)
    machine.need(packages, "to make the Python environment and build PyAudio")
    with say.step(f"Making .venv with Python {version} ({python})"):
        shutil.rmtree(VENV, ignore_errors=True)
        trouble = f"{python} could not make a virtual environment in {VENV}."
        say.run([python, "-m", "venv", VENV], trouble)
    return version


def find_python(version: str) -> Path | None:
    """Return an interpreter of this version that really runs here."""
    for python in platforms.python_candidates(version):
        if _runs(python) == version:
            return python
    return None


def _choose_python() -> tuple[str, Path]:
    for version in PYTHONS:
        python = find_python(version)
        if python is not None:
            return version, python
    raise say.Trouble(f"Desk App needs Python {', '.join(PYTHONS)}; none of them runs here.")


def _runs(python: Path) -> str | None:
    """Return the version of an interpreter that really works here, else None."""
    ask = "import sys, ssl, sqlite3, venv; print('%d.%d' % sys.version_info[:2])"
    answer = say.output([python, "-c", ask])
    return answer.strip() if answer else None


def _install(*, development: bool) -> None:
    what = "packages and the tools for check and test" if development else "packages"
    with say.step(f"Installing the pinned Python {what}"):
        wanted = [*requirements(development=development), *BACKEND]
        _pip(["-c", str(CONSTRAINTS), *wanted], "pip could not install the Python packages")
        # The back end is there, pinned like everything else, so pip need not fetch one.
        itself = ["--no-deps", "--no-build-isolation", "-e", str(ROOT)]
        _pip(itself, "pip could not install Desk App itself")


def _install_engine(engine: provide.Engine) -> None:
    name = Path(engine.requirement).name
    with say.step(f"Installing the SIP engine {name}"):
        words = ["--no-deps", "--force-reinstall", engine.requirement]
        _pip(words, "pip could not install the SIP engine")
    if not _loads():
        raise say.Trouble(
            f"The SIP engine {name} does not load; try: python3 dev.py engine --again"
        )


def _loads() -> bool:
    """Tell whether the environment has a SIP engine that can be imported."""
    return say.output([program("python"), "-c", "import pjsua2"]) is not None


def _pip(words: list[str], trouble: str) -> None:
    env = {
        **os.environ,
        "PIP_CONSTRAINT": str(CONSTRAINTS),
        "PIP_BUILD_CONSTRAINT": str(CONSTRAINTS),
    }
    command = [program("python"), "-m", "pip", "install", "--no-input", "-q"]
    where = "is there a network, and is pip's index right?"
    say.run([*command, *words], f"{trouble}: {where}", env=env, cwd=ROOT)


def _read_stamp() -> Stamp | None:
    try:
        return Stamp(**json.loads(STAMP.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None


def _write_stamp(stamp: Stamp) -> None:
    STAMP.write_text(json.dumps(asdict(stamp), indent=1) + "\n", encoding="utf-8")
