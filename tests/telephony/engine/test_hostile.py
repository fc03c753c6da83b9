"""What strangers and broken PBXes send: the phone rings on, and no call record is lost."""

from __future__ import annotations

import os
import random
import socket
from collections import Counter

import pytest

from desk_app.telephony.journal_files import FILE_NAME, read_after
from desk_app.telephony.messages import (
    Answer,
    CallFact,
    Done,
    End,
    Fact,
    HangUp,
    Mute,
    Problem,
    Trouble,
    encode,
)
from tests.rigs.agent import Agent
from tests.rigs.engine import EngineRig
from tests.rigs.sipp import SDP, Sipp, sipp, uac


def own_build(engine: EngineRig) -> bool:
    """Whether the SIP engine is ours; PyPI's wheel holds four calls."""
    return engine.desk.snapshot.max_calls > 4


def still_works(engine: EngineRig) -> None:
    """A usual call rings, is answered, and ends; rubbish before it may ring as well."""
    known = {f.key for f in engine.desk.heard if isinstance(f, CallFact)}
    number = "09121117000"
    caller = Sipp(uac(f"<sip:{number}@h>", answered=True), engine.sip)
    incoming = engine.desk.wait(
        CallFact, lambda f: f.fact is Fact.INCOMING and f.number == number and f.key not in known
    )
    engine.desk.ask(Answer(key=incoming.key))
    assert engine.desk.fact(Fact.ENDED, incoming.key).end is End.ANSWERED
    result = caller.wait()
    assert result.code == 0, result.errors


@pytest.mark.parametrize(
    ("caller", "number", "name"),
    [
        ("<sip:[local_ip]>", "", ""),
        ('"" <sip:[local_ip]>', "", ""),
        ('"Anonymous" <sip:anonymous@anonymous.invalid>', "anonymous", "Anonymous"),
        ('"<b>Bobby</b> & co" <sip:+98912@h>', "+98912", "<b>Bobby</b> & co"),
        ('"\u202eevil\u2066" <sip:7@h>', "7", "\u202eevil\u2066"),
        ('"' + "ن" * 1200 + '" <sip:7@h>', "7", "ن" * 256),
        ("<sip:%D9%85%D8%B4@h>", "مش", ""),
        ("<tel:+982149258000>", "+982149258000", ""),
    ],
)
def test_strange_callers(engine: EngineRig, caller: str, number: str, name: str) -> None:
    result = sipp(uac(caller), engine.sip)
    assert result.code == 0, result.errors
    incoming = engine.desk.fact(Fact.INCOMING)
    assert (incoming.number, incoming.name) == (number, name)
    assert engine.desk.fact(Fact.ENDED).end is End.ABANDONED


@pytest.mark.parametrize("caller", ["", "<sip:مشتری@h>", "<sip:@h>", '"open <sip:a@b>'])
def test_a_from_that_is_no_sip_is_dropped(engine: EngineRig, caller: str) -> None:
    """pjsip answers nothing at all to a message whose From it cannot parse."""
    invite = (
        f"INVITE sip:101@{engine.sip} SIP/2.0\r\nVia: SIP/2.0/UDP 127.0.0.1:9;branch=z9hG4bKy\r\n"
        f"From: {caller};tag=1\r\nTo: <sip:c@d>\r\nCall-ID: y\r\nCSeq: 1 INVITE\r\n"
        "Contact: <sip:a@b>\r\nContent-Length: 0\r\n\r\n"
    )
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sender:
        sender.sendto(invite.encode(), ("127.0.0.1", engine.port))
    still_works(engine)
    assert len(_ended(engine)) == 1


def test_a_huge_name_in_a_real_call(engine: EngineRig, peer: Agent) -> None:
    length = 4096 if own_build(engine) else 2000  # the wheel drops packets beyond 4,000 bytes
    peer.call(f"sip:101@{engine.sip}", {"P-Asserted-Identity": f'"{"x" * length}" <sip:1@h>'})
    assert engine.desk.fact(Fact.INCOMING).name == "x" * 256


def test_twelve_media_lines_do_not_bring_it_down(engine: EngineRig) -> None:
    media = "".join(f"m=audio {40000 + 2 * n} RTP/AVP 8\n" for n in range(12))
    sdp = SDP[: SDP.index("m=audio")] + media
    calls = 8 if own_build(engine) else 1  # the wheel has 64 sockets in all and dies at three
    result = sipp(uac(sdp=sdp, ring_ms=500), engine.sip, calls=calls)
    assert result.code == 0, result.errors
    engine.desk.wait_for(lambda: len(_ended(engine)) == calls)
    still_works(engine)


def _ended(engine: EngineRig) -> set[str]:
    return _told(engine, Fact.ENDED)


def _told(engine: EngineRig, fact: Fact) -> set[str]:
    return {f.key for f in engine.desk.heard if isinstance(f, CallFact) and f.fact is fact}


def test_twelve_media_lines_answered_give_one_stream(engine: EngineRig) -> None:
    media = "".join(f"m=audio {40000 + 2 * n} RTP/AVP 8\n" for n in range(12))
    caller = Sipp(uac(sdp=SDP[: SDP.index("m=audio")] + media, answered=True), engine.sip)
    incoming = engine.desk.fact(Fact.INCOMING)
    engine.desk.ask(Answer(key=incoming.key))
    assert engine.desk.fact(Fact.ENDED, incoming.key).end is End.ANSWERED
    assert caller.wait().code == 0


@pytest.mark.parametrize("sdp", ["v=0\n", "garbage", SDP.replace("RTP/AVP 8 0", "UDP/TLS/XX 8")])
def test_an_impossible_sdp_is_refused_and_journalled(engine: EngineRig, sdp: str) -> None:
    result = sipp(uac(sdp=sdp, status=488 if "UDP" in sdp else 400), engine.sip)
    assert result.code == 0, result.errors
    ended = engine.desk.fact(Fact.ENDED)
    assert ended.end is End.FAILED
    assert engine.desk.facts(ended.key) == [Fact.INCOMING, Fact.ENDED]
    still_works(engine)


def test_an_invite_without_sdp_rings(engine: EngineRig) -> None:
    assert sipp(uac(sdp=""), engine.sip).code == 0
    assert engine.desk.fact(Fact.ENDED).end is End.ABANDONED


def test_fifty_invites_at_once_ring_or_are_busy_and_are_all_journalled(
    engine: EngineRig,
) -> None:
    callers = Sipp(uac(ring_ms=None), engine.sip, calls=50)
    engine.desk.wait_for(lambda: len(_told(engine, Fact.INCOMING)) == 50)
    result = callers.leave()
    engine.desk.wait_for(lambda: len(_ended(engine)) == 50)
    stored = read_after(engine.data_dir / FILE_NAME, engine.desk.snapshot.last_seq)
    assert len(stored) == 100
    ends = Counter(f.end for f in stored if f.fact is Fact.ENDED)
    if own_build(engine):
        assert result.code == 0, result.errors
        assert ends == {End.ABANDONED: 50}
    else:
        assert ends == {End.ABANDONED: 4, End.BUSY: 46}
        assert engine.desk.wait(Trouble).problem is Problem.TOO_MANY_CALLS
    still_works(engine)


def test_more_calls_than_there_is_room_for_are_busy_and_journalled(engine: EngineRig) -> None:
    room = engine.desk.snapshot.max_calls
    callers = Sipp(uac(ring_ms=None), engine.sip, calls=room)
    engine.desk.wait_for(lambda: len(_told(engine, Fact.INCOMING)) == room)
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sender:
        for call_id in ("once", "again", "again", "again"):  # one is repeated, as a slow UAC does
            sender.sendto(_invite(engine, call_id), ("127.0.0.1", engine.port))
    engine.desk.wait_for(lambda: len(_ended(engine)) >= 2)
    callers.leave()
    engine.desk.wait_for(lambda: len(_ended(engine)) >= room + 2)
    stored = read_after(engine.data_dir / FILE_NAME, engine.desk.snapshot.last_seq)
    ends = Counter(f.end for f in stored if f.fact is Fact.ENDED)
    assert ends == {End.ABANDONED: room, End.BUSY: 2}
    assert engine.desk.wait(Trouble).problem is Problem.TOO_MANY_CALLS
    still_works(engine)


def _invite(engine: EngineRig, call_id: str) -> bytes:
    sdp = (
        "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\n"
        "m=audio 9000 RTP/AVP 8\r\n"
    )
    return (
        f"INVITE sip:101@{engine.sip} SIP/2.0\r\n"
        f"Via: SIP/2.0/UDP 127.0.0.1:9;branch=z9hG4bK{call_id}\r\n"
        f"From: <sip:a@b>;tag=1\r\nTo: <sip:c@d>\r\nCall-ID: {call_id}\r\nCSeq: 1 INVITE\r\n"
        "Contact: <sip:a@b>\r\nContent-Type: application/sdp\r\n"
        f"Content-Length: {len(sdp)}\r\n\r\n{sdp}"
    ).encode()


def test_only_addresses_on_the_list_ring(engine: EngineRig) -> None:
    refused = sipp(uac(status=403), engine.sip, calls=3, source="127.0.0.2")
    assert refused.code == 0, refused.errors
    still_works(engine)
    assert len(_ended(engine)) == 1


def test_garbage_on_the_wire(engine: EngineRig) -> None:
    rubbish = random.Random(20)
    whole = (
        f"INVITE sip:101@{engine.sip} SIP/2.0\r\nVia: SIP/2.0/UDP 127.0.0.1:9;branch=z9hG4bKx\r\n"
        "From: <sip:a@b>;tag=1\r\nTo: <sip:c@d>\r\nCall-ID: z\r\nCSeq: 1 INVITE\r\n"
        "Contact: <sip:a@b>\r\nContent-Type: application/sdp\r\n\r\n"
        "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\nm=audio 9 RTP/AVP 0\r\n"
        "a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:xxxx|2^20|1:32\r\n"
    ).encode()
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sender:
        for number in range(4000):
            packet = bytearray(whole)
            if number % 4 == 0:
                packet = bytearray(os.urandom(rubbish.randrange(1, 1400)))
            for _ in range(rubbish.randrange(1, 20)):
                packet[rubbish.randrange(len(packet))] = rubbish.randrange(256)
            if number % 5 == 0:
                del packet[rubbish.randrange(len(packet)) :]
            sender.sendto(packet, ("127.0.0.1", engine.port))
            if number % 200 == 199:  # the socket's buffer must not drop what is to hurt
                engine.desk.read_for(0.02)
    still_works(engine)
    unread = whole.replace(b"CSeq", b"XSeq").replace(b"s=-", b"s=\xff\xfe")

    def logged() -> bool:
        """Send it until it has arrived; what is no text is logged too."""
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sender:
            sender.sendto(unread, ("127.0.0.1", engine.port))
        return "s=\\udcff\\udcfe" in engine.log

    engine.desk.wait_for(logged)


def test_garbage_from_the_desk(engine: EngineRig) -> None:
    engine.desk.say_raw(b"\xff\xfe\n{}\n[]\n" + b'{"type":"Dial"}\n{"type":"Nonsense","x":1}\n')
    engine.desk.say_raw(b"[" * 5000 + b"\n" + b"x" * 300_000 + b"\n")
    engine.desk.say_raw(b'{"type":"Configure","listen":5}\n')
    engine.desk.say_raw(encode(Mute(key="x" * 10_000, on=True)))
    engine.desk.say_raw(encode(HangUp(key="x", request=77)))
    engine.desk.wait_for(lambda: any(getattr(r, "request", 0) == 77 for r in engine.desk.heard))
    assert not [r for r in engine.desk.heard if isinstance(r, Done)]
    still_works(engine)
