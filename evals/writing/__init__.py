"""Measuring the writer: authors, briefs, what came of them, and how it reads."""
