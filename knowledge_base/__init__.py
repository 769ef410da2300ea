"""Approved material in, passages out."""
