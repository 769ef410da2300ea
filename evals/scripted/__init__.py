"""A model that is none, behind a real server: good or bad as told, and the same each time."""
