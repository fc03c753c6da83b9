"""What the SIP engine is made of. A change here makes a new engine: the cache goes by its hash."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent

DISTRIBUTION = "pjsua2-python"
"""PyPI's name, so that our wheel takes that wheel's place without another dependency."""

LOCAL_VERSION = "desk1"
OLDEST = (2, 17)
"""Digest, multipart, ICE and DNS fixes came with 2.17: nothing older is built."""

PREBUILT = "pjsua2-python==2.15.1.post1"
PREBUILT_PYTHONS = ("3.11", "3.12")
PREBUILT_LACKS = "4 calls at most, TLS 1.2 at most, no Opus"

DEBIAN_SOURCE = "asterisk"
"""The source package whose component `orig-Xpjproject` is pjproject's source."""

PACKAGES = (
    "g++",
    "make",
    "patch",
    "swig",
    "xz-utils",
    "libssl-dev",
    "libopus-dev",
    "libsrtp2-dev",
    "libgsm1-dev",
    "libspeex-dev",
    "libspeexdsp-dev",
    "uuid-dev",
)

CONFIG_SITE = """\
#define PJSUA_MAX_CALLS 256
#define PJSUA_MAX_PLAYERS 256
#define PJSUA_MAX_RECORDERS 256
#define PJSUA_MAX_CONF_PORTS 1024
#define PJ_IOQUEUE_MAX_HANDLES 1024
#define PJSIP_MAX_PKT_LEN 8000
#define PJSIP_UDP_SO_RCVBUF_SIZE (1024 * 1024)
#define PJ_IOQUEUE_DEFAULT_EPOLL_FLAGS 0
#define PJMEDIA_HAS_VIDEO 0
"""

CFLAGS = "-O2 -fPIC -DNDEBUG"
BINDING_CFLAGS = "-O1"
"""The binding is 160,000 lines of glue: -O1 compiles in 60 s instead of 157 and costs no call."""

# No sound device: PyAudio feeds and drains the engine. No echo canceller
# either, for pjsip's only works on its own sound device.
CONFIGURE = (
    "--enable-epoll",
    "--enable-speex-resample",
    "--disable-sound",
    "--disable-video",
    "--disable-ffmpeg",
    "--disable-v4l2",
    "--disable-sdl",
    "--disable-libyuv",
    "--disable-vpx",
    "--disable-openh264",
    "--disable-upnp",
    "--disable-bcg729",
    "--disable-libwebrtc",
    "--disable-libwebrtc-aec3",
    "--disable-ilbc-codec",
    "--disable-g7221-codec",
)
# Debian's source comes without the bundled libraries.
CONFIGURE_EXTERNAL = ("--with-external-srtp", "--with-external-gsm", "--with-external-speex")


@dataclass(frozen=True)
class Patch:
    """A patch of ours, for sources that contain `broken` and not `mended`.

    One that is not `needed` is left out of a source that it does not fit.
    """

    file: str
    target: str
    broken: str
    mended: str
    needed: bool = True

    @property
    def path(self) -> Path:
        return HERE / "patches" / self.file

    def wanted_by(self, source: Path) -> bool:
        """Tell whether this source tree still needs the patch."""
        text = (source / self.target).read_text(encoding="utf-8", errors="replace")
        return self.broken in text and self.mended not in text


PATCHES = (
    # CVE-2026-57162: an SDP with more than 64 a=crypto lines writes behind an array on the stack.
    Patch(
        "bound-crypto-attributes.patch",
        "pjmedia/src/pjmedia/transport_srtp_sdes.c",
        broken="int tags[64];",
        mended="cr_attr_count >= ",
    ),
    # 200 callers who hear the same music cost a third less.
    Patch(
        "share-resampled-frames.patch",
        "pjmedia/src/pjmedia/conference.c",
        broken="static pj_status_t op_connect_ports(pjmedia_conf *conf, \n",
        mended="struct conf_fan",
        needed=False,
    ),
    # 200 callers who wait and send sound, as phones do, cost a quarter less.
    Patch(
        "rest-unheard-streams.patch",
        "pjmedia/src/pjmedia/transport_udp.c",
        broken="static pj_status_t transport_send_rtp(",
        mended="pj_bool_t           parked;",
        needed=False,
    ),
    # Sending to each of them touches memory that is in no cache: less of it, and fetched ahead.
    Patch(
        "send-without-copy.patch",
        "pjmedia/src/pjmedia/transport_udp.c",
        broken="pj_memcpy(pw->buffer, pkt, size);",
        mended="status = pj_sock_sendto(udp->rtp_sock",
        needed=False,
    ),
    Patch(
        "prefetch-streams.patch",
        "pjmedia/src/pjmedia/conference.c",
        broken="status = write_port( conf, conf_port, &frame->timestamp,",
        mended="pjmedia_stream_prefetch",
        needed=False,
    ),
    # What a resting caller says is mostly not even read.
    Patch(
        "sift-unheard-packets.patch",
        "pjmedia/src/pjmedia/transport_udp.c",
        broken="pj_bool_t           parked;",
        mended="static void sift(",
        needed=False,
    ),
    # What is sent in a row wakes each far end once, and stays in the cache while it is sent.
    Patch(
        "send-in-one-go.patch",
        "pjmedia/src/pjmedia/transport_udp.c",
        broken="status = pj_sock_sendto(udp->rtp_sock",
        mended="pjmedia_transport_udp_hold",
        needed=False,
    ),
)


def digest() -> str:
    """Return a short hash of all that shapes the engine, whoever compiles it."""
    flags = (CONFIG_SITE, CFLAGS, BINDING_CFLAGS, CONFIGURE, CONFIGURE_EXTERNAL)
    settings = (LOCAL_VERSION, *flags, PATCHES)
    sums = hashlib.sha256(repr(settings).encode())
    for patch in PATCHES:
        sums.update(patch.path.read_bytes())
    return sums.hexdigest()[:12]
