"""What our own build promises is asked of our own build: PyPI's wheel is not held to it."""

from __future__ import annotations

from importlib import metadata

from build.engine import recipe

OURS = metadata.version(recipe.DISTRIBUTION).endswith(f"+{recipe.LOCAL_VERSION}")
collect_ignore = [] if OURS else ["test_own_engine.py", "test_rest.py"]
