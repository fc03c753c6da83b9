"""The team's database: a PostgreSQL server. Loaded only where an address names one."""
