"""What our own build does with the packets of one tick: it sends them all after encoding."""

from __future__ import annotations

import itertools
import socket
import struct
from collections.abc import Iterator
from contextlib import ExitStack, closing
from pathlib import Path

from desk_app.telephony.messages import Fact, QueuePlan
from tests.rigs.engine import EngineRig
from tests.rigs.patience import PATIENCE_S
from tests.rigs.uac import HOST, Uac

HEADER = struct.Struct("!BBHII")
SECONDS = 2
RATE = 8000
WITHIN_S = PATIENCE_S


def packets(far: socket.socket) -> Iterator[tuple[int, int, bytes]]:
    """Yield sequence number, timestamp and sound of each RTP packet, as they come."""
    while True:
        data = far.recv(2048)
        if not 64 <= data[1] & 0x7F <= 95:  # RTCP, RFC 5761
            _, _, sequence, timestamp, _ = HEADER.unpack(data[: HEADER.size])
            yield sequence, timestamp, data[HEADER.size :]


def test_each_caller_hears_every_packet_once_in_order_and_of_its_own_length(
    tmp_path: Path,
) -> None:
    """Who asks for 10 ms is sent two packets in each tick of 20 ms; they must not be mixed up."""
    with ExitStack() as stack:
        engine = stack.enter_context(EngineRig(tmp_path))
        engine.configure(queues=(QueuePlan(name="Support", numbers=("500",)),))
        heard: dict[int, list[tuple[int, int, bytes]]] = {}
        lines = []
        for packet_ms in (20, 10, 20):
            far = stack.enter_context(closing(socket.socket(socket.AF_INET, socket.SOCK_DGRAM)))
            far.bind((HOST, 0))
            far.settimeout(WITHIN_S)
            uac = stack.enter_context(Uac(far.getsockname()[1], packet_ms))
            ring = uac.ring(engine.port, "+989121234567", user="500")
            uac.talk(ring)
            engine.desk.fact(Fact.QUEUED)
            lines.append((packet_ms, far, uac, ring))
        for packet_ms, far, _, _ in lines:
            count = SECONDS * 1000 // packet_ms
            heard[packet_ms] = list(itertools.islice(packets(far), count))
            size = RATE * packet_ms // 1000
            for (before, then, _), (after, now, sound) in itertools.pairwise(heard[packet_ms]):
                assert (after - before) & 0xFFFF == 1
                assert (now - then) & 0xFFFFFFFF == size
                assert len(sound) == size
            sounds = [sound for *_, sound in heard[packet_ms] if len(set(sound)) > 20]
            assert len(set(sounds)) > 0.9 * len(sounds) > 0  # a packet twice is music twice
        for _, _, uac, ring in lines:
            uac.hang_up(ring)
