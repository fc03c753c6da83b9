"""Who may do what on the team's database, as tables; `grant`, `protect` bring them into force.

Groups: desk_agent < desk_supervisor < desk_admin, and desk_bridge. Everything belongs to
desk_owner, which is nobody's login. A group is the whole server's and says what somebody may
do; that it is one of this team's people who does it, each statement asks of each table by
row-level security (docs/decisions/0007). Calls, tickets and customers are the whole team's,
as on one desk; where the rows themselves must decide more, they have policies of their own.
"""

from __future__ import annotations

import psycopg
from psycopg import sql

OWNER = "desk_owner"
AGENT, SUPERVISOR, ADMIN, BRIDGE = "desk_agent", "desk_supervisor", "desk_admin", "desk_bridge"
GROUPS = (AGENT, SUPERVISOR, ADMIN, BRIDGE)
GROUP_OF = {"agent": AGENT, "supervisor": SUPERVISOR, "admin": ADMIN, "bridge": BRIDGE}
"""A person's role to its group."""

_READ, _ADD, _WRITE = "SELECT", "SELECT, INSERT", "SELECT, INSERT, UPDATE"
_ALL = "SELECT, INSERT, UPDATE, DELETE"

_BOTH = {  # of desks and bridges: what folding, tickets and customers need
    "alembic_version": _READ,
    "customers": _WRITE,
    "phone_numbers": _ALL,
    "customer_tags": _ALL,
    "tickets": _WRITE,
    "ticket_entries": _ALL,
    "promises": _ALL,
    "calls": _ALL,  # two that turn out to be one lose a row
    "call_aliases": _WRITE,
    "legs": _ALL,
    "duty": _WRITE,
    "interactions": _ALL,
    "raw_events": _ADD,
    "event_sources": _WRITE,
    "categories": _READ,
    "dispositions": _READ,
    "people": _READ,
    "desk_member": _READ,
    "floor_leaders": _READ,
    "floor_parts": _READ,
}
RIGHTS: dict[str, dict[str, str]] = {
    AGENT: _BOTH | {"orders": "SELECT, INSERT (pbx, body)", "messages": "SELECT, UPDATE (read_us)"},
    SUPERVISOR: {
        "messages": "SELECT, INSERT (to_person, body), UPDATE (read_us)",
        "floor_events": _READ,
        "floor_checkpoints": _READ,
        "alarms": "SELECT, INSERT, UPDATE (over_us)",
    },
    ADMIN: {"categories": _ALL, "dispositions": _ALL},
    BRIDGE: _BOTH
    | {
        "floor_leaders": _WRITE,
        "floor_parts": _ALL,
        "floor_events": "SELECT, INSERT, DELETE",
        "floor_checkpoints": "SELECT, INSERT, DELETE",
        "alarms": "SELECT, INSERT, UPDATE (over_us)",
        "orders": "SELECT, UPDATE (claimed_us, done_us, result, detail)",
    },
}
"""Group to table to rights. A group also has those of the groups it belongs to."""

FUNCTIONS = {
    "desk_find_customers": (AGENT,),
    "desk_give_up_order": (AGENT,),
}
"""Function to the groups that may call it; nobody else may."""

_OPEN = {
    "alembic_version",  # also one who is not of the team is told of a newer version
    "desk_member",  # a view
}
UNDER_POLICY = tuple(sorted({table for group in RIGHTS.values() for table in group} - _OPEN))
"""Tables of which only the team's people see anything; see `protect`."""

# Asked once in a statement, not of each row. The view is read in its owner's name, so the
# list of people can be under this policy as well.
_MEMBER = f"TO {AGENT}, {BRIDGE} USING (EXISTS (SELECT FROM desk_member))"
_BY_ROWS = {
    "orders": (
        ("own", f"FOR SELECT TO {AGENT} USING (by = session_user)"),
        ("floor", f"FOR SELECT TO {SUPERVISOR}, {BRIDGE}, {OWNER} USING (true)"),
        ("placed", f"FOR INSERT TO {AGENT} WITH CHECK (by = session_user)"),
        ("answered", f"FOR UPDATE TO {BRIDGE}, {OWNER} USING (true)"),
    ),
    "messages": (
        ("own", f"FOR SELECT TO {AGENT} USING (session_user IN (by, to_person))"),
        ("sent", f"FOR INSERT TO {SUPERVISOR} WITH CHECK (by = session_user)"),
        ("read", f"FOR UPDATE TO {AGENT} USING (to_person = session_user)"),
    ),
    "duty": (
        ("all", f"FOR SELECT TO {AGENT}, {BRIDGE}, {OWNER} USING (true)"),
        ("told", f"FOR INSERT TO {AGENT} WITH CHECK (source = 'desk')"),
        ("lasts", f"FOR UPDATE TO {AGENT} USING (source = 'desk')"),
        ("bridge", f"FOR INSERT TO {BRIDGE} WITH CHECK (true)"),
        ("bridge_lasts", f"FOR UPDATE TO {BRIDGE} USING (true)"),
    ),
    "raw_events": (
        ("all", f"FOR SELECT TO {AGENT}, {BRIDGE}, {OWNER} USING (true)"),
        ("desk", f"FOR INSERT TO {AGENT} WITH CHECK (source NOT LIKE 'pbx:%')"),
        ("bridge", f"FOR INSERT TO {BRIDGE} WITH CHECK (true)"),
    ),
}
"""What the rows decide, for members and the owner; who is neither, none of these helps."""


def make_groups(connection: psycopg.Connection[tuple[object, ...]]) -> None:
    """Make the owner and the groups where they are missing. Needs CREATEROLE."""
    rows = connection.execute("SELECT rolname FROM pg_roles WHERE rolname LIKE 'desk\\_%'")
    known = {row[0] for row in rows}
    for name in (OWNER, *GROUPS):
        if name not in known:
            connection.execute(_named("CREATE ROLE {} NOLOGIN", name))
    for member, group in ((SUPERVISOR, AGENT), (ADMIN, SUPERVISOR)):
        connection.execute(_named("GRANT {} TO {}", group, member))
    connection.execute(_named("GRANT {} TO CURRENT_USER", OWNER))


def grant(connection: psycopg.Connection[tuple[object, ...]], database: str) -> None:
    """Bring what groups may do into force, and nothing else. As the owner, in a transaction."""
    for name in GROUPS:
        connection.execute(_named("REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {}", name))
        for table, rights in RIGHTS[name].items():
            connection.execute(_named(f"GRANT {rights} ON {{}} TO {{}}", table, name))
        connection.execute(_named("GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {}", name))
        connection.execute(_named("GRANT CONNECT ON DATABASE {} TO {}", database, name))
    connection.execute("REVOKE CREATE ON SCHEMA public FROM PUBLIC")
    connection.execute(_named("REVOKE CONNECT, TEMPORARY ON DATABASE {} FROM PUBLIC", database))
    for function, groups in FUNCTIONS.items():
        for other in ("PUBLIC", *GROUPS):
            connection.execute(_named(f"REVOKE EXECUTE ON FUNCTION {{}} FROM {other}", function))
        for name in groups:
            connection.execute(_named("GRANT EXECUTE ON FUNCTION {} TO {}", function, name))


def protect(connection: psycopg.Connection[tuple[object, ...]], table: str) -> None:
    """Put a table under its policies, in place of those it had. As the owner, in a transaction."""
    had = "SELECT policyname FROM pg_policies WHERE schemaname = 'public' AND tablename = %s"
    for (policy,) in connection.execute(had, [table]).fetchall():
        connection.execute(_named("DROP POLICY {} ON {}", str(policy), table))
    own = _BY_ROWS.get(table, ())
    # Elsewhere the owner is under no policy at all: even one that lets everything through
    # hides from the search for customers how frequent a word is.
    force = "FORCE" if own else "NO FORCE"
    connection.execute(_named("ALTER TABLE {} ENABLE ROW LEVEL SECURITY", table))
    connection.execute(_named(f"ALTER TABLE {{}} {force} ROW LEVEL SECURITY", table))
    member = f"AS RESTRICTIVE {_MEMBER}" if own else _MEMBER
    for policy, what in (("member", member), *own):
        connection.execute(_named(f"CREATE POLICY {{}} ON {{}} {what}", policy, table))


def _named(statement: str, *names: str) -> sql.Composed:
    """Return the statement with the names in place of its {}."""
    return sql.SQL(statement).format(*map(sql.Identifier, names))
