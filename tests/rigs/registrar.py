"""A toy registrar and stateless proxy that speaks real SIP: UDP, TCP and TLS, real digests.

Phones register with it over its own transport; everybody else reaches them by UDP on the
same port. It records every transaction's route (two Record-Routes, one for each side), so
whole calls, holds and transfers pass through it.
"""

from __future__ import annotations

import hashlib
import re
import secrets
import selectors
import socket
import ssl
import threading
from dataclasses import dataclass, field
from types import TracebackType

from tests.rigs.certificates import Certificates
from tests.rigs.patience import PATIENCE_S
from tests.rigs.ports import free_port

REALM = "toy"


@dataclass
class Message:
    """A SIP message, headers in order."""

    start: str
    headers: list[tuple[str, str]]
    body: bytes

    @classmethod
    def parse(cls, data: bytes) -> Message:
        """Take a whole message apart."""
        head, _, body = data.partition(b"\r\n\r\n")
        start, *lines = head.decode("utf-8", "surrogateescape").split("\r\n")
        headers = [(n.strip(), v.strip()) for n, _, v in (line.partition(":") for line in lines)]
        return cls(start, headers, body)

    def encode(self) -> bytes:
        """Put it together again."""
        lines = [self.start, *(f"{name}: {value}" for name, value in self.headers)]
        return "\r\n".join([*lines, "", ""]).encode("utf-8", "surrogateescape") + self.body

    @property
    def method(self) -> str:
        """The request's method, "" for a response."""
        return "" if self.start.startswith("SIP/") else self.start.split(" ")[0]

    def get(self, name: str) -> str:
        """The first header of a name, "" for none."""
        return next((v for n, v in self.headers if n.lower() == name.lower()), "")

    def drop_first(self, name: str) -> None:
        """Remove the first header of a name."""
        for index, (found, _) in enumerate(self.headers):
            if found.lower() == name.lower():
                del self.headers[index]
                return


@dataclass(eq=False)
class Flow:
    """Where messages come from and go to: a UDP address or a connection."""

    number: int
    address: tuple[str, int]
    connection: socket.socket | None = None
    buffer: bytearray = field(default_factory=bytearray)


class Registrar:
    """Runs in a thread of its own. `registered` maps users to expiry; `seen` lists methods.

    `silent`: read everything, answer nothing. `refuse_with`: status for every REGISTER.
    """

    def __init__(
        self,
        users: dict[str, str],
        transport: str = "udp",
        certificates: Certificates | None = None,
        port: int = 0,
    ) -> None:
        self.transport = transport
        self.port = port or free_port()
        self.host = f"127.0.0.1:{self.port}"
        self.registered: dict[str, int] = {}
        self.seen: list[str] = []
        self.silent = False
        self.refuse_with = 0
        self.wrong_with = 403
        self.changed = threading.Condition()
        self._users = users
        self._contacts: dict[str, tuple[str, Flow]] = {}
        self._nonces: set[str] = set()
        self._flows: dict[int, Flow] = {}
        self._selector = selectors.DefaultSelector()
        self._tls: ssl.SSLContext | None = None
        if certificates is not None:
            self._tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            self._tls.load_cert_chain(certificates.certificate, certificates.key)
        self._udp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._udp.bind(("127.0.0.1", self.port))
        self._selector.register(self._udp, selectors.EVENT_READ)
        self._server: socket.socket | None = None
        if transport != "udp":
            self._server = socket.create_server(("127.0.0.1", self.port))
            self._selector.register(self._server, selectors.EVENT_READ)
        self._wake, self._woken = socket.socketpair()
        self._selector.register(self._woken, selectors.EVENT_READ)
        self._over = False
        self._thread = threading.Thread(target=self._run, name="registrar", daemon=True)
        self._thread.start()

    def wait_registered(self, user: str, within_s: float = PATIENCE_S) -> None:
        """Wait until the user is registered."""
        with self.changed:
            assert self.changed.wait_for(lambda: self.registered.get(user), within_s), self.seen

    def wait_gone(self, user: str, within_s: float = PATIENCE_S) -> None:
        """Wait until the user has unregistered."""
        with self.changed:
            assert self.changed.wait_for(lambda: not self.registered.get(user), within_s)

    def wait_seen(self, method: str, count: int, within_s: float = PATIENCE_S) -> None:
        """Wait until a method has arrived so often."""
        with self.changed:
            assert self.changed.wait_for(lambda: self.seen.count(method) >= count, within_s), (
                self.seen
            )

    def cut(self) -> None:
        """Close every connection, as a restarted PBX does."""
        for flow in list(self._flows.values()):
            if flow.connection is not None:
                flow.connection.shutdown(socket.SHUT_RDWR)

    # --- sockets ----------------------------------------------------------------------------

    def _run(self) -> None:
        while not self._over:
            for key, _ in self._selector.select():
                if key.fileobj is self._udp:
                    self._read_udp()
                elif key.fileobj is self._server:
                    self._accept()
                elif isinstance(key.data, Flow):
                    self._read_stream(key.data)

    def _flow(self, address: tuple[str, int], connection: socket.socket | None = None) -> Flow:
        for flow in self._flows.values():
            if connection is None and flow.connection is None and flow.address == address:
                return flow
        flow = Flow(len(self._flows) + 1, address, connection)
        self._flows[flow.number] = flow
        return flow

    def _read_udp(self) -> None:
        data, address = self._udp.recvfrom(65535)
        if data.strip():
            self._take(self._flow(address), data)

    def _accept(self) -> None:
        assert self._server is not None
        connection, address = self._server.accept()
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        if self._tls is not None:
            connection.settimeout(PATIENCE_S)
            try:
                connection = self._tls.wrap_socket(connection, server_side=True)
            except (ssl.SSLError, OSError):
                connection.close()
                return
        flow = self._flow(address, connection)
        self._selector.register(connection, selectors.EVENT_READ, flow)

    def _read_stream(self, flow: Flow) -> None:
        assert flow.connection is not None
        try:
            data = flow.connection.recv(65535)
            if isinstance(flow.connection, ssl.SSLSocket):
                while flow.connection.pending():
                    data += flow.connection.recv(65535)
        except OSError:
            data = b""
        if not data:
            self._selector.unregister(flow.connection)
            flow.connection.close()
            return
        flow.buffer += data
        while b"\r\n\r\n" in flow.buffer:
            if flow.buffer.startswith(b"\r\n"):
                del flow.buffer[:2]
                continue
            head = flow.buffer.index(b"\r\n\r\n") + 4
            length = re.search(rb"(?im)^(?:content-length|l)\s*:\s*(\d+)", flow.buffer[:head])
            end = head + (int(length[1]) if length else 0)
            if len(flow.buffer) < end:
                return
            whole = bytes(flow.buffer[:end])
            del flow.buffer[:end]
            self._take(flow, whole)

    def _send(self, flow: Flow, message: Message) -> None:
        if flow.connection is None:
            self._udp.sendto(message.encode(), flow.address)
        else:
            try:
                flow.connection.sendall(message.encode())
            except OSError:
                flow.connection.close()

    # --- SIP --------------------------------------------------------------------------------

    def _take(self, flow: Flow, data: bytes) -> None:
        message = Message.parse(data)
        with self.changed:
            self.seen.append(message.method or message.start.split(" ")[1])
            self.changed.notify_all()
        if self.silent:
            return
        if message.method == "REGISTER":
            self._register(flow, message)
        elif message.method:
            self._forward(flow, message)
        else:
            self._return(message)

    def _answer(self, flow: Flow, request: Message, status: str, *more: tuple[str, str]) -> None:
        kept = [(n, v) for n, v in request.headers if n.lower() in _COPIED]
        tagged = [(n, v + ";tag=toy" if n == "To" and "tag=" not in v else v) for n, v in kept]
        headers = [*tagged, *more, ("Content-Length", "0")]
        self._send(flow, Message(f"SIP/2.0 {status}", headers, b""))

    def _register(self, flow: Flow, request: Message) -> None:
        if self.refuse_with:
            self._answer(flow, request, f"{self.refuse_with} No")
            return
        user = _user(request.get("To"))
        if user not in self._users:
            self._answer(flow, request, "404 Not Found")
            return
        given = request.get("Authorization")
        if not given or _field(given, "nonce") not in self._nonces:
            self._challenge(flow, request)
            return
        if _field(given, "response") != self._digest(given, user):
            if self.wrong_with == 401:
                self._challenge(flow, request)
            else:
                self._answer(flow, request, f"{self.wrong_with} Forbidden")
            return
        contact = request.get("Contact")
        parameter = re.search(r";expires=(\d+)", contact)
        expires = int(parameter[1] if parameter else request.get("Expires") or 300)
        uri = re.search(r"<([^>]+)>", contact)
        self._contacts[user] = (uri[1] if uri else "", flow)
        bare = re.sub(r";expires=\d+", "", contact)
        self._answer(flow, request, "200 OK", ("Contact", f"{bare};expires={expires}"))
        with self.changed:
            self.registered[user] = expires
            self.changed.notify_all()

    def _challenge(self, flow: Flow, request: Message) -> None:
        nonce = secrets.token_hex(8)
        self._nonces.add(nonce)
        challenge = f'Digest realm="{REALM}", nonce="{nonce}", algorithm=MD5, qop="auth"'
        self._answer(flow, request, "401 Unauthorized", ("WWW-Authenticate", challenge))

    def _digest(self, given: str, user: str) -> str:
        one = _md5(f"{_field(given, 'username')}:{REALM}:{self._users[user]}")
        two = _md5(f"REGISTER:{_field(given, 'uri')}")
        middle = ":".join(_field(given, name) for name in ("nonce", "nc", "cnonce", "qop"))
        return _md5(f"{one}:{middle}:{two}")

    def _forward(self, flow: Flow, request: Message) -> None:
        while f"127.0.0.1:{self.port}" in request.get("Route"):
            request.drop_first("Route")
        method, uri, version = request.start.split(" ", 2)
        known = self._contacts.get(_user(uri))
        if known is not None and f":{self.port}" not in known[0]:
            contact, target = known
            if _user(contact) == _user(uri):
                uri = contact if "tag=" not in request.get("To") else uri
        else:
            place = re.search(r"@?([\d.]+):(\d+)", uri)
            if place is None or int(place[2]) == self.port:
                if method != "ACK":
                    self._answer(flow, request, "404 Not Found")
                return
            target = self._flow((place[1], int(place[2])))
        request.start = f"{method} {uri} {version}"
        branch = hashlib.md5(request.get("Via").encode()).hexdigest()[:16]
        if method == "INVITE":
            sides = [self._route(flow), self._route(target)]
            request.headers[:0] = [("Record-Route", side) for side in reversed(sides)]
        request.headers.insert(
            0,
            (
                "Via",
                f"SIP/2.0/{self._kind(target).upper()} 127.0.0.1:{self.port}"
                f";branch=z9hG4bK{branch};flow={flow.number}",
            ),
        )
        self._send(target, request)

    def _return(self, response: Message) -> None:
        number = re.search(r";flow=(\d+)", response.get("Via"))
        response.drop_first("Via")
        if number and int(number[1]) in self._flows:
            self._send(self._flows[int(number[1])], response)

    def _kind(self, flow: Flow) -> str:
        return "udp" if flow.connection is None else self.transport

    def _route(self, flow: Flow) -> str:
        return f"<sip:127.0.0.1:{self.port};transport={self._kind(flow)};lr>"

    def close(self) -> None:
        """Stop; connections break."""
        self._over = True
        self._wake.send(b"x")
        self._thread.join(PATIENCE_S)
        for flow in self._flows.values():
            if flow.connection is not None:
                flow.connection.close()
        for one in (self._udp, self._server, self._wake, self._woken):
            if one is not None:
                one.close()
        self._selector.close()

    def __enter__(self) -> Registrar:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


_COPIED = ("via", "from", "to", "call-id", "cseq")


def _md5(text: str) -> str:
    return hashlib.md5(text.encode()).hexdigest()


def _field(header: str, name: str) -> str:
    found = re.search(rf'\b{name}="?([^",]+)', header)
    return found[1] if found else ""


def _user(value: str) -> str:
    found = re.search(r"sips?:([^@>;]+)@", value)
    return found[1] if found else ""
