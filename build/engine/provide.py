"""Which SIP engine gets installed: ours from the cache, ours built now, or PyPI's wheel."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from build import machine, platforms, say
from build.engine import compiling, recipe, source


@dataclass(frozen=True)
class Engine:
    """What to install.

    Attributes:
        requirement: what pip is given: a wheel's path or a pinned name.
        built: whether it is ours.
    """

    requirement: str
    built: bool


@dataclass(frozen=True)
class Wish:
    """What the person asked for."""

    prebuilt: bool = False
    again: bool = False
    tarball: Path | None = None
    sha256: str | None = None


def provide(python: Path, version: str, wish: Wish) -> Engine:
    """Return the engine for an interpreter of this version (such as `3.12`).

    Falls back to PyPI's wheel with one sentence saying what it lacks.

    Raises:
        Trouble: neither can be had; or a tarball was given and did not build.
    """
    if wish.prebuilt:
        return _prebuilt(version, "as asked")
    if not platforms.LINUX:
        return _prebuilt(version, "our own is built on Linux only")
    try:
        return Engine(str(_built(python, version, wish)), built=True)
    except say.Trouble as trouble:
        if wish.tarball is not None:
            raise
        return _prebuilt(version, str(trouble).rstrip("."))


def cached(version: str) -> Path | None:
    """Return the newest wheel built by this recipe for this system and Python, if any."""
    wheels = platforms.cache_folder().glob(f"engine/*-{_place(version)}/*.whl")
    return max(wheels, key=lambda wheel: wheel.stat().st_mtime, default=None)


def _prebuilt(version: str, why: str) -> Engine:
    if version not in recipe.PREBUILT_PYTHONS:
        raise say.Trouble(
            f"No SIP engine for Python {version}: PyPI's wheel has none and ours was not built "
            f"({why})."
        )
    say.line(
        f"SIP engine: PyPI's {recipe.PREBUILT} ({why}), which has {recipe.PREBUILT_LACKS}; "
        "`python3 dev.py engine` tries our own."
    )
    return Engine(recipe.PREBUILT, built=False)


def _built(python: Path, version: str, wish: Wish) -> Path:
    # Also for a wheel from the cache: it links the libraries these packages bring.
    machine.need(recipe.PACKAGES, "to build and run the SIP engine")
    ready = None if wish.again or wish.tarball else cached(version)
    if ready is not None:
        say.line(f"SIP engine: {ready.name} from the cache")
        return ready
    compiling.target_of(python)
    base = platforms.cache_folder() / "engine"
    base.mkdir(parents=True, exist_ok=True)
    work = Path(tempfile.mkdtemp(prefix="work-", dir=base))
    if wish.tarball is not None:
        tarball = source.from_path(wish.tarball, wish.sha256)
    else:
        with say.step("Downloading pjproject's source from the package mirror"):
            tarball = source.from_distribution(work / "apt")
    with say.step("Building the SIP engine (some 3 minutes on 2 cores; once for each machine)"):
        wheel = compiling.build(tarball, python, work, work)
    pjsip = wheel.name.split("-")[1]
    place = base / f"{pjsip}-{_place(version)}"
    place.mkdir(exist_ok=True)
    kept = place / wheel.name
    wheel.replace(kept)
    compiling.clear(work)
    return kept


def _place(version: str) -> str:
    return f"cp{version.replace('.', '')}-{platforms.system_name()}-{recipe.digest()}"


def parse(words: Sequence[str]) -> Wish:
    """Read the words after `dev.py engine`."""
    tarball, sha256 = None, None
    rest = list(words)
    flags = set()
    while rest:
        word = rest.pop(0)
        if word in ("--prebuilt", "--again"):
            flags.add(word)
        elif word in ("--source", "--sha256") and rest:
            value = rest.pop(0)
            if word == "--source":
                tarball = Path(value).expanduser().resolve()
            else:
                sha256 = value
        else:
            raise say.Trouble(
                f"dev.py engine does not know {word!r}; it knows "
                "--prebuilt, --again, --source PATH and --sha256 HEX."
            )
    return Wish("--prebuilt" in flags, "--again" in flags, tarball, sha256)
