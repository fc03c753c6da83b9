"""Make constraints.txt again: `python3 -m build.constraints`.

Asks pip, for each Python that Desk App runs on and that is present here, which
versions it would choose today, and writes them down: no addresses, one line for
each package, with a marker where the Pythons differ. Review the difference,
run the tests, commit.
"""

from __future__ import annotations

import json
import re
import tempfile
from pathlib import Path

from build import environment, platforms, say

# Needed on one system only, so no resolution on another would meet them.
ELSEWHERE = ("colorama", "pywin32-ctypes", "pefile", "macholib", "tzdata")
PACKAGING = ("pyinstaller", "setuptools")

HEADER = """\
# The exact version of everything that is installed, for Python 3.11 to 3.13.
# Made by: python3 -m build.constraints
# The SIP engine is not here: build/engine/recipe.py says which one is taken.
"""


def resolve(python: Path) -> dict[str, str]:
    """Return what pip would install for this interpreter: name to version."""
    wanted = [*environment.requirements(development=True), *environment.BACKEND]
    with tempfile.TemporaryDirectory() as folder:
        venv, report = Path(folder) / "venv", Path(folder) / "report.json"
        say.run([python, "-m", "venv", venv], f"{python} could not make an environment.")
        pip = [platforms.venv_program(venv, "python"), "-m", "pip", "install", "-q"]
        flags = ["--dry-run", "--ignore-installed", "--report", report]
        trouble = "pip could not resolve the requirements."
        say.run([*pip, *flags, *wanted, *PACKAGING, *ELSEWHERE], trouble)
        content = json.loads(report.read_text(encoding="utf-8"))
    found = (entry["metadata"] for entry in content["install"])
    return {normal(data["name"]): data["version"] for data in found}


def normal(name: str) -> str:
    """Return a distribution's name as indexes spell it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def merge(versions: dict[str, dict[str, str]]) -> list[str]:
    """Fold the Pythons' answers into constraint lines.

    >>> merge({"3.11": {"a": "1", "b": "1"}, "3.12": {"a": "1", "b": "2"}})
    ['a==1', 'b==1 ; python_version == "3.11"', 'b==2 ; python_version == "3.12"']
    """
    lines = []
    for name in sorted({name for found in versions.values() for name in found}):
        chosen = {python: found[name] for python, found in versions.items() if name in found}
        if len(set(chosen.values())) == 1:
            lines.append(f"{name}=={next(iter(chosen.values()))}")
        else:
            lines += [
                f'{name}=={version} ; python_version == "{python}"'
                for python, version in sorted(chosen.items())
            ]
    return lines


def main() -> None:
    """Write constraints.txt."""
    versions = {}
    for version in sorted(environment.PYTHONS):
        python = environment.find_python(version)
        if python is None:
            say.line(f"no Python {version} here: its versions are left out")
            continue
        with say.step(f"Resolving for Python {version}"):
            versions[version] = resolve(python)
    text = HEADER + "\n".join(merge(versions)) + "\n"
    environment.CONSTRAINTS.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
