"""Background jobs: which work is done away from the page, by name."""
