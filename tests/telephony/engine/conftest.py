"""An engine of each test's own, and other phones to call it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.rigs.agent import Agent
from tests.rigs.engine import EngineRig


@pytest.fixture(scope="module")
def running_engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EngineRig]:
    """One engine for a module's tests: it has to last through all of them."""
    with EngineRig(tmp_path_factory.mktemp("engine")) as rig:
        yield rig


@pytest.fixture
def engine(running_engine: EngineRig) -> EngineRig:
    """A running engine without calls, configured for direct calls without a sound card."""
    running_engine.reset()
    return running_engine


@pytest.fixture
def own_engine(tmp_path: Path) -> Iterator[EngineRig]:
    """An engine of the test's own, configured likewise; it may be killed."""
    with EngineRig(tmp_path / "data") as rig:
        rig.configure()
        yield rig


@pytest.fixture(scope="module")
def peer() -> Iterator[Agent]:
    """A phone that calls and is called; it rings, and answers when told."""
    with Agent("peer") as agent:
        yield agent


@pytest.fixture(scope="module")
def other() -> Iterator[Agent]:
    """A second such phone."""
    with Agent("other") as agent:
        yield agent


@pytest.fixture(autouse=True)
def _fresh(request: pytest.FixtureRequest) -> None:
    """Phones shared by a module start each test ringing, with nothing left to hear."""
    for name in ("peer", "other"):
        if name in request.fixturenames:
            request.getfixturevalue(name).reset()
