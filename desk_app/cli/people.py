"""`desk-app people add|list|remove`: who may log in to the team's database."""

from __future__ import annotations

import argparse
import secrets
import sys

from desk_app.cli.server import administrator, ask_password
from desk_app.crm.team.people import Person
from desk_app.paths import Paths
from desk_app.telephony.pbx.interfaces import is_local, is_phone

_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none is taken for another when read aloud
_LENGTH = 16


def run(paths: Paths, args: argparse.Namespace) -> int:
    """Do the action of `args` as the administrator of the server."""
    from desk_app.crm.postgres.logins import LoginRefused, list_people, remove_person

    server = administrator(paths, args.database)
    if args.action == "list":
        for person in list_people(server):
            print("  ".join((person.login, person.role, person.extension, person.interface)))
        return 0
    if args.action == "remove":
        if remove_person(server, args.name):
            print(f"{args.name} cannot log in any more. Tickets and calls stay.")
            return 0
        print(f"Nobody is called {args.name}.", file=sys.stderr)
        return 1
    try:
        return _add(server, args)
    except LoginRefused as refused:
        print(f"Not added: {refused}.", file=sys.stderr)
        return 1


def _add(server: object, args: argparse.Namespace) -> int:
    from desk_app.crm.postgres.logins import add_person, list_people
    from desk_app.crm.server import Server

    assert isinstance(server, Server)  # noqa: S101 - narrows the type
    extension = args.extension or ""
    interface = args.interface or (f"PJSIP/{extension}" if extension else "")
    if interface and not (is_phone(interface) or is_local(interface)):
        print(
            f"Not added: {interface!r} is no phone's name in Asterisk. PJSIP/201, or an extension"
            " that its dialplan rings: Local/201@agents or Local/201@agents/n.",
            file=sys.stderr,
        )
        return 1
    person = Person(args.name, args.role, extension, interface)
    known = any(other.login == args.name for other in list_people(server))
    password = ""
    if args.ask_password:
        password = ask_password(f"Password for {args.name}: ")
    elif not known or args.new_password:
        password = "".join(secrets.choice(_LETTERS) for _ in range(_LENGTH))
    new = add_person(server, person, password)
    print(f"{args.name} is {'added' if new else 'changed'}: {args.role}, phone {interface or '-'}.")
    if password and not args.ask_password:
        print(f"Password, shown this once: {password}")
    return 0
