"""From pjproject's tarball to a wheel: unpack, patch, configure, compile, link."""

from __future__ import annotations

import os
import re
import shutil
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from build import say
from build.engine import recipe, wheel

_PROBE = """\
import sysconfig
print(sysconfig.get_path("include"))
print("cp" + sysconfig.get_python_version().replace(".", ""))
print(sysconfig.get_platform().replace("-", "_").replace(".", "_"))
print(sysconfig.get_config_var("EXT_SUFFIX"))
"""

_FLAGS = """\
include build.mak
flags:
\t@echo compile: $(APP_CXXFLAGS)
\t@echo folders: $(APP_LDXXFLAGS)
\t@echo libraries: $(APP_LDXXLIBS)
"""


@dataclass(frozen=True)
class Target:
    """The Python a wheel is for."""

    include: Path
    tag: str
    platform: str
    suffix: str


def target_of(python: Path) -> Target:
    """Ask an interpreter what an extension module for it needs."""
    answer = say.output([python, "-c", _PROBE])
    if answer is None:
        raise say.Trouble(f"{python} does not run.")
    include, tag, platform, suffix = answer.splitlines()
    if not (Path(include) / "Python.h").is_file():
        raise say.Trouble(f"{python} has no C headers (on Debian: the package python3-dev).")
    return Target(Path(include), tag, platform, suffix)


def build(tarball: Path, python: Path, work: Path, into: Path) -> Path:
    """Build the engine and return the wheel's path.

    Args:
        tarball: pjproject's source, complete or as Debian trims it.
        work: an empty folder for some 200 MB; the log stays there.
        into: where the wheel goes.
    """
    target = target_of(python)
    source = _unpack(tarball, work)
    version = _version(source)
    log = work / "build.log"
    for patch in recipe.PATCHES:
        if patch.wanted_by(source):
            _apply(patch, source, version, log)
    _configure(source, log)
    flags = _flags(source)
    # The binding needs only the headers, so both halves compile side by side.
    with ThreadPoolExecutor(2) as pool:
        library = pool.submit(_make_library, source, log)
        binding = pool.submit(_make_binding, source, flags["compile"], target, work)
        library.result()
        module = binding.result()
    shared = work / f"_pjsua2{target.suffix}"
    say.run(
        [
            *("g++", "-shared", "-s", "-o", shared, module),
            *flags["folders"],
            *flags["libraries"],
            *("-Wl,-z,relro,-z,now", "-Wl,--as-needed"),
        ],
        "The SIP engine did not link.",
        log=log,
    )
    wheel_version = f"{version}+{recipe.LOCAL_VERSION}"
    tag = f"{target.tag}-{target.tag}-{target.platform}"
    return wheel.write(into, wheel_version, tag, [shared, work / "pjsua2.py"])


def _unpack(tarball: Path, work: Path) -> Path:
    folder = work / "source"
    folder.mkdir()
    say.run(["tar", "-xf", tarball, "-C", folder], f"{tarball} does not unpack.")
    found = list(folder.glob("*/version.mak"))
    if len(found) != 1:
        raise say.Trouble(f"{tarball} is not a pjproject source.")
    return found[0].parent


def _version(source: Path) -> str:
    text = (source / "version.mak").read_text(encoding="utf-8")
    numbers = [
        match[1]
        for part in ("MAJOR", "MINOR", "REV")
        if (match := re.search(rf"PJ_VERSION_{part}\s*:=\s*(\d+)", text))
    ]
    version = ".".join(numbers)
    if tuple(map(int, numbers)) < recipe.OLDEST:
        oldest = ".".join(map(str, recipe.OLDEST))
        raise say.Trouble(f"The source at hand is pjproject {version}; {oldest} is the oldest.")
    return version


def _apply(patch: recipe.Patch, source: Path, version: str, log: Path) -> None:
    command = ["patch", "-p1", "-f", "-d", source, "-i", patch.path]
    if not patch.needed and say.output([*command, "--dry-run"]) is None:
        say.line(f"Our patch {patch.file} does not fit pjproject {version}: built without it.")
        return
    say.run(command, f"Our patch {patch.file} does not fit pjproject {version}.", log=log)


def _configure(source: Path, log: Path) -> None:
    site = source / "pjlib" / "include" / "pj" / "config_site.h"
    site.write_text(recipe.CONFIG_SITE, encoding="utf-8")
    # A device for sound hardware whose file Debian's source does not carry.
    makefile = source / "pjmedia" / "build" / "Makefile"
    text = makefile.read_text(encoding="utf-8")
    makefile.write_text(text.replace("bdimad_dev.o", ""), encoding="utf-8")
    complete = (source / "third_party" / "srtp").is_dir()
    external = () if complete else recipe.CONFIGURE_EXTERNAL
    env = {**os.environ, "CFLAGS": recipe.CFLAGS, "CXXFLAGS": recipe.CFLAGS}
    command = ["sh", "./aconfigure", *recipe.CONFIGURE, *external]
    trouble = "pjproject's configure failed."
    say.run(command, trouble, cwd=source, env=env, log=log)


def _flags(source: Path) -> dict[str, list[str]]:
    (source / "flags.mak").write_text(_FLAGS, encoding="utf-8")
    answer = say.output(["make", "-s", "-C", source, "-f", "flags.mak", "flags"]) or ""
    rows = (row.split(": ", 1) for row in answer.splitlines() if ": " in row)
    flags = {name: words.split() for name, words in rows}
    if set(flags) != {"compile", "folders", "libraries"}:
        raise say.Trouble("pjproject's build.mak did not give its flags.")
    return flags


def _make_library(source: Path, log: Path) -> None:
    jobs = max(1, (os.cpu_count() or 2) - 1)
    trouble = "The SIP library did not compile."
    say.run(["make", f"-j{jobs}", "lib"], trouble, cwd=source, log=log)


def _make_binding(source: Path, compile_flags: list[str], target: Target, work: Path) -> Path:
    swig = source / "pjsip-apps" / "src" / "swig"
    log = work / "binding.log"
    includes = [
        f"-I{source / part / 'include'}"
        for part in ("pjlib", "pjlib-util", "pjmedia", "pjsip", "pjnath")
    ]
    wrap = work / "pjsua2_wrap.cpp"
    command = ["swig", *includes, "-c++", "-w312", "-threads", "-python", "-o", wrap]
    say.run([*command, swig / "pjsua2.i"], "swig failed on pjsua2.", cwd=swig, log=log)
    module = work / "pjsua2_wrap.o"
    flags = [*compile_flags, recipe.BINDING_CFLAGS, "-w", f"-I{target.include}"]
    trouble = "The SIP engine's binding did not compile."
    say.run(["g++", *flags, "-c", wrap, "-o", module], trouble, log=log)
    return module


def clear(work: Path) -> None:
    """Remove a build's folder."""
    shutil.rmtree(work, ignore_errors=True)
