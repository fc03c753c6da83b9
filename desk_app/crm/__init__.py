"""Customers, calls, tickets: the database half. No Qt, no telephony."""
