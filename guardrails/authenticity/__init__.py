"""Does it sound like a person, this person, and nobody else?"""
