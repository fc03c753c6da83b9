"""On a server: who is one of the team's people, and the search for customers as a function.

Rows are read and written by the team's people only (`crm/postgres/rights.py`): `desk_member`
is whoever of them is logged in. Behind such a policy the server does not use the index of
beginnings of words, as comparing could tell of rows that are not to be seen; so a function of
the owner's searches, and looks first who calls it.
"""

from __future__ import annotations

from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Make view and functions; a file has one person, who owns it."""
    if op.get_context().dialect.name != "postgresql":
        return
    # session_user has the collation of names; with that, the index of a long list is no use.
    op.execute(
        "CREATE VIEW desk_member AS SELECT login FROM people"
        ' WHERE login = session_user COLLATE "default"'
    )
    _finds_customers()
    # Ranges of digits ("+9821" to "+9821:") are those of the characters' codes, and not of the
    # server's language, in most of which the colon comes before the digits.
    for name in ("e164", "tail"):
        op.execute(f'ALTER TABLE phone_numbers ALTER COLUMN {name} TYPE text COLLATE "C"')
    _gives_up_members_orders()
    # A caller's temporary tables come before all others unless they are named last.
    for name in ("order_placed", "order_answered", "message_sent", "message_read"):
        op.execute(f"ALTER FUNCTION desk_{name} SET search_path = pg_catalog, public, pg_temp")


def _finds_customers() -> None:
    """Find customers with words that begin so. Words are text, whatever is in them."""
    op.execute(r"""
        CREATE FUNCTION desk_find_customers(words text[], most integer) RETURNS SETOF bigint
        LANGUAGE plpgsql STABLE SECURITY DEFINER
        SET search_path = pg_catalog, public, pg_temp AS $$
        DECLARE
            conditions text;
        BEGIN
            SELECT string_agg(format('(%L || search) LIKE %L', ' ',
                '% ' || regexp_replace(word, '([\\%_])', '\\\1', 'g') || '%'), ' AND ')
            INTO conditions FROM unnest(words) AS word WHERE word <> '';
            IF conditions IS NULL OR NOT EXISTS (SELECT FROM desk_member) THEN
                RETURN;
            END IF;
            RETURN QUERY EXECUTE 'SELECT id FROM customers WHERE ' || conditions || ' LIMIT $1'
                USING least(greatest(most, 0), 200);
        END $$""")


def _gives_up_members_orders() -> None:
    op.execute("""
        CREATE OR REPLACE FUNCTION desk_give_up_order(given bigint) RETURNS void
        LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
            UPDATE orders SET result = 'late',
                done_us = (extract(epoch FROM clock_timestamp()) * 1000000)::bigint
            WHERE id = given AND by = session_user AND done_us IS NULL
                AND EXISTS (SELECT FROM desk_member)
        $$""")
