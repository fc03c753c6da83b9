"""What an agent does in a call is tried on the whole program, with real phones at the other end."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.faults.conftest import compiled, english, program, speak
from tests.rigs.agent import Agent

__all__ = ["compiled", "english", "program", "speak"]


@pytest.fixture(scope="module")
def caller_process() -> Iterator[Agent]:
    with Agent("02149258000") as agent:
        yield agent


@pytest.fixture(scope="module")
def colleague_process() -> Iterator[Agent]:
    with Agent("215") as agent:
        yield agent


@pytest.fixture
def caller(caller_process: Agent) -> Agent:
    """Somebody who calls."""
    caller_process.reset()
    return caller_process


@pytest.fixture
def colleague(colleague_process: Agent) -> Agent:
    """Somebody to consult."""
    colleague_process.reset()
    return colleague_process
