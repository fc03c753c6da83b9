"""Asterisk by its manager interface (AMI): read, understood, and ordered about. No Qt."""
