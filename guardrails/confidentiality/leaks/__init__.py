"""The tripwire: what comes near a document that must not leave."""
