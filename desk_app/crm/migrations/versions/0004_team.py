"""The team: people, the floor as a bridge publishes it, its history, orders, alarms, messages.

On a server, triggers say who gives an order or sends a message, and whether that person
may: the database knows the login, a program could only claim one. Who may touch which
table at all is `crm/postgres/rights.py`.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

BIG_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def _texts(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.Text(), nullable=False) for name in names]


def _big(name: str, *, null: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger(), nullable=null)


def upgrade() -> None:
    """Make the tables; no database before this revision has a team."""
    op.create_table(
        "people",
        sa.Column("login", sa.Text(), primary_key=True),
        *_texts("role", "extension", "interface"),
        _big("added_us"),
    )
    _floor()
    _orders()
    _messages()
    if op.get_context().dialect.name == "postgresql":
        _words()
        _orders_know_who_gives_them()
        _messages_know_who_sends_them()


def _floor() -> None:
    op.create_table(
        "floor_leaders",
        sa.Column("pbx", sa.Text(), primary_key=True),
        _big("term"),
        _big("version"),
        _big("since_us"),
    )
    op.create_table(
        "floor_parts",
        *_texts("pbx", "kind", "name"),
        _big("version"),
        *_texts("body"),
        sa.PrimaryKeyConstraint("pbx", "kind", "name"),
    )
    op.create_index("ix_floor_parts_pbx", "floor_parts", ["pbx", "version"])
    for table in ("floor_events", "floor_checkpoints"):
        op.create_table(
            table,
            *_texts("source"),
            _big("seq"),
            _big("at_us"),
            *_texts("body"),
            sa.PrimaryKeyConstraint("source", "seq"),
        )
        op.create_index(f"ix_{table}_source", table, ["source", "at_us"])
    op.create_table(
        "alarms",
        sa.Column("id", BIG_ID, primary_key=True),
        *_texts("pbx", "queue", "figure", "level", "value"),
        _big("at_us"),
        _big("over_us", null=True),
        sa.UniqueConstraint("pbx", "queue", "figure", "level", "at_us"),
    )
    op.create_index("ix_alarms_at_us", "alarms", ["at_us"])


def _orders() -> None:
    op.create_table(
        "orders",
        sa.Column("id", BIG_ID, primary_key=True),
        *_texts("pbx"),
        _big("at_us"),
        *_texts("by", "role", "kind", "body"),
        _big("claimed_us", null=True),
        _big("done_us", null=True),
        *_texts("result", "detail"),
        sa.CheckConstraint("length(body) <= 4000", name="ck_orders_body"),
    )
    op.create_index("ix_orders_done_us", "orders", ["done_us", "id"])
    op.create_index("ix_orders_by", "orders", ["by", "at_us"])


def _messages() -> None:
    op.create_table(
        "messages",
        sa.Column("id", BIG_ID, primary_key=True),
        _big("at_us"),
        *_texts("by", "to_person", "body"),
        _big("read_us", null=True),
        sa.CheckConstraint("length(body) BETWEEN 1 AND 500", name="ck_messages_body"),
    )
    op.create_index("ix_messages_to_person", "messages", ["to_person", "at_us"])
    op.create_index("ix_messages_by", "messages", ["by", "at_us"])


def _words() -> None:
    """Let a server find words of `customers.search` by their beginnings."""
    op.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
    op.execute(
        "CREATE INDEX ix_customers_trigrams ON customers USING gin ((' ' || search) gin_trgm_ops)"
    )


def _orders_know_who_gives_them() -> None:
    op.execute("""
        CREATE FUNCTION desk_order_placed() RETURNS trigger
        LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
        DECLARE
            person people%ROWTYPE;
            asked jsonb := NEW.body::jsonb;
            own boolean;
        BEGIN
            SELECT * INTO person FROM people WHERE login = session_user;
            NEW.by := session_user;
            NEW.role := coalesce(person.role, '');
            NEW.kind := coalesce(asked->>'order', '');
            NEW.at_us := (extract(epoch FROM clock_timestamp()) * 1000000)::bigint;
            NEW.claimed_us := NULL;
            NEW.done_us := NULL;
            NEW.result := '';
            NEW.detail := '';
            own := coalesce(person.interface, '') <> '' AND person.interface
                = CASE NEW.kind WHEN 'spyon' THEN asked->>'phone' ELSE asked->>'agent' END;
            IF NOT coalesce(
                CASE WHEN NEW.kind IN ('pause', 'unpause', 'login', 'logout', 'pickup')
                    THEN NEW.role IN ('supervisor', 'admin') OR (NEW.role = 'agent' AND own)
                WHEN NEW.kind IN ('moveto', 'hangupcall')
                    THEN NEW.role IN ('supervisor', 'admin')
                WHEN NEW.kind = 'spyon'
                    THEN NEW.role IN ('supervisor', 'admin') AND own
                END, false)
            THEN
                NEW.done_us := NEW.at_us;
                NEW.result := 'refused';
            END IF;
            RETURN NEW;
        END $$""")
    op.execute("""
        CREATE TRIGGER desk_order_placed BEFORE INSERT ON orders
        FOR EACH ROW EXECUTE FUNCTION desk_order_placed()""")
    op.execute("""
        CREATE FUNCTION desk_order_answered() RETURNS trigger
        LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
        BEGIN
            IF OLD.done_us IS NOT NULL THEN
                RAISE EXCEPTION 'order % has its answer', OLD.id
                    USING ERRCODE = 'insufficient_privilege';
            END IF;
            RETURN NEW;
        END $$""")
    op.execute("""
        CREATE TRIGGER desk_order_answered BEFORE UPDATE ON orders
        FOR EACH ROW EXECUTE FUNCTION desk_order_answered()""")
    op.execute("""
        CREATE FUNCTION desk_give_up_order(given bigint) RETURNS void
        LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
            UPDATE orders SET result = 'late',
                done_us = (extract(epoch FROM clock_timestamp()) * 1000000)::bigint
            WHERE id = given AND by = session_user AND done_us IS NULL
        $$""")


def _messages_know_who_sends_them() -> None:
    op.execute("""
        CREATE FUNCTION desk_message_sent() RETURNS trigger
        LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
        BEGIN
            NEW.by := session_user;
            NEW.at_us := (extract(epoch FROM clock_timestamp()) * 1000000)::bigint;
            NEW.read_us := NULL;
            RETURN NEW;
        END $$""")
    op.execute("""
        CREATE TRIGGER desk_message_sent BEFORE INSERT ON messages
        FOR EACH ROW EXECUTE FUNCTION desk_message_sent()""")
    op.execute("""
        CREATE FUNCTION desk_message_read() RETURNS trigger
        LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
        BEGIN
            NEW.read_us := coalesce(
                OLD.read_us, (extract(epoch FROM clock_timestamp()) * 1000000)::bigint
            );
            RETURN NEW;
        END $$""")
    op.execute("""
        CREATE TRIGGER desk_message_read BEFORE UPDATE ON messages
        FOR EACH ROW EXECUTE FUNCTION desk_message_read()""")
