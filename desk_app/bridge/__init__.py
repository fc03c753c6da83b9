"""The bridge: the one process that hears a PBX, tells the team, and carries out its orders."""
