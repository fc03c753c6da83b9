"""First shape: customers, calls with legs and aliases, tickets, timeline, raw events."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

BIG_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
DISPOSITIONS = (
    ("visit_booked", "pending"),
    ("solved", "solved"),
    ("waiting_customer", "pending"),
    ("escalated", "open"),
    ("information", "solved"),
    ("wrong_number", "solved"),
)
CATEGORIES = {
    "line_fault": ("no_service", "intermittent", "slow"),
    "visit": ("book", "missed"),
    "billing": ("invoice", "payment"),
    "sales": (),
    "complaint": (),
    "feedback": (),
    "other": (),
}


def _texts(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.Text(), nullable=False) for name in names]


def _big(name: str, *, null: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger(), nullable=null)


def _small(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), nullable=False)


def _refers(name: str, to: str, *, null: bool = False, cascade: bool = False) -> sa.Column[int]:
    key = sa.ForeignKey(to, ondelete="CASCADE" if cascade else None)
    return sa.Column(name, sa.BigInteger(), key, nullable=null)


def _key() -> sa.Column[int]:
    return sa.Column("id", BIG_ID, primary_key=True)


def _index(table: str, *columns: str, unique: bool = False, known_only: bool = False) -> None:
    known = sa.text(f"{columns[0]} IS NOT NULL") if known_only else None
    op.create_index(
        f"ix_{table}_{columns[0]}",
        table,
        list(columns),
        unique=unique,
        sqlite_where=known,
        postgresql_where=known,
    )


def upgrade() -> None:
    """Make every table of the first release."""
    _customers()
    _tickets()
    _calls()
    _interactions()
    _events()
    _choices()
    if op.get_context().dialect.name == "sqlite":
        _word_index()


def _customers() -> None:
    op.create_table(
        "customers",
        _key(),
        sa.Column("external_id", sa.Text(), unique=True),
        *_texts("name", "company", "role", "email", "city", "language", "contract", "plan"),
        _big("since_us", null=True),
        *_texts("balance", "good_to_know", "note", "search"),
        _big("created_us"),
        _big("updated_us"),
        _small("version"),
    )
    _index("customers", "company")
    _index("customers", "search")
    op.create_table(
        "phone_numbers",
        _key(),
        _refers("customer_id", "customers.id", cascade=True),
        _small("position"),
        *_texts("label", "raw", "e164", "tail"),
        sa.UniqueConstraint("customer_id", "raw"),
    )
    _index("phone_numbers", "e164")
    _index("phone_numbers", "tail")
    op.create_table(
        "customer_tags",
        _refers("customer_id", "customers.id", cascade=True),
        *_texts("tag"),
        _small("position"),
        sa.PrimaryKeyConstraint("customer_id", "tag"),
    )


def _tickets() -> None:
    op.create_table(
        "tickets",
        _key(),
        sa.Column("call_key", sa.Text(), unique=True),
        _refers("customer_id", "customers.id", null=True),
        *_texts("subject", "category", "disposition", "priority", "status", "owner", "notes"),
        _refers("continued_in", "tickets.id", null=True),
        _big("created_us"),
        _big("updated_us"),
        _small("version"),
    )
    _index("tickets", "customer_id", "status", "updated_us")
    _index("tickets", "status", "updated_us")
    _index("tickets", "owner", "status")
    _index("tickets", "continued_in")
    op.create_table(
        "ticket_entries",
        _key(),
        _refers("ticket_id", "tickets.id"),
        sa.Column(
            "from_ticket_id",
            sa.BigInteger(),
            sa.ForeignKey("tickets.id"),
            unique=True,
            nullable=False,
        ),
        *_texts("call_key", "author", "kind", "body", "disposition"),
        _big("at_us"),
    )
    _index("ticket_entries", "ticket_id")
    _index("ticket_entries", "call_key")


def _calls() -> None:
    op.create_table(
        "calls",
        _key(),
        sa.Column("key", sa.Text(), unique=True, nullable=False),
        *_texts("direction", "number", "e164", "name", "queue"),
        _refers("customer_id", "customers.id", null=True),
        _small("customer_chosen"),
        *_texts("state"),
        _big("ring_us"),
        _big("entered_us"),
        _big("answered_us", null=True),
        _big("ended_us", null=True),
        *_texts("outcome"),
        _small("authority"),
        *_texts("recording"),
        _refers("ticket_id", "tickets.id"),
        *_texts("joined"),
    )
    for column in ("e164", "customer_id", "state", "ring_us", "ticket_id"):
        _index("calls", column)
    op.create_table(
        "call_aliases",
        sa.Column("alias", sa.Text(), primary_key=True),
        _refers("call_id", "calls.id"),
    )
    _index("call_aliases", "call_id")
    op.create_table(
        "legs",
        sa.Column("key", sa.Text(), primary_key=True),
        _refers("call_id", "calls.id"),
        *_texts("agent", "outcome"),
        _big("ring_us"),
        _big("answered_us", null=True),
        _big("ended_us", null=True),
        _big("wrapped_us", null=True),
    )
    _index("legs", "call_id")
    _index("legs", "ring_us")


def _interactions() -> None:
    op.create_table(
        "interactions",
        _key(),
        _refers("customer_id", "customers.id", null=True),
        *_texts("kind"),
        _big("at_us"),
        *_texts("title", "text", "who", "queue", "direction", "outcome"),
        _big("talk_us"),
        _big("wait_us"),
        *_texts("recording"),
        _refers("ticket_id", "tickets.id", null=True),
        _refers("call_id", "calls.id", null=True),
        *_texts("call_key"),
    )
    _index("interactions", "customer_id", "at_us", "kind")
    _index("interactions", "call_id", unique=True, known_only=True)
    _index("interactions", "ticket_id", known_only=True)


def _events() -> None:
    op.create_table(
        "raw_events",
        *_texts("source"),
        _big("seq"),
        *_texts("payload"),
        sa.PrimaryKeyConstraint("source", "seq"),
    )
    op.create_table("event_sources", sa.Column("source", sa.Text(), primary_key=True), _big("seq"))


def _choices() -> None:
    categories = op.create_table(
        "categories",
        sa.Column("code", sa.Text(), primary_key=True),
        *_texts("parent", "label"),
        _small("position"),
    )
    dispositions = op.create_table(
        "dispositions",
        sa.Column("code", sa.Text(), primary_key=True),
        *_texts("label", "status"),
        _small("position"),
    )
    rows: list[dict[str, object]] = []
    for parent, children in CATEGORIES.items():
        rows.append({"code": parent, "parent": ""})
        rows.extend({"code": f"{parent}.{child}", "parent": parent} for child in children)
    op.bulk_insert(
        categories, [row | {"label": "", "position": i} for i, row in enumerate(rows, 1)]
    )
    op.bulk_insert(
        dispositions,
        [
            {"code": code, "label": "", "status": status, "position": i}
            for i, (code, status) in enumerate(DISPOSITIONS, 1)
        ],
    )


def _word_index() -> None:
    """Let SQLite find words of `customers.search` by their beginnings, kept by triggers."""
    op.execute(
        "CREATE VIRTUAL TABLE customers_words USING fts5("
        "search, content='customers', content_rowid='id', prefix='2 3')"
    )
    add = "INSERT INTO customers_words(rowid, search) VALUES (new.id, new.search);"
    drop = (
        "INSERT INTO customers_words(customers_words, rowid, search)"
        " VALUES ('delete', old.id, old.search);"
    )
    for name, when, body in (
        ("insert", "AFTER INSERT", add),
        ("delete", "AFTER DELETE", drop),
        ("update", "AFTER UPDATE OF search", drop + add),
    ):
        op.execute(f"CREATE TRIGGER customers_words_{name} {when} ON customers BEGIN {body} END")
