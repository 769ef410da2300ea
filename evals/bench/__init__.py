"""Times rather than truths: what the engines cost."""
