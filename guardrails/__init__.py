"""May this text leave? Checks that judge a text and never change it."""
