"""The callers' telephone: pjsua2 wrapped so far as a caller needs it.

The thread that makes a `Phone` does everything. Callbacks only take note; what follows
from them is done between two polls.
"""

from __future__ import annotations

import contextlib
import gc
import time
from collections import deque
from importlib.metadata import version
from pathlib import Path

import pjsua2 as pj

from desk_app.demo.script import Speaker

_LOG_LEVEL = 2  # pjsip's errors and warnings
_OWN = "sip:callers"
_RTP_PORTS = 24000  # from here on; away from pjsip's 4000, where the engine begins
_WHEEL_CALLS = 4  # PyPI's pjsua2 is compiled for no more
_OWN_CALLS = 16
_RETIRED = 16  # players that have just played


class PhoneCall(pj.Call):  # type: ignore[misc]
    """One call of somebody's. Kept by its `Phone` until it has ended."""

    def __init__(self, phone: Phone, call_id: int = pj.PJSUA_INVALID_ID) -> None:
        super().__init__(phone.account, call_id)
        self._phone = phone
        self.incoming = call_id != pj.PJSUA_INVALID_ID
        self.number = ""
        self.speaker: Speaker | None = None
        self.answered_at: float | None = None
        self.held = False
        self.status = 0
        self.inside = False  # between two of us, after a transfer: the desk is not in it
        self._player: pj.AudioMediaPlayer | None = None
        self._room: pj.AudioMediaPlayer | None = None
        phone.adopt(self)

    # --- what the caller does ------------------------------------------------------------

    def ring(self) -> None:
        """Answer 180."""
        self._respond(180)

    def pick_up(self) -> None:
        """Answer 200."""
        self._respond(200)

    def refuse(self, status: int) -> None:
        """Answer with a final status."""
        self._respond(status)

    def _respond(self, status: int) -> None:
        parameters = pj.CallOpParam()
        parameters.statusCode = status
        with contextlib.suppress(pj.Error):  # the desk may just have hung up
            self.answer(parameters)

    def hang_up(self) -> None:
        """BYE, or CANCEL while it rings."""
        if self.isActive():
            with contextlib.suppress(pj.Error):
                self.hangup(pj.CallOpParam(True))

    def play(self, sound: Path) -> None:
        """Speak a sound file into the call, in place of what is being spoken."""
        self._phone.retire(self._player)
        self._player = None
        media = self._audio()
        if media is None:
            return
        player = pj.AudioMediaPlayer()
        player.createPlayer(str(sound), pj.PJMEDIA_FILE_NO_LOOP)
        player.startTransmit(media)
        self._player = player

    def press(self, digit: str) -> None:
        """Press a key, by RFC 4733."""
        with contextlib.suppress(pj.Error):
            self.dialDtmf(digit)

    def level(self) -> int:
        """Return how loud the desk is, pjmedia's 0-255; 0 without sound."""
        media = self._audio()
        # The conference's words: what a port transmits is what its far end says.
        return int(media.getTxLevel()) if media is not None else 0

    def _audio(self) -> pj.AudioMedia | None:
        if self.held or not self.hasMedia():
            return None
        with contextlib.suppress(pj.Error):
            return self.getAudioMedia(-1)
        return None

    # --- what pjsua2 tells ---------------------------------------------------------------

    def onCallState(self, _prm: pj.OnCallStateParam) -> None:
        info = self.getInfo()
        if info.state == pj.PJSIP_INV_STATE_CONFIRMED:
            self.answered_at = time.monotonic()
        elif info.state == pj.PJSIP_INV_STATE_DISCONNECTED:
            self.status = int(info.lastStatusCode)
            self._phone.retire(self._player)
            self._phone.retire(self._room)
            self._player = self._room = None
            self._phone.forget(self)

    def onCallMediaState(self, _prm: pj.OnCallMediaStateParam) -> None:
        info = self.getInfo()  # its vectors die with it: a temporary's would be garbage
        active = False
        for place, media in enumerate(info.media):
            if media.type == pj.PJMEDIA_TYPE_AUDIO and media.status == pj.PJSUA_CALL_MEDIA_ACTIVE:
                # Somebody must listen, or the bridge measures no level.
                sound = self.getAudioMedia(place)
                sound.startTransmit(self._phone.ear)
                # Between sentences a telephone lets the room be heard, never nothing.
                self._phone.retire(self._room)
                self._room = pj.AudioMediaPlayer()
                self._room.createPlayer(str(self._phone.room))
                self._room.startTransmit(sound)
                active = True
        self.held = not active

    def onCallTransferRequest(self, prm: pj.OnCallTransferRequestParam) -> None:
        moved = PhoneCall(self._phone)
        moved.number, moved.speaker, moved.inside = self.number, self.speaker, True
        prm.newCall = moved
        prm.statusCode = 202

    def onCallReplaceRequest(self, prm: pj.OnCallReplaceRequestParam) -> None:
        prm.statusCode = 200

    def onCallReplaced(self, prm: pj.OnCallReplacedParam) -> None:
        moved = PhoneCall(self._phone, prm.newCallId)
        moved.number, moved.speaker, moved.inside = self.number, self.speaker, True
        prm.newCall = moved


class _Account(pj.Account):  # type: ignore[misc]
    def __init__(self, phone: Phone) -> None:
        super().__init__()
        self._phone = phone

    def onIncomingCall(self, prm: pj.OnIncomingCallParam) -> None:
        self._phone.incoming(prm.callId, prm.rdata.wholeMsg)


class Phone:
    """The endpoint, its one account and every call. One thread."""

    def __init__(self, host: str, port: int, room: Path) -> None:
        self.room = room  # a sound file, heard behind every voice
        self.holds = _OWN_CALLS if "+desk" in version("pjsua2-python") else _WHEEL_CALLS
        self._calls: list[PhoneCall] = []
        self._ended: list[PhoneCall] = []
        self._arrived: list[PhoneCall] = []
        self._retired: deque[pj.AudioMediaPlayer] = deque(maxlen=_RETIRED)
        self._endpoint = pj.Endpoint()
        self._endpoint.libCreate()
        config = pj.EpConfig()
        config.uaConfig.threadCnt = 0
        config.uaConfig.maxCalls = self.holds
        config.uaConfig.mainThreadOnly = True
        config.uaConfig.userAgent = "DeskApp-Callers"
        config.logConfig.level = config.logConfig.consoleLevel = _LOG_LEVEL
        config.logConfig.msgLogging = 0
        config.medConfig.clockRate = 16000
        config.medConfig.noVad = True  # else a quiet room is sent as no packets at all
        self._endpoint.libInit(config)
        transport = pj.TransportConfig()
        transport.port = port
        transport.boundAddress = host
        number = self._endpoint.transportCreate(pj.PJSIP_TRANSPORT_UDP, transport)
        self._endpoint.libStart()
        self._endpoint.audDevManager().setNullDev()
        self.ear: pj.AudioMedia | None = self._endpoint.audDevManager().getPlaybackDevMedia()
        self.account: _Account | None = _Account(self)
        settings = pj.AccountConfig()
        settings.idUri = f"<{_OWN}@{host}:{port}>"
        settings.sipConfig.transportId = number
        settings.mediaConfig.transportConfig.boundAddress = host
        settings.mediaConfig.transportConfig.port = _RTP_PORTS
        self.account.create(settings, True)

    # --- for the play --------------------------------------------------------------------

    def poll(self, timeout_ms: int) -> None:
        """Handle what has arrived, waiting at most so long."""
        self._endpoint.libHandleEvents(timeout_ms)

    def calls(self) -> tuple[PhoneCall, ...]:
        """Return the calls at hand, oldest first."""
        return tuple(self._calls)

    def ended(self) -> list[PhoneCall]:
        """Return the calls that ended since this was asked last."""
        found, self._ended = self._ended, []
        return found

    def arrived(self) -> list[PhoneCall]:
        """Return the calls to us that came since this was asked last, still without a 180."""
        found, self._arrived = self._arrived, []
        return [call for call in found if call in self._calls]

    def dial(self, target: str, identity: str, headers: dict[str, str]) -> PhoneCall:
        """Call `target` (user@host:port) as `identity` (a From header's value)."""
        parameters = pj.CallOpParam(True)
        if hasattr(parameters.opt, "textCount"):  # since 2.16, on by default
            parameters.opt.textCount = 0
        parameters.txOption.localUri = identity
        # A wrapped vector is a copy: fill a plain one and hand it over whole.
        extra = pj.SipHeaderVector()
        for name, value in headers.items():
            header = pj.SipHeader()
            header.hName, header.hValue = name, value
            extra.append(header)
        parameters.txOption.headers = extra
        call = PhoneCall(self)
        try:
            call.makeCall(f"sip:{target}", parameters)
        except pj.Error:
            if call in self._calls:
                self.forget(call)
        return call

    def close(self, wait_s: float) -> None:
        """Hang up everything, let the BYEs out, take the library down."""
        self._endpoint.hangupAllCalls()
        until = time.monotonic() + wait_s
        while self._calls and time.monotonic() < until:
            self.poll(20)
        # A live pjsua2 object at libDestroy aborts the process.
        self._calls.clear()
        self._ended.clear()
        self._arrived.clear()
        self._retired.clear()
        if self.account is not None:
            self.account.shutdown()
        self.account = self.ear = None
        gc.collect()
        self._endpoint.libDestroy()

    # --- for calls and account -----------------------------------------------------------

    def adopt(self, call: PhoneCall) -> None:
        """Keep a call alive: collecting it would hang it up."""
        self._calls.append(call)

    def retire(self, player: pj.AudioMediaPlayer | None) -> None:
        """Keep a player for a while: the library may just be telling it of its file's end."""
        if player is not None:
            self._retired.append(player)

    def forget(self, call: PhoneCall) -> None:
        """Take note that a call has ended."""
        self._calls.remove(call)
        self._ended.append(call)

    def incoming(self, call_id: int, message: str) -> None:
        """Take note of an INVITE; the request URI's user says who is wanted."""
        call = PhoneCall(self, call_id)
        request_uri = message.split(" ", 2)[1]
        user = request_uri.partition(":")[2].partition("@")[0].partition(";")[0]
        call.number = user.replace("%2B", "+")
        call.inside = f"<{_OWN}@" in message.partition("\nFrom:")[2].partition("\n")[0]
        self._arrived.append(call)
