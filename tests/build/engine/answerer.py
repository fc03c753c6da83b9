"""A pjsua2 process that answers every call at once, offering SRTP: the target of rude packets.

Prints `port N` for its UDP port among pjsip's own lines, then runs until its input closes.
"""

from __future__ import annotations

import contextlib
import gc
import select
import sys

import pjsua2 as pj


class Account(pj.Account):  # type: ignore[misc]
    """Keeps every call and notes those to be answered (answering in the callback can abort)."""

    def __init__(self) -> None:
        super().__init__()
        self.calls: list[pj.Call] = []
        self.waiting: list[pj.Call] = []

    def onIncomingCall(self, prm: pj.OnIncomingCallParam) -> None:
        call = pj.Call(self, prm.callId)
        self.calls.append(call)
        self.waiting.append(call)


def main() -> None:
    """Answer until told to stop."""
    endpoint = pj.Endpoint()
    endpoint.libCreate()
    config = pj.EpConfig()
    config.uaConfig.threadCnt = 0
    config.uaConfig.mainThreadOnly = True
    config.uaConfig.maxCalls = 256
    config.logConfig.level = config.logConfig.consoleLevel = 0
    endpoint.libInit(config)
    transport = pj.TransportConfig()
    transport.boundAddress = "127.0.0.1"
    number = endpoint.transportCreate(pj.PJSIP_TRANSPORT_UDP, transport)
    endpoint.audDevManager().setNullDev()
    endpoint.libStart()
    settings = pj.AccountConfig()
    settings.idUri = "sip:target@127.0.0.1"
    settings.mediaConfig.srtpUse = pj.PJMEDIA_SRTP_OPTIONAL
    settings.mediaConfig.srtpSecureSignaling = 0
    settings.mediaConfig.transportConfig.boundAddress = "127.0.0.1"
    account = Account()
    account.create(settings)
    print("port", endpoint.transportGetInfo(number).localName.rsplit(":", 1)[1], flush=True)
    answer = pj.CallOpParam(True)
    answer.statusCode = 200
    while not select.select([sys.stdin], [], [], 0)[0]:
        endpoint.libHandleEvents(10)
        while account.waiting:
            # Refused by the engine itself already, as the SDP deserved.
            with contextlib.suppress(pj.Error):
                account.waiting.pop().answer(answer)
    account.calls.clear()
    del account
    gc.collect()
    endpoint.libDestroy()


if __name__ == "__main__":
    main()
