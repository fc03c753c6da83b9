"""A second SIP phone by pjsua2, in its own process, told what to do on stdin (see `agent`).

One JSON object a line in both directions. It plays a tone into each call and measures
tones in what it hears of it.
"""

from __future__ import annotations

import argparse
import array
import functools
import gc
import json
import math
import queue
import sys
import threading
from collections import deque
from collections.abc import Callable
from typing import Any

import pjsua2 as pj

RATE = 16000
FRAME = 320
HEARD_FRAMES = 15


def say(event: str, **fields: Any) -> None:
    """Tell the controller."""
    sys.stdout.write(json.dumps({"event": event, **fields}) + "\n")
    sys.stdout.flush()


SILENCE = pj.ByteVector(bytes(FRAME * 2))


@functools.cache
def tone(hertz: int) -> list[pj.ByteVector]:
    """Return frames that are a sine when played over and over; of 0 Hz silence."""
    if not hertz:
        return [SILENCE]
    step, count = 2 * math.pi * hertz / RATE, RATE // math.gcd(hertz * FRAME, RATE)
    samples = array.array("h", (int(8000 * math.sin(step * i)) for i in range(FRAME * count)))
    return [
        pj.ByteVector(samples[at : at + FRAME].tobytes()) for at in range(0, len(samples), FRAME)
    ]


class TonePort(pj.AudioMediaPort):  # type: ignore[misc]
    """Plays a sine of `hertz` (0: silence) and keeps the last frames it was sent.

    Frames are made once and read when they are asked for: Python is slow with SWIG's bytes.
    """

    def __init__(self, name: str) -> None:
        super().__init__()
        self.hertz = 0
        self.heard: deque[pj.ByteVector] = deque(maxlen=HEARD_FRAMES)
        self._at = 0
        wanted = pj.MediaFormatAudio()
        wanted.init(pj.PJMEDIA_FORMAT_PCM, RATE, 1, FRAME * 1_000_000 // RATE, 16)
        self.createPort(name, wanted)

    def onFrameRequested(self, frame: pj.MediaFrame) -> None:
        frames = tone(self.hertz)
        self._at += 1
        frame.type = pj.PJMEDIA_FRAME_TYPE_AUDIO
        frame.buf = frames[self._at % len(frames)]
        frame.size = FRAME * 2

    def onFrameReceived(self, frame: pj.MediaFrame) -> None:
        heard = frame.type == pj.PJMEDIA_FRAME_TYPE_AUDIO
        self.heard.append(pj.ByteVector(frame.buf) if heard else SILENCE)

    def purity(self, hertz: float) -> tuple[float, float]:
        """Return (share of the energy at `hertz` by Goertzel, RMS) of the last 300 ms."""
        samples = array.array("h", b"".join(bytes(frame) for frame in list(self.heard)))
        energy = sum(s * s for s in samples)
        if not energy:
            return 0.0, 0.0
        k = 2 * math.cos(2 * math.pi * hertz / RATE)
        a = b = 0.0
        for sample in samples:
            a, b = sample + k * a - b, a
        power = a * a + b * b - k * a * b
        return power * 2 / len(samples) / energy, math.sqrt(energy / len(samples))


class Leg(pj.Call):  # type: ignore[misc]
    """One call of the phone."""

    def __init__(self, phone: Phone, number: int, call_id: int = -1) -> None:
        super().__init__(phone.account, call_id)
        self.phone = phone
        self.number = number
        self.port = phone.lend_port()
        self.refer = 202

    def onCallState(self, prm: pj.OnCallStateParam) -> None:
        info = self.getInfo()
        if info.state == pj.PJSIP_INV_STATE_CONFIRMED:
            say("confirmed", call=self.number)
        elif info.state == pj.PJSIP_INV_STATE_EARLY:
            say("early", call=self.number, status=info.lastStatusCode)
        elif info.state == pj.PJSIP_INV_STATE_DISCONNECTED:
            say("ended", call=self.number, status=info.lastStatusCode, reason=info.lastReason)
            self.phone.later(lambda: self.phone.forget(self.number))

    def onCallMediaState(self, prm: pj.OnCallMediaStateParam) -> None:
        info = self.getInfo()  # its members die with it: keep it while reading them
        for media in info.media:
            if media.type == pj.PJMEDIA_TYPE_AUDIO and media.status in (
                pj.PJSUA_CALL_MEDIA_ACTIVE,
                pj.PJSUA_CALL_MEDIA_REMOTE_HOLD,
            ):
                audio = self.getAudioMedia(media.index)
                self.port.startTransmit(audio)
                audio.startTransmit(self.port)
            say("media", call=self.number, status=media.status)

    def onDtmfDigit(self, prm: pj.OnDtmfDigitParam) -> None:
        say("dtmf", call=self.number, digit=prm.digit, method=prm.method)

    def onCallTransferRequest(self, prm: pj.OnCallTransferRequestParam) -> None:
        prm.statusCode = self.refer
        if self.refer < 300:
            leg = Leg(self.phone, self.phone.new_number())
            self.phone.legs[leg.number] = leg
            prm.newCall = leg
            _audio_only(prm.opt)
            say("referred", call=self.number, to=prm.dstUri, new=leg.number)

    def onCallTransferStatus(self, prm: pj.OnCallTransferStatusParam) -> None:
        say("transfer", call=self.number, status=prm.statusCode, final=prm.finalNotify)

    def onCallReplaceRequest(self, prm: pj.OnCallReplaceRequestParam) -> None:
        _audio_only(prm.opt)
        say("replacing", call=self.number)

    def onCallReplaced(self, prm: pj.OnCallReplacedParam) -> None:
        leg = Leg(self.phone, self.phone.new_number(), prm.newCallId)
        self.phone.legs[leg.number] = leg
        prm.newCall = leg
        say("replaced", call=self.number, new=leg.number)


class Line(pj.Account):  # type: ignore[misc]
    """The phone's one account."""

    def __init__(self, phone: Phone) -> None:
        super().__init__()
        self.phone = phone

    def onRegState(self, prm: pj.OnRegStateParam) -> None:
        say("registered", status=prm.code)

    def onIncomingCall(self, prm: pj.OnIncomingCallParam) -> None:
        leg = Leg(self.phone, self.phone.new_number(), prm.callId)
        self.phone.legs[leg.number] = leg
        say("incoming", call=leg.number, message=prm.rdata.wholeMsg)
        answers = self.phone.answers
        self.phone.later(lambda: [leg.answer(_parameters(status)) for status in answers])


class Phone:
    """The endpoint and what the controller may ask of it."""

    def __init__(self, port: int, user: str, transport: str, srtp: int) -> None:
        self.legs: dict[int, Leg] = {}
        self._ports: list[TonePort] = []  # those that no call has
        self.answers: list[int] = [180]
        self._number = 0
        self._queue: queue.SimpleQueue[Callable[[], object]] = queue.SimpleQueue()
        self._over = False
        self.endpoint = pj.Endpoint()
        self.endpoint.libCreate()
        config = pj.EpConfig()
        config.uaConfig.threadCnt = 0
        config.uaConfig.mainThreadOnly = True
        config.uaConfig.maxCalls = 64
        config.logConfig.level = config.logConfig.consoleLevel = 0
        config.medConfig.sndAutoCloseTime = -1
        self.endpoint.libInit(config)
        bound = pj.TransportConfig()
        bound.boundAddress = "127.0.0.1"
        bound.port = port
        kind = pj.PJSIP_TRANSPORT_TCP if transport == "tcp" else pj.PJSIP_TRANSPORT_UDP
        self.endpoint.transportCreate(kind, bound)
        self.endpoint.libStart()
        self.endpoint.audDevManager().setNullDev()
        self.account: Line | None = Line(self)
        identity = pj.AccountConfig()
        suffix = ";transport=tcp" if transport == "tcp" else ""
        identity.mediaConfig.srtpUse = srtp
        identity.mediaConfig.srtpSecureSignaling = 0
        identity.idUri = f"<sip:{user}@127.0.0.1:{port}{suffix}>"
        self.account.create(identity, True)

    def new_number(self) -> int:
        self._number += 1
        return self._number

    def lend_port(self) -> TonePort:
        """Return a silent port: one that was used before, for none may go while its clock runs."""
        if not self._ports:
            return TonePort("tone")
        port = self._ports.pop()
        port.hertz = 0
        port.heard.clear()
        return port

    def forget(self, number: int) -> None:
        """Let go of a call that is over."""
        leg = self.legs.pop(number, None)
        if leg is not None:
            self._ports.append(leg.port)

    def later(self, work: Callable[[], object]) -> None:
        self._queue.put(work)

    def run(self) -> None:
        """Poll until told to quit, or stdin ends."""
        threading.Thread(target=self._listen, daemon=True).start()
        say("ready")
        while not self._over:
            self.endpoint.libHandleEvents(5)
            for _ in range(self._queue.qsize()):
                try:
                    self._queue.get()()
                except pj.Error as error:
                    say("error", text=error.info())
        self.account = None
        self.legs.clear()
        gc.collect()
        self.endpoint.libDestroy(pj.PJSUA_DESTROY_NO_NETWORK)

    def _listen(self) -> None:
        for line in sys.stdin:
            command = json.loads(line)
            self.later(lambda command=command: self._do(**command))  # type: ignore[misc]
        self.later(self._quit)

    def _quit(self) -> None:
        self._over = True

    def _do(self, do: str, **arguments: Any) -> None:
        getattr(self, f"do_{do}")(**arguments)

    def do_register(self, user: str, password: str, at: str, transport: str) -> None:
        assert self.account is not None
        suffix = f";transport={transport}"
        identity = pj.AccountConfig()
        identity.idUri = f"<sip:{user}@{at}>"
        identity.regConfig.registrarUri = f"sip:{at}{suffix}"
        identity.regConfig.timeoutSec = 300
        identity.sipConfig.proxies.append(f"<sip:{at}{suffix};lr>")
        login = pj.AuthCredInfo("digest", "*", user, 0, password)
        identity.sipConfig.authCreds.append(login)
        self.account.modify(identity)

    def do_call(self, call: int, uri: str, headers: dict[str, str]) -> None:
        self._number = max(self._number, call)
        leg = Leg(self, call)
        self.legs[call] = leg
        parameters = _parameters(0)
        for name, value in headers.items():
            header = pj.SipHeader()
            header.hName, header.hValue = name, value
            parameters.txOption.headers.append(header)
        leg.makeCall(uri, parameters)

    def do_answers(self, statuses: list[int]) -> None:
        self.answers = statuses

    def do_answer(self, call: int, status: int) -> None:
        self.legs[call].answer(_parameters(status))

    def do_hangup(self, call: int, status: int, headers: dict[str, str]) -> None:
        parameters = _parameters(status)
        for name, value in headers.items():
            header = pj.SipHeader()
            header.hName, header.hValue = name, value
            parameters.txOption.headers.append(header)
        if call in self.legs:  # else the other end was quicker
            self.legs[call].hangup(parameters)

    def do_hold(self, call: int, on: bool) -> None:
        if on:
            self.legs[call].setHold(_parameters(0))
        else:
            parameters = _parameters(0)
            parameters.opt.flag = pj.PJSUA_CALL_UNHOLD
            self.legs[call].reinvite(parameters)

    def do_refer(self, call: int, status: int) -> None:
        self.legs[call].refer = status
        say("refer", call=call)

    def do_transfer(self, call: int, uri: str) -> None:
        self.legs[call].xfer(uri, _parameters(0))

    def do_join(self, call: int, other: int) -> None:
        self.legs[call].xferReplaces(self.legs[other], _parameters(0))

    def do_dtmf(self, call: int, digits: str) -> None:
        self.legs[call].dialDtmf(digits)

    def do_tone(self, call: int, hertz: int) -> None:
        self.legs[call].port.hertz = hertz

    def do_hear(self, call: int, hertz: float) -> None:
        share, rms = self.legs[call].port.purity(hertz)
        say("heard", call=call, share=share, rms=rms)

    def do_reset(self) -> None:
        self.answers = [180]
        for leg in list(self.legs.values()):
            if leg.isActive():
                leg.hangup(_parameters(0))
        self.later(self._reset)

    def _reset(self) -> None:
        if self.legs:
            self.later(self._reset)
        else:
            say("reset")

    def do_quit(self) -> None:
        self._quit()


def _audio_only(setting: pj.CallSetting) -> None:
    setting.audioCount = 1
    setting.videoCount = 0
    if hasattr(setting, "textCount"):
        setting.textCount = 0


def _parameters(status: int) -> pj.CallOpParam:
    parameters = pj.CallOpParam(True)
    _audio_only(parameters.opt)
    if status:
        parameters.statusCode = status
    return parameters


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--user", default="peer")
    parser.add_argument("--transport", default="udp")
    parser.add_argument("--srtp", type=int, default=0)
    options = parser.parse_args()
    Phone(options.port, options.user, options.transport, options.srtp).run()
