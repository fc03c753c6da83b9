"""A bare SIP caller over UDP, small enough that its own time is not part of a measurement.

It speaks just enough of RFC 3261 to ring a phone on loopback, give up, or talk and hang
up. Loopback loses nothing, so nothing is sent twice. One thread; blocking; instants are
nanoseconds of CLOCK_MONOTONIC, which all processes of a machine share.
"""

from __future__ import annotations

import itertools
import re
import socket
import time
import uuid
from dataclasses import dataclass
from types import TracebackType

from tests.rigs.patience import PATIENCE_S

HOST = "127.0.0.1"
DEADLINE_S = PATIENCE_S

_TO_TAG = re.compile(r"^(?:To|t)\s*:.*;tag=([^;\s]+)", re.IGNORECASE | re.MULTILINE)
_CALL_ID = re.compile(r"^(?:Call-ID|i)\s*:\s*(\S+)", re.IGNORECASE | re.MULTILINE)
_CSEQ = re.compile(r"^CSeq\s*:\s*(\d+)\s+(\w+)", re.IGNORECASE | re.MULTILINE)
_CONTACT = re.compile(r"^(?:Contact|m)\s*:\s*<?(sip:[^>;\s]+)", re.IGNORECASE | re.MULTILINE)
_MEDIA = re.compile(r"^m=audio (\d+) ", re.MULTILINE)
_COPIED = re.compile(r"^(?:Via|v|From|f|To|t|Call-ID|i|CSeq)\s*:.*$", re.IGNORECASE | re.MULTILINE)


@dataclass(frozen=True)
class Response:
    """A SIP response and when it arrived."""

    status: int
    method: str
    call_id: str
    text: str
    at_ns: int


@dataclass
class Ring:
    """One call as its caller sees it. `media_port` is the far end's, once it is known."""

    target: tuple[str, int]
    call_id: str
    branch: str
    headers: str  # From, To (without tag), Call-ID
    to_tag: str = ""
    remote_uri: str = ""
    sent_ns: int = 0
    trying_ns: int | None = None
    ringing_ns: int = 0
    media_port: int = 0

    @property
    def ring_ms(self) -> float:
        """Time from INVITE to 180."""
        return (self.ringing_ns - self.sent_ns) / 1e6


class NoAnswer(Exception):
    """The phone did not say what was waited for."""


class Uac:
    """A caller on a free port of loopback. `media_port` and `packet_ms` are offered in the SDP."""

    def __init__(self, media_port: int = 0, packet_ms: int = 20) -> None:
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._socket.bind((HOST, 0))
        self.port: int = self._socket.getsockname()[1]
        self._media_port = media_port or self.port + 1
        self._packet_ms = packet_ms
        self._numbers = itertools.count(1)

    def __enter__(self) -> Uac:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._socket.close()

    def ring(self, port: int, number: str, name: str = "", user: str = "agent") -> Ring:
        """Send an INVITE and return once the phone rings (180).

        Raises:
            NoAnswer: refused, or silent for five seconds.
        """
        unique = f"{next(self._numbers)}-{uuid.uuid4().hex[:12]}"
        target = f"sip:{user}@{HOST}:{port}"
        ring = Ring(
            target=(HOST, port),
            call_id=f"{unique}@{HOST}",
            branch=f"z9hG4bK{unique}",
            headers=f'From: "{name}" <sip:{number}@{HOST}:{self.port}>;tag={unique}\r\n'
            f"To: <{target}>TOTAG\r\nCall-ID: {unique}@{HOST}\r\n",
            remote_uri=target,
        )
        packet = self._request(ring, "INVITE", ring.branch, self._offer())
        ring.sent_ns = time.monotonic_ns()
        self._socket.sendto(packet, ring.target)
        while True:
            response = self._receive(ring, "INVITE")
            if response.status == 100:
                ring.trying_ns = response.at_ns
            elif response.status == 180:
                ring.ringing_ns = response.at_ns
                self._learn(ring, response)
                return ring
            elif response.status >= 200:
                raise NoAnswer(response.text.splitlines()[0])

    def cancel(self, ring: Ring) -> None:
        """Give up: CANCEL, and ACK of the 487."""
        self._send(ring, "CANCEL", ring.branch)
        final = self._final(ring, "INVITE")
        if final.status != 487:
            raise NoAnswer(f"CANCEL answered {final.status}")
        self._learn(ring, final)
        self._send(ring, "ACK", ring.branch)

    def talk(self, ring: Ring) -> None:
        """Wait until the call is answered and acknowledge it."""
        final = self._final(ring, "INVITE")
        if final.status != 200:
            raise NoAnswer(final.text.splitlines()[0])
        self._learn(ring, final)
        contact = _CONTACT.search(final.text)
        ring.remote_uri = contact[1] if contact else ring.remote_uri
        media = _MEDIA.search(final.text)
        ring.media_port = int(media[1]) if media else 0
        self._send(ring, "ACK", f"{ring.branch}a")

    def hang_up(self, ring: Ring, sequence: int = 2) -> None:
        """End an answered call."""
        self._send(ring, "BYE", f"{ring.branch}b", sequence=sequence)
        self._final(ring, "BYE")

    def reinvite(self, ring: Ring, sequence: int, *, acknowledge: bool = True) -> int:
        """Offer the same media again in an answered call; return the final status.

        Without `acknowledge` nothing is waited for, and 0 returned.
        """
        branch = f"{ring.branch}r{sequence}"
        packet = self._request(ring, "INVITE", branch, self._offer(), sequence)
        self._socket.sendto(packet, ring.target)
        if not acknowledge:
            return 0
        final = self._final(ring, "INVITE")
        # The ACK of a 200 is a transaction of its own, that of a refusal is not.
        own = f"{branch}a" if final.status < 300 else branch
        self._send(ring, "ACK", own, sequence=sequence)
        return final.status

    # --- the wire --------------------------------------------------------------------------

    def _offer(self) -> bytes:
        return (
            f"v=0\r\no=- 1 1 IN IP4 {HOST}\r\ns=-\r\nc=IN IP4 {HOST}\r\nt=0 0\r\n"
            f"m=audio {self._media_port} RTP/AVP 0 101\r\na=rtpmap:0 PCMU/8000\r\n"
            "a=rtpmap:101 telephone-event/8000\r\n"
            f"a=ptime:{self._packet_ms}\r\na=sendrecv\r\n"
        ).encode()

    def _request(
        self, ring: Ring, method: str, branch: str, body: bytes = b"", sequence: int = 1
    ) -> bytes:
        tag = f";tag={ring.to_tag}" if ring.to_tag and method != "CANCEL" else ""
        head = (
            f"{method} {ring.remote_uri} SIP/2.0\r\n"
            f"Via: SIP/2.0/UDP {HOST}:{self.port};branch={branch};rport\r\n"
            f"Max-Forwards: 70\r\n{ring.headers.replace('TOTAG', tag)}"
            f"CSeq: {sequence} {method}\r\nContact: <sip:caller@{HOST}:{self.port}>\r\n"
        )
        if body:
            head += "Content-Type: application/sdp\r\n"
        return f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body

    def _send(self, ring: Ring, method: str, branch: str, sequence: int = 1) -> None:
        packet = self._request(ring, method, branch, sequence=sequence)
        self._socket.sendto(packet, ring.target)

    def _final(self, ring: Ring, method: str) -> Response:
        while (response := self._receive(ring, method)).status < 200:
            pass
        return response

    def _receive(self, ring: Ring, method: str) -> Response:
        """Return the next response to `method` in this call; what else comes is settled."""
        deadline = time.monotonic() + DEADLINE_S
        while (left := deadline - time.monotonic()) > 0:
            self._socket.settimeout(left)
            try:
                data, source = self._socket.recvfrom(65_535)
            except TimeoutError:
                break
            at_ns = time.monotonic_ns()
            text = data.decode("utf-8", "replace")
            if not text.startswith("SIP/2.0 "):
                self._accept(text, source)
                continue
            sequence, call_id = _CSEQ.search(text), _CALL_ID.search(text)
            if sequence and call_id and (call_id[1], sequence[2]) == (ring.call_id, method):
                return Response(int(text[8:11]), method, ring.call_id, text, at_ns)
        raise NoAnswer(f"no answer to {method} within {DEADLINE_S:.0f} s")

    def _accept(self, request: str, source: tuple[str, int]) -> None:
        """Answer 200 to whatever the phone asks (OPTIONS, UPDATE, BYE), except an ACK."""
        if not request.startswith("ACK "):
            copied = "\r\n".join(line.rstrip() for line in _COPIED.findall(request))
            reply = f"SIP/2.0 200 OK\r\n{copied}\r\nContent-Length: 0\r\n\r\n"
            self._socket.sendto(reply.encode(), source)

    @staticmethod
    def _learn(ring: Ring, response: Response) -> None:
        tag = _TO_TAG.search(response.text)
        if tag:
            ring.to_tag = tag[1]
