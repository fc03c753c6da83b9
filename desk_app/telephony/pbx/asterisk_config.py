"""What a team needs in Asterisk 20 or 22, as text for its configuration files. Pure.

Each file is to be included by the file of Asterisk's own in whose name its own ends.
Whatever a person or a caller wrote is stripped of all that has a meaning there.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterator, Sequence

from desk_app.telephony.pbx import dialplan
from desk_app.telephony.pbx.names import (
    PHONES,
    Unfit,
    plain,
    queue_extension,
    queue_name,
    sound,
)
from desk_app.telephony.pbx.setup import Manager, Phone, Queue, Strategy, Team

PREFIX = "desk_app_"
READ, WRITE = "agent,call,user", "agent,call,originate"
"""Rights of the bridge. `call` writes too: moving, picking up and hanging up need it. `user` are
events of a dialplan: ours tells what callers answered, whom it turned away, who gave up early."""

# Asterisk does not escape a number it shows: one with CR LF in it (%0d%0a in SIP) would be read
# as further lines, or as an event. Numbers are cleaned in the dialplan; these events come before.
_NO_FORGERY = (
    "eventfilter = !^Event: (Newchannel|NewCallerid|NewConnectedLine)[[:cntrl:]]\n"
    "eventfilter = ![[:cntrl:]]{3,}[^[:cntrl:]]\n"
)
_HEAD = "; Written by desk-app bridge --asterisk-config; the next writing replaces all of it.\n"
_USER = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,39}")
_NUMBER = re.compile(r"[A-Za-z0-9+*#][A-Za-z0-9.+*#]{0,63}")  # "_" would be a pattern
_DIALLED = re.compile(r"[0-9+*#]{1,64}")
_SECRET = re.compile(r"[A-Za-z0-9_.~+/=-]{12,128}")


def files(team: Team) -> dict[str, str]:
    """Return every file's text by its name.

    Raises:
        Unfit: a name, number or address that cannot be written there, or two that clash.
    """
    _check(team)
    parts = {
        "extensions": dialplan.text(team),
        "manager": _manager(team.manager),
        "musiconhold": "".join(_music(queue) for queue in team.queues),
        "pjsip": _phones(team),
        "queues": "".join(_queue(queue, team.offer_s) for queue in team.queues),
    }
    return {f"{PREFIX}{name}.conf": f"{_HEAD}{text}" for name, text in parts.items()}


def including(name: str) -> tuple[str, str]:
    """Return the file that includes one of `files`, and the line to add at its end."""
    return name.removeprefix(PREFIX), f"#include {name}"


def _check(team: Team) -> None:
    names = [queue_name(queue.plan.name).casefold() for queue in team.queues]
    users = [phone.user for phone in team.phones]
    for kind, all_of_them in (("queue", names), ("phone", users)):
        for one in all_of_them:
            if not one:
                raise Unfit(f"A {kind} has no letter or digit in its name.")
            if all_of_them.count(one) > 1:
                raise Unfit(f"Two {kind}s would both be called {one} in Asterisk.")
    for user in (*users, team.manager.user, *([team.trunk] if team.trunk else [])):
        if not _USER.fullmatch(user):
            raise Unfit(f"{user!r} cannot be a name in Asterisk: letters, digits, _ . - only.")
    for plan in (queue.plan for queue in team.queues):
        for number in plan.numbers:
            if number != "*" and not _NUMBER.fullmatch(number):
                raise Unfit(f"{number!r} cannot be a number of a queue in Asterisk.")
        if plan.forward_to and not _DIALLED.fullmatch(plan.forward_to):
            raise Unfit(f"Asterisk cannot forward callers to {plan.forward_to!r}: digits only.")
    for secret in (team.manager.secret, *(phone.password for phone in team.phones)):
        if not _SECRET.fullmatch(secret):
            raise Unfit("A password needs 12 to 128 letters, digits or _.~+/=- characters.")


def _queue(queue: Queue, offer_s: int) -> str:
    plan = queue.plan
    every = f"announce-frequency = {plan.announce_every_s}\nannounce-position = yes\n"
    music = f"musicclass = {_class(queue)}\n" if plan.music else ""
    # Who lets it ring is offered no more: else a caller may wait for the same empty chair for
    # ever. Where all ring, nobody is in another's way.
    pauses = "no" if queue.strategy is Strategy.RING_ALL else "all"
    return (
        f"\n[{queue_name(plan.name)}]\n"
        f"strategy = {queue.strategy}\n"
        f"timeout = {offer_s}\n"
        "retry = 1\n"
        "ringinuse = no\n"
        "autofill = yes\n"
        f"autopause = {pauses}\n"
        "wrapuptime = 0\n"  # the desk pauses its agent for it
        "timeoutrestart = yes\n"
        "joinempty = yes\n"
        "leavewhenempty = no\n"
        f"maxlen = {plan.max_waiting}\n"
        f"servicelevel = {queue.target_s}\n"
        f"{every if plan.announce_every_s else ''}{music}"
    )


def _class(queue: Queue) -> str:
    return f"desk-app-{queue_extension(queue_name(queue.plan.name))}"


def _music(queue: Queue) -> str:
    if not queue.plan.music:
        return ""
    return f"\n[{_class(queue)}]\nmode = playlist\nentry = {sound(queue.plan.music)}\n"


def _manager(manager: Manager) -> str:
    return (
        f"\n[{manager.user}]\n"
        f"secret = {manager.secret}\n"
        "deny = 0.0.0.0/0.0.0.0\n"
        "deny = ::/0\n"
        f"{''.join(f'permit = {network}{chr(10)}' for network in _networks(manager.permit))}"
        f"read = {READ}\n"
        f"write = {WRITE}\n"
        "writetimeout = 5000\n"
        f"{_NO_FORGERY}"
    )


def _networks(permit: Sequence[str]) -> Iterator[str]:
    for address in permit:
        try:
            yield str(ipaddress.ip_network(address, strict=False))
        except ValueError as error:
            raise Unfit(f"{address!r} is no address or network.") from error


def _phones(team: Team) -> str:
    template = (
        "\n[desk-app-phone](!)\n"
        "type = endpoint\n"
        f"context = {PHONES}\n"
        "disallow = all\n"
        "allow = g722,alaw,ulaw\n"
        "direct_media = no\n"
        "rtp_symmetric = yes\n"
        "force_rport = yes\n"
        "rewrite_contact = yes\n"
        "send_pai = yes\n"
        "trust_id_outbound = yes\n"
        f"rtp_timeout = {team.lost_s}\n"
        "\n[desk-app-contact](!)\n"
        "type = aor\n"
        "max_contacts = 1\n"
        "remove_existing = yes\n"
        "qualify_frequency = 15\n"
    )
    return template + "".join(_phone(phone) for phone in team.phones)


def _phone(phone: Phone) -> str:
    name = plain(phone.name) or phone.user
    return (
        f"\n[{phone.user}](desk-app-phone)\n"
        f"auth = {phone.user}\n"
        f"aors = {phone.user}\n"
        f'callerid = "{name}" <{phone.user}>\n'
        f"\n[{phone.user}]\n"
        "type = auth\n"
        "auth_type = userpass\n"
        f"username = {phone.user}\n"
        f"password = {phone.password}\n"
        f"\n[{phone.user}](desk-app-contact)\n"
    )
