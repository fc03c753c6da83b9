"""What a team shares through its database: people, the floor, orders, alarms, history.

The bodies of floors and orders are text here: telephony knows what is in them.
"""
