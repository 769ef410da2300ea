"""What the law and the platforms ask of a post."""
