"""How a call sounds: loss, jitter, delay and a MOS estimate, and whether anything is heard."""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

import pjsua2 as pj

from desk_app.telephony.engine.call import SipCall, audio_index
from desk_app.telephony.messages import Alert, AudioAlert, Quality, Report

log = logging.getLogger(__name__)

EVERY_S = 1.0
SAMPLE_S = 0.1
WINDOW = 5  # seconds over which loss is counted
SILENT_S = 3.0

# Ie and Bpl of ITU-T G.113 appendix I; Opus and G.722 by the same scale, with concealment.
_IMPAIRMENT = {
    "pcmu": (0.0, 25.1),
    "pcma": (0.0, 25.1),
    "g722": (0.0, 20.0),
    "opus": (0.0, 25.0),
    "gsm": (20.0, 10.0),
    "ilbc": (11.0, 32.0),
    "g729": (11.0, 19.0),
    "speex": (8.0, 15.0),
}


def mos(codec: str, loss_percent: float, rtt_ms: float, jitter_ms: float) -> float:
    """Return the estimated opinion score, 1.0-4.5, by the E-model (ITU-T G.107).

    R = 93.2 - Id - Ie,eff with
    Id = 0.024 d + 0.11 (d - 177.3) where d > 177.3, for the one-way delay
    d = rtt / 2 + 2 jitter + 40 ms (packet and playout), and
    Ie,eff = Ie + (95 - Ie) Ppl / (Ppl + Bpl) for a random loss of Ppl per cent;
    MOS = 1 + 0.035 R + 7e-6 R (R - 60) (100 - R), 1 below R = 0.
    """
    delay = rtt_ms / 2 + 2 * jitter_ms + 40
    delay_impairment = 0.024 * delay + 0.11 * max(0.0, delay - 177.3)
    ie, bpl = _IMPAIRMENT.get(codec.lower(), (5.0, 15.0))
    ie_eff = ie + (95 - ie) * loss_percent / (loss_percent + bpl)
    r = min(100.0, max(0.0, 93.2 - delay_impairment - ie_eff))
    score = 1 + 0.035 * r + 7e-6 * r * (r - 60) * (100 - r)
    return round(min(4.5, max(1.0, score)), 2)


@dataclass
class _Ear:
    """What was heard of one call lately."""

    codec: str = ""
    secure: bool = False
    counts: deque[tuple[int, int]] = field(default_factory=lambda: deque(maxlen=WINDOW + 1))
    index: int = -1
    packets: int = -1
    heard_at: float = 0.0
    alert: bool = False


class QualityWatch:
    """Reports `Quality` once a second for each active call, and NO_CALLER_SOUND alerts."""

    def __init__(self, send: Callable[[Report], None]) -> None:
        self._send = send
        self._ears: dict[str, _Ear] = {}
        self._next_sample = 0.0
        self._next_report = 0.0

    def media_changed(self, call: SipCall) -> None:
        """Begin anew: the stream is another one."""
        ear = self._ears.get(call.key)
        if ear is not None:
            ear.codec = ""
            ear.counts.clear()
            ear.packets = ear.index = -1

    def forget(self, call: SipCall) -> None:
        """Let go of a call that is over."""
        ear = self._ears.pop(call.key, None)
        if ear is not None:
            self._alert(call, ear, False)

    def due(self, now: float) -> bool:
        """Whether it is time to `poll` again."""
        return now >= self._next_sample

    def poll(self, now: float, calls: Iterable[SipCall]) -> None:
        """Sample what these calls sound like."""
        self._next_sample = now + SAMPLE_S
        report = now >= self._next_report
        if report:
            self._next_report = now + EVERY_S
        for call in calls:
            if not call.active or call.media is None:
                continue
            ear = self._ears.setdefault(call.key, _Ear(heard_at=now))
            try:
                self._listen(call, ear, now, report=report)
            except pj.Error:  # the stream is being replaced
                continue

    def _listen(self, call: SipCall, ear: _Ear, now: float, *, report: bool) -> None:
        if report or ear.index < 0:
            ear.index = audio_index(call.getInfo())
        index = ear.index
        if index < 0:
            return
        rtcp = call.getStreamStat(index).rtcp
        arrived = ear.packets >= 0 and rtcp.rxStat.pkt > ear.packets
        ear.packets = rtcp.rxStat.pkt
        media = call.media
        # The conference's words: what a port transmits is what its far end says.
        if (
            media is None
            or call.want_held
            or call.remote_held
            or (arrived and media.getTxLevel() > 0)
        ):
            ear.heard_at = now
        self._alert(call, ear, now - ear.heard_at >= SILENT_S)
        if report:
            self._report(call, ear, index, rtcp)

    def _alert(self, call: SipCall, ear: _Ear, on: bool) -> None:
        if on != ear.alert:
            ear.alert = on
            self._send(AudioAlert(key=call.key, alert=Alert.NO_CALLER_SOUND, on=on))

    def _report(self, call: SipCall, ear: _Ear, index: int, rtcp: pj.RtcpStat) -> None:
        if not ear.codec:
            info = call.getStreamInfo(index)
            ear.codec = info.codecName
            ear.secure = call.account.srtp and "SRTP status: Active" in call.dump(True, "")
        ear.counts.append((rtcp.rxStat.pkt, rtcp.rxStat.loss))
        packets = ear.counts[-1][0] - ear.counts[0][0]
        lost = max(0, ear.counts[-1][1] - ear.counts[0][1])
        loss = 100.0 * lost / (packets + lost) if packets + lost else 0.0
        jitter = rtcp.rxStat.jitterUsec.last / 1000
        rtt = rtcp.rttUsec.last / 1000
        self._send(
            Quality(
                key=call.key,
                loss_percent=round(loss, 1),
                jitter_ms=round(jitter, 1),
                rtt_ms=round(rtt, 1),
                mos=mos(ear.codec, loss, rtt, jitter),
                codec=ear.codec,
                secure=ear.secure,
            )
        )
