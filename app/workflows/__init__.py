"""One use case per file: load, step, save."""
