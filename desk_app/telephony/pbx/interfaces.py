"""Asterisk's names of what rings: members' interfaces, their devices, channels. Pure.

An agent is reached by a phone itself (`PJSIP/101`) or by way of the dialplan
(`Local/101@agents/n`), which rings whatever it says there. A `Local` channel has two
halves, `;1` for whoever dials and `;2` for the dialplan.
"""

from __future__ import annotations

import re

_PHONE = re.compile(r"PJSIP/[A-Za-z0-9][A-Za-z0-9_.-]{0,39}")
_LOCAL = re.compile(r"Local/[+A-Za-z0-9][A-Za-z0-9_.+*#-]{0,31}@[A-Za-z0-9][\w-]{0,35}(/n)?", re.A)
_HALVES = {";1": ";2", ";2": ";1"}


def is_phone(interface: str) -> bool:
    """Return whether an interface is a phone, and nothing a dialplan would run."""
    return _PHONE.fullmatch(interface) is not None


def is_local(interface: str) -> bool:
    """Return whether an interface goes by way of the dialplan: an extension and its context."""
    return _LOCAL.fullmatch(interface) is not None


def device(interface: str) -> str:
    """Return an interface as its channels are called: without a `Local`'s options."""
    return "/".join(interface.split("/")[:2]) if interface.startswith("Local/") else interface


def extension(interface: str) -> str:
    """Return what is dialled for an interface: "PJSIP/214" and "Local/214@agents/n" are 214."""
    return device(interface).partition("/")[2].partition("@")[0]


def device_of(channel: str) -> str:
    """Return whose channel one is: "PJSIP/101-0000002a" is PJSIP/101's."""
    return channel.rpartition("-")[0]


def goes_on(channel: str) -> bool:
    """Return whether a channel is half of a `Local` one: it ends at the dialplan, at no phone."""
    return channel.startswith("Local/")


def other_half(channel: str) -> str:
    """Return the other half of a `Local` channel, "" for what is none."""
    if not goes_on(channel) or channel[-2:] not in _HALVES:
        return ""
    return channel[:-2] + _HALVES[channel[-2:]]
