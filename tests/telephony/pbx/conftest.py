"""How many examples; other work shares the machine, so none is late."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("desk", deadline=None, database=None, max_examples=60)
settings.load_profile("desk")
