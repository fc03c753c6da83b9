"""The embedded queue: who waits, in which order, and what callers hear. Pure."""
