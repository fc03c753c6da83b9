"""The supervisor's wall: the whole floor on a screen of its own, readable from far away."""
