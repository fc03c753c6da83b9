"""How long tests wait for what must come: long enough that a slow machine is no failure."""

PATIENCE_S = 40.0
PATIENCE_MS = 40_000
