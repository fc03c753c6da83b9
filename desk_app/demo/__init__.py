"""The demonstration: invented customers, their histories, and callers with real calls."""
