"""An invented company to try Tandem on: its documents, its people and what they have posted."""
