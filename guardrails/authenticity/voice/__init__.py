"""The measure of a voice: habits, profile, score and reasons, from posts the author brought."""
