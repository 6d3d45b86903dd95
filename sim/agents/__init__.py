"""Who exists: declared columns, and the few ways in which a row may change."""
