"""The softphone: call states, the engine process and the link to it. No windows, no database."""
