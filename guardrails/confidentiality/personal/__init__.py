"""Data that leads to a person, and people's names."""
