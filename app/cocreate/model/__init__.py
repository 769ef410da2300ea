"""The writer with a model behind it, and its hand in the actions."""
