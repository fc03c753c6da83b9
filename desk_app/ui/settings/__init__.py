"""The settings: first start, the page with all of them, the doctor."""
