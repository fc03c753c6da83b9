"""The shortest runs of the benches of fan-out and scale, so that they cannot rot."""

from __future__ import annotations

import math
import shutil
from contextlib import closing
from pathlib import Path

from tests.bench import fan_out, scale
from tests.bench.fan_out import BARE, FOLLOWERS
from tests.rigs.postgres import Postgres


def test_every_desk_is_told_while_agents_save() -> None:
    with closing(Postgres(durable=True)) as server:
        figures = {
            (f.measurement, f.figure): f for f in fan_out.measure(server, server.fresh(), True)
        }
    age = figures["team: floor at a desk", "p50"]
    readings = int(age.note.split(", ")[1].split(" ")[0])
    assert readings >= (FOLLOWERS + BARE) * 3
    assert figures["team: server's CPU a ticket", "mean"].ours > 0


def test_the_last_of_fifty_desks_is_told(tmp_path: Path) -> None:
    last = [f for f in scale.measure(True, tmp_path) if f.measurement.endswith("last is told")]
    engines = 2 if shutil.which("nats-server") else 1
    assert len(last) == 2 * engines
    assert all(0 < figure.ours < math.inf for figure in last)
