"""Everything that is installed is pinned, and no pin says where from."""

from __future__ import annotations

import re
from importlib import metadata

import pytest

from build import constraints, environment
from build.engine import recipe

# pip comes with the interpreter; the engine is chosen by build/engine, and we are what is built.
UNPINNED = {"pip", "desk-app", recipe.DISTRIBUTION}


def _lines() -> list[str]:
    text = environment.CONSTRAINTS.read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


def test_no_address_in_the_constraints() -> None:
    for line in environment.CONSTRAINTS.read_text(encoding="utf-8").splitlines():
        assert "://" not in line
        assert " @ " not in line
        assert "index-url" not in line


@pytest.mark.parametrize("line", _lines())
def test_a_line_pins_one_version(line: str) -> None:
    pin = r'[a-z0-9-]+==[0-9][\w.+]*( ; python_version == "3\.\d+")?'
    assert re.fullmatch(pin, line), line


def test_every_installed_package_is_pinned() -> None:
    pinned = {line.split("==")[0] for line in _lines()}
    installed = {constraints.normal(found.name) for found in metadata.distributions()}
    assert installed - pinned <= UNPINNED


def test_every_requirement_is_pinned() -> None:
    pinned = {line.split("==")[0] for line in _lines()}
    wanted = [*environment.requirements(development=True), *environment.BACKEND]
    names = {constraints.normal(re.split(r"[<>=;\[ ]", name)[0]) for name in wanted}
    assert names <= pinned


def test_pyside_stays_before_6_12_on_python_3_11() -> None:
    """6.12.0 loses references to None on 3.11 (see test_pyside_canary)."""
    found = [line for line in _lines() if line.startswith("pyside6-essentials==")]
    on_311 = [line for line in found if '"3.11"' in line]
    assert len(on_311) == 1
    assert re.match(r"pyside6-essentials==6\.11\.", on_311[0])


def test_pythons_that_agree_share_a_line() -> None:
    merged = constraints.merge({"3.11": {"a": "1", "b": "1"}, "3.12": {"a": "1", "b": "2"}})
    assert merged == [
        "a==1",
        'b==1 ; python_version == "3.11"',
        'b==2 ; python_version == "3.12"',
    ]
