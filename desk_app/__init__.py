"""Desk App: answer the phone knowing who is calling and why."""

__version__ = "0.1.0"
