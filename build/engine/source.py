"""Where pjproject's source comes from: a tarball given by path, or a distribution's source package.

Nothing is kept in the tree, neither source nor address: the mirror is the one
this machine's own apt configuration names.
"""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

from build import say
from build.engine import recipe

# Where the newest sources of a distribution are: suite and component.
NEWEST = {"Debian": ("sid", "main"), "Ubuntu": ("devel", "universe")}


def from_path(path: Path, sha256: str | None) -> Path:
    """Return the given tarball, having checked its sum where one is given."""
    if not path.is_file():
        raise say.Trouble(f"There is no pjproject source at {path}.")
    if sha256 is not None:
        found = hashlib.sha256(path.read_bytes()).hexdigest()
        if found != sha256.lower():
            raise say.Trouble(f"{path} is not what was expected: its SHA-256 is {found}.")
    return path


def from_distribution(folder: Path) -> Path:
    """Download the source package's pjproject component into `folder`.

    Uses an apt configuration of its own below `folder`, so neither the
    machine's package lists nor its sources change; needs no root. apt checks
    the archive's signature and the file's sum.
    """
    origin, uri, signed_by = mirror()
    suite, component = NEWEST[origin]
    for name in ("lists/partial", "cache/archives/partial", "download"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    option = f"[signed-by={signed_by}] " if signed_by else ""
    sources = folder / "sources.list"
    sources.write_text(f"deb-src {option}{uri} {suite} {component}\n", encoding="utf-8")
    apt: list[str | Path] = [
        "apt-get",
        "-q",
        *_option("Dir::Etc::sourcelist", sources),
        *_option("Dir::Etc::sourceparts", "-"),
        *_option("Dir::State::lists", folder / "lists"),
        *_option("Dir::Cache", folder / "cache"),
        *_option("Acquire::Check-Valid-Until", "false"),
        *_option("Acquire::Languages", "none"),
    ]
    if os.geteuid() == 0:
        apt += _option("APT::Sandbox::User", "root")
    trouble = f"The package mirror did not give the source package {recipe.DEBIAN_SOURCE}."
    log = folder / "apt.log"
    say.run([*apt, "update"], trouble, log=log)
    download = folder / "download"
    say.run(
        [*apt, "source", "--download-only", recipe.DEBIAN_SOURCE], trouble, cwd=download, log=log
    )
    found = sorted(download.glob("*Xpjproject.tar.*"))
    if not found:
        raise say.Trouble(f"The source package {recipe.DEBIAN_SOURCE} carries no pjproject.")
    return found[-1]


def _option(name: str, value: str | Path) -> list[str]:
    return ["-o", f"{name}={value}"]


def mirror() -> tuple[str, str, str]:
    """Return origin, address and keyring of the machine's own main package source."""
    wanted = "$(ORIGIN)\t$(LABEL)\t$(REPO_URI)\t$(SIGNED_BY)"
    listing = say.output(["apt-get", "indextargets", "--format", wanted, "Created-By: Packages"])
    for row in (listing or "").splitlines():
        origin, label, uri, signed_by = (*row.split("\t"), "", "", "")[:4]
        if origin in NEWEST and label == origin and uri:
            # An unknown field is printed as it was asked for.
            known = signed_by and not signed_by.startswith("$")
            return origin, uri, signed_by if known else _keyring(origin)
    raise say.Trouble("apt knows no Debian or Ubuntu mirror here (try: apt-get update).")


def _keyring(origin: str) -> str:
    name = origin.lower()
    for suffix in ("pgp", "gpg"):
        path = Path(f"/usr/share/keyrings/{name}-archive-keyring.{suffix}")
        if path.is_file():
            return str(path)
    return ""
