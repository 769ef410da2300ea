"""Frozen values and legal transitions; no I/O."""
