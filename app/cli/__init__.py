"""`tandem …`: commands that print and exit."""
