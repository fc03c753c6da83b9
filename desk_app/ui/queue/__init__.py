"""The queues in the window: how they stand, who waits, and what can be done for them."""
