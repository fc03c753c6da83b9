"""The build of our own pjsua2: source, patches, settings, wheel.

Why our own: PyPI's wheel takes 4 calls at most, TLS 1.2 at most, no Opus, and
asserts that end the process are switched on. See `recipe.py` for the settings.
"""
