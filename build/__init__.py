"""Set-up, checks, packaging, the SIP engine's build: what `dev.py` does, standard library."""
