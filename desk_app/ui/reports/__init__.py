"""The reports: filters, key figures, charts, table, and the files made of them."""
