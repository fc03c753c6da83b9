"""The floor of a team on a PBX: who waits, who serves, what may be ordered. Pure."""
