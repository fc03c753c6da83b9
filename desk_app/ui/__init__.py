"""Windows and widgets: they paint snapshots and emit intents."""
