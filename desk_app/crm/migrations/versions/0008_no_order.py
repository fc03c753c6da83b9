"""On a server: an order that cannot even be read is kept and refused, as any other that is none."""

from __future__ import annotations

from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Read orders with care; rights and all else stay as they were."""
    if op.get_context().dialect.name != "postgresql":
        return
    op.execute("""
        CREATE OR REPLACE FUNCTION desk_order_placed() RETURNS trigger
        LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
        DECLARE
            person people%ROWTYPE;
            asked jsonb;
            own boolean;
        BEGIN
            BEGIN
                asked := NEW.body::jsonb;
            EXCEPTION WHEN data_exception OR program_limit_exceeded THEN
                asked := NULL;
            END;
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
