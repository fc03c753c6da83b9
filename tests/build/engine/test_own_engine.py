"""The SIP engine in the environment: what our own build promises over PyPI's wheel."""

from __future__ import annotations

import importlib.util
import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

import pytest

from build.engine import recipe
from tests.rigs.patience import PATIENCE_S

VERSION = metadata.version(recipe.DISTRIBUTION)
ANSWERER = Path(__file__).with_name("answerer.py")
BRIDGE = Path(__file__).with_name("bridge.py")

KEY = "WnD7c1ksDGs+dIefCEo8omPg4uO8DYIinNGL5yxQ"
SUITE = "AES_CM_128_HMAC_SHA1_80"

# In a process of its own: an endpoint exists once for each process and ends badly.
LIMITS = """
import pjsua2 as pj
endpoint = pj.Endpoint()
endpoint.libCreate()
config = pj.EpConfig()
config.uaConfig.maxCalls = 256
config.uaConfig.threadCnt = 0
config.logConfig.level = config.logConfig.consoleLevel = 0
endpoint.libInit(config)
print("version", endpoint.libVersion().full)
for codec in endpoint.codecEnum2():
    print(codec.codecId)
buffer = pj.ByteVector()
buffer.assign_from_bytes(bytes(range(256)))
back = bytearray(256)
buffer.copy_to_bytearray(back)
print("frames", back == bytes(range(256)))
endpoint.libDestroy()
"""


def test_opus_and_g722_and_fast_frame_calls_are_there() -> None:
    result = subprocess.run(
        [sys.executable, "-c", LIMITS], capture_output=True, text=True, check=True, timeout=30
    )
    said = result.stdout.splitlines()
    assert f"version {VERSION.split('+')[0]}" in said
    assert "opus/48000/2" in said
    assert "G722/16000/1" in said
    assert "frames True" in said


def test_the_engine_links_openssl_3() -> None:
    module = importlib.util.find_spec("_pjsua2")
    assert module is not None
    assert module.origin is not None
    listing = subprocess.run(["ldd", module.origin], capture_output=True, text=True, check=True)
    assert "libssl.so.3" in listing.stdout
    assert "not found" not in listing.stdout
    assert "libasound" not in listing.stdout


def test_who_shares_a_frame_hears_the_same_as_who_is_alone() -> None:
    result = subprocess.run(
        [sys.executable, BRIDGE], capture_output=True, text=True, check=True, timeout=60
    )
    heard = {
        step: [[int(level) for level in ear[2:].split(",")] for ear in ears]
        for step, *ears in (line.split() for line in result.stdout.splitlines() if "=" in line)
        if step in ("alone", "shared", "mixed", "moved", "softer")
    }
    nothing, low, high, both = [-1, -1], [8000, 0], [0, 8000], [8000, 8000]
    for step, wanted in {
        "alone": [low, nothing, nothing],
        "shared": [low, low, nothing],
        "mixed": [low, both, high],
        "moved": [nothing, low, both],
        "softer": [nothing, low, [4000, 0]],
    }.items():
        for ear, levels in zip(heard[step], wanted, strict=True):
            assert ear == pytest.approx(levels, abs=80), (step, heard)


class _Target:
    """The answering process and a socket that speaks SIP to it."""

    def __init__(self, process: subprocess.Popen[str], port: int) -> None:
        self.process = process
        self.port = port
        self.socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.socket.bind(("127.0.0.1", 0))
        self.socket.settimeout(PATIENCE_S)

    def invite(self, number: int, crypto: list[str]) -> int:
        """Send an INVITE with these a=crypto values and return the final answer's status."""
        here = f"127.0.0.1:{self.socket.getsockname()[1]}"
        sdp = [
            *("v=0", "o=- 1 1 IN IP4 127.0.0.1", "s=-", "c=IN IP4 127.0.0.1", "t=0 0"),
            *("m=audio 40000 RTP/SAVP 0", *(f"a=crypto:{value}" for value in crypto)),
        ]
        body = "".join(f"{line}\r\n" for line in sdp)
        head = [
            f"INVITE sip:target@127.0.0.1:{self.port} SIP/2.0",
            f"Via: SIP/2.0/UDP {here};branch=z9hG4bK{number}",
            f"From: <sip:rude@{here}>;tag={number}",
            f"To: <sip:target@127.0.0.1:{self.port}>",
            f"Call-ID: {number}@127.0.0.1",
            "CSeq: 1 INVITE",
            f"Contact: <sip:rude@{here}>",
            "Max-Forwards: 70",
            "Content-Type: application/sdp",
            f"Content-Length: {len(body)}",
        ]
        packet = ("\r\n".join(head) + "\r\n\r\n" + body).encode()
        self.socket.sendto(packet, ("127.0.0.1", self.port))
        while True:
            answer = self.socket.recv(65535).decode()
            status = re.match(r"SIP/2\.0 (\d+)", answer)
            ours = f"Call-ID: {number}@" in answer
            if status and ours and int(status[1]) >= 200:
                return int(status[1])


@pytest.fixture
def target() -> Iterator[_Target]:
    process = subprocess.Popen(
        [sys.executable, str(ANSWERER)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdin is not None
    port = next(line for line in process.stdout if line.startswith("port "))
    found = _Target(process, int(port.split()[1]))
    yield found
    found.socket.close()
    process.stdin.close()
    process.wait(PATIENCE_S)
    process.stdout.close()


def _crypto(count: int) -> list[str]:
    """Return `count` crypto attributes of which only the first is a suite pjmedia knows."""
    return [f"{tag} {SUITE if tag == 1 else 'X'} inline:{KEY}" for tag in range(1, count + 1)]


def test_64_crypto_attributes_are_read_and_the_65th_is_refused(target: _Target) -> None:
    """CVE-2026-57162: the tags are kept in an array of 64 on the stack."""
    assert target.invite(1, _crypto(1)) == 200
    assert target.invite(2, _crypto(64)) == 200
    for number, count in enumerate([65, 66, 67, 68] * 3, start=3):
        assert target.invite(number, _crypto(count)) >= 400
    assert target.invite(20, _crypto(2)) == 200
    assert target.process.poll() is None


def test_an_overlong_crypto_key_is_refused(target: _Target) -> None:
    assert target.invite(1, [f"1 {SUITE} inline:{'A' * 4000}"]) >= 400
    assert target.invite(2, [f"1 {'S' * 4000} inline:{KEY}"]) >= 400
    assert target.invite(3, _crypto(1)) == 200
    assert target.process.poll() is None


def test_a_hundred_calls_are_up_at_once(target: _Target) -> None:
    """PyPI's wheel refuses the fifth."""
    assert {target.invite(number, _crypto(1)) for number in range(100)} == {200}
    assert target.process.poll() is None
