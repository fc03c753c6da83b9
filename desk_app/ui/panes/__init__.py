"""The panes of the window: they paint snapshots and emit what the agent wants."""
